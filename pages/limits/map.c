/* pages/limits/map.c - the safety map: pools of comfortable things, and the same in words */
#include "pages/frame/named.h"
#include "pages/limits/map.h"

#include "core/practice/open.h"
#include "pages/limits/limits.h"
#include "pages/limits/views.h"
#include "pages/templates.h"

enum { POOLS = DIMENSION_END - 1, POOL_HIGH = 30, POOL_NARROW = 34, POOL_GROWS = 48, POOL_SLOWS = 4 };

/* Where the pools lie; beside one another, so that none is above another in rank. */
static const struct {
    int x, y;
} PLACES[POOLS] = {{66, 44},  {180, 30},  {288, 50},  {112, 102}, {238, 108},
                   {60, 160}, {168, 160}, {290, 170}, {172, 223}};

/* Only what was comfortable and what the person's own limits leave open. */
static bool is_on_map(const struct state *state, const struct rung *rung)
{
    return rung->comfortable > 0 && rung_filtered(state, rung) == CLOSED_NOT;
}

static unsigned pool_of(const struct rung *rung)
{
    unsigned dimension = rung->activity->dimension;
    return dimension ? dimension : DIMENSION_OWN;
}

static struct map_names names_of(struct visit *visit, struct rung *const *rungs, size_t len, unsigned dimension)
{
    struct map_name *at = ARENA_MANY(visit->arena, struct map_name, len + 1);
    size_t found = 0;
    for (size_t i = 0; i < len; i++)
        if (pool_of(rungs[i]) == dimension)
            at[found++] = (struct map_name){rungs[i]->activity->id, rung_name(visit->words, rungs[i])};
    return (struct map_names){at, found};
}

/* Wider with each thing, by ever less: from the narrowest towards POOL_NARROW + POOL_GROWS. */
static unsigned pool_width(size_t things)
{
    return POOL_NARROW + (unsigned)(POOL_GROWS * things / (things + POOL_SLOWS));
}

static struct map_pool pool(const struct word_row *dimension, size_t things)
{
    unsigned wide = pool_width(things);
    int x = PLACES[dimension->number - 1].x, y = PLACES[dimension->number - 1].y;
    return (struct map_pool){
        .name = dimension->words,
        .number = dimension->number,
        .bare = things == 0,
        .x = x,
        .y = y,
        .text_y = y + 4,
        .wide = wide,
        .middle = wide * 3 / 4,
        .core = wide / 2,
        .high = POOL_HIGH,
        .high_middle = POOL_HIGH * 3 / 4,
        .high_core = POOL_HIGH / 2,
    };
}

static struct rung **rungs_on_map(struct visit *visit, size_t *len)
{
    const struct state *state = visit->state;
    struct rung **at = ARENA_MANY(visit->arena, struct rung *, state->rungs.len + 1);
    *len = 0;
    for (size_t i = 0; i < state->rungs.len; i++)
        if (is_on_map(state, state->rungs.at[i]))
            at[(*len)++] = state->rungs.at[i];
    return at;
}

static struct map_names likes_of(struct visit *visit)
{
    const struct state *state = visit->state;
    size_t len = 0;
    for (size_t i = 0; i < state->entries.len; i++)
        len += state->entries.at[i]->kind == LIMIT_SET && state->entries.at[i]->shown->limit.stance == STANCE_LIKE;
    struct map_name *at = ARENA_MANY(visit->arena, struct map_name, len + 1);
    len = 0;
    for (size_t i = 0; i < state->entries.len; i++) {
        const struct entry *entry = state->entries.at[i];
        if (entry->kind != LIMIT_SET || entry->shown->limit.stance != STANCE_LIKE)
            continue;
        at[len++] = (struct map_name){visit_stamp(visit, entry->id), limit_title(visit, &entry->shown->limit)};
    }
    return (struct map_names){at, len};
}

void map_get(struct visit *visit)
{
    size_t len;
    struct rung **rungs = rungs_on_map(visit, &len);
    struct map_pool *pools = ARENA_MANY(visit->arena, struct map_pool, POOLS);
    struct map_fact *facts = ARENA_MANY(visit->arena, struct map_fact, POOLS);
    struct word_list dimensions = words_in(visit->words, DIMENSION_KEYS);
    for (size_t i = 0; i < POOLS; i++) {
        const struct word_row *dimension = &dimensions.at[i];
        facts[i] = (struct map_fact){dimension->words, names_of(visit, rungs, len, dimension->number)};
        pools[i] = pool(dimension, facts[i].names.len);
    }
    visit_frame(visit, S("Safety map"), S("practice"));
    page_map(&visit->out, &(struct map_view){
                              .frame = visit->frame,
                              .as_of = visit_date(visit, visit->wall_ms, visit->zone_min),
                              .any = len > 0,
                              .pools = {pools, POOLS},
                              .facts = {facts, POOLS},
                              .likes = likes_of(visit),
                          });
}
