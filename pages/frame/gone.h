/*
 * pages/frame/gone.h - what a page asked about is not there, or not any more
 *
 * A form that was typed into never meets a bare "nothing here": whatever was typed stands on the page that answers it,
 * as one text that can be kept as a note or let go.  Nothing of it is kept before that is chosen.  What a draft may
 * not hold (core/course/draft.h) is left out here as well.
 */
#ifndef PAGES_FRAME_GONE_H
#define PAGES_FRAME_GONE_H

#include "pages/frame/page.h"

/*
 * The page that says kindly that there is nothing at this address; and where a form with words was sent there, or is
 * brought back to it, the one that holds them.
 */
void visit_nothing_here(struct visit *visit);
/*
 * What was typed cannot go on as it was meant, for a reason that `why` says in a sentence: the page that holds the
 * words.  False, and no page given, where no words were typed.
 */
bool visit_holds_words(struct visit *visit, struct str why);
/* The entry that the first * of the route names, or NULL with visit_nothing_here given. */
const struct entry *visit_entry(struct visit *visit, enum event_kind kind);
/*
 * True, with a page given, where an entry is named and `entry` is NULL: it was deleted meanwhile, perhaps in another
 * window.  Where all of the form can go on as something new of the same kind, choices and numbers too, `as_new` shows
 * it so; where nothing was typed, the page says that nothing is there.
 */
bool visit_is_gone(struct visit *visit, const struct entry *entry, void (*as_new)(struct visit *visit));

#endif
