/*
 * tests/base/plural.c - which form goes with a number
 *
 * With tags and a number in its arguments it prints instead, for tests/base/plural.mjs: for each tag a byte for each
 * number from 0 to that one, the category as a digit.
 */
#include "base/plural.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum plural_rule rule_of(const char *tag)
{
    enum plural_rule rule = PLURAL_NEVER;
    assert_int_equal(plural_rule_of(str_from_c(tag), &rule), ERR_OK);
    return rule;
}

/* What is so in each language, number by number, as a person who speaks it would say. */
static const struct {
    const char *tag;
    struct {
        uint64_t n;
        enum plural is;
    } at[12];
    size_t forms;
} SAMPLES[] = {
    {"en", {{0, PLURAL_OTHER}, {1, PLURAL_ONE}, {2, PLURAL_OTHER}, {21, PLURAL_OTHER}, {1000000, PLURAL_OTHER}}, 2},
    {"ja", {{0, PLURAL_OTHER}, {1, PLURAL_OTHER}, {2, PLURAL_OTHER}}, 1},
    {"hi", {{0, PLURAL_ONE}, {1, PLURAL_ONE}, {2, PLURAL_OTHER}}, 2},
    {"es",
     {{0, PLURAL_OTHER},
      {1, PLURAL_ONE},
      {999999, PLURAL_OTHER},
      {1000000, PLURAL_MANY},
      {1000001, PLURAL_OTHER},
      {2000000, PLURAL_MANY}},
     3},
    {"fr", {{0, PLURAL_ONE}, {1, PLURAL_ONE}, {2, PLURAL_OTHER}, {1000000, PLURAL_MANY}}, 3},
    {"pt-PT", {{0, PLURAL_OTHER}, {1, PLURAL_ONE}, {2, PLURAL_OTHER}, {1000000, PLURAL_MANY}}, 3},
    {"he", {{0, PLURAL_OTHER}, {1, PLURAL_ONE}, {2, PLURAL_TWO}, {3, PLURAL_OTHER}, {20, PLURAL_OTHER}}, 3},
    {"pl",
     {{0, PLURAL_MANY},
      {1, PLURAL_ONE},
      {2, PLURAL_FEW},
      {5, PLURAL_MANY},
      {11, PLURAL_MANY},
      {12, PLURAL_MANY},
      {14, PLURAL_MANY},
      {21, PLURAL_MANY},
      {22, PLURAL_FEW},
      {112, PLURAL_MANY},
      {122, PLURAL_FEW}},
     3},
    {"ru",
     {{0, PLURAL_MANY},
      {1, PLURAL_ONE},
      {3, PLURAL_FEW},
      {5, PLURAL_MANY},
      {11, PLURAL_MANY},
      {13, PLURAL_MANY},
      {21, PLURAL_ONE},
      {24, PLURAL_FEW},
      {111, PLURAL_MANY},
      {121, PLURAL_ONE}},
     3},
    {"ar",
     {{0, PLURAL_ZERO},
      {1, PLURAL_ONE},
      {2, PLURAL_TWO},
      {3, PLURAL_FEW},
      {10, PLURAL_FEW},
      {11, PLURAL_MANY},
      {99, PLURAL_MANY},
      {100, PLURAL_OTHER},
      {102, PLURAL_OTHER},
      {103, PLURAL_FEW},
      {1000000, PLURAL_OTHER}},
     6},
};

static void number_takes_the_form_of_its_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        enum plural_rule rule = rule_of(SAMPLES[i].tag);
        for (size_t k = 0; k == 0 || SAMPLES[i].at[k].n > 0; k++)
            if (plural_of(rule, SAMPLES[i].at[k].n) != SAMPLES[i].at[k].is)
                fail_msg("%s: %llu", SAMPLES[i].tag, (unsigned long long)SAMPLES[i].at[k].n);
        assert_int_equal(plural_forms(rule), SAMPLES[i].forms);
    }
}

static void largest_number_has_a_form(void **state)
{
    (void)state;
    assert_int_equal(plural_of(rule_of("ar"), UINT64_MAX), PLURAL_MANY); /* ends in 15 */
    assert_int_equal(plural_of(rule_of("ru"), UINT64_MAX), PLURAL_MANY);
    assert_int_equal(plural_of(rule_of("es"), UINT64_MAX), PLURAL_OTHER);
}

/* No category is met that its rule does not have, and each that it has is met. */
static void forms_of_a_rule_are_those_that_numbers_take(void **state)
{
    (void)state;
    for (enum plural_rule rule = PLURAL_NEVER; rule <= PLURAL_BY_ARABIC; rule++) {
        bool met[6] = {false};
        for (uint64_t n = 0; n <= 1000000; n += n < 1000 ? 1 : 999)
            met[plural_of(rule, n)] = true;
        size_t forms = 0;
        for (enum plural category = PLURAL_ZERO; category <= PLURAL_OTHER; category++) {
            assert_int_equal(met[category], plural_has(rule, category));
            if (met[category])
                assert_int_equal(plural_form(rule, category), forms++);
        }
        assert_int_equal(plural_forms(rule), forms);
    }
}

static void language_is_found_by_its_tag_however_written(void **state)
{
    (void)state;
    assert_int_equal(rule_of("pt"), rule_of("pt-BR"));
    assert_int_equal(rule_of("PT_br"), rule_of("fr"));
    assert_int_equal(rule_of("pt_pt"), rule_of("es"));
    assert_int_equal(rule_of("pt-PT-x-own"), rule_of("es"));
    assert_int_equal(rule_of("ar-XB"), PLURAL_BY_ARABIC);
    assert_int_equal(rule_of("zh-Hant-TW"), PLURAL_NEVER);
}

static void unknown_language_is_refused_and_leaves_the_rule_alone(void **state)
{
    (void)state;
    static const char *const UNKNOWN[] = {"", "e", "eng", "xx", "-en", "_", "fil", "aren", "tok-en"};
    enum plural_rule rule = PLURAL_BY_PAIR;
    for (size_t i = 0; i < sizeof UNKNOWN / sizeof *UNKNOWN; i++)
        assert_int_equal(plural_rule_of(str_from_c(UNKNOWN[i]), &rule), ERR_NOT_FOUND);
    assert_int_equal(rule, PLURAL_BY_PAIR);
}

static void categories_have_the_names_of_cldr(void **state)
{
    (void)state;
    assert_true(str_eq(plural_name(PLURAL_ZERO), S("zero")));
    assert_true(str_eq(plural_name(PLURAL_FEW), S("few")));
    assert_true(str_eq(plural_name(PLURAL_OTHER), S("other")));
}

static int print_categories(char **tags, int len, uint64_t last)
{
    for (int i = 0; i < len; i++) {
        enum plural_rule rule = PLURAL_NEVER;
        if (plural_rule_of(str_from_c(tags[i]), &rule) != ERR_OK)
            return 1;
        for (uint64_t n = 0; n <= last; n++)
            putchar('0' + (int)plural_of(rule, n));
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 2)
        return print_categories(argv + 2, argc - 2, strtoull(argv[1], NULL, 10));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_takes_the_form_of_its_language),
        cmocka_unit_test(largest_number_has_a_form),
        cmocka_unit_test(forms_of_a_rule_are_those_that_numbers_take),
        cmocka_unit_test(language_is_found_by_its_tag_however_written),
        cmocka_unit_test(unknown_language_is_refused_and_leaves_the_rule_alone),
        cmocka_unit_test(categories_have_the_names_of_cldr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
