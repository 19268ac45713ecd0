/*
 * seal/recovery.h - the recovery code: a secret that a person keeps on paper
 *
 * 160 random bits as 32 characters of Crockford's base32, then four characters of checksum, in
 * six groups of six.  The alphabet has no I, L, O or U, so what people misread still reads.
 * Typed on a phone it comes with other dashes, wide letters and things that cannot be seen; none of that counts.
 */
#ifndef SEAL_RECOVERY_H
#define SEAL_RECOVERY_H

#include "seal/seal.h"

struct recovery_secret {
    uint8_t at[RECOVERY_SECRET_BYTES];
};

void recovery_write(const struct recovery_secret *secret, char text[RECOVERY_TEXT_BYTES]);

/* ERR_MALFORMED: a character that is none, too few or too many of them, or a checksum that fails. */
enum err recovery_read(struct str code, struct recovery_secret *out);

#endif
