/*
 * tests/core/course/measure.c - adding up by the published examples, what fits, the ninth question, and what may be
 * kept
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/course/journal.h"
#include "core/course/measure.h"
#include "tests/support/files.h"
#include "tests/support/life.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static struct str sample(struct life *test, const char *name)
{
    return str_copy(&test->arena, questionnaire_text(name));
}

/* ---- adding up ---- */

/* Answers whose numbers are sure, and whose questions were deleted. */
static bool opens_support(struct life *test, uint32_t which, struct str answers)
{
    struct measured said = {.which = which, .answers = answers, .values = 1};
    return measure_opens_support(test->state, &said, test->arena);
}

static struct str told(struct life *test, uint32_t which, struct str answers)
{
    struct measure_result result;
    struct buf b = buf_on(&test->arena);
    measure_score(which, answers, &result);
    if (!result.fits)
        return S("does not fit");
    buf_put_u64(&b, result.sum);
    buf_put(&b, S(" of "));
    buf_put_u64(&b, result.of);
    buf_put(&b, S(", "));
    buf_put_u64(&b, result.high);
    buf_put(&b, S(" high"));
    if (result.open) {
        buf_put(&b, S(", "));
        buf_put_u64(&b, result.open);
        buf_put(&b, S(" open"));
    }
    buf_put(&b, result.text.len ? S(", ") : S(""));
    buf_put(&b, result.text);
    buf_put(&b, opens_support(test, which, answers) ? S(", support") : S(""));
    return buf_str(&b);
}

static void the_published_examples_add_up(void **at)
{
    struct life *test = *at;
    struct str line, rest = file_text("tests/vectors/measures.txt"), left, expected, key, answers;
    unsigned examples = 0;
    while (str_cut(rest, '\n', &line, &rest)) {
        if (!line.len || line.at[0] == '#')
            continue;
        size_t bar = str_find(line, S(" | "));
        assert_true(bar != SIZE_MAX);
        left = str_first(line, bar);
        expected = str_after(line, bar + 3);
        str_cut(left, ' ', &key, &answers);
        const struct key_row *row = row_by_key(MEASURE_KEYS, key);
        assert_non_null(row);
        struct str got = told(test, row->number, answers);
        if (!str_eq(got, expected))
            fail_msg("%.*s: %.*s", (int)line.len, line.at, (int)got.len, got.at);
        examples++;
    }
    assert_true(examples > 40);
}

static void what_is_for_a_clinician_never_has_words_about_the_answers(void **at)
{
    (void)at;
    static const enum measure_name FOR_CLINICIANS[] = {MEASURE_PCL5, MEASURE_ITQ};
    for (size_t i = 0; i < 2; i++) {
        const struct measure_row *row = measure_row(FOR_CLINICIANS[i]);
        assert_true(row->for_clinician);
        for (char c = '0'; c <= '4'; c++) {
            char answers[32];
            memset(answers, c, sizeof answers);
            struct measure_result result;
            measure_score((uint32_t)row->which, (struct str){answers, row->items}, &result);
            assert_true(result.fits);
            assert_int_equal(result.text.len, 0);
        }
    }
}

/* Every answer that is not zero, whatever stands around it; and never from any other question. */
static void the_ninth_question_opens_support_with_every_answer_but_zero(void **at)
{
    struct life *test = *at;
    static const char AROUND[] = "-0123";
    for (const char *a = AROUND; *a; a++)
        for (size_t len = 9; len <= 10; len++)
            for (char ninth = '0'; ninth <= '9'; ninth++) {
                char answers[10];
                memset(answers, *a, sizeof answers);
                answers[8] = ninth;
                bool opens = opens_support(test, MEASURE_PHQ9, (struct str){answers, len});
                assert_int_equal(opens, ninth != '0');
            }
    assert_false(opens_support(test, MEASURE_PHQ9, S("33333333-")));
    assert_false(opens_support(test, MEASURE_PHQ9, S("333333330")));
    assert_false(opens_support(test, MEASURE_PHQ9, S("33333333")));
    assert_false(opens_support(test, MEASURE_GAD7, S("33333333")));
    assert_false(opens_support(test, MEASURE_ITQ, S("444444444444444444")));
}

/* ---- bringing one here ---- */

