/*
 * tests/core/fold/story.c - plays stories: events as text, and the state they should give
 *
 *   story [--update] [--print] PATH...
 *
 * A PATH is a story's folder (events.txt, and expect.txt as it should come out), a folder of such
 * folders, or one file of events.  The events of a file alone must all be taken: a step that the kernel
 * refuses fails it.  --update writes expect.txt anew, to be read as a diff; --print shows what came out.
 * Each story is a line of TAP, and what it says of itself begins with #.
 *
 * One line is one thing:
 *
 *   # words                          passed over, like an empty line
 *   +DAY HH:MM[:SS] KIND name=value… [@name]    an event; @name names the item it makes
 *   +DAY HH:MM[:SS] LOOK words       writes down what is so at that time
 *   +DAY HH:MM[:SS] AGAIN @name      the records of an item arrive once more, as from another device
 *   +DAY HH:MM[:SS] WALL +DAY HH:MM  the wall clock is set: from here on it is so far from the log's time
 *
 * An item is told by its name wherever a stamp may stand (of=@name), and as "@name" where an activity is
 * meant.  Day 0 is Monday, 2 March 2026, an hour east of UTC, on device 1.
 *
 * Besides what a story expects, this holds for each: every record decodes and encodes to the same bytes;
 * playing twice gives the same; folding one by one gives what folding from the start gives; and without
 * an item that was removed, all is as if it had never been.
 */
#define _POSIX_C_SOURCE 200809L /* scandir */

#include "core/fold/fold.h"
#include "core/offers/learned.h"
#include "core/course/body.h"
#include "core/course/measure.h"
#include "core/log/state.h"
#include "core/course/worksheet.h"
#include "core/offers/offer.h"
#include "core/practice/due.h"
#include "core/practice/open.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LINES_MAX = 1000, ZONE_MIN = 60, DEVICE = 1, PATH_BYTES = 4096 };
enum { FIRST_DAY = 20514 }; /* 2 March 2026 */
static const int64_t MINUTE_MS = 60 * 1000, DAY_MS = 24 * 60 * 60 * 1000;
static const size_t MEMORY_BYTES = (size_t)96 << 20;

enum line_kind { LINE_EVENT, LINE_LOOK, LINE_AGAIN, LINE_WALL };

struct line {
    enum line_kind kind;
    unsigned number;
    int64_t now_ms;
    struct str name;     /* of the item, or the words of a look */
    struct stamp at;     /* of the event */
    struct stamp item;   /* which item it belongs to, as the text says */
    struct bytes record; /* of the event */
    bool removes;
};

struct story {
    struct str name;
    struct arena *arena;
    struct line at[LINES_MAX];
    size_t len;
    struct stamp last;
    int64_t wall_off_ms; /* how far the wall clock is from the log's time */
};

/* Text */

__attribute__((format(printf, 2, 3))) static void say(struct buf *out, const char *format, ...)
{
    char line[1024];
    va_list values;
    va_start(values, format);
    int n = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    ASSERT(n >= 0 && (size_t)n < sizeof line);
    buf_put(out, str_from_c(line));
}

static void say_when(struct buf *out, int64_t ms)
{
    struct moment m = moment_at(ms, ZONE_MIN);
    int64_t second = ms / 1000 % 60;
    say(out, "+%lld %02d:%02d", (long long)(m.day - FIRST_DAY), m.hour, m.minute);
    if (second)
        say(out, ":%02lld", (long long)second);
}

static void say_set(struct buf *out, struct word_list list, set64 set)
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
    const struct word_row *row = word_by_number(WILLINGNESS_WORDS, willingness);
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
    say_set(out, WEATHER_WORDS, event->checkin.weather ? SET_OF(event->checkin.weather) : 0);
    say_score(out, "distress", event->checkin.distress);
    say_score(out, "presence", event->checkin.presence);
    say_willing(out, event->checkin.willingness);
    say(out, "\n");
}

