/* host/native/store_anew.c - a second vault that takes the place of the first */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "host/native/store_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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
        e = db_prepare(anew->part->db, store_sql(anew->part)->put, &anew->put);
    if (e == ERR_OK)
        *out = anew;
    else
        store_anew_drop(s, anew);
    return e;
}

enum err store_anew_put(struct store_anew *anew, const struct log_entry *entry)
{
    enum err e = entry->n > anew->last ? entry_check(entry, entry->n) : ERR_MALFORMED;
    sqlite3_int64 log = 0;
    if (e == ERR_OK)
        e = log_number(anew->part, &entry->log, &log);
    if (e == ERR_OK)
        e = entry_put(anew->put, log, entry);
    if (e == ERR_OK)
        anew->last = entry->n;
    return e;
}

enum err store_anew_here(struct store_anew *anew, struct bytes here)
{
    return here_put(anew->part, here);
}

enum err store_anew_place(const struct store_anew *anew, struct hash *out)
{
    return store_place(anew->part, out);
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
        store_overwrite(old); /* not before its name is surely another's */
    if (old >= 0)
        close(old);
    store_anew_drop(s, anew);
    if (s->db == NULL && db_open(s, named.at, false) != ERR_OK) {
        db_close(s);
        s->has_vault = false; /* whatever is asked of this store now fails; the file is whole */
    }
    return renamed ? ERR_OK : e;
}
