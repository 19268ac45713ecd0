/*
 * tests/core/consent/consent_walk.c - every reachable state of the consent kernel, and the rules in each
 *
 * Breadth-first over the real C code: from an empty practice, every input of an adversary's alphabet is
 * given in every state, and each new state is kept in a set until none is new.  Messages may be lost (not
 * given), doubled, late or out of order (an old said_ms), from a clock that runs ahead (a said_ms in the
 * future); the clock may stand, go, jump ahead and go back; limits may tighten; check-ins of every class
 * may come from either person at any moment.
 *
 * Beside the kernel runs a ghost: what an observer would note who only sees the messages and knows the
 * rules with their numbers written out, not taken from the header.  The rules are asserted of the kernel
 * against the ghost, in every state and over every transition.  Each is named after what holds and says
 * where it comes from: "design" is design.md, "reference" is clinical-reference.md.
 *
 * What bounds it: two states are one if all times relative to now are the same, where times so old that
 * every window and every lateness in the alphabet has passed count as one.  Time goes by in steps, chosen
 * per run: fine steps with few classes of check-in, coarse steps with all of them, for one person and for
 * two.  Plans are short so that they come to their end.  The exact milliseconds of each boundary are
 * tested one by one in tests/core/consent/consent.c.
 */
#include "core/consent/consent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };
static const int64_t FIRST_MS = 1000 * (int64_t)HOUR;
static const int64_t YEAR = 365 * 24 * (int64_t)HOUR;
enum { LEVEL = 3, OLDEST = 12 * MINUTE };

/* ---- the ghost ---- */

struct ghost_person {
    uint32_t ceiling;
    bool allowed, agreed;
    bool has, good; /* the newest check-in that counts: is there one, would it open the gate */
    uint32_t distress, presence;
    int64_t made_ms;           /* when it was made */
    int64_t void_ms;           /* check-ins made up to then do not count */
    int64_t ask_ms;            /* when this person has to be asked again */
    uint32_t start, low, high; /* distress at the start, the least distress and most presence since */
};

struct ghost {
    struct ghost_person person[2];
    bool stopped, begun, over;
    int64_t end_ms;    /* the earliest end that was ever promised */
    int64_t paused_ms; /* since when the present pause lasts */
};

struct world {
    struct consent c;
    struct ghost g;
};

struct run {
    const char *name;
    unsigned people;
    int64_t planned_ms, ask_every_ms, day_left_ms;
    const int64_t *steps;    /* how far time goes at once; ends with 0 */
    const int64_t *lateness; /* how old a message may be; ends with -1 */
    unsigned classes;        /* how many rows of CLASSES */
};

/* A check-in without anything wrong but what is given. */
#define CHECKIN(d, p, w) CHECKIN_BUT(d, p, w, true, true, true, false)
#define CHECKIN_BUT(d, p, w, is_sober, is_painless, is_safe, is_far)                                                   \
    {                                                                                                                  \
        .distress = {true, d}, .presence = {true, p}, .willingness = (w), .sober = (is_sober),                         \
        .no_pain = (is_painless), .safe = (is_safe), .able = !(is_far)                                                 \
    }

/* Classes of check-ins; the first ones are in every run.  Boundaries are met against a start at 12 and 9. */
static const struct consent_checkin CLASSES[] = {
    CHECKIN(12, 9, WILLING_WANT),
    CHECKIN(0, 3, WILLING_OK),  /* numb: low distress without presence */
    CHECKIN(22, 9, WILLING_OK), /* up ten from the first */
    CHECKIN(40, 9, WILLING_OK),
    CHECKIN(12, 9, WILLING_NO),
    CHECKIN(35, 9, WILLING_WANT), /* outside the gate and, from 22, not a stop */
    /* From here in the runs with more classes. */
    CHECKIN(21, 8, WILLING_OK), /* up nine, down one: still all right */
    CHECKIN(30, 6, WILLING_OK), /* the very edge of the gate */
    CHECKIN(12, 7, WILLING_OK), /* down two */
    CHECKIN(31, 6, WILLING_OK), /* a hair outside, from 30 */
    CHECKIN(30, 5, WILLING_OK),
    CHECKIN(32, 9, WILLING_OK), /* up twenty from the first */
    CHECKIN(39, 9, WILLING_OK),
    CHECKIN(12, 4, WILLING_WANT),
    CHECKIN(12, 9, WILLING_SHOULD),
    CHECKIN(12, 9, WILLING_NONE),
    CHECKIN(12, 11, WILLING_WANT), /* no such presence */
    CHECKIN_BUT(12, 9, WILLING_WANT, true, false, true, false),
    CHECKIN_BUT(12, 9, WILLING_WANT, false, true, true, false),
    CHECKIN_BUT(12, 9, WILLING_WANT, true, true, false, false),
    CHECKIN_BUT(12, 9, WILLING_WANT, true, true, true, true),
    {.distress = {true, 0}, .willingness = WILLING_WANT, .sober = true, .no_pain = true, .safe = true, .able = true},
    {.presence = {true, 9}, .willingness = WILLING_WANT, .sober = true, .no_pain = true, .safe = true, .able = true},
    {.sober = false}, /* nothing said */
};
enum { CLASSES_ALL = sizeof CLASSES / sizeof *CLASSES, CLASSES_FEW = 6 };

/* The gate, by the numbers of reference 3.5. */
static bool opens(const struct consent_checkin *k)
{
    return k->distress.said && k->distress.is <= 30 && k->presence.said && k->presence.is >= 6 &&
           k->presence.is <= 10 && (k->willingness == WILLING_WANT || k->willingness == WILLING_OK) && k->sober &&
           k->no_pain && k->safe && k->able;
}

