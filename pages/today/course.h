/* pages/today/course.h - the parts of the course that stand at no place of their own */
#ifndef PAGES_TODAY_COURSE_H
#define PAGES_TODAY_COURSE_H

#include "pages/frame/page.h"

/* GET /course */
void course_get(struct visit *visit);

#endif
