/*
 * tests/fuzz/questionnaire.c - any bytes as somebody's file: refused with words, or kept in a form that is read again
 * alike; and as any of the six it is refused, or each choice that counts has a number that its words do not deny
 */
#include <stddef.h>
#include <stdint.h>

#include "core/course/measure.h"

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

static void as_each(const struct questionnaire *q, struct arena arena)
{
    for (uint32_t which = MEASURE_NONE + 1; which < MEASURE_OWN; which++) {
        struct arena scratch = arena;
        struct questionnaire settled;
        const struct measure_row *row = measure_row(which);
        if (measure_check(row, q, &scratch, &settled).len)
            continue;
        struct measure measure = {.which = which, .items = questionnaire_pack(&settled, &scratch), .values = 1};
        ASSERT(measure_is_sure(&measure, scratch));
        for (size_t n = 0; n < settled.asks; n++)
            for (unsigned value = 0; measure_counts(row, settled.asks, n) && value <= row->max; value++)
                ASSERT(question_words(questionnaire_ask(&settled, n), value).len > 0);
    }
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
    as_each(&q, arena);
    return 0;
}
