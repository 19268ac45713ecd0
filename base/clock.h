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
/*
 * The time of a log.  A wall clock is set, jumps and is wrong; what is judged by how long something took must not
 * follow it.  So a log has a time of its own: it begins at or after its newest entry and goes on by steady time,
 * which counts milliseconds from anywhere, never back, also while a device sleeps.  Stamps and all rules go by it;
 * the wall clock only names the dates that are shown.  Zero is a log time that was not begun.
 */
struct log_time {
    int64_t now_ms;    /* never less than the newest stamp */
    int64_t steady_ms; /* steady time when it was now_ms */
};
/* Clocks that say more are not believed: the first millisecond of the year 3000. */
#define CLOCK_FAR_MS ((int64_t)32503680000000)
/* The time of a log ends here, whatever it is told, a little below what a stamp in a record can say. */
#define LOG_TIME_MAX_MS (((int64_t)1 << 46) - ((int64_t)1 << 30))
/* A wall clock's time as it is taken: from 0 to below CLOCK_FAR_MS. */
int64_t wall_taken_ms(int64_t wall_ms);
/* Move on to steady_ms; a steady time that went back counts as none passed. */
void log_time_pass(struct log_time *time, int64_t steady_ms);
/* A moment, or the end of what a log's time can be. */
int64_t within_log_time(int64_t ms);

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
