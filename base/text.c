/*
 * base/text.c - looking at borrowed text and bytes, and building new ones in an arena
 *
 * First slices, then numbers and UTF-8, then buffers, then the two kinds of escaping.  Pages
 * and records are made of many small puts, so buf_put is short and everything that escapes
 * copies whole runs between the characters that need it.
 */
#include "base/text.h"

/* ---- slices of text ---- */

struct str str_from_c(const char *c)
{
    return c == NULL ? (struct str){0} : (struct str){.at = c, .len = __builtin_strlen(c)};
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && mem_compare(a.at, b.at, a.len) == 0;
}

int str_cmp(struct str a, struct str b)
{
    int order = mem_compare(a.at, b.at, a.len < b.len ? a.len : b.len);
    if (order != 0)
        return order < 0 ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && mem_compare(s.at, prefix.at, prefix.len) == 0;
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_after(s, s.len - suffix.len), suffix);
}

struct str str_after(struct str s, size_t n)
{
    return n > s.len ? (struct str){0} : n == 0 ? s : (struct str){.at = s.at + n, .len = s.len - n};
}

struct str str_first(struct str s, size_t n)
{
    return (struct str){.at = s.at, .len = n < s.len ? n : s.len};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.len > 0 && is_space(s.at[0]))
        s = str_after(s, 1);
    while (s.len > 0 && is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

bool str_cut(struct str s, char c, struct str *head, struct str *tail)
{
    size_t where = str_find(s, (struct str){.at = &c, .len = 1});
    bool found = where != SIZE_MAX;
    *head = found ? str_first(s, where) : s;
    *tail = found ? str_after(s, where + 1) : (struct str){0};
    return found;
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0)
        return 0;
    if (needle.len > s.len)
        return SIZE_MAX;
    size_t last = s.len - needle.len;
    for (size_t i = 0; i <= last; i++)
        if (s.at[i] == needle.at[0] && __builtin_memcmp(s.at + i, needle.at, needle.len) == 0)
            return i;
    return SIZE_MAX;
}

struct str str_copy(struct arena *arena, struct str s)
{
    return str_of_bytes(bytes_copy(arena, bytes_of_str(s)));
}

struct str str_join(struct arena *arena, const struct str *parts, size_t n)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        ASSERT(!__builtin_add_overflow(len, parts[i].len, &len));
    char *joined = ARENA_MANY(arena, char, len);
    for (size_t i = 0, at = 0; i < n; at += parts[i].len, i++)
        mem_copy(joined + at, parts[i].at, parts[i].len);
    return (struct str){.at = joined, .len = len};
}

/* ---- UTF-8 ---- */

static bool is_continuation(uint8_t c)
{
    return (c & 0xC0) == 0x80;
}

/*
 * How long the character at `at` is, or 0 if it is not one.  The bounds on the second byte
 * shut out overlong forms, surrogates and what is past U+10FFFF (Unicode 15, table 3-7).
 */