static struct str import(struct life *test, struct str json, const char *which, const char *name)
{
    struct field *fields = ARENA_MANY(&test->arena, struct field, 3);
    fields[0] = (struct field){S("json"), json};
    fields[1] = (struct field){S("which"), str_from_c(which)};
    fields[2] = (struct field){S("name"), str_from_c(name)};
    struct form form = {fields, 3};
    return measure_import_decide(&form, &test->arena, &test->event);
}

static void all_six_are_known_by_their_titles(void **at)
{
    struct life *test = *at;
    static const struct {
        const char *file;
        enum measure_name which;
    } SIX[] = {{"who-5", MEASURE_WHO5}, {"phq-9", MEASURE_PHQ9},         {"gad-7", MEASURE_GAD7},
               {"pcl-5", MEASURE_PCL5}, {"pc-ptsd-5", MEASURE_PC_PTSD5}, {"itq", MEASURE_ITQ}};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(import(test, sample(test, SIX[i].file), "", "").len, 0);
        assert_int_equal(test->event.measure.which, SIX[i].which);
        assert_true(test->event.measure.name.len > 0 && test->event.measure.items.len > 0);
        assert_true(str_starts(test->event.measure.notice, S("Made for attune's tests.")));
        life_take(test, test->event);
    }
    assert_int_equal(test->state->measures.len, 6);
}

static bool says(struct str problem, const char *words)
{
    return str_find(problem, str_from_c(words)) != SIZE_MAX;
}

static void one_that_is_none_of_the_six_is_not_guessed_at(void **at)
{
    struct life *test = *at;
    assert_true(says(import(test, sample(test, "other"), "", ""), "which of the six"));
    assert_true(says(import(test, sample(test, "other"), "own", ""), "which of the six"));
    assert_true(says(import(test, sample(test, "other"), "who-5", ""), "has 5 questions that count. This file has 1."));
}

static void chosen_as_another_it_is_refused_with_the_reason(void **at)
{
    struct life *test = *at;
    assert_true(says(import(test, sample(test, "gad-7"), "phq-9", ""), "has 9 questions that count. This file has 7."));
    assert_true(says(import(test, sample(test, "who-5"), "pc-ptsd-5", ""), "do not count from 0 to 1"));
    assert_true(
        says(import(test, sample(test, "pc-ptsd-5"), "who-5", ""), "has 5 questions that count. This file has 6."));
}

static struct str with(struct life *test, struct str text, const char *old, const char *new)
{
    struct buf b = buf_on(&test->arena);
    for (size_t i; (i = str_find(text, str_from_c(old))) != SIZE_MAX; text = str_after(text, i + strlen(old))) {
        buf_put(&b, str_first(text, i));
        buf_put(&b, str_from_c(new));
    }
    buf_put(&b, text);
    return buf_str(&b);
}

static void a_who5_that_does_not_say_its_values_is_not_guessed_at(void **at)
{
    struct life *test = *at;
    struct str json = with(test, sample(test, "who-5"), "ordinalValue", "somethingElse");
    assert_true(says(import(test, json, "", ""), "does not say how much “Choice 5” counts"));
}

static void a_phq9_with_its_ninth_question_elsewhere_is_not_read(void **at)
{
    struct life *test = *at;
    struct str json = with(test, sample(test, "phq-9"), "44260-8", "tmp");
    json = with(test, json, "44250-9", "44260-8");
    assert_true(says(import(test, json, "", ""), "another order"));
}

/* ---- in every order, with every label ---- */

/* The words of the six scales, least first, and how many questions count. */
static const struct scale {
    const char *key;
    unsigned items;
    const char *words[6];
} SCALES[] = {
    {"who-5",
     5,
     {"At no time", "Some of the time", "Less than half of the time", "More than half of the time", "Most of the time",
      "All of the time"}},
    {"phq-9", 9, {"Not at all", "Several days", "More than half the days", "Nearly every day"}},
    {"gad-7", 7, {"Not at all", "Several days", "More than half the days", "Nearly every day"}},
    {"pcl-5", 20, {"Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"}},
    {"pc-ptsd-5", 5, {"No", "Yes"}},
    {"itq", 18, {"Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"}},
};
enum { SCALES_LEN = sizeof SCALES / sizeof *SCALES };

static unsigned scale_len(const struct scale *scale)
{
    unsigned len = 0;
    while (len < 6 && scale->words[len])
        len++;
    return len;
}

/* One choice as JSON, at place k of question n, meaning v. */
typedef void put_choice(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v);
typedef unsigned order_of(unsigned n, unsigned k, unsigned len);

