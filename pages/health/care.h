/*
 * pages/health/care.h - keeping harm in sight, and medicines, sleep and stress: for the person's own eyes
 *
 * Both pages say what the person noted, in words.  Neither measures, advises or concludes.
 */
#ifndef PAGES_HEALTH_CARE_H
#define PAGES_HEALTH_CARE_H

#include "pages/frame/page.h"

/* GET and POST /effects: one tap notes an effect; GET /effects/weeks: the last weeks in words */
void effects_get(struct visit *visit);
void effects_post(struct visit *visit);
void effects_weeks_get(struct visit *visit);

/* GET and POST /medicines: what is known by class, and a simple log of their own */
void medicines_get(struct visit *visit);
void medicines_post(struct visit *visit);

#endif
