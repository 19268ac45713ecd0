/*
 * tests/host/ways.c - changed ways in: what an older header opens, what is said of it, and everything sealed anew
 *
 * The native host without its socket: forms go in, pages come out, and the vault is a real one in a new directory.
 * Sealing anew is tried with every step of it failing once, and with the process ended at every step: SQLite's calls
 * through store_faulty, and the store's own by the linker's --wrap.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/native/normal.h"
#include "host/native/serve.h"
#include "app/spelling.h"
#include "store_faulty.h"
#include "tests/support/dir.h"

enum { PORT = 7000, ARENA_BYTES = 64 << 20, NOTES = 12, STEPS_MAX = 2000, ENTROPY_SEED = 7 };

#define OLD "four+quiet+stones"
#define NEW "a+kettle+under+snow"
#define ANEW "current=" OLD "&passphrase=" NEW "&again=" NEW

static const struct seal_cost CHEAP = {.passes = 1, .memory_bytes = 8 << 10};
static uint8_t *memory;

/* ---- directories ---- */

static struct dir dir_copy(const struct dir *from)
{
    struct dir to = dir_new();
    DIR *d = opendir(from->at);
    for (struct dirent *one; (one = readdir(d));) {
        size_t len = 0;
        if (one->d_name[0] == '.')
            continue;
        uint8_t *bytes = file_read(in_dir(from, one->d_name), &len);
        file_write(in_dir(&to, one->d_name), bytes, len);
        free(bytes);
    }
    closedir(d);
    return to;
}

static bool dir_has(const struct dir *dir, const char *name)
{
    struct stat st;
    return stat(in_dir(dir, name), &st) == 0;
}

/* ---- someone at the pages ---- */

struct host {
    struct keeper keeper;
    char cookie[128], token[64];
};

static struct host host_open(const struct dir *dir)
{
    struct host host = {0};
    assert_int_equal(keeper_open(dir->at, true, CHEAP, &host.keeper), ERR_OK);
    return host;
}

static void host_close(struct host *host)
{
    keeper_close(&host->keeper);
}

/* The reply lives until the next call. */
static struct reply ask(struct host *host, const char *method, const char *path, const char *form)
{
    static uint8_t entropy[ENTROPY_BYTES];
    struct arena arena = arena_on(memory, ARENA_BYTES);
    struct request request;
    struct buf body = buf_on(&arena);
    buf_put(&body, str_from_c(form));
    if (host->token[0]) {
        buf_put(&body, S("&token="));
        buf_put(&body, str_from_c(host->token));
    }
    struct http_parts parts = {
        .method = str_from_c(method),
        .target = str_from_c(path),
        .host = S("127.0.0.1:7000"),
        .cookie = str_from_c(host->cookie),
        .content_type = S("application/x-www-form-urlencoded"),
        .body = buf_bytes(&body),
        .port = PORT,
    };
    assert_int_equal(http_request(&parts, &arena, &request), ERR_OK);
    normal_request(&request, &arena);
    randombytes_buf(entropy, sizeof entropy);
    request.wall_ms = request.steady_ms = 1800000000000;
    request.entropy = (struct bytes){entropy, sizeof entropy};
    struct reply reply = keeper_answer(&host->keeper, &request, &arena);
    if (reply.set_cookie.len)
        snprintf(host->cookie, sizeof host->cookie, "%.*s", (int)str_find(reply.set_cookie, S(";")),
                 reply.set_cookie.at);
    struct str page = str_of_bytes(reply.body), mark = S("name=\"token\" value=\"");
    size_t at = str_find(page, mark);
    if (at != SIZE_MAX)
        snprintf(host->token, sizeof host->token, "%.32s", page.at + at + mark.len);
    return reply;
}

static bool says(struct reply reply, const char *words)
{
    return str_find(str_of_bytes(reply.body), str_from_c(words)) != SIZE_MAX;
}

static struct reply get(struct host *host, const char *path)
{
    return ask(host, "GET", path, "");
}

static struct reply post(struct host *host, const char *path, const char *form)
{
    return ask(host, "POST", path, form);
}

