/*
 * tests/app/chain.c - entries of several devices in one store: each opens under the previous that came with it
 *
 * Two apps over one root stand for two devices; what one wrote is put into the store of the other, in any order.
 */
#include "app/chain.h"
#include "tests/app/support.h"

static void what_is_appended_names_the_one_before_it(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    note(m, "bramble");
    static const struct hash none;
    struct log_entry first = memory_app_entry(m, 0), second = memory_app_entry(m, 1);
    assert_memory_equal(first.previous.at, none.at, HASH_BYTES);
    assert_memory_equal(second.previous.at, first.hash.at, HASH_BYTES);
    memory_app_reopen(m);
    note(m, "thistle");
    struct log_entry third = memory_app_entry(m, 2);
    assert_memory_equal(third.previous.at, second.hash.at, HASH_BYTES);
}

/* A copy went on by itself: both lines of one chain are read, whatever the order of coming. */
static void a_fork_is_kept_and_folded(void **state)
{
    (void)state;
    for (int order = 0; order < 2; order++) {
        struct memory_app *m = memory_app_make(ROOM);
        note(m, "quillow");
        struct memory_app *twin = memory_app_restore(m);
        size_t since = memory_app_log_len(m);
        note(twin, "bramble");
        note(twin, "sorrel");
        if (order)
            note(m, "thistle");
        put_since(m, twin, since);
        memory_app_reopen(m);
        if (!order)
            note(m, "thistle");
        memory_app_reopen(m);
        assert_true(shows(m, "quillow") && shows(m, "bramble") && shows(m, "sorrel") && shows(m, "thistle"));
        struct app_counts c = counts(m);
        assert_true(c.damaged == 0 && c.incomplete == 0 && c.doubles == 0);
        assert_false(says(get(m, "/"), "could not be read"));
        memory_app_free(twin);
        memory_app_free(m);
    }
}

static void a_gap_is_counted_and_nothing_waits_for_it(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *twin = two->other;
    size_t since = memory_app_log_len(m);
    note(twin, "bramble");
    note(twin, "sorrel");
    put_since(m, twin, since + 1);
    memory_app_reopen(m);
    assert_true(shows(m, "sorrel") && !shows(m, "bramble"));
    assert_int_equal(counts(m).incomplete, 1);
    assert_int_equal(counts(m).damaged, 0);
    assert_false(says(get(m, "/"), "could not be read"));
    assert_false(says(get(m, "/"), "not yet complete"));
    assert_true(says(get(m, "/settings"), "not yet complete"));
    /* It comes later, after what is bound to it. */
    memory_app_put(m, memory_app_stored(twin, since));
    memory_app_reopen(m);
    assert_true(shows(m, "bramble"));
    assert_int_equal(counts(m).incomplete, 0);
    assert_false(says(get(m, "/settings"), "not yet complete"));
}

static void nothing_is_taken_twice(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    note(m, "bramble");
    note(m, "sorrel");
    size_t len = memory_app_log_len(m);
    for (size_t i = 0; i < len; i++)
        memory_app_put(m, memory_app_stored(m, len - 1 - i));
    memory_app_reopen(m);
    assert_int_equal(counts(m).good, len);
    assert_int_equal(counts(m).doubles, len);
    assert_int_equal(counts(m).damaged, 0);
    struct str page = str_of_bytes(get(m, "/journal").body);
    size_t at = str_find(page, S("bramble"));
    assert_true(at != SIZE_MAX && str_find(str_after(page, at + 1), S("bramble")) == SIZE_MAX);
    note(m, "thistle");
    memory_app_reopen(m);
    assert_true(shows(m, "thistle"));
    assert_int_equal(counts(m).damaged, 0);
}

/* A predecessor that comes late, and then its follower once more: the follower is not new again. */
static void nothing_is_taken_twice_also_after_a_gap(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *twin = two->other;
    size_t since = memory_app_log_len(m);
    note(twin, "bramble");
    note(twin, "sorrel");
    put_since(m, twin, since + 1);
    memory_app_put(m, memory_app_stored(twin, since));
    put_since(m, twin, since + 1);
    memory_app_reopen(m);
    assert_int_equal(counts(m).doubles, 1);
}

