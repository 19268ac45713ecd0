/*
 * core/course/stray.h - own words about something that was deleted on another device, by somebody who did not know them
 *
 * A deletion wins for ever.  But what was written here about the same thing meanwhile, a wind-down, the day after, a
 * line of a worksheet, other words of a note, was not in sight of whoever deleted it.  It is offered to its author
 * once, to keep as a note or to let go (people.md 6, rule 7).  Until then what is stored of it is no husk, so that it
 * is among log.held; the answer is one more removal of the thing, which knows of the words, and so it comes up nowhere
 * again.
 *
 * Only words count: numbers, choices, and what is heard or seen are not offered.
 *
 * Memory: results are in the arena given, and borrow from the log.
 */
#ifndef CORE_COURSE_STRAY_H
#define CORE_COURSE_STRAY_H

#include "core/course/journal.h"

/* So many tellings at a time, so that an answer is kept whole; what is beyond is offered after it. */
enum { STRAY_TELLINGS_MAX = 24, STRAY_NOTES_MAX = 4 * STRAY_TELLINGS_MAX };

/* The words about one thing. */
struct stray {
    struct stamp item;
    const struct event **at; /* tellings with words that no later one of the same device took the place of, in order */
    size_t len;
    struct bytes over; /* what an answer is about: the newest of each device */
};
struct strays SPAN_OF(struct stray); /* by what they are about */

/* True for what this device said of something that was there before. */
bool stray_may_be(const struct state *state, const struct event *event);
/* Among such events, in any order and perhaps double, those about things which there are words of.  Sorts them. */
struct strays strays_among(const struct event **events, size_t len, struct arena *arena);
/* What waits to be answered. */
struct strays strays_waiting(const struct state *state, struct arena *arena);
/* The words about this thing; NULL if there are none. */
const struct stray *stray_of(const struct strays *strays, struct stamp item);

/* True for what is stored of something that is gone, where it waits for no answer: it may go. */
bool held_may_go(const struct state *state, const struct strays *strays, const struct held *held);
/* How many things are gone whose words are stored and wait for no answer. */
size_t things_held(const struct state *state, const struct strays *strays);

/* The own words of one telling; of no namer, not named. */
size_t stray_texts(const struct event *event, const struct namer *namer, struct journal_text out[JOURNAL_TEXTS_MAX]);
/* All of them as notes of the journal, as few as they fit in.  Returns how many. */
size_t stray_notes(const struct stray *stray, const struct namer *namer, struct arena *arena,
                   struct event out[STRAY_NOTES_MAX]);
/* The answer, whichever it is: the words are known, and their thing stays deleted. */
struct event stray_answered(const struct stray *stray);

#endif
