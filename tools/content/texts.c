/* tools/content/texts.c - content/texts/: fixed texts of pages */
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { T_ID, T_TITLE };
const struct article_rules TEXTS = {
    .folder = "texts",
    .keys = {[T_ID] = {"id", KEY_NEEDED}, [T_TITLE] = {"title", KEY_NEEDED}},
};

void put_texts(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &TEXTS, KEY_ID);
    put_table_begin(out, "fixed_text", "FIXED_TEXTS");
    for (size_t i = 0; i < all.len; i++) {
        put_row_begin(out);
        put_str_field(out, "id", all.at[i].values[T_ID]);
        put_str_field(out, "title", all.at[i].values[T_TITLE]);
        put_html_field(out, "body", all.at[i].lead);
        put_row_end(out);
    }
    put_table_end(out, "FIXED_TEXTS");
    put_text(out, "\nconst struct fixed_text *fixed_text(struct str id)\n"
                  "{\n"
                  "    for (size_t i = 0; i < FIXED_TEXTS_LEN; i++)\n"
                  "        if (str_eq(FIXED_TEXTS[i].id, id))\n"
                  "            return &FIXED_TEXTS[i];\n"
                  "    __builtin_trap();\n"
                  "}\n");
}
