/* base/json.c - one value after another, and no byte that the RFC does not know */
#include "base/json.h"

struct json_reader json_on(struct str text)
{
    return (struct json_reader){.left = text};
}

static struct str after_space(struct str s)
{
    size_t i = 0;
    while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\n' || s.at[i] == '\r'))
        i++;
    return str_after(s, i);
}

static bool begins(struct str s, char c)
{
    return s.len > 0 && s.at[0] == c;
}

static bool is_digit(struct str s, size_t i)
{
    return i < s.len && s.at[i] >= '0' && s.at[i] <= '9';
}

/* Where a value may stand: at the top, as an item that was announced, or behind its key. */
static bool value_is_due(const struct json_reader *r)
{
    return r->depth == 0 ? !r->after : r->valued;
}

static void value_was_read(struct json_reader *r, struct str left)
{
    r->left = left;
    r->after = true;
    r->valued = false;
}

enum err json_peek(const struct json_reader *r, enum json_kind *out)
{
    static const struct {
        char first;
        enum json_kind kind;
    } KINDS[] = {
        {'{', JSON_OBJECT}, {'[', JSON_ARRAY},   {'"', JSON_TEXT},   {'t', JSON_BOOL},
        {'f', JSON_BOOL},   {'n', JSON_NOTHING}, {'-', JSON_NUMBER},
    };
    struct str s = after_space(r->left);
    if (s.len == 0)
        return ERR_TRUNCATED;
    if (!value_is_due(r))
        return ERR_MALFORMED;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (s.at[0] == KINDS[i].first) {
            *out = KINDS[i].kind;
            return ERR_OK;
        }
    if (!is_digit(s, 0))
        return ERR_MALFORMED;
    *out = JSON_NUMBER;
    return ERR_OK;
}

/* The rest after white space where a value of this kind begins. */
static enum err value_of(const struct json_reader *r, enum json_kind kind, struct str *out)
{
    enum json_kind found;
    enum err e = json_peek(r, &found);
    if (e)
        return e;
    if (found != kind)
        return ERR_MALFORMED;
    *out = after_space(r->left);
    return ERR_OK;
}

/* Words */

static enum err word(struct str *s, struct str wanted)
{
    if (str_starts(*s, wanted)) {
        *s = str_after(*s, wanted.len);
        return ERR_OK;
    }
    return str_starts(wanted, *s) ? ERR_TRUNCATED : ERR_MALFORMED;
}

enum err json_get_nothing(struct json_reader *r)
{
    struct str s;
    enum err e;
    if ((e = value_of(r, JSON_NOTHING, &s)) || (e = word(&s, S("null"))))
        return e;
    value_was_read(r, s);
    return ERR_OK;
}

enum err json_get_bool(struct json_reader *r, bool *out)
{
    struct str s;
    enum err e;
    if ((e = value_of(r, JSON_BOOL, &s)))
        return e;
    bool is = begins(s, 't');
    if ((e = word(&s, is ? S("true") : S("false"))))
        return e;
    value_was_read(r, s);
    *out = is;
    return ERR_OK;
}

/* Numbers */

/* One digit or more from i on; its end in *i. */
static enum err digits(struct str s, size_t *i)
{
    if (*i >= s.len)
        return ERR_TRUNCATED;
    if (!is_digit(s, *i))
        return ERR_MALFORMED;
    while (is_digit(s, *i))
        ++*i;
    return ERR_OK;
}

static bool is_one_of(struct str s, size_t i, char a, char b)
{
    return i < s.len && (s.at[i] == a || s.at[i] == b);
}

static enum err number_len(struct str s, size_t *len)
{
    size_t i = begins(s, '-');
    bool zero = i < s.len && s.at[i] == '0';
    enum err e = digits(s, &i);
    if (!e && zero && i > (size_t)begins(s, '-') + 1)
        return ERR_MALFORMED; /* 01 */
    if (!e && is_one_of(s, i, '.', '.')) {
        i++;
        e = digits(s, &i);
    }
    if (!e && is_one_of(s, i, 'e', 'E')) {
        i++;
        i += is_one_of(s, i, '+', '-');
        e = digits(s, &i);
    }
    *len = i;
    return e;
}

enum err json_get_number(struct json_reader *r, struct str *out)
{
    struct str s;
    size_t len;
    enum err e;
    if ((e = value_of(r, JSON_NUMBER, &s)) || (e = number_len(s, &len)))
        return e;
    value_was_read(r, str_after(s, len));
    *out = str_first(s, len);
    return ERR_OK;
}

