/*
 * tools/contentc.c - turns content/ into tables of C, and the help lines into HTML
 *
 *     contentc library OUT.c content-dir     what the rules need to know: core/library.h
 *     contentc words   OUT.c content-dir     what a person reads: pages/frame/words.h
 *     contentc help    OUT.html content-dir  the help lines, for where nothing else runs: host/wasm/help.html
 *
 * Reading and checking a file is in article.c; here is what each folder holds, what its values
 * may be, and how a row of its table looks.
 */
#include "core/vocabulary.h"
#include "core/course/script.h"
#include "tools/article.h"
#include "tools/rehearsal.h"

#include <stdlib.h>
#include <string.h>

/* ---- what the folders hold ---- */

enum { KEY_ID = 0 }; /* every folder but help/ */

/* The keys in the order of their rules below. */
enum { A_ID, A_NAME, A_DIMENSION, A_WHO, A_LEVEL, A_MINUTES, A_TAGS, A_AREAS, A_PROPS };
enum { A_STEPS, A_EYES_OPEN, A_OUTWARD, A_ANOTHER_WAY, A_MAY_NOT_SUIT };
static const struct article_rules ACTIVITIES = {
    .folder = "activities",
    .keys = {[A_ID] = {"id", KEY_NEEDED},
             [A_NAME] = {"name", KEY_NEEDED},
             [A_DIMENSION] = {"dimension", KEY_NEEDED},
             [A_WHO] = {"who", KEY_NEEDED},
             [A_LEVEL] = {"level", KEY_NEEDED},
             [A_MINUTES] = {"minutes", KEY_NEEDED},
             [A_TAGS] = {"tags", KEY_MAY_BE_EMPTY},
             [A_AREAS] = {"areas", KEY_MAY_BE_EMPTY},
             [A_PROPS] = {"props", KEY_MAY_BE_EMPTY}},
    .sections = {[A_STEPS] = {"Steps", false},
                 [A_EYES_OPEN] = {"Eyes open", false},
                 [A_OUTWARD] = {"Looking outward", false},
                 [A_ANOTHER_WAY] = {"Another way", false},
                 [A_MAY_NOT_SUIT] = {"May not suit", false}},
};

enum { G_ID, G_NAME, G_CHANNEL, G_ORDER, G_FAR_AWAY, G_MINUTES, G_TAGS };
enum { G_STEPS, G_CARE };
static const struct article_rules GROUND = {
    .folder = "ground",
    .keys = {[G_ID] = {"id", KEY_NEEDED},
             [G_NAME] = {"name", KEY_NEEDED},
             [G_CHANNEL] = {"channel", KEY_NEEDED},
             [G_ORDER] = {"order", KEY_NEEDED},
             [G_FAR_AWAY] = {"far-away", KEY_NEEDED},
             [G_MINUTES] = {"minutes", KEY_NEEDED},
             [G_TAGS] = {"tags", KEY_MAY_BE_EMPTY}},
    .sections = {[G_STEPS] = {"Steps", false}, [G_CARE] = {"Take care", true}},
};

enum { H_COUNTRY, H_CODE, H_CHECKED };
static const struct article_rules HELP = {
    .folder = "help",
    .keys =
        {[H_COUNTRY] = {"country", KEY_NEEDED}, [H_CODE] = {"code", KEY_NEEDED}, [H_CHECKED] = {"checked", KEY_NEEDED}},
    .body_rule = BODY_IS_LINES,
};

enum { C_ID, C_TITLE, C_ORDER };
static const struct article_rules CHAPTERS = {
    .folder = "chapters",
    .keys = {[C_ID] = {"id", KEY_NEEDED}, [C_TITLE] = {"title", KEY_NEEDED}, [C_ORDER] = {"order", KEY_NEEDED}},
};

enum { Q_ID, Q_CHAPTER, Q_KIND, Q_ORDER, Q_CHOICES, Q_ASK, Q_WHY, Q_SEES };
static const struct article_rules QUESTIONS = {
    .folder = "questions",
    .keys = {[Q_ID] = {"id", KEY_NEEDED},
             [Q_CHAPTER] = {"chapter", KEY_NEEDED},
             [Q_KIND] = {"kind", KEY_NEEDED},
             [Q_ORDER] = {"order", KEY_NEEDED},
             [Q_CHOICES] = {"choices", KEY_MAY_BE_ABSENT},
             [Q_ASK] = {"ask", KEY_NEEDED},
             [Q_WHY] = {"why", KEY_NEEDED},
             [Q_SEES] = {"sees", KEY_NEEDED}},
    .body_rule = BODY_MAY_BE_EMPTY,
};

enum { L_ID, L_TITLE, L_ORDER, L_TAGS, L_GROUP, L_NOTE };
static const struct article_rules LESSON_FILES = {
    .folder = "lessons",
    .keys = {[L_ID] = {"id", KEY_NEEDED},
             [L_TITLE] = {"title", KEY_NEEDED},
             [L_ORDER] = {"order", KEY_NEEDED},
             [L_TAGS] = {"tags", KEY_MAY_BE_EMPTY},
             [L_GROUP] = {"group", KEY_NEEDED},
             [L_NOTE] = {"note", KEY_MAY_BE_ABSENT}},
    .free_sections = true,
};

