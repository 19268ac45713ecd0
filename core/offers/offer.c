/* core/offers/offer.c - a small choice out of what is open */
#include "core/offers/offer.h"

#include "core/offers/learned.h"
#include "core/practice/open.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

/* What is liked, with its words made ready: every rung is held against all of it. */
struct likes {
    struct like {
        const struct limit *limit;
        struct own_word words;
    } * at;
    size_t len;
};

static struct likes likes_now(const struct state *state, struct arena *arena)
{
    struct likes likes = {.at = ARENA_MANY(arena, struct like, state->limits.len)};
    for (size_t i = 0; i < state->limits.len; i++) {
        const struct limit *limit = &state->limits.at[i]->shown->limit;
        if (limit->stance == STANCE_LIKE)
            likes.at[likes.len++] = (struct like){limit, own_word(limit->what)};
    }
    return likes;
}

static bool is_liked(const struct likes *likes, const struct rung *rung)
{
    for (size_t i = 0; i < likes->len; i++)
        if (limit_touches(likes->at[i].limit, &likes->at[i].words, rung))
            return true;
    return false;
}

static bool is_chosen(const struct offers *offers, const struct rung *rung)
{
    for (size_t i = 0; i < offers->len; i++)
        if (offers->at[i].rung == rung)
            return true;
    return false;
}

static bool has_dimension(const struct offers *offers, unsigned dimension)
{
    for (size_t i = 0; i < offers->len; i++)
        if (offers->at[i].rung->activity->dimension == dimension)
            return true;
    return false;
}

/* Turns with the day, so that the same few are not always first; the same day gives the same order. */
static uint64_t turn(const struct rung *rung, int64_t day)
{
    uint64_t h = (uint64_t)day * 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < rung->activity->id.len; i++)
        h = (h ^ (uint8_t)rung->activity->id.at[i]) * 0x100000001B3u;
    return h ^ h >> 29;
}

enum slot { SLOT_COMFORT_FIRST, SLOT_SIDEWAYS, SLOT_NEW, SLOT_KNOWN };

/* A rung that is open now, with what is asked about it more than once. */
struct candidate {
    const struct rung *rung;
    bool liked;
    uint64_t spread;
};
struct candidates {
    const struct candidate *at;
    size_t len;
};

/* How well a rung fits a slot; 0: not at all.  Lower rungs come before higher ones throughout. */
static uint64_t fit(const struct candidate *candidate, enum slot slot, const struct offers *offers)
{
    const struct rung *rung = candidate->rung;
    const struct activity *activity = rung->activity;
    uint64_t low = 8 - activity->level;
    bool fresh = rung->times == 0, another = !has_dimension(offers, activity->dimension);
    switch (slot) {
    case SLOT_COMFORT_FIRST:
        if (rung->comfortable == 0 && activity->level > 0)
            return 0;
        return (uint64_t)(rung->comfortable > 0) << 40 | low << 20 | candidate->spread;
    case SLOT_SIDEWAYS:
        return another ? (uint64_t)candidate->liked << 40 | low << 20 | candidate->spread : 0;
    case SLOT_NEW:
        return fresh ? (uint64_t)another << 40 | low << 20 | candidate->spread : 0;
    case SLOT_KNOWN:
        return fresh ? 0 : (uint64_t)rung->comfortable << 20 | candidate->spread;
    }
    return 0;
}

static enum offer_reason reason_for(const struct candidate *candidate, enum slot slot, bool after_stop)
{
    if (after_stop)
        return OFFER_AFTER_STOP;
    if (slot == SLOT_COMFORT_FIRST)
        return candidate->rung->comfortable ? OFFER_COMFORT : OFFER_ALWAYS_THERE;
    if (candidate->liked)
        return OFFER_LIKED;
    if (slot == SLOT_KNOWN)
        return OFFER_TRUSTED;
    return candidate->rung->times ? OFFER_SIDEWAYS : OFFER_NEW;
}

