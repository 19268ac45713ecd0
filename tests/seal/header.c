/*
 * tests/seal/header.c - the header opens with its passphrase and with nothing else, and no byte of it can be changed
 */
#include "fixed.h"

enum { SLOTS_AT = 48, SLOT_BYTES = 104 };

static void the_passphrase_opens_the_vault(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct keyring keys = {0};
    assert_int_equal(seal_header_check(&v.header), ERR_OK);
    assert_true(seal_has_slot(&v.header, SLOT_PASSPHRASE));
    assert_false(seal_has_slot(&v.header, SLOT_RECOVERY));
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_OK);
    assert_true(keys.open);
    assert_memory_equal(&keys, &v.keys, sizeof keys);
}

static void any_other_passphrase_does_not(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct keyring keys = {0};
    static const struct str wrong[] = {
        S_INIT(""),
        S_INIT("violet river 43"),
        S_INIT("violet river 42 "),
        S_INIT("Violet river 42"),
        S_INIT("violet river 4"),
        S_INIT("violet river 42\0"),
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(seal_open_passphrase(&v.header, wrong[i], &keys), ERR_NOT_OPENED);
    assert_false(keys.open);
}

static void a_passphrase_has_one_to_1024_bytes(void **state)
{
    (void)state;
    static char long_one[PASSPHRASE_MAX_BYTES + 1];
    struct entropy entropy = entropy_of(5);
    struct vault v = {0};
    for (size_t i = 0; i < sizeof long_one; i++)
        long_one[i] = 'a';
    struct str over = {.at = long_one, .len = sizeof long_one};
    struct str longest = {.at = long_one, .len = PASSPHRASE_MAX_BYTES};

    assert_int_equal(seal_make(S(""), CHEAP, entropy_bytes(&entropy), &v.header, &v.keys), ERR_TRUNCATED);
    assert_int_equal(seal_make(over, CHEAP, entropy_bytes(&entropy), &v.header, &v.keys), ERR_TOO_LONG);
    assert_false(v.keys.open);
    assert_int_equal(seal_make(longest, CHEAP, entropy_bytes(&entropy), &v.header, &v.keys), ERR_OK);
    assert_int_equal(seal_open_passphrase(&v.header, longest, &v.keys), ERR_OK);
    assert_int_equal(seal_open_passphrase(&v.header, over, &v.keys), ERR_NOT_OPENED);
}

static void too_little_entropy_is_refused(void **state)
{
    (void)state;
    struct entropy entropy = entropy_of(5);
    struct vault v = vault_of(1);
    struct vault before = v;
    char text[RECOVERY_TEXT_BYTES];
    struct bytes make = bytes_first(entropy_bytes(&entropy), MAKE_ENTROPY_BYTES - 1);
    struct bytes slot = bytes_first(entropy_bytes(&entropy), SLOT_ENTROPY_BYTES - 1);

    assert_int_equal(seal_make(S("a"), CHEAP, make, &v.header, &v.keys), ERR_TRUNCATED);
    assert_int_equal(seal_set_passphrase(&v.header, &v.keys, S("a"), CHEAP, slot), ERR_TRUNCATED);
    assert_int_equal(seal_set_recovery(&v.header, &v.keys, slot, text), ERR_TRUNCATED);
    assert_memory_equal(&v, &before, sizeof v);
}

/* A changed byte must make the header unreadable or unopenable, whichever way in the slot is. */
static void any_changed_byte_that_a_way_in_depends_on_locks_it(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct keyring keys = {0};
    size_t fixed_and_first_slot = SLOTS_AT + SLOT_BYTES;
    for (size_t i = 0; i < fixed_and_first_slot; i++) {
        struct vault_header changed = v.header;
        changed.at[i] ^= 1;
        enum err e = seal_open_passphrase(&changed, S("violet river 42"), &keys);
        if (e == ERR_OK || keys.open)
            fail_msg("byte %zu", i);
    }
}

static void any_changed_byte_of_the_recovery_slot_locks_it_and_nothing_else(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct entropy entropy = entropy_of(9);
    char text[RECOVERY_TEXT_BYTES];
    struct str code = {.at = text, .len = sizeof text};
    struct keyring keys = {0};
    assert_int_equal(seal_set_recovery(&v.header, &v.keys, entropy_bytes(&entropy), text), ERR_OK);

    for (size_t i = 16; i < SLOT_BYTES; i++) { /* salt, nonce, sealed root, tag */
        struct vault_header changed = v.header;
        changed.at[SLOTS_AT + SLOT_BYTES + i] ^= 0x80;
        assert_int_equal(seal_open_recovery(&changed, code, &keys), ERR_NOT_OPENED);
        assert_false(keys.open);
    }
    v.header.at[SLOTS_AT + SLOT_BYTES + 60] ^= 1;
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_OK);
}

