/*
 * base/cbor.c - the deterministic part of CBOR that records use
 *
 * Every item is a head (a type in three bits, a number in the shortest form that holds it)
 * and perhaps bytes.  Readers work on a copy of the reader and hand it back only when the
 * whole item was good, which is how a failed read leaves everything as it was.
 */
#include "base/cbor.h"

/* The three upper bits of a head (RFC 8949, section 3.1). */
enum major {
    MAJOR_UINT = 0,
    MAJOR_NEGATIVE = 1,
    MAJOR_BYTES = 2,
    MAJOR_TEXT = 3,
    MAJOR_ARRAY = 4,
    MAJOR_MAP = 5,
    MAJOR_SIMPLE = 7,
};

enum { SIMPLE_FALSE = 20, SIMPLE_TRUE = 21 };
enum { ONE_BYTE = 24, TWO_BYTES = 25, FOUR_BYTES = 26, EIGHT_BYTES = 27 };

static void put_head(struct buf *out, enum major major, uint64_t n)
{
    uint8_t head[9] = {0};
    uint8_t info = 0;
    if (n < ONE_BYTE)
        info = (uint8_t)n;
    else if (n <= UINT8_MAX)
        info = ONE_BYTE;
    else if (n <= UINT16_MAX)
        info = TWO_BYTES;
    else if (n <= UINT32_MAX)
        info = FOUR_BYTES;
    else
        info = EIGHT_BYTES;

    size_t follow = info < ONE_BYTE ? 0 : (size_t)1 << (info - ONE_BYTE);
    head[0] = (uint8_t)((unsigned)major << 5 | info);
    mem_put_number(head + 1, follow, n);
    buf_put_bytes(out, (struct bytes){.at = head, .len = 1 + follow});
}

void cbor_put_uint(struct buf *out, uint64_t n)
{
    put_head(out, MAJOR_UINT, n);
}

void cbor_put_int(struct buf *out, int64_t n)
{
    /* -1 - n, which is what the format keeps, is ~n; that also holds for the lowest number. */
    if (n < 0)
        put_head(out, MAJOR_NEGATIVE, ~(uint64_t)n);
    else
        put_head(out, MAJOR_UINT, (uint64_t)n);
}

void cbor_put_bytes(struct buf *out, struct bytes b)
{
    put_head(out, MAJOR_BYTES, b.len);
    buf_put_bytes(out, b);
}

void cbor_put_text(struct buf *out, struct str s)
{
    /* What is not UTF-8 could be written but never read again: words would be lost. */
    ASSERT(str_is_utf8(s));
    put_head(out, MAJOR_TEXT, s.len);
    buf_put(out, s);
}

void cbor_put_array(struct buf *out, uint64_t items)
{
    put_head(out, MAJOR_ARRAY, items);
}

void cbor_put_map(struct buf *out, uint64_t pairs)
{
    put_head(out, MAJOR_MAP, pairs);
}

void cbor_put_bool(struct buf *out, bool b)
{
    put_head(out, MAJOR_SIMPLE, b ? SIMPLE_TRUE : SIMPLE_FALSE);
}

static void pass(struct cbor_reader *r, size_t n)
{
    r->left.at += n;
    r->left.len -= n;
}

/* Read a head's number, having seen that its type is the wanted one. */
static enum err get_number(struct cbor_reader *r, uint64_t *out)
{
    uint8_t info = r->left.at[0] & 31;
    if (info < ONE_BYTE) {
        *out = info;
        pass(r, 1);
        return ERR_OK;
    }
    if (info > EIGHT_BYTES)
        return ERR_MALFORMED;

    size_t follow = (size_t)1 << (info - ONE_BYTE);
    if (r->left.len - 1 < follow)
        return ERR_TRUNCATED;
    uint64_t n = mem_get_number(r->left.at + 1, follow);

    /* The least number that needs this form: 24, then one past what half as many bytes hold. */
    uint64_t least = follow == 1 ? ONE_BYTE : (uint64_t)1 << (4 * follow);
    if (n < least)
        return ERR_NOT_CANONICAL;
    *out = n;
    pass(r, 1 + follow);
    return ERR_OK;
}

static enum err get_head(struct cbor_reader *r, enum major wanted, uint64_t *out)
{
    if (r->left.len == 0)
        return ERR_TRUNCATED;
    if (r->left.at[0] >> 5 != (uint8_t)wanted)
        return ERR_MALFORMED;
    return get_number(r, out);
}

enum err cbor_get_uint(struct cbor_reader *r, uint64_t *out)
{
    return get_head(r, MAJOR_UINT, out);
}

enum err cbor_get_int(struct cbor_reader *r, int64_t *out)
{
    struct cbor_reader ahead = *r;
    bool negative = ahead.left.len > 0 && ahead.left.at[0] >> 5 == MAJOR_NEGATIVE;
    uint64_t n = 0;
    enum err e = get_head(&ahead, negative ? MAJOR_NEGATIVE : MAJOR_UINT, &n);
    if (e != ERR_OK)
        return e;
    if (n > INT64_MAX)
        return ERR_TOO_LONG;
    *out = negative ? -1 - (int64_t)n : (int64_t)n;
    *r = ahead;
    return ERR_OK;
}

