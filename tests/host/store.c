/*
 * tests/host/store.c - the vault on disk: what was kept stays, what was deleted is gone, damage is said
 *
 * Each test has a directory of its own.  Envelopes are bytes of the right length, for the store
 * never opens one.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700 /* nftw */
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host/native/store_inside.h"
#include "seal/seal.h"
#include "store_faulty.h"
#include "tests/support/dir.h"

enum { PAGE = 4096 };

/* ---- making and looking ---- */

static struct dir dir_in(const struct dir *dir, const char *name)
{
    struct dir inner;
    int len = snprintf(inner.at, sizeof inner.at, "%s/%s", dir->at, name);
    assert_true(len > 0 && (size_t)len < sizeof inner.at);
    return inner;
}

static struct dir dir_numbered(const struct dir *dir, unsigned kind, unsigned number)
{
    char name[32];
    snprintf(name, sizeof name, "%u-%u", kind, number);
    return dir_in(dir, name);
}

static int calm_and_remove(void **state)
{
    (void)faulty_calm();
    return dir_remove(state);
}

static struct vault_header header_of(uint8_t seed)
{
    struct vault_header header;
    uint8_t from[randombytes_SEEDBYTES] = {seed, 'h'};
    randombytes_buf_deterministic(header.at, sizeof header.at, from);
    return header;
}

/* The bytes of entry n: the same every time, and no run of them alike in two entries. */
static struct log_entry entry_of(uint64_t n, size_t len)
{
    static uint8_t made[64][4136];
    uint8_t *at = made[n % 64];
    uint8_t seed[randombytes_SEEDBYTES] = {0};
    memcpy(seed, &n, sizeof n);
    randombytes_buf_deterministic(at, len, seed);
    struct bytes envelope = {.at = at, .len = len};
    return (struct log_entry){.n = n, .device = UINT64_MAX - n % 3, .hash = seal_hash(envelope), .bytes = envelope};
}

static size_t len_of(uint64_t n)
{
    return n % 7 == 0 ? 4136 : n % 3 == 0 ? 552 : 296; /* 4136: longer than a page */
}

static struct store *opened(const struct dir *dir)
{
    struct store *s = NULL;
    assert_int_equal(store_open(dir->at, true, &s), ERR_OK);
    return s;
}

static struct store *made(const struct dir *dir)
{
    struct store *s = opened(dir);
    struct vault_header header = header_of(1);
    assert_int_equal(store_make(s, &header, (struct bytes){0}), ERR_OK);
    return s;
}

static enum err append(struct store *s, size_t count)
{
    struct log_entry entries[32];
    assert_true(count <= 32);
    for (size_t i = 0; i < count; i++)
        entries[i] = entry_of(store_last(s) + 1 + i, len_of(store_last(s) + 1 + i));
    return store_keep(s, &(struct store_change){.append = entries, .append_len = count});
}

static struct store *filled(const struct dir *dir, size_t count)
{
    struct store *s = made(dir);
    for (size_t left = count; left > 0; left -= left < 32 ? left : 32)
        assert_int_equal(append(s, left < 32 ? left : 32), ERR_OK);
    return s;
}

static enum err husk(struct store *s, uint64_t n)
{
    return store_keep(s, &(struct store_change){.husks = &n, .husks_len = 1, .removes = true});
}

/* What reading everything gave: in order, each as it was made or its husk. */
struct seen {
    size_t whole, husks, unread, wrong;
    uint64_t last;
    bool in_order;
};

static enum err look(void *ctx, const struct log_entry *entry)
{
    struct seen *seen = ctx;
    struct log_entry as_made = entry_of(entry->n, len_of(entry->n));

    seen->in_order = seen->in_order && entry->n > seen->last;
    seen->last = entry->n;
    bool same_hash = memcmp(&entry->hash, &as_made.hash, sizeof entry->hash) == 0 && entry->device == as_made.device;
    if (!same_hash)
        seen->wrong++;
    else if (entry->bytes.len == 0)
        seen->unread++;
    else if (bytes_eq(entry->bytes, as_made.bytes))
        seen->whole++;
    else if (bytes_eq(entry->bytes, (struct bytes){.at = entry->hash.at, .len = HASH_BYTES}))
        seen->husks++;
    else
        seen->wrong++;
    return ERR_OK;
}

static struct seen all_of(struct store *s, size_t *unreadable)
{
    struct seen seen = {.in_order = true};
    assert_int_equal(store_each(s, look, &seen, unreadable), ERR_OK);
    assert_true(seen.in_order);
    return seen;
}

static void assert_holds(struct store *s, size_t whole, size_t husks)
{
    size_t unreadable = 99;
    struct seen seen = all_of(s, &unreadable);
    assert_int_equal(unreadable, 0);
    assert_int_equal(seen.whole, whole);
    assert_int_equal(seen.husks, husks);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(store_last(s), whole + husks);
}

static void overwrite(const char *path, long at, size_t len, uint8_t with)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fseek(f, at, SEEK_SET);
    for (size_t i = 0; i < len; i++)
        fputc(with, f);
    fclose(f);
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

static void write_text(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    assert_int_equal(sqlite3_open_v2(path, &db, flags, "unix"), SQLITE_OK); /* past the faulty disk */
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* ---- opening ---- */

static void a_missing_vault_is_not_found_unless_asked_for(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    assert_int_equal(store_open(dir->at, false, &s), ERR_NOT_FOUND);
    assert_int_equal(store_open(in_dir(dir, "nowhere"), false, &s), ERR_NOT_FOUND);
    assert_null(s);
    assert_int_equal(store_open(dir->at, true, &s), ERR_OK);
    assert_false(store_has_vault(s));
    assert_int_equal(store_last(s), 0);
    store_free(s);
}

static void directory_and_file_are_private(void **state)
{
    struct dir *dir = *state;
    struct dir deep = dir_in(dir, "a/b");
    struct store *s = NULL;
    mode_t usual = umask(0);
    assert_int_equal(store_open(deep.at, true, &s), ERR_OK);
    struct vault_header header = header_of(1);
    assert_int_equal(store_make(s, &header, (struct bytes){0}), ERR_OK);
    assert_int_equal(mode_of(in_dir(dir, "a")), 0700);
    assert_int_equal(mode_of(deep.at), 0700);
    assert_int_equal(mode_of(in_dir(&deep, "vault.attune")), 0600);
    assert_int_equal(mode_of(in_dir(&deep, "vault.attune-wal")), 0600);
    assert_int_equal(mode_of(in_dir(&deep, "vault.lock")), 0600);
    store_free(s);
    umask(usual);
}

static void what_is_no_vault_is_malformed_and_left_alone(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    const char text[] = "Dear diary, this is not a database. It is long enough to have been one, though.";
    char path[PATH_LEN];
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));

    write_text(path, text);
    assert_int_equal(store_open(dir->at, true, &s), ERR_MALFORMED);
    assert_int_equal(found_in_file(path, (struct bytes){.at = (const uint8_t *)text, .len = sizeof text - 1}), 1);

    assert_int_equal(unlink(path), 0);
    run_sql(path, "CREATE TABLE notes(a)");
    assert_int_equal(store_open(dir->at, true, &s), ERR_MALFORMED);
    assert_null(s);
}

