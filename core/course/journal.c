/* core/course/journal.c - deciding notes, finding words, walking the diary, and what deleting must not undo */
#include "core/course/journal.h"

#include "base/folding.h"
#include "core/log/fields.h"
#include "core/course/worksheet.h"

/* Deciding */

static struct str nothing_to_keep(enum note_sort sort, struct stamp of)
{
    if (stamp_is(of))
        return S("There are no words here to save. What was saved before is as it was.");
    if (sort == NOTE_MOMENT)
        return S("There is nothing to save yet. One small thing is enough, or skip it.");
    return S("There is nothing to save yet. A word is enough, or skip it.");
}

struct str note_decide(const struct form *form, enum note_sort sort, struct stamp of, struct event *out)
{
    struct str words = str_trim(form_get(form, S("words")));
    struct str problem = words_check(words, TEXT_MAX);
    if (words.len == 0)
        problem = nothing_to_keep(sort, of);
    if (!problem.len)
        *out = (struct event){.kind = NOTE_WRITTEN, .note = {.of = of, .sort = (uint32_t)sort, .words = words}};
    return problem;
}

struct str note_decide_about(const struct form *form, enum note_sort sort, const struct entry *before, struct str about,
                             struct event *out)
{
    *out = (struct event){0};
    struct str problem = note_decide(form, sort, before ? before->id : (struct stamp){0}, out);
    out->note.about = about;
    return problem;
}

const struct event *note_is_new(const struct entry *before, const struct event *event)
{
    return before && str_eq(before->shown->note.words, event->note.words) ? NULL : event;
}

struct winddown wind_down_words_read(const struct form *form)
{
    return (struct winddown){
        .expected = str_trim(form_get(form, S("expected"))),
        .happened = str_trim(form_get(form, S("happened"))),
        .remember = str_trim(form_get(form, S("remember"))),
        .comfort = str_trim(form_get(form, S("comfort"))),
    };
}

struct str wind_down_words_check(const struct winddown *said)
{
    if (words_check(said->expected, TEXT_MAX).len || words_check(said->happened, TEXT_MAX).len ||
        words_check(said->remember, TEXT_MAX).len)
        return S("One of the answers is longer than one entry can be. It is all still here: a note can take the rest.");
    return words_check(said->comfort, TEXT_LINE_MAX);
}

struct str wind_down_words_decide(const struct form *form, const struct winddown *before, struct event *out)
{
    struct winddown said = wind_down_words_read(form);
    struct str problem = wind_down_words_check(&said);
    if (problem.len)
        return problem;
    said.practice = before->practice;
    said.peak = before->peak;
    said.presence = before->presence;
    said.willingness = before->willingness;
    said.pleasant = before->pleasant;
    *out = (struct event){.kind = WIND_DOWN_SAID, .winddown = said};
    return problem;
}

/* The words of an entry */

static const struct key_list *const LABELS = &JOURNAL_LABEL_KEYS;

struct texts {
    struct journal_text *at;
    size_t len;
};

/* NULL where the words are empty. */
static struct journal_text *put_text(struct texts *texts, enum text_part part, struct str label, struct str words)
{
    if (words.len == 0)
        return NULL;
    ASSERT(texts->len < JOURNAL_TEXTS_MAX);
    texts->at[texts->len] = (struct journal_text){.part = part, .label = label, .words = words};
    return &texts->at[texts->len++];
}

static void put_labelled(struct texts *texts, enum text_part part, const struct key_list *labels, unsigned label,
                         struct str words)
{
    struct journal_text *text = put_text(texts, part, S(""), words);
    if (text)
        text->label_is = (struct word_at){labels, label};
}

/* A title that is not theirs, but what a list calls it. */
static void put_named(struct texts *texts, const struct key_list *list, unsigned number)
{
    struct journal_text *text = put_text(texts, TEXT_TITLE, S(""), key_for(*list, number));
    if (text)
        text->words_are = (struct word_at){list, number};
}