enum { W_ID, W_TERM };
static const struct article_rules GLOSSARY = {
    .folder = "glossary",
    .keys = {[W_ID] = {"id", KEY_NEEDED}, [W_TERM] = {"term", KEY_NEEDED}},
};

enum { R_ID, R_TITLE, R_FOR, R_ORDER, R_TAGS };
static const struct article_rules REHEARSAL_FILES = {
    .folder = "rehearsals",
    .keys = {[R_ID] = {"id", KEY_NEEDED},
             [R_TITLE] = {"title", KEY_NEEDED},
             [R_FOR] = {"for", KEY_NEEDED},
             [R_ORDER] = {"order", KEY_NEEDED},
             [R_TAGS] = {"tags", KEY_MAY_BE_EMPTY}},
    .body_rule = BODY_IS_LINES,
};

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

enum { K_ID, K_TITLE, K_ORDER };
static const struct article_rules SENTENCE_FILES = {
    .folder = "sentences",
    .keys = {[K_ID] = {"id", KEY_NEEDED}, [K_TITLE] = {"title", KEY_NEEDED}, [K_ORDER] = {"order", KEY_NEEDED}},
    .body_rule = BODY_IS_LINES,
};

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

enum { T_ID, T_TITLE };
static const struct article_rules TEXTS = {
    .folder = "texts",
    .keys = {[T_ID] = {"id", KEY_NEEDED}, [T_TITLE] = {"title", KEY_NEEDED}},
};

/* Turns of phrase, one a line; "{what}" stands for the name of something. */
static const struct article_rules REASONS_HERE = {
    .folder = "reasons",
    .keys = {[KEY_ID] = {"id", KEY_NEEDED}},
    .body_rule = BODY_IS_LINES,
};
enum { TURNS_LEAST = 5, TURNS_MOST = 8 };

enum { LEVEL_MAX = 7, MINUTES_MAX = 240, ORDER_MAX = 10000 };

/* ---- what their values may be ---- */

static uint64_t number_of(const struct article *article, size_t key, uint64_t max)
{
    struct str value = article->values[key];
    uint64_t n = 0;
    if (!str_to_u64(value, max, &n))
        complain(article_place(article, key), "\"%.*s\" is not a number from 0 to %u", (int)value.len, value.at,
                 (unsigned)max);
    return n;
}

static unsigned word_of(const struct article *article, size_t key, struct word_list list, struct str word)
{
    const struct word_row *row = word_by_key(list, word);
    if (!row)
        complain(article_place(article, key), "\"%.*s\" is not in the vocabulary", (int)word.len, word.at);
    return row->number;
}

static set64 set_of(const struct article *article, size_t key, struct word_list list)
{
    set64 set = 0;
    struct str rest = article->values[key], word = {0};
    bool more = rest.len > 0;
    while (more) {
        more = str_cut(rest, ',', &word, &rest);
        set |= SET_OF(word_of(article, key, list, str_trim(word)));
    }
    return set;
}