/* Auto-stop, reference 3.5. */
static bool must_stop(const struct ghost_person *p, const struct consent_checkin *k)
{
    return k->willingness == WILLING_NO || !k->able || !k->no_pain || !k->sober || !k->safe ||
           (k->distress.said && (k->distress.is >= 40 || k->distress.is >= p->start + 20)) ||
           (k->presence.said && k->presence.is <= 4);
}

/* Auto-pause, reference 3.5, and "deny by default", design 6. */
static bool must_pause(const struct ghost_person *p, const struct consent_checkin *k)
{
    return !opens(k) || k->distress.is >= p->low + 10 || k->presence.is + 2 <= p->high;
}

static int64_t ghost_silence(const struct ghost *g, unsigned people)
{
    int64_t first = INT64_MAX;
    for (unsigned i = 0; i < people; i++) {
        const struct ghost_person *p = &g->person[i];
        int64_t by = p->ask_ms + 45 * SECOND;
        if (p->made_ms + 10 * MINUTE < by)
            by = p->made_ms + 10 * MINUTE;
        first = by < first ? by : first;
    }
    return first;
}

static void ghost_void(struct ghost *g, unsigned people, int64_t at_ms)
{
    for (unsigned i = 0; i < people; i++)
        if (g->person[i].void_ms < at_ms)
            g->person[i].void_ms = at_ms;
}

/* ---- telling what went wrong ---- */

struct trace {
    size_t before;
    struct consent_input in;
};
static struct trace *traces;
static size_t traces_len, traces_cap;
static size_t here;
static const char *run_name;

static void put_input(const struct consent_input *in)
{
    struct str words = key_for(CONSENT_INPUT_KEYS, in->kind);
    printf("  %.*s, by %u, at %+lld s, said %+lld s", (int)words.len, words.at, in->who,
           (long long)((in->now_ms - FIRST_MS) / SECOND), (long long)((in->said_ms - FIRST_MS) / SECOND));
    if (in->kind == CONSENT_CHECK_IN)
        printf(" (distress %u, presence %u, willingness %d)", in->checkin.distress.is, in->checkin.presence.is,
               (int)in->checkin.willingness);
    printf("\n");
}

static void put_trace(size_t state)
{
    if (state != 0) {
        put_trace(traces[state].before);
        put_input(&traces[state].in);
    }
}

_Noreturn static void broken(const char *rule, const struct consent_input *in)
{
    printf("%s does not hold (%s), after:\n", rule, run_name);
    put_trace(here);
    put_input(in);
    exit(1);
}
#define RULE(cond)                                                                                                     \
    do {                                                                                                               \
        if (!(cond))                                                                                                   \
            broken(__func__, in);                                                                                      \
    } while (0)

/* ---- a transition: before, what time made of it, after ---- */

struct move {
    const struct run *run;
    const struct world *before;
    struct consent timed;
    struct world after;
    enum consent_verdict verdict;
};
#define EVERYONE(m, i) (unsigned i = 0; i < (m)->run->people; i++)

static bool is_over(enum consent_phase phase)
{
    return phase == CONSENT_STOPPED || phase == CONSENT_WINDING_DOWN || phase == CONSENT_CLOSED;
}

static bool same(const struct consent *a, const struct consent *b)
{
    /* Field by field, so that padding says nothing. */
    bool same = a->phase == b->phase && a->why == b->why && a->people == b->people && a->level == b->level &&
                a->planned_ms == b->planned_ms && a->ask_every_ms == b->ask_every_ms && a->now_ms == b->now_ms &&
                a->offered_ms == b->offered_ms && a->midnight_ms == b->midnight_ms && a->expires_ms == b->expires_ms &&
                a->begun_ms == b->begun_ms && a->going_ms == b->going_ms && a->active_ms == b->active_ms &&
                a->paused_ms == b->paused_ms && a->stopped_ms == b->stopped_ms;
    for (unsigned i = 0; same && i < a->people; i++) {
        const struct consent_person *p = &a->person[i], *q = &b->person[i];
        same = p->ceiling == q->ceiling && p->allowed == q->allowed && p->agreed == q->agreed &&
               p->checked == q->checked && p->checkin.distress.is == q->checkin.distress.is &&
               p->checkin.distress.said == q->checkin.distress.said &&
               p->checkin.presence.is == q->checkin.presence.is &&
               p->checkin.presence.said == q->checkin.presence.said &&
               p->checkin.willingness == q->checkin.willingness && p->checkin.sober == q->checkin.sober &&
               p->checkin.no_pain == q->checkin.no_pain && p->checkin.safe == q->checkin.safe &&
               p->checkin.able == q->checkin.able && p->checked_ms == q->checked_ms &&
               p->fresh_from_ms == q->fresh_from_ms && p->start_distress == q->start_distress &&
               p->start_presence == q->start_presence && p->lowest_distress == q->lowest_distress &&
               p->highest_presence == q->highest_presence && p->ask_ms == q->ask_ms;
    }
    return same;
}

static int64_t said_in(const struct move *m, const struct consent_input *in)
{
    return in->said_ms < m->after.c.now_ms ? in->said_ms : m->after.c.now_ms;
}

