/*
 * tests/host/upgrade.c - a vault file of version 1 becomes one of version 2, whole or not at all
 *
 *     upgrade [ROUNDS [SEED]]     so many upgrades, each killed at a call to the disk chosen by lot
 *
 * Version 1 is made here with the SQL it was made with, for nothing of ours makes it any more.  Envelopes are bytes of
 * the right length; the store never opens one.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <limits.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/native/salvage.h"
#include "host/native/store.h"
#include "seal/seal.h"
#include "store_faulty.h"
#include "tests/support/dir.h"

enum { PAGE = 4096, DELETED = 7, LOST = 11, KILLED_ENTRIES = 1000 };

static const uint64_t DEVICE = 0xfeedface12345678;
static const struct hash NONE;

static int calm_and_remove(void **state)
{
    (void)faulty_calm();
    return dir_remove(state);
}

/* ---- a vault of version 1 ---- */

static size_t len_of(uint64_t n)
{
    return n % 7 == 0 ? 4136 : n % 3 == 0 ? 552 : 296; /* 4136: longer than a page */
}

static struct log_entry entry_of(uint64_t n)
{
    static uint8_t made[4][4136];
    uint8_t *at = made[n % 4], seed[randombytes_SEEDBYTES] = {'u'};
    memcpy(seed + 8, &n, sizeof n);
    randombytes_buf_deterministic(at, len_of(n), seed);
    struct bytes envelope = {at, len_of(n)};
    return (struct log_entry){.n = n, .device = DEVICE, .hash = seal_hash(envelope), .bytes = envelope};
}

static struct hash hash_of(uint64_t n)
{
    return n == 0 ? NONE : entry_of(n).hash;
}

static struct vault_header header_of_tests(void)
{
    struct vault_header header;
    uint8_t seed[randombytes_SEEDBYTES] = {1};
    randombytes_buf_deterministic(header.at, sizeof header.at, seed);
    return header;
}

static void sql_run(sqlite3 *db, const char *sql)
{
    char *problem = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK)
        fail_msg("%s: %s", sql, problem);
}

static sqlite3 *sql_open(const char *path)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    assert_int_equal(sqlite3_open_v2(path, &db, flags, "unix"), SQLITE_OK); /* past the faulty disk */
    return db;
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = sql_open(path);
    sql_run(db, sql);
    sqlite3_close(db);
}

