/* pages/body/body.c - marking a body map, maps side by side, and weeks in words */
#include "pages/body/body.h"

#include "core/course/body.h"
#include "core/course/intake.h"
#include "core/course/journal.h"
#include "pages/body/views.h"
#include "pages/frame/gone.h"
#include "pages/frame/parts.h"
#include "pages/frame/words.h"
#include "pages/templates.h"

enum { MAPS_SHOWN = 6, WEEKS_SHOWN = 4, WEEK_DAYS = 7, MARKS_MAX = 256 };

/* Words */

/* "tension, fear and warmth" */
static struct str set_said(struct arena *arena, struct word_list list, set64 set)
{
    struct buf b = buf_on(arena);
    size_t left = 0;
    for (size_t i = 0; i < list.len; i++)
        left += SET_HAS(set, list.at[i].number);
    for (size_t i = 0; i < list.len; i++) {
        if (!SET_HAS(set, list.at[i].number))
            continue;
        buf_put(&b, str_lower_first(arena, list.at[i].words));
        buf_put(&b, --left == 0 ? S("") : left == 1 ? S(" and ") : S(", "));
    }
    return buf_str(&b);
}

/* Marking */

static struct body_feelings feelings_of(struct visit *visit, set64 chosen)
{
    struct word_list feelings = words_in(visit->words, FEELING_KEYS);
    struct body_feeling *at = ARENA_MANY(visit->arena, struct body_feeling, feelings.len);
    for (size_t i = 0; i < feelings.len; i++)
        at[i] = (struct body_feeling){
            .key = feelings.at[i].key, .words = feelings.at[i].words, .chosen = SET_HAS(chosen, feelings.at[i].number)};
    return (struct body_feelings){at, feelings.len};
}

/* A page that holds a listed trigger says so first (clinical reference, 14.2). */
static bool names_parts(const struct visit *visit)
{
    return SET_HAS(intake_kept_away(visit->state), TAG_BODY_WORDS);
}

static struct str side_of(unsigned spot)
{
    if (spot == AREA_PRIVATE)
        return S("apart");
    return body_is_back(spot) ? S("behind") : S("front");
}

static void show_body(struct visit *visit, const struct body *body, struct str problem)
{
    struct word_list list = words_in(visit->words, SPOT_KEYS);
    struct body_spot *spots = ARENA_MANY(visit->arena, struct body_spot, list.len);
    struct str open = form_get(&visit->form, S("at")), id = visit->parts[0];
    for (size_t i = 0; i < list.len; i++) {
        const struct word_row *row = &list.at[i];
        spots[i] = (struct body_spot){
            .key = row->key,
            .words = row->words,
            .own = body_words(body, row->number),
            .side = side_of(row->number),
            .apart = row->number == AREA_PRIVATE,
            .chosen = str_eq(open, row->key),
            .feelings = feelings_of(visit, body_feelings(body, row->number)),
        };
    }
    visit_frame(visit, S("Body map"), S("journal"));
    page_body(&visit->out, &(struct body_view){
                               .frame = visit->frame,
                               .title = id.len ? S("A body map") : S("How it is now"),
                               .problem = problem,
                               .words = body->words,
                               .at = str_after(visit->path, 1),
                               .back = id.len ? STR_JOIN(visit->arena, S("journal/"), id) : S("body"),
                               .id = id,
                               .list = form_has(&visit->form, S("list")),
                               .names_parts = names_parts(visit),
                               .spots = {spots, list.len},
                           });
}

static void show_marks_as_new(struct visit *visit)
{
    struct body body = body_read(&visit->form, visit->arena);
    visit_as_new(visit, S("/body/new"));
    show_body(visit, &body,
              S("The map you were changing was deleted. Your marks and words are still here and can be saved again."));
}

void body_get(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], BODY_MARKED);
    struct body body = entry ? entry->shown->body : (struct body){0};
    if (visit_is_gone(visit, entry, show_marks_as_new))
        return;
    if (visit->typed)
        body = body_read(&visit->form, visit->arena);
    show_body(visit, &body, S(""));
}

