/* pages/practice/ladder.c - what is open, in the person's own order, and the rest said plainly */
#include "pages/frame/named.h"
#include "pages/practice/ladder.h"

#include "core/course/journal.h"
#include "core/log/questions.h"
#include "core/offers/offer.h"
#include "core/practice/open.h"
#include "pages/frame/exposure.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/offers/offers.h"
#include "pages/practice/practice.h"
#include "pages/practice/views.h"
#include "pages/templates.h"
#include "pages/work/worksheet.h"

static const struct str LEVEL_NAMES[] = {
    S_INIT("Noticing, nothing touched"),        S_INIT("Things, not people"),
    S_INIT("My own hands, on my own ground"),   S_INIT("Near someone, through an object"),
    S_INIT("Still contact, clothed"),           S_INIT("Slow or wider contact, clothed"),
    S_INIT("Longer closeness, where I choose"), S_INIT("My own next step"),
};
enum { LEVELS = sizeof LEVEL_NAMES / sizeof *LEVEL_NAMES };

static struct str about_minutes(struct arena *arena, unsigned minutes)
{
    return STR_JOIN(arena, S("About "), minutes_words(arena, minutes));
}

struct rung_row rung_row_of(struct visit *visit, const struct rung *rung, struct str why)
{
    return (struct rung_row){
        .id = rung->activity->id,
        .name = rung_name(visit->words, rung),
        .dimension = words_of(visit->words, DIMENSION_KEYS, rung->activity->dimension),
        .company = words_of(visit->words, COMPANY_KEYS, rung->activity->company),
        .minutes = about_minutes(visit->arena, rung->activity->minutes),
        .why = why,
    };
}

static struct exposed rung_exposed(const struct words *said, const struct rung *rung)
{
    const struct activity *activity = rung->activity;
    if (rung->own)
        return (struct exposed){
            .tags = activity->tags,
            .own = {rung_name(said, rung), rung_first_name(said, rung), rung->own->own.props, rung->own->own.steps}};
    const struct activity_words *words = &said->activities.at[rung->index];
    struct exposed exposed = {.tags = activity->tags, .plain = {words->name, words->props}, .own = {rung->renamed}};
    const struct html parts[] = {words->lead,    words->steps,       words->eyes_open,
                                 words->outward, words->another_way, words->may_not_suit};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        exposed.html[i] = exposed_html(parts[i]);
    return exposed;
}

enum shown rung_shown(const struct words *words, const struct exposure *exposure, const struct rung *rung)
{
    struct exposed exposed = rung_exposed(words, rung);
    return exposure_shown(exposure, &exposed);
}

/* Where a rung stands among the lists; found once a page, for every word of it is read. */
struct listing {
    enum closed closed; /* by limits, triggers and hidden only */
    enum shown shown;   /* of use where it is listed */
};

static struct listing listing_of(const struct words *words, const struct state *state, const struct exposure *exposure,
                                 const struct rung *rung)
{
    struct listing listing = {rung_filtered(state, rung), rung_shown(words, exposure, rung)};
    /* Own words close a rung by parts of words too, where the filter looks for whole ones. */
    if (listing.closed == CLOSED_TRIGGER && listing.shown == SHOWN_PLAINLY)
        listing.shown = exposure->how == EXPOSURE_MARK  ? SHOWN_MARKED
                        : exposure->how == EXPOSURE_ASK ? SHOWN_WHEN_ASKED
                                                        : SHOWN_NOT;
    return listing;
}

/* Of every rung, by its place in the state. */
static const struct listing *listings(struct visit *visit)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct listing *at = ARENA_MANY(visit->arena, struct listing, visit->state->rungs.len);
    for (size_t i = 0; i < visit->state->rungs.len; i++)
        at[i] = listing_of(visit->words, visit->state, &exposure, visit->state->rungs.at[i]);
    return at;
}

/* What a limit speaks against is listed nowhere; what is only kept away is listed as the person asked. */
static bool stands_as(const struct listing *listing, enum shown how)
{
    return (listing->closed == CLOSED_NOT || listing->closed == CLOSED_TRIGGER) && listing->shown == how;
}

/* Where the person moved it to, or else the order it came in. */
static uint64_t order_of(const struct rung *rung, size_t index)
{
    return rung->place.said ? (uint64_t)rung->place.is * 2 : (uint64_t)index * 20 + 1;
}

static void insert_sorted(size_t *at, uint64_t *keys, size_t len, size_t rung, uint64_t key)
{
    size_t i = len;
    for (; i > 0 && keys[i - 1] > key; i--) {
        at[i] = at[i - 1];
        keys[i] = keys[i - 1];
    }
    at[i] = rung;
    keys[i] = key;
}

