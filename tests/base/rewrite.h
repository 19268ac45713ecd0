/*
 * tests/base/rewrite.h - read one item and write it again
 *
 * The reader promises to accept only what the writer can produce.  So whatever it accepts,
 * written again, must be the same bytes: both the tests and the fuzz target hold it to that.
 */
#ifndef TESTS_BASE_REWRITE_H
#define TESTS_BASE_REWRITE_H

#include "base/cbor.h"

static enum err rewrite(struct cbor_reader *r, struct buf *out);

static inline enum err rewrite_array(struct cbor_reader *r, struct buf *out)
{
    uint64_t items = 0;
    enum err e = cbor_get_array(r, &items);
    if (e == ERR_OK)
        cbor_put_array(out, items);
    for (; e == ERR_OK && items > 0; items--)
        e = rewrite(r, out);
    return e;
}

static inline enum err rewrite_map(struct cbor_reader *r, struct buf *out)
{
    uint64_t pairs = 0, key = 0;
    enum err e = cbor_get_map(r, &pairs);
    if (e == ERR_OK)
        cbor_put_map(out, pairs);
    for (; e == ERR_OK && pairs > 0; pairs--) {
        e = cbor_get_uint(r, &key);
        if (e != ERR_OK)
            break;
        cbor_put_uint(out, key);
        e = rewrite(r, out);
    }
    return e;
}

static inline enum err rewrite_text(struct cbor_reader *r, struct buf *out)
{
    struct str text = {0};
    enum err e = cbor_get_text(r, &text);
    if (e == ERR_OK)
        cbor_put_text(out, text);
    return e;
}

static inline enum err rewrite_bytes(struct cbor_reader *r, struct buf *out)
{
    struct bytes bytes = {0};
    enum err e = cbor_get_bytes(r, &bytes);
    if (e == ERR_OK)
        cbor_put_bytes(out, bytes);
    return e;
}

static inline enum err rewrite_scalar(struct cbor_reader *r, enum cbor_type type, struct buf *out)
{
    uint64_t number = 0;
    int64_t below = 0;
    bool truth = false;
    enum err e = type == CBOR_UINT       ? cbor_get_uint(r, &number)
                 : type == CBOR_NEGATIVE ? cbor_get_int(r, &below)
                                         : cbor_get_bool(r, &truth);
    if (e != ERR_OK)
        return e;
    if (type == CBOR_UINT)
        cbor_put_uint(out, number);
    else if (type == CBOR_NEGATIVE)
        cbor_put_int(out, below);
    else
        cbor_put_bool(out, truth);
    return ERR_OK;
}

/* The input was passed over with a depth before, which bounds how deep this goes. */
static enum err rewrite(struct cbor_reader *r, struct buf *out)
{
    enum cbor_type type = CBOR_UINT;
    enum err e = cbor_peek(r, &type);
    if (e != ERR_OK)
        return e;
    switch (type) {
    case CBOR_ARRAY:
        return rewrite_array(r, out);
    case CBOR_MAP:
        return rewrite_map(r, out);
    case CBOR_TEXT:
        return rewrite_text(r, out);
    case CBOR_BYTES:
        return rewrite_bytes(r, out);
    case CBOR_UINT:
    case CBOR_NEGATIVE:
    case CBOR_BOOL:
        return rewrite_scalar(r, type, out);
    }
    return ERR_MALFORMED;
}

#endif
