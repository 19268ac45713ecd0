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

static struct reason_turns turns_of(struct arena *arena, const struct article *article)
{
    struct str rest = article->body, line = {0};
    struct reason_turn *turns = ARENA_MANY(arena, struct reason_turn, TURNS_MOST);
    size_t len = 0;
    for (bool more = rest.len > 0; more;) {
        more = str_cut(rest, '\n', &line, &rest);
        line = str_trim(line);
        if (line.len == 0)
            continue;
        if (len == TURNS_MOST)
            complain(article_place(article, KEY_ID), "more than %d turns of phrase", TURNS_MOST);
        turns[len++].words = line;
    }
    if (len < TURNS_LEAST)
        complain(article_place(article, KEY_ID), "fewer than %d turns of phrase", TURNS_LEAST);
    return (struct reason_turns){turns, len};
}

struct reasons_words read_reasons(struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &REASONS_HERE, KEY_ID);
    struct reason_words *rows = ARENA_MANY(arena, struct reason_words, all.len);
    for (size_t i = 0; i < all.len; i++)
        rows[i] = (struct reason_words){.id = all.at[i].values[KEY_ID], .turns = turns_of(arena, &all.at[i])};
    return (struct reasons_words){rows, all.len};
}
