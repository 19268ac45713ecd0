/*
 * host/native/store_inside.h - what the parts of the store share: its struct, files by path, and SQLite in few words
 *
 * For store*.c alone; everyone else sees store.h.
 */
#ifndef HOST_NATIVE_STORE_INSIDE_H
#define HOST_NATIVE_STORE_INSIDE_H

#include <limits.h>
#include <sqlite3.h>

#include "host/native/store.h"

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

struct path {
    char at[PATH_MAX];
};

enum { STORE_LOGS_MAX = 64 };

struct store {
    sqlite3 *db;
    int version;                        /* of the schema: 2, or 1 where that could not be changed */
    bool stays_first;                   /* it is damaged, so another try would end as the first did */
    struct entry_order order;           /* of what stands in a version 1, for what is to be added */
    struct log_id logs[STORE_LOGS_MAX]; /* log 1, which is the vault's own, and so on */
    size_t logs_len;
    struct path dir;
    int lock;
    bool has_vault;
    bool wipe_is_due;
    uint64_t last;
    struct path file, spare;
};

/* host/native/store_db.c */

enum err db_err(int rc);
enum err db_run(sqlite3 *db, const char *sql);
enum err db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out);
/* Run a statement that answers no rows; it can be bound and run again. */
enum err db_step(sqlite3_stmt *stmt);
/* The first column of the first row as a number; 0 if there is no row. */
enum err db_number(sqlite3 *db, const char *sql, sqlite3_int64 *out);
int db_bind(sqlite3_stmt *stmt, int place, const void *at, size_t len);
struct bytes db_bytes(sqlite3_stmt *stmt, int column);
void db_close(struct store *s);
/* Commit, or put everything back.  SQLite may have rolled back by itself already. */
enum err db_end(struct store *s, enum err e);
/* As store_settle; how it went is in wipe_is_due. */
void store_wipe(struct store *s);

/* host/native/store_read.c.  Outside of a transaction: its pages are forgotten, for it takes in what reading refuses. */
bool db_is_sound(sqlite3 *db);

/* In each version of the schema.  Columns of a row: n, log, device, previous, hash, bytes; ?1 to ?6 of `put` likewise.
 */
struct store_sql {
    const char *from, *one, *chain_one; /* ?1: n; the last asks the index alone */
    const char *put;
};
const struct store_sql *store_sql_of(int version);
const struct store_sql *store_sql(const struct store *s); /* of the file's own */

/* host/native/store_rows.c, in a transaction */

enum err header_put_as(struct store *s, const struct hash *hash, struct bytes header);
enum err header_put(struct store *s, const struct vault_header *header);
enum err entry_check(const struct log_entry *entry, uint64_t expected_n);
/* The number of a log, which is made where it is new. */
enum err log_number(struct store *s, const struct log_id *id, sqlite3_int64 *out);
/* stmt: as store_sql(s)->put. */
enum err entry_put(sqlite3_stmt *stmt, sqlite3_int64 log, const struct log_entry *entry);
/* Into a table that is there: here_ready.  ERR_TOO_LONG. */
enum err here_put(struct store *s, struct bytes here);

/* host/native/store_open.c */

/* Open the file at `path`, which is there, and read what the store keeps in memory. */
enum err db_open(struct store *s, const char *path, bool create);
struct store *store_new(void);

/* host/native/store_schema.c */

/* A file without pages is one whose making was cut short: make it now.  Then version and logs are known. */
enum err schema_ready(struct store *s, bool create);
/* In a transaction, before here_put: a version 1 gets the table. */
enum err here_ready(struct store *s);
/* Also ERR_OK where it is lost: nobody will read it. */
enum err here_take_away(struct store *s);
/* Its page is damaged, so that it can be neither read nor replaced. */
bool here_is_lost(struct store *s);
/*
 * Make a version 1 a version 2, in one transaction; no more than twice the file's size is needed for it.  Where that
 * fails, the file stays as it is and is read and written as a version 1: nobody is locked out because a disk is full or
 * a page is damaged.  After a full disk it is tried again at the next rest, or when a change needs it: not with every
 * change, for it reads and writes all there is, and a Stop may be waiting.
 */
void store_upgrade(struct store *s);

/* host/native/store_files.c */

enum err file_err(void);
enum err path_join(struct path *out, const char *dir, const char *name);
enum err sync_path(const char *path, int flags);
enum err sync_parent(const char *path);
enum err make_dirs(const char *dir);
/* Make an empty file that only its owner can read.  ERR_EXISTS if there is one. */
enum err make_private(const char *path);
bool file_is(const char *path);
/*
 * flock goes with the process however it ends, so no lock is ever stale.  The pid in the file
 * is for people.
 */
enum err lock_take(const char *dir, int *out);
/*
 * A link is followed only if it is this account's own, who may have put the vault somewhere else; then the file is made
 * private, and the files that SQLite puts beside it take the same mode.
 */
enum err own_file(const char *path);
/*
 * Where the vault file lies, which a link of this account's own may have put somewhere else: there SQLite keeps its
 * log, and a rename is whole.  What lies beside the end of another's link is not ours to remove.
 */
enum err vault_real(const char *dir, struct path *out);
/*
 * Left by a process that was killed before its file was whole, or sent; the lock is ours, so nobody is writing it.  A
 * copy on its way to a browser, or on its way in, holds what may have been deleted since, under ways in that may have
 * been replaced.
 */
void part_remove(const char *dir);
/*
 * Deleting needs room: the removal is written before what it removes is overwritten.  On a full disk that would keep a
 * person from taking words away, so some room is held for it in a file of nothing, which is let go when it is needed
 * and made again when it can be.
 */
void spare_make(const struct store *s);
bool spare_use(const struct store *s);
/* A whole file, read where it lies; an empty one has no place. */
enum err file_map(const char *path, struct bytes *out);
void file_unmap(struct bytes file);

/* As store_place, of a file. */
enum err place_of(const char *path, struct hash *out);
enum { MACHINE_ID_BYTES = 64 };
/*
 * kind, system: of the file system, as statfs says.  file: its number there.  What does not last on such a kind is left
 * out, for a copy is said to a person who may be frightened by it.  machine: at most MACHINE_ID_BYTES.
 */
struct hash place_hash(uint32_t kind, uint64_t system, uint64_t file, struct bytes machine);
/*
 * kind: of the file system on which the machine's id is.  A system that is run from a stick makes one at every start,
 * and keeps it in memory: that one says nothing.
 */
bool machine_id_lasts(uint32_t kind);

#endif
