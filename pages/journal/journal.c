/* pages/journal/journal.c - the diary page by page, one entry in full, writing, rewording and deleting */
#include "pages/journal/journal.h"

#include "core/course/body.h"
#include "core/course/journal.h"
#include "core/course/worksheet.h"
#include "pages/frame/words.h"
#include "pages/journal/draft.h"
#include "pages/journal/views.h"
#include "pages/limits/limits.h"
#include "pages/media/media.h"
#include "pages/practice/practice.h"
#include "pages/templates.h"
#include "pages/work/work.h"

enum { SHOWN_BYTES = 700, FOUND_BEFORE_BYTES = 60, FOUND_BYTES = 240 };

/* What an entry is called */

static bool is_moment(const struct event *event)
{
    return event->kind == NOTE_WRITTEN && event->note.sort == NOTE_MOMENT;
}

static struct str kind_words(const struct event *event)
{
    if (event->kind == MEDIA_BEGUN)
        return words_of(MEDIA_WORDS, event->media.sort);
    return event->kind == NOTE_WRITTEN ? words_of(NOTE_WORDS, event->note.sort) : event_words(event->kind);
}

/* "Monday evening, 23 November 2026" as the day of a heading and the part of it beside an entry. */
static void cut_when(struct visit *visit, const struct event *made, struct str *day, struct str *part)
{
    struct str rest, date;
    str_cut(visit_when_kept(visit, made), ' ', day, &rest);
    str_cut(rest, ',', part, &date);
    *day = STR_JOIN(visit->arena, *day, S(","), date);
}

static struct str entry_title(struct visit *visit, const struct event *shown)
{
    if (shown->kind == CHECKIN_ADDED)
        return words_of(WEATHER_WORDS, shown->checkin.weather);
    if (shown->kind == LIMIT_SET)
        return limit_title(visit->arena, &shown->limit);
    if (shown->kind == ACTIVITY_ADDED)
        return shown->own.name;
    if (shown->kind == WORKSHEET_BEGUN) {
        const struct worksheet *sheet = worksheet_find(shown->begun.worksheet);
        return sheet ? sheet->title : shown->begun.worksheet;
    }
    if (shown->kind == MEASURE_IMPORTED)
        return shown->measure.name;
    if (shown->kind == MEASURE_SAID)
        return words_of(MEASURE_WORDS, shown->measured.which);
    if (shown->kind == MEDIA_BEGUN)
        return shown->media.name;
    return shown->kind == PRACTICE_PLANNED ? shown->plan.name : S("");
}

static struct skies sky_of_entry(struct visit *visit, const struct event *shown)
{
    if (shown->kind != CHECKIN_ADDED || !shown->checkin.weather)
        return (struct skies){0};
    struct sky *sky = ARENA_NEW(visit->arena, struct sky);
    *sky = sky_of(shown->checkin.weather);
    return (struct skies){sky, 1};
}

static struct kit_items media_of(struct visit *visit, const struct entry *entry)
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
    return STR_JOIN(visit->arena, S("It stopped there. "), consent_why_words(now->why));
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
    return now.why == WHY_TIME_OVER ? S("You stayed until the time you planned was up.") : consent_why_words(now.why);
}

static struct str how(struct visit *visit, const struct entry *entry)
{
    if (entry->practice)
        return how_it_ended(visit, entry->practice);
    return entry->kind == LIMIT_SET ? words_of(STANCE_WORDS, entry->shown->limit.stance) : S("");
}

/* The diary */

/* The start of a long text, cut after a whole word where there is one. */
static struct diary_line line_shown(const struct journal_text *text)
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

/* The last whole characters of s, about n bytes. */
static struct str last_whole(struct str s, size_t n)
{
    if (s.len <= n)
        return s;
    return str_after(s, str_first_whole(s, s.len - n).len);
}

