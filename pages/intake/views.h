/* pages/intake/views.h - views of the intake */
#ifndef PAGES_INTAKE_VIEWS_H
#define PAGES_INTAKE_VIEWS_H

#include "pages/frame/page.h"

struct chapter_row {
    struct str id, title, state;
};
struct intake_view {
    struct frame frame;
    struct html lead;
    struct SPAN_OF(struct chapter_row) chapters;
};

struct question_row {
    struct str id, chapter, ask, why, sees;
    struct html help;
    struct str problem;
    struct str once; /* each form may be kept once, so each has its own */
    bool is_words, is_one, is_many, long_words;
    bool folded;      /* reading the whole list is a choice of its own */
    struct str words; /* in the box */
    struct choices choices;
    bool answered, veiled; /* veiled: that there is an answer, but not which */
    struct str said;
    bool later, never;
    bool open;              /* the form stands open although there is an answer */
    struct html afterwards; /* what follows from the answer */
};
struct chapter_view {
    struct frame frame;
    struct str title, next_id, next_title;
    struct html lead;
    struct SPAN_OF(struct question_row) questions;
};

#endif
