/*
 * base/json.h - reading JSON (RFC 8259) piece by piece, strictly
 *
 * A pull reader: it keeps no tree.  The caller asks what comes next, takes it or passes over it.
 *
 *     json_enter(&r, JSON_OBJECT);
 *     while (json_key(&r, &arena, &key, &more) == ERR_OK && more)
 *         ... take one value: json_get_text, json_skip, json_enter ...
 *
 * Nothing beyond the RFC is read: no comments, no comma too many, no leading zeros, no byte order mark.
 * Text is UTF-8 and stays so; \u escapes come out as UTF-8, halves of a surrogate pair only together, and
 * \u0000 is refused, for nothing that a person reads holds it.  A number is given as it is written: this
 * room has no floating point.  A key that comes twice is the caller's to judge.
 *
 * Memory: a text without escapes borrows from the input, another one is in the arena.  Failure: the reader
 * stays before the item that it could not read, and outputs are left as they were.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

enum { JSON_DEPTH_MAX = 32 };

struct json_reader {
    struct str left;   /* what has not been read yet */
    uint64_t   kinds;  /* what is open, innermost in the lowest bit: 1 for an object */
    unsigned   depth;  /* how many are open */
    bool       after;  /* an item of the innermost one was read: a comma or the end comes next */
    bool       valued; /* a key was read: its value comes next */
};

enum json_kind { JSON_NOTHING, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

struct json_reader json_on(struct str text);

/*
 * What comes next, unread.  ERR_TRUNCATED: nothing does.  ERR_MALFORMED: nothing that begins a value; its
 * inside is not looked at yet.
 */
enum err json_peek(const struct json_reader *r, enum json_kind *out);

/*
 * Each reads one value of its kind.  ERR_TRUNCATED: the input ends inside it.  ERR_MALFORMED: another kind,
 * or not JSON.
 */
enum err json_get_nothing(struct json_reader *r);
enum err json_get_bool(struct json_reader *r, bool *out);
enum err json_get_number(struct json_reader *r, struct str *out); /* as written: "-1.5e3" */
enum err json_get_text(struct json_reader *r, struct arena *arena, struct str *out);

/* Open an array or object.  Errors as above; ERR_TOO_LONG: more than JSON_DEPTH_MAX are open. */
enum err json_enter(struct json_reader *r, enum json_kind kind);
/* In an array: whether another item comes, which is read next; at its end it is closed. */
enum err json_item(struct json_reader *r, bool *more);
/* In an object: the next key, whose value is read next; at its end it is closed and *more is false. */
enum err json_key(struct json_reader *r, struct arena *arena, struct str *key, bool *more);

/* Pass over one whole value, checking all of it.  Errors as above. */
enum err json_skip(struct json_reader *r, struct arena scratch);

/* ERR_MALFORMED if anything but white space is left; ERR_TRUNCATED while something is still open. */
enum err json_end(const struct json_reader *r);

#endif
