/* tests/core/course/intake.c - answering, leaving for later, never asked, taken back: nothing typed is lost */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/course/intake.h"
#include "tests/support/life.h"

static struct intake_events events; /* of the last form */

static struct question words_question(struct life *s)
{
    return intake_question(S("brings-different"), S("words"), S(""), &s->arena);
}

static struct question many_question(struct life *s)
{
    return intake_question(S("health-rest"), S("many"), S("Poor sleep | A lot of stress | Pain"), &s->arena);
}

/* What comes of a form; its events are folded. */
static struct str say(struct life *s, struct question question, struct str encoded)
{
    struct form form;
    assert_int_equal(form_decode(encoded, &s->arena, &form), ERR_OK);
    struct str problem = intake_decide(&form, &question, state_answer_now(s->state, question.id), &s->arena, &events);
    for (size_t i = 0; i < events.len && !problem.len; i++)
        life_take(s, events.at[i]);
    return problem;
}

static const struct answer_now *now(struct life *s, struct question question)
{
    return state_answer_now(s->state, question.id);
}

static void assert_words(struct life *s, struct question question, struct str words)
{
    assert_non_null(now(s, question));
    assert_non_null(now(s, question)->given);
    assert_true(str_eq(now(s, question)->given->answer.words, words));
}

static void an_answer_is_one_event_for_its_question(void **at)
{
    struct life *s = *at;
    assert_int_equal(say(s, words_question(s), S("do=keep&words=+More+rest%0Aplease+")).len, 0);
    assert_int_equal(events.len, 1);
    assert_int_equal(events.at[0].kind, ANSWER_GIVEN);
    assert_words(s, words_question(s), S("More rest\nplease"));
    assert_true(intake_is_answered(now(s, words_question(s))));
}

static void a_form_sent_with_the_return_key_is_kept(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("words=rest"));
    assert_words(s, words_question(s), S("rest"));
}

static void choices_are_numbered_from_one_in_their_order(void **at)
{
    struct life *s = *at;
    say(s, many_question(s), S("do=keep&health-rest-1=1&health-rest-3=1&health-rest-4=1&health-rest-0=1"));
    assert_int_equal(now(s, many_question(s))->given->answer.choices, SET_OF(1) | SET_OF(3));
}

static void of_one_choice_only_one_is_taken(void **at)
{
    struct life *s = *at;
    struct question q = intake_question(S("hopes-shape"), S("one"), S("Alone|For now|With someone"), &s->arena);
    say(s, q, S("do=keep&hopes-shape=3&hopes-shape=1&hopes-shape-2=1"));
    assert_int_equal(now(s, q)->given->answer.choices, SET_OF(3));
}

static void trigger_marks_are_the_numbers_of_the_tags(void **at)
{
    struct life *s = *at;
    struct question q = intake_question(INTAKE_TRIGGERS, S("triggers"), S(""), &s->arena);
    say(s, q, S("do=keep&keep-away-triggers-breath=1&keep-away-triggers-stillness=1"));
    assert_int_equal(now(s, q)->given->answer.choices, SET_OF(TAG_BREATH) | SET_OF(TAG_STILLNESS));
    assert_int_equal(intake_kept_away(s->state), SET_OF(TAG_BREATH) | SET_OF(TAG_STILLNESS));
}

static void an_answer_with_nothing_in_it_clears_the_answer(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("do=keep&words=rest"));
    say(s, words_question(s), S("do=keep&words=+"));
    assert_int_equal(events.len, 1);
    assert_false(intake_is_answered(now(s, words_question(s))));
}

static void taking_an_answer_away_does_not_need_an_empty_form(void **at)
{
    struct life *s = *at;
    struct question q = many_question(s);
    say(s, q, S("do=keep&health-rest-2=1"));
    say(s, q, S("do=clear&health-rest-2=1"));
    assert_false(intake_is_answered(now(s, q)));
    say(s, q, S("do=clear&health-rest-2=1"));
    assert_int_equal(events.len, 0);
}

static void keeping_the_same_again_leaves_no_trace(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("do=keep&words="));
    assert_int_equal(events.len, 0);
    say(s, words_question(s), S("do=keep&words=rest"));
    say(s, words_question(s), S("do=keep&words=rest"));
    assert_int_equal(events.len, 0);
}

static void later_keeps_the_words_that_were_typed(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("do=later&words=half+a+thought"));
    assert_words(s, words_question(s), S("half a thought"));
    assert_int_equal(now(s, words_question(s))->aside, ASIDE_LATER);
}

static void later_with_nothing_typed_leaves_the_earlier_answer(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("do=keep&words=rest"));
    say(s, words_question(s), S("do=later&words="));
    assert_int_equal(events.len, 1);
    assert_words(s, words_question(s), S("rest"));
    assert_int_equal(now(s, words_question(s))->aside, ASIDE_LATER);
}

static void later_does_not_take_marks_for_an_answer(void **at)
{
    struct life *s = *at;
    struct question q = many_question(s);
    say(s, q, S("do=later&health-rest-2=1"));
    assert_false(intake_is_answered(now(s, q)));
    assert_int_equal(now(s, q)->aside, ASIDE_LATER);
}

static void never_asked_keeps_what_was_answered_before(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("do=keep&words=rest"));
    say(s, words_question(s), S("do=never&words=other"));
    assert_int_equal(now(s, words_question(s))->aside, ASIDE_NEVER);
    assert_words(s, words_question(s), S("rest"));
}

