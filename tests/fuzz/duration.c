/*
 * tests/fuzz/duration.c - whatever a recording is made of, few of its bytes change, and a second time none
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/duration.h"

enum { MAX_BYTES = 1 << 14, MOST_CHANGED = 7 + 128 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > MAX_BYTES)
        return 0;
    /* On bytes of their own, so that the sanitizer sees the end of them. */
    uint8_t *at = malloc(size);
    ASSERT(at);
    mem_copy(at, data, size);
    bool wrote = duration_write(at, size, 299);
    size_t changed = 0;
    for (size_t i = 0; i < size; i++)
        changed += at[i] != data[i];
    ASSERT(wrote ? changed >= 1 && changed <= MOST_CHANGED : changed == 0);
    ASSERT(!duration_write(at, size, 300));
    free(at);
    return 0;
}
