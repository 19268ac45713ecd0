/* core/course/checkin.h - from a form to a check-in; one word about the weather, or anything at all, is enough */
#ifndef CORE_COURSE_CHECKIN_H
#define CORE_COURSE_CHECKIN_H

#include "base/form.h"
#include "core/log/event.h"

/* What is wrong with a form, as a sentence to show; the empty text when nothing is. */
struct str checkin_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out);

/* The fields of a form as a check-in, so that what was typed can be shown again. */
struct checkin checkin_read(const struct form *form, struct arena *arena);

/* Form values from vocabulary rows; what is absent or unknown is not said. */
unsigned     form_one(const struct form *form, struct word_list list, struct str name);
set64        form_many(const struct form *form, struct arena *arena, struct word_list list, struct str name);
struct score form_score(const struct form *form, struct str name, unsigned max);
/* Words over the limit are not cut: the sentence says so and the page shows all of them again. */
struct str words_check(struct str words, size_t max);

#endif
