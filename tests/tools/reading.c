/* tests/tools/reading.c - the formula for reading levels, held against counting by hand */
#include "tools/reading.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void syllables_are_counted_as_they_are_spoken(void **state)
{
    static const struct {
        const char *word;
        unsigned syllables;
    } SPOKEN[] = {
        {"a", 1},
        {"the", 1},
        {"stop", 1},
        {"made", 1},
        {"table", 2},
        {"little", 2},
        {"makes", 1},
        {"changes", 2},
        {"wishes", 2},
        {"boxes", 2},
        {"walked", 1},
        {"wanted", 2},
        {"handed", 2},
        {"settled", 2},
        {"called", 1},
        {"action", 2},
        {"session", 2},
        {"special", 2},
        {"radio", 3},
        {"curious", 3},
        {"doing", 2},
        {"saying", 2},
        {"breathing", 2},
        {"breathe", 1},
        {"grounding", 2},
        {"willingness", 3},
        {"medicine", 3},
        {"dissociation", 5},
        {"people", 2},
        {"someone", 2},
        {"safety", 2},
        {"closeness", 2},
        {"comfortable", 4},
        {"don't", 1},
        {"isn't", 2},
        {"friend's", 1},
        {"idea", 3},
        {"eye", 1},
        {"eyes", 1},
        {"rhythm", 1},
        {"responsibility", 6},
        {"agreed", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof SPOKEN / sizeof *SPOKEN; i++) {
        unsigned counted = syllables_of(str_from_c(SPOKEN[i].word));
        if (counted != SPOKEN[i].syllables)
            fail_msg("%s: %u, spoken %u", SPOKEN[i].word, counted, SPOKEN[i].syllables);
    }
}

static struct reading reading_of(const char *text)
{
    struct reading reading = {0};
    reading_add(&reading, str_from_c(text));
    return reading;
}

static void sentences_end_at_marks_and_at_the_end_of_a_piece(void **state)
{
    (void)state;
    assert_int_equal(reading_of("Stop. Wait! Now? Go").sentences, 4);
    assert_int_equal(reading_of("Stop... Wait.").sentences, 2);
    assert_int_equal(reading_of("About 0.5 of it, e.g. here.").sentences, 2);
    assert_int_equal(reading_of("\xe2\x80\x9cNo.\xe2\x80\x9d That is all.").sentences, 2);
    assert_int_equal(reading_of("12 34.").sentences, 0);
    struct reading two = reading_of("One");
    reading_add(&two, S("two"));
    assert_int_equal(two.sentences, 2);
}

static void words_are_runs_of_letters(void **state)
{
    (void)state;
    assert_int_equal(reading_of("Don\xe2\x80\x99t go, it\xe2\x80\x99s late").words, 4);
    assert_int_equal(reading_of("half-way \xe2\x80\x93 there, at 12:30").words, 4);
    assert_int_equal(reading_of("caf\xc3\xa9 cr\xc3\xa8me").words, 2);
    assert_int_equal(reading_of("").words, 0);
}

/* 10 words, 2 sentences, 13 syllables: 0.39 x 5 + 11.8 x 1.3 - 15.59 = 1.70. */
static void the_grade_is_the_stated_formula(void **state)
{
    struct reading by_hand = reading_of("You can stop at any time. Your body may settle.");
    (void)state;
    assert_int_equal(by_hand.words, 10);
    assert_int_equal(by_hand.sentences, 2);
    assert_int_equal(by_hand.syllables, 13);
    assert_true(fabs(reading_grade(&by_hand) - 1.70) < 0.005);
}

static void a_hard_text_has_a_high_grade_and_a_plain_one_a_low_one(void **state)
{
    struct reading hard =
        reading_of("Physiological hyperarousal constitutes an adaptive, evolutionarily conserved reaction "
                   "facilitating mobilisation of defensive resources in threatening circumstances.");
    struct reading plain = reading_of("The alarm rings. You did not choose it.");
    struct reading empty = {0};
    (void)state;
    assert_true(reading_grade(&hard) > 18);
    assert_true(reading_grade(&plain) < 2);
    assert_true(reading_grade(&empty) == 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(syllables_are_counted_as_they_are_spoken),
        cmocka_unit_test(sentences_end_at_marks_and_at_the_end_of_a_piece),
        cmocka_unit_test(words_are_runs_of_letters),
        cmocka_unit_test(the_grade_is_the_stated_formula),
        cmocka_unit_test(a_hard_text_has_a_high_grade_and_a_plain_one_a_low_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
