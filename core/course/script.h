/*
 * core/course/script.h - words to say: filled from a person's own, and looked at for apologies
 *
 * A script is plain text with places for what someone said about themselves:
 *
 *     {stop-word?If I say “*”, we stop.|If I say stop, we stop.}
 *
 * The first part stands where that was said, with the words for the star; the second where it was not.  So a script
 * reads well from the first day, and better later.
 */
#ifndef CORE_COURSE_SCRIPT_H
#define CORE_COURSE_SCRIPT_H

#include "base/text.h"

struct state;

/* What is wrong with a script, for the build to say; the empty text when nothing is. */
struct str script_check(struct str script);

/*
 * The script with the person's own words in their places.  It was checked when attune was built.
 * isolated: to be read, so they keep their own direction (str_isolated).  Not in a field: there the marks would be
 * typed on, and be kept with the rest.
 */
struct str script_fill(struct str script, const struct state *state, bool isolated, struct arena *arena);

/*
 * The first apology in what someone wrote, as they wrote it: "sorry", and what is said in its place.  Empty if there
 * is none.  Not a fault: it is said so that a person may choose.
 */
struct str script_apology(struct str words);

/* The same words with the apologies left out; empty if nothing else was said. */
struct str script_without_apology(struct str words, struct arena *arena);

/* Cut the next place out of `rest`: what stands before it, its key and its two parts.  False: no more places. */
struct script_place {
    struct str before, key, said, unsaid;
};
bool script_next_place(struct str *rest, struct script_place *out);

#endif