/* The place of a value in a list of words; complains if it has none. */
static unsigned choice_of(const struct article *article, size_t key, const char *const *words, unsigned len)
{
    struct str value = article->values[key];
    for (unsigned i = 0; i < len; i++)
        if (str_eq(value, str_from_c(words[i])))
            return i;
    complain(article_place(article, key), "\"%.*s\" is none of the words that may stand here", (int)value.len,
             value.at);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 2026-11 or 2026-11-23. */
static bool is_date(struct str s)
{
    if (s.len != 7 && s.len != 10)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (i == 4 || i == 7 ? s.at[i] != '-' : !is_digit(s.at[i]))
            return false;
    return true;
}

static bool is_country_code(struct str s)
{
    return s.len == 2 && s.at[0] >= 'A' && s.at[0] <= 'Z' && s.at[1] >= 'A' && s.at[1] <= 'Z';
}

/* What may follow tel: - digits, and a + in front. */
static bool is_call(struct str s)
{
    struct str digits = str_starts(s, S("+")) ? str_after(s, 1) : s;
    for (size_t i = 0; i < digits.len; i++)
        if (!is_digit(digits.at[i]))
            return false;
    return digits.len > 0;
}

static bool is_id_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

static void ids_check(struct articles all)
{
    for (size_t i = 0; i < all.len; i++) {
        struct str id = all.at[i].values[KEY_ID];
        for (size_t n = 0; n < id.len; n++)
            if (!is_id_char(id.at[n]))
                complain(article_place(&all.at[i], KEY_ID), "an id is letters, digits and -");
        for (size_t j = 0; j < i; j++)
            if (str_eq(all.at[j].values[KEY_ID], id))
                complain(article_place(&all.at[i], KEY_ID), "the id %.*s is already that of %s", (int)id.len, id.at,
                         all.at[j].path);
    }
}

static int by_rank(const void *a, const void *b)
{
    const struct article *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return str_cmp(x->values[KEY_ID], y->values[KEY_ID]);
}

/* The files of a folder by the number in `order_key`, then by id; by id alone for KEY_ID. */
static struct articles sorted(struct arena *arena, const char *dir, const struct article_rules *rules, size_t order_key)
{
    struct articles all = articles_read(arena, dir, rules);
    ids_check(all);
    for (size_t i = 0; i < all.len; i++)
        all.at[i].order = order_key == KEY_ID ? 0 : number_of(&all.at[i], order_key, ORDER_MAX);
    qsort(all.at, all.len, sizeof *all.at, by_rank);
    return all;
}

/* ---- rows ---- */

static void put_text(struct buf *out, const char *c)
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

static void put_str_field(struct buf *out, const char *name, struct str text)
{
    put_field(out, name, "S_INIT", text);
}

static void put_html_field(struct buf *out, const char *name, struct str text)
{
    put_field(out, name, "HTML_INIT", text);
}

static void put_number_field(struct buf *out, const char *name, uint64_t n)
{
    put_text(out, "        .");
    put_text(out, name);
    put_text(out, " = ");
    buf_put_u64(out, n);
    put_text(out, ",\n");
}

static void put_set_field(struct buf *out, const char *name, set64 set)
{
    put_text(out, "        .");
    put_text(out, name);
    put_text(out, " = 0x");
    buf_put_hex_u64(out, set);
    put_text(out, ",\n");
}

static void put_row_begin(struct buf *out)
{
    put_text(out, "    {\n");
}

static void put_row_end(struct buf *out)
{
    put_text(out, "    },\n");
}

static void put_table_begin(struct buf *out, const char *type, const char *name)
{
    put_text(out, "\nconst struct ");
    put_text(out, type);
    put_text(out, " ");
    put_text(out, name);
    put_text(out, "[] = {\n");
}

static void put_table_end(struct buf *out, const char *name)
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

/* ---- tables ---- */

static void put_activity(struct buf *out, const struct article *a)
{
    put_row_begin(out);
    put_str_field(out, "id", a->values[A_ID]);
    put_str_field(out, "name", a->values[A_NAME]);
    put_str_field(out, "props", a->values[A_PROPS]);
    put_number_field(out, "dimension", word_of(a, A_DIMENSION, DIMENSION_WORDS, a->values[A_DIMENSION]));
    put_number_field(out, "company", word_of(a, A_WHO, COMPANY_WORDS, a->values[A_WHO]));
    put_number_field(out, "level", number_of(a, A_LEVEL, LEVEL_MAX));
    put_number_field(out, "minutes", number_of(a, A_MINUTES, MINUTES_MAX));
    put_set_field(out, "tags", set_of(a, A_TAGS, TAG_WORDS));
    put_set_field(out, "areas", set_of(a, A_AREAS, AREA_WORDS));
    put_row_end(out);
}

/* ---- worksheets ---- */

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

static struct str tidy_choices(struct arena *arena, struct str choices);

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
            const struct word_row *row = word_by_key(TAG_WORDS, tag);
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
    put_str_field(out, "ask", field->ask);
    put_name_number(out, "        .kind = (enum field_kind)", field->kind + 1, ",\n");
    put_str_field(out, "choices", field->values[F_CHOICES]);
    put_str_field(out, "low", field->values[F_LOW]);
    put_str_field(out, "middle", field->values[F_MIDDLE]);
    put_str_field(out, "high", field->values[F_HIGH]);
    put_str_field(out, "starts", field->values[F_STARTS]);
    put_str_field(out, "opens", field->values[F_OPENS]);
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
    put_str_field(out, "title", a->values[WS_TITLE]);
    put_str_field(out, "place", a->values[WS_PLACE]);
    put_str_field(out, "group", a->values[WS_GROUP]);
    put_str_field(out, "about", a->values[WS_ABOUT]);
    put_str_field(out, "path", path);
    put_str_field(out, "part_of", a->values[WS_PART_OF]);
    put_number_field(out, "order", a->order);
    put_number_field(out, "minutes", number_of(a, WS_MINUTES, MINUTES_MAX));
    put_set_field(out, "tags", set_of(a, WS_TAGS, TAG_WORDS));
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

static void put_worksheets(struct buf *out, struct arena *arena, const char *dir)
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

static void put_worksheet_words(struct buf *out, struct arena *arena, const char *dir)
{
    struct sheets sheets = sheets_read(arena, dir);
    for (size_t i = 0; i < sheets.len; i++) {
        if (sheets.at[i].len == 0)
            continue;
        put_name_number(out, "\nstatic const struct html SHEET_", i, "_HELP[] = {\n");
        for (size_t k = 0; k < sheets.at[i].len; k++) {
            put_text(out, "    HTML_INIT(");
            put_c_literal(out, sheets.at[i].fields[k].help, 16);
            put_text(out, "),\n");
        }
        put_table_end(out, NULL);
    }
    put_table_begin(out, "worksheet_words", "WORKSHEET_WORDS");
    for (size_t i = 0; i < sheets.len; i++) {
        put_row_begin(out);
        put_html_field(out, "lead", sheets.at[i].lead);
        if (sheets.at[i].len > 0)
            put_name_number(out, "        .help = SHEET_", i, "_HELP,\n");
        put_row_end(out);
    }
    put_table_end(out, NULL);
}

static void put_library(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &ACTIVITIES, KEY_ID);
    put_text(out, "#include \"core/library.h\"\n#include \"core/course/worksheet.h\"\n");
    put_table_begin(out, "activity", "LIBRARY");
    for (size_t i = 0; i < all.len; i++)
        put_activity(out, &all.at[i]);
    put_table_end(out, "LIBRARY");
    put_text(out, "\nsize_t library_find(struct str id)\n"
                  "{\n"
                  "    size_t low = 0, high = LIBRARY_LEN;\n"
                  "    while (low < high) {\n"
                  "        size_t middle = low + (high - low) / 2;\n"
                  "        int    side = str_cmp(LIBRARY[middle].id, id);\n"
                  "        if (side == 0)\n"
                  "            return middle;\n"
                  "        if (side < 0)\n"
                  "            low = middle + 1;\n"
                  "        else\n"
                  "            high = middle;\n"
                  "    }\n"
                  "    return SIZE_MAX;\n"
                  "}\n");
    put_worksheets(out, arena, dir);
}

