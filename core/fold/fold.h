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

/* Take one event in, and settle.  It is kept, not copied: it must live in the state's arena. */
void state_fold(struct state *state, struct event *event);

/*
 * Decode a record and take it in (see state_settle).  It is borrowed and must live in the arena, unless it is a draft's, which is copied.
 * Errors as event_decode, and ERR_MALFORMED for a stamp
 * that no clock gave: of the year 3000 or later, and over a hundred years after all that was taken before, or
 * twice as far.  The time of the log would have to follow it to where there is no room for a next stamp.  The state is then as before.
 */
enum err state_take(struct state *state, struct bytes record, uint64_t n);

/*
 * Records come in any order.  One that is newer than all before is folded when it is taken; after anything else, a
 * removal too, what is made is no longer true, and nothing may be read from the state until this has put it right.
 * Nothing happens where nothing has to.
 */
void state_settle(struct state *state);

/* Everything folded again, in the room that it had before. */
void state_refold(struct state *state);

#endif
