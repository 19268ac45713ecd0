/* tests/support/dump.c - what a state says, as text */
#include "tests/support/dump.h"

#include "core/fold/fold.h"
#include "core/offers/learned.h"
#include "core/course/body.h"
#include "core/course/measure.h"
#include "core/course/stray.h"
#include "core/log/state.h"
#include "core/course/worksheet.h"
#include "core/offers/offer.h"
#include "core/practice/due.h"
#include "core/practice/open.h"

#include <stdarg.h>
#include <stdio.h>

/* Text */

void say(struct buf *out, const char *format, ...)
{
    char line[1024];
    va_list values;
    va_start(values, format);
    int n = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    ASSERT(n >= 0 && (size_t)n < sizeof line);
    buf_put(out, str_from_c(line));
}

void say_when(struct buf *out, int64_t ms)
{
    struct moment m = moment_at(ms, ZONE_MIN);
    int64_t second = ms / 1000 % 60;
    say(out, "+%lld %02d:%02d", (long long)(m.day - FIRST_DAY), m.hour, m.minute);
    if (second)
        say(out, ":%02lld", (long long)second);
}

static void say_set(struct buf *out, struct key_list list, set64 set)
{
    for (size_t i = 0; i < list.len; i++) {
        if (!SET_HAS(set, list.at[i].number))
            continue;
        buf_put_byte(out, ' ');
        buf_put(out, list.at[i].key);
    }
}

static void say_words(struct buf *out, struct str words)
{
    if (!words.len)
        return;
    buf_put_byte(out, ' ');
    buf_put_json(out, words);
}

static void say_score(struct buf *out, const char *name, struct score score)
{
    if (score.said)
        say(out, ", %s %u", name, score.is);
}

static void say_willing(struct buf *out, uint32_t willingness)
{
    const struct key_row *row = row_by_number(WILLINGNESS_KEYS, willingness);
    if (row)
        say(out, ", willing: %.*s", (int)row->key.len, row->key.at);
}

/* What is so now */

static void dump_checkin(struct buf *out, const struct state *state, int64_t now_ms)
{
    const struct event *event = state->checkin;
    if (!event)
        return;
    /* Its day is the day of its first telling: an edit keeps its place. */
    int64_t day = moment_at(stamp_ms(event_item(event)), ZONE_MIN).day;
    say(out, "check-in %s", day == moment_at(now_ms, ZONE_MIN).day ? "of today" : "of an earlier day");
    say_set(out, WEATHER_KEYS, event->checkin.weather ? SET_OF(event->checkin.weather) : 0);
    say_score(out, "distress", event->checkin.distress);
    say_score(out, "presence", event->checkin.presence);
    say_willing(out, event->checkin.willingness);
    say(out, "\n");
}

static void dump_ceiling(struct buf *out, const struct state *state, int64_t now_ms)
{
    say(out, "ceiling %u%s\n", ladder_ceiling(state), ladder_is_paused(state) ? ", kept to gentle things" : "");
    for (size_t i = 0; state->ceilings.len > 1 && i < state->ceilings.len; i++) {
        const struct ceiling *ceiling = &state->ceilings.at[i].event->ceiling;
        say(out, "one of the ceilings");
        say_score(out, "alone", ceiling->alone);
        say_score(out, "together", ceiling->together);
        say(out, "\n");
    }
    if (state_rests(state, now_ms)) {
        say(out, "resting: level %u and above, until ", state_rest(state, now_ms).is);
        say_when(out, rests_until_ms(state, now_ms));
        say(out, "\n");
    }
}

static unsigned tellings(const struct version *version)
{
    unsigned n = 0;
    for (; version; version = version->before)
        n++;
    return n;
}

static void dump_body(struct buf *out, const struct body *body)
{
    for (unsigned feeling = 1; feeling < FEELING_END; feeling++) {
        if (!body_spots(body, (enum feeling)feeling))
            continue;
        say_set(out, FEELING_KEYS, SET_OF(feeling));
        say(out, " at");
        say_set(out, SPOT_KEYS, body_spots(body, (enum feeling)feeling));
        say(out, ";");
    }
    say_words(out, body->spots);
}

static void dump_limit_words(struct buf *out, const struct limit *limit)
{
    say_set(out, STANCE_KEYS, SET_OF(limit->stance));
    say_set(out, TAG_KEYS, limit->tag ? SET_OF(limit->tag) : 0);
    say_set(out, AREA_KEYS, limit->areas);
    say_set(out, COMPANY_KEYS, limit->company ? SET_OF(limit->company) : 0);
    say_words(out, limit->what);
}