__attribute__((format(printf, 2, 3))) static void put_f(struct buf *b, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    buf_put(b, str_from_c(text));
}

static struct str scale_file(struct life *test, const struct scale *scale, order_of *order, put_choice *put)
{
    struct buf b = buf_on(&test->arena);
    put_f(&b, "{\"resourceType\":\"Questionnaire\",\"title\":\"%s\",\"item\":[", scale->key);
    for (unsigned n = 0; n < scale->items; n++) {
        put_f(&b, "%s{\"type\":\"choice\",\"linkId\":\"%u\",\"text\":\"Q\",\"answerOption\":[", n ? "," : "", n);
        for (unsigned k = 0; k < scale_len(scale); k++) {
            unsigned v = order(n, k, scale_len(scale));
            buf_put(&b, k ? S(",") : S(""));
            put(&b, scale->words[v], n, k, v);
        }
        buf_put(&b, S("]}"));
    }
    buf_put(&b, S("]}"));
    return buf_str(&b);
}

static unsigned least_first(unsigned n, unsigned k, unsigned len)
{
    (void)n;
    (void)len;
    return k;
}
static unsigned most_first(unsigned n, unsigned k, unsigned len)
{
    (void)n;
    return len - 1 - k;
}
static unsigned shuffled(unsigned n, unsigned k, unsigned len)
{
    return (k + n) % len;
}
static order_of *const ORDERS[] = {least_first, most_first, shuffled};

/* All six, in all orders, are taken, and the words count what they mean. */
static void assert_counted(struct life *test, put_choice *put)
{
    for (size_t i = 0; i < SCALES_LEN; i++)
        for (size_t o = 0; o < 3; o++) {
            struct questionnaire kept;
            struct str problem = import(test, scale_file(test, &SCALES[i], ORDERS[o], put), "", "");
            if (problem.len)
                fail_msg("%s: %.*s", SCALES[i].key, (int)problem.len, problem.at);
            assert_int_equal(questionnaire_unpack(test->event.measure.items, &test->arena, &kept), ERR_OK);
            for (unsigned n = 0; n < SCALES[i].items; n++)
                for (unsigned k = 0; k < scale_len(&SCALES[i]); k++)
                    assert_int_equal(questionnaire_ask(&kept, n)->options[k].value,
                                     ORDERS[o](n, k, scale_len(&SCALES[i])));
        }
}

/* All six, in all orders or in those that are out of order, are refused with these words. */
static void assert_refused(struct life *test, put_choice *put, size_t from, const char *words)
{
    for (size_t i = 0; i < SCALES_LEN; i++)
        for (size_t o = from; o < 3; o++) {
            struct str problem = import(test, scale_file(test, &SCALES[i], ORDERS[o], put), "", "");
            if (!says(problem, words))
                fail_msg("%s: \"%.*s\"", SCALES[i].key, (int)problem.len, problem.at);
        }
}

static void put_string(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)n;
    (void)k;
    (void)v;
    put_f(b, "{\"valueString\":\"%s\"}", words);
}
static void put_numbered(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)n;
    (void)v;
    put_f(b, "{\"valueString\":\"%u. %s\"}", k + 1, words);
}
static void put_scored(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)n;
    (void)k;
    put_f(b, "{\"valueString\":\"%u = %s\"}", v, words);
}
static void put_lettered(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)n;
    (void)v;
    put_f(b, "{\"valueString\":\"%c) %s\"}", 'a' + (int)k, words);
}
static void put_coded(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)n;
    (void)v;
    put_f(b, "{\"valueCoding\":{\"system\":\"urn:x\",\"code\":\"%u\",\"display\":\"%s\"}}", k + 1, words);
}
static void put_coded_from_nought(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)n;
    (void)v;
    put_f(b, "{\"valueCoding\":{\"code\":\"%u\",\"display\":\"%s\"}}", k, words);
}
static void put_code_alone(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)words;
    (void)n;
    (void)k;
    put_f(b, "{\"valueCoding\":{\"code\":\"%u\",\"display\":\"Word %c\"}}", v, 'A' + (int)v);
}
static void put_unknown(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)words;
    (void)n;
    (void)k;
    put_f(b, "{\"valueString\":\"Word %c\"}", 'A' + (int)v);
}
static void put_weighed(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)words;
    (void)n;
    (void)k;
    put_f(b,
          "{\"valueString\":\"Word %c\",\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/itemWeight\","
          "\"valueDecimal\":%u}]}",
          'A' + (int)v, v);
}
/* "Not at all" counting the most. */
static void put_denied(struct buf *b, const char *words, unsigned n, unsigned k, unsigned v)
{
    (void)n;
    (void)k;
    put_f(b,
          "{\"valueCoding\":{\"display\":\"%s\",\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/"
          "ordinalValue\",\"valueDecimal\":%u}]}}",
          words, v ^ 1u);
}

