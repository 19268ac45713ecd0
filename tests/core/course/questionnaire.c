/*
 * tests/core/course/questionnaire.c - FHIR files as they come: what is kept of them, and what is refused with which words
 *
 * The files in tests/vectors/questionnaires have placeholders for questions; nobody's items are shipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/course/questionnaire.h"
#include "tests/support/files.h"

static uint8_t memory[16 << 20];

static struct arena fresh(void)
{
    return arena_on(memory, sizeof memory);
}

#define assert_words(got, expected)                                                                                    \
    do {                                                                                                               \
        struct str got_ = (got), expected_ = (expected);                                                               \
        if (!str_eq(got_, expected_))                                                                                  \
            fail_msg("\"%.*s\" is not \"%.*s\"", (int)got_.len, got_.at, (int)expected_.len, expected_.at);            \
    } while (0)

static struct questionnaire read_ok(struct str json, struct arena *arena)
{
    struct questionnaire out = {0};
    assert_words(questionnaire_read(json, arena, &out), S(""));
    return out;
}

static struct str problem_of(struct str json)
{
    static struct arena arena;
    struct questionnaire out = {.asks = 77};
    arena = fresh();
    struct str problem = questionnaire_read(json, &arena, &out);
    assert_int_equal(out.asks, 77); /* nothing is given where something is in the way */
    return problem;
}

static void assert_problem(const char *json, const char *says)
{
    struct str problem = problem_of(str_from_c(json));
    if (!problem.len || str_find(problem, str_from_c(says)) == SIZE_MAX)
        fail_msg("%s gives \"%.*s\", which does not say \"%s\"", json, (int)problem.len, problem.at, says);
}

/* Item JSON inside a questionnaire. */
static void assert_item_problem(const char *item, const char *says)
{
    static char json[1 << 15];
    snprintf(json, sizeof json, "{\"resourceType\":\"Questionnaire\",\"item\":[%s]}", item);
    assert_problem(json, says);
}

/* ---- what is kept ---- */

static void values_come_from_the_ordinal_extension_whatever_the_order(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(questionnaire_text("who-5"), &arena);
    assert_words(q.title, S("WHO-5 (placeholders)"));
    assert_words(q.url, S("http://example.org/who5"));
    assert_true(str_starts(q.notice, S("Made for attune's tests.")));
    assert_int_equal(q.asks, 5);
    assert_int_equal(q.len, 6); /* the group's words stand before its questions */
    assert_int_equal(q.left_out, 1);
    assert_true(questionnaire_ask(&q, 0)->options[0].valued);
    assert_words(q.at[0].words, S("A line before the questions"));
    const struct question *first = questionnaire_ask(&q, 0);
    assert_words(first->words, S("Placeholder 1 of five"));
    assert_int_equal(first->options[0].value, 5);
    assert_words(question_words(first, 5), S("Choice 5"));
    assert_words(question_words(first, 0), S("Choice 0"));
    assert_words(question_words(first, 6), S(""));
    assert_null(questionnaire_ask(&q, 5));
}

static void an_ordinal_inside_the_coding_and_escapes_are_read(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(questionnaire_text("phq-9"), &arena);
    assert_int_equal(q.asks, 10);
    assert_int_equal(q.left_out, 1);
    assert_words(questionnaire_ask(&q, 8)->link, S("/44260-8"));
    assert_words(questionnaire_ask(&q, 0)->words, S("Placeholder 1: “of nine” 🙂"));
    assert_words(question_words(questionnaire_ask(&q, 8), 3), S("Choice 3"));
    assert_true(questionnaire_ask(&q, 8)->options[0].valued);
    assert_false(questionnaire_ask(&q, 9)->options[0].valued); /* the tenth says nothing about its values */
}

static void integers_are_their_own_words(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(questionnaire_text("gad-7"), &arena);
    assert_int_equal(q.asks, 7);
    assert_words(question_words(questionnaire_ask(&q, 6), 2), S("2"));
}

static void nested_groups_are_flattened_in_order_and_lines_are_lines(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(questionnaire_text("pcl-5"), &arena);
    assert_int_equal(q.asks, 20);
    assert_int_equal(q.len, 24);
    assert_false(questionnaire_ask(&q, 0)->options[0].valued);
    assert_words(q.at[6].words, S("Second group"));
    assert_words(questionnaire_ask(&q, 19)->words, S("Placeholder 20 of twenty"));
    assert_words(question_words(questionnaire_ask(&q, 0), 4), S("Extremely"));
}

static void yes_and_no_and_questions_below_a_question_are_read(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(questionnaire_text("pc-ptsd-5"), &arena);
    assert_int_equal(q.asks, 6);
    assert_words(questionnaire_ask(&q, 0)->words, S("The question before the five"));
    assert_words(question_words(questionnaire_ask(&q, 5), 1), S("Yes"));
}

