/* host/native/store_keep.c - a change, all of it or nothing, and the order of things around its transaction */
#include "host/native/store_inside.h"

#include <string.h>

enum err store_make(struct store *s, const struct vault_header *header, struct bytes here)
{
    if (s->has_vault)
        return ERR_EXISTS;

    enum err e = db_run(s->db, "BEGIN IMMEDIATE");
    if (e == ERR_OK)
        e = header_put(s, header);
    if (e == ERR_OK && here.len > 0)
        e = here_ready(s);
    if (e == ERR_OK && here.len > 0)
        e = here_put(s, here);
    e = db_end(s, e);
    if (e == ERR_OK) {
        s->has_vault = true;
        store_wipe(s); /* so that the file alone is a vault from the first moment */
    }
    return e;
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

static enum err change_keep_once(struct store *s, const struct store_change *change)
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
        e = here_ready(s);
    if (e == ERR_OK && change->here.len > 0)
        e = here_put(s, change->here);
    e = db_end(s, e);
    if (e == ERR_OK)
        s->order = order;
    else
        s->logs_len = logs_len;
    return e;
}

/* No word stays unwritten because the page of the local row is damaged, which this place can do without. */
static enum err change_keep(struct store *s, const struct store_change *change)
{
    enum err e = change_keep_once(s, change);
    if (e != ERR_STORAGE || change->here.len == 0 || !here_is_lost(s))
        return e;
    struct store_change rest = *change;
    rest.here = (struct bytes){0};
    return change_keep_once(s, &rest);
}

enum err store_keep(struct store *s, const struct store_change *change)
{
    if (!s->has_vault)
        return ERR_NOT_FOUND;
    if (!file_is(s->file.at)) /* taken away while open: it would be kept in a file that has no name any more */
        return ERR_STORAGE;

    enum err e = change_keep(s, change);
    if (e == ERR_STORAGE && s->version == 1) { /* it may be what only a version 2 can say */
        store_upgrade(s);
        e = s->version == 1 ? e : change_keep(s, change);
    }
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

void store_settle(struct store *s)
{
    store_wipe(s);
    store_upgrade(s);
}
