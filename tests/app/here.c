/*
 * tests/app/here.c - a device's own number: where it comes from, when it is made anew, and what is said of that
 */
#include "tests/app/support.h"

#include "app/here.h"
#include "tests/support/files.h"

#define COPY "copy of a folder"
#define STRANGER "does not remember writing it"

static const struct hash PLACE_A = {{1}}, PLACE_B = {{2}};

/* ---- the row as bytes ---- */

static struct bytes vector_row(struct arena *arena)
{
    struct str line, rest, key = S(""), hex = S("");
    assert_true(str_cut(file_text("tests/vectors/here.txt"), '\n', &line, &rest) && str_cut(line, ' ', &key, &hex));
    assert_true(str_eq(key, S("row")));
    return bytes_of_hex(hex, arena);
}

static void the_published_row_is_read_and_written_alike(void **state)
{
    static uint8_t memory[1 << 16];
    struct arena arena = arena_on(memory, sizeof memory);
    struct here here;
    (void)state;
    struct bytes row = vector_row(&arena);
    assert_int_equal(here_decode(row, &here), ERR_OK);
    assert_true(here.device == 0x1122334455667788 && here.since == 3 && here.len == 2 && here.met == 3);
    assert_true(here.place.at[31] == 31 && here.head.at[0] == 0xc0);
    assert_true(here.rest_level.said && here.rest_level.is == 2 && here.rest_until_ms == 1772492400000);
    struct buf again = buf_on(&arena);
    here_encode(&again, &here);
    assert_true(bytes_eq(buf_bytes(&again), row));
    here.clock = 99;
    here.held_ms = 1772492400001;
    struct here back;
    struct buf most = buf_on(&arena);
    here_encode(&most, &here);
    assert_int_equal(here_decode(buf_bytes(&most), &back), ERR_OK);
    assert_true(back.held_ms == here.held_ms && back.clock == 99);
    struct here least = {.device = 1};
    struct buf small = buf_on(&arena);
    here_encode(&small, &least);
    assert_int_equal(here_decode(buf_bytes(&small), &here), ERR_OK);
    assert_memory_equal(&here, &least, sizeof here);
}

static void what_is_no_row_is_refused(void **state)
{
    static uint8_t memory[1 << 16];
    struct arena arena = arena_on(memory, sizeof memory);
    struct here here = {.device = 77};
    uint8_t copy[128];
    (void)state;
    struct bytes row = vector_row(&arena);
    assert_true(row.len < sizeof copy);
    for (size_t len = 0; len < row.len; len++)
        assert_int_not_equal(here_decode(bytes_first(row, len), &here), ERR_OK);
    memcpy(copy, row.at, row.len);
    copy[2] = 2;
    assert_int_equal(here_decode((struct bytes){copy, row.len}, &here), ERR_BAD_VERSION);
    copy[2] = 1;
    copy[row.len] = 0;
    assert_int_equal(here_decode((struct bytes){copy, row.len + 1}, &here), ERR_MALFORMED);
    static const uint8_t NOBODY[] = {0xa2, 0, 1, 1, 0}, TWICE[] = {0xa3, 0, 1, 1, 5, 1, 5},
                         UNKNOWN[] = {0xa3, 0, 1, 1, 5, 0x14, 5}, LEVEL[] = {0xa3, 0, 1, 1, 5, 7, 8};
    assert_int_equal(here_decode((struct bytes){NOBODY, sizeof NOBODY}, &here), ERR_MALFORMED);
    assert_int_equal(here_decode((struct bytes){TWICE, sizeof TWICE}, &here), ERR_NOT_CANONICAL);
    assert_int_equal(here_decode((struct bytes){UNKNOWN, sizeof UNKNOWN}, &here), ERR_UNKNOWN_KIND);
    assert_int_equal(here_decode((struct bytes){LEVEL, sizeof LEVEL}, &here), ERR_TOO_LONG);
    assert_true(here.device == 77);
}

/* ---- the number ---- */

