/*
 * app/packs.h - packs of words, held against what this program was made with
 *
 * Markup in a pack goes onto pages as it is, so only those packs are opened whose hash the build compiled in.
 */
#ifndef APP_PACKS_H
#define APP_PACKS_H

#include "pages/frame/words_open.h"
#include "wire/entry.h"

/* BLAKE2b-256 of each pack, made by contentc. */
extern const struct hash PACKS[];
extern const size_t PACKS_LEN;

/*
 * The words of a pack, which stays where it is for as long as they are used.  room: words_room() bytes, the same.
 *     ERR_BAD_VERSION  none of the packs that this program was made with: another version's, or damaged
 */
enum err pack_open(struct bytes pack, void *room, struct words *out);

#endif
