/*
 * host/native/store.c - the vault file: opening and locking, keeping changes, reading them back,
 * copies, and what can be saved from a damaged file
 *
 * SQLite does the hard part.  Here are the settings that make its promises ours (WAL with
 * synchronous=FULL, secure_delete), and the order of things around a transaction.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* flock, dprintf, fallocate */
#endif
#include "host/native/store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "seal/seal.h"
#include "wire/backup.h"

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

struct path {
    char at[PATH_MAX];
};

struct store {
    sqlite3 *db;
    struct path dir;
    int lock;
    bool has_vault;
    bool wipe_is_due;
    uint64_t last;
    struct path file, spare;
};

/* "attn" in the file's header, where file(1) looks; then the version of the schema. */
#define APPLICATION_ID "1635021934"
#define SCHEMA_VERSION "1"

enum {
    APPLICATION_ID_NUMBER = 1635021934,
    SCHEMA_VERSION_NUMBER = 1,
    SPARE_BYTES = 1024 * 1024, /* several removals of the longest entries, with the log they are written to */
    LOST_MAX = 100000,         /* numbers of which nothing is found: then nothing more is looked for */
};

/*
 * The index repeats what the chain needs (number, device, hash) on other pages, so that losing a
 * page of envelopes loses only those, not the proof that the rest belongs together.
 */
static const char *const SCHEMA[] = {
    "CREATE TABLE header(one INTEGER PRIMARY KEY CHECK(one = 1), hash BLOB NOT NULL, bytes BLOB NOT NULL)",
    "CREATE TABLE header_copy(one INTEGER PRIMARY KEY CHECK(one = 1), hash BLOB NOT NULL, bytes BLOB NOT NULL)",
    "CREATE TABLE entry(n INTEGER PRIMARY KEY, device INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL)",
    "CREATE INDEX entry_chain ON entry(n, device, hash)",
};
enum { SCHEMA_LEN = sizeof SCHEMA / sizeof SCHEMA[0] };

/* ---- small things ---- */

static enum err db_err(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_OK;
    case SQLITE_FULL:
    case SQLITE_NOMEM:
        return ERR_NO_ROOM;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_NOTADB:
        return ERR_MALFORMED;
    default:
        return ERR_STORAGE;
    }
}

static enum err file_err(void)
{
    switch (errno) {
    case ENOENT:
        return ERR_NOT_FOUND;
    case EEXIST:
        return ERR_EXISTS;
    case EFBIG: /* as far as this account may go */
    case ENOSPC:
    case EDQUOT:
    case ENOMEM:
        return ERR_NO_ROOM;
    default:
        return ERR_STORAGE;
    }
}

static enum err path_join(struct path *out, const char *dir, const char *name)
{
    int len = snprintf(out->at, sizeof out->at, "%s%s", dir, name);
    return len >= 0 && (size_t)len < sizeof out->at ? ERR_OK : ERR_TOO_LONG;
}

static enum err db_run(sqlite3 *db, const char *sql)
{
    return db_err(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static enum err db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out)
{
    return db_err(sqlite3_prepare_v2(db, sql, -1, out, NULL));
}

/* Run a statement that answers no rows; it can be bound and run again. */
static enum err db_step(sqlite3_stmt *stmt)
{
    enum err e = db_err(sqlite3_step(stmt));
    int rc = sqlite3_reset(stmt);
    return e != ERR_OK ? e : db_err(rc);
}

/* The first column of the first row as a number; 0 if there is no row. */
static enum err db_number(sqlite3 *db, const char *sql, sqlite3_int64 *out)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(db, sql, &stmt);
    if (e == ERR_OK) {
        int rc = sqlite3_step(stmt);
        sqlite3_int64 got = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
        e = db_err(rc);
        if (e == ERR_OK)
            *out = got;
    }
    sqlite3_finalize(stmt);
    return e;
}

static struct bytes db_bytes(sqlite3_stmt *stmt, int column)
{
    if (sqlite3_column_type(stmt, column) != SQLITE_BLOB)
        return (struct bytes){0};
    const uint8_t *at = sqlite3_column_blob(stmt, column); /* before its length, as SQLite asks */
    int len = sqlite3_column_bytes(stmt, column);
    return at == NULL ? (struct bytes){0} : (struct bytes){.at = at, .len = (size_t)len};
}

static int db_bind(sqlite3_stmt *stmt, int place, const void *at, size_t len)
{
    return sqlite3_bind_blob64(stmt, place, at, len, SQLITE_STATIC);
}

/* ---- files and the lock ---- */

static enum err sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return file_err();
    enum err e = fsync(fd) == 0 ? ERR_OK : ERR_STORAGE;
    close(fd);
    return e;
}

static enum err sync_parent(const char *path)
{
    struct path parent;
    enum err e = path_join(&parent, path, "");
    if (e != ERR_OK)
        return e;
    char *slash = strrchr(parent.at, '/');
    if (slash == NULL)
        return sync_path(".", O_RDONLY | O_DIRECTORY);
    slash[slash == parent.at ? 1 : 0] = '\0';
    return sync_path(parent.at, O_RDONLY | O_DIRECTORY);
}

static enum err make_dirs(const char *dir)
{
    struct path path;
    enum err e = path_join(&path, dir, "/");
    if (e != ERR_OK)
        return e;
    for (char *slash = strchr(path.at + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path.at, 0700) == 0)
            e = sync_parent(path.at);
        else if (errno != EEXIST)
            e = file_err();
        if (e != ERR_OK)
            return e;
        *slash = '/';
    }
    return ERR_OK;
}

/* Make an empty file that only its owner can read.  ERR_EXISTS if there is one. */
static enum err make_private(const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return file_err();
    close(fd);
    return ERR_OK;
}

