/* pages/journal/entry.c - one entry in full, and how it was told before */
#include "core/course/journal.h"
#include "core/course/worksheet.h"
#include "pages/frame/gone.h"
#include "pages/journal/item.h"
#include "pages/journal/journal.h"
#include "pages/templates.h"
#include "pages/work/worksheet.h"

/* Words of one telling: those said, and details beside what was chosen. */
static void put_telling(struct visit *visit, struct rows *said, struct rows *facts, const struct event *event,
                        bool with_title)
{
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    size_t len = entry_texts_of(visit, event, texts);
    for (size_t i = 0; i < len; i++)
        if (texts[i].part == TEXT_SAID || (texts[i].part == TEXT_TITLE && with_title))
            rows_put(said, texts[i].label, texts[i].words);
    for (size_t i = 0; i < len; i++)
        if (texts[i].part == TEXT_DETAIL)
            rows_put(facts, texts[i].label, texts[i].words);
    entry_put_facts(facts, event);
}

/* The lines of a sheet as they count now: words, then what was chosen or told in numbers. */
static void put_sheet(struct visit *visit, struct rows *said, struct rows *facts, const struct entry *entry)
{
    const struct worksheet *sheet = worksheet_find(entry->shown->begun.worksheet);
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    size_t len = entry_texts(visit, entry, texts);
    for (size_t i = 0; i < len; i++)
        if (texts[i].part == TEXT_SAID)
            rows_put(said, texts[i].label, texts[i].words);
    for (size_t i = 0; sheet && i < sheet->fields_len; i++) {
        const struct event *line = sheet_said(entry, sheet->fields[i].key);
        if (line)
            entry_put_line(facts, &sheet->fields[i], field_words_of(visit->words, sheet, &sheet->fields[i]),
                           &line->said);
    }
}

static struct entry_tellings whole(struct visit *visit, const struct entry *entry)
{
    struct rows said = rows_on(visit->words, visit->arena), facts = rows_on(visit->words, visit->arena);
    const struct practice *practice = entry->practice;
    struct entry_told *told = ARENA_NEW(visit->arena, struct entry_told);
    if (entry->kind == WORKSHEET_BEGUN)
        put_sheet(visit, &said, &facts, entry);
    else
        put_telling(visit, &said, &facts, entry->shown, false);
    if (practice && practice->winddown)
        put_telling(visit, &said, &facts, practice->winddown, false);
    if (practice && practice->nextday)
        put_telling(visit, &said, &facts, practice->nextday, false);
    *told = (struct entry_told){.said = rows_done(&said), .facts = rows_done(&facts)};
    return (struct entry_tellings){told, 1};
}

/* The question that a line of a sheet answers, and what was chosen there. */
static struct str line_told(struct visit *visit, struct rows *facts, const struct event *event)
{
    const struct entry *entry = state_entry(visit->state, event->said.sheet);
    const struct worksheet *sheet = entry ? worksheet_find(entry->shown->begun.worksheet) : NULL;
    const struct worksheet_field *field = sheet ? worksheet_field(sheet, event->said.field) : NULL;
    if (!field)
        return event->said.field;
    const struct field_words *words = field_words_of(visit->words, sheet, field);
    entry_put_line(facts, field, words, &event->said);
    return words->ask;
}

static struct entry_told telling(struct visit *visit, const struct event *event)
{
    struct rows said = rows_on(visit->words, visit->arena), facts = rows_on(visit->words, visit->arena);
    struct str what = words_of(visit->words, EVENT_KEYS, event->kind);
    put_telling(visit, &said, &facts, event, true);
    if (event->kind == PRACTICE_STEPPED)
        what = words_of(visit->words, CONSENT_INPUT_KEYS, event->step.step);
    if (event->kind == CHECKIN_ADDED)
        what = words_of(visit->words, WEATHER_KEYS, event->checkin.weather);
    if (event->kind == NOTE_WRITTEN || event->kind == LIMIT_SET || event->kind == ACTIVITY_ADDED ||
        event->kind == MEASURE_IMPORTED || event->kind == MEASURE_SAID)
        what = S("");
    if (event->kind == WORKSHEET_SAID)
        what = line_told(visit, &facts, event);
    return (struct entry_told){
        .when = visit_when_kept(visit, event),
        .what = what,
        .said = rows_done(&said),
        .facts = rows_done(&facts),
    };
}