static void put_activity_words(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &ACTIVITIES, KEY_ID);
    put_table_begin(out, "activity_words", "ACTIVITY_WORDS");
    for (size_t i = 0; i < all.len; i++) {
        const struct article *a = &all.at[i];
        put_row_begin(out);
        put_html_field(out, "lead", a->lead);
        put_html_field(out, "steps", a->sections[A_STEPS]);
        put_html_field(out, "eyes_open", a->sections[A_EYES_OPEN]);
        put_html_field(out, "outward", a->sections[A_OUTWARD]);
        put_html_field(out, "another_way", a->sections[A_ANOTHER_WAY]);
        put_html_field(out, "may_not_suit", a->sections[A_MAY_NOT_SUIT]);
        put_row_end(out);
    }
    put_table_end(out, NULL);
}

static void put_ground(struct buf *out, struct arena *arena, const char *dir)
{
    static const char *const FAR_AWAY[] = {"no", "with care", "yes"};
    struct articles all = sorted(arena, dir, &GROUND, G_ORDER);
    put_table_begin(out, "ground_tool", "GROUND_TOOLS");
    for (size_t i = 0; i < all.len; i++) {
        const struct article *g = &all.at[i];
        put_row_begin(out);
        put_str_field(out, "id", g->values[G_ID]);
        put_str_field(out, "name", g->values[G_NAME]);
        put_str_field(out, "channel", g->values[G_CHANNEL]);
        put_number_field(out, "order", g->order);
        put_number_field(out, "far_away", choice_of(g, G_FAR_AWAY, FAR_AWAY, 3));
        put_number_field(out, "minutes", number_of(g, G_MINUTES, MINUTES_MAX));
        put_set_field(out, "tags", set_of(g, G_TAGS, TAG_WORDS));
        put_html_field(out, "lead", g->lead);
        put_html_field(out, "steps", g->sections[G_STEPS]);
        put_html_field(out, "care", g->sections[G_CARE]);
        put_row_end(out);
    }
    put_table_end(out, "GROUND_TOOLS");
}

/* ---- help ---- */

/* source: the page where a person read it, or "general knowledge"; it and call may be left out. */
enum { LINE_NAME, LINE_CONTACT, LINE_CALL, LINE_HOURS, LINE_ABOUT, LINE_SOURCE, LINE_KIND, LINE_KEYS };
static const char *const HELP_KEYS[LINE_KEYS] = {"name", "contact", "call", "hours", "about", "source", "kind"};

struct service {
    struct str values[LINE_KEYS];
    unsigned line; /* of its last key; 0 while there is none */
};

/* One `key: value` of a service. */
static void read_service_key(struct service *service, struct place at, struct str line)
{
    struct str name = {0}, value = {0};
    size_t k = 0;
    if (!str_cut(line, ':', &name, &value))
        complain(at, "a service is lines of \"key: value\"");
    while (k < LINE_KEYS && !str_eq(name, str_from_c(HELP_KEYS[k])))
        k++;
    if (k == LINE_KEYS)
        complain(at, "a service has no key \"%.*s\"", (int)name.len, name.at);
    if (service->values[k].len > 0)
        complain(at, "the key \"%s\" stands here twice; a blank line parts two services", HELP_KEYS[k]);
    service->values[k] = str_trim(value);
    service->line = at.line;
    if (k == LINE_CALL && !is_call(service->values[k]))
        complain(at, "a number to call is digits only, for a tel: address");
    if (k == LINE_HOURS || k == LINE_ABOUT) /* names and contacts are other people's own */
        words_check(at, service->values[k]);
}