static bool file_is(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

/*
 * flock goes with the process however it ends, so no lock is ever stale.  The pid in the file
 * is for people.
 */
static enum err lock_take(const char *dir, int *out)
{
    struct path path;
    enum err e = path_join(&path, dir, "/vault.lock");
    if (e != ERR_OK)
        return e;

    /* In a directory that others may write to, a link by this name may lead to a file that is dear to someone. */
    struct stat st;
    int fd = open(path.at, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return file_err();
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1 || st.st_uid != geteuid()) {
        close(fd);
        return ERR_STORAGE;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        e = errno == EWOULDBLOCK ? ERR_BUSY : ERR_STORAGE;
        close(fd);
        return e;
    }
    if (ftruncate(fd, 0) != 0 || dprintf(fd, "%ld\n", (long)getpid()) < 0)
        e = file_err(); /* a disk so full that not even this fits */
    if (e != ERR_OK)
        close(fd);
    else
        *out = fd;
    return e;
}

/* ---- opening ---- */

static enum err settings(sqlite3 *db)
{
    /* A vault may have come from a stranger: nothing in its schema may run anything. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_extended_result_codes(db, 1);
    return db_run(db, "PRAGMA locking_mode = EXCLUSIVE;" /* before the first read: then WAL needs no shared memory */
                      "PRAGMA journal_mode = WAL;"
                      "PRAGMA synchronous = FULL;"
                      "PRAGMA fullfsync = ON;"
                      "PRAGMA checkpoint_fullfsync = ON;"
                      "PRAGMA secure_delete = ON;"
                      "PRAGMA cell_size_check = ON;"
                      "PRAGMA wal_autocheckpoint = 128;" /* half of what is held for deleting: see spare_make */
                      "PRAGMA temp_store = MEMORY;");
}

static enum err schema_make(sqlite3 *db)
{
    enum err e = db_run(db, "BEGIN IMMEDIATE;"
                            "PRAGMA application_id = " APPLICATION_ID ";"
                            "PRAGMA user_version = " SCHEMA_VERSION ";");
    for (size_t i = 0; i < SCHEMA_LEN && e == ERR_OK; i++)
        e = db_run(db, SCHEMA[i]);
    return e == ERR_OK ? db_run(db, "COMMIT") : e;
}

/* The schema must be ours to the letter: no view, trigger or column of somebody else's. */
static enum err schema_check(sqlite3 *db)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(db, "SELECT sql FROM sqlite_schema ORDER BY rowid", &stmt);
    if (e != ERR_OK)
        return e;

    size_t same = 0;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(stmt, 0);
        if (sql == NULL || same == SCHEMA_LEN || strcmp(sql, SCHEMA[same]) != 0)
            break;
        same++;
    }
    e = db_err(rc);
    sqlite3_finalize(stmt);
    if (e != ERR_OK)
        return e;
    return rc == SQLITE_DONE && same == SCHEMA_LEN ? ERR_OK : ERR_MALFORMED;
}

static enum err identity_check(sqlite3 *db)
{
    sqlite3_int64 id = 0;
    sqlite3_int64 version = 0;
    enum err e = db_number(db, "PRAGMA application_id", &id);
    if (e == ERR_OK)
        e = db_number(db, "PRAGMA user_version", &version);
    if (e != ERR_OK)
        return e;
    if (id != APPLICATION_ID_NUMBER || version < SCHEMA_VERSION_NUMBER)
        return ERR_MALFORMED;
    return version > SCHEMA_VERSION_NUMBER ? ERR_BAD_VERSION : schema_check(db);
}

/* A file without pages is one whose making was cut short: make it now. */
static enum err schema_ready(sqlite3 *db, bool create)
{
    sqlite3_int64 tables = 0;
    sqlite3_int64 id = 0;
    enum err e = db_number(db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (e == ERR_OK)
        e = db_number(db, "PRAGMA application_id", &id);
    if (e != ERR_OK)
        return e;
    if (tables == 0 && id == 0)
        return create ? schema_make(db) : ERR_NOT_FOUND;
    return identity_check(db);
}

/*
 * Both the table and its index know the last number; where a page is damaged, either will do.  If
 * they differ, garbage is speaking for one of them: the table is right if the index has heard of its number.
 */
static enum err last_read(struct store *s)
{
    sqlite3_int64 of_table = 0;
    sqlite3_int64 of_chain = 0;
    sqlite3_int64 agreed = 0;
    enum err table_e = db_number(s->db, "SELECT max(n) FROM entry NOT INDEXED", &of_table);
    enum err chain_e = db_number(s->db, "SELECT max(n) FROM entry INDEXED BY entry_chain", &of_chain);
    if (table_e == ERR_NO_ROOM || chain_e == ERR_NO_ROOM)
        return ERR_NO_ROOM;

    bool chain_can_be = chain_e == ERR_OK && (of_chain <= (sqlite3_int64)ENTRY_N_MAX || table_e != ERR_OK);
    sqlite3_int64 last = chain_can_be ? of_chain : of_table;
    if (table_e == ERR_OK && chain_e == ERR_OK && of_table != of_chain) {
        enum err e = db_number(s->db,
                               "SELECT n FROM entry INDEXED BY entry_chain"
                               " WHERE n = (SELECT max(n) FROM entry NOT INDEXED)",
                               &agreed);
        if (e == ERR_OK && agreed == of_table)
            last = of_table;
    }
    s->last = last > 0 ? (uint64_t)last : 0;
    return s->last > ENTRY_N_MAX ? ERR_MALFORMED : ERR_OK;
}

static void store_wipe(struct store *s)
{
    sqlite3_stmt *stmt = NULL;
    bool done = false;

    /* Answers one row: whether it was kept from finishing, then frames in the log. */
    if (db_prepare(s->db, "PRAGMA wal_checkpoint(TRUNCATE)", &stmt) == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW)
        done = sqlite3_column_int(stmt, 0) == 0;
    sqlite3_finalize(stmt);
    s->wipe_is_due = !done;
}

static enum err header_of(struct store *s, const char *sql, struct vault_header *out)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(s->db, sql, &stmt);
    if (e == ERR_OK) {
        int rc = sqlite3_step(stmt);
        e = rc == SQLITE_DONE ? ERR_NOT_FOUND : db_err(rc);
    }
    if (e == ERR_OK) {
        struct bytes hash = db_bytes(stmt, 0);
        struct bytes bytes = db_bytes(stmt, 1);
        struct hash found = seal_hash(bytes);
        if (bytes.len == VAULT_HEADER_BYTES && bytes_eq(hash, (struct bytes){.at = found.at, .len = sizeof found.at}))
            memcpy(out->at, bytes.at, sizeof out->at);
        else
            e = ERR_STORAGE;
    }
    sqlite3_finalize(stmt);
    return e;
}