static void a_slot_moved_to_another_place_does_not_open(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct keyring keys = {0};
    uint8_t *slots = v.header.at + SLOTS_AT;
    mem_copy(slots + SLOT_BYTES, slots, SLOT_BYTES);
    mem_zero(slots, SLOT_BYTES);
    assert_int_equal(seal_header_check(&v.header), ERR_OK);
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_NOT_OPENED);
}

static void a_slot_of_another_vault_does_not_open_this_one(void **state)
{
    (void)state;
    struct vault mine = vault_of(1);
    struct vault other = vault_of(2);
    struct keyring keys = {0};
    mem_copy(mine.header.at + SLOTS_AT, other.header.at + SLOTS_AT, SLOT_BYTES);
    assert_int_equal(seal_open_passphrase(&mine.header, S("violet river 42"), &keys), ERR_NOT_OPENED);
}

static void bytes_where_nothing_belongs_are_malformed(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    for (size_t i = SLOTS_AT + SLOT_BYTES; i < VAULT_HEADER_BYTES; i++) {
        struct vault_header changed = v.header;
        changed.at[i] = 0x55;
        if (seal_header_check(&changed) != ERR_MALFORMED)
            fail_msg("byte %zu", i);
    }
}

static void a_later_version_is_told_from_garbage(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct keyring keys = {0};
    v.header.at[11] = 2;
    assert_int_equal(seal_header_check(&v.header), ERR_BAD_VERSION);
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_BAD_VERSION);
    v.header.at[11] = 0;
    assert_int_equal(seal_header_check(&v.header), ERR_MALFORMED);
    v.header.at[0] = 0;
    assert_int_equal(seal_header_check(&v.header), ERR_MALFORMED);
    static const struct vault_header zeros;
    assert_int_equal(seal_header_check(&zeros), ERR_MALFORMED);
}

static void cost_put(struct vault_header *header, uint32_t passes, uint32_t memory_bytes)
{
    uint8_t *cost = header->at + SLOTS_AT + 4;
    for (unsigned i = 0; i < 4; i++) {
        cost[i] = (uint8_t)(passes >> (24 - 8 * i));
        cost[4 + i] = (uint8_t)(memory_bytes >> (24 - 8 * i));
    }
}

static void a_second_passphrase_is_malformed(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    for (size_t i = 1; i < KEY_SLOTS; i++) {
        struct vault_header two = v.header;
        mem_copy(two.at + SLOTS_AT + i * SLOT_BYTES, two.at + SLOTS_AT, SLOT_BYTES);
        assert_int_equal(seal_header_check(&two), ERR_MALFORMED);
    }
}

static void hostile_costs_are_malformed_and_never_tried(void **state)
{
    (void)state;
    static const struct seal_cost hostile[] = {
        {.passes = 0, .memory_bytes = 8192},
        {.passes = 11, .memory_bytes = 8192},
        {.passes = UINT32_MAX, .memory_bytes = 8192},
        {.passes = 1, .memory_bytes = 8191},
        {.passes = 1, .memory_bytes = 0},
        {.passes = 1, .memory_bytes = (1U << 30) + 1},
        {.passes = 1, .memory_bytes = UINT32_MAX},
        {.passes = 10, .memory_bytes = 1U << 30}, /* each allowed, but not both */
    };
    struct vault v = vault_of(1);
    struct entropy entropy = entropy_of(3);
    struct keyring keys = {0};
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct vault_header changed = v.header;
        cost_put(&changed, hostile[i].passes, hostile[i].memory_bytes);
        assert_int_equal(seal_open_passphrase(&changed, S("violet river 42"), &keys), ERR_MALFORMED);
        changed = v.header;
        assert_int_equal(seal_set_passphrase(&changed, &v.keys, S("a"), hostile[i], entropy_bytes(&entropy)),
                         ERR_MALFORMED);
        assert_memory_equal(&changed, &v.header, sizeof changed);
    }
}

static void a_changed_passphrase_keeps_the_keys_and_the_old_one_fails(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct vault_header old = v.header;
    struct entropy entropy = entropy_of(100);
    struct keyring keys = {0};
    assert_int_equal(seal_set_passphrase(&v.header, &v.keys, S("new words"), CHEAP, entropy_bytes(&entropy)), ERR_OK);
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_NOT_OPENED);
    assert_false(keys.open);
    assert_int_equal(seal_open_passphrase(&v.header, S("new words"), &keys), ERR_OK);
    assert_memory_equal(&keys, &v.keys, sizeof keys);

    /* Nothing of the old slot's sealed root is left. */
    size_t left = 0;
    for (size_t i = 0; i < KEY_BYTES; i++)
        left += v.header.at[SLOTS_AT + 56 + i] == old.at[SLOTS_AT + 56 + i];
    assert_true(left < 8);
}

