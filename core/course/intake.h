/*
 * core/course/intake.h - the questions about oneself: answering, setting aside, taking back
 *
 * Every answer is its own event, kept the moment it is given.  Skipping, leaving it for later
 * and never being asked are as good as an answer, and none of them loses words that were typed.
 */
#ifndef CORE_COURSE_INTAKE_H
#define CORE_COURSE_INTAKE_H

#include "base/form.h"
#include "core/log/questions.h"
#include "core/log/state.h"

/* A question as the rules see it; its wording is the pages' matter. */
struct question {
    struct str id;
    bool one;                /* of the choices at most one; else as many as fit */
    struct key_list choices; /* empty: it is answered in words */
};

/*
 * From the kind and choices that content/ gives: "words", "one", "many" or "triggers"; choices are
 * parted by '|' and numbered from 1 in their order.
 */
struct question intake_question(struct str id, struct str kind, struct str choices, struct arena *arena);

/* The fields of a form as an answer, so that what was typed can be shown again. */
struct answer intake_read(const struct form *form, const struct question *question, struct arena *arena);

/*
 * The field "do" says what is wanted: keep (also when it is absent), clear, later, never, again.
 * `before` is what stands, or NULL.  Events to keep, in order: none if nothing changes.
 * Returns what is wrong as a sentence to show; the empty text when nothing is.
 */
enum { INTAKE_EVENTS_MAX = 2 };
struct intake_events {
    struct event at[INTAKE_EVENTS_MAX];
    size_t len;
};
struct str intake_decide(const struct form *form, const struct question *question, const struct answer_now *before,
                         struct arena *arena, struct intake_events *out);

/* Something was said, and it was not taken away since. */
bool intake_is_answered(const struct answer_now *now);

/*
 * Tags to keep out of this person's way when they are alone with the app: their triggers, and what
 * their limits say no to.  Empty while locked (`state` is NULL).
 */
set64 intake_kept_away(const struct state *state);

#endif
