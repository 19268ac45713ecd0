/*
 * base/form.h - the fields of a submitted form (application/x-www-form-urlencoded)
 *
 * Decoding is forgiving the way browsers are: a stray percent sign stands for itself.  What it
 * does not forgive is size.  Text that is not UTF-8 has its bad bytes replaced by U+FFFD, and
 * line ends become a single newline, so that what a page shows is what was kept.
 *
 * Memory: names and values are in the arena.
 */
#ifndef BASE_FORM_H
#define BASE_FORM_H

#include "base/text.h"

enum { FORM_MAX_FIELDS = 256 };

struct field {
    struct str name, value;
};
struct form SPAN_OF(struct field);

/* ERR_TOO_LONG: more than FORM_MAX_FIELDS fields.  Nothing else fails. */
enum err form_decode(struct str encoded, struct arena *arena, struct form *out);
/* Percent-decode one piece (a path segment, a value); `plus` says whether + is a space. */
struct str form_unescape(struct str s, bool plus, struct arena *arena);
/* Encode a value so that form_decode gives it back. */
void form_put_escaped(struct buf *b, struct str s);

/* The first value with this name; the empty text if there is none. */
struct str form_get(const struct form *form, struct str name);
bool       form_has(const struct form *form, struct str name);
/* A decimal number up to max; false if absent or anything else. */
bool       form_number(const struct form *form, struct str name, uint64_t max, uint64_t *out);

#endif
