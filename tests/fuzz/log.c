/*
 * tests/fuzz/log.c - a sequence of records, in two orders and some of them twice: one state, or nothing at all
 *
 * The first four bytes choose the second order.
 */
#include "tests/support/dump.h"

#include <assert.h>

enum { RECORDS_MAX = 64 };

struct sequence {
    struct bytes at[RECORDS_MAX * 2];
    size_t len;
};

/* Records one after another, each behind a two-byte length. */
static void read_sequence(const uint8_t *data, size_t len, struct sequence *out)
{
    while (len >= 2 && out->len < RECORDS_MAX) {
        size_t n = (size_t)(data[0] << 8 | data[1]);
        data += 2;
        len -= 2;
        n = n < len ? n : len;
        struct event event;
        struct bytes record = {data, n};
        /* Stamps that no clock gave are refused by what came before them (core/fold/fold.h). */
        if (event_decode(record, &event) == ERR_OK && stamp_ms(event.at) < CLOCK_FAR_MS)
            out->at[out->len++] = record;
        data += n;
        len -= n;
    }
}

static struct str folded(const struct sequence *sequence, bool settle_each, struct arena *arena)
{
    struct state *state = ARENA_NEW(arena, struct state);
    state_begin(state, arena);
    for (size_t i = 0; i < sequence->len; i++) {
        uint8_t *copy = ARENA_MANY(arena, uint8_t, sequence->at[i].len);
        mem_copy(copy, sequence->at[i].at, sequence->at[i].len);
        enum err e = state_take(state, (struct bytes){copy, sequence->at[i].len}, i + 1);
        assert(e == ERR_OK);
        if (settle_each)
            state_settle(state);
    }
    state_settle(state);
    struct buf out = buf_on(arena);
    dump_state(&out, state, (int64_t)(FIRST_DAY + 100) * 24 * 60 * 60000);
    return buf_str(&out);
}

static void shuffle(struct sequence *sequence, uint32_t seed)
{
    size_t once = sequence->len;
    for (size_t i = 0; i < once; i++) {
        seed = seed * 1664525 + 1013904223;
        if (seed >> 30 == 0)
            sequence->at[sequence->len++] = sequence->at[i];
    }
    for (size_t i = sequence->len; i > 1; i--) {
        seed = seed * 1664525 + 1013904223;
        size_t k = (seed >> 8) % i;
        struct bytes swap = sequence->at[i - 1];
        sequence->at[i - 1] = sequence->at[k];
        sequence->at[k] = swap;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static uint8_t memory[192 << 20];
    struct arena arena = arena_on(memory, sizeof memory);
    struct sequence sequence = {.len = 0};
    if (len < 4)
        return 0;
    uint32_t seed = (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
    read_sequence(data + 4, len - 4, &sequence);
    struct str one = folded(&sequence, true, &arena);
    shuffle(&sequence, seed);
    struct str other = folded(&sequence, seed & 1, &arena);
    assert(str_eq(one, other));
    return 0;
}