/* Of a sheet, the lines that others took the place of, and each reason for a change. */
static bool is_earlier(const struct entry *entry, const struct event *event)
{
    if (event->kind == WORKSHEET_SAID)
        return sheet_said(entry, event->said.field) != event || str_eq(event->said.field, S("why"));
    return event != entry->shown;
}

/* Every telling before the one that counts; of a practice every step, since none takes another's place. */
static struct entry_tellings versions(struct visit *visit, const struct entry *entry)
{
    size_t len = 0;
    for (const struct version *v = entry->latest; v; v = v->before)
        len += entry->practice || is_earlier(entry, v->event);
    struct entry_told *at = ARENA_MANY(visit->arena, struct entry_told, len + 1);
    size_t i = 0;
    for (const struct version *v = entry->latest; v; v = v->before)
        if (entry->practice || is_earlier(entry, v->event))
            at[i++] = telling(visit, v->event);
    return (struct entry_tellings){at, len};
}

/* A card of chosen sentences can be printed. */
static void fill_also_plain(const struct entry *entry, struct entry_view *view, struct arena *arena)
{
    if (entry->kind == NOTE_WRITTEN && entry->shown->note.sort == NOTE_CHOSEN) {
        view->also = STR_JOIN(arena, S("journal/"), view->id, S("/print"));
        view->also_words = S("To print");
    }
}

/* What else of a practice may be said or looked at. */
static void fill_also(struct visit *visit, const struct practice *practice, struct entry_view *view)
{
    if (consent_is_open(&practice->consent)) {
        view->also = S("practice/now");
        view->also_words = S("It is still open: open it");
    } else if (practice->consent.begun_ms && !practice->winddown) {
        view->also = STR_JOIN(visit->arena, S("practice/"), view->id, S("/wind-down"));
        view->also_words = S("Its wind-down");
    } else if (practice->nextday) {
        view->also = STR_JOIN(visit->arena, S("practice/"), view->id, S("/next-day"));
        view->also_words = S("Edit the day after");
    }
}

static void fill_also_measure(struct visit *visit, const struct entry *entry, struct entry_view *view)
{
    bool said = entry->kind == MEASURE_SAID;
    view->also = STR_JOIN(visit->arena, said ? S("measures/said/") : S("measures/"), view->id);
    view->also_words = said ? S("What the answers say") : S("Fill it in");
}

/* Where a note belongs to, if it is somewhere to go. */
static void fill_belongs(struct visit *visit, struct str about, struct entry_view *view)
{
    if (str_starts(about, S("lesson/"))) {
        view->also = STR_JOIN(visit->arena, S("learn/"), str_after(about, 7));
        view->also_words = S("Go to the lesson");
    } else if (str_starts(about, S("word/"))) {
        view->also = STR_JOIN(visit->arena, S("learn/words/"), str_after(about, 5));
        view->also_words = S("Go to the word");
    }
}

void journal_entry_get(struct visit *visit)
{
    const struct entry *entry = visit_entry(visit, EVENT_NONE);
    if (!entry)
        return;
    const struct event *made = entry_made(entry);
    struct str title = entry_title(visit, entry->shown), kind = entry_kind_words(visit->words, entry->shown);
    struct entry_view view = {
        .id = visit->parts[0],
        .title = title.len ? title : kind,
        .eyebrow = visit_when_kept(visit, made),
        .how = entry->practice ? entry_how(visit, entry) : S(""),
        .notice = journal_notice(visit),
        .skies = entry_sky(visit, entry->shown),
        .media = entry_media(visit, entry),
        .whole = whole(visit, entry),
        .versions = versions(visit, entry),
        .versions_words = entry->practice ? S("Step by step") : S("How it was before"),
        .edit = entry_edit_path(visit, entry),
    };
    if (title.len)
        view.eyebrow = STR_JOIN(visit->arena, kind, S(" · "), view.eyebrow);
    if (entry->kind == NOTE_WRITTEN)
        view.take = take_form(visit, STR_JOIN(visit->arena, S("note/"), view.id), 1);
    if (entry->practice)
        fill_also(visit, entry->practice, &view);
    if (entry->kind == MEASURE_IMPORTED || entry->kind == MEASURE_SAID)
        fill_also_measure(visit, entry, &view);
    if (!entry->practice)
        fill_also_plain(entry, &view, visit->arena);
    if (entry->kind == NOTE_WRITTEN)
        fill_belongs(visit, entry->shown->note.about, &view);
    visit_frame(visit, S("An entry"), S("journal"));
    view.frame = visit->frame;
    page_entry(&visit->out, &view);
}
