/*
 * core/log/questions.h - the questions about oneself whose answers have rules of their own
 *
 * They are spelt here and nowhere else, so that a rule cannot miss its question by a letter;
 * tests/pages/intake/questions.c holds every one of them to be asked by content/questions/.
 */
#ifndef CORE_LOG_QUESTIONS_H
#define CORE_LOG_QUESTIONS_H

#include "core/log/event.h"

/*    name                 id                       what depends on it */
#define QUESTIONS(X)                                                                                                   \
    X(INTAKE_PAUSE, "health-pause")          /* closes what goes beyond the gentle levels; is never exported */        \
    X(INTAKE_BODY, "health-body")            /* closes touch until a clinician has looked */                           \
    X(INTAKE_TRIGGERS, "keep-away-triggers") /* kept out of the way everywhere, and never offered */                   \
    X(INTAKE_TRIGGERS_OWN, "keep-away-own")  /* the same in one's own words */                                         \
    X(INTAKE_HELPS, "helps-well")            /* what offers begin with */                                              \
    X(INTAKE_HELPS_HARD, "helps-hard")       /* what they are careful with */                                          \
    X(INTAKE_COMFORTS, "helps-comforts")     /* shown where a comfort may be wanted */                                 \
    X(INTAKE_NAME, "spoken-to-name")         /* how someone is spoken to, and called in scripts */

#define QUESTION_DECLARED(name, id) extern const struct str name;
QUESTIONS(QUESTION_DECLARED)

extern const struct str QUESTION_IDS[];
extern const size_t QUESTION_IDS_LEN;

/*
 * What health-body closes touch for, and what opens it again (clinical reference 3.6 [GK]): the places of these
 * choices in content/questions/health-body.md.  A clinician has looked at what was marked then: something marked
 * later takes that tick off, so that it never speaks for what nobody has seen.
 */
enum { BODY_PAIN = 1, BODY_BLEEDING, BODY_INFECTION, BODY_RECENT, BODY_LOOKED_AT = 15 };
#define BODY_WAITS (SET_OF(BODY_PAIN) | SET_OF(BODY_BLEEDING) | SET_OF(BODY_INFECTION) | SET_OF(BODY_RECENT))

#endif