static void a_changed_passphrase_keeps_the_sheet(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct entropy entropy = entropy_of(9);
    struct entropy other = entropy_of(100);
    char text[RECOVERY_TEXT_BYTES];
    struct keyring keys = {0};
    assert_int_equal(seal_set_recovery(&v.header, &v.keys, entropy_bytes(&entropy), text), ERR_OK);
    assert_int_equal(seal_set_passphrase(&v.header, &v.keys, S("new words"), CHEAP, entropy_bytes(&other)), ERR_OK);
    assert_int_equal(seal_open_recovery(&v.header, (struct str){.at = text, .len = sizeof text}, &keys), ERR_OK);
    assert_memory_equal(keys.root, v.keys.root, KEY_BYTES);
}

static void keys_of_another_vault_are_not_put_into_a_header(void **state)
{
    (void)state;
    struct vault mine = vault_of(1);
    struct vault other = vault_of(2);
    struct vault_header before = mine.header;
    struct entropy entropy = entropy_of(9);
    char text[RECOVERY_TEXT_BYTES];
    assert_int_equal(seal_set_passphrase(&mine.header, &other.keys, S("a"), CHEAP, entropy_bytes(&entropy)),
                     ERR_NOT_OPENED);
    assert_int_equal(seal_set_recovery(&mine.header, &other.keys, entropy_bytes(&entropy), text), ERR_NOT_OPENED);
    assert_memory_equal(&mine.header, &before, sizeof before);
}

static bool holds_run(const uint8_t *at, size_t len, const uint8_t *needle, size_t needle_len)
{
    for (size_t i = 0; i + needle_len <= len; i++) {
        if (same_bytes(at + i, needle, needle_len))
            return true;
    }
    return false;
}

static void the_root_key_does_not_stand_in_the_header(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    for (size_t i = 0; i + 8 <= KEY_BYTES; i++) {
        assert_false(holds_run(v.header.at, sizeof v.header.at, v.keys.root + i, 8));
        assert_false(holds_run(v.header.at, sizeof v.header.at, v.keys.records + i, 8));
    }
}

static void the_derived_keys_differ_from_each_other_and_from_vault_to_vault(void **state)
{
    (void)state;
    struct vault a = vault_of(1);
    struct vault b = vault_of(2);
    assert_memory_not_equal(a.keys.root, a.keys.records, KEY_BYTES);
    assert_memory_not_equal(a.keys.records, a.keys.log.at, KEY_BYTES);
    assert_memory_not_equal(a.keys.records, b.keys.records, KEY_BYTES);
    assert_memory_not_equal(a.keys.log.at, b.keys.log.at, KEY_BYTES);
}

static void a_wiped_keyring_holds_nothing(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct keyring zeros;
    mem_zero(&zeros, sizeof zeros);
    assert_memory_not_equal(&v.keys, &zeros, sizeof zeros);
    keyring_wipe(&v.keys);
    assert_memory_equal(&v.keys, &zeros, sizeof zeros);
}

static void sameness_needs_every_byte_and_the_length(void **state)
{
    (void)state;
    static const uint8_t a[] = "abcd";
    static const uint8_t b[] = "abce";
    assert_true(seal_same((struct bytes){.at = a, .len = 4}, (struct bytes){.at = a, .len = 4}));
    assert_true(seal_same((struct bytes){.at = a, .len = 3}, (struct bytes){.at = b, .len = 3}));
    assert_false(seal_same((struct bytes){.at = a, .len = 4}, (struct bytes){.at = b, .len = 4}));
    assert_false(seal_same((struct bytes){.at = a, .len = 4}, (struct bytes){.at = a, .len = 3}));
    assert_true(seal_same((struct bytes){0}, (struct bytes){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_passphrase_opens_the_vault),
        cmocka_unit_test(any_other_passphrase_does_not),
        cmocka_unit_test(a_passphrase_has_one_to_1024_bytes),
        cmocka_unit_test(too_little_entropy_is_refused),
        cmocka_unit_test(any_changed_byte_that_a_way_in_depends_on_locks_it),
        cmocka_unit_test(any_changed_byte_of_the_recovery_slot_locks_it_and_nothing_else),
        cmocka_unit_test(a_slot_moved_to_another_place_does_not_open),
        cmocka_unit_test(a_slot_of_another_vault_does_not_open_this_one),
        cmocka_unit_test(bytes_where_nothing_belongs_are_malformed),
        cmocka_unit_test(a_later_version_is_told_from_garbage),
        cmocka_unit_test(a_second_passphrase_is_malformed),
        cmocka_unit_test(hostile_costs_are_malformed_and_never_tried),
        cmocka_unit_test(a_changed_passphrase_keeps_the_keys_and_the_old_one_fails),
        cmocka_unit_test(a_changed_passphrase_keeps_the_sheet),
        cmocka_unit_test(keys_of_another_vault_are_not_put_into_a_header),
        cmocka_unit_test(the_root_key_does_not_stand_in_the_header),
        cmocka_unit_test(the_derived_keys_differ_from_each_other_and_from_vault_to_vault),
        cmocka_unit_test(a_wiped_keyring_holds_nothing),
        cmocka_unit_test(sameness_needs_every_byte_and_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
