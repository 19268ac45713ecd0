/* pages/frame/rows.c - rows of a label and its words */
#include "pages/frame/rows.h"

struct rows rows_on(const struct words *words, struct arena *arena)
{
    return (struct rows){.words = words, .arena = arena};
}

void rows_put(struct rows *rows, struct str label, struct str words)
{
    if (words.len)
        ARENA_PUSH(rows->arena, rows, (struct entry_row){label, words});
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
