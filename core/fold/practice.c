/* core/fold/practice.c - what is planned, begun, stopped and rested from, and how it was */
#include "core/fold/practice.h"

#include "core/fold/entry.h"
#include "core/practice/open.h"

static bool same_devices(const struct rest *a, const struct rest *b)
{
    return a->of->at.device == b->of->at.device && a->by->at.device == b->by->at.device;
}

/* Those of the same devices that are over by then have nothing to say any more. */
static void drop_rests_before(struct state *state, const struct rest *rest)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->rests.len; i++) {
        const struct rest *before = &state->rests.at[i];
        if (!same_devices(before, rest) || before->until_ms > rest->stopped_ms)
            state->rests.at[kept++] = *before;
    }
    state->rests.len = kept;
}

/*
 * True if a rest just before this one says all that it says: as low, as long, of the same devices, and of this device
 * whenever that is (state_rest).
 */
static bool covers(const struct rest *before, const struct rest *rest)
{
    return same_devices(before, rest) && before->level <= rest->level && before->until_ms >= rest->until_ms &&
           before->of->n <= rest->of->n && before->by->n <= rest->by->n;
}

void rest_until_tomorrow(struct state *state, unsigned level, int64_t stopped_ms, const struct event *of,
                         const struct event *event)
{
    int64_t until = event_midnight_after(event, stopped_ms);
    struct rest rest = {.of = of, .by = event, .level = level, .stopped_ms = stopped_ms, .until_ms = until};
    drop_rests_before(state, &rest);
    if (!state->rests.len || !covers(&state->rests.at[state->rests.len - 1], &rest))
        REGION_PUSH(&state->made, &state->rests, rest);
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

void fold_plan(struct state *state, const struct event *event)
{
    struct entry *entry = entry_add(state, event);
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
    bool allowed = practice->rung && rung_was_closed(state, practice->rung, now_ms) == CLOSED_NOT &&
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
    if (practice->consent.phase != CONSENT_NONE)
        REGION_PUSH(&state->made, &state->agreed, practice);
}

void fold_gate(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->gate.practice);
    if (!entry || !entry->practice || !belongs_to(entry->practice, event))
        return;
    entry_add_version(state, entry, event);
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

void fold_step(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->step.practice);
    if (!entry || !entry->practice)
        return;
    if (!belongs_to(entry->practice, event) &&
        !may_come_from_elsewhere(entry->practice, (enum consent_input_kind)event->step.step))
        return;
    entry_add_version(state, entry, event);
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

void fold_winddown(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->winddown.practice);
    if (!entry || !entry->practice)
        return;
    entry_add_version(state, entry, event);
    entry->practice->winddown = event;
    if (entry->practice->consent.phase != CONSENT_CLOSED) {
        if (belongs_to(entry->practice, event) || entry->practice->consent.phase == CONSENT_STOPPED)
            step(state, entry->practice, event, (struct consent_input){.kind = CONSENT_END});
        step(state, entry->practice, event, (struct consent_input){.kind = CONSENT_WIND_DOWN_DONE});
    }
    if (entry->practice->consent.begun_ms)
        count_practice(entry->practice, event);
}

void fold_nextday(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event->nextday.practice);
    if (!entry || !entry->practice)
        return;
    entry_add_version(state, entry, event);
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

void tighten_open_practices(struct state *state, const struct event *event)
{
    enum { DEVICES_AT_ONCE = 16 };
    for (size_t i = state->practices.len, seen = 0; i-- > 0 && seen < DEVICES_AT_ONCE; seen++)
        if (state->practices.at[i]->rung && consent_is_open(&state->practices.at[i]->consent))
            tighten(state, state->practices.at[i], event);
}
