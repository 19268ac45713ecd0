/* core/log/state.c - finding what a fold has made */
#include "core/log/state.h"

size_t state_made_before(const struct state *state, struct stamp id)
{
    return stamps_before(state->entries.at, state->entries.len, offsetof(struct entry, id), id);
}

struct entry *state_entry(const struct state *state, struct stamp id)
{
    size_t i = state_made_before(state, id);
    return i < state->entries.len && stamp_cmp(state->entries.at[i]->id, id) == 0 ? state->entries.at[i] : NULL;
}

struct practice *state_practice(const struct state *state, struct stamp id)
{
    struct entry *entry = state_entry(state, id);
    return entry ? entry->practice : NULL;
}

/* What is not stored is of this device. */
bool state_is_own(const struct state *state, const struct event *event)
{
    return !state->own_device || !event->n || event->at.device == state->own_device || event->n <= state->own_since;
}

static bool is_in_question(const struct state *state, const struct event *event)
{
    return state->judged_for ? event->at.device == state->judged_for : state_is_own(state, event);
}

struct practice *state_open_practice(const struct state *state)
{
    struct practice *elsewhere = NULL;
    for (size_t i = state->agreed.len; i-- > 0;) {
        struct practice *practice = state->agreed.at[i];
        if (is_in_question(state, practice->planned)) {
            if (practice->consent.phase != CONSENT_CLOSED)
                return practice;
            break;
        }
        if (!elsewhere)
            elsewhere = practice;
    }
    bool shown = elsewhere && !state->judged_for && elsewhere->consent.phase != CONSENT_CLOSED;
    return shown ? elsewhere : NULL;
}

const struct practice *state_unfinished_practice(const struct state *state)
{
    const struct practice *practice = state_open_practice(state);
    return practice && (practice->consent.begun_ms || consent_is_open(&practice->consent)) ? practice : NULL;
}

struct rung *state_rung(const struct state *state, struct str id)
{
    size_t index = library_find(id);
    if (index != SIZE_MAX)
        return state->rungs.at[index]; /* the library's rungs stand first, in its order */
    struct stamp own;
    struct entry *entry = stamp_from_text(id, &own) ? state_entry(state, own) : NULL;
    return entry && entry->rung && str_eq(entry->rung->activity->id, id) ? entry->rung : NULL;
}

const struct answer_now *state_answer_now(const struct state *state, struct str question)
{
    for (size_t i = 0; i < state->answers_len; i++)
        if (str_eq(state->answers[i].question, question))
            return &state->answers[i];
    return NULL;
}

const struct event *state_answer(const struct state *state, struct str question)
{
    const struct answer_now *now = state_answer_now(state, question);
    return now ? now->given : NULL;
}

struct str state_card(const struct state *state, enum card_part part)
{
    return state->card[part] ? state->card[part]->event->card.words : S("");
}

const struct entry *state_note_before(const struct state *state, enum note_sort sort, struct str about, size_t *i)
{
    while (*i > 0) {
        const struct entry *entry = state->abouts.at[--*i];
        const struct note *note = &entry->shown->note;
        if (note->sort == (uint32_t)sort && (about.len == 0 || str_eq(note->about, about)))
            return entry;
    }
    return NULL;
}

const struct entry *state_note(const struct state *state, enum note_sort sort, struct str about)
{
    size_t i = state->abouts.len;
    return state_note_before(state, sort, about, &i);
}

size_t state_drafts_before(const struct state *state, struct stamp item)
{
    return stamps_before(state->drafts.at, state->drafts.len, offsetof(struct draft_now, item), item);
}

struct draft_now *state_draft_of(const struct state *state, struct stamp item)
{
    size_t i = state_drafts_before(state, item);
    return i < state->drafts.len && stamp_cmp(state->drafts.at[i]->item, item) == 0 ? state->drafts.at[i] : NULL;
}

