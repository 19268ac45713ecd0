/*
 * core/fold/entry.h - items and their versions, for this room alone
 */
#ifndef CORE_FOLD_ENTRY_H
#define CORE_FOLD_ENTRY_H

#include "core/log/state.h"

void entry_add_version(struct state *state, struct entry *entry, const struct event *event);
/* An entry for a first telling.  NULL: a device that forgot itself has given two things one name; the first has it. */
struct entry *entry_add(struct state *state, const struct event *event);
/* A first telling makes an entry; an edit takes its place; an edit of what is gone is dropped, which gives NULL. */
struct entry *entry_tell(struct state *state, const struct event *event);

#endif
