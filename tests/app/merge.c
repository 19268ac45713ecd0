/*
 * tests/app/merge.c - a backup of this place is brought in: union, said in words, and nothing the second time
 */
#include "tests/app/support.h"

#include "wire/backup.h"

#define NOTHING_NEW "Nothing here was new"
#define BROUGHT "The backup is brought in"
#define STRANGER "does not remember writing it"

static void file_free(struct bytes file)
{
    free((void *)(uintptr_t)file.at);
}

/* A second device of the same person, that has written for longer than a week. */
static struct memory_app *second_device(struct memory_app *m)
{
    struct memory_app *other = memory_app_restore(m);
    note(other, "settled");
    *memory_app_clock(other) += 8 * (int64_t)86400000;
    *memory_app_clock(m) = *memory_app_clock(other);
    return other;
}

static void what_is_new_comes_and_is_said_and_the_second_time_nothing(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    note(other, "bramble");
    note(other, "sorrel");
    post(other, "/checkin", "weather=fog");
    note(m, "thistle");
    size_t len = memory_app_log_len(m);
    struct reply page = merge(m, other);
    assert_int_equal(page.status, 200);
    assert_true(says(page, BROUGHT) && says(page, "<dt>Note</dt><dd>2</dd>") &&
                says(page, "<dt>Check-in</dt><dd>1</dd>"));
    assert_int_equal(memory_app_log_len(m), len + 3);
    for (int i = 0; i < 2; i++) {
        assert_true(shows(m, "quillow") && shows(m, "bramble") && shows(m, "sorrel") && shows(m, "thistle"));
        memory_app_restart(m);
        assert_int_equal(counts(m).damaged, 0);
        assert_int_equal(counts(m).incomplete, 0);
        assert_int_equal(counts(m).doubles, 0);
    }
    page = merge(m, other);
    assert_true(says(page, NOTHING_NEW) && !says(page, BROUGHT));
    assert_int_equal(memory_app_log_len(m), len + 3);
    /* The other way round, both hold the same. */
    merge(other, m);
    assert_true(shows(other, "thistle"));
    assert_true(says(merge(other, m), NOTHING_NEW));
    assert_true(says(merge(m, other), NOTHING_NEW));
    assert_true(says(merge(m, m), NOTHING_NEW));
    assert_false(says(get(m, "/"), STRANGER) || says(get(other, "/"), STRANGER));
}

static void own_words_go_on_under_the_own_number(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    uint64_t number = newest_device(m);
    struct memory_app *other = memory_app_restore(m);
    note(other, "bramble");
    merge(m, other);
    note(m, "sorrel");
    assert_true(newest_device(m) == number);
    memory_app_restart(m);
    note(m, "thistle");
    assert_true(newest_device(m) == number);
    assert_true(shows(m, "sorrel") && shows(m, "thistle") && shows(m, "bramble"));
    assert_int_equal(counts(m).damaged, 0);
    memory_app_free(other);
}

static void anything_else_is_refused_in_words_of_its_own(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    note(other, "bramble");
    note(other, "sorrel");
    size_t len = memory_app_log_len(m);
    struct bytes file = memory_app_backup(other);
    uint8_t *at = (uint8_t *)(uintptr_t)file.at;
    assert_true(says(memory_app_merge(m, bytes_of_str(S("a shopping list"))), "not a backup of attune"));
    assert_true(says(memory_app_merge(m, bytes_first(file, file.len - 100)), "not whole"));
    at[file.len - 200] ^= 1;
    assert_true(says(memory_app_merge(m, file), "was changed after it was saved"));
    at[file.len - 200] ^= 1;
    at[11] = 3;
    assert_true(says(memory_app_merge(m, file), "newer attune"));
    at[11] = 2;
    assert_int_equal(memory_app_log_len(m), len);
    assert_true(says(memory_app_merge(m, file), BROUGHT));
    file_free(file);
}

