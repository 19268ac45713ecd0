/*
 * core/course/body.h - body maps: what each spot held on one occasion, in marks and in own words
 *
 * One map is one entry of the diary: a set of spots for each feeling, a line of words for a spot, words for
 * the whole.  Nothing is counted up, compared or rated.  A no-go mark alone closes nothing, only a limit
 * does (core/practice/open.h).  Whoever marks their neck believes that it is protected, so the page that keeps a map makes
 * a limit of each new no-go with it, says so, and offers to undo it.
 *
 * The words of spots stand in one text, a line each: the key of the spot, a blank, the words.
 *
 * Memory: what is given borrows from the form, the event or the arena.
 */
#ifndef CORE_COURSE_BODY_H
#define CORE_COURSE_BODY_H

#include "base/form.h"
#include "core/log/state.h"

/* The area of a spot, for limits; and whether it is drawn on the back. */
enum area body_area(unsigned spot);
bool body_is_back(unsigned spot);

/* The spots that hold a feeling; the feelings of a spot; every spot with a mark or words. */
set64 body_spots(const struct body *body, enum feeling feeling);
set64 body_feelings(const struct body *body, unsigned spot);
set64 body_told(const struct body *body);
/* The words said of a spot; empty if none. */
struct str body_words(const struct body *body, unsigned spot);

/*
 * Fields: SPOT-FEELING for each mark (checked or absent), words-SPOT for each spot, words.  Keys are those of
 * SPOT_KEYS and FEELING_KEYS.  body_decide gives a sentence on what is missing, or the empty text and the
 * event; `of` is zero for a new map.
 */
struct body body_read(const struct form *form, struct arena *arena);
struct str body_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out);

/* The no-go areas of a map that no limit of "never" or "not now" covers yet as a whole. */
set64 body_without_limit(const struct state *state, const struct body *body);
/* "Never" for one area, wherever and with whom; for body_without_limit's areas. */
struct event body_limit(enum area area);
/* The areas that become limits with `body`: no-go in it, not so in `before` (NULL: a new map), covered by no limit. */
set64 body_new_limits(const struct state *state, const struct body *body, const struct body *before);
/*
 * The limit that the keeping of `map` made of its no-go in an area, still as it was made; NULL if none.  One that was
 * made by a button or on the page of limits is not among them: it is undone where limits are.
 */
const struct entry *body_limit_of(const struct state *state, const struct entry *map, enum area area);

#endif