static size_t character_len(const uint8_t *at, size_t left)
{
    uint8_t lead = at[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    size_t len = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (left < len)
        return 0;

    uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if (!is_continuation(at[i]))
            return 0;
    return len;
}

size_t str_character(struct str s, uint32_t *out)
{
    const uint8_t *at = (const uint8_t *)s.at;
    size_t len = s.len ? character_len(at, s.len) : 0;
    if (len == 0)
        return 0;
    uint32_t c = len == 1 ? at[0] : at[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++)
        c = c << 6 | (at[i] & 0x3Fu);
    *out = c;
    return len;
}

/* How many bytes at the start are ASCII, counted in eights: most text is, so this is the quick way. */
static size_t ascii_run(const uint8_t *at, size_t left)
{
    size_t run = 0;
    for (; left - run >= sizeof(uint64_t); run += sizeof(uint64_t)) {
        uint64_t eight = 0;
        __builtin_memcpy(&eight, at + run, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    return run;
}

bool str_is_utf8(struct str s)
{
    const uint8_t *at = (const uint8_t *)s.at;
    for (size_t i = 0; i < s.len;) {
        i += ascii_run(at + i, s.len - i);
        /* To the end of the word that stopped the run, or of the text. */
        size_t stop = s.len - i > sizeof(uint64_t) ? i + sizeof(uint64_t) : s.len;
        while (i < stop) {
            size_t len = character_len(at + i, s.len - i);
            if (len == 0)
                return false;
            i += len;
        }
    }
    return true;
}

struct str str_first_whole(struct str s, size_t n)
{
    if (n >= s.len)
        return s;
    /* No character has more than three continuation bytes; more of them are not one to keep whole. */
    for (size_t back = 0; back <= 3 && back <= n; back++)
        if (!is_continuation((uint8_t)s.at[n - back]))
            return str_first(s, n - back);
    return str_first(s, n);
}

size_t str_characters(struct str s)
{
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++)
        len += !is_continuation((uint8_t)s.at[i]);
    return len;
}

/* ---- numbers ---- */

bool str_to_u64(struct str s, uint64_t max, uint64_t *out)
{
    uint64_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.at[i] - '0');
        if (n > max / 10 || n * 10 > max - digit || digit > max)
            return false;
        n = n * 10 + digit;
    }
    if (s.len == 0)
        return false;
    *out = n;
    return true;
}

bool ascii_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool byte_is_of_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

int hex_value(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    char small = ascii_lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

static struct str with_first(struct arena *arena, char first, struct str s)
{
    return STR_JOIN(arena, (struct str){&first, s.len ? 1 : 0}, str_after(s, 1));
}

struct str str_lower_first(struct arena *arena, struct str s)
{
    return with_first(arena, s.len ? ascii_lower(s.at[0]) : 0, s);
}

struct str str_upper_first(struct arena *arena, struct str s)
{
    return with_first(arena, s.len ? ascii_upper(s.at[0]) : 0, s);
}

bool str_to_hex_u64(struct str s, uint64_t *out)
{
    uint64_t n = 0;
    if (s.len == 0 || s.len > 16)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        int digit = hex_value(s.at[i]);
        if (digit < 0)
            return false;
        n = n << 4 | (uint64_t)digit;
    }
    *out = n;
    return true;
}

/* ---- bytes ---- */

bool bytes_eq(struct bytes a, struct bytes b)
{
    return a.len == b.len && mem_compare(a.at, b.at, a.len) == 0;
}

struct bytes bytes_of_str(struct str s)
{
    return (struct bytes){.at = (const uint8_t *)s.at, .len = s.len};
}

struct str str_of_bytes(struct bytes b)
{
    return (struct str){.at = (const char *)b.at, .len = b.len};
}

struct bytes bytes_first(struct bytes b, size_t n)
{
    ASSERT(n <= b.len);
    return (struct bytes){.at = b.at, .len = n};
}

struct bytes bytes_last(struct bytes b, size_t n)
{
    ASSERT(n <= b.len);
    return n == b.len ? b : (struct bytes){.at = b.at + (b.len - n), .len = n};
}

struct bytes bytes_inside(struct bytes b, size_t front, size_t back)
{
    ASSERT(front <= b.len && back <= b.len - front);
    return bytes_last(bytes_first(b, b.len - back), b.len - back - front);
}

struct bytes bytes_copy(struct arena *arena, struct bytes b)
{
    uint8_t *copy = ARENA_MANY(arena, uint8_t, b.len);
    mem_copy(copy, b.at, b.len);
    return (struct bytes){.at = copy, .len = b.len};
}

/* ---- buffers ---- */

enum { BUF_FIRST_BYTES = 64 };

struct buf buf_on(struct arena *arena)
{
    return (struct buf){.arena = arena};
}

/*
 * Make room for n more bytes.  A buffer that was the last to take from its arena only
 * lengthens; another moves.  When doubling would ask for more than there is, what is needed
 * is enough.  The arena is moved by hand because arena_alloc would first zero what is about
 * to be written over.
 */
