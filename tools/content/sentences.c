/* tools/content/sentences.c - content/sentences/: kind sentences */
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { K_ID, K_TITLE, K_ORDER };
static const struct article_rules SENTENCE_FILES = {
    .folder = "sentences",
    .keys = {[K_ID] = {"id", KEY_NEEDED}, [K_TITLE] = {"title", KEY_NEEDED}, [K_ORDER] = {"order", KEY_NEEDED}},
    .body_rule = BODY_IS_LINES,
};

/* One sentence a line, after its id and a blank. */
static void put_sentence_lines(struct buf *out, const struct article *a)
{
    struct place at = {.file = a->path, .line = a->body_line};
    struct str rest = a->body, line, id, words;
    for (bool more = rest.len > 0; more; at.line++) {
        more = str_cut(rest, '\n', &line, &rest);
        if (str_trim(line).len == 0)
            continue;
        if (!str_cut(str_trim(line), ' ', &id, &words))
            complain(at, "a line is an id, a blank and a sentence");
        words_check(at, words);
        put_row_begin(out);
        put_str_field(out, "id", id);
        put_str_field(out, "group", a->values[K_TITLE]);
        put_str_field(out, "words", str_trim(words));
        put_row_end(out);
    }
}

void put_sentences(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &SENTENCE_FILES, K_ORDER);
    put_table_begin(out, "kind_sentence", "KIND_SENTENCES");
    for (size_t i = 0; i < all.len; i++)
        put_sentence_lines(out, &all.at[i]);
    put_table_end(out, "KIND_SENTENCES");
}