static void words_of_the_scale_count_in_every_order(void **at)
{
    assert_counted(*at, put_string);
}

static void labels_before_the_words_change_nothing(void **at)
{
    assert_counted(*at, put_numbered);
    assert_counted(*at, put_scored);
    assert_counted(*at, put_lettered);
}

static void numbers_from_the_file_count_in_every_order(void **at)
{
    assert_counted(*at, put_weighed);
}

static void codes_that_number_the_choices_change_nothing(void **at)
{
    assert_counted(*at, put_coded);
}

static void words_that_nobody_knows_are_refused_for_each_of_the_six(void **at)
{
    assert_refused(*at, put_unknown, 0, "does not say how much");
    assert_refused(*at, put_code_alone, 0, "does not say how much");
}

static void codes_that_look_like_numbers_must_be_them(void **at)
{
    assert_refused(*at, put_coded_from_nought, 1, "numbers stand beside the choices");
}

static void numbers_that_the_words_deny_are_refused(void **at)
{
    assert_refused(*at, put_denied, 0, "two different things");
}

/* The ninth question, answered with each choice of each file that is taken. */
static void the_ninth_question_goes_by_its_words_in_every_order(void **at)
{
    struct life *test = *at;
    static put_choice *const WAYS[] = {put_string, put_numbered, put_scored, put_lettered, put_coded, put_weighed};
    for (size_t w = 0; w < sizeof WAYS / sizeof *WAYS; w++)
        for (size_t o = 0; o < 3; o++) {
            assert_int_equal(import(test, scale_file(test, &SCALES[1], ORDERS[o], WAYS[w]), "", "").len, 0);
            struct measured said = {.measure = life_take(test, test->event), .which = MEASURE_PHQ9};
            for (unsigned k = 0; k < 4; k++) {
                char answers[] = "--------x";
                struct questionnaire kept;
                assert_int_equal(questionnaire_unpack(test->event.measure.items, &test->arena, &kept), ERR_OK);
                answers[8] = (char)('0' + questionnaire_ask(&kept, 8)->options[k].value);
                said.answers = str_from_c(answers);
                assert_int_equal(measure_opens_support(test->state, &said, test->arena), ORDERS[o](8, k, 4) > 0);
            }
        }
}

/* ---- shapes of public files, in small ---- */

static void value_sets_and_code_systems_inside_the_file_are_read(void **at)
{
    struct life *test = *at;
    static const char *const FILES[] = {"phq-9-contained", "gad-7-expanded", "who-5-system", "phq-9-stu3",
                                        "pc-ptsd-5-yes-first"};
    static const char *const LEAST[] = {"Not at all", "Not at all", "Aldrig", "Not at all", "No"};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        struct questionnaire kept;
        struct str problem = import(test, sample(test, FILES[i]), "", "");
        if (problem.len)
            fail_msg("%s: %.*s", FILES[i], (int)problem.len, problem.at);
        assert_int_equal(questionnaire_unpack(test->event.measure.items, &test->arena, &kept), ERR_OK);
        for (size_t n = 0; n < kept.asks; n++)
            assert_true(str_eq(question_words(questionnaire_ask(&kept, n), 0), str_from_c(LEAST[i])));
    }
}

static void what_is_really_elsewhere_is_said_to_be(void **at)
{
    struct life *test = *at;
    struct str json = sample(test, "phq-9-contained");
    assert_true(
        says(import(test, with(test, json, "\"#often\"", "\"http://x.org/often\""), "", ""), "in another file"));
    assert_true(says(import(test, with(test, json, "\"#often\"", "\"#other\""), "", ""), "the list is not there"));
    assert_true(says(import(test, with(test, json, "\"concept\"", "\"filter\""), "", ""), "by a rule"));
    json = sample(test, "who-5-system");
    assert_true(says(import(test, with(test, json, "CodeSystem", "Basic"), "", ""), "a code system"));
}