static void a_vault_with_something_added_to_its_schema_is_malformed(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 3);
    store_free(s);
    s = NULL;
    run_sql(in_dir(dir, "vault.attune"), "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM header; END");
    assert_int_equal(store_open(dir->at, false, &s), ERR_MALFORMED);
    assert_null(s);
}

static void a_later_schema_is_said_to_be_later(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 3);
    store_free(s);
    s = NULL;
    run_sql(in_dir(dir, "vault.attune"), "PRAGMA user_version = 3");
    assert_int_equal(store_open(dir->at, false, &s), ERR_BAD_VERSION);
    assert_null(s);
}

static void a_second_opener_is_turned_away_at_once(void **state)
{
    struct dir *dir = *state;
    struct store *s = made(dir);
    struct store *again = NULL;
    assert_int_equal(store_open(dir->at, true, &again), ERR_BUSY);

    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *theirs = NULL;
        _exit(store_open(dir->at, false, &theirs) == ERR_BUSY ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);

    assert_int_equal(append(s, 2), ERR_OK);
    store_free(s);
    assert_int_equal(store_open(dir->at, false, &again), ERR_OK);
    store_free(again);
}

/* ---- keeping ---- */

static void a_vault_is_made_once(void **state)
{
    struct dir *dir = *state;
    struct store *s = opened(dir);
    struct vault_header header = header_of(1);
    struct vault_header other = header_of(2);
    struct vault_header back;

    assert_int_equal(store_header_read(s, &back), ERR_NOT_FOUND);
    assert_int_equal(append(s, 1), ERR_NOT_FOUND);
    assert_int_equal(store_make(s, &header, (struct bytes){0}), ERR_OK);
    assert_int_equal(store_make(s, &other, (struct bytes){0}), ERR_EXISTS);
    store_free(s);

    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_true(store_has_vault(s));
    assert_int_equal(store_make(s, &other, (struct bytes){0}), ERR_EXISTS);
    assert_int_equal(store_header_read(s, &back), ERR_OK);
    assert_memory_equal(&back, &header, sizeof back);
    store_free(s);
}

/* What a sync program takes, or a person who throws away what is called -wal. */
static void the_file_alone_is_whole_after_making_and_after_resting(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    assert_int_equal(mkdir(other.at, 0700), 0);
    for (size_t kept = 0; kept <= 40; kept += 20) {
        struct store *s = kept ? opened(dir) : made(dir);
        if (kept)
            assert_int_equal(append(s, 20), ERR_OK);
        if (kept)
            store_settle(s);
        size_t len = 0;
        uint8_t *bytes = file_read(in_dir(dir, "vault.attune"), &len);
        FILE *copy = fopen(in_dir(&other, "vault.attune"), "wb");
        assert_int_equal(fwrite(bytes, 1, len, copy), len);
        fclose(copy);
        free(bytes);
        store_free(s);
        s = opened(&other);
        assert_true(store_has_vault(s));
        assert_holds(s, kept, 0);
        store_free(s);
    }
}

static void a_vault_taken_away_while_open_keeps_nothing_more(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct store *s = filled(&other, 5);
    assert_int_equal(unlink(in_dir(&other, "vault.attune")), 0);
    assert_int_equal(append(s, 1), ERR_STORAGE);
    store_free(s);
}

/* In a directory that another account may write to. */
static void a_lock_that_leads_elsewhere_is_not_followed(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    store_free(filled(dir, 5));
    char precious[PATH_LEN], lock[PATH_LEN];
    snprintf(precious, sizeof precious, "%s", in_dir(dir, "precious"));
    snprintf(lock, sizeof lock, "%s", in_dir(dir, "vault.lock"));
    write_text(precious, "keep me");
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(symlink(precious, lock), 0);
    assert_int_equal(store_open(dir->at, false, &s), ERR_STORAGE);
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(link(precious, lock), 0);
    assert_int_equal(store_open(dir->at, false, &s), ERR_STORAGE);
    assert_int_equal(found_in_file(precious, (struct bytes){.at = (const uint8_t *)"keep me", .len = 7}), 1);
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    store_free(s);
}

static void what_was_kept_is_there_after_reopening(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 100);
    assert_holds(s, 100, 0);
    store_free(s);
    s = opened(dir);
    assert_holds(s, 100, 0);
    assert_int_equal(append(s, 5), ERR_OK);
    assert_holds(s, 105, 0);
    store_free(s);
}

static void numbers_follow_each_other_or_nothing_is_kept(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 3);
    struct log_entry entries[2] = {entry_of(4, 296), entry_of(4, 296)};
    struct store_change change = {.append = entries, .append_len = 2};
    assert_int_equal(store_keep(s, &change), ERR_EXISTS);
    entries[1] = entry_of(6, 552);
    assert_int_equal(store_keep(s, &change), ERR_MALFORMED);
    entries[0] = entry_of(3, 552);
    assert_int_equal(store_keep(s, &change), ERR_EXISTS);
    assert_holds(s, 3, 0);
    entries[0] = entry_of(4, 296);
    entries[1] = entry_of(5, 296);
    assert_int_equal(store_keep(s, &change), ERR_OK);
    assert_holds(s, 5, 0);
    store_free(s);
}

static void bytes_that_are_no_envelope_or_not_their_hash_are_malformed(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 1);
    struct log_entry entry = entry_of(2, 297);
    struct store_change change = {.append = &entry, .append_len = 1};
    assert_int_equal(store_keep(s, &change), ERR_MALFORMED);
    entry = entry_of(2, 296);
    entry.hash.at[31] ^= 1;
    assert_int_equal(store_keep(s, &change), ERR_MALFORMED);
    assert_holds(s, 1, 0);
    store_free(s);
}

static void an_empty_change_changes_nothing(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 2);
    assert_int_equal(store_keep(s, &(struct store_change){0}), ERR_OK);
    assert_holds(s, 2, 0);
    store_free(s);
}