static bool unlock(struct host *host, const char *passphrase)
{
    char form[256];
    host->cookie[0] = host->token[0] = 0;
    snprintf(form, sizeof form, "passphrase=%s", passphrase);
    bool opened = post(host, "/unlock", form).status == 303;
    if (opened)
        get(host, "/checkin");
    return opened;
}

static void make(struct host *host, const char *passphrase)
{
    char form[512];
    snprintf(form, sizeof form, "passphrase=%s&again=%s&adult=1", passphrase, passphrase);
    assert_int_equal(post(host, "/make", form).status, 303);
    get(host, "/checkin");
}

static void write_note(struct host *host, const char *words)
{
    char form[256];
    snprintf(form, sizeof form, "sort=journal&words=%s", words);
    assert_int_equal(post(host, "/journal/new", form).status, 303);
}

static bool reads(struct host *host, const char *words)
{
    return says(post(host, "/settings/export", ""), words);
}

struct code {
    char at[RECOVERY_TEXT_BYTES + 1];
};

static struct code code_on(struct reply page)
{
    struct code code = {""};
    size_t put = 0;
    struct str left = str_of_bytes(page.body);
    left = str_after(left, str_find(left, S("<ol class=\"phrase\" dir=\"ltr\">")));
    for (int i = 0; i < 6; i++) {
        left = str_after(left, str_find(left, S("<li>")) + 4);
        memcpy(code.at + put, left.at, 6);
        put += 6;
        if (i < 5)
            code.at[put++] = '-';
    }
    code.at[put] = 0;
    return code;
}

#define WARNING "An older passphrase or recovery sheet opens this again"

static bool warned(struct host *host)
{
    return says(get(host, "/"), WARNING);
}

static struct vault_header header_in(struct host *host)
{
    struct vault_header header;
    assert_int_equal(store_header_read(host->keeper.store, &header), ERR_OK);
    return header;
}

static void put_header(const struct dir *dir, const struct vault_header *header)
{
    struct store *store = NULL;
    assert_int_equal(store_open(dir->at, false, &store), ERR_OK);
    assert_int_equal(store_keep(store, &(struct store_change){.header = header}), ERR_OK);
    store_free(store);
}

/* ---- an older header ---- */

static void an_older_header_put_back_is_said_until_a_way_in_is_set_again(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    make(&host, OLD);
    struct vault_header first = header_in(&host);
    assert_int_equal(post(&host, "/settings/passphrase", ANEW).status, 303);
    write_note(&host, "after");
    assert_false(warned(&host));
    host_close(&host);

    host = host_open(&dir);
    assert_false(unlock(&host, OLD));
    assert_true(unlock(&host, NEW));
    assert_false(warned(&host));
    host_close(&host);

    put_header(&dir, &first);
    for (int i = 0; i < 2; i++) {
        host = host_open(&dir);
        assert_true(unlock(&host, OLD)); /* the key is the same: this is what sealing anew is for */
        assert_true(reads(&host, "after"));
        assert_true(warned(&host));
        if (i == 0)
            host_close(&host);
    }
    assert_int_equal(post(&host, "/settings/passphrase", ANEW).status, 303);
    assert_false(warned(&host));
    host_close(&host);
    host = host_open(&dir);
    assert_true(unlock(&host, NEW));
    assert_false(warned(&host));
    host_close(&host);
    dir_delete(dir.at);
}

/* Every change keeps its record, so that each of the headers before it is known as an older one. */
static void every_change_of_a_way_in_makes_the_header_before_it_an_older_one(void **state)
{
    static const char *const CHANGES[][2] = {
        {"/sheet", ""},
        {"/settings/device", "device=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"},
        {"/settings/device", "do=remove"},
        {"/settings/passphrase", "current=" OLD "&passphrase=" OLD "&again=" OLD},
        {"/sheet", ""},
    };
    enum { CHANGES_LEN = sizeof CHANGES / sizeof *CHANGES };
    struct vault_header headers[CHANGES_LEN + 1];
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    make(&host, OLD);
    headers[0] = header_in(&host);
    for (size_t i = 0; i < CHANGES_LEN; i++) {
        int status = post(&host, CHANGES[i][0], CHANGES[i][1]).status;
        assert_true(status == 200 || status == 303);
        headers[i + 1] = header_in(&host);
        assert_memory_not_equal(&headers[i], &headers[i + 1], sizeof headers[0]);
    }
    host_close(&host);
    for (size_t i = 0; i <= CHANGES_LEN; i++) {
        put_header(&dir, &headers[i]);
        host = host_open(&dir);
        assert_true(unlock(&host, OLD));
        assert_int_equal(warned(&host), i != CHANGES_LEN);
        host_close(&host);
    }
    dir_delete(dir.at);
}