static enum err header_first(struct store *s, struct vault_header *out)
{
    return header_of(s, "SELECT hash, bytes FROM header", out);
}

static enum err header_second(struct store *s, struct vault_header *out)
{
    return header_of(s, "SELECT hash, bytes FROM header_copy", out);
}

enum err store_header_read(struct store *s, struct vault_header *out)
{
    enum err first = header_first(s, out);
    if (first == ERR_OK)
        return ERR_OK;
    enum err second = header_second(s, out);
    if (second == ERR_OK)
        return ERR_OK;
    return first == ERR_NOT_FOUND ? second : first;
}

/*
 * A link is followed only if it is this account's own, who may have put the vault somewhere else; then the file is made
 * private, and the files that SQLite puts beside it take the same mode.
 */
static enum err own_file(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return file_err();
    if (S_ISLNK(st.st_mode) && st.st_uid != geteuid())
        return ERR_STORAGE;
    return chmod(path, 0600) == 0 ? ERR_OK : file_err();
}

static void db_close(struct store *s)
{
    sqlite3_close(s->db);
    s->db = NULL;
}

/* Open the file at `path`, which is there, and read what the store keeps in memory. */
static enum err db_open(struct store *s, const char *path, bool create)
{
    struct vault_header header;
    enum err e = own_file(path);
    if (e == ERR_OK)
        e = path_join(&s->file, path, "");
    if (e != ERR_OK)
        return e;

    e = db_err(sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
    if (e == ERR_OK)
        e = settings(s->db);
    if (e == ERR_OK)
        e = schema_ready(s->db, create);
    if (e == ERR_OK)
        e = last_read(s);
    if (e != ERR_OK)
        return e;

    s->has_vault = store_header_read(s, &header) != ERR_NOT_FOUND;
    store_wipe(s); /* a process that was killed may have left old bytes in the log */
    return ERR_OK;
}

/*
 * Where the vault file lies, which a link of this account's own may have put somewhere else: there SQLite keeps its
 * log, and a rename is whole.  What lies beside the end of another's link is not ours to remove.
 */
static enum err vault_real(const char *dir, struct path *out)
{
    struct path named;
    struct stat st;
    enum err e = path_join(&named, dir, "/vault.attune");
    if (e == ERR_OK && lstat(named.at, &st) == 0 && S_ISLNK(st.st_mode) && st.st_uid != geteuid())
        e = ERR_STORAGE;
    return e != ERR_OK || realpath(named.at, out->at) != NULL ? e : path_join(out, named.at, "");
}

/*
 * Left by a process that was killed before its file was whole, or sent; the lock is ours, so nobody is writing it.  A
 * copy on its way to a browser holds what may have been deleted since, under ways in that may have been replaced.
 */
static void part_remove(const char *dir)
{
    static const char *const LEFT[] = {".part-wal", ".part", "/vault.copy.part", "/vault.copy"};
    struct path vault, part;
    if (vault_real(dir, &vault) != ERR_OK)
        return;
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++)
        if (path_join(&part, LEFT[i][0] == '.' ? vault.at : dir, LEFT[i]) == ERR_OK)
            (void)unlink(part.at);
}

/*
 * Deleting needs room: the removal is written before what it removes is overwritten.  On a full disk that would keep a
 * person from taking words away, so some room is held for it in a file of nothing, which is let go when it is needed
 * and made again when it can be.
 */
