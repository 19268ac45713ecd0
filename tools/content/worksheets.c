/* tools/content/worksheets.c - content/worksheets/: their questions for the rules, their words for the pages */
#include "core/vocabulary.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { WS_ID, WS_TITLE, WS_PLACE, WS_GROUP, WS_ABOUT, WS_ORDER, WS_MINUTES, WS_TAGS, WS_KEEP, WS_PRINTS, WS_GROUND };
enum { WS_PART_OF = WS_GROUND + 1, WS_DATED };
static const struct article_rules SHEET_FILES = {
    .folder = "worksheets",
    .keys = {[WS_ID] = {"id", KEY_NEEDED},
             [WS_TITLE] = {"title", KEY_NEEDED},
             [WS_PLACE] = {"place", KEY_NEEDED},
             [WS_GROUP] = {"group", KEY_NEEDED},
             [WS_ABOUT] = {"about", KEY_NEEDED},
             [WS_ORDER] = {"order", KEY_NEEDED},
             [WS_MINUTES] = {"minutes", KEY_NEEDED},
             [WS_TAGS] = {"tags", KEY_MAY_BE_EMPTY},
             [WS_KEEP] = {"keep", KEY_NEEDED},
             [WS_PRINTS] = {"prints", KEY_NEEDED},
             [WS_GROUND] = {"ground", KEY_NEEDED},
             [WS_PART_OF] = {"part-of", KEY_MAY_BE_ABSENT},
             [WS_DATED] = {"dated", KEY_MAY_BE_ABSENT}},
    .body_rule = BODY_IS_LINES,
};

enum { SHEET_FIELDS = 24, SHEET_CHOICES = 62 };
enum {
    F_KEY,
    F_KIND,
    F_CHOICES,
    F_LOW,
    F_MIDDLE,
    F_HIGH,
    F_STARTS,
    F_OPENS,
    F_LEADS,
    F_LINES,
    F_NUMBERS,
    F_ONLY_WITH,
    F_CARRIES,
    F_KEYS
};
static const char *const FIELD_KEYS[F_KEYS] = {"key",   "kind",  "choices", "low",     "middle",    "high",   "starts",
                                               "opens", "leads", "lines",   "numbers", "only-with", "carries"};
/* In the order of enum field_kind, from 1. */
enum { KIND_WORDS, KIND_LINE, KIND_ONE, KIND_MANY, KIND_TEN, KIND_HUNDRED, KIND_NOTHING, KINDS };
static const char *const FIELD_KINDS[KINDS] = {"words", "line", "one", "many", "ten", "hundred", "nothing"};

struct sheet_field {
    struct place at;
    struct str ask, values[F_KEYS], help;
    unsigned kind;
    set64 leads, carries[SHEET_CHOICES];
    uint64_t lines;
};

struct sheet {
    const struct article *article;
    struct str lead;
    struct sheet_field fields[SHEET_FIELDS];
    size_t len;
};

static size_t parts_in(struct str parted)
{
    size_t len = 0;
    struct str part = {0};
    while (parted.len > 0) {
        (void)str_cut(parted, '|', &part, &parted);
        len++;
    }
    return len;
}

/* "1, 3": which choices lead to help. */
static set64 leads_of(const struct sheet_field *field)
{
    struct str rest = field->values[F_LEADS], one = {0};
    set64 leads = 0;
    uint64_t n = 0;
    while (rest.len > 0) {
        (void)str_cut(rest, ',', &one, &rest);
        if (!str_to_u64(str_trim(one), parts_in(field->values[F_CHOICES]), &n) || n == 0)
            complain(field->at, "\"%.*s\" is not the number of a choice", (int)one.len, one.at);
        leads |= SET_OF(n);
    }
    return leads;
}

/* "breath | | water, warmth": what each choice carries that somebody may keep away from, in the order of the choices.
 */