/* The rungs of one level that nothing of the person's closes, as rows. */
static struct rung_rows rows_of_level(struct visit *visit, const struct listing *lists, unsigned level)
{
    const struct state *state = visit->state;
    size_t *rungs = ARENA_MANY(visit->arena, size_t, state->rungs.len);
    uint64_t *keys = ARENA_MANY(visit->arena, uint64_t, state->rungs.len);
    size_t len = 0, within = 0;
    for (size_t i = 0; i < state->rungs.len; i++) {
        const struct rung *rung = state->rungs.at[i];
        if (rung->activity->level != level)
            continue;
        uint64_t key = order_of(rung, within++);
        if (stands_as(&lists[i], SHOWN_PLAINLY) || stands_as(&lists[i], SHOWN_MARKED))
            insert_sorted(rungs, keys, len++, i, key);
    }
    struct rung_row *rows = ARENA_MANY(visit->arena, struct rung_row, len);
    for (size_t i = 0; i < len; i++) {
        const struct rung *rung = state->rungs.at[rungs[i]];
        rows[i] =
            rung_row_of(visit, rung, words_of(visit->words, CLOSED_KEYS, rung_closed(state, rung, visit->now_ms)));
        rows[i].marked = stands_as(&lists[rungs[i]], SHOWN_MARKED);
    }
    return (struct rung_rows){rows, len};
}

static struct rung_rows hidden_rows(struct visit *visit)
{
    const struct state *state = visit->state;
    struct rung_row *rows = ARENA_MANY(visit->arena, struct rung_row, state->rungs.len);
    size_t len = 0;
    for (size_t i = 0; i < state->rungs.len; i++)
        if (state->rungs.at[i]->hidden)
            rows[len++] = rung_row_of(visit, state->rungs.at[i], S(""));
    return (struct rung_rows){rows, len};
}

/* Kept away, below the ceiling, and waiting to be asked for. */
static struct rung_rows kept_away_rows(struct visit *visit, const struct listing *lists, unsigned ceiling)
{
    const struct state *state = visit->state;
    struct rung_row *rows = ARENA_MANY(visit->arena, struct rung_row, state->rungs.len);
    size_t len = 0;
    for (size_t i = 0; i < state->rungs.len; i++) {
        const struct rung *rung = state->rungs.at[i];
        if (rung->activity->level <= ceiling && stands_as(&lists[i], SHOWN_WHEN_ASKED))
            rows[len++] = rung_row_of(visit, rung, S(""));
    }
    return (struct rung_rows){rows, len};
}

static bool something_is_left_out(const struct state *state, const struct listing *lists)
{
    for (size_t i = 0; i < state->rungs.len; i++)
        if (lists[i].closed == CLOSED_LIMIT || stands_as(&lists[i], SHOWN_NOT))
            return true;
    return false;
}

static struct rung_rows offer_rows(struct visit *visit)
{
    struct offers offers;
    offers_now(visit->state, visit->now_ms, visit->zone_min, *visit->arena, &offers);
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct rung_row *rows = ARENA_MANY(visit->arena, struct rung_row, OFFERS_MAX);
    size_t len = 0;
    for (size_t i = 0; i < offers.len; i++) {
        if (rung_shown(visit->words, &exposure, offers.at[i].rung) != SHOWN_PLAINLY)
            continue;
        rows[len] = rung_row_of(visit, offers.at[i].rung, offer_why(visit, &offers.at[i]));
        rows[len++].unsure = offer_unsure(visit, &offers.at[i]);
    }
    return (struct rung_rows){rows, len};
}

