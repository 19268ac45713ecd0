/*
 * core/consent/consent.h - the consent kernel: whether a practice may begin, go on, or has to rest
 *
 * A small pure state machine for one practice, for one person or two.  It denies by default:
 * what was not said counts as no.  Whatever makes things safer (stop, pause, a "no", pain, a
 * tighter limit, bad news in a check-in) acts at once, however late the message comes.  Whatever
 * opens something (a yes, a check-in, "still all right", begin) has to be fresh.
 *
 * One value of `struct consent` is one practice; zero is "no practice".  A new practice is a new
 * zero value: there is no way from a stopped or closed one back into it (design, 2.1 and 6).
 *
 * Time: every input carries two times in milliseconds.  `now_ms` is the clock of the device that
 * runs the kernel; `said_ms` is when the person said it, on whichever device (the same as now_ms
 * where it is this one).  A message that comes late has an old said_ms.  Each step first does what
 * time alone would have done by now_ms, so a late message meets the state that time has made.
 * Alone, now_ms is the time of the log (base/clock.h), which never goes back.  With two devices it may:
 * a clock that goes back moves no end later: up to CONSENT_CLOCK_SLACK_MS it stands still, beyond
 * that the time cannot be known, so the practice pauses and check-ins have to be made anew.
 * A said_ms after now_ms counts as now.
 *
 * Privacy (design, 2.5; clinical reference, 5.2): `why`, the check-ins, ceilings and the reasons of
 * refusals belong to one person's own pages.  On a partner's device show the phase and nothing else.
 * REFUSED_WAITING and REFUSED_NOT_OPEN are worded and given so that nobody learns whose answer it was.
 *
 * Numbers marked [P] are the product's own proposals, to be reviewed by a clinician.
 *
 * Memory: plain values, no pointers.  Failure: a refusal changes nothing but what time changes.
 */
#ifndef CORE_CONSENT_CONSENT_H
#define CORE_CONSENT_CONSENT_H

#include "core/vocabulary.h"

enum {
    CONSENT_PEOPLE_MAX = 2,
    CONSENT_LEVEL_MAX = 7, /* contact levels 0-7: clinical reference, section 15 */

    /* The gate before a practice: [P], clinical reference 3.5 "Gate". */
    CONSENT_GATE_DISTRESS_MAX = 30,
    CONSENT_GATE_PRESENCE_MIN = 6,
    /* In the middle: [P], clinical reference 3.5 "Auto-pause". */
    CONSENT_PAUSE_RISE = 10,
    CONSENT_PAUSE_PRESENCE_DROP = 2,
    /* In the middle: [P], clinical reference 3.5 "Auto-stop". */
    CONSENT_STOP_DISTRESS = 40,
    CONSENT_STOP_RISE = 20,
    CONSENT_STOP_PRESENCE = 4,

    CONSENT_CHECKIN_WINDOW_MS = 10 * 60 * 1000, /* how long a check-in stays live: [P], design 6 */
    CONSENT_ANSWER_WINDOW_MS = 45 * 1000,       /* how long an ask waits: [P], 3.5 "no answer", 5.3 */
    CONSENT_PAUSE_MAX_MS = 10 * 60 * 1000,      /* how long a pause waits: [P], 3.5 "no answer" */
    CONSENT_MAX_PRACTICE_MS = 60 * 60 * 1000,   /* the life of a plan: [P], 5.2 */
    CONSENT_ASK_EVERY_MS = 2 * 60 * 1000,       /* where the plan says nothing: [P], 5.4 */
    /* The ask that comes with an ageing check-in comes while it is still live. */
    CONSENT_ASK_EVERY_MAX_MS = CONSENT_CHECKIN_WINDOW_MS - CONSENT_ANSWER_WINDOW_MS,
    CONSENT_CLOCK_SLACK_MS = 5 * 1000, /* two devices' clocks differ a little: [P] */
};

/* Where a practice stands: design, section 6.
 *      name                    wire  key            */
#define CONSENT_PHASES(X)                             \
    X(CONSENT_OFFERED,             1, "offered")      \
    X(CONSENT_CHECKING,            2, "checking")     \
    X(CONSENT_READY,               3, "ready")        \
    X(CONSENT_ACTIVE,              4, "active")       \
    X(CONSENT_PAUSED,              5, "paused")       \
    X(CONSENT_STOPPED,             6, "stopped")      \
    X(CONSENT_WINDING_DOWN,        7, "winding-down") \
    X(CONSENT_CLOSED,              8, "closed")

