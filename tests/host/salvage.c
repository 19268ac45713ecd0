/*
 * tests/host/salvage.c - whatever page of a vault is lost, what lies on the others is found
 *
 * Envelopes are bytes of the right length, for neither store nor salvage ever opens one.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/native/salvage.h"
#include "host/native/store.h"
#include "seal/seal.h"
#include "store_faulty.h"
#include "tests/support/dir.h"

enum { PAGE = 4096, MANY = 400, DELETED = 7 };

struct place {
    struct dir dir;
    char vault[PATH_LEN], copy[PATH_LEN], other[PATH_LEN];
};

static int place_make(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    place->dir = dir_new();
    snprintf(place->vault, PATH_LEN, "%s/vault.attune", place->dir.at);
    snprintf(place->copy, PATH_LEN, "%s/copy", place->dir.at);
    snprintf(place->other, PATH_LEN, "%s/other", place->dir.at);
    *state = place;
    return 0;
}

static int place_remove(void **state)
{
    struct place *place = *state;
    dir_delete(place->dir.at);
    free(place);
    return 0;
}

/* Of all lengths: several to a page, one over two pages, one over seventeen. */
static size_t len_of(uint64_t n)
{
    return n % 50 == 0 ? ENVELOPE_MAX_BYTES : n % 7 == 0 ? 4136 : 296;
}

static struct log_entry entry_of(uint64_t n)
{
    static uint8_t made[4][ENVELOPE_MAX_BYTES];
    uint8_t *at = made[n % 4], seed[randombytes_SEEDBYTES] = {0};
    memcpy(seed, &n, sizeof n);
    randombytes_buf_deterministic(at, len_of(n), seed);
    struct bytes envelope = {at, len_of(n)};
    return (struct log_entry){.n = n, .device = UINT64_MAX - n % 3, .hash = seal_hash(envelope), .bytes = envelope};
}

static struct vault_header header_of_tests(void)
{
    struct vault_header header;
    uint8_t seed[randombytes_SEEDBYTES] = {1};
    randombytes_buf_deterministic(header.at, sizeof header.at, seed);
    return header;
}

static struct store *filled(const struct place *place, uint64_t count)
{
    struct store *s = NULL;
    struct vault_header header = header_of_tests();
    uint64_t deleted = DELETED;
    assert_int_equal(store_open(place->dir.at, true, &s), ERR_OK);
    assert_int_equal(store_make(s, &header, (struct bytes){0}), ERR_OK);
    for (uint64_t n = 1; n <= count; n++) {
        struct log_entry entry = entry_of(n);
        assert_int_equal(store_keep(s, &(struct store_change){.append = &entry, .append_len = 1}), ERR_OK);
    }
    assert_int_equal(store_keep(s, &(struct store_change){.husks = &deleted, .husks_len = 1}), ERR_OK);
    return s;
}

struct seen {
    size_t whole, husks, unread, wrong;
};

static enum err look(void *ctx, const struct log_entry *entry)
{
    struct seen *seen = ctx;
    struct log_entry made = entry_of(entry->n);
    if (memcmp(&made.hash, &entry->hash, sizeof made.hash) != 0 || made.device != entry->device)
        seen->wrong++;
    else if (entry->bytes.len == 0)
        seen->unread++;
    else if (entry->bytes.len == HASH_BYTES)
        seen->husks += entry->n == DELETED, seen->wrong += entry->n != DELETED;
    else if (bytes_eq(entry->bytes, made.bytes))
        seen->whole++;
    else
        seen->wrong++;
    return ERR_OK;
}

/* Salvage, restore what came of it, and look; the copy and the other vault are gone afterwards. */
static struct seen salvaged_and_restored(const struct place *place)
{
    struct seen seen = {0};
    struct salvaged found;
    struct vault_header header, expected = header_of_tests();
    struct store *s = NULL;
    size_t unreadable;
    assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_OK);
    assert_int_equal(store_restore(place->copy, place->other), ERR_OK);
    assert_int_equal(store_open(place->other, false, &s), ERR_OK);
    assert_int_equal(store_header_read(s, &header), ERR_OK);
    assert_memory_equal(&header, &expected, sizeof header);
    assert_int_equal(store_each(s, look, &seen, &unreadable), ERR_OK);
    store_free(s);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(found.entries, seen.whole + seen.husks);
    dir_delete(place->other);
    unlink(place->copy);
    return seen;
}

static void a_whole_vault_is_found_whole(void **state)
{
    struct place *place = *state;
    struct stat st;
    store_free(filled(place, MANY));
    struct seen seen = salvaged_and_restored(place);
    assert_int_equal(seen.whole, MANY - 1);
    assert_int_equal(seen.husks, 1);
    struct salvaged found;
    assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_OK);
    assert_int_equal(stat(place->copy, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_EXISTS);
}

/*
 * A page of entries holds at most thirteen of the smallest.  All others - the first page, roots, inner pages, the
 * index, either header, the middle of a long text - cost one entry at most.
 */