static int64_t number_of(const char *path, const char *sql)
{
    sqlite3 *db = sql_open(path);
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

static void put_row(sqlite3 *db, uint64_t n)
{
    sqlite3_stmt *stmt = NULL;
    struct log_entry entry = entry_of(n);
    struct bytes bytes = n == DELETED ? (struct bytes){entry.hash.at, HASH_BYTES} : entry.bytes;
    int rc =
        sqlite3_prepare_v2(db, "INSERT INTO entry(n, device, hash, bytes) VALUES(?1, ?2, ?3, ?4)", -1, &stmt, NULL);
    assert_int_equal(rc, SQLITE_OK);
    sqlite3_bind_int64(stmt, 1, (sqlite3_int64)n);
    sqlite3_bind_int64(stmt, 2, (sqlite3_int64)entry.device);
    sqlite3_bind_blob(stmt, 3, entry.hash.at, HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(stmt, 4, bytes.at, n == LOST ? 0 : (int)bytes.len, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
}

static void put_header(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    struct vault_header header = header_of_tests();
    struct hash hash = seal_hash((struct bytes){header.at, sizeof header.at});
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    sqlite3_bind_blob(stmt, 1, hash.at, HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(stmt, 2, header.at, sizeof header.at, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
}

/* With a husk in it, and an entry of which a backup that was restored had no more than the hash. */
static void first_version_make(const char *path, uint64_t count)
{
    sqlite3 *db = sql_open(path);
    sql_run(
        db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; BEGIN;"
        "PRAGMA application_id = 1635021934; PRAGMA user_version = 1;"
        "CREATE TABLE header(one INTEGER PRIMARY KEY CHECK(one = 1), hash BLOB NOT NULL, bytes BLOB NOT NULL);"
        "CREATE TABLE header_copy(one INTEGER PRIMARY KEY CHECK(one = 1), hash BLOB NOT NULL, bytes BLOB NOT NULL);"
        "CREATE TABLE entry(n INTEGER PRIMARY KEY, device INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL);"
        "CREATE INDEX entry_chain ON entry(n, device, hash);");
    put_header(db, "INSERT INTO header VALUES(1, ?1, ?2)");
    put_header(db, "INSERT INTO header_copy VALUES(1, ?1, ?2)");
    for (uint64_t n = 1; n <= count; n++)
        put_row(db, n);
    sql_run(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(db);
}

static int64_t version_of(const struct dir *dir)
{
    return number_of(in_dir(dir, "vault.attune"), "PRAGMA user_version");
}

/* ---- looking ---- */

struct seen {
    uint64_t whole, husks, unread, wrong, last;
};

static enum err look(void *ctx, const struct log_entry *entry)
{
    struct seen *seen = ctx;
    struct log_entry made = entry_of(entry->n);
    struct hash previous = hash_of(entry->n - 1);
    made = entry_of(entry->n);
    bool same = entry->device == DEVICE && memcmp(&entry->hash, &made.hash, HASH_BYTES) == 0 &&
                memcmp(&entry->previous, &previous, HASH_BYTES) == 0 && entry->n == seen->last + 1;
    seen->last = entry->n;
    seen->wrong += !same;
    seen->whole += bytes_eq(entry->bytes, made.bytes);
    seen->husks += bytes_eq(entry->bytes, (struct bytes){entry->hash.at, HASH_BYTES});
    seen->unread += entry->bytes.len == 0;
    return ERR_OK;
}

/* Everything is there, in whichever version. */
static void assert_holds(struct store *s, uint64_t count)
{
    struct seen seen = {0};
    struct vault_header header, expected = header_of_tests();
    size_t unreadable;
    assert_int_equal(store_header_read(s, &header), ERR_OK);
    assert_memory_equal(&header, &expected, sizeof header);
    assert_int_equal(store_last(s), count);
    assert_int_equal(store_each(s, look, &seen, &unreadable), ERR_OK);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.whole, count - 2);
    assert_int_equal(seen.husks, 1);
    assert_int_equal(seen.unread, 1);
}

static enum err append(struct store *s, uint64_t n, const uint64_t *husk)
{
    struct hash previous = hash_of(n - 1);
    struct log_entry entry = entry_of(n);
    entry.previous = previous;
    return store_keep(
        s, &(struct store_change){
               .append = &entry, .append_len = 1, .husks = husk, .husks_len = husk ? 1 : 0, .removes = husk});
}

/* Of each entry some bytes from its middle stand once and no more: what was moved left no copy that a husk would miss.
 */
static void assert_no_copies(const struct dir *dir, uint64_t count)
{
    for (uint64_t n = 1; n <= count; n += 5)
        if (n != DELETED && n != LOST)
            assert_int_equal(found_in_dir(dir, bytes_first(bytes_inside(entry_of(n).bytes, 40, 0), 24)), 1);
}

/* ---- what holds ---- */

static void every_entry_says_what_it_is_bound_to(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    struct store_here here;
    first_version_make(in_dir(dir, "vault.attune"), 1000);
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_holds(s, 1000);
    assert_int_equal(store_here_read(s, &here), ERR_NOT_FOUND);
    store_free(s);
    assert_int_equal(version_of(dir), 2);
    assert_int_equal(number_of(in_dir(dir, "vault.attune"),
                               "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
                     0);
    assert_no_copies(dir, 1000);

    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_holds(s, 1000);
    assert_int_equal(append(s, 1001, NULL), ERR_OK);
    assert_holds(s, 1001);
    store_free(s);
}

/* While it is moved it does not stand in the file twice. */
static void the_file_hardly_grows(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    struct stat before, after;
    first_version_make(in_dir(dir, "vault.attune"), 4000);
    assert_int_equal(stat(in_dir(dir, "vault.attune"), &before), 0);
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    store_free(s);
    assert_int_equal(stat(in_dir(dir, "vault.attune"), &after), 0);
    assert_in_range(after.st_size, before.st_size, before.st_size + before.st_size / 4);
}

static void an_empty_vault_of_version_1_is_one_too(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    first_version_make(in_dir(dir, "vault.attune"), 0);
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_int_equal(store_last(s), 0);
    assert_true(store_has_vault(s));
    store_free(s);
    assert_int_equal(version_of(dir), 2);
}

/* A number that is gone with its hash: what came after it cannot say what it was bound to. */
static void after_a_gap_it_is_not_known(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    first_version_make(in_dir(dir, "vault.attune"), 50);
    run_sql(in_dir(dir, "vault.attune"), "DELETE FROM entry WHERE n = 30");
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    store_free(s);
    assert_int_equal(version_of(dir), 2);
    assert_int_equal(number_of(in_dir(dir, "vault.attune"), "SELECT count(*) FROM entry WHERE previous = zeroblob(32)"),
                     2);
    assert_int_equal(number_of(in_dir(dir, "vault.attune"), "SELECT max(n) FROM entry WHERE previous = zeroblob(32)"),
                     31);
}

/* ---- failing ---- */

/* Whatever call fails, all is there in one of the versions, can be added to and deleted from, and it ends as a 2. */
static void an_upgrade_that_fails_anywhere_is_made_up_for(void **state)
{
    struct dir *dir = *state;
    char vault[PATH_LEN];
    snprintf(vault, sizeof vault, "%s", in_dir(dir, "vault.attune"));
    first_version_make(vault, 200);
    size_t len;
    uint8_t *whole = file_read(vault, &len);
    for (enum fault fault = FAULT_IO; fault <= FAULT_TORN_WRITE; fault++) {
        unsigned firsts = 0;
        bool reached = true;
        for (unsigned calls = 0; reached; calls++) {
            struct store *s = NULL;
            uint64_t deleted = 20;
            struct bytes gone;
            unlink(in_dir(dir, "vault.attune-wal"));
            file_write(vault, whole, len);
            faulty_fail_after(calls, fault);
            enum err e = store_open(dir->at, false, &s);
            reached = faulty_calm();
            if (e != ERR_OK)
                assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
            assert_holds(s, 200);
            assert_int_equal(append(s, 201, &deleted), ERR_OK);
            gone = bytes_first(bytes_inside(entry_of(deleted).bytes, 40, 0), 24);
            assert_int_equal(found_in_dir(dir, gone), 0);
            store_free(s);
            firsts += version_of(dir) == 1;
            assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
            store_free(s);
            assert_int_equal(version_of(dir), 2);
            assert_int_equal(found_in_dir(dir, gone), 0);
        }
        assert_true(firsts > 0);
    }
    free(whole);
}

/* The disk stays full: the vault opens, is read, and words can be taken away. */
static void a_full_disk_keeps_nobody_out(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    first_version_make(in_dir(dir, "vault.attune"), 200);
    faulty_fill();
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_holds(s, 200);
    assert_int_equal(append(s, 201, NULL), ERR_NO_ROOM);
    assert_holds(s, 200);
    (void)faulty_calm();
    assert_int_equal(append(s, 201, NULL), ERR_OK);
    assert_holds(s, 201);
    store_free(s);
    assert_int_equal(version_of(dir), 1); /* no change waits until all is moved */
    faulty_fill();
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    (void)faulty_calm();
    store_settle(s);
    assert_holds(s, 201);
    store_free(s);
    assert_int_equal(version_of(dir), 2);
}

/* What came from another device needs version 2, so for that it is tried at once. */
static void after_a_full_disk_entries_of_others_still_come_in(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    first_version_make(in_dir(dir, "vault.attune"), 200);
    faulty_fill();
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    (void)faulty_calm();
    struct hash previous = hash_of(150);
    struct log_entry merged = entry_of(201);
    merged.previous = previous;
    assert_int_equal(store_keep(s, &(struct store_change){.append = &merged, .append_len = 1}), ERR_OK);
    assert_int_equal(store_last(s), 201);
    store_free(s);
    assert_int_equal(version_of(dir), 2);
}

/* As version 1 it goes on as it did, and the local row is kept with it. */
static void what_stays_version_1_can_still_be_written(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    struct store_here here;
    char vault[PATH_LEN];
    snprintf(vault, sizeof vault, "%s", in_dir(dir, "vault.attune"));
    first_version_make(vault, 200);
    /* A page of entries in the middle. */
    size_t len;
    uint8_t *bytes = file_read(vault, &len);
    uint8_t *at = memmem(bytes, len, entry_of(100).bytes.at, 24);
    assert_non_null(at);
    memset(bytes + (size_t)(at - bytes) / PAGE * PAGE, 0xee, PAGE);
    file_write(vault, bytes, len);
    free(bytes);

    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    size_t unreadable;
    struct seen seen = {0};
    assert_int_equal(store_each(s, look, &seen, &unreadable), ERR_OK);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.last, 200);
    assert_in_range(unreadable, 1, 13);
    uint64_t whole = seen.whole;

    /* The next of its device; not one that is bound to another than the one before, for the order could not say it. */
    struct log_entry merged = entry_of(201);
    merged.previous = hash_of(150);
    merged.bytes = entry_of(201).bytes;
    assert_int_equal(store_keep(s, &(struct store_change){.append = &merged, .append_len = 1}), ERR_STORAGE);
    uint64_t deleted = 20;
    assert_int_equal(append(s, 201, &deleted), ERR_OK);
    assert_int_equal(found_in_dir(dir, bytes_first(bytes_inside(entry_of(20).bytes, 40, 0), 24)), 0);
    struct bytes row = {(const uint8_t *)"here", 4};
    assert_int_equal(store_keep(s, &(struct store_change){.here = row}), ERR_OK);
    store_free(s);
    assert_int_equal(version_of(dir), 1);

    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_int_equal(store_here_read(s, &here), ERR_OK);
    assert_true(bytes_eq((struct bytes){here.at, here.len}, row));
    seen = (struct seen){0};
    assert_int_equal(store_each(s, look, &seen, &unreadable), ERR_OK);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.last, 201);
    assert_int_equal(seen.whole, whole); /* one more, one fewer */
    char copy[PATH_LEN], other[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    snprintf(other, sizeof other, "%s", in_dir(dir, "other"));
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);
    assert_int_equal(store_restore(copy, other), ERR_OK);
    struct store *restored = NULL;
    assert_int_equal(store_open(other, false, &restored), ERR_OK);
    seen = (struct seen){0};
    assert_int_equal(store_each(restored, look, &seen, &unreadable), ERR_OK);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.whole, whole);
    assert_int_equal(store_here_read(restored, &here), ERR_NOT_FOUND);
    store_free(restored);
}

/* Whichever page is lost: it opens as before, and nothing that can be read is lost by trying. */
static void a_damaged_version_1_is_left_as_it_is(void **state)
{
    struct dir *dir = *state;
    char vault[PATH_LEN], copy[PATH_LEN];
    snprintf(vault, sizeof vault, "%s", in_dir(dir, "vault.attune"));
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    first_version_make(vault, 100);
    size_t len, opened = 0, firsts = 0;
    uint8_t *whole = file_read(vault, &len);
    for (size_t at = 0; at < len; at += PAGE) {
        uint8_t *hurt = malloc(len);
        memcpy(hurt, whole, len);
        memset(hurt + at + 8, at / PAGE % 2 ? 0xff : 0, PAGE - 8);
        file_write(vault, hurt, len);
        struct store *s = NULL;
        if (store_open(dir->at, false, &s) == ERR_OK) {
            struct seen seen = {0};
            size_t unreadable;
            opened++;
            assert_int_equal(store_each(s, look, &seen, &unreadable), ERR_OK);
            assert_true(seen.whole + seen.husks + unreadable + 2 >= 100);
            store_free(s);
            firsts += version_of(dir) == 1;
        }
        struct salvaged found;
        enum err e = salvage(dir->at, copy, &found);
        assert_int_equal(e, ERR_OK);
        assert_true(found.entries + found.lost >= 99); /* of what was lost before only the index knew */
        assert_true(found.entries >= 100 - 14);
        unlink(copy);
        free(hurt);
    }
    free(whole);
    assert_true(opened >= len / PAGE - 2);
    assert_true(firsts > 5); /* but where a page of a long text is damaged, all rows are whole */
}

/*
 * A page of a long text that says the next one of it is a page of something else: to move that text would give away,
 * and wipe, what stands there.
 */
static void a_page_that_names_a_wrong_one_costs_no_other(void **state)
{
    struct dir *dir = *state;
    char vault[PATH_LEN];
    snprintf(vault, sizeof vault, "%s", in_dir(dir, "vault.attune"));
    static const char *const WHERE[] = {"header", "header_copy", "entry"};
    for (size_t i = 0; i < 3; i++) {
        unlink(vault);
        first_version_make(vault, 100);
        char sql[100];
        snprintf(sql, sizeof sql, "SELECT rootpage FROM sqlite_schema WHERE name = '%s'", WHERE[i]);
        uint32_t page = (uint32_t)number_of(vault, sql);
        size_t len;
        uint8_t *bytes = file_read(vault, &len);
        const uint8_t *wanted = entry_of(14).bytes.at;
        if (!wanted)
            abort(); /* it never is; a sanitizer's check makes gcc think that it may be */
        uint8_t *at = memmem(bytes, len, wanted, 24); /* in its row, which ends by naming the next */
        assert_non_null(at);
        /* The row's last four bytes name where it goes on: found by the page that has its end. */
        uint8_t *end = memmem(bytes, len, wanted + 4136 - 24, 24);
        assert_non_null(end);
        uint32_t next = (uint32_t)((end - bytes) / PAGE) + 1;
        uint8_t name[4] = {(uint8_t)(next >> 24), (uint8_t)(next >> 16), (uint8_t)(next >> 8), (uint8_t)next};
        uint8_t *link = memmem(at, PAGE, name, 4);
        assert_non_null(link);
        link[0] = (uint8_t)(page >> 24), link[1] = (uint8_t)(page >> 16), link[2] = (uint8_t)(page >> 8);
        link[3] = (uint8_t)page;
        file_write(vault, bytes, len);
        free(bytes);

        struct store *s = NULL;
        struct seen seen = {0};
        struct vault_header header;
        size_t unreadable;
        assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
        assert_int_equal(store_header_read(s, &header), ERR_OK);
        struct store_report report;
        assert_int_equal(store_each(s, look, &seen, &unreadable), ERR_OK);
        assert_int_equal(store_verify(s, &report), ERR_OK);

        store_free(s);
        assert_true(report.header && report.header_copy);
        assert_int_equal(seen.wrong, 0);
        assert_int_equal(seen.whole + seen.husks + 2, 100); /* but that text, and the one that was lost before */
    }
}

/* What a copy of a whole file was is a backup of old; its local row is of another place. */
static void an_old_copy_is_restored_without_its_local_row(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    struct store_here here;
    char other[PATH_LEN];
    snprintf(other, sizeof other, "%s", in_dir(dir, "other"));
    first_version_make(in_dir(dir, "old"), 60);
    assert_int_equal(store_restore(in_dir(dir, "old"), other), ERR_OK);
    assert_int_equal(store_open(other, false, &s), ERR_OK);
    assert_holds(s, 60);
    assert_int_equal(store_keep(s, &(struct store_change){.here = {(const uint8_t *)"here", 4}}), ERR_OK);
    assert_int_equal(store_here_read(s, &here), ERR_OK);
    store_free(s);

    char third[PATH_LEN];
    snprintf(third, sizeof third, "%s", in_dir(dir, "third"));
    assert_int_equal(store_restore(in_dir(dir, "other/vault.attune"), third), ERR_OK);
    assert_int_equal(store_open(third, false, &s), ERR_OK);
    assert_holds(s, 60);
    assert_int_equal(store_here_read(s, &here), ERR_NOT_FOUND);
    store_free(s);
}

/* ---- killed ---- */

static uint64_t chance(uint64_t *seed) /* xorshift64*, as in kill.c */
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545f4914f6cdd1d;
}

/* How many calls to the disk there are while it is opened and nobody interferes. */
static unsigned calls_of_opening(const struct dir *dir)
{
    struct store *s = NULL;
    faulty_fail_after(UINT_MAX, FAULT_KILL);
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    unsigned calls = faulty_calls();
    (void)faulty_calm();
    store_free(s);
    return calls;
}

/* Between two calls to the disk nothing on it changes: to be killed at a call is to be killed at any moment before it.
 */
static void opened_and_killed_at(const struct dir *dir, unsigned call)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *s = NULL;
        faulty_fail_after(call, FAULT_KILL);
        _exit(store_open(dir->at, false, &s) == ERR_OK ? FAULTY_KILLED : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == FAULTY_KILLED);
}

static uint64_t rounds = 200, seed;

static void killed_at_any_moment_it_is_the_one_or_the_other(void **state)
{
    struct dir *dir = *state;
    char vault[PATH_LEN], wal[PATH_LEN];
    snprintf(vault, sizeof vault, "%s", in_dir(dir, "vault.attune"));
    snprintf(wal, sizeof wal, "%s", in_dir(dir, "vault.attune-wal"));
    first_version_make(vault, KILLED_ENTRIES);
    size_t len, firsts = 0, seconds = 0, in_the_middle = 0;
    uint8_t *whole = file_read(vault, &len);
    unsigned calls = calls_of_opening(dir);
    for (uint64_t round = 0; round < rounds; round++) {
        struct stat st;
        struct store *s = NULL;
        unlink(wal);
        file_write(vault, whole, len);
        opened_and_killed_at(dir, round < 3 ? calls / 2 * (unsigned)round : (unsigned)(chance(&seed) % (calls + 1)));
        bool has_log = stat(wal, &st) == 0 && st.st_size > 0;
        in_the_middle += has_log;
        int64_t version = version_of(dir); /* a look that plays the log into the file, as any opening does */
        firsts += version == 1;
        seconds += version == 2;
        assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
        assert_holds(s, KILLED_ENTRIES);
        if (round % 10 == 0) { /* what is deleted now is in no file, however often it was moved */
            uint64_t deleted = 1 + chance(&seed) % KILLED_ENTRIES;
            struct bytes bytes = entry_of(deleted).bytes;
            assert_int_equal(store_keep(s, &(struct store_change){.husks = &deleted, .husks_len = 1, .removes = true}),
                             ERR_OK);
            assert_int_equal(found_in_dir(dir, bytes_first(bytes_inside(bytes, 40, 0), 24)), 0);
        }
        store_free(s);
        assert_int_equal(version_of(dir), 2);
    }
    free(whole);
    print_message("# of %u calls: %zu opened as 1, %zu as 2, %zu with a log beside them\n", calls, firsts, seconds,
                  in_the_middle);
    assert_true(rounds < 3 || (firsts > 0 && seconds > 0 && in_the_middle > 0)); /* the first, the middle, the last */
}

static int install(void **state)
{
    (void)state;
    faulty_install();
    return sodium_init() < 0 ? -1 : 0;
}

#define IN_A_DIR(name) cmocka_unit_test_setup_teardown(name, dir_make, calm_and_remove)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_A_DIR(every_entry_says_what_it_is_bound_to),
        IN_A_DIR(the_file_hardly_grows),
        IN_A_DIR(an_empty_vault_of_version_1_is_one_too),
        IN_A_DIR(after_a_gap_it_is_not_known),
        IN_A_DIR(an_upgrade_that_fails_anywhere_is_made_up_for),
        IN_A_DIR(a_full_disk_keeps_nobody_out),
        IN_A_DIR(after_a_full_disk_entries_of_others_still_come_in),
        IN_A_DIR(what_stays_version_1_can_still_be_written),
        IN_A_DIR(a_damaged_version_1_is_left_as_it_is),
        IN_A_DIR(a_page_that_names_a_wrong_one_costs_no_other),
        IN_A_DIR(an_old_copy_is_restored_without_its_local_row),
        IN_A_DIR(killed_at_any_moment_it_is_the_one_or_the_other),
    };
    if (sodium_init() < 0)
        return 1;
    rounds = argc > 1 ? strtoull(argv[1], NULL, 10) : rounds;
    seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    while (seed == 0)
        randombytes_buf(&seed, sizeof seed);
    print_message("# seed %" PRIu64 "\n", seed);
    return cmocka_run_group_tests_name("upgrade", tests, install, NULL);
}