static void spare_make(const struct store *s)
{
    int fd = open(s->spare.at, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return; /* it is there, or cannot be */
    bool made = fallocate(fd, 0, 0, SPARE_BYTES) == 0;
    close(fd);
    if (!made)
        (void)unlink(s->spare.at);
}

static bool spare_use(const struct store *s)
{
    return unlink(s->spare.at) == 0;
}

static enum err vault_file_open(struct store *s, const char *dir, bool create)
{
    struct path path;
    part_remove(dir);
    enum err e = path_join(&path, dir, "/vault.attune");
    if (e == ERR_OK && create && (e = make_private(path.at)) == ERR_EXISTS)
        e = ERR_OK;
    if (e == ERR_OK)
        e = path_join(&s->spare, dir, "/vault.spare");
    if (e == ERR_OK)
        e = db_open(s, path.at, create);
    if (e == ERR_OK && create)
        e = sync_parent(path.at);
    if (e == ERR_OK && create)
        spare_make(s);
    return e;
}

static struct store *store_new(void)
{
    struct store *s = calloc(1, sizeof *s);
    if (s != NULL)
        s->lock = -1;
    return s;
}

enum err store_open(const char *dir, bool create, struct store **out)
{
    struct store *s = store_new();
    enum err e = s == NULL ? ERR_NO_ROOM : ERR_OK;
    if (e == ERR_OK && create)
        e = make_dirs(dir);
    if (e == ERR_OK)
        e = path_join(&s->dir, dir, "");
    if (e == ERR_OK)
        e = lock_take(dir, &s->lock);
    if (e == ERR_OK)
        e = vault_file_open(s, dir, create);

    if (e == ERR_OK)
        *out = s;
    else
        store_free(s);
    return e;
}

void store_free(struct store *s)
{
    if (s == NULL)
        return;
    db_close(s);
    if (s->lock >= 0)
        close(s->lock);
    free(s);
}

bool store_has_vault(const struct store *s)
{
    return s->has_vault;
}

uint64_t store_last(const struct store *s)
{
    return s->last;
}

bool store_wipe_is_due(const struct store *s)
{
    return s->wipe_is_due;
}

/* ---- keeping ---- */

/* Commit, or put everything back.  SQLite may have rolled back by itself already. */
static enum err db_end(struct store *s, enum err e)
{
    if (e == ERR_OK)
        e = db_run(s->db, "COMMIT");
    if (e != ERR_OK && s->db != NULL && !sqlite3_get_autocommit(s->db))
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return e;
}

static enum err header_put_in(struct store *s, const struct hash *hash, struct bytes header, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(s->db, sql, &stmt);
    if (e == ERR_OK)
        e = db_err(db_bind(stmt, 1, hash->at, sizeof hash->at) | db_bind(stmt, 2, header.at, header.len));
    if (e == ERR_OK)
        e = db_step(stmt);
    sqlite3_finalize(stmt);
    return e;
}

static enum err header_put_as(struct store *s, const struct hash *hash, struct bytes header)
{
    enum err e = header_put_in(s, hash, header, "INSERT OR REPLACE INTO header(one, hash, bytes) VALUES(1, ?1, ?2)");
    if (e == ERR_OK)
        e = header_put_in(s, hash, header, "INSERT OR REPLACE INTO header_copy(one, hash, bytes) VALUES(1, ?1, ?2)");
    return e;
}

static enum err header_put(struct store *s, const struct vault_header *header)
{
    struct bytes bytes = {.at = header->at, .len = sizeof header->at};
    struct hash hash = seal_hash(bytes);
    return header_put_as(s, &hash, bytes);
}

enum err store_make(struct store *s, const struct vault_header *header)
{
    if (s->has_vault)
        return ERR_EXISTS;

    enum err e = db_run(s->db, "BEGIN IMMEDIATE");
    if (e == ERR_OK)
        e = header_put(s, header);
    e = db_end(s, e);
    if (e == ERR_OK) {
        s->has_vault = true;
        store_wipe(s); /* so that the file alone is a vault from the first moment */
    }
    return e;
}

void store_settle(struct store *s)
{
    store_wipe(s);
}

static enum err entry_check(const struct log_entry *entry, uint64_t expected_n)
{
    struct envelope parts;
    struct hash husk;
    if (entry->n < expected_n)
        return ERR_EXISTS;
    if (entry->n > expected_n || entry->n > ENTRY_N_MAX)
        return ERR_MALFORMED;

    if (envelope_split(entry->bytes, &parts) == ERR_OK)
        husk = seal_hash(entry->bytes);
    else if (!husk_read(entry->bytes, &husk))
        return ERR_MALFORMED;
    return memcmp(husk.at, entry->hash.at, sizeof husk.at) == 0 ? ERR_OK : ERR_MALFORMED;
}

static enum err entry_put(sqlite3_stmt *stmt, const struct log_entry *entry)
{
    /* A device is 64 random bits; SQLite's integers are signed, so the same bits go in as one. */
    int rc = sqlite3_bind_int64(stmt, 1, (sqlite3_int64)entry->n) |
             sqlite3_bind_int64(stmt, 2, (sqlite3_int64)entry->device) |
             db_bind(stmt, 3, entry->hash.at, sizeof entry->hash.at) |
             db_bind(stmt, 4, entry->bytes.at, entry->bytes.len);
    enum err e = db_err(rc);
    return e == ERR_OK ? db_step(stmt) : e;
}

static enum err entries_append(struct store *s, const struct log_entry *entries, size_t len)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(s->db, "INSERT INTO entry(n, device, hash, bytes) VALUES(?1, ?2, ?3, ?4)", &stmt);
    for (size_t i = 0; i < len && e == ERR_OK; i++) {
        e = entry_check(&entries[i], s->last + 1 + i);
        if (e == ERR_OK)
            e = entry_put(stmt, &entries[i]);
    }
    sqlite3_finalize(stmt);
    return e;
}

static enum err entries_husk(struct store *s, const uint64_t *husks, size_t len)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(s->db, "UPDATE entry SET bytes = hash WHERE n = ?1", &stmt);
    for (size_t i = 0; i < len && e == ERR_OK; i++) {
        e = husks[i] > INT64_MAX ? ERR_NOT_FOUND : db_err(sqlite3_bind_int64(stmt, 1, (sqlite3_int64)husks[i]));
        if (e == ERR_OK)
            e = db_step(stmt);
        if (e == ERR_OK && sqlite3_changes(s->db) == 0)
            e = ERR_NOT_FOUND;
    }
    sqlite3_finalize(stmt);
    return e;
}

static enum err change_keep(struct store *s, const struct store_change *change)
{
    enum err e = db_run(s->db, "BEGIN IMMEDIATE");
    if (e == ERR_OK && change->header != NULL)
        e = header_put(s, change->header);
    if (e == ERR_OK && change->append_len > 0)
        e = entries_append(s, change->append, change->append_len);
    if (e == ERR_OK && change->husks_len > 0)
        e = entries_husk(s, change->husks, change->husks_len);
    return db_end(s, e);
}

enum err store_keep(struct store *s, const struct store_change *change)
{
    if (!s->has_vault)
        return ERR_NOT_FOUND;
    if (!file_is(s->file.at)) /* taken away while open: it would be kept in a file that has no name any more */
        return ERR_STORAGE;

    enum err e = change_keep(s, change);
    if (e == ERR_NO_ROOM && change->removes && spare_use(s)) {
        store_wipe(s); /* the log may be most of what fills the disk */
        e = change_keep(s, change);
    }
    if (e != ERR_OK)
        return e;

    s->last += change->append_len;
    if (change->header != NULL || change->husks_len > 0 || s->wipe_is_due)
        store_wipe(s);
    if (change->husks_len > 0)
        spare_make(s);
    return ERR_OK;
}

/* ---- reading ---- */

struct reading {
    struct store *s;
    enum err (*see)(void *ctx, const struct log_entry *entry);
    void *ctx;
    size_t unreadable;
    size_t missing;
    size_t lost;      /* numbers of which not even the index knew, each looked for by itself */
    uint64_t reached; /* all up to this one are dealt with */
    struct entry_order order;
};