/* Stores of version 1 hold no previous hashes, and what was deleted in them leaves husks. */
static void a_log_without_previous_hashes_opens(void **state)
{
    static const struct hash none;
    struct memory_app *m = *state;
    note(m, "quillow");
    note(m, "bramble");
    note(m, "sorrel");
    for (size_t i = 0; i < memory_app_log_len(m); i++)
        memory_app_stored(m, i)->previous = none;
    struct log_entry *second = memory_app_stored(m, 1);
    second->bytes = (struct bytes){second->hash.at, HASH_BYTES};
    memory_app_reopen(m);
    assert_true(shows(m, "quillow") && !shows(m, "bramble") && shows(m, "sorrel"));
    assert_int_equal(counts(m).damaged, 0);
    assert_int_equal(counts(m).incomplete, 0);
    /* What it is bound to came much earlier: every hash is tried. */
    struct memory_app *twin = memory_app_restore(m);
    note(m, "thistle");
    note(m, "yarrow");
    note(twin, "mallow");
    memory_app_put(m, memory_app_stored(twin, 3));
    memory_app_stored(m, 5)->previous = none;
    memory_app_reopen(m);
    assert_true(shows(m, "mallow"));
    assert_int_equal(counts(m).damaged, 0);
    memory_app_free(twin);
}

static void what_does_not_open_is_damaged(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    (void)state;
    note(m, "quillow");
    struct log_entry altered = memory_app_entry(m, 0), moved = altered;
    altered.hash.at[3] ^= 1;
    memory_app_put(m, &altered);
    moved.device++;
    moved.hash.at[7] ^= 1;
    memory_app_put(m, &moved);
    memory_app_reopen(m);
    assert_true(shows(m, "quillow"));
    assert_int_equal(counts(m).damaged, 2);
    assert_true(says(get(m, "/"), "could not be read"));
    memory_app_free(m);
}

/* Each device keeps its entries and gets one line of them, also where it had forked or had a gap. */
static void sealing_anew_keeps_what_each_device_wrote(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *twin = two->other;
    size_t since = memory_app_log_len(m);
    note(twin, "bramble");
    note(twin, "sorrel");
    note(m, "thistle");
    put_since(m, twin, since + 1);
    memory_app_reopen(m);
    assert_int_equal(counts(m).incomplete, 1);
    size_t before = memory_app_log_len(m);
    struct reply page =
        post(m, "/settings/anew", "current=four+quiet+stones&passphrase=nine+warm+boats&again=nine+warm+boats");
    assert_true(says(page, "Everything is sealed anew"));
    assert_int_equal(memory_app_log_len(m), before + 1);
    note(m, "yarrow");
    app_lock(memory_app(m));
    assert_int_equal(memory_app_ask(m, "POST", S("/unlock"), S("passphrase=nine+warm+boats")).status, 303);
    assert_true(shows(m, "quillow") && shows(m, "sorrel") && shows(m, "thistle") && shows(m, "yarrow"));
    assert_int_equal(counts(m).damaged, 0);
    assert_int_equal(counts(m).incomplete, 0);
}

static struct hash any_hash(uint64_t *seed)
{
    struct hash hash;
    for (size_t i = 0; i < HASH_BYTES; i++) {
        *seed = *seed * 6364136223846793005 + 1442695040888963407;
        hash.at[i] = (uint8_t)(*seed >> 56);
    }
    return hash;
}

/* Each bound to something that is nowhere, and each of a device of its own: every list grows, in little room. */
static void with_little_room_less_is_remembered(void **state)
{
    enum { ENTRIES = 40000 };
    static struct keyring keys;
    (void)state;
    for (size_t room = 0; room < (size_t)8 << 20; room += 150 << 10) {
        void *memory = malloc(room + 1);
        struct arena arena = arena_on(memory, room);
        struct chain chain;
        uint64_t seed = room;
        chain_begin(&chain, &keys);
        for (uint64_t i = 0; i < ENTRIES; i++) {
            struct log_entry entry = {.n = i + 1, .previous = any_hash(&seed), .hash = any_hash(&seed)};
            entry.device = i % 16 ? 1 : 2 + i; /* a head is looked for among all */
            chain_add(&chain, &entry, true, &arena);
        }
        assert_true(chain.partial || room > (size_t)4 << 20);
        assert_true(chain_missing(&chain, &arena) <= ENTRIES);
        free(memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(what_is_appended_names_the_one_before_it),    cmocka_unit_test(a_fork_is_kept_and_folded),
        WITH_TWO(a_gap_is_counted_and_nothing_waits_for_it),   WITH_APP(nothing_is_taken_twice),
        WITH_TWO(nothing_is_taken_twice_also_after_a_gap),     WITH_APP(a_log_without_previous_hashes_opens),
        cmocka_unit_test(what_does_not_open_is_damaged),       WITH_TWO(sealing_anew_keeps_what_each_device_wrote),
        cmocka_unit_test(with_little_room_less_is_remembered),
    };
    return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