static const struct candidate *best(struct candidates candidates, enum slot slot, const struct offers *offers)
{
    const struct candidate *found = NULL;
    uint64_t found_fit = 0;
    for (size_t i = 0; i < candidates.len; i++) {
        uint64_t f = is_chosen(offers, candidates.at[i].rung) ? 0 : fit(&candidates.at[i], slot, offers);
        if (f > found_fit) {
            found = &candidates.at[i];
            found_fit = f;
        }
    }
    return found;
}

static struct candidates candidates_now(const struct state *state, int64_t now_ms, int64_t day, struct arena *arena)
{
    struct candidate *at = ARENA_MANY(arena, struct candidate, state->rungs.len);
    struct likes likes = likes_now(state, arena);
    size_t len = 0;
    for (size_t i = 0; i < state->rungs.len; i++) {
        const struct rung *rung = state->rungs.at[i];
        bool passed = rung->passed_ms && now_ms - rung->passed_ms < PASSED_DAYS * DAY_MS;
        /* Level 7 is a frame of the person's own and is never offered (clinical reference, A60). */
        if (!passed && rung->activity->level < 7 && rung_closed(state, rung, now_ms) == CLOSED_NOT)
            at[len++] = (struct candidate){rung, is_liked(&likes, rung), turn(rung, day) & 0xFFFF};
    }
    return (struct candidates){at, len};
}

static void offers_by_rule(const struct state *state, int64_t now_ms, int zone_min, struct arena scratch,
                           struct offers *out)
{
    static const enum slot SLOTS[OFFERS_MAX] = {SLOT_COMFORT_FIRST, SLOT_SIDEWAYS, SLOT_NEW, SLOT_KNOWN};
    struct candidates candidates = candidates_now(state, now_ms, moment_at(now_ms, zone_min).day, &scratch);
    bool after_stop = state_rests(state, now_ms);
    for (size_t i = 0; i < OFFERS_MAX; i++) {
        const struct candidate *found = best(candidates, SLOTS[i], out);
        if (found)
            out->at[out->len++] =
                (struct offer){.rung = found->rung, .reason = reason_for(found, SLOTS[i], after_stop && i == 0)};
    }
}

/* Offers that learn */

#define TURN_WEIGHT 0.15 /* so that not the same few are shown every day */
#define LIKED_WEIGHT 0.1

/* After a stop the next suggestion is a rung down or without contact (3.5), until something has gone well again. */
static bool is_over_last_stop(const struct state *state, const struct rung *rung, int64_t now_ms)
{
    for (size_t i = state->practices.len; i-- > 0;) {
        const struct practice *practice = state->practices.at[i];
        if (!practice->consent.begun_ms || !practice->rung)
            continue;
        if (!practice->stopped_ms || now_ms - practice->stopped_ms >= AFTER_STOP_DAYS * DAY_MS)
            return false;
        return rung->activity->level > 0 && rung->activity->level >= practice->planned->plan.level;
    }
    return false;
}

static bool is_passed(const struct rung *rung, int64_t now_ms)
{
    return rung->passed_ms && now_ms - rung->passed_ms < PASSED_DAYS * DAY_MS;
}