/* What the observer notes of time. */
static void ghost_time(struct ghost *g, const struct move *m, const struct consent_input *in)
{
    const struct consent *b = &m->before->c;
    int64_t silence = ghost_silence(g, b->people);
    if (b->phase == CONSENT_ACTIVE && in->now_ms >= silence && silence <= g->end_ms) {
        g->paused_ms = silence;
        ghost_void(g, b->people, silence);
    }
    if (in->now_ms < b->now_ms - 5 * SECOND) {
        if (b->phase == CONSENT_ACTIVE)
            g->paused_ms = b->now_ms;
        ghost_void(g, b->people, b->now_ms);
    }
}

static void ghost_checkin(struct ghost *g, const struct move *m, const struct consent_input *in)
{
    struct ghost_person *p = &g->person[in->who];
    int64_t said = said_in(m, in), now = m->after.c.now_ms;
    bool active = m->timed.phase == CONSENT_ACTIVE;
    if (active && must_pause(p, &in->checkin)) {
        g->paused_ms = now;
        ghost_void(g, m->run->people, now);
        return;
    }
    if (said <= p->void_ms || now - said >= 10 * MINUTE || (p->has && said < p->made_ms) ||
        (p->has && said == p->made_ms && opens(&in->checkin)))
        return;
    p->has = true;
    p->good = opens(&in->checkin);
    p->made_ms = said;
    p->distress = in->checkin.distress.is;
    p->presence = in->checkin.presence.is;
    if (active) {
        p->low = p->distress < p->low ? p->distress : p->low;
        p->high = p->presence > p->high ? p->presence : p->high;
        int64_t ask = said + m->run->ask_every_ms;
        p->ask_ms = ask > p->ask_ms ? ask : p->ask_ms;
    }
}

static void ghost_began(struct ghost *g, const struct move *m)
{
    int64_t now = m->after.c.now_ms;
    for
        EVERYONE(m, i)
        {
            struct ghost_person *p = &g->person[i];
            p->start = g->begun ? p->start : p->distress;
            p->low = p->distress;
            p->high = p->presence;
            p->ask_ms = now + m->run->ask_every_ms;
        }
    if (!g->begun && now + m->run->planned_ms < g->end_ms)
        g->end_ms = now + m->run->planned_ms;
    g->begun = true;
}

static void ghost_offered(struct ghost *g, const struct move *m, const struct consent_input *in)
{
    g->end_ms = in->now_ms + 60 * MINUTE < in->offer.midnight_ms ? in->now_ms + 60 * MINUTE : in->offer.midnight_ms;
    for
        EVERYONE(m, i)
        {
            g->person[i].ceiling = in->offer.ceiling[i];
            g->person[i].allowed = in->offer.allowed[i];
            g->person[i].void_ms = in->now_ms - 1;
        }
}

static void ghost_tightened(struct ghost_person *p, const struct consent_input *in)
{
    p->ceiling = in->ceiling < p->ceiling ? in->ceiling : p->ceiling;
    p->allowed = p->allowed && in->allowed;
}

/* What the observer notes of a message. */
static void ghost_hear(struct ghost *g, const struct move *m, const struct consent_input *in)
{
    struct ghost_person *p = &g->person[in->who];
    int64_t now = m->after.c.now_ms;
    bool open = consent_is_open(&m->timed);
    if (m->timed.phase == CONSENT_NONE && in->kind == CONSENT_OFFER && m->verdict == CONSENT_DONE)
        ghost_offered(g, m, in);
    if (open && in->kind == CONSENT_AGREE && said_in(m, in) >= m->timed.offered_ms)
        p->agreed = true;
    if (open && in->kind == CONSENT_CHECK_IN)
        ghost_checkin(g, m, in);
    if (m->timed.phase != CONSENT_ACTIVE && m->after.c.phase == CONSENT_ACTIVE)
        ghost_began(g, m);
    if (m->timed.phase == CONSENT_ACTIVE && in->kind == CONSENT_STILL_RIGHT && said_in(m, in) >= p->ask_ms)
        p->ask_ms = said_in(m, in) + m->run->ask_every_ms;
    if (open && in->kind == CONSENT_LIMIT_TIGHTENED)
        ghost_tightened(p, in);
    if (m->timed.phase == CONSENT_ACTIVE && (in->kind == CONSENT_PAUSE || in->kind == CONSENT_LINK_LOST))
        g->paused_ms = now;
    if ((m->timed.phase == CONSENT_ACTIVE || m->timed.phase == CONSENT_PAUSED) && in->kind == CONSENT_PAUSE)
        ghost_void(g, m->run->people, now);
    if (m->timed.phase == CONSENT_ACTIVE && in->kind == CONSENT_LINK_LOST)
        ghost_void(g, m->run->people, now);
    else if (open && in->kind == CONSENT_LINK_LOST && p->void_ms < now)
        p->void_ms = now;
    g->stopped = g->stopped || m->after.c.phase == CONSENT_STOPPED;
    g->over = g->over || is_over(m->after.c.phase);
}

/* ---- the rules ---- */

static bool stands_open(const struct ghost_person *p, int64_t now)
{
    return p->has && p->good && p->made_ms > p->void_ms && now - p->made_ms < 10 * MINUTE;
}

/* Design 6, "deny by default"; reference 3.5, gate.  READY promises as much as ACTIVE needs. */
static void no_active_without_live_checkins_of_all(const struct move *m, const struct consent_input *in)
{
    const struct world *w = &m->after;
    if (w->c.phase == CONSENT_ACTIVE || w->c.phase == CONSENT_READY)
        for
            EVERYONE(m, i)
    RULE(stands_open(&w->g.person[i], w->c.now_ms));
}

