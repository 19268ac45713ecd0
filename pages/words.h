/*
 * pages/words.h - the words that the build made from content/
 *
 * Every struct html here came through cmark without raw HTML.  Tables are in static storage.
 */
#ifndef PAGES_WORDS_H
#define PAGES_WORDS_H

#include "pages/html.h"

/* Same index as LIBRARY in core/library.h. */
struct activity_words {
    struct html lead, steps, eyes_open, outward, another_way, may_not_suit;
};
extern const struct activity_words ACTIVITY_WORDS[];

/* A grounding tool.  far_away: 2 fits when far away, 1 with care, 0 not then. Sorted by `order`. */
struct ground_tool {
    struct str  id, name, channel;
    unsigned    order, far_away, minutes;
    uint64_t    tags; /* set64 of core/vocabulary.h */
    struct html lead, steps, care;
};
extern const struct ground_tool GROUND_TOOLS[];
extern const size_t             GROUND_TOOLS_LEN;

/* One service of the help directory, grouped by country in order of files.
 * call: digits for a tel: address, or empty.  checked: the date it was last checked, ISO. */
struct help_line {
    struct str country, code, name, contact, call, hours, about, checked;
    uint64_t   kinds; /* set64 of HELP_KINDS */
};
extern const struct help_line HELP_LINES[];
extern const size_t           HELP_LINES_LEN;

/* Intake.  kind: "words", "one", "many", "triggers" (the tags of core/vocabulary.h).
 * choices: parted by '|'.  Questions sorted by chapter order, then own order. */
struct intake_chapter {
    struct str  id, title;
    unsigned    order;
    struct html lead;
};
struct intake_question {
    struct str  id, chapter, kind, choices, ask, why, sees;
    unsigned    order;
    struct html help;
};
extern const struct intake_chapter  INTAKE_CHAPTERS[];
extern const size_t                 INTAKE_CHAPTERS_LEN;
extern const struct intake_question INTAKE_QUESTIONS[];
extern const size_t                 INTAKE_QUESTIONS_LEN;

struct lesson {
    struct str  id, title;
    unsigned    order, minutes;
    uint64_t    tags;
    struct html body;
};
extern const struct lesson LESSONS[];
extern const size_t        LESSONS_LEN;

/* Same index as WORKSHEETS in core/worksheet.h; `help` has one piece for each field, NULL where there are none. */
struct worksheet_words {
    struct html        lead;
    const struct html *help;
};
extern const struct worksheet_words WORKSHEET_WORDS[];

/* A piece of fixed text by id (content/texts/ID.md); an unknown id is our own mistake and traps. */
struct fixed_text {
    struct str  id, title;
    struct html body;
};
extern const struct fixed_text FIXED_TEXTS[];
extern const size_t            FIXED_TEXTS_LEN;
const struct fixed_text *fixed_text(struct str id);

#endif
