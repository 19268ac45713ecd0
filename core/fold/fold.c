/* core/fold/fold.c - one event after another into the state */
#include "core/own_words.h"
#include "core/fold/fold.h"

#include "core/fold/draft.h"
#include "core/fold/entry.h"
#include "core/fold/practice.h"
#include "core/offers/learned.h"

/* Limits */

static struct version *telling_before(const struct entry *entry, uint64_t device)
{
    struct version *v = entry->latest->before;
    while (v && v->event->at.device != device)
        v = v->before;
    return v;
}

/* What the newest telling knew of is no head any more. */
static void mark_known(struct entry *entry)
{
    const struct event *event = entry->latest->event;
    struct version *before = event->limit.over.len ? NULL : telling_before(entry, event->at.device);
    for (struct version *v = entry->latest->before; v; v = v->before)
        v->over = v->over || v == before || over_has(event->limit.over, v->event->at);
}

/* Stances count up to "never". */
static const struct event *tightest_head(const struct entry *entry)
{
    const struct event *tightest = NULL;
    for (const struct version *v = entry->latest; v; v = v->before)
        if (!v->over && (!tightest || v->event->limit.stance > tightest->limit.stance))
            tightest = v->event;
    return tightest;
}

/* A limit told on two devices apart has two heads, and both act.  One whose first telling is gone stands all the same.
 */
static void fold_limit(struct state *state, const struct event *event)
{
    struct entry *entry = entry_tell(state, event);
    if (!entry)
        entry = entry_add(state, event);
    if (!entry)
        return;
    mark_known(entry);
    entry->shown = tightest_head(entry);
}

/* Rungs */

static void begin_library(struct state *state)
{
    struct rung *rungs = REGION_MANY(&state->made, struct rung, LIBRARY_LEN + 1);
    for (size_t i = 0; i < LIBRARY_LEN; i++) {
        rungs[i] = (struct rung){.activity = &LIBRARY[i], .index = i, .known = (unsigned)i};
        REGION_PUSH(&state->made, &state->rungs, &rungs[i]);
    }
}

static struct str called(struct state *state, const struct own *own)
{
    size_t len = own->name.len + 1 + own->props.len;
    struct buf both = {.at = REGION_MANY(&state->made, uint8_t, len), .cap = len};
    buf_put(&both, own->name);
    buf_put_byte(&both, '\n');
    buf_put(&both, own->props);
    return buf_str(&both);
}

static void fold_own(struct state *state, const struct event *event)
{
    struct entry *entry = entry_tell(state, event);
    if (!entry)
        return;
    struct rung *rung = entry->rung;
    if (!rung) {
        entry->rung = rung = REGION_NEW(&state->made, struct rung);
        rung->index = SIZE_MAX;
        rung->known = (unsigned)state->rungs.len;
        REGION_PUSH(&state->made, &state->rungs, rung);
    }
    enum { STAMP_TEXT = 2 * STAMP_BYTES };
    struct buf id = {.at = REGION_MANY(&state->made, uint8_t, STAMP_TEXT), .cap = STAMP_TEXT};
    buf_put_stamp(&id, entry->id);
    struct activity *activity = REGION_NEW(&state->made, struct activity);
    struct str name_and_things = called(state, &event->own);
    *activity = (struct activity){
        .id = buf_str(&id),
        .called = name_and_things,
        .letters = own_letters(name_and_things),
        .dimension = event->own.dimension,
        .company = event->own.company,
        .level = event->own.level,
        .minutes = event->own.minutes ? event->own.minutes : 5,
        .tags = event->own.tags,
        .areas = event->own.areas,
    };
    rung->activity = activity;
    rung->own = event;
    rung->renamed = S("");
}

static void fold_shape(struct state *state, const struct event *event)
{
    struct rung *rung = state_rung(state, event->shape.activity);
    if (!rung)
        return;
    if (event->shape.hidden && !rung->hidden)
        rung->hidden_ms = stamp_ms(event->at);
    rung->hidden = event->shape.hidden != 0;
    rung->renamed = event->shape.name;
    rung->place = event->shape.place;
}

static void fold_pass(struct state *state, const struct event *event)
{
    struct rung *rung = state_rung(state, event->pass.activity);
    if (rung)
        rung->passed_ms = stamp_ms(event->at);
}

/* Chunks stand beside the tellings of their recording; core/course/media.h puts them in order when they are asked for.
 */
static void fold_chunk(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->chunk.item);
    if (!entry || entry->kind != MEDIA_BEGUN)
        return;
    struct version *version = REGION_NEW(&state->made, struct version);
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
    struct version *version = REGION_NEW(&state->made, struct version);
    *version = (struct version){.event = event, .before = state->card[event->card.part]};
    state->card[event->card.part] = version;
    state->limits_looked_ms = stamp_ms(event->at);
}

/* True if this telling of a ceiling knew of that one: it names it, or it is of version 1 and of the same device. */
static bool knew_of(const struct event *telling, const struct event *earlier)
{
    const struct ceiling *ceiling = &telling->ceiling;
    return ceiling->over.len ? over_has(ceiling->over, earlier->at) : telling->at.device == earlier->at.device;
}

static void lower(struct score *ceiling, struct score said)
{
    if (said.said && (!ceiling->said || said.is < ceiling->is))
        *ceiling = said;
}