static void a_new_header_replaces_the_old_one_in_every_file(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 3);
    struct vault_header old = header_of(1);
    struct vault_header new = header_of(200);
    struct vault_header back;
    struct bytes piece = {.at = old.at + 48, .len = 64};
    assert_true(found_in_dir(dir, piece) > 0);
    assert_int_equal(store_keep(s, &(struct store_change){.header = &new}), ERR_OK);
    assert_int_equal(found_in_dir(dir, piece), 0);
    assert_int_equal(store_header_read(s, &back), ERR_OK);
    assert_memory_equal(&back, &new, sizeof back);
    assert_holds(s, 3, 0);
    store_free(s);
}

/* ---- deleting ---- */

static void a_husked_entry_keeps_its_hash_and_place(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 20);
    assert_int_equal(husk(s, 7), ERR_OK);
    assert_int_equal(husk(s, 7), ERR_OK); /* twice is once */
    assert_holds(s, 19, 1);
    store_free(s);
    s = opened(dir);
    assert_holds(s, 19, 1);
    store_free(s);
}

static void a_husk_of_nothing_is_not_found_and_nothing_changes(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 3);
    uint64_t husks[] = {2, 9};
    assert_int_equal(store_keep(s, &(struct store_change){.husks = husks, .husks_len = 2}), ERR_NOT_FOUND);
    assert_int_equal(husk(s, 0), ERR_NOT_FOUND);
    assert_int_equal(husk(s, UINT64_MAX), ERR_NOT_FOUND);
    assert_holds(s, 3, 0);
    store_free(s);
}

static void appending_and_husking_go_together(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 3);
    struct log_entry entry = entry_of(4, 296);
    uint64_t husks[] = {1, 4};
    assert_int_equal(
        store_keep(s, &(struct store_change){.append = &entry, .append_len = 1, .husks = husks, .husks_len = 2}),
        ERR_OK);
    assert_holds(s, 2, 2);
    store_free(s);
}

static void husked_bytes_are_in_no_file_any_more(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 64);
    uint64_t husks[] = {6, 7, 8, 20, 42};
    for (size_t i = 0; i < 5; i++) {
        struct log_entry entry = entry_of(husks[i], len_of(husks[i]));
        assert_true(found_in_dir(dir, bytes_first(entry.bytes, 24)) > 0);
    }
    assert_int_equal(store_keep(s, &(struct store_change){.husks = husks, .husks_len = 5}), ERR_OK);
    assert_false(store_wipe_is_due(s));
    for (size_t i = 0; i < 5; i++) {
        struct log_entry entry = entry_of(husks[i], len_of(husks[i]));
        for (size_t at = 0; at + 16 <= entry.bytes.len; at += 16)
            assert_int_equal(found_in_dir(dir, bytes_first(bytes_inside(entry.bytes, at, 0), 16)), 0);
    }
    store_free(s);
}

/* Pages are rebuilt and joined as they empty; no stale copy may stay in their gaps. */
static void husking_nearly_everything_in_any_order_leaves_no_byte_behind(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 600);
    size_t gone = 0;
    for (uint64_t i = 0; i < 560; i++) {
        uint64_t husks[1] = {1 + (i * 173 + 11) % 600}; /* 173 and 600 share no factor: each once */
        assert_int_equal(store_keep(s, &(struct store_change){.husks = husks, .husks_len = 1}), ERR_OK);
        if (i % 40 == 0)
            assert_int_equal(append(s, 1), ERR_OK);
    }
    for (uint64_t i = 0; i < 560; i++) {
        uint64_t n = 1 + (i * 173 + 11) % 600;
        struct log_entry entry = entry_of(n, len_of(n));
        gone += found_in_dir(dir, bytes_first(entry.bytes, 24)) == 0;
        if (i % 8 == 0)
            assert_int_equal(found_in_dir(dir, bytes_last(entry.bytes, 16)), 0);
    }
    assert_int_equal(gone, 560);
    store_free(s);
}

static void bytes_husked_before_a_kill_are_gone_after_opening(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 20));
    struct log_entry entry = entry_of(5, len_of(5));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *s = NULL;
        bool ok = store_open(dir->at, false, &s) == ERR_OK && append(s, 5) == ERR_OK;
        for (unsigned calls = 0; ok && !store_wipe_is_due(s); calls++) {
            faulty_fail_after(calls, FAULT_IO); /* at last in the middle of wiping: the change stands */
            enum err e = husk(s, 5);
            ok = e == (store_wipe_is_due(s) ? ERR_OK : ERR_STORAGE);
        }
        if (!ok)
            _exit(1);
        raise(SIGKILL);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_true(found_in_dir(dir, bytes_first(entry.bytes, 24)) > 0);

    struct store *s = opened(dir);
    assert_int_equal(found_in_dir(dir, bytes_first(entry.bytes, 24)), 0);
    assert_holds(s, 24, 1);
    store_free(s);
}

/* ---- failing ---- */

/* One husk, two appended entries and a new header, the most that a change does. */
static enum err great_change(struct store *s)
{
    struct vault_header header = header_of(200);
    struct log_entry entries[2] = {entry_of(41, len_of(41)), entry_of(42, len_of(42))};
    uint64_t husks[] = {14};
    return store_keep(s, &(struct store_change){
                             .header = &header, .append = entries, .append_len = 2, .husks = husks, .husks_len = 1});
}

static void assert_before_or_after(struct store *s, bool after)
{
    struct vault_header back;
    struct vault_header expected = header_of(after ? 200 : 1);
    assert_int_equal(store_header_read(s, &back), ERR_OK);
    assert_memory_equal(&back, &expected, sizeof back);
    assert_holds(s, after ? 41 : 40, after ? 1 : 0);
}

static void every_call_of_a_change_failing_once(const struct dir *root, enum fault fault, unsigned *failures)
{
    bool reached = true;
    unsigned refused = 0;
    for (unsigned calls = 0; reached; calls++) {
        struct dir dir = dir_numbered(root, fault, calls);
        struct store *s = filled(&dir, 40);
        faulty_fail_after(calls, fault);
        enum err e = great_change(s);
        reached = faulty_calm();
        refused += e != ERR_OK;
        if (!reached)
            assert_int_equal(e, ERR_OK);

        assert_before_or_after(s, e == ERR_OK);
        if (e != ERR_OK)
            assert_int_equal(great_change(s), ERR_OK); /* once the disk works again, so does the store */
        else if (store_wipe_is_due(s))
            assert_int_equal(store_keep(s, &(struct store_change){0}), ERR_OK);
        assert_false(store_wipe_is_due(s));
        assert_before_or_after(s, true);
        struct log_entry gone = entry_of(14, len_of(14));
        assert_int_equal(found_in_dir(&dir, bytes_first(gone.bytes, 24)), 0);
        store_free(s);
        s = opened(&dir);
        assert_before_or_after(s, true);
        store_free(s);
    }
    *failures = refused;
}

