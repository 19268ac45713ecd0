/* pages/journal/item.c - what an entry of each kind is called, says besides its words, and where it is changed */
#include "pages/journal/item.h"

#include "core/course/body.h"
#include "core/course/worksheet.h"
#include "pages/frame/words.h"
#include "pages/limits/limits.h"
#include "pages/media/media.h"
#include "pages/work/worksheet.h"

enum { SHOWN_BYTES = 700 };

/* What an entry is called */

struct str entry_kind_words(const struct words *words, const struct event *event)
{
    if (event->kind == MEDIA_BEGUN)
        return words_of(words, MEDIA_KEYS, event->media.sort);
    return event->kind == NOTE_WRITTEN ? words_of(words, NOTE_KEYS, event->note.sort)
                                       : words_of(words, EVENT_KEYS, event->kind);
}

static struct str title_of_checkin(struct visit *visit, const struct event *shown)
{
    return words_of(visit->words, WEATHER_KEYS, shown->checkin.weather);
}

static struct str title_of_limit(struct visit *visit, const struct event *shown)
{
    return limit_title(visit, &shown->limit);
}

static struct str title_of_own(struct visit *visit, const struct event *shown)
{
    (void)visit;
    return shown->own.name;
}

static struct str title_of_plan(struct visit *visit, const struct event *shown)
{
    (void)visit;
    return shown->plan.name;
}

static struct str title_of_media(struct visit *visit, const struct event *shown)
{
    (void)visit;
    return shown->media.name;
}

static struct str title_of_sheet(struct visit *visit, const struct event *shown)
{
    (void)visit;
    const struct worksheet *sheet = worksheet_find(shown->begun.worksheet);
    return sheet ? sheet_words_of(visit->words, sheet)->title : shown->begun.worksheet;
}

static struct str title_of_measure(struct visit *visit, const struct event *shown)
{
    (void)visit;
    return shown->measure.name;
}

static struct str title_of_measured(struct visit *visit, const struct event *shown)
{
    return words_of(visit->words, MEASURE_KEYS, shown->measured.which);
}

struct skies entry_sky(struct visit *visit, const struct event *shown)
{
    if (shown->kind != CHECKIN_ADDED || !shown->checkin.weather)
        return (struct skies){0};
    struct sky *sky = ARENA_NEW(visit->arena, struct sky);
    *sky = sky_of(visit->words, shown->checkin.weather);
    return (struct skies){sky, 1};
}

struct kit_items entry_media(struct visit *visit, const struct entry *entry)
{
    if (entry->kind != MEDIA_BEGUN)
        return (struct kit_items){0};
    struct kit_item *item = ARENA_NEW(visit->arena, struct kit_item);
    *item = kit_item_of(visit, entry);
    return (struct kit_items){item, 1};
}

/* How a practice ended */

/* Where it stands by now; time may have stopped it since its last event. */
static struct consent consent_by_now(const struct visit *visit, const struct practice *practice)
{
    struct consent now = practice->consent;
    if (now.phase != CONSENT_NONE)
        consent_at(&now, visit->now_ms);
    return now;
}

static struct str stop_words(struct visit *visit, const struct consent *now)
{
    if (!now->begun_ms)
        return S("You left it before it began. That is a choice too.");
    if (now->why == WHY_STOP_ASKED || now->why == WHY_NO)
        return S("You stopped. That is the skill.");
    return STR_JOIN(visit->arena, S("It stopped there. "), words_of(visit->words, CONSENT_WHY_KEYS, now->why));
}

static struct str how_it_ended(struct visit *visit, const struct practice *practice)
{
    struct consent now = consent_by_now(visit, practice);
    if (now.phase == CONSENT_NONE && !practice->rung)
        return S(""); /* its activity was deleted, and with it what could be told of this */
    if (now.phase == CONSENT_NONE)
        return S("It was not open then, so it did not begin.");
    if (consent_is_open(&now))
        return S("Still open.");
    if (now.stopped_ms || !now.begun_ms)
        return stop_words(visit, &now);
    return now.why == WHY_TIME_OVER ? S("You stayed until the time you planned was up.")
                                    : words_of(visit->words, CONSENT_WHY_KEYS, now.why);
}

struct str entry_how(struct visit *visit, const struct entry *entry)
{
    if (entry->practice)
        return how_it_ended(visit, entry->practice);
    return entry->kind == LIMIT_SET ? words_of(visit->words, STANCE_KEYS, entry->shown->limit.stance) : S("");
}

/* What it says */

size_t entry_texts_of(struct visit *visit, const struct event *event, struct journal_text out[JOURNAL_TEXTS_MAX])
{
    size_t len = journal_texts_of(event, out);
    texts_name(visit->words, out, len);
    return len;
}

size_t entry_texts(struct visit *visit, const struct entry *entry, struct journal_text out[JOURNAL_TEXTS_MAX])
{
    size_t len = journal_texts(entry, out);
    texts_name(visit->words, out, len);
    return len;
}

