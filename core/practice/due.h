/*
 * core/practice/due.h - what it is time to ask about: limits, the day after, a rest
 */
#ifndef CORE_PRACTICE_DUE_H
#define CORE_PRACTICE_DUE_H

#include "core/log/state.h"

enum { STOPS_MEAN_REVIEW = 2 }; /* in a row */

/* Limits are due for a look: made or looked at longer ago than the chosen rhythm. */
bool limits_are_due(const struct state *state, int64_t now_ms);
/* The newest practice whose next day has come and was not answered, or NULL. */
const struct practice *next_day_due(const struct state *state, int64_t now_ms, int zone_min);
/* Two stops in a row, or two harder next days in a row: a rest week may be kind. */
bool rest_is_suggested(const struct state *state);

#endif
