/*
 * core/course/remind.h - reminders: off until chosen, at one time, never in the quiet hours, without content
 *
 * Four settings make them: a rhythm in days (nothing is off), a time, and the two ends of the quiet hours.  Times
 * are kept as minutes of the day, midnight as 1440, so that nothing said stays nothing.
 */
#ifndef CORE_COURSE_REMIND_H
#define CORE_COURSE_REMIND_H

#include "base/form.h"
#include "core/log/state.h"

enum { REMIND_RHYTHMS = 5, DAY_MIN = 1440, REMIND_FIRST_MIN = 19 * 60, QUIET_FIRST_FROM = 21 * 60, QUIET_FIRST_TO = 9 * 60 };
extern const unsigned REMIND_DAYS[REMIND_RHYTHMS]; /* 0 is off */

struct reminders {
    unsigned days; /* 0: off */
    unsigned at_min, quiet_from, quiet_to; /* minutes of the day, 0 to 1439 */
    int64_t  first_day; /* the day they were chosen, counted as in struct moment */
};
struct reminders reminders_now(const struct state *state);

/* The fields of a form as reminders: days, at, quiet-from and quiet-to as HH:MM; what cannot be read is as before. */
struct reminders reminders_read(const struct form *form, const struct reminders *before);
/* Up to four events for what changed, in out; *len how many.  A sentence on what is wrong, or the empty text. */
enum { REMIND_EVENTS = 4 };
struct str reminders_decide(const struct form *form, const struct state *state, struct event out[REMIND_EVENTS],
                            size_t *len);

/* True if a minute lies in the quiet hours, which may run over midnight; ends that are alike mean none. */
bool is_quiet(const struct reminders *reminders, unsigned min);
/* When the next one is due after now; 0 if they are off.  A time in the quiet hours is never due. */
int64_t reminders_next_ms(const struct reminders *reminders, int64_t now_ms, int zone_min);

#endif