void body_post(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], BODY_MARKED);
    struct event event;
    if (visit_is_gone(visit, entry, show_marks_as_new))
        return;
    struct stamp of = entry ? entry->id : (struct stamp){0};
    struct str problem = body_decide(&visit->form, of, visit->arena, &event);
    if (problem.len) {
        struct body body = body_read(&visit->form, visit->arena);
        show_body(visit, &body, problem);
        return;
    }
    visit_keep(visit, event);
    set64 limits = body_new_limits(visit->state, &event.body, entry ? &entry->shown->body : NULL);
    for (unsigned area = 1; area < AREA_END; area++)
        if (SET_HAS(limits, area))
            visit_keep(visit, body_limit((enum area)area));
    visit_go(visit, S("/body?saved=1"));
}

/* Side by side */

static struct body_marks marks_of(struct arena *arena, const struct body *body, bool behind)
{
    struct body_mark *at = ARENA_MANY(arena, struct body_mark, MARKS_MAX);
    size_t len = 0;
    for (size_t i = 0; i < SPOT_KEYS.len; i++) {
        const struct key_row *spot = &SPOT_KEYS.at[i];
        set64 feelings = body_feelings(body, spot->number);
        if (spot->number == AREA_PRIVATE || body_is_back(spot->number) != behind)
            continue;
        for (size_t k = 0; k < FEELING_KEYS.len && len < MARKS_MAX; k++)
            if (SET_HAS(feelings, FEELING_KEYS.at[k].number))
                at[len++] = (struct body_mark){spot->key, FEELING_KEYS.at[k].key};
    }
    return (struct body_marks){at, len};
}

static struct body_lines lines_of(struct visit *visit, const struct body *body)
{
    struct word_list spots = words_in(visit->words, SPOT_KEYS);
    struct body_line *at = ARENA_MANY(visit->arena, struct body_line, spots.len);
    set64 told = body_told(body);
    size_t len = 0;
    for (size_t i = 0; i < spots.len; i++) {
        const struct word_row *spot = &spots.at[i];
        if (!SET_HAS(told, spot->number))
            continue;
        struct str feelings =
            set_said(visit->arena, words_in(visit->words, FEELING_KEYS), body_feelings(body, spot->number));
        at[len++] = (struct body_line){
            .label = spot->words,
            .words = feelings,
            .own = body_words(body, spot->number),
        };
    }
    return (struct body_lines){at, len};
}

static struct body_small small(struct visit *visit, const struct entry *entry)
{
    const struct body *body = &entry->shown->body;
    return (struct body_small){
        .id = visit_stamp(visit, entry->id),
        .when = visit_when_kept(visit, entry_made(entry)),
        .words = body->words,
        .front = marks_of(visit->arena, body, false),
        .behind = marks_of(visit->arena, body, true),
        .lines = lines_of(visit, body),
    };
}

/* "tension, then ease": what one spot held from map to map, each change once; empty where there was none. */
static struct str shift_of(struct visit *visit, struct entry *const *maps, size_t len, unsigned spot)
{
    struct buf b = buf_on(visit->arena);
    set64 before = 0;
    size_t told = 0;
    for (size_t i = 0; i < len; i++) {
        set64 now = body_feelings(&maps[i]->shown->body, spot);
        if (!now || now == before)
            continue;
        buf_put(&b, told++ ? S(", then ") : S(""));
        buf_put(&b, set_said(visit->arena, words_in(visit->words, FEELING_KEYS), now));
        before = now;
    }
    return told > 1 ? buf_str(&b) : S("");
}

static struct body_lines shifts_of(struct visit *visit, struct entry *const *maps, size_t len)
{
    struct word_list spots = words_in(visit->words, SPOT_KEYS);
    struct body_line *at = ARENA_MANY(visit->arena, struct body_line, spots.len);
    size_t found = 0;
    for (size_t i = 0; i < spots.len; i++) {
        struct str words = shift_of(visit, maps, len, spots.at[i].number);
        if (words.len)
            at[found++] = (struct body_line){.label = spots.at[i].words, .words = words};
    }
    return (struct body_lines){at, found};
}

