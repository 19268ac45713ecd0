/*
 * host/native/normal.h - a passphrase spelt in the one way that every host spells it
 *
 * The mapping of PRECIS OpaqueString (RFC 8265, section 4.2.2): spaces that are not ASCII (Unicode's category Zs)
 * become U+0020, then NFC.  Letters keep their case and width; nothing is taken away.  What is not UTF-8 stays as it
 * is, and so does what is not assigned yet in the Unicode version of utf8proc.  Forbidding is not done here.
 *
 * Memory: results live in the arena, or are the input.
 */
#ifndef HOST_NATIVE_NORMAL_H
#define HOST_NATIVE_NORMAL_H

#include "app/http.h"

/* Takes up to NORMAL_ROOM bytes of the arena for each byte that comes. */
enum { NORMAL_ROOM = 16 };
struct str normal_text(struct str typed, struct arena *arena);

/* Fill `normal` of a request: the fields of its form that are passphrases, as the browser host does in keeper.js. */
void normal_request(struct request *request, struct arena *arena);

#endif