/* Texts */

static enum err hex_four(struct str s, uint32_t *out)
{
    uint64_t n;
    for (size_t i = 0; i < 4 && i < s.len; i++)
        if (!str_to_hex_u64(str_first(str_after(s, i), 1), &n))
            return ERR_MALFORMED;
    if (s.len < 4)
        return ERR_TRUNCATED;
    if (!str_to_hex_u64(str_first(s, 4), &n))
        return ERR_MALFORMED;
    *out = (uint32_t)n;
    return ERR_OK;
}

static void put_utf8(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_put_byte(out, (uint8_t)c);
        return;
    }
    if (c < 0x800) {
        buf_put_byte(out, (uint8_t)(0xC0 | c >> 6));
    } else if (c < 0x10000) {
        buf_put_byte(out, (uint8_t)(0xE0 | c >> 12));
        buf_put_byte(out, (uint8_t)(0x80 | (c >> 6 & 0x3F)));
    } else {
        buf_put_byte(out, (uint8_t)(0xF0 | c >> 18));
        buf_put_byte(out, (uint8_t)(0x80 | (c >> 12 & 0x3F)));
        buf_put_byte(out, (uint8_t)(0x80 | (c >> 6 & 0x3F)));
    }
    buf_put_byte(out, (uint8_t)(0x80 | (c & 0x3F)));
}

static bool is_high(uint32_t c)
{
    return c >= 0xD800 && c <= 0xDBFF;
}

static bool is_low(uint32_t c)
{
    return c >= 0xDC00 && c <= 0xDFFF;
}

/* What stands behind \u, from *i on. */
static enum err read_u(struct str s, size_t *i, struct buf *out)
{
    uint32_t c, low;
    enum err e = hex_four(str_after(s, *i), &c);
    if (e)
        return e;
    *i += 4;
    if (c == 0 || is_low(c))
        return ERR_MALFORMED;
    if (is_high(c)) {
        struct str pair = str_after(s, *i);
        if ((e = word(&pair, S("\\u"))) || (e = hex_four(pair, &low)))
            return e;
        if (!is_low(low))
            return ERR_MALFORMED;
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        *i += 6;
    }
    put_utf8(out, c);
    return ERR_OK;
}

/* What stands behind a backslash, from *i on. */
static enum err read_escape(struct str s, size_t *i, struct buf *out)
{
    static const char NAMES[] = "\"\\/bfnrt", BYTES[] = "\"\\/\b\f\n\r\t";
    if (*i >= s.len)
        return ERR_TRUNCATED;
    char c = s.at[(*i)++];
    if (c == 'u')
        return read_u(s, i, out);
    for (size_t k = 0; k < sizeof NAMES - 1; k++)
        if (c == NAMES[k]) {
            buf_put_byte(out, (uint8_t)BYTES[k]);
            return ERR_OK;
        }
    return ERR_MALFORMED;
}

/* Where the closing quote of a text stands that begins at s; whether there are escapes before it. */
static enum err text_len(struct str s, size_t *len, bool *plain)
{
    *plain = true;
    for (size_t i = 1; i < s.len; i++) {
        if (s.at[i] == '"') {
            *len = i - 1;
            return str_is_utf8(str_first(str_after(s, 1), i - 1)) ? ERR_OK : ERR_MALFORMED;
        }
        if ((unsigned char)s.at[i] < 0x20)
            return ERR_MALFORMED;
        if (s.at[i] == '\\') {
            *plain = false;
            i++;
        }
    }
    return ERR_TRUNCATED;
}

/* Read a text from s on, and move s behind it. */
static enum err read_text(struct str *s, struct arena *arena, struct str *out)
{
    size_t len;
    bool plain;
    enum err e = text_len(*s, &len, &plain);
    if (e)
        return e;
    struct str inside = str_first(str_after(*s, 1), len);
    if (!plain) {
        struct buf b = buf_on(arena);
        for (size_t i = 0; i < inside.len && !e;) {
            char c = inside.at[i++];
            if (c == '\\')
                e = read_escape(inside, &i, &b);
            else
                buf_put_byte(&b, (uint8_t)c);
        }
        if (e)
            return ERR_MALFORMED; /* the text ends, so what it lacks will not come */
        inside = buf_str(&b);
    }
    *s = str_after(*s, len + 2);
    *out = inside;
    return ERR_OK;
}