static void a_change_that_fails_anywhere_leaves_the_vault_as_it_was(void **state)
{
    for (enum fault fault = FAULT_IO; fault <= FAULT_TORN_WRITE; fault++) {
        unsigned refused = 0;
        every_call_of_a_change_failing_once(*state, fault, &refused);
        assert_true(refused >= 3);
    }
}

static void opening_that_fails_anywhere_can_be_tried_again(void **state)
{
    struct dir *dir = *state;
    bool reached = true;
    unsigned refused = 0;
    for (unsigned calls = 0; reached; calls++) {
        struct dir each = dir_numbered(dir, 0, calls);
        struct store *s = NULL;
        struct vault_header header = header_of(1);
        faulty_fail_after(calls, FAULT_FULL);
        enum err e = store_open(each.at, true, &s);
        if (e == ERR_OK)
            e = store_make(s, &header, (struct bytes){0});
        reached = faulty_calm();
        refused += e != ERR_OK;
        store_free(s);

        s = opened(&each);
        assert_int_equal(store_make(s, &header, (struct bytes){0}), e == ERR_OK ? ERR_EXISTS : ERR_OK);
        assert_int_equal(append(s, 1), ERR_OK);
        assert_holds(s, 1, 0);
        store_free(s);
    }
    assert_true(refused >= 3);
}

/* The disk takes so many bytes of a file and no more; then all of it. */
static void a_backup_that_fails_anywhere_leaves_no_file(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 40);
    struct rlimit before;
    unsigned refused = 0;
    enum err e = ERR_STORAGE;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t most = 0; e != ERR_OK; most += 3000) {
        char to[PATH_LEN];
        snprintf(to, sizeof to, "%s", in_dir(dir, "copy"));
        struct rlimit limit = {.rlim_cur = most, .rlim_max = before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        e = store_backup(s, to);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        refused += e != ERR_OK;
        assert_int_equal(access(to, F_OK) == 0, e == ERR_OK);
        assert_int_not_equal(access(in_dir(dir, "copy.part"), F_OK), 0);
        assert_holds(s, 40, 0);
    }
    assert_true(refused >= 3);
    store_free(s);
}

static void a_full_disk_is_said_to_have_no_room(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 10);
    faulty_fail_after(0, FAULT_FULL);
    assert_int_equal(append(s, 1), ERR_NO_ROOM);
    (void)faulty_calm();
    faulty_fail_after(0, FAULT_IO);
    assert_int_equal(append(s, 1), ERR_STORAGE);
    assert_true(faulty_calm());
    assert_holds(s, 10, 0);
    assert_int_equal(append(s, 1), ERR_OK);
    assert_holds(s, 11, 0);
    store_free(s);
}

/* ---- damage ---- */

/* The page on which the bytes of an entry lie. */
static long page_of(const char *path, uint64_t n)
{
    struct log_entry entry = entry_of(n, len_of(n));
    size_t len = 0;
    uint8_t *at = file_read(path, &len);
    assert_non_null(at);
    size_t i = 0;
    while (i + 24 <= len && memcmp(at + i, entry.bytes.at, 24) != 0)
        i++;
    free(at);
    assert_true(i + 24 <= len);
    return (long)(i / PAGE);
}

static void deleting_goes_on_when_the_disk_is_full(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 20);
    char spare[PATH_LEN];
    snprintf(spare, sizeof spare, "%s", in_dir(dir, "vault.spare"));
    assert_int_equal(access(spare, F_OK), 0);
    assert_int_equal(mode_of(spare), 0600);
    faulty_fail_after(0, FAULT_FULL);
    assert_int_equal(husk(s, 7), ERR_OK);
    assert_true(faulty_calm());
    assert_holds(s, 19, 1);
    assert_int_equal(access(spare, F_OK), 0); /* made again: there is room after all */
    /* Keeping more words is no reason to give it up; nor are a draft's, which take the place of those before them. */
    faulty_fail_after(0, FAULT_FULL);
    assert_int_equal(append(s, 1), ERR_NO_ROOM);
    assert_true(faulty_calm());
    struct log_entry draft = entry_of(21, len_of(21));
    uint64_t before = 20;
    faulty_fail_after(0, FAULT_FULL);
    assert_int_equal(
        store_keep(s, &(struct store_change){.append = &draft, .append_len = 1, .husks = &before, .husks_len = 1}),
        ERR_NO_ROOM);
    assert_true(faulty_calm());
    assert_int_equal(access(spare, F_OK), 0);
    /* And without it the answer is as before. */
    assert_int_equal(unlink(spare), 0);
    faulty_fail_after(0, FAULT_FULL);
    assert_int_equal(husk(s, 8), ERR_NO_ROOM);
    assert_true(faulty_calm());
    assert_holds(s, 19, 1);
    store_free(s);
}

/* What is sealed anew stands on the disk twice and not three times: the second file is written without a log. */
static void a_second_vault_is_written_once(void **state)
{
    enum { MANY = 1000 }; /* more than SQLite holds back in memory */
    struct dir *dir = *state;
    struct store *s = filled(dir, 10);
    struct vault_header header = header_of(2);
    struct store_anew *anew = NULL;
    struct stat st = {0};
    assert_int_equal(store_anew_begin(s, &header, &anew), ERR_OK);
    for (uint64_t n = 1; n <= MANY; n++) {
        struct log_entry entry = entry_of(n, len_of(n));
        entry = n % 2 ? entry_of(n, 4136) : entry;
        assert_int_equal(store_anew_put(anew, &entry), ERR_OK);
    }
    assert_int_equal(stat(in_dir(dir, "vault.attune.part"), &st), 0);
    assert_true(st.st_size > 100 * 4096);
    assert_true(stat(in_dir(dir, "vault.attune.part-wal"), &st) != 0);
    assert_int_equal(store_anew_end(s, anew), ERR_OK);
    assert_int_equal(store_last(s), MANY);
    store_free(s);
}

static void a_damaged_page_costs_only_what_lies_on_it(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 300));
    char path[PATH_LEN];
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));
    overwrite(path, page_of(path, 150) * PAGE, PAGE, 0xee);

    struct store *s = NULL;
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    size_t unreadable = 0;
    struct seen seen = all_of(s, &unreadable);
    assert_in_range(unreadable, 1, 12); /* no more fit on a page */
    assert_int_equal(seen.unread, unreadable);
    assert_int_equal(seen.whole, 300 - unreadable);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.last, 300);

    struct store_report report;
    assert_int_equal(store_verify(s, &report), ERR_OK);
    assert_false(report.sound);
    assert_int_equal(report.damaged, unreadable);
    assert_int_equal(report.good, 300 - unreadable);
    assert_int_equal(report.missing, 0);
    assert_int_equal(append(s, 1), ERR_OK); /* the log goes on */
    store_free(s);
}

