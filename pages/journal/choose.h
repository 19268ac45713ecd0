/* pages/journal/choose.h - sentences of several entries, chosen to be printed or kept as a card */
#ifndef PAGES_JOURNAL_CHOOSE_H
#define PAGES_JOURNAL_CHOOSE_H

#include "pages/frame/page.h"

void choose_get(struct visit *visit); /* GET and POST /journal/choose: sentences of several entries into a card */
void choose_post(struct visit *visit);
void choose_print_get(struct visit *visit); /* GET /journal/ID/print */

#endif
