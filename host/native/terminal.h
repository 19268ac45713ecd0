/*
 * host/native/terminal.h - a secret asked for at the terminal, never shown, kept in locked memory
 *
 * Memory: secret_ask fills a struct secret that secret_free wipes and takes back.
 */
#ifndef HOST_NATIVE_TERMINAL_H
#define HOST_NATIVE_TERMINAL_H

#include "base/text.h"

struct secret {
    char *at; /* of sodium_malloc; NULL holds nothing */
    size_t len;
};

/*
 * Ask on the terminal without echo; where standard input is not a terminal, take its next line and ask
 * nothing.  The line end is not part of the secret.
 * ERR_TRUNCATED: the input ended, or was interrupted, before a line came.  ERR_TOO_LONG: over a thousand
 * bytes.  ERR_NO_ROOM: no memory that can be locked.
 */
enum err secret_ask(const char *question, struct secret *out);
struct str secret_str(const struct secret *secret);
void secret_free(struct secret *secret);

#endif
