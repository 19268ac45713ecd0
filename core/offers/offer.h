/*
 * core/offers/offer.h - a few things to offer, out of what is open (core/practice/open.h)
 *
 * What is left after limits, triggers and ceilings is chosen by the method that learns (core/offers/pick.h), or by
 * plain rules where the person switched learning off.  Rules and numbers: clinical reference 3.5, 3.6 [P].
 */
#ifndef CORE_OFFERS_OFFER_H
#define CORE_OFFERS_OFFER_H

#include "core/log/state.h"
#include "core/offers/reason.h"

enum {
    OFFERS_MAX      = 4,  /* besides rest */
    PASSED_DAYS     = 5,  /* "not today" is not offered again for so long [P] */
    AFTER_STOP_DAYS = 3,  /* what is offered stays below the rung of a stop for so long [P] */
    ASIDE_ASK_DAYS  = 28, /* what was set aside longer ago may be asked about once [P] */
    LEARNED_OFFERS  = 3,  /* a settled one, a wider one, a stepping stone */
};

/*      name              key             */
#define OFFER_REASONS(X)                  \
    X(OFFER_COMFORT,      "comfort")      \
    X(OFFER_ALWAYS_THERE, "always-there") \
    X(OFFER_NEW,          "new")          \
    X(OFFER_SIDEWAYS,     "sideways")     \
    X(OFFER_LIKED,        "liked")        \
    X(OFFER_TRUSTED,      "trusted")      \
    X(OFFER_AFTER_STOP,   "after-stop")
enum offer_reason { OFFER_REASONS(ROW_NAME) };
extern const struct key_list OFFER_REASON_KEYS;

struct offer {
    const struct rung *rung;
    enum offer_reason  reason;  /* by the rules; also after a stop */
    bool               learned; /* chosen by the method: why it is tells of it */
    struct why         why;
};
struct offers {
    struct offer at[OFFERS_MAX];
    size_t       len;
};

/*
 * Up to OFFERS_MAX things for now, a comfort first; rest is for the page to add.  The same state and
 * day give the same offers.
 */
void offers_now(const struct state *state, int64_t now_ms, int zone_min, struct arena scratch, struct offers *out);

/*      name               why this one is not among the offers of today                       */
#define NOT_OFFERED(X)                                                                         \
    X(NOT_OFFERED_IT_IS,     "offered")                                                        \
    X(NOT_OFFERED_CLOSED,    "closed")                                                         \
    X(NOT_OFFERED_PASSED,    "passed")                                                         \
    X(NOT_OFFERED_RESTS,     "rests")                                                          \
    X(NOT_OFFERED_OWN,       "own")                                                            \
    X(NOT_OFFERED_UNSURE,    "unsure")                                                         \
    X(NOT_OFFERED_HARD,      "hard")                                                           \
    X(NOT_OFFERED_OTHERS,    "others")
enum not_offered { NOT_OFFERED(ROW_NAME) };
struct str not_offered_key(enum not_offered why);

/* "Why not the other one?"  `why` tells what is believed of it, where the method judged it. */
enum not_offered offer_why_not(const struct state *state, const struct rung *rung, int64_t now_ms, int zone_min,
                              struct arena scratch, struct why *why);

/* Something set aside long ago that is now probably comfortable and was never asked about; or NULL. */
const struct rung *offer_aside_to_ask(const struct state *state, int64_t now_ms, struct arena scratch);

#endif
