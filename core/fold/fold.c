/* core/fold/fold.c - one event after another into the state */
#include "core/fold/fold.h"

#include "core/offers/learned.h"
#include "core/practice/open.h"

/* Items and their versions */

static void add_version(struct state *state, struct entry *entry, const struct event *event)
{
    struct version *version = REGION_NEW(&state->made, struct version);
    *version = (struct version){.event = event, .before = entry->latest};
    entry->latest = version;
}

/* A limit that outlives its first telling has an earlier name than the newest entry; all others come last. */
static void put_in_order(struct state *state, struct entry *entry)
{
    REGION_PUSH(&state->made, &state->entries, entry);
    for (size_t i = state->entries.len - 1; i > 0; i--) {
        struct entry **pair = &state->entries.at[i - 1];
        if (stamp_cmp(pair[0]->id, entry->id) <= 0)
            return;
        pair[1] = pair[0];
        pair[0] = entry;
        learned_forget(state); /* it counts entries by their place */
    }
}

/* NULL: a device that forgot itself has given two things one name, and the first has it. */
static struct entry *add_entry(struct state *state, const struct event *event)
{
    struct stamp id = event_item(event);
    if (state_entry(state, id))
        return NULL;
    struct entry *entry = REGION_NEW(&state->made, struct entry);
    entry->id = id;
    entry->kind = event->kind;
    entry->shown = event;
    add_version(state, entry, event);
    put_in_order(state, entry);
    if (entry->kind == LIMIT_SET)
        REGION_PUSH(&state->made, &state->limits, entry);
    if (entry->kind == MEDIA_BEGUN)
        REGION_PUSH(&state->made, &state->media, entry);
    if (entry->kind == BODY_MARKED)
        REGION_PUSH(&state->made, &state->maps, entry);
    if (entry->kind == WORKSHEET_BEGUN)
        REGION_PUSH(&state->made, &state->sheets, entry);
    if (entry->kind == NOTE_WRITTEN && event->note.about.len)
        REGION_PUSH(&state->made, &state->abouts, entry);
    if (entry->kind == MEASURE_IMPORTED)
        REGION_PUSH(&state->made, &state->measures, entry);
    if (entry->kind == MEASURE_SAID)
        REGION_PUSH(&state->made, &state->measured, entry);
    return entry;
}

/* A first telling makes an entry; an edit takes its place; an edit of what is gone is dropped. */
static struct entry *tell(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event_item(event));
    if (!entry)
        return stamp_cmp(event_item(event), event->at) == 0 ? add_entry(state, event) : NULL;
    if (entry->kind != event->kind)
        return NULL;
    add_version(state, entry, event);
    entry->shown = event;
    return entry;
}

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
    struct entry *entry = tell(state, event);
    if (!entry)
        entry = add_entry(state, event);
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
        rungs[i] = (struct rung){.activity = &LIBRARY[i], .index = i, .known = (unsigned)i, .name = LIBRARY[i].name};
        REGION_PUSH(&state->made, &state->rungs, &rungs[i]);
    }
}

static void fold_own(struct state *state, const struct event *event)
{
    struct entry *entry = tell(state, event);
    if (!entry)
        return;
    enum { STAMP_TEXT = 2 * STAMP_BYTES };
    struct buf id = {.at = REGION_MANY(&state->made, uint8_t, STAMP_TEXT), .cap = STAMP_TEXT};
    buf_put_stamp(&id, entry->id);
    struct rung *rung = state_rung(state, buf_str(&id));
    if (!rung) {
        rung = REGION_NEW(&state->made, struct rung);
        rung->index = SIZE_MAX;
        rung->known = (unsigned)state->rungs.len;
        REGION_PUSH(&state->made, &state->rungs, rung);
    }
    struct activity *activity = REGION_NEW(&state->made, struct activity);
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

/* Those of the same devices that are over by then have nothing to say any more. */
static void drop_rests_before(struct state *state, const struct rest *rest)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->rests.len; i++) {
        const struct rest *before = &state->rests.at[i];
        bool same = before->of->at.device == rest->of->at.device && before->by->at.device == rest->by->at.device;
        if (!same || before->until_ms > rest->stopped_ms)
            state->rests.at[kept++] = *before;
    }
    state->rests.len = kept;
}