static void a_phq9_whose_words_show_another_order_is_not_read(void **at)
{
    struct life *test = *at;
    struct str json =
        with(test, sample(test, "phq-9-contained"), "Placeholder 3 of nine", "Better off dead, placeholder");
    assert_true(says(import(test, json, "", ""), "another order"));
}

/* ---- kept before it was kept how the numbers came ---- */

static struct stamp kept_by_place(struct life *test, uint32_t which, const char *choices, unsigned asks)
{
    struct buf items = buf_on(&test->arena);
    for (unsigned n = 0; n < asks; n++)
        put_f(&items, "%s%u\tQ\t%s", n ? "\n" : "", n, choices);
    struct measure measure = {.name = S("Old"), .which = which, .items = buf_str(&items)};
    return life_take(test, (struct event){.kind = MEASURE_IMPORTED, .measure = measure});
}

static struct measure_result result_of(struct life *test, struct stamp measure, uint32_t which, const char *answers)
{
    struct measured said = {.measure = measure, .which = which, .answers = str_from_c(answers)};
    struct measure_result result;
    measure_result(test->state, &said, test->arena, &result);
    return result;
}

static void what_was_counted_by_place_is_not_added_up(void **at)
{
    struct life *test = *at;
    struct stamp upside = kept_by_place(test, MEASURE_PC_PTSD5, "0 Yes\t1 No", 5);
    struct stamp right = kept_by_place(test, MEASURE_PC_PTSD5, "0 No\t1 Yes", 5);
    struct stamp unknown = kept_by_place(test, MEASURE_PC_PTSD5, "0 Non\t1 Oui", 5);
    assert_true(result_of(test, upside, MEASURE_PC_PTSD5, "00000").unsure);
    assert_true(result_of(test, unknown, MEASURE_PC_PTSD5, "00000").unsure);
    assert_false(result_of(test, right, MEASURE_PC_PTSD5, "11111").unsure);
    assert_int_equal(result_of(test, right, MEASURE_PC_PTSD5, "11111").sum, 5);
    assert_int_equal(result_of(test, upside, MEASURE_PC_PTSD5, "00000").sum, 0);
    assert_int_equal(result_of(test, upside, MEASURE_PC_PTSD5, "00000").text.len, 0);
}

static void nobody_is_asked_to_fill_in_what_cannot_be_added_up(void **at)
{
    struct life *test = *at;
    kept_by_place(test, MEASURE_WHO5, "0 A\t1 B\t2 C\t3 D\t4 E\t5 F", 5);
    assert_null(measure_imported(test->state, MEASURE_WHO5, test->arena));
}

static void it_can_be_named_and_renamed_and_keeps_its_questions(void **at)
{
    struct life *test = *at;
    assert_int_equal(import(test, sample(test, "gad-7"), "", "  Worry, short ").len, 0);
    struct stamp id = life_take(test, test->event);
    struct entry *entry = state_entry(test->state, id);
    struct str items = entry->shown->measure.items;
    assert_true(str_eq(entry->shown->measure.name, S("Worry, short")));
    struct field field = {S("name"), S("Worry")};
    struct form form = {&field, 1};
    assert_int_equal(measure_name_decide(&form, entry, &test->event).len, 0);
    life_take(test, test->event);
    assert_int_equal(test->state->measures.len, 1);
    assert_true(str_eq(entry->shown->measure.name, S("Worry")));
    assert_true(str_eq(entry->shown->measure.items, items));
    field.value = S(" ");
    assert_true(says(measure_name_decide(&form, entry, &test->event), "still empty"));
}

/* ---- answering ---- */

static const struct entry *imported(struct life *test, const char *name)
{
    assert_int_equal(import(test, sample(test, name), "", "").len, 0);
    return state_entry(test->state, life_take(test, test->event));
}

/* Fields a-0, a-1 ... from a line of answers; '-' leaves one out. */
static struct form form_of(struct life *test, const char *answers)
{
    struct field *fields = ARENA_MANY(&test->arena, struct field, 64);
    size_t len = 0;
    for (size_t i = 0; answers[i]; i++) {
        char name[24];
        snprintf(name, sizeof name, "a-%zu", i);
        if (answers[i] != '-')
            fields[len++] = (struct field){str_copy(&test->arena, str_from_c(name)),
                                           str_copy(&test->arena, (struct str){answers + i, 1})};
    }
    return (struct form){fields, len};
}

