/*
 * core/offers/belief.h - what attune has gathered about one person's ease, in one struct
 *
 * Each activity has traits.  How hard one is expected to be today, f, is a sum of effects of its traits, of
 * what is particular to it, of the week and the day, less what practice has eased:
 *
 *     f  = level + contact c + intensity i + together t(.5+.5c) + minutes min(m,30)/20
 *        + dimension sqrt(.3+.7i) + each zone sqrt((.3+.7c)/zones) + each tag
 *        + own + amp (week + day z) - ease log(1+n)                 amp = .5 + .7(.4c + .4i + .2t)
 *     peak reported  y = f + e,  e ~ N(0, noise)
 *
 * c = contact/7, i = intensity/10, z how hard the day is (belief_hard_day), n practices that ended inside the
 * line.  The effects are jointly normal: a mean and a covariance, of which one triangle is kept, so it is
 * symmetric by its shape.  Each report is one Kalman step (Kalman 1960; a stopped practice is censored
 * evidence by moment matching, as in expectation propagation, Minka 2001), O(effects^2), without an inverse.
 *
 * Units: peaks, means and the line are 0-100 on the model's scale, where a line of 55 is ordinary; whoever
 * calls turns a person's own scale into it.  Variances are squares of that.  Days are real numbers that
 * never decrease.  Every number here is a product choice: doc/clinical-review.md has them in a list.
 *
 * The struct holds no pointers.  It is made again from the log and never stored.  Arithmetic is pinned
 * (core/offers/number.h), so native and browser agree bit for bit.
 */
#ifndef CORE_OFFERS_BELIEF_H
#define CORE_OFFERS_BELIEF_H

#include "core/vocabulary.h"

enum {
    BELIEF_ACTIVITIES = 512, /* more than these are judged by their traits alone */
    BELIEF_DIMENSIONS = 9,
    BELIEF_TAGS       = 40,
    BELIEF_OWN        = 64, /* activities with an effect of their own: those practised last */
    BELIEF_SORE_DAYS  = 3,  /* after going over the line, offers stay smaller for so long */
};

/*      name                wire  key           */
#define ZONES(X)                              \
    X(ZONE_HANDS,             1, "hands")     \
    X(ZONE_ARMS,              2, "arms")      \
    X(ZONE_FEET_LEGS,         3, "feet-legs") \
    X(ZONE_HEAD_FACE,         4, "head-face") \
    X(ZONE_SHOULDERS_BACK,    5, "shoulders") \
    X(ZONE_TORSO,             6, "torso")     \
    X(ZONE_INTIMATE,          7, "private")
enum zone { ZONE_NONE, ZONES(ROW_NUMBER) ZONE_END };
extern const struct key_list ZONE_KEYS;

/* Where each effect stands in mean and covariance. */
enum coefficient {
    COEF_LEVEL, COEF_CONTACT, COEF_INTENSITY, COEF_TOGETHER, COEF_MINUTES,
    COEF_DIMENSION, /* and those after it; dimension 1 first */
    COEF_ZONE = COEF_DIMENSION + BELIEF_DIMENSIONS,
    COEF_TAG  = COEF_ZONE + (int)ZONE_END - 1,
    COEF_WEEK = COEF_TAG + BELIEF_TAGS,
    COEF_DAY, COEF_EASE,
    COEF_OWN, /* and those after it */
    COEFS = COEF_OWN + BELIEF_OWN,
};
enum { BELIEF_CELLS = (int)COEFS * ((int)COEFS + 1) / 2 };

struct traits {
    unsigned dimension; /* enum dimension; 0: none */
    unsigned contact;   /* 0-7 */
    unsigned intensity; /* 0-10 */
    unsigned minutes;
    bool     together;
    set64    zones; /* of enum zone */
    set64    tags;  /* of them only 1 to BELIEF_TAGS count: what can be felt, not what words tell of */
};

/* What is remembered of one activity. */
struct remembered {
    unsigned own;             /* its place among the own effects, from 1; 0: none */
    unsigned times, within;   /* practised; practised and ended inside the line */
    double   pleasant, pleasant_n;
    double   last_peak;       /* of its last report */
    double   over_day;        /* when it last went over the line; BELIEF_NEVER */
};
#define BELIEF_NEVER (-1e9)

