/*
 * pages/body/body.h - marking a body map, the last maps drawn small, and the last weeks in words
 *
 * A map is never a measure: pages draw it, say it, and put maps beside each other.  There is no sum.
 */
#ifndef PAGES_BODY_BODY_H
#define PAGES_BODY_BODY_H

#include "pages/frame/page.h"

/* GET /body; POST /body/limit: "never" for an area that the newest map marks as no-go, or (do=undo) only the mark */
void bodies_get(struct visit *visit);
void body_limit_post(struct visit *visit);

/* GET and POST /body/new, /body/ID */
void body_get(struct visit *visit);
void body_post(struct visit *visit);

/* GET /body/weeks: an invitation; with ?show=1 what check-ins and maps of the last weeks said */
void body_weeks_get(struct visit *visit);

#endif