const struct event *state_draft(const struct state *state, struct str page)
{
    for (size_t i = 0; i < state->drafts.len && page.len; i++)
        if (str_eq(state->drafts.at[i]->event.draft.page, page))
            return &state->drafts.at[i]->event;
    return NULL;
}

void state_draft_husked(struct state *state, struct stamp draft)
{
    struct draft_now *now = state_draft_of(state, draft);
    if (now)
        now->places.len = 0;
}

bool state_is_taken(const struct state *state, struct str what)
{
    for (size_t i = 0; i < state->taken.len; i++)
        if (str_eq(state->taken.at[i]->favourite.what, what))
            return state->taken.at[i]->favourite.on != 0;
    return false;
}

uint32_t state_setting(const struct state *state, enum setting_name name, uint32_t otherwise)
{
    const struct event *event = state->settings[name];
    return event ? event->setting.value : otherwise;
}

bool state_is_removed(const struct state *state, struct stamp id)
{
    return log_is_removed(&state->log, id);
}

struct bytes entry_heads(const struct entry *entry, struct arena *arena)
{
    struct bytes over = {0};
    for (const struct version *v = entry->latest; v; v = v->before)
        if (!v->over && !over_put(&over, v->event->at, arena))
            break;
    return over;
}

struct bytes entry_tellings(const struct entry *entry, struct arena *arena)
{
    const struct version *told = entry->latest, *chunk = entry->chunks;
    struct bytes over = {0};
    while (told || chunk) {
        bool of_told = !chunk || (told && stamp_cmp(told->event->at, chunk->event->at) > 0);
        const struct version **next = of_told ? &told : &chunk;
        struct stamp at = (*next)->event->at;
        if (!over_has_device(over, at.device) && !over_put(&over, at, arena))
            break;
        *next = (*next)->before;
    }
    return over;
}

struct bytes ceiling_heads(const struct state *state, struct arena *arena)
{
    struct bytes over = {0};
    for (size_t i = state->ceilings.len; i-- > 0;)
        if (!over_put(&over, state->ceilings.at[i].event->at, arena))
            break;
    return over;
}

/* No stamp is zeros, so it is nobody's. */
static const uint8_t NO_STAMP[STAMP_BYTES];
const struct bytes OVER_NOTHING = {NO_STAMP, STAMP_BYTES};

struct str over_text(struct bytes over, struct arena *arena)
{
    struct buf b = buf_on(arena);
    for (size_t i = 0; i < over_count(over); i++)
        buf_put_stamp(&b, over_at(over, i));
    return buf_str(&b);
}

/* True if this stamp is of a telling of the item, or of a ceiling. */
static bool is_telling_of(const struct state *state, struct stamp item, struct stamp at)
{
    const struct event *event = log_find(&state->log, at);
    if (!event)
        return false;
    return stamp_is(item) ? stamp_cmp(event_item(event), item) == 0 : event->kind == CEILING_SET;
}

struct bytes over_read(const struct state *state, struct stamp item, struct str text, struct arena *arena)
{
    enum { NAME_LEN = 2 * STAMP_BYTES };
    struct bytes over = {0};
    if (text.len % NAME_LEN || text.len / NAME_LEN > OVER_MAX)
        return over;
    for (; text.len; text = str_after(text, NAME_LEN)) {
        struct stamp at;
        if (!stamp_from_text(str_first(text, NAME_LEN), &at))
            return (struct bytes){0};
        if (is_telling_of(state, item, at) && !over_has(over, at)) {
            bool room = over_put(&over, at, arena);
            ASSERT(room); /* there are no more names than that */
        }
    }
    return over;
}

const struct event *entry_made(const struct entry *entry)
{
    const struct version *v = entry->latest;
    while (v->before)
        v = v->before;
    return v->event;
}

