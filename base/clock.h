/*
 * base/clock.h - a hybrid logical clock, and days as people count them
 *
 * A stamp orders records of several devices: wall time in its upper 48 bits (milliseconds
 * since 1970, UTC), a counter in its lower 16 (Kulkarni et al. 2014, "Logical Physical
 * Clocks").  It never goes back, whatever the wall clock does.  Stamps with the device that
 * made them are unique and name things.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/text.h"

struct stamp {
    uint64_t clock;  /* milliseconds << 16 | counter */
    uint64_t device; /* random, never zero */
};

int64_t stamp_ms(struct stamp s);
int     stamp_cmp(struct stamp a, struct stamp b); /* by clock, then device */
bool    stamp_is(struct stamp s);                  /* false for the zero stamp, which names nothing */
/* The stamp after `last` (of any device) at wall time now_ms (>= 0), for `device`. */
struct stamp stamp_next(struct stamp last, int64_t now_ms, uint64_t device);
/* 32 hex digits: clock, then device; what stands in addresses. */
void buf_put_stamp(struct buf *b, struct stamp s);
bool stamp_from_text(struct str s, struct stamp *out); /* exactly 32 hex digits, else false */

/* A day and minute where the person is; zone_min is minutes east of UTC. */
struct moment {
    int64_t  day;                       /* days since 1970-01-01, local */
    int      year, month, day_of_month; /* month and day from 1 */
    int      weekday;                   /* 0 is Monday */
    int      hour, minute;
};
struct moment moment_at(int64_t ms, int zone_min);
/* First millisecond of the local day that follows the one holding ms. */
int64_t midnight_after(int64_t ms, int zone_min);
void buf_put_date(struct buf *b, struct moment m);  /* 23 November 2026 */
void buf_put_iso(struct buf *b, int64_t ms, int zone_min); /* 2026-11-23T22:05:00+01:00 */

#endif
