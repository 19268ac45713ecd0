/* pages/frame/views.h - views of pages that belong to no wing, and rows that several wings show */
#ifndef PAGES_FRAME_VIEWS_H
#define PAGES_FRAME_VIEWS_H

#include "pages/frame/page.h"

struct line_row {
    struct str words;
};
struct line_rows {
    const struct line_row *at;
    size_t len;
};
struct worksheet_row {
    struct str path, title, when;
    struct line_rows lines;
};
struct worksheet_rows {
    const struct worksheet_row *at;
    size_t len;
};
struct sign_row {
    struct str channel, words;
};
struct sign_rows {
    const struct sign_row *at;
    size_t len;
};

/* What waits before an item that is kept away. */
struct exposure_view {
    struct frame frame;
    struct str holds, also, at, back, back_words;
};

/* What an entry holds, line by line. */
struct entry_row {
    struct str label, words;
};
struct entry_rows {
    const struct entry_row *at;
    size_t len;
};

#endif
