/*
 * pages/journal/draft.h - words typed and not kept: taken from open pages, offered back, thrown away
 *
 * A page that stands open sends its form now and then (pages/frame/attune.js).  A page asked for later says that there
 * is something, and brings it back when asked; it never fills a field by itself.
 */
#ifndef PAGES_JOURNAL_DRAFT_H
#define PAGES_JOURNAL_DRAFT_H

#include "pages/frame/page.h"

void draft_post(struct visit *visit);       /* POST /draft: a form typed in and not sent; answers 204 */
void drafts_get(struct visit *visit);       /* GET /drafts: all of them */
void drafts_away_post(struct visit *visit); /* POST /drafts/away: one is thrown away */

/* A page was asked for with ?draft=PAGE: its form is as it was typed.  False, and nothing changed, if it is not there.
 */
bool draft_bring(struct visit *visit);
/* Otherwise: what the page says of drafts that belong to it, or on the journal of all. */
void drafts_offer(struct visit *visit);
/* Something was typed to change this item, or to go with it, and was not kept. */
bool drafts_are_about(const struct visit *visit, struct str id);
/* An item is deleted: what was typed to change it goes with it. */
void drafts_forget(struct visit *visit, struct str id);
/* What stands in the form is let go: its draft is over, and the visit goes on to the first page. */
void draft_let_go(struct visit *visit);
/* The words of the form are kept, or about to be: its draft is over. */
void draft_done(struct visit *visit);

#endif
