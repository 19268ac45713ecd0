/*
 * core/practice/limits.h - from forms to limits and preferences, the card, and the gentle look back
 *
 * A limit belongs to its author and stays until they change it; nothing here ends one, softens
 * one or tells anyone.  None of this is a yes to anything (design, sections 2.3 and 2.4).
 *
 * A decision gives a sentence on what is missing, or the empty text and an event in *out.
 * Memory: events borrow from the form.
 */
#ifndef CORE_PRACTICE_LIMITS_H
#define CORE_PRACTICE_LIMITS_H

#include "base/form.h"
#include "core/log/event.h"

/* The fields of a form as a limit, so that what was typed can be shown again. */
struct limit limit_read(const struct form *form, struct arena *arena);
/* Needs a stance, and one of own words, a row of the list of things, or an area. */
struct str limit_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out);
/* The same telling, whichever item it stands in: nothing new to keep. */
bool limit_same(const struct limit *a, const struct limit *b);
/* False for a limit that is only about being on one's own: a card is for someone else. */
bool limit_may_stand_on_card(const struct limit *limit);

/* The part of the card a form is about; CARD_NONE if it names none. */
enum card_part card_part_read(const struct form *form);
/* Empty words take a part off the card. */
struct str card_decide(const struct form *form, struct event *out);

/* "Still right" or "later": the looked-at limits themselves never change by it. */
struct str look_decide(const struct form *form, struct event *out);

/* How often to ask whether the limits are still right, in days; 0 is never. */
enum { REASK_USUAL_DAYS = 28, REASK_RHYTHMS = 4 };
extern const unsigned REASK_DAYS[REASK_RHYTHMS];
struct str rhythm_decide(const struct form *form, struct event *out);

#endif
