/*
 * tests/seal/recovery.c - the recovery sheet opens the vault however it is typed, and a slip is noticed
 */
#include "fixed.h"

struct sheet {
    char text[RECOVERY_TEXT_BYTES];
};

static struct sheet sheet_of(struct vault *v, uint8_t seed)
{
    struct sheet sheet;
    struct entropy entropy = entropy_of(seed);
    assert_int_equal(seal_set_recovery(&v->header, &v->keys, entropy_bytes(&entropy), sheet.text), ERR_OK);
    return sheet;
}

static struct str text_of(const struct sheet *sheet)
{
    return (struct str){.at = sheet->text, .len = sizeof sheet->text};
}

static void a_sheet_is_six_groups_of_six(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct sheet sheet = sheet_of(&v, 9);
    for (size_t i = 0; i < sizeof sheet.text; i++) {
        char c = sheet.text[i];
        if (i % 7 == 6)
            assert_int_equal(c, '-');
        else
            assert_true(str_find(S("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), (struct str){.at = &c, .len = 1}) != SIZE_MAX);
    }
}

static void a_sheet_opens_the_same_keys_as_the_passphrase(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct sheet sheet = sheet_of(&v, 9);
    struct keyring keys = {0};
    assert_true(seal_has_slot(&v.header, SLOT_RECOVERY));
    assert_int_equal(seal_open_recovery(&v.header, text_of(&sheet), &keys), ERR_OK);
    assert_memory_equal(&keys, &v.keys, sizeof keys);
    assert_int_equal(seal_open_passphrase(&v.header, S("violet river 42"), &keys), ERR_OK);
}

static void a_sheet_typed_sloppily_still_opens(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct sheet sheet = sheet_of(&v, 0); /* its secret starts with zero bits, so the text with zeros */
    struct keyring keys = {0};
    char typed[400];
    size_t len = 0;

    assert_int_equal(sheet.text[0], '0');
    typed[len++] = ' ';
    for (size_t i = 0; i < sizeof sheet.text; i++) {
        char c = sheet.text[i];
        if (c == '-' && i == 6) {
            mem_copy(typed + len, "\xe2\x80\x93", 3); /* a phone's dash */
            len += 3;
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c == '0')
            c = i % 2 == 0 ? 'O' : 'o';
        if (c == '1')
            c = i % 2 == 0 ? 'l' : 'I';
        if (c != '-')
            typed[len++] = c;
        if (i % 4 == 0)
            typed[len++] = i % 8 == 0 ? ' ' : '-';
    }
    typed[len++] = '\r';
    typed[len++] = '\n';
    assert_int_equal(seal_open_recovery(&v.header, (struct str){.at = typed, .len = len}, &keys), ERR_OK);
    assert_memory_equal(keys.root, v.keys.root, KEY_BYTES);
}

static void one_wrong_character_anywhere_is_a_slip_of_the_pen(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct sheet sheet = sheet_of(&v, 77);
    struct keyring keys = {0};
    for (size_t i = 0; i < sizeof sheet.text; i++) {
        if (sheet.text[i] == '-')
            continue;
        struct sheet wrong = sheet;
        wrong.text[i] = sheet.text[i] == 'X' ? 'Y' : 'X';
        assert_int_equal(seal_open_recovery(&v.header, text_of(&wrong), &keys), ERR_MALFORMED);
    }
    assert_false(keys.open);
}

static void two_characters_swapped_are_a_slip_of_the_pen(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct sheet sheet = sheet_of(&v, 77);
    struct keyring keys = {0};
    size_t tried = 0;
    for (size_t i = 0; i + 1 < sizeof sheet.text; i++) {
        struct sheet wrong = sheet;
        if (sheet.text[i] == '-' || sheet.text[i + 1] == '-' || sheet.text[i] == sheet.text[i + 1])
            continue;
        wrong.text[i] = sheet.text[i + 1];
        wrong.text[i + 1] = sheet.text[i];
        assert_int_equal(seal_open_recovery(&v.header, text_of(&wrong), &keys), ERR_MALFORMED);
        tried++;
    }
    assert_true(tried > 20);
}

static void what_is_no_code_is_a_slip_of_the_pen(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct sheet sheet = sheet_of(&v, 77);
    struct keyring keys = {0};
    static const struct str texts[] = {
        S_INIT(""),
        S_INIT("violet river 42"),
        S_INIT("000000-000000-000000-000000-000000-00000U"),
        S_INIT("000000-000000-000000-000000-000000-000000-000000"),
        S_INIT("\xe2\x80"),
        S_INIT("\xff\xff\xff\xff"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(seal_open_recovery(&v.header, texts[i], &keys), ERR_MALFORMED);
    for (size_t len = 0; len < sizeof sheet.text; len++)
        assert_int_equal(seal_open_recovery(&v.header, str_first(text_of(&sheet), len), &keys), ERR_MALFORMED);
    assert_false(keys.open);
}

static void a_second_sheet_stops_the_first(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct sheet first = sheet_of(&v, 9);
    struct sheet second = sheet_of(&v, 10);
    struct keyring keys = {0};
    assert_int_equal(seal_open_recovery(&v.header, text_of(&first), &keys), ERR_NOT_OPENED);
    assert_false(keys.open);
    assert_int_equal(seal_open_recovery(&v.header, text_of(&second), &keys), ERR_OK);
}

static void the_sheet_of_another_vault_does_not_open_this_one(void **state)
{
    (void)state;
    struct vault mine = vault_of(1);
    struct vault other = vault_of(2);
    struct sheet sheet = sheet_of(&other, 9);
    struct keyring keys = {0};
    assert_int_equal(seal_open_recovery(&mine.header, text_of(&sheet), &keys), ERR_NOT_OPENED);
    (void)sheet_of(&mine, 10);
    assert_int_equal(seal_open_recovery(&mine.header, text_of(&sheet), &keys), ERR_NOT_OPENED);
    assert_false(keys.open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_is_six_groups_of_six),
        cmocka_unit_test(a_sheet_opens_the_same_keys_as_the_passphrase),
        cmocka_unit_test(a_sheet_typed_sloppily_still_opens),
        cmocka_unit_test(one_wrong_character_anywhere_is_a_slip_of_the_pen),
        cmocka_unit_test(two_characters_swapped_are_a_slip_of_the_pen),
        cmocka_unit_test(what_is_no_code_is_a_slip_of_the_pen),
        cmocka_unit_test(a_second_sheet_stops_the_first),
        cmocka_unit_test(the_sheet_of_another_vault_does_not_open_this_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
