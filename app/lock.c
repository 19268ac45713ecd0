/* app/lock.c - what an opening begins with, and what locking wipes */
#include "app/inside.h"

void begin_state(struct app *app)
{
    app->arena = arena_on(app->memory.state, app->memory.state_bytes);
    struct state *state = ARENA_NEW(&app->arena, struct state);
    state_begin(state, &app->arena);
    app->state = state;
    app->counts = (struct app_counts){0};
    app->last_n = 0;
    app->unopened = 0;
    app->time = (struct log_time){0};
    app->behind_ms = 0;
    app->older_way = false;
    chain_begin(&app->chain, app->keys);
    number_begin(app);
}

bool app_is_open(const struct app *app)
{
    return app->state != NULL && !app->opening;
}

void anew_forget(struct app *app)
{
    struct keyring *keys = app->anew.keys;
    keyring_wipe(keys);
    seal_wipe(&app->anew, sizeof app->anew);
    app->anew.keys = keys;
}

void app_lock(struct app *app)
{
    keyring_wipe(app->keys);
    anew_forget(app);
    if (app->arena.at)
        seal_wipe(app->memory.state, (size_t)(app->arena.at - (uint8_t *)app->memory.state));
    app->state = NULL;
    app->arena = (struct arena){0};
    app->opening = false;
    seal_wipe(&app->session, sizeof app->session);
    seal_wipe(app->once, sizeof app->once);
    mem_zero(&app->brought, sizeof app->brought); /* its page was wiped with the state */
    seal_wipe(&app->pending, sizeof app->pending);
}