static void the_last_page_damaged_costs_only_what_lies_on_it(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 300));
    char path[PATH_LEN];
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));
    overwrite(path, page_of(path, 300) * PAGE, PAGE, 0xee);

    struct store *s = NULL;
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_int_equal(store_last(s), 300);
    size_t unreadable = 0;
    struct seen seen = all_of(s, &unreadable);
    assert_in_range(unreadable, 1, 12);
    assert_int_equal(seen.unread, unreadable);
    assert_int_equal(seen.whole, 300 - unreadable);
    store_free(s);
}

/* Whichever page it is: nothing crashes, and every entry is either as it was or counted as damaged. */
static void any_damaged_page_is_survived(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 150));
    char path[PATH_LEN];
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));
    size_t len = 0;
    uint8_t *whole = file_read(path, &len);
    assert_non_null(whole);
    size_t opened_ok = 0;
    for (size_t page = 0; page < len / PAGE; page++) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(whole, 1, len, f), len);
        fclose(f);
        overwrite(path, (long)(page * PAGE + 8), PAGE - 8, (uint8_t)(page % 2 == 0 ? 0 : 0xff));

        struct store *s = NULL;
        if (store_open(dir->at, false, &s) != ERR_OK)
            continue;
        opened_ok++;
        size_t unreadable = 0;
        struct seen seen = all_of(s, &unreadable);
        struct store_report report;
        assert_int_equal(seen.whole + unreadable + seen.wrong, store_last(s));
        assert_in_range(seen.wrong, 0, 1); /* a page in the middle of one long envelope */
        assert_int_equal(store_verify(s, &report), ERR_OK);
        assert_int_equal(report.good, seen.whole);
        assert_int_equal(report.damaged + report.missing, unreadable + seen.wrong);
        assert_int_equal(report.good + report.husks + report.damaged + report.missing, store_last(s));
        store_free(s);
    }
    free(whole);
    assert_true(opened_ok >= len / PAGE - 2);
}

/* A vault from a stranger, who leaves out as many numbers as there are. */
static void gaps_of_any_width_are_passed_at_once(void **state)
{
    struct dir *dir = *state;
    size_t unreadable = 0;
    store_free(filled(dir, 5));
    for (int i = 0; i < 40; i++) {
        char sql[160];
        snprintf(sql, sizeof sql,
                 "UPDATE entry SET n = %llu WHERE n = 5;"
                 "INSERT INTO entry SELECT 5, log, device, previous, hash, bytes FROM entry WHERE n = 4",
                 (unsigned long long)ENTRY_N_MAX - 99999ull * (unsigned)i);
        run_sql(in_dir(dir, "vault.attune"), sql);
    }
    struct store *s = opened(dir);
    assert_int_equal(store_last(s), ENTRY_N_MAX);
    struct store_report report;
    clock_t begun = clock();
    (void)all_of(s, &unreadable);
    assert_int_equal(store_verify(s, &report), ERR_OK);
    assert_true(clock() - begun < CLOCKS_PER_SEC);
    assert_int_equal(report.good + report.damaged, 45);
    assert_int_equal(report.good + report.damaged + report.missing, ENTRY_N_MAX);
    assert_int_equal(unreadable, report.missing);
    store_free(s);
}

static void a_number_beyond_all_is_no_vault(void **state)
{
    struct dir *dir = *state;
    struct store *s = NULL;
    store_free(filled(dir, 5));
    run_sql(in_dir(dir, "vault.attune"), "UPDATE entry SET n = 9223372036854775807 WHERE n = 5");
    assert_int_equal(store_open(dir->at, false, &s), ERR_MALFORMED);
}

static void altered_bytes_are_found_by_their_hash(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 50));
    char path[PATH_LEN];
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));
    struct log_entry entry = entry_of(10, len_of(10));
    size_t len = 0;
    uint8_t *at = file_read(path, &len);
    for (size_t i = 0; i + 24 <= len; i++) {
        if (memcmp(at + i, entry.bytes.at, 24) == 0)
            overwrite(path, (long)i + 100, 1, (uint8_t)(entry.bytes.at[100] ^ 1));
    }
    free(at);

    struct store *s = opened(dir);
    struct store_report report;
    assert_int_equal(husk(s, 20), ERR_OK);
    assert_int_equal(store_verify(s, &report), ERR_OK);
    assert_int_equal(report.good, 48);
    assert_int_equal(report.husks, 1);
    assert_int_equal(report.damaged, 1);
    assert_int_equal(report.missing, 0);
    assert_true(report.sound && report.header && report.header_copy);
    store_free(s);
}

static void a_removed_row_is_missed(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 50));
    run_sql(in_dir(dir, "vault.attune"), "DELETE FROM entry WHERE n IN (1, 30)");
    struct store *s = opened(dir);
    struct store_report report;
    size_t unreadable = 0;
    assert_int_equal(store_verify(s, &report), ERR_OK);
    assert_int_equal(report.good, 48);
    assert_int_equal(report.missing, 2);
    struct seen seen = all_of(s, &unreadable);
    assert_int_equal(seen.whole, 48);
    assert_int_equal(unreadable, 2);
    store_free(s);
}

static void a_damaged_header_is_read_from_its_copy(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 5));
    run_sql(in_dir(dir, "vault.attune"), "UPDATE header SET bytes = zeroblob(1024)");
    struct store *s = opened(dir);
    struct vault_header expected = header_of(1);
    struct vault_header back;
    struct store_report report;
    assert_int_equal(store_header_read(s, &back), ERR_OK);
    assert_memory_equal(&back, &expected, sizeof back);
    assert_int_equal(store_verify(s, &report), ERR_OK);
    assert_false(report.header);
    assert_true(report.header_copy);
    store_free(s);

    run_sql(in_dir(dir, "vault.attune"), "UPDATE header_copy SET bytes = x'00'");
    s = opened(dir);
    assert_true(store_has_vault(s));
    assert_int_equal(store_header_read(s, &back), ERR_STORAGE);
    assert_int_equal(store_make(s, &expected, (struct bytes){0}), ERR_EXISTS);
    store_free(s);
}

/* A power cut in the middle of a write leaves a log whose end is garbage. */
static void a_torn_log_loses_only_what_was_not_yet_kept(void **state)
{
    struct dir *dir = *state;
    store_free(filled(dir, 10));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *s = NULL;
        bool ok = store_open(dir->at, false, &s) == ERR_OK;
        for (int i = 0; i < 5 && ok; i++)
            ok = append(s, 1) == ERR_OK;
        if (!ok)
            _exit(1);
        raise(SIGKILL);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));

    char wal[PATH_LEN];
    struct stat st;
    snprintf(wal, sizeof wal, "%s", in_dir(dir, "vault.attune-wal"));
    assert_int_equal(stat(wal, &st), 0);
    overwrite(wal, (long)st.st_size - 2000, 2000, 0x5a); /* inside the last frame, that of the fifth */
    struct store *s = opened(dir);
    assert_holds(s, 14, 0);
    assert_int_equal(append(s, 3), ERR_OK);
    assert_holds(s, 17, 0);
    store_free(s);
}

