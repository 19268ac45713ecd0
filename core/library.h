/*
 * core/library.h - the activities that come with attune: what the rules need to know of them
 *
 * The rows are made from content/activities/ during the build, sorted by id; their words stand
 * in pages/frame/words.h under the same index.  Levels are contact levels 0-7 of the clinical
 * reference, section 15.
 */
#ifndef CORE_LIBRARY_H
#define CORE_LIBRARY_H

#include "core/vocabulary.h"

struct activity {
    struct str id, name, props;
    unsigned   dimension, company, level, minutes;
    set64      tags, areas;
};

extern const struct activity LIBRARY[];
extern const size_t          LIBRARY_LEN;

/* The index of the row with this id, or SIZE_MAX. */
size_t library_find(struct str id);

#endif
