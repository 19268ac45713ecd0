/* host/native/store_rows.c - one row into its table */
#include "host/native/store_inside.h"

#include <string.h>

#include "seal/seal.h"

_Static_assert((int)STORE_HERE_MAX_BYTES == (int)HERE_MAX_BYTES, "a sealed local row fits");

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

enum err here_put(struct store *s, struct bytes here)
{
    sqlite3_stmt *stmt = NULL;
    enum err e = here.len <= STORE_HERE_MAX_BYTES ? ERR_OK : ERR_TOO_LONG;
    if (e == ERR_OK)
        e = db_prepare(s->db, "INSERT OR REPLACE INTO here(one, bytes) VALUES(1, ?1)", &stmt);
    if (e == ERR_OK)
        e = db_err(db_bind(stmt, 1, here.at, here.len));
    if (e == ERR_OK)
        e = db_step(stmt);
    sqlite3_finalize(stmt);
    return e;
}
