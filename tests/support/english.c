/* tests/support/english.c - the pack of the native program */
#include "tests/support/english.h"

#include "base/mem.h"
#include "host/native/words_here.h"

const struct words *english(void)
{
    const struct words *words = NULL;
    ASSERT(words_here(&words) == ERR_OK);
    return words;
}
