/* tests/pages/ground/ground.c - which tools are offered, to whom, and in which turn */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/folding.h"
#include "core/vocabulary.h"
#include "pages/ground/ground.h"
#include "tests/support/english.h"

enum { TURNS = 40 };
#define AWAY(set) (&(const struct exposure){.how = EXPOSURE_MARK, .tags = (set)})

static void three_different_tools_in_every_turn(void **at)
{
    (void)at;
    for (unsigned turn = 0; turn < TURNS; turn++) {
        const struct ground_tool *tools[GROUND_SET];
        assert_int_equal(ground_pick(english(), AWAY(0), turn, tools), GROUND_SET);
        assert_ptr_not_equal(tools[0], tools[1]);
        assert_ptr_not_equal(tools[1], tools[2]);
        assert_ptr_not_equal(tools[0], tools[2]);
    }
}

static void the_first_two_sets_fit_someone_far_away(void **at)
{
    (void)at;
    for (unsigned turn = 0; turn < 2; turn++) {
        const struct ground_tool *tools[GROUND_SET];
        size_t len = ground_pick(english(), AWAY(0), turn, tools);
        for (size_t i = 0; i < len; i++)
            assert_int_equal(tools[i]->far_away, 2);
    }
}

static void breath_is_never_in_the_first_two_sets(void **at)
{
    (void)at;
    /* Also when so much is kept away that the rounds are short. */
    const set64 away[] = {0, SET_OF(TAG_NUMBERS), ~(set64)0 & ~SET_OF(TAG_BREATH), ~(set64)0};
    for (size_t k = 0; k < sizeof away / sizeof *away; k++)
        for (unsigned turn = 0; turn < 2; turn++) {
            const struct ground_tool *tools[GROUND_SET];
            size_t len = ground_pick(english(), AWAY(away[k]), turn, tools);
            assert_in_range(len, 1, GROUND_SET);
            for (size_t i = 0; i < len; i++)
                assert_false(ground_is_breath(tools[i]));
        }
}

static void every_tool_comes_round(void **at)
{
    (void)at;
    for (size_t t = 0; t < english()->ground.len; t++) {
        bool met = false;
        for (unsigned turn = 0; turn < TURNS; turn++) {
            const struct ground_tool *tools[GROUND_SET];
            size_t len = ground_pick(english(), AWAY(0), turn, tools);
            for (size_t i = 0; i < len; i++)
                met = met || tools[i] == &english()->ground.at[t];
        }
        assert_true(met);
    }
}

static void a_tool_with_a_trigger_is_left_out_in_every_turn(void **at)
{
    (void)at;
    for (unsigned tag = TAG_NONE + 1; tag < TAG_END; tag++)
        for (unsigned turn = 0; turn < TURNS; turn++) {
            const struct ground_tool *tools[GROUND_SET];
            size_t len = ground_pick(english(), AWAY(SET_OF(tag)), turn, tools);
            assert_int_equal(len, GROUND_SET);
            for (size_t i = 0; i < len; i++)
                assert_false(SET_HAS(tools[i]->tags, tag));
        }
}

static void a_tool_with_an_own_word_is_left_out_in_every_turn_however_it_is_met(void **at)
{
    (void)at;
    for (unsigned how = EXPOSURE_HIDE; how <= EXPOSURE_ASK; how++)
        for (unsigned turn = 0; turn < TURNS; turn++) {
            const struct exposure exposure = {.how = (enum exposure_how)how, .own = S("Wall push, chairs")};
            const struct ground_tool *tools[GROUND_SET];
            size_t len = ground_pick(english(), &exposure, turn, tools);
            assert_int_equal(len, GROUND_SET);
            for (size_t i = 0; i < len; i++) {
                assert_true(fold_find(tools[i]->name, S("chair"), NULL) == SIZE_MAX);
                assert_true(fold_find(tools[i]->name, S("wall push"), NULL) == SIZE_MAX);
            }
        }
}

static void however_much_is_kept_away_three_tools_are_left(void **at)
{
    (void)at;
    for (unsigned turn = 0; turn < TURNS; turn++) {
        const struct ground_tool *tools[GROUND_SET];
        assert_int_equal(ground_pick(english(), AWAY(~(set64)0), turn, tools), GROUND_SET);
        for (size_t i = 0; i < GROUND_SET; i++)
            assert_int_equal(tools[i]->tags, 0);
    }
}

static void both_breath_tools_are_known_as_breath(void **at)
{
    (void)at;
    unsigned found = 0;
    for (size_t i = 0; i < english()->ground.len; i++) {
        const struct ground_tool *tool = &english()->ground.at[i];
        bool named = str_eq(tool->id, S("G16")) || str_eq(tool->id, S("G17"));
        assert_int_equal(named, ground_is_breath(tool));
        found += named;
    }
    assert_int_equal(found, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_different_tools_in_every_turn),
        cmocka_unit_test(the_first_two_sets_fit_someone_far_away),
        cmocka_unit_test(breath_is_never_in_the_first_two_sets),
        cmocka_unit_test(every_tool_comes_round),
        cmocka_unit_test(a_tool_with_a_trigger_is_left_out_in_every_turn),
        cmocka_unit_test(a_tool_with_an_own_word_is_left_out_in_every_turn_however_it_is_met),
        cmocka_unit_test(however_much_is_kept_away_three_tools_are_left),
        cmocka_unit_test(both_breath_tools_are_known_as_breath),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