static void a_backup_from_before_a_change_cries_no_wolf(void **state)
{
    struct dir dir = dir_new(), other = dir_new();
    struct host host = host_open(&dir);
    char backup[512];
    (void)state;
    make(&host, OLD);
    post(&host, "/sheet", "");
    write_note(&host, "before");
    snprintf(backup, sizeof backup, "%s/old.backup", dir.at);
    assert_int_equal(store_backup(host.keeper.store, backup), ERR_OK);
    assert_int_equal(post(&host, "/settings/passphrase", ANEW).status, 303);
    host_close(&host);
    assert_int_equal(store_restore(backup, other.at), ERR_OK);
    host = host_open(&other);
    assert_true(unlock(&host, OLD));
    assert_true(reads(&host, "before"));
    assert_false(warned(&host));
    write_note(&host, "later");
    host_close(&host);
    host = host_open(&other);
    assert_true(unlock(&host, OLD));
    assert_false(warned(&host));
    host_close(&host);
    dir_delete(dir.at);
    dir_delete(other.at);
}

static void a_vault_whose_ways_never_changed_says_nothing(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    make(&host, OLD);
    write_note(&host, "one");
    host_close(&host);
    host = host_open(&dir);
    assert_true(unlock(&host, OLD));
    assert_false(warned(&host));
    host_close(&host);
    dir_delete(dir.at);
}

/* When a lock was changed stands in no readable export: someone may demand the file. */
/* The record that names the newest header can itself be lost; that is damage, and nobody's doing. */
static void a_lost_record_of_a_change_cries_no_wolf(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    struct keeper keeper;
    sqlite3 *db = NULL;
    uint64_t unreadable = 0;
    char path[512], sql[128];
    (void)state;
    make(&host, NEW);
    assert_int_equal(post(&host, "/sheet", "").status, 200);
    assert_int_equal(post(&host, "/settings/passphrase", "current=" NEW "&passphrase=" OLD "&again=" OLD).status, 303);
    snprintf(sql, sizeof sql, "PRAGMA locking_mode = EXCLUSIVE; UPDATE entry SET bytes = zeroblob(5) WHERE n = %llu",
             (unsigned long long)store_last(host.keeper.store));
    host_close(&host);
    snprintf(path, sizeof path, "%s/vault.attune", dir.at);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);

    host = host_open(&dir);
    assert_true(unlock(&host, OLD));
    assert_false(warned(&host));
    host_close(&host);
    /* Nor does the command line, which proves a vault without pages. */
    assert_int_equal(keeper_open(dir.at, false, CHEAP, &keeper), ERR_OK);
    struct str typed = S("four quiet stones");
    assert_int_equal(app_open(keeper.app, &(struct spelled){.typed = typed, .normal = typed}), ERR_OK);
    assert_int_equal(keeper_load(&keeper, &unreadable), ERR_OK);
    assert_int_equal(unreadable, 1);
    assert_false(app_has_older_way(keeper.app, unreadable));
    assert_true(app_has_older_way(keeper.app, 0)); /* this is what it would be called */
    keeper_close(&keeper);
    dir_delete(dir.at);
}

static void no_export_tells_when_a_way_in_was_changed(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    make(&host, OLD);
    assert_int_equal(post(&host, "/settings/passphrase", ANEW).status, 303);
    write_note(&host, "words");
    assert_false(reads(&host, "WAYS_CHANGED"));
    assert_true(reads(&host, "words"));
    assert_false(says(get(&host, "/settings/keep"), "A way in changed"));
    host_close(&host);
    dir_delete(dir.at);
}

