/* core/questionnaire.c - walking a FHIR Questionnaire, and the lines that are kept of it */
#include "core/questionnaire.h"

#include "base/json.h"

/* What is being read; the first thing in the way ends it. */
struct reading {
    struct arena *arena;
    struct str problem;
    struct question *at;
    struct questionnaire out;
};

static bool wrong(struct reading *reading, struct str problem)
{
    if (!reading->problem.len)
        reading->problem = problem;
    return false;
}

/* A sentence about the question that would come next. */
static bool wrong_here(struct reading *reading, struct str before, struct str after)
{
    struct buf b = buf_on(reading->arena);
    buf_put(&b, before);
    buf_put_u64(&b, reading->out.asks + 1);
    buf_put(&b, after);
    return wrong(reading, buf_str(&b));
}

/* The text is whole JSON by now; what does not come as wanted has another shape than FHIR gives it. */
static bool sound(struct reading *reading, enum err e)
{
    if (e == ERR_OK)
        return true;
    return wrong_here(reading, S("Near question "),
                      S(", this file has another shape than FHIR gives it. attune does not guess what was meant."));
}

/* Text on one line: white space of any kind becomes one space. */
static struct str one_line(struct arena *arena, struct str s)
{
    struct buf b = buf_on(arena);
    s = str_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        bool space = (unsigned char)s.at[i] <= ' ' || s.at[i] == 0x7f;
        if (!space)
            buf_put_byte(&b, (uint8_t)s.at[i]);
        else if (b.len && b.at[b.len - 1] != ' ')
            buf_put_byte(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

/* A text value on one line; anything that is no text is passed over. */
static bool take_text(struct reading *reading, struct json_reader *r, struct str *out)
{
    enum json_kind kind;
    if (!sound(reading, json_peek(r, &kind)))
        return false;
    if (kind != JSON_TEXT)
        return sound(reading, json_skip(r, *reading->arena));
    struct str text = S("");
    if (!sound(reading, json_get_text(r, reading->arena, &text)))
        return false;
    *out = one_line(reading->arena, text);
    return true;
}

static bool take_bool(struct reading *reading, struct json_reader *r, bool *out)
{
    enum json_kind kind;
    if (!sound(reading, json_peek(r, &kind)))
        return false;
    return sound(reading, kind == JSON_BOOL ? json_get_bool(r, out) : json_skip(r, *reading->arena));
}

/* Choices */

enum worth { WORTH_PLACE, WORTH_CODE, WORTH_INTEGER, WORTH_ORDINAL };

struct raw_option {
    struct str words, code;
    enum worth worth;
    unsigned value;
};

/* "3", "3.0" and "3.00" are 3; anything else is no digit. */
static bool digit_of(struct str number, unsigned *out)
{
    struct str whole, rest;
    uint64_t n, zero = 0;
    str_cut(number, '.', &whole, &rest);
    if (!str_to_u64(whole, 9, &n) || (rest.len && !str_to_u64(rest, 0, &zero)))
        return false;
    *out = (unsigned)n;
    return true;
}

static bool take_digit(struct reading *reading, struct json_reader *r, enum worth worth, struct raw_option *option)
{
    struct str number;
    if (!sound(reading, json_get_number(r, &number)))
        return false;
    if (!digit_of(number, &option->value))
        return wrong_here(reading, S("In question "),
                          S(", a choice counts something other than a whole number from 0 to 9. "
                            "attune cannot read such a questionnaire."));
    option->worth = worth;
    return true;
}

static bool read_extension(struct reading *reading, struct json_reader *r, struct raw_option *option)
{
    struct str key, url = S("");
    struct json_reader value = {0};
    bool more = false, has_value = false;
    if (!sound(reading, json_enter(r, JSON_OBJECT)))
        return false;
    while (sound(reading, json_key(r, reading->arena, &key, &more)) && more) {
        bool number = str_eq(key, S("valueDecimal")) || str_eq(key, S("valueInteger"));
        if (number) {
            value = *r;
            has_value = true;
        }
        if (!(str_eq(key, S("url")) ? take_text(reading, r, &url) : sound(reading, json_skip(r, *reading->arena))))
            return false;
    }
    if (reading->problem.len || !has_value || !(str_ends(url, S("/ordinalValue")) || str_ends(url, S("/itemWeight"))))
        return !reading->problem.len;
    return take_digit(reading, &value, WORTH_ORDINAL, option);
}

static bool read_extensions(struct reading *reading, struct json_reader *r, struct raw_option *option)
{
    bool more = false;
    if (!sound(reading, json_enter(r, JSON_ARRAY)))
        return false;
    while (sound(reading, json_item(r, &more)) && more)
        if (!read_extension(reading, r, option))
            return false;
    return !reading->problem.len;
}

static bool read_coding(struct reading *reading, struct json_reader *r, struct raw_option *option)
{
    struct str key;
    bool more = false;
    if (!sound(reading, json_enter(r, JSON_OBJECT)))
        return false;
    while (sound(reading, json_key(r, reading->arena, &key, &more)) && more) {
        bool went_on = str_eq(key, S("display"))     ? take_text(reading, r, &option->words)
                       : str_eq(key, S("code"))      ? take_text(reading, r, &option->code)
                       : str_eq(key, S("extension")) ? read_extensions(reading, r, option)
                                                     : sound(reading, json_skip(r, *reading->arena));
        if (!went_on)
            return false;
    }
    return !reading->problem.len;
}

static bool read_option_value(struct reading *reading, struct json_reader *r, struct str key, struct raw_option *option)
{
    struct raw_option integer = {0};
    if (str_eq(key, S("valueCoding")))
        return read_coding(reading, r, option);
    if (str_eq(key, S("valueString")))
        return take_text(reading, r, &option->words);
    if (str_eq(key, S("extension")))
        return read_extensions(reading, r, option);
    if (!str_eq(key, S("valueInteger")))
        return sound(reading, json_skip(r, *reading->arena));
    if (!take_digit(reading, r, WORTH_INTEGER, &integer))
        return false;
    if (option->worth != WORTH_ORDINAL) {
        option->worth = WORTH_INTEGER;
        option->value = integer.value;
    }
    if (!option->words.len) {
        struct buf b = buf_on(reading->arena);
        buf_put_u64(&b, integer.value);
        option->words = buf_str(&b);
    }
    return true;
}

static bool read_option(struct reading *reading, struct json_reader *r, struct raw_option *option)
{
    struct str key;
    bool more = false;
    if (!sound(reading, json_enter(r, JSON_OBJECT)))
        return false;
    while (sound(reading, json_key(r, reading->arena, &key, &more)) && more)
        if (!read_option_value(reading, r, key, option))
            return false;
    if (reading->problem.len)
        return false;
    if (option->worth == WORTH_PLACE && digit_of(option->code, &option->value) && option->code.len == 1)
        option->worth = WORTH_CODE;
    return true;
}

static bool option_check(struct reading *reading, const struct raw_option *option)
{
    if (!option->words.len)
        return wrong_here(reading, S("In question "), S(", a choice has no words, so nobody could choose it."));
    if (option->words.len > OPTION_BYTES_MAX)
        return wrong_here(reading, S("In question "), S(", the words of a choice are longer than attune can keep."));
    return true;
}

/* All choices of a question count in the same way, and no two of them alike. */
static bool put_options(struct reading *reading, const struct raw_option *raw, size_t len, struct question *question)
{
    for (size_t i = 0; i < len; i++) {
        if (!option_check(reading, &raw[i]))
            return false;
        if (raw[i].worth != raw[0].worth)
            return wrong_here(reading, S("In question "), S(", some choices say what they count and some do not."));
        unsigned value = raw[i].worth == WORTH_PLACE ? (unsigned)i : raw[i].value;
        if (question_words(question, value).len)
            return wrong_here(reading, S("In question "), S(", two choices count the same."));
        question->options[question->options_len++] = (struct question_option){value, raw[i].words};
    }
    reading->out.by_place |= raw[0].worth == WORTH_PLACE;
    return true;
}

static bool read_options(struct reading *reading, struct json_reader *r, struct question *question)
{
    struct raw_option raw[QUESTION_OPTIONS_MAX] = {{{0}}};
    size_t len = 0;
    bool more = false;
    if (!sound(reading, json_enter(r, JSON_ARRAY)))
        return false;
    while (sound(reading, json_item(r, &more)) && more) {
        if (len == QUESTION_OPTIONS_MAX)
            return wrong_here(reading, S("Question "), S(" has more than ten choices. attune can keep ten."));
        if (!read_option(reading, r, &raw[len++]))
            return false;
    }
    if (reading->problem.len)
        return false;
    if (len == 0)
        return wrong_here(reading, S("Question "), S(" has an empty list of choices."));
    return put_options(reading, raw, len, question);
}

/* Items */

struct raw_item {
    struct str link, words, type;
    bool read_only, repeats, has_set, has_options, has_items;
    struct json_reader options, items; /* where they stand */
};

static bool read_item_value(struct reading *reading, struct json_reader *r, struct str key, struct raw_item *item)
{
    if (str_eq(key, S("linkId")))
        return take_text(reading, r, &item->link);
    if (str_eq(key, S("text")))
        return take_text(reading, r, &item->words);
    if (str_eq(key, S("type")))
        return take_text(reading, r, &item->type);
    if (str_eq(key, S("readOnly")))
        return take_bool(reading, r, &item->read_only);
    if (str_eq(key, S("repeats")))
        return take_bool(reading, r, &item->repeats);
    if (str_eq(key, S("answerValueSet")))
        item->has_set = true;
    if (str_eq(key, S("answerOption"))) {
        item->has_options = true;
        item->options = *r;
    }
    if (str_eq(key, S("item"))) {
        item->has_items = true;
        item->items = *r;
    }
    return sound(reading, json_skip(r, *reading->arena));
}

static bool put_line(struct reading *reading, const struct question *question)
{
    if (question->words.len > QUESTION_BYTES_MAX || question->link.len > QUESTION_BYTES_MAX)
        return wrong_here(reading, S("Near question "), S(", a text is longer than attune can keep on one line."));
    if (reading->out.len == QUESTIONNAIRE_LINES_MAX)
        return wrong(reading, S("This questionnaire is longer than those attune knows. It can keep 48 lines."));
    reading->at[reading->out.len++] = *question;
    reading->out.asks += question->options_len > 0;
    return true;
}

static bool is_of(struct str type, const struct str *types, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (str_eq(type, types[i]))
            return true;
    return false;
}
#define IS_OF(type, table) is_of((type), (table), sizeof(table) / sizeof *(table))

static bool put_boolean(struct reading *reading, struct question *question)
{
    question->options[0] = (struct question_option){0, S("No")};
    question->options[1] = (struct question_option){1, S("Yes")};
    question->options_len = 2;
    return put_line(reading, question);
}

static bool put_choice(struct reading *reading, struct raw_item *item, struct question *question)
{
    if (!item->words.len)
        return wrong_here(reading, S("Question "), S(" has no words."));
    if (item->repeats)
        return wrong_here(reading, S("Question "),
                          S(" lets several answers be chosen at once. attune can read one answer a question."));
    if (str_eq(item->type, S("boolean")))
        return put_boolean(reading, question);
    if (!item->has_options && item->has_set)
        return wrong_here(reading, S("The choices of question "),
                          S(" are kept in another file, a value set. attune cannot look them up. "
                            "A file that lists the choices of each question (answerOption) will work."));
    if (!item->has_options)
        return wrong_here(reading, S("Question "), S(" has no choices in this file."));
    return read_options(reading, &item->options, question) && put_line(reading, question);
}

static bool put_item(struct reading *reading, struct raw_item *item)
{
    static const struct str SAID[] = {S_INIT("group"), S_INIT("display")};
    static const struct str CHOICES[] = {S_INIT("choice"), S_INIT("coding"), S_INIT("boolean")};
    static const struct str LEFT_OUT[] = {S_INIT("string"),     S_INIT("text"),     S_INIT("date"),
                                          S_INIT("dateTime"),   S_INIT("time"),     S_INIT("decimal"),
                                          S_INIT("url"),        S_INIT("integer"),  S_INIT("quantity"),
                                          S_INIT("attachment"), S_INIT("reference")};
    struct question question = {.link = item->link, .words = item->words};
    if (IS_OF(item->type, SAID))
        return !item->words.len || put_line(reading, &question);
    if (item->read_only) {
        reading->out.left_out++;
        return true;
    }
    if (IS_OF(item->type, CHOICES) || (str_eq(item->type, S("integer")) && item->has_options))
        return put_choice(reading, item, &question);
    if (IS_OF(item->type, LEFT_OUT)) {
        reading->out.left_out++;
        return true;
    }
    if (str_eq(item->type, S("open-choice")))
        return wrong_here(reading, S("Question "),
                          S(" takes a choice or own words. attune can read choices only, so it leaves this one be."));
    if (!item->type.len)
        return wrong_here(reading, S("Near question "), S(", an item does not say what type it is of."));
    return wrong_here(reading, S("Near question "), S(", there is a type of question that attune does not know."));
}

/* Depth is bounded by the reader: each level opens an array and an object. */
static bool read_items(struct reading *reading, struct json_reader *r)
{
    bool more = false;
    if (!sound(reading, json_enter(r, JSON_ARRAY)))
        return false;
    while (sound(reading, json_item(r, &more)) && more) {
        struct raw_item item = {0};
        struct str key;
        bool another = false;
        if (!sound(reading, json_enter(r, JSON_OBJECT)))
            return false;
        while (sound(reading, json_key(r, reading->arena, &key, &another)) && another)
            if (!read_item_value(reading, r, key, &item))
                return false;
        if (reading->problem.len || !put_item(reading, &item))
            return false;
        if (item.has_items && !read_items(reading, &item.items))
            return false;
    }
    return !reading->problem.len;
}

/* The whole */

struct raw_whole {
    struct str resource, title, name, notice, url;
    bool has_items;
    struct json_reader items;
};

static bool read_whole_value(struct reading *reading, struct json_reader *r, struct str key, struct raw_whole *whole)
{
    const struct {
        struct str key;
        struct str *out;
    } TEXTS[] = {
        {S("resourceType"), &whole->resource}, {S("title"), &whole->title}, {S("name"), &whole->name},
        {S("copyright"), &whole->notice},      {S("url"), &whole->url},
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (str_eq(key, TEXTS[i].key))
            return take_text(reading, r, TEXTS[i].out);
    if (str_eq(key, S("item"))) {
        whole->has_items = true;
        whole->items = *r;
    }
    return sound(reading, json_skip(r, *reading->arena));
}

static bool resource_check(struct reading *reading, const struct raw_whole *whole)
{
    if (str_eq(whole->resource, S("QuestionnaireResponse")))
        return wrong(reading, S("This file holds somebody’s answers. attune needs the questions: the Questionnaire."));
    if (str_eq(whole->resource, S("Bundle")))
        return wrong(reading, S("This file is a bundle of several things. The Questionnaire in it can be copied out "
                                "and brought here by itself."));
    if (!str_eq(whole->resource, S("Questionnaire")))
        return wrong(reading, S("This is JSON, but it is not a FHIR Questionnaire."));
    if (!whole->has_items)
        return wrong(reading, S("There are no questions in this file."));
    return true;
}

static bool read_whole(struct reading *reading, struct str json)
{
    struct json_reader r = json_on(json);
    struct raw_whole whole = {.resource = S("")};
    struct str key;
    bool more = false;
    if (json_enter(&r, JSON_OBJECT))
        return wrong(reading, S("This is JSON, but it is not a FHIR Questionnaire."));
    while (sound(reading, json_key(&r, reading->arena, &key, &more)) && more)
        if (!read_whole_value(reading, &r, key, &whole))
            return false;
    if (reading->problem.len || !resource_check(reading, &whole) || !read_items(reading, &whole.items))
        return false;
    if (reading->out.asks == 0)
        return wrong(reading, S("There is no question with choices in this file."));
    reading->out.title = whole.title.len ? whole.title : whole.name;
    reading->out.notice = whole.notice;
    reading->out.url = whole.url;
    return true;
}

static struct str json_check(struct str json, struct arena scratch)
{
    if (json.len == 0)
        return S("The box is still empty. The text of the file goes in there.");
    if (json.len > QUESTIONNAIRE_BYTES_MAX)
        return S("This file is larger than attune can read. A questionnaire of this kind is rarely over 100 KB.");
    struct json_reader r = json_on(json);
    enum err e = json_skip(&r, scratch);
    if (!e)
        e = json_end(&r);
    if (e == ERR_TRUNCATED)
        return S("The text ends too soon. A part may have been lost while copying it.");
    if (e == ERR_TOO_LONG)
        return S("This file is nested more deeply than a questionnaire is. attune does not read it.");
    return e ? S("This is not whole JSON, as FHIR files are. A part may have been changed while copying it.") : S("");
}

struct str questionnaire_read(struct str json, struct arena *arena, struct questionnaire *out)
{
    struct reading reading = {.arena = arena};
    json = str_trim(json);
    if (str_starts(json, S("\xEF\xBB\xBF"))) /* editors put a byte order mark in front */
        json = str_after(json, 3);
    if ((reading.problem = json_check(json, *arena)).len)
        return reading.problem;
    reading.at = ARENA_MANY(arena, struct question, QUESTIONNAIRE_LINES_MAX);
    if (!read_whole(&reading, json))
        return reading.problem;
    reading.out.at = reading.at;
    *out = reading.out;
    return S("");
}

/* The kept form */

struct str questionnaire_pack(const struct questionnaire *questionnaire, struct arena *arena)
{
    struct buf b = buf_on(arena);
    for (size_t i = 0; i < questionnaire->len; i++) {
        const struct question *question = &questionnaire->at[i];
        buf_put(&b, i ? S("\n") : S(""));
        buf_put(&b, question->link);
        buf_put_byte(&b, '\t');
        buf_put(&b, question->words);
        for (size_t k = 0; k < question->options_len; k++) {
            buf_put_byte(&b, '\t');
            buf_put_u64(&b, question->options[k].value);
            buf_put_byte(&b, ' ');
            buf_put(&b, question->options[k].words);
        }
    }
    return buf_str(&b);
}

static enum err unpack_options(struct str rest, struct question *out)
{
    while (rest.len) {
        struct str option, value, words;
        uint64_t n;
        if (out->options_len == QUESTION_OPTIONS_MAX)
            return ERR_TOO_LONG;
        str_cut(rest, '\t', &option, &rest);
        if (!str_cut(option, ' ', &value, &words) || value.len != 1 || !str_to_u64(value, 9, &n) || !words.len)
            return ERR_MALFORMED;
        if (question_words(out, (unsigned)n).len)
            return ERR_MALFORMED;
        out->options[out->options_len++] = (struct question_option){(unsigned)n, words};
    }
    return ERR_OK;
}

enum err questionnaire_unpack(struct str items, struct arena *arena, struct questionnaire *out)
{
    struct question *at = ARENA_MANY(arena, struct question, QUESTIONNAIRE_LINES_MAX);
    struct questionnaire read = {.at = at};
    while (items.len) {
        struct str line, rest;
        if (read.len == QUESTIONNAIRE_LINES_MAX)
            return ERR_TOO_LONG;
        str_cut(items, '\n', &line, &items);
        struct question *question = &at[read.len++];
        if (!str_cut(line, '\t', &question->link, &rest))
            return ERR_MALFORMED;
        str_cut(rest, '\t', &question->words, &rest);
        enum err e = question->words.len ? unpack_options(rest, question) : ERR_MALFORMED;
        if (e)
            return e;
        read.asks += question->options_len > 0;
    }
    if (read.asks == 0)
        return ERR_MALFORMED;
    *out = read;
    return ERR_OK;
}

const struct question *questionnaire_ask(const struct questionnaire *questionnaire, size_t n)
{
    for (size_t i = 0; i < questionnaire->len; i++)
        if (questionnaire->at[i].options_len && n-- == 0)
            return &questionnaire->at[i];
    return NULL;
}

struct str question_words(const struct question *question, unsigned value)
{
    for (size_t i = 0; i < question->options_len; i++)
        if (question->options[i].value == value)
            return question->options[i].words;
    return S("");
}
