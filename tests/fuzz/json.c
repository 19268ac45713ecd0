/*
 * tests/fuzz/json.c - whatever bytes come, the reader refuses them or reads them the same way twice
 *
 * A document that is passed over whole is walked and written again; that is accepted too, and written alike.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "tests/base/json_rewrite.h"

enum { MAX_BYTES = 1 << 14 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str rewritten(struct str in, struct arena *arena)
{
    struct arena texts = arena_on(ARENA_MANY(arena, uint8_t, 4 << 20), 4 << 20);
    struct json_reader r = json_on(in);
    struct buf out = buf_on(arena);
    ASSERT(json_rewrite(&r, &texts, &out) == ERR_OK);
    ASSERT(json_end(&r) == ERR_OK);
    return buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t memory[16 << 20];
    struct str in = {.at = (const char *)data, .len = size};
    struct arena arena = arena_on(memory, sizeof memory);
    struct json_reader r = json_on(in);
    if (size > MAX_BYTES || json_skip(&r, arena) != ERR_OK || json_end(&r) != ERR_OK)
        return 0;
    struct str once = rewritten(in, &arena);
    ASSERT(str_is_utf8(once));
    ASSERT(str_eq(rewritten(once, &arena), once));
    return 0;
}