__attribute__((noinline)) static void buf_grow(struct buf *b, size_t n)
{
    size_t needed = 0;
    ASSERT(b->arena != NULL && !__builtin_add_overflow(b->len, n, &needed));
    bool lengthens = b->cap > 0 && b->at + b->cap == b->arena->at;
    size_t room = arena_left(b->arena) + (lengthens ? b->cap : 0);
    ASSERT(needed <= room);

    size_t cap = b->cap <= room / 2 ? b->cap * 2 : room;
    if (cap < BUF_FIRST_BYTES)
        cap = BUF_FIRST_BYTES < room ? BUF_FIRST_BYTES : room;
    if (cap < needed)
        cap = needed;

    uint8_t *at = lengthens ? b->at : b->arena->at;
    if (!lengthens)
        mem_copy(at, b->at, b->len);
    b->arena->at = at + cap;
    b->at = at;
    b->cap = cap;
}

/* The next n bytes, to be filled by the caller. */
static inline uint8_t *buf_take(struct buf *b, size_t n)
{
    if (b->cap - b->len < n)
        buf_grow(b, n);
    uint8_t *at = b->at + b->len;
    b->len += n;
    return at;
}

static inline void put_run(struct buf *b, const void *from, size_t n)
{
    if (n > 0)
        __builtin_memcpy(buf_take(b, n), from, n);
}

void buf_put(struct buf *b, struct str s)
{
    put_run(b, s.at, s.len);
}

void buf_put_bytes(struct buf *b, struct bytes s)
{
    put_run(b, s.at, s.len);
}

void buf_put_byte(struct buf *b, uint8_t c)
{
    *buf_take(b, 1) = c;
}

enum { U64_MAX_DIGITS = 20 };

void buf_put_u64(struct buf *b, uint64_t n)
{
    buf_put_u64_padded(b, n, 1);
}

