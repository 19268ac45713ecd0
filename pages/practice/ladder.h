/* pages/practice/ladder.h - the ladder, one activity, and making them one's own */
#ifndef PAGES_PRACTICE_LADDER_H
#define PAGES_PRACTICE_LADDER_H

#include "core/course/exposure.h"
#include "pages/frame/page.h"
#include "pages/frame/views.h"

void ladder_get(struct visit *visit);          /* /practice */
void activity_get(struct visit *visit);        /* /practice/activity/ID */
void activity_shape_post(struct visit *visit); /* /practice/shape/ID */
void activity_pass_post(struct visit *visit);  /* /practice/pass/ID */
void ceiling_get(struct visit *visit);
void ceiling_post(struct visit *visit);
void own_get(struct visit *visit); /* /practice/own and /practice/own/ID */
void own_post(struct visit *visit);
void rest_get(struct visit *visit); /* GET and POST /rest: not today, as a whole visit */
void rest_post(struct visit *visit);

/* A row for a list; `why` may be empty. */
struct rung_row rung_row_of(struct visit *visit, const struct rung *rung, struct str why);
/* How an activity is met by someone who keeps things away: core/course/exposure.h. */
enum shown rung_shown(const struct words *words, const struct exposure *exposure, const struct rung *rung);

#endif