void ladder_get(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct practice *open = state_unfinished_practice(state);
    const struct rung *asked = offer_aside_to_ask(state, visit->now_ms, *visit->arena);
    unsigned ceiling = ladder_ceiling(state);
    const struct listing *lists = listings(visit);
    struct level_group *groups = ARENA_MANY(visit->arena, struct level_group, LEVELS);
    size_t len = 0;
    /* Rungs above the ceiling are not shown: nobody is invited upwards. */
    for (unsigned level = 0; level <= ceiling && level < LEVELS; level++) {
        struct rung_rows rows = rows_of_level(visit, lists, level);
        if (rows.len)
            groups[len++] = (struct level_group){.title = LEVEL_NAMES[level], .rungs = rows};
    }
    visit_frame(visit, S("Practice"), S("practice"));
    page_ladder(&visit->out, &(struct ladder_view){
                                 .frame = visit->frame,
                                 .parts = parts_of(visit->words, visit->arena, S("practice")),
                                 .lead = fixed_text(visit->words, S("ladder-lead"))->body,
                                 .offers = offer_rows(visit),
                                 .levels = {groups, len},
                                 .aside = hidden_rows(visit),
                                 .kept_away = kept_away_rows(visit, lists, ceiling),
                                 .left_out = something_is_left_out(state, lists),
                                 .resting = state_rests(state, visit->now_ms),
                                 .ceiling = LEVEL_NAMES[ceiling],
                                 .asked_id = asked ? asked->activity->id : S(""),
                                 .asked_name = asked ? rung_name(visit->words, asked) : S(""),
                                 .open_words = open && !visit->frame.in_practice ? open->planned->plan.name : S(""),
                                 .open_over = open && !consent_is_open(&open->consent),
                             });
}

static struct rung *asked_rung(struct visit *visit)
{
    struct rung *rung = state_rung(visit->state, visit->parts[0]);
    if (!rung)
        visit_nothing_here(visit);
    return rung;
}

/* Each area by name, in the person's order of the list. */
static struct str *area_names(struct visit *visit, set64 areas, size_t *len)
{
    struct word_list list = words_in(visit->words, AREA_KEYS);
    struct str *names = ARENA_MANY(visit->arena, struct str, list.len);
    *len = 0;
    for (size_t i = 0; i < list.len; i++)
        if (SET_HAS(areas, list.at[i].number))
            names[(*len)++] = list.at[i].words;
    return names;
}

static struct str place_words(struct visit *visit, struct score place)
{
    struct buf b = buf_on(visit->arena);
    if (place.said)
        buf_put_u64(&b, place.is / 10);
    return buf_str(&b);
}

/* `name` is what stands in the field for another name. */
static void show_activity(struct visit *visit, const struct rung *rung, struct str name)
{
    struct exposed exposed = rung_exposed(visit->words, rung);
    enum closed closed = rung_closed(visit->state, rung, visit->now_ms);
    struct way_back back = {S("practice"), S("practice"), S("Back to the ladder"),
                            words_of(visit->words, CLOSED_KEYS, closed)};
    if (!visit->typed && !visit->frame.notice.len && exposure_waits(visit, &exposed, back))
        return;
    const struct activity *activity = rung->activity;
    const struct activity_words none = {0};
    const struct activity_words *words = rung->own ? &none : &visit->words->activities.at[rung->index];
    const struct event *maybe = rung_maybe(visit->state, rung);
    size_t areas_len;
    struct str *areas = area_names(visit, activity->areas, &areas_len);
    visit_frame(visit, rung_name(visit->words, rung), S("practice"));
    page_activity(&visit->out, &(struct activity_view){
                                   .frame = visit->frame,
                                   .id = activity->id,
                                   .name = rung_name(visit->words, rung),
                                   .shown_name = name,
                                   .dimension = words_of(visit->words, DIMENSION_KEYS, activity->dimension),
                                   .company = words_of(visit->words, COMPANY_KEYS, activity->company),
                                   .minutes = about_minutes(visit->arena, activity->minutes),
                                   .props = rung->own ? rung->own->own.props : words->props,
                                   .closed = words_of(visit->words, CLOSED_KEYS, closed),
                                   .conditions = maybe ? maybe->limit.conditions : S(""),
                                   .own_steps = rung->own ? rung->own->own.steps : S(""),
                                   .lead = words->lead,
                                   .steps = words->steps,
                                   .eyes_open = words->eyes_open,
                                   .outward = words->outward,
                                   .another_way = words->another_way,
                                   .may_not_suit = words->may_not_suit,
                                   .own = rung->own != NULL,
                                   .open = closed == CLOSED_NOT,
                                   .hidden = rung->hidden,
                                   .renamed = !str_eq(name, rung_first_name(visit->words, rung)),
                                   .naming = !str_eq(name, rung_name(visit->words, rung)),
                                   .place = place_words(visit, rung->place),
                                   .areas = {areas, areas_len},
                                   .take = take_form(visit, STR_JOIN(visit->arena, S("activity/"), activity->id), 1),
                               });
}

void activity_get(struct visit *visit)
{
    const struct rung *rung = asked_rung(visit);
    if (rung)
        show_activity(visit, rung, visit->typed ? form_get(&visit->form, S("name")) : rung_name(visit->words, rung));
}

