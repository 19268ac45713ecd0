/*
 * tests/fuzz/questionnaire.c - any bytes as somebody's file: refused with words, or kept in a form that is read again
 * alike
 */
#include <stddef.h>
#include <stdint.h>

#include "core/questionnaire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The kept form may also come from a record that was made elsewhere. */
static void unpack(struct str in, struct arena *arena)
{
    struct questionnaire q, again;
    if (questionnaire_unpack(in, arena, &q))
        return;
    struct str kept = questionnaire_pack(&q, arena);
    ASSERT(questionnaire_unpack(kept, arena, &again) == ERR_OK);
    ASSERT(str_eq(questionnaire_pack(&again, arena), kept));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t memory[32 << 20];
    struct arena arena = arena_on(memory, sizeof memory);
    struct str in = {.at = (const char *)data, .len = size};
    struct questionnaire q, again;
    if (size > 1 << 16)
        return 0;
    unpack(in, &arena);
    struct str problem = questionnaire_read(in, &arena, &q);
    if (problem.len)
        return 0;
    struct str kept = questionnaire_pack(&q, &arena);
    ASSERT(str_is_utf8(kept));
    ASSERT(questionnaire_unpack(kept, &arena, &again) == ERR_OK);
    ASSERT(again.len == q.len && again.asks == q.asks);
    return 0;
}
