/*
 * wire/envelope.h - one sealed record, as it travels and as the vault or a relay keeps it
 *
 * An envelope is a 24-byte nonce, the sealed bytes, and a 16-byte tag.  A husk is what a
 * deleted envelope leaves: its 32-byte hash and nothing else.  The two are told apart by
 * length, since no envelope is as short as a husk.  This room measures and splits them; it
 * cannot open one, for it never holds a key.
 *
 * Memory: outputs borrow from the input.  Failure: outputs are left as they were.
 */
#ifndef WIRE_ENVELOPE_H
#define WIRE_ENVELOPE_H

#include "base/clock.h"
#include "base/text.h"

enum {
    NONCE_BYTES        = 24,
    TAG_BYTES          = 16,
    HASH_BYTES         = 32,
    PAD_STEP_BYTES     = 256,                              /* the least padded length */
    PADDED_MAX_BYTES   = 262144,                           /* the most: three texts of 80,000 bytes, and room */
    ENVELOPE_MIN_BYTES = NONCE_BYTES + PAD_STEP_BYTES + TAG_BYTES,
    ENVELOPE_MAX_BYTES = NONCE_BYTES + PADDED_MAX_BYTES + TAG_BYTES, /* a little over 256 KiB */
    RECORD_MAX_BYTES   = PADDED_MAX_BYTES - 1,             /* a padding mark always follows */
    AAD_BYTES          = 8 + 32 + 8 + HASH_BYTES,
};
/* The highest number of an entry: what a browser's own numbers still tell apart, and more than can ever be kept. */
#define ENTRY_N_MAX (((uint64_t)1 << 53) - 1)

struct hash   { uint8_t at[HASH_BYTES]; };
struct log_id { uint8_t at[32]; };
/* A hash is no secret.  False for zeros, which are the hash of nothing. */
bool hash_is(const struct hash *hash);
bool hash_same(const struct hash *a, const struct hash *b);

struct envelope {
    struct bytes nonce, sealed, tag;
};

/* ERR_TRUNCATED: under ENVELOPE_MIN_BYTES.  ERR_TOO_LONG: over ENVELOPE_MAX_BYTES.
 * ERR_MALFORMED: the sealed part has a length that padding never gives. */
enum err envelope_split(struct bytes in, struct envelope *out);
/* True for exactly HASH_BYTES bytes; *out is the hash that the husk keeps. */
bool husk_read(struct bytes in, struct hash *out);

/* The padded length for a record of `len` bytes: the least step that leaves room for the mark.
 * Steps are 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65280, 131072 and PADDED_MAX_BYTES.  len <= RECORD_MAX_BYTES. */
size_t padded_len(size_t len);
bool   padded_len_is_step(size_t len);
/* record, 0x80, zeros up to padded_len (ISO/IEC 7816-4). */
void     pad_put(struct buf *out, struct bytes record);
enum err pad_strip(struct bytes padded, struct bytes *record); /* ERR_MALFORMED: no mark */

/* What is authenticated beside the sealed bytes: "attune1\0", log, device (big-endian), previous hash. */
void aad_put(struct buf *out, const struct log_id *log, uint64_t device, const struct hash *previous);

#endif