enum err json_get_text(struct json_reader *r, struct arena *arena, struct str *out)
{
    struct str s;
    enum err e;
    if ((e = value_of(r, JSON_TEXT, &s)) || (e = read_text(&s, arena, out)))
        return e;
    value_was_read(r, s);
    return ERR_OK;
}

/* Arrays and objects */

enum err json_enter(struct json_reader *r, enum json_kind kind)
{
    struct str s;
    ASSERT(kind == JSON_ARRAY || kind == JSON_OBJECT);
    enum err e = value_of(r, kind, &s);
    if (e)
        return e;
    if (r->depth == JSON_DEPTH_MAX)
        return ERR_TOO_LONG;
    r->left = str_after(s, 1);
    r->kinds = r->kinds << 1 | (kind == JSON_OBJECT);
    r->depth++;
    r->after = r->valued = false;
    return ERR_OK;
}

static void leave(struct json_reader *r, struct str left)
{
    r->kinds >>= 1;
    r->depth--;
    value_was_read(r, left);
}

/*
 * Before the next item of the innermost array or object: at its end it is closed, else the comma is passed over.
 * *left is where the item begins.
 */
static enum err next(struct json_reader *r, bool object, struct str *left, bool *more)
{
    ASSERT(r->depth > 0 && (bool)(r->kinds & 1) == object);
    struct str s = after_space(r->left);
    if (s.len == 0)
        return ERR_TRUNCATED;
    if (r->valued)
        return ERR_MALFORMED; /* the item that was announced is still there */
    *more = !begins(s, object ? '}' : ']');
    if (!*more) {
        leave(r, str_after(s, 1));
        return ERR_OK;
    }
    if (r->after && !begins(s, ','))
        return ERR_MALFORMED;
    *left = r->after ? after_space(str_after(s, 1)) : s;
    return ERR_OK;
}

enum err json_item(struct json_reader *r, bool *more)
{
    struct str left;
    bool another;
    enum err e = next(r, false, &left, &another);
    if (e)
        return e;
    if (another) {
        struct json_reader there = *r;
        enum json_kind kind;
        there.left = left;
        there.valued = true;
        if ((e = json_peek(&there, &kind)))
            return e;
        *r = there;
    }
    *more = another;
    return ERR_OK;
}

enum err json_key(struct json_reader *r, struct arena *arena, struct str *key, bool *more)
{
    struct str left, found;
    bool another;
    enum err e = next(r, true, &left, &another);
    if (!e && another) {
        if (left.len == 0)
            return ERR_TRUNCATED;
        if (!begins(left, '"'))
            return ERR_MALFORMED;
        if ((e = read_text(&left, arena, &found)))
            return e;
        left = after_space(left);
        if (!begins(left, ':'))
            return left.len ? ERR_MALFORMED : ERR_TRUNCATED;
        r->left = str_after(left, 1);
        r->valued = true;
        *key = found;
    }
    if (!e)
        *more = another;
    return e;
}

static enum err skip_one(struct json_reader *r, struct arena scratch)
{
    enum json_kind kind;
    struct str text;
    bool is;
    enum err e = json_peek(r, &kind);
    if (e)
        return e;
    switch (kind) {
    case JSON_NOTHING:
        return json_get_nothing(r);
    case JSON_BOOL:
        return json_get_bool(r, &is);
    case JSON_NUMBER:
        return json_get_number(r, &text);
    case JSON_TEXT:
        return json_get_text(r, &scratch, &text);
    case JSON_ARRAY:
    case JSON_OBJECT:
        return json_enter(r, kind);
    }
    return ERR_MALFORMED;
}

/* To the next value inside, or out of what has ended, until nothing opened here is open. */
static enum err skip_to_value(struct json_reader *r, unsigned depth, struct arena scratch)
{
    struct str key;
    bool more = false;
    enum err e = ERR_OK;
    while (!e && !more && r->depth > depth)
        e = (r->kinds & 1) ? json_key(r, &scratch, &key, &more) : json_item(r, &more);
    return e;
}

enum err json_skip(struct json_reader *r, struct arena scratch)
{
    struct json_reader there = *r;
    unsigned depth = r->depth;
    enum err e = skip_one(&there, scratch);
    while (!e && there.depth > depth) {
        if (!(e = skip_to_value(&there, depth, scratch)) && there.depth > depth)
            e = skip_one(&there, scratch);
    }
    if (!e)
        *r = there;
    return e;
}

enum err json_end(const struct json_reader *r)
{
    if (after_space(r->left).len)
        return ERR_MALFORMED;
    return r->depth || !r->after ? ERR_TRUNCATED : ERR_OK;
}
