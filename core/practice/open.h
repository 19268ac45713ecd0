/*
 * core/practice/open.h - what may be begun now: the safety rules of the ladder, alone in one file
 *
 * Why the ladder ends where it ends is never told apart on a page: a ceiling that was chosen and one that
 * an answer about health or safety set look the same (design, section 2, rule 6).
 *
 * Limits, triggers and ceilings are filters, never penalties: what they close is not scored and
 * not shown as an offer.  Rules and numbers: clinical reference 3.5, 3.6 [P].
 */
#ifndef CORE_PRACTICE_OPEN_H
#define CORE_PRACTICE_OPEN_H

#include "core/log/state.h"
#include "core/own_words.h"

enum {
    CEILING_ALONE_FIRST  = 1, /* until the person says otherwise [P] */
    CEILING_WHILE_PAUSED = 1, /* levels 0-1 only, section 3.6 */
    CEILING_UNTIL_UPDATED = 0, /* a record about limits is of a later version (people.md 6, rule 6) */
};

/*      name               key: why it is not open now */
#define CLOSED_REASONS(X)              \
    X(CLOSED_HIDDEN,       "hidden")   \
    X(CLOSED_LIMIT,        "limit")    \
    X(CLOSED_TRIGGER,      "trigger")  \
    X(CLOSED_CEILING,      "ceiling")  \
    X(CLOSED_HEALTH,       "health")   \
    X(CLOSED_RESTING,      "resting")  \
    X(CLOSED_TOGETHER,     "together")

enum closed { CLOSED_NOT, CLOSED_REASONS(ROW_NAME) };
extern const struct key_list CLOSED_KEYS;

/* A limit or preference is about this rung: its name or its things by `words`, its own; its tag, or a place of the body. */
bool limit_touches(const struct limit *limit, const struct own_word *words, const struct rung *rung);
/* The first reason why a rung is not open now. */
enum closed rung_closed(const struct state *state, const struct rung *rung, int64_t now_ms);
/*
 * The same of a plan that stands in the log, whose device refused it by rung_closed or did not: own words count letter
 * by letter, as every version has had it.  Whatever else a later version finds in them closes only what is asked for now.
 */
enum closed rung_was_closed(const struct state *state, const struct rung *rung, int64_t then_ms);
/* Only what the person's own words and marks close: limits, triggers and hidden. */
enum closed rung_filtered(const struct state *state, const struct rung *rung);
/* A preference "maybe, with conditions" that touches this rung, or NULL. */
const struct event *rung_maybe(const struct state *state, const struct rung *rung);
/* The highest level open alone; the answers of section 3.6 lower it. */
unsigned ladder_ceiling(const struct state *state);
/* True if the answer to "is any of this part of your life" asks for gentle things only. */
bool ladder_is_paused(const struct state *state);
/*
 * True while pelvic or genital pain, bleeding, an infection, or a recent operation, birth or procedure is marked and
 * no clinician has looked at it (3.6 [GK]): levels 2 and up are closed, as by ladder_is_paused and in the same words.
 */
bool ladder_waits_for_a_look(const struct state *state);

#endif
