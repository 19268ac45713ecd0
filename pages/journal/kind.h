/* pages/journal/kind.h - kind sentences: a person's own first, and a few to start from; each kept one is a note */
#ifndef PAGES_JOURNAL_KIND_H
#define PAGES_JOURNAL_KIND_H

#include "pages/frame/page.h"

void kindness_get(struct visit *visit); /* GET /kind?take=ID and POST /kind */
void kindness_post(struct visit *visit);

#endif
