/*
 * tests/support/dump.h - everything that a state says, as text to be read and compared
 *
 * Days are counted from Monday, 2 March 2026, in a zone an hour east, as stories count them.
 */
#ifndef TESTS_SUPPORT_DUMP_H
#define TESTS_SUPPORT_DUMP_H

#include "core/fold/fold.h"

enum { ZONE_MIN = 60, FIRST_DAY = 20514 }; /* 2 March 2026 */

/* buf_put, formatted as printf does. */
__attribute__((format(printf, 2, 3))) void say(struct buf *out, const char *format, ...);
/* A moment as "+DAY HH:MM[:SS]". */
void say_when(struct buf *out, int64_t ms);
/* The state as it is at a time.  Scratch comes from the arena of `out`. */
void dump_state(struct buf *out, const struct state *state, int64_t now_ms);

/* The first moment from then on at which the product says that nothing rests. */
static inline int64_t rests_until_ms(const struct state *state, int64_t from_ms)
{
    int64_t low = from_ms, high = 4 * CLOCK_FAR_MS; /* no stamp comes there */
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (state_rests(state, middle))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
