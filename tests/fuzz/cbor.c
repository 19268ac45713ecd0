/*
 * tests/fuzz/cbor.c - whatever bytes come, the reader refuses them or they are the one agreed form
 *
 * A document that is passed over whole is read again item by item and written; the result
 * must be the input.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/cbor.h"
#include "tests/base/rewrite.h"

enum { DEPTH = 64, MAX_BYTES = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t memory[4 * MAX_BYTES];
    struct bytes in = {.at = data, .len = size};
    struct cbor_reader r = {.left = in};
    if (size > MAX_BYTES || cbor_skip(&r, DEPTH) != ERR_OK || cbor_end(&r) != ERR_OK)
        return 0;

    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = buf_on(&arena);
    r.left = in;
    ASSERT(rewrite(&r, &out) == ERR_OK);
    ASSERT(cbor_end(&r) == ERR_OK);
    ASSERT(bytes_eq(buf_bytes(&out), in));
    return 0;
}