/* Of a file that did not come nothing is said but why it did not, and the form stands there again. */
static void a_file_that_did_not_come_is_said_for_what_it_is(void **state)
{
    static const struct {
        enum err how;
        const char *says;
    } WHY[] = {{ERR_NOT_FOUND, "No file came"},
               {ERR_TOO_LONG, "larger than what can be brought in"},
               {ERR_NO_ROOM, "not enough room on this disk"},
               {ERR_TRUNCATED, "stopped on the way"},
               {ERR_STORAGE, "could not be read, or the disk"}};
    enum { WHY_LEN = sizeof WHY / sizeof *WHY };
    struct memory_app *m = *state;
    note(m, "quillow");
    size_t len = memory_app_log_len(m);
    for (size_t i = 0; i < WHY_LEN; i++) {
        struct reply page = memory_app_merge_without(m, WHY[i].how);
        assert_true(page.status == 200 && says(page, "Bring it in"));
        for (size_t k = 0; k < WHY_LEN; k++)
            assert_int_equal(says(page, WHY[k].says), k == i);
    }
    assert_int_equal(memory_app_log_len(m), len);
}

/* After everything was sealed anew the root is another, and nothing is known to both. */
static void a_backup_of_another_root_is_refused(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    struct bytes before = memory_app_backup(m);
    post(m, "/settings/anew", "current=four+quiet+stones&passphrase=nine+warm+boats&again=nine+warm+boats");
    size_t len = memory_app_log_len(m);
    get(m, "/checkin");
    struct reply page = memory_app_merge(m, before);
    assert_true(says(page, "a backup of another place") && says(page, "Bring it in"));
    assert_int_equal(memory_app_log_len(m), len);
    assert_true(shows(m, "quillow"));
    assert_true(says(merge(m, m), NOTHING_NEW)); /* the hashes of the new log are known at once */
    file_free(before);
}

static void what_is_deleted_here_comes_as_a_husk(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    char path[96], form[160];
    page_of(other, "quillow", "journal", "/edit", path);
    snprintf(form, sizeof form, "words=quillow+again");
    post(other, path, form);
    note(other, "bramble");
    delete_note(m, "quillow");
    merge(m, other);
    assert_false(shows(m, "quillow"));
    assert_true(shows(m, "bramble"));
    /* None of its words were taken: what came of it is a husk. */
    size_t husks = 0;
    for (size_t i = 0; i < memory_app_log_len(m); i++)
        husks += memory_app_entry(m, i).bytes.len == HASH_BYTES;
    assert_int_equal(husks, 2);
    memory_app_restart(m);
    assert_false(shows(m, "quillow"));
    assert_true(says(merge(m, other), NOTHING_NEW));
}

static void a_deletion_that_comes_takes_the_words_that_are_here(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    struct memory_app *other = second_device(m);
    merge(m, other);
    delete_note(other, "quillow");
    struct reply page = merge(m, other);
    assert_true(says(page, "is gone here too (1)"));
    assert_false(shows(m, "quillow"));
    assert_int_equal(memory_app_entry(m, 0).bytes.len, HASH_BYTES);
    memory_app_restart(m);
    assert_false(shows(m, "quillow"));
    assert_true(says(merge(m, other), NOTHING_NEW));
    memory_app_free(other);
}

/* Twenty-one within an hour, or one from a device in its first week: they hide, and take no words. */
static void many_deletions_or_a_new_devices_only_hide(void **state)
{
    (void)state;
    for (int young = 0; young < 2; young++) {
        char words[16];
        int count = young ? 1 : 21;
        struct memory_app *m = memory_app_make(ROOM);
        for (int i = 0; i < count; i++) {
            snprintf(words, sizeof words, "quillow%02d", i);
            note(m, words);
        }
        struct memory_app *other = young ? memory_app_restore(m) : second_device(m);
        if (young)
            note(other, "settled");
        for (int i = 0; i < count; i++) {
            snprintf(words, sizeof words, "quillow%02d", i);
            delete_note(other, words);
        }
        struct reply page = merge(m, other);
        snprintf(words, sizeof words, "deleted (%d)", count);
        assert_true(says(page, words) && says(page, "no longer show here"));
        assert_false(shows(m, "quillow"));
        for (int i = 0; i < count; i++)
            assert_true(memory_app_entry(m, (size_t)i).bytes.len > HASH_BYTES);
        memory_app_restart(m);
        assert_false(shows(m, "quillow"));
        memory_app_free(other);
        memory_app_free(m);
    }
}

