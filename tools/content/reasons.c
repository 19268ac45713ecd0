/* tools/content/reasons.c - content/reasons/: turns of phrase for why something is offered */
#include "core/vocabulary.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

/* Turns of phrase, one a line; "{what}" stands for the name of something. */
static const struct article_rules REASONS_HERE = {
    .folder = "reasons",
    .keys = {[KEY_ID] = {"id", KEY_NEEDED}},
    .body_rule = BODY_IS_LINES,
};
enum { TURNS_LEAST = 5, TURNS_MOST = 8 };

static void put_turns(struct buf *out, const struct article *article)
{
    struct str rest = article->body, line = {0};
    uint64_t len = 0;
    put_text(out, "        .turns = {\n");
    for (bool more = rest.len > 0; more;) {
        more = str_cut(rest, '\n', &line, &rest);
        line = str_trim(line);
        if (line.len == 0)
            continue;
        if (++len > TURNS_MOST)
            complain(article_place(article, KEY_ID), "more than %d turns of phrase", TURNS_MOST);
        put_text(out, "            S_INIT(");
        put_c_literal(out, line, 16);
        put_text(out, "),\n");
    }
    put_text(out, "        },\n");
    put_number_field(out, "len", len);
    if (len < TURNS_LEAST)
        complain(article_place(article, KEY_ID), "fewer than %d turns of phrase", TURNS_LEAST);
}

void put_reasons(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &REASONS_HERE, KEY_ID);
    put_table_begin(out, "reason_words", "REASON_WORDS");
    for (size_t i = 0; i < all.len; i++) {
        put_row_begin(out);
        put_str_field(out, "id", all.at[i].values[KEY_ID]);
        put_turns(out, &all.at[i]);
        put_row_end(out);
    }
    put_table_end(out, "REASON_WORDS");
}