static void put_plan(struct texts *texts, const struct plan *plan)
{
    put_text(texts, TEXT_TITLE, S(""), plan->name);
    put_labelled(texts, TEXT_DETAIL, LABELS, LABEL_WHERE, plan->place);
    put_labelled(texts, TEXT_DETAIL, LABELS, LABEL_SIGNAL, plan->signal);
    put_labelled(texts, TEXT_DETAIL, LABELS, LABEL_AFTER, plan->after);
}

static void put_winddown(struct texts *texts, const struct winddown *winddown)
{
    put_labelled(texts, TEXT_SAID, LABELS, LABEL_EXPECTED, winddown->expected);
    put_labelled(texts, TEXT_SAID, LABELS, LABEL_HAPPENED, winddown->happened);
    put_labelled(texts, TEXT_SAID, LABELS, LABEL_REMEMBER, winddown->remember);
    put_labelled(texts, TEXT_SAID, LABELS, LABEL_COMFORT, winddown->comfort);
}

static void put_limit(struct texts *texts, const struct limit *limit)
{
    /* Without own words a limit is called what the list calls it, so it is found by that. */
    if (limit->what.len)
        put_text(texts, TEXT_TITLE, S(""), limit->what);
    else
        put_named(texts, &TAG_KEYS, limit->tag);
    put_text(texts, TEXT_SAID, S(""), limit->conditions);
}

static void put_own(struct texts *texts, const struct own *own)
{
    put_text(texts, TEXT_TITLE, S(""), own->name);
    put_text(texts, TEXT_SAID, S(""), own->steps);
    put_labelled(texts, TEXT_DETAIL, LABELS, LABEL_NEEDS, own->props);
}

static void put_body(struct texts *texts, const struct body *body)
{
    struct str rest = body->spots;
    put_text(texts, TEXT_SAID, S(""), body->words);
    while (rest.len && texts->len < JOURNAL_TEXTS_MAX) {
        struct str line, key, words;
        str_cut(rest, '\n', &line, &rest);
        str_cut(line, ' ', &key, &words);
        const struct key_row *spot = row_by_key(SPOT_KEYS, key);
        put_labelled(texts, TEXT_SAID, spot ? &SPOT_KEYS : NULL, spot ? spot->number : 0, words);
    }
}

static void put_measured(struct texts *texts, const struct measured *measured)
{
    put_named(texts, &MEASURE_KEYS, measured->which);
    put_labelled(texts, TEXT_DETAIL, LABELS, LABEL_NAMED, measured->own);
    put_text(texts, TEXT_SAID, S(""), measured->words);
}

static void put_media(struct texts *texts, const struct media *media)
{
    put_text(texts, TEXT_TITLE, S(""), media->name);
    put_text(texts, TEXT_SAID, S(""), media->words);
}

static void put_event(struct texts *texts, const struct event *event)
{
    switch (event->kind) {
    case CHECKIN_ADDED:
        put_text(texts, TEXT_SAID, S(""), event->checkin.words);
        return;
    case NOTE_WRITTEN:
        put_text(texts, TEXT_SAID, S(""), event->note.words);
        return;
    case LIMIT_SET:
        put_limit(texts, &event->limit);
        return;
    case ACTIVITY_ADDED:
        put_own(texts, &event->own);
        return;
    case PRACTICE_PLANNED:
        put_plan(texts, &event->plan);
        return;
    case WIND_DOWN_SAID:
        put_winddown(texts, &event->winddown);
        return;
    case BODY_MARKED:
        put_body(texts, &event->body);
        return;
    case MEDIA_BEGUN:
        put_media(texts, &event->media);
        return;
    case NEXT_DAY_SAID:
        put_labelled(texts, TEXT_SAID, LABELS, LABEL_DAY_AFTER, event->nextday.words);
        return;
    case MEASURE_IMPORTED:
        put_text(texts, TEXT_TITLE, S(""), event->measure.name);
        return;
    case MEASURE_SAID:
        put_measured(texts, &event->measured);
        return;
    case WORKSHEET_SAID:
        put_text(texts, TEXT_SAID, S(""), event->said.words);
        return;
    case WORKSHEET_BEGUN: {
        const struct worksheet *sheet = worksheet_find(event->begun.worksheet);
        struct journal_text *title = put_text(texts, TEXT_TITLE, S(""), event->begun.worksheet);
        if (title)
            title->sheet = sheet;
        return;
    }
    case EVENT_NONE:
    case SETTING_CHOSEN:
    case ANSWER_GIVEN:
    case ANSWER_SET_ASIDE:
    case CARD_SAID:
    case LIMITS_LOOKED_AT:
    case CEILING_SET:
    case ACTIVITY_SHAPED:
    case ACTIVITY_PASSED:
    case PRACTICE_CHECKED:
    case PRACTICE_STEPPED:
    case ITEM_REMOVED:
    case SHEET_PROVEN:
    case WAYS_CHANGED:
    case BELIEF_CORRECTED:
    case ASIDE_ASKED:
    case FAVOURITE_SET:
    case MEDIA_CHUNK:
    case DRAFT_KEPT:
    case EVENT_END:
        return;
    }
    ASSERT(false);
}

