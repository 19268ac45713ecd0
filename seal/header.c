/*
 * seal/header.c - the vault header: making it, opening it, changing the ways in
 *
 * A slot wraps the root key under a key that its owner can make again: from a passphrase by
 * Argon2id, from a recovery code by BLAKE2b.  Every slot is bound to the fixed part of the header, to
 * its own place and to its own cost, so none of these can be changed or moved unnoticed.  Slots
 * are not bound to each other: a damaged one must not lock the others.
 */
#include "seal/recovery.h"
#include "seal/header.h"

#include <sodium.h>

/* Where things are in the header, and in a slot; doc/record-format.md draws this. */
enum {
    MAGIC_BYTES = 8,
    VERSION_AT = 8,
    LOG_SALT_AT = 16,
    SLOTS_AT = 48,
    SLOT_BYTES = 104,
    UNUSED_AT = SLOTS_AT + KEY_SLOTS * SLOT_BYTES,

    SLOT_PASSES_AT = 4,
    SLOT_MEMORY_AT = 8,
    SLOT_SALT_AT = 16,
    SLOT_SALT_BYTES = 16,
    SLOT_NONCE_AT = 32,
    SLOT_SEALED_AT = 56,
    SLOT_TAG_AT = 88,

    SLOT_AAD_BYTES = SLOTS_AT + 1 + SLOT_NONCE_AT, /* fixed part, place, then kind, cost and salt */
    HEADER_VERSION = 1,

    PASSES_MAX = 10,
    MEMORY_MIN_BYTES = 8 * 1024,
    MEMORY_MAX_BYTES = 1024 * 1024 * 1024,
    WORK_MAX_MIB = 2560, /* passes times memory: some thirteen times the usual, five seconds where that takes less than
                            half of one */
};

_Static_assert((size_t)UNUSED_AT <= VAULT_HEADER_BYTES, "all slots fit");
_Static_assert((size_t)SLOT_TAG_AT + TAG_BYTES == SLOT_BYTES, "a slot is as long as its parts");
_Static_assert((size_t)SLOT_SALT_BYTES == crypto_pwhash_argon2id_SALTBYTES, "the salt is Argon2id's");
_Static_assert((size_t)MEMORY_MIN_BYTES >= crypto_pwhash_argon2id_MEMLIMIT_MIN,
               "the least memory is enough for Argon2id");
_Static_assert((size_t)RECOVERY_SECRET_BYTES >= crypto_generichash_KEYBYTES_MIN, "a recovery secret can be a key");
_Static_assert(RECOVERY_SECRET_BYTES + SLOT_SALT_BYTES + NONCE_BYTES <= SLOT_ENTROPY_BYTES,
               "one slot's entropy is enough");
_Static_assert(KEY_BYTES + LOG_SALT_BYTES + SLOT_ENTROPY_BYTES <= MAKE_ENTROPY_BYTES, "a vault's entropy is enough");

const struct seal_cost SEAL_COST_NORMAL = {.passes = 3, .memory_bytes = 64 * 1024 * 1024};

/* The first byte is not text and the last is a line end, so a copy that was mangled as text shows. */
static const uint8_t MAGIC[MAGIC_BYTES] = {0x89, 'a', 't', 't', 'u', 'n', 'e', 0x0a};

/* A key that wraps the root; made, used once and wiped. */
struct wrap_key {
    uint8_t at[KEY_BYTES];
};

static bool all_zero(const uint8_t *at, size_t len)
{
    uint8_t seen = 0;
    for (size_t i = 0; i < len; i++)
        seen |= at[i];
    return seen == 0;
}

static const uint8_t *slot_at(const struct vault_header *header, size_t i)
{
    return header->at + SLOTS_AT + i * SLOT_BYTES;
}

static uint8_t *slot_of(struct vault_header *header, size_t i)
{
    return header->at + SLOTS_AT + i * SLOT_BYTES;
}