static void answers_are_kept_as_they_were_chosen(void **at)
{
    struct life *test = *at;
    const struct entry *measure = imported(test, "phq-9");
    struct form form = form_of(test, "01230-1232");
    assert_int_equal(measure_said_decide(&form, measure, (struct stamp){0}, &test->arena, &test->event).len, 0);
    assert_true(str_eq(test->event.measured.answers, S("01230-1232")));
    assert_int_equal(test->event.measured.which, MEASURE_PHQ9);
    assert_int_equal(stamp_cmp(test->event.measured.measure, measure->id), 0);
    struct stamp id = life_take(test, test->event);
    form = form_of(test, "0123011232");
    assert_int_equal(measure_said_decide(&form, measure, id, &test->arena, &test->event).len, 0);
    life_take(test, test->event);
    assert_int_equal(test->state->measured.len, 1); /* corrected, not added */
    assert_true(str_eq(test->state->measured.at[0]->shown->measured.answers, S("0123011232")));
}

static void nothing_said_is_nothing_to_keep_and_no_foreign_answer_is(void **at)
{
    struct life *test = *at;
    const struct entry *measure = imported(test, "gad-7");
    struct form form = form_of(test, "-------");
    assert_true(
        says(measure_said_decide(&form, measure, (struct stamp){0}, &test->arena, &test->event), "You can skip it"));
    form = form_of(test, "0000004");
    assert_true(says(measure_said_decide(&form, measure, (struct stamp){0}, &test->arena, &test->event), "not among"));
    form = form_of(test, "00000000000000");
    assert_int_equal(measure_said_decide(&form, measure, (struct stamp){0}, &test->arena, &test->event).len, 0);
    assert_int_equal(test->event.measured.answers.len, 7); /* no more than there are questions */
}

static void deleting_takes_the_answers_and_every_correction_of_them(void **at)
{
    struct life *test = *at;
    const struct entry *measure = imported(test, "gad-7");
    struct form form = form_of(test, "0001112");
    assert_int_equal(measure_said_decide(&form, measure, (struct stamp){0}, &test->arena, &test->event).len, 0);
    struct stamp id = life_take(test, test->event);
    assert_int_equal(measure_said_decide(&form, measure, id, &test->arena, &test->event).len, 0);
    life_take(test, test->event);
    uint64_t *places;
    const struct practice *of;
    assert_int_equal(state_places(test->state, id, &test->arena, &places), 2);
    assert_int_equal(removal_check(test->state, state_entry(test->state, id), test->arena, &of), REMOVAL_MAY);
    life_take(test,
              removal_event(test->state, state_entry(test->state, id), (struct bytes){0}, test->now_ms, &test->arena));
    state_refold(test->state);
    assert_int_equal(test->state->measured.len, 0);
    assert_null(state_entry(test->state, id));
    assert_int_equal(test->state->measures.len, 1);
}

/* ---- the short check ---- */

static struct form own_form(struct life *test, const char *const *pairs)
{
    struct field *fields = ARENA_MANY(&test->arena, struct field, 64);
    size_t len = 0;
    for (; pairs[2 * len]; len++)
        fields[len] = (struct field){str_from_c(pairs[2 * len]), str_from_c(pairs[2 * len + 1])};
    return (struct form){fields, len};
}

static struct str own(struct life *test, const char *const *pairs)
{
    struct form form = own_form(test, pairs);
    return measure_own_decide(&form, (struct stamp){0}, &test->arena, &test->event);
}
#define OWN(test, ...) own((test), (const char *const[]){__VA_ARGS__, NULL, NULL})

static void the_short_check_keeps_answers_and_own_areas(void **at)
{
    struct life *test = *at;
    assert_int_equal(OWN(test, "a-0", "2", "a-4", "0", "name-0", "Choir", "o-0", "3", "name-2", "The river").len, 0);
    assert_true(str_eq(test->event.measured.answers, S("2---03-")));
    assert_true(str_eq(test->event.measured.own, S("Choir\nThe river")));
    assert_int_equal(test->event.measured.which, MEASURE_OWN);
    struct measure_result result;
    measure_score(MEASURE_OWN, test->event.measured.answers, &result);
    assert_false(result.fits); /* it is never added up */
}

