/* core/fold/fold.c - one event after another into the state */
#include "core/fold/fold.h"

#include "core/offers/learned.h"
#include "core/practice/open.h"

#define GROW(state, list, type)                                                                                        \
    do {                                                                                                               \
        if ((list)->len == (list)->cap) {                                                                              \
            size_t cap = (list)->cap ? (list)->cap * 2 : 64;                                                           \
            type *at = ARENA_MANY((state)->arena, type, cap);                                                          \
            if ((list)->len)                                                                                           \
                mem_copy(at, (list)->at, (list)->len * sizeof *at);                                                    \
            (list)->at = at;                                                                                           \
            (list)->cap = cap;                                                                                         \
        }                                                                                                              \
    } while (0)

#define PUSH(state, list, type, item)                                                                                  \
    do {                                                                                                               \
        GROW(state, list, type);                                                                                       \
        (list)->at[(list)->len++] = (item);                                                                            \
    } while (0)

/* Items and their versions */

static void add_version(struct state *state, struct entry *entry, const struct event *event)
{
    struct version *version = ARENA_NEW(state->arena, struct version);
    *version = (struct version){.event = event, .before = entry->latest};
    entry->latest = version;
}

static struct entry *add_entry(struct state *state, const struct event *event)
{
    struct entry *entry = ARENA_NEW(state->arena, struct entry);
    entry->id = event->at;
    entry->kind = event->kind;
    entry->shown = event;
    add_version(state, entry, event);
    PUSH(state, &state->entries, struct entry *, entry);
    if (entry->kind == LIMIT_SET)
        PUSH(state, &state->limits, struct entry *, entry);
    if (entry->kind == MEDIA_BEGUN)
        PUSH(state, &state->media, struct entry *, entry);
    if (entry->kind == BODY_MARKED)
        PUSH(state, &state->maps, struct entry *, entry);
    if (entry->kind == WORKSHEET_BEGUN)
        PUSH(state, &state->sheets, struct entry *, entry);
    if (entry->kind == NOTE_WRITTEN && event->note.about.len)
        PUSH(state, &state->abouts, struct entry *, entry);
    if (entry->kind == MEASURE_IMPORTED)
        PUSH(state, &state->measures, struct entry *, entry);
    if (entry->kind == MEASURE_SAID)
        PUSH(state, &state->measured, struct entry *, entry);
    return entry;
}

/* A first telling makes an entry; an edit takes its place; an edit of what is gone is dropped. */
static struct entry *tell(struct state *state, const struct event *event)
{
    struct stamp item = event_item(event);
    if (stamp_cmp(item, event->at) == 0)
        return add_entry(state, event);
    struct entry *entry = state_entry(state, item);
    if (!entry || entry->kind != event->kind)
        return NULL;
    add_version(state, entry, event);
    entry->shown = event;
    return entry;
}

/* Rungs */

static void begin_library(struct state *state)
{
    struct rung *rungs = ARENA_MANY(state->arena, struct rung, LIBRARY_LEN + 1);
    for (size_t i = 0; i < LIBRARY_LEN; i++) {
        rungs[i] = (struct rung){.activity = &LIBRARY[i], .index = i, .known = (unsigned)i, .name = LIBRARY[i].name};
        PUSH(state, &state->rungs, struct rung *, &rungs[i]);
    }
}

static void fold_own(struct state *state, const struct event *event)
{
    struct entry *entry = tell(state, event);
    if (!entry)
        return;
    struct buf id = buf_on(state->arena);
    buf_put_stamp(&id, entry->id);
    struct rung *rung = state_rung(state, buf_str(&id));
    if (!rung) {
        rung = ARENA_NEW(state->arena, struct rung);
        rung->index = SIZE_MAX;
        rung->known = (unsigned)state->rungs.len;
        PUSH(state, &state->rungs, struct rung *, rung);
    }
    struct activity *activity = ARENA_NEW(state->arena, struct activity);
    *activity = (struct activity){
        .id = buf_str(&id),
        .name = event->own.name,
        .props = event->own.props,
        .dimension = event->own.dimension,
        .company = event->own.company,
        .level = event->own.level,
        .minutes = event->own.minutes ? event->own.minutes : 5,
        .tags = event->own.tags,
        .areas = event->own.areas,
    };
    rung->activity = activity;
    rung->own = event;
    rung->name = activity->name;
}