/* Each stop as if it were the only device's: a later one may have the earlier midnight, further east. */
static struct score rest_by_stops(const struct state *state, int64_t now_ms)
{
    struct score level = {0};
    int64_t until_ms = 0;
    for (size_t i = 0; i < state->rests.len; i++) {
        const struct rest *rest = &state->rests.at[i];
        if (!is_in_question(state, rest->of) && !is_in_question(state, rest->by))
            continue;
        if (!level.said || rest->stopped_ms >= until_ms || rest->level < level.is)
            level = SCORE(rest->level);
        until_ms = rest->until_ms > until_ms ? rest->until_ms : until_ms;
    }
    return now_ms < until_ms ? level : (struct score){0};
}

struct score state_rest(const struct state *state, int64_t now_ms)
{
    struct score rest = rest_by_stops(state, now_ms);
    /* What this device alone met decides nothing that is folded, or two devices would fold two things. */
    if (!state->judged_for && state->met_level.said && now_ms < state->met_until_ms &&
        (!rest.said || state->met_level.is < rest.is))
        rest = state->met_level;
    return rest;
}

bool state_rests(const struct state *state, int64_t now_ms)
{
    return state_rest(state, now_ms).said;
}

bool practice_was_comfortable(const struct practice *practice)
{
    const struct winddown *w = &practice->winddown->winddown;
    return practice->consent.begun_ms && !practice->stopped_ms && w->peak.said && w->peak.is <= COMFORTABLE_PEAK &&
           w->presence.said && w->presence.is >= COMFORTABLE_PRESENCE &&
           (w->willingness == WILLING_OK || w->willingness == WILLING_WANT);
}

bool day_was_harder(const struct nextday *day)
{
    int harder = (day->sleep == DAY_HARDER) + (day->mood == DAY_HARDER) + (day->shame == DAY_HARDER) +
                 (day->memories == DAY_HARDER);
    return harder >= 2 || day->memories == DAY_HARDER;
}

struct consent_checkin checkin_of_gate(const struct gate *gate)
{
    return (struct consent_checkin){
        .distress = gate->distress,
        .presence = gate->presence,
        .willingness = (enum willingness)gate->willingness,
        .sober = gate->sober != 0,
        .no_pain = gate->no_pain != 0,
        .safe = gate->safe != 0,
        .able = gate->able == ABLE_YES || (gate->able == ABLE_NOT_ASKED && !gate->far),
    };
}

bool learning_is_on(const struct state *state)
{
    return state_setting(state, SETTING_LEARNING, LEARNING_ON) != LEARNING_OFF;
}

enum pace pace_of(const struct state *state)
{
    uint32_t pace = state_setting(state, SETTING_PACE, PACE_GENTLE);
    return pace >= PACE_GENTLE && pace <= PACE_CURIOUS ? (enum pace)pace : PACE_GENTLE;
}

unsigned line_of(const struct state *state)
{
    uint32_t line = state_setting(state, SETTING_LINE, OWN_LINE);
    return line >= 10 && line <= OWN_LINE ? line : OWN_LINE;
}

/* The shorter of two spans; one that is not over counts only if neither is, and as none. */
static int64_t shorter_past(int64_t a_ms, int64_t b_ms)
{
    if (a_ms < 0 || b_ms < 0)
        return a_ms < b_ms ? b_ms : a_ms;
    return a_ms < b_ms ? a_ms : b_ms;
}

/* One's own past counts, and of what came since from elsewhere whatever is not far ahead of the wall clock. */
static bool counts_here(struct stamp at, uint64_t n, uint64_t since, int64_t wall_ms)
{
    return n <= since || stamp_ms(at) <= wall_ms + CLOCK_FOLLOWS_MS;
}