static void put_offers(struct visit *visit, const struct entry *newest, struct bodies_view *view)
{
    struct word_list areas = words_in(visit->words, AREA_KEYS);
    struct body_offer *at = ARENA_MANY(visit->arena, struct body_offer, areas.len);
    struct body_offer *made = ARENA_MANY(visit->arena, struct body_offer, areas.len);
    set64 open = body_without_limit(visit->state, &newest->shown->body);
    view->offers.at = at;
    view->made.at = made;
    for (size_t i = 0; i < areas.len; i++) {
        const struct word_row *row = &areas.at[i];
        struct body_offer offer = {.key = row->key, .words = row->words, .once = form_once(visit, row->number)};
        const struct entry *limit = body_limit_of(visit->state, newest, (enum area)row->number);
        /* What was said beside it does not stand here: where there is some, the page that deletes limits asks first. */
        if (limit && over_count(entry_heads(limit, visit->arena)) == 1)
            offer.tellings = over_text(entry_tellings(limit, visit->arena), visit->arena);
        if (SET_HAS(open, row->number))
            at[view->offers.len++] = offer;
        else if (limit)
            made[view->made.len++] = offer;
    }
}

static struct str notice_words(struct visit *visit)
{
    if (form_has(&visit->query, S("limit")))
        return S("It is a limit now. It holds until you change it.");
    if (form_has(&visit->query, S("undone")))
        return S("It is only a mark now. It closes nothing.");
    return visit_saved_words(visit);
}

void bodies_get(struct visit *visit)
{
    const struct state *state = visit->state;
    size_t len = state->maps.len < MAPS_SHOWN ? state->maps.len : MAPS_SHOWN;
    struct entry *const *maps = len ? &state->maps.at[state->maps.len - len] : NULL;
    struct body_small *smalls = ARENA_MANY(visit->arena, struct body_small, len + 1);
    for (size_t i = 0; i < len; i++)
        smalls[i] = small(visit, maps[len - 1 - i]);
    visit_frame(visit, S("Body map"), S("journal"));
    struct bodies_view view = {
        .frame = visit->frame,
        .lead = fixed_text(visit->words, S("body-lead"))->body,
        .notice = notice_words(visit),
        .names_parts = names_parts(visit),
        .maps = {smalls, len},
        .keys = feelings_of(visit, 0),
    };
    if (len) {
        view.shifts = shifts_of(visit, maps, len);
        put_offers(visit, maps[len - 1], &view);
    }
    page_bodies(&visit->out, &view);
}

static void undo_limit(struct visit *visit, enum area area)
{
    const struct state *state = visit->state;
    const struct entry *map = state->maps.len ? state->maps.at[state->maps.len - 1] : NULL;
    const struct entry *limit = map && area ? body_limit_of(state, map, area) : NULL;
    const struct practice *of;
    if (!limit) {
        visit_go(visit, S("/body"));
        return;
    }
    struct bytes over = over_read(state, limit->id, form_get(&visit->form, S("over")), visit->arena);
    /* A limit that stopped a practice holds that stop: the page that deletes limits says what goes first.  It asks,
     * too, where this form does not say what it showed. */
    if (removal_check(state, limit, *visit->arena, &of) != REMOVAL_MAY || !over.len) {
        visit_go(visit, STR_JOIN(visit->arena, S("/journal/"), visit_stamp(visit, limit->id), S("/delete")));
        return;
    }
    struct event removal = removal_event(state, limit, over, visit->now_ms, visit->arena);
    bool stands = removal_leaves_some(limit, &removal.remove);
    visit_keep(visit, removal);
    visit_go(visit, stands ? S("/limits?saved=stands") : S("/body?undone=1"));
}