static void read_carries(struct sheet_field *field)
{
    struct str rest = field->values[F_CARRIES], one = {0}, tag = {0};
    size_t choices = parts_in(field->values[F_CHOICES]);
    if (rest.len == 0)
        return;
    for (size_t i = 0;; i++) {
        bool more = str_cut(rest, '|', &one, &rest);
        for (bool tags = str_trim(one).len > 0; tags && i < choices;) {
            tags = str_cut(one, ',', &tag, &one);
            tag = str_trim(tag);
            const struct key_row *row = row_by_key(TAG_KEYS, tag);
            if (!row)
                complain(field->at, "\"%.*s\" is not in the vocabulary", (int)tag.len, tag.at);
            field->carries[i] |= SET_OF(row->number);
        }
        if (more ? i + 1 >= choices : i + 1 != choices)
            complain(field->at, "carries has one part for each choice");
        if (!more)
            return;
    }
}

static void read_field_key(struct sheet_field *field, struct place at, struct str line)
{
    struct str name = {0}, value = {0};
    size_t k = 0;
    if (!str_cut(line, ':', &name, &value))
        complain(at, "a question begins with lines of \"key: value\", then a blank line");
    while (k < F_KEYS && !str_eq(name, str_from_c(FIELD_KEYS[k])))
        k++;
    if (k == F_KEYS)
        complain(at, "a question has no key \"%.*s\"", (int)name.len, name.at);
    if (field->values[k].len > 0)
        complain(at, "the key \"%s\" stands here twice", FIELD_KEYS[k]);
    field->values[k] = str_trim(value);
    words_check(at, field->values[k]);
}

/* Names that every form of attune has already. */
static bool is_taken_name(struct str key)
{
    return str_eq(key, S("token")) || str_eq(key, S("once")) || str_eq(key, S("do")) || str_starts(key, S("clear-"));
}

/* A question may wait for words under an earlier one. */
static void only_with_check(const struct sheet *sheet, const struct sheet_field *field)
{
    struct str wanted = field->values[F_ONLY_WITH];
    bool found = wanted.len == 0;
    for (size_t i = 0; i < sheet->len; i++)
        found |= str_eq(sheet->fields[i].values[F_KEY], wanted) &&
                 (sheet->fields[i].kind == KIND_WORDS || sheet->fields[i].kind == KIND_LINE);
    if (!found)
        complain(field->at, "only-with names a question in words that stands before this one");
}

static void field_check(struct arena *arena, const struct sheet *sheet, struct sheet_field *field)
{
    struct str key = field->values[F_KEY], kind = field->values[F_KIND];
    if (key.len == 0)
        complain(field->at, "this question has no key");
    for (size_t i = 0; i < key.len; i++)
        if (!is_id_char(key.at[i]))
            complain(field->at, "the key of a question is letters, digits and -");
    if (is_taken_name(key))
        complain(field->at, "the key \"%.*s\" is one of attune's own", (int)key.len, key.at);
    for (size_t i = 0; i < sheet->len; i++)
        if (str_eq(sheet->fields[i].values[F_KEY], key))
            complain(field->at, "the key \"%.*s\" stands on this sheet twice", (int)key.len, key.at);
    for (field->kind = 0; field->kind < KINDS && !str_eq(kind, str_from_c(FIELD_KINDS[field->kind])); field->kind++)
        ;
    if (field->kind == KINDS)
        complain(field->at, "\"%.*s\" is no kind of question", (int)kind.len, kind.at);
    bool chooses = field->kind == KIND_ONE || field->kind == KIND_MANY;
    bool scale = field->kind == KIND_TEN || field->kind == KIND_HUNDRED;
    bool worded = field->kind == KIND_WORDS || field->kind == KIND_LINE;
    if (chooses != (field->values[F_CHOICES].len > 0))
        complain(field->at,
                 chooses ? "a question of this kind needs choices" : "a question of this kind has no choices");
    if (scale != (field->values[F_LOW].len > 0) || scale != (field->values[F_MIDDLE].len > 0) ||
        scale != (field->values[F_HIGH].len > 0))
        complain(field->at, "low, middle and high belong to a scale, all three");
    if (!worded && (field->values[F_STARTS].len > 0 || field->values[F_LINES].len > 0))
        complain(field->at, "starts and lines belong to words");
    only_with_check(sheet, field);
    if (field->kind == KIND_NOTHING && field->help.len == 0)
        complain(field->at, "a screen without a question needs words");
    if (parts_in(field->values[F_CHOICES]) > SHEET_CHOICES)
        complain(field->at, "these are more choices than one question may have");
    if (field->values[F_LINES].len > 0 && !str_to_u64(field->values[F_LINES], 100, &field->lines))
        complain(field->at, "lines is a number");
    field->values[F_CHOICES] = tidy_choices(arena, field->values[F_CHOICES]);
    field->values[F_STARTS] = tidy_choices(arena, field->values[F_STARTS]);
    field->values[F_OPENS] = tidy_choices(arena, field->values[F_OPENS]);
    field->leads = leads_of(field);
    read_carries(field);
}

