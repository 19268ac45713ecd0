/*
 * host/native/store_open.c - opening the vault file
 *
 * SQLite does the hard part.  Here are the settings that make its promises ours (WAL with
 * synchronous=FULL, secure_delete).
 */
#include "host/native/store_inside.h"

#include <stdlib.h>
#include <unistd.h>

#include "seal/seal.h"

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

enum err store_place(const struct store *s, struct hash *out)
{
    return place_of(s->file.at, out);
}
