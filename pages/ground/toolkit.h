/*
 * pages/ground/toolkit.h - what is taken along: one page with all that is needed at once, and a card to fold
 *
 * A thing is named by where it stands: "ground/G03", "activity/A15", "lesson/L03", "line/GB/Galop",
 * "note/STAMP", or by what a note belongs to, as "script/S03-short".  What is gone is passed over.
 */
#ifndef PAGES_GROUND_TOOLKIT_H
#define PAGES_GROUND_TOOLKIT_H

#include "pages/frame/page.h"
#include "pages/frame/words.h"

/* A thing as the toolkit shows it. */
enum thing_kind { THING_TOOL, THING_ACTIVITY, THING_LESSON, THING_LINE, THING_WORDS, THING_END };
struct thing {
    enum thing_kind kind;
    struct str title, words, path; /* path without its first slash */
    struct contact contact;
    struct html lead, steps;
};
/* False if there is no such thing (any more). */
bool toolkit_find(struct visit *visit, struct str what, struct thing *out);

/* GET /toolkit, /toolkit/print; POST /toolkit/take: what, do=take|back */
void toolkit_get(struct visit *visit);
void toolkit_print_get(struct visit *visit);
void toolkit_take_post(struct visit *visit);

#endif
