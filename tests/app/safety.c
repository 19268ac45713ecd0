/*
 * tests/app/safety.c - what could harm: a line that is not there, two wordings of what cannot wait
 *
 * Clinical reference 6.4, 10.4 and 11.  The tables of words are asked directly, the pages as a browser would.
 */
#include "base/folding.h"
#include "core/course/worksheet.h"
#include "pages/frame/words.h"
#include "tests/support/asking.h"
#include "tests/support/english.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Help lines */

static bool country_has(struct str code, unsigned kind)
{
    for (size_t i = 0; i < english()->help.len; i++)
        if (str_eq(english()->help.at[i].code, code) && SET_HAS(english()->help.at[i].kinds, kind))
            return true;
    return false;
}

static bool is_next_country(size_t i)
{
    return i == 0 || !str_eq(english()->help.at[i - 1].code, english()->help.at[i].code);
}

static void every_country_has_a_crisis_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < english()->help.len; i++)
        if (is_next_country(i) && !country_has(english()->help.at[i].code, HELP_CRISIS))
            fail_msg("no crisis line in %.*s", (int)english()->help.at[i].country.len,
                     english()->help.at[i].country.at);
}

static void every_country_has_an_emergency_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < english()->help.len; i++)
        if (is_next_country(i) &&
            (!SET_HAS(english()->help.at[i].kinds, HELP_DANGER) || !english()->help.at[i].call.len))
            fail_msg("%.*s does not begin with an emergency number", (int)english()->help.at[i].country.len,
                     english()->help.at[i].country.at);
}

static void a_crisis_is_the_second_kind_of_help_in_plain_words(void **state)
{
    (void)state;
    assert_int_equal(HELP_KIND_KEYS.at[0].number, HELP_DANGER);
    assert_int_equal(HELP_KIND_KEYS.at[1].number, HELP_CRISIS);
    assert_true(str_eq(words_of(english(), HELP_KIND_KEYS, HELP_CRISIS), S("Suicidal thoughts, or any crisis")));
}

static size_t times_said(struct reply reply, const char *words)
{
    struct str page = str_of_bytes(reply.body), mark = str_from_c(words);
    size_t n = 0;
    for (size_t at; (at = str_find(page, mark)) != SIZE_MAX; n++)
        page = str_after(page, at + mark.len);
    return n;
}

static void a_search_that_finds_nothing_says_what_to_do_instead(void **state)
{
    struct memory_app *m = *state;
    size_t gaps = 0;
    for (size_t i = 0; i < english()->help.len; i++)
        for (size_t k = 0; is_next_country(i) && k < HELP_KIND_KEYS.len; k++) {
            const struct key_row *kind = &HELP_KIND_KEYS.at[k];
            char path[64];
            (void)snprintf(path, sizeof path, "/help?c=%.*s&kind=%.*s", (int)english()->help.at[i].code.len,
                           english()->help.at[i].code.at, (int)kind->key.len, kind->key.at);
            struct reply page = get(m, path);
            bool found = country_has(english()->help.at[i].code, kind->number);
            assert_int_equal(says(page, "What was found"), found);
            assert_int_equal(says(page, "That is a gap in this list"), !found);
            assert_true(times_said(page, "class=\"help-contact\"") >= 1);
            if (found)
                continue;
            gaps++;
            assert_true(says(page, "An emergency department") || says(page, "an emergency department"));
            assert_true(says(page, "tel:")); /* the emergency number stands there, and a crisis line */
            assert_true(says(page, "Suicidal thoughts, or any crisis</dd>") || says(page, "any crisis"));
        }
    assert_true(gaps > 0);
    assert_false(says(get(m, "/help?c=CA&kind=sexual"), "Fewer choices"));
    assert_true(says(get(m, "/help?c=CA&kind=sexual"), "9-8-8"));
    /* Without a country nothing can be shown, but how to come to it. */
    struct reply page = post(m, "/help", "words=quillow");
    assert_true(says(page, "No line here has that word") && says(page, "Choose a country above"));
    /* The thirty choices do not stand between the search and what it found. */
    assert_true(says(page, "<details class=\"more\"><summary>Country, and kind of help"));
}