/* From a stop until the end of its day, however late it was found out. */
static void rest_until_tomorrow(struct state *state, unsigned level, int64_t stopped_ms, const struct event *of,
                                const struct event *event)
{
    int64_t until = event_midnight_after(event, stopped_ms);
    struct rest rest = {.of = of, .by = event, .level = level, .stopped_ms = stopped_ms, .until_ms = until};
    drop_rests_before(state, &rest);
    REGION_PUSH(&state->made, &state->rests, rest);
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
    if (!practice->consent.begun_ms && !practice->begun_apart)
        return; /* turned back at the gate: nothing happened yet, and a smaller rung is open */
    rest_until_tomorrow(state, practice->planned->plan.level, stopped_ms, practice->planned, event);
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

/* A practice belongs to the device that began it (people.md 6, rule 8). */
static bool belongs_to(const struct practice *practice, const struct event *event)
{
    return practice->id.device == event->at.device;
}

/* Another device's clock may be far ahead: what is said later than a practice can last is taken as said at once. */
static bool is_out_of_time(const struct practice *practice, const struct event *event)
{
    bool tick = event->kind == PRACTICE_STEPPED && event->step.step == CONSENT_TICK; /* by the clock of who looks */
    return !tick && !belongs_to(practice, event) &&
           stamp_ms(event->at) > stamp_ms(practice->heard->at) + CONSENT_MAX_PRACTICE_MS;
}

static int64_t moment_of(const struct practice *practice, const struct event *event)
{
    return stamp_ms(is_out_of_time(practice, event) ? practice->heard->at : event->at);
}

static void step(struct state *state, struct practice *practice, const struct event *event, struct consent_input input)
{
    input.now_ms = input.said_ms = moment_of(practice, event);
    /* What was refused when it was said is refused again now; the log keeps that it was said. */
    enum consent_verdict verdict = consent_step(&practice->consent, &input);
    (void)verdict;
    note_stop(state, practice, event);
    if (input.kind != CONSENT_TICK && !is_out_of_time(practice, event))
        practice->heard = event;
}

static void fold_plan(struct state *state, const struct event *event)
{
    struct entry *entry = add_entry(state, event);
    if (!entry)
        return;
    struct practice *practice = REGION_NEW(&state->made, struct practice);
    const struct plan *plan = &event->plan;
    struct practice *other = state_open_practice(state);
    int64_t now_ms = stamp_ms(event->at);
    practice->id = entry->id;
    practice->planned = practice->heard = event;
    practice->rung = state_rung(state, plan->activity);
    entry->practice = practice;
    if (practice->rung) {
        practice->before = practice->rung->newest;
        practice->rung->newest = practice;
    }
    REGION_PUSH(&state->made, &state->practices, practice);

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
    if (!entry || !entry->practice || !belongs_to(entry->practice, event))
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

/* What another device may say to a practice: that it stops, and that it is over once it has been stopped. */
static bool may_come_from_elsewhere(const struct practice *practice, enum consent_input_kind step)
{
    if (step == CONSENT_END)
        return practice->consent.phase == CONSENT_STOPPED;
    return step == CONSENT_STOP || step == CONSENT_APP_CLOSED || step == CONSENT_WIND_DOWN_DONE || step == CONSENT_TICK;
}

static void fold_step(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->step.practice);
    if (!entry || !entry->practice)
        return;
    if (!belongs_to(entry->practice, event) &&
        !may_come_from_elsewhere(entry->practice, (enum consent_input_kind)event->step.step))
        return;
    add_version(state, entry, event);
    step(state, entry->practice, event, (struct consent_input){.kind = (enum consent_input_kind)event->step.step});
    const struct consent *consent = &entry->practice->consent;
    /* Two devices that did not know of each other practised: what is refused here was open there, and its stop rests.
     */
    bool apart = consent->phase == CONSENT_NONE;
    bool stops = event->step.step == CONSENT_STOP || (apart && event->step.step == CONSENT_APP_CLOSED);
    if (apart && event->step.step == CONSENT_BEGIN)
        entry->practice->begun_apart = true;
    /* Who says stop has stopped now, also where time had ended it before anybody heard. */
    if (stops && (consent->begun_ms || apart) && consent->phase != CONSENT_CLOSED)
        take_stop(state, entry->practice, moment_of(entry->practice, event), event);
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
        if (belongs_to(entry->practice, event) || entry->practice->consent.phase == CONSENT_STOPPED)
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

static void tighten(struct state *state, struct practice *practice, const struct event *event)
{
    state->judged_for = practice->id.device;
    enum closed closed = rung_closed(state, practice->rung, moment_of(practice, event));
    step(state, practice, event,
         (struct consent_input){
             .kind = CONSENT_LIMIT_TIGHTENED,
             .ceiling = ladder_ceiling(state),
             .allowed = closed == CLOSED_NOT,
         });
    state->judged_for = event->at.device;
}

/* A limit set in the middle of a practice acts in the middle (design, section 6), on whichever device it was set. */
static void tighten_open_practices(struct state *state, const struct event *event)
{
    enum { DEVICES_AT_ONCE = 16 };
    for (size_t i = state->practices.len, seen = 0; i-- > 0 && seen < DEVICES_AT_ONCE; seen++)
        if (state->practices.at[i]->rung && consent_is_open(&state->practices.at[i]->consent))
            tighten(state, state->practices.at[i], event);
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
        add_version(state, entry, event);
}

/* The words of a draft that is over stay nowhere in memory. */
static void end_draft(struct state *state, struct stamp item)
{
    struct draft_now *now = state_draft_of(state, item);
    size_t kept = 0;
    if (!now)
        return;
    if (now->room_len)
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

/* Of two keepings with one stamp, of a device that forgot itself, the one with more words, or else the greater. */
static bool newer_draft(const struct event *a, const struct event *b)
{
    int order = stamp_cmp(a->at, b->at);
    struct str x = a->draft.words, y = b->draft.words;
    if (order == 0)
        order = x.len != y.len ? (x.len > y.len) - (x.len < y.len) : mem_compare(x.at, y.at, x.len);
    return order > 0;
}

static void fill_draft(struct state *state, struct draft_now *now, const struct event *event)
{
    const struct draft *draft = &event->draft;
    size_t wanted = draft->about.len + draft->words.len + draft->page.len, used = 0;
    if (now->room_len)
        mem_zero(now->room, now->room_len);
    if (wanted > now->room_len) {
        now->room_len = 2 * wanted;
        now->room = ARENA_MANY(state->log.arena, uint8_t, now->room_len);
    }
    now->event = *event;
    now->event.draft.about = put_in_room(now, &used, draft->about);
    now->event.draft.words = put_in_room(now, &used, draft->words);
    now->event.draft.page = put_in_room(now, &used, draft->page);
}

/* In the order of their first keeping, whichever came first. */
static struct draft_now *add_draft(struct state *state, struct stamp item)
{
    struct draft_now *now = ARENA_NEW(state->log.arena, struct draft_now);
    ARENA_PUSH(state->log.arena, &state->drafts, now);
    for (size_t i = state->drafts.len - 1; i > 0; i--) {
        struct draft_now **pair = &state->drafts.at[i - 1];
        if (stamp_cmp(event_item(&pair[0]->event), item) < 0)
            break;
        pair[1] = pair[0];
        pair[0] = now;
    }
    return now;
}

/* The newest keeping counts, and the end of a draft is its end for good. */
static void fold_draft(struct state *state, const struct event *event)
{
    struct stamp item = event_item(event);
    struct draft_now *now = state_draft_of(state, item);
    if (event->draft.words.len == 0) {
        log_remove(&state->log, item, NULL);
        end_draft(state, item);
        return;
    }
    bool first = !now;
    if (first)
        now = add_draft(state, item);
    if (event->n)
        ARENA_PUSH(state->log.arena, &now->places, event->n);
    if (first || newer_draft(event, &now->event))
        fill_draft(state, now, event);
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
        struct entry *entry = tell(state, event);
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