/* Everything between two titles: the lead, or one question. */
static void close_field(struct arena *arena, struct sheet *sheet, struct sheet_field *field, struct place from,
                        struct str text)
{
    if (field->at.line == 0) {
        sheet->lead = article_markdown(arena, from, text);
        if (sheet->lead.len == 0)
            complain(from, "there are no words before the first question");
        return;
    }
    struct str line = {0}, rest = text;
    while (rest.len > 0) {
        bool more = str_cut(rest, '\n', &line, &rest);
        if (str_trim(line).len == 0)
            break;
        read_field_key(field, from, str_trim(line));
        from.line++;
        if (!more)
            break;
    }
    from.line++;
    field->help = article_markdown(arena, from, rest);
    field_check(arena, sheet, field);
    if (sheet->len == SHEET_FIELDS)
        complain(field->at, "this sheet asks more than %d questions", SHEET_FIELDS);
    sheet->fields[sheet->len++] = *field;
}

static void read_sheet(struct arena *arena, const struct article *article, struct sheet *sheet)
{
    struct str rest = article->body, line = {0};
    struct place at = {.file = article->path, .line = article->body_line}, from = at;
    struct sheet_field field = {0};
    struct buf text = buf_on(arena);
    *sheet = (struct sheet){.article = article};
    for (; rest.len > 0; at.line++) {
        (void)str_cut(rest, '\n', &line, &rest);
        if (!str_starts(line, S("## "))) {
            buf_put(&text, line);
            buf_put_byte(&text, '\n');
            continue;
        }
        close_field(arena, sheet, &field, from, buf_str(&text));
        field = (struct sheet_field){.at = at, .ask = str_trim(str_after(line, 3))};
        words_check(at, field.ask);
        text = buf_on(arena);
        from = at;
        from.line++;
    }
    close_field(arena, sheet, &field, from, buf_str(&text));
}

struct sheets {
    struct sheet *at;
    size_t len;
};

static struct sheets sheets_read(struct arena *arena, const char *dir)
{
    static const char *const PLACES[] = {"journal", "learn", "limits", "course"};
    struct articles all = sorted(arena, dir, &SHEET_FILES, WS_ORDER);
    struct sheets sheets = {.at = ARENA_MANY(arena, struct sheet, all.len), .len = all.len};
    for (size_t i = 0; i < all.len; i++) {
        (void)choice_of(&all.at[i], WS_PLACE, PLACES, 4);
        read_sheet(arena, &all.at[i], &sheets.at[i]);
        struct str whole = all.at[i].values[WS_PART_OF];
        bool found = whole.len == 0;
        for (size_t j = 0; j < all.len && !found; j++)
            found = str_eq(all.at[j].values[WS_ID], whole);
        if (!found)
            complain(article_place(&all.at[i], WS_PART_OF), "there is no sheet \"%.*s\"", (int)whole.len, whole.at);
    }
    return sheets;
}

static void put_name_number(struct buf *out, const char *before, size_t n, const char *after)
{
    put_text(out, before);
    buf_put_u64(out, n);
    put_text(out, after);
}

static void put_sheet_field(struct buf *out, const struct sheet_field *field)
{
    put_row_begin(out);
    put_str_field(out, "key", field->values[F_KEY]);
    put_name_number(out, "        .kind = (enum field_kind)", field->kind + 1, ",\n");
    put_number_field(out, "choices", parts_in(field->values[F_CHOICES]));
    put_str_field(out, "only_with", field->values[F_ONLY_WITH]);
    put_set_field(out, "leads", field->leads);
    put_number_field(out, "lines_max", field->lines);
    put_number_field(out, "numbers", field->values[F_NUMBERS].len > 0);
    if (field->values[F_CARRIES].len > 0) {
        put_text(out, "        .carries = (const set64[]){");
        for (size_t i = 0; i < parts_in(field->values[F_CHOICES]); i++) {
            put_text(out, i ? ", 0x" : "0x");
            buf_put_hex_u64(out, field->carries[i]);
        }
        put_text(out, "},\n");
    }
    put_row_end(out);
}