/* Set aside or brought back, renamed, moved: one form each, and what it does not speak of stays. */
void activity_shape_post(struct visit *visit)
{
    const struct rung *rung = asked_rung(visit);
    if (!rung)
        return;
    struct str name = str_trim(form_get(&visit->form, S("name")));
    struct str what = form_get(&visit->form, S("what"));
    uint64_t place;
    struct shape shape = {
        .activity = rung->activity->id,
        .hidden = rung->hidden,
        .name = rung_new_name(visit->words, rung),
        .place = rung->place,
    };
    if (str_eq(what, S("aside")))
        shape.hidden = 1;
    if (str_eq(what, S("back")))
        shape.hidden = 0;
    if (str_eq(what, S("name"))) {
        visit->frame.notice = words_check(name, TEXT_LINE_MAX);
        if (visit->frame.notice.len) {
            show_activity(visit, rung, name);
            return;
        }
        shape.name = name;
    }
    if (str_eq(what, S("place")))
        shape.place = form_number(&visit->form, S("place"), 99, &place) ? SCORE(place * 10) : (struct score){0};
    visit_keep(visit, (struct event){.kind = ACTIVITY_SHAPED, .shape = shape});
    visit_go(visit, str_eq(what, S("aside")) ? S("/practice")
                                             : STR_JOIN(visit->arena, S("/practice/activity/"), rung->activity->id));
}

void activity_pass_post(struct visit *visit)
{
    const struct rung *rung = asked_rung(visit);
    if (!rung)
        return;
    visit_keep(visit, (struct event){.kind = ACTIVITY_PASSED, .pass = {.activity = rung->activity->id}});
    visit_go(visit, S("/rest"));
}

static struct choices level_choices(struct visit *visit, unsigned chosen)
{
    static const struct str VALUES[] = {S_INIT("0"), S_INIT("1"), S_INIT("2"), S_INIT("3"),
                                        S_INIT("4"), S_INIT("5"), S_INIT("6"), S_INIT("7")};
    struct choice *at = ARENA_MANY(visit->arena, struct choice, LEVELS);
    for (unsigned i = 0; i < LEVELS; i++)
        at[i] = (struct choice){.name = S("level"), .value = VALUES[i], .words = LEVEL_NAMES[i], .chosen = i == chosen};
    return (struct choices){at, LEVELS};
}

static struct str told_apart(struct visit *visit)
{
    const struct state *state = visit->state;
    struct buf b = buf_on(visit->arena);
    size_t heads = 0;
    for (size_t i = 0; i < state->ceilings.len; i++) {
        const struct ceiling_head *head = &state->ceilings.at[i];
        if (!head->alone)
            continue;
        buf_put(&b, heads++ ? S(", “") : S("“"));
        buf_put(&b, LEVEL_NAMES[head->event->ceiling.alone.is]);
        buf_put(&b, S("”"));
    }
    return heads > 1 ? buf_str(&b) : S("");
}

static void show_ceiling(struct visit *visit, struct str problem)
{
    unsigned now = ladder_ceiling(visit->state);
    visit_frame(visit, S("How far the ladder goes"), S("practice"));
    page_ceiling(&visit->out, &(struct ceiling_view){
                                  .frame = visit->frame,
                                  .levels = level_choices(visit, now),
                                  .apart = told_apart(visit),
                                  .over = over_text(ceiling_heads(visit->state, visit->arena), visit->arena),
                                  .problem = problem,
                              });
}

void ceiling_get(struct visit *visit)
{
    show_ceiling(visit, S(""));
}

void ceiling_post(struct visit *visit)
{
    uint64_t level;
    if (!form_number(&visit->form, S("level"), 7, &level)) {
        show_ceiling(visit, S("Choose the last one that may be shown to you, or go back."));
        return;
    }
    struct bytes heads = ceiling_heads(visit->state, visit->arena);
    struct bytes over = over_read(visit->state, (struct stamp){0}, form_get(&visit->form, S("over")), visit->arena);
    if (!over.len && heads.len)
        over = OVER_NOTHING;
    visit_keep(visit, (struct event){.kind = CEILING_SET, .ceiling = {.alone = SCORE(level), .over = over}});
    /* What the page did not show holds as well, and is said where it can be said anew. */
    visit_go(visit, over_covers(over, heads) ? S("/practice") : S("/practice/ceiling"));
}

/* An activity of one's own */

