/*
 * pages/limits/limits.h - limits and preferences in a person's own words, and the card made from them
 *
 * Everything here is the person's alone.  The card is words to show or print; it is not a yes,
 * is not signed and carries no name or date.
 */
#ifndef PAGES_LIMITS_LIMITS_H
#define PAGES_LIMITS_LIMITS_H

#include "pages/frame/page.h"

/* What a limit is called: own words, else the thing from the list, else its areas. */
struct str limit_title(const struct visit *visit, const struct limit *limit);

void limits_get(struct visit *visit);         /* GET /limits; also /limits/look and /limits/rhythm, asked again */
void limits_look_post(struct visit *visit);   /* POST /limits/look */
void limits_rhythm_post(struct visit *visit); /* POST /limits/rhythm */

void limit_get(struct visit *visit);         /* GET /limits/new, /limits/ID */
void limit_post(struct visit *visit);        /* POST to the same */
void limit_history_get(struct visit *visit); /* GET /limits/ID/history */

void card_get(struct visit *visit);       /* GET /limits/card */
void card_post(struct visit *visit);      /* POST /limits/card */
void card_print_get(struct visit *visit); /* GET /limits/card/print */

#endif
