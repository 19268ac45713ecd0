/* core/course/questionnaire.c - walking a FHIR Questionnaire, and the lines that are kept of it */
#include "core/course/questionnaire.h"

#include "core/course/choice.h"

/* What is being read; the first thing in the way ends it. */
struct reading {
    struct arena *arena;
    struct str problem;
    struct contained contained;
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

static bool take_text(struct reading *reading, struct json_reader *r, struct str *out)
{
    return sound(reading, choice_text(r, reading->arena, out));
}

static bool take_bool(struct reading *reading, struct json_reader *r, bool *out)
{
    enum json_kind kind;
    if (!sound(reading, json_peek(r, &kind)))
        return false;
    return sound(reading, kind == JSON_BOOL ? json_get_bool(r, out) : json_skip(r, *reading->arena));
}

/* Choices */

static bool choice_check(struct reading *reading, const struct choice *choice)
{
    if (choice->mixed)
        return wrong_here(reading, S("In question "), S(", a choice holds two different things at once."));
    if (choice->odd)
        return wrong_here(reading, S("In question "),
                          S(", a choice counts something other than a whole number from 0 to 9. "
                            "attune cannot read such a questionnaire."));
    if (!choice->words.len)
        return wrong_here(reading, S("In question "), S(", a choice has no words, so nobody could choose it."));
    if (choice->words.len > OPTION_BYTES_MAX)
        return wrong_here(reading, S("In question "), S(", the words of a choice are longer than attune can save."));
    if (choice->torn)
        return wrong_here(
            reading, S("In question "),
            S(", this file says two different numbers for one choice. attune does not guess which is right."));
    return true;
}

/* A number to tell a choice by that says nothing of itself, and that none of its neighbours counts. */
static unsigned free_number(const struct choice *choices, size_t len, unsigned from)
{
    for (size_t i = 0; i < len; i++)
        if (choices[i].valued && choices[i].value == from)
            return free_number(choices, len, from + 1);
    return from;
}

/* No two choices count alike; those that say nothing get what numbers are left. */
static bool put_options(struct reading *reading, const struct choice *choices, size_t len, struct question *question)
{
    unsigned next = 0;
    for (size_t i = 0; i < len; i++) {
        const struct choice *choice = &choices[i];
        if (!choice_check(reading, choice))
            return false;
        if (!choice->valued)
            next = free_number(choices, len, next);
        unsigned value = choice->valued ? choice->value : next++;
        if (question_words(question, value).len)
            return wrong_here(reading, S("In question "), S(", two choices count the same."));
        question->options[question->options_len++] =
            (struct question_option){value, choice->words, choice->valued, choice->system, choice->code};
    }
    return true;
}

static bool too_many(struct reading *reading)
{
    return wrong_here(reading, S("Question "), S(" has more than ten choices. attune can save ten."));
}

static bool read_options(struct reading *reading, struct json_reader *r, struct question *question)
{
    struct choice choices[QUESTION_OPTIONS_MAX] = {{{0}}};
    size_t len = 0;
    bool more = false;
    if (!sound(reading, json_enter(r, JSON_ARRAY)))
        return false;
    while (sound(reading, json_item(r, &more)) && more) {
        if (len == QUESTION_OPTIONS_MAX)
            return too_many(reading);
        if (!sound(reading, choice_read(r, reading->arena, &choices[len])))
            return false;
        contained_add(&reading->contained, &choices[len++]);
    }
    if (reading->problem.len)
        return false;
    if (len == 0)
        return wrong_here(reading, S("Question "), S(" has an empty list of choices."));
    return put_options(reading, choices, len, question);
}

static bool read_set(struct reading *reading, struct str ref, struct question *question)
{
    struct choice choices[QUESTION_OPTIONS_MAX] = {{{0}}};
    size_t len = 0;
    switch (contained_choices(&reading->contained, ref, choices, QUESTION_OPTIONS_MAX, &len)) {
    case CHOICES_ELSEWHERE:
        return wrong_here(reading, S("The choices of question "),
                          S(" are kept in another file, a value set. attune cannot look them up. "
                            "A file that lists the choices of each question (answerOption) will work."));
    case CHOICES_SYSTEM:
        return wrong_here(reading, S("The choices of question "),
                          S(" are kept in another file, a code system. attune cannot look them up. "
                            "A file that lists the choices of each question (answerOption) will work."));
    case CHOICES_MISSING:
        return wrong_here(reading, S("The choices of question "),
                          S(" should stand in a list inside this file, and the list is not there. A part of the file "
                            "may be missing."));
    case CHOICES_BY_RULE:
        return wrong_here(reading, S("The choices of question "),
                          S(" are described by a rule and not listed. attune can read a list."));
    case CHOICES_TOO_MANY:
        return too_many(reading);
    case CHOICES_LISTED:
        break;
    }
    if (len == 0)
        return wrong_here(reading, S("Question "), S(" has an empty list of choices."));
    return put_options(reading, choices, len, question);
}

/* Items */

struct raw_item {
    struct str link, words, type, set, constraint, codes;
    bool read_only, repeats, has_options, has_items;
    struct json_reader options, items; /* where they stand */
};

/* The codes of an item, one after another. */
static bool read_codes(struct reading *reading, struct json_reader *r, struct str *out)
{
    struct buf b = buf_on(reading->arena);
    struct str key;
    bool more = false, another = false;
    if (!sound(reading, json_enter(r, JSON_ARRAY)))
        return false;
    while (sound(reading, json_item(r, &more)) && more) {
        struct str code = S("");
        if (!sound(reading, json_enter(r, JSON_OBJECT)))
            return false;
        while (sound(reading, json_key(r, reading->arena, &key, &another)) && another)
            if (!(str_eq(key, S("code")) ? take_text(reading, r, &code)
                                         : sound(reading, json_skip(r, *reading->arena))))
                return false;
        buf_put(&b, code);
        buf_put_byte(&b, ' ');
    }
    *out = buf_str(&b);
    return !reading->problem.len;
}

/* STU3 names a value set by a Reference. */
static bool read_reference(struct reading *reading, struct json_reader *r, struct str *out)
{
    struct str key;
    bool more = false;
    if (!sound(reading, json_enter(r, JSON_OBJECT)))
        return false;
    while (sound(reading, json_key(r, reading->arena, &key, &more)) && more)
        if (!(str_eq(key, S("reference")) ? take_text(reading, r, out) : sound(reading, json_skip(r, *reading->arena))))
            return false;
    return !reading->problem.len;
}

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
        return take_text(reading, r, &item->set);
    if (str_eq(key, S("options")))
        return read_reference(reading, r, &item->set);
    if (str_eq(key, S("answerConstraint")))
        return take_text(reading, r, &item->constraint);
    if (str_eq(key, S("code")))
        return read_codes(reading, r, &item->codes);
    if (str_eq(key, S("answerOption")) || str_eq(key, S("option"))) {
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
        return wrong_here(reading, S("Near question "), S(", a text is longer than attune can save on one line."));
    if (reading->out.len == QUESTIONNAIRE_LINES_MAX)
        return wrong(reading, S("This questionnaire is longer than those attune knows. It can save 48 lines."));
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
    question->options[0] = (struct question_option){.value = 0, .words = S("No"), .valued = true};
    question->options[1] = (struct question_option){.value = 1, .words = S("Yes"), .valued = true};
    question->options_len = 2;
    return put_line(reading, question);
}

/* open-choice of R4 and STU3; R5 says the same in a constraint. */
static bool is_open(const struct raw_item *item)
{
    return str_eq(item->type, S("open-choice")) || str_eq(item->constraint, S("optionsOrString")) ||
           str_eq(item->constraint, S("optionsOrType"));
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
    if (is_open(item))
        return wrong_here(reading, S("Question "),
                          S(" takes a choice or own words. attune can read choices only, so it leaves this one be."));
    if (item->has_options && item->set.len)
        return wrong_here(reading, S("Question "),
                          S(" names its choices in two ways. attune does not guess which is meant."));
    if (item->set.len)
        return read_set(reading, item->set, question) && put_line(reading, question);
    if (!item->has_options)
        return wrong_here(reading, S("Question "), S(" has no choices in this file."));
    return read_options(reading, &item->options, question) && put_line(reading, question);
}

static bool put_item(struct reading *reading, struct raw_item *item)
{
    static const struct str SAID[] = {S_INIT("group"), S_INIT("display")};
    static const struct str CHOICES[] = {S_INIT("choice"), S_INIT("open-choice"), S_INIT("coding"), S_INIT("boolean")};
    /* Choices of their own make these a choice too: R5 has no other word for it. */
    static const struct str WITH_OPTIONS[] = {S_INIT("integer"), S_INIT("string"), S_INIT("text")};
    static const struct str LEFT_OUT[] = {S_INIT("string"),     S_INIT("text"),     S_INIT("date"),
                                          S_INIT("dateTime"),   S_INIT("time"),     S_INIT("decimal"),
                                          S_INIT("url"),        S_INIT("integer"),  S_INIT("quantity"),
                                          S_INIT("attachment"), S_INIT("reference")};
    struct question question = {.link = item->link, .words = item->words, .codes = item->codes};
    if (IS_OF(item->type, SAID))
        return !item->words.len || put_line(reading, &question);
    if (item->read_only) {
        reading->out.left_out++;
        return true;
    }
    if (IS_OF(item->type, CHOICES) || (item->has_options && IS_OF(item->type, WITH_OPTIONS)))
        return put_choice(reading, item, &question);
    if (IS_OF(item->type, LEFT_OUT)) {
        reading->out.left_out++;
        return true;
    }
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
    bool has_items, has_contained, is_dstu2;
    struct json_reader items, contained;
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
    if (str_eq(key, S("contained"))) {
        whole->has_contained = true;
        whole->contained = *r;
    }
    whole->is_dstu2 |= str_eq(key, S("group"));
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
    if (!whole->has_items && whole->is_dstu2)
        return wrong(reading,
                     S("This file has the shape of an early version of FHIR (DSTU2). attune reads STU3, R4 and R5. "
                       "The same questionnaire may be there in one of them."));
    if (!whole->has_items)
        return wrong(reading, S("There are no questions in this file."));
    return true;
}

static bool read_contained(struct reading *reading, struct json_reader *r)
{
    enum err e = contained_read(r, reading->arena, &reading->contained);
    if (e == ERR_TOO_LONG)
        return wrong(reading, S("This file holds many more lists of choices than a questionnaire of this kind needs. "
                                "attune does not read it."));
    return sound(reading, e);
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
    if (reading->problem.len || !resource_check(reading, &whole))
        return false;
    if (whole.has_contained && !read_contained(reading, &whole.contained))
        return false;
    if (!read_items(reading, &whole.items))
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
        return S(
            "This file is larger than attune can read, which is 512 KB. A questionnaire of this kind is rarely over "
            "100 KB, so it may hold pictures or several questionnaires. Its owner may have a smaller one.");
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
        out->options[out->options_len++] = (struct question_option){.value = (unsigned)n, .words = words};
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