static struct str text_of(struct html html)
{
    return (struct str){html.at, html.len};
}

static void no_text_promises_a_line_that_is_not_listed(void **state)
{
    (void)state;
    assert_true(str_find(text_of(fixed_text(english(), S("repair-owning"))->body), S("Help lines can name one")) ==
                SIZE_MAX);
    assert_true(str_find(text_of(fixed_text(english(), S("help-note"))->body),
                         S("worry about their own thoughts or acts")) != SIZE_MAX);
}

/* What cannot wait */

/* The lists as medicines-pain has them: what is for now, and what is for soon. */
static struct str urgent(void)
{
    struct str body = text_of(fixed_text(english(), S("medicines-pain"))->body);
    return str_trim(str_after(body, str_find(body, S("<p><strong>Go to an emergency department now"))));
}

static bool has(struct html html, struct str words)
{
    return str_find(text_of(html), words) != SIZE_MAX;
}

static bool lesson_has(const char *id, struct str words)
{
    for (size_t i = 0; i < english()->lessons.len; i++)
        for (size_t k = 0;
             str_eq(english()->lessons.at[i].id, str_from_c(id)) && k < english()->lessons.at[i].screens.len; k++)
            if (has(english()->lessons.at[i].screens.at[k].body, words))
                return true;
    return false;
}

static bool question_has(struct str id, struct str words)
{
    for (size_t i = 0; i < english()->questions.len; i++)
        if (str_eq(english()->questions.at[i].id, id))
            return has(english()->questions.at[i].help, words);
    return false;
}

static bool sheet_has(struct str id, struct str words)
{
    for (size_t i = 0; i < WORKSHEETS_LEN; i++)
        for (size_t k = 0; str_eq(WORKSHEETS[i].id, id) && k < WORKSHEETS[i].fields_len; k++)
            if (has(english()->worksheets.at[i].fields.at[k].help, words))
                return true;
    return false;
}

static void what_cannot_wait_is_said_in_the_same_words_everywhere(void **state)
{
    struct str words = urgent();
    (void)state;
    assert_true(str_find(words, S("numbness around your bottom, genitals or inner thighs")) != SIZE_MAX);
    assert_true(str_find(words, S("<strong>See a doctor soon")) != SIZE_MAX);
    assert_true(lesson_has("L12", words));
    assert_true(lesson_has("L13", words));
    assert_true(question_has(S("health-body"), words));
    assert_true(sheet_has(S("doctor"), words));
}

static void a_squeezed_neck_is_named_wherever_violence_is(void **state)
{
    struct str body = text_of(fixed_text(english(), S("help-danger"))->body);
    struct str words = str_after(body, str_find(body, S("<p>If someone squeezed your neck")));
    (void)state;
    words = str_first(words, str_find(words, S("</p>")) + 4);
    assert_true(str_find(words, S("even if there is no mark, get checked by a doctor today")) != SIZE_MAX);
    assert_true(lesson_has("R05", words));
    assert_true(has(fixed_text(english(), S("tested-need"))->body, words));
    assert_true(
        has(fixed_text(english(), S("alone-questions"))->body, S("They have put hands or an arm round my neck.")));
}

/* Handed to a stranger, a note that only says "it usually passes" rules out an illness. */
static void a_note_for_lost_words_asks_for_help_in_each_length(void **state)
{
    struct memory_app *m = *state;
    assert_int_equal(times_said(get(m, "/learn/scripts/S17"), "If I look ill or hurt"), 3);
}