static void own_words_are_left_out_and_codes_of_one_digit_count_nothing(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(questionnaire_text("itq"), &arena);
    assert_int_equal(q.asks, 19);
    assert_int_equal(q.left_out, 1);
    assert_words(questionnaire_ask(&q, 18)->options[4].words, S("4 = Extremely"));
    assert_words(questionnaire_ask(&q, 18)->options[4].code, S("4"));
    assert_false(questionnaire_ask(&q, 18)->options[4].valued);
}

/* ---- the kept form ---- */

static void what_is_kept_is_read_again_alike(void **unused)
{
    (void)unused;
    static const char *const NAMES[] = {"who-5", "phq-9", "gad-7", "pcl-5", "pc-ptsd-5", "itq", "other"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct arena arena = fresh();
        struct questionnaire q = read_ok(questionnaire_text(NAMES[i]), &arena), again;
        struct str kept = questionnaire_pack(&q, &arena);
        assert_int_equal(questionnaire_unpack(kept, &arena, &again), ERR_OK);
        assert_int_equal(again.asks, q.asks);
        assert_int_equal(again.len, q.len);
        assert_words(questionnaire_pack(&again, &arena), kept);
        assert_true(kept.len < 20000);
    }
}

static void the_kept_form_is_one_item_a_line(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(questionnaire_text("other"), &arena);
    assert_words(questionnaire_pack(&q, &arena), S("1\tPlaceholder\t0 0\t1 1\t2 2"));
}

static void what_is_not_the_kept_form_is_an_error(void **unused)
{
    (void)unused;
    static const char *const BROKEN[] = {
        "",           "no tab",    "1\t",         "1\t\t0 No",         "1\tA line alone",
        "1\tQ\tx No", "1\tQ\t0No", "1\tQ\t10 No", "1\tQ\t0 No\t0 Yes", "1\tQ\t0 ",
    };
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        struct arena arena = fresh();
        struct questionnaire q;
        if (questionnaire_unpack(str_from_c(BROKEN[i]), &arena, &q) != ERR_MALFORMED)
            fail_msg("%s", BROKEN[i]);
    }
}

static void more_lines_or_choices_than_allowed_are_too_long(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct buf lines = buf_on(&arena), options = buf_on(&arena);
    struct questionnaire q;
    for (int i = 0; i < QUESTIONNAIRE_LINES_MAX + 1; i++)
        buf_put(&lines, S("1\tQ\t0 No\n"));
    assert_int_equal(questionnaire_unpack(buf_str(&lines), &arena, &q), ERR_TOO_LONG);
    buf_put(&options, S("1\tQ"));
    for (int i = 0; i < 11; i++) {
        buf_put_byte(&options, '\t');
        buf_put_u64(&options, (uint64_t)i % 10);
        buf_put(&options, S(" x"));
    }
    assert_int_equal(questionnaire_unpack(buf_str(&options), &arena, &q), ERR_TOO_LONG);
}

/* ---- what is in the way is said ---- */

static void every_file_that_cannot_be_read_says_why(void **unused)
{
    (void)unused;
    assert_problem("", "still empty");
    assert_problem("  \n", "still empty");
    assert_problem("{\"resourceType\":", "too soon");
    assert_problem("{'resourceType':1}", "not whole JSON");
    assert_problem("[1]", "not a FHIR Questionnaire");
    assert_problem("{\"resourceType\":\"Patient\"}", "not a FHIR Questionnaire");
    assert_problem("{}", "not a FHIR Questionnaire");
    assert_problem("{\"resourceType\":\"QuestionnaireResponse\"}", "answers");
    assert_problem("{\"resourceType\":\"Bundle\"}", "bundle");
    assert_problem("{\"resourceType\":\"Questionnaire\"}", "no questions");
    assert_problem("{\"resourceType\":\"Questionnaire\",\"group\":{\"question\":[]}}", "DSTU2");
    assert_problem("{\"resourceType\":\"Questionnaire\",\"item\":[]}", "no question with choices");
    assert_problem("{\"resourceType\":\"Questionnaire\",\"item\":{}}", "another shape");
}

