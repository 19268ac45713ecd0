/*
 * core/library.h - the activities that come with attune: what the rules need to know of them
 *
 * The rows are made from content/activities/ during the build, sorted by id; their words stand
 * in pages/frame/words.h under the same index.  Levels are contact levels 0-7 of the clinical
 * reference, section 15.
 *
 * `called` is what a person's own words are held against (core/practice/open.c), and is never shown: the name and the
 * things, parted by a line; of a library's activity in English, and in every other language there is in `elsewhere`.
 * What a limit closes cannot depend on the language that is on, or two devices would fold one log into two states.
 */
#ifndef CORE_LIBRARY_H
#define CORE_LIBRARY_H

#include "core/vocabulary.h"

struct activity {
    struct str id, called, elsewhere;
    unsigned   dimension, company, level, minutes;
    set64      tags, areas;
    uint32_t   letters; /* of `called` and `elsewhere`: own_letters of core/own_words.h */
};

extern const struct activity LIBRARY[];
extern const size_t          LIBRARY_LEN;

/* The index of the row with this id, or SIZE_MAX. */
size_t library_find(struct str id);

#endif