/* Checked before Argon2id runs, so that a hostile header cannot ask for hours or for all memory. */
static bool cost_is_sane(struct seal_cost cost)
{
    return cost.passes >= 1 && cost.passes <= PASSES_MAX && cost.memory_bytes >= MEMORY_MIN_BYTES &&
           cost.memory_bytes <= MEMORY_MAX_BYTES &&
           (uint64_t)cost.passes * cost.memory_bytes <= (uint64_t)WORK_MAX_MIB << 20;
}

static struct seal_cost slot_cost(const uint8_t *slot)
{
    return (struct seal_cost){.passes = (uint32_t)mem_get_number(slot + SLOT_PASSES_AT, 4),
                              .memory_bytes = (uint32_t)mem_get_number(slot + SLOT_MEMORY_AT, 4)};
}

static bool slot_is_sane(const uint8_t *slot)
{
    if (!all_zero(slot + 1, 3) || !all_zero(slot + 12, 4))
        return false;

    switch ((enum slot_kind)slot[0]) {
    case SLOT_EMPTY:
        return all_zero(slot, SLOT_BYTES);
    case SLOT_PASSPHRASE:
        return cost_is_sane(slot_cost(slot));
    case SLOT_RECOVERY:
    case SLOT_DEVICE:
        return all_zero(slot + SLOT_PASSES_AT, 8);
    }
    return false; /* a kind that was never given out */
}

enum err seal_header_check(const struct vault_header *header)
{
    if (mem_compare(header->at, MAGIC, MAGIC_BYTES) != 0)
        return ERR_MALFORMED;

    uint32_t version = (uint32_t)mem_get_number(header->at + VERSION_AT, 4);
    if (version > HEADER_VERSION)
        return ERR_BAD_VERSION;
    if (version != HEADER_VERSION || !all_zero(header->at + VERSION_AT + 4, 4) ||
        !all_zero(header->at + UNUSED_AT, VAULT_HEADER_BYTES - UNUSED_AT))
        return ERR_MALFORMED;

    /* Each passphrase slot is work for each wrong try, so a header from a stranger may have the one that we make. */
    size_t passphrases = 0;
    for (size_t i = 0; i < KEY_SLOTS; i++) {
        if (!slot_is_sane(slot_at(header, i)))
            return ERR_MALFORMED;
        passphrases += slot_at(header, i)[0] == SLOT_PASSPHRASE;
    }
    return passphrases <= 1 ? ERR_OK : ERR_MALFORMED;
}

struct bytes vault_log_salt(const struct vault_header *header)
{
    return (struct bytes){.at = header->at + LOG_SALT_AT, .len = LOG_SALT_BYTES};
}

void vault_derive(const uint8_t root[KEY_BYTES], const struct vault_header *header, const char purpose[PURPOSE_BYTES],
                  uint8_t out[KEY_BYTES])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, root, KEY_BYTES, KEY_BYTES);
    crypto_generichash_update(&state, (const uint8_t *)purpose, PURPOSE_BYTES);
    crypto_generichash_update(&state, header->at + LOG_SALT_AT, LOG_SALT_BYTES);
    crypto_generichash_final(&state, out, KEY_BYTES);
    seal_wipe(&state, sizeof state);
}

static void keyring_from(const uint8_t root[KEY_BYTES], const struct vault_header *header, struct keyring *keys)
{
    keys->open = true;
    mem_copy(keys->root, root, KEY_BYTES);
    vault_derive(root, header, "attune records1", keys->records);
    vault_derive(root, header, "attune log id 1", keys->log.at);
}

static void slot_aad(const struct vault_header *header, size_t i, uint8_t aad[SLOT_AAD_BYTES])
{
    mem_copy(aad, header->at, SLOTS_AT);
    aad[SLOTS_AT] = (uint8_t)i;
    mem_copy(aad + SLOTS_AT + 1, slot_at(header, i), SLOT_NONCE_AT);
}

/* Seal the root into slot i, whose kind, cost, salt and nonce stand there already. */
static void slot_wrap(struct vault_header *header, size_t i, const struct wrap_key *key, const uint8_t root[KEY_BYTES])
{
    uint8_t *slot = slot_of(header, i);
    uint8_t aad[SLOT_AAD_BYTES];

    slot_aad(header, i, aad);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(slot + SLOT_SEALED_AT, slot + SLOT_TAG_AT, NULL, root,
                                                        KEY_BYTES, aad, sizeof aad, NULL, slot + SLOT_NONCE_AT,
                                                        key->at);
}

