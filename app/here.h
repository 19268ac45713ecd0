/*
 * app/here.h - what is so on this device alone: its number in the log, and what it remembers of its own
 *
 * A number names who wrote an entry.  It is 64 random bits, never read from the log: two copies of one vault would then
 * write under one name.  It stands in a row of the store that no backup, export or link carries, so that what was
 * restored, copied or made elsewhere begins under a number of its own.  The row also says how many entries were sealed
 * under the number and which was the last: where the log holds more, somebody else wrote under this name.
 *
 * As bytes it is deterministic CBOR, a map; doc/record-format.md has it.  Sealed by seal_here.
 */
#ifndef APP_HERE_H
#define APP_HERE_H

#include "core/vocabulary.h"
#include "seal/seal.h"

enum { PLACE_BYTES = 32 };

struct here {
    uint64_t    device; /* 0: none yet */
    uint64_t    since;  /* the last entry in the store when the number was made: all up to it counts as one's own past */
    struct hash place;  /* what tells this place from a copy of it; zeros: the host has nothing of the kind */
    uint64_t    len;    /* entries sealed under the number */
    struct hash head;   /* of the newest of them */
    uint64_t    clock;  /* the newest that it gave itself, but for what had to be stamped after something further ahead */
    uint64_t    met;    /* stops in entries up to this one have been met */
    struct score rest_level; /* this level and higher rest, for a stop that came from elsewhere, */
    int64_t     rest_until_ms; /* until then, in the time of the log */
    int64_t     held_ms; /* since then, in the time of the log, words wait that were deleted elsewhere; 0: none did */
};

void here_encode(struct buf *out, const struct here *here);
/* ERR_BAD_VERSION: of a later version.  ERR_MALFORMED and the reader's errors: not a row. */
enum err here_decode(struct bytes row, struct here *out);

#endif