/* Design 2.3 and 6: a yes to this activity, from each, now. */
static void no_active_without_a_yes_of_all(const struct move *m, const struct consent_input *in)
{
    const struct world *w = &m->after;
    if (w->c.phase == CONSENT_ACTIVE || w->c.phase == CONSENT_READY || w->c.phase == CONSENT_CHECKING)
        for
            EVERYONE(m, i)
    RULE(w->g.person[i].agreed);
}

/* Design 2.2; reference 3.4: a low distress can be numbness. */
static void low_distress_without_presence_is_not_enough(const struct move *m, const struct consent_input *in)
{
    const struct consent *c = &m->after.c;
    if (c->phase == CONSENT_ACTIVE || c->phase == CONSENT_READY)
        for
            EVERYONE(m, i)
    RULE(c->person[i].checkin.presence.said && c->person[i].checkin.presence.is >= 6);
}

/* Design 2.4; reference 3.5, "together activities". */
static void ceiling_of_the_lower_holds(const struct move *m, const struct consent_input *in)
{
    const struct world *w = &m->after;
    if (consent_is_open(&w->c))
        for
            EVERYONE(m, i)
    RULE(w->g.person[i].allowed && w->c.level <= w->g.person[i].ceiling);
}

/* Design 2.2 and 6; reference 3.5 "no answer", 5.3 "silence is red". */
static void silence_never_leaves_active(const struct move *m, const struct consent_input *in)
{
    const struct world *w = &m->after;
    if (w->c.phase == CONSENT_ACTIVE)
        RULE(w->c.now_ms < ghost_silence(&w->g, m->run->people));
}

/* Reference 3.5 "no answer": a pause nobody answers ends in a stop. */
static void silent_pause_becomes_a_stop(const struct move *m, const struct consent_input *in)
{
    const struct world *w = &m->after;
    if (w->c.phase == CONSENT_PAUSED)
        RULE(w->c.now_ms < w->g.paused_ms + 10 * MINUTE);
}

/* Reference 3.5 "timer can only end early", 5.2 "expires ... max 60 min ... midnight". */
static void timer_never_extends(const struct move *m, const struct consent_input *in)
{
    const struct consent *b = &m->before->c, *a = &m->after.c;
    if (b->phase != CONSENT_NONE)
        RULE(a->expires_ms <= b->expires_ms);
    if (consent_is_open(a)) {
        RULE(a->now_ms < m->after.g.end_ms);
        RULE(a->now_ms < a->midnight_ms && a->now_ms < a->offered_ms + 60 * MINUTE);
    }
    RULE(a->active_ms >= 0 && a->active_ms <= m->run->planned_ms);
    RULE(a->begun_ms == 0 || a->active_ms <= a->now_ms - a->begun_ms);
}

/* Design 2.1 and 6: no way back into that practice; the end is one way. */
static void stop_is_final(const struct move *m, const struct consent_input *in)
{
    enum consent_phase before = m->before->c.phase, after = m->after.c.phase;
    if (m->before->g.stopped)
        RULE(is_over(after) && after >= before && m->after.c.stopped_ms != 0);
    if (m->before->g.over)
        RULE(is_over(after) && after >= before);
    if (before == CONSENT_STOPPED)
        RULE(after == CONSENT_STOPPED || (after == CONSENT_WINDING_DOWN && in->kind == CONSENT_END));
    if (before == CONSENT_WINDING_DOWN)
        RULE(after == CONSENT_WINDING_DOWN || (after == CONSENT_CLOSED && in->kind == CONSENT_WIND_DOWN_DONE));
}

/* Design 2.1: one tap, by anyone, at any moment, however late or doubled. */
static void stop_always_stops(const struct move *m, const struct consent_input *in)
{
    if (in->kind == CONSENT_STOP && consent_is_open(&m->timed))
        RULE(m->after.c.phase == CONSENT_STOPPED && m->verdict == CONSENT_DONE);
}

/* Reference 3.5, one-tap Pause. */
static void pause_always_pauses(const struct move *m, const struct consent_input *in)
{
    if (in->kind == CONSENT_PAUSE && m->timed.phase == CONSENT_ACTIVE)
        RULE(m->after.c.phase == CONSENT_PAUSED && m->verdict == CONSENT_DONE);
}

/* Design 6: a lost device link pauses at once; what was ready is not ready any more. */
static void lost_link_pauses(const struct move *m, const struct consent_input *in)
{
    if (in->kind == CONSENT_LINK_LOST)
        RULE(m->after.c.phase != CONSENT_ACTIVE && m->after.c.phase != CONSENT_READY);
}

/* Reference 5.2: on app close the plan is over; at midnight and after its hour too. */
static void closing_the_app_stops(const struct move *m, const struct consent_input *in)
{
    if (in->kind == CONSENT_APP_CLOSED && consent_is_open(&m->timed))
        RULE(m->after.c.phase == CONSENT_STOPPED);
    if (in->now_ms >= m->before->c.midnight_ms && consent_is_open(&m->before->c))
        RULE(is_over(m->after.c.phase));
}

/* Only BEGIN makes it active, said by then and there: after everyone's check-in, and not long ago. */
static void only_a_fresh_begin_begins(const struct move *m, const struct consent_input *in)
{
    if (m->timed.phase == CONSENT_ACTIVE || m->after.c.phase != CONSENT_ACTIVE)
        return;
    RULE(in->kind == CONSENT_BEGIN && m->verdict == CONSENT_DONE);
    RULE(m->timed.phase == CONSENT_READY || m->timed.phase == CONSENT_PAUSED);
    RULE(m->after.c.now_ms - said_in(m, in) <= 45 * SECOND);
    for
        EVERYONE(m, i)
    RULE(said_in(m, in) >= m->after.g.person[i].made_ms);
}

