/*
 * tests/host/normal.c - passphrases have one spelling, and a recovery code is read through whatever keyboards put into
 * it
 *
 * utf8proc's tables are the judge here of what Unicode calls a space, a dash or a mark that is not seen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "host/native/normal.h"
#include "app/spelling.h"

enum { MEMORY_BYTES = 1 << 20, LAST_CHARACTER = 0x10ffff, ROUNDS = 3000 };

static uint8_t memory[MEMORY_BYTES];
static const struct seal_cost CHEAP = {.passes = 1, .memory_bytes = 8192};

/* xorshift64*: the same choices every time. */
static uint64_t chance(void)
{
    static uint64_t seed = 20261127;
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return seed * 0x2545f4914f6cdd1d;
}

static void put_character(struct buf *out, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    buf_put_bytes(out, (struct bytes){bytes, (size_t)utf8proc_encode_char(c, bytes)});
}

/* ---- spelling ---- */

static struct str from_hex(struct str hex, struct arena *arena)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i + 1 < hex.len; i += 2) {
        uint64_t byte = 0;
        assert_true(str_to_hex_u64(str_first(str_after(hex, i), 2), &byte));
        buf_put_byte(&out, (uint8_t)byte);
    }
    return buf_str(&out);
}

static void every_vector_is_spelt_as_published(void **state)
{
    static char text[1 << 14];
    FILE *file = fopen("tests/vectors/spelling.txt", "rb");
    size_t seen = 0;
    (void)state;
    assert_non_null(file);
    struct str left = {text, fread(text, 1, sizeof text, file)};
    fclose(file);
    while (left.len) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str line, typed, normal;
        str_cut(left, '\n', &line, &left);
        if (!line.len || line.at[0] == '#')
            continue;
        assert_true(str_cut(line, '|', &typed, &normal));
        struct str made = normal_text(from_hex(str_trim(typed), &arena), &arena);
        struct str wanted = from_hex(str_trim(normal), &arena);
        assert_int_equal(made.len, wanted.len);
        assert_memory_equal(made.at, wanted.at, wanted.len);
        seen++;
    }
    assert_true(seen > 20);
}

static struct str random_text(struct arena *arena)
{
    static const utf8proc_int32_t FROM[] = {'a',   0xc0,   0x300,  0x323,  0x1100, 0xac00,
                                            0x900, 0x3000, 0x2000, 0xfb00, 0x1f600};
    struct buf out = buf_on(arena);
    for (size_t n = 1 + chance() % 12; n > 0; n--) {
        utf8proc_int32_t c = FROM[chance() % (sizeof FROM / sizeof *FROM)] + (utf8proc_int32_t)(chance() % 60);
        put_character(&out, c);
    }
    return buf_str(&out);
}

static void one_text_in_two_forms_is_spelt_alike_and_once_is_enough(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROUNDS; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str typed = random_text(&arena);
        struct buf ended = buf_on(&arena);
        buf_put(&ended, typed);
        buf_put_byte(&ended, 0);
        utf8proc_uint8_t *apart = utf8proc_NFD((const utf8proc_uint8_t *)ended.at);
        assert_non_null(apart);
        struct str a = normal_text(typed, &arena);
        struct str b = normal_text(str_from_c((const char *)apart), &arena);
        struct str twice = normal_text(a, &arena);
        assert_true(str_eq(a, b));
        assert_true(str_eq(a, twice));
        free(apart);
    }
}

static void what_is_not_text_stays_as_it_is(void **state)
{
    struct arena arena = arena_on(memory, sizeof memory);
    static const struct str TEXTS[] = {S_INIT(""),
                                       S_INIT("\xff\xfe"),
                                       S_INIT("a\xcc"),
                                       S_INIT("\xed\xa0\x80 four"),
                                       S_INIT("plain words, \t and all"),
                                       S_INIT("Nul \0 inside")};
    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_true(str_eq(normal_text(TEXTS[i], &arena), TEXTS[i]));
}

static void only_passphrases_of_a_form_are_spelt(void **state)
{
    struct arena arena = arena_on(memory, sizeof memory);
    struct request request = {0};
    (void)state;
    assert_int_equal(form_decode(S("words=o%CC%88&passphrase=o%CC%88&again=%C3%B6&current=&code=A%E3%80%80B"), &arena,
                                 &request.form),
                     ERR_OK);
    normal_request(&request, &arena);
    assert_int_equal(request.normal.len, 2);
    assert_true(str_eq(form_get(&request.normal, S("passphrase")), S("\xc3\xb6")));
    assert_true(str_eq(form_get(&request.normal, S("again")), S("\xc3\xb6")));
    assert_true(str_eq(form_get(&request.form, S("passphrase")), S("o\xcc\x88")));
}

/* ---- opening ---- */

struct made {
    struct vault_header header;
    struct keyring keys;
    char sheet[RECOVERY_TEXT_BYTES];
};

