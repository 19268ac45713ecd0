/*
 * pages/settings/merge.h - bringing in a backup of this place: the form, and what came
 *
 * app/ calls these where the file decides what is shown.  `problem` is a sentence to show above the form, or empty.
 */
#ifndef PAGES_SETTINGS_MERGE_H
#define PAGES_SETTINGS_MERGE_H

#include "core/course/stray.h"
#include "pages/frame/page.h"

struct merged {
    const unsigned *came; /* of each event_kind */
    uint64_t unopened, later;
    unsigned deleted, hidden;
    const struct strays *strays; /* own words about what was deleted there, without its knowing of them */
    bool ahead;    /* some of it was stamped by a clock well ahead of this one */
    bool anything; /* also what has no words of its own */
};

void settings_merge_page(struct visit *visit, struct str problem);
void settings_merged_page(struct visit *visit, const struct merged *merged);
/* GET /settings/merge. */
void settings_merge_get(struct visit *visit);

#endif