void buf_put_i64(struct buf *b, int64_t n)
{
    if (n < 0)
        buf_put_byte(b, '-');
    buf_put_u64(b, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void buf_put_u64_padded(struct buf *b, uint64_t n, int width)
{
    uint8_t digits[U64_MAX_DIGITS];
    size_t first = U64_MAX_DIGITS;
    do {
        digits[--first] = (uint8_t)('0' + n % 10);
        n /= 10;
    } while (n > 0);

    size_t len = U64_MAX_DIGITS - first;
    for (size_t zeros = width > 0 ? (size_t)width : 0; zeros > len; zeros--)
        buf_put_byte(b, '0');
    put_run(b, digits + first, len);
}

static const char hex_digits[] = "0123456789abcdef";

void buf_put_hex(struct buf *b, struct bytes s)
{
    ASSERT(s.len <= SIZE_MAX / 2);
    if (s.len == 0)
        return;
    uint8_t *at = buf_take(b, 2 * s.len);
    for (size_t i = 0; i < s.len; i++) {
        *at++ = (uint8_t)hex_digits[s.at[i] >> 4];
        *at++ = (uint8_t)hex_digits[s.at[i] & 15];
    }
}

void buf_put_hex_u64(struct buf *b, uint64_t n)
{
    uint8_t *at = buf_take(b, 16);
    for (size_t i = 16; i > 0; i--, n >>= 4)
        at[i - 1] = (uint8_t)hex_digits[n & 15];
}

static const char BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void buf_put_base64(struct buf *b, struct bytes s)
{
    for (size_t i = 0; i < s.len; i += 3) {
        size_t left = s.len - i;
        uint32_t three = (uint32_t)s.at[i] << 16;
        three |= left > 1 ? (uint32_t)s.at[i + 1] << 8 : 0;
        three |= left > 2 ? (uint32_t)s.at[i + 2] : 0;
        for (size_t k = 0; k < 4 && k <= left; k++)
            buf_put_byte(b, (uint8_t)BASE64[three >> (18 - 6 * k) & 63]);
    }
}

/* The six bits of a character; 64 for any other. */
static uint32_t base64_bits(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (uint32_t)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (uint32_t)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0') + 52;
    return c == '-' ? 62 : c == '_' ? 63 : 64;
}

bool bytes_from_base64(struct str s, struct arena *arena, struct bytes *out)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t len = 0;
    if (s.len % 4 == 1)
        return false;
    uint8_t *at = ARENA_MANY(arena, uint8_t, s.len / 4 * 3 + 3);
    for (size_t i = 0; i < s.len; i++) {
        uint32_t six = base64_bits(s.at[i]);
        if (six == 64)
            return false;
        bits = (bits << 6 | six) & 0xffffff;
        held += 6;
        if (held >= 8) {
            held -= 8;
            at[len++] = (uint8_t)(bits >> held);
        }
    }
    /* What is left over must be zeros, so that bytes have one spelling. */
    if (bits & ((1u << held) - 1))
        return false;
    *out = (struct bytes){at, len};
    return true;
}

struct str buf_str(const struct buf *b)
{
    return str_of_bytes(buf_bytes(b));
}

struct bytes buf_bytes(const struct buf *b)
{
    return (struct bytes){.at = b->at, .len = b->len};
}

/* ---- escaping ---- */

/* What stands for a character that HTML cannot carry. */
#define REPLACEMENT "\xEF\xBF\xBD"

/* Bytes that may not simply be copied into HTML: C0 controls, DEL, the five, and the lead of C1 controls. */
// clang-format off
static const bool html_special[256] = {
    [0] = 1,  [1] = 1,  [2] = 1,  [3] = 1,  [4] = 1,  [5] = 1,  [6] = 1,  [7] = 1,  [8] = 1,
    [11] = 1, [12] = 1, [13] = 1, [14] = 1, [15] = 1, [16] = 1, [17] = 1, [18] = 1, [19] = 1,
    [20] = 1, [21] = 1, [22] = 1, [23] = 1, [24] = 1, [25] = 1, [26] = 1, [27] = 1, [28] = 1,
    [29] = 1, [30] = 1, [31] = 1, [127] = 1, ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1,
    [0xC2] = 1,
};
// clang-format on

/* Put what stands for the special character at `at`; gives how many bytes it took. */
static size_t put_html_special(struct buf *b, const uint8_t *at, size_t left)
{
    bool wide = at[0] == 0xC2;
    if (wide && (left < 2 || at[1] < 0x80 || at[1] > 0x9F)) {
        buf_put_byte(b, at[0]);
        return 1;
    }
    if (at[0] == '&')
        buf_put(b, S("&amp;"));
    else if (at[0] == '<')
        buf_put(b, S("&lt;"));
    else if (at[0] == '>')
        buf_put(b, S("&gt;"));
    else if (at[0] == '"')
        buf_put(b, S("&quot;"));
    else if (at[0] == '\'')
        buf_put(b, S("&#39;"));
    else
        buf_put(b, S(REPLACEMENT));
    return wide ? 2 : 1;
}

void buf_put_escaped(struct buf *b, struct str s)
{
    const uint8_t *at = (const uint8_t *)s.at;
    size_t copied = 0;
    for (size_t i = 0; i < s.len;) {
        if (!html_special[at[i]]) {
            i++;
            continue;
        }
        put_run(b, at + copied, i - copied);
        i += put_html_special(b, at + i, s.len - i);
        copied = i;
    }
    if (copied < s.len)
        put_run(b, at + copied, s.len - copied);
}

static void put_json_special(struct buf *b, uint8_t c)
{
    buf_put_byte(b, '\\');
    if (c == '"' || c == '\\') {
        buf_put_byte(b, c);
    } else if (c == '\n') {
        buf_put_byte(b, 'n');
    } else {
        buf_put(b, S("u00"));
        buf_put_hex(b, (struct bytes){.at = &c, .len = 1});
    }
}

void buf_put_json(struct buf *b, struct str s)
{
    const uint8_t *at = (const uint8_t *)s.at;
    size_t copied = 0;
    buf_put_byte(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (at[i] >= 0x20 && at[i] != '"' && at[i] != '\\')
            continue;
        put_run(b, at + copied, i - copied);
        put_json_special(b, at[i]);
        copied = i + 1;
    }
    if (copied < s.len)
        put_run(b, at + copied, s.len - copied);
    buf_put_byte(b, '"');
}
