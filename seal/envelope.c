/*
 * seal/envelope.c - records into envelopes and back, each bound to the one before it
 *
 * Sealing writes the padded record where the envelope will be and seals it in place; opening
 * decrypts straight into the arena.  Nothing is copied twice, because unlocking does this for
 * every record there is.
 */
#include "seal/seal.h"

#include <sodium.h>

_Static_assert((size_t)NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "the nonce is XChaCha20's");
_Static_assert((size_t)TAG_BYTES == crypto_aead_xchacha20poly1305_ietf_ABYTES, "the tag is Poly1305's");
_Static_assert((size_t)KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "the key is XChaCha20's");

struct aad {
    uint8_t at[AAD_BYTES];
};

static struct aad aad_for(const struct keyring *keys, uint64_t device, const struct hash *previous)
{
    struct aad aad;
    struct buf out = {.at = aad.at, .cap = sizeof aad.at}; /* exactly full: it never needs to grow */

    aad_put(&out, &keys->log, device, previous);
    ASSERT(out.len == sizeof aad.at && out.at == aad.at);
    return aad;
}

/* True if `envelope` opens to exactly the padded record that `expected` hashes to. */
static bool opens_again(const struct keyring *keys, uint64_t device, const struct hash *previous, struct bytes envelope,
                        struct bytes record, struct arena scratch)
{
    struct bytes again;
    if (seal_open_record(keys, device, previous, envelope, &scratch, &again) != ERR_OK)
        return false;

    bool same = seal_same(again, record);
    if (again.len > 0)
        seal_wipe((void *)(uintptr_t)again.at, again.len);
    return same;
}

enum err seal_record(const struct keyring *keys, uint64_t device, const struct hash *previous, struct bytes record,
                     struct bytes entropy, struct arena *arena, struct bytes *envelope, struct hash *hash)
{
    ASSERT(keys->open);
    if (record.len > RECORD_MAX_BYTES)
        return ERR_TOO_LONG;
    if (entropy.len < SEAL_ENTROPY_BYTES)
        return ERR_TRUNCATED;

    size_t sealed_len = padded_len(record.len);
    size_t len = NONCE_BYTES + sealed_len + TAG_BYTES;
    uint8_t *at = ARENA_MANY(arena, uint8_t, len);
    uint8_t *sealed = at + NONCE_BYTES;

    mem_copy(at, entropy.at, NONCE_BYTES);
    struct buf padded = {.at = sealed, .cap = sealed_len}; /* padded_len made it exactly fit */
    pad_put(&padded, record);
    ASSERT(padded.at == sealed && padded.len == sealed_len);

    struct aad aad = aad_for(keys, device, previous);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(sealed, sealed + sealed_len, NULL, sealed, sealed_len, aad.at,
                                                        sizeof aad.at, NULL, at, keys->records);

    struct bytes made = {.at = at, .len = len};
    ASSERT(opens_again(keys, device, previous, made, record, *arena));
    *envelope = made;
    *hash = seal_hash(made);
    return ERR_OK;
}

enum err seal_open_record(const struct keyring *keys, uint64_t device, const struct hash *previous,
                          struct bytes envelope, struct arena *arena, struct bytes *record)
{
    ASSERT(keys->open);
    struct envelope parts;
    enum err e = envelope_split(envelope, &parts);
    if (e != ERR_OK)
        return e;

    struct arena taken = *arena; /* given back unless all goes well */
    uint8_t *padded = ARENA_MANY(&taken, uint8_t, parts.sealed.len);
    struct aad aad = aad_for(keys, device, previous);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt_detached(padded, NULL, parts.sealed.at, parts.sealed.len,
                                                            parts.tag.at, aad.at, sizeof aad.at, parts.nonce.at,
                                                            keys->records) != 0)
        return ERR_NOT_OPENED;

    e = pad_strip((struct bytes){.at = padded, .len = parts.sealed.len}, record);
    if (e != ERR_OK) {
        seal_wipe(padded, parts.sealed.len);
        return e;
    }
    /* The padding is given back: of a short record it would be most of what an open log takes. */
    taken.at = padded + record->len;
    *arena = taken;
    return ERR_OK;
}

struct hash seal_hash(struct bytes envelope)
{
    struct hash hash;
    crypto_generichash(hash.at, sizeof hash.at, envelope.at, envelope.len, NULL, 0);
    return hash;
}

_Static_assert(sizeof(struct seal_summing) >= sizeof(crypto_generichash_state), "a sum fits");
_Static_assert(_Alignof(struct seal_summing) >= _Alignof(crypto_generichash_state), "a sum is aligned");

void seal_sum_begin(struct seal_summing *sum)
{
    crypto_generichash_init((crypto_generichash_state *)(void *)sum, NULL, 0, HASH_BYTES);
}

void seal_sum_more(struct seal_summing *sum, struct bytes more)
{
    crypto_generichash_update((crypto_generichash_state *)(void *)sum, more.at, more.len);
}

struct hash seal_sum_end(struct seal_summing *sum)
{
    struct hash hash;
    crypto_generichash_final((crypto_generichash_state *)(void *)sum, hash.at, sizeof hash.at);
    return hash;
}