/* Columns n, device, hash, bytes.  False if they hold what no entry can hold. */
static bool entry_read(sqlite3_stmt *stmt, struct log_entry *out)
{
    struct bytes hash = db_bytes(stmt, 2);
    struct bytes bytes = db_bytes(stmt, 3);
    struct hash husk;
    struct envelope parts;

    if (!husk_read(hash, &husk))
        return false;
    bool fits = bytes.len == HASH_BYTES || envelope_split(bytes, &parts) == ERR_OK;
    *out = (struct log_entry){
        .n = (uint64_t)sqlite3_column_int64(stmt, 0),
        .device = (uint64_t)sqlite3_column_int64(stmt, 1),
        .hash = husk,
        .bytes = fits ? bytes : (struct bytes){0},
    };
    return true;
}

/* What an entry is bound to is not in the file; it follows from their order. */
static enum err show(struct reading *r, struct log_entry *entry)
{
    entry->previous = entry_previous(&r->order, entry);
    return r->see(r->ctx, entry);
}

/* Prepare a look at entries from number n on. */
static enum err look_at(struct reading *r, const char *sql, uint64_t n, sqlite3_stmt **stmt)
{
    enum err e = db_prepare(r->s->db, sql, stmt);
    return e == ERR_OK ? db_err(sqlite3_bind_int64(*stmt, 1, (sqlite3_int64)n)) : e;
}

/* Entry n cannot be read where it lies: show what the chain index still knows of it. */
static enum err lost_show(struct reading *r, uint64_t n)
{
    struct log_entry entry;
    sqlite3_stmt *stmt = NULL;
    enum err e = look_at(r, "SELECT n, device, hash, NULL FROM entry INDEXED BY entry_chain WHERE n = ?1", n, &stmt);
    if (e == ERR_OK) {
        r->unreadable++;
        if (sqlite3_step(stmt) == SQLITE_ROW && entry_read(stmt, &entry)) {
            e = show(r, &entry);
        } else {
            r->lost++;
            r->missing++;
        }
    }
    sqlite3_finalize(stmt);
    return e;
}

/* Entry n alone, which is not where reading on would have found it. */
static enum err one_show(struct reading *r, uint64_t n)
{
    struct log_entry entry;
    sqlite3_stmt *stmt = NULL;
    bool shown = false;
    enum err e = look_at(r, "SELECT n, device, hash, bytes FROM entry NOT INDEXED WHERE n = ?1", n, &stmt);
    if (e == ERR_OK) {
        int rc = sqlite3_step(stmt);
        shown = rc == SQLITE_ROW && entry_read(stmt, &entry) && entry.n == n && !entry.bytes.len == 0;
        if (db_err(rc) == ERR_NO_ROOM)
            e = ERR_NO_ROOM; /* says nothing about the page */
    }
    if (shown)
        e = show(r, &entry);
    sqlite3_finalize(stmt);
    return e == ERR_OK && !shown ? lost_show(r, n) : e;
}

/*
 * Read on for as long as every entry is the one that must come next.  A damaged page either cannot
 * be read or claims anything at all, so at the first surprise this ends.
 */
static enum err scan(struct reading *r)
{
    sqlite3_stmt *stmt = NULL;
    struct log_entry entry;
    enum err e = look_at(r, "SELECT n, device, hash, bytes FROM entry NOT INDEXED WHERE n >= ?1 ORDER BY n",
                         r->reached + 1, &stmt);
    while (e == ERR_OK) {
        int rc = sqlite3_step(stmt);
        if (db_err(rc) == ERR_NO_ROOM)
            e = ERR_NO_ROOM;
        if (rc != SQLITE_ROW || !entry_read(stmt, &entry) || entry.n != r->reached + 1 || entry.bytes.len == 0)
            break;
        r->reached++;
        e = show(r, &entry);
    }
    sqlite3_finalize(stmt);
    return e;
}

/*
 * Where nothing is found at a number, the next one that table or index know is where to go on: a vault may come from a
 * stranger who left out as many numbers as there are.  A damaged page cannot be trusted with that, so if either cannot
 * be read each number is tried.  Husks keep their rows: nothing of ours leaves a number out.
 */
static void skip_gap(struct reading *r)
{
    static const char *const NEXT[] = {"SELECT min(n) FROM entry NOT INDEXED WHERE n > ?1",
                                       "SELECT min(n) FROM entry INDEXED BY entry_chain WHERE n > ?1"};
    uint64_t next = r->s->last + 1;
    for (size_t i = 0; i < 2; i++) {
        sqlite3_stmt *stmt = NULL;
        bool known = look_at(r, NEXT[i], r->reached, &stmt) == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW;
        sqlite3_int64 n = known ? sqlite3_column_int64(stmt, 0) : 0;
        sqlite3_finalize(stmt);
        if (!known || (n != 0 && n <= (sqlite3_int64)r->reached))
            return;
        if (n != 0 && (uint64_t)n < next)
            next = (uint64_t)n;
    }
    uint64_t gap = next - r->reached - 1;
    r->missing += gap;
    r->unreadable += gap;
    r->reached += gap;
}

static enum err read_all(struct reading *r)
{
    enum err e = scan(r);
    while (e == ERR_OK && r->reached < r->s->last && r->lost < LOST_MAX) {
        size_t lost = r->lost;
        r->reached++;
        e = one_show(r, r->reached);
        if (e == ERR_OK && r->lost > lost)
            skip_gap(r);
        if (e == ERR_OK)
            e = scan(r);
    }
    if (e == ERR_OK && r->reached < r->s->last) { /* given up */
        r->missing += r->s->last - r->reached;
        r->unreadable += r->s->last - r->reached;
    }
    return e;
}

enum err store_each(struct store *s, enum err (*see)(void *ctx, const struct log_entry *entry), void *ctx,
                    size_t *unreadable)
{
    struct reading r = {.s = s, .see = see, .ctx = ctx};
    enum err e = read_all(&r);
    *unreadable = r.unreadable;
    return e;
}

