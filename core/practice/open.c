/* core/practice/open.c - what closes a rung, in the order in which it is asked */
#include "core/practice/open.h"

#include "core/log/questions.h"

/*
 * Own words close what carries them in its name or its things, in any part of a word and in any language.  Those of
 * attune are in English first; an activity of the person's own may be in any language.
 */
static bool words_touch(const struct own_word *words, const struct rung *rung)
{
    const struct activity *activity = rung->activity;
    unsigned what = OWN_PARTS | (rung->own ? 0 : OWN_ENGLISH);
    if (words->letters & ~activity->letters)
        return false;
    return own_word_in(words, activity->called, what) ||
           (activity->elsewhere.len && own_word_in(words, activity->elsewhere, OWN_PARTS));
}

/*
 * As it was before forms of words were known (core/own_words.h), letter by letter.  A plan that stands in the log was
 * open by that when it was made; by more, what somebody has lived would be folded into something that never began.
 */
static bool words_touched(struct str words, const struct rung *rung)
{
    struct str text = rung->activity->called;
    words = str_trim(words);
    for (size_t i = 0; words.len >= 3 && i + words.len <= text.len; i++) {
        size_t k = 0;
        while (k < words.len && ascii_lower(text.at[i + k]) == ascii_lower(words.at[k]))
            k++;
        if (k == words.len)
            return true;
    }
    return false;
}

static bool touches(const struct limit *limit, bool by_words, const struct rung *rung)
{
    const struct activity *activity = rung->activity;
    bool areas_meet = (limit->areas & activity->areas) != 0;
    if (limit->company == COMPANY_ALONE && activity->company == COMPANY_TOGETHER)
        return false;
    if (limit->company == COMPANY_TOGETHER && activity->company == COMPANY_ALONE)
        return false;
    if (by_words)
        return true;
    /* An activity that names no area may touch any: what is not known counts as touched. */
    if (limit->tag)
        return SET_HAS(activity->tags, limit->tag) && (!limit->areas || !activity->areas || areas_meet);
    return areas_meet;
}

bool limit_touches(const struct limit *limit, const struct own_word *words, const struct rung *rung)
{
    return touches(limit, words_touch(words, rung), rung);
}

/* What is asked for now, or a plan that stands in the log already. */
enum asking { ASKING_NOW, ASKING_THEN };

/* Every head acts: what was said on two devices apart holds on both until it is said anew. */
static const struct event *touching_limit(const struct state *state, const struct rung *rung, bool closing,
                                          enum asking asking)
{
    for (size_t i = 0; i < state->limits.len; i++)
        for (const struct version *v = state->limits.at[i]->latest; v; v = v->before) {
            const struct limit *limit = &v->event->limit;
            bool closes = stance_is_no(limit->stance);
            if (v->over || closes != closing || !(closing || limit->stance == STANCE_MAYBE))
                continue;
            struct own_word words = own_word(limit->what);
            if (asking == ASKING_NOW ? limit_touches(limit, &words, rung)
                                     : touches(limit, words_touched(limit->what, rung), rung))
                return v->event;
        }
    return NULL;
}

static bool a_word_touched(struct str words, const struct rung *rung)
{
    while (words.len) {
        struct str line, part;
        str_cut(words, '\n', &line, &words);
        while (line.len) {
            str_cut(line, ',', &part, &line);
            if (words_touched(part, rung))
                return true;
        }
    }
    return false;
}

static bool trigger_touches(const struct state *state, const struct rung *rung, enum asking asking)
{
    const struct event *listed = state_answer(state, INTAKE_TRIGGERS);
    if (listed && (listed->answer.choices & rung->activity->tags) != 0)
        return true;
    const struct event *own = state_answer(state, INTAKE_TRIGGERS_OWN);
    struct str rest = own ? own->answer.words : S("");
    struct own_word word;
    if (asking == ASKING_THEN)
        return a_word_touched(rest, rung);
    while (own_words_next(&rest, &word))
        if (words_touch(&word, rung))
            return true;
    return false;
}

static enum closed filtered_by(const struct state *state, const struct rung *rung, enum asking asking)
{
    if (rung->hidden)
        return CLOSED_HIDDEN;
    if (touching_limit(state, rung, true, asking))
        return CLOSED_LIMIT;
    if (trigger_touches(state, rung, asking))
        return CLOSED_TRIGGER;
    return CLOSED_NOT;
}

enum closed rung_filtered(const struct state *state, const struct rung *rung)
{
    return filtered_by(state, rung, ASKING_NOW);
}

const struct event *rung_maybe(const struct state *state, const struct rung *rung)
{
    return touching_limit(state, rung, false, ASKING_NOW);
}

bool ladder_is_paused(const struct state *state)
{
    const struct event *answer = state_answer(state, INTAKE_PAUSE);
    return answer && answer->answer.choices != 0;
}

bool ladder_waits_for_a_look(const struct state *state)
{
    const struct event *answer = state_answer(state, INTAKE_BODY);
    return answer && (answer->answer.choices & BODY_WAITS) && !SET_HAS(answer->answer.choices, BODY_LOOKED_AT);
}

static bool is_kept_gentle(const struct state *state)
{
    return ladder_is_paused(state) || ladder_waits_for_a_look(state);
}

unsigned ladder_ceiling(const struct state *state)
{
    unsigned ceiling = state->ceiling_alone.said ? state->ceiling_alone.is : CEILING_ALONE_FIRST;
    /* What a later version says of limits may close anything; what was begun before it was known stays as it was. */
    if (state->later_guard && !state->judged_for)
        return CEILING_UNTIL_UPDATED;
    return is_kept_gentle(state) && ceiling > CEILING_WHILE_PAUSED ? CEILING_WHILE_PAUSED : ceiling;
}

/* A silence may have stopped what is open without a word about it yet: its rung rests all the same. */
static bool rests_untold(const struct state *state, unsigned level, int64_t now_ms)
{
    const struct practice *open = state_open_practice(state);
    if (!open || open->stopped_ms || level < open->planned->plan.level)
        return false; /* a stop that was told rests by itself */
    struct consent consent = open->consent;
    consent_at(&consent, now_ms);
    return consent.phase == CONSENT_STOPPED && consent.begun_ms &&
           now_ms < event_midnight_after(open->heard, consent.stopped_ms);
}

static enum closed closed_by(const struct state *state, const struct rung *rung, int64_t now_ms, enum asking asking)
{
    enum closed filtered = filtered_by(state, rung, asking);
    unsigned level = rung->activity->level;
    if (filtered != CLOSED_NOT)
        return filtered;
    if (rung->activity->company == COMPANY_TOGETHER)
        return CLOSED_TOGETHER;
    if (is_kept_gentle(state) && level > CEILING_WHILE_PAUSED)
        return CLOSED_HEALTH;
    if (level > ladder_ceiling(state))
        return CLOSED_CEILING;
    struct score rest = state_rest(state, now_ms);
    if (rest.said && level >= rest.is)
        return CLOSED_RESTING;
    if (rests_untold(state, level, now_ms))
        return CLOSED_RESTING;
    return CLOSED_NOT;
}

enum closed rung_closed(const struct state *state, const struct rung *rung, int64_t now_ms)
{
    return closed_by(state, rung, now_ms, ASKING_NOW);
}

enum closed rung_was_closed(const struct state *state, const struct rung *rung, int64_t then_ms)
{
    return closed_by(state, rung, then_ms, ASKING_THEN);
}
