/*
 * host/native/store.c - the vault file: opening it and keeping changes
 *
 * SQLite does the hard part.  Here are the settings that make its promises ours (WAL with
 * synchronous=FULL, secure_delete), and the order of things around a transaction.
 */
#include "host/native/store_inside.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "seal/seal.h"

_Static_assert((int)STORE_HERE_MAX_BYTES == (int)HERE_MAX_BYTES, "a sealed local row fits");

enum err db_err(int rc)
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
    case SQLITE_CONSTRAINT:
        return ERR_EXISTS;
    default:
        return ERR_STORAGE;
    }
}

enum err db_run(sqlite3 *db, const char *sql)
{
    return db_err(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

enum err db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out)
{
    return db_err(sqlite3_prepare_v2(db, sql, -1, out, NULL));
}

enum err db_step(sqlite3_stmt *stmt)
{
    enum err e = db_err(sqlite3_step(stmt));
    int rc = sqlite3_reset(stmt);
    return e != ERR_OK ? e : db_err(rc);
}

enum err db_number(sqlite3 *db, const char *sql, sqlite3_int64 *out)
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

struct bytes db_bytes(sqlite3_stmt *stmt, int column)
{
    if (sqlite3_column_type(stmt, column) != SQLITE_BLOB)
        return (struct bytes){0};
    const uint8_t *at = sqlite3_column_blob(stmt, column); /* before its length, as SQLite asks */
    int len = sqlite3_column_bytes(stmt, column);
    return at == NULL ? (struct bytes){0} : (struct bytes){.at = at, .len = (size_t)len};
}

int db_bind(sqlite3_stmt *stmt, int place, const void *at, size_t len)
{
    return sqlite3_bind_blob64(stmt, place, at, len, SQLITE_STATIC);
}

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

void store_wipe(struct store *s)
{
    sqlite3_stmt *stmt = NULL;
    bool done = false;

    /* Answers one row: whether it was kept from finishing, then frames in the log. */
    if (db_prepare(s->db, "PRAGMA wal_checkpoint(TRUNCATE)", &stmt) == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW)
        done = sqlite3_column_int(stmt, 0) == 0;
    sqlite3_finalize(stmt);
    s->wipe_is_due = !done;
}

void db_close(struct store *s)
{
    sqlite3_close(s->db);
    s->db = NULL;
}

enum err db_open(struct store *s, const char *path, bool create)
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
        e = schema_ready(s, create);
    if (e == ERR_OK)
        e = last_read(s);
    if (e != ERR_OK)
        return e;

    s->has_vault = store_header_read(s, &header) != ERR_NOT_FOUND;
    store_wipe(s); /* a process that was killed may have left old bytes in the log */
    return ERR_OK;
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
    if (e == ERR_OK)
        store_upgrade(s);
    if (e == ERR_OK && create)
        e = sync_parent(path.at);
    if (e == ERR_OK && create)
        spare_make(s);
    return e;
}

struct store *store_new(void)
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

enum err db_end(struct store *s, enum err e)
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

enum err header_put_as(struct store *s, const struct hash *hash, struct bytes header)
{
    enum err e = header_put_in(s, hash, header, "INSERT OR REPLACE INTO header(one, hash, bytes) VALUES(1, ?1, ?2)");
    if (e == ERR_OK)
        e = header_put_in(s, hash, header, "INSERT OR REPLACE INTO header_copy(one, hash, bytes) VALUES(1, ?1, ?2)");
    return e;
}

enum err header_put(struct store *s, const struct vault_header *header)
{
    struct bytes bytes = {.at = header->at, .len = sizeof header->at};
    struct hash hash = seal_hash(bytes);
    return header_put_as(s, &hash, bytes);
}

enum err store_make(struct store *s, const struct vault_header *header, struct bytes here)
{
    if (s->has_vault)
        return ERR_EXISTS;

