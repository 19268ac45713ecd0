/*
 * pages/limits/alone.h - questions about safety with someone, answered on the screen only
 *
 * The boxes have no names, so no browser sends what is ticked: there is nothing to keep, no address that tells,
 * and one page for everyone afterwards (design, 2.6; clinical reference, 10.1).  Open to anyone, locked or not.
 */
#ifndef PAGES_LIMITS_ALONE_H
#define PAGES_LIMITS_ALONE_H

#include "pages/frame/page.h"

void alone_get(struct visit *visit);       /* GET /limits/alone */
void alone_after_get(struct visit *visit); /* GET /limits/alone/after */

#endif
