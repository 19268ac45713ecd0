/* tools/content/rows.c - a field, a row, a table */
#include "tools/content/rows.h"

void put_text(struct buf *out, const char *c)
{
    buf_put(out, str_from_c(c));
}

static void put_field(struct buf *out, const char *name, const char *init, struct str text)
{
    put_text(out, "        .");
    put_text(out, name);
    put_text(out, " = ");
    put_text(out, init);
    put_text(out, "(");
    put_c_literal(out, text, 16);
    put_text(out, "),\n");
}

void put_str_field(struct buf *out, const char *name, struct str text)
{
    put_field(out, name, "S_INIT", text);
}

void put_number_field(struct buf *out, const char *name, uint64_t n)
{
    put_text(out, "        .");
    put_text(out, name);
    put_text(out, " = ");
    buf_put_u64(out, n);
    put_text(out, ",\n");
}

void put_set_field(struct buf *out, const char *name, set64 set)
{
    put_text(out, "        .");
    put_text(out, name);
    put_text(out, " = 0x");
    buf_put_hex_u64(out, set);
    put_text(out, ",\n");
}

void put_row_begin(struct buf *out)
{
    put_text(out, "    {\n");
}

void put_row_end(struct buf *out)
{
    put_text(out, "    },\n");
}

void put_table_begin(struct buf *out, const char *type, const char *name)
{
    put_text(out, "\nconst struct ");
    put_text(out, type);
    put_text(out, " ");
    put_text(out, name);
    put_text(out, "[] = {\n");
}

void put_table_end(struct buf *out, const char *name)
{
    put_text(out, "};\n");
    if (!name)
        return;
    put_text(out, "const size_t ");
    put_text(out, name);
    put_text(out, "_LEN = sizeof ");
    put_text(out, name);
    put_text(out, " / sizeof *");
    put_text(out, name);
    put_text(out, ";\n");
}

void put_tagged(struct buf *out, const char *before, struct str words, const char *after)
{
    put_text(out, before);
    buf_put_escaped(out, words);
    put_text(out, after);
}

void put_markup(struct buf *out, struct html html)
{
    buf_put(out, (struct str){html.at, html.len});
}