/*
 * Codes come by chance, and about one wrong character in a thousand could be put right in another group too: its group
 * is not told then.  The first that can be told is taken.
 */
static void write_one_wrong(struct code *code)
{
    char right = code->at[3];
    for (const char *c = "XYZWVTSRQP"; *c; c++) {
        code->at[3] = *c;
        if (*c != right && recovery_slip(str_from_c(code->at)).group)
            return;
    }
    fail_msg("no wrong character in %s can be told", code->at);
}

static void a_new_sheet_is_one_that_was_not_tried_yet(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    char form[128];
    (void)state;
    make(&host, OLD);
    struct code code = code_on(post(&host, "/sheet", ""));
    snprintf(form, sizeof form, "code=%s", code.at);
    assert_int_equal(post(&host, "/sheet/try", form).status, 303);
    assert_true(says(get(&host, "/settings"), "You tried it"));
    code = code_on(post(&host, "/sheet", ""));
    assert_false(says(get(&host, "/settings"), "You tried it"));
    write_one_wrong(&code);
    snprintf(form, sizeof form, "code=%s", code.at);
    struct reply page = post(&host, "/sheet/try", form);
    assert_true(says(page, "in the first group"));
    assert_true(says(page, code.at)); /* one group is to be mended, not six typed again */
    host_close(&host);
    dir_delete(dir.at);
}

/* ---- a header from before there was one spelling ---- */

#define APART "gro%CC%88%C3%9Fe+vier+stille"
#define WHOLE "gr%C3%B6%C3%9Fe+vier+stille"

static void spell_as_typed(const struct dir *dir, struct host *host)
{
    struct vault_header header = header_in(host);
    struct keyring keys;
    uint8_t entropy[SLOT_ENTROPY_BYTES];
    randombytes_buf(entropy, sizeof entropy);
    assert_int_equal(seal_open_passphrase(&header,
                                          S("gr\xc3\xb6\xc3\x9f"
                                            "e vier stille"),
                                          &keys),
                     ERR_OK);
    assert_int_equal(seal_set_passphrase(&header, &keys,
                                         S("gro\xcc\x88\xc3\x9f"
                                           "e vier stille"),
                                         CHEAP, (struct bytes){entropy, sizeof entropy}),
                     ERR_OK);
    host_close(host);
    put_header(dir, &header);
}

static void a_slot_in_an_old_spelling_opens_and_is_spelt_anew(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    make(&host, WHOLE);
    spell_as_typed(&dir, &host);
    host = host_open(&dir);
    assert_false(unlock(&host, WHOLE));
    assert_true(unlock(&host, APART));
    assert_false(warned(&host));
    host_close(&host);
    host = host_open(&dir);
    assert_true(unlock(&host, WHOLE));
    assert_false(warned(&host));
    assert_true(unlock(&host, APART));
    host_close(&host);
    dir_delete(dir.at);
}

static void a_disk_that_refuses_the_new_spelling_locks_nobody_out(void **state)
{
    (void)state;
    for (unsigned step = 0; step < STEPS_MAX; step++) {
        struct dir dir = dir_new();
        struct host host = host_open(&dir);
        make(&host, WHOLE);
        spell_as_typed(&dir, &host);
        host = host_open(&dir);
        faulty_fail_after(step, FAULT_IO);
        assert_true(unlock(&host, APART));
        bool reached = faulty_calm();
        host_close(&host);
        host = host_open(&dir);
        assert_true(unlock(&host, APART));
        host_close(&host);
        dir_delete(dir.at);
        if (!reached)
            return;
    }
    fail();
}

/* ---- everything anew ---- */

static void note_words(char out[32], int i)
{
    snprintf(out, 32, "pebble-%d-on-the-sill", i);
}

