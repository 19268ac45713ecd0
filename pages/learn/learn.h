/*
 * pages/learn/learn.h - lessons a screen at a time, what someone takes from them, and the words used here
 *
 * A lesson that touches something the person marked as a trigger or a limit says so and waits, at whatever
 * address it is asked for, until the address says that it may open.
 */
#ifndef PAGES_LEARN_LEARN_H
#define PAGES_LEARN_LEARN_H

#include "pages/frame/page.h"

/* GET /learn */
void learn_get(struct visit *visit);
/* GET /learn/words; GET, POST /learn/words/TERM: before the lessons in the routes. */
void learn_words_get(struct visit *visit);
void learn_word_get(struct visit *visit);
void learn_word_post(struct visit *visit);
/* GET /learn/ID, the first screen; /learn/ID/2, the second; /learn/ID/whole, all on one page. */
void learn_lesson_get(struct visit *visit);
/* POST /learn/ID: the one line to keep of it. */
void learn_take_post(struct visit *visit);

#endif