static void dump_ceiling(struct buf *out, const struct state *state, int64_t now_ms)
{
    say(out, "ceiling %u%s\n", ladder_ceiling(state), ladder_is_paused(state) ? ", kept to gentle things" : "");
    if (state->rest_level.said && now_ms < state->rest_until_ms) {
        say(out, "resting: level %u and above, until ", state->rest_level.is);
        say_when(out, state->rest_until_ms);
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
        say_set(out, FEELING_WORDS, SET_OF(feeling));
        say(out, " at");
        say_set(out, SPOT_WORDS, body_spots(body, (enum feeling)feeling));
        say(out, ";");
    }
    say_words(out, body->spots);
}

static void dump_limit(struct buf *out, const struct limit *limit)
{
    say_set(out, STANCE_WORDS, SET_OF(limit->stance));
    say_set(out, TAG_WORDS, limit->tag ? SET_OF(limit->tag) : 0);
    say_set(out, AREA_WORDS, limit->areas);
    say_set(out, COMPANY_WORDS, limit->company ? SET_OF(limit->company) : 0);
    say_words(out, limit->what);
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
        say(out, " %s:", event_words(entry->kind).at);
        if (entry->kind == LIMIT_SET)
            dump_limit(out, &entry->shown->limit);
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
        say_set(out, CARD_WORDS, SET_OF(part));
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
        buf_put_json(out, rung->name);
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

static void dump_rungs(struct buf *out, const struct state *state)
{
    for (size_t i = 0; i < state->rungs.len; i++) {
        const struct rung *rung = state->rungs.at[i];
        bool renamed = !rung->own && !str_eq(rung->name, rung->activity->name);
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
            say_words(out, rung->name);
        say(out, "\n");
    }
}

static void dump_misses(struct buf *out, const struct practice *practice)
{
    struct consent_checkin checkin = checkin_of_gate(&practice->gate->gate);
    set64 missed = consent_gate(&checkin);
    for (unsigned miss = 1; miss < MISS_END; miss++)
        if (SET_HAS(missed, miss))
            say(out, "  missed: %s Instead: %s.\n", consent_miss_words((enum consent_miss)miss).at,
                consent_instead_words(consent_miss_instead((enum consent_miss)miss)).at);
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
    say(out, ": %s%s%s", consent_phase_words(consent.phase).at, consent.begun_ms ? "" : ", not begun",
        ASKS[consent_asks(&consent, 0)]);
    if (consent.stopped_ms) {
        say(out, " ");
        say_when(out, consent.stopped_ms);
    }
    say(out, "%s%s%s", practice->winddown ? ", wound down" : "", practice->nextday ? ", next day said" : "",
        practice->comfortable ? ", comfortable" : "");
    if (consent.why)
        say(out, "; %s", consent_why_words(consent.why).at);
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
            say(out, " %s\n", offer_words(offers.at[i].reason).at);
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

static void dump(struct buf *out, const struct state *state, int64_t now_ms)
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
}

/* Reading a story */

static const struct line *line_named(const struct story *story, struct str name)
{
    for (size_t i = story->len; i-- > 0;)
        if (story->at[i].kind == LINE_EVENT && story->at[i].name.len && str_eq(story->at[i].name, name))
            return &story->at[i];
    return NULL;
}

static size_t name_len(struct str s)
{
    size_t n = 0;
    while (n < s.len && (s.at[n] == '-' || s.at[n] == '_' || (s.at[n] >= '0' && s.at[n] <= '9') ||
                         (s.at[n] >= 'a' && s.at[n] <= 'z')))
        n++;
    return n;
}

/* `text` with =@name and ="@name" as stamps; the first named item that is not one to remove is its item. */
static bool put_names(const struct story *story, struct str text, struct buf *out, struct stamp *item)
{
    while (text.len) {
        bool quoted = str_starts(text, S("=\"@"));
        if (!quoted && !str_starts(text, S("=@"))) {
            buf_put(out, str_first(text, 1));
            text = str_after(text, 1);
            continue;
        }
        struct str rest = str_after(text, quoted ? 3 : 2);
        size_t len = name_len(rest);
        const struct line *named = line_named(story, str_first(rest, len));
        if (!named)
            return false;
        bool of = str_ends(buf_str(out), S(" of")) || str_ends(buf_str(out), S(" practice"));
        buf_put(out, quoted ? S("=\"") : S("="));
        buf_put_stamp(out, named->at);
        if (of)
            *item = named->at;
        text = str_after(rest, len);
    }
    return true;
}

/* Cut " @name" off the end of an event. */
static struct str cut_name(struct str *text)
{
    size_t at = text->len;
    while (at > 0 && text->at[at - 1] != ' ')
        at--;
    struct str word = str_after(*text, at);
    if (!str_starts(word, S("@")) || name_len(str_after(word, 1)) != word.len - 1)
        return S("");
    *text = str_trim(str_first(*text, at));
    return str_after(word, 1);
}

static const char *read_event(struct story *story, struct line *line, struct str text)
{
    struct event event;
    struct buf named = buf_on(story->arena);
    line->name = cut_name(&text);
    if (!put_names(story, text, &named, &line->item))
        return "names an item that was not made yet";
    if (event_read_text(buf_str(&named), story->arena, &event))
        return "is not an event";
    event.at = line->at = story->last = stamp_next(story->last, line->now_ms, DEVICE);
    event.zone_min = ZONE_MIN;
    event_set_wall(&event, line->now_ms + story->wall_off_ms);
    if (!stamp_is(line->item))
        line->item = line->at;
    line->removes = event.kind == ITEM_REMOVED;
    struct buf record = buf_on(story->arena);
    event_encode(&record, &event);
    line->record = buf_bytes(&record);
    return NULL;
}

static bool read_time(struct str *text, int64_t *ms)
{
    struct str day, time, hours, minutes, seconds;
    uint64_t d, h, m, s = 0;
    if (!str_starts(*text, S("+")) || !str_cut(str_after(*text, 1), ' ', &day, text))
        return false;
    str_cut(*text, ' ', &time, text);
    if (!str_cut(time, ':', &hours, &minutes))
        return false;
    if (str_cut(minutes, ':', &minutes, &seconds) && !str_to_u64(seconds, 59, &s))
        return false;
    if (!str_to_u64(day, 1000, &d) || !str_to_u64(hours, 23, &h) || !str_to_u64(minutes, 59, &m))
        return false;
    *ms = (FIRST_DAY + (int64_t)d) * DAY_MS + ((int64_t)(h * 60 + m) - ZONE_MIN) * MINUTE_MS + (int64_t)s * 1000;
    *text = str_trim(*text);
    return true;
}

static const char *read_line(struct story *story, struct line *line, struct str text)
{
    if (!read_time(&text, &line->now_ms))
        return "has no time";
    if (story->len && line->now_ms < story->at[story->len - 1].now_ms)
        return "comes before the line above it";
    if (str_starts(text, S("LOOK"))) {
        line->kind = LINE_LOOK;
        line->name = str_trim(str_after(text, 4));
        return NULL;
    }
    if (str_starts(text, S("WALL "))) {
        int64_t wall_ms;
        line->kind = LINE_WALL;
        text = str_after(text, 5);
        if (!read_time(&text, &wall_ms))
            return "sets the wall clock to no time";
        story->wall_off_ms = wall_ms - line->now_ms;
        return NULL;
    }
    if (!str_starts(text, S("AGAIN @")))
        return read_event(story, line, text);
    const struct line *named = line_named(story, str_after(text, 7));
    if (!named)
        return "names an item that was not made yet";
    line->kind = LINE_AGAIN;
    line->item = named->at;
    return NULL;
}

static bool story_read(struct story *story, struct str text)
{
    for (unsigned number = 1; text.len; number++) {
        struct str one;
        str_cut(text, '\n', &one, &text);
        one = str_trim(one);
        if (!one.len || one.at[0] == '#')
            continue;
        ASSERT(story->len < LINES_MAX);
        struct line line = {.number = number};
        const char *wrong = read_line(story, &line, one);
        if (wrong) {
            printf("# %.*s: line %u %s\n", (int)story->name.len, story->name.at, number, wrong);
            return false;
        }
        story->at[story->len++] = line;
    }
    return story->len != 0;
}

/* Playing it */

static void take(struct state *state, struct bytes record)
{
    enum err e = state_take(state, record, state->log.events.len + 1);
    ASSERT(e == ERR_OK);
    state_settle(state);
}

static bool is_refusal(enum consent_verdict verdict)
{
    return verdict != CONSENT_DONE && verdict != CONSENT_NO_CHANGE;
}

/* What the kernel will say to a step; the fold keeps a refused one in the log and says nothing. */
static enum consent_verdict verdict_on(const struct state *state, const struct event *event)
{
    int64_t now_ms = stamp_ms(event->at);
    struct consent_input input = {.now_ms = now_ms, .said_ms = now_ms};
    if (event->kind == PRACTICE_CHECKED) {
        input.kind = CONSENT_CHECK_IN;
        input.checkin = checkin_of_gate(&event->gate);
    } else if (event->kind == PRACTICE_STEPPED) {
        input.kind = (enum consent_input_kind)event->step.step;
    } else {
        return CONSENT_DONE;
    }
    const struct practice *practice = state_practice(state, event_item(event));
    if (!practice)
        return REFUSED_NO_PRACTICE;
    struct consent consent = practice->consent;
    return consent_step(&consent, &input);
}

static void say_refused(struct buf *out, const struct line *line, enum consent_verdict verdict)
{
    say(out, "refused ");
    say_when(out, line->now_ms);
    say(out, ": %s\n", consent_verdict_words(verdict).at);
}

/* One event into the state, as the app would; refusals are told to `out`. */
static void play_event(struct state *state, const struct line *line, struct buf *out)
{
    struct event event;
    enum err e = event_decode(line->record, &event);
    ASSERT(e == ERR_OK);
    enum consent_verdict verdict = verdict_on(state, &event);
    take(state, line->record);
    if (line->removes)
        state_refold(state);
    if (event.kind == PRACTICE_PLANNED && state_practice(state, event.at)->consent.phase == CONSENT_NONE)
        verdict = REFUSED_NOT_OPEN;
    if (out && is_refusal(verdict))
        say_refused(out, line, verdict);
}

static void play_again(struct state *state, const struct story *story, const struct line *again)
{
    for (const struct line *line = story->at; line < again; line++)
        if (line->kind == LINE_EVENT && stamp_cmp(line->item, again->item) == 0)
            take(state, line->record);
}

/* Play a story, without the events of `left_out` if that names an item.  `out` may be NULL. */
static void play(struct state *state, const struct story *story, struct stamp left_out, struct buf *out)
{
    for (size_t i = 0; i < story->len; i++) {
        const struct line *line = &story->at[i];
        bool skip = stamp_is(left_out) && stamp_cmp(line->item, left_out) == 0;
        if (line->kind == LINE_LOOK && out) {
            say(out, "%s", out->len ? "\n== " : "== ");
            say_when(out, line->now_ms);
            say(out, " %.*s\n", (int)line->name.len, line->name.at);
            dump(out, state, line->now_ms);
        } else if (line->kind == LINE_AGAIN && !skip) {
            play_again(state, story, line);
        } else if (line->kind == LINE_EVENT && !skip) {
            play_event(state, line, out);
        }
    }
}

static int64_t end_ms(const struct story *story)
{
    return story->at[story->len - 1].now_ms;
}

static struct str dump_at_end(const struct story *story, const struct state *state, struct arena *arena)
{
    struct buf out = buf_on(arena);
    dump(&out, state, end_ms(story));
    return buf_str(&out);
}

/* What holds for every story.  Each gives NULL, or what did not hold. */

static const char *records_keep_their_bytes(const struct story *story, struct arena arena)
{
    for (size_t i = 0; i < story->len; i++) {
        struct event event;
        struct buf again = buf_on(&arena);
        if (story->at[i].kind != LINE_EVENT)
            continue;
        if (event_decode(story->at[i].record, &event))
            return "a record does not decode";
        event_encode(&again, &event);
        if (!bytes_eq(buf_bytes(&again), story->at[i].record))
            return "a record encodes to other bytes";
    }
    return NULL;
}

static const char *playing_twice_is_the_same(const struct story *story, struct str told, struct arena arena)
{
    struct state state;
    struct buf out = buf_on(&arena);
    state_begin(&state, &arena);
    play(&state, story, (struct stamp){0}, &out);
    return str_eq(buf_str(&out), told) ? NULL : "playing it twice gives two things";
}

static const char *from_the_start_is_as_one_by_one(const struct story *story, struct arena arena)
{
    struct state one_by_one, at_once;
    state_begin(&one_by_one, &arena);
    play(&one_by_one, story, (struct stamp){0}, NULL);
    struct str end = dump_at_end(story, &one_by_one, &arena);
    state_refold(&one_by_one);
    if (!str_eq(end, dump_at_end(story, &one_by_one, &arena)))
        return "folding again from the start gives something else";

    /* All records first, as after unlocking; what was removed is known only at the end. */
    state_begin(&at_once, &arena);
    for (size_t i = 0; i < story->len; i++)
        if (story->at[i].kind == LINE_EVENT)
            take(&at_once, story->at[i].record);
    if (at_once.log.removed.len)
        state_refold(&at_once);
    return str_eq(end, dump_at_end(story, &at_once, &arena)) ? NULL : "folding all at once gives something else";
}

static struct bytes removal_of(const struct story *story, struct stamp item, struct arena *arena)
{
    struct buf record = buf_on(arena);
    struct event event = {
        .kind = ITEM_REMOVED,
        .at = stamp_next(story->last, end_ms(story), DEVICE),
        .zone_min = ZONE_MIN,
        .remove = {.item = item},
    };
    event_encode(&record, &event);
    return buf_bytes(&record);
}

static const char *one_removed_was_never_there(const struct story *story, struct stamp item, struct arena arena)
{
    struct bytes removal = removal_of(story, item, &arena);
    struct state removed, never;
    state_begin(&removed, &arena);
    play(&removed, story, (struct stamp){0}, NULL);
    take(&removed, removal);
    state_refold(&removed);
    state_begin(&never, &arena);
    play(&never, story, item, NULL);
    take(&never, removal);
    return str_eq(dump_at_end(story, &removed, &arena), dump_at_end(story, &never, &arena))
               ? NULL
               : "something of a removed item stays behind";
}

static const char *removed_items_were_never_there(const struct story *story, struct arena arena)
{
    struct state state;
    state_begin(&state, &arena);
    play(&state, story, (struct stamp){0}, NULL);
    for (size_t i = 0; i < state.entries.len; i++) {
        struct stamp item = state.entries.at[i]->id;
        uint64_t *places;
        if (state_places(&state, item, &arena, &places) == 0)
            continue;
        const char *wrong = one_removed_was_never_there(story, item, arena);
        if (wrong)
            return wrong;
    }
    return NULL;
}

static const char *what_always_holds(const struct story *story, struct str told, struct arena arena)
{
    const char *wrong = records_keep_their_bytes(story, arena);
    if (!wrong)
        wrong = playing_twice_is_the_same(story, told, arena);
    if (!wrong)
        wrong = from_the_start_is_as_one_by_one(story, arena);
    return wrong ? wrong : removed_items_were_never_there(story, arena);
}

/* Files */

struct run {
    struct arena memory;
    bool update, print;
    unsigned told, failed;
};

static bool file_read(const char *path, struct arena *arena, struct str *out)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct buf b = buf_on(arena);
    for (int c = getc(file); c != EOF; c = getc(file))
        buf_put_byte(&b, (uint8_t)c);
    fclose(file);
    *out = buf_str(&b);
    return true;
}

