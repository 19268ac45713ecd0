/*
 * core/offers/reason.h - why something is offered, as pieces that content/reasons puts into words
 *
 * A reason is made from what moved the estimate, never from a number that is shown.  Each piece is a key into
 * the tables of words; `about` is an effect whose name goes into them.
 */
#ifndef CORE_OFFERS_REASON_H
#define CORE_OFFERS_REASON_H

#include "core/offers/pick.h"

/*      name               key in content/reasons                   */
#define REASONS(X)                                                  \
    X(REASON_NONE,         "")                                      \
    X(REASON_SETTLED,      "settled")      /* done before, easy */  \
    X(REASON_EASY,         "easy")         /* new, easy by traits */ \
    X(REASON_WIDER,        "wider")        /* something different */ \
    X(REASON_STEP,         "step")         /* near what is hard */  \
    X(REASON_ONLY,         "only")         /* nothing clearly gentle */ \
    X(REASON_COMFORT,      "comfort")      /* without contact, always open */ \
    X(REASON_HAS_EASY,     "has-easy")     /* {what} has mostly been easy */ \
    X(REASON_HAS_HARD,     "has-hard")     /* {what} was harder, so it is small */ \
    X(REASON_SHORT,        "short")                                 \
    X(REASON_NO_CONTACT,   "no-contact")                            \
    X(REASON_FIRST_DAYS,   "first-days")   /* little is known yet */ \
    X(REASON_HARD_DAY,     "hard-day")                              \
    X(REASON_UNSURE_NEW,   "unsure-new")   /* never done */         \
    X(REASON_UNSURE_ABOUT, "unsure-about") /* {what} hardly came up */ \
    X(REASON_UNSURE_WEEK,  "unsure-week")  /* known, but days differ */
enum reason { REASONS(ROW_NAME) };
struct str reason_key(enum reason reason);

struct why {
    enum reason lead, moved, unsure;
    unsigned    moved_about, unsure_about; /* effects; COEF_LEVEL: none */
};

struct why why_of(const struct belief *belief, const struct prospect *prospect, enum pick_kind kind, double hard_day);

/* What can be told of a person in general: an effect that is surely easier or harder than at the start. */
enum gathered { GATHERED_NOTHING, GATHERED_EASY, GATHERED_HARD };
enum gathered gathered_about(const struct belief *belief, unsigned effect);

#endif
