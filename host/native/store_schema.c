/* host/native/store_schema.c - the tables of the vault file, to the letter */
#include "host/native/store_inside.h"

#include <string.h>

/* "attn" in the file's header, where file(1) looks; then the version of the schema. */
#define APPLICATION_ID "1635021934"
#define SCHEMA_VERSION "1"

enum {
    APPLICATION_ID_NUMBER = 1635021934,
    SCHEMA_VERSION_NUMBER = 1,
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

enum err schema_ready(sqlite3 *db, bool create)
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
