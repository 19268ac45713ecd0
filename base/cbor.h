/*
 * base/cbor.h - deterministic CBOR (RFC 8949, section 4.2.1), the part that records use
 *
 * Unsigned and negative integers, byte strings, UTF-8 text, arrays, maps, false, true.  No
 * floats, tags, null or indefinite lengths.  The reader accepts exactly what the writer can
 * produce: shortest heads, valid UTF-8, map keys (unsigned integers) in strictly rising
 * order.  Nesting is the caller's: it reads a head and then the items it promised.
 *
 * Memory: text and bytes that are read borrow from the input.  Failure: the reader stays at
 * the item it could not read, and outputs are left as they were.
 */
#ifndef BASE_CBOR_H
#define BASE_CBOR_H

#include "base/text.h"

struct cbor_reader {
    struct bytes left; /* what has not been read yet */
};

enum cbor_type {
    CBOR_UINT,
    CBOR_NEGATIVE,
    CBOR_BYTES,
    CBOR_TEXT,
    CBOR_ARRAY,
    CBOR_MAP,
    CBOR_BOOL,
};

void cbor_put_uint(struct buf *out, uint64_t n);
void cbor_put_int(struct buf *out, int64_t n);
void cbor_put_bytes(struct buf *out, struct bytes b);
void cbor_put_text(struct buf *out, struct str s);
void cbor_put_array(struct buf *out, uint64_t items);
void cbor_put_map(struct buf *out, uint64_t pairs);
void cbor_put_bool(struct buf *out, bool b);

/*
 * Each reads one item of its type.  ERR_TRUNCATED: the input ends inside it.
 * ERR_MALFORMED: another type, a reserved head, or text that is not UTF-8.
 * ERR_NOT_CANONICAL: a head longer than needed.  ERR_TOO_LONG: an int outside int64.
 */
enum err cbor_get_uint(struct cbor_reader *r, uint64_t *out);
enum err cbor_get_int(struct cbor_reader *r, int64_t *out);
enum err cbor_get_bytes(struct cbor_reader *r, struct bytes *out);
enum err cbor_get_text(struct cbor_reader *r, struct str *out);
enum err cbor_get_array(struct cbor_reader *r, uint64_t *items);
enum err cbor_get_map(struct cbor_reader *r, uint64_t *pairs);
enum err cbor_get_bool(struct cbor_reader *r, bool *out);

/* The type of the next item, unread.  ERR_TRUNCATED at the end; ERR_MALFORMED for a type not listed. */
enum err cbor_peek(const struct cbor_reader *r, enum cbor_type *out);

/*
 * Pass over one whole item, checking it as the readers do, nested to at most `depth`.
 * ERR_TOO_LONG: nested deeper.  Also the errors above; ERR_NOT_CANONICAL for map keys out of order.
 */
enum err cbor_skip(struct cbor_reader *r, unsigned depth);

/* ERR_MALFORMED if anything is left. */
enum err cbor_end(const struct cbor_reader *r);

#endif