static enum err look_no_further(void *ctx, const struct log_entry *entry)
{
    *(uint64_t *)ctx = entry->n;
    return entry->n == 3 ? ERR_BROKEN_CHAIN : ERR_OK;
}

static void reading_ends_when_the_reader_says_so(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 10);
    uint64_t last = 0;
    size_t unreadable = 0;
    assert_int_equal(store_each(s, look_no_further, &last, &unreadable), ERR_BROKEN_CHAIN);
    assert_int_equal(last, 3);
    store_free(s);
}

/* ---- copies ---- */

static void a_backup_restores_to_the_same_vault(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct vault_header expected = header_of(1);
    struct vault_header back;
    char copy[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy.attune"));
    struct store *s = filled(dir, 70);
    assert_int_equal(husk(s, 9), ERR_OK);

    assert_int_equal(store_backup(s, copy), ERR_OK);
    assert_int_equal(mode_of(copy), 0600);
    assert_int_equal(append(s, 1), ERR_OK);
    store_free(s);

    assert_int_equal(store_restore(copy, other.at), ERR_OK);
    assert_int_equal(store_open(other.at, false, &s), ERR_OK);
    assert_int_equal(store_header_read(s, &back), ERR_OK);
    assert_memory_equal(&back, &expected, sizeof back);
    assert_holds(s, 69, 1);
    struct store_report report;
    assert_int_equal(store_verify(s, &report), ERR_OK);
    assert_true(report.sound && report.header && report.header_copy);
    assert_int_equal(append(s, 1), ERR_OK);
    store_free(s);
    assert_int_not_equal(access(in_dir(&other, "vault.attune.part"), F_OK), 0);
    assert_int_equal(mode_of(in_dir(&other, "vault.attune")), 0600);
}

static void a_backup_never_overwrites(void **state)
{
    struct dir *dir = *state;
    struct store *s = filled(dir, 3);
    char copy[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "letter.txt"));
    write_text(copy, "keep me");
    assert_int_equal(store_backup(s, copy), ERR_EXISTS);
    assert_int_equal(found_in_file(copy, (struct bytes){.at = (const uint8_t *)"keep me", .len = 7}), 1);
    assert_int_equal(store_backup(s, in_dir(dir, "nowhere/copy")), ERR_NOT_FOUND);
    assert_int_equal(store_backup(s, in_dir(dir, "vault.attune")), ERR_EXISTS);
    assert_holds(s, 3, 0);
    store_free(s);
}

static void a_damaged_vault_can_still_be_backed_up(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    store_free(filled(dir, 100));
    char path[PATH_LEN], copy[PATH_LEN];
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    overwrite(path, page_of(path, 50) * PAGE, PAGE, 0xee);

    struct store *s = opened(dir);
    size_t before = 0;
    size_t after = 0;
    struct seen seen = all_of(s, &before);
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);
    assert_int_equal(store_restore(copy, other.at), ERR_OK);
    s = opened(&other);
    assert_int_equal(all_of(s, &after).whole, seen.whole);
    assert_int_equal(before, after);
    assert_true(before > 0);
    store_free(s);
}

/* Of a lost entry the backup keeps the hash; it stays lost and is not taken for something deleted. */
static void what_was_lost_is_still_called_lost_after_a_restore(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    store_free(filled(dir, 100));
    char path[PATH_LEN], copy[PATH_LEN];
    struct store_report before, after;
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    overwrite(path, page_of(path, 50) * PAGE, PAGE, 0xee);

    struct store *s = opened(dir);
    assert_int_equal(store_verify(s, &before), ERR_OK);
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);
    assert_int_equal(store_restore(copy, other.at), ERR_OK);
    s = opened(&other);
    assert_int_equal(store_verify(s, &after), ERR_OK);
    assert_true(before.damaged > 0);
    assert_int_equal(after.damaged, before.damaged);
    assert_int_equal(after.good, before.good);
    assert_int_equal(after.husks, 0);
    assert_true(after.sound);
    store_free(s);
}

static void a_backup_altered_anywhere_is_not_restored(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct store *s = filled(dir, 5);
    char copy[PATH_LEN];
    struct stat st;
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);
    assert_int_equal(stat(copy, &st), 0);
    for (long at = 0; at < (long)st.st_size; at += 97) {
        int fd = open(copy, O_RDWR);
        uint8_t byte, other_byte;
        assert_int_equal(pread(fd, &byte, 1, at), 1);
        other_byte = byte ^ 0x40;
        assert_int_equal(pwrite(fd, &other_byte, 1, at), 1);
        enum err e = store_restore(copy, other.at);
        assert_true(e == ERR_MALFORMED || e == ERR_BAD_VERSION);
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
        close(fd);
    }
    assert_int_equal(store_restore(copy, other.at), ERR_OK);
}

/* A copy of the vault file itself, as backups were before. */
static void an_older_backup_is_still_restored(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    store_free(filled(dir, 7));
    assert_int_equal(store_restore(in_dir(dir, "vault.attune"), other.at), ERR_OK);
    struct store *s = opened(&other);
    assert_holds(s, 7, 0);
    store_free(s);
}

static void a_restore_never_replaces_a_vault(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct store *s = filled(dir, 3);
    char copy[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);

    s = filled(&other, 5);
    assert_int_equal(store_restore(copy, other.at), ERR_BUSY);
    store_free(s);
    assert_int_equal(store_restore(copy, other.at), ERR_EXISTS);
    s = opened(&other);
    assert_holds(s, 5, 0);
    store_free(s);
}

static void a_restore_takes_the_place_of_a_vault_never_made(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct store *s = filled(dir, 3);
    char copy[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);
    store_free(opened(&other));
    assert_int_equal(store_restore(copy, other.at), ERR_OK);
    s = opened(&other);
    assert_holds(s, 3, 0);
    store_free(s);
}

static void what_is_no_backup_is_not_restored(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    char from[PATH_LEN];
    snprintf(from, sizeof from, "%s", in_dir(dir, "from"));

    assert_int_equal(store_restore(from, other.at), ERR_NOT_FOUND);
    write_text(from, "");
    assert_int_equal(store_restore(from, other.at), ERR_MALFORMED);
    write_text(from, "a letter to somebody, longer than a hundred bytes or so, which is what a header takes up.");
    assert_int_equal(store_restore(from, other.at), ERR_MALFORMED);
    assert_int_equal(unlink(from), 0);
    run_sql(from, "CREATE TABLE notes(a)");
    assert_int_equal(store_restore(from, other.at), ERR_MALFORMED);
    assert_int_not_equal(access(in_dir(&other, "vault.attune"), F_OK), 0);
    assert_int_not_equal(access(in_dir(&other, "vault.attune.part"), F_OK), 0);
}

