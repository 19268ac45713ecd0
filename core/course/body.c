/* core/course/body.c - reading, deciding and asking body maps */
#include "core/course/body.h"

#include "core/log/fields.h"

enum area body_area(unsigned spot)
{
    return (enum area)(spot > BACK_FROM ? spot - BACK_FROM : spot);
}

bool body_is_back(unsigned spot)
{
    return spot > BACK_FROM;
}

static const size_t SETS[] = {
    [FEELING_COMFORT] = offsetof(struct body, comfort),   [FEELING_TENSION] = offsetof(struct body, tension),
    [FEELING_NUMBNESS] = offsetof(struct body, numbness), [FEELING_FEAR] = offsetof(struct body, fear),
    [FEELING_WARMTH] = offsetof(struct body, warmth),     [FEELING_EASE] = offsetof(struct body, ease),
    [FEELING_UNSURE] = offsetof(struct body, unsure),     [FEELING_NO_GO] = offsetof(struct body, no_go),
};

set64 body_spots(const struct body *body, enum feeling feeling)
{
    ASSERT(feeling > FEELING_NONE && feeling < FEELING_END);
    return *(const set64 *)((const uint8_t *)body + SETS[feeling]);
}

static void mark(struct body *body, enum feeling feeling, unsigned spot)
{
    *(set64 *)((uint8_t *)body + SETS[feeling]) |= SET_OF(spot);
}

set64 body_feelings(const struct body *body, unsigned spot)
{
    set64 found = 0;
    for (unsigned feeling = 1; feeling < FEELING_END; feeling++)
        if (SET_HAS(body_spots(body, (enum feeling)feeling), spot))
            found |= SET_OF(feeling);
    return found;
}

set64 body_told(const struct body *body)
{
    set64 told = 0;
    for (unsigned feeling = 1; feeling < FEELING_END; feeling++)
        told |= body_spots(body, (enum feeling)feeling);
    for (size_t i = 0; i < SPOT_KEYS.len; i++)
        if (body_words(body, SPOT_KEYS.at[i].number).len)
            told |= SET_OF(SPOT_KEYS.at[i].number);
    return told;
}

struct str body_words(const struct body *body, unsigned spot)
{
    const struct key_row *row = row_by_number(SPOT_KEYS, spot);
    struct str rest = body->spots;
    while (row && rest.len) {
        struct str line, key, words;
        str_cut(rest, '\n', &line, &rest);
        str_cut(line, ' ', &key, &words);
        if (str_eq(key, row->key))
            return words;
    }
    return S("");
}

/* Reading */

/* One line: a line end inside it would begin another spot. */
static void put_line(struct buf *out, struct str words)
{
    for (size_t i = 0; i < words.len; i++)
        buf_put_byte(out, (uint8_t)(words.at[i] == '\n' || words.at[i] == '\r' ? ' ' : words.at[i]));
}

static void read_spot(const struct form *form, struct arena *arena, const struct key_row *spot, struct body *out,
                      struct buf *lines)
{
    for (size_t i = 0; i < FEELING_KEYS.len; i++) {
        const struct key_row *feeling = &FEELING_KEYS.at[i];
        if (form_has(form, STR_JOIN(arena, spot->key, S("-"), feeling->key)))
            mark(out, (enum feeling)feeling->number, spot->number);
    }
    struct str words = str_trim(form_get(form, STR_JOIN(arena, S("words-"), spot->key)));
    if (words.len == 0)
        return;
    buf_put(lines, lines->len ? S("\n") : S(""));
    buf_put(lines, spot->key);
    buf_put_byte(lines, ' ');
    put_line(lines, words);
}

struct body body_read(const struct form *form, struct arena *arena)
{
    struct buf lines = buf_on(arena);
    struct body out = {.words = str_trim(form_get(form, S("words")))};
    for (size_t i = 0; i < SPOT_KEYS.len; i++)
        read_spot(form, arena, &SPOT_KEYS.at[i], &out, &lines);
    out.spots = buf_str(&lines);
    return out;
}

struct str body_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out)
{
    struct body body = body_read(form, arena);
    struct str problem = words_check(body.words, TEXT_MAX);
    if (!problem.len)
        problem = words_check(body.spots, TEXT_MAX);
    if (!problem.len && !body_told(&body) && !body.words.len)
        problem = S("There is nothing on the map yet. One spot is enough, or skip it.");
    if (problem.len)
        return problem;
    body.of = of;
    *out = (struct event){.kind = BODY_MARKED, .body = body};
    return problem;
}

/* Limits */

/* A limit for one thing only, or only in some company, leaves the rest of an area open. */
static set64 areas_closed(const struct state *state)
{
    set64 closed = 0;
    for (size_t i = 0; i < state->limits.len; i++)
        for (const struct version *v = state->limits.at[i]->latest; v; v = v->before) {
            const struct limit *limit = &v->event->limit;
            bool always = !limit->tag && (!limit->company || limit->company == COMPANY_EITHER);
            if (!v->over && stance_is_no(limit->stance) && always)
                closed |= limit->areas;
        }
    return closed;
}

static set64 areas_of(set64 spots)
{
    set64 areas = 0;
    for (size_t i = 0; i < SPOT_KEYS.len; i++)
        if (SET_HAS(spots, SPOT_KEYS.at[i].number))
            areas |= SET_OF(body_area(SPOT_KEYS.at[i].number));
    return areas;
}

set64 body_without_limit(const struct state *state, const struct body *body)
{
    return areas_of(body->no_go) & ~areas_closed(state);
}

set64 body_new_limits(const struct state *state, const struct body *body, const struct body *before)
{
    set64 known = before ? before->no_go : 0;
    return areas_of(body->no_go & ~known) & ~areas_closed(state);
}

/* Kept together: every event of one sending is stamped in the same moment, the map first. */
static bool made_with(const struct entry *limit, const struct entry *map)
{
    for (const struct version *v = map->latest; v; v = v->before)
        if (limit->id.device == v->event->at.device && limit->id.clock > v->event->at.clock &&
            limit->id.clock - v->event->at.clock < AREA_END)
            return true;
    return false;
}

const struct entry *body_limit_of(const struct state *state, const struct entry *map, enum area area)
{
    if (!SET_HAS(areas_of(map->shown->body.no_go), area))
        return NULL;
    for (size_t i = state->limits.len; i-- > 0;) {
        const struct entry *entry = state->limits.at[i];
        const struct limit *limit = &entry->shown->limit;
        bool as_made = limit->stance == STANCE_NEVER && limit->areas == SET_OF(area) && !limit->tag &&
                       !limit->company && !limit->what.len && !limit->conditions.len;
        if (as_made && made_with(entry, map))
            return entry;
    }
    return NULL;
}

struct event body_limit(enum area area)
{
    return (struct event){.kind = LIMIT_SET, .limit = {.stance = STANCE_NEVER, .areas = SET_OF(area)}};
}