/* What was said beside it, by somebody who did not know of it. */
static void dump_limit(struct buf *out, const struct entry *entry)
{
    dump_limit_words(out, &entry->shown->limit);
    for (const struct version *v = entry->latest; v; v = v->before) {
        if (v->over || v->event == entry->shown)
            continue;
        say(out, ", and beside it:");
        dump_limit_words(out, &v->event->limit);
    }
}

static struct str words_shown(const struct event *event)
{
    if (event->kind == CHECKIN_ADDED)
        return event->checkin.words;
    if (event->kind == NOTE_WRITTEN)
        return event->note.words;
    if (event->kind == BODY_MARKED)
        return event->body.words;
    if (event->kind == MEASURE_IMPORTED)
        return event->measure.name;
    if (event->kind == MEASURE_SAID)
        return event->measured.answers;
    if (event->kind == MEDIA_BEGUN)
        return event->media.name;
    return event->kind == ACTIVITY_ADDED ? event->own.name : S("");
}

/* What follows from answers, or that nothing does. */
static void dump_result(struct buf *out, const struct state *state, const struct measured *said)
{
    struct measure_result result;
    if (said->which == MEASURE_OWN)
        return;
    measure_result(state, said, *out->arena, &result);
    if (!result.fits)
        say(out, " does not fit");
    else if (result.unsure)
        say(out, " not added up");
    else
        say(out, " %u of %u %.*s", result.sum, result.of, (int)result.text.len, result.text.at);
    if (measure_opens_support(state, said, *out->arena))
        say(out, " support");
}

/* The lines of a sheet that count, newest first. */
static void dump_sheet(struct buf *out, const struct entry *entry)
{
    say(out, " %.*s", (int)entry->shown->begun.worksheet.len, entry->shown->begun.worksheet.at);
    for (const struct version *v = entry->latest; v; v = v->before) {
        const struct said *said = &v->event->said;
        if (v->event->kind != WORKSHEET_SAID || sheet_said(entry, said->field) != v->event)
            continue;
        say(out, "; %.*s", (int)said->field.len, said->field.at);
        say_words(out, said->words);
        say_score(out, "is", said->score);
        for (unsigned n = 1; n < 63; n++)
            if (SET_HAS(said->choices, n))
                say(out, " #%u", n);
    }
}

static void dump_drafts(struct buf *out, const struct state *state)
{
    for (size_t i = 0; i < state->drafts.len; i++) {
        const struct draft *draft = &state->drafts.at[i]->event.draft;
        say(out, "draft %.*s:", (int)draft->about.len, draft->about.at);
        say_words(out, draft->words);
        say(out, "\n");
    }
}

/* What a note belongs to, and whether it is the one that stands there. */
static void dump_about(struct buf *out, const struct state *state, const struct entry *entry)
{
    const struct note *note = &entry->shown->note;
    if (note->about.len == 0)
        return;
    bool stands = state_note(state, (enum note_sort)note->sort, note->about) == entry;
    say(out, " %s %.*s", stands ? "stands at" : "belongs to", (int)note->about.len, note->about.at);
}

static void dump_entries(struct buf *out, const struct state *state)
{
    for (size_t i = 0; i < state->entries.len; i++) {
        const struct entry *entry = state->entries.at[i];
        if (entry->kind == PRACTICE_PLANNED)
            continue;
        say_when(out, stamp_ms(entry->id));
        say(out, " %s:", key_for(EVENT_KEYS, entry->kind).at);
        if (entry->kind == LIMIT_SET)
            dump_limit(out, entry);
        if (entry->kind == BODY_MARKED)
            dump_body(out, &entry->shown->body);
        if (entry->kind == WORKSHEET_BEGUN)
            dump_sheet(out, entry);
        if (entry->kind == NOTE_WRITTEN)
            dump_about(out, state, entry);
        if (entry->kind == MEASURE_SAID)
            dump_result(out, state, &entry->shown->measured);
        say_words(out, words_shown(entry->shown));
        if (tellings(entry->latest) > 1)
            say(out, " (told %u times)", tellings(entry->latest));
        if (entry->chunks)
            say(out, " (%u pieces)", tellings(entry->chunks));
        say(out, "\n");
    }
}

static void dump_answers(struct buf *out, const struct state *state)
{
    for (size_t i = 0; i < state->answers_len; i++) {
        const struct answer_now *now = &state->answers[i];
        say(out, "answer %.*s:", (int)now->question.len, now->question.at);
        for (unsigned n = 1; now->given && n < 63; n++)
            if (SET_HAS(now->given->answer.choices, n))
                say(out, " %u", n);
        say_words(out, now->given ? now->given->answer.words : S(""));
        say(out, "%s\n", now->aside == ASIDE_LATER ? " (later)" : now->aside == ASIDE_NEVER ? " (never)" : "");
    }
    for (unsigned part = 1; part < CARD_END; part++) {
        if (!state->card[part])
            continue;
        say(out, "card:");
        say_set(out, CARD_KEYS, SET_OF(part));
        say_words(out, state_card(state, (enum card_part)part));
        say(out, "\n");
    }
}

