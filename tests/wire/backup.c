/*
 * tests/wire/backup.c - both versions of a backup are read by one reader, and what is out of order is refused
 *
 * The bytes of version 1 are put together here, for nothing writes them any more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "wire/backup.h"

enum { V1_START_BYTES = 8 + 4 + 4 + 8 + HASH_BYTES + BACKUP_HEADER_BYTES };

static uint8_t memory[1 << 20];
static uint8_t header[BACKUP_HEADER_BYTES];
static const struct log_id OWN;

static struct hash hash_of(uint8_t byte)
{
    struct hash hash;
    memset(hash.at, byte, sizeof hash.at);
    return hash;
}

static struct log_id id_of(uint8_t byte)
{
    struct log_id id;
    memset(id.at, byte, sizeof id.at);
    return id;
}

static bool same(const struct hash *a, const struct hash *b)
{
    return memcmp(a->at, b->at, sizeof a->at) == 0;
}

static void number_put(struct buf *out, uint64_t n, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buf_put_byte(out, (uint8_t)(n >> (8 * i)));
}

static void hash_put(struct buf *out, struct hash hash)
{
    buf_put_bytes(out, (struct bytes){hash.at, sizeof hash.at});
}

static struct bytes summed(struct buf *out)
{
    hash_put(out, hash_of(0xee));
    return buf_bytes(out);
}

static struct buf v1_begin(struct arena *arena, uint64_t count)
{
    static const uint8_t MAGIC[8] = {0x89, 'a', 't', 't', 'b', 'a', 'k', 0x0a};
    struct buf out = buf_on(arena);
    buf_put_bytes(&out, (struct bytes){MAGIC, sizeof MAGIC});
    number_put(&out, 1, 4);
    number_put(&out, 0, 4);
    number_put(&out, count, 8);
    hash_put(&out, hash_of(0xdd));
    buf_put_bytes(&out, (struct bytes){header, sizeof header});
    return out;
}

/* An entry that was lost; its hash says which one it is. */
static void v1_put(struct buf *out, uint64_t n, uint64_t device, uint8_t hash)
{
    number_put(out, n, 8);
    number_put(out, device, 8);
    hash_put(out, hash_of(hash));
    number_put(out, 0, 4);
}

static struct buf v2_begin(struct arena *arena, uint32_t logs)
{
    struct buf out = buf_on(arena);
    struct hash hash = hash_of(0xdd);
    backup_put_start(&out, logs, &hash, (struct bytes){header, sizeof header});
    return out;
}

static void v2_put(struct buf *out, uint64_t n, uint8_t previous, uint8_t hash)
{
    backup_put_entry(out,
                     &(struct log_entry){.n = n, .device = 7, .previous = hash_of(previous), .hash = hash_of(hash)});
}

static struct hash next_previous(struct backup *backup)
{
    struct log_entry entry;
    assert_int_equal(backup_next(backup, &entry), ERR_OK);
    return entry.previous;
}

static void version_1_is_bound_to_the_one_of_its_device_before(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = v1_begin(&arena, 5);
    v1_put(&out, 1, 7, 1);
    v1_put(&out, 2, 7, 2);
    v1_put(&out, 3, 9, 3);
    v1_put(&out, 4, 7, 4);
    v1_put(&out, 6, 7, 6); /* the fifth is gone with its hash, and it may have been anyone's */
    struct backup backup;
    assert_int_equal(backup_read(summed(&out), &backup), ERR_OK);
    assert_int_equal(backup.version, 1);
    assert_int_equal(backup.count, 5);

    static const uint8_t PREVIOUS[] = {0, 1, 0, 2, 0};
    for (size_t i = 0; i < sizeof PREVIOUS; i++) {
        struct hash previous = next_previous(&backup), right = hash_of(PREVIOUS[i]);
        assert_true(same(&previous, &right));
    }
    struct log_entry entry;
    assert_int_equal(backup_next(&backup, &entry), ERR_NOT_FOUND);
    assert_int_equal(backup_next(&backup, &entry), ERR_NOT_FOUND);
}

/* From a stranger: no number of devices takes more room. */
static void more_devices_than_version_1_ever_had_are_still_read(void **state)
{
    (void)state;
    enum { MANY = 3 * ENTRY_DEVICES_MAX };
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = v1_begin(&arena, 2 * MANY);
    for (uint64_t i = 0; i < 2 * MANY; i++)
        v1_put(&out, i + 1, i % MANY, (uint8_t)(i + 1));
    struct backup backup;
    assert_int_equal(backup_read(summed(&out), &backup), ERR_OK);
    for (uint64_t i = 0; i < 2 * MANY; i++) {
        bool known = i >= MANY && i % MANY < ENTRY_DEVICES_MAX;
        struct hash previous = next_previous(&backup), right = hash_of(known ? (uint8_t)(i - MANY + 1) : 0);
        assert_true(same(&previous, &right));
    }
}

