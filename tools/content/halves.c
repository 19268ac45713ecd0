/* tools/content/halves.c - what of the words is compiled in, and what goes into a pack */
#include "tools/content/halves.h"

#include "base/cbor.h"
#include "pages/frame/columns.h"
#include "tools/content/rows.h"

#include <sodium.h>
#include <string.h>

/* ---- what is compiled in ---- */

static uint64_t number_in(const void *member, size_t size)
{
    uint64_t wide = 0;
    uint32_t narrow = 0;
    uint8_t byte = 0;
    switch (size) {
    case sizeof wide:
        memcpy(&wide, member, size);
        return wide;
    case sizeof narrow:
        memcpy(&narrow, member, size);
        return narrow;
    case sizeof byte:
        memcpy(&byte, member, size);
        return byte;
    default:
        complain((struct place){.file = "contentc"}, "a number of %zu bytes", size);
    }
}

static size_t parts_of(struct str parted)
{
    size_t parts = parted.len > 0;
    for (size_t i = 0; i < parted.len; i++)
        parts += parted.at[i] == '|';
    return parts;
}

static void put_name(struct buf *out, const char *before, const char *name, const char *after)
{
    put_text(out, before);
    put_text(out, name);
    put_text(out, after);
}

static void put_rows(struct buf *out, const struct row_type *type, const struct row_span *rows);

static void put_member(struct buf *out, const struct column *column, const void *member)
{
    const struct row_span *rows = member;
    switch (column->kind) {
    case COLUMN_ID:
        put_str_field(out, column->name, *(const struct str *)member);
        return;
    case COLUMN_NUMBER:
        put_number_field(out, column->name, number_in(member, column->size));
        return;
    case COLUMN_SET:
        put_set_field(out, column->name, number_in(member, column->size));
        return;
    case COLUMN_PARTED: /* no C, but it is part of the shape */
        put_name(out, "        /* ", column->name, ": ");
        buf_put_u64(out, parts_of(*(const struct str *)member));
        put_text(out, " parts */\n");
        return;
    case COLUMN_ROWS:
        put_name(out, ".", column->name, " = {");
        put_name(out, "(const ", column->rows->name, "[]){\n");
        put_rows(out, column->rows, rows);
        put_text(out, "}, ");
        buf_put_u64(out, rows->len);
        put_text(out, "},\n");
        return;
    case COLUMN_TEXT:
    case COLUMN_HTML:
        return;
    }
}

static bool has_compiled(const struct row_type *type)
{
    for (size_t i = 0; i < type->columns_len; i++)
        if (type->columns[i].kind == COLUMN_ROWS || !is_in_pack(type->columns[i].kind))
            return true;
    return false;
}

static void put_row(struct buf *out, const struct row_type *type, const void *row)
{
    if (!has_compiled(type)) /* braces around nothing are no C */
        put_name(out, "        .", type->columns[0].name, " = {0},\n");
    for (size_t i = 0; i < type->columns_len; i++)
        put_member(out, &type->columns[i], column_of(row, &type->columns[i]));
}

static void put_rows(struct buf *out, const struct row_type *type, const struct row_span *rows)
{
    for (size_t i = 0; i < rows->len; i++) {
        put_row_begin(out);
        put_row(out, type, (const char *)rows->at + i * type->size);
        put_row_end(out);
    }
    if (rows->len == 0)
        put_name(out, "{.", type->columns[0].name, " = {0}}");
}

/* No C, but part of the shape: which columns a row has, in which order, and what they are. */
static void put_columns(struct buf *out, const struct row_type *type)
{
    put_name(out, "\n/* ", type->name, ":");
    for (size_t i = 0; i < type->columns_len; i++) {
        put_name(out, " ", type->columns[i].name, " ");
        buf_put_u64(out, type->columns[i].kind);
    }
    put_text(out, " */");
    for (size_t i = 0; i < type->columns_len; i++)
        if (type->columns[i].kind == COLUMN_ROWS)
            put_columns(out, type->columns[i].rows);
}

void put_compiled(struct buf *out, const struct words *words)
{
    put_columns(out, &WORDS_ROW);
    put_text(out, "\nconst struct words WORDS_COMPILED = {\n");
    put_row(out, &WORDS_ROW, words);
    put_text(out, "};\n");
}

static void hash_text(crypto_generichash_state *hash, struct str text)
{
    (void)crypto_generichash_update(hash, (const uint8_t *)text.at, text.len);
}

