/* core/practice/due.c - what it is time to ask about */
#include "core/practice/due.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

bool limits_are_due(const struct state *state, int64_t now_ms)
{
    int64_t days = state_setting(state, SETTING_REASK, 28);
    if (days == 0 || state->limits_looked_ms == 0)
        return false;
    return now_ms - state->limits_looked_ms >= days * DAY_MS && now_ms - state->reask_later_ms >= 7 * DAY_MS;
}

const struct practice *next_day_due(const struct state *state, int64_t now_ms, int zone_min)
{
    int64_t today = moment_at(now_ms, zone_min).day;
    for (size_t i = state->practices.len; i-- > 0;) {
        const struct practice *practice = state->practices.at[i];
        int64_t day = moment_at(stamp_ms(practice->id), practice->planned->zone_min).day;
        if (day < today - 2)
            return NULL;
        if (day < today && practice->consent.begun_ms && !practice->nextday)
            return practice;
    }
    return NULL;
}

bool rest_is_suggested(const struct state *state)
{
    unsigned stops = 0, harder = 0, seen_days = 0;
    bool counting = true;
    for (size_t i = state->practices.len; i-- > 0 && (counting || seen_days < 2);) {
        const struct practice *practice = state->practices.at[i];
        if (!practice->consent.begun_ms)
            continue;
        counting = counting && practice->stopped_ms != 0;
        stops += counting;
        if (practice->nextday && seen_days < 2) {
            seen_days++;
            harder += day_was_harder(&practice->nextday->nextday);
        }
    }
    return stops >= STOPS_MEAN_REVIEW || harder >= 2;
}
