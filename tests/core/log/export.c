/* tests/core/log/export.c - what a readable export leaves out, and that it leaves out nothing else */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/log/export.h"
#include "core/log/questions.h"

static void every_kind_is_exported_but_steps_checks_and_ways(void **state)
{
    (void)state;
#define EVENT_ASKED(name, wire, member, fields)                                                                        \
    assert_int_equal(event_is_exported(&(struct event){.kind = name}),                                                 \
                     name != PRACTICE_CHECKED && name != PRACTICE_STEPPED && name != WAYS_CHANGED);
    EVENTS(EVENT_ASKED)
#undef EVENT_ASKED
}

static bool given(struct str question)
{
    return event_is_exported(&(struct event){.kind = ANSWER_GIVEN, .answer = {.question = question, .choices = 2}});
}

static bool aside(struct str question)
{
    return event_is_exported(&(struct event){.kind = ANSWER_SET_ASIDE, .aside = {.question = question}});
}

static bool typed(struct str form)
{
    return event_is_exported(
        &(struct event){.kind = DRAFT_KEPT, .draft = {.about = S("intake/health"), .words = form}});
}

static void answer_that_closes_the_ladder_is_left_out_given_set_aside_or_typed(void **state)
{
    (void)state;
    assert_false(given(S("health-pause")));
    assert_false(aside(S("health-pause")));
    assert_false(typed(S("question=health-pause&health-pause-3=1")));
    assert_false(typed(S("words=&question=health-pause")));
}

static void other_answers_are_exported(void **state)
{
    (void)state;
    for (size_t i = 0; i < QUESTION_IDS_LEN; i++) {
        if (str_eq(QUESTION_IDS[i], INTAKE_PAUSE))
            continue;
        assert_true(given(QUESTION_IDS[i]));
        assert_true(aside(QUESTION_IDS[i]));
    }
    assert_true(typed(S("question=helps-comforts&words=question%3Dhealth-pause")));
    assert_true(typed(S("words=health-pause")));
    assert_true(typed(S("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_exported_but_steps_checks_and_ways),
        cmocka_unit_test(answer_that_closes_the_ladder_is_left_out_given_set_aside_or_typed),
        cmocka_unit_test(other_answers_are_exported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