/* What can be judged today: one row a rung, in their order. */
static struct prospects prospects_now(const struct state *state, int64_t now_ms, int zone_min, struct arena *arena)
{
    struct prospect *at = ARENA_MANY(arena, struct prospect, state->rungs.len);
    struct traits *traits = ARENA_MANY(arena, struct traits, state->rungs.len);
    struct likes likes = likes_now(state, arena);
    int64_t day = moment_at(now_ms, zone_min).day;
    for (size_t i = 0; i < state->rungs.len; i++) {
        const struct rung *rung = state->rungs.at[i];
        bool open = rung_closed(state, rung, now_ms) == CLOSED_NOT && rung->activity->level < 7;
        at[i] = (struct prospect){.known = rung->known, .traits = &traits[i], .open = open};
        if (!open)
            continue;
        traits[i] = traits_of(rung->activity);
        at[i].rests = is_passed(rung, now_ms) || is_over_last_stop(state, rung, now_ms);
        at[i].is_new = rung->times == 0;
        at[i].ago = (double)(now_ms - rung->last_ms) / DAY_MS;
        at[i].lean =
            TURN_WEIGHT * (double)(turn(rung, day) & 0xFFFF) / 0xFFFF + (is_liked(&likes, rung) ? LIKED_WEIGHT : 0);
    }
    return (struct prospects){at, state->rungs.len};
}

/* What the method is asked with today. */
struct asking {
    const struct state *state;
    const struct beliefs *beliefs;
    struct prospects prospects;
    double hard_day;
    int64_t day;
    bool after_stop;
};

static void add_pick(const struct asking *asking, const struct pick *pick, struct offers *out)
{
    const struct prospect *chosen = &asking->prospects.at[pick->prospect];
    out->at[out->len] = (struct offer){
        .rung = asking->state->rungs.at[pick->prospect],
        .reason = OFFER_AFTER_STOP,
        .learned = !(asking->after_stop && out->len == 0),
        .why = why_of(&asking->beliefs->now, chosen, pick->kind, asking->hard_day),
    };
    out->len++;
}

/* A thing without contact that the method does not think hard, in the turn of the day; another sense first. */
static const struct rung *comfort(const struct asking *asking, const struct offers *out)
{
    const struct rung *found = NULL;
    uint64_t found_fit = 0;
    for (size_t i = 0; i < asking->prospects.len; i++) {
        const struct rung *rung = asking->state->rungs.at[i];
        const struct prospect *prospect = &asking->prospects.at[i];
        if (rung->activity->level > 0 || !pick_allows(&asking->beliefs->now, prospect) || is_chosen(out, rung))
            continue;
        uint64_t another = has_dimension(out, rung->activity->dimension) ? 1 : 2;
        uint64_t fit = another << 20 | (turn(rung, asking->day) & 0xFFFF);
        if (fit <= found_fit)
            continue;
        struct guess guess = belief_guess(&asking->beliefs->now, prospect->known, prospect->traits, asking->hard_day);
        if (guess.mean > belief_comfort_line(&asking->beliefs->now))
            continue;
        found = rung;
        found_fit = fit;
    }
    return found;
}

/*
 * What is without contact stays open even when nothing else is (3.6), so it fills what the method leaves empty,
 * in the first days above all.  It never takes the place of something the method chose.
 */
static void add_comforts(const struct asking *asking, struct offers *out)
{
    while (out->len < LEARNED_OFFERS) {
        const struct rung *rung = comfort(asking, out);
        if (!rung)
            return;
        bool learned = !(asking->after_stop && out->len == 0);
        out->at[out->len++] = (struct offer){
            .rung = rung, .reason = OFFER_AFTER_STOP, .learned = learned, .why = {.lead = REASON_COMFORT}};
    }
}

static void offers_learned(const struct state *state, int64_t now_ms, int zone_min, struct arena scratch,
                           struct offers *out)
{
    struct asking asking = {
        .state = state,
        .beliefs = beliefs_at(state, now_ms, &scratch),
        .prospects = prospects_now(state, now_ms, zone_min, &scratch),
        .hard_day = learned_hard_day(state, now_ms, zone_min),
        .day = moment_at(now_ms, zone_min).day,
        .after_stop = state_rests(state, now_ms),
    };
    struct picks picks;
    pick_few(asking.beliefs, asking.prospects, pace_of(state), asking.hard_day, LEARNED_OFFERS, scratch, &picks);
    for (size_t i = 0; i < picks.len && picks.at[i].kind != PICK_ONLY; i++)
        add_pick(&asking, &picks.at[i], out);
    add_comforts(&asking, out);
    if (out->len == 0 && picks.len)
        add_pick(&asking, &picks.at[0], out);
}