static enum err entry_judge(void *ctx, const struct log_entry *entry)
{
    struct store_report *report = ctx;
    if (entry->bytes.len == 0) {
        report->damaged++;
        return ERR_OK;
    }

    struct hash hash;
    bool husk = husk_read(entry->bytes, &hash);
    if (!husk)
        hash = seal_hash(entry->bytes);
    if (memcmp(hash.at, entry->hash.at, sizeof hash.at) != 0)
        report->damaged++;
    else if (husk)
        report->husks++;
    else
        report->good++;
    return ERR_OK;
}

static bool quick_check(sqlite3 *db)
{
    sqlite3_stmt *stmt = NULL;
    bool sound = false;
    if (db_prepare(db, "PRAGMA quick_check(1)", &stmt) == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *answer = (const char *)sqlite3_column_text(stmt, 0);
        sound = answer != NULL && strcmp(answer, "ok") == 0;
    }
    sqlite3_finalize(stmt);
    return sound;
}

enum err store_verify(struct store *s, struct store_report *report)
{
    struct vault_header header;
    struct store_report found = {
        .header = header_first(s, &header) == ERR_OK,
        .header_copy = header_second(s, &header) == ERR_OK,
    };
    struct reading r = {.s = s, .see = entry_judge, .ctx = &found};
    enum err e = read_all(&r);
    if (e != ERR_OK)
        return e;

    /* Last, and its pages forgotten: it takes in damaged pages that reading would refuse. */
    found.sound = quick_check(s->db);
    sqlite3_db_release_memory(s->db);
    found.missing = r.missing;
    *report = found;
    return ERR_OK;
}

/* ---- copies ---- */

/* The header as a backup carries it: whole if either place has it whole, else as it lies. */
static enum err header_for_backup(struct store *s, struct hash *hash, struct vault_header *out)
{
    static const char *const PLACES[] = {"SELECT hash, bytes FROM header", "SELECT hash, bytes FROM header_copy"};
    enum err e = store_header_read(s, out);
    if (e == ERR_OK)
        *hash = seal_hash((struct bytes){.at = out->at, .len = sizeof out->at});
    for (size_t i = 0; i < 2 && e != ERR_OK; i++) {
        sqlite3_stmt *stmt = NULL;
        if (db_prepare(s->db, PLACES[i], &stmt) == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW) {
            struct bytes found = db_bytes(stmt, 1);
            if (husk_read(db_bytes(stmt, 0), hash) && found.len == VAULT_HEADER_BYTES) {
                memcpy(out->at, found.at, sizeof out->at);
                e = ERR_OK;
            }
        }
        sqlite3_finalize(stmt);
    }
    return e;
}

/* A backup on its way to a file. */
struct packing {
    FILE *file;
    struct seal_summing sum;
    uint64_t count;
    uint8_t memory[2 * (ENVELOPE_MAX_BYTES + BACKUP_ENTRY_BYTES)]; /* of one entry */
};

static enum err count_one(void *ctx, const struct log_entry *entry)
{
    (void)entry;
    ++*(uint64_t *)ctx;
    return ERR_OK;
}

static enum err pack_bytes(struct packing *p, struct bytes b)
{
    seal_sum_more(&p->sum, b);
    return fwrite(b.at, 1, b.len, p->file) == b.len ? ERR_OK : file_err();
}

/* What could not be read goes without bytes, so that it is not taken for something deleted on purpose. */
static enum err pack_entry(void *ctx, const struct log_entry *entry)
{
    struct packing *p = ctx;
    struct arena arena = arena_on(p->memory, sizeof p->memory);
    struct buf out = buf_on(&arena);
    backup_put_entry(&out, entry);
    p->count++;
    return pack_bytes(p, buf_bytes(&out));
}

static enum err pack_all(struct store *s, struct packing *p)
{
    struct vault_header header;
    struct hash hash;
    uint64_t count = 0;
    size_t unreadable;
    enum err e = header_for_backup(s, &hash, &header);
    if (e == ERR_OK)
        e = store_each(s, count_one, &count, &unreadable);
    if (e != ERR_OK)
        return e;

    struct arena arena = arena_on(p->memory, sizeof p->memory);
    struct buf start = buf_on(&arena);
    backup_put_start(&start, 1, &hash, (struct bytes){.at = header.at, .len = sizeof header.at});
    backup_put_log(&start, &(struct log_id){0}, count);
    seal_sum_begin(&p->sum);
    e = pack_bytes(p, buf_bytes(&start));
    if (e == ERR_OK)
        e = store_each(s, pack_entry, p, &unreadable);
    if (e == ERR_OK && p->count != count)
        e = ERR_STORAGE; /* the disk answers differently each time */
    if (e != ERR_OK)
        return e;
    struct hash sum = seal_sum_end(&p->sum);
    return fwrite(sum.at, 1, sizeof sum.at, p->file) == sizeof sum.at ? ERR_OK : file_err();
}

static enum err pack_to(struct store *s, const char *path)
{
    struct packing *p = calloc(1, sizeof *p);
    enum err e = p == NULL ? ERR_NO_ROOM : ERR_OK;
    if (e == ERR_OK && (p->file = fopen(path, "we")) == NULL)
        e = file_err();
    if (e == ERR_OK)
        e = pack_all(s, p);
    if (e == ERR_OK && (fflush(p->file) != 0 || fsync(fileno(p->file)) != 0))
        e = file_err();
    if (p != NULL && p->file != NULL && fclose(p->file) != 0 && e == ERR_OK)
        e = file_err();
    free(p);
    return e;
}

enum err store_backup(struct store *s, const char *to_path)
{
    struct path part;
    if (!s->has_vault)
        return ERR_NOT_FOUND;
    enum err e = path_join(&part, to_path, ".part");
    if (e == ERR_OK)
        e = make_private(to_path); /* takes the name; what is renamed onto it is whole */
    if (e != ERR_OK)
        return e;

