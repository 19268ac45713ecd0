/*
 * host/native/salvage.h - a backup out of a vault whose file is damaged, read without its tree
 *
 * SQLite finds an entry from the first page on, by way of pages that point to others.  If one of these is lost, nothing
 * behind it is found, although it lies there whole.  Here every page is looked at by itself (SQLite's file format, sections 1.6
 * and 2, and 4 for the write-ahead log; https://www.sqlite.org/fileformat2.html): a cell is taken for an entry if its hash is
 * the hash of its bytes, which nothing else is by chance.  Pages of the index give the hash of what is lost itself, so that
 * what comes after it can still be opened.  Both versions of the schema are known by the number of their columns.
 */
#ifndef HOST_NATIVE_SALVAGE_H
#define HOST_NATIVE_SALVAGE_H

#include "base/err.h"

#include <stdint.h>

struct salvaged {
    uint64_t entries; /* whole, or deleted on purpose */
    uint64_t lost;    /* of which only the hash is left */
    uint64_t gaps;    /* numbers between these of which nothing is left */
};

/*
 * Write what the vault in `dir` still holds to a new file (0600) in the form of wire/backup.h, synced before it returns.
 * The vault is only read.  What is still in its write-ahead log counts, up to the last whole transaction.
 * ERR_NOT_FOUND: no vault file, or no such directory to write to.  ERR_EXISTS: there is a file of that name.  ERR_BUSY: a
 * process has the vault open.  ERR_MALFORMED: no page holds a whole header, so nothing could open what was found; no
 * file is made.  ERR_NO_ROOM, ERR_STORAGE: memory or disk.
 */
enum err salvage(const char *dir, const char *to_path, struct salvaged *out);

#endif
