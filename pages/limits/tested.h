/*
 * pages/limits/tested.h - when a limit was tested, and rebuilding trust: two paths whose parts may each stay empty
 *
 * Safety comes first on both.  No part asks for the story, and none leads towards repair.  What is written is a
 * note of its own each time, so an old evening never stands in the box of a new one.
 */
#ifndef PAGES_LIMITS_TESTED_H
#define PAGES_LIMITS_TESTED_H

#include "pages/frame/page.h"

void tested_get(struct visit *visit);      /* GET /limits/tested */
void tested_part_get(struct visit *visit); /* GET and POST /limits/tested/PART */
void tested_part_post(struct visit *visit);
void repair_get(struct visit *visit);      /* GET /limits/repair */
void repair_part_get(struct visit *visit); /* GET and POST /limits/repair/PART */
void repair_part_post(struct visit *visit);

#endif