/* Only what the newest map marks and no limit covers: a second tap, or an old page, adds nothing. */
void body_limit_post(struct visit *visit)
{
    const struct state *state = visit->state;
    unsigned area = form_one(&visit->form, AREA_KEYS, S("area"));
    if (str_eq(form_get(&visit->form, S("do")), S("undo"))) {
        undo_limit(visit, (enum area)area);
        return;
    }
    bool marked = area && state->maps.len &&
                  SET_HAS(body_without_limit(state, &state->maps.at[state->maps.len - 1]->shown->body), area);
    if (marked)
        visit_keep(visit, body_limit((enum area)area));
    visit_go(visit, marked ? S("/body?limit=1") : S("/body"));
}

/* Weeks */

/* What one week said. */
struct week {
    set64 senses;
    struct buf maps;
};

static void put_map_words(struct visit *visit, struct buf *out, const struct body *body)
{
    struct word_list spots = words_in(visit->words, SPOT_KEYS);
    for (size_t i = 0; i < spots.len; i++) {
        set64 feelings = body_feelings(body, spots.at[i].number);
        if (!feelings)
            continue;
        buf_put(out, out->len ? S("; ") : S(""));
        buf_put(out, str_lower_first(visit->arena, spots.at[i].words));
        buf_put(out, S(": "));
        buf_put(out, set_said(visit->arena, words_in(visit->words, FEELING_KEYS), feelings));
    }
}

static struct week week_of(struct visit *visit, int64_t first_day)
{
    struct week week = {.maps = buf_on(visit->arena)};
    for (size_t i = visit->state->entries.len; i-- > 0;) {
        const struct entry *entry = visit->state->entries.at[i];
        const struct event *made = entry_made(entry);
        int64_t day = moment_at(event_wall_ms(made), made->zone_min).day;
        /* Days are the wall clock's, which may have been wrong: they need not rise along the log. */
        if (day < first_day || day >= first_day + WEEK_DAYS)
            continue;
        if (entry->kind == CHECKIN_ADDED)
            week.senses |= entry->shown->checkin.body;
        if (entry->kind == BODY_MARKED)
            put_map_words(visit, &week.maps, &entry->shown->body);
    }
    return week;
}

/* A day in milliseconds, at its noon, so that no zone moves it. */
static int64_t noon_of(int64_t day)
{
    return day * 24 * 60 * 60 * 1000 + 12 * 60 * 60 * 1000;
}

static struct body_week week_view(struct visit *visit, int64_t first_day)
{
    struct week week = week_of(visit, first_day);
    struct str *lines = ARENA_MANY(visit->arena, struct str, 2);
    struct body_week view = {
        .title = STR_JOIN(visit->arena, S("The week from Monday, "), visit_date(visit, noon_of(first_day), 0))};
    view.lines.at = lines;
    if (week.senses)
        lines[view.lines.len++] =
            STR_JOIN(visit->arena, S("Check-ins spoke of "),
                     set_said(visit->arena, words_in(visit->words, SENSATION_KEYS), week.senses), S("."));
    if (week.maps.len)
        lines[view.lines.len++] = STR_JOIN(visit->arena, S("On a body map, "), buf_str(&week.maps), S("."));
    return view;
}

void body_weeks_get(struct visit *visit)
{
    struct body_week *weeks = ARENA_MANY(visit->arena, struct body_week, WEEKS_SHOWN);
    struct moment now = moment_at(visit->wall_ms, visit->zone_min);
    bool shown = form_has(&visit->query, S("show"));
    size_t len = 0;
    for (int i = 0; shown && i < WEEKS_SHOWN; i++) {
        weeks[len] = week_view(visit, now.day - now.weekday - (int64_t)i * WEEK_DAYS);
        len += weeks[len].lines.len > 0;
    }
    visit_frame(visit, S("The last weeks, in words"), S("journal"));
    page_body_weeks(&visit->out, &(struct body_weeks_view){
                                     .frame = visit->frame,
                                     .lead = fixed_text(visit->words, S("body-weeks-lead"))->body,
                                     .shown = shown,
                                     .weeks = {weeks, len},
                                 });
}
