/* tools/content/texts.c - content/texts/: fixed texts of pages */
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { T_ID, T_TITLE, T_DOOR };
static const struct article_rules TEXTS = {
    .folder = "texts",
    .keys = {[T_ID] = {"id", KEY_NEEDED}, [T_TITLE] = {"title", KEY_NEEDED}, [T_DOOR] = {"door", KEY_MAY_BE_ABSENT}},
};

struct fixed_texts read_texts(struct arena *arena, const char *dir)
{
    static const char *const YES[] = {"no", "yes"};
    struct articles all = sorted(arena, dir, &TEXTS, KEY_ID);
    struct fixed_text *rows = ARENA_MANY(arena, struct fixed_text, all.len);
    for (size_t i = 0; i < all.len; i++) {
        const struct article *a = &all.at[i];
        rows[i] = (struct fixed_text){
            .id = a->values[T_ID],
            .door = a->values[T_DOOR].len > 0 && choice_of(a, T_DOOR, YES, 2),
            .title = a->values[T_TITLE],
            .body = markup(a->lead),
        };
    }
    return (struct fixed_texts){rows, all.len};
}

struct html text_of(struct arena *arena, const char *dir, struct str id)
{
    struct fixed_texts all = read_texts(arena, dir);
    for (size_t i = 0; i < all.len; i++)
        if (str_eq(all.at[i].id, id))
            return all.at[i].body;
    complain((struct place){.file = dir}, "there is no text \"%.*s\"", (int)id.len, id.at);
}
