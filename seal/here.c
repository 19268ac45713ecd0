/*
 * seal/here.c - the row of what is so on this device alone, sealed
 *
 * It looks like one envelope of 1064 bytes, but its key and what it is bound to are its own, so that neither can be put
 * in the place of the other.
 */
#include "seal/header.h"

#include <sodium.h>

enum { AD_BYTES = 8 + LOG_SALT_BYTES };
_Static_assert((size_t)HERE_MAX_BYTES == (size_t)NONCE_BYTES + HERE_PADDED_BYTES + TAG_BYTES, "a row is its parts");

static void here_key(const struct vault_header *header, const struct keyring *keys, uint8_t out[KEY_BYTES])
{
    static const char purpose[PURPOSE_BYTES] = "attune here 1";
    ASSERT(keys->open);
    vault_derive(keys->root, header, purpose, out);
}

static void here_ad(const struct vault_header *header, uint8_t out[AD_BYTES])
{
    mem_copy(out, "attuneh1", 8);
    mem_copy(out + 8, vault_log_salt(header).at, LOG_SALT_BYTES);
}

enum err seal_here(const struct vault_header *header, const struct keyring *keys, struct bytes row,
                   struct bytes entropy, struct arena *arena, struct bytes *sealed)
{
    if (row.len > HERE_ROW_MAX_BYTES)
        return ERR_TOO_LONG;
    if (entropy.len < SEAL_ENTROPY_BYTES)
        return ERR_TRUNCATED;
    uint8_t key[KEY_BYTES], ad[AD_BYTES];
    uint8_t *at = ARENA_MANY(arena, uint8_t, HERE_MAX_BYTES), *padded = at + NONCE_BYTES;
    mem_copy(at, entropy.at, NONCE_BYTES);
    if (row.len)
        mem_copy(padded, row.at, row.len);
    padded[row.len] = 0x80; /* the rest is zeros: the arena's */
    here_key(header, keys, key);
    here_ad(header, ad);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(padded, padded + HERE_PADDED_BYTES, NULL, padded,
                                                        HERE_PADDED_BYTES, ad, sizeof ad, NULL, at, key);
    seal_wipe(key, sizeof key);
    *sealed = (struct bytes){.at = at, .len = HERE_MAX_BYTES};
    return ERR_OK;
}

enum err seal_open_here(const struct vault_header *header, const struct keyring *keys, struct bytes sealed,
                        struct arena *arena, struct bytes *row)
{
    if (sealed.len != HERE_MAX_BYTES)
        return ERR_TRUNCATED;
    uint8_t key[KEY_BYTES], ad[AD_BYTES];
    struct arena taken = *arena; /* given back unless all goes well */
    uint8_t *padded = ARENA_MANY(&taken, uint8_t, HERE_PADDED_BYTES);
    const uint8_t *from = sealed.at + NONCE_BYTES;
    here_key(header, keys, key);
    here_ad(header, ad);
    int failed = crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
        padded, NULL, from, HERE_PADDED_BYTES, from + HERE_PADDED_BYTES, ad, sizeof ad, sealed.at, key);
    seal_wipe(key, sizeof key);
    if (failed)
        return ERR_NOT_OPENED;
    enum err e = pad_strip((struct bytes){.at = padded, .len = HERE_PADDED_BYTES}, row);
    if (e == ERR_OK)
        *arena = taken;
    return e;
}