static void fold_shape(struct state *state, const struct event *event)
{
    struct rung *rung = state_rung(state, event->shape.activity);
    if (!rung)
        return;
    if (event->shape.hidden && !rung->hidden)
        rung->hidden_ms = stamp_ms(event->at);
    rung->hidden = event->shape.hidden != 0;
    rung->name = event->shape.name.len ? event->shape.name : rung->activity->name;
    rung->place = event->shape.place;
}

static void fold_pass(struct state *state, const struct event *event)
{
    struct rung *rung = state_rung(state, event->pass.activity);
    if (rung)
        rung->passed_ms = stamp_ms(event->at);
}

/* Practices */

/* From a stop until the end of its day, however late it was found out. */
static void rest_until_tomorrow(struct state *state, unsigned level, int64_t stopped_ms, const struct event *event)
{
    int64_t until = event_midnight_after(event, stopped_ms);
    bool resting = state->rest_level.said && stopped_ms < state->rest_until_ms;
    if (!resting || level < state->rest_level.is)
        state->rest_level = SCORE(level);
    /* A later stop may have the earlier midnight: further east, or by another clock. */
    if (until > state->rest_until_ms)
        state->rest_until_ms = until;
}

/* A stop rests the rung and all above it until tomorrow; `event` is how it became known. */
static void take_stop(struct state *state, struct practice *practice, int64_t stopped_ms, const struct event *event)
{
    bool first = !practice->stopped_ms;
    if (first)
        practice->stopped_ms = stopped_ms;
    if (!practice->consent.begun_ms)
        return; /* turned back at the gate: nothing happened yet, and a smaller rung is open */
    rest_until_tomorrow(state, practice->planned->plan.level, stopped_ms, event);
    if (practice->rung) {
        practice->rung->stopped += first;
        practice->rung->last_stopped_ms = stopped_ms;
    }
}

/*
 * What the kernel made of an input: it may have found a stop, by somebody or by time.  The day of one by time is
 * told by what was last said before it, so that it does not matter who finds it, and when.
 */
static void note_stop(struct state *state, struct practice *practice, const struct event *event)
{
    int64_t stopped_ms = practice->consent.stopped_ms;
    /* Not by the phase: one input may find it stopped by silence and wind it down at once. */
    if (stopped_ms && !practice->stopped_ms)
        take_stop(state, practice, stopped_ms, stopped_ms < stamp_ms(event->at) ? practice->heard : event);
}

static void step(struct state *state, struct practice *practice, const struct event *event, struct consent_input input)
{
    input.now_ms = input.said_ms = stamp_ms(event->at);
    /* What was refused when it was said is refused again now; the log keeps that it was said. */
    enum consent_verdict verdict = consent_step(&practice->consent, &input);
    (void)verdict;
    note_stop(state, practice, event);
    if (input.kind != CONSENT_TICK)
        practice->heard = event;
}