/* The line that holds a hit, with what stands around it. */
static struct diary_line line_found(const struct journal_text *text, size_t at, size_t len)
{
    struct str before = str_first(text->words, at), after = str_after(text->words, at + len), rest;
    for (size_t i = before.len; i > 0; i--)
        if (before.at[i - 1] == '\n') {
            before = str_after(before, i);
            break;
        }
    str_cut(after, '\n', &after, &rest);
    struct str more = str_first_whole(after, FOUND_BYTES);
    return (struct diary_line){
        .label = text->label,
        .before = last_whole(before, FOUND_BEFORE_BYTES),
        .hit = str_first(str_after(text->words, at), len),
        .after = more,
        .goes_on = rest.len > 0 || more.len < after.len,
    };
}

static void fill_lines(struct visit *visit, const struct entry *entry, struct str needle, struct diary_item *item)
{
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    size_t len = journal_texts(entry, texts);
    struct diary_line *at = ARENA_MANY(visit->arena, struct diary_line, len + 1);
    item->lines.at = at;
    for (size_t i = 0; i < len; i++) {
        size_t found = needle.len ? str_find_folded(texts[i].words, needle) : SIZE_MAX;
        if (found != SIZE_MAX && texts[i].part != TEXT_TITLE)
            at[item->lines.len++] = line_found(&texts[i], found, needle.len);
        else if (!needle.len && texts[i].part == TEXT_SAID)
            at[item->lines.len++] = line_shown(&texts[i]);
    }
}

static struct diary_item item_of(struct visit *visit, const struct entry *entry, struct str part, struct str needle)
{
    struct diary_item item = {
        .id = visit_stamp(visit, entry->id),
        .title = entry_title(visit, entry->shown),
        .how = how(visit, entry),
        .name = STR_JOIN(visit->arena, kind_words(entry->shown), S(", "), part),
        .skies = sky_of_entry(visit, entry->shown),
        .media = media_of(visit, entry),
    };
    fill_lines(visit, entry, needle, &item);
    return item;
}

/* What is looked for never stands in an address: the browser would keep it (doc/threat-model.md). */
static struct str page_query(struct visit *visit, struct str needle, struct stamp before)
{
    struct buf b = buf_on(visit->arena);
    buf_put(&b, needle.len ? S("search=on") : S(""));
    if (stamp_is(before)) {
        buf_put(&b, needle.len ? S("&before=") : S("before="));
        buf_put_stamp(&b, before);
    }
    return buf_str(&b);
}

/* Entries grouped by the day of the person who made them, wherever they were. */
static struct diary diary_of(struct visit *visit, const struct journal_page *page, struct str needle)
{
    struct diary_day *days = ARENA_MANY(visit->arena, struct diary_day, JOURNAL_PAGE_MAX);
    struct diary_item *items = ARENA_MANY(visit->arena, struct diary_item, JOURNAL_PAGE_MAX);
    size_t len = 0;
    for (size_t i = 0; i < page->len; i++) {
        struct str day, part;
        cut_when(visit, entry_made(page->at[i]), &day, &part);
        if (len == 0 || !str_eq(days[len - 1].title, day)) {
            days[len].title = day;
            days[len++].items.at = items + i;
        }
        items[i] = item_of(visit, page->at[i], part, needle);
        days[len - 1].items.len++;
    }
    return (struct diary){
        .days = {days, len},
        .has_newer = page->has_newer,
        .has_earlier = page->has_earlier,
        .newer = page_query(visit, needle, page->newer),
        .earlier = page_query(visit, needle, page->earlier),
    };
}

static struct diary diary_asked(struct visit *visit, bool only_moments, struct str needle)
{
    struct journal_ask ask = {.needle = needle, .only_moments = only_moments};
    struct journal_page page;
    if (!stamp_from_text(form_get(&visit->query, S("before")), &ask.before))
        ask.before = (struct stamp){0};
    journal_page(visit->state, &ask, &page);
    return diary_of(visit, &page, needle);
}