static struct made made_with(struct str passphrase)
{
    struct made made = {0};
    uint8_t entropy[MAKE_ENTROPY_BYTES];
    for (size_t i = 0; i < sizeof entropy; i++)
        entropy[i] = (uint8_t)(chance() >> 20);
    struct bytes from = {entropy, sizeof entropy};
    assert_int_equal(seal_make(passphrase, CHEAP, from, &made.header, &made.keys), ERR_OK);
    assert_int_equal(seal_set_recovery(&made.header, &made.keys, from, made.sheet), ERR_OK);
    return made;
}

#define ONE_CHARACTER                                                                                                  \
    "gr\xc3\xb6\xc3\x9f"                                                                                               \
    "e vier stille"
#define TWO_CHARACTERS                                                                                                 \
    "gro\xcc\x88\xc3\x9f"                                                                                              \
    "e vier stille"

static void a_header_made_as_typed_opens_as_before(void **state)
{
    struct arena arena = arena_on(memory, sizeof memory);
    struct made old = made_with(S(TWO_CHARACTERS)), new = made_with(S(ONE_CHARACTER));
    struct keyring keys = {0};
    bool was_old = false;
    (void)state;
    struct spelled apart = {S(TWO_CHARACTERS), normal_text(S(TWO_CHARACTERS), &arena)};
    struct spelled whole = {S(ONE_CHARACTER), normal_text(S(ONE_CHARACTER), &arena)};
    assert_true(str_eq(apart.normal, whole.normal));

    assert_int_equal(ways_open(&old.header, &apart, &keys, &was_old), ERR_OK);
    assert_true(was_old);
    assert_int_equal(ways_open(&new.header, &apart, &keys, &was_old), ERR_OK);
    assert_false(was_old);
    assert_int_equal(ways_open(&new.header, &whole, &keys, &was_old), ERR_OK);
    assert_false(was_old);
    keyring_wipe(&keys);
    struct spelled wrong = {S("gro\xcc\x88\xc3\x9f"
                              "e vier laute"),
                            S("gr\xc3\xb6\xc3\x9f"
                              "e vier laute")};
    assert_int_equal(ways_open(&new.header, &wrong, &keys, &was_old), ERR_NOT_OPENED);
    assert_false(was_old);
    assert_false(keys.open);
}

/* ---- codes ---- */

static struct str sheet_of(const struct made *made)
{
    return (struct str){made->sheet, sizeof made->sheet};
}

static bool keeps_apart(utf8proc_int32_t c)
{
    const utf8proc_property_t *p = utf8proc_get_property(c);
    return p->category == UTF8PROC_CATEGORY_ZS || p->category == UTF8PROC_CATEGORY_ZL ||
           p->category == UTF8PROC_CATEGORY_ZP || p->category == UTF8PROC_CATEGORY_PD ||
           p->category == UTF8PROC_CATEGORY_PC || p->category == UTF8PROC_CATEGORY_CC ||
           (p->ignorable && p->category != UTF8PROC_CATEGORY_CN) || c == 0x2212 || c == 0x30fc || c == 0xff70;
}

/* In utf8proc's table letters, marks and numbers are neighbours. */
static bool is_letter_or_number(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* What Unicode says of every character, against what the reader does with it behind the second group. */
static void every_space_dash_and_unseen_mark_is_passed_over_and_no_letter_is(void **state)
{
    struct made made = made_with(S("four quiet stones"));
    size_t apart = 0, refused = 0;
    (void)state;
    for (utf8proc_int32_t c = 0; c <= LAST_CHARACTER; c++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct buf typed = buf_on(&arena);
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        buf_put(&typed, str_first(sheet_of(&made), 13));
        put_character(&typed, c);
        buf_put(&typed, str_after(sheet_of(&made), 13));
        struct recovery_slip slip = recovery_slip(buf_str(&typed));
        bool circled = c >= 0x2460 && c <= 0x2bff; /* among shapes and arrows; nobody means a letter by them */
        if (keeps_apart(c)) {
            assert_int_equal(slip.kind, SLIP_NONE);
            apart++;
        } else if (is_letter_or_number(c) && !circled) {
            if (slip.kind == SLIP_NONE)
                fail_msg("U+%04X is passed over", (unsigned)c);
            refused++;
        }
    }
    assert_true(apart > 400 && refused > 100000);
}

/* One character of a code as a phone or a word processor might give it. */
static void put_as_typed(struct buf *out, char c)
{
    static const struct str BETWEEN[] = {S_INIT(" "),
                                         S_INIT(". "),
                                         S_INIT("_"),
                                         S_INIT("\xe2\x88\x92"),
                                         S_INIT("\xef\xbc\x8d"),
                                         S_INIT("\xc2\xad"),
                                         S_INIT("\xe2\x80\x8b"),
                                         S_INIT("\xe2\x80\x94"),
                                         S_INIT("\xef\xbb\xbf"),
                                         S_INIT("\xc2\xa0"),
                                         S_INIT("\xe3\x80\x80"),
                                         S_INIT("\r\n"),
                                         S_INIT("\xe2\x80\x8f"),
                                         S_INIT("\xe3\x83\xbc"),
                                         S_INIT("'"),
                                         S_INIT("\xef\xb8\x8f"),
                                         S_INIT("~")};
    size_t between = sizeof BETWEEN / sizeof *BETWEEN;
    if (chance() % 3 == 0)
        buf_put(out, BETWEEN[chance() % between]);
    if (c == '-') {
        buf_put(out, chance() % 2 ? S("-") : BETWEEN[chance() % between]);
        return;
    }
    if (c == '0' && chance() % 2)
        c = 'O';
    if (c == '1' && chance() % 2)
        c = chance() % 2 ? 'l' : 'I';
    if (c >= 'A' && c <= 'Z' && chance() % 2)
        c = (char)(c - 'A' + 'a');
    if (chance() % 3 == 0)
        put_character(out, c - '!' + 0xff01);
    else
        buf_put_byte(out, (uint8_t)c);
}

static void a_right_code_opens_however_it_is_dressed(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROUNDS; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct made made = made_with(S("four quiet stones"));
        struct keyring keys = {0};
        struct buf typed = buf_on(&arena);
        for (size_t k = 0; k < sizeof made.sheet; k++)
            put_as_typed(&typed, made.sheet[k]);
        if (chance() % 2)
            buf_put(&typed, S(". "));
        assert_int_equal(seal_open_recovery(&made.header, buf_str(&typed), &keys), ERR_OK);
        assert_memory_equal(&keys, &made.keys, sizeof keys);
    }
}

