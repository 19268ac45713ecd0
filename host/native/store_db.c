/* host/native/store_db.c - SQLite in few words, and what is asked of it in each version of the schema */
#include "host/native/store_inside.h"

/* What is asked of each version; the columns and places are the same. */
static const struct store_sql SQL[] = {
    [1] = {.from = "SELECT n, 1, device, NULL, hash, bytes FROM entry NOT INDEXED WHERE n >= ?1 ORDER BY n",
           .one = "SELECT n, 1, device, NULL, hash, bytes FROM entry NOT INDEXED WHERE n = ?1",
           .chain_one = "SELECT n, 1, device, NULL, hash, NULL FROM entry INDEXED BY entry_chain WHERE n = ?1",
           .put = "INSERT INTO entry(n, device, hash, bytes) VALUES(?1, ?3, ?5, ?6)"},
    [2] = {.from = "SELECT n, log, device, previous, hash, bytes FROM entry NOT INDEXED WHERE n >= ?1 ORDER BY n",
           .one = "SELECT n, log, device, previous, hash, bytes FROM entry NOT INDEXED WHERE n = ?1",
           .chain_one = "SELECT n, log, device, previous, hash, NULL FROM entry INDEXED BY entry_chain WHERE n = ?1",
           .put = "INSERT INTO entry(n, log, device, previous, hash, bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"},
};

const struct store_sql *store_sql_of(int version)
{
    return &SQL[version];
}

const struct store_sql *store_sql(const struct store *s)
{
    return store_sql_of(s->version);
}

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

enum err db_end(struct store *s, enum err e)
{
    if (e == ERR_OK)
        e = db_run(s->db, "COMMIT");
    if (e != ERR_OK && s->db != NULL && !sqlite3_get_autocommit(s->db))
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return e;
}
