/*
 * pages/frame/parts.h - which parts of the course stand at which place
 *
 * attune has five places and, behind the quiet menu, the course as a whole.  A part is one row of one
 * table, so adding one touches no page of a place.
 */
#ifndef PAGES_FRAME_PARTS_H
#define PAGES_FRAME_PARTS_H

#include "pages/frame/page.h"

struct part {
    struct str place; /* "today", "practice", "limits", "journal", "learn" or "course" */
    struct str group; /* heading; rows of one group stand together */
    struct str path;  /* without its first slash */
    struct str title, about;
};
struct part_rows SPAN_OF(struct part);
struct part_group {
    struct str title;
    struct part_rows rows;
};
struct parts SPAN_OF(struct part_group);

/* The groups of a place, in order of the table. */
struct parts parts_of(const struct words *words, struct arena *arena, struct str place);

#endif