static enum err slot_unwrap(const struct vault_header *header, size_t i, const struct wrap_key *key,
                            struct keyring *keys)
{
    const uint8_t *slot = slot_at(header, i);
    uint8_t aad[SLOT_AAD_BYTES];
    uint8_t root[KEY_BYTES];
    enum err e = ERR_NOT_OPENED;

    slot_aad(header, i, aad);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt_detached(root, NULL, slot + SLOT_SEALED_AT, KEY_BYTES,
                                                            slot + SLOT_TAG_AT, aad, sizeof aad, slot + SLOT_NONCE_AT,
                                                            key->at) == 0) {
        keyring_from(root, header, keys);
        e = ERR_OK;
    }
    seal_wipe(root, sizeof root);
    return e;
}

static enum err passphrase_check(struct str passphrase)
{
    if (passphrase.len == 0)
        return ERR_TRUNCATED;
    return passphrase.len > PASSPHRASE_MAX_BYTES ? ERR_TOO_LONG : ERR_OK;
}

/* The cost has been found sane, so the only thing left that can fail is the memory. */
static enum err passphrase_key(struct str passphrase, const uint8_t *slot, struct wrap_key *out)
{
    struct seal_cost cost = slot_cost(slot);
    if (crypto_pwhash(out->at, sizeof out->at, passphrase.at, passphrase.len, slot + SLOT_SALT_AT, cost.passes,
                      cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return ERR_NO_ROOM;
    return ERR_OK;
}

/* A random secret is as strong as a key already, so it needs no slow hash. */
static void random_key(struct bytes secret, const uint8_t context[16], const uint8_t *slot, struct wrap_key *out)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, secret.at, secret.len, sizeof out->at);
    crypto_generichash_update(&state, context, 16);
    crypto_generichash_update(&state, slot + SLOT_SALT_AT, SLOT_SALT_BYTES);
    crypto_generichash_final(&state, out->at, sizeof out->at);
    seal_wipe(&state, sizeof state);
}

static void recovery_key(const struct recovery_secret *secret, const uint8_t *slot, struct wrap_key *out)
{
    static const uint8_t context[16] = "attune recover1";
    random_key((struct bytes){.at = secret->at, .len = sizeof secret->at}, context, slot, out);
}

static void device_key(struct bytes secret, const uint8_t *slot, struct wrap_key *out)
{
    static const uint8_t context[16] = "attune device 1";
    random_key(secret, context, slot, out);
}

/*
 * Empty every slot of `kind` and say which one to fill: the first that was of it, or the first
 * free one.  KEY_SLOTS: none is free.
 */
static size_t slot_take(struct vault_header *header, enum slot_kind kind)
{
    size_t of_kind = KEY_SLOTS;
    size_t free_one = KEY_SLOTS;
    for (size_t i = KEY_SLOTS; i-- > 0;) {
        uint8_t *slot = slot_of(header, i);
        if (slot[0] == SLOT_EMPTY)
            free_one = i;
        if (slot[0] == kind) {
            mem_zero(slot, SLOT_BYTES);
            of_kind = i;
        }
    }
    return of_kind < KEY_SLOTS ? of_kind : free_one;
}

/* Kind, cost, salt and nonce into slot i; salt_and_nonce holds one after the other. */
static void slot_begin(struct vault_header *header, size_t i, enum slot_kind kind, struct seal_cost cost,
                       const uint8_t *salt_and_nonce)
{
    uint8_t *slot = slot_of(header, i);
    slot[0] = (uint8_t)kind;
    mem_put_number(slot + SLOT_PASSES_AT, 4, cost.passes);
    mem_put_number(slot + SLOT_MEMORY_AT, 4, cost.memory_bytes);
    mem_copy(slot + SLOT_SALT_AT, salt_and_nonce, SLOT_SALT_BYTES + NONCE_BYTES);
}