static void any_page_lost_costs_only_what_lies_on_it(void **state)
{
    struct place *place = *state;
    store_free(filled(place, MANY));
    size_t len;
    uint8_t *whole = file_read(place->vault, &len), noise[PAGE];
    randombytes_buf(noise, sizeof noise);
    for (size_t at = 0; at < len; at += PAGE) {
        uint8_t *hurt = malloc(len);
        memcpy(hurt, whole, len);
        memcpy(hurt + at, noise, PAGE);
        file_write(place->vault, hurt, len);
        bool leaf = whole[at] == 0x0d && at > 0;
        struct seen seen = salvaged_and_restored(place);
        assert_true(MANY - 1 - seen.whole <= (leaf ? 13 : 1));
        assert_true(seen.whole + seen.husks + seen.unread == MANY);
        free(hurt);
    }
    free(whole);
}

static void first_page_and_root_lost_together_cost_nothing(void **state)
{
    struct place *place = *state;
    store_free(filled(place, MANY));
    size_t len;
    uint8_t *bytes = file_read(place->vault, &len);
    memset(bytes, 0, PAGE);
    memset(bytes + (size_t)5 * PAGE, 0xee, PAGE); /* page 6: the root of `entry` */
    file_write(place->vault, bytes, len);
    free(bytes);
    assert_int_equal(salvaged_and_restored(place).whole, MANY - 1);
}

/* As after a power cut: the newest words are in the log beside the file, and what was deleted must not come back from
 * it. */
static void what_is_only_in_the_log_is_found(void **state)
{
    struct place *place = *state;
    struct place copy;
    void *as_state;
    place_make(&as_state);
    copy = *(struct place *)as_state;
    struct store *s = filled(place, 40);
    char wal[PATH_LEN + 8];
    for (uint64_t n = 41; n <= 60; n++) {
        struct log_entry entry = entry_of(n);
        assert_int_equal(store_keep(s, &(struct store_change){.append = &entry, .append_len = 1}), ERR_OK);
    }
    size_t len, wal_len;
    uint8_t *file = file_read(place->vault, &len);
    snprintf(wal, sizeof wal, "%s-wal", place->vault);
    uint8_t *log = file_read(wal, &wal_len);
    assert_true(wal_len > PAGE);
    memset(file, 0, PAGE);
    file_write(copy.vault, file, len);
    snprintf(wal, sizeof wal, "%s-wal", copy.vault);
    file_write(wal, log, wal_len);
    struct seen seen = salvaged_and_restored(&copy);
    assert_int_equal(seen.whole, 59);
    /* Cut in the middle of the last transaction, as much as was whole before it is found. */
    file_write(wal, log, wal_len - PAGE / 2);
    seen = salvaged_and_restored(&copy);
    assert_true(seen.whole >= 57 && seen.whole < 59);
    free(file);
    free(log);
    store_free(s);
    place_remove(&as_state);
}

static void nothing_is_made_of_what_holds_no_way_in(void **state)
{
    struct place *place = *state;
    struct salvaged found;
    assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_NOT_FOUND);
    file_write(place->vault, (const uint8_t *)"", 0);
    assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_MALFORMED);
    for (int round = 0; round < 20; round++) {
        uint8_t noise[5 * PAGE + 77];
        randombytes_buf(noise, sizeof noise);
        for (size_t at = 0; at < sizeof noise; at += PAGE) /* as if they were pages of the tree */
            noise[at] = (uint8_t[]){0x0d, 0x0a, 0x02}[round % 3];
        file_write(place->vault, noise, sizeof noise);
        assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_MALFORMED);
    }
    assert_int_not_equal(access(place->copy, F_OK), 0);
}

static void bytes_hit_at_random_never_end_it(void **state)
{
    struct place *place = *state;
    struct salvaged found;
    store_free(filled(place, 60));
    size_t len;
    uint8_t *whole = file_read(place->vault, &len);
    for (uint32_t round = 0; round < 200; round++) {
        uint8_t *hurt = malloc(len);
        memcpy(hurt, whole, len);
        for (int i = 0; i < 60; i++) /* most often where pages begin: there stand counts, places and lengths */
            hurt[(size_t)randombytes_uniform((uint32_t)len / PAGE) * PAGE + randombytes_uniform(i % 3 ? 120 : PAGE)] =
                (uint8_t)randombytes_random();
        file_write(place->vault, hurt, len - round);
        enum err e = salvage(place->dir.at, place->copy, &found);
        assert_true(e == ERR_OK || e == ERR_MALFORMED);
        unlink(place->copy);
        free(hurt);
    }
    free(whole);
}

static void an_open_vault_is_left_alone(void **state)
{
    struct place *place = *state;
    struct salvaged found;
    struct store *s = filled(place, 10);
    assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_BUSY);
    assert_int_not_equal(access(place->copy, F_OK), 0);
    store_free(s);
    assert_int_equal(salvage(place->dir.at, place->copy, &found), ERR_OK);
}

static int install(void **state)
{
    (void)state;
    faulty_install(); /* nothing fails; no sync is waited for */
    return sodium_init() < 0 ? -1 : 0;
}

#define IN_A_PLACE(name) cmocka_unit_test_setup_teardown(name, place_make, place_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_PLACE(a_whole_vault_is_found_whole),
        IN_A_PLACE(any_page_lost_costs_only_what_lies_on_it),
        IN_A_PLACE(first_page_and_root_lost_together_cost_nothing),
        IN_A_PLACE(what_is_only_in_the_log_is_found),
        IN_A_PLACE(nothing_is_made_of_what_holds_no_way_in),
        IN_A_PLACE(bytes_hit_at_random_never_end_it),
        IN_A_PLACE(an_open_vault_is_left_alone),
    };
    return cmocka_run_group_tests_name("salvage", tests, install, NULL);
}