struct newest state_newest(const struct state *state, struct own_log own, int64_t wall_ms)
{
    const struct log *log = &state->log;
    struct newest newest = {.clock = own.clock, .wall_ms = stamp_ms((struct stamp){.clock = own.clock})};
    bool passed_over = false;
    for (size_t i = log->events.len; i-- > 0;) {
        const struct event *event = log->events.at[i];
        bool is_own = event->at.device == own.device && event->n > own.since;
        bool counts = is_own ? event->at.clock <= own.clock : counts_here(event->at, event->n, own.since, wall_ms);
        if (counts && event->at.clock >= newest.clock)
            newest = (struct newest){.clock = event->at.clock, .wall_ms = event_wall_ms(event)};
        if (counts)
            break;
        passed_over = true;
    }
    /* What is not among the events, a draft or what is gone, moves the clock too, and no further. */
    if (!passed_over && log->last.clock > newest.clock && counts_here(log->last, log->last_n, own.since, wall_ms))
        newest = (struct newest){.clock = log->last.clock, .wall_ms = log->last_wall_ms};
    return newest;
}

/* True if both tell of one thing, so that the later of them counts. */
static bool tells_anew(const struct event *a, const struct event *b)
{
    struct stamp item = a->kind == ITEM_REMOVED ? a->remove.item : event_item(a);
    bool answers = (a->kind == ANSWER_GIVEN || a->kind == ANSWER_SET_ASIDE) &&
                   (b->kind == ANSWER_GIVEN || b->kind == ANSWER_SET_ASIDE);
    if (stamp_is(item) && stamp_cmp(item, event_item(b)) == 0)
        return true;
    if (answers)
        return str_eq(a->kind == ANSWER_GIVEN ? a->answer.question : a->aside.question,
                      b->kind == ANSWER_GIVEN ? b->answer.question : b->aside.question);
    if (a->kind != b->kind)
        return false;
    /* The others are items of their own, or of one device alone. */
    return a->kind == SETTING_CHOSEN     ? a->setting.setting == b->setting.setting
           : a->kind == CARD_SAID        ? a->card.part == b->card.part
           : a->kind == ACTIVITY_SHAPED  ? str_eq(a->shape.activity, b->shape.activity)
           : a->kind == ACTIVITY_PASSED  ? str_eq(a->pass.activity, b->pass.activity)
           : a->kind == ASIDE_ASKED      ? str_eq(a->asked.activity, b->asked.activity)
           : a->kind == FAVOURITE_SET    ? str_eq(a->favourite.what, b->favourite.what)
           : a->kind == BELIEF_CORRECTED ? str_eq(a->correction.about, b->correction.about)
                                         : a->kind == CEILING_SET || a->kind == LIMITS_LOOKED_AT;
}

uint64_t state_clock_of_told(const struct state *state, const struct event *event)
{
    uint64_t clock = 0;
    const struct draft_now *draft = event->kind == DRAFT_KEPT ? state_draft_of(state, event_item(event)) : NULL;
    for (size_t i = 0; i < state->log.events.len; i++)
        if (state->log.events.at[i]->at.clock > clock && tells_anew(event, state->log.events.at[i]))
            clock = state->log.events.at[i]->at.clock;
    return draft && draft->event.at.clock > clock ? draft->event.at.clock : clock;
}

int64_t state_log_time(const struct state *state, int64_t wall_ms)
{
    return state_time_after(state, state->log.last.clock, wall_ms);
}

int64_t state_time_after(const struct state *state, uint64_t clock, int64_t wall_ms)
{
    static const int64_t day_ms = 24 * 60 * 60 * 1000;
    int64_t newest_ms = stamp_ms((struct stamp){.clock = clock});
    int64_t passed_ms = wall_ms - newest_ms;
    for (size_t i = state->log.events.len; i-- > 0;) {
        const struct event *event = state->log.events.at[i];
        int64_t before_ms = newest_ms - stamp_ms(event->at);
        if (before_ms > day_ms)
            break;
        if (event->at.clock > clock)
            continue; /* too far ahead, of another device: it tells nothing of this one's time */
        int64_t since_ms = wall_ms - event_wall_ms(event) - before_ms;
        /* What a record does not tell apart is not told apart here. */
        if (since_ms < 0 && since_ms >= -EVENT_WALL_SLACK_MS)
            since_ms = 0;
        passed_ms = shorter_past(passed_ms, since_ms);
    }
    return within_log_time(newest_ms + (passed_ms > 0 ? passed_ms : 0));
}