/* Design 6: a pause resumes only through fresh check-ins by all, made after it. */
static void pause_resumes_only_through_fresh_checkins(const struct move *m, const struct consent_input *in)
{
    if (m->timed.phase == CONSENT_PAUSED && m->after.c.phase == CONSENT_ACTIVE)
        for
            EVERYONE(m, i)
    RULE(m->after.g.person[i].made_ms > m->before->g.paused_ms &&
         stands_open(&m->after.g.person[i], m->after.c.now_ms));
}

/* Design 6: tightening a limit in the middle acts in the middle. */
static void tightened_limit_acts_at_once(const struct move *m, const struct consent_input *in)
{
    if (in->kind == CONSENT_LIMIT_TIGHTENED && (in->ceiling < LEVEL || !in->allowed))
        RULE(!consent_is_open(&m->after.c));
}

/* Design 2.4 and 6: a practice never changes into one of more contact, and nobody's limits loosen in it. */
static void no_escalation_inside_a_practice(const struct move *m, const struct consent_input *in)
{
    const struct consent *b = &m->before->c, *a = &m->after.c;
    if (b->phase == CONSENT_NONE)
        return;
    RULE(a->level == b->level && a->people == b->people && a->planned_ms == b->planned_ms);
    RULE(a->offered_ms == b->offered_ms);
    for
        EVERYONE(m, i)
    RULE(a->person[i].ceiling <= b->person[i].ceiling && a->person[i].allowed <= b->person[i].allowed);
    if (in->kind == CONSENT_OFFER)
        RULE(m->verdict != CONSENT_DONE && m->verdict != CONSENT_NO_CHANGE);
}

/* The header's promise; a message that is not taken leaves no mark. */
static void refusal_changes_nothing(const struct move *m, const struct consent_input *in)
{
    if (m->verdict != CONSENT_DONE)
        RULE(same(&m->timed, &m->after.c));
}

/* Reference 3.5, auto-pause and auto-stop, however late the check-in comes. */
static void bad_news_acts(const struct move *m, const struct consent_input *in)
{
    enum consent_phase after = m->after.c.phase;
    if (in->kind != CONSENT_CHECK_IN || !consent_is_open(&m->timed))
        return;
    const struct ghost_person *p = &m->before->g.person[in->who];
    bool begun = m->timed.phase == CONSENT_ACTIVE || m->timed.phase == CONSENT_PAUSED;
    if (in->checkin.willingness == WILLING_NO || (begun && must_stop(p, &in->checkin)))
        RULE(after == CONSENT_STOPPED);
    else if (m->timed.phase == CONSENT_ACTIVE && must_pause(p, &in->checkin))
        RULE(after == CONSENT_PAUSED);
}

/* The other side: a good check-in does not disturb anyone, so the rules are not kept by refusing all. */
static void good_news_lets_it_go_on(const struct move *m, const struct consent_input *in)
{
    if (in->kind != CONSENT_CHECK_IN || m->timed.phase != CONSENT_ACTIVE)
        return;
    const struct ghost_person *p = &m->before->g.person[in->who];
    if (!must_stop(p, &in->checkin) && !must_pause(p, &in->checkin))
        RULE(m->after.c.phase == CONSENT_ACTIVE);
}

/* Everyone said yes, checked in and wants to: then begin begins. */
static void ready_begins(const struct move *m, const struct consent_input *in)
{
    if (in->kind == CONSENT_BEGIN && m->timed.phase == CONSENT_READY && in->said_ms >= m->timed.now_ms)
        RULE(m->after.c.phase == CONSENT_ACTIVE);
}

/* Brief of the kernel: time is applied first, and no clock moves an end later or brings anything back. */
static void clock_that_goes_back_extends_nothing(const struct move *m, const struct consent_input *in)
{
    const struct consent *b = &m->before->c, *a = &m->after.c;
    RULE(a->now_ms >= b->now_ms);
    if (b->phase != CONSENT_NONE && in->now_ms < b->now_ms - 5 * SECOND)
        RULE(a->phase != CONSENT_ACTIVE && a->phase != CONSENT_READY);
    if (in->kind == CONSENT_TICK && b->phase == CONSENT_PAUSED && a->phase == CONSENT_PAUSED)
        RULE(a->paused_ms == b->paused_ms);
    if (in->kind == CONSENT_TICK)
        for
            EVERYONE(m, i)
    RULE(a->person[i].ask_ms == b->person[i].ask_ms && a->person[i].checked_ms == b->person[i].checked_ms);
}

/* A doubled message does nothing more than it did, to the phase or the end. */
static void doubled_message_does_nothing_more(const struct move *m, const struct consent_input *in)
{
    struct consent again = m->after.c;
    if (again.phase == CONSENT_NONE)
        return;
    enum consent_verdict verdict = consent_step(&again, in);
    RULE(again.phase == m->after.c.phase && again.expires_ms == m->after.c.expires_ms);
    RULE(verdict != CONSENT_DONE || in->kind == CONSENT_CHECK_IN || same(&again, &m->after.c));
}

/* A message that comes late meets the state that time has made: waiting first or all at once is the same. */
static void time_comes_first(const struct move *m, const struct consent_input *in)
{
    struct consent at_once = m->before->c, after_tick = m->before->c;
    struct consent_input late = *in;
    if (m->before->c.phase == CONSENT_NONE)
        return;
    late.now_ms = m->before->c.now_ms + m->run->ask_every_ms + 46 * SECOND;
    enum consent_verdict first = consent_step(&at_once, &late);
    consent_at(&after_tick, late.now_ms);
    enum consent_verdict second = consent_step(&after_tick, &late);
    RULE(same(&at_once, &after_tick) && (first == second || in->kind == CONSENT_TICK));
}