/* A vault with notes, one of them deleted, and a sheet. */
static struct code furnish(struct host *host)
{
    char words[32];
    make(host, OLD);
    struct code code = code_on(post(host, "/sheet", ""));
    for (int i = 0; i < NOTES; i++) {
        note_words(words, i);
        write_note(host, words);
    }
    write_note(host, "to-be-deleted");
    struct reply page = get(host, "/journal");
    struct str body = str_of_bytes(page.body);
    size_t at = str_find(body, S("href=\"/journal/"));
    while (at != SIZE_MAX && !str_starts(str_after(body, at), S("href=\"/journal/0")))
        at = at + 1 + str_find(str_after(body, at + 1), S("href=\"/journal/"));
    char path[128];
    snprintf(path, sizeof path, "%.41s/delete", body.at + at + 6);
    assert_int_equal(post(host, path, "").status, 303);
    assert_false(reads(host, "to-be-deleted"));
    return code;
}

/* On a full disk words go, and a draft's next words do not take the room that is held for that. */
static void only_what_takes_words_away_gets_the_room_held_for_it(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    make(&host, OLD);
    assert_int_equal(post(&host, "/draft", "draft=a1.&draft-at=journal/new&words=Slate").status, 204);
    faulty_fail_after(0, FAULT_FULL);
    assert_int_not_equal(post(&host, "/draft", "draft=a1.&draft-at=journal/new&words=Slate+too").status, 204);
    assert_true(faulty_calm());
    assert_true(dir_has(&dir, "vault.spare"));
    struct str page = str_of_bytes(get(&host, "/drafts").body), mark = S("name=\"item\" value=\"");
    char form[120];
    size_t at = str_find(page, mark);
    assert_true(at != SIZE_MAX);
    struct str item, rest;
    str_cut(str_after(page, at + mark.len), '"', &item, &rest);
    snprintf(form, sizeof form, "item=%.*s", (int)item.len, item.at);
    faulty_fail_after(0, FAULT_FULL);
    assert_int_equal(post(&host, "/drafts/away", form).status, 303);
    assert_true(faulty_calm());
    assert_true(says(get(&host, "/drafts"), "Nothing is waiting here"));
    host_close(&host);
    dir_delete(dir.at);
}

static bool reads_all(struct host *host)
{
    char words[32];
    for (int i = 0; i < NOTES; i++) {
        note_words(words, i);
        if (!reads(host, words))
            return false;
    }
    return !reads(host, "to-be-deleted");
}

static void expect_whole(struct host *host, size_t husks)
{
    struct store_report report;
    assert_int_equal(store_verify(host->keeper.store, &report), ERR_OK);
    assert_true(report.sound && report.header && report.header_copy);
    assert_int_equal(report.damaged + report.missing, 0);
    assert_int_equal(report.husks, husks);
}

static void anew_keeps_every_entry_and_shuts_out_the_old_ways(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    struct code old_code = furnish(&host);
    struct vault_header old_header = header_in(&host);
    uint64_t last = store_last(host.keeper.store);
    host_close(&host);
    struct dir old_copy = dir_copy(&dir);

    host = host_open(&dir);
    assert_true(unlock(&host, OLD));
    struct reply page = post(&host, "/settings/anew", ANEW);
    assert_int_equal(page.status, 200);
    assert_true(says(page, "Everything is sealed anew"));
    struct code code = code_on(page);
    assert_string_not_equal(code.at, old_code.at);
    assert_true(reads_all(&host));
    write_note(&host, "written-afterwards");
    assert_false(warned(&host));
    expect_whole(&host, 1);
    assert_int_equal(store_last(host.keeper.store), last + 2); /* that it was done, and the note */
    host_close(&host);

    host = host_open(&dir);
    assert_false(unlock(&host, OLD));
    assert_false(unlock(&host, old_code.at));
    assert_true(unlock(&host, code.at));
    assert_true(unlock(&host, NEW));
    assert_true(reads_all(&host) && reads(&host, "written-afterwards"));
    assert_false(warned(&host));
    expect_whole(&host, 1);
    host_close(&host);

    /* Whoever has the old copy, the old passphrase and the newer file: nothing of it opens, and that is said. */
    struct dir stolen = dir_copy(&dir);
    put_header(&stolen, &old_header);
    host = host_open(&stolen);
    if (unlock(&host, OLD)) {
        assert_false(reads(&host, "pebble"));
        assert_false(reads(&host, "written-afterwards"));
        assert_true(warned(&host));
    }
    host_close(&host);
    /* The old copy opens what it held. */
    host = host_open(&old_copy);
    assert_true(unlock(&host, OLD));
    assert_true(reads_all(&host) && !reads(&host, "written-afterwards"));
    host_close(&host);
    dir_delete(dir.at);
    dir_delete(stolen.at);
    dir_delete(old_copy.at);
}

