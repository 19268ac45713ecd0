/*
 * core/library.h - the activities that come with attune: what the rules need to know of them
 *
 * The rows are made from content/activities/ during the build, sorted by id; their words stand
 * in pages/frame/words.h under the same index.  Levels are contact levels 0-7 of the clinical
 * reference, section 15.
 *
 * `called` and `needs` are what a person's own words are held against (core/practice/open.c), and are never shown.  Of a
 * library's activity they hold its name and things in every language there is, parted by lines: what a limit closes
 * cannot depend on the language that is on, or two devices would fold one log into two states.
 */
#ifndef CORE_LIBRARY_H
#define CORE_LIBRARY_H

#include "core/vocabulary.h"

struct activity {
    struct str id, called, needs;
    unsigned   dimension, company, level, minutes;
    set64      tags, areas;
};

extern const struct activity LIBRARY[];
extern const size_t          LIBRARY_LEN;

/* The index of the row with this id, or SIZE_MAX. */
size_t library_find(struct str id);

#endif
