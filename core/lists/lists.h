/*
 * core/lists/lists.h - every vocabulary whose words a pack has, by its place
 *
 * The tables stand in the headers of the rooms that they belong to, which also declare their lists.  Their rows are in
 * this one file, for the build to take what has words from it without the rest of the rules (tools/content/).
 */
#ifndef CORE_LISTS_LISTS_H
#define CORE_LISTS_LISTS_H

#include "core/vocabulary.h"

/* At its place; at that of VOCABULARY_NONE there is none. */
struct vocabulary_file {
    struct str name; /* of its file in content/vocabulary/, without .md */
    const struct key_list *keys;
};
extern const struct vocabulary_file VOCABULARY_FILES[VOCABULARY_END];

#endif
