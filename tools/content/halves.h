/*
 * tools/content/halves.h - the words of a language in two halves: what is compiled in, and the pack
 *
 * Both walk the lists of columns in pages/frame/columns.h.
 */
#ifndef TOOLS_CONTENT_HALVES_H
#define TOOLS_CONTENT_HALVES_H

#include "pages/frame/words_open.h"
#include "tools/tool.h"
#include "wire/envelope.h"

/* Ids, numbers and sets, and how many rows and parts there are, as C: WORDS_COMPILED. */
void put_compiled(struct buf *out, const struct words *words);

/* BLAKE2b-256 of a file, as app/packs.h holds packs against. */
void hash_of(struct str bytes, uint8_t hash[HASH_BYTES]);

/* BLAKE2b of what is compiled in: of WORDS_COMPILED as C, and of the rows for the rules as C. */
void shape_of(struct str compiled, struct str library, uint8_t shape[WORDS_SHAPE_BYTES]);

/* A pack as pages/frame/words_open.h describes it. */
void put_pack(struct buf *out, const struct words *words, const uint8_t shape[WORDS_SHAPE_BYTES]);

/* Literals of templates as templatec wrote them; of the door, those of other pages are empty.  Complains of others. */
struct literals read_literals(struct arena *arena, const char *path, bool door);

/* Of all words but the literals those that a page for anyone needs. */
struct words door_of(const struct words *words, struct arena *arena);

#endif
