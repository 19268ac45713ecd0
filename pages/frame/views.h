/* pages/frame/views.h - views of pages that belong to no wing, and rows that several wings show */
#ifndef PAGES_FRAME_VIEWS_H
#define PAGES_FRAME_VIEWS_H

#include "pages/frame/page.h"

struct line_row {
    struct str words;
};
struct line_rows SPAN_OF(struct line_row);
struct worksheet_row {
    struct str path, title, when;
    struct line_rows lines;
};
struct worksheet_rows SPAN_OF(struct worksheet_row);
struct sign_row {
    struct str channel, words;
};
struct sign_rows SPAN_OF(struct sign_row);

/* What waits before an item that is kept away. */
struct exposure_view {
    struct frame frame;
    struct str holds, also, at, back, back_words;
};

/* Words that were typed about something that is gone, or cannot be just now: then `why` says so. */
struct gone_view {
    struct frame frame;
    struct str why, words, key;
};

/* What an entry holds, line by line. */
struct entry_row {
    struct str label, words;
};
struct entry_rows SPAN_OF(struct entry_row);

#endif