/* What can be said to it.  The wire numbers are what a PRACTICE_STEPPED event carries.
 *      name                    wire  key               */
#define CONSENT_INPUTS(X)                                \
    X(CONSENT_OFFER,               1, "offer")           \
    X(CONSENT_AGREE,               2, "agree")           \
    X(CONSENT_CHECK_IN,            3, "check-in")        \
    X(CONSENT_BEGIN,               4, "begin")           \
    X(CONSENT_STILL_RIGHT,         5, "still-right")     \
    X(CONSENT_PAUSE,               6, "pause")           \
    X(CONSENT_STOP,                7, "stop")            \
    X(CONSENT_LINK_LOST,           8, "link-lost")       \
    X(CONSENT_LIMIT_TIGHTENED,     9, "limit-tightened") \
    X(CONSENT_TICK,               10, "tick")            \
    X(CONSENT_END,                11, "end")             \
    X(CONSENT_WIND_DOWN_DONE,     12, "wind-down-done")  \
    X(CONSENT_APP_CLOSED,         13, "app-closed")

/* Why it last paused, stopped or ended; for the person's own pages only.
 *      name                    wire  does      key              */
#define CONSENT_WHYS(X)                                             \
    X(WHY_PAUSE_ASKED,             1, PAUSES,   "pause-asked")      \
    X(WHY_SILENCE,                 2, PAUSES,   "silence")          \
    X(WHY_LINK_LOST,               3, PAUSES,   "link-lost")        \
    X(WHY_CLOCK,                   4, PAUSES,   "clock")            \
    X(WHY_NOT_SAID,                5, PAUSES,   "not-said")         \
    X(WHY_RISE,                    6, PAUSES,   "rise")             \
    X(WHY_FURTHER_AWAY,            7, PAUSES,   "further-away")     \
    X(WHY_SHOULD,                  8, PAUSES,   "should")           \
    X(WHY_OUTSIDE_GATE,            9, PAUSES,   "outside-gate")     \
    X(WHY_STOP_ASKED,             20, STOPS,    "stop-asked")       \
    X(WHY_NO,                     21, STOPS,    "no")               \
    X(WHY_DISTRESS_HIGH,          22, STOPS,    "distress-high")    \
    X(WHY_DISTRESS_CLIMBED,       23, STOPS,    "distress-climbed") \
    X(WHY_FAR_AWAY,               24, STOPS,    "far-away")         \
    X(WHY_FAR_SIGN,               25, STOPS,    "far-sign")         \
    X(WHY_PAIN,                   26, STOPS,    "pain")             \
    X(WHY_NOT_SOBER,              27, STOPS,    "not-sober")        \
    X(WHY_NOT_SAFE,               28, STOPS,    "not-safe")         \
    X(WHY_PAUSE_LONG,             29, STOPS,    "pause-long")       \
    X(WHY_LIMIT,                  30, STOPS,    "limit")            \
    X(WHY_APP_CLOSED,             31, STOPS,    "app-closed")       \
    X(WHY_MIDNIGHT,               32, STOPS,    "midnight")         \
    X(WHY_PLAN_RAN_OUT,           33, STOPS,    "plan-ran-out")     \
    X(WHY_TIME_OVER,              40, ENDS,     "time-over")        \
    X(WHY_DONE,                   41, ENDS,     "done")

/* What came of an input.  The first two are not refusals.
 *      name                          key               */
#define CONSENT_VERDICTS(X)                              \
    X(CONSENT_DONE,                   "done")            \
    X(CONSENT_NO_CHANGE,              "no-change")       \
    X(REFUSED_NO_PRACTICE,            "no-practice")     \
    X(REFUSED_ALREADY_OPEN,           "already-open")    \
    X(REFUSED_OVER,                   "over")            \
    X(REFUSED_PLAN_INCOMPLETE,        "plan-incomplete") \
    X(REFUSED_NOT_OPEN,               "not-open")        \
    X(REFUSED_RAN_OUT,                "ran-out")         \
    X(REFUSED_YES_MISSING,            "yes-missing")     \
    X(REFUSED_CHECKIN_MISSING,        "checkin-missing") \
    X(REFUSED_CHECKIN_OLD,            "checkin-old")     \
    X(REFUSED_CHECKIN_MISSED,         "checkin-missed")  \
    X(REFUSED_WAITING,                "waiting")         \
    X(REFUSED_PAUSED,                 "paused")          \
    X(REFUSED_CAME_LATE,              "came-late")       \
    X(REFUSED_NOT_NOW,                "not-now")         \
    X(REFUSED_UNKNOWN,                "unknown")