/* Two that forgot themselves gave one name to a note and to a deletion: the note may go, and the deletion stays. */
static void a_deletion_is_not_lost_with_what_has_its_name(void **state)
{
    (void)state;
    for (int here = 0; here < 2; here++) {
        struct memory_app *m = memory_app_make(ROOM);
        note(m, "quillow");
        struct memory_app *writes = memory_app_restore(m), *deletes = memory_app_restore(m);
        note(writes, "sorrel");
        delete_note(deletes, "quillow");
        assert_true(newest_device(writes) == newest_device(deletes));
        *memory_app_clock(m) += 60000;
        merge(m, writes);
        if (here)
            merge(m, deletes);
        delete_note(m, "sorrel");
        merge(m, deletes);
        memory_app_restart(m);
        assert_false(shows(m, "quillow") || shows(m, "sorrel"));
        memory_app_free(deletes);
        memory_app_free(writes);
        memory_app_free(m);
    }
}

/* Twenty-one within an hour are as many in two files as in one: those of the second hide. */
static void many_deletions_in_parts_hide_once_they_are_many(void **state)
{
    struct memory_app *m = *state;
    char words[16];
    enum { FIRST = 10, ALL = 21 };
    for (int i = 0; i < ALL; i++) {
        snprintf(words, sizeof words, "quillow%02d", i);
        note(m, words);
    }
    struct memory_app *other = second_device(m);
    for (int i = 0; i < ALL; i++) {
        snprintf(words, sizeof words, "quillow%02d", i);
        delete_note(other, words);
        if (i + 1 == FIRST)
            assert_true(says(merge(m, other), "is gone here too (10)"));
    }
    assert_true(says(merge(m, other), "deleted (11)") && !shows(m, "quillow"));
    for (int i = 0; i < ALL; i++)
        assert_true((memory_app_entry(m, (size_t)i).bytes.len > HASH_BYTES) == (i >= FIRST));
    memory_app_free(other);
}

/* ---- what was deleted elsewhere and waits here ---- */

static const int64_t DAY_MS = 86400000;

enum { MANY = 21 };

/* Two devices, and on the other so many of the notes deleted that they only hide here. */
static struct memory_app *with_many_deleted(struct memory_app **other)
{
    char words[16];
    struct memory_app *m = memory_app_make(ROOM);
    for (int i = 0; i < MANY; i++) {
        snprintf(words, sizeof words, "quillow%02d", i);
        note(m, words);
    }
    note(m, "bramble");
    *other = second_device(m);
    for (int i = 0; i < MANY; i++) {
        snprintf(words, sizeof words, "quillow%02d", i);
        delete_note(*other, words);
    }
    merge(m, *other);
    return m;
}

static size_t words_stored(struct memory_app *m)
{
    size_t stored = 0;
    for (size_t i = 0; i < MANY; i++)
        stored += memory_app_entry(m, i).bytes.len > HASH_BYTES;
    return stored;
}

static bool waits(struct memory_app *m)
{
    bool today = says(get(m, "/"), "21 things were deleted on another device");
    bool settings = says(get(m, "/settings"), "21 things were") && says(get(m, "/settings"), "Let them go now");
    assert_int_equal(today, settings);
    return today;
}

static void what_waits_is_hidden_and_said_until_it_is_let_go(void **state)
{
    struct memory_app *other, *m = with_many_deleted(&other);
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_true(waits(m) && !shows(m, "quillow") && shows(m, "bramble"));
        assert_int_equal(words_stored(m), MANY);
        memory_app_restart(m);
    }
    size_t len = memory_app_log_len(m);
    /* The disk does not take it: nothing went, and it is said. */
    memory_app_refuse_next(m);
    assert_true(says(post(m, "/settings/let-go", ""), "could not be saved"));
    assert_true(waits(m) && words_stored(m) == MANY);
    assert_int_equal(post(m, "/settings/let-go", "").status, 303);
    for (int i = 0; i < 2; i++) {
        assert_true(!waits(m) && !shows(m, "quillow") && shows(m, "bramble"));
        assert_int_equal(words_stored(m), 0);
        assert_int_equal(counts(m).damaged, 0);
        memory_app_restart(m);
    }
    assert_int_equal(memory_app_log_len(m), len);
    assert_true(says(get(m, "/settings?kept=let-go"), "The words are gone from here"));
    assert_int_equal(post(m, "/settings/let-go", "").status, 303); /* nothing waits: nothing goes */
    assert_true(shows(m, "bramble"));
    assert_true(says(merge(m, other), NOTHING_NEW));
    memory_app_free(other);
    memory_app_free(m);
}

