/*
 * core/offers/pick.h - a few of many, in three slots, among what filters have left
 *
 * Nothing here opens anything: a prospect that is not open is never chosen.  Of the open ones only those may be
 * offered whose risk of going over the line is under what the person's pace allows.  Then the slots are filled
 * in turn: something settled, something a little different, a stepping stone; each unlike those before it.
 * If nothing is under that risk, at most one is chosen, the one with the least, and said to be so.
 *
 * Memory: scratch only.  The same belief and prospects give the same picks.
 */
#ifndef CORE_OFFERS_PICK_H
#define CORE_OFFERS_PICK_H

#include "core/offers/belief.h"

enum { PICKS_MAX = 10 };

struct prospect {
    unsigned             known;  /* its number in the belief; BELIEF_ACTIVITIES or more: none */
    const struct traits *traits;
    bool                 open;   /* inside every line the person drew */
    bool                 rests;  /* open, but not to be offered today */
    bool                 is_new; /* never offered before */
    double               ago;    /* days since it was last offered */
    double               lean;   /* added to what it is worth: small */
};
struct prospects SPAN_OF(struct prospect);

enum pick_kind {
    PICK_SETTLED, /* known, or easy by its traits */
    PICK_WIDER,   /* a little different */
    PICK_STEP,    /* like something that is still hard, but easy */
    PICK_ONLY,    /* nothing is clearly gentle today: the gentlest */
};

struct pick {
    size_t         prospect;
    enum pick_kind kind;
    struct guess   guess;
};
struct picks {
    struct pick at[PICKS_MAX];
    size_t      len;
};

/*
 * The risk that a pace allows today: half of it at the beginning, and for some days after going over the line; half of
 * that again on a day that is harder than an ordinary one by more than half a step.
 */
double pick_risk(const struct belief *belief, enum pace pace, double hard_day);
/* May it be offered today at all, whatever the risk? */
bool pick_allows(const struct belief *belief, const struct prospect *prospect);
/*
 * May it be offered as gentle: allowed, and its risk under what the pace allows?  Soon after going over the line also
 * by what was believed before that, and never after the second time (core/offers/belief.h).  `guess`: what is believed now.
 */
bool pick_is_gentle(const struct beliefs *beliefs, const struct prospect *prospect, enum pace pace, double hard_day,
                    struct guess *guess);
/* How alike two activities are, 0-1. */
double pick_alike(const struct traits *a, const struct traits *b);

/* Up to `most` picks for the day the belief stands at. */
void pick_few(const struct beliefs *beliefs, struct prospects prospects, enum pace pace, double hard_day, size_t most,
              struct arena scratch, struct picks *out);

#endif
