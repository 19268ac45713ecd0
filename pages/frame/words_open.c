/* pages/frame/words_open.c - texts from a pack, beside the numbers that are compiled in */
#include "pages/frame/words_open.h"

#include "base/cbor.h"
#include "base/mem.h"
#include "pages/frame/columns.h"

enum { ROW_ALIGN = _Alignof(max_align_t) };

struct opening {
    struct cbor_reader left;
    struct arena *arena;
    bool left_out; /* a table has no rows here */
};

static size_t columns_in_pack(const struct row_type *type)
{
    size_t n = 0;
    for (size_t i = 0; i < type->columns_len; i++)
        n += is_in_pack(type->columns[i].kind);
    return n;
}

static enum err open_array(struct opening *opening, uint64_t wanted)
{
    uint64_t items = 0;
    enum err e = cbor_get_array(&opening->left, &items);
    return e ? e : items == wanted ? ERR_OK : ERR_MALFORMED;
}

static enum err open_text(struct opening *opening, void *member, bool is_html)
{
    struct str text;
    enum err e = cbor_get_text(&opening->left, &text);
    if (e)
        return e;
    if (is_html)
        *(struct html *)member = html_of_content(text);
    else
        *(struct str *)member = text;
    return ERR_OK;
}

static enum err open_rows(struct opening *opening, const struct row_type *type, bool may_be_left_out,
                          struct row_span *rows);

/* The row holds what is compiled in; the rest of it is read.  Depth is that of the lists in columns.c, 4. */
static enum err open_row(struct opening *opening, const struct row_type *type, bool has_tables, void *row)
{
    enum err e = open_array(opening, columns_in_pack(type));
    for (size_t i = 0; !e && i < type->columns_len; i++) {
        const struct column *column = &type->columns[i];
        void *member = (char *)row + column->at;
        if (column->kind == COLUMN_ROWS)
            e = open_rows(opening, column->rows, has_tables, member);
        else if (is_in_pack(column->kind))
            e = open_text(opening, member, column->kind == COLUMN_HTML);
    }
    return e;
}

/* `rows` are the compiled ones, and become a copy of them with their texts. */
static enum err open_rows(struct opening *opening, const struct row_type *type, bool may_be_left_out,
                          struct row_span *rows)
{
    uint64_t len = 0;
    enum err e = cbor_get_array(&opening->left, &len);
    if (e)
        return e;
    if (len == 0 && may_be_left_out && rows->len > 0) {
        opening->left_out = true;
        *rows = (struct row_span){0};
        return ERR_OK;
    }
    if (len != rows->len)
        return ERR_MALFORMED;
    char *made = arena_alloc(opening->arena, type->size, ROW_ALIGN, rows->len);
    mem_copy(made, rows->at, rows->len * type->size);
    for (size_t i = 0; !e && i < rows->len; i++)
        e = open_row(opening, type, false, made + i * type->size);
    rows->at = made;
    return e;
}

/* What stands before the tables. */
static enum err open_head(struct opening *opening, struct words *words)
{
    struct str magic;
    uint64_t version = 0;
    struct bytes shape = {0};
    enum err e = open_array(opening, 6);
    if (!e)
        e = cbor_get_text(&opening->left, &magic);
    if (!e && !str_eq(magic, WORDS_MAGIC))
        e = ERR_MALFORMED;
    if (!e)
        e = cbor_get_uint(&opening->left, &version);
    if (!e && version != WORDS_VERSION)
        e = ERR_BAD_VERSION;
    if (!e)
        e = cbor_get_bytes(&opening->left, &shape);
    if (!e && !bytes_eq(shape, (struct bytes){WORDS_SHAPE, WORDS_SHAPE_BYTES}))
        e = ERR_BAD_VERSION;
    if (!e)
        e = cbor_get_text(&opening->left, &words->lang);
    if (!e)
        e = cbor_get_bool(&opening->left, &words->rtl);
    return e;
}

enum err words_open(struct bytes pack, struct arena *arena, struct words *out)
{
    struct opening opening = {.left = {pack}, .arena = arena};
    struct words words = WORDS_COMPILED;
    ASSERT(arena_left(arena) >= words_room());
    enum err e = open_head(&opening, &words);
    if (!e)
        e = open_row(&opening, &WORDS_ROW, true, &words);
    if (!e)
        e = cbor_end(&opening.left);
    words.whole = !opening.left_out;
    if (!e)
        *out = words;
    return e;
}

static size_t rows_room(const struct row_type *type, const struct row_span *rows)
{
    size_t room = rows->len * type->size + ROW_ALIGN;
    for (size_t i = 0; i < rows->len; i++)
        for (size_t k = 0; k < type->columns_len; k++)
            if (type->columns[k].kind == COLUMN_ROWS)
                room += rows_room(type->columns[k].rows,
                                  column_of((const char *)rows->at + i * type->size, &type->columns[k]));
    return room;
}

size_t words_room(void)
{
    return rows_room(&WORDS_ROW, &(struct row_span){&WORDS_COMPILED, 1});
}

const struct fixed_text *fixed_text(const struct words *words, struct str id)
{
    for (size_t i = 0; i < words->texts.len; i++)
        if (str_eq(words->texts.at[i].id, id))
            return &words->texts.at[i];
    ASSERT(false);
    __builtin_unreachable();
}