    (void)unlink(part.at); /* left by a copy that was cut short */
    e = make_private(part.at);
    if (e == ERR_OK)
        e = pack_to(s, part.at);
    if (e == ERR_OK && rename(part.at, to_path) != 0)
        e = file_err();
    if (e == ERR_OK)
        return sync_parent(to_path);

    (void)unlink(part.at);
    (void)unlink(to_path);
    return e;
}

/* A whole file, read where it lies; an empty one has no place. */
static enum err file_map(const char *path, struct bytes *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_err();
    enum err e = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? ERR_OK : ERR_MALFORMED;
    struct bytes file = {0};
    if (e == ERR_OK && st.st_size > 0) {
        void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at == MAP_FAILED)
            e = ERR_NO_ROOM;
        else
            file = (struct bytes){.at = at, .len = (size_t)st.st_size};
    }
    close(fd);
    if (e == ERR_OK)
        *out = file;
    return e;
}

static void file_unmap(struct bytes file)
{
    if (file.at != NULL)
        munmap((void *)(uintptr_t)file.at, file.len);
}

/* Everything of a backup into a new vault, as it is: also what is damaged or lost. */
static enum err unpack_entries(struct store *s, const struct backup *backup)
{
    sqlite3_stmt *stmt = NULL;
    struct backup left = *backup;
    struct log_entry entry;
    enum err e = db_prepare(s->db, "INSERT INTO entry(n, device, hash, bytes) VALUES(?1, ?2, ?3, ?4)", &stmt);
    while (e == ERR_OK && (e = backup_next(&left, &entry)) == ERR_OK) {
        if (entry.bytes.len == 0)
            entry.bytes.at = entry.hash.at; /* no bytes, which is something else than nothing */
        e = entry_put(stmt, &entry);
    }
    if (e == ERR_NOT_FOUND)
        e = ERR_OK;
    sqlite3_finalize(stmt);
    return e;
}

static enum err unpack_to(const struct backup *backup, const char *path)
{
    struct store *s = store_new();
    enum err e = s == NULL ? ERR_NO_ROOM : make_private(path);
    if (e == ERR_OK)
        e = db_open(s, path, true);
    if (e == ERR_OK)
        e = db_run(s->db, "BEGIN IMMEDIATE");
    if (e == ERR_OK)
        e = header_put_as(s, &backup->header_hash, backup->header);
    if (e == ERR_OK)
        e = unpack_entries(s, backup);
    if (s != NULL && s->db != NULL)
        e = db_end(s, e);
    store_free(s); /* the log is played into the file and goes */
    return e;
}

/* Files that an attune before the common format wrote are vaults themselves. */
static bool is_old_backup(struct bytes file)
{
    static const char MAGIC[16] = "SQLite format 3";
    return file.len > sizeof MAGIC && memcmp(file.at, MAGIC, sizeof MAGIC) == 0;
}

static enum err old_to(struct bytes file, const char *path)
{
    FILE *to = fopen(path, "wxe");
    if (to == NULL)
        return file_err();
    bool written = fwrite(file.at, 1, file.len, to) == file.len;
    return fclose(to) == 0 && written ? ERR_OK : file_err();
}

static enum err vault_from(const char *from_path, const char *to_path)
{
    struct bytes file = {0};
    struct backup backup;
    enum err e = file_map(from_path, &file);
    if (e == ERR_OK && is_old_backup(file)) {
        e = old_to(file, to_path);
    } else if (e == ERR_OK) {
        e = backup_read(file, &backup);
        if (e == ERR_TRUNCATED)
            e = ERR_MALFORMED;
        if (e == ERR_OK) {
            struct hash sum = seal_hash(backup.summed);
            e = memcmp(sum.at, backup.sum.at, sizeof sum.at) == 0 ? ERR_OK : ERR_MALFORMED;
        }
        if (e == ERR_OK)
            e = unpack_to(&backup, to_path);
    }
    file_unmap(file);
    return e;
}

/* ERR_OK: the file at `path` opens and holds a vault. */
static enum err vault_check(const char *path)
{
    struct store *s = store_new();
    enum err e = s == NULL ? ERR_NO_ROOM : db_open(s, path, false);
    if (e == ERR_OK && !s->has_vault)
        e = ERR_NOT_FOUND;
    store_free(s);
    return e;
}

/* ERR_EXISTS unless the vault file is missing, or is one in which no vault was ever made. */
static enum err place_is_free(const char *vault, const char *wal)
{
    if (file_is(vault)) {
        enum err e = vault_check(vault);
        if (e != ERR_NOT_FOUND)
            return e == ERR_OK || e == ERR_MALFORMED || e == ERR_BAD_VERSION ? ERR_EXISTS : e;
    }
    /* Left alone, it would be played into the restored file. */
    return file_is(wal) ? ERR_EXISTS : ERR_OK;
}

/* With the lock held. */
static enum err restore_into(const char *from_path, const char *dir)
{
    struct path vault, wal, part, part_wal;
    enum err e = path_join(&vault, dir, "/vault.attune");
    if (e == ERR_OK)
        e = path_join(&wal, dir, "/vault.attune-wal");
    if (e == ERR_OK)
        e = path_join(&part_wal, dir, "/vault.attune.part-wal");
    if (e == ERR_OK)
        e = path_join(&part, dir, "/vault.attune.part");
    if (e == ERR_OK)
        e = place_is_free(vault.at, wal.at);
    if (e != ERR_OK)
        return e;

    (void)unlink(part_wal.at); /* left by a restore that was cut short */
    (void)unlink(part.at);
    e = vault_from(from_path, part.at);
    if (e == ERR_OK) {
        e = vault_check(part.at);
        if (e == ERR_NOT_FOUND || e == ERR_STORAGE)
            e = ERR_MALFORMED; /* opens, but holds no vault; or so broken that it does not open */
    }
    if (e == ERR_OK)
        e = sync_path(part.at, O_RDONLY);
    if (e == ERR_OK && rename(part.at, vault.at) != 0)
        e = file_err();
    if (e == ERR_OK)
        return sync_parent(vault.at);
    (void)unlink(part.at);
    (void)unlink(part_wal.at);
    return e;
}

