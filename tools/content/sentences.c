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

typedef LIST_OF(struct kind_sentence) sentence_list;

/* One sentence a line, after its id and a blank. */
static void read_lines(struct arena *arena, const struct article *a, sentence_list *out)
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
        ARENA_PUSH(arena, out, (struct kind_sentence){.id = id, .group = a->values[K_TITLE], .words = str_trim(words)});
    }
}

struct kind_sentences read_sentences(struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &SENTENCE_FILES, K_ORDER);
    sentence_list rows = {0};
    for (size_t i = 0; i < all.len; i++)
        read_lines(arena, &all.at[i], &rows);
    return (struct kind_sentences){rows.at, rows.len};
}