/* Seven days from when they were met here, at the first opening after that. */
static void what_waits_goes_after_seven_days(void **state)
{
    struct memory_app *other, *m = with_many_deleted(&other);
    (void)state;
    *memory_app_clock(m) += 7 * DAY_MS - 60000;
    memory_app_restart(m);
    assert_true(waits(m) && words_stored(m) == MANY);
    *memory_app_clock(m) += 120000;
    memory_app_refuse_next(m); /* then at the next one */
    memory_app_restart(m);
    assert_true(waits(m) && words_stored(m) == MANY);
    memory_app_restart(m);
    assert_true(!waits(m) && words_stored(m) == 0);
    assert_true(!shows(m, "quillow") && shows(m, "bramble"));
    memory_app_restart(m);
    assert_true(!waits(m) && shows(m, "bramble") && counts(m).damaged == 0);
    memory_app_free(other);
    memory_app_free(m);
}

/* More that comes meanwhile begins the week anew; a row that was lost begins it too, and ends it never. */
static void the_week_begins_when_they_are_met_here(void **state)
{
    (void)state;
    for (int lost = 0; lost < 2; lost++) {
        struct memory_app *other, *m = with_many_deleted(&other);
        *memory_app_clock(m) += 6 * DAY_MS;
        if (lost) {
            size_t *len;
            memory_app_here(m, &len);
            *len = 0;
            memory_app_restart(m);
        } else {
            struct memory_app *young = memory_app_restore(m);
            note(young, "settled");
            delete_note(young, "bramble");
            merge(m, young);
            memory_app_free(young);
        }
        for (int day = 0; day < 6; day++) {
            *memory_app_clock(m) += DAY_MS;
            memory_app_restart(m);
            assert_int_equal(words_stored(m), MANY);
        }
        *memory_app_clock(m) += DAY_MS + 60000;
        memory_app_restart(m);
        assert_int_equal(words_stored(m), 0);
        memory_app_free(other);
        memory_app_free(m);
    }
}

/* A deletion of one's own, or a single one, leaves nothing that waits; nor does what was waiting keep the rest. */
static void what_is_deleted_at_once_is_not_said_to_wait(void **state)
{
    struct memory_app *other, *m = with_many_deleted(&other);
    (void)state;
    delete_note(m, "bramble");
    assert_true(waits(m)); /* 21, not 22 */
    note(m, "thistle");
    post(m, "/settings/let-go", "");
    delete_note(m, "thistle");
    for (int i = 0; i < 2; i++) {
        assert_false(says(get(m, "/"), "deleted on another device"));
        memory_app_restart(m);
    }
    note(other, "sorrel");
    merge(m, other);
    *memory_app_clock(other) += 2 * DAY_MS;
    delete_note(other, "sorrel");
    merge(m, other);
    assert_false(shows(m, "sorrel") || says(get(m, "/"), "deleted on another device"));
    memory_app_free(other);
    memory_app_free(m);
}

/* Sealing everything anew takes along what waits, and since when. */
static void what_waits_goes_on_waiting_under_new_keys(void **state)
{
    struct memory_app *other, *m = with_many_deleted(&other);
    (void)state;
    *memory_app_clock(m) += 3 * DAY_MS;
    memory_app_restart(m);
    post(m, "/settings/anew", "current=four+quiet+stones&passphrase=nine+warm+boats&again=nine+warm+boats");
    assert_true(waits(m) && words_stored(m) == MANY);
    post(m, "/settings/let-go", "");
    assert_true(!waits(m) && words_stored(m) == 0 && shows(m, "bramble"));
    memory_app_free(other);
    memory_app_free(m);
}

/* A draft that was kept anew elsewhere: of its words only the newest are held, and they are the ones that are offered.
 */
static void a_draft_that_went_on_elsewhere_leaves_no_older_words(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    post(m, "/draft", "draft=a1.&draft-at=journal/new&words=Quartz+one");
    size_t place = memory_app_log_len(m) - 1;
    struct memory_app *other = memory_app_restore(m);
    *memory_app_clock(other) += 5000;
    post(other, "/draft", "draft=a1.&draft-at=journal/new&words=Quartz+two");
    post(other, "/draft", "draft=b2.&draft-at=journal/new&words=Basalt");
    assert_true(memory_app_entry(m, place).bytes.len > HASH_BYTES);
    merge(m, other);
    assert_int_equal(memory_app_entry(m, place).bytes.len, HASH_BYTES);
    for (int i = 0; i < 2; i++) {
        struct reply json = post(m, "/settings/export", "");
        assert_true(says(json, "Quartz%20two") || says(json, "Quartz two") || says(json, "Quartz+two"));
        assert_false(says(json, "Quartz%20one") || says(json, "Quartz one") || says(json, "Quartz+one"));
        assert_true(says(json, "Basalt"));
        memory_app_restart(m);
        assert_int_equal(counts(m).damaged, 0);
    }
    assert_true(says(merge(other, m), NOTHING_NEW));
    memory_app_free(other);
}