/* An activity of one's own has a stamp for an id; its name says more. */
static void say_rung(struct buf *out, const struct rung *rung)
{
    buf_put_byte(out, ' ');
    if (!rung)
        buf_put(out, S("something gone"));
    else if (rung->own)
        buf_put_json(out, rung->renamed.len ? rung->renamed : rung->own->own.name);
    else
        buf_put(out, rung->activity->id);
}

static void dump_closed(struct buf *out, const struct state *state, int64_t now_ms)
{
    static const char *const NAMES[] = {
        [CLOSED_NOT] = "open",
        [CLOSED_HIDDEN] = "closed, hidden",
        [CLOSED_LIMIT] = "closed, limit",
        [CLOSED_TRIGGER] = "closed, kept away",
        [CLOSED_CEILING] = "closed, ceiling",
        [CLOSED_HEALTH] = "closed, health",
        [CLOSED_RESTING] = "closed, resting",
        [CLOSED_TOGETHER] = "closed, for two",
    };
    for (size_t reason = 0; reason < sizeof NAMES / sizeof *NAMES; reason++) {
        bool any = false;
        for (size_t i = 0; i < state->rungs.len; i++) {
            if ((size_t)rung_closed(state, state->rungs.at[i], now_ms) != reason)
                continue;
            if (!any)
                say(out, "%s:", NAMES[reason]);
            any = true;
            say_rung(out, state->rungs.at[i]);
        }
        if (any)
            say(out, "\n");
    }
}

/* A library's activity that was given the name it had. */
static bool is_first_name(const struct rung *rung)
{
    struct str name, rest;
    str_cut(rung->activity->called, '\n', &name, &rest);
    return str_eq(rung->renamed, name);
}

static void dump_rungs(struct buf *out, const struct state *state)
{
    for (size_t i = 0; i < state->rungs.len; i++) {
        const struct rung *rung = state->rungs.at[i];
        bool renamed = !rung->own && rung->renamed.len && !is_first_name(rung);
        if (!rung->times && !rung->stopped && !rung->hidden && !rung->passed_ms && !rung->place.said && !renamed &&
            !rung->own)
            continue;
        say(out, "rung");
        say_rung(out, rung);
        say(out, ": level %u, times %u, comfortable %u on %u days, stopped %u", rung->activity->level, rung->times,
            rung->comfortable, rung->comfortable_days, rung->stopped);
        say(out, "%s%s", rung->hidden ? ", hidden" : "", rung->passed_ms ? ", not on " : "");
        if (rung->passed_ms)
            say_when(out, rung->passed_ms);
        say_score(out, "place", rung->place);
        if (renamed)
            say_words(out, rung->renamed);
        say(out, "\n");
    }
}

static void dump_misses(struct buf *out, const struct practice *practice)
{
    struct consent_checkin checkin = checkin_of_gate(&practice->gate->gate);
    set64 missed = consent_gate(&checkin);
    for (unsigned miss = 1; miss < MISS_END; miss++)
        if (SET_HAS(missed, miss))
            say(out, "  missed: %s, instead: %s\n", key_for(CONSENT_MISS_KEYS, miss).at,
                key_for(CONSENT_INSTEAD_KEYS, consent_miss_instead((enum consent_miss)miss)).at);
}

static void dump_practice(struct buf *out, const struct practice *practice, int64_t now_ms)
{
    static const char *const ASKS[] = {
        [ASK_NOTHING] = "", [ASK_STILL_RIGHT] = ", asked: still all right?", [ASK_CHECK_IN] = ", asked: a check-in"};
    /* What time alone has done, as a page would show it. */
    struct consent consent = practice->consent;
    consent_at(&consent, now_ms);
    say(out, "practice ");
    say_when(out, stamp_ms(practice->id));
    say_rung(out, practice->rung);
    if (consent.phase == CONSENT_NONE)
        say(out, ": refused\n");
    if (consent.phase == CONSENT_NONE)
        return;
    say(out, ": %s%s%s", key_for(CONSENT_PHASE_KEYS, consent.phase).at, consent.begun_ms ? "" : ", not begun",
        ASKS[consent_asks(&consent, 0)]);
    if (consent.stopped_ms) {
        say(out, " ");
        say_when(out, consent.stopped_ms);
    }
    say(out, "%s%s%s", practice->winddown ? ", wound down" : "", practice->nextday ? ", next day said" : "",
        practice->comfortable ? ", comfortable" : "");
    if (consent.why)
        say(out, "; %s", key_for(CONSENT_WHY_KEYS, consent.why).at);
    say(out, "\n");
    if (practice->gate && consent_is_open(&consent) && !consent.begun_ms)
        dump_misses(out, practice);
}