/* Design 2.5, reference 5.2: what one learns of begin does not tell which answer the other gave. */
static void waiting_says_nothing_of_the_other(const struct move *m, const struct consent_input *in)
{
    const struct consent *c = &m->after.c;
    struct consent other = *c;
    if (m->run->people < 2 || !consent_is_open(c) || c->phase == CONSENT_ACTIVE)
        return;
    enum consent_verdict verdict = consent_begin_check(c, 0);
    other.person[1].agreed = false;
    other.person[1].checked = false;
    if (verdict != CONSENT_DONE && verdict != REFUSED_CAME_LATE)
        RULE(verdict == consent_begin_check(&other, 0));
}

typedef void rule(const struct move *m, const struct consent_input *in);
static rule *const RULES[] = {
    no_active_without_live_checkins_of_all,
    no_active_without_a_yes_of_all,
    low_distress_without_presence_is_not_enough,
    ceiling_of_the_lower_holds,
    silence_never_leaves_active,
    silent_pause_becomes_a_stop,
    timer_never_extends,
    stop_is_final,
    stop_always_stops,
    pause_always_pauses,
    lost_link_pauses,
    closing_the_app_stops,
    only_a_fresh_begin_begins,
    pause_resumes_only_through_fresh_checkins,
    tightened_limit_acts_at_once,
    no_escalation_inside_a_practice,
    refusal_changes_nothing,
    bad_news_acts,
    good_news_lets_it_go_on,
    ready_begins,
    clock_that_goes_back_extends_nothing,
    doubled_message_does_nothing_more,
    time_comes_first,
    waiting_says_nothing_of_the_other,
};

/* ---- the set of states ---- */

enum { KEY_LEN = 40 };
struct key {
    int32_t at[KEY_LEN];
};

static struct key *keys; /* open addressing; at[0] is 0 in an empty place */
static size_t keys_cap, keys_len;

static uint64_t key_hash(const struct key *key)
{
    uint64_t h = 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < KEY_LEN; i++)
        h = (h ^ (uint32_t)key->at[i]) * 0xff51afd7ed558ccdu, h ^= h >> 29;
    return h;
}

static bool keys_put(const struct key *key);

static void keys_grow(void)
{
    struct key *old = keys;
    size_t old_cap = keys_cap;
    keys_cap = old_cap ? old_cap * 2 : 1 << 12;
    keys = calloc(keys_cap, sizeof *keys);
    keys_len = 0;
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].at[0])
            keys_put(&old[i]);
    free(old);
}

/* True if it is new. */
static bool keys_put(const struct key *key)
{
    if (keys_len * 3 >= keys_cap * 2)
        keys_grow();
    size_t i = key_hash(key) & (keys_cap - 1);
    for (; keys[i].at[0]; i = (i + 1) & (keys_cap - 1))
        if (memcmp(&keys[i], key, sizeof *key) == 0)
            return false;
    keys[i] = *key;
    keys_len++;
    return true;
}

/* A time relative to now; older than OLDEST is all the same. */
static int32_t ago(int64_t ms, int64_t now)
{
    int64_t d = ms - now;
    return (int32_t)(d < -OLDEST ? -OLDEST : d > 2 * (int64_t)HOUR ? 2 * HOUR : d);
}

/* What of a person can still make a difference. */
static size_t key_person(int32_t *k, const struct world *w, unsigned i)
{
    const struct consent_person *p = &w->c.person[i];
    const struct ghost_person *g = &w->g.person[i];
    int64_t now = w->c.now_ms;
    bool active = w->c.phase == CONSENT_ACTIVE;
    bool opening = p->checked && p->checked_ms >= p->fresh_from_ms && opens(&p->checkin) && !active;
    size_t n = 0;
    k[n++] = (int32_t)p->ceiling << 4 | p->allowed << 3 | p->agreed << 2 | p->checked << 1 | opening;
    k[n++] = p->checked ? ago(p->checked_ms, now) : 1;
    k[n++] = ago(p->fresh_from_ms, now);
    k[n++] = opening ? (int32_t)(p->checkin.distress.is << 8 | p->checkin.presence.is) : 0;
    k[n++] = w->c.begun_ms ? (int32_t)p->start_distress : -1;
    k[n++] = active ? (int32_t)(p->lowest_distress << 8 | p->highest_presence) : 0;
    k[n++] = active ? ago(p->ask_ms, now) : 0;
    k[n++] = g->agreed << 2 | g->has << 1 | g->good;
    k[n++] = g->has ? ago(g->made_ms, now) : 1;
    k[n++] = ago(g->void_ms, now);
    k[n++] = w->g.begun ? (int32_t)g->start : -1;
    k[n++] = active ? (int32_t)(g->low << 8 | g->high) : 0;
    k[n++] = active ? ago(g->ask_ms, now) : 0;
    return n;
}