static bool says(struct str code, const char *words)
{
    static uint8_t room[1 << 12];
    struct arena arena = arena_on(room, sizeof room);
    struct recovery_slip slip = recovery_slip(code);
    return str_find(ways_slip_words(&slip, &arena), str_from_c(words)) != SIZE_MAX;
}

static void a_slip_is_told_with_its_group(void **state)
{
    static const char *const NAMES[] = {"first", "second", "third", "fourth", "fifth", "sixth"};
    struct made made = made_with(S("four quiet stones"));
    (void)state;
    for (size_t i = 0; i < sizeof made.sheet; i++) {
        struct made wrong = made;
        if (made.sheet[i] == '-')
            continue;
        wrong.sheet[i] = made.sheet[i] == 'X' ? 'Y' : 'X';
        assert_int_equal(recovery_slip(sheet_of(&wrong)).kind, SLIP_CHARACTER);
        assert_true(says(sheet_of(&wrong), NAMES[i / 7]));
        wrong.sheet[i] = 'U';
        assert_int_equal(recovery_slip(sheet_of(&wrong)).kind, SLIP_STRANGER);
        assert_true(says(sheet_of(&wrong), NAMES[i / 7]));
        wrong.sheet[i] = ' ';
        assert_int_equal(recovery_slip(sheet_of(&wrong)).kind, SLIP_SHORT);
        assert_true(says(sheet_of(&wrong), "has 35"));
    }
    struct made swapped = made;
    for (size_t i = 14; i < 19; i++) {
        if (made.sheet[i] == made.sheet[i + 1])
            continue;
        swapped.sheet[i] = made.sheet[i + 1];
        swapped.sheet[i + 1] = made.sheet[i];
        assert_true(says(sheet_of(&swapped), "third"));
        swapped = made;
    }
    struct made far = made;
    far.sheet[0] = made.sheet[0] == '7' ? '8' : '7';
    far.sheet[40] = made.sheet[40] == '7' ? '8' : '7';
    assert_true(says(sheet_of(&far), "More than one"));
    assert_true(says(sheet_of(&made), "older sheet"));
}

/* A person who typed a passphrase is not told about groups of six. */
static void a_passphrase_is_not_taken_for_a_code(void **state)
{
    static const struct str TEXTS[] = {S_INIT("correct horse battery staple lantern"), S_INIT("four quiet stones 1984"),
                                       S_INIT("gr\xc3\xb6\xc3\x9f"
                                              "e vier stille Steine am Wasser 1984"),
                                       S_INIT(""), S_INIT("\xd1\x87\xd0\xb5\xd1\x82\xd1\x8b\xd1\x80\xd0\xb5 1")};
    static const struct str CODE = S_INIT("4H7K2M-9Q3ZT5-00R8VB-1C6D2X-7YWNEF-3G5J8P");
    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_false(recovery_slip(TEXTS[i]).like_a_code);
    assert_true(recovery_slip(CODE).like_a_code);
    assert_true(recovery_slip(str_first(CODE, 38)).like_a_code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vector_is_spelt_as_published),
        cmocka_unit_test(one_text_in_two_forms_is_spelt_alike_and_once_is_enough),
        cmocka_unit_test(what_is_not_text_stays_as_it_is),
        cmocka_unit_test(only_passphrases_of_a_form_are_spelt),
        cmocka_unit_test(a_header_made_as_typed_opens_as_before),
        cmocka_unit_test(every_space_dash_and_unseen_mark_is_passed_over_and_no_letter_is),
        cmocka_unit_test(a_right_code_opens_however_it_is_dressed),
        cmocka_unit_test(a_slip_is_told_with_its_group),
        cmocka_unit_test(a_passphrase_is_not_taken_for_a_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
