/* tools/content/glossary.c - content/glossary/: the words used here */
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { W_ID, W_TERM };
static const struct article_rules GLOSSARY = {
    .folder = "glossary",
    .keys = {[W_ID] = {"id", KEY_NEEDED}, [W_TERM] = {"term", KEY_NEEDED}},
};

void put_glossary(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &GLOSSARY, KEY_ID);
    put_table_begin(out, "glossary_term", "GLOSSARY");
    for (size_t i = 0; i < all.len; i++) {
        put_row_begin(out);
        put_str_field(out, "id", all.at[i].values[W_ID]);
        put_str_field(out, "term", all.at[i].values[W_TERM]);
        put_html_field(out, "body", all.at[i].lead);
        put_row_end(out);
    }
    put_table_end(out, "GLOSSARY");
}