/* Wrap, then unwrap again to be sure, before anything depends on it. */
static void slot_finish(struct vault_header *header, size_t i, const struct wrap_key *key,
                        const uint8_t root[KEY_BYTES])
{
    struct keyring again = {0};
    slot_wrap(header, i, key, root);
    ASSERT(slot_unwrap(header, i, key, &again) == ERR_OK);
    ASSERT(sodium_memcmp(again.root, root, KEY_BYTES) == 0);
    keyring_wipe(&again);
}

static enum err passphrase_slot_put(struct vault_header *header, const uint8_t root[KEY_BYTES], struct str passphrase,
                                    struct seal_cost cost, const uint8_t *entropy)
{
    struct vault_header changed = *header;
    struct wrap_key key;
    size_t i = slot_take(&changed, SLOT_PASSPHRASE);
    if (i == KEY_SLOTS)
        return ERR_NO_ROOM;

    slot_begin(&changed, i, SLOT_PASSPHRASE, cost, entropy);
    enum err e = passphrase_key(passphrase, slot_at(&changed, i), &key);
    if (e == ERR_OK) {
        slot_finish(&changed, i, &key, root);
        *header = changed;
    }
    seal_wipe(&key, sizeof key);
    return e;
}

enum err seal_make(struct str passphrase, struct seal_cost cost, struct bytes entropy, struct vault_header *header,
                   struct keyring *keys)
{
    enum err e = passphrase_check(passphrase);
    if (e != ERR_OK)
        return e;
    if (entropy.len < MAKE_ENTROPY_BYTES)
        return ERR_TRUNCATED;
    if (!cost_is_sane(cost))
        return ERR_MALFORMED;

    const uint8_t *root = entropy.at;
    const uint8_t *log_salt = root + KEY_BYTES;
    struct vault_header made = {{0}};
    mem_copy(made.at, MAGIC, MAGIC_BYTES);
    mem_put_number(made.at + VERSION_AT, 4, HEADER_VERSION);
    mem_copy(made.at + LOG_SALT_AT, log_salt, LOG_SALT_BYTES);

    e = passphrase_slot_put(&made, root, passphrase, cost, log_salt + LOG_SALT_BYTES);
    if (e != ERR_OK)
        return e;
    keyring_from(root, &made, keys);
    *header = made;
    return ERR_OK;
}

enum err seal_open_passphrase(const struct vault_header *header, struct str passphrase, struct keyring *keys)
{
    enum err e = seal_header_check(header);
    if (e != ERR_OK)
        return e;
    if (passphrase_check(passphrase) != ERR_OK)
        return ERR_NOT_OPENED; /* no slot was ever made with one */

    struct wrap_key key;
    e = ERR_NOT_OPENED;
    for (size_t i = 0; i < KEY_SLOTS && e == ERR_NOT_OPENED; i++) {
        const uint8_t *slot = slot_at(header, i);
        if (slot[0] != SLOT_PASSPHRASE)
            continue;
        e = passphrase_key(passphrase, slot, &key);
        if (e == ERR_OK)
            e = slot_unwrap(header, i, &key, keys);
    }
    seal_wipe(&key, sizeof key);
    return e;
}

enum err seal_open_recovery(const struct vault_header *header, struct str code, struct keyring *keys)
{
    struct recovery_secret secret;
    struct wrap_key key;

    enum err e = seal_header_check(header);
    if (e == ERR_OK)
        e = recovery_read(code, &secret);
    if (e != ERR_OK)
        return e;

    e = ERR_NOT_OPENED;
    for (size_t i = 0; i < KEY_SLOTS && e == ERR_NOT_OPENED; i++) {
        if (slot_at(header, i)[0] != SLOT_RECOVERY)
            continue;
        recovery_key(&secret, slot_at(header, i), &key);
        e = slot_unwrap(header, i, &key, keys);
    }
    seal_wipe(&key, sizeof key);
    seal_wipe(&secret, sizeof secret);
    return e;
}

/* Keys of another vault in this one's header would be a lock that nothing opens. */
static enum err keys_fit(const struct vault_header *header, const struct keyring *keys)
{
    ASSERT(keys->open);
    enum err e = seal_header_check(header);
    if (e != ERR_OK)
        return e;