/* A vault that its owner put somewhere else, with a link in its place. */
static void anew_goes_where_a_link_leads(void **state)
{
    struct dir dir = dir_new(), stick = dir_new();
    struct host host = host_open(&dir);
    struct stat st;
    char from[512], to[512];
    (void)state;
    furnish(&host);
    host_close(&host);
    snprintf(from, sizeof from, "%s/vault.attune", dir.at);
    snprintf(to, sizeof to, "%s/moved", stick.at);
    assert_int_equal(rename(from, to), 0);
    assert_int_equal(symlink(to, from), 0);

    host = host_open(&dir);
    assert_true(unlock(&host, OLD));
    assert_int_equal(post(&host, "/settings/anew", ANEW).status, 200);
    write_note(&host, "written-afterwards");
    host_close(&host);
    assert_true(lstat(from, &st) == 0 && S_ISLNK(st.st_mode));
    assert_false(dir_has(&stick, "moved.part") || dir_has(&stick, "moved.part-wal"));
    host = host_open(&dir);
    assert_false(unlock(&host, OLD));
    assert_true(unlock(&host, NEW));
    assert_true(reads_all(&host) && reads(&host, "written-afterwards"));
    host_close(&host);
    dir_delete(dir.at);
    dir_delete(stick.at);
}

struct pieces {
    const uint8_t *at;
    size_t len, found;
};

static enum err look_for(void *ctx, const struct log_entry *entry)
{
    struct pieces *in = ctx;
    in->found += memmem(in->at, in->len, entry->bytes.at, HASH_BYTES) != NULL;
    in->found += memmem(in->at, in->len, entry->hash.at, HASH_BYTES) != NULL;
    return ERR_OK;
}

/* Not an envelope, not a hash, not a husk: only the device number and the lengths are the same. */
static void nothing_of_the_old_file_stands_in_the_new_one(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    struct store *old = NULL;
    size_t unreadable = 0;
    (void)state;
    furnish(&host);
    host_close(&host);
    struct dir copy = dir_copy(&dir);
    host = host_open(&dir);
    assert_true(unlock(&host, OLD));
    assert_int_equal(post(&host, "/settings/anew", ANEW).status, 200);
    host_close(&host);
    assert_false(dir_has(&dir, "vault.attune.part") || dir_has(&dir, "vault.attune.part-wal"));

    struct pieces in = {0};
    uint8_t *bytes = file_read(in_dir(&dir, "vault.attune"), &in.len);
    in.at = bytes;
    assert_int_equal(store_open(copy.at, false, &old), ERR_OK);
    assert_int_equal(store_each(old, look_for, &in, &unreadable), ERR_OK);
    assert_int_equal(in.found, 0);
    in.at = file_read(in_dir(&copy, "vault.attune"), &in.len); /* and this look finds what is there */
    assert_int_equal(store_each(old, look_for, &in, &unreadable), ERR_OK);
    assert_true(in.found > NOTES);
    free(bytes);
    free((void *)(uintptr_t)in.at);
    store_free(old);
    dir_delete(dir.at);
    dir_delete(copy.at);
}

/* A copy that a killed process left on its way to a browser would hold what is deleted later, under the old ways in. */
static void what_a_killed_process_left_goes_when_the_vault_is_opened(void **state)
{
    static const char *const LEFT[] = {"vault.attune.part", "vault.attune.part-wal", "vault.copy", "vault.copy.part"};
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    char path[512];
    (void)state;
    make(&host, OLD);
    host_close(&host);
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++) {
        snprintf(path, sizeof path, "%s/%s", dir.at, LEFT[i]);
        int fd = open(path, O_CREAT | O_WRONLY, 0600);
        assert_true(fd >= 0);
        close(fd);
    }
    host = host_open(&dir);
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++)
        assert_false(dir_has(&dir, LEFT[i]));
    assert_true(unlock(&host, OLD));
    host_close(&host);
    dir_delete(dir.at);
}

