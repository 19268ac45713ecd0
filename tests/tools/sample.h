/* tests/tools/sample.h - the words of the sample pages and content, opened */
#ifndef TESTS_TOOLS_SAMPLE_H
#define TESTS_TOOLS_SAMPLE_H

#include "pages/frame/words.h"

const struct words *sample_words(void);

#endif