/* Tellings that did not know of each other all hold, and the lowest acts (people.md 6, rule 6). */
static void fold_ceiling(struct state *state, const struct event *event)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->ceilings.len; i++) {
        struct ceiling_head head = state->ceilings.at[i];
        if (knew_of(event, head.event)) {
            head.alone &= !event->ceiling.alone.said;
            head.together &= !event->ceiling.together.said;
        }
        if (head.alone || head.together)
            state->ceilings.at[kept++] = head;
    }
    state->ceilings.len = kept;
    REGION_PUSH(&state->made, &state->ceilings,
                (struct ceiling_head){event, event->ceiling.alone.said, event->ceiling.together.said});
    state->ceiling_alone = state->ceiling_together = (struct score){0};
    for (size_t i = 0; i < state->ceilings.len; i++) {
        const struct ceiling_head *head = &state->ceilings.at[i];
        if (head->alone)
            lower(&state->ceiling_alone, head->event->ceiling.alone);
        if (head->together)
            lower(&state->ceiling_together, head->event->ceiling.together);
    }
}

static void fold_favourite(struct state *state, const struct event *event)
{
    for (size_t i = 0; i < state->taken.len; i++) {
        if (!str_eq(state->taken.at[i]->favourite.what, event->favourite.what))
            continue;
        state->taken.at[i] = event;
        return;
    }
    REGION_PUSH(&state->made, &state->taken, event);
}

/* A line of a sheet adds to it, as a wind-down adds to its practice. */
static void fold_said(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->said.sheet);
    if (entry && entry->kind == WORKSHEET_BEGUN)
        entry_add_version(state, entry, event);
}

static void fold_removal(struct state *state, const struct event *event)
{
    if (event->remove.rest_level.said) {
        /* The clock may have been set since the stop, whose own midnight is gone: the later of the two counts. */
        struct event by_log = *event;
        by_log.wall_ms = 0;
        struct event *kept = REGION_NEW(&state->made, struct event);
        *kept = by_log;
        rest_until_tomorrow(state, event->remove.rest_level.is, stamp_ms(event->at), event, event);
        rest_until_tomorrow(state, event->remove.rest_level.is, stamp_ms(event->at), kept, kept);
    }
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
        tighten_open_practices(state, event);
        return;
    case ANSWER_SET_ASIDE:
        fold_answer(state, event, event->aside.question, event->aside.how);
        return;
    case CHECKIN_ADDED: {
        struct entry *entry = entry_tell(state, event);
        if (entry && (!state->checkin || stamp_cmp(entry->id, event_item(state->checkin)) >= 0))
            state->checkin = event;
        return;
    }
    case LIMIT_SET:
        fold_limit(state, event);
        state->limits_looked_ms = stamp_ms(event->at);
        tighten_open_practices(state, event);
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
        tighten_open_practices(state, event);
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
        entry_tell(state, event);
        return;
    case MEDIA_CHUNK:
        fold_chunk(state, event);
        return;
    case FAVOURITE_SET:
        fold_favourite(state, event);
        return;
    case WORKSHEET_BEGUN:
        entry_add(state, event);
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
        REGION_PUSH(&state->made, &state->ways, event);
        /* A proof is of one sheet. */
        if (event->ways.what == WAYS_SHEET || event->ways.what == WAYS_ANEW)
            state->sheet_proven = false;
        return;
    case BELIEF_CORRECTED:
        REGION_PUSH(&state->made, &state->corrections, event);
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

/* The made part, from nothing. */
static void begin(struct state *state)
{
    struct state kept = *state;
    *state = (struct state){
        .log = kept.log,
        .learned = kept.learned,
        .made = kept.made,
        .later_guard = kept.later_guard,
        .met_level = kept.met_level,
        .met_until_ms = kept.met_until_ms,
        .own_device = kept.own_device,
        .own_since = kept.own_since,
    };
    state->drafts.at = kept.drafts.at;
    state->drafts.len = kept.drafts.len;
    state->drafts.cap = kept.drafts.cap;
    region_again(&state->made);
    learned_forget(state);
    begin_library(state);
}

void state_begin(struct state *state, struct arena *arena)
{
    *state = (struct state){.learned = ARENA_NEW(arena, struct learned)};
    log_begin(&state->log, arena);
    region_begin(&state->made, arena);
    begin(state);
}

static void fold(struct state *state, const struct event *event)
{
    state->judged_for = event->at.device;
    fold_one(state, event);
    state->judged_for = 0;
}

void state_refold(struct state *state)
{
    log_order(&state->log);
    begin(state);
    for (size_t i = 0; i < state->log.events.len; i++)
        fold(state, state->log.events.at[i]);
}

void state_settle(struct state *state)
{
    if (state->log.late)
        state_refold(state);
}

/* Drafts are no part of what happened; they only move its clock on. */
static void put_draft(struct state *state, const struct event *event)
{
    log_saw(&state->log, event);
    if (!state_is_removed(state, event_item(event)))
        fold_draft(state, event);
}

static void put(struct state *state, struct event *event)
{
    if (event->kind == DRAFT_KEPT)
        put_draft(state, event);
    else if (log_put(&state->log, event))
        fold(state, event);
    if (event->kind == ITEM_REMOVED)
        end_draft(state, event->remove.item);
}

void state_fold(struct state *state, struct event *event)
{
    put(state, event);
    state_settle(state);
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
    if (e) {
        state->later_guard = state->later_guard || event_is_later_guard(record);
        return e;
    }
    if (is_beyond_clocks(state->log.last, decoded.at))
        return ERR_MALFORMED;
    decoded.n = n;
    struct event *event = &decoded; /* a draft is copied from it */
    if (decoded.kind != DRAFT_KEPT) {
        event = ARENA_NEW(state->log.arena, struct event);
        *event = decoded;
    }
    put(state, event);
    return ERR_OK;
}
