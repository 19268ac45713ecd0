/* core/consent/consent.c - the consent kernel: one practice as a small state machine that denies by default */
#include "core/consent/consent.h"

#include <limits.h>

/* Times are kept where adding any window to them cannot overflow; 0 stands for "not yet". */
static const int64_t TIME_MIN_MS = 1;
static const int64_t TIME_MAX_MS = INT64_MAX / 4;

static int64_t within(int64_t n, int64_t least, int64_t most)
{
    return n < least ? least : n > most ? most : n;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t sane_time(int64_t ms)
{
    return within(ms, TIME_MIN_MS, TIME_MAX_MS);
}

/* ---- what a check-in comes to ---- */

static bool presence_said(const struct consent_checkin *checkin)
{
    return checkin->presence.said && checkin->presence.is <= 10;
}

static bool all_said(const struct consent_checkin *checkin)
{
    return checkin->distress.said && presence_said(checkin) && checkin->willingness > WILLING_NONE &&
           checkin->willingness < WILLING_END;
}

static bool willing(const struct consent_checkin *checkin)
{
    return checkin->willingness == WILLING_OK || checkin->willingness == WILLING_WANT;
}

set64 consent_gate(const struct consent_checkin *checkin)
{
    set64 missed = 0;
    if (!all_said(checkin))
        missed |= SET_OF(MISS_NOT_SAID);
    if (!checkin->safe)
        missed |= SET_OF(MISS_SAFE);
    if (!checkin->sober)
        missed |= SET_OF(MISS_SOBER);
    if (!checkin->no_pain)
        missed |= SET_OF(MISS_PAIN);
    if (checkin->distress.said && checkin->distress.is > CONSENT_GATE_DISTRESS_MAX)
        missed |= SET_OF(MISS_DISTRESS);
    if (presence_said(checkin) && checkin->presence.is < CONSENT_GATE_PRESENCE_MIN)
        missed |= SET_OF(MISS_PRESENCE);
    if (checkin->willingness != WILLING_NONE && !willing(checkin))
        missed |= SET_OF(MISS_WILLINGNESS);
    if (!checkin->able)
        missed |= SET_OF(MISS_FAR_SIGN);
    return missed;
}

static bool rose_by(struct score now, uint32_t before, uint32_t by)
{
    return now.said && now.is >= before && now.is - before >= by;
}

static bool fell_by(const struct consent_checkin *now, uint32_t before, uint32_t by)
{
    return presence_said(now) && now->presence.is <= before && before - now->presence.is >= by;
}

/* The rules that end it, the plainest reason first. */
static enum consent_why middle_stop(const struct consent_person *person, const struct consent_checkin *checkin)
{
    if (checkin->willingness == WILLING_NO)
        return WHY_NO;
    if (!checkin->able)
        return WHY_FAR_SIGN;
    if (!checkin->no_pain)
        return WHY_PAIN;
    if (!checkin->sober)
        return WHY_NOT_SOBER;
    if (!checkin->safe)
        return WHY_NOT_SAFE;
    if (checkin->distress.said && checkin->distress.is >= CONSENT_STOP_DISTRESS)
        return WHY_DISTRESS_HIGH;
    if (presence_said(checkin) && checkin->presence.is <= CONSENT_STOP_PRESENCE)
        return WHY_FAR_AWAY;
    if (rose_by(checkin->distress, person->start_distress, CONSENT_STOP_RISE))
        return WHY_DISTRESS_CLIMBED;
    return WHY_NONE;
}

enum consent_why consent_middle(const struct consent_person *person, const struct consent_checkin *checkin)
{
    enum consent_why stop = middle_stop(person, checkin);
    if (stop != WHY_NONE)
        return stop;
    if (!all_said(checkin))
        return WHY_NOT_SAID;
    if (checkin->willingness == WILLING_SHOULD)
        return WHY_SHOULD;
    /* "Any rise": against the best since it began, so a slow climb is seen as well as a sudden one. */
    if (rose_by(checkin->distress, person->lowest_distress, CONSENT_PAUSE_RISE))
        return WHY_RISE;
    if (fell_by(checkin, person->highest_presence, CONSENT_PAUSE_PRESENCE_DROP))
        return WHY_FURTHER_AWAY;
    /* Nobody goes on in a state in which they could not have begun. */
    if (consent_gate(checkin) != 0)
        return WHY_OUTSIDE_GATE;
    return WHY_NONE;
}

/* ---- what stands about one participant ---- */

static bool fits(const struct consent *c, const struct consent_person *person)
{
    return person->allowed && c->level <= person->ceiling;
}

static bool checkin_is_fresh(const struct consent_person *person)
{
    return person->checked && person->checked_ms >= person->fresh_from_ms;
}

static int64_t live_until(const struct consent_person *person)
{
    return person->checked_ms + CONSENT_CHECKIN_WINDOW_MS;
}

static bool checkin_is_live(const struct consent *c, const struct consent_person *person)
{
    return checkin_is_fresh(person) && c->now_ms < live_until(person);
}

static bool checkin_opens(const struct consent *c, const struct consent_person *person)
{
    return checkin_is_live(c, person) && consent_gate(&person->checkin) == 0;
}

/* What one person still has to say before it can begin; CONSENT_DONE if nothing. */
static enum consent_verdict person_check(const struct consent *c, const struct consent_person *person)
{
    if (!fits(c, person))
        return REFUSED_NOT_OPEN;
    if (!person->agreed)
        return REFUSED_YES_MISSING;
    if (!person->checked)
        return REFUSED_CHECKIN_MISSING;
    if (!checkin_is_fresh(person) && c->phase == CONSENT_PAUSED)
        return REFUSED_PAUSED;
    if (!checkin_is_live(c, person))
        return REFUSED_CHECKIN_OLD;
    if (consent_gate(&person->checkin) != 0)
        return REFUSED_CHECKIN_MISSED;
    return CONSENT_DONE;
}

/* An ask becomes one for a whole check-in early enough to be answered while the held one is live. */
static int64_t checkin_due_ms(const struct consent_person *person)
{
    return live_until(person) - CONSENT_ANSWER_WINDOW_MS;
}

static int64_t asked_from_ms(const struct consent_person *person)
{
    return earlier(person->ask_ms, checkin_due_ms(person));
}

/* What came late is no reason to ask sooner than was going to be asked anyway. */
static void ask_later(const struct consent *c, struct consent_person *person, int64_t said_ms)
{
    if (said_ms + c->ask_every_ms > person->ask_ms)
        person->ask_ms = said_ms + c->ask_every_ms;
}

static int64_t answer_by_ms(const struct consent_person *person)
{
    return asked_from_ms(person) + CONSENT_ANSWER_WINDOW_MS;
}

/* ---- moving between phases ---- */

static bool not_begun(const struct consent *c)
{
    return c->phase == CONSENT_OFFERED || c->phase == CONSENT_CHECKING || c->phase == CONSENT_READY;
}

bool consent_is_open(const struct consent *c)
{
    return not_begun(c) || c->phase == CONSENT_ACTIVE || c->phase == CONSENT_PAUSED;
}

/* Before it begins, the phase follows from what everyone has said. */
static void settle(struct consent *c)
{
    bool all_agreed = true, all_checked = true;
    if (!not_begun(c))
        return;
    for (unsigned i = 0; i < c->people; i++) {
        all_agreed = all_agreed && c->person[i].agreed;
        all_checked = all_checked && checkin_opens(c, &c->person[i]);
    }
    c->phase = !all_agreed ? CONSENT_OFFERED : !all_checked ? CONSENT_CHECKING : CONSENT_READY;
}

static void leave_active(struct consent *c, int64_t at_ms)
{
    if (c->phase == CONSENT_ACTIVE)
        c->active_ms += at_ms - c->going_ms;
}

static enum consent_verdict stop(struct consent *c, int64_t at_ms, enum consent_why why)
{
    leave_active(c, at_ms);
    c->phase = CONSENT_STOPPED;
    c->why = why;
    c->stopped_ms = at_ms;
    return CONSENT_DONE;
}

static enum consent_verdict wind_down(struct consent *c, int64_t at_ms, enum consent_why why)
{
    leave_active(c, at_ms);
    /* Winding down after a stop does not make it less of a stop. */
    if (c->phase != CONSENT_STOPPED)
        c->why = why;
    c->phase = CONSENT_WINDING_DOWN;
    return CONSENT_DONE;
}

/* Check-ins made up to now open nothing any more; false if that was so already. */
static bool want_fresh(const struct consent *c, struct consent_person *person)
{
    if (person->fresh_from_ms > c->now_ms)
        return false;
    person->fresh_from_ms = c->now_ms + 1;
    return true;
}

static bool want_all_fresh(struct consent *c)
{
    bool changed = false;
    for (unsigned i = 0; i < c->people; i++)
        changed = want_fresh(c, &c->person[i]) || changed;
    return changed;
}

static enum consent_verdict pause_now(struct consent *c, enum consent_why why)
{
    /* A second pause voids the check-ins made since the first, and leaves its end where it was. */
    bool changed = want_all_fresh(c);
    if (c->phase == CONSENT_ACTIVE) {
        leave_active(c, c->now_ms);
        c->phase = CONSENT_PAUSED;
        c->why = why;
        c->paused_ms = c->now_ms;
        changed = true;
    }
    return changed ? CONSENT_DONE : CONSENT_NO_CHANGE;
}

/* ---- time ---- */

static int64_t silence_ms(const struct consent *c)
{
    int64_t first = INT64_MAX;
    for (unsigned i = 0; i < c->people; i++)
        first = earlier(first, answer_by_ms(&c->person[i]));
    return first;
}

static bool run_out(struct consent *c)
{
    bool midnight = c->expires_ms >= c->midnight_ms;
    c->now_ms = c->expires_ms;
    if (c->phase == CONSENT_ACTIVE && !midnight)
        wind_down(c, c->expires_ms, WHY_TIME_OVER);
    else
        stop(c, c->expires_ms, midnight ? WHY_MIDNIGHT : WHY_PLAN_RAN_OUT);
    return true;
}

/* Do the first thing that time does by `now_ms`; false if there is none. */
static bool time_moves(struct consent *c, int64_t now_ms)
{
    if (!consent_is_open(c))
        return false;
    /* Where two fall together, the more careful one comes first. */
    if (c->phase == CONSENT_ACTIVE && silence_ms(c) <= earlier(now_ms, c->expires_ms)) {
        c->now_ms = silence_ms(c);
        pause_now(c, WHY_SILENCE);
        return true;
    }
    if (c->phase == CONSENT_PAUSED && c->paused_ms + CONSENT_PAUSE_MAX_MS <= earlier(now_ms, c->expires_ms)) {
        stop(c, c->paused_ms + CONSENT_PAUSE_MAX_MS, WHY_PAUSE_LONG);
        return true;
    }
    return c->expires_ms <= now_ms && run_out(c);
}

/* The clock went back so far that nobody can say how much time has passed. */
static void distrust_clock(struct consent *c)
{
    if (c->phase == CONSENT_ACTIVE)
        pause_now(c, WHY_CLOCK);
    want_all_fresh(c);
}

void consent_at(struct consent *c, int64_t now_ms)
{
    now_ms = sane_time(now_ms);
    if (!consent_is_open(c))
        return;
    if (now_ms + CONSENT_CLOCK_SLACK_MS < c->now_ms)
        distrust_clock(c);
    while (time_moves(c, now_ms)) {
    }
    if (now_ms > c->now_ms)
        c->now_ms = now_ms;
    settle(c);
}

int64_t consent_next_ms(const struct consent *c)
{
    if (!consent_is_open(c))
        return INT64_MAX;
    int64_t next = c->expires_ms;
    if (c->phase == CONSENT_PAUSED)
        next = earlier(next, c->paused_ms + CONSENT_PAUSE_MAX_MS);
    for (unsigned i = 0; i < c->people; i++) {
        const struct consent_person *person = &c->person[i];
        if (c->phase == CONSENT_ACTIVE)
            next = earlier(next, asked_from_ms(person) > c->now_ms ? asked_from_ms(person) : answer_by_ms(person));
        else if (checkin_is_live(c, person))
            next = earlier(next, live_until(person));
    }
    return next;
}

enum consent_ask consent_asks(const struct consent *c, unsigned who)
{
    if (who >= c->people || !consent_is_open(c))
        return ASK_NOTHING;
    const struct consent_person *person = &c->person[who];
    if (c->phase != CONSENT_ACTIVE)
        return checkin_opens(c, person) ? ASK_NOTHING : ASK_CHECK_IN;
    if (c->now_ms < asked_from_ms(person))
        return ASK_NOTHING;
    return c->now_ms >= checkin_due_ms(person) ? ASK_CHECK_IN : ASK_STILL_RIGHT;
}

struct consent_next_ask consent_next_ask(const struct consent *c, unsigned who)
{
    ASSERT(who < c->people && c->phase == CONSENT_ACTIVE);
    const struct consent_person *person = &c->person[who];
    return (struct consent_next_ask){.at_ms = asked_from_ms(person),
                                     .checkin = checkin_due_ms(person) < answer_by_ms(person)};
}

/* ---- inputs ---- */

static enum consent_verdict offer_check(const struct consent *c, const struct consent_offer *offer, int64_t now_ms)
{
    if (c->phase != CONSENT_NONE)
        return consent_is_open(c) ? REFUSED_ALREADY_OPEN : REFUSED_OVER;
    if (offer->people < 1 || offer->people > CONSENT_PEOPLE_MAX || offer->level > CONSENT_LEVEL_MAX ||
        offer->planned_ms <= 0)
        return REFUSED_PLAN_INCOMPLETE;
    if (sane_time(offer->midnight_ms) <= now_ms)
        return REFUSED_RAN_OUT;
    for (unsigned i = 0; i < offer->people; i++)
        if (!offer->allowed[i] || offer->level > offer->ceiling[i])
            return REFUSED_NOT_OPEN;
    return CONSENT_DONE;
}

static enum consent_verdict take_offer(struct consent *c, const struct consent_offer *offer, int64_t now_ms)
{
    now_ms = sane_time(now_ms);
    enum consent_verdict verdict = offer_check(c, offer, now_ms);
    if (verdict != CONSENT_DONE)
        return verdict;

    int64_t midnight_ms = sane_time(offer->midnight_ms);
    int64_t every_ms = offer->ask_every_ms > 0 ? offer->ask_every_ms : CONSENT_ASK_EVERY_MS;
    *c = (struct consent){
        .phase = CONSENT_OFFERED,
        .people = offer->people,
        .level = offer->level,
        .planned_ms = earlier(offer->planned_ms, CONSENT_MAX_PRACTICE_MS),
        .ask_every_ms = earlier(every_ms, CONSENT_ASK_EVERY_MAX_MS),
        .now_ms = now_ms,
        .offered_ms = now_ms,
        .midnight_ms = midnight_ms,
        .expires_ms = earlier(now_ms + CONSENT_MAX_PRACTICE_MS, midnight_ms),
    };
    for (unsigned i = 0; i < c->people; i++)
        c->person[i] = (struct consent_person){
            .ceiling = offer->ceiling[i],
            .allowed = offer->allowed[i],
            .fresh_from_ms = now_ms, /* a new practice, a new check-in */
        };
    return CONSENT_DONE;
}

static enum consent_verdict agree(struct consent *c, struct consent_person *person, int64_t said_ms)
{
    if (person->agreed)
        return CONSENT_NO_CHANGE;
    if (said_ms < c->offered_ms)
        return REFUSED_CAME_LATE;
    person->agreed = true;
    return CONSENT_DONE;
}

static bool checkins_same(const struct consent_checkin *a, const struct consent_checkin *b)
{
    return a->distress.said == b->distress.said && a->distress.is == b->distress.is &&
           a->presence.said == b->presence.said && a->presence.is == b->presence.is &&
           a->willingness == b->willingness && a->sober == b->sober && a->no_pain == b->no_pain && a->safe == b->safe &&
           a->able == b->able;
}

/* A check-in that would open or renew something has to be newer than all that stands against it. */
static enum consent_verdict keep_checkin(struct consent *c, struct consent_person *person,
                                         const struct consent_checkin *checkin, int64_t said_ms)
{
    bool again = person->checked && said_ms == person->checked_ms;
    if (again && checkins_same(&person->checkin, checkin))
        return CONSENT_NO_CHANGE;
    if (said_ms < person->fresh_from_ms || said_ms + CONSENT_CHECKIN_WINDOW_MS <= c->now_ms)
        return REFUSED_CAME_LATE;
    /* Of two made in the same moment, the less willing one holds. */
    if ((person->checked && said_ms < person->checked_ms) || (again && consent_gate(checkin) == 0))
        return REFUSED_CAME_LATE;

    person->checked = true;
    person->checkin = *checkin;
    person->checked_ms = said_ms;
    if (c->phase == CONSENT_ACTIVE) {
        if (checkin->distress.is < person->lowest_distress)
            person->lowest_distress = checkin->distress.is;
        if (checkin->presence.is > person->highest_presence)
            person->highest_presence = checkin->presence.is;
        ask_later(c, person, said_ms);
    }
    return CONSENT_DONE;
}

static enum consent_verdict check_in(struct consent *c, struct consent_person *person,
                                     const struct consent_checkin *checkin, int64_t said_ms)
{
    enum consent_why why = WHY_NONE;
    if (!not_begun(c))
        why = consent_middle(person, checkin);
    else if (checkin->willingness == WILLING_NO)
        why = WHY_NO;

    /* Bad news acts whenever it was said: a late message may be the only one that got through. */
    if (consent_why_stops(why))
        return stop(c, c->now_ms, why);
    if (consent_why_pauses(why) && c->phase == CONSENT_ACTIVE)
        return pause_now(c, why);
    return keep_checkin(c, person, checkin, said_ms);
}

static enum consent_verdict begin_check(const struct consent *c, unsigned who, int64_t said_ms)
{
    enum consent_verdict own = person_check(c, &c->person[who]);
    if (c->phase == CONSENT_ACTIVE)
        return CONSENT_NO_CHANGE;
    if (own != CONSENT_DONE)
        return own;
    for (unsigned i = 0; i < c->people; i++)
        if (person_check(c, &c->person[i]) != CONSENT_DONE)
            return REFUSED_WAITING;
    /* A "begin" from before a pause, or from before somebody's check-in, was about something else. */
    for (unsigned i = 0; i < c->people; i++)
        if (said_ms < c->person[i].checked_ms)
            return REFUSED_CAME_LATE;
    return said_ms + CONSENT_ANSWER_WINDOW_MS < c->now_ms ? REFUSED_CAME_LATE : CONSENT_DONE;
}

static enum consent_verdict begin(struct consent *c, unsigned who, int64_t said_ms)
{
    enum consent_verdict verdict = begin_check(c, who, said_ms);
    if (verdict != CONSENT_DONE)
        return verdict;

    bool first = c->begun_ms == 0;
    for (unsigned i = 0; i < c->people; i++) {
        struct consent_person *person = &c->person[i];
        person->lowest_distress = person->checkin.distress.is;
        person->highest_presence = person->checkin.presence.is;
        if (first) {
            person->start_distress = person->checkin.distress.is;
            person->start_presence = person->checkin.presence.is;
        }
        person->ask_ms = c->now_ms + c->ask_every_ms;
    }
    if (first) {
        c->begun_ms = c->now_ms;
        /* The timer runs through pauses: it can end early and never late. */
        c->expires_ms = earlier(c->expires_ms, c->begun_ms + c->planned_ms);
    }
    c->going_ms = c->now_ms;
    c->phase = CONSENT_ACTIVE;
    return CONSENT_DONE;
}

static enum consent_verdict still_right(struct consent *c, struct consent_person *person, int64_t said_ms)
{
    if (c->phase == CONSENT_PAUSED)
        return REFUSED_PAUSED;
    if (c->phase != CONSENT_ACTIVE)
        return REFUSED_NOT_NOW;
    if (c->now_ms < asked_from_ms(person))
        return CONSENT_NO_CHANGE;
    if (c->now_ms >= checkin_due_ms(person))
        return REFUSED_CHECKIN_OLD;
    if (said_ms < person->ask_ms)
        return REFUSED_CAME_LATE;
    ask_later(c, person, said_ms);
    return CONSENT_DONE;
}

static enum consent_verdict link_lost(struct consent *c, unsigned who)
{
    if (c->phase == CONSENT_ACTIVE)
        return pause_now(c, WHY_LINK_LOST);
    bool changed = who < c->people ? want_fresh(c, &c->person[who]) : want_all_fresh(c);
    return changed ? CONSENT_DONE : CONSENT_NO_CHANGE;
}

static enum consent_verdict tighten(struct consent *c, struct consent_person *person, const struct consent_input *in)
{
    bool lower = in->ceiling < person->ceiling;
    bool less = person->allowed && !in->allowed;
    if (lower)
        person->ceiling = in->ceiling;
    if (less)
        person->allowed = false;
    if (!fits(c, person))
        return stop(c, c->now_ms, WHY_LIMIT);
    return lower || less ? CONSENT_DONE : CONSENT_NO_CHANGE;
}

static enum consent_verdict end(struct consent *c)
{
    if (not_begun(c)) {
        c->phase = CONSENT_CLOSED;
        c->why = WHY_DONE;
        return CONSENT_DONE;
    }
    return wind_down(c, c->now_ms, WHY_DONE);
}

/* Inputs of one person while there is something to stop. */
static enum consent_verdict hear(struct consent *c, const struct consent_input *in)
{
    if (in->who >= c->people)
        return REFUSED_UNKNOWN;
    struct consent_person *person = &c->person[in->who];
    int64_t said_ms = earlier(sane_time(in->said_ms), c->now_ms);
    switch (in->kind) {
    case CONSENT_AGREE:
        return agree(c, person, said_ms);
    case CONSENT_CHECK_IN:
        return check_in(c, person, &in->checkin, said_ms);
    case CONSENT_BEGIN:
        return begin(c, in->who, said_ms);
    case CONSENT_STILL_RIGHT:
        return still_right(c, person, said_ms);
    case CONSENT_LIMIT_TIGHTENED:
        return tighten(c, person, in);
    case CONSENT_NOTHING:
    case CONSENT_OFFER:
    case CONSENT_PAUSE:
    case CONSENT_STOP:
    case CONSENT_LINK_LOST:
    case CONSENT_TICK:
    case CONSENT_END:
    case CONSENT_WIND_DOWN_DONE:
    case CONSENT_APP_CLOSED:
    case CONSENT_INPUT_END:
        break;
    }
    return REFUSED_UNKNOWN;
}

/* Inputs while there is something to stop; those that make it safer need no valid `who`. */
static enum consent_verdict step_open(struct consent *c, const struct consent_input *in)
{
    switch (in->kind) {
    case CONSENT_STOP:
        return stop(c, c->now_ms, WHY_STOP_ASKED);
    case CONSENT_APP_CLOSED:
        return stop(c, c->now_ms, WHY_APP_CLOSED);
    case CONSENT_END:
        return end(c);
    case CONSENT_PAUSE:
        return not_begun(c) ? REFUSED_NOT_NOW : pause_now(c, WHY_PAUSE_ASKED);
    case CONSENT_LINK_LOST:
        return link_lost(c, in->who);
    case CONSENT_OFFER:
        return REFUSED_ALREADY_OPEN;
    case CONSENT_WIND_DOWN_DONE:
        return REFUSED_NOT_NOW;
    case CONSENT_TICK:
        return CONSENT_NO_CHANGE;
    case CONSENT_AGREE:
    case CONSENT_CHECK_IN:
    case CONSENT_BEGIN:
    case CONSENT_STILL_RIGHT:
    case CONSENT_LIMIT_TIGHTENED:
        return hear(c, in);
    case CONSENT_NOTHING:
    case CONSENT_INPUT_END:
        break;
    }
    return REFUSED_UNKNOWN;
}

/* After the end there are two steps left, and neither leads back. */
static enum consent_verdict step_over(struct consent *c, const struct consent_input *in)
{
    switch (in->kind) {
    case CONSENT_END:
        return c->phase == CONSENT_STOPPED ? wind_down(c, c->now_ms, WHY_DONE) : CONSENT_NO_CHANGE;
    case CONSENT_WIND_DOWN_DONE:
        if (c->phase == CONSENT_STOPPED)
            return REFUSED_NOT_NOW;
        if (c->phase == CONSENT_CLOSED)
            return CONSENT_NO_CHANGE;
        c->phase = CONSENT_CLOSED;
        return CONSENT_DONE;
    case CONSENT_STOP:
    case CONSENT_PAUSE:
    case CONSENT_LINK_LOST:
    case CONSENT_LIMIT_TIGHTENED:
    case CONSENT_TICK:
    case CONSENT_APP_CLOSED:
        return CONSENT_NO_CHANGE;
    case CONSENT_OFFER:
    case CONSENT_AGREE:
    case CONSENT_CHECK_IN:
    case CONSENT_BEGIN:
    case CONSENT_STILL_RIGHT:
        return REFUSED_OVER;
    case CONSENT_NOTHING:
    case CONSENT_INPUT_END:
        break;
    }
    return REFUSED_UNKNOWN;
}

enum consent_verdict consent_step(struct consent *c, const struct consent_input *in)
{
    if (c->phase == CONSENT_NONE)
        return in->kind == CONSENT_OFFER ? take_offer(c, &in->offer, in->now_ms) : REFUSED_NO_PRACTICE;

    enum consent_phase before = c->phase;
    consent_at(c, in->now_ms);
    if (in->kind == CONSENT_TICK)
        return c->phase == before ? CONSENT_NO_CHANGE : CONSENT_DONE;
    if (!consent_is_open(c))
        return step_over(c, in);
    enum consent_verdict verdict = step_open(c, in);
    settle(c);
    return verdict;
}

enum consent_verdict consent_begin_check(const struct consent *c, unsigned who)
{
    if (c->phase == CONSENT_NONE)
        return REFUSED_NO_PRACTICE;
    if (!consent_is_open(c))
        return REFUSED_OVER;
    return who < c->people ? begin_check(c, who, c->now_ms) : REFUSED_UNKNOWN;
}

/* ---- what a reason or a miss leads to ---- */

enum why_does { GOES_ON, PAUSES, STOPS, ENDS };

static enum why_does why_does(enum consent_why why)
{
#define WHY_DOES(name, wire, does, key)                                                                                \
    case name:                                                                                                         \
        return does;
    switch (why) {
        CONSENT_WHYS(WHY_DOES)
    case WHY_NONE:
        break;
    }
#undef WHY_DOES
    return GOES_ON;
}

bool consent_why_stops(enum consent_why why)
{
    return why_does(why) == STOPS;
}

bool consent_why_pauses(enum consent_why why)
{
    return why_does(why) == PAUSES;
}

enum consent_instead consent_miss_instead(enum consent_miss miss)
{
#define MISS_INSTEAD(name, wire, instead, key)                                                                         \
    case name:                                                                                                         \
        return instead;
    switch (miss) {
        CONSENT_MISSES(MISS_INSTEAD)
    case MISS_NONE:
    case MISS_END:
        break;
    }
#undef MISS_INSTEAD
    return INSTEAD_REST;
}