struct belief {
    double   day, line;
    double   first_line; /* at the beginning; the scale of answers and of what a stop means */
    double   mean[COEFS];
    double   start[COEFS]; /* variance at the start */
    double   cov[BELIEF_CELLS];
    unsigned own_used;
    unsigned own_of[BELIEF_OWN];  /* whose effect it is */
    double   own_day[BELIEF_OWN]; /* and when it was last learned from */
    double   noise, noise_sum, noise_n;
    double   seen, foreseen;         /* over the line, and what was expected of it */
    double   sudden, sudden_n;       /* peaks that look like a sudden trigger */
    double   pleasant, pleasant_n;   /* rating + .07 peak: sum and weight */
    double   dimension_pleasant[BELIEF_DIMENSIONS + 1], dimension_n[BELIEF_DIMENSIONS + 1];
    unsigned times;
    double   over_day;     /* the last time anything went over the line */
    unsigned over_contact; /* no offer has more contact than this while that is fresh */
    struct remembered at[BELIEF_ACTIVITIES];
};

/* Begin with no data: cautious, and higher for more contact, strength and length. */
void belief_begin(struct belief *belief, double line);

/* From what was said of today, 0-10 each; -1: not said. Clear weather is 10.  0 if nothing was said. */
double belief_hard_day(double sleep, double stress, double weather);

/* Let time pass: doubt returns slowly, never beyond the start; this week's level fades. */
void belief_advance(struct belief *belief, double day);

/* The answer to "how at ease do you expect to be with these?", 0-10, as one blurred look at a group. */
void belief_expect(struct belief *belief, const struct traits *const *group, size_t len, double ease);

/* How much was there of the person to report: numbness reads like calm. */
enum presence { PRESENCE_THERE, PRESENCE_UNSAID, PRESENCE_AWAY };

struct report {
    double        day, hard_day;
    double        peak;     /* -1: not said */
    double        pleasant; /* -1: not said */
    bool          stopped;  /* or a harder day followed: what was felt is only a lower bound */
    enum presence presence;
};

/*
 * Take one practice in.  `activity` under BELIEF_ACTIVITIES, else only the traits learn.  A low peak of
 * someone who was away changes nothing; of one who did not say, or with nothing pleasant, it weighs a sixth.
 * A completed practice without a peak changes nothing.
 */
void belief_learn(struct belief *belief, unsigned activity, const struct traits *traits, const struct report *report);

/* Did it go over the line?  Without a peak, a stop did. */
bool belief_is_over(const struct belief *belief, const struct report *report);

/* "That is not so": an effect, or what is particular to an activity, is as at the beginning again. */
void belief_forget(struct belief *belief, unsigned effect);
void belief_forget_activity(struct belief *belief, unsigned activity);

/*
 * What is believed now, and what was believed before the last time over the line.
 *
 * Going over the line may have been less hard than was foreseen, which one Kalman step takes for ease; and where it
 * makes one effect harder, another may come out easier.  So for BELIEF_SORE_DAYS only what both beliefs allow is
 * offered as gentle (core/offers/pick.h), and after going over it twice in that time nothing is: going over the line
 * opens nothing, whatever it taught.
 */
struct beliefs {
    struct belief now, before; /* `before` means something only while over_times > 0 */
    unsigned      over_times;  /* over the line, each at most BELIEF_SORE_DAYS after the one before */
};
void beliefs_begin(struct beliefs *beliefs, double line);
void beliefs_copy(struct beliefs *to, const struct beliefs *from);
void beliefs_advance(struct beliefs *beliefs, double day);
void beliefs_learn(struct beliefs *beliefs, unsigned activity, const struct traits *traits, const struct report *report);
void beliefs_forget(struct beliefs *beliefs, unsigned effect);
void beliefs_forget_activity(struct beliefs *beliefs, unsigned activity);
/* Is a time over the line still fresh? */
bool belief_is_sore(const struct belief *belief);

/* Of the peak if it were practised now; `p`: the probability that it passes the line. */
struct guess {
    double mean, variance; /* of f; the variance of a report is higher by belief->noise */
    double p;
    double pleasant; /* 0-10 */
};
struct guess belief_guess(const struct belief *belief, unsigned activity, const struct traits *traits, double hard_day);

/* Under this a peak is comfortable. */
double belief_comfort_line(const struct belief *belief);
/* It has been learned from, and on an ordinary day it is probably (7 in 10) under that line. */
bool belief_is_comfortable(const struct belief *belief, unsigned activity, const struct traits *traits);

/* One effect as it moved from the start, times its part in these traits; effects up to COEF_WEEK. */
double belief_moved(const struct belief *belief, const struct traits *traits, unsigned effect);
/* Where the mean of an effect begins. */
double belief_start(unsigned effect);
/* Do these traits have this effect at all? */
bool belief_has(const struct traits *traits, unsigned effect);
/* The variance of an effect as a share of that at the start, 0-1. */
double belief_doubt(const struct belief *belief, unsigned effect);
/* Probability that an effect is above (true) or below its start. */
double belief_sure(const struct belief *belief, unsigned effect, bool above);

/* One entry of the covariance. */
double belief_cov(const struct belief *belief, unsigned i, unsigned j);

#endif