/* The kinds of a service, parted by commas. */
static set64 kinds_of(struct place at, struct str list)
{
    set64 kinds = 0;
    while (list.len) {
        struct str one;
        str_cut(list, ',', &one, &list);
        const struct word_row *row = word_by_key(HELP_KIND_WORDS, str_trim(one));
        if (!row)
            complain(at, "there is no kind of help called \"%.*s\"", (int)one.len, one.at);
        kinds |= SET_OF(row->number);
    }
    return kinds;
}

static void put_service(struct buf *out, const struct article *country, const struct service *service)
{
    for (size_t k = 0; k < LINE_KEYS; k++)
        if (k != LINE_CALL && k != LINE_SOURCE && service->values[k].len == 0)
            complain((struct place){.file = country->path, .line = service->line}, "this service has no \"%s\"",
                     HELP_KEYS[k]);
    put_row_begin(out);
    put_str_field(out, "country", country->values[H_COUNTRY]);
    put_str_field(out, "code", country->values[H_CODE]);
    put_str_field(out, "checked", country->values[H_CHECKED]);
    for (size_t k = 0; k < LINE_KIND; k++)
        put_str_field(out, HELP_KEYS[k], service->values[k]);
    put_set_field(out, "kinds",
                  kinds_of((struct place){.file = country->path, .line = service->line}, service->values[LINE_KIND]));
    put_row_end(out);
}

typedef void put_one(struct buf *out, const struct article *country, const struct service *service);

static void put_country(struct buf *out, const struct article *country, put_one *put)
{
    struct service service = {0};
    struct place at = {.file = country->path, .line = country->body_line};
    struct str rest = country->body, line = {0};
    size_t services = 0;
    if (!is_country_code(country->values[H_CODE]))
        complain(article_place(country, H_CODE), "a country's code is two capital letters");
    if (!is_date(country->values[H_CHECKED]))
        complain(article_place(country, H_CHECKED), "the day it was checked is written 2026-11 or 2026-11-23");
    for (bool more = true; more; at.line++) {
        more = str_cut(rest, '\n', &line, &rest);
        line = str_trim(line);
        if (line.len > 0)
            read_service_key(&service, at, line);
        if ((line.len == 0 || !more) && service.line > 0) {
            put(out, country, &service);
            service = (struct service){0};
            services++;
        }
    }
    if (services == 0)
        complain(at, "this country has no services");
}

static void put_help(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = articles_read(arena, dir, &HELP);
    put_table_begin(out, "help_line", "HELP_LINES");
    for (size_t i = 0; i < all.len; i++)
        put_country(out, &all.at[i], put_service);
    put_table_end(out, "HELP_LINES");
}

/* ---- help where nothing of ours can run: the same lines as plain HTML (host/wasm/help.html) ---- */

static void put_tagged(struct buf *out, const char *before, struct str words, const char *after)
{
    put_text(out, before);
    buf_put_escaped(out, words);
    put_text(out, after);
}

/* As pages/ground/_help_line.html shows it. */
static void put_card(struct buf *out, const struct article *country, const struct service *service)
{
    const struct str *values = service->values;
    put_tagged(out, "<li class=\"card\"><h3>", values[LINE_NAME], "</h3>");
    put_tagged(out, "<p class=\"help-contact\">", values[LINE_CONTACT], "</p>");
    put_tagged(out, "<p>", values[LINE_ABOUT], "</p>");
    put_tagged(out, "<dl class=\"help-facts\"><div><dt>When</dt><dd>", values[LINE_HOURS], "</dd></div>");
    put_tagged(out, "<div><dt>Last checked</dt><dd>", country->values[H_CHECKED],
               ", read, not phoned</dd></div></dl></li>\n");
}

static void put_plain_help(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles texts = sorted(arena, dir, &TEXTS, KEY_ID), all = articles_read(arena, dir, &HELP);
    for (size_t i = 0; i < all.len; i++) {
        put_tagged(out, "<details class=\"more\"><summary>", all.at[i].values[H_COUNTRY],
                   "</summary>\n<ul class=\"cards help-lines\">\n");
        put_country(out, &all.at[i], put_card);
        put_text(out, "</ul></details>\n");
    }
    for (size_t i = 0; i < texts.len; i++)
        if (str_eq(texts.at[i].values[T_ID], S("help-danger"))) {
            put_text(out, "<section class=\"prose\">\n");
            buf_put(out, texts.at[i].lead);
            put_text(out, "</section>\n");
            return;
        }
    complain((struct place){.file = dir}, "there is no text \"help-danger\"");
}

/* ---- intake ---- */

