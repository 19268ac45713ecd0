/*
 * host/native/store_schema.c - the tables of the vault file, to the letter, and how version 1 becomes version 2
 *
 * Version 1 chained a log in the order of its numbers, so it did not say which entry each is bound to.  Entries that
 * come from another device of the same person have no such one order, so version 2 says it, and which log each is of.
 */
#include "host/native/store_inside.h"

#include <string.h>

/* "attn" in the file's header, where file(1) looks. */
#define APPLICATION_ID "1635021934"
enum { APPLICATION_ID_NUMBER = 1635021934 };

#define SCHEMA_HEADER "(one INTEGER PRIMARY KEY CHECK(one = 1), hash BLOB NOT NULL, bytes BLOB NOT NULL)"
#define SCHEMA_HERE "CREATE TABLE here(one INTEGER PRIMARY KEY CHECK(one = 1), bytes BLOB NOT NULL)"
#define SCHEMA_CHAIN "CREATE INDEX entry_chain ON entry(n, log, device, previous, hash)"
#define SCHEMA_LOG "CREATE TABLE log(k INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE)"
#define SCHEMA_ENTRY                                                                                                   \
    "CREATE TABLE entry(n INTEGER PRIMARY KEY, log INTEGER NOT NULL, device INTEGER NOT NULL, "                        \
    "previous BLOB NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL)"

/*
 * The index repeats what the chain needs (everything but the bytes) on other pages, so that losing a page of envelopes
 * loses only those, not the proof that the rest belongs together.  There is none of (log, hash): it would keep doubles
 * out, but its keys come in no order, so that every entry costs half as many pages again, and a million at once five
 * times the time; whoever opens a log knows all its hashes anyway.
 */
static const char *const SCHEMA_2[] = {
    "CREATE TABLE header" SCHEMA_HEADER,
    "CREATE TABLE header_copy" SCHEMA_HEADER,
    SCHEMA_LOG,
    SCHEMA_ENTRY,
    SCHEMA_CHAIN,
    SCHEMA_HERE,
};

/* `here` is no part of version 1, but is added to a file that has to stay one: see store_upgrade. */
static const char *const SCHEMA_1[] = {
    "CREATE TABLE header" SCHEMA_HEADER,
    "CREATE TABLE header_copy" SCHEMA_HEADER,
    "CREATE TABLE entry(n INTEGER PRIMARY KEY, device INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL)",
    "CREATE INDEX entry_chain ON entry(n, device, hash)",
    SCHEMA_HERE,
};

#define LEN_OF(list) (sizeof(list) / sizeof *(list))

static enum err schema_make(sqlite3 *db)
{
    enum err e = db_run(db, "BEGIN IMMEDIATE;"
                            "PRAGMA application_id = " APPLICATION_ID ";"
                            "PRAGMA user_version = 2;");
    for (size_t i = 0; i < LEN_OF(SCHEMA_2) && e == ERR_OK; i++)
        e = db_run(db, SCHEMA_2[i]);
    if (e == ERR_OK)
        e = db_run(db, "INSERT INTO log(k, id) VALUES(1, zeroblob(32))");
    return e == ERR_OK ? db_run(db, "COMMIT") : e;
}

/*
 * The schema must be ours to the letter: no view, trigger or column of somebody else's.  SQLite adds an index of its
 * own for the UNIQUE in `log`, which has no text.
 */
static enum err schema_check(sqlite3 *db, const char *const *schema, size_t least, size_t most)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(db,
                            "SELECT sql FROM sqlite_schema"
                            " WHERE NOT (name = 'sqlite_autoindex_log_1' AND sql IS NULL) ORDER BY rowid",
                            &stmt);
    if (e != ERR_OK)
        return e;

    size_t same = 0;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(stmt, 0);
        if (sql == NULL || same == most || strcmp(sql, schema[same]) != 0)
            break;
        same++;
    }
    e = db_err(rc);
    sqlite3_finalize(stmt);
    if (e != ERR_OK)
        return e;
    return rc == SQLITE_DONE && same >= least ? ERR_OK : ERR_MALFORMED;
}

static enum err identity_check(struct store *s)
{
    sqlite3_int64 id = 0;
    sqlite3_int64 version = 0;
    enum err e = db_number(s->db, "PRAGMA application_id", &id);
    if (e == ERR_OK)
        e = db_number(s->db, "PRAGMA user_version", &version);
    if (e != ERR_OK)
        return e;
    if (id != APPLICATION_ID_NUMBER || version < 1)
        return ERR_MALFORMED;
    if (version > 2)
        return ERR_BAD_VERSION;
    s->version = (int)version;
    return version == 1 ? schema_check(s->db, SCHEMA_1, LEN_OF(SCHEMA_1) - 1, LEN_OF(SCHEMA_1))
                        : schema_check(s->db, SCHEMA_2, LEN_OF(SCHEMA_2), LEN_OF(SCHEMA_2));
}

