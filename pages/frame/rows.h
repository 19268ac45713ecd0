/*
 * pages/frame/rows.h - what an entry holds, line by line: a label and its words
 *
 * Rows grow inside their arena, as many as are put.
 */
#ifndef PAGES_FRAME_ROWS_H
#define PAGES_FRAME_ROWS_H

#include "pages/frame/views.h"

struct rows {
    const struct words *words; /* for the names of what lists have */
    struct arena *arena;
    struct entry_row *at;
    size_t len, cap;
};

struct rows rows_on(const struct words *words, struct arena *arena);
/* Empty words make no row. */
void rows_put(struct rows *rows, struct str label, struct str words);
/* The rows for a view, until more are put. */
struct entry_rows rows_done(const struct rows *rows);

/* "3 of 10" */
struct str words_n_of(struct arena *arena, unsigned n, unsigned of);

#endif
