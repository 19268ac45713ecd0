/* core/course/worksheet.c - finding sheets, reading what was said, deciding what a form changes */
#include "core/course/worksheet.h"

#include "base/folding.h"
#include "core/log/fields.h"

/* Finding */

const struct worksheet *worksheet_find(struct str id)
{
    for (size_t i = 0; i < WORKSHEETS_LEN; i++)
        if (str_eq(WORKSHEETS[i].id, id))
            return &WORKSHEETS[i];
    return NULL;
}

const struct worksheet_field *worksheet_field(const struct worksheet *sheet, struct str key)
{
    for (size_t i = 0; i < sheet->fields_len; i++)
        if (str_eq(sheet->fields[i].key, key))
            return &sheet->fields[i];
    return NULL;
}

struct key_list worksheet_numbers(const struct worksheet_field *field, struct arena *arena)
{
    return keys_numbered(field->choices, arena);
}

bool worksheet_is_why(const struct worksheet_field *field)
{
    return str_eq(field->key, S("why"));
}

const struct event *sheet_said(const struct entry *entry, struct str field)
{
    for (const struct version *v = entry->latest; v; v = v->before)
        if (v->event->kind == WORKSHEET_SAID && str_eq(v->event->said.field, field))
            return v->event;
    return NULL;
}

const struct entry *sheet_before(const struct state *state, struct str id, size_t *i)
{
    while (*i > 0) {
        const struct entry *entry = state->sheets.at[--*i];
        if (str_eq(entry->shown->begun.worksheet, id))
            return entry;
    }
    return NULL;
}

const struct entry *sheet_newest(const struct state *state, struct str id)
{
    size_t i = state->sheets.len;
    return sheet_before(state, id, &i);
}

struct str sheet_words(const struct state *state, struct str id, struct str field)
{
    const struct entry *entry = sheet_newest(state, id);
    const struct event *said = entry ? sheet_said(entry, field) : NULL;
    return said ? said->said.words : S("");
}

/* Deciding */

static bool is_scale(const struct worksheet_field *field)
{
    return field->kind == FIELD_TEN || field->kind == FIELD_HUNDRED;
}

struct said sheet_read(const struct form *form, const struct worksheet_field *field, struct arena *arena)
{
    struct said said = {.field = field->key};
    uint64_t score = 0;
    /* A mark cannot be unmarked by pressing it again, so there is a way to take it back. */
    if (form_has(form, STR_JOIN(arena, S("clear-"), field->key)))
        return said;
    if (field->kind == FIELD_WORDS || field->kind == FIELD_LINE)
        said.words = str_trim(form_get(form, field->key));
    if (is_scale(field) && form_number(form, field->key, field->kind == FIELD_TEN ? 10 : 100, &score))
        said.score = SCORE(score);
    if (field->kind == FIELD_ONE) {
        unsigned number = form_one(form, worksheet_numbers(field, arena), field->key);
        said.choices = number ? SET_OF(number) : 0;
    }
    if (field->kind == FIELD_MANY)
        said.choices = form_many(form, arena, worksheet_numbers(field, arena), field->key);
    return said;
}

static bool says_the_same(const struct said *a, const struct said *b)
{
    return str_eq(a->words, b->words) && a->choices == b->choices && a->score.said == b->score.said &&
           a->score.is == b->score.is;
}

static size_t lines_in(struct str words)
{
    size_t lines = 0;
    while (words.len) {
        struct str line;
        str_cut(words, '\n', &line, &words);
        lines += str_trim(line).len > 0;
    }
    return lines;
}

static struct str field_check(const struct worksheet_field *field, const struct said *said)
{
    if (field->lines_max && lines_in(said->words) > field->lines_max)
        return S("Three lines are enough here. More can turn into going round and round. Choose the ones that matter, "
                 "or move some to your journal. All of it is still here.");
    return words_check(said->words, field->kind == FIELD_LINE ? TEXT_LINE_MAX : TEXT_MAX);
}

static void put_event(struct sheet_events *out, struct event event)
{
    ASSERT(out->len < SHEET_FIELDS_MAX + 1);
    out->at[out->len++] = event;
}

/* What stands on the sheet for this field; the reason of a change starts empty each time. */
static struct said said_before(const struct entry *before, const struct worksheet_field *field)
{
    const struct event *said = before && !worksheet_is_why(field) ? sheet_said(before, field->key) : NULL;
    return said ? said->said : (struct said){0};
}

struct str sheet_decide(const struct form *form, const struct worksheet *sheet, const struct entry *before,
                        struct arena *arena, struct sheet_events *out, const struct worksheet_field **where)
{
    *out = (struct sheet_events){0};
    *where = NULL;
    if (!before)
        put_event(out, (struct event){.kind = WORKSHEET_BEGUN, .begun = {.worksheet = sheet->id}});
    for (size_t i = 0; i < sheet->fields_len; i++) {
        const struct worksheet_field *field = &sheet->fields[i];
        if (field->kind == FIELD_NOTHING || field->leads)
            continue;
        struct said typed = sheet_read(form, field, arena), old = said_before(before, field);
        struct str problem = field_check(field, &typed);
        if (problem.len) {
            *where = field;
            return problem;
        }
        if (says_the_same(&typed, &old))
            continue;
        typed.sheet = before ? before->id : (struct stamp){0};
        put_event(out, (struct event){.kind = WORKSHEET_SAID, .said = typed});
    }
    if (!before && out->len == 1) {
        out->len = 0;
        return S("There is nothing to save yet. A word is enough, or skip it.");
    }
    return S("");
}

bool sheet_leads(const struct form *form, const struct worksheet *sheet, struct arena *arena)
{
    for (size_t i = 0; i < sheet->fields_len; i++)
        if (sheet->fields[i].leads & sheet_read(form, &sheet->fields[i], arena).choices)
            return true;
    return false;
}

bool sheet_counts_times(struct str words)
{
    static const struct str COUNTS[] = {
        S_INIT(" a week"),   S_INIT("per week"),  S_INIT("every week"),  S_INIT("weekly"), S_INIT(" a month"),
        S_INIT("per month"), S_INIT("every day"), S_INIT("every night"), S_INIT("daily"),  S_INIT(" times")};
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++)
        if (fold_find(words, COUNTS[i], NULL) != SIZE_MAX)
            return true;
    return false;
}

/* Looking back */

const unsigned REVIEW_DAYS[REVIEW_RHYTHMS] = {0, 14, 28, 56, 84};

struct str review_rhythm_decide(const struct form *form, struct event *out)
{
    uint64_t days = 0;
    if (form_number(form, S("days"), 1000, &days))
        for (size_t i = 0; i < REVIEW_RHYTHMS; i++)
            if (REVIEW_DAYS[i] == days) {
                *out = (struct event){.kind = SETTING_CHOSEN,
                                      .setting = {.setting = SETTING_REVIEW, .value = (uint32_t)days}};
                return S("");
            }
    return S("Choose a rhythm first. Not being asked is one of them.");
}

bool review_is_due(const struct state *state, int64_t now_ms)
{
    static const int64_t DAY_MS = (int64_t)24 * 60 * 60 * 1000;
    const struct event *chosen = state->settings[SETTING_REVIEW];
    const struct entry *last = sheet_newest(state, S("review"));
    if (!chosen || chosen->setting.value == 0)
        return false;
    int64_t from = stamp_ms(chosen->at);
    if (last && stamp_ms(last->latest->event->at) > from)
        from = stamp_ms(last->latest->event->at);
    return now_ms - from >= (int64_t)chosen->setting.value * DAY_MS;
}
