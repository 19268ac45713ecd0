/* core/offers/learned.c - what was kept, told to the belief in its order */
#include "core/offers/learned.h"

#include "core/log/questions.h"

#define DAY_MS (24.0 * 60 * 60 * 1000)
#define MODEL_LINE 55.0

/* Where the areas of the map lie in the method's coarser zones. */
static const unsigned ZONE_OF_AREA[AREA_END] = {
    [AREA_HAIR] = ZONE_HEAD_FACE,
    [AREA_FACE] = ZONE_HEAD_FACE,
    [AREA_MOUTH] = ZONE_HEAD_FACE,
    [AREA_NECK] = ZONE_HEAD_FACE,
    [AREA_SHOULDERS] = ZONE_SHOULDERS_BACK,
    [AREA_UPPER_BACK] = ZONE_SHOULDERS_BACK,
    [AREA_LOWER_BACK] = ZONE_SHOULDERS_BACK,
    [AREA_UPPER_ARMS] = ZONE_ARMS,
    [AREA_FOREARMS] = ZONE_ARMS,
    [AREA_HANDS] = ZONE_HANDS,
    [AREA_CHEST] = ZONE_TORSO,
    [AREA_BELLY] = ZONE_TORSO,
    [AREA_HIPS] = ZONE_TORSO,
    [AREA_PRIVATE] = ZONE_INTIMATE,
    [AREA_THIGHS] = ZONE_FEET_LEGS,
    [AREA_CALVES] = ZONE_FEET_LEGS,
    [AREA_FEET] = ZONE_FEET_LEGS,
};

/* The library says nothing of strength, so it is read from contact, sense and a few things that are strong. */
static unsigned intensity_of(const struct activity *activity)
{
    static const set64 STRONG = SET_OF(TAG_COLD) | SET_OF(TAG_BARE_SKIN) | SET_OF(TAG_GRIP) | SET_OF(TAG_HUG) |
                                SET_OF(TAG_FACE_TOUCH) | SET_OF(TAG_KISS) | SET_OF(TAG_BEHIND);
    unsigned strength = 1 + (3 * activity->level + 3) / 4;
    bool soft = activity->dimension == DIMENSION_BREATH || activity->dimension == DIMENSION_SOUND;
    if (activity->tags & STRONG)
        strength += 2;
    return soft ? strength - 1 : strength < 10 ? strength : 10;
}

struct traits traits_of(const struct activity *activity)
{
    struct traits traits = {
        .dimension = activity->dimension,
        .contact = activity->level,
        .intensity = intensity_of(activity),
        .minutes = activity->minutes,
        .together = activity->company == COMPANY_TOGETHER,
        .tags = activity->tags,
    };
    for (unsigned area = 1; area < AREA_END; area++)
        if (SET_HAS(activity->areas, area))
            traits.zones |= SET_OF(ZONE_OF_AREA[area]);
    return traits;
}

static double stretched(double distress)
{
    return distress * MODEL_LINE / OWN_LINE;
}

/* Days */

static double weather_number(unsigned weather)
{
    static const double CLEARNESS[WEATHER_END] = {
        [WEATHER_NONE] = -1, [WEATHER_CLEAR] = 9, [WEATHER_BREEZY] = 8, [WEATHER_PATCHY] = 6, [WEATHER_OVERCAST] = 4,
        [WEATHER_FOG] = 2,   [WEATHER_RAIN] = 4,  [WEATHER_WIND] = 3,   [WEATHER_STORM] = 1,  [WEATHER_STILL] = -1,
    };
    return weather < WEATHER_END ? CLEARNESS[weather] : -1;
}

static double number_of(struct score score)
{
    return score.said ? (double)score.is : -1;
}

/*
 * A day may count as harder than an ordinary one, never as easier: a good morning opens nothing.  False, and an
 * ordinary day, if nothing was said of it.
 */
static bool hard_day_of(const struct event *checkin, int64_t ms, int zone_min, double *out)
{
    *out = 0;
    if (!checkin || moment_at(stamp_ms(event_item(checkin)), checkin->zone_min).day != moment_at(ms, zone_min).day)
        return false;
    const struct checkin *c = &checkin->checkin;
    double sleep = number_of(c->sleep), stress = number_of(c->stress), weather = weather_number(c->weather);
    double z = belief_hard_day(sleep, stress, weather);
    *out = z > 0 ? z : 0;
    return sleep >= 0 || stress >= 0 || weather >= 0;
}

/* Of a day that nothing was said of, it is assumed that it is a little hard: fewer data, less boldness. */
#define UNTOLD_DAY 0.5

double learned_hard_day(const struct state *state, int64_t now_ms, int zone_min)
{
    double z;
    return hard_day_of(state->checkin, now_ms, zone_min, &z) ? z : UNTOLD_DAY;
}

static double day_of(int64_t ms)
{
    return (double)ms / DAY_MS;
}