    uint8_t log[KEY_BYTES];
    vault_derive(keys->root, header, "attune log id 1", log);
    return sodium_memcmp(log, keys->log.at, sizeof log) == 0 ? ERR_OK : ERR_NOT_OPENED;
}

enum err seal_set_passphrase(struct vault_header *header, const struct keyring *keys, struct str passphrase,
                             struct seal_cost cost, struct bytes entropy)
{
    enum err e = keys_fit(header, keys);
    if (e == ERR_OK)
        e = passphrase_check(passphrase);
    if (e != ERR_OK)
        return e;
    if (entropy.len < SLOT_ENTROPY_BYTES)
        return ERR_TRUNCATED;
    if (!cost_is_sane(cost))
        return ERR_MALFORMED;
    return passphrase_slot_put(header, keys->root, passphrase, cost, entropy.at);
}

enum err seal_set_recovery(struct vault_header *header, const struct keyring *keys, struct bytes entropy,
                           char text[RECOVERY_TEXT_BYTES])
{
    enum err e = keys_fit(header, keys);
    if (e != ERR_OK)
        return e;
    if (entropy.len < SLOT_ENTROPY_BYTES)
        return ERR_TRUNCATED;
    size_t i = slot_take(header, SLOT_RECOVERY);
    if (i == KEY_SLOTS)
        return ERR_NO_ROOM; /* slot_take empties only what it would have returned */

    struct recovery_secret secret;
    struct wrap_key key;
    mem_copy(secret.at, entropy.at, sizeof secret.at);
    slot_begin(header, i, SLOT_RECOVERY, (struct seal_cost){0}, entropy.at + sizeof secret.at);
    recovery_key(&secret, slot_at(header, i), &key);
    slot_finish(header, i, &key, keys->root);
    recovery_write(&secret, text);
    seal_wipe(&key, sizeof key);
    seal_wipe(&secret, sizeof secret);
    return ERR_OK;
}

enum err seal_open_device(const struct vault_header *header, struct bytes secret, struct keyring *keys)
{
    struct wrap_key key;
    enum err e = seal_header_check(header);
    if (e == ERR_OK && secret.len != DEVICE_SECRET_BYTES)
        e = ERR_TRUNCATED;
    if (e != ERR_OK)
        return e;

    e = ERR_NOT_OPENED;
    for (size_t i = 0; i < KEY_SLOTS && e == ERR_NOT_OPENED; i++) {
        if (slot_at(header, i)[0] != SLOT_DEVICE)
            continue;
        device_key(secret, slot_at(header, i), &key);
        e = slot_unwrap(header, i, &key, keys);
    }
    seal_wipe(&key, sizeof key);
    return e;
}

enum err seal_set_device(struct vault_header *header, const struct keyring *keys, struct bytes secret,
                         struct bytes entropy)
{
    enum err e = keys_fit(header, keys);
    if (e == ERR_OK && (secret.len != DEVICE_SECRET_BYTES || entropy.len < SLOT_ENTROPY_BYTES))
        e = ERR_TRUNCATED;
    if (e != ERR_OK)
        return e;
    size_t i = slot_take(header, SLOT_DEVICE);
    if (i == KEY_SLOTS)
        return ERR_NO_ROOM;

    struct wrap_key key;
    slot_begin(header, i, SLOT_DEVICE, (struct seal_cost){0}, entropy.at);
    device_key(secret, slot_at(header, i), &key);
    slot_finish(header, i, &key, keys->root);
    seal_wipe(&key, sizeof key);
    return ERR_OK;
}

void seal_drop_device(struct vault_header *header)
{
    for (size_t i = 0; i < KEY_SLOTS; i++)
        if (slot_at(header, i)[0] == SLOT_DEVICE)
            mem_zero(slot_of(header, i), SLOT_BYTES);
}

bool seal_has_slot(const struct vault_header *header, enum slot_kind kind)
{
    for (size_t i = 0; i < KEY_SLOTS; i++) {
        if (slot_at(header, i)[0] == kind)
            return true;
    }
    return false;
}