/* What is offered in place of a practice when the gate is missed (clinical reference, 3.5 "Gate").
 *      name                          key       */
#define CONSENT_INSTEADS(X)                      \
    X(INSTEAD_GROUND,                 "ground")  \
    X(INSTEAD_REST,                   "rest")    \
    X(INSTEAD_SMALLER,                "smaller")

/* What the gate can miss, and what is offered instead.  As bits, a set of them: SET_OF(name).
 *      name                    wire  instead          key            */
#define CONSENT_MISSES(X)                                             \
    X(MISS_NOT_SAID,               1, INSTEAD_REST,    "not-said")    \
    X(MISS_SAFE,                   2, INSTEAD_GROUND,  "safe")        \
    X(MISS_SOBER,                  3, INSTEAD_REST,    "sober")       \
    X(MISS_PAIN,                   4, INSTEAD_REST,    "pain")        \
    X(MISS_DISTRESS,               5, INSTEAD_GROUND,  "distress")    \
    X(MISS_PRESENCE,               6, INSTEAD_GROUND,  "presence")    \
    X(MISS_WILLINGNESS,            7, INSTEAD_SMALLER, "willingness") \
    X(MISS_FAR_SIGN,               8, INSTEAD_GROUND,  "far-sign")

enum consent_phase { CONSENT_NONE, CONSENT_PHASES(ROW_NUMBER) CONSENT_PHASE_END };
enum consent_input_kind { CONSENT_NOTHING, CONSENT_INPUTS(ROW_NUMBER) CONSENT_INPUT_END };
enum consent_why { WHY_NONE, CONSENT_WHYS(ROW_NUMBER) };
enum consent_verdict { CONSENT_VERDICTS(ROW_NAME) };
enum consent_instead { CONSENT_INSTEADS(ROW_NAME) };
enum consent_miss { MISS_NONE, CONSENT_MISSES(ROW_NUMBER) MISS_END };
extern const struct key_list CONSENT_PHASE_KEYS, CONSENT_INPUT_KEYS, CONSENT_WHY_KEYS, CONSENT_VERDICT_KEYS,
    CONSENT_INSTEAD_KEYS, CONSENT_MISS_KEYS;

/* What is asked of a participant just now. */
enum consent_ask { ASK_NOTHING, ASK_STILL_RIGHT, ASK_CHECK_IN };

/*
 * What a person says of themselves.  A low distress can be numbness, so it never counts without
 * presence (clinical reference, 3.4).  Nothing said: the gate is missed.
 */
struct consent_checkin {
    struct score     distress; /* 0-100 */
    struct score     presence; /* 0 far away - 10 here */
    enum willingness willingness;
    bool             sober, no_pain, safe; /* false: no, or not said */
    bool             able; /* feels their body, can move and say no; false: freeze, fawn or numb, or not said */
};

/* One participant, as the kernel knows them. */
struct consent_person {
    uint32_t ceiling; /* their own, for this practice: it only goes down */
    bool     allowed; /* the activity is outside their limits and triggers: only from yes to no */
    bool     agreed;  /* a yes to this activity, with these people, now */
    bool     checked; /* `checkin` holds something */
    struct consent_checkin checkin; /* the newest */
    int64_t  checked_ms;     /* when it was made */
    int64_t  fresh_from_ms;  /* check-ins made before this do not open anything */
    uint32_t start_distress, start_presence;   /* when the practice first began */
    uint32_t lowest_distress, highest_presence; /* since it last began or went on */
    int64_t  ask_ms;         /* while active: when they are next asked, if no check-in is due before */
};

struct consent {
    enum consent_phase phase;
    enum consent_why   why;    /* of the last pause, stop or end */
    unsigned           people; /* 1 or 2 */
    struct consent_person person[CONSENT_PEOPLE_MAX];
    uint32_t level;            /* contact level of the activity; never changes */
    int64_t  planned_ms, ask_every_ms;
    int64_t  now_ms;           /* the latest time seen */
    int64_t  offered_ms, midnight_ms;
    int64_t  expires_ms;       /* end of the plan, of 60 minutes, or midnight; only ever earlier */
    int64_t  begun_ms;         /* 0: it never began, so a stop closed nothing */
    int64_t  going_ms;         /* when it last began or went on */
    int64_t  active_ms;        /* how long it was active, without the present stretch */
    int64_t  paused_ms;        /* when the present pause began */
    int64_t  stopped_ms;       /* 0: never stopped */
};