enum err store_restore(const char *from_path, const char *dir)
{
    int lock = -1;
    enum err e = file_is(from_path) ? make_dirs(dir) : ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = lock_take(dir, &lock);
    if (e == ERR_OK)
        e = restore_into(from_path, dir);
    if (lock >= 0)
        close(lock);
    return e;
}

/* ---- everything anew ---- */

struct store_anew {
    struct store *part; /* of the second file */
    sqlite3_stmt *put;
    uint64_t last;
};

struct anew_paths {
    struct path vault, wal, part, part_wal;
};

static enum err anew_paths(const struct store *s, struct anew_paths *out)
{
    enum err e = vault_real(s->dir.at, &out->vault);
    if (e == ERR_OK)
        e = path_join(&out->wal, out->vault.at, "-wal");
    if (e == ERR_OK)
        e = path_join(&out->part, out->vault.at, ".part");
    if (e == ERR_OK)
        e = path_join(&out->part_wal, out->vault.at, ".part-wal");
    return e;
}

void store_anew_drop(struct store *s, struct store_anew *anew)
{
    if (anew == NULL)
        return;
    sqlite3_finalize(anew->put);
    store_free(anew->part);
    free(anew);
    part_remove(s->dir.at);
}

enum err store_anew_begin(struct store *s, const struct vault_header *header, struct store_anew **out)
{
    struct anew_paths paths;
    if (!s->has_vault)
        return ERR_NOT_FOUND;
    part_remove(s->dir.at);
    struct store_anew *anew = calloc(1, sizeof *anew);
    enum err e = anew == NULL || (anew->part = store_new()) == NULL ? ERR_NO_ROOM : anew_paths(s, &paths);
    if (e == ERR_OK)
        e = make_private(paths.part.at);
    if (e == ERR_OK)
        e = db_open(anew->part, paths.part.at, true);
    /*
     * Nothing needs this file before it is whole and synced, so until then its pages are written once and not twice: no
     * log.  (OFF is what a defensive connection refuses without a word; of a new file MEMORY keeps next to nothing.)
     */
    if (e == ERR_OK)
        e = db_run(anew->part->db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN IMMEDIATE");
    if (e == ERR_OK)
        e = header_put(anew->part, header);
    if (e == ERR_OK)
        e = db_prepare(anew->part->db, "INSERT INTO entry(n, device, hash, bytes) VALUES(?1, ?2, ?3, ?4)", &anew->put);
    if (e == ERR_OK)
        *out = anew;
    else
        store_anew_drop(s, anew);
    return e;
}

enum err store_anew_put(struct store_anew *anew, const struct log_entry *entry)
{
    enum err e = entry->n > anew->last ? entry_check(entry, entry->n) : ERR_MALFORMED;
    if (e == ERR_OK)
        e = entry_put(anew->put, entry);
    if (e == ERR_OK)
        anew->last = entry->n;
    return e;
}

/* The second file is whole, has no log of its own any more, and is on the disk. */
static enum err anew_commit(struct store_anew *anew, const struct anew_paths *paths)
{
    sqlite3_finalize(anew->put);
    anew->put = NULL;
    enum err e = db_run(anew->part->db, "COMMIT; PRAGMA journal_mode = WAL");
    if (e == ERR_OK) {
        store_wipe(anew->part);
        e = anew->part->wipe_is_due ? ERR_STORAGE : ERR_OK;
    }
    db_close(anew->part);
    if (e == ERR_OK && file_is(paths->part_wal.at))
        e = ERR_STORAGE;
    return e == ERR_OK ? sync_path(paths->part.at, O_RDONLY) : e;
}

/*
 * The first file's log must be gone, for good, before another file has its name: SQLite would play it into that one.
 * What stood in it is in the file by then.
 */
static enum err anew_close_first(struct store *s, const struct anew_paths *paths)
{
    store_wipe(s);
    enum err e = s->wipe_is_due ? ERR_STORAGE : ERR_OK;
    if (e != ERR_OK)
        return e;
    db_close(s);
    if (unlink(paths->wal.at) != 0 && errno != ENOENT)
        e = file_err();
    return e == ERR_OK ? sync_parent(paths->vault.at) : e;
}

/* Nothing but this descriptor leads to the file any more.  What a disk keeps of its own accord is out of reach. */
static void overwrite(int fd)
{
    static const uint8_t ZEROS[1 << 16];
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return;
    for (off_t at = 0; at < st.st_size;) {
        off_t left = st.st_size - at;
        ssize_t wrote = pwrite(fd, ZEROS, left < (off_t)sizeof ZEROS ? (size_t)left : sizeof ZEROS, at);
        if (wrote <= 0)
            return;
        at += wrote;
    }
    (void)fsync(fd);
}

enum err store_anew_end(struct store *s, struct store_anew *anew)
{
    struct anew_paths paths;
    struct path named = s->file;
    int old = -1;
    bool renamed = false;
    enum err e = anew_paths(s, &paths);
    if (e == ERR_OK)
        e = anew_commit(anew, &paths);
    if (e == ERR_OK)
        e = anew_close_first(s, &paths);
    /* Not while SQLite has it open: closing this descriptor would let go of the locks it holds. */
    if (e == ERR_OK && (old = open(paths.vault.at, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)) < 0)
        e = file_err();
    if (e == ERR_OK) {
        renamed = rename(paths.part.at, paths.vault.at) == 0;
        e = renamed ? ERR_OK : file_err();
    }
    if (renamed && sync_parent(paths.vault.at) == ERR_OK)
        overwrite(old); /* not before its name is surely another's */
    if (old >= 0)
        close(old);
    store_anew_drop(s, anew);
    if (s->db == NULL && db_open(s, named.at, false) != ERR_OK) {
        db_close(s);
        s->has_vault = false; /* whatever is asked of this store now fails; the file is whole */
    }
    return renamed ? ERR_OK : e;
}
