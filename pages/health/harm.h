/*
 * pages/health/harm.h - keeping harm in sight, for the person's own eyes
 *
 * Says what the person noted, in words.  It neither measures, advises nor concludes.
 */
#ifndef PAGES_HEALTH_HARM_H
#define PAGES_HEALTH_HARM_H

#include "pages/frame/page.h"

/* GET and POST /effects: one tap notes an effect; GET /effects/weeks: the last weeks in words */
void effects_get(struct visit *visit);
void effects_post(struct visit *visit);
void effects_weeks_get(struct visit *visit);

#endif