static struct key key_of(const struct world *w)
{
    struct key key = {.at = {1 + (int32_t)w->c.phase}};
    size_t n = 1;
    key.at[n++] = w->g.stopped << 2 | w->g.begun << 1 | w->g.over;
    if (!consent_is_open(&w->c))
        return key;
    int64_t now = w->c.now_ms;
    key.at[n++] = ago(w->c.expires_ms, now);
    key.at[n++] = w->c.expires_ms >= w->c.midnight_ms;
    key.at[n++] = ago(w->c.offered_ms, now);
    key.at[n++] = w->c.begun_ms != 0;
    key.at[n++] = w->c.phase == CONSENT_PAUSED ? ago(w->c.paused_ms, now) : 0;
    key.at[n++] = w->c.phase == CONSENT_PAUSED ? ago(w->g.paused_ms, now) : 0;
    for (unsigned i = 0; i < w->c.people; i++)
        n += key_person(&key.at[n], w, i);
    if (n > KEY_LEN)
        abort();
    return key;
}

/* ---- the walk ---- */

static struct world *queue[2]; /* states of this round and of the next */
static size_t *queue_trace[2];
static size_t queue_len[2], queue_cap[2];
static uint64_t moves;
static uint64_t seen_phase[CONSENT_PHASE_END], seen_verdict[32], seen_why[64], resumed;

static void queue_put(int q, const struct world *w, size_t trace)
{
    if (queue_len[q] == queue_cap[q]) {
        queue_cap[q] = queue_cap[q] ? queue_cap[q] * 2 : 1024;
        queue[q] = realloc(queue[q], queue_cap[q] * sizeof *queue[q]);
        queue_trace[q] = realloc(queue_trace[q], queue_cap[q] * sizeof *queue_trace[q]);
    }
    queue_trace[q][queue_len[q]] = trace;
    queue[q][queue_len[q]++] = *w;
}

static size_t trace_put(size_t before, const struct consent_input *in)
{
    if (traces_len == traces_cap) {
        traces_cap = traces_cap ? traces_cap * 2 : 1024;
        traces = realloc(traces, traces_cap * sizeof *traces);
    }
    traces[traces_len] = (struct trace){before, *in};
    return traces_len++;
}

static void note_seen(const struct move *m)
{
    seen_phase[m->after.c.phase]++;
    seen_verdict[m->verdict]++;
    seen_why[m->after.c.why]++;
    resumed += m->timed.phase == CONSENT_PAUSED && m->after.c.phase == CONSENT_ACTIVE;
}

static void try_input(const struct run *run, const struct world *before, const struct consent_input *in)
{
    struct move m = {.run = run, .before = before, .timed = before->c, .after = *before};
    consent_at(&m.timed, in->now_ms);
    m.verdict = consent_step(&m.after.c, in);
    if (before->c.phase != CONSENT_NONE)
        ghost_time(&m.after.g, &m, in);
    ghost_hear(&m.after.g, &m, in);
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++)
        RULES[i](&m, in);
    note_seen(&m);
    moves++;
    struct key key = key_of(&m.after);
    if (keys_put(&key))
        queue_put(1, &m.after, trace_put(here, in));
}

/* Inputs of one person, said at one moment. */
static void try_words(const struct run *run, const struct world *w, struct consent_input in, unsigned classes)
{
    static const enum consent_input_kind OPENING[] = {CONSENT_AGREE, CONSENT_BEGIN, CONSENT_STILL_RIGHT};
    for (size_t i = 0; i < sizeof OPENING / sizeof *OPENING; i++) {
        in.kind = OPENING[i];
        try_input(run, w, &in);
    }
    in.kind = CONSENT_CHECK_IN;
    for (unsigned i = 0; i < classes; i++) {
        in.checkin = CLASSES[i];
        try_input(run, w, &in);
    }
}

static struct consent_offer offer_of(const struct run *run, int64_t now_ms)
{
    return (struct consent_offer){
        .people = run->people,
        .level = LEVEL,
        .planned_ms = run->planned_ms,
        .ask_every_ms = run->ask_every_ms,
        .midnight_ms = now_ms + run->day_left_ms,
        .ceiling = {LEVEL + 2, LEVEL},
        .allowed = {true, true},
    };
}

static void try_offers(const struct run *run, const struct world *w, struct consent_input in)
{
    in.kind = CONSENT_OFFER;
    in.offer = offer_of(run, in.now_ms);
    in.offer.level = LEVEL + 3; /* over everyone's ceiling */
    try_input(run, w, &in);
    in.offer = offer_of(run, in.now_ms);
    in.offer.level = LEVEL + 1; /* over the lower ceiling of two, and more contact than the open one */
    if (run->people > 1 || w->c.phase != CONSENT_NONE)
        try_input(run, w, &in);
    in.offer = offer_of(run, in.now_ms);
    in.offer.allowed[run->people - 1] = false;
    try_input(run, w, &in);
    in.offer = offer_of(run, in.now_ms);
    try_input(run, w, &in);
}

/* What makes it safer, and time; all of it has to act whenever it was said. */
static void try_safer(const struct run *run, const struct world *w, struct consent_input in)
{
    static const enum consent_input_kind SAFER[] = {CONSENT_PAUSE,  CONSENT_STOP,           CONSENT_LINK_LOST,
                                                    CONSENT_END,    CONSENT_WIND_DOWN_DONE, CONSENT_APP_CLOSED,
                                                    CONSENT_NOTHING};
    for (size_t i = 0; i < sizeof SAFER / sizeof *SAFER; i++) {
        in.kind = SAFER[i];
        try_input(run, w, &in);
    }
    in.kind = CONSENT_LIMIT_TIGHTENED;
    in.ceiling = LEVEL - 1, in.allowed = true;
    try_input(run, w, &in);
    in.ceiling = 7, in.allowed = false;
    try_input(run, w, &in);
    in.ceiling = 7, in.allowed = true; /* a loosening one */
    try_input(run, w, &in);
    if (run->people == 1) {
        in.ceiling = LEVEL; /* tighter, and it still fits */
        try_input(run, w, &in);
    }
}

