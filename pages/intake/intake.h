/* pages/intake/intake.h - the questions about oneself: chapters, and one small form for each question */
#ifndef PAGES_INTAKE_INTAKE_H
#define PAGES_INTAKE_INTAKE_H

#include "pages/frame/page.h"

/* GET /intake; GET and POST /intake/CHAPTER. */
void intake_get(struct visit *visit);
void intake_chapter_get(struct visit *visit);
void intake_chapter_post(struct visit *visit);

#endif