static void a_number_is_made_with_a_vault_and_stays(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    uint64_t number = newest_device(m);
    memory_app_reopen(m);
    note(m, "bramble");
    assert_true(newest_device(m) == number);
    memory_app_restart(m);
    note(m, "sorrel");
    assert_true(newest_device(m) == number);
    assert_false(says(get(m, "/"), COPY) || says(get(m, "/"), STRANGER));
}

/* Restored, or first opened by this version: no row.  Nothing is said, and the next opening has the number. */
static void without_a_row_there_is_a_new_number_once(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    uint64_t number = newest_device(m);
    struct memory_app *other = memory_app_restore(m);
    note(other, "bramble");
    uint64_t new_number = newest_device(other);
    assert_true(new_number != number);
    assert_false(says(get(other, "/"), COPY) || says(get(other, "/"), STRANGER));
    memory_app_restart(other);
    note(other, "sorrel");
    assert_true(newest_device(other) == new_number);
    assert_true(shows(other, "quillow") && shows(other, "bramble") && shows(other, "sorrel"));
    memory_app_free(other);
    /* The row alone was kept at unlocking: no note was needed for it. */
    other = memory_app_restore(m);
    memory_app_restart(other);
    memory_app_restart(other);
    size_t *len;
    uint8_t before[HERE_MAX_BYTES];
    memcpy(before, memory_app_here(other, &len), sizeof before);
    memory_app_restart(other);
    assert_memory_equal(before, memory_app_here(other, &len), sizeof before);
    memory_app_free(other);
}

static void a_row_that_is_not_of_this_vault_is_none(void **state)
{
    (void)state;
    for (int way = 0; way < 3; way++) {
        size_t *len;
        struct memory_app *m = memory_app_make(ROOM);
        note(m, "quillow");
        uint64_t number = newest_device(m);
        uint8_t *row = memory_app_here(m, &len);
        row[100] ^= way == 0;
        *len -= way == 1;
        if (way == 2)
            *len = 0;
        memory_app_restart(m);
        note(m, "bramble");
        assert_true(newest_device(m) != number);
        assert_true(shows(m, "quillow") && shows(m, "bramble"));
        assert_false(says(get(m, "/"), STRANGER));
        memory_app_free(m);
    }
}

static void a_copied_folder_is_noticed_before_it_writes_and_said_once(void **state)
{
    struct memory_app *m = *state;
    memory_app_set_place(m, PLACE_A);
    memory_app_restart(m); /* a mark that is new to the row is taken on */
    assert_false(says(get(m, "/"), COPY));
    note(m, "quillow");
    uint64_t number = newest_device(m);
    struct memory_app *copy = memory_app_copy(m, PLACE_B);
    assert_true(says(get(copy, "/"), COPY));
    note(copy, "bramble");
    assert_true(newest_device(copy) != number);
    uint64_t copied = newest_device(copy);
    memory_app_restart(copy);
    assert_false(says(get(copy, "/"), COPY));
    note(copy, "sorrel");
    assert_true(newest_device(copy) == copied);
    memory_app_restart(m);
    assert_false(says(get(m, "/"), COPY));
    note(m, "thistle");
    assert_true(newest_device(m) == number);
    memory_app_free(copy);
}

/* Two copies in one place, as a host without a mark has them: each writes, and what one wrote comes to the other. */
static void what_was_written_under_this_number_elsewhere_is_noticed(void **state)
{
    struct memory_app *m = *state;
    memory_app_set_place(m, PLACE_A);
    note(m, "quillow");
    memory_app_restart(m);
    struct memory_app *copy = memory_app_copy(m, PLACE_A);
    size_t since = memory_app_log_len(m);
    uint64_t number = newest_device(m);
    note(copy, "bramble");
    assert_true(newest_device(copy) == number);
    put_since(m, copy, since);
    memory_app_reopen(m);
    assert_true(says(get(m, "/"), STRANGER));
    note(m, "sorrel");
    assert_true(newest_device(m) != number);
    number = newest_device(m);
    memory_app_reopen(m);
    assert_false(says(get(m, "/"), STRANGER));
    assert_true(shows(m, "quillow") && shows(m, "bramble") && shows(m, "sorrel"));
    note(m, "thistle");
    assert_true(newest_device(m) == number);
    memory_app_free(copy);
}