struct diary_line entry_line_shown(const struct journal_text *text)
{
    struct str first = str_first_whole(text->words, SHOWN_BYTES);
    bool cut = first.len < text->words.len;
    size_t len = first.len;
    while (cut && len > SHOWN_BYTES / 2 && first.at[len - 1] != ' ' && first.at[len - 1] != '\n')
        len--;
    if (cut && len > SHOWN_BYTES / 2)
        first = str_first(first, len);
    return (struct diary_line){.label = text->label, .before = str_trim(first), .goes_on = cut};
}

static void put_score(struct rows *rows, struct str label, struct score score, unsigned max)
{
    if (score.said)
        rows_put(rows, label, words_n_of(rows->arena, score.is, max));
}

static void put_minutes(struct rows *rows, struct str label, unsigned minutes)
{
    if (minutes)
        rows_put(rows, label, minutes_words(rows->arena, minutes));
}

static void put_checkin(struct rows *rows, const struct event *event)
{
    const struct checkin *checkin = &event->checkin;
    rows_put(rows, S("Something with touch or closeness"),
             words_of(rows->words, WILLINGNESS_KEYS, checkin->willingness));
    put_score(rows, S("How distressed"), checkin->distress, 100);
    put_score(rows, S("How present"), checkin->presence, 10);
    rows_put(rows, S("What the body did"),
             set_in_words(rows->arena, words_in(rows->words, SENSATION_KEYS), checkin->body));
    rows_put(rows, S("Where on me"), set_in_words(rows->arena, words_in(rows->words, AREA_KEYS), checkin->areas));
    put_score(rows, S("Sleep"), checkin->sleep, 10);
    put_score(rows, S("Stress"), checkin->stress, 10);
}

static void put_limit(struct rows *rows, const struct event *event)
{
    const struct limit *limit = &event->limit;
    rows_put(rows, S("Where I stand"), words_of(rows->words, STANCE_KEYS, limit->stance));
    rows_put(rows, S("What it is"), words_of(rows->words, TAG_KEYS, limit->tag));
    rows_put(rows, S("Where on me"), set_in_words(rows->arena, words_in(rows->words, AREA_KEYS), limit->areas));
    rows_put(rows, S("When it counts"), words_of(rows->words, COMPANY_KEYS, limit->company));
}

static void put_body(struct rows *rows, const struct event *event)
{
    const struct body *body = &event->body;
    struct word_list feelings = words_in(rows->words, FEELING_KEYS), spots = words_in(rows->words, SPOT_KEYS);
    for (size_t i = 0; i < feelings.len; i++)
        rows_put(rows, feelings.at[i].words,
                 set_in_words(rows->arena, spots, body_spots(body, (enum feeling)feelings.at[i].number)));
}

static void put_own(struct rows *rows, const struct event *event)
{
    const struct own *own = &event->own;
    rows_put(rows, S("Sense"), words_of(rows->words, DIMENSION_KEYS, own->dimension));
    rows_put(rows, S("Company"), words_of(rows->words, COMPANY_KEYS, own->company));
    put_minutes(rows, S("Time"), own->minutes);
    rows_put(rows, S("What in it could be hard"),
             set_in_words(rows->arena, words_in(rows->words, TAG_KEYS), own->tags));
    rows_put(rows, S("Where on me"), set_in_words(rows->arena, words_in(rows->words, AREA_KEYS), own->areas));
}

static void put_gate(struct rows *rows, const struct event *event)
{
    const struct gate *gate = &event->gate;
    put_score(rows, S("How distressed"), gate->distress, 100);
    put_score(rows, S("How present"), gate->presence, 10);
    rows_put(rows, S("Did I want to?"), words_of(rows->words, WILLINGNESS_KEYS, gate->willingness));
    rows_put(rows, S("A clear head"), gate->sober ? S("Yes") : S("Left open"));
    rows_put(rows, S("No new or worse pain"), gate->no_pain ? S("Yes") : S("Left open"));
    rows_put(rows, S("Safe enough"), gate->safe ? S("Yes") : S("Left open"));
    if (gate->able == ABLE_NOT_ASKED)
        rows_put(rows, S("Freezing, numbness or going along"), gate->far ? S("Yes") : S(""));
    else
        rows_put(rows, S("Able to feel, move and say no"), gate->able == ABLE_YES ? S("Yes") : S("Left open"));
}

static void put_winddown(struct rows *rows, const struct event *event)
{
    const struct winddown *winddown = &event->winddown;
    put_score(rows, S("The hardest moment"), winddown->peak, 100);
    put_score(rows, S("How present"), winddown->presence, 10);
    put_score(rows, S("How pleasant"), winddown->pleasant, 10);
    rows_put(rows, S("Did I want to, all along?"), words_of(rows->words, WILLINGNESS_KEYS, winddown->willingness));
}

