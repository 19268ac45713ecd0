/* host/native/store_read.c - reading the vault file, and around what is damaged in it */
#include "host/native/store_inside.h"

#include <string.h>

#include "seal/seal.h"

enum { LOST_MAX = 100000 }; /* numbers of which nothing is found: then nothing more is looked for */

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

enum err store_here_read(struct store *s, struct store_here *out)
{
    sqlite3_stmt *stmt = NULL;
    bool found = db_prepare(s->db, "SELECT bytes FROM here", &stmt) == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW;
    struct bytes here = found ? db_bytes(stmt, 0) : (struct bytes){0};
    bool fits = here.len > 0 && here.len <= sizeof out->at;
    if (fits) {
        memcpy(out->at, here.at, here.len);
        out->len = here.len;
    }
    sqlite3_finalize(stmt);
    return fits ? ERR_OK : ERR_NOT_FOUND;
}

/* Columns as store_sql has them.  False if they hold what no entry can hold. */
static bool entry_read(const struct store *s, sqlite3_stmt *stmt, struct log_entry *out)
{
    sqlite3_int64 log = sqlite3_column_int64(stmt, 1);
    struct hash previous = {0}, hash;
    struct envelope parts;

    if (log < 1 || log > (sqlite3_int64)s->logs_len || !husk_read(db_bytes(stmt, 4), &hash))
        return false;
    (void)husk_read(db_bytes(stmt, 3), &previous);
    struct bytes bytes = db_bytes(stmt, 5);
    bool fits = bytes.len == HASH_BYTES || envelope_split(bytes, &parts) == ERR_OK;
    *out = (struct log_entry){
        .log = s->logs[log - 1],
        .n = (uint64_t)sqlite3_column_int64(stmt, 0),
        .device = (uint64_t)sqlite3_column_int64(stmt, 2),
        .previous = previous,
        .hash = hash,
        .bytes = fits ? bytes : (struct bytes){0},
    };
    return true;
}

/* What an entry is bound to is not in a version 1; it follows from their order. */
static enum err show(struct reading *r, struct log_entry *entry)
{
    if (r->s->version == 1)
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
    enum err e = look_at(r, store_sql(r->s)->chain_one, n, &stmt);
    if (e == ERR_OK) {
        r->unreadable++;
        if (sqlite3_step(stmt) == SQLITE_ROW && entry_read(r->s, stmt, &entry)) {
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
    enum err e = look_at(r, store_sql(r->s)->one, n, &stmt);
    if (e == ERR_OK) {
        int rc = sqlite3_step(stmt);
        shown = rc == SQLITE_ROW && entry_read(r->s, stmt, &entry) && entry.n == n && entry.bytes.len != 0;
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
    enum err e = look_at(r, store_sql(r->s)->from, r->reached + 1, &stmt);
    while (e == ERR_OK) {
        int rc = sqlite3_step(stmt);
        if (db_err(rc) == ERR_NO_ROOM)
            e = ERR_NO_ROOM;
        if (rc != SQLITE_ROW || !entry_read(r->s, stmt, &entry) || entry.n != r->reached + 1 || entry.bytes.len == 0)
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

bool db_is_sound(sqlite3 *db)
{
    sqlite3_stmt *stmt = NULL;
    bool sound = false;
    if (db_prepare(db, "PRAGMA quick_check(1)", &stmt) == ERR_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *answer = (const char *)sqlite3_column_text(stmt, 0);
        sound = answer != NULL && strcmp(answer, "ok") == 0;
    }
    sqlite3_finalize(stmt);
    sqlite3_db_release_memory(db);
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

    found.sound = db_is_sound(s->db);
    found.missing = r.missing;
    *report = found;
    return ERR_OK;
}
