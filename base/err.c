/* base/err.c - the words for each error, made from the one table in base/err.h */
#include "base/err.h"

#define ERR_CASE(name, words)                                                                                          \
    case name:                                                                                                         \
        return words;

const char *err_words(enum err e)
{
    switch (e) {
        ERRORS(ERR_CASE)
    }
    return "an error without a name";
}