static struct str day_words(unsigned said, bool more_or_less)
{
    static const struct str EASE[] = {
        {0}, S_INIT("Harder than usual"), S_INIT("As usual"), S_INIT("Easier than usual")};
    static const struct str MORE[] = {{0}, S_INIT("More than usual"), S_INIT("As usual"), S_INIT("Less than usual")};
    return more_or_less ? MORE[said % 4] : EASE[said % 4];
}

static void put_nextday(struct rows *rows, const struct event *event)
{
    const struct nextday *nextday = &event->nextday;
    rows_put(rows, S("Sleep, the day after"), day_words(nextday->sleep, false));
    rows_put(rows, S("Mood, the day after"), day_words(nextday->mood, false));
    rows_put(rows, S("Shame, the day after"), day_words(nextday->shame, true));
    rows_put(rows, S("Memories coming by themselves"), day_words(nextday->memories, true));
}

void entry_put_line(struct rows *rows, const struct worksheet_field *field, const struct field_words *words,
                    const struct said *said)
{
    put_score(rows, words->ask, said->score, field->kind == FIELD_TEN ? 10 : 100);
    rows_put(rows, words->ask, set_in_words(rows->arena, worksheet_choices(words, rows->arena), said->choices));
}

static void put_plan(struct rows *rows, const struct event *event)
{
    put_minutes(rows, S("Planned time"), event->plan.minutes);
}

/*
 * What a kind of event is called in the diary, what it says besides its words, and between which two pieces of an
 * address its name stands where it is changed.  NULL or empty: it has none.
 */
static const struct item_row {
    enum event_kind kind;
    struct str (*title)(struct visit *visit, const struct event *shown);
    void (*facts)(struct rows *rows, const struct event *event);
    struct str before, after;
} ITEMS[] = {
    /* clang-format off */
    /* kind             title              facts         is changed at */
    {CHECKIN_ADDED,     title_of_checkin,  put_checkin,  S_INIT("checkin/"),       S_INIT("")},
    {LIMIT_SET,         title_of_limit,    put_limit,    S_INIT("limits/"),        S_INIT("")},
    {ACTIVITY_ADDED,    title_of_own,      put_own,      S_INIT("practice/own/"),  S_INIT("")},
    {BODY_MARKED,       NULL,              put_body,     S_INIT("body/"),          S_INIT("")},
    {WORKSHEET_BEGUN,   title_of_sheet,    NULL,         S_INIT("work/"),          S_INIT("")},
    {MEASURE_IMPORTED,  title_of_measure,  NULL,         S_INIT("measures/"),      S_INIT("/name")},
    {MEASURE_SAID,      title_of_measured, NULL,         S_INIT("measures/said/"), S_INIT("/edit")},
    {MEDIA_BEGUN,       title_of_media,    NULL,         S_INIT("media/"),         S_INIT("/edit")},
    {PRACTICE_PLANNED,  title_of_plan,     put_plan,     S_INIT("journal/"),       S_INIT("/edit")},
    {PRACTICE_CHECKED,  NULL,              put_gate,     S_INIT(""),               S_INIT("")},
    {WIND_DOWN_SAID,    NULL,              put_winddown, S_INIT(""),               S_INIT("")},
    {NEXT_DAY_SAID,     NULL,              put_nextday,  S_INIT(""),               S_INIT("")},
    {NOTE_WRITTEN,      NULL,              NULL,         S_INIT("journal/"),       S_INIT("/edit")},
    /* clang-format on */
};

static const struct item_row *row_of(enum event_kind kind)
{
    static const struct item_row NONE = {0};
    for (size_t i = 0; i < sizeof ITEMS / sizeof *ITEMS; i++)
        if (ITEMS[i].kind == kind)
            return &ITEMS[i];
    return &NONE;
}

struct str entry_title(struct visit *visit, const struct event *shown)
{
    const struct item_row *row = row_of(shown->kind);
    return row->title ? row->title(visit, shown) : S("");
}

void entry_put_facts(struct rows *rows, const struct event *event)
{
    const struct item_row *row = row_of(event->kind);
    if (row->facts)
        row->facts(rows, event);
}

/* Of a practice only its wind-down can be said otherwise, and a sheet only while attune still has its questions. */
static bool may_be_changed(const struct entry *entry)
{
    if (entry->practice)
        return entry->practice->winddown != NULL;
    return entry->kind != WORKSHEET_BEGUN || worksheet_find(entry->shown->begun.worksheet) != NULL;
}

struct str entry_edit_path(struct visit *visit, const struct entry *entry)
{
    const struct item_row *row = row_of(entry->kind);
    struct str id = visit_stamp(visit, entry->id);
    if (!row->before.len || !may_be_changed(entry))
        return S("");
    if (entry->kind == WORKSHEET_BEGUN)
        id = STR_JOIN(visit->arena, entry->shown->begun.worksheet, S("/"), id);
    return STR_JOIN(visit->arena, row->before, id, row->after);
}
