/*
 * pages/frame/gone.h - what a page asked about is not there, or not any more
 */
#ifndef PAGES_FRAME_GONE_H
#define PAGES_FRAME_GONE_H

#include "pages/frame/page.h"

/* The page that says kindly that there is nothing at this address. */
void visit_nothing_here(struct visit *visit);
/* The entry that the first * of the route names, or NULL with the page that says that nothing is there. */
const struct entry *visit_entry(struct visit *visit, enum event_kind kind);
/*
 * True, with a page given, where an entry is named and `entry` is NULL: it was deleted meanwhile, perhaps in another
 * window.  What was typed to change it goes on as something new, which `as_new` shows, so that none of it is lost;
 * where nothing was typed, the page says that nothing is there.
 */
bool visit_is_gone(struct visit *visit, const struct entry *entry, void (*as_new)(struct visit *visit));

#endif