static void fold_plan(struct state *state, const struct event *event)
{
    struct entry *entry = add_entry(state, event);
    struct practice *practice = ARENA_NEW(state->arena, struct practice);
    const struct plan *plan = &event->plan;
    struct practice *other = state_open_practice(state);
    int64_t now_ms = stamp_ms(event->at);
    practice->id = event->at;
    practice->planned = practice->heard = event;
    practice->rung = state_rung(state, plan->activity);
    entry->practice = practice;
    if (practice->rung) {
        practice->before = practice->rung->newest;
        practice->rung->newest = practice;
    }
    PUSH(state, &state->practices, struct practice *, practice);

    /* What was left without a word has been ended by time, and may rest this rung. */
    if (other)
        step(state, other, event, (struct consent_input){.kind = CONSENT_TICK});
    /* One at a time: a practice cannot turn into another (design, section 6). */
    bool allowed = practice->rung && rung_closed(state, practice->rung, now_ms) == CLOSED_NOT &&
                   !(other && consent_is_open(&other->consent));
    step(state, practice, event,
         (struct consent_input){
             .kind = CONSENT_OFFER,
             .offer =
                 {
                     .people = 1,
                     .level = plan->level,
                     .planned_ms = (int64_t)plan->minutes * 60000,
                     .ask_every_ms = (int64_t)plan->ask_seconds * 1000,
                     .midnight_ms = event_midnight_after(event, now_ms),
                     .ceiling = {ladder_ceiling(state)},
                     .allowed = {allowed},
                 },
         });
    step(state, practice, event, (struct consent_input){.kind = CONSENT_AGREE});
}

static void fold_gate(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->gate.practice);
    if (!entry || !entry->practice)
        return;
    add_version(state, entry, event);
    entry->practice->gate = event;
    step(state, entry->practice, event,
         (struct consent_input){
             .kind = CONSENT_CHECK_IN,
             .checkin = checkin_of_gate(&event->gate),
         });
}

static int64_t day_of(const struct practice *practice)
{
    return moment_at(stamp_ms(practice->id), practice->planned->zone_min).day;
}

/* True if another comfortable practice of this rung fell on the same day; walks back no further than that day. */
static bool day_is_shared(const struct practice *practice)
{
    for (const struct practice *p = practice->rung->newest; p && day_of(p) >= day_of(practice); p = p->before)
        if (p != practice && p->comfortable && day_of(p) == day_of(practice))
            return true;
    return false;
}

/* A wind-down may be edited and a next day may be worse: count a practice again each time. */
static void count_practice(struct practice *practice, const struct event *event)
{
    struct rung *rung = practice->rung;
    bool comfortable = practice->winddown && practice_was_comfortable(practice) &&
                       !(practice->nextday && day_was_harder(&practice->nextday->nextday));
    if (!rung)
        return;
    if (!practice->counted) {
        practice->counted = true;
        rung->times++;
        rung->last_ms = stamp_ms(event->at);
    }
    if (comfortable == practice->comfortable)
        return;
    practice->comfortable = comfortable;
    unsigned days = day_is_shared(practice) ? 0 : 1;
    if (comfortable) {
        rung->comfortable++;
        rung->comfortable_days += days;
    } else {
        rung->comfortable--;
        rung->comfortable_days -= days;
    }
}

static void fold_step(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->step.practice);
    if (!entry || !entry->practice)
        return;
    add_version(state, entry, event);
    step(state, entry->practice, event, (struct consent_input){.kind = (enum consent_input_kind)event->step.step});
    /* Who says stop has stopped now, also where time had ended it before anybody heard. */
    const struct consent *consent = &entry->practice->consent;
    if (event->step.step == CONSENT_STOP && consent->begun_ms && consent->phase != CONSENT_CLOSED)
        take_stop(state, entry->practice, stamp_ms(event->at), event);
    if (entry->practice->consent.phase == CONSENT_CLOSED && entry->practice->consent.begun_ms)
        count_practice(entry->practice, event);
}

static void fold_winddown(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->winddown.practice);
    if (!entry || !entry->practice)
        return;
    add_version(state, entry, event);
    entry->practice->winddown = event;
    if (entry->practice->consent.phase != CONSENT_CLOSED) {
        step(state, entry->practice, event, (struct consent_input){.kind = CONSENT_END});
        step(state, entry->practice, event, (struct consent_input){.kind = CONSENT_WIND_DOWN_DONE});
    }
    if (entry->practice->consent.begun_ms)
        count_practice(entry->practice, event);
}

static void fold_nextday(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->nextday.practice);
    if (!entry || !entry->practice)
        return;
    add_version(state, entry, event);
    entry->practice->nextday = event;
    if (entry->practice->consent.begun_ms)
        count_practice(entry->practice, event);
}