static void try_clock(const struct run *run, const struct world *w)
{
    int64_t now = w->c.now_ms;
    for (const int64_t *step = run->steps; *step; step++)
        try_input(run, w, &(struct consent_input){.kind = CONSENT_TICK, .now_ms = now + *step});
    const int64_t jumps[] = {0, 11 * MINUTE, YEAR, -2 * SECOND, -5 * SECOND, -6 * SECOND, -HOUR, -FIRST_MS};
    for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++)
        try_input(run, w, &(struct consent_input){.kind = CONSENT_TICK, .now_ms = now + jumps[i]});
}

static void try_all(const struct run *run, const struct world *w)
{
    int64_t now = w->c.phase == CONSENT_NONE ? FIRST_MS : w->c.now_ms;
    try_offers(run, w, (struct consent_input){.now_ms = now, .said_ms = now});
    if (w->c.phase != CONSENT_NONE)
        try_clock(run, w);
    for (unsigned who = 0; who < run->people; who++) {
        struct consent_input in = {.who = who, .now_ms = now};
        for (const int64_t *late = run->lateness; *late >= 0; late++) {
            in.said_ms = now - *late;
            try_words(run, w, in, run->classes);
        }
        in.said_ms = now + HOUR; /* a device whose clock runs ahead */
        try_words(run, w, in, 1);
        in.said_ms = now - 5 * MINUTE;
        try_safer(run, w, in);
        in.now_ms = now - 2 * SECOND; /* the clock went back a little */
        in.said_ms = in.now_ms;
        try_words(run, w, in, 1);
    }
}

static void walk(const struct run *run)
{
    struct world zero = {.c = {.phase = CONSENT_NONE}};
    uint64_t moves_before = moves;
    run_name = run->name;
    keys_len = traces_len = queue_len[0] = queue_len[1] = 0;
    if (keys)
        memset(keys, 0, keys_cap * sizeof *keys);
    trace_put(0, &(struct consent_input){.kind = CONSENT_NOTHING});
    struct key key = key_of(&zero);
    keys_put(&key);
    queue_put(1, &zero, 0);
    while (queue_len[1]) {
        struct world *w = queue[0];
        size_t *t = queue_trace[0], cap = queue_cap[0];
        queue[0] = queue[1], queue_trace[0] = queue_trace[1];
        queue_len[0] = queue_len[1], queue_cap[0] = queue_cap[1];
        queue[1] = w, queue_trace[1] = t, queue_len[1] = 0, queue_cap[1] = cap;
        for (size_t i = 0; i < queue_len[0]; i++) {
            here = queue_trace[0][i];
            try_all(run, &queue[0][i]);
        }
    }
    printf("%-36s %8zu states %10llu transitions\n", run->name, keys_len, (unsigned long long)(moves - moves_before));
}

/* A walk that never came somewhere has shown nothing about it. */
static bool been_everywhere(void)
{
    bool everywhere = resumed > 0;
    for (size_t i = CONSENT_NONE; i < CONSENT_PHASE_END; i++)
        everywhere = everywhere && seen_phase[i];
    /* Refusals that the alphabet has no words for: an incomplete plan, one past midnight, a plan that
     * no longer fits (it was stopped instead). */
    for (size_t i = 0; i <= REFUSED_UNKNOWN; i++)
        if (i != REFUSED_PLAN_INCOMPLETE && i != REFUSED_RAN_OUT && !seen_verdict[i]) {
            struct str words = key_for(CONSENT_VERDICT_KEYS, (unsigned)i);
            printf("never heard: %.*s\n", (int)words.len, words.at);
            everywhere = false;
        }
#define SEEN_WHY(name, wire, does, key)                                                                                \
    if (!seen_why[name]) {                                                                                             \
        printf("never seen: %s\n", key);                                                                               \
        everywhere = false;                                                                                            \
    }
    CONSENT_WHYS(SEEN_WHY)
    return everywhere;
}

int main(void)
{
    static const int64_t coarse[] = {150 * SECOND, 0};
    static const int64_t fine[] = {15 * SECOND, 0};
    static const int64_t long_steps[] = {10 * MINUTE - SECOND, 0};
    static const int64_t late[] = {0, 40 * SECOND, 160 * SECOND, 11 * MINUTE, -1};
    static const int64_t late_few[] = {0, 50 * SECOND, -1};
    static const int64_t late_fine[] = {0, 15 * SECOND, 60 * SECOND, -1};
    static const struct run runs[] = {
        {"alone, every class of check-in", 1, 5 * MINUTE, 150 * SECOND, 15 * MINUTE, coarse, late, CLASSES_ALL},
        {"alone, fine steps", 1, 2 * MINUTE, 30 * SECOND, 140 * SECOND, fine, late_fine, CLASSES_FEW},
        {"alone, the whole hour", 1, HOUR, 9 * MINUTE, 2 * HOUR, long_steps, late_few, CLASSES_FEW},
        {"together", 2, 5 * MINUTE, 150 * SECOND, 8 * MINUTE, coarse, late_few, CLASSES_FEW},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        walk(&runs[i]);
        fflush(stdout);
    }
    printf("%llu transitions, %zu rules over each\n", (unsigned long long)moves, sizeof RULES / sizeof *RULES);
    free(keys), free(traces);
    for (int q = 0; q < 2; q++)
        free(queue[q]), free(queue_trace[q]);
    return been_everywhere() ? 0 : 1;
}
