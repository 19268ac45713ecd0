/*
 * tests/support/life.h - somebody's log, folded event by event, for tests of what is so in it
 *
 * life_begin and life_end are a test's setup and teardown.  Every event goes through its record, a second after the one
 * before it, as it would in the program.
 */
#ifndef TESTS_SUPPORT_LIFE_H
#define TESTS_SUPPORT_LIFE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/form.h"
#include "core/fold/fold.h"

/* A Monday at seven in the evening, UTC. */
static const int64_t LIFE_EVENING = 1795460400000;

struct life {
    void *memory;
    struct arena arena;
    struct state *state;
    struct event event; /* decided last */
    int64_t now_ms;
    uint64_t n;
};

static inline int life_begin(void **at)
{
    enum { BYTES = 64 << 20 };
    struct life *life = calloc(1, sizeof *life);
    life->memory = malloc(BYTES);
    life->arena = arena_on(life->memory, BYTES);
    life->state = ARENA_NEW(&life->arena, struct state);
    life->now_ms = LIFE_EVENING;
    state_begin(life->state, &life->arena);
    *at = life;
    return 0;
}

static inline int life_end(void **at)
{
    struct life *life = *at;
    free(life->memory);
    free(life);
    return 0;
}

/* The item that the event belongs to. */
static inline struct stamp life_take(struct life *life, struct event event)
{
    struct buf record = buf_on(&life->arena);
    life->now_ms += 1000;
    event.at = stamp_next(life->state->log.last, life->now_ms, 7);
    event_encode(&record, &event);
    assert_int_equal(state_take(life->state, buf_bytes(&record), ++life->n), ERR_OK);
    return event_item(&event);
}

static inline struct form life_form(struct life *life, struct str encoded)
{
    struct form form;
    assert_int_equal(form_decode(encoded, &life->arena, &form), ERR_OK);
    return form;
}

/* What stands before, and `n` characters of the longest kind, four bytes each: limits are of characters, not of bytes.
 */
static inline char *life_words(struct life *life, const char *before, size_t n)
{
    struct buf b = buf_on(&life->arena);
    buf_put(&b, str_from_c(before));
    for (size_t i = 0; i < n; i++)
        buf_put(&b, S("\U0001F33F"));
    buf_put_byte(&b, 0);
    return (char *)b.at;
}

static inline void assert_str(struct str s, const char *expected)
{
    assert_int_equal(str_cmp(s, str_from_c(expected)), 0);
}

#endif