static void a_backup_cut_short_is_not_restored(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct store *s = filled(dir, 100);
    char copy[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);
    assert_int_equal(truncate(copy, 2 * PAGE + 100), 0);
    assert_int_equal(store_restore(copy, other.at), ERR_MALFORMED);
    assert_int_not_equal(access(in_dir(&other, "vault.attune"), F_OK), 0);
}

/* ---- what is of this place ---- */

static void the_local_row_stays_with_its_place(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct vault_header header = header_of(1);
    uint8_t much[STORE_HERE_MAX_BYTES + 1] = {7};
    struct bytes first = {much, STORE_HERE_MAX_BYTES}, second = {(const uint8_t *)"second", 6};
    struct store_here here;
    struct store *s = opened(dir);
    assert_int_equal(store_make(s, &header, (struct bytes){much, sizeof much}), ERR_TOO_LONG);
    assert_false(store_has_vault(s));
    assert_int_equal(store_make(s, &header, first), ERR_OK);
    assert_int_equal(store_here_read(s, &here), ERR_OK);
    assert_true(bytes_eq((struct bytes){here.at, here.len}, first));

    /* It is kept with what it belongs to, or neither is. */
    struct log_entry entry = entry_of(1, len_of(1));
    struct store_change change = {.append = &entry, .append_len = 1, .here = {much, sizeof much}};
    assert_int_equal(store_keep(s, &change), ERR_TOO_LONG);
    assert_int_equal(store_last(s), 0);
    change.here = second;
    assert_int_equal(store_keep(s, &change), ERR_OK);
    assert_int_equal(append(s, 1), ERR_OK);
    assert_int_equal(store_here_read(s, &here), ERR_OK);
    assert_true(bytes_eq((struct bytes){here.at, here.len}, second));

    char copy[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    assert_int_equal(store_backup(s, copy), ERR_OK);
    assert_int_equal(store_restore(copy, other.at), ERR_OK);
    struct store *restored = opened(&other);
    assert_int_equal(store_here_read(restored, &here), ERR_NOT_FOUND);
    struct hash here_place, there_place;
    assert_int_equal(store_place(s, &here_place), ERR_OK);
    assert_int_equal(store_place(restored, &there_place), ERR_OK);
    assert_memory_not_equal(&here_place, &there_place, sizeof here_place);
    store_free(restored);

    struct store_anew *anew = NULL;
    assert_int_equal(store_anew_begin(s, &header, &anew), ERR_OK);
    assert_int_equal(store_anew_place(anew, &there_place), ERR_OK);
    assert_int_equal(store_anew_end(s, anew), ERR_OK);
    assert_int_equal(store_here_read(s, &here), ERR_NOT_FOUND);
    assert_int_equal(store_place(s, &here_place), ERR_OK);
    assert_memory_equal(&here_place, &there_place, sizeof here_place); /* it was known before it stood there */
    store_free(s);
}

/* ---- several logs ---- */

struct told_apart {
    size_t own, others, wrong;
};

static struct log_id log_of(uint64_t n)
{
    struct log_id id = {0};
    memset(id.at, n % 4 == 1 ? 9 : n % 4 == 2 ? 3 : 0, sizeof id.at);
    return id;
}

static enum err tell_apart(void *ctx, const struct log_entry *entry)
{
    struct told_apart *told = ctx;
    struct log_id id = log_of(entry->n), own = {0};
    struct hash previous = entry_of(entry->n + 1000, 296).hash;
    told->wrong +=
        memcmp(&id, &entry->log, sizeof id) != 0 || memcmp(&previous, &entry->previous, sizeof previous) != 0;
    if (memcmp(&own, &entry->log, sizeof own) == 0)
        told->own++;
    else
        told->others++;
    return ERR_OK;
}

static void assert_told_apart(struct store *s)
{
    struct told_apart told = {0};
    size_t unreadable;
    assert_int_equal(store_each(s, tell_apart, &told, &unreadable), ERR_OK);
    assert_int_equal(told.wrong, 0);
    assert_int_equal(told.own, 10);
    assert_int_equal(told.others, 10);
}

/* Nothing makes one yet; a backup that has one is not to lose it. */
static void logs_beside_the_own_one_are_kept_apart(void **state)
{
    struct dir *dir = *state;
    struct dir other = dir_in(dir, "other");
    struct store *s = made(dir);
    for (uint64_t n = 1; n <= 20; n++) {
        struct hash previous = entry_of(n + 1000, 296).hash;
        struct log_entry entry = entry_of(n, len_of(n));
        entry.log = log_of(n);
        entry.previous = previous;
        assert_int_equal(store_keep(s, &(struct store_change){.append = &entry, .append_len = 1}), ERR_OK);
    }
    assert_told_apart(s);
    /* One that was not kept leaves no name behind. */
    struct log_entry wrong = entry_of(30, 296);
    memset(wrong.log.at, 5, sizeof wrong.log.at);
    struct log_entry both[2] = {entry_of(21, 296), wrong};
    both[0].log = wrong.log;
    assert_int_equal(store_keep(s, &(struct store_change){.append = both, .append_len = 2}), ERR_MALFORMED);
    store_free(s);
    s = opened(dir);
    assert_told_apart(s);

    char copy[PATH_LEN];
    snprintf(copy, sizeof copy, "%s", in_dir(dir, "copy"));
    assert_int_equal(store_backup(s, copy), ERR_OK);
    store_free(s);
    assert_int_equal(store_restore(copy, other.at), ERR_OK);
    s = opened(&other);
    assert_told_apart(s);
    store_free(s);
}

static int install(void **state)
{
    (void)state;
    faulty_install();
    return sodium_init() < 0 ? -1 : 0;
}

/* What is another each time something is mounted or started is no part of it: nobody is told of a copy that is none. */
static void the_mark_of_a_place_is_made_of_what_lasts(void **state)
{
    enum { EXT4 = 0xef53, TMP = 0x01021994 };
    static const struct {
        uint32_t kind;
        bool system, file; /* what tells a copy */
    } KINDS[] = {
        {EXT4, true, true},         {0x9123683e, true, true},   {0x58465342, false, true},  {0xf2f52010, false, true},
        {0x794c7630, false, true},  {0x4d44, false, false},     {0x2011bab0, false, false}, {0x65735546, false, false},
        {0xff534d42, false, false}, {0xfe534d42, false, false}, {0x01021997, false, false},
    };
    struct bytes machine = {(const uint8_t *)"machine", 7}, other = {(const uint8_t *)"another", 7};
    (void)state;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        uint32_t kind = KINDS[i].kind;
        struct hash mark = place_hash(kind, 1, 2, machine), system = place_hash(kind, 3, 2, machine),
                    file = place_hash(kind, 1, 3, machine), elsewhere = place_hash(kind, 1, 2, other);
        assert_int_equal(memcmp(&mark, &system, sizeof mark) != 0, KINDS[i].system);
        assert_int_equal(memcmp(&mark, &file, sizeof mark) != 0, KINDS[i].file);
        assert_memory_not_equal(&mark, &elsewhere, sizeof mark);
    }
    assert_true(machine_id_lasts(EXT4));
    assert_false(machine_id_lasts(TMP));        /* made at this start */
    assert_false(machine_id_lasts(0x794c7630)); /* a system that is run from a stick */
}

