/* app/number.c - this device's number in the log, and the row that remembers it */
#include "app/inside.h"

void number_begin(struct app *app)
{
    struct arena scratch = app->arena;
    struct bytes row;
    app->here = (struct here){0};
    app->told = NUMBER_SAME;
    app->own_len = 0;
    mem_zero(&app->own_head, sizeof app->own_head);
    if (!app->row.len || seal_open_here(&app->header, app->keys, app->row, &scratch, &row) ||
        here_decode(row, &app->here))
        app->here = (struct here){0};
    number_tell(app);
}

void number_tell(struct app *app)
{
    app->state->own_device = app->here.device;
    app->state->own_since = app->here.since;
}

void number_met(struct app *app, const struct log_entry *entry)
{
    if (!app->here.device || entry->device != app->here.device)
        return;
    app->own_len++;
    app->own_head = entry->hash;
}

struct here number_new(const struct app *app, uint64_t n, struct bytes chance)
{
    ASSERT(chance.len == NUMBER_BYTES);
    uint64_t device = mem_get_number(chance.at, chance.len);
    return (struct here){.device = device ? device : 1,
                         .since = n,
                         .place = app->place,
                         .met = n,
                         .clock = app->here.clock,
                         .rest_level = app->here.rest_level,
                         .rest_until_ms = app->here.rest_until_ms,
                         .held_ms = app->here.held_ms};
}

/* A mark that is missing on either side tells nothing. */
static bool is_elsewhere(const struct app *app)
{
    return hash_is(&app->place) && hash_is(&app->here.place) && !hash_same(&app->place, &app->here.place);
}

/* Entries under this number that it does not remember: of a copy that went on by itself, or put in by somebody. */
static bool has_strange(const struct app *app)
{
    return app->own_len > app->here.len ||
           (app->own_len == app->here.len && !hash_same(&app->own_head, &app->here.head));
}

bool number_check(struct app *app, struct bytes chance)
{
    if (app->here.device && is_elsewhere(app))
        app->told = NUMBER_OF_A_COPY;
    else if (app->here.device && has_strange(app))
        app->told = NUMBER_OF_A_STRANGER;
    /* A store that lost its newest entries is damaged, and that is said elsewhere; it must not go on under this number.
     */
    else if (app->here.device && hash_same(&app->own_head, &app->here.head))
        return false;
    app->here = number_new(app, app->last_n, chance);
    number_tell(app);
    return true;
}

struct stamp number_stamp(const struct app *app, uint64_t device, int64_t now_ms)
{
    return stamp_next((struct stamp){.clock = app->here.clock}, now_ms, device);
}

struct newest number_follow(struct app *app, int64_t wall_ms)
{
    struct own_log own = {.device = app->here.device, .since = app->here.since, .clock = app->here.clock};
    struct newest newest = state_newest(app->state, own, wall_ms);
    app->here.clock = newest.clock;
    return newest;
}

/* True if something was said to this practice elsewhere, in an entry that was not met before. */
static bool came_from_elsewhere(const struct app *app, const struct practice *practice)
{
    const struct entry *entry = state_entry(app->state, practice->id);
    for (const struct version *v = entry ? entry->latest : NULL; v; v = v->before)
        if (v->event->n > app->here.met && v->event->at.device != app->here.device)
            return true;
    return false;
}

static const int64_t day_ms = (int64_t)24 * 60 * 60 * 1000;

static struct score level_met(const struct app *app, int64_t since_ms)
{
    struct score lowest = {0};
    for (size_t i = 0; i < app->state->practices.len; i++) {
        const struct practice *practice = app->state->practices.at[i];
        unsigned level = practice->planned->plan.level;
        if (practice->stopped_ms > since_ms && practice->consent.begun_ms && came_from_elsewhere(app, practice) &&
            (!lowest.said || level < lowest.is))
            lowest = SCORE(level);
    }
    return lowest;
}

bool number_meet(struct app *app, const struct request *request)
{
    struct here *here = &app->here;
    int64_t now_ms = app->time.now_ms, wall_ms = wall_taken_ms(request->wall_ms);
    /* Whichever of the two clocks is wrong, a stop of today is not taken for an old one. */
    struct score level = level_met(app, (wall_ms < now_ms ? wall_ms : now_ms) - day_ms);
    if (level.said) {
        int64_t until_ms = now_ms + (midnight_after(wall_ms, request->zone_min) - wall_ms);
        bool rests = here->rest_level.said && now_ms < here->rest_until_ms;
        here->rest_level = rests && here->rest_level.is < level.is ? here->rest_level : level;
        here->rest_until_ms = rests && here->rest_until_ms > until_ms ? here->rest_until_ms : within_log_time(until_ms);
        here->met = app->last_n;
    }
    app->state->met_level = here->rest_level;
    app->state->met_until_ms = here->rest_until_ms;
    return level.said;
}

static struct bytes here_sealed(const struct vault_header *header, const struct keyring *keys, const struct here *here,
                                struct bytes entropy, struct arena *arena)
{
    struct buf row = buf_on(arena);
    struct bytes sealed;
    here_encode(&row, here);
    enum err e = seal_here(header, keys, buf_bytes(&row), entropy, arena, &sealed);
    ASSERT(!e); /* it has a bounded length */
    return sealed;
}

void number_keep(struct app *app, struct bytes chance, struct arena *arena, struct keep *keep)
{
    struct pending *pending = &app->pending;
    pending->here = app->here;
    pending->here.len += pending->len;
    if (pending->clock > pending->here.clock)
        pending->here.clock = pending->clock;
    if (pending->len)
        pending->here.head = pending->hashes[pending->len - 1];
    if (hash_is(&app->place))
        pending->here.place = app->place;
    pending->row =
        here_sealed(pending->make ? &pending->header : &app->header, app->keys, &pending->here, chance, arena);
    keep->any = true;
    keep->here = pending->row;
}

static void row_take(struct app *app, struct bytes row)
{
    ASSERT(row.len <= sizeof app->row_at);
    mem_copy(app->row_at, row.at, row.len);
    app->row = (struct bytes){app->row_at, row.len};
}

void number_kept(struct app *app)
{
    if (!app->pending.row.len)
        return;
    row_take(app, app->pending.row);
    app->here = app->pending.here;
}

struct bytes app_here(struct app *app, struct bytes place, struct bytes entropy, struct arena *arena)
{
    struct anew *anew = &app->anew;
    if (place.len == HASH_BYTES)
        mem_copy(app->place.at, place.at, HASH_BYTES);
    if (!anew->any) {
        app->here.place = app->place;
        row_take(app, here_sealed(&app->header, app->keys, &app->here, entropy, arena));
        return app->row;
    }
    anew->here.place = app->place;
    struct bytes row = here_sealed(&anew->header, anew->keys, &anew->here, entropy, arena);
    anew->row_len = row.len;
    mem_copy(anew->row, row.at, row.len);
    return row;
}

void number_anew(struct app *app)
{
    row_take(app, (struct bytes){app->anew.row, app->anew.row_len});
}