size_t state_tellings(const struct state *state, const struct event *like, struct stamp *out, size_t max)
{
    size_t len = 0;
    for (size_t i = 0; i < state->log.events.len && len < max; i++) {
        const struct event *event = state->log.events.at[i];
        if (event->kind == like->kind && tells_anew(like, event))
            out[len++] = event->at;
    }
    return len;
}

/* A removal wins for ever, also over who has its name: two devices that forgot themselves may have made one stamp. */
static bool belongs_to(const struct event *event, struct stamp id)
{
    return event->kind != ITEM_REMOVED && stamp_cmp(event_item(event), id) == 0;
}

/* Of whatever was told of it, also what the fold passed over: a check-in that came from another device (rule 8). */
static size_t places_of_item(const struct state *state, struct stamp id, struct arena *arena, uint64_t **out)
{
    size_t len = 0;
    for (size_t i = 0; i < state->log.events.len; i++)
        if (belongs_to(state->log.events.at[i], id))
            len += event_places(state->log.events.at[i], NULL);
    if (len == 0)
        return 0;
    uint64_t *places = ARENA_MANY(arena, uint64_t, len);
    len = 0;
    for (size_t i = 0; i < state->log.events.len; i++)
        if (belongs_to(state->log.events.at[i], id))
            len += event_places(state->log.events.at[i], places + len);
    *out = places;
    return len;
}

size_t state_places(const struct state *state, struct stamp id, struct arena *arena, uint64_t **out)
{
    const struct entry *entry = state_entry(state, id);
    const struct draft_now *draft = state_draft_of(state, id);
    if (draft) {
        *out = draft->places.at;
        return draft->places.len;
    }
    /* One that was refused, as two devices may refuse each other's, is not under way, and may carry words. */
    if (entry && entry->practice && entry->practice->consent.phase != CONSENT_CLOSED &&
        entry->practice->consent.phase != CONSENT_NONE)
        return 0;
    return places_of_item(state, id, arena, out);
}

static size_t places_of_tellings(const struct entry *limit, struct bytes over, struct arena *arena, uint64_t **out)
{
    size_t len = 0;
    for (const struct version *v = limit->latest; v; v = v->before)
        len += event_places(v->event, NULL);
    *out = ARENA_MANY(arena, uint64_t, len);
    len = 0;
    for (const struct version *v = limit->latest; v; v = v->before)
        if (log_takes_away((struct stamp){0}, over, v->event->at))
            len += event_places(v->event, *out + len);
    return len;
}

/* What is stored of something that is gone, as far as this removal knows of it. */
static size_t places_held(const struct log *log, const struct remove *by, struct arena *arena, uint64_t **out)
{
    size_t len = 0;
    *out = ARENA_MANY(arena, uint64_t, log->held.len + 1);
    for (size_t i = 0; i < log->held.len; i++) {
        const struct held *held = &log->held.at[i];
        if (stamp_cmp(event_item(held->event), by->item) == 0 &&
            log_takes_away((struct stamp){0}, by->over, held->event->at))
            (*out)[len++] = held->n;
    }
    return len;
}

size_t state_places_taken(const struct state *state, const struct remove *by, struct arena *arena, uint64_t **out)
{
    const struct entry *entry = state_entry(state, by->item);
    if (entry && entry->kind == LIMIT_SET && by->over.len)
        return places_of_tellings(entry, by->over, arena, out);
    size_t len = state_places(state, by->item, arena, out);
    return len || entry || !state_is_removed(state, by->item) ? len : places_held(&state->log, by, arena, out);
}