static void the_short_check_says_what_is_in_the_way(void **at)
{
    struct life *test = *at;
    assert_true(says(OWN(test, "words", " "), "nothing to save"));
    assert_true(says(OWN(test, "a-0", "4"), "not among the choices"));
    assert_true(says(OWN(test, "o-1", "2"), "no name yet"));
    assert_true(says(OWN(test, "a-0", "1", "name-0", "two\nlines"), "one line"));
    assert_int_equal(OWN(test, "words", "A word is enough").len, 0);
}

/* ---- now and then ---- */

static struct str choose(struct life *test, const char *rhythm)
{
    struct field field = {S("rhythm"), str_from_c(rhythm)};
    struct form form = {&field, 1};
    return measure_rhythm_decide(&form, &test->event);
}

static void nobody_is_asked_who_did_not_choose_it(void **at)
{
    struct life *test = *at;
    imported(test, "who-5");
    assert_int_equal(measure_due(test->state, test->now_ms + 400 * (int64_t)DAY_MS, test->arena), RHYTHM_NONE);
    assert_true(says(choose(test, "daily"), "Nothing was chosen"));
    assert_int_equal(choose(test, "who-5").len, 0);
    life_take(test, test->event);
    assert_int_equal(measure_due(test->state, test->now_ms, test->arena), RHYTHM_WHO5);
    assert_int_equal(choose(test, "none").len, 0);
    life_take(test, test->event);
    assert_int_equal(measure_due(test->state, test->now_ms, test->arena), RHYTHM_NONE);
}

static void it_is_never_asked_sooner_than_four_weeks(void **at)
{
    struct life *test = *at;
    assert_int_equal(choose(test, "who-5").len, 0);
    life_take(test, test->event);
    assert_int_equal(measure_due(test->state, test->now_ms, test->arena),
                     RHYTHM_NONE); /* its file was not brought here */
    const struct entry *measure = imported(test, "who-5");
    struct form form = form_of(test, "33333");
    assert_int_equal(measure_said_decide(&form, measure, (struct stamp){0}, &test->arena, &test->event).len, 0);
    int64_t said_ms = stamp_ms(life_take(test, test->event));
    for (int64_t day = 0; day < MEASURE_RHYTHM_DAYS; day++)
        assert_int_equal(measure_due(test->state, said_ms + day * DAY_MS + DAY_MS - 1, test->arena), RHYTHM_NONE);
    assert_int_equal(measure_due(test->state, said_ms + MEASURE_RHYTHM_DAYS * (int64_t)DAY_MS, test->arena),
                     RHYTHM_WHO5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, life_begin, life_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_published_examples_add_up),
        TEST(what_is_for_a_clinician_never_has_words_about_the_answers),
        TEST(the_ninth_question_opens_support_with_every_answer_but_zero),
        TEST(all_six_are_known_by_their_titles),
        TEST(one_that_is_none_of_the_six_is_not_guessed_at),
        TEST(chosen_as_another_it_is_refused_with_the_reason),
        TEST(a_who5_that_does_not_say_its_values_is_not_guessed_at),
        TEST(a_phq9_with_its_ninth_question_elsewhere_is_not_read),
        TEST(words_of_the_scale_count_in_every_order),
        TEST(labels_before_the_words_change_nothing),
        TEST(numbers_from_the_file_count_in_every_order),
        TEST(codes_that_number_the_choices_change_nothing),
        TEST(words_that_nobody_knows_are_refused_for_each_of_the_six),
        TEST(codes_that_look_like_numbers_must_be_them),
        TEST(numbers_that_the_words_deny_are_refused),
        TEST(the_ninth_question_goes_by_its_words_in_every_order),
        TEST(value_sets_and_code_systems_inside_the_file_are_read),
        TEST(what_is_really_elsewhere_is_said_to_be),
        TEST(a_phq9_whose_words_show_another_order_is_not_read),
        TEST(what_was_counted_by_place_is_not_added_up),
        TEST(nobody_is_asked_to_fill_in_what_cannot_be_added_up),
        TEST(it_can_be_named_and_renamed_and_keeps_its_questions),
        TEST(answers_are_kept_as_they_were_chosen),
        TEST(nothing_said_is_nothing_to_keep_and_no_foreign_answer_is),
        TEST(deleting_takes_the_answers_and_every_correction_of_them),
        TEST(the_short_check_keeps_answers_and_own_areas),
        TEST(the_short_check_says_what_is_in_the_way),
        TEST(nobody_is_asked_who_did_not_choose_it),
        TEST(it_is_never_asked_sooner_than_four_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
