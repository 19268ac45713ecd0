/*
 * base/err.h - the ways in which bytes or storage can disappoint
 *
 * A person's slip is never an `enum err`; it is a sentence beside the field.  These are
 * for broken or hostile bytes and for the world failing.  The type is [[nodiscard]], so a
 * dropped error does not compile.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/table.h"

/*      name             in words                                                    */
#define ERRORS(X)                                                                      \
    X(ERR_OK,            "no error")                                                   \
    X(ERR_TRUNCATED,     "the bytes end too soon")                                     \
    X(ERR_TOO_LONG,      "there are more bytes than are allowed")                      \
    X(ERR_MALFORMED,     "the bytes do not follow the format")                         \
    X(ERR_NOT_CANONICAL, "the bytes are not in their one agreed form")                 \
    X(ERR_UNKNOWN_KIND,  "a kind that this version does not know")                     \
    X(ERR_BAD_VERSION,   "written by a version that this one cannot read")             \
    X(ERR_NOT_OPENED,    "the key does not open this, or the bytes were changed")      \
    X(ERR_BROKEN_CHAIN,  "a record is missing, reordered or altered")                  \
    X(ERR_NO_ROOM,       "there is no room left")                                      \
    X(ERR_BUSY,          "another process has this open")                              \
    X(ERR_NOT_FOUND,     "there is nothing there")                                     \
    X(ERR_EXISTS,        "there is something there already")                           \
    X(ERR_STORAGE,       "the storage failed")

enum [[nodiscard]] err { ERRORS(ROW_NAME) };

/* The words beside an error's name above; for logs and the command line, not for pages. */
const char *err_words(enum err e);

#endif
