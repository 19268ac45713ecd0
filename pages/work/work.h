/*
 * pages/work/work.h - guided writing: a page for each sheet, the sheets begun, and printing
 *
 * One form holds a whole sheet and one press keeps all of it; only what changed becomes a record.  Each question
 * can stay empty.  An answer that leads to help is not kept anywhere and is not named.
 */
#ifndef PAGES_WORK_WORK_H
#define PAGES_WORK_WORK_H

#include "pages/frame/views.h"

void work_get(struct visit *visit);         /* GET /work/SHEET */
void work_rhythm_post(struct visit *visit); /* POST /work/review/rhythm */
void work_sheet_get(struct visit *visit);   /* GET and POST /work/SHEET/new, /work/SHEET/ID; GET /work/SHEET/last */
void work_sheet_post(struct visit *visit);
void work_print_get(struct visit *visit); /* GET and POST /work/SHEET/ID/print: what is ticked */
void work_print_post(struct visit *visit);

/* What a person keeps about helpers of their own, for the help page; about signs of their own, for a practice. */
struct work_rows work_helpers(struct visit *visit);
struct work_rows work_pleasant(struct visit *visit); /* a few of what they find pleasant, for a day of rest */
struct sign_rows work_signs(struct visit *visit, bool well);

#endif
