/*
 * tests/seal/device.c - a device's own lock is one more way in, never the only one
 */
#include "fixed.h"

static struct bytes secret_of(const struct entropy *e)
{
    return bytes_first(entropy_bytes(e), DEVICE_SECRET_BYTES);
}

static void a_device_opens_the_same_keys_as_the_passphrase(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct entropy secret = entropy_of(77), entropy = entropy_of(9);
    struct keyring keys = {0};
    assert_int_equal(seal_set_device(&v.header, &v.keys, secret_of(&secret), entropy_bytes(&entropy)), ERR_OK);
    assert_true(seal_has_slot(&v.header, SLOT_DEVICE));
    assert_int_equal(seal_open_device(&v.header, secret_of(&secret), &keys), ERR_OK);
    assert_memory_equal(&keys, &v.keys, sizeof keys);
    assert_int_equal(seal_header_check(&v.header), ERR_OK);
}

static void the_passphrase_always_remains(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct entropy secret = entropy_of(77), entropy = entropy_of(9);
    struct keyring keys = {0};
    assert_int_equal(seal_set_device(&v.header, &v.keys, secret_of(&secret), entropy_bytes(&entropy)), ERR_OK);
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_OK);
    seal_drop_device(&v.header);
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_OK);
}

static void a_dropped_or_another_device_opens_nothing(void **state)
{
    (void)state;
    struct vault v = vault_of(1), before = v;
    struct entropy secret = entropy_of(77), other = entropy_of(78), entropy = entropy_of(9);
    struct keyring keys = {0};
    assert_int_equal(seal_open_device(&v.header, secret_of(&secret), &keys), ERR_NOT_OPENED);
    assert_int_equal(seal_set_device(&v.header, &v.keys, secret_of(&secret), entropy_bytes(&entropy)), ERR_OK);
    assert_int_equal(seal_open_device(&v.header, secret_of(&other), &keys), ERR_NOT_OPENED);
    assert_int_equal(seal_open_device(&v.header, bytes_first(entropy_bytes(&secret), 31), &keys), ERR_TRUNCATED);
    seal_drop_device(&v.header);
    assert_int_equal(seal_open_device(&v.header, secret_of(&secret), &keys), ERR_NOT_OPENED);
    assert_false(seal_has_slot(&v.header, SLOT_DEVICE));
    assert_memory_equal(&v.header, &before.header, sizeof v.header);
    assert_false(keys.open);
}

static void a_new_device_takes_the_place_of_the_old_one(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct entropy first = entropy_of(77), second = entropy_of(78), entropy = entropy_of(9);
    struct keyring keys = {0};
    assert_int_equal(seal_set_device(&v.header, &v.keys, secret_of(&first), entropy_bytes(&entropy)), ERR_OK);
    assert_int_equal(seal_set_device(&v.header, &v.keys, secret_of(&second), entropy_bytes(&entropy)), ERR_OK);
    assert_int_equal(seal_open_device(&v.header, secret_of(&first), &keys), ERR_NOT_OPENED);
    assert_int_equal(seal_open_device(&v.header, secret_of(&second), &keys), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_opens_the_same_keys_as_the_passphrase),
        cmocka_unit_test(the_passphrase_always_remains),
        cmocka_unit_test(a_dropped_or_another_device_opens_nothing),
        cmocka_unit_test(a_new_device_takes_the_place_of_the_old_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