void hash_of(struct str bytes, uint8_t hash[HASH_BYTES])
{
    (void)crypto_generichash(hash, HASH_BYTES, (const uint8_t *)bytes.at, bytes.len, NULL, 0);
}

void shape_of(struct str compiled, struct str library, uint8_t shape[WORDS_SHAPE_BYTES])
{
    crypto_generichash_state hash;
    (void)crypto_generichash_init(&hash, NULL, 0, WORDS_SHAPE_BYTES);
    hash_text(&hash, compiled);
    hash_text(&hash, library);
    (void)crypto_generichash_final(&hash, shape, WORDS_SHAPE_BYTES);
}

/* ---- the pack ---- */

static void pack_rows(struct buf *out, const struct row_type *type, const struct row_span *rows);

static void pack_row(struct buf *out, const struct row_type *type, const void *row)
{
    uint64_t len = 0;
    for (size_t i = 0; i < type->columns_len; i++)
        len += is_in_pack(type->columns[i].kind);
    cbor_put_array(out, len);
    for (size_t i = 0; i < type->columns_len; i++) {
        const struct column *column = &type->columns[i];
        const void *member = column_of(row, column);
        const struct html *html = member;
        if (column->kind == COLUMN_ROWS)
            pack_rows(out, column->rows, member);
        else if (column->kind == COLUMN_HTML)
            cbor_put_text(out, (struct str){html->at, html->len});
        else if (is_in_pack(column->kind))
            cbor_put_text(out, *(const struct str *)member);
    }
}

static void pack_rows(struct buf *out, const struct row_type *type, const struct row_span *rows)
{
    cbor_put_array(out, rows->len);
    for (size_t i = 0; i < rows->len; i++)
        pack_row(out, type, (const char *)rows->at + i * type->size);
}

void put_pack(struct buf *out, const struct words *words, const uint8_t shape[WORDS_SHAPE_BYTES])
{
    cbor_put_array(out, 6);
    cbor_put_text(out, WORDS_MAGIC);
    cbor_put_uint(out, WORDS_VERSION);
    cbor_put_bytes(out, (struct bytes){shape, WORDS_SHAPE_BYTES});
    cbor_put_text(out, words->lang);
    cbor_put_bool(out, words->rtl);
    pack_row(out, &WORDS_ROW, words);
}

static struct vocabularies vocabularies_of_door(const struct vocabularies *all, struct arena *arena)
{
    struct vocabulary *rows = ARENA_MANY(arena, struct vocabulary, all->len);
    for (size_t i = 0; i < all->len; i++) {
        rows[i] = all->at[i];
        if (!rows[i].door) /* as many rows as there are, without their words */
            rows[i].words.at = ARENA_MANY(arena, struct word_row, rows[i].words.len);
    }
    return (struct vocabularies){rows, all->len};
}

struct words door_of(const struct words *words, struct arena *arena)
{
    struct words door = {.lang = words->lang, .rtl = words->rtl, .ground = words->ground, .help = words->help};
    struct fixed_text *texts = ARENA_MANY(arena, struct fixed_text, words->texts.len);
    for (size_t i = 0; i < words->texts.len; i++)
        if (words->texts.at[i].door)
            texts[i] = words->texts.at[i];
    door.texts = (struct fixed_texts){texts, words->texts.len};
    door.vocabularies = vocabularies_of_door(&words->vocabularies, arena);
    return door;
}

struct literals read_literals(struct arena *arena, const char *path, bool door)
{
    struct cbor_reader left = {bytes_of_str(read_whole(arena, path))};
    uint64_t len = 0;
    enum err e = cbor_get_array(&left, &len);
    struct literal *rows = e ? NULL : ARENA_MANY(arena, struct literal, len);
    for (size_t i = 0; !e && i < len; i++) {
        uint64_t two = 0;
        struct str text = {0};
        bool of_door = false;
        e = cbor_get_array(&left, &two);
        if (!e)
            e = cbor_get_text(&left, &text);
        if (!e)
            e = cbor_get_bool(&left, &of_door);
        if (!door || of_door)
            rows[i].html = (struct html){text.at, text.len};
    }
    if (e || cbor_end(&left) != ERR_OK)
        complain((struct place){.file = path}, "these are not the literals that templatec writes");
    return (struct literals){rows, len};
}