/* Intake */

enum { ASKED_ALONE = DIMENSION_SCENT + 1, ASKED_WITH_SOMEONE, ASKED_END };

static bool belongs(const struct traits *traits, unsigned asked)
{
    if (asked == ASKED_ALONE || asked == ASKED_WITH_SOMEONE)
        return traits->together == (asked == ASKED_WITH_SOMEONE);
    return traits->dimension == asked;
}

static set64 chosen(const struct state *state, struct str question)
{
    const struct event *answer = state_answer(state, question);
    return answer ? answer->answer.choices : 0;
}

/* What was said to be mostly easy or mostly hard; both: in between; neither: nothing is taken from it. */
static void expect_as_asked(const struct state *state, struct learned *learned)
{
    set64 easy = chosen(state, INTAKE_HELPS), hard = chosen(state, INTAKE_HELPS_HARD);
    for (unsigned asked = 1; asked < ASKED_END; asked++) {
        const struct traits *group[BELIEF_ACTIVITIES];
        size_t len = 0;
        double ease = SET_HAS(easy, asked) ? SET_HAS(hard, asked) ? 5 : 8 : 2;
        if (!SET_HAS(easy | hard, asked))
            continue;
        for (size_t i = 0; i < learned->traits_len; i++)
            if (belongs(&learned->traits[i], asked))
                group[len++] = &learned->traits[i];
        belief_expect(&learned->settled.now, group, len, ease);
    }
}

/* Practices */

/* Low presence, or having felt one should, makes a calm number unknown; not said makes it weak. */
static enum presence presence_of(const struct practice *practice)
{
    const struct winddown *w = &practice->winddown->winddown;
    if (w->presence.said && w->presence.is < COMFORTABLE_PRESENCE)
        return PRESENCE_AWAY;
    if (w->willingness == WILLING_NO || w->willingness == WILLING_SHOULD)
        return PRESENCE_AWAY;
    return w->presence.said ? PRESENCE_THERE : PRESENCE_UNSAID;
}

static void take_practice(struct beliefs *beliefs, const struct learned *learned, const struct practice *practice,
                          const struct event *checkin)
{
    const struct rung *rung = practice->rung;
    const struct event *w = practice->winddown;
    bool stopped = practice->stopped_ms != 0;
    if (!rung || !practice->consent.begun_ms || (!stopped && practice->consent.phase != CONSENT_CLOSED))
        return;
    struct traits own = traits_of(rung->activity);
    const struct traits *traits = rung->known < learned->traits_len ? &learned->traits[rung->known] : &own;
    double hard_day;
    if (!hard_day_of(checkin, stamp_ms(practice->id), practice->planned->zone_min, &hard_day))
        hard_day = 0;
    struct report report = {
        .day = day_of(stamp_ms(practice->id)),
        .hard_day = hard_day,
        .peak = w && w->winddown.peak.said ? stretched(w->winddown.peak.is) : -1,
        .pleasant = w && w->winddown.pleasant.said ? (double)w->winddown.pleasant.is : -1,
        .stopped = stopped || (practice->nextday && day_was_harder(&practice->nextday->nextday)),
        .presence = w ? presence_of(practice) : PRESENCE_UNSAID,
    };
    beliefs_learn(beliefs, rung->known, traits, &report);
}

/* Keys */

static const struct {
    struct str prefix;
    const struct key_list *list;
    unsigned first, last; /* effects */
} KINDS_OF_KEY[] = {
    {S_INIT("sense/"), &DIMENSION_KEYS, COEF_DIMENSION, COEF_ZONE - 1},
    {S_INIT("area/"), &ZONE_KEYS, COEF_ZONE, COEF_TAG - 1},
    {S_INIT("thing/"), &TAG_KEYS, COEF_TAG, COEF_WEEK - 1},
};

unsigned effect_of_key(struct str key)
{
    for (size_t i = 0; i < sizeof KINDS_OF_KEY / sizeof *KINDS_OF_KEY; i++) {
        if (!str_starts(key, KINDS_OF_KEY[i].prefix))
            continue;
        const struct key_row *row = row_by_key(*KINDS_OF_KEY[i].list, str_after(key, KINDS_OF_KEY[i].prefix.len));
        unsigned effect = row ? KINDS_OF_KEY[i].first + row->number - 1 : COEF_LEVEL;
        return effect <= KINDS_OF_KEY[i].last ? effect : COEF_LEVEL;
    }
    if (str_eq(key, S("company/together")))
        return COEF_TOGETHER;
    return str_eq(key, S("length")) ? COEF_MINUTES : COEF_LEVEL;
}

