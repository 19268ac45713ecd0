/*
 * core/fold/fold.h - one event after another into the state
 *
 * The only room that knows what every event does, and so the only one that may call all the others.
 *
 * Memory: as core/log/state.h.
 */
#ifndef CORE_FOLD_FOLD_H
#define CORE_FOLD_FOLD_H

#include "core/log/state.h"

void state_begin(struct state *state, struct arena *arena);

/* Take one event in.  It is kept, not copied: it must live in the state's arena. */
void state_fold(struct state *state, const struct event *event);

/*
 * Decode a record and fold it.  It is borrowed and must live in the arena, unless it is a draft's, which is copied.
 * Errors as event_decode, and ERR_MALFORMED for a stamp
 * that no clock gave: of the year 3000 or later, and over a hundred years after all that was taken before, or
 * twice as far.  The time of the log would have to follow it to where there is no room for a next stamp.  The state is then as before.
 */
enum err state_take(struct state *state, struct bytes record, uint64_t n);

/* Fold everything again without an item that has just been removed. */
void state_refold(struct state *state);

#endif
