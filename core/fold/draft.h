/*
 * core/fold/draft.h - what the keeping of a draft does, for this room alone
 *
 * The texts of a draft are copied into room of its own (core/log/state.h, draft_now), and wiped when it is over.
 */
#ifndef CORE_FOLD_DRAFT_H
#define CORE_FOLD_DRAFT_H

#include "core/log/state.h"

/* The newest keeping counts, and one without words is the end of a draft for good. */
void fold_draft(struct state *state, const struct event *event);
/* The words of a draft that is over stay nowhere in memory.  Nothing happens where there is none of this name. */
void end_draft(struct state *state, struct stamp item);

#endif
