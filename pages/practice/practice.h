/*
 * pages/practice/practice.h - a practice from plan to the day after
 *
 * The kernel in core/consent/consent.c decides; these pages show where it stands and pass on what was said.  What time
 * alone has done is in the state before they are asked (app/app.h).  What makes things safer (a stop, a pause, an
 * end, a check-in that stops or pauses) acts even where it cannot be kept.
 */
#ifndef PAGES_PRACTICE_PRACTICE_H
#define PAGES_PRACTICE_PRACTICE_H

#include "pages/frame/page.h"

void plan_get(struct visit *visit); /* /practice/plan/ID */
void plan_post(struct visit *visit);
void now_get(struct visit *visit); /* /practice/now: whatever stands open */
void check_post(struct visit *visit);
void begin_post(struct visit *visit);
void still_post(struct visit *visit);
void pause_post(struct visit *visit);
void stop_post(struct visit *visit);
void end_post(struct visit *visit);     /* enough, or leaving it before it began */
void winddown_get(struct visit *visit); /* /practice/ID/wind-down */
void winddown_post(struct visit *visit);
void nextday_get(struct visit *visit); /* /practice/ID/next-day */
void nextday_post(struct visit *visit);

#endif
