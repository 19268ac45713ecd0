/*
 * base/text.h - borrowed text and bytes, and a buffer that builds either
 *
 * `struct str` is UTF-8 with a length and no terminator; `struct bytes` is opaque data.
 * Both borrow: whoever made them says how long they live.  A zero struct is the empty text.
 * Only this room subtracts lengths.  Nothing here fails: a slice outside its source is our
 * own mistake and traps.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"

struct str {
    const char *at;
    size_t      len;
};

struct bytes {
    const uint8_t *at;
    size_t         len;
};

/* A str from a literal; its length is known to the compiler. */
#define S(literal) ((struct str){.at = (literal), .len = sizeof(literal) - 1})
/* The same for tables in static storage. */
#define S_INIT(literal) {.at = (literal), .len = sizeof(literal) - 1}

struct str str_from_c(const char *c); /* NULL gives the empty text */
bool       str_eq(struct str a, struct str b);
int        str_cmp(struct str a, struct str b); /* by bytes, shorter first: -1, 0, 1 */
bool       str_starts(struct str s, struct str prefix);
bool       str_ends(struct str s, struct str suffix);
struct str str_after(struct str s, size_t n); /* s without its first n bytes; n > len gives empty */
struct str str_first(struct str s, size_t n); /* at most n first bytes */
struct str str_trim(struct str s);            /* without ASCII white space at both ends */
/* Cut `s` at the first `c`: before it to *head, after it to *tail; false, all in head, if none. */
bool       str_cut(struct str s, char c, struct str *head, struct str *tail);
/* Where `needle` stands in `s`, byte for byte; SIZE_MAX if nowhere.  What people wrote is looked for by base/folding.h. */
size_t     str_find(struct str s, struct str needle);
/* True if `s` is UTF-8 without surrogates, overlong forms or bytes over U+10FFFF. */
bool       str_is_utf8(struct str s);
/* How many bytes the first character of s has, and which it is; 0, *out untouched, if there is none or it is broken. */
size_t     str_character(struct str s, uint32_t *out);
/* At most n bytes of s, never cutting a character in two. */
struct str str_first_whole(struct str s, size_t n);
/* How many characters (code points) a UTF-8 text has. */
size_t     str_characters(struct str s);
/* Decimal digits only, at most `max`; false (and *out untouched) on anything else. */
bool       str_to_u64(struct str s, uint64_t max, uint64_t *out);
bool       str_to_hex_u64(struct str s, uint64_t *out); /* 1-16 hex digits */

/* Characters of ASCII; any other is none of them and stays as it is. */
bool ascii_is_letter(char c);
bool ascii_is_digit(char c);
char ascii_lower(char c);
char ascii_upper(char c);
/* A letter, a digit, or a byte of a character beyond ASCII: what a word is made of, as far as one byte can tell. */
bool byte_is_of_word(char c);
int  hex_value(char c); /* of a hex digit in either case; -1 of any other */
/* With its first letter small, or a capital, where it is one of ASCII. */
struct str str_lower_first(struct arena *arena, struct str s);
struct str str_upper_first(struct arena *arena, struct str s);

bool         bytes_eq(struct bytes a, struct bytes b);
struct bytes bytes_of_str(struct str s);
struct str   str_of_bytes(struct bytes b);
struct bytes bytes_first(struct bytes b, size_t n);                /* n <= len, else trap */
struct bytes bytes_last(struct bytes b, size_t n);                 /* n <= len, else trap */
struct bytes bytes_inside(struct bytes b, size_t front, size_t back); /* front + back <= len */

/* The bytes of a text as buf_put_base64 writes it, and of no other; false (and *out untouched) on anything else. */
bool bytes_from_base64(struct str s, struct arena *arena, struct bytes *out);

/* Copies into an arena. */
struct str   str_copy(struct arena *arena, struct str s);
struct bytes bytes_copy(struct arena *arena, struct bytes b);

/*
 * A buffer grows inside its arena by doubling; what it held before stays valid until the
 * arena is reset.  buf_str and buf_bytes borrow from it until it next grows.
 */
struct buf {
    uint8_t      *at;
    size_t        len, cap;
    struct arena *arena;
};

struct buf   buf_on(struct arena *arena);
void         buf_put(struct buf *b, struct str s);
void         buf_put_bytes(struct buf *b, struct bytes s);
void         buf_put_byte(struct buf *b, uint8_t c);
void         buf_put_u64(struct buf *b, uint64_t n);                   /* decimal */
void         buf_put_i64(struct buf *b, int64_t n);                    /* decimal */
void         buf_put_u64_padded(struct buf *b, uint64_t n, int width); /* decimal, zeros in front */
void         buf_put_hex(struct buf *b, struct bytes s);               /* lower case */
void         buf_put_hex_u64(struct buf *b, uint64_t n);               /* 16 digits */
void         buf_put_base64(struct buf *b, struct bytes s);            /* of URLs, without padding (RFC 4648, 5) */
struct str   buf_str(const struct buf *b);
struct bytes buf_bytes(const struct buf *b);

/* Concatenate up to `n` texts into the arena. */
struct str str_join(struct arena *arena, const struct str *parts, size_t n);
#define STR_JOIN(arena, ...)                                                          \
    str_join((arena), (const struct str[]){__VA_ARGS__},                              \
             sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))
/* Text into characters that are safe between HTML tags and inside double quotes. */
void buf_put_escaped(struct buf *b, struct str s);
/* Text into a JSON string with its quotes. */
void buf_put_json(struct buf *b, struct str s);

#endif
