/* app/load.c - stored entries into the state, each once, and what is known of them */
#include "app/inside.h"

/* Into the state; the record stays in its arena, for the state borrows it. */
static enum err load_record(struct app *app, const struct log_entry *entry)
{
    struct bytes record;
    struct arena scratch = app->arena;
    /* A log may come from a host with more room (recordings are large): what does not fit is passed over, and said. */
    if (arena_left(&scratch) < STATE_SPARE_BYTES)
        return ERR_NO_ROOM;
    enum err e = chain_open(&app->chain, app->keys, entry, &scratch, &record);
    if (e)
        return e;
    app->arena = scratch;
    return state_take(app->state, record, entry->n);
}

void app_load(struct app *app, const struct log_entry *entry)
{
    struct hash husk;
    app->last_n = entry->n;
    if (chain_has(&app->chain, entry, &app->arena)) {
        app->counts.doubles++;
        return;
    }
    bool opened = false;
    if (husk_read(entry->bytes, &husk)) {
        app->counts.husks++;
    } else if (entry->bytes.len) { /* else it is lost, and the host says how many are */
        opened = load_record(app, entry) == ERR_OK;
        app->counts.good += opened;
        app->counts.damaged += !opened;
    }
    chain_add(&app->chain, entry, opened || entry->device == app->here.device, &app->arena);
    number_met(app, entry);
}

void app_load_end(struct app *app)
{
    state_settle(app->state);
}

struct app_counts app_counts(struct app *app)
{
    app->counts.incomplete = chain_missing(&app->chain, &app->arena);
    return app->counts;
}

void took_own(struct app *app, const struct hash *hash)
{
    struct here *here = &app->here;
    struct log_entry entry = {.n = ++app->last_n, .device = here->device, .previous = here->head, .hash = *hash};
    chain_add(&app->chain, &entry, true, &app->arena);
    here->head = *hash;
    here->len++;
    app->counts.good++;
}