static void every_question_that_cannot_be_read_says_which_and_why(void **unused)
{
    (void)unused;
    assert_item_problem("3", "another shape");
    assert_item_problem("{\"type\":\"string\",\"text\":\"Tell it\"}", "no question with choices");
    assert_item_problem("{\"text\":\"?\"}", "does not say what type");
    assert_item_problem("{\"type\":\"slider\",\"text\":\"?\"}", "does not know");
    assert_item_problem("{\"type\":\"open-choice\",\"text\":\"?\"}", "a choice or own words");
    assert_item_problem("{\"type\":\"choice\"}", "Question 1 has no words");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\"}", "no choices in this file");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[]}", "empty list");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerValueSet\":\"http://x/v\"}", "value set");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerValueSet\":\"#v\"}", "not there");
    assert_item_problem("{\"type\":\"coding\",\"text\":\"?\",\"answerConstraint\":\"optionsOrString\","
                        "\"answerOption\":[{\"valueInteger\":1}]}",
                        "a choice or own words");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerValueSet\":\"#v\","
                        "\"answerOption\":[{\"valueInteger\":1}]}",
                        "in two ways");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[{\"valueInteger\":1,"
                        "\"valueString\":\"a\"}]}",
                        "two different things");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[{\"valueInteger\":1,\"extension\":[{"
                        "\"url\":\"http://hl7.org/fhir/StructureDefinition/itemWeight\",\"valueDecimal\":0}]}]}",
                        "two different numbers");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"repeats\":true,\"answerOption\":[{\"valueInteger\":1}]}",
                        "several answers");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[{\"valueInteger\":11}]}", "0 to 9");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[{\"valueInteger\":-1}]}", "0 to 9");
    assert_item_problem(
        "{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[{\"valueCoding\":{\"display\":\"x\","
        "\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/ordinalValue\",\"valueDecimal\":1.5}]}}]}",
        "0 to 9");
    assert_item_problem(
        "{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[{\"valueInteger\":1},{\"valueInteger\":1}]}",
        "count the same");
    assert_item_problem("{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[{\"valueCoding\":{\"code\":\"1\"}}]}",
                        "has no words");
    assert_item_problem("{\"type\":\"boolean\",\"text\":\"a\"},{\"type\":\"choice\",\"text\":\"\"}",
                        "Question 2 has no words");
}

static void size_and_number_have_an_end(void **unused)
{
    (void)unused;
    static char big[QUESTIONNAIRE_BYTES_MAX + 16];
    memset(big, ' ', sizeof big - 1);
    big[0] = '{';
    big[sizeof big - 2] = '}';
    assert_problem(big, "larger");

    static char many[1 << 14], deep[1 << 12], text[2048];
    size_t len = 0;
    for (int i = 0; i < QUESTIONNAIRE_LINES_MAX + 1; i++)
        len += (size_t)snprintf(many + len, sizeof many - len, "%s{\"type\":\"boolean\",\"text\":\"a\"}", i ? "," : "");
    assert_item_problem(many, "48 lines");

    len = 0;
    for (int i = 0; i < 40; i++)
        len += (size_t)snprintf(deep + len, sizeof deep - len, "{\"item\":[");
    for (int i = 0; i < 40; i++)
        len += (size_t)snprintf(deep + len, sizeof deep - len, "]}");
    assert_item_problem(deep, "nested");

    memset(text, 'a', QUESTION_BYTES_MAX + 1);
    static char item[1 << 12];
    snprintf(item, sizeof item, "{\"type\":\"boolean\",\"text\":\"%s\"}", text);
    assert_item_problem(item, "longer than attune can save");

    snprintf(item, sizeof item, "{\"type\":\"choice\",\"text\":\"?\",\"answerOption\":[%s]}",
             "{\"valueString\":\"a\"},{\"valueString\":\"b\"},{\"valueString\":\"c\"},{\"valueString\":\"d\"},{"
             "\"valueString\":\"e\"},"
             "{\"valueString\":\"f\"},{\"valueString\":\"g\"},{\"valueString\":\"h\"},{\"valueString\":\"i\"},{"
             "\"valueString\":\"j\"},"
             "{\"valueString\":\"k\"}");
    assert_item_problem(item, "more than ten");
}

/* As many lists as fit, each of which would be looked through for every part of the first. */
static void lists_without_end_are_not_looked_through(void **unused)
{
    (void)unused;
    static char json[QUESTIONNAIRE_BYTES_MAX];
    static const char *const PARTS[] = {"{\"resourceType\":\"CodeSystem\"}", "{\"resourceType\":\"ValueSet\"}"};
    for (size_t i = 0; i < 2; i++) {
        size_t len =
            (size_t)snprintf(json, sizeof json, "{\"resourceType\":\"Questionnaire\",\"item\":[],\"contained\":[");
        for (int n = 0; n < 129; n++)
            len += (size_t)snprintf(json + len, sizeof json - len, "%s%s", n ? "," : "", PARTS[i]);
        snprintf(json + len, sizeof json - len, "]}");
        assert_problem(json, "many more lists");
    }
    size_t len = (size_t)snprintf(json, sizeof json,
                                  "{\"resourceType\":\"Questionnaire\",\"item\":[],\"contained\":[{\"resourceType\":"
                                  "\"ValueSet\",\"compose\":{\"include\":[");
    for (int n = 0; n < 33; n++)
        len += (size_t)snprintf(json + len, sizeof json - len, "%s{}", n ? "," : "");
    snprintf(json + len, sizeof json - len, "]}}]}");
    assert_problem(json, "many more lists");
}

static void a_byte_order_mark_and_unknown_parts_are_passed_over(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q = read_ok(
        S("\xEF\xBB\xBF{\"meta\":{\"x\":[1,{}]},\"item\":[{\"code\":[{\"a\":null}],\"extension\":[{\"url\":\"u\"}],"
          "\"type\":\"boolean\",\"text\":\"Well?\"}],\"name\":\"Short\",\"resourceType\":\"Questionnaire\"}"),
        &arena);
    assert_words(q.title, S("Short"));
    assert_int_equal(q.asks, 1);
}

/* A coding says nothing of its number; the code system in the file does, by the code, wherever the coding stands. */
static void a_code_system_inside_the_file_gives_codings_their_numbers(void **unused)
{
    (void)unused;
    static const char *const ITEMS[] = {
        "\"answerOption\":[{\"valueCoding\":{\"system\":\"urn:s\",\"code\":\"b\"}},{\"valueCoding\":{\"system\":\"urn:"
        "s\","
        "\"code\":\"a\",\"display\":\"Word a\"}}]",
        "\"answerValueSet\":\"#v\"",
    };
    for (size_t i = 0; i < sizeof ITEMS / sizeof *ITEMS; i++) {
        static char json[2048];
        struct arena arena = fresh();
        snprintf(
            json, sizeof json,
            "{\"resourceType\":\"Questionnaire\",\"item\":[{\"type\":\"choice\",\"text\":\"?\",%s}],\"contained\":["
            "{\"resourceType\":\"ValueSet\",\"id\":\"v\",\"compose\":{\"include\":[{\"system\":\"urn:s\",\"concept\":["
            "{\"code\":\"b\"},{\"code\":\"a\",\"display\":\"Word a\"}]}]}},"
            "{\"resourceType\":\"CodeSystem\",\"url\":\"urn:s\",\"concept\":[{\"code\":\"a\",\"display\":\"A\","
            "\"property\":[{"
            "\"code\":\"itemWeight\",\"valueDecimal\":0}],\"concept\":[{\"code\":\"b\",\"display\":\"Word "
            "b\",\"property\":[{"
            "\"code\":\"itemWeight\",\"valueDecimal\":1.0}]}]}]}]}",
            ITEMS[i]);
        struct questionnaire q = read_ok(str_from_c(json), &arena);
        assert_words(questionnaire_pack(&q, &arena), S("\t?\t1 Word b\t0 Word a"));
        assert_true(q.at[0].options[0].valued && q.at[0].options[1].valued);
    }
}

/* A tab or line break inside a text would break the kept form. */
static void no_text_can_break_out_of_its_line(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct questionnaire q =
        read_ok(S("{\"resourceType\":\"Questionnaire\",\"item\":[{\"type\":\"choice\",\"linkId\":\"a\\tb\","
                  "\"text\":\"one\\ntwo\\u0007\",\"answerOption\":[{\"valueString\":\"x\\t1 y\"}]}]}"),
                &arena);
    assert_words(questionnaire_pack(&q, &arena), S("a b\tone two\t0 x 1 y"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_from_the_ordinal_extension_whatever_the_order),
        cmocka_unit_test(an_ordinal_inside_the_coding_and_escapes_are_read),
        cmocka_unit_test(integers_are_their_own_words),
        cmocka_unit_test(nested_groups_are_flattened_in_order_and_lines_are_lines),
        cmocka_unit_test(yes_and_no_and_questions_below_a_question_are_read),
        cmocka_unit_test(own_words_are_left_out_and_codes_of_one_digit_count_nothing),
        cmocka_unit_test(what_is_kept_is_read_again_alike),
        cmocka_unit_test(the_kept_form_is_one_item_a_line),
        cmocka_unit_test(what_is_not_the_kept_form_is_an_error),
        cmocka_unit_test(more_lines_or_choices_than_allowed_are_too_long),
        cmocka_unit_test(every_file_that_cannot_be_read_says_why),
        cmocka_unit_test(every_question_that_cannot_be_read_says_which_and_why),
        cmocka_unit_test(size_and_number_have_an_end),
        cmocka_unit_test(lists_without_end_are_not_looked_through),
        cmocka_unit_test(a_byte_order_mark_and_unknown_parts_are_passed_over),
        cmocka_unit_test(a_code_system_inside_the_file_gives_codings_their_numbers),
        cmocka_unit_test(no_text_can_break_out_of_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
