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

/*      name               wire  key          in words                     */
#define EFFECTS(X)                                                          \
    X(EFFECT_SLEEP,           1, "sleep",     "Slept badly")                \
    X(EFFECT_MEMORIES,        2, "memories",  "More memories")              \
    X(EFFECT_NUMB,            3, "numb",      "Numb or far away")           \
    X(EFFECT_ASHAMED,         4, "ashamed",   "Ashamed")                    \
    X(EFFECT_PUSHED,          5, "pushed",    "Felt pushed")                \
    X(EFFECT_PAIN,            6, "pain",      "Pain")                       \
    X(EFFECT_OTHER,           7, "other",     "Something else")
enum effect { EFFECT_NONE, EFFECTS(ROW_NUMBER) EFFECT_END };
extern const struct word_list EFFECT_WORDS;

/*
 * Fields: kind, an effect's key; words, needed only for "other".  The words of the kind are the note's words where
 * none were typed.  A sentence on what is missing, or the empty text and the event.
 */
struct str effect_decide(const struct form *form, struct arena *arena, struct event *out);

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
