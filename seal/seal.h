/*
 * seal/seal.h - keys, and the only functions that use them
 *
 * A vault has one random root key.  It is never written down as it is: a fixed-size header
 * keeps it wrapped in up to KEY_SLOTS slots, one per way in (passphrase, recovery sheet, a device's own lock).
 * The key that seals records is derived from the root, so a changed passphrase rewraps one
 * slot and re-encrypts nothing.
 *
 * Keys live in `struct keyring`, which the host places in locked memory where it can.
 * Nothing here draws randomness: it comes in as arguments, and must come from the system.
 * The host calls sodium_init() once before, so that libsodium picks the fast code for its CPU.
 * Failure: outputs are left as they were, and every copy of a secret made on the way is wiped.
 * Byte formats: doc/record-format.md.  Algorithms: libsodium's Argon2id, XChaCha20-Poly1305,
 * BLAKE2b.
 */
#ifndef SEAL_SEAL_H
#define SEAL_SEAL_H

#include "wire/envelope.h"

enum {
    KEY_BYTES             = 32,
    KEY_SLOTS             = 8,
    VAULT_HEADER_BYTES    = 1024,
    PASSPHRASE_MAX_BYTES  = 1024,
    RECOVERY_SECRET_BYTES = 20,
    DEVICE_SECRET_BYTES   = 32,  /* what a device gives for its own lock, a passkey's PRF for one */
    RECOVERY_TEXT_BYTES   = 41, /* six groups of six, five hyphens: 36 + 5 */
    MAKE_ENTROPY_BYTES    = 256, /* what seal_make uses of the entropy given */
    SLOT_ENTROPY_BYTES    = 64,
    SEAL_ENTROPY_BYTES    = NONCE_BYTES,
    HERE_PADDED_BYTES     = 1024,
    HERE_ROW_MAX_BYTES    = HERE_PADDED_BYTES - 1, /* a padding mark always follows */
    HERE_MAX_BYTES        = NONCE_BYTES + HERE_PADDED_BYTES + TAG_BYTES, /* 1064, and no other length */
};

enum slot_kind { SLOT_EMPTY = 0, SLOT_PASSPHRASE = 1, SLOT_RECOVERY = 2, SLOT_DEVICE = 3 };

struct keyring {
    bool          open;
    uint8_t       root[KEY_BYTES];
    uint8_t       records[KEY_BYTES]; /* seals the person's own log */
    struct log_id log;
};

struct vault_header { uint8_t at[VAULT_HEADER_BYTES]; };

/* How hard a passphrase is to guess; the numbers are libsodium's opslimit and memlimit in bytes. */
struct seal_cost { uint32_t passes; uint32_t memory_bytes; };
extern const struct seal_cost SEAL_COST_NORMAL; /* 3 passes over 64 MiB */

/*
 * A new vault: a header with a passphrase slot, and its keys.  passphrase: 1 to PASSPHRASE_MAX_BYTES bytes
 * of UTF-8, used as typed.  entropy: at least MAKE_ENTROPY_BYTES.
 * ERR_TOO_LONG, ERR_TRUNCATED (empty passphrase or too little entropy), ERR_NO_ROOM (no memory for Argon2id),
 * ERR_MALFORMED (a cost outside 1 to 10 passes over 8 KiB to 1 GiB, or of more than 2.5 GiB in all passes together).
 */
enum err seal_make(struct str passphrase, struct seal_cost cost, struct bytes entropy,
                   struct vault_header *header, struct keyring *keys);

/*
 * Check that a header can be read at all, before anything secret is asked for.
 * ERR_MALFORMED: not a vault header, one that asks for more work than seal_make allows, or one with two passphrases.  ERR_BAD_VERSION: made by a later version.
 */
enum err seal_header_check(const struct vault_header *header);

/*
 * Open with a passphrase or with a recovery code as a person types it (any case, wide letters, O for 0, I and L
 * for 1; spaces, dashes, signs and invisible marks anywhere).  Tries every slot of that kind.
 * ERR_NOT_OPENED: wrong, or the header was changed; the two cannot be told apart.
 * ERR_MALFORMED (recovery only): the code's own checksum fails: a slip of the pen, not a wrong sheet.
 * ERR_NO_ROOM: no memory for Argon2id.  Also the errors of seal_header_check.
 */
enum err seal_open_passphrase(const struct vault_header *header, struct str passphrase, struct keyring *keys);
enum err seal_open_recovery(const struct vault_header *header, struct str code, struct keyring *keys);