static struct str notice_words(struct visit *visit)
{
    if (form_has(&visit->query, S("saved")))
        return S("Saved. Only you can see it.");
    if (form_has(&visit->query, S("deleted")))
        return S("Deleted. Its words are gone from attune’s own storage.");
    return S("");
}

void journal_get(struct visit *visit)
{
    struct str needle = form_has(&visit->query, S("search")) ? visit->search : S("");
    struct diary diary = diary_asked(visit, false, needle);
    visit_frame(visit, S("Journal"), S("journal"));
    page_journal(&visit->out, &(struct journal_view){
                                  .frame = visit->frame,
                                  .parts = parts_of(visit->arena, S("journal")),
                                  .needle = needle,
                                  .notice = notice_words(visit),
                                  .diary = diary,
                                  .any = diary.days.len > 0,
                                  .searching = needle.len > 0,
                              });
}

void journal_search_post(struct visit *visit)
{
    visit->search = str_first_whole(str_trim(form_get(&visit->form, S("q"))), SEARCH_MAX);
    visit_go(visit, visit->search.len ? S("/journal?search=on") : S("/journal"));
}

/* Noticed moments */

static void show_moments(struct visit *visit, struct str words, struct str problem)
{
    struct diary diary = diary_asked(visit, true, S(""));
    visit_frame(visit, S("Noticed moments"), S("journal"));
    page_moments(&visit->out, &(struct moments_view){
                                  .frame = visit->frame,
                                  .lead = fixed_text(S("moments-lead"))->body,
                                  .words = words,
                                  .problem = problem,
                                  .notice = notice_words(visit),
                                  .diary = diary,
                                  .any = diary.days.len > 0,
                              });
}

void moments_get(struct visit *visit)
{
    show_moments(visit, visit->typed ? form_get(&visit->form, S("words")) : S(""), S(""));
}

void moments_post(struct visit *visit)
{
    struct event event;
    struct str problem = note_decide(&visit->form, NOTE_MOMENT, (struct stamp){0}, &event);
    if (problem.len) {
        show_moments(visit, form_get(&visit->form, S("words")), problem);
        return;
    }
    visit_keep(visit, event);
    visit_go(visit, S("/moments?saved=1"));
}

/* Writing a note */

static void show_new(struct visit *visit, struct str words, struct str problem)
{
    visit_frame(visit, S("Write"), S("journal"));
    page_note(&visit->out, &(struct note_view){
                               .frame = visit->frame,
                               .lead = fixed_text(S("journal-lead"))->body,
                               .title = S("Write"),
                               .problem = problem,
                               .at = S("journal/new"),
                               .back = S("journal"),
                               .words = words,
                           });
}

void journal_new_get(struct visit *visit)
{
    show_new(visit, visit->typed ? form_get(&visit->form, S("words")) : S(""), S(""));
}

void journal_new_post(struct visit *visit)
{
    struct event event;
    struct str problem = note_decide(&visit->form, NOTE_JOURNAL, (struct stamp){0}, &event);
    if (problem.len) {
        show_new(visit, form_get(&visit->form, S("words")), problem);
        return;
    }
    visit_keep(visit, event);
    visit_go(visit, S("/journal?saved=1"));
}

/* One entry in full */

static const struct entry *find(const struct visit *visit)
{
    struct stamp id;
    return stamp_from_text(visit->parts[0], &id) ? state_entry(visit->state, id) : NULL;
}

struct rows {
    struct arena *arena;
    struct entry_row *at;
    size_t len;
};

enum { ROWS_MAX = 40 };

static struct rows rows_on(struct arena *arena)
{
    return (struct rows){.arena = arena, .at = ARENA_MANY(arena, struct entry_row, ROWS_MAX)};
}

static void put_row(struct rows *rows, struct str label, struct str words)
{
    if (words.len == 0)
        return;
    ASSERT(rows->len < ROWS_MAX);
    rows->at[rows->len++] = (struct entry_row){label, words};
}