static const char *file_write(const char *path, struct str text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return "expect.txt cannot be written";
    bool whole = fwrite(text.at, 1, text.len, file) == text.len;
    return fclose(file) == 0 && whole ? NULL : "expect.txt cannot be written";
}

static void show_first_difference(struct str expected, struct str told)
{
    struct str a, b;
    for (unsigned number = 1; expected.len || told.len; number++) {
        str_cut(expected, '\n', &a, &expected);
        str_cut(told, '\n', &b, &told);
        if (str_eq(a, b))
            continue;
        printf("#   line %u\n#   - %.*s\n#   + %.*s\n", number, (int)a.len, a.at, (int)b.len, b.at);
        return;
    }
}

static const char *compare(struct run *run, const char *expect_path, struct str told, struct arena arena)
{
    struct str expected = S("");
    if (run->update)
        return file_write(expect_path, told);
    if (!file_read(expect_path, &arena, &expected))
        return "expect.txt is not there";
    if (str_eq(expected, told))
        return NULL;
    show_first_difference(expected, told);
    return "something else came out";
}

/* `expect_path` is NULL for a file alone, in which nothing may be refused. */
static const char *story_run(struct run *run, const char *name, const char *events_path, const char *expect_path)
{
    struct arena arena = run->memory;
    struct story *story = ARENA_NEW(&arena, struct story);
    struct str text;
    struct state state;
    story->name = str_from_c(name);
    story->arena = &arena;
    if (!file_read(events_path, &arena, &text) || !story_read(story, text))
        return "the story cannot be read";
    struct buf out = buf_on(&arena);
    state_begin(&state, &arena);
    play(&state, story, (struct stamp){0}, &out);
    const char *wrong = NULL;
    if (expect_path)
        wrong = compare(run, expect_path, buf_str(&out), arena);
    else if (out.len)
        wrong = "the kernel refuses some of it";
    const char *always = what_always_holds(story, buf_str(&out), arena);
    if (run->print) {
        if (!expect_path)
            dump(&out, &state, end_ms(story));
        printf("%.*s", (int)out.len, (const char *)out.at);
    }
    return wrong ? wrong : always;
}

