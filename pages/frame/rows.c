/* pages/frame/rows.c - rows of a label and its words */
#include "pages/frame/rows.h"

enum { ROWS_AT_FIRST = 16 };

struct rows rows_on(struct arena *arena)
{
    return (struct rows){.arena = arena};
}

static void grow(struct rows *rows)
{
    size_t cap = rows->cap ? 2 * rows->cap : ROWS_AT_FIRST;
    struct entry_row *at = ARENA_MANY(rows->arena, struct entry_row, cap);
    if (rows->len)
        mem_copy(at, rows->at, rows->len * sizeof *at);
    rows->at = at;
    rows->cap = cap;
}

void rows_put(struct rows *rows, struct str label, struct str words)
{
    if (words.len == 0)
        return;
    if (rows->len == rows->cap)
        grow(rows);
    rows->at[rows->len++] = (struct entry_row){label, words};
}

struct entry_rows rows_done(const struct rows *rows)
{
    return (struct entry_rows){rows->at, rows->len};
}

struct str words_n_of(struct arena *arena, unsigned n, unsigned of)
{
    struct buf b = buf_on(arena);
    buf_put_u64(&b, n);
    buf_put(&b, S(" of "));
    buf_put_u64(&b, of);
    return buf_str(&b);
}