static void put_chapters(struct buf *out, struct articles all)
{
    put_table_begin(out, "intake_chapter", "INTAKE_CHAPTERS");
    for (size_t i = 0; i < all.len; i++) {
        put_row_begin(out);
        put_str_field(out, "id", all.at[i].values[C_ID]);
        put_str_field(out, "title", all.at[i].values[C_TITLE]);
        put_number_field(out, "order", all.at[i].order);
        put_html_field(out, "lead", all.at[i].lead);
        put_row_end(out);
    }
    put_table_end(out, "INTAKE_CHAPTERS");
}

static uint64_t chapter_rank(struct articles chapters, const struct article *question)
{
    struct str id = question->values[Q_CHAPTER];
    for (size_t i = 0; i < chapters.len; i++)
        if (str_eq(chapters.at[i].values[C_ID], id))
            return i;
    complain(article_place(question, Q_CHAPTER), "there is no chapter \"%.*s\"", (int)id.len, id.at);
}

static void question_check(const struct article *question)
{
    static const char *const KINDS[] = {"one", "many", "words", "triggers"};
    bool chooses = choice_of(question, Q_KIND, KINDS, 4) < 2;
    struct str rest = question->values[Q_CHOICES], choice = {0};
    if (chooses && rest.len == 0)
        complain(article_place(question, Q_KIND), "a question of this kind needs choices");
    if (!chooses && rest.len > 0)
        complain(article_place(question, Q_CHOICES), "a question of this kind has no choices");
    for (bool more = chooses; more;) {
        more = str_cut(rest, '|', &choice, &rest);
        if (str_trim(choice).len == 0)
            complain(article_place(question, Q_CHOICES), "one of the choices is empty");
    }
}

/* "a | b" becomes "a|b". */
static struct str tidy_choices(struct arena *arena, struct str choices)
{
    struct buf tidy = buf_on(arena);
    struct str choice = {0};
    for (bool more = choices.len > 0; more;) {
        more = str_cut(choices, '|', &choice, &choices);
        buf_put(&tidy, str_trim(choice));
        if (more)
            buf_put_byte(&tidy, '|');
    }
    return buf_str(&tidy);
}

static void put_question(struct buf *out, struct arena *arena, const struct article *question)
{
    put_row_begin(out);
    put_str_field(out, "id", question->values[Q_ID]);
    put_str_field(out, "chapter", question->values[Q_CHAPTER]);
    put_str_field(out, "kind", question->values[Q_KIND]);
    put_str_field(out, "choices", tidy_choices(arena, question->values[Q_CHOICES]));
    put_str_field(out, "ask", question->values[Q_ASK]);
    put_str_field(out, "why", question->values[Q_WHY]);
    put_str_field(out, "sees", question->values[Q_SEES]);
    put_number_field(out, "order", question->order);
    put_html_field(out, "help", question->lead);
    put_row_end(out);
}

static void put_intake(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles chapters = sorted(arena, dir, &CHAPTERS, C_ORDER);
    struct articles questions = sorted(arena, dir, &QUESTIONS, Q_ORDER);
    put_chapters(out, chapters);
    for (size_t i = 0; i < questions.len; i++) {
        question_check(&questions.at[i]);
        questions.at[i].rank = chapter_rank(chapters, &questions.at[i]);
    }
    qsort(questions.at, questions.len, sizeof *questions.at, by_rank);
    put_table_begin(out, "intake_question", "INTAKE_QUESTIONS");
    for (size_t i = 0; i < questions.len; i++)
        put_question(out, arena, &questions.at[i]);
    put_table_end(out, "INTAKE_QUESTIONS");
}

/* ---- lessons and texts ---- */

/* The drawn figures, pages/_figure_NAME.html. */
static const char *const FIGURES[] = {"window", "brakes", "three", "signals", "pause", "ladder"};

/* The number of a figure, from 1; 0 where there is none. */
static unsigned figure_of(const struct article *lesson, const struct article_part *part)
{
    struct place at = {.file = lesson->path, .line = part->line};
    if (part->figure.len == 0)
        return 0;
    for (unsigned i = 0; i < sizeof FIGURES / sizeof *FIGURES; i++)
        if (str_eq(part->figure, str_from_c(FIGURES[i])))
            return i + 1;
    complain(at, "there is no figure \"%.*s\"", (int)part->figure.len, part->figure.at);
}

static void put_screens(struct buf *out, const struct article *lesson)
{
    put_text(out, "        .screens = (const struct screen[]){\n");
    for (size_t i = 0; i < lesson->parts_len; i++) {
        put_text(out, "    {\n");
        put_str_field(out, "title", lesson->parts[i].title);
        put_number_field(out, "figure", figure_of(lesson, &lesson->parts[i]));
        put_html_field(out, "body", lesson->parts[i].html);
        put_text(out, "    },\n");
    }
    put_text(out, "        },\n");
    put_number_field(out, "screens_len", lesson->parts_len);
}