/*
 * The names of logs, of which the vault's own comes first and has none.  Where their page is damaged, the own log is
 * still known: entries of others are then passed over as unreadable.
 */
static enum err logs_read(struct store *s)
{
    sqlite3_stmt *stmt = NULL;
    s->logs_len = 1;
    if (s->version == 1)
        return ERR_OK;
    enum err e = db_prepare(s->db, "SELECT k, id FROM log ORDER BY k", &stmt);
    for (sqlite3_int64 k = 1; e == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW; k++) {
        struct bytes id = db_bytes(stmt, 1);
        if (sqlite3_column_int64(stmt, 0) != k || id.len != sizeof s->logs[0].at || k > STORE_LOGS_MAX)
            e = ERR_MALFORMED;
        else if (k > 1)
            memcpy(s->logs[s->logs_len++].at, id.at, id.len);
    }
    sqlite3_finalize(stmt);
    return e == ERR_MALFORMED || e == ERR_NO_ROOM ? e : ERR_OK;
}

enum err schema_ready(struct store *s, bool create)
{
    sqlite3_int64 tables = 0;
    sqlite3_int64 id = 0;
    enum err e = db_number(s->db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (e == ERR_OK)
        e = db_number(s->db, "PRAGMA application_id", &id);
    if (e != ERR_OK)
        return e;
    if (tables == 0 && id == 0) {
        e = create ? schema_make(s->db) : ERR_NOT_FOUND;
        s->version = 2;
    } else {
        e = identity_check(s);
    }
    return e == ERR_OK ? logs_read(s) : e;
}

static enum err here_is(struct store *s, bool *out)
{
    sqlite3_int64 tables = 0;
    enum err e = db_number(s->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'here'", &tables);
    *out = tables != 0;
    return e;
}

enum err here_ready(struct store *s)
{
    bool is = true;
    enum err e = s->version == 1 ? here_is(s, &is) : ERR_OK;
    return e == ERR_OK && !is ? db_run(s->db, SCHEMA_HERE) : e;
}

enum err here_take_away(struct store *s)
{
    bool is = false;
    enum err e = here_is(s, &is);
    if (e == ERR_OK && is)
        e = db_run(s->db, "DELETE FROM here");
    return e == ERR_STORAGE && here_is_lost(s) ? ERR_OK : e;
}

bool here_is_lost(struct store *s)
{
    sqlite3_stmt *stmt = NULL;
    int rc = db_prepare(s->db, "SELECT bytes FROM here", &stmt) == ERR_OK ? sqlite3_step(stmt) : SQLITE_DONE;
    sqlite3_finalize(stmt);
    return db_err(rc) == ERR_STORAGE;
}

/* ---- version 1 becomes version 2 ---- */

/*
 * A row of version 1 as it must be: its number above the one before, its device and hash of their kinds, and the index
 * says the same.  A damaged page claims anything, so whatever is not so keeps the file as it is.
 */
static bool row_is_whole(sqlite3_stmt *row, sqlite3_stmt *chain, sqlite3_int64 before)
{
    struct bytes hash = db_bytes(row, 2);
    return sqlite3_column_int64(row, 0) > before && sqlite3_column_int64(row, 0) == sqlite3_column_int64(chain, 0) &&
           sqlite3_column_type(row, 1) == SQLITE_INTEGER && sqlite3_column_type(chain, 1) == SQLITE_INTEGER &&
           sqlite3_column_int64(row, 1) == sqlite3_column_int64(chain, 1) && hash.len == HASH_BYTES &&
           bytes_eq(hash, db_bytes(chain, 2)) && sqlite3_column_type(row, 3) == SQLITE_BLOB;
}

static enum err first_version_check(struct store *s)
{
    sqlite3_stmt *row = NULL;
    sqlite3_stmt *chain = NULL;
    sqlite3_int64 before = 0;
    enum err e = db_prepare(s->db, "SELECT n, device, hash, bytes FROM entry NOT INDEXED ORDER BY n", &row);
    if (e == ERR_OK)
        e = db_prepare(s->db, "SELECT n, device, hash FROM entry INDEXED BY entry_chain ORDER BY n", &chain);
    for (bool more = true; e == ERR_OK && more;) {
        int row_rc = sqlite3_step(row);
        int chain_rc = sqlite3_step(chain);
        more = row_rc == SQLITE_ROW;
        if (db_err(row_rc) != ERR_OK || db_err(chain_rc) != ERR_OK)
            e = db_err(row_rc) != ERR_OK ? db_err(row_rc) : db_err(chain_rc);
        else if (row_rc != chain_rc || (more && !row_is_whole(row, chain, before)))
            e = ERR_STORAGE;
        before = more ? sqlite3_column_int64(row, 0) : before;
    }
    sqlite3_finalize(row);
    sqlite3_finalize(chain);
    return e;
}

enum { MOVED_AT_ONCE = 256 };

/* Some rows on; *after is the last number that was moved, and stays as it is when there are no more. */
static enum err rows_move(struct store *s, struct entry_order *order, sqlite3_int64 *after)
{
    sqlite3_stmt *row = NULL;
    sqlite3_stmt *put = NULL;
    enum err e = db_prepare(s->db, "SELECT n, device, hash, bytes FROM entry_1 WHERE n > ?1 ORDER BY n LIMIT ?2", &row);
    if (e == ERR_OK)
        e = db_err(sqlite3_bind_int64(row, 1, *after) | sqlite3_bind_int(row, 2, MOVED_AT_ONCE));
    if (e == ERR_OK)
        e = db_prepare(s->db, store_sql_of(2)->put, &put);
    int rc = SQLITE_DONE;
    while (e == ERR_OK && (rc = sqlite3_step(row)) == SQLITE_ROW) {
        struct log_entry entry = {.n = (uint64_t)sqlite3_column_int64(row, 0),
                                  .device = (uint64_t)sqlite3_column_int64(row, 1)};
        if (!husk_read(db_bytes(row, 2), &entry.hash))
            e = ERR_STORAGE;
        entry.bytes = db_bytes(row, 3);
        if (entry.bytes.at == NULL)
            entry.bytes.at = entry.hash.at; /* lost: no bytes, which is something else than NULL */
        entry.previous = entry_previous(order, &entry);
        if (e == ERR_OK)
            e = entry_put(put, 1, &entry);
        *after = sqlite3_column_int64(row, 0);
    }
    if (e == ERR_OK)
        e = db_err(rc);
    sqlite3_finalize(row);
    sqlite3_finalize(put);
    return e;
}

static enum err rows_drop(struct store *s, sqlite3_int64 up_to)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = db_prepare(s->db, "DELETE FROM entry_1 WHERE n <= ?1", &stmt);
    if (e == ERR_OK)
        e = db_err(sqlite3_bind_int64(stmt, 1, up_to));
    if (e == ERR_OK)
        e = db_step(stmt);
    sqlite3_finalize(stmt);
    return e;
}

/*
 * Some rows at a time go over and are dropped where they were, so that the file does not grow to twice its size: the
 * pages of those before take those after them.  What is dropped is overwritten, as always here.
 */
static enum err entries_move(struct store *s)
{
    struct entry_order order = {0};
    sqlite3_int64 after = 0;
    enum err e = db_run(s->db, "DROP INDEX entry_chain;"
                               "ALTER TABLE entry RENAME TO entry_1;" SCHEMA_LOG ";" SCHEMA_ENTRY ";" SCHEMA_CHAIN ";"
                               "INSERT INTO log(k, id) VALUES(1, zeroblob(32));");
    for (sqlite3_int64 before = -1; e == ERR_OK && before != after;) {
        before = after;
        e = rows_move(s, &order, &after);
        if (e == ERR_OK)
            e = rows_drop(s, after);
    }
    return e == ERR_OK ? db_run(s->db, "DROP TABLE entry_1") : e;
}

/* What stands in the table that version 1 may have been given. */
static enum err here_move(struct store *s)
{
    struct store_here here;
    enum err e = store_here_read(s, &here);
    if (e == ERR_OK)
        e = db_run(s->db, "DROP TABLE here");
    bool has = e == ERR_OK;
    if (e == ERR_OK || e == ERR_NOT_FOUND)
        e = db_run(s->db, "DROP TABLE IF EXISTS here;" SCHEMA_HERE);
    return e == ERR_OK && has ? here_put(s, (struct bytes){here.at, here.len}) : e;
}

/*
 * All pages are looked at first.  Moving gives pages away and takes free ones: where a damaged page names a wrong one
 * for either, what stands there would be wiped, which reading around the damage would still have found.
 */
static enum err upgrade(struct store *s)
{
    enum err e = db_is_sound(s->db) ? db_run(s->db, "BEGIN IMMEDIATE") : ERR_STORAGE;
    if (e == ERR_OK)
        e = first_version_check(s);
    if (e == ERR_OK)
        e = entries_move(s);
    if (e == ERR_OK)
        e = here_move(s);
    if (e == ERR_OK)
        e = db_run(s->db, "PRAGMA user_version = 2");
    return db_end(s, e);
}

static enum err order_one(void *ctx, const struct log_entry *entry)
{
    (void)entry_previous(ctx, entry);
    return ERR_OK;
}

void store_upgrade(struct store *s)
{
    size_t unreadable;
    if (s->version > 1 || s->stays_first)
        return;
    enum err e = upgrade(s);
    store_wipe(s); /* of either outcome: what was moved stands in the log as well, and the disk may be full of it */
    if (e == ERR_OK) {
        s->version = 2;
        return;
    }
    s->stays_first = e != ERR_NO_ROOM;
    s->order = (struct entry_order){0};
    if (store_each(s, order_one, &s->order, &unreadable) != ERR_OK)
        s->stays_first = true;
}