/*
 * What is not right yet about a code that was typed, so that a person knows where to look: its group, counted from 1,
 * or 0 where that cannot be told.  The sum of a code finds one wrong character and two that changed places.
 * like_a_code: it has the length and the look of one, so a passphrase is hardly what was meant.
 */
enum slip_kind {
    SLIP_NONE,      /* its sum fits: if it does not open, it is another sheet's */
    SLIP_CHARACTER, /* one character or more is another one */
    SLIP_STRANGER,  /* a character that no code has, U for one */
    SLIP_SHORT,     /* too few characters */
    SLIP_LONG,      /* too many */
};
struct recovery_slip {
    enum slip_kind kind;
    unsigned       group;
    size_t         count; /* characters that a code can have */
    bool           like_a_code;
};
struct recovery_slip recovery_slip(struct str code);

/*
 * Replace the passphrase slot, rewrapping the root.  entropy: at least SLOT_ENTROPY_BYTES.  Errors as seal_make;
 * also ERR_NOT_OPENED: the keys are another vault's, and the errors of seal_header_check.
 */
enum err seal_set_passphrase(struct vault_header *header, const struct keyring *keys, struct str passphrase,
                             struct seal_cost cost, struct bytes entropy);
/* Replace the recovery slot (an older sheet stops working) and write the new code's text. */
enum err seal_set_recovery(struct vault_header *header, const struct keyring *keys, struct bytes entropy,
                           char text[RECOVERY_TEXT_BYTES]);
/*
 * A secret that a device keeps behind its own lock: DEVICE_SECRET_BYTES of chance that no person ever types.  Setting
 * replaces the slot of an earlier one.  Errors as above; ERR_TRUNCATED: a secret of another length.
 * Dropping it leaves the other slots as they are; a header without one stays as it is.
 */
enum err seal_open_device(const struct vault_header *header, struct bytes secret, struct keyring *keys);
enum err seal_set_device(struct vault_header *header, const struct keyring *keys, struct bytes secret,
                         struct bytes entropy);
void     seal_drop_device(struct vault_header *header);
bool seal_has_slot(const struct vault_header *header, enum slot_kind kind);

/*
 * Seal one record as the next of its device's chain, then open it again to be sure.
 * *envelope is in the arena; *hash is the new end of the chain.  previous: all zeros for a device's first.
 * ERR_TOO_LONG: record over RECORD_MAX_BYTES.  ERR_TRUNCATED: entropy under SEAL_ENTROPY_BYTES.
 */
enum err seal_record(const struct keyring *keys, uint64_t device, const struct hash *previous,
                     struct bytes record, struct bytes entropy, struct arena *arena,
                     struct bytes *envelope, struct hash *hash);

/*
 * Open one envelope that follows `previous`.  *record is in the arena (unpadded).
 * ERR_NOT_OPENED: altered, moved, or the one before it is missing.  Also the errors of envelope_split.
 */
enum err seal_open_record(const struct keyring *keys, uint64_t device, const struct hash *previous,
                          struct bytes envelope, struct arena *arena, struct bytes *record);

/*
 * The local row: what is so on this device alone (app/here.h).  It is sealed for this root and this log salt, always to
 * HERE_MAX_BYTES, and in no backup.  *sealed and *row are in the arena.
 * seal_here: ERR_TOO_LONG: over HERE_ROW_MAX_BYTES.  ERR_TRUNCATED: entropy under SEAL_ENTROPY_BYTES.
 * seal_open_here: ERR_TRUNCATED: another length.  ERR_NOT_OPENED: altered, or another root's.  ERR_MALFORMED: no mark.
 */
enum err seal_here(const struct vault_header *header, const struct keyring *keys, struct bytes row,
                   struct bytes entropy, struct arena *arena, struct bytes *sealed);
enum err seal_open_here(const struct vault_header *header, const struct keyring *keys, struct bytes sealed,
                        struct arena *arena, struct bytes *row);

/* BLAKE2b-256 of an envelope: what its husk keeps and what the next envelope is bound to. */
struct hash seal_hash(struct bytes envelope);

/* The same over bytes that come in pieces. */
struct seal_summing { _Alignas(64) uint8_t at[384]; };
void        seal_sum_begin(struct seal_summing *sum);
void        seal_sum_more(struct seal_summing *sum, struct bytes more);
struct hash seal_sum_end(struct seal_summing *sum);

/* Wipe so that the compiler cannot leave it out. */
void seal_wipe(void *at, size_t len);
void keyring_wipe(struct keyring *keys);
/* Compare without telling by time where two secrets differ. */
bool seal_same(struct bytes a, struct bytes b);

#endif