/* A euphemism hides a sign of an emergency. */
static void no_part_of_a_body_is_called_a_seat(void **state)
{
    static const struct key_list *const LISTS[] = {&AREA_KEYS, &SPOT_KEYS, &TAG_KEYS};
    static const char *const NEVER[] = {"around the seat", "hips and seat", "pass water", "passing water"};
    (void)state;
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
        for (size_t k = 0; k < LISTS[i]->len; k++)
            assert_true(fold_find(words_in(english(), *LISTS[i]).at[k].words, S("seat"), NULL) == SIZE_MAX);
    for (size_t n = 0; n < sizeof NEVER / sizeof *NEVER; n++) {
        for (size_t i = 0; i < english()->texts.len; i++)
            assert_true(fold_find(text_of(english()->texts.at[i].body), str_from_c(NEVER[n]), NULL) == SIZE_MAX);
        for (size_t i = 0; i < english()->lessons.len; i++)
            for (size_t k = 0; k < english()->lessons.at[i].screens.len; k++)
                assert_true(fold_find(text_of(english()->lessons.at[i].screens.at[k].body), str_from_c(NEVER[n]),
                                      NULL) == SIZE_MAX);
        for (size_t i = 0; i < english()->questions.len; i++)
            assert_true(fold_find(text_of(english()->questions.at[i].help), str_from_c(NEVER[n]), NULL) == SIZE_MAX);
    }
}

/* The filter */

#define SUBJECTS (SET_OF(TAG_END) - SET_OF(TAG_ALCOHOL))

static void every_subject_can_be_chosen_and_is_carried_by_something(void **state)
{
    set64 carried = 0, listed = 0;
    for (size_t i = 0; i < english()->lessons.len; i++)
        carried |= english()->lessons.at[i].tags;
    for (size_t i = 0; i < english()->rehearsals.len; i++)
        carried |= english()->rehearsals.at[i].tags;
    for (size_t i = 0; i < TAG_KEYS.len; i++)
        listed |= SET_OF(TAG_KEYS.at[i].number);
    assert_true((listed & SUBJECTS) == (carried & SUBJECTS));
    assert_true((listed & SUBJECTS) == SUBJECTS);
    struct memory_app *m = *state;
    for (size_t i = 0; i < TAG_KEYS.len; i++) {
        char words[128];
        (void)snprintf(words, sizeof words, "keep-away-triggers-%.*s\"", (int)TAG_KEYS.at[i].key.len,
                       TAG_KEYS.at[i].key.at);
        assert_true(says(get(m, "/intake/keep-away"), words));
    }
}

/* Whoever asked not to see violence must still find the way out of it. */
static void what_leads_to_help_is_never_filtered_by_its_subject(void **state)
{
    static const char *const SHEETS[] = {"safety-plan", "helpers", "memories", "fear-or-desire", "thought"};
    (void)state;
    for (size_t i = 0; i < sizeof SHEETS / sizeof *SHEETS; i++)
        assert_true((worksheet_find(str_from_c(SHEETS[i]))->tags & SUBJECTS) == 0);
    for (size_t i = 0; i < english()->lessons.len; i++)
        assert_false(str_eq(english()->lessons.at[i].id, S("L19")) && (english()->lessons.at[i].tags & SUBJECTS));
    for (size_t i = 0; i < english()->ground.len; i++)
        assert_true((english()->ground.at[i].tags & SUBJECTS) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_country_has_a_crisis_row),
        cmocka_unit_test(every_country_has_an_emergency_number),
        cmocka_unit_test(a_crisis_is_the_second_kind_of_help_in_plain_words),
        WITH_APP(a_search_that_finds_nothing_says_what_to_do_instead),
        cmocka_unit_test(no_text_promises_a_line_that_is_not_listed),
        cmocka_unit_test(what_cannot_wait_is_said_in_the_same_words_everywhere),
        cmocka_unit_test(a_squeezed_neck_is_named_wherever_violence_is),
        WITH_APP(a_note_for_lost_words_asks_for_help_in_each_length),
        cmocka_unit_test(no_part_of_a_body_is_called_a_seat),
        WITH_APP(every_subject_can_be_chosen_and_is_carried_by_something),
        cmocka_unit_test(what_leads_to_help_is_never_filtered_by_its_subject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
