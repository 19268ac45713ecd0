/* tests/support/english.h - the English words, opened once; a test that cannot open them fails */
#ifndef TESTS_SUPPORT_ENGLISH_H
#define TESTS_SUPPORT_ENGLISH_H

#include "pages/frame/words.h"

const struct words *english(void);

#endif
