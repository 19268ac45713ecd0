/*
 * pages/journal/journal.h - the diary, what was noticed, and one entry with all that can be done with it
 *
 * Everything here is the person's alone, and every page says so.  Nothing is counted, and a day
 * without an entry leaves no gap.
 */
#ifndef PAGES_JOURNAL_JOURNAL_H
#define PAGES_JOURNAL_JOURNAL_H

#include "pages/frame/page.h"

/* diary.c */
void journal_get(struct visit *visit);         /* GET /journal?search=on&before=ID */
void journal_search_post(struct visit *visit); /* POST /journal */
void moments_get(struct visit *visit);         /* GET /moments?before=ID, POST /moments */
void moments_post(struct visit *visit);

/* entry.c */
void journal_entry_get(struct visit *visit); /* GET /journal/ID */

/* note.c */
void journal_new_get(struct visit *visit); /* GET and POST /journal/new */
void journal_new_post(struct visit *visit);
void journal_edit_get(struct visit *visit); /* GET and POST /journal/ID/edit: a note, or a wind-down's words */
void journal_edit_post(struct visit *visit);

/* delete.c */
void journal_delete_get(struct visit *visit); /* GET and POST /journal/ID/delete */
void journal_delete_post(struct visit *visit);

#endif