static struct own own_read(const struct visit *visit)
{
    const struct form *form = &visit->form;
    uint64_t level = 0, minutes = 5;
    bool has_level = form_number(form, S("level"), 7, &level);
    (void)has_level;
    if (!form_number(form, S("minutes"), 15, &minutes) || minutes == 0)
        minutes = 5;
    return (struct own){
        .name = str_trim(form_get(form, S("name"))),
        .dimension = form_one(form, DIMENSION_KEYS, S("dimension")),
        .company = form_one(form, COMPANY_KEYS, S("company")),
        .level = (uint32_t)level,
        .minutes = (uint32_t)minutes,
        .props = str_trim(form_get(form, S("props"))),
        .steps = str_trim(form_get(form, S("steps"))),
        .tags = form_many(form, visit->arena, TAG_KEYS, S("tag")),
        .areas = form_many(form, visit->arena, AREA_KEYS, S("area")),
    };
}

static struct str own_check(const struct visit *visit, const struct own *own)
{
    if (own->name.len == 0)
        return S("Give it a name, so that you can find it again. A word is enough.");
    const struct str problems[] = {words_check(own->name, TEXT_LINE_MAX), words_check(own->props, TEXT_LINE_MAX),
                                   words_check(own->steps, TEXT_MAX)};
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        if (problems[i].len)
            return problems[i];
    if (!form_has(&visit->form, S("level")))
        return S("Choose how close it comes. It decides when it is shown to you.");
    return S("");
}

static void show_own(struct visit *visit, const struct own *own, bool editing, struct str problem)
{
    visit_frame(visit, S("An activity of my own"), S("practice"));
    page_own(&visit->out,
             &(struct own_view){
                 .frame = visit->frame,
                 .problem = problem,
                 .name = own->name,
                 .steps = own->steps,
                 .props = own->props,
                 .minutes = number_words(visit->arena, own->minutes ? own->minutes : 5),
                 .at = str_after(visit->path, 1),
                 .dimensions =
                     choices_one(visit->arena, words_in(visit->words, DIMENSION_KEYS), S("dimension"), own->dimension),
                 .companies = choices_one(visit->arena, words_in(visit->words, COMPANY_KEYS), S("company"),
                                          own->company ? own->company : COMPANY_ALONE),
                 .levels = level_choices(visit, own->level),
                 .tags = choices_many(visit->arena, words_in(visit->words, TAG_KEYS), S("tag"), own->tags),
                 .areas = choices_many(visit->arena, words_in(visit->words, AREA_KEYS), S("area"), own->areas),
                 .editing = editing,
             });
}

static void show_own_as_new(struct visit *visit)
{
    struct own own = own_read(visit);
    visit_as_new(visit, S("/practice/own"));
    show_own(visit, &own, false,
             S("The activity you were changing was deleted. Your words are still here and can be saved again."));
}

void own_get(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], ACTIVITY_ADDED);
    if (visit_is_gone(visit, entry, show_own_as_new))
        return;
    struct own own = entry ? entry->shown->own : (struct own){0};
    if (visit->typed)
        own = own_read(visit);
    show_own(visit, &own, entry != NULL, S(""));
}

void own_post(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], ACTIVITY_ADDED);
    if (visit_is_gone(visit, entry, show_own_as_new))
        return;
    struct own own = own_read(visit);
    own.of = entry ? entry->id : (struct stamp){0};
    struct str problem = own_check(visit, &own);
    struct event event = {.kind = ACTIVITY_ADDED, .own = own};
    if (!visit_keep_unless(visit, problem, &event, S("/practice")))
        show_own(visit, &own, entry != NULL, problem);
}

static void show_rest(struct visit *visit, struct str words, struct str problem)
{
    const struct event *comforts = state_answer(visit->state, INTAKE_COMFORTS);
    visit_frame(visit, S("Not today"), S("practice"));
    page_rest(&visit->out, &(struct rest_view){
                               .frame = visit->frame,
                               .words = fixed_text(visit->words, S("not-today"))->body,
                               .comforts = comforts ? comforts->answer.words : S(""),
                               .pleasant = worksheet_pleasant(visit),
                               .kept = form_has(&visit->query, S("kept")),
                               .problem = problem,
                               .words_typed = words,
                           });
}

void rest_get(struct visit *visit)
{
    show_rest(visit, visit_typed(visit, S("words")), S(""));
}

/* A word about the day, kept as something noticed; the day without one is as whole. */
void rest_post(struct visit *visit)
{
    struct event event;
    struct str problem = note_decide(&visit->form, NOTE_MOMENT, (struct stamp){0}, &event);
    if (!visit_keep_unless(visit, problem, &event, S("/rest?kept=1")))
        show_rest(visit, form_get(&visit->form, S("words")), problem);
}