static void put_worksheet(struct buf *out, struct arena *arena, const struct sheet *sheet, size_t i)
{
    static const char *const KEEPS[] = {"many", "one"}, *const YES[] = {"no", "yes"};
    static const char *const GROUNDS[] = {"none", "before", "after", "both"};
    const struct article *a = sheet->article;
    struct str path = STR_JOIN(arena, S("work/"), a->values[WS_ID]);
    unsigned ground = choice_of(a, WS_GROUND, GROUNDS, 4);
    put_row_begin(out);
    put_str_field(out, "id", a->values[WS_ID]);
    put_str_field(out, "place", a->values[WS_PLACE]);
    put_str_field(out, "path", path);
    put_str_field(out, "part_of", a->values[WS_PART_OF]);
    put_number_field(out, "order", a->order);
    put_number_field(out, "minutes", number_of(a, WS_MINUTES, MINUTES_MAX));
    put_set_field(out, "tags", set_of(a, WS_TAGS, TAG_KEYS));
    put_number_field(out, "keep_one", choice_of(a, WS_KEEP, KEEPS, 2));
    put_number_field(out, "prints", choice_of(a, WS_PRINTS, YES, 2));
    put_number_field(out, "dated", a->values[WS_DATED].len > 0 && choice_of(a, WS_DATED, YES, 2));
    put_number_field(out, "ground_before", ground & 1);
    put_number_field(out, "ground_after", ground >> 1);
    if (sheet->len > 0)
        put_name_number(out, "        .fields = SHEET_", i, "_FIELDS,\n");
    put_number_field(out, "fields_len", sheet->len);
    put_row_end(out);
}

void put_worksheets(struct buf *out, struct arena *arena, const char *dir)
{
    struct sheets sheets = sheets_read(arena, dir);
    for (size_t i = 0; i < sheets.len; i++) {
        if (sheets.at[i].len == 0)
            continue;
        put_name_number(out, "\nstatic const struct worksheet_field SHEET_", i, "_FIELDS[] = {\n");
        for (size_t k = 0; k < sheets.at[i].len; k++)
            put_sheet_field(out, &sheets.at[i].fields[k]);
        put_table_end(out, NULL);
    }
    put_table_begin(out, "worksheet", "WORKSHEETS");
    for (size_t i = 0; i < sheets.len; i++)
        put_worksheet(out, arena, &sheets.at[i], i);
    put_table_end(out, "WORKSHEETS");
}

static struct fields_words fields_of(struct arena *arena, const struct sheet *sheet)
{
    struct field_words *rows = ARENA_MANY(arena, struct field_words, sheet->len);
    for (size_t k = 0; k < sheet->len; k++) {
        const struct sheet_field *field = &sheet->fields[k];
        rows[k] = (struct field_words){
            .ask = field->ask,
            .choices = field->values[F_CHOICES],
            .low = field->values[F_LOW],
            .middle = field->values[F_MIDDLE],
            .high = field->values[F_HIGH],
            .starts = field->values[F_STARTS],
            .opens = field->values[F_OPENS],
            .help = markup(field->help),
        };
    }
    return (struct fields_words){rows, sheet->len};
}

struct worksheets_words read_worksheets(struct arena *arena, const char *dir)
{
    struct sheets sheets = sheets_read(arena, dir);
    struct worksheet_words *rows = ARENA_MANY(arena, struct worksheet_words, sheets.len);
    for (size_t i = 0; i < sheets.len; i++) {
        const struct sheet *sheet = &sheets.at[i];
        rows[i] = (struct worksheet_words){
            .title = sheet->article->values[WS_TITLE],
            .group = sheet->article->values[WS_GROUP],
            .about = sheet->article->values[WS_ABOUT],
            .lead = markup(sheet->lead),
            .fields = fields_of(arena, sheet),
        };
    }
    return (struct worksheets_words){rows, sheets.len};
}
