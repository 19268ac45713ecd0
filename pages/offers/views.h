/* pages/offers/views.h - views of how offers are made and what was gathered for them */
#ifndef PAGES_OFFERS_VIEWS_H
#define PAGES_OFFERS_VIEWS_H

#include "pages/frame/page.h"

struct offers_how_view {
    struct frame frame;
    struct html body;
    bool learning;
};

/* One thing that was gathered, with the form that corrects it. */
struct gathered_row {
    struct str about, words, once, label;
};
struct gathered_rows SPAN_OF(struct gathered_row);
struct gathered_view {
    struct frame frame;
    struct html lead;
    bool learning, nothing, saved;
    struct gathered_rows easy, hard, set_right;
};

struct why_view {
    struct frame frame;
    struct str id, name, words, closed, more, unsure;
    bool offered;
};

#endif