static void put_answer(struct texts *texts, const struct worksheet *sheet, const struct worksheet_field *field,
                       struct str words)
{
    struct journal_text *text = put_text(texts, TEXT_SAID, S(""), words);
    if (text) {
        text->sheet = sheet;
        text->field = field;
    }
}

/* What each field of a sheet says now, in the order of the sheet. */
static void put_sheet(struct texts *texts, const struct entry *entry)
{
    const struct worksheet *sheet = worksheet_find(entry->shown->begun.worksheet);
    for (size_t i = 0; sheet && i < sheet->fields_len; i++) {
        const struct event *said = sheet_said(entry, sheet->fields[i].key);
        if (said)
            put_answer(texts, sheet, &sheet->fields[i], said->said.words);
    }
    if (sheet)
        return;
    /* A sheet of another version of attune: its lines still stand here, newest first. */
    for (const struct version *v = entry->latest; v && texts->len < JOURNAL_TEXTS_MAX; v = v->before)
        if (v->event->kind == WORKSHEET_SAID && sheet_said(entry, v->event->said.field) == v->event)
            put_text(texts, TEXT_SAID, v->event->said.field, v->event->said.words);
}

size_t journal_texts_of(const struct event *event, struct journal_text out[JOURNAL_TEXTS_MAX])
{
    struct texts texts = {.at = out};
    put_event(&texts, event);
    return texts.len;
}

size_t journal_texts(const struct entry *entry, struct journal_text out[JOURNAL_TEXTS_MAX])
{
    struct texts texts = {.at = out};
    const struct practice *practice = entry->practice;
    put_event(&texts, entry->shown);
    if (practice && practice->winddown)
        put_event(&texts, practice->winddown);
    if (practice && practice->nextday)
        put_event(&texts, practice->nextday);
    if (entry->kind == WORKSHEET_BEGUN)
        put_sheet(&texts, entry);
    return texts.len;
}

void namer_name(const struct namer *namer, struct journal_text *texts, size_t len)
{
    if (namer->name)
        namer->name(namer->with, texts, len);
}

bool journal_matches(const struct entry *entry, const struct journal_ask *ask)
{
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    if (ask->needle.len == 0)
        return true;
    size_t len = journal_texts(entry, texts);
    namer_name(&ask->namer, texts, len);
    for (size_t i = 0; i < len; i++)
        if (fold_find(texts[i].words, ask->needle, NULL) != SIZE_MAX)
            return true;
    return false;
}

/* Walking */

static bool is_wanted(const struct journal_ask *ask, const struct entry *entry)
{
    bool moment = entry->kind == NOTE_WRITTEN && entry->shown->note.sort == NOTE_MOMENT;
    return (moment || !ask->only_moments) && journal_matches(entry, ask);
}

