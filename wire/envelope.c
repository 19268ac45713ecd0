/*
 * wire/envelope.c - measuring and splitting envelopes; padding records and taking it off again
 */
#include "wire/envelope.h"

static const size_t STEPS[] = {PAD_STEP_BYTES,  512, 1024, 2048, 4096, 8192, 16384, 32768, 65280, 131072,
                               PADDED_MAX_BYTES};
enum { STEPS_LEN = sizeof STEPS / sizeof STEPS[0], PADDING_MARK = 0x80 };

size_t padded_len(size_t len)
{
    ASSERT(len <= RECORD_MAX_BYTES);

    /* The mark takes a byte of its own, so a record as long as a step needs the next one. */
    size_t i = 0;
    while (STEPS[i] <= len)
        i++;
    return STEPS[i];
}

bool padded_len_is_step(size_t len)
{
    for (size_t i = 0; i < STEPS_LEN; i++) {
        if (STEPS[i] == len)
            return true;
    }
    return false;
}

enum err envelope_split(struct bytes in, struct envelope *out)
{
    if (in.len < ENVELOPE_MIN_BYTES)
        return ERR_TRUNCATED;
    if (in.len > ENVELOPE_MAX_BYTES)
        return ERR_TOO_LONG;

    struct bytes sealed = bytes_inside(in, NONCE_BYTES, TAG_BYTES);
    if (!padded_len_is_step(sealed.len))
        return ERR_MALFORMED;

    *out = (struct envelope){
        .nonce = bytes_first(in, NONCE_BYTES),
        .sealed = sealed,
        .tag = bytes_last(in, TAG_BYTES),
    };
    return ERR_OK;
}

bool husk_read(struct bytes in, struct hash *out)
{
    if (in.len != HASH_BYTES)
        return false;
    mem_copy(out->at, in.at, HASH_BYTES);
    return true;
}

void pad_put(struct buf *out, struct bytes record)
{
    size_t zeros = padded_len(record.len) - record.len - 1;

    buf_put_bytes(out, record);
    buf_put_byte(out, PADDING_MARK);
    for (size_t i = 0; i < zeros; i++)
        buf_put_byte(out, 0);
}

/* What is stripped has been authenticated, so how long this takes tells a stranger nothing. */
enum err pad_strip(struct bytes padded, struct bytes *record)
{
    size_t end = padded.len;
    while (end > 0 && padded.at[end - 1] == 0)
        end--;
    if (end == 0 || padded.at[end - 1] != PADDING_MARK)
        return ERR_MALFORMED;

    *record = bytes_first(padded, end - 1);
    return ERR_OK;
}

void aad_put(struct buf *out, const struct log_id *log, uint64_t device, const struct hash *previous)
{
    static const uint8_t context[8] = "attune1"; /* its closing zero is the eighth byte */

    buf_put_bytes(out, (struct bytes){.at = context, .len = sizeof context});
    buf_put_bytes(out, (struct bytes){.at = log->at, .len = sizeof log->at});
    for (int shift = 56; shift >= 0; shift -= 8)
        buf_put_byte(out, (uint8_t)(device >> shift));
    buf_put_bytes(out, (struct bytes){.at = previous->at, .len = sizeof previous->at});
}

bool hash_is(const struct hash *hash)
{
    static const struct hash none;
    return !hash_same(hash, &none);
}

bool hash_same(const struct hash *a, const struct hash *b)
{
    return mem_compare(a->at, b->at, HASH_BYTES) == 0;
}