/* A limit set in the middle of a practice acts in the middle (design, section 6). */
static void tighten_open_practice(struct state *state, const struct event *event)
{
    struct practice *practice = state_open_practice(state);
    if (!practice || !practice->rung || !consent_is_open(&practice->consent))
        return;
    enum closed closed = rung_closed(state, practice->rung, stamp_ms(event->at));
    step(state, practice, event,
         (struct consent_input){
             .kind = CONSENT_LIMIT_TIGHTENED,
             .ceiling = ladder_ceiling(state),
             .allowed = closed == CLOSED_NOT,
         });
}

/* Chunks stand beside the tellings of their recording; core/course/media.h puts them in order when they are asked for. */
static void fold_chunk(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->chunk.item);
    if (!entry || entry->kind != MEDIA_BEGUN)
        return;
    struct version *version = ARENA_NEW(state->arena, struct version);
    *version = (struct version){.event = event, .before = entry->chunks};
    entry->chunks = version;
}

/* The rest */

static void fold_answer(struct state *state, const struct event *event, struct str question, unsigned aside)
{
    struct answer_now *now = NULL;
    for (size_t i = 0; i < state->answers_len && !now; i++)
        if (str_eq(state->answers[i].question, question))
            now = &state->answers[i];
    if (!now) {
        if (state->answers_len == ANSWERS_MAX)
            return;
        now = &state->answers[state->answers_len++];
        now->question = question;
    }
    now->aside = aside;
    if (!aside)
        now->given = event;
}

static void fold_card(struct state *state, const struct event *event)
{
    if (event->card.part == 0 || event->card.part >= CARD_END)
        return;
    struct version *version = ARENA_NEW(state->arena, struct version);
    *version = (struct version){.event = event, .before = state->card[event->card.part]};
    state->card[event->card.part] = version;
    state->limits_looked_ms = stamp_ms(event->at);
}

static void fold_ceiling(struct state *state, const struct event *event)
{
    if (event->ceiling.alone.said)
        state->ceiling_alone = event->ceiling.alone;
    if (event->ceiling.together.said)
        state->ceiling_together = event->ceiling.together;
}

static void fold_favourite(struct state *state, const struct event *event)
{
    for (size_t i = 0; i < state->taken.len; i++) {
        if (!str_eq(state->taken.at[i]->favourite.what, event->favourite.what))
            continue;
        state->taken.at[i] = event;
        return;
    }
    PUSH(state, &state->taken, const struct event *, event);
}

/* A line of a sheet adds to it, as a wind-down adds to its practice. */
static void fold_said(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->said.sheet);
    if (entry && entry->kind == WORKSHEET_BEGUN)
        add_version(state, entry, event);
}

/* The words of a draft that is over stay nowhere in memory. */
static void end_draft(struct state *state, struct stamp item)
{
    struct draft_now *now = state_draft_of(state, item);
    size_t kept = 0;
    if (!now)
        return;
    mem_zero(now->room, now->room_len);
    for (size_t i = 0; i < state->drafts.len; i++)
        if (state->drafts.at[i] != now)
            state->drafts.at[kept++] = state->drafts.at[i];
    state->drafts.len = kept;
}

static struct str put_in_room(struct draft_now *now, size_t *used, struct str s)
{
    uint8_t *at = now->room + *used;
    if (s.len)
        mem_copy(at, s.at, s.len);
    *used += s.len;
    return (struct str){(const char *)at, s.len};
}

static void fill_draft(struct state *state, struct draft_now *now, const struct event *event)
{
    const struct draft *draft = &event->draft;
    size_t wanted = draft->about.len + draft->words.len + draft->page.len, used = 0;
    if (now->room_len)
        mem_zero(now->room, now->room_len);
    if (wanted > now->room_len) {
        now->room_len = 2 * wanted;
        now->room = ARENA_MANY(state->arena, uint8_t, now->room_len);
    }
    now->event = *event;
    now->event.draft.about = put_in_room(now, &used, draft->about);
    now->event.draft.words = put_in_room(now, &used, draft->words);
    now->event.draft.page = put_in_room(now, &used, draft->page);
}

