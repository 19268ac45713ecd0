/* tools/content/scripts.c - content/scripts/: sentences to say, in three lengths */
#include "core/course/script.h"
#include "core/vocabulary.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { S_ID, S_TITLE, S_GROUP, S_ORDER, S_TAGS };
enum { S_SHORT, S_MEDIUM, S_LONG, S_WHY };
static const struct article_rules SCRIPT_FILES = {
    .folder = "scripts",
    .keys = {[S_ID] = {"id", KEY_NEEDED},
             [S_TITLE] = {"title", KEY_NEEDED},
             [S_GROUP] = {"group", KEY_NEEDED},
             [S_ORDER] = {"order", KEY_NEEDED},
             [S_TAGS] = {"tags", KEY_MAY_BE_EMPTY}},
    .sections = {[S_SHORT] = {"Short", false},
                 [S_MEDIUM] = {"Medium", false},
                 [S_LONG] = {"Long", false},
                 [S_WHY] = {"Why like this", false}},
};

static struct str form_of(const struct article *script, size_t form)
{
    struct str wrong = script_check(script->written[form]);
    if (wrong.len)
        complain((struct place){.file = script->path, .line = script->body_line}, "%.*s", (int)wrong.len, wrong.at);
    return script->written[form];
}

struct scripts read_scripts(struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &SCRIPT_FILES, S_ORDER);
    struct script *rows = ARENA_MANY(arena, struct script, all.len);
    for (size_t i = 0; i < all.len; i++) {
        const struct article *s = &all.at[i];
        rows[i] = (struct script){
            .id = s->values[S_ID],
            .title = s->values[S_TITLE],
            .group = s->values[S_GROUP],
            .tags = set_of(s, S_TAGS, TAG_KEYS),
            .lead = markup(s->lead),
            .why = markup(s->sections[S_WHY]),
            .short_form = form_of(s, S_SHORT),
            .medium_form = form_of(s, S_MEDIUM),
            .long_form = form_of(s, S_LONG),
        };
    }
    return (struct scripts){rows, all.len};
}
