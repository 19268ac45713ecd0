/* pages/work/views.h - views of guided writing */
#ifndef PAGES_WORK_VIEWS_H
#define PAGES_WORK_VIEWS_H

#include "pages/frame/page.h"
#include "pages/frame/parts.h"
#include "pages/frame/views.h"

struct start_row {
    struct str words, number;
    bool chosen;
};
struct asked_field {
    struct str key, ask, words, problem;
    struct html help;
    bool is_words, is_line, is_one, is_many, is_scale, is_nothing;
    bool long_words, said, unkept;
    bool keep_here; /* a long sheet can be kept half-way; the page comes back to this place */
    struct choices choices;
    struct scale scale;
    struct SPAN_OF(struct start_row) starts;
    struct line_rows opens; /* questions that open the thought the person started from */
};
struct asked_fields SPAN_OF(struct asked_field);

/* One sheet with all its fields: new, or begun. */
struct worksheet_view {
    struct frame frame;
    struct str title, notice, gentle, problem, date;
    struct str at, back; /* addresses, without their first slash */
    struct str id;       /* of the begun sheet; empty for a new one */
    struct html lead;
    bool open_lead; /* it stands open; later it is folded */
    bool ground_before, ground_after, prints, has_before;
    struct asked_fields fields;
};

/* A sheet's own page: what it is for, and those begun. */
struct worksheets_view {
    struct frame frame;
    struct str title, notice, path;
    struct html lead;
    bool opened; /* it was asked for, though it holds something to keep away from */
    bool asks;   /* it has questions; else it is the page of other sheets */
    bool dated, rhythm_here;
    struct str date;
    struct parts parts; /* the sheets that belong to it */
    struct worksheet_rows begun;
    struct choices rhythm;
};

struct print_row {
    struct str key, ask, words;
    bool chosen;
};
struct worksheet_print_view {
    struct frame frame;
    struct str title, at, back;
    bool choosing;
    struct SPAN_OF(struct print_row) rows;
    bool any;
};

#endif