/* Words between the tags of HTML: what blanks part, if a letter or digit is in it. */
static size_t words_in(struct str html)
{
    size_t words = 0;
    bool in_tag = false, counted = false;
    for (size_t i = 0; i < html.len; i++) {
        char c = html.at[i];
        if (c == '<' || c == '>' || c == ' ' || c == '\n') {
            in_tag = c == '<' || (in_tag && c != '>');
            counted = false;
        } else if (!in_tag && !counted && is_id_char(c) && c != '-') {
            counted = true;
            words++;
        }
    }
    return words;
}

/* How long a lesson takes at 200 words a minute, rounded up.  It is counted, so it stays true when the words change. */
static uint64_t lesson_minutes(const struct article *lesson)
{
    enum { WORDS_A_MINUTE = 200 };
    size_t words = words_in(lesson->lead);
    for (size_t i = 0; i < lesson->parts_len; i++)
        words += words_in(lesson->parts[i].title) + words_in(lesson->parts[i].html);
    return (words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
}

static struct str strength_words(struct str key)
{
    size_t i = 0;
    while (STRENGTHS[i].key && !str_eq(str_from_c(STRENGTHS[i].key), key))
        i++;
    return str_from_c(STRENGTHS[i].words);
}

static void put_sources(struct buf *out, const struct article *lesson)
{
    if (lesson->sources_len == 0)
        complain((struct place){.file = lesson->path}, "a lesson ends with its sources: \"## Sources\"");
    put_text(out, "        .sources = (const struct source[]){\n");
    for (size_t i = 0; i < lesson->sources_len; i++) {
        put_text(out, "    {\n");
        put_str_field(out, "strength", strength_words(lesson->sources[i].strength));
        put_str_field(out, "words", lesson->sources[i].words);
        put_str_field(out, "title", lesson->sources[i].title);
        put_text(out, "    },\n");
    }
    put_text(out, "        },\n");
    put_number_field(out, "sources_len", lesson->sources_len);
}

static void put_lessons(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &LESSON_FILES, L_ORDER);
    put_table_begin(out, "lesson", "LESSONS");
    for (size_t i = 0; i < all.len; i++) {
        const struct article *lesson = &all.at[i];
        put_row_begin(out);
        put_str_field(out, "id", lesson->values[L_ID]);
        put_str_field(out, "title", lesson->values[L_TITLE]);
        put_str_field(out, "group", lesson->values[L_GROUP]);
        put_str_field(out, "note", lesson->values[L_NOTE]);
        put_str_field(out, "review", str_eq(lesson->review, S("not yet")) ? S("") : lesson->review);
        put_number_field(out, "order", lesson->order);
        put_number_field(out, "minutes", lesson_minutes(lesson));
        put_set_field(out, "tags", set_of(lesson, L_TAGS, TAG_WORDS));
        put_html_field(out, "lead", lesson->lead);
        put_screens(out, lesson);
        put_sources(out, lesson);
        put_row_end(out);
    }
    put_table_end(out, "LESSONS");
}

static void put_glossary(struct buf *out, struct arena *arena, const char *dir)
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

/* ---- rehearsals, scripts, kind sentences ---- */

static void put_choices_of(struct buf *out, const struct told_rehearsal *told)
{
    for (size_t s = 0; s < told->scenes_len; s++)
        for (size_t c = 0; c < told->scenes[s].choices_len; c++) {
            const struct told_choice *choice = &told->scenes[s].choices[c];
            put_row_begin(out);
            put_str_field(out, "words", choice->words);
            put_html_field(out, "answer", choice->answer);
            put_number_field(out, "to", choice->to);
            put_row_end(out);
        }
}

static void put_scenes_of(struct buf *out, const struct told_rehearsal *told, size_t *choice)
{
    for (size_t s = 0; s < told->scenes_len; s++) {
        const struct told_scene *scene = &told->scenes[s];
        put_row_begin(out);
        put_str_field(out, "id", scene->id);
        put_str_field(out, "title", scene->title);
        put_html_field(out, "text", scene->text);
        put_number_field(out, "choice", *choice);
        put_number_field(out, "choices_len", scene->choices_len);
        put_row_end(out);
        *choice += scene->choices_len;
    }
}