    enum err e = db_run(s->db, "BEGIN IMMEDIATE");
    if (e == ERR_OK)
        e = header_put(s, header);
    if (e == ERR_OK && here.len > 0)
        e = here_put(s, here);
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

enum err entry_check(const struct log_entry *entry, uint64_t expected_n)
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

enum err log_number(struct store *s, const struct log_id *id, sqlite3_int64 *out)
{
    sqlite3_stmt *stmt = NULL;
    size_t i = 0;
    while (i < s->logs_len && memcmp(s->logs[i].at, id->at, sizeof id->at) != 0)
        i++;
    *out = (sqlite3_int64)i + 1;
    if (i < s->logs_len)
        return ERR_OK;
    if (i == STORE_LOGS_MAX || s->version == 1)
        return ERR_STORAGE;
    enum err e = db_prepare(s->db, "INSERT INTO log(k, id) VALUES(?1, ?2)", &stmt);
    if (e == ERR_OK)
        e = db_err(sqlite3_bind_int64(stmt, 1, *out) | db_bind(stmt, 2, id->at, sizeof id->at));
    if (e == ERR_OK)
        e = db_step(stmt);
    sqlite3_finalize(stmt);
    if (e == ERR_OK)
        s->logs[s->logs_len++] = *id;
    return e;
}

enum err entry_put(sqlite3_stmt *stmt, sqlite3_int64 log, const struct log_entry *entry)
{
    /* A device is 64 random bits; SQLite's integers are signed, so the same bits go in as one. */
    int rc = sqlite3_bind_int64(stmt, 1, (sqlite3_int64)entry->n) | sqlite3_bind_int64(stmt, 2, log) |
             sqlite3_bind_int64(stmt, 3, (sqlite3_int64)entry->device) |
             db_bind(stmt, 4, entry->previous.at, sizeof entry->previous.at) |
             db_bind(stmt, 5, entry->hash.at, sizeof entry->hash.at) |
             db_bind(stmt, 6, entry->bytes.at, entry->bytes.len);
    enum err e = db_err(rc);
    return e == ERR_OK ? db_step(stmt) : e;
}

/* A version 1 does not say what an entry is bound to, so it takes only what its order will say again. */
static enum err fits_first_version(struct entry_order *order, const struct log_entry *entry)
{
    struct hash previous = entry_previous(order, entry);
    return memcmp(previous.at, entry->previous.at, sizeof previous.at) == 0 ? ERR_OK : ERR_STORAGE;
}

static enum err entries_append(struct store *s, const struct log_entry *entries, size_t len, struct entry_order *order)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(s->db, store_sql(s)->put, &stmt);
    for (size_t i = 0; i < len && e == ERR_OK; i++) {
        sqlite3_int64 log = 0;
        e = entry_check(&entries[i], s->last + 1 + i);
        if (e == ERR_OK && s->version == 1)
            e = fits_first_version(order, &entries[i]);
        if (e == ERR_OK)
            e = log_number(s, &entries[i].log, &log);
        if (e == ERR_OK)
            e = entry_put(stmt, log, &entries[i]);
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

enum err here_put(struct store *s, struct bytes here)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = here.len <= STORE_HERE_MAX_BYTES ? here_ready(s) : ERR_TOO_LONG;
    if (e == ERR_OK)
        e = db_prepare(s->db, "INSERT OR REPLACE INTO here(one, bytes) VALUES(1, ?1)", &stmt);
    if (e == ERR_OK)
        e = db_err(db_bind(stmt, 1, here.at, here.len));
    if (e == ERR_OK)
        e = db_step(stmt);
    sqlite3_finalize(stmt);
    return e;
}

static enum err change_keep(struct store *s, const struct store_change *change)
{
    struct entry_order order = s->order;
    size_t logs_len = s->logs_len;
    enum err e = db_run(s->db, "BEGIN IMMEDIATE");
    if (e == ERR_OK && change->header != NULL)
        e = header_put(s, change->header);
    if (e == ERR_OK && change->append_len > 0)
        e = entries_append(s, change->append, change->append_len, &order);
    if (e == ERR_OK && change->husks_len > 0)
        e = entries_husk(s, change->husks, change->husks_len);
    if (e == ERR_OK && change->here.len > 0)
        e = here_put(s, change->here);
    e = db_end(s, e);
    if (e == ERR_OK)
        s->order = order;
    else
        s->logs_len = logs_len;
    return e;
}

enum err store_keep(struct store *s, const struct store_change *change)
{
    if (!s->has_vault)
        return ERR_NOT_FOUND;
    if (!file_is(s->file.at)) /* taken away while open: it would be kept in a file that has no name any more */
        return ERR_STORAGE;

    store_upgrade(s);
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

enum err store_place(const struct store *s, struct hash *out)
{
    return place_of(s->file.at, out);
}