void offers_now(const struct state *state, int64_t now_ms, int zone_min, struct arena scratch, struct offers *out)
{
    *out = (struct offers){0};
    if (learning_is_on(state))
        offers_learned(state, now_ms, zone_min, scratch, out);
    else
        offers_by_rule(state, now_ms, zone_min, scratch, out);
}

struct str not_offered_key(enum not_offered why)
{
    static const struct str KEYS[] = {NOT_OFFERED(ROW_WORDS)};
    return KEYS[why];
}

static bool is_offered(const struct offers *offers, const struct rung *rung)
{
    return is_chosen(offers, rung);
}

enum not_offered offer_why_not(const struct state *state, const struct rung *rung, int64_t now_ms, int zone_min,
                               struct arena scratch, struct why *why)
{
    struct offers offers;
    *why = (struct why){0};
    offers_now(state, now_ms, zone_min, scratch, &offers);
    if (is_offered(&offers, rung))
        return NOT_OFFERED_IT_IS;
    if (rung_closed(state, rung, now_ms) != CLOSED_NOT)
        return NOT_OFFERED_CLOSED;
    if (rung->activity->level >= 7)
        return NOT_OFFERED_OWN;
    if (is_passed(rung, now_ms))
        return NOT_OFFERED_PASSED;
    if (is_over_last_stop(state, rung, now_ms))
        return NOT_OFFERED_RESTS;
    if (!learning_is_on(state))
        return NOT_OFFERED_OTHERS;

    const struct beliefs *beliefs = beliefs_at(state, now_ms, &scratch);
    const struct belief *belief = &beliefs->now;
    double hard_day = learned_hard_day(state, now_ms, zone_min);
    struct traits traits = traits_of(rung->activity);
    struct prospect prospect = {.known = rung->known, .traits = &traits, .open = true};
    struct guess guess;
    bool gentle = pick_is_gentle(beliefs, &prospect, pace_of(state), hard_day, &guess);
    *why = why_of(belief, &prospect, PICK_WIDER, hard_day);
    if (!pick_allows(belief, &prospect))
        return NOT_OFFERED_RESTS;
    if (gentle)
        return NOT_OFFERED_OTHERS;
    if (guess.p <= pick_risk(belief, pace_of(state), hard_day))
        return NOT_OFFERED_RESTS;
    return guess.mean > belief_comfort_line(belief) ? NOT_OFFERED_HARD : NOT_OFFERED_UNSURE;
}

/* It would be open if it were not set aside. */
static bool would_be_open(const struct state *state, const struct rung *rung, int64_t now_ms)
{
    struct rung shown = *rung;
    shown.hidden = false;
    return rung_closed(state, &shown, now_ms) == CLOSED_NOT && rung->activity->level < 7;
}

const struct rung *offer_aside_to_ask(const struct state *state, int64_t now_ms, struct arena scratch)
{
    if (!learning_is_on(state))
        return NULL;
    const struct belief *belief = NULL;
    for (size_t i = 0; i < state->rungs.len; i++) {
        const struct rung *rung = state->rungs.at[i];
        if (!rung->hidden || rung->asked || now_ms - rung->hidden_ms < ASIDE_ASK_DAYS * DAY_MS ||
            !would_be_open(state, rung, now_ms) || is_over_last_stop(state, rung, now_ms))
            continue;
        if (!belief)
            belief = &beliefs_at(state, now_ms, &scratch)->now;
        struct traits traits = traits_of(rung->activity);
        struct prospect prospect = {.known = rung->known, .traits = &traits, .open = true};
        if (pick_allows(belief, &prospect) && belief_is_comfortable(belief, rung->known, &traits))
            return rung;
    }
    return NULL;
}
