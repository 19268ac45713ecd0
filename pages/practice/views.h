/* pages/practice/views.h - views of the ladder and of a practice from plan to the day after */
#ifndef PAGES_PRACTICE_VIEWS_H
#define PAGES_PRACTICE_VIEWS_H

#include "pages/frame/page.h"
#include "pages/frame/parts.h"
#include "pages/frame/take.h"
#include "pages/frame/views.h"
#include "pages/media/views.h"

struct rung_row {
    struct str id, name, dimension, company, minutes, why, unsure;
    bool marked; /* it holds something kept away, and is shown with a mark */
};
struct rung_rows SPAN_OF(struct rung_row);
struct level_group {
    struct str title;
    struct rung_rows rungs;
};

struct ladder_view {
    struct frame frame;
    struct html lead;
    struct rung_rows offers;
    struct SPAN_OF(struct level_group) levels;
    struct rung_rows aside;     /* hidden by the person */
    struct rung_rows kept_away; /* waiting to be asked for */
    bool left_out;              /* something is not shown at all: limits, or what is kept away */
    bool resting;               /* a stop today */
    struct str ceiling;
    struct str open_words; /* the name of a practice that is not closed */
    bool open_over;        /* it was stopped or ended: only its wind-down is left */
    struct parts parts;
    struct str asked_id, asked_name; /* set aside long ago: may it come back? */
};

struct activity_view {
    struct frame frame;
    bool naming; /* another name is being typed */
    struct str id, name, dimension, company, minutes, props, closed, conditions, own_steps, shown_name, place;
    struct html lead, steps, eyes_open, outward, another_way, may_not_suit;
    bool own, open, hidden, renamed;
    struct SPAN_OF(struct str) areas;
    struct takes take;
};

struct ceiling_view {
    struct frame frame;
    struct choices levels;
    struct str apart; /* the choices, where several were made without knowing of each other, and the lowest holds */
    struct str over; /* what the page shows, for what is said on it */
    struct str problem;
};

struct own_view {
    struct frame frame;
    struct str problem, name, steps, props, minutes, at;
    struct choices dimensions, companies, levels, tags, areas;
    bool editing;
};

struct plan_view {
    struct frame frame;
    struct str id, name, problem, signal, place, after, conditions;
    struct choices minutes, rhythm;
};

/* The check-in around a practice, before it and after a pause. */
struct gate_fields {
    struct scale distress, presence;
    struct choices willingness;
    bool sober, no_pain, safe, able;
};

struct check_view {
    struct frame frame;
    struct str name, problem;
    struct gate_fields gate;
    struct SPAN_OF(struct str) misses; /* what the gate missed, in words */
    bool missed, again;
};

struct ready_view {
    struct frame frame;
    struct str name, minutes, signal, after;
    struct html promise;
    struct str problem;
};

struct active_view {
    struct frame frame;
    struct str name, own_steps, signal;
    struct html steps;
    struct str ask_class, paused_class, until_class, window_class;
    int64_t ask_ms, pause_ms; /* from now */
    bool checkin_due;         /* the next ask is for a fresh one; it may be made before */
    struct gate_fields gate;
    struct sign_rows early, well; /* signs of mine */
};

struct paused_view {
    struct frame frame;
    struct str name, why;
    struct html words;
    struct gate_fields gate;
    struct SPAN_OF(struct str) misses;
    bool ready; /* a fresh check-in was made and it may go on */
};

struct winddown_view {
    struct frame frame;
    struct html lead, stopped_words;
    struct str at, name, problem, expected, happened, remember, comfort;
    struct scale peak, presence, pleasant;
    struct choices willingness;
    bool stopped;
    struct kit_items comfort_items; /* kept for hard moments */
};

struct nextday_view {
    struct frame frame;
    struct html lead;
    struct str at, name, problem, words;
    struct choices sleep, mood, shame, memories;
};

struct rest_view {
    struct frame frame;
    struct html words;
    struct str comforts;            /* what the person said is a comfort */
    struct worksheet_rows pleasant; /* things of their own that lead nowhere */
    bool kept;                      /* they asked to remember the day kindly */
    struct str problem, words_typed;
};

#endif
