/* core/course/checkin.h - from a form to a check-in; one word about the weather, or anything at all, is enough */
#ifndef CORE_COURSE_CHECKIN_H
#define CORE_COURSE_CHECKIN_H

#include "core/log/fields.h"

/* What is wrong with a form, as a sentence to show; the empty text when nothing is. */
struct str checkin_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out);

/* The fields of a form as a check-in, so that what was typed can be shown again. */
struct checkin checkin_read(const struct form *form, struct arena *arena);

#endif