/* A plan, as it is offered.  Times that were not said are 0. */
struct consent_offer {
    unsigned people;
    uint32_t level;
    int64_t  planned_ms;   /* at most CONSENT_MAX_PRACTICE_MS counts; 0 is refused */
    int64_t  ask_every_ms; /* 0: CONSENT_ASK_EVERY_MS; at most CONSENT_ASK_EVERY_MAX_MS counts */
    int64_t  midnight_ms;  /* the next local midnight */
    uint32_t ceiling[CONSENT_PEOPLE_MAX];
    bool     allowed[CONSENT_PEOPLE_MAX];
};

struct consent_input {
    enum consent_input_kind kind;
    unsigned who; /* 0 or 1: whose words these are; not looked at for STOP, PAUSE, END, APP_CLOSED, TICK */
    int64_t  now_ms, said_ms;
    struct consent_offer   offer;   /* for OFFER */
    struct consent_checkin checkin; /* for CHECK_IN */
    uint32_t ceiling;               /* for LIMIT_TIGHTENED: the new one; a higher one than held is not taken */
    bool     allowed;               /* for LIMIT_TIGHTENED */
};

/*
 * Take one input in.  CONSENT_DONE: taken.  CONSENT_NO_CHANGE: it was so already, or nothing was asked.
 * Everything else is a refusal, and nothing has changed but by time.
 *
 *   OFFER            only into a zero value.  Each ceiling must reach the level and each person allow it.
 *   AGREE            before it begins; said since the offer.
 *   CHECK_IN         before it begins: taken whether or not it passes the gate; a "no" stops.
 *                    Active: pauses or stops by consent_middle, else renews the check-in and answers the ask.
 *                    Paused: may stop; one made after the pause counts towards going on.
 *                    An older one than is held, or made before a pause, only ever pauses or stops.
 *   BEGIN            as consent_begin_check says; from READY, or from PAUSED to go on.
 *   STILL_RIGHT      answers an ask that is open, if said since it opened.  It is not a check-in: when a
 *                    check-in is asked for (ASK_CHECK_IN), it is refused.
 *   PAUSE            active: pauses.  Paused already: check-ins have to be made anew, the wait is no longer.
 *   STOP             anything from OFFERED to PAUSED is stopped, for good.
 *   LINK_LOST        active: pauses.  Before: that person's check-in has to be made anew.
 *   LIMIT_TIGHTENED  anything from OFFERED to PAUSED that no longer fits is stopped.  Never loosens.
 *   END              active, paused or stopped: to winding down.  Before it began: closed.
 *   WIND_DOWN_DONE   winding down: closed.
 *   APP_CLOSED       anything from OFFERED to PAUSED is stopped.
 */
[[nodiscard]] enum consent_verdict consent_step(struct consent *c, const struct consent_input *in);

/*
 * Do what time alone does by `now_ms`: an unanswered ask pauses at its deadline, a pause that went on too
 * long stops, a plan that ran out stops (or winds down, if its time was used), midnight stops, and a
 * check-in that is no longer live takes READY back to CHECKING.
 */
void consent_at(struct consent *c, int64_t now_ms);

/* From OFFERED to PAUSED: there is something to stop. */
bool consent_is_open(const struct consent *c);

/* What BEGIN, said by `who` at this moment, would come to.  For the state as of its last time. */
enum consent_verdict consent_begin_check(const struct consent *c, unsigned who);

/* What `who` is asked at this moment.  For the state as of its last time. */
enum consent_ask consent_asks(const struct consent *c, unsigned who);

/*
 * While active: when `who` is asked next, or was asked if the ask is open.  A silence pauses CONSENT_ANSWER_WINDOW_MS
 * later.  `checkin`: before that a whole check-in will be asked for, and may be made now; "still right" would be
 * refused by then.
 */
struct consent_next_ask {
    int64_t at_ms;
    bool    checkin;
};
struct consent_next_ask consent_next_ask(const struct consent *c, unsigned who);

/* When time alone next changes something, or somebody is next asked; INT64_MAX if never. */
int64_t consent_next_ms(const struct consent *c);

/* The gate before a practice (clinical reference, 3.5): a set of enum consent_miss, empty if it passes. */
set64 consent_gate(const struct consent_checkin *checkin);

/*
 * The rules in the middle (clinical reference, 3.5): WHY_NONE to go on, else why to stop or pause.
 * `person` gives where they started and the best they were since.
 */
enum consent_why consent_middle(const struct consent_person *person, const struct consent_checkin *checkin);
bool             consent_why_stops(enum consent_why why);
bool             consent_why_pauses(enum consent_why why);

enum consent_instead consent_miss_instead(enum consent_miss miss);

#endif
