/* core/log/fields.h - what a form says, as numbers, sets and words that an event can hold */
#ifndef CORE_LOG_FIELDS_H
#define CORE_LOG_FIELDS_H

#include "base/form.h"
#include "core/log/event.h"

/* Form values from vocabulary rows; what is absent or unknown is not said. */
unsigned     form_one(const struct form *form, struct key_list list, struct str name);
set64        form_many(const struct form *form, struct arena *arena, struct key_list list, struct str name);
struct score form_score(const struct form *form, struct str name, unsigned max);
/* Words over the limit are not cut: the sentence says so and the page shows all of them again. */
struct str words_check(struct str words, size_t max);

#endif
