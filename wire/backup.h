/*
 * wire/backup.h - a vault as one file that any host can write and read
 *
 * A backup is a start (magic, version, count, the vault header with its hash), the entries in rising order,
 * and the hash of all that.  An entry is an envelope or a husk with its number, device and hash.  Bytes that a
 * damaged store could no longer read are absent, and the entry says so by having none.  Everything in it
 * is sealed or public; this room never holds a key and cannot hash, so the sum at the end comes from and goes
 * to the caller.  Byte by byte: doc/record-format.md.
 *
 * The same form of an entry is spoken between the browser's shell and its module.
 *
 * Memory: what is read borrows from the input.  Failure: outputs are left as they were.
 */
#ifndef WIRE_BACKUP_H
#define WIRE_BACKUP_H

#include "wire/entry.h"

enum {
    BACKUP_VERSION      = 1,
    BACKUP_HEADER_BYTES = 1024,                                          /* a vault header */
    BACKUP_START_BYTES  = 8 + 4 + 4 + 8 + HASH_BYTES + BACKUP_HEADER_BYTES,
    BACKUP_ENTRY_BYTES  = 8 + 8 + HASH_BYTES + 4,                        /* before an entry's own bytes */
};

struct backup {
    uint64_t     count;
    struct hash  header_hash; /* as it was kept beside the header; they differ only if it is damaged */
    struct bytes header;
    struct bytes entries; /* for backup_next */
    struct bytes summed;  /* what the sum is of */
    struct hash  sum;     /* BLAKE2b-256, to be compared by the caller */
};

/* header: BACKUP_HEADER_BYTES. */
void backup_put_start(struct buf *out, uint64_t count, const struct hash *header_hash, struct bytes header);
/* n: from 1 to ENTRY_N_MAX, rising; a number that is not there was lost with all its traces. */
void backup_put_entry(struct buf *out, const struct log_entry *entry);

/*
 * Take a whole file apart and look at every entry once.  ERR_MALFORMED: another kind of file, an entry out of
 * order, or bytes that are neither envelope nor husk in length.  ERR_BAD_VERSION: written by a later
 * version.  ERR_TRUNCATED: it ends too soon.  Whether the bytes are the ones that were written, only the sum tells.
 */
enum err backup_read(struct bytes file, struct backup *out);

/* Cut the next entry off the front of *left.  ERR_TRUNCATED, ERR_MALFORMED as above. */
enum err backup_next(struct bytes *left, struct log_entry *out);

#endif
