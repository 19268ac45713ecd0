/*
 * pages/limits/map.h - the safety map: what has felt comfortable, drawn sideways
 *
 * A pool for each sense grows wider with each further comfortable thing, always by less than before,
 * and never higher.  So one thing more or less changes little, and no number stands anywhere.
 */
#ifndef PAGES_LIMITS_MAP_H
#define PAGES_LIMITS_MAP_H

#include "pages/frame/page.h"

void map_get(struct visit *visit); /* GET /map */

#endif