static enum err get_content(struct cbor_reader *r, enum major wanted, struct bytes *out)
{
    struct cbor_reader ahead = *r;
    uint64_t len = 0;
    enum err e = get_head(&ahead, wanted, &len);
    if (e != ERR_OK)
        return e;
    if (len > ahead.left.len)
        return ERR_TRUNCATED;
    struct bytes content = bytes_first(ahead.left, (size_t)len);
    if (wanted == MAJOR_TEXT && !str_is_utf8(str_of_bytes(content)))
        return ERR_MALFORMED;
    pass(&ahead, content.len);
    *out = content;
    *r = ahead;
    return ERR_OK;
}

enum err cbor_get_bytes(struct cbor_reader *r, struct bytes *out)
{
    return get_content(r, MAJOR_BYTES, out);
}

enum err cbor_get_text(struct cbor_reader *r, struct str *out)
{
    struct bytes content = {0};
    enum err e = get_content(r, MAJOR_TEXT, &content);
    if (e == ERR_OK)
        *out = str_of_bytes(content);
    return e;
}

/*
 * Every promised item takes at least a byte.  Refusing a promise that the input cannot keep
 * here means that a caller may make room for that many items without further thought.
 */
static enum err get_count(struct cbor_reader *r, enum major wanted, size_t least_bytes, uint64_t *out)
{
    struct cbor_reader ahead = *r;
    uint64_t count = 0;
    enum err e = get_head(&ahead, wanted, &count);
    if (e != ERR_OK)
        return e;
    if (count > ahead.left.len / least_bytes)
        return ERR_TRUNCATED;
    *out = count;
    *r = ahead;
    return ERR_OK;
}

enum err cbor_get_array(struct cbor_reader *r, uint64_t *items)
{
    return get_count(r, MAJOR_ARRAY, 1, items);
}

enum err cbor_get_map(struct cbor_reader *r, uint64_t *pairs)
{
    return get_count(r, MAJOR_MAP, 2, pairs);
}

enum err cbor_get_bool(struct cbor_reader *r, bool *out)
{
    enum cbor_type type = CBOR_UINT;
    enum err e = cbor_peek(r, &type);
    if (e != ERR_OK)
        return e;
    if (type != CBOR_BOOL)
        return ERR_MALFORMED;
    *out = (r->left.at[0] & 31) == SIMPLE_TRUE;
    pass(r, 1);
    return ERR_OK;
}

enum err cbor_peek(const struct cbor_reader *r, enum cbor_type *out)
{
    static const enum cbor_type types[] = {CBOR_UINT, CBOR_NEGATIVE, CBOR_BYTES, CBOR_TEXT, CBOR_ARRAY, CBOR_MAP};
    if (r->left.len == 0)
        return ERR_TRUNCATED;

    uint8_t first = r->left.at[0];
    if (first >> 5 <= MAJOR_MAP)
        *out = types[first >> 5];
    else if (first == (MAJOR_SIMPLE << 5 | SIMPLE_FALSE) || first == (MAJOR_SIMPLE << 5 | SIMPLE_TRUE))
        *out = CBOR_BOOL;
    else
        return ERR_MALFORMED;
    return ERR_OK;
}

static enum err skip_array(struct cbor_reader *r, unsigned depth)
{
    uint64_t items = 0;
    enum err e = cbor_get_array(r, &items);
    if (e == ERR_OK && depth == 0)
        return ERR_TOO_LONG;
    for (; e == ERR_OK && items > 0; items--)
        e = cbor_skip(r, depth - 1);
    return e;
}

static enum err skip_map(struct cbor_reader *r, unsigned depth)
{
    uint64_t pairs = 0, key = 0, before = 0;
    enum err e = cbor_get_map(r, &pairs);
    if (e == ERR_OK && depth == 0)
        return ERR_TOO_LONG;
    for (uint64_t i = 0; e == ERR_OK && i < pairs; i++, before = key) {
        e = cbor_get_uint(r, &key);
        if (e == ERR_OK && i > 0 && key <= before)
            e = ERR_NOT_CANONICAL;
        if (e == ERR_OK)
            e = cbor_skip(r, depth - 1);
    }
    return e;
}

static enum err skip_leaf(struct cbor_reader *r, enum cbor_type type)
{
    uint64_t n = 0;
    int64_t below = 0;
    struct bytes content = {0};
    bool truth = false;
    switch (type) {
    case CBOR_UINT:
        return get_head(r, MAJOR_UINT, &n);
    case CBOR_NEGATIVE:
        return cbor_get_int(r, &below);
    case CBOR_BYTES:
        return get_content(r, MAJOR_BYTES, &content);
    case CBOR_TEXT:
        return get_content(r, MAJOR_TEXT, &content);
    case CBOR_BOOL:
        return cbor_get_bool(r, &truth);
    case CBOR_ARRAY:
    case CBOR_MAP:
        break;
    }
    return ERR_MALFORMED;
}

enum err cbor_skip(struct cbor_reader *r, unsigned depth)
{
    struct cbor_reader ahead = *r;
    enum cbor_type type = CBOR_UINT;
    enum err e = cbor_peek(&ahead, &type);
    if (e != ERR_OK)
        return e;
    if (type == CBOR_ARRAY)
        e = skip_array(&ahead, depth);
    else if (type == CBOR_MAP)
        e = skip_map(&ahead, depth);
    else
        e = skip_leaf(&ahead, type);
    if (e == ERR_OK)
        *r = ahead;
    return e;
}

enum err cbor_end(const struct cbor_reader *r)
{
    return r->left.len == 0 ? ERR_OK : ERR_MALFORMED;
}