/* It belongs to this place alone, and what it says is found anew: a damaged page of it is no reason to keep no words.
 */
static void a_damaged_local_row_keeps_nobody_from_writing(void **state)
{
    static const uint8_t ROW[] = "a row that was kept in this place, and is lost";
    struct bytes row = {ROW, sizeof ROW};
    struct dir *dir = *state;
    char path[PATH_LEN], other[PATH_LEN];
    snprintf(path, sizeof path, "%s", in_dir(dir, "vault.attune"));
    snprintf(other, sizeof other, "%s", in_dir(dir, "other"));
    struct store *s = filled(dir, 3);
    assert_int_equal(store_keep(s, &(struct store_change){.here = row}), ERR_OK);
    store_free(s);
    size_t len;
    uint8_t *bytes = file_read(path, &len);
    size_t at = 0;
    while (at + sizeof ROW <= len && memcmp(bytes + at, ROW, sizeof ROW) != 0)
        at++;
    free(bytes);
    assert_true(at + sizeof ROW <= len);
    long page = (long)(at / PAGE);
    overwrite(path, page * PAGE, PAGE, 0xee);

    struct store_here here;
    struct log_entry entry = entry_of(4, len_of(4));
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_int_equal(store_here_read(s, &here), ERR_NOT_FOUND);
    assert_int_equal(
        store_keep(s, &(struct store_change){.append = &entry, .append_len = 1, .here = row, .removes = true}), ERR_OK);
    assert_int_equal(store_last(s), 4);
    store_free(s);
    assert_int_equal(store_open(dir->at, false, &s), ERR_OK);
    assert_int_equal(store_last(s), 4);
    store_free(s);
    assert_int_equal(store_restore(path, other), ERR_OK); /* nor from taking a copy of the file for a backup */
}

#define IN_A_DIR(name) cmocka_unit_test_setup_teardown(name, dir_make, calm_and_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_DIR(a_missing_vault_is_not_found_unless_asked_for),
        IN_A_DIR(directory_and_file_are_private),
        IN_A_DIR(what_is_no_vault_is_malformed_and_left_alone),
        IN_A_DIR(a_vault_with_something_added_to_its_schema_is_malformed),
        IN_A_DIR(a_later_schema_is_said_to_be_later),
        IN_A_DIR(a_second_opener_is_turned_away_at_once),
        IN_A_DIR(a_vault_is_made_once),
        IN_A_DIR(the_file_alone_is_whole_after_making_and_after_resting),
        IN_A_DIR(a_vault_taken_away_while_open_keeps_nothing_more),
        IN_A_DIR(a_lock_that_leads_elsewhere_is_not_followed),
        IN_A_DIR(what_was_kept_is_there_after_reopening),
        IN_A_DIR(numbers_follow_each_other_or_nothing_is_kept),
        IN_A_DIR(bytes_that_are_no_envelope_or_not_their_hash_are_malformed),
        IN_A_DIR(an_empty_change_changes_nothing),
        IN_A_DIR(a_new_header_replaces_the_old_one_in_every_file),
        IN_A_DIR(a_husked_entry_keeps_its_hash_and_place),
        IN_A_DIR(a_husk_of_nothing_is_not_found_and_nothing_changes),
        IN_A_DIR(appending_and_husking_go_together),
        IN_A_DIR(husked_bytes_are_in_no_file_any_more),
        IN_A_DIR(husking_nearly_everything_in_any_order_leaves_no_byte_behind),
        IN_A_DIR(bytes_husked_before_a_kill_are_gone_after_opening),
        IN_A_DIR(a_change_that_fails_anywhere_leaves_the_vault_as_it_was),
        IN_A_DIR(opening_that_fails_anywhere_can_be_tried_again),
        IN_A_DIR(a_backup_that_fails_anywhere_leaves_no_file),
        IN_A_DIR(a_full_disk_is_said_to_have_no_room),
        IN_A_DIR(deleting_goes_on_when_the_disk_is_full),
        IN_A_DIR(a_second_vault_is_written_once),
        IN_A_DIR(a_damaged_page_costs_only_what_lies_on_it),
        IN_A_DIR(the_last_page_damaged_costs_only_what_lies_on_it),
        IN_A_DIR(any_damaged_page_is_survived),
        IN_A_DIR(gaps_of_any_width_are_passed_at_once),
        IN_A_DIR(a_number_beyond_all_is_no_vault),
        IN_A_DIR(altered_bytes_are_found_by_their_hash),
        IN_A_DIR(a_removed_row_is_missed),
        IN_A_DIR(a_damaged_header_is_read_from_its_copy),
        IN_A_DIR(a_torn_log_loses_only_what_was_not_yet_kept),
        IN_A_DIR(reading_ends_when_the_reader_says_so),
        IN_A_DIR(a_backup_restores_to_the_same_vault),
        IN_A_DIR(a_backup_never_overwrites),
        IN_A_DIR(a_damaged_vault_can_still_be_backed_up),
        IN_A_DIR(what_was_lost_is_still_called_lost_after_a_restore),
        IN_A_DIR(a_backup_altered_anywhere_is_not_restored),
        IN_A_DIR(an_older_backup_is_still_restored),
        IN_A_DIR(a_restore_never_replaces_a_vault),
        IN_A_DIR(a_restore_takes_the_place_of_a_vault_never_made),
        IN_A_DIR(what_is_no_backup_is_not_restored),
        IN_A_DIR(a_backup_cut_short_is_not_restored),
        IN_A_DIR(the_local_row_stays_with_its_place),
        IN_A_DIR(logs_beside_the_own_one_are_kept_apart),
        IN_A_DIR(a_damaged_local_row_keeps_nobody_from_writing),
        IN_A_DIR(the_mark_of_a_place_is_made_of_what_lasts),
    };
    return cmocka_run_group_tests(tests, install, NULL);
}
