/*
 * core/course/harm.h - unwanted effects kept in sight, for the person's own eyes
 *
 * What did not do good is noted in one tap, as a note of sort NOTE_EFFECT that belongs to "effect/KEY".  What the
 * last weeks held is gathered when it is asked for and kept nowhere: no measure, no verdict, no export.
 */
#ifndef CORE_COURSE_HARM_H
#define CORE_COURSE_HARM_H

#include "base/form.h"
#include "core/log/state.h"

/*      name               wire  key          */
#define EFFECTS(X)                           \
    X(EFFECT_SLEEP,           1, "sleep")    \
    X(EFFECT_MEMORIES,        2, "memories") \
    X(EFFECT_NUMB,            3, "numb")     \
    X(EFFECT_ASHAMED,         4, "ashamed")  \
    X(EFFECT_PUSHED,          5, "pushed")   \
    X(EFFECT_PAIN,            6, "pain")     \
    X(EFFECT_OTHER,           7, "other")
enum effect { EFFECT_NONE, EFFECTS(ROW_NUMBER) EFFECT_END };
extern const struct key_list EFFECT_KEYS;

/*
 * Fields: kind, an effect's key; words, needed only for "other".  Where none were typed, the note's words are `named`:
 * what this kind is called in the language that is on.  A sentence on what is missing, or the empty text and the
 * event.
 */
struct str effect_decide(const struct form *form, struct str named, struct arena *arena, struct event *out);

enum { HARM_WEEKS = 4, RISE_IS_MUCH = 20 };
struct harm {
    unsigned stopped; /* practices that had begun and were stopped */
    unsigned rose;    /* that went on, while distress rose by RISE_IS_MUCH or more */
    unsigned harder;  /* days after that were harder (core/log/state.h) */
    set64    effects; /* those that were noted */
};
/* What the last HARM_WEEKS held. */
struct harm harm_lately(const struct state *state, int64_t now_ms);

#endif
