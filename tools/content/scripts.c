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

void put_scripts(struct buf *out, struct arena *arena, const char *dir)
{
    static const char *const FORMS[] = {"short_form", "medium_form", "long_form"};
    struct articles all = sorted(arena, dir, &SCRIPT_FILES, S_ORDER);
    put_table_begin(out, "script", "SCRIPTS");
    for (size_t i = 0; i < all.len; i++) {
        const struct article *s = &all.at[i];
        put_row_begin(out);
        put_str_field(out, "id", s->values[S_ID]);
        put_str_field(out, "title", s->values[S_TITLE]);
        put_str_field(out, "group", s->values[S_GROUP]);
        put_set_field(out, "tags", set_of(s, S_TAGS, TAG_WORDS));
        put_html_field(out, "lead", s->lead);
        for (size_t f = S_SHORT; f <= S_LONG; f++) {
            struct str wrong = script_check(s->written[f]);
            if (wrong.len)
                complain((struct place){.file = s->path, .line = s->body_line}, "%.*s", (int)wrong.len, wrong.at);
            put_str_field(out, FORMS[f], s->written[f]);
        }
        put_html_field(out, "why", s->sections[S_WHY]);
        put_row_end(out);
    }
    put_table_end(out, "SCRIPTS");
}
