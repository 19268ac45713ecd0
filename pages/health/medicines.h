/*
 * pages/health/medicines.h - medicines, sleep and stress, for the person's own eyes
 *
 * Says what is known by class and what the person noted.  It neither measures, advises nor concludes.
 */
#ifndef PAGES_HEALTH_MEDICINES_H
#define PAGES_HEALTH_MEDICINES_H

#include "pages/frame/page.h"

/* GET and POST /medicines: what is known by class, and a simple log of their own */
void medicines_get(struct visit *visit);
void medicines_post(struct visit *visit);

#endif