/* A limit made tighter by somebody who did not know of its deletion stands, whichever of the two is brought in. */
static void a_limit_told_apart_from_its_deletion_stands(void **state)
{
    (void)state;
    for (int comes = 0; comes < 2; comes++) {
        struct memory_app *m = memory_app_make(ROOM);
        char path[96];
        post(m, "/limits/new", "stance=maybe&what=Quillow&area-face=1");
        struct memory_app *other = second_device(m);
        merge(m, other);
        struct memory_app *deletes = comes ? other : m, *tells = comes ? m : other;
        page_of(tells, "Quillow", "limits", "", path);
        assert_int_equal(post_from(tells, path, path, "stance=never&what=Quillow&area-face=1").status, 303);
        page_of(deletes, "Quillow", "journal", "/delete", path);
        assert_int_equal(post_from(deletes, path, path, "x=1").status, 303);
        merge(m, other);
        for (int i = 0; i < 2; i++) {
            assert_true(says(get(m, "/limits"), "Quillow"));
            memory_app_restart(m);
            assert_int_equal(counts(m).damaged, 0);
        }
        memory_app_free(other);
        memory_app_free(m);
    }
}

/* It stands after one deletion, and a new device deletes that as well: it is said, and waits from now on. */
static void a_limit_that_stood_and_is_deleted_by_a_new_device_waits(void **state)
{
    struct memory_app *m = *state;
    char path[96];
    post(m, "/limits/new", "stance=maybe&what=Quillow&area-face=1");
    struct memory_app *other = second_device(m);
    page_of(other, "Quillow", "limits", "", path);
    assert_int_equal(post_from(other, path, path, "stance=never&what=Bramble&area-face=1").status, 303);
    page_of(m, "Quillow", "journal", "/delete", path);
    assert_int_equal(post_from(m, path, path, "x=1").status, 303);
    *memory_app_clock(m) += 60000;
    merge(m, other);
    size_t place = memory_app_log_len(m) - 1;
    assert_true(says(get(m, "/limits"), "Bramble") && memory_app_entry(m, place).bytes.len > HASH_BYTES);
    struct memory_app *young = memory_app_restore(m);
    *memory_app_clock(young) += 60000;
    page_of(young, "Bramble", "journal", "/delete", path);
    assert_int_equal(post_from(young, path, path, "x=1").status, 303);
    *memory_app_clock(m) = *memory_app_clock(young);
    assert_true(says(merge(m, young), "no longer show here"));
    assert_false(says(get(m, "/limits"), "Bramble") || says(get(m, "/settings"), " 1970"));
    *memory_app_clock(m) += 8 * (int64_t)86400000;
    memory_app_restart(m);
    assert_int_equal(memory_app_entry(m, place).bytes.len, HASH_BYTES);
    memory_app_free(young);
    memory_app_free(other);
}

/* A practice that was stopped here, and was closed and deleted elsewhere: nothing of it stays here. */
static void a_practice_deleted_elsewhere_takes_its_words_though_it_is_not_over_here(void **state)
{
    struct memory_app *m = *state;
    char path[96], wind_down[96];
    note(m, "quillow");
    struct memory_app *other = second_device(m);
    merge(m, other);
    size_t first = memory_app_log_len(m);
    begin_practice(m);
    size_t end = memory_app_log_len(m);
    post(m, "/practice/stop", "");
    merge(other, m);
    *memory_app_clock(other) += 5000;
    page_of(other, "<main", "practice", "/wind-down", wind_down); /* the newest stands first */
    page_of(other, "<main", "journal", "/delete", path);
    assert_int_equal(post(other, wind_down, "peak=20&presence=8&willingness=ok&happened=It+went").status, 303);
    assert_int_equal(post(other, path, "x=1").status, 303);
    *memory_app_clock(m) = *memory_app_clock(other);
    merge(m, other);
    for (size_t i = first; i < end; i++)
        assert_int_equal(memory_app_entry(m, i).bytes.len, HASH_BYTES);
    memory_app_free(other);
}