/* The page before this one ends where its own page would be full; near the top it is the newest page. */
static void look_newer(const struct state *state, const struct journal_ask *ask, size_t from, struct journal_page *out)
{
    size_t found = 0;
    for (size_t i = from; i < state->entries.len; i++) {
        const struct entry *entry = state->entries.at[i];
        if (!is_wanted(ask, entry))
            continue;
        out->has_newer = true;
        if (found++ == JOURNAL_PAGE_MAX) {
            out->newer = entry->id;
            return;
        }
    }
}

void journal_page(const struct state *state, const struct journal_ask *ask, struct journal_page *out)
{
    size_t from = stamp_is(ask->before) ? state_made_before(state, ask->before) : state->entries.len;
    *out = (struct journal_page){0};
    look_newer(state, ask, from, out);
    for (size_t i = from; i > 0; i--) {
        const struct entry *entry = state->entries.at[i - 1];
        if (!is_wanted(ask, entry))
            continue;
        if (out->len == JOURNAL_PAGE_MAX) {
            out->has_earlier = true;
            out->earlier = out->at[out->len - 1]->id;
            return;
        }
        out->at[out->len++] = entry;
    }
}

/* Deleting */

static bool is_under_way(const struct practice *practice)
{
    return practice->consent.phase != CONSENT_NONE && practice->consent.phase != CONSENT_CLOSED;
}

/* The one that is still open with this activity. */
static const struct practice *open_with(const struct state *state, struct stamp activity, struct arena scratch)
{
    struct buf id = buf_on(&scratch);
    buf_put_stamp(&id, activity);
    for (size_t i = 0; i < state->practices.len; i++) {
        const struct practice *practice = state->practices.at[i];
        if (is_under_way(practice) && str_eq(practice->planned->plan.activity, buf_str(&id)))
            return practice;
    }
    return NULL;
}

const struct practice *practice_stopped_by(const struct state *state, struct stamp telling)
{
    for (size_t i = 0; i < state->practices.len; i++) {
        const struct practice *practice = state->practices.at[i];
        if (practice->consent.why == WHY_LIMIT && practice->stopped_ms == stamp_ms(telling))
            return practice;
    }
    return NULL;
}

/* The practice that a telling of this limit stopped at the moment it was set. */
static const struct practice *stopped_by(const struct state *state, const struct entry *limit)
{
    const struct practice *practice = NULL;
    for (const struct version *v = limit->latest; v && !practice; v = v->before)
        practice = practice_stopped_by(state, v->event->at);
    return practice;
}

enum removal removal_check(const struct state *state, const struct entry *entry, struct arena scratch,
                           const struct practice **of)
{
    uint64_t *places;
    *of = entry->practice;
    if (state_places(state, entry->id, &scratch, &places) == 0)
        return REMOVAL_STILL_OPEN;
    *of = NULL;
    if (entry->kind == ACTIVITY_ADDED && (*of = open_with(state, entry->id, scratch)))
        return REMOVAL_STILL_OPEN;
    if (entry->kind == LIMIT_SET && (*of = stopped_by(state, entry)))
        return REMOVAL_HOLDS_A_STOP;
    return REMOVAL_MAY;
}

struct event removal_event(const struct state *state, const struct entry *entry, struct bytes over, int64_t now_ms,
                           struct arena *arena)
{
    struct score rest = state_rest(state, now_ms);
    bool may_hold_rest = entry->kind == ACTIVITY_ADDED || (entry->practice && entry->practice->stopped_ms);
    struct event event = {.kind = ITEM_REMOVED, .remove = {.item = entry->id, .over = over}};
    if (rest.said && may_hold_rest)
        event.remove.rest_level = rest;
    if (!over.len)
        event.remove.over = entry_tellings(entry, arena);
    return event;
}

bool removal_leaves_some(const struct entry *limit, const struct remove *remove)
{
    for (const struct version *v = limit->latest; v; v = v->before)
        if (!log_takes_away((struct stamp){0}, remove->over, v->event->at))
            return true;
    return false;
}
