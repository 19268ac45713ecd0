/*
 * core/offers/plan.h - what is open to this person now, and a few things to offer
 *
 * Why the ladder ends where it ends is never told apart on a page: a ceiling that was chosen and one that
 * an answer about health or safety set look the same (design, section 2, rule 6).
 *
 * Limits, triggers and ceilings are filters, never penalties: what they close is not scored and
 * not shown as an offer.  What is left is chosen by the method that learns (core/offers/choose.h), or by plain
 * rules where the person switched learning off.  Rules and numbers: clinical reference 3.5, 3.6 [P].
 */
#ifndef CORE_OFFERS_PLAN_H
#define CORE_OFFERS_PLAN_H

#include "core/offers/reason.h"
#include "core/log/state.h"

enum {
    OFFERS_MAX           = 4,  /* besides rest */
    CEILING_ALONE_FIRST  = 1,  /* until the person says otherwise [P] */
    CEILING_WHILE_PAUSED = 1,  /* levels 0-1 only, section 3.6 */
    PASSED_DAYS          = 5,  /* "not today" is not offered again for so long [P] */
    COMFORTABLE_PEAK     = 25, /* section 3.5, "moving on" */
    COMFORTABLE_PRESENCE = 6,
    STOPS_MEAN_REVIEW    = 2,  /* in a row */
    AFTER_STOP_DAYS      = 3,  /* what is offered stays below the rung of a stop for so long [P] */
    ASIDE_ASK_DAYS       = 28, /* what was set aside longer ago may be asked about once [P] */
    LEARNED_OFFERS       = 3,  /* a settled one, a wider one, a stepping stone */
};

/*      name               in words: why it is not open now                                         */
#define CLOSED_REASONS(X)                                                                             \
    X(CLOSED_NOT,          "")                                                                        \
    X(CLOSED_HIDDEN,       "You set this aside.")                                                     \
    X(CLOSED_LIMIT,        "One of your limits says no to this.")                                     \
    X(CLOSED_TRIGGER,      "It contains something you asked to avoid.")                               \
    X(CLOSED_CEILING,      "It is above where your ladder goes for now.")                             \
    X(CLOSED_HEALTH,       "It is above where your ladder goes for now.")                             \
    X(CLOSED_RESTING,      "You stopped earlier today. This rung rests until tomorrow.")              \
    X(CLOSED_TOGETHER,     "This is for two, each with their own check-in. For now you can read it.")

#define CLOSED_NAME(name, words) name,
enum closed { CLOSED_REASONS(CLOSED_NAME) };
#undef CLOSED_NAME
struct str closed_words(enum closed closed);

/* The first reason why a rung is not open now. */
enum closed plan_closed(const struct state *state, const struct rung *rung, int64_t now_ms);
/* Only what the person's own words and marks close: limits, triggers and hidden. */
enum closed plan_filtered(const struct state *state, const struct rung *rung);
/* A preference "maybe, with conditions" that touches this rung, or NULL. */
const struct event *plan_maybe(const struct state *state, const struct rung *rung);
/* The highest level open alone; the answers of section 3.6 lower it. */
unsigned plan_ceiling(const struct state *state);
/* True if the answer to "is any of this part of your life" asks for gentle things only. */
bool plan_is_paused(const struct state *state);
/*
 * True while pelvic or genital pain, bleeding, an infection, or a recent operation, birth or procedure is marked and
 * no clinician has looked at it (3.6 [GK]): levels 2 and up are closed, as by plan_is_paused and in the same words.
 */
bool plan_waits_for_a_look(const struct state *state);

/*      name              in words                                                                       */
#define OFFER_REASONS(X)                                                                                   \
    X(OFFER_COMFORT,      "You have done this and it sat well with you.")                                  \
    X(OFFER_ALWAYS_THERE, "Small, close to hand, and nothing needs to come of it.")                        \
    X(OFFER_NEW,          "You have not tried this one. It stays on a rung you opened.")                   \
    X(OFFER_SIDEWAYS,     "Another sense, at the same gentle height.")                                     \
    X(OFFER_LIKED,        "It has something you said you like.")                                           \
    X(OFFER_TRUSTED,      "You know this one. Knowing a thing can be restful.")                            \
    X(OFFER_AFTER_STOP,   "After a stop, something smaller. Or nothing.")
#define OFFER_NAME(name, words) name,
enum offer_reason { OFFER_REASONS(OFFER_NAME) };
#undef OFFER_NAME
struct str offer_words(enum offer_reason reason);

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
void plan_offers(const struct state *state, int64_t now_ms, int zone_min, struct arena scratch, struct offers *out);

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
#define NOT_OFFERED_NAME(name, key) name,
enum not_offered { NOT_OFFERED(NOT_OFFERED_NAME) };
#undef NOT_OFFERED_NAME
struct str not_offered_key(enum not_offered why);

/* "Why not the other one?"  `why` tells what is believed of it, where the method judged it. */
enum not_offered plan_why_not(const struct state *state, const struct rung *rung, int64_t now_ms, int zone_min,
                              struct arena scratch, struct why *why);

/* Something set aside long ago that is now probably comfortable and was never asked about; or NULL. */
const struct rung *plan_aside_to_ask(const struct state *state, int64_t now_ms, struct arena scratch);

/* Limits are due for a look: made or looked at longer ago than the chosen rhythm. */
bool plan_limits_due(const struct state *state, int64_t now_ms);
/* The newest practice whose next day has come and was not answered, or NULL. */
const struct practice *plan_next_day(const struct state *state, int64_t now_ms, int zone_min);
/* Harder in two of the four, or in memories that came back. */
bool plan_day_was_harder(const struct nextday *day);
/* Two stops in a row, or two harder next days in a row: a rest week may be kind. */
bool plan_suggests_rest(const struct state *state);

#endif
