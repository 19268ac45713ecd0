/*
 * host/native/words_here.h - the words that stand in the program itself
 */
#ifndef HOST_NATIVE_WORDS_HERE_H
#define HOST_NATIVE_WORDS_HERE_H

#include "base/err.h"
#include "pages/frame/words.h"

/*
 * Opened at the first call, and then the same for as long as the program runs; one thread at a time.
 *     ERR_BAD_VERSION  they are not those that the program was made with, so its file was changed
 *     ERR_NO_ROOM      there is no memory
 */
enum err words_here(const struct words **out);

#endif
