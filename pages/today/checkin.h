/* pages/today/checkin.h - how it is in there: inner weather first, then as much as someone likes */
#ifndef PAGES_TODAY_CHECKIN_H
#define PAGES_TODAY_CHECKIN_H

#include "pages/frame/page.h"

/* GET /checkin (a new one), GET and POST /checkin/ID (that one again), POST /checkin. */
void checkin_get(struct visit *visit);
void checkin_post(struct visit *visit);

#endif
