/*
 * pages/frame/words_open.h - opens a pack: the words of one language
 *
 * A pack is deterministic CBOR (base/cbor.h), an array of
 *
 *     text    "attune words"
 *     uint    1, the version of this format
 *     bytes   the shape of what is compiled in: 32 bytes that change with every id, number, column and count of rows
 *             or parts, and with what the rules hold own words against (core/library.h)
 *     text    the language's tag
 *     bool    it is written from right to left
 *     tables  in the order of struct words: arrays of rows, a row an array of what its columns take from a pack
 *             (pages/frame/columns.h): texts, and rows within it
 *
 * The full pack has every table.  The door of a language is the same with what a page for anyone needs
 * (pages/route.h): other tables have no rows, other texts no words.
 *
 * Markup in a pack goes onto pages as it is, so whoever opens one has held its bytes against the hash that was
 * compiled in (app/packs.h).  Reading stays total all the same: any bytes give words or an error.
 */
#ifndef PAGES_FRAME_WORDS_OPEN_H
#define PAGES_FRAME_WORDS_OPEN_H

#include "base/arena.h"
#include "pages/frame/words.h"

#define WORDS_MAGIC S("attune words")
enum { WORDS_VERSION = 1, WORDS_SHAPE_BYTES = 32 };

/* Made by contentc, with WORDS_COMPILED. */
extern const uint8_t WORDS_SHAPE[WORDS_SHAPE_BYTES];

/* What words_open takes of an arena at most, in bytes; the same for every pack. */
size_t words_room(void);

/*
 * The words of a pack, which stays where it is for as long as they are used.  `arena` has words_room() left.
 *     ERR_BAD_VERSION    made for another version of the app: of another format, or of another shape
 *     ERR_MALFORMED    no pack, and the errors of base/cbor.h; *out is as it was
 */
enum err words_open(struct bytes pack, struct arena *arena, struct words *out);

#endif