static void put_rehearsals(struct buf *out, struct arena *arena, const char *dir)
{
    static const char *const FOR[] = {"me", "partner", "both"};
    struct articles all = sorted(arena, dir, &REHEARSAL_FILES, R_ORDER);
    struct told_rehearsal *told = ARENA_MANY(arena, struct told_rehearsal, all.len);
    size_t choice = 0, scene = 0;
    for (size_t i = 0; i < all.len; i++)
        told[i] = rehearsal_read(arena, &all.at[i]);
    put_table_begin(out, "rehearsal_choice", "REHEARSAL_CHOICES");
    for (size_t i = 0; i < all.len; i++)
        put_choices_of(out, &told[i]);
    put_table_end(out, NULL);
    put_table_begin(out, "rehearsal_scene", "REHEARSAL_SCENES");
    for (size_t i = 0; i < all.len; i++)
        put_scenes_of(out, &told[i], &choice);
    put_table_end(out, NULL);
    put_table_begin(out, "rehearsal", "REHEARSALS");
    for (size_t i = 0; i < all.len; i++) {
        const struct article *r = &all.at[i];
        put_row_begin(out);
        put_str_field(out, "id", r->values[R_ID]);
        put_str_field(out, "title", r->values[R_TITLE]);
        put_number_field(out, "side", choice_of(r, R_FOR, FOR, 3));
        put_set_field(out, "tags", set_of(r, R_TAGS, TAG_WORDS));
        put_html_field(out, "lead", told[i].lead);
        put_number_field(out, "scene", scene);
        put_number_field(out, "scenes_len", told[i].scenes_len);
        put_row_end(out);
        scene += told[i].scenes_len;
    }
    put_table_end(out, "REHEARSALS");
}

static void put_scripts(struct buf *out, struct arena *arena, const char *dir)
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

/* One sentence a line, after its id and a blank. */
static void put_sentence_lines(struct buf *out, const struct article *a)
{
    struct place at = {.file = a->path, .line = a->body_line};
    struct str rest = a->body, line, id, words;
    for (bool more = rest.len > 0; more; at.line++) {
        more = str_cut(rest, '\n', &line, &rest);
        if (str_trim(line).len == 0)
            continue;
        if (!str_cut(str_trim(line), ' ', &id, &words))
            complain(at, "a line is an id, a blank and a sentence");
        words_check(at, words);
        put_row_begin(out);
        put_str_field(out, "id", id);
        put_str_field(out, "group", a->values[K_TITLE]);
        put_str_field(out, "words", str_trim(words));
        put_row_end(out);
    }
}

static void put_sentences(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &SENTENCE_FILES, K_ORDER);
    put_table_begin(out, "kind_sentence", "KIND_SENTENCES");
    for (size_t i = 0; i < all.len; i++)
        put_sentence_lines(out, &all.at[i]);
    put_table_end(out, "KIND_SENTENCES");
}

static void put_texts(struct buf *out, struct arena *arena, const char *dir)
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

/* ---- reasons ---- */

static void put_turns(struct buf *out, const struct article *article)
{
    struct str rest = article->body, line = {0};
    uint64_t len = 0;
    put_text(out, "        .turns = {\n");
    for (bool more = rest.len > 0; more;) {
        more = str_cut(rest, '\n', &line, &rest);
        line = str_trim(line);
        if (line.len == 0)
            continue;
        if (++len > TURNS_MOST)
            complain(article_place(article, KEY_ID), "more than %d turns of phrase", TURNS_MOST);
        put_text(out, "            S_INIT(");
        put_c_literal(out, line, 16);
        put_text(out, "),\n");
    }
    put_text(out, "        },\n");
    put_number_field(out, "len", len);
    if (len < TURNS_LEAST)
        complain(article_place(article, KEY_ID), "fewer than %d turns of phrase", TURNS_LEAST);
}

static void put_reasons(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &REASONS_HERE, KEY_ID);
    put_table_begin(out, "reason_words", "REASON_WORDS");
    for (size_t i = 0; i < all.len; i++) {
        put_row_begin(out);
        put_str_field(out, "id", all.at[i].values[KEY_ID]);
        put_turns(out, &all.at[i]);
        put_row_end(out);
    }
    put_table_end(out, "REASON_WORDS");
}

static void put_words(struct buf *out, struct arena *arena, const char *dir)
{
    put_text(out, "#include \"pages/frame/words.h\"\n"
                  "\n/* gcc and clang take literals of any length; the standard promises only 4,095 characters. */\n"
                  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n");
    put_activity_words(out, arena, dir);
    put_ground(out, arena, dir);
    put_help(out, arena, dir);
    put_intake(out, arena, dir);
    put_lessons(out, arena, dir);
    put_worksheet_words(out, arena, dir);
    put_glossary(out, arena, dir);
    put_rehearsals(out, arena, dir);
    put_scripts(out, arena, dir);
    put_sentences(out, arena, dir);
    put_texts(out, arena, dir);
    put_reasons(out, arena, dir);
}

typedef void put_all(struct buf *out, struct arena *arena, const char *dir);

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        put_all *put;
        bool is_c;
    } KINDS[] = {{"library", put_library, true}, {"words", put_words, true}, {"help", put_plain_help, false}};
    struct arena arena = tool_arena();
    struct buf out = buf_on(&arena);
    for (size_t i = 0; argc == 4 && i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(argv[1], KINDS[i].name) == 0) {
            if (KINDS[i].is_c)
                buf_put(&out, S("/* Made by tools/contentc from content/; changes here are lost. */\n"));
            KINDS[i].put(&out, &arena, argv[3]);
            write_whole(argv[2], buf_str(&out));
            return 0;
        }
    complain((struct place){.file = "contentc"}, "usage: contentc library|words|help OUT content-dir");
}