static void fold_draft(struct state *state, const struct event *event)
{
    struct stamp item = event_item(event);
    struct draft_now *now = state_draft_of(state, item);
    if (event->draft.words.len == 0) {
        end_draft(state, item);
        return;
    }
    if (!now) {
        now = ARENA_NEW(state->arena, struct draft_now);
        PUSH(state, &state->drafts, struct draft_now *, now);
    }
    if (event->n)
        PUSH(state, &now->places, uint64_t, event->n);
    fill_draft(state, now, event);
}

static void fold_removal(struct state *state, const struct event *event)
{
    if (event->remove.rest_level.said) {
        /* The clock may have been set since the stop, whose own midnight is gone: the later of the two counts. */
        struct event by_log = *event;
        by_log.wall_ms = 0;
        rest_until_tomorrow(state, event->remove.rest_level.is, stamp_ms(event->at), event);
        rest_until_tomorrow(state, event->remove.rest_level.is, stamp_ms(event->at), &by_log);
    }
    if (!state_is_removed(state, event->remove.item))
        PUSH(state, &state->removed, struct stamp, event->remove.item);
    end_draft(state, event->remove.item);
}

static void fold_asked(struct state *state, const struct event *event)
{
    struct rung *rung = state_rung(state, event->asked.activity);
    if (rung)
        rung->asked = event->asked.answer;
}

/* What changes the belief about something that it has already taken in. */
static void touch_belief(struct state *state, const struct event *event)
{
    bool sets = event->kind == SETTING_CHOSEN && event->setting.setting == SETTING_LINE;
    if (sets || event->kind == ANSWER_GIVEN || event->kind == ACTIVITY_ADDED || event->kind == BELIEF_CORRECTED)
        learned_forget(state);
    else if (event->kind == CHECKIN_ADDED || event->kind == PRACTICE_STEPPED || event->kind == PRACTICE_CHECKED ||
             event->kind == WIND_DOWN_SAID || event->kind == NEXT_DAY_SAID)
        learned_touch(state, event_item(event));
}

static void fold_one(struct state *state, const struct event *event)
{
    touch_belief(state, event);
    switch (event->kind) {
    case SETTING_CHOSEN:
        if (event->setting.setting > 0 && event->setting.setting < SETTING_END)
            state->settings[event->setting.setting] = event;
        return;
    case ANSWER_GIVEN:
        fold_answer(state, event, event->answer.question, 0);
        tighten_open_practice(state, event);
        return;
    case ANSWER_SET_ASIDE:
        fold_answer(state, event, event->aside.question, event->aside.how);
        return;
    case CHECKIN_ADDED: {
        struct entry *entry = tell(state, event);
        if (entry && (!state->checkin || stamp_cmp(entry->id, event_item(state->checkin)) >= 0))
            state->checkin = event;
        return;
    }
    case LIMIT_SET:
        tell(state, event);
        state->limits_looked_ms = stamp_ms(event->at);
        tighten_open_practice(state, event);
        return;
    case CARD_SAID:
        fold_card(state, event);
        return;
    case LIMITS_LOOKED_AT:
        if (event->look.answer == LOOK_STILL_RIGHT)
            state->limits_looked_ms = stamp_ms(event->at);
        else
            state->reask_later_ms = stamp_ms(event->at);
        return;
    case CEILING_SET:
        fold_ceiling(state, event);
        tighten_open_practice(state, event);
        return;
    case ACTIVITY_SHAPED:
        fold_shape(state, event);
        return;
    case ACTIVITY_ADDED:
        fold_own(state, event);
        return;
    case ACTIVITY_PASSED:
        fold_pass(state, event);
        return;
    case PRACTICE_PLANNED:
        fold_plan(state, event);
        return;
    case PRACTICE_CHECKED:
        fold_gate(state, event);
        return;
    case PRACTICE_STEPPED:
        fold_step(state, event);
        return;
    case WIND_DOWN_SAID:
        fold_winddown(state, event);
        return;
    case NEXT_DAY_SAID:
        fold_nextday(state, event);
        return;
    case NOTE_WRITTEN:
    case BODY_MARKED:
    case MEASURE_IMPORTED:
    case MEASURE_SAID:
    case MEDIA_BEGUN:
        tell(state, event);
        return;
    case MEDIA_CHUNK:
        fold_chunk(state, event);
        return;
    case FAVOURITE_SET:
        fold_favourite(state, event);
        return;
    case WORKSHEET_BEGUN:
        add_entry(state, event);
        return;
    case WORKSHEET_SAID:
        fold_said(state, event);
        return;
    case ITEM_REMOVED:
        fold_removal(state, event);
        return;
    case SHEET_PROVEN:
        state->sheet_proven = true;
        return;
    case WAYS_CHANGED:
        PUSH(state, &state->ways, const struct event *, event);
        /* A proof is of one sheet. */
        if (event->ways.what == WAYS_SHEET || event->ways.what == WAYS_ANEW)
            state->sheet_proven = false;
        return;
    case BELIEF_CORRECTED:
        PUSH(state, &state->corrections, const struct event *, event);
        return;
    case ASIDE_ASKED:
        fold_asked(state, event);
        return;
    case DRAFT_KEPT: /* drafts stand apart: state_fold */
    case EVENT_NONE:
    case EVENT_END:
        break;
    }
    ASSERT(false);
}