struct str effect_key(unsigned effect, struct arena *arena)
{
    if (effect == COEF_TOGETHER)
        return S("company/together");
    if (effect == COEF_MINUTES)
        return S("length");
    for (size_t i = 0; i < sizeof KINDS_OF_KEY / sizeof *KINDS_OF_KEY; i++) {
        if (effect < KINDS_OF_KEY[i].first || effect > KINDS_OF_KEY[i].last)
            continue;
        const struct key_row *row = row_by_number(*KINDS_OF_KEY[i].list, effect - KINDS_OF_KEY[i].first + 1);
        if (row)
            return STR_JOIN(arena, KINDS_OF_KEY[i].prefix, row->key);
    }
    return S("");
}

/* Corrections */

static bool is_taken_back(const struct state *state, size_t index)
{
    struct str about = state->corrections.at[index]->correction.about;
    for (size_t i = index + 1; i < state->corrections.len; i++) {
        const struct correction *later = &state->corrections.at[i]->correction;
        if (later->says == CORRECTION_COUNT_AGAIN && str_eq(later->about, about))
            return true;
    }
    return false;
}

static void correct(const struct state *state, struct beliefs *beliefs, size_t index)
{
    const struct event *event = state->corrections.at[index];
    struct str about = event->correction.about;
    if (event->correction.says != CORRECTION_NOT_SO || is_taken_back(state, index))
        return;
    beliefs_advance(beliefs, day_of(stamp_ms(event->at)));
    if (str_starts(about, S("activity/"))) {
        const struct rung *rung = state_rung(state, str_after(about, sizeof "activity/" - 1));
        if (rung)
            beliefs_forget_activity(beliefs, rung->known);
        return;
    }
    unsigned effect = effect_of_key(about);
    if (effect != COEF_LEVEL)
        beliefs_forget(beliefs, effect);
}

/* Bringing up to date */

static void begin(const struct state *state, struct learned *learned)
{
    learned->traits_len = state->rungs.len < BELIEF_ACTIVITIES ? state->rungs.len : BELIEF_ACTIVITIES;
    for (size_t i = 0; i < learned->traits_len; i++)
        learned->traits[i] = traits_of(state->rungs.at[i]->activity);
    learned->entries = learned->corrections = 0;
    learned->checkin = NULL;
    beliefs_begin(&learned->settled, MODEL_LINE);
    learned->settled.now.line = stretched(line_of(state));
    expect_as_asked(state, learned);
    learned->begun = true;
}

/* Where a reading of the entries stands. */
struct reading {
    size_t entries, corrections;
    const struct event *checkin;
};

static void read_until(const struct state *state, const struct learned *learned, struct beliefs *beliefs,
                       struct reading *reading, size_t end)
{
    for (; reading->entries < end; reading->entries++) {
        const struct entry *entry = state->entries.at[reading->entries];
        for (; reading->corrections < state->corrections.len &&
               stamp_cmp(state->corrections.at[reading->corrections]->at, entry->id) < 0;
             reading->corrections++)
            correct(state, beliefs, reading->corrections);
        if (entry->kind == CHECKIN_ADDED)
            reading->checkin = entry->shown;
        if (entry->practice)
            take_practice(beliefs, learned, entry->practice, reading->checkin);
    }
}

/* The entry of the practice that is so many from the end. */
static size_t recent_begins(const struct state *state)
{
    if (state->practices.len <= LEARNED_RECENT)
        return 0;
    return state_made_before(state, state->practices.at[state->practices.len - LEARNED_RECENT]->id);
}

const struct beliefs *state_beliefs(const struct state *state)
{
    struct learned *learned = state->learned;
    if (learned->begun && learned->at_events == state->log.events.len + 1)
        return &learned->now;
    if (!learned->begun)
        begin(state, learned);
    struct reading reading = {learned->entries, learned->corrections, learned->checkin};
    size_t recent = recent_begins(state);
    if (recent > reading.entries)
        read_until(state, learned, &learned->settled, &reading, recent);
    learned->entries = reading.entries;
    learned->corrections = reading.corrections;
    learned->checkin = reading.checkin;
    beliefs_copy(&learned->now, &learned->settled);
    read_until(state, learned, &learned->now, &reading, state->entries.len);
    for (; reading.corrections < state->corrections.len; reading.corrections++)
        correct(state, &learned->now, reading.corrections);
    learned->at_events = state->log.events.len + 1;
    return &learned->now;
}

struct beliefs *beliefs_at(const struct state *state, int64_t now_ms, struct arena *arena)
{
    struct beliefs *beliefs = ARENA_NEW(arena, struct beliefs);
    beliefs_copy(beliefs, state_beliefs(state));
    beliefs_advance(beliefs, day_of(now_ms));
    return beliefs;
}

void learned_forget(struct state *state)
{
    state->learned->begun = false;
}

void learned_touch(struct state *state, struct stamp item)
{
    struct learned *learned = state->learned;
    if (learned->begun && learned->entries && learned->entries <= state->entries.len &&
        stamp_cmp(item, state->entries.at[learned->entries - 1]->id) <= 0)
        learned_forget(state);
}