static void asking_after_all_brings_the_question_back_with_its_answer(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("do=keep&words=rest"));
    say(s, words_question(s), S("do=never"));
    say(s, words_question(s), S("do=again"));
    assert_int_equal(now(s, words_question(s))->aside, 0);
    assert_words(s, words_question(s), S("rest"));
}

static void asking_after_all_works_without_an_answer(void **at)
{
    struct life *s = *at;
    say(s, words_question(s), S("do=never"));
    say(s, words_question(s), S("do=again"));
    assert_int_equal(now(s, words_question(s))->aside, 0);
    assert_false(intake_is_answered(now(s, words_question(s))));
}

static void words_over_the_limit_are_refused_and_not_cut(void **at)
{
    struct life *s = *at;
    struct buf b = buf_on(&s->arena);
    buf_put(&b, S("do=later&words="));
    for (int i = 0; i <= TEXT_MAX; i++)
        buf_put_byte(&b, 'a');
    assert_int_not_equal(say(s, words_question(s), buf_str(&b)).len, 0);
    assert_int_equal(events.len, 0);
}

static void every_choice_of_the_longest_list_fits_its_record(void **at)
{
    struct life *s = *at;
    struct buf b = buf_on(&s->arena);
    for (int i = 0; i < 70; i++)
        buf_put(&b, S("a|"));
    struct question q = intake_question(S("long"), S("many"), buf_str(&b), &s->arena);
    assert_int_equal(q.choices.len, 62);
    say(s, q, S("long-62=1&long-63=1"));
    events.at[0].at = (struct stamp){.clock = 1 << 16, .device = 7};
    struct buf record = buf_on(&s->arena);
    event_encode(&record, &events.at[0]);
    struct event decoded;
    assert_int_equal(event_decode(buf_bytes(&record), &decoded), ERR_OK);
    assert_true(decoded.answer.choices == SET_OF(62));
}

static struct event limit(unsigned stance, unsigned tag, unsigned company)
{
    return (struct event){.kind = LIMIT_SET, .limit = {.stance = stance, .tag = tag, .company = company}};
}

static void a_look_never_speaks_for_what_is_marked_later(void **at)
{
    struct life *s = *at;
    struct question q = intake_question(INTAKE_BODY, S("many"), S("a|b|c|d|e|f|g|h|i|j|k|l|m|n|looked"), &s->arena);
    say(s, q, S("do=keep&health-body-1=1"));
    assert_int_equal(now(s, q)->given->answer.choices, SET_OF(BODY_PAIN));
    say(s, q, S("do=keep&health-body-1=1&health-body-15=1"));
    assert_int_equal(now(s, q)->given->answer.choices, SET_OF(BODY_PAIN) | SET_OF(BODY_LOOKED_AT));
    say(s, q, S("do=keep&health-body-1=1&health-body-5=1&health-body-15=1")); /* this closes nothing */
    assert_true(SET_HAS(now(s, q)->given->answer.choices, BODY_LOOKED_AT));
    say(s, q, S("do=keep&health-body-1=1&health-body-2=1&health-body-15=1"));
    assert_int_equal(now(s, q)->given->answer.choices, SET_OF(BODY_PAIN) | SET_OF(BODY_BLEEDING));
    say(s, q, S("do=keep&health-body-1=1&health-body-2=1&health-body-15=1"));
    assert_true(SET_HAS(now(s, q)->given->answer.choices, BODY_LOOKED_AT));
}

static void limits_are_kept_away_like_triggers(void **at)
{
    struct life *s = *at;
    life_take(s, limit(STANCE_NEVER, TAG_COLD, COMPANY_NONE));
    life_take(s, limit(STANCE_NOT_NOW, TAG_SCENT, COMPANY_EITHER));
    life_take(s, limit(STANCE_LIKE, TAG_MUSIC, COMPANY_NONE));
    life_take(s, limit(STANCE_MAYBE, TAG_WATER, COMPANY_NONE));
    assert_int_equal(intake_kept_away(s->state), SET_OF(TAG_COLD) | SET_OF(TAG_SCENT));
}

static void a_limit_for_company_says_nothing_about_being_alone(void **at)
{
    struct life *s = *at;
    life_take(s, limit(STANCE_NEVER, TAG_MUSIC, COMPANY_TOGETHER));
    assert_int_equal(intake_kept_away(s->state), 0);
}

static void nothing_is_known_while_locked(void **at)
{
    (void)at;
    assert_int_equal(intake_kept_away(NULL), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, life_begin, life_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(an_answer_is_one_event_for_its_question),
        T(a_form_sent_with_the_return_key_is_kept),
        T(choices_are_numbered_from_one_in_their_order),
        T(of_one_choice_only_one_is_taken),
        T(trigger_marks_are_the_numbers_of_the_tags),
        T(an_answer_with_nothing_in_it_clears_the_answer),
        T(taking_an_answer_away_does_not_need_an_empty_form),
        T(keeping_the_same_again_leaves_no_trace),
        T(later_keeps_the_words_that_were_typed),
        T(later_with_nothing_typed_leaves_the_earlier_answer),
        T(later_does_not_take_marks_for_an_answer),
        T(never_asked_keeps_what_was_answered_before),
        T(asking_after_all_brings_the_question_back_with_its_answer),
        T(asking_after_all_works_without_an_answer),
        T(words_over_the_limit_are_refused_and_not_cut),
        T(every_choice_of_the_longest_list_fits_its_record),
        T(a_look_never_speaks_for_what_is_marked_later),
        T(limits_are_kept_away_like_triggers),
        T(a_limit_for_company_says_nothing_about_being_alone),
        T(nothing_is_known_while_locked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
