/*
 * core/fold/practice.h - what events do to practices, for this room alone
 *
 * Every input goes through the kernel (core/consent), which may find that time has ended a practice meanwhile.  An event of
 * a practice that is not there, or that says what only its own device may say, changes nothing.
 */
#ifndef CORE_FOLD_PRACTICE_H
#define CORE_FOLD_PRACTICE_H

#include "core/log/state.h"

void fold_plan(struct state *state, const struct event *event);
void fold_gate(struct state *state, const struct event *event);
void fold_step(struct state *state, const struct event *event);
void fold_winddown(struct state *state, const struct event *event);
void fold_nextday(struct state *state, const struct event *event);

/* A limit set in the middle of a practice acts in the middle (design, section 6), on whichever device it was set. */
void tighten_open_practices(struct state *state, const struct event *event);

/*
 * Rest from a stop until the end of its day, however late it was found out.  of: the plan, or the deletion that carries a
 * rest on; event: how the stop became known.
 */
void rest_until_tomorrow(struct state *state, unsigned level, int64_t stopped_ms, const struct event *of,
                         const struct event *event);

#endif