/* Its newest entries are gone: what was written under this number is known elsewhere, so it does not go on under it. */
static void a_store_that_lost_its_end_has_a_new_number(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    note(m, "bramble");
    uint64_t number = newest_device(m);
    memory_app_cut(m, memory_app_log_len(m) - 1);
    memory_app_reopen(m);
    assert_false(says(get(m, "/"), STRANGER));
    note(m, "sorrel");
    assert_true(newest_device(m) != number);
}

static void a_full_disk_keeps_nobody_out(void **state)
{
    struct memory_app *m = *state;
    size_t *len;
    note(m, "quillow");
    uint64_t number = newest_device(m);
    memory_app_here(m, &len);
    *len = 0;
    app_lock(memory_app(m));
    memory_app_move(m, ROOM); /* the row is gone also from memory; this opening keeps one */
    *len = 0;
    app_lock(memory_app(m));
    memory_app_refuse_next(m);
    memory_app_restart(m);
    assert_true(app_is_open(memory_app(m)) && shows(m, "quillow"));
    assert_int_equal(*len, 0);
    app_lock(memory_app(m));
    memory_app_refuse_next(m);
    assert_int_equal(memory_app_ask(m, "POST", S("/unlock"), S("passphrase=four+quiet+stones")).status, 303);
    get(m, "/checkin");
    note(m, "bramble");
    assert_true(newest_device(m) != number && *len == HERE_MAX_BYTES);
    number = newest_device(m);
    memory_app_restart(m);
    note(m, "sorrel");
    assert_true(newest_device(m) == number && shows(m, "bramble"));
}

static void a_refused_note_does_not_move_the_row(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    uint64_t number = newest_device(m);
    memory_app_refuse_next(m);
    assert_int_equal(post(m, "/journal/new", "words=bramble").status, 503);
    note(m, "sorrel");
    memory_app_restart(m);
    assert_false(says(get(m, "/"), STRANGER));
    note(m, "thistle");
    assert_true(newest_device(m) == number);
    assert_int_equal(counts(m).damaged, 0);
}

static void sealing_anew_makes_a_new_number_and_row(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    uint64_t number = newest_device(m);
    struct reply page =
        post(m, "/settings/anew", "current=four+quiet+stones&passphrase=nine+warm+boats&again=nine+warm+boats");
    assert_true(says(page, "Everything is sealed anew"));
    uint64_t anew = newest_device(m);
    assert_true(anew != number && memory_app_entry(m, 0).device == number);
    note(m, "bramble");
    assert_true(newest_device(m) == anew);
    for (int i = 0; i < 2; i++) {
        app_lock(memory_app(m));
        if (i)
            memory_app_restart(m);
        memory_app_ask(m, "POST", S("/unlock"), S("passphrase=nine+warm+boats"));
        assert_false(says(get(m, "/"), STRANGER) || says(get(m, "/"), COPY));
        note(m, "sorrel");
        assert_true(newest_device(m) == anew);
    }
    assert_int_equal(counts(m).damaged, 0);
    assert_int_equal(counts(m).incomplete, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_row_is_read_and_written_alike),
        cmocka_unit_test(what_is_no_row_is_refused),
        WITH_APP(a_number_is_made_with_a_vault_and_stays),
        WITH_APP(without_a_row_there_is_a_new_number_once),
        cmocka_unit_test(a_row_that_is_not_of_this_vault_is_none),
        WITH_APP(a_copied_folder_is_noticed_before_it_writes_and_said_once),
        WITH_APP(what_was_written_under_this_number_elsewhere_is_noticed),
        WITH_APP(a_store_that_lost_its_end_has_a_new_number),
        WITH_APP(a_full_disk_keeps_nobody_out),
        WITH_APP(a_refused_note_does_not_move_the_row),
        WITH_APP(sealing_anew_makes_a_new_number_and_row),
    };
    return cmocka_run_group_tests_name("here", tests, NULL, NULL);
}