static void dump_practices(struct buf *out, const struct state *state, int64_t now_ms)
{
    for (size_t i = 0; i < state->practices.len; i++)
        dump_practice(out, state->practices.at[i], now_ms);
    const struct practice *open = state_open_practice(state);
    /* A refused plan is told as refused above. */
    if (open && open->consent.phase != CONSENT_NONE) {
        say(out, "before me: ");
        say_when(out, stamp_ms(open->id));
        say(out, "\n");
    }
}

/* The keys of the words that a page would say. */
static void dump_why(struct buf *out, const struct why *why)
{
    const struct {
        enum reason reason;
        unsigned about;
    } PARTS[] = {{why->lead, 0}, {why->moved, why->moved_about}, {why->unsure, why->unsure_about}};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (PARTS[i].reason)
            say(out, " %s %.*s", reason_key(PARTS[i].reason).at, (int)effect_key(PARTS[i].about, out->arena).len,
                effect_key(PARTS[i].about, out->arena).at);
    say(out, "\n");
}

static void dump_offers(struct buf *out, const struct state *state, int64_t now_ms)
{
    struct offers offers;
    offers_now(state, now_ms, ZONE_MIN, *out->arena, &offers);
    for (size_t i = 0; i < offers.len; i++) {
        say(out, "offer:");
        say_rung(out, offers.at[i].rung);
        if (offers.at[i].learned)
            dump_why(out, &offers.at[i].why);
        else
            say(out, " %s\n", key_for(OFFER_REASON_KEYS, offers.at[i].reason).at);
    }
}

static void dump_taken(struct buf *out, const struct state *state)
{
    for (size_t i = 0; i < state->taken.len; i++)
        if (state->taken.at[i]->favourite.on)
            say(out, "taken along: %.*s\n", (int)state->taken.at[i]->favourite.what.len,
                state->taken.at[i]->favourite.what.at);
}

static void dump_due(struct buf *out, const struct state *state, int64_t now_ms)
{
    const struct practice *practice = next_day_due(state, now_ms, ZONE_MIN);
    if (practice) {
        say(out, "due: the day after ");
        say_when(out, stamp_ms(practice->id));
        say(out, "\n");
    }
    if (limits_are_due(state, now_ms))
        say(out, "due: a look at my limits\n");
    if (rest_is_suggested(state))
        say(out, "a rest may be kind\n");
    const struct rung *aside = offer_aside_to_ask(state, now_ms, *out->arena);
    if (aside) {
        say(out, "may ask about:");
        say_rung(out, aside);
        say(out, "\n");
    }
}

/* What the belief is sure enough of to say. */
static void dump_gathered(struct buf *out, const struct state *state)
{
    const struct belief *belief = &state_beliefs(state)->now;
    for (unsigned effect = 0; effect < COEF_WEEK && learning_is_on(state); effect++) {
        enum gathered gathered = gathered_about(belief, effect);
        struct str key = effect_key(effect, out->arena);
        if (gathered != GATHERED_NOTHING)
            say(out, "gathered: %.*s %s\n", (int)key.len, key.at, gathered == GATHERED_EASY ? "easy" : "hard");
    }
}

static void dump_strays(struct buf *out, const struct state *state)
{
    struct strays strays = strays_waiting(state, out->arena);
    for (size_t i = 0; i < strays.len; i++) {
        say(out, "words about what was deleted elsewhere, of ");
        say_when(out, stamp_ms(strays.at[i].item));
        for (size_t k = 0; k < strays.at[i].len; k++) {
            struct journal_text texts[JOURNAL_TEXTS_MAX];
            size_t len = stray_texts(strays.at[i].at[k], NULL, texts);
            for (size_t t = 0; t < len; t++)
                say_words(out, texts[t].words);
        }
        say(out, ", over %zu\n", over_count(strays.at[i].over));
    }
}

void dump_state(struct buf *out, const struct state *state, int64_t now_ms)
{
    dump_checkin(out, state, now_ms);
    dump_ceiling(out, state, now_ms);
    dump_answers(out, state);
    dump_entries(out, state);
    dump_drafts(out, state);
    dump_rungs(out, state);
    dump_practices(out, state, now_ms);
    dump_closed(out, state, now_ms);
    dump_offers(out, state, now_ms);
    dump_taken(out, state);
    dump_due(out, state, now_ms);
    dump_gathered(out, state);
    dump_strays(out, state);
}
