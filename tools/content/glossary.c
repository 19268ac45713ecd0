/* tools/content/glossary.c - content/glossary/: the words used here */
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { W_ID, W_TERM };
static const struct article_rules GLOSSARY = {
    .folder = "glossary",
    .keys = {[W_ID] = {"id", KEY_NEEDED}, [W_TERM] = {"term", KEY_NEEDED}},
};

struct glossary read_glossary(struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &GLOSSARY, KEY_ID);
    struct glossary_term *rows = ARENA_MANY(arena, struct glossary_term, all.len);
    for (size_t i = 0; i < all.len; i++)
        rows[i] = (struct glossary_term){
            .id = all.at[i].values[W_ID], .term = all.at[i].values[W_TERM], .body = markup(all.at[i].lead)};
    return (struct glossary){rows, all.len};
}