static void put_score(struct rows *rows, struct str label, struct score score, unsigned max)
{
    struct buf b = buf_on(rows->arena);
    if (!score.said)
        return;
    buf_put_u64(&b, score.is);
    buf_put(&b, S(" of "));
    buf_put_u64(&b, max);
    put_row(rows, label, buf_str(&b));
}

static void put_minutes(struct rows *rows, struct str label, unsigned minutes)
{
    struct buf b = buf_on(rows->arena);
    if (!minutes)
        return;
    buf_put_u64(&b, minutes);
    buf_put(&b, minutes == 1 ? S(" minute") : S(" minutes"));
    put_row(rows, label, buf_str(&b));
}

static void put_checkin(struct rows *rows, const struct checkin *checkin)
{
    put_row(rows, S("Something with touch or closeness"), words_of(WILLINGNESS_WORDS, checkin->willingness));
    put_score(rows, S("How distressed"), checkin->distress, 100);
    put_score(rows, S("How present"), checkin->presence, 10);
    put_row(rows, S("What the body did"), set_in_words(rows->arena, SENSATION_WORDS, checkin->body));
    put_row(rows, S("Where on me"), set_in_words(rows->arena, AREA_WORDS, checkin->areas));
    put_score(rows, S("Sleep"), checkin->sleep, 10);
    put_score(rows, S("Stress"), checkin->stress, 10);
}

static void put_limit(struct rows *rows, const struct limit *limit)
{
    put_row(rows, S("Where I stand"), words_of(STANCE_WORDS, limit->stance));
    put_row(rows, S("What it is"), words_of(TAG_WORDS, limit->tag));
    put_row(rows, S("Where on me"), set_in_words(rows->arena, AREA_WORDS, limit->areas));
    put_row(rows, S("When it counts"), words_of(COMPANY_WORDS, limit->company));
}

static void put_body(struct rows *rows, const struct body *body)
{
    for (size_t i = 0; i < FEELING_WORDS.len; i++)
        put_row(rows, FEELING_WORDS.at[i].words,
                set_in_words(rows->arena, SPOT_WORDS, body_spots(body, (enum feeling)FEELING_WORDS.at[i].number)));
}

static void put_own(struct rows *rows, const struct own *own)
{
    put_row(rows, S("Sense"), words_of(DIMENSION_WORDS, own->dimension));
    put_row(rows, S("Company"), words_of(COMPANY_WORDS, own->company));
    put_minutes(rows, S("Time"), own->minutes);
    put_row(rows, S("What in it could be hard"), set_in_words(rows->arena, TAG_WORDS, own->tags));
    put_row(rows, S("Where on me"), set_in_words(rows->arena, AREA_WORDS, own->areas));
}

static void put_gate(struct rows *rows, const struct gate *gate)
{
    put_score(rows, S("How distressed"), gate->distress, 100);
    put_score(rows, S("How present"), gate->presence, 10);
    put_row(rows, S("Did I want to?"), words_of(WILLINGNESS_WORDS, gate->willingness));
    put_row(rows, S("A clear head"), gate->sober ? S("Yes") : S("Left open"));
    put_row(rows, S("No new or worse pain"), gate->no_pain ? S("Yes") : S("Left open"));
    put_row(rows, S("Safe enough"), gate->safe ? S("Yes") : S("Left open"));
    if (gate->able == ABLE_NOT_ASKED)
        put_row(rows, S("Freezing, numbness or going along"), gate->far ? S("Yes") : S(""));
    else
        put_row(rows, S("Able to feel, move and say no"), gate->able == ABLE_YES ? S("Yes") : S("Left open"));
}

static void put_winddown(struct rows *rows, const struct winddown *winddown)
{
    put_score(rows, S("The hardest moment"), winddown->peak, 100);
    put_score(rows, S("How present"), winddown->presence, 10);
    put_score(rows, S("How pleasant"), winddown->pleasant, 10);
    put_row(rows, S("Did I want to, all along?"), words_of(WILLINGNESS_WORDS, winddown->willingness));
}