static void begin(struct state *state, struct arena *arena, struct learned *learned)
{
    *state = (struct state){.arena = arena, .learned = learned};
    learned_forget(state);
    begin_library(state);
}

void state_begin(struct state *state, struct arena *arena)
{
    begin(state, arena, ARENA_NEW(arena, struct learned));
}

void state_fold(struct state *state, const struct event *event)
{
    if (stamp_cmp(event->at, state->last) > 0) {
        state->last = event->at;
        state->last_wall_ms = event_wall_ms(event);
    }
    if (event->kind == DRAFT_KEPT) {
        if (!state_is_removed(state, event_item(event)))
            fold_draft(state, event);
        return;
    }
    PUSH(state, &state->events, const struct event *, event);
    if (!state_is_removed(state, event_item(event)))
        fold_one(state, event);
}

/* No clock that is believed comes there, and a log that began at the last of them would creep for a thousand years. */
static bool is_beyond_clocks(struct stamp last, struct stamp at)
{
    static const int64_t leap_ms = (int64_t)100 * 365 * 24 * 60 * 60 * 1000;
    int64_t ms = stamp_ms(at);
    return ms >= CLOCK_FAR_MS && (ms - stamp_ms(last) > leap_ms || ms >= 2 * CLOCK_FAR_MS);
}

enum err state_take(struct state *state, struct bytes record, uint64_t n)
{
    struct event decoded;
    enum err e = event_decode(record, &decoded);
    if (e)
        return e;
    if (is_beyond_clocks(state->last, decoded.at))
        return ERR_MALFORMED;
    decoded.n = n;
    struct event *event = &decoded; /* a draft is copied from it */
    if (decoded.kind != DRAFT_KEPT) {
        event = ARENA_NEW(state->arena, struct event);
        *event = decoded;
    }
    state_fold(state, event);
    return ERR_OK;
}

void state_refold(struct state *state)
{
    struct state before = *state;
    begin(state, before.arena, before.learned);
    /* What was removed is known before the first event is folded, so the order of arrival does not matter. */
    state->removed.at = before.removed.at;
    state->removed.len = before.removed.len;
    state->removed.cap = before.removed.cap;
    state->drafts.at = before.drafts.at;
    state->drafts.len = before.drafts.len;
    state->drafts.cap = before.drafts.cap;
    for (size_t i = 0; i < before.events.len; i++) {
        const struct event *event = before.events.at[i];
        if (!state_is_removed(&before, event_item(event)))
            state_fold(state, event);
    }
    state->last = before.last;
    state->last_wall_ms = before.last_wall_ms;
}
