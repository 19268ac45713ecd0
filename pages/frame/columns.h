/*
 * pages/frame/columns.h - which members of a row of words are compiled in, and which come from a pack
 *
 * One list for each type of row in words.h.  What writes the compiled half and the pack (tools/content/) and what reads
 * a pack (words_open.c) walk these same lists, so that struct, pack and reader cannot part.
 *
 *     COLUMN_ID      a struct str that is the same in every language; compiled in
 *     COLUMN_NUMBER  a number, an enum or a bool; compiled in
 *     COLUMN_SET     a set64; compiled in
 *     COLUMN_TEXT    a struct str; from the pack
 *     COLUMN_PARTED  the same, of as many parts between '|' as in every other language
 *     COLUMN_HTML    a struct html; from the pack
 *     COLUMN_ROWS    a span of rows: their number and what is compiled of them is compiled in, the rest is from the
 * pack
 */
#ifndef PAGES_FRAME_COLUMNS_H
#define PAGES_FRAME_COLUMNS_H

#include "pages/frame/words.h"

enum column_kind {
    COLUMN_ID,
    COLUMN_NUMBER,
    COLUMN_SET,
    COLUMN_TEXT,
    COLUMN_PARTED,
    COLUMN_HTML,
    COLUMN_ROWS,
};

struct row_type;
struct column {
    const char *name; /* of the member */
    enum column_kind kind;
    size_t at, size; /* where in the row, in bytes */
    const struct row_type *rows;
};
struct row_type {
    const char *name; /* of the struct */
    size_t size;
    const struct column *columns;
    size_t columns_len;
};

/* What a member of kind COLUMN_ROWS looks like, whatever its rows are. */
struct row_span {
    const void *at;
    size_t len;
};

/* struct words itself: a row whose columns are all tables. */
extern const struct row_type WORDS_ROW;

/* Whether a pack holds it, or the rows of it. */
static inline bool is_in_pack(enum column_kind kind)
{
    return kind == COLUMN_TEXT || kind == COLUMN_PARTED || kind == COLUMN_HTML || kind == COLUMN_ROWS;
}

/* The member of a row that a column speaks of. */
static inline const void *column_of(const void *row, const struct column *column)
{
    return (const char *)row + column->at;
}

#endif
