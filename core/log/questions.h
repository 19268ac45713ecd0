/*
 * core/log/questions.h - the questions about oneself whose answers have rules of their own
 *
 * They are spelt here and nowhere else, so that a rule cannot miss its question by a letter.
 */
#ifndef CORE_LOG_QUESTIONS_H
#define CORE_LOG_QUESTIONS_H

#include "core/log/event.h"

#define INTAKE_PAUSE S("health-pause")
#define INTAKE_BODY S("health-body")
#define INTAKE_TRIGGERS S("keep-away-triggers")

/*
 * What health-body closes touch for, and what opens it again (clinical reference 3.6 [GK]): the places of these
 * choices in content/questions/health-body.md.  A clinician has looked at what was marked then: something marked
 * later takes that tick off, so that it never speaks for what nobody has seen.
 */
enum { BODY_PAIN = 1, BODY_BLEEDING, BODY_INFECTION, BODY_RECENT, BODY_LOOKED_AT = 15 };
#define BODY_WAITS (SET_OF(BODY_PAIN) | SET_OF(BODY_BLEEDING) | SET_OF(BODY_INFECTION) | SET_OF(BODY_RECENT))

#endif