static void husks_come_and_never_take_what_is_held(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    note(other, "bramble");
    note(other, "sorrel");
    /* Somebody made husks of entries by hand: one that is here, one that is not. */
    for (size_t i = 0; i < 2; i++) {
        struct log_entry *entry = memory_app_stored(other, i);
        entry->bytes = (struct bytes){entry->hash.at, HASH_BYTES};
    }
    merge(m, other);
    assert_true(shows(m, "quillow") && !shows(m, "bramble") && shows(m, "sorrel"));
    memory_app_restart(m);
    assert_true(shows(m, "quillow") && shows(m, "sorrel"));
    assert_int_equal(counts(m).incomplete, 0);
    assert_int_equal(counts(m).husks, 1);
}

static void entries_under_the_own_number_make_a_new_one(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    uint64_t number = newest_device(m);
    struct memory_app *twin = memory_app_copy(m, (struct hash){{0}});
    note(twin, "bramble");
    assert_true(newest_device(twin) == number);
    *memory_app_clock(m) += 5000;
    merge(m, twin);
    assert_true(says(get(m, "/"), STRANGER));
    note(m, "sorrel");
    assert_true(newest_device(m) != number);
    number = newest_device(m);
    memory_app_restart(m);
    assert_false(says(get(m, "/"), STRANGER));
    note(m, "thistle");
    assert_true(newest_device(m) == number);
    assert_true(shows(m, "quillow") && shows(m, "bramble") && shows(m, "sorrel") && shows(m, "thistle"));
    memory_app_free(twin);
}

static void a_refusing_disk_changes_nothing(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    note(other, "bramble");
    size_t len = memory_app_log_len(m);
    memory_app_refuse_next(m);
    struct reply page = merge(m, other);
    assert_true(page.status == 503 && says(page, "could not be brought in") && says(page, "Bring it in"));
    assert_true(memory_app_log_len(m) == len && !shows(m, "bramble"));
    assert_true(says(merge(m, other), BROUGHT));
    assert_true(shows(m, "bramble"));
}

static void nothing_stands_in_the_way_of_stop(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    note(other, "bramble");
    begin_practice(m);
    struct reply page = merge(m, other);
    assert_true(says(page, "A practice is still open") && says(page, "action=\"/practice/stop\""));
    assert_false(shows(m, "bramble"));
    post(m, "/practice/stop", "");
    assert_true(says(merge(m, other), BROUGHT));
}

static bool rests(struct memory_app *m)
{
    return says(get(m, "/practice/activity/A14"), "rests until");
}

/* A stop on another device, met late in the evening here or a year ahead there, rests until this device's midnight. */
static void a_stop_from_elsewhere_rests_here_until_midnight(void **state)
{
    static const int64_t DAY = 86400000;
    (void)state;
    for (int old = 0; old < 2; old++) {
        struct memory_app *m = memory_app_make(ROOM);
        note(m, "quillow");
        struct memory_app *other = memory_app_restore(m);
        begin_practice(other);
        post(other, "/practice/stop", "");
        int64_t midnight = midnight_after(*memory_app_clock(m), 0);
        *memory_app_clock(m) = midnight + 1000 + (old ? DAY : 0);
        assert_false(rests(m));
        merge(m, other);
        assert_true(rests(m) == !old); /* its own midnight is over; this device meets it now */
        note(m, "bramble");
        memory_app_restart(m);
        assert_true(rests(m) == !old);
        merge(m, other);
        *memory_app_clock(m) = midnight_after(*memory_app_clock(m), 0) + 1000;
        memory_app_restart(m);
        assert_false(rests(m));
        memory_app_free(other);
        memory_app_free(m);
    }
}

/* A file that holds an entry twice, as a damaged one may. */
static void what_a_file_holds_twice_is_taken_once(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    size_t since = memory_app_log_len(other);
    note(other, "bramble");
    note(other, "sorrel");
    memory_app_put(other, memory_app_stored(other, since + 1));
    memory_app_put(other, memory_app_stored(other, since));
    merge(m, other);
    assert_int_equal(memory_app_log_len(m), since + 2);
}

