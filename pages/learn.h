/* pages/learn.h - short lessons, and the words used here */
#ifndef PAGES_LEARN_H
#define PAGES_LEARN_H

#include "pages/page.h"

/* GET /learn, GET /learn/words (before the next in the routes), GET /learn/ID. */
void learn_get(struct visit *visit);
void learn_words_get(struct visit *visit);
void learn_lesson_get(struct visit *visit);

#endif