static void anew_is_refused_kindly(void **state)
{
    static const char *const FORMS[][2] = {
        {"current=" NEW "&passphrase=" NEW "2&again=" NEW "2", "did not open the vault"},
        {"current=" OLD "&passphrase=" OLD "&again=" OLD, "another one is needed"},
        {"current=" OLD "&passphrase=short&again=short", "a little short"},
        {"current=" OLD "&passphrase=" NEW "&again=" NEW "2", "not the same yet"},
    };
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    furnish(&host);
    struct vault_header header = header_in(&host);
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        assert_true(says(post(&host, "/settings/anew", FORMS[i][0]), FORMS[i][1]));
        struct vault_header now = header_in(&host);
        assert_memory_equal(&header, &now, sizeof header);
    }
    assert_true(reads_all(&host));
    host_close(&host);
    dir_delete(dir.at);
}

/* One bit of an envelope turned over. */
static void spoil(const struct dir *dir, sqlite3_int64 n)
{
    sqlite3 *db = NULL;
    sqlite3_blob *blob = NULL;
    uint8_t byte = 0;
    char path[512];
    snprintf(path, sizeof path, "%s/vault.attune", dir->at);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    /* The disk that fails knows no shared memory, which exclusive locking does without. */
    assert_int_equal(sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_blob_open(db, "main", "entry", "bytes", n, 1, &blob), SQLITE_OK);
    assert_int_equal(sqlite3_blob_read(blob, &byte, 1, 100), SQLITE_OK);
    byte ^= 0x40;
    assert_int_equal(sqlite3_blob_write(blob, &byte, 1, 100), SQLITE_OK);
    sqlite3_blob_close(blob);
    sqlite3_close(db);
}

static void what_cannot_be_opened_stays_behind_only_if_that_was_said(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    (void)state;
    furnish(&host);
    host_close(&host);
    spoil(&dir, 3);
    host = host_open(&dir);
    assert_true(unlock(&host, OLD));
    assert_true(says(get(&host, "/"), "could not be read (1)"));
    assert_true(says(post(&host, "/settings/anew", ANEW), "would stay behind for good"));
    assert_true(says(get(&host, "/settings/anew"), "Leave them behind"));
    struct reply page = post(&host, "/settings/anew", ANEW "&leave=1");
    assert_true(says(page, "Everything is sealed anew"));
    assert_false(says(get(&host, "/"), "could not be read"));
    host_close(&host);
    host = host_open(&dir);
    assert_true(unlock(&host, NEW));
    assert_false(says(get(&host, "/"), "could not be read"));
    expect_whole(&host, 2); /* the deleted one, and the one left behind */
    host_close(&host);
    dir_delete(dir.at);
}

/* Exactly one of the two passphrases opens it, and every entry is there. */
static bool opens_with_one(const struct dir *dir, bool *with_new)
{
    struct host host = host_open(dir);
    bool old = unlock(&host, OLD);
    bool whole = old && reads_all(&host);
    bool new = unlock(&host, NEW);
    whole |= new &&reads_all(&host);
    *with_new = new;
    assert_false(dir_has(dir, "vault.attune.part"));
    expect_whole(&host, 1);
    if (whole && old)
        whole = unlock(&host, OLD);
    if (whole)
        write_note(&host, "and-it-goes-on");
    host_close(&host);
    return whole && old != new;
}