/* By a clock a year ahead: it rests until tonight, once, and a stop that was made here rests at its own level. */
static void a_stop_a_year_ahead_rests_until_tonight(void **state)
{
    static const int64_t DAY = 86400000;
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    *memory_app_wall_off(other) = 365 * DAY;
    begin_practice(other);
    post(other, "/practice/stop", "");
    merge(m, other);
    assert_true(rests(m));
    note(m, "bramble");
    for (int i = 0; i < 3; i++) {
        *memory_app_clock(m) = midnight_after(*memory_app_clock(m), 0) + 1000;
        memory_app_restart(m);
        assert_false(rests(m));
    }
    begin_practice(m);
    assert_true(says(get(m, "/practice"), "/practice/stop"));
    post(m, "/practice/stop", "");
    assert_true(rests(m));
    memory_app_restart(m);
    assert_true(rests(m));
    *memory_app_clock(m) = midnight_after(*memory_app_clock(m), 0) + 1000;
    memory_app_restart(m);
    assert_false(rests(m));
}

/* The row was not kept between: the stop is met again, and the rest is late, not early. */
static void a_rest_met_is_found_again_if_it_was_not_kept(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    begin_practice(other);
    post(other, "/practice/stop", "");
    *memory_app_clock(m) = midnight_after(*memory_app_clock(m), 0) + 1000;
    merge(m, other);
    memory_app_restart(m);
    assert_true(rests(m));
}

/* Met on the day of the stop and kept: the next morning, less than a day later, it is not met once more. */
static void a_rest_that_was_met_is_met_once(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    begin_practice(other);
    post(other, "/practice/stop", "");
    merge(m, other);
    note(m, "bramble");
    assert_true(rests(m));
    *memory_app_clock(m) = midnight_after(*memory_app_clock(m), 0) + 1000;
    memory_app_restart(m);
    assert_false(rests(m));
}

/* Each device has its own passphrase and sheet: a change on one is no old header on the other. */
static void a_way_in_changed_elsewhere_says_nothing_of_this_one(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    assert_int_equal(post(other, "/settings/passphrase",
                          "current=four+quiet+stones&passphrase=nine+warm+boats&again=nine+warm+boats")
                         .status,
                     303);
    note(other, "bramble");
    struct reply page = merge(m, other);
    assert_false(says(page, "A way in changed"));
    memory_app_restart(m);
    assert_true(shows(m, "bramble"));
    assert_false(says(get(m, "/"), "An older passphrase"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TWO(what_is_new_comes_and_is_said_and_the_second_time_nothing),
        WITH_APP(own_words_go_on_under_the_own_number),
        WITH_TWO(anything_else_is_refused_in_words_of_its_own),
        WITH_APP(a_file_that_did_not_come_is_said_for_what_it_is),
        WITH_APP(a_backup_of_another_root_is_refused),
        WITH_TWO(what_is_deleted_here_comes_as_a_husk),
        WITH_APP(a_deletion_that_comes_takes_the_words_that_are_here),
        cmocka_unit_test(many_deletions_or_a_new_devices_only_hide),
        cmocka_unit_test(a_deletion_is_not_lost_with_what_has_its_name),
        WITH_APP(many_deletions_in_parts_hide_once_they_are_many),
        cmocka_unit_test(what_waits_is_hidden_and_said_until_it_is_let_go),
        cmocka_unit_test(what_waits_goes_after_seven_days),
        cmocka_unit_test(the_week_begins_when_they_are_met_here),
        cmocka_unit_test(what_is_deleted_at_once_is_not_said_to_wait),
        cmocka_unit_test(what_waits_goes_on_waiting_under_new_keys),
        WITH_APP(a_draft_that_went_on_elsewhere_leaves_no_older_words),
        cmocka_unit_test(a_limit_told_apart_from_its_deletion_stands),
        WITH_APP(a_limit_that_stood_and_is_deleted_by_a_new_device_waits),
        WITH_APP(a_practice_deleted_elsewhere_takes_its_words_though_it_is_not_over_here),
        WITH_TWO(husks_come_and_never_take_what_is_held),
        WITH_APP(entries_under_the_own_number_make_a_new_one),
        WITH_TWO(a_refusing_disk_changes_nothing),
        WITH_TWO(nothing_stands_in_the_way_of_stop),
        cmocka_unit_test(a_stop_from_elsewhere_rests_here_until_midnight),
        WITH_TWO(a_stop_a_year_ahead_rests_until_tonight),
        WITH_TWO(what_a_file_holds_twice_is_taken_once),
        WITH_TWO(a_rest_met_is_found_again_if_it_was_not_kept),
        WITH_TWO(a_rest_that_was_met_is_met_once),
        WITH_TWO(a_way_in_changed_elsewhere_says_nothing_of_this_one),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
