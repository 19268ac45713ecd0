/* pages/frame/views_rows.h - rows of guided writing that other pages show as well */
#ifndef PAGES_FRAME_VIEWS_ROWS_H
#define PAGES_FRAME_VIEWS_ROWS_H

#include "pages/frame/page.h"

struct line_row {
    struct str words;
};
struct line_rows {
    const struct line_row *at;
    size_t                 len;
};
struct work_row {
    struct str path, title, when;
    struct line_rows lines;
};
struct work_rows {
    const struct work_row *at;
    size_t                 len;
};
struct sign_row {
    struct str channel, words;
};
struct sign_rows {
    const struct sign_row *at;
    size_t                 len;
};

#endif
