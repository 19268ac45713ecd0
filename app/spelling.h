/*
 * app/spelling.h - the ways in as people type them: a passphrase in two spellings, a code with a slip in it
 *
 * The same words can come as different bytes: an ö as one character or as an o with two dots, a space as one of
 * fifteen.  A host hands in what was typed and, in `normal` of the request, the same after the mapping of PRECIS
 * OpaqueString (RFC 8265, section 4.2.2): every space that is not ASCII becomes U+0020, then NFC.  New slots are made
 * with that; opening tries it first and what was typed after it, so a header from before this opens as it did.
 *
 * Shared by hosts and pure.  Memory: texts borrow from the request.
 */
#ifndef APP_SPELLING_H
#define APP_SPELLING_H

#include "app/http.h"
#include "seal/seal.h"

/* A passphrase in both spellings. */
struct spelled {
    struct str typed, normal;
};

/* The field of this name.  A host that gave no other spelling gives the typed one for both. */
struct spelled spelled_field(const struct request *request, struct str name);

/*
 * Open with either spelling.  *old: it was the typed one, and not the normal one, that opened; may be NULL.
 * A wrong passphrase costs a second Argon2id only where the two differ.  Errors as seal_open_passphrase.
 */
enum err ways_open(const struct vault_header *header, const struct spelled *passphrase, struct keyring *keys, bool *old);

/* Where to look in a code that does not fit, in one or two sentences. */
struct str ways_slip_words(const struct recovery_slip *slip, struct arena *arena);

#endif
