/*
 * core/offers/learned.h - from what a person kept to what attune believes of their ease
 *
 * The belief is made from the log and never stored.  It is brought up to date when it is asked for: practices
 * that are some way back are taken in for good, the last few again each time, because a wind-down, a day after
 * or a correction may still be added to them.  A change further back makes it begin again.
 *
 * A person's scale is 0-100 with a line of 40 unless they lower it, for there a practice stops itself
 * (clinical reference, 3.5).  The belief's scale has its ordinary line at 55: peaks are stretched by 55/40.
 *
 * Memory: the state's arena, once; the belief stays in place when the state is folded again.
 */
#ifndef CORE_OFFERS_LEARNED_H
#define CORE_OFFERS_LEARNED_H

#include "core/offers/belief.h"
#include "core/offers/pick.h"
#include "core/log/state.h"

enum { LEARNED_RECENT = 8 }; /* practices that are taken in again each time */

struct learned {
    struct beliefs settled; /* all but the last few practices */
    size_t        entries; /* of the state's entries, taken in for good */
    size_t        corrections;
    const struct event *checkin; /* the last check-in before those */
    struct beliefs now;
    size_t        at_events;  /* `now` holds so many of the state's events; 0: made never */
    bool          begun;
    struct traits traits[BELIEF_ACTIVITIES]; /* of the rungs, in their order */
    size_t        traits_len;
};

/* Traits of an activity, as the method sees them. */
struct traits traits_of(const struct activity *activity);

/* What is believed of this person, up to date as of their last entry. */
const struct beliefs *state_beliefs(const struct state *state);
/* A copy as it stands at a moment, in the arena. */
struct beliefs *beliefs_at(const struct state *state, int64_t now_ms, struct arena *arena);

/* How hard today is, from the check-in of this day; a little hard if nothing was said of it. */
double learned_hard_day(const struct state *state, int64_t now_ms, int zone_min);

/* An event changes something that was taken in for good: begin again when next asked. */
void learned_touch(struct state *state, struct stamp item);
void learned_forget(struct state *state);

/*
 * An effect that can be told and corrected has a key: "sense/texture", "area/hands", "thing/scent",
 * "company/together", "length", "activity/A13".  0 (COEF_LEVEL) for an unknown key.
 */
unsigned   effect_of_key(struct str key);
struct str effect_key(unsigned effect, struct arena *arena);

#endif
