/*
 * pages/work/worksheet.h - guided writing: a page for each sheet, the sheets begun, and printing
 *
 * One form holds a whole sheet and one press keeps all of it; only what changed becomes a record.  Each question
 * can stay empty.  An answer that leads to help is not kept anywhere and is not named.
 */
#ifndef PAGES_WORK_WORKSHEET_H
#define PAGES_WORK_WORKSHEET_H

#include "pages/frame/views.h"

void worksheets_get(struct visit *visit);         /* GET /work/SHEET */
void worksheets_rhythm_post(struct visit *visit); /* POST /work/review/rhythm */
void worksheet_get(struct visit *visit); /* GET and POST /work/SHEET/new, /work/SHEET/ID; GET /work/SHEET/last */
void worksheet_post(struct visit *visit);
void worksheet_print_get(struct visit *visit); /* GET and POST /work/SHEET/ID/print: what is ticked */
void worksheet_print_post(struct visit *visit);

/* What a person keeps about helpers of their own, for the help page; about signs of their own, for a practice. */
struct worksheet_rows worksheet_helpers(struct visit *visit);
struct worksheet_rows worksheet_pleasant(struct visit *visit); /* a few of what they find pleasant, for a day of rest */
struct sign_rows worksheet_signs(struct visit *visit, bool well);

#endif