static void tell(struct run *run, const char *name, const char *wrong)
{
    run->failed += wrong != NULL;
    printf("%s %u - %s\n", wrong ? "not ok" : "ok", ++run->told, name);
    if (wrong)
        printf("# %s\n", wrong);
}

static bool is_there(const char *path, bool folder)
{
    struct stat st;
    return stat(path, &st) == 0 && (S_ISDIR(st.st_mode) != 0) == folder;
}

static const char *last_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void path_of(char out[PATH_BYTES], const char *folder, const char *name)
{
    int n = snprintf(out, PATH_BYTES, "%s/%s", folder, name);
    ASSERT(n > 0 && n < PATH_BYTES);
}

static bool run_folder(struct run *run, const char *folder)
{
    char events[PATH_BYTES], expect[PATH_BYTES];
    path_of(events, folder, "events.txt");
    path_of(expect, folder, "expect.txt");
    if (!is_there(events, false))
        return false;
    tell(run, last_of(folder), story_run(run, last_of(folder), events, expect));
    return true;
}

static void run_folders(struct run *run, const char *folder)
{
    struct dirent **names;
    int len = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < len; i++) {
        char path[PATH_BYTES];
        path_of(path, folder, names[i]->d_name);
        /* A folder without a story is a slip that would otherwise pass in silence. */
        if (names[i]->d_name[0] != '.' && is_there(path, true) && !run_folder(run, path))
            tell(run, names[i]->d_name, "there is no events.txt");
        free(names[i]);
    }
    if (len >= 0)
        free(names);
}

static void run_path(struct run *run, const char *path)
{
    if (!is_there(path, true))
        tell(run, last_of(path), story_run(run, last_of(path), path, NULL));
    else if (!run_folder(run, path))
        run_folders(run, path);
}

int main(int argc, char **argv)
{
    void *memory = malloc(MEMORY_BYTES);
    struct run run = {0};
    if (!memory)
        return 2;
    run.memory = arena_on(memory, MEMORY_BYTES);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0)
            run.update = true;
        else if (strcmp(argv[i], "--print") == 0)
            run.print = true;
        else
            run_path(&run, argv[i]);
    }
    printf("1..%u\n", run.told);
    free(memory);
    return run.failed || !run.told ? 1 : 0;
}
