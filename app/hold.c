/* app/hold.c - words that were deleted elsewhere in numbers, or by a new device: they wait a week, and then go */
#include "app/inside.h"

/*
 * Seven days from when they were met here (people.md 6, rule 7).  There is one time for all: what comes while others
 * wait begins the week anew for them too, so that words may stay too long, and never too short.
 */
static const int64_t HELD_FOR_MS = (int64_t)7 * 24 * 60 * 60 * 1000;

bool hold_meet(struct app *app)
{
    bool waits = app->state->log.held.len != 0, begins = waits && !app->here.held_ms;
    if (begins || !waits)
        app->here.held_ms = begins ? app->time.now_ms : 0;
    return begins;
}

int64_t hold_until_ms(const struct app *app)
{
    return within_log_time(app->here.held_ms + HELD_FOR_MS);
}

bool hold_is_over(const struct app *app)
{
    return app->state->log.held.len && app->here.held_ms && app->time.now_ms >= hold_until_ms(app);
}

static const struct strays NONE;

void hold_let_go(const struct app *app, enum hold_what what, struct arena *arena, struct keep *keep)
{
    const struct log *log = &app->state->log;
    struct strays strays = what == HOLD_ALL ? NONE : strays_waiting(app->state, arena);
    uint64_t *places = ARENA_MANY(arena, uint64_t, log->held.len + 1);
    size_t len = 0;
    ASSERT(!keep->husks_len);
    for (size_t i = 0; i < log->held.len; i++)
        if (held_may_go(app->state, &strays, &log->held.at[i]))
            places[len++] = log->held.at[i].n;
    if (!len)
        return;
    keep->any = true;
    keep->husks = places;
    keep->husks_len = len;
    keep->removes = true;
}

void hold_husked(struct app *app, const struct keep *keep)
{
    log_husked(&app->state->log, keep->husks, keep->husks_len);
    if (!app->state->log.held.len)
        app->here.held_ms = 0; /* and in the row, whenever that is kept again */
}
