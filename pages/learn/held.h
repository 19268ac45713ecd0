/*
 * pages/learn/held.h - a list of things in groups, where what is kept away is left out, marked or folded away
 *
 * Memory: rows are in the arena given to held_begin.
 */
#ifndef PAGES_LEARN_HELD_H
#define PAGES_LEARN_HELD_H

#include "core/course/exposure.h"
#include "pages/learn/views.h"

/* Room for `max` rows. */
struct held_list held_begin(struct arena *arena, size_t max);
/* Rows of one group are added one after another. */
void held_add(struct held_list *list, struct str group, enum shown shown, struct held_row row);

#endif
