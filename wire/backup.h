/*
 * wire/backup.h - a vault as one file that any host can write and read
 *
 * A backup is a start (magic, version, the vault header with its hash, the number of logs), then each log (its id, the
 * number of its entries, and those in rising order of n), and the hash of all that.  The vault's own log comes first;
 * its id is zeros, for the true one follows from its keys.  Others follow in rising order of their ids, and have at
 * least one entry each.  An entry is an envelope or a husk with its number, device, the hash it is bound to and its
 * own.  Bytes that a damaged store could no longer read are absent, and the entry says so by having none.  Everything
 * in it is sealed or public; this room never holds a key and cannot hash, so the sum at the end comes from and goes to
 * the caller. Byte by byte (also: doc/record-format.md):
 *
 *     version 2   magic 8, version 4, zeros 4, header hash 32, header 1024, logs 4
 *                 each log: id 32, count 8; each entry: n 8, device 8, previous 32, hash 32, len 4, bytes
 *                 sum 32
 *     version 1   magic 8, version 4, zeros 4, count 8, header hash 32, header 1024
 *                 each entry: n 8, device 8, hash 32, len 4, bytes
 *                 sum 32
 *
 * Numbers are big-endian.  Version 2 is written; both are read, by the same two functions, and will be for good.
 * Of a version 1 the reader works out what each entry is bound to (wire/entry.h).
 *
 * The same form of an entry is spoken between the browser's shell and its module, and kept by that shell.
 *
 * Memory: what is read borrows from the input.  Failure: outputs are left as they were.
 */
#ifndef WIRE_BACKUP_H
#define WIRE_BACKUP_H

#include "wire/entry.h"

enum {
    BACKUP_VERSION = 2,
    BACKUP_HEADER_BYTES = 1024, /* a vault header */
    BACKUP_START_BYTES = 8 + 4 + 4 + HASH_BYTES + BACKUP_HEADER_BYTES + 4,
    BACKUP_LOG_BYTES = 32 + 8,                                /* before a log's entries */
    BACKUP_ENTRY_BYTES = 8 + 8 + HASH_BYTES + HASH_BYTES + 4, /* before an entry's own bytes */
};

struct backup {
    uint32_t version;        /* that the file was written in */
    uint64_t logs, count;    /* how many there are; entries are those of all logs */
    struct hash header_hash; /* as it was kept beside the header; they differ only if it is damaged */
    struct bytes header;
    struct bytes summed; /* what the sum is of */
    struct hash sum;     /* BLAKE2b-256, to be compared by the caller */

    /* Where backup_next is.  A copy of the struct goes on from the same place. */
    struct bytes left;
    uint64_t logs_left, entries_left; /* of the log that is being read */
    uint64_t last_n;                  /* in it */
    struct log_id log;
    struct entry_order order; /* of a version 1 */
};

/* header: BACKUP_HEADER_BYTES.  logs: from 1. */
void backup_put_start(struct buf *out, uint32_t logs, const struct hash *header_hash, struct bytes header);
void backup_put_log(struct buf *out, const struct log_id *id, uint64_t count);
/*
 * n: from 1 to ENTRY_N_MAX, rising; a number that is not there was lost with all its traces.  The log's id is not
 * written: that is said once, before its entries.
 */
void backup_put_entry(struct buf *out, const struct log_entry *entry);

/*
 * Take a whole file apart and look at every entry once; *out then stands at the first.  ERR_MALFORMED: another kind of
 * file, logs or entries out of order, or bytes that are neither envelope nor husk in length.  ERR_BAD_VERSION: written
 * by a later version.  ERR_TRUNCATED: it ends too soon.  Whether the bytes are the ones that were written, only the sum
 * tells.
 */
enum err backup_read(struct bytes file, struct backup *out);

/* The next entry of a backup that was read, of whatever version and log.  ERR_NOT_FOUND: that was the last one. */
enum err backup_next(struct backup *backup, struct log_entry *out);

/*
 * Cut the next entry, as backup_put_entry writes it, off the front of *left; its log is the vault's own.
 * ERR_TRUNCATED, ERR_MALFORMED as above.
 */
enum err backup_entry(struct bytes *left, struct log_entry *out);

#endif
