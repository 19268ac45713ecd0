/* host/native/store_backup.c - a vault to a backup, and a backup to a vault */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "host/native/store_inside.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "seal/seal.h"
#include "wire/backup.h"

/* A backup on its way to a file. */
struct packing {
    FILE *file;
    struct seal_summing sum;
    const struct log_id *log;                                      /* the one that is being written */
    uint64_t count;                                                /* of its entries so far */
    uint8_t memory[2 * (ENVELOPE_MAX_BYTES + BACKUP_ENTRY_BYTES)]; /* of one entry */
};

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

/* The logs that a backup has, in its order: the vault's own, and then those that have an entry by their ids. */
struct packed_log {
    struct log_id id;
    uint64_t count;
};

struct packed_logs {
    size_t len;
    struct packed_log at[STORE_LOGS_MAX];
};

static enum err count_one(void *ctx, const struct log_entry *entry)
{
    struct packed_logs *logs = ctx;
    size_t i = 0;
    while (i < logs->len && memcmp(&logs->at[i].id, &entry->log, sizeof entry->log) != 0)
        i++;
    if (i == logs->len)
        logs->at[logs->len++] = (struct packed_log){.id = entry->log};
    logs->at[i].count++;
    return ERR_OK;
}

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct log_id)); /* it is their first member; the own log's is zeros */
}

static enum err logs_count(struct store *s, struct packed_logs *out)
{
    size_t unreadable;
    *out = (struct packed_logs){.len = 1};
    enum err e = store_each(s, count_one, out, &unreadable);
    qsort(out->at, out->len, sizeof *out->at, by_id);
    return e;
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
    if (memcmp(&entry->log, p->log, sizeof entry->log) != 0)
        return ERR_OK;
    struct arena arena = arena_on(p->memory, sizeof p->memory);
    struct buf out = buf_on(&arena);
    backup_put_entry(&out, entry);
    p->count++;
    return pack_bytes(p, buf_bytes(&out));
}

static enum err pack_log(struct store *s, struct packing *p, const struct packed_log *log)
{
    size_t unreadable;
    struct arena arena = arena_on(p->memory, sizeof p->memory);
    struct buf out = buf_on(&arena);
    backup_put_log(&out, &log->id, log->count);
    p->log = &log->id;
    p->count = 0;
    enum err e = pack_bytes(p, buf_bytes(&out));
    if (e == ERR_OK)
        e = store_each(s, pack_entry, p, &unreadable);
    return e == ERR_OK && p->count != log->count ? ERR_STORAGE /* the disk answers differently each time */ : e;
}

static enum err pack_all(struct store *s, struct packing *p)
{
    struct vault_header header;
    struct hash hash;
    struct packed_logs logs;
    enum err e = header_for_backup(s, &hash, &header);
    if (e == ERR_OK)
        e = logs_count(s, &logs);
    if (e != ERR_OK)
        return e;

    struct arena arena = arena_on(p->memory, sizeof p->memory);
    struct buf start = buf_on(&arena);
    backup_put_start(&start, (uint32_t)logs.len, &hash, (struct bytes){.at = header.at, .len = sizeof header.at});
    seal_sum_begin(&p->sum);
    e = pack_bytes(p, buf_bytes(&start));
    for (size_t i = 0; i < logs.len && e == ERR_OK; i++)
        e = pack_log(s, p, &logs.at[i]);
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

/*
 * Everything of a backup into a new vault, as it is: also what is damaged or lost.  Numbers are told apart within a log
 * by the backup, and in all of it by the table: ERR_EXISTS.
 */
static enum err unpack_entries(struct store *s, const struct backup *backup)
{
    sqlite3_stmt *stmt = NULL;
    struct backup left = *backup;
    struct log_entry entry;
    enum err e = db_prepare(s->db, store_sql(s)->put, &stmt);
    while (e == ERR_OK && (e = backup_next(&left, &entry)) == ERR_OK) {
        sqlite3_int64 log = 0;
        if (entry.bytes.len == 0)
            entry.bytes.at = entry.hash.at; /* no bytes, which is something else than nothing */
        e = log_number(s, &entry.log, &log);
        if (e == ERR_OK)
            e = entry_put(stmt, log, &entry);
    }
    sqlite3_finalize(stmt);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
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
    enum err e = make_private(path); /* before there is anything in it to read */
    if (e != ERR_OK)
        return e;
    FILE *to = fopen(path, "we");
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
        if (e == ERR_OK && backup.logs > STORE_LOGS_MAX)
            e = ERR_BAD_VERSION;
        if (e == ERR_OK && (e = unpack_to(&backup, to_path)) == ERR_EXISTS)
            e = ERR_MALFORMED; /* a number twice; the file's own name was free */
    }
    file_unmap(file);
    return e;
}

/*
 * ERR_OK: the file at `path` opens and holds a vault.  restored: it is to have no local row; a backup has none, but an
 * old one is a copy of a whole file, with the row of the place where it was made.
 */
static enum err vault_check(const char *path, bool restored)
{
    struct store *s = store_new();
    enum err e = s == NULL ? ERR_NO_ROOM : db_open(s, path, false);
    if (e == ERR_OK && !s->has_vault)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && restored)
        e = here_take_away(s);
    store_free(s);
    return e;
}

/* ERR_EXISTS unless the vault file is missing, or is one in which no vault was ever made. */
static enum err place_is_free(const char *vault, const char *wal)
{
    if (file_is(vault)) {
        enum err e = vault_check(vault, false);
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
        e = vault_check(part.at, true);
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