static void version_2_gives_back_what_was_put(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = v2_begin(&arena, 3);
    struct log_id ids[] = {OWN, id_of(3), id_of(4)};
    backup_put_log(&out, &ids[0], 2);
    v2_put(&out, 1, 0, 1);
    v2_put(&out, 5, 1, 5);
    backup_put_log(&out, &ids[1], 1);
    v2_put(&out, 2, 8, 2); /* numbers begin again with every log */
    backup_put_log(&out, &ids[2], 1);
    v2_put(&out, 3, 9, 3);

    struct backup backup;
    struct log_entry entry;
    assert_int_equal(backup_read(summed(&out), &backup), ERR_OK);
    assert_int_equal(backup.version, 2);
    assert_int_equal(backup.logs, 3);
    assert_int_equal(backup.count, 4);
    static const struct {
        uint64_t n;
        size_t log;
        uint8_t previous;
    } RIGHT[] = {{1, 0, 0}, {5, 0, 1}, {2, 1, 8}, {3, 2, 9}};
    for (size_t i = 0; i < sizeof RIGHT / sizeof *RIGHT; i++) {
        struct hash previous = hash_of(RIGHT[i].previous), hash = hash_of((uint8_t)RIGHT[i].n);
        assert_int_equal(backup_next(&backup, &entry), ERR_OK);
        assert_int_equal(entry.n, RIGHT[i].n);
        assert_int_equal(entry.device, 7);
        assert_true(same(&entry.previous, &previous) && same(&entry.hash, &hash));
        assert_memory_equal(entry.log.at, ids[RIGHT[i].log].at, sizeof entry.log.at);
    }
    assert_int_equal(backup_next(&backup, &entry), ERR_NOT_FOUND);
}

/* How two logs with these ids and counts are taken; each has as many entries as it says. */
static enum err two_logs(struct log_id a, uint64_t a_len, struct log_id b, uint64_t b_len)
{
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = v2_begin(&arena, 2);
    struct backup backup;
    backup_put_log(&out, &a, a_len);
    for (uint64_t i = 0; i < a_len; i++)
        v2_put(&out, i + 1, 0, 1);
    backup_put_log(&out, &b, b_len);
    for (uint64_t i = 0; i < b_len; i++)
        v2_put(&out, i + 1, 0, 1);
    return backup_read(summed(&out), &backup);
}

static void logs_stand_in_one_order_and_none_twice(void **state)
{
    (void)state;
    assert_int_equal(two_logs(OWN, 1, id_of(1), 1), ERR_OK);
    assert_int_equal(two_logs(OWN, 0, id_of(1), 2), ERR_OK);
    assert_int_equal(two_logs(OWN, 1, OWN, 1), ERR_MALFORMED);
    assert_int_equal(two_logs(id_of(1), 1, OWN, 1), ERR_MALFORMED);
    assert_int_equal(two_logs(id_of(1), 1, id_of(2), 1), ERR_MALFORMED); /* its own is not there */
    assert_int_equal(two_logs(OWN, 1, id_of(1), 0), ERR_MALFORMED);
}

static void no_backup_ends_too_soon_or_says_more_than_it_has(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = v2_begin(&arena, 1);
    backup_put_log(&out, &OWN, 2);
    v2_put(&out, 1, 0, 1);
    v2_put(&out, 2, 1, 2);
    struct bytes whole = summed(&out);
    struct backup backup;
    for (size_t len = 0; len < whole.len; len++)
        assert_int_not_equal(backup_read(bytes_first(whole, len), &backup), ERR_OK);
    assert_int_equal(backup_read(whole, &backup), ERR_OK);

    static const struct {
        size_t at;
        uint8_t byte;
    } WRONG[] = {
        {11, 0},                     /* version */
        {15, 1},                     /* zeros */
        {BACKUP_START_BYTES - 1, 0}, /* no log, and one too many */
        {BACKUP_START_BYTES - 1, 2},
        {BACKUP_START_BYTES + 39, 1}, /* an entry fewer, and one more */
        {BACKUP_START_BYTES + 39, 3},
        {BACKUP_START_BYTES + BACKUP_LOG_BYTES + 7, 2}, /* the first one's number */
        {BACKUP_START_BYTES + BACKUP_LOG_BYTES + 7, 0},
        {BACKUP_START_BYTES + BACKUP_LOG_BYTES + BACKUP_ENTRY_BYTES - 1, 1}, /* neither envelope nor husk */
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        uint8_t was = out.at[WRONG[i].at];
        out.at[WRONG[i].at] = WRONG[i].byte;
        if (backup_read(whole, &backup) == ERR_OK)
            fail_msg("byte %zu", WRONG[i].at);
        out.at[WRONG[i].at] = was;
    }
    out.at[11] = BACKUP_VERSION + 1;
    assert_int_equal(backup_read(whole, &backup), ERR_BAD_VERSION);
}

static void version_1_ends_nowhere_else_either(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = v1_begin(&arena, 2);
    v1_put(&out, 1, 7, 1);
    v1_put(&out, 2, 7, 2);
    struct bytes whole = summed(&out);
    struct backup backup;
    assert_int_equal(backup_read(whole, &backup), ERR_OK);
    for (size_t len = 0; len < whole.len; len++)
        assert_int_not_equal(backup_read(bytes_first(whole, len), &backup), ERR_OK);
    out.at[V1_START_BYTES + 7] = 2;
    assert_int_equal(backup_read(whole, &backup), ERR_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_1_is_bound_to_the_one_of_its_device_before),
        cmocka_unit_test(more_devices_than_version_1_ever_had_are_still_read),
        cmocka_unit_test(version_2_gives_back_what_was_put),
        cmocka_unit_test(logs_stand_in_one_order_and_none_twice),
        cmocka_unit_test(no_backup_ends_too_soon_or_says_more_than_it_has),
        cmocka_unit_test(version_1_ends_nowhere_else_either),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