static void killed_at_every_step_it_opens_with_one_passphrase_and_all_entries(void **state)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    unsigned step = 0, olds = 0, news = 0;
    (void)state;
    furnish(&host);
    host_close(&host);
    for (bool killed = true; killed; step++) {
        assert_true(step < STEPS_MAX);
        struct dir copy = dir_copy(&dir);
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            host = host_open(&copy);
            if (!unlock(&host, OLD))
                _exit(1);
            faulty_fail_after(step, FAULT_KILL);
            _exit(says(post(&host, "/settings/anew", ANEW), "Everything is sealed anew") ? 0 : 2);
        }
        int how = 0;
        waitpid(child, &how, 0);
        assert_true(WIFEXITED(how) && (WEXITSTATUS(how) == FAULTY_KILLED || WEXITSTATUS(how) == 0));
        killed = WEXITSTATUS(how) == FAULTY_KILLED;
        bool with_new = false;
        if (!opens_with_one(&copy, &with_new))
            fail_msg("killed at step %u it does not open whole with one passphrase", step);
        olds += !with_new;
        news += with_new;
        assert_true(!news || with_new); /* there is one moment, and it is not gone back from */
        dir_delete(copy.at);
    }
    print_message("# killed at %u steps: %u with the old passphrase, %u with the new\n", step, olds, news);
    assert_true(olds > 10 && news > 1);
    dir_delete(dir.at);
}

static void fails_at_every_step(enum fault fault)
{
    struct dir dir = dir_new();
    struct host host = host_open(&dir);
    furnish(&host);
    host_close(&host);
    bool reached = true;
    for (unsigned step = 0; reached; step++) {
        assert_true(step < STEPS_MAX);
        struct dir copy = dir_copy(&dir);
        host = host_open(&copy);
        assert_true(unlock(&host, OLD));
        faulty_fail_after(step, fault);
        struct reply page = post(&host, "/settings/anew", ANEW);
        bool done = says(page, "Everything is sealed anew");
        bool said = says(page, "Nothing was changed");
        reached = faulty_calm();
        assert_true(done != said);
        if (!reads_all(&host))
            fail_msg("after step %u failed the open app does not read all", step);
        host_close(&host);
        bool with_new = false;
        if (!opens_with_one(&copy, &with_new))
            fail_msg("after step %u failed it does not open whole with one passphrase", step);
        assert_int_equal(with_new, done); /* what the page said is so */
        dir_delete(copy.at);
    }
    dir_delete(dir.at);
}

static void a_disk_that_fails_once_at_any_step_leaves_what_the_page_says(void **state)
{
    (void)state;
    fails_at_every_step(FAULT_IO);
}

static void a_disk_that_is_full_at_any_step_leaves_what_the_page_says(void **state)
{
    (void)state;
    fails_at_every_step(FAULT_FULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_header_put_back_is_said_until_a_way_in_is_set_again),
        cmocka_unit_test(every_change_of_a_way_in_makes_the_header_before_it_an_older_one),
        cmocka_unit_test(a_backup_from_before_a_change_cries_no_wolf),
        cmocka_unit_test(a_vault_whose_ways_never_changed_says_nothing),
        cmocka_unit_test(a_lost_record_of_a_change_cries_no_wolf),
        cmocka_unit_test(no_export_tells_when_a_way_in_was_changed),
        cmocka_unit_test(a_new_sheet_is_one_that_was_not_tried_yet),
        cmocka_unit_test(a_slot_in_an_old_spelling_opens_and_is_spelt_anew),
        cmocka_unit_test(a_disk_that_refuses_the_new_spelling_locks_nobody_out),
        cmocka_unit_test(only_what_takes_words_away_gets_the_room_held_for_it),
        cmocka_unit_test(anew_keeps_every_entry_and_shuts_out_the_old_ways),
        cmocka_unit_test(anew_goes_where_a_link_leads),
        cmocka_unit_test(nothing_of_the_old_file_stands_in_the_new_one),
        cmocka_unit_test(what_a_killed_process_left_goes_when_the_vault_is_opened),
        cmocka_unit_test(anew_is_refused_kindly),
        cmocka_unit_test(what_cannot_be_opened_stays_behind_only_if_that_was_said),
        cmocka_unit_test(killed_at_every_step_it_opens_with_one_passphrase_and_all_entries),
        cmocka_unit_test(a_disk_that_fails_once_at_any_step_leaves_what_the_page_says),
        cmocka_unit_test(a_disk_that_is_full_at_any_step_leaves_what_the_page_says),
    };
    if (sodium_init() < 0)
        return 1;
    memory = mmap(NULL, ARENA_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    faulty_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
