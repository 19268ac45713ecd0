/*
 * pages/frame/held.h - a list of things in groups, where what is kept away is left out, marked or folded away
 *
 * Memory: rows are in the arena given to held_begin.
 */
#ifndef PAGES_FRAME_HELD_H
#define PAGES_FRAME_HELD_H

#include "base/text.h"
#include "core/course/exposure.h"

struct held_row {
    struct str path, title, about;
    bool marked; /* it holds something kept away, and is shown with a mark */
};
struct held_rows SPAN_OF(struct held_row);
struct held_group {
    struct str title;
    struct held_rows rows;
};
struct held_list {
    struct SPAN_OF(struct held_group) groups;
    struct held_rows kept_away;        /* waiting to be asked for */
    bool left_out;                     /* some are not shown at all, as asked */
    struct held_row *rows, *kept_rows; /* room, and how much of it is taken */
    struct held_group *group_rows;
    size_t len;
};

/* Room for `max` rows. */
struct held_list held_begin(struct arena *arena, size_t max);
/* Rows of one group are added one after another. */
void held_add(struct held_list *list, struct str group, enum shown shown, struct held_row row);

#endif