static struct str day_words(unsigned said, bool more_or_less)
{
    static const struct str EASE[] = {
        {0}, S_INIT("Harder than usual"), S_INIT("As usual"), S_INIT("Easier than usual")};
    static const struct str MORE[] = {{0}, S_INIT("More than usual"), S_INIT("As usual"), S_INIT("Less than usual")};
    return more_or_less ? MORE[said % 4] : EASE[said % 4];
}

static void put_nextday(struct rows *rows, const struct nextday *nextday)
{
    put_row(rows, S("Sleep, the day after"), day_words(nextday->sleep, false));
    put_row(rows, S("Mood, the day after"), day_words(nextday->mood, false));
    put_row(rows, S("Shame, the day after"), day_words(nextday->shame, true));
    put_row(rows, S("Memories coming by themselves"), day_words(nextday->memories, true));
}

static void put_line(struct rows *rows, const struct worksheet_field *field, const struct said *said)
{
    put_score(rows, field->ask, said->score, field->kind == FIELD_TEN ? 10 : 100);
    put_row(rows, field->ask, set_in_words(rows->arena, worksheet_choices(field, rows->arena), said->choices));
}

/* What one event says besides its words. */
static void put_facts(struct rows *rows, const struct event *event)
{
    if (event->kind == CHECKIN_ADDED)
        put_checkin(rows, &event->checkin);
    if (event->kind == LIMIT_SET)
        put_limit(rows, &event->limit);
    if (event->kind == BODY_MARKED)
        put_body(rows, &event->body);
    if (event->kind == ACTIVITY_ADDED)
        put_own(rows, &event->own);
    if (event->kind == PRACTICE_PLANNED)
        put_minutes(rows, S("Planned time"), event->plan.minutes);
    if (event->kind == PRACTICE_CHECKED)
        put_gate(rows, &event->gate);
    if (event->kind == WIND_DOWN_SAID)
        put_winddown(rows, &event->winddown);
    if (event->kind == NEXT_DAY_SAID)
        put_nextday(rows, &event->nextday);
}

/* Words of one telling: those said, and details beside what was chosen. */
static void put_telling(struct rows *said, struct rows *facts, const struct event *event, bool with_title)
{
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    size_t len = journal_texts_of(event, texts);
    for (size_t i = 0; i < len; i++)
        if (texts[i].part == TEXT_SAID || (texts[i].part == TEXT_TITLE && with_title))
            put_row(said, texts[i].label, texts[i].words);
    for (size_t i = 0; i < len; i++)
        if (texts[i].part == TEXT_DETAIL)
            put_row(facts, texts[i].label, texts[i].words);
    put_facts(facts, event);
}

/* The lines of a sheet as they count now: words, then what was chosen or told in numbers. */
static void put_sheet(struct rows *said, struct rows *facts, const struct entry *entry)
{
    const struct worksheet *sheet = worksheet_find(entry->shown->begun.worksheet);
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    size_t len = journal_texts(entry, texts);
    for (size_t i = 0; i < len; i++)
        if (texts[i].part == TEXT_SAID)
            put_row(said, texts[i].label, texts[i].words);
    for (size_t i = 0; sheet && i < sheet->fields_len; i++) {
        const struct event *line = sheet_said(entry, sheet->fields[i].key);
        if (line)
            put_line(facts, &sheet->fields[i], &line->said);
    }
}

static struct entry_tellings whole(struct visit *visit, const struct entry *entry)
{
    struct rows said = rows_on(visit->arena), facts = rows_on(visit->arena);
    const struct practice *practice = entry->practice;
    struct entry_told *told = ARENA_NEW(visit->arena, struct entry_told);
    if (entry->kind == WORKSHEET_BEGUN)
        put_sheet(&said, &facts, entry);
    else
        put_telling(&said, &facts, entry->shown, false);
    if (practice && practice->winddown)
        put_telling(&said, &facts, practice->winddown, false);
    if (practice && practice->nextday)
        put_telling(&said, &facts, practice->nextday, false);
    *told = (struct entry_told){.said = {said.at, said.len}, .facts = {facts.at, facts.len}};
    return (struct entry_tellings){told, 1};
}

/* The question that a line of a sheet answers. */
static const struct worksheet_field *field_of(struct visit *visit, const struct event *event)
{
    const struct entry *entry = state_entry(visit->state, event->said.sheet);
    const struct worksheet *sheet = entry ? worksheet_find(entry->shown->begun.worksheet) : NULL;
    return sheet ? worksheet_field(sheet, event->said.field) : NULL;
}

static struct entry_told telling(struct visit *visit, const struct event *event)
{
    struct rows said = rows_on(visit->arena), facts = rows_on(visit->arena);
    struct str what = event_words(event->kind);
    put_telling(&said, &facts, event, true);
    if (event->kind == PRACTICE_STEPPED)
        what = consent_input_words((enum consent_input_kind)event->step.step);
    if (event->kind == CHECKIN_ADDED)
        what = words_of(WEATHER_WORDS, event->checkin.weather);
    if (event->kind == NOTE_WRITTEN || event->kind == LIMIT_SET || event->kind == ACTIVITY_ADDED ||
        event->kind == MEASURE_IMPORTED || event->kind == MEASURE_SAID)
        what = S("");
    if (event->kind == WORKSHEET_SAID) {
        const struct worksheet_field *field = field_of(visit, event);
        what = field ? field->ask : event->said.field;
        if (field)
            put_line(&facts, field, &event->said);
    }
    return (struct entry_told){
        .when = visit_when_kept(visit, event),
        .what = what,
        .said = {said.at, said.len},
        .facts = {facts.at, facts.len},
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

/* Where an entry is changed. */
static struct str edit_path(struct visit *visit, const struct entry *entry)
{
    struct str id = visit->parts[0];
    if (entry->kind == CHECKIN_ADDED)
        return STR_JOIN(visit->arena, S("checkin/"), id);
    if (entry->kind == LIMIT_SET)
        return STR_JOIN(visit->arena, S("limits/"), id);
    if (entry->kind == ACTIVITY_ADDED)
        return STR_JOIN(visit->arena, S("practice/own/"), id);
    if (entry->kind == BODY_MARKED)
        return STR_JOIN(visit->arena, S("body/"), id);
    if (entry->kind == WORKSHEET_BEGUN)
        return worksheet_find(entry->shown->begun.worksheet)
                   ? STR_JOIN(visit->arena, S("work/"), entry->shown->begun.worksheet, S("/"), id)
                   : S("");
    if (entry->kind == MEASURE_IMPORTED)
        return STR_JOIN(visit->arena, S("measures/"), id, S("/name"));
    if (entry->kind == MEASURE_SAID)
        return STR_JOIN(visit->arena, S("measures/said/"), id, S("/edit"));
    if (entry->kind == MEDIA_BEGUN)
        return STR_JOIN(visit->arena, S("media/"), id, S("/edit"));
    if (entry->practice && !entry->practice->winddown)
        return S("");
    return STR_JOIN(visit->arena, S("journal/"), id, S("/edit"));
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
    const struct entry *entry = find(visit);
    if (!entry) {
        if (!visit->go_to.len)
            visit_nothing_here(visit);
        return;
    }
    const struct event *made = entry_made(entry);
    struct str title = entry_title(visit, entry->shown), kind = kind_words(entry->shown);
    struct entry_view view = {
        .id = visit->parts[0],
        .title = title.len ? title : kind,
        .eyebrow = visit_when_kept(visit, made),
        .how = entry->practice ? how(visit, entry) : S(""),
        .notice = notice_words(visit),
        .skies = sky_of_entry(visit, entry->shown),
        .media = media_of(visit, entry),
        .whole = whole(visit, entry),
        .versions = versions(visit, entry),
        .versions_words = entry->practice ? S("Step by step") : S("How it was before"),
        .edit = edit_path(visit, entry),
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

/* Rewording */

static bool may_be_reworded(const struct entry *entry)
{
    return entry && (entry->kind == NOTE_WRITTEN || (entry->practice && entry->practice->winddown));
}

static void show_edit(struct visit *visit, const struct entry *entry, const struct winddown *winddown, struct str words,
                      struct str problem)
{
    bool moment = is_moment(entry->shown);
    struct note_view view = {
        .title = moment ? S("What I noticed") : S("Edit"),
        .problem = problem,
        .at = str_after(visit->path, 1),
        .back = STR_JOIN(visit->arena, S("journal/"), visit->parts[0]),
        .is_winddown = entry->practice != NULL,
        .words = words,
        .winddown = *winddown,
    };
    if (entry->practice) {
        view.title = S("Wind-down");
        view.eyebrow = entry->practice->planned->plan.name;
    }
    visit_frame(visit, S("Edit"), S("journal"));
    view.frame = visit->frame;
    page_note(&visit->out, &view);
}

/* What stands in the form, whichever form it was, so that none of it is lost. */
static struct str all_typed(struct visit *visit)
{
    static const struct str NAMES[] = {S_INIT("words"), S_INIT("expected"), S_INIT("happened"), S_INIT("remember"),
                                       S_INIT("comfort")};
    struct buf b = buf_on(visit->arena);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct str words = str_trim(form_get(&visit->form, NAMES[i]));
        if (words.len == 0)
            continue;
        buf_put(&b, b.len ? S("\n\n") : S(""));
        buf_put(&b, words);
    }
    return buf_str(&b);
}

/* Deleted meanwhile, perhaps in another window: what was typed can still be kept, as a new note. */
static void show_typed_as_new(struct visit *visit)
{
    show_new(visit, all_typed(visit),
             S("The entry you were changing was deleted. Your words are still here and can be saved again."));
}

void journal_edit_get(struct visit *visit)
{
    const struct entry *entry = find(visit);
    if (!may_be_reworded(entry)) {
        if (visit->typed)
            show_typed_as_new(visit);
        else
            visit_nothing_here(visit);
        return;
    }
    struct winddown winddown = entry->practice ? entry->practice->winddown->winddown : (struct winddown){0};
    struct str words = entry->practice ? S("") : entry->shown->note.words;
    if (visit->typed) {
        winddown = wind_down_words_read(&visit->form);
        words = form_get(&visit->form, S("words"));
    }
    show_edit(visit, entry, &winddown, words, S(""));
}

/* False where the form says nothing new. */
static bool is_reworded(const struct entry *entry, const struct event *event)
{
    if (!entry->practice)
        return !str_eq(entry->shown->note.words, event->note.words);
    const struct winddown *a = &entry->practice->winddown->winddown, *b = &event->winddown;
    return !str_eq(a->expected, b->expected) || !str_eq(a->happened, b->happened) ||
           !str_eq(a->remember, b->remember) || !str_eq(a->comfort, b->comfort);
}

void journal_edit_post(struct visit *visit)
{
    const struct entry *entry = find(visit);
    struct event event;
    if (!may_be_reworded(entry)) {
        show_typed_as_new(visit);
        return;
    }
    struct str problem = entry->practice
                             ? wind_down_words_decide(&visit->form, &entry->practice->winddown->winddown, &event)
                             : note_decide(&visit->form, (enum note_sort)entry->shown->note.sort, entry->id, &event);
    if (problem.len) {
        struct winddown winddown = wind_down_words_read(&visit->form);
        show_edit(visit, entry, &winddown, form_get(&visit->form, S("words")), problem);
        return;
    }
    if (event.kind == NOTE_WRITTEN)
        event.note.about = entry->shown->note.about; /* it goes on belonging to what it belonged to */
    if (is_reworded(entry, &event))
        visit_keep(visit, event);
    visit_go(visit, STR_JOIN(visit->arena, S("/journal/"), visit->parts[0], S("?saved=1")));
}

/* Deleting */

static struct str called(struct visit *visit, const struct entry *entry)
{
    struct str title = entry_title(visit, entry->shown);
    if (title.len)
        return title;
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    return journal_texts(entry, texts) ? line_shown(&texts[0]).before : kind_words(entry->shown);
}

/* Only its wind-down is left of a practice. */
static bool waits_for_wind_down(const struct entry *entry, const struct practice *of)
{
    return of && of == entry->practice &&
           (of->consent.phase == CONSENT_STOPPED || of->consent.phase == CONSENT_WINDING_DOWN);
}

static void show_delete(struct visit *visit, const struct entry *entry, enum removal verdict, const struct practice *of)
{
    const struct event *made = entry_made(entry);
    struct event removal = removal_event(visit->state, entry, visit->now_ms);
    bool open = verdict == REMOVAL_STILL_OPEN;
    struct delete_view view = {
        .deletion = fixed_text(S("deletion"))->body,
        .id = visit->parts[0],
        .title = called(visit, entry),
        .eyebrow = STR_JOIN(visit->arena, kind_words(entry->shown), S(" · "), visit_when_kept(visit, made)),
        .may = verdict == REMOVAL_MAY,
        .rests = removal.remove.rest_level.said,
        .holds_a_stop = verdict == REMOVAL_HOLDS_A_STOP,
        .under_way = open && of && (of != entry->practice || consent_is_open(&of->consent)),
        .never_opened = open && of && of == entry->practice && of->consent.phase == CONSENT_NONE,
        .over = open && waits_for_wind_down(entry, of),
        .other = of && of != entry->practice,
        .other_id = of ? visit_stamp(visit, of->id) : S(""),
        .other_title = of ? of->planned->plan.name : S(""),
    };
    visit_frame(visit, S("Delete"), S("journal"));
    view.frame = visit->frame;
    page_delete(&visit->out, &view);
}

/* The entry to delete with a verdict; NULL where a page or another place was given instead. */
static const struct entry *to_delete(struct visit *visit, enum removal *verdict, const struct practice **of)
{
    const struct entry *entry = find(visit);
    if (entry)
        *verdict = removal_check(visit->state, entry, *visit->arena, of);
    else
        visit_nothing_here(visit);
    return entry;
}

void journal_delete_get(struct visit *visit)
{
    enum removal verdict;
    const struct practice *of;
    const struct entry *entry = to_delete(visit, &verdict, &of);
    if (entry)
        show_delete(visit, entry, verdict, of);
}

/* A practice that only waits for its wind-down is closed without one, as the person asked. */
static void close_practice(struct visit *visit, const struct practice *practice)
{
    static const enum consent_input_kind STEPS[] = {CONSENT_END, CONSENT_WIND_DOWN_DONE};
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        visit_keep(visit, (struct event){.kind = PRACTICE_STEPPED,
                                         .step = {.practice = practice->id, .step = (uint32_t)STEPS[i]}});
    visit_go(visit, visit->path);
}

void journal_delete_post(struct visit *visit)
{
    enum removal verdict;
    const struct practice *of;
    const struct entry *entry = to_delete(visit, &verdict, &of);
    if (!entry)
        return;
    if (verdict == REMOVAL_STILL_OPEN && waits_for_wind_down(entry, of) && form_has(&visit->form, S("close"))) {
        close_practice(visit, of);
        return;
    }
    if (verdict != REMOVAL_MAY) {
        show_delete(visit, entry, verdict, of);
        return;
    }
    visit_keep(visit, removal_event(visit->state, entry, visit->now_ms));
    take_forget(visit, visit->parts[0]);
    drafts_forget(visit, visit->parts[0]);
    visit_go(visit, S("/journal?deleted=1"));
}
