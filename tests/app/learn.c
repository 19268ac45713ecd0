/*
 * tests/app/learn.c - lessons a screen at a time, lessons that wait, the line to keep, and the words used here
 *
 * The whole app is asked as a browser without scripts would ask it.
 */
#include "pages/frame/words.h"
#include "tests/support/asking.h"
#include "tests/support/english.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const struct lesson *lesson(const char *id)
{
    for (size_t i = 0; i < english()->lessons.len; i++)
        if (str_eq(english()->lessons.at[i].id, str_from_c(id)))
            return &english()->lessons.at[i];
    fail_msg("there is no lesson %s", id);
    return NULL;
}

/* The titles of a lesson's screens as they stand in the page's headings. */
static unsigned screens_shown(struct reply page, const struct lesson *of)
{
    unsigned shown = 0;
    for (size_t i = 0; i < of->screens.len; i++) {
        char heading[80];
        snprintf(heading, sizeof heading, "<h2 id=\"screen-%zu\">", i + 1);
        shown += says(page, heading);
    }
    return shown;
}

/* Screens */

static void one_idea_stands_on_one_screen(void **state)
{
    struct memory_app *m = *state;
    for (size_t i = 0; i < english()->lessons.len; i++) {
        assert_true(english()->lessons.at[i].screens.len >= 3);
        for (size_t n = 1; n <= english()->lessons.at[i].screens.len; n++) {
            char path[80], heading[80];
            snprintf(path, sizeof path, "/learn/%.*s/%zu", (int)english()->lessons.at[i].id.len,
                     english()->lessons.at[i].id.at, n);
            snprintf(heading, sizeof heading, "<h2 id=\"screen-%zu\">", n);
            struct reply page = get(m, path);
            assert_int_equal(page.status, 200);
            assert_int_equal(screens_shown(page, &english()->lessons.at[i]), 1);
            assert_true(says(page, heading));
            assert_true(says(page, "rel=\"prev\"") == (n > 1));
            assert_true(says(page, "rel=\"next\"") == (n < english()->lessons.at[i].screens.len));
            assert_true(says(page, "Where this comes from") == (n == english()->lessons.at[i].screens.len));
        }
    }
}

static void the_whole_lesson_stands_on_one_page_too(void **state)
{
    struct memory_app *m = *state;
    struct reply page = get(m, "/learn/L01/whole");
    assert_int_equal(screens_shown(page, lesson("L01")), lesson("L01")->screens.len);
    assert_true(says(page, "Where this comes from"));
    assert_true(says(page, "Before you read:"));
    assert_false(says(page, "rel=\"next\""));
}

static void there_is_no_screen_before_the_first_or_after_the_last(void **state)
{
    static const char *const NOWHERE[] = {"/learn/L01/0",   "/learn/L01/99", "/learn/L01/-1",       "/learn/L01/2x",
                                          "/learn/L01/all", "/learn/L00",    "/learn/words/nothing"};
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof NOWHERE / sizeof *NOWHERE; i++)
        assert_int_equal(get(m, NOWHERE[i]).status, 404);
}

static void every_lesson_says_how_strong_its_sources_are_and_that_none_was_reviewed(void **state)
{
    struct memory_app *m = *state;
    for (size_t i = 0; i < english()->lessons.len; i++) {
        char path[80];
        snprintf(path, sizeof path, "/learn/%.*s/whole?open=1", (int)english()->lessons.at[i].id.len,
                 english()->lessons.at[i].id.at);
        struct reply page = get(m, path);
        assert_true(says(page, "class=\"strength\""));
        assert_true(says(page, english()->lessons.at[i].review.len ? "Looked at by a clinician"
                                                                   : "No clinician has looked at this"));
    }
}

static void drawn_figures_say_in_words_what_they_show(void **state)
{
    static const struct {
        const char *path, *says;
    } FIGURES[] = {
        {"/learn/L02", "Above: too much"},
        {"/learn/L05", "My body responds"},
        {"/learn/L08", "A triangle: slower"},
        {"/learn/L09/2", "Stop, rest, or go smaller"},
    };
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof FIGURES / sizeof *FIGURES; i++) {
        struct reply page = get(m, FIGURES[i].path);
        assert_true(says(page, "role=\"img\" aria-label=\""));
        assert_true(says(page, FIGURES[i].says));
    }
}

/* Waiting */

static void mark_breath(struct memory_app *m)
{
    post(m, "/limits/new", "what=Breath&stance=never&tag=breath");
}

static void a_lesson_that_touches_a_limit_says_so_and_waits(void **state)
{
    static const char *const WAYS[] = {"/learn/L04", "/learn/L04/2", "/learn/L04/whole", "/learn/L04?kept=1"};
    struct memory_app *m = *state;
    assert_int_equal(screens_shown(get(m, "/learn/L04"), lesson("L04")), 1);
    mark_breath(m);
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        struct reply page = get(m, WAYS[i]);
        assert_int_equal(screens_shown(page, lesson("L04")), 0);
        assert_true(says(page, "It contains something you asked to avoid"));
        assert_true(says(page, "Paying attention to breath"));
        assert_true(says(page, ">Open it</a>"));
        assert_true(says(page, "href=\"/learn\">Not now</a>"));
        assert_false(says(page, "dizziness"));
    }
}

static void a_lesson_opens_on_asking_and_stays_open_from_screen_to_screen(void **state)
{
    struct memory_app *m = *state;
    mark_breath(m);
    assert_true(says(get(m, "/learn/L04/2"), "href=\"/learn/L04/2?open=1\">Open it</a>"));
    struct reply page = get(m, "/learn/L04/2?open=1");
    assert_int_equal(screens_shown(page, lesson("L04")), 1);
    assert_true(says(page, "rel=\"next\" href=\"/learn/L04/3?open=1\""));
    assert_true(says(page, "rel=\"prev\" href=\"/learn/L04?open=1\""));
    assert_true(says(page, "href=\"/learn/L04/whole?open=1\""));
}

static void other_lessons_do_not_wait_and_none_leads_into_one_that_does(void **state)
{
    struct memory_app *m = *state;
    char last[40];
    snprintf(last, sizeof last, "/learn/L03/%zu", lesson("L03")->screens.len);
    assert_true(says(get(m, last), "href=\"/learn/L04\""));
    mark_breath(m);
    assert_int_equal(screens_shown(get(m, last), lesson("L03")), 1);
    assert_false(says(get(m, last), "href=\"/learn/L04\""));
    assert_true(says(get(m, "/learn"), "Some are hidden, as you asked"));
}

static void a_trigger_makes_a_lesson_wait_as_a_limit_does(void **state)
{
    struct memory_app *m = *state;
    post(m, "/intake/keep-away", "question=keep-away-triggers&keep-away-triggers-breath=1&do=keep");
    assert_true(says(get(m, "/learn/L04"), "It contains something you asked to avoid"));
}

/* The line to keep */

static void the_line_stands_in_the_lesson_and_in_the_diary(void **state)
{
    struct memory_app *m = *state;
    struct reply kept = post(m, "/learn/L01", "words=It+was+never+a+plan");
    assert_int_equal(kept.status, 303);
    assert_true(str_starts(kept.location, S("/learn/L01/")));
    assert_true(says(get(m, "/learn/L01"), "It was never a plan"));
    assert_true(says(get(m, "/learn/L01/whole"), "\nIt was never a plan</textarea>"));
    assert_true(says(get(m, "/learn"), "It was never a plan"));
    assert_true(says(get(m, "/journal"), "It was never a plan"));
    assert_true(says(get(m, "/journal"), "What I take from a lesson"));
    assert_false(says(get(m, "/learn/L02/whole"), "It was never a plan"));
}

static void a_line_said_again_takes_the_place_of_the_first(void **state)
{
    struct memory_app *m = *state;
    post(m, "/learn/L01", "words=First+words");
    size_t before = memory_app_log_len(m);
    post(m, "/learn/L01", "words=Second+words");
    assert_true(says(get(m, "/learn/L01"), "Second words"));
    assert_false(says(get(m, "/learn/L01"), "First words"));
    assert_false(says(get(m, "/journal"), "First words"));
    post(m, "/learn/L01", "words=Second+words");
    assert_int_equal(memory_app_log_len(m), before + 1); /* saying the same again is nothing new */
}

static void an_empty_line_is_answered_kindly_and_changes_nothing(void **state)
{
    struct memory_app *m = *state;
    struct reply page = post(m, "/learn/L01", "words=++");
    assert_int_equal(page.status, 200);
    assert_true(says(page, "There is nothing to save yet."));
    assert_true(says(page, "Where this comes from")); /* still at the end of the lesson */
    post(m, "/learn/L01", "words=Mine");
    assert_true(says(post(m, "/learn/L01", "words="), "What was saved before is as it was"));
    assert_true(says(get(m, "/learn/L01"), "Mine"));
}

/* `href="/journal/ID/delete"` on a page, posted. */
static void delete_from(struct memory_app *m, const char *page_path)
{
    char path[120];
    struct reply page = get(m, page_path);
    struct str body = str_of_bytes(page.body), link = {0}, rest = {0};
    size_t at = str_find(body, S("/journal/"));
    while (at != SIZE_MAX) {
        body = str_after(body, at);
        str_cut(body, '"', &link, &rest);
        if (str_ends(link, S("/delete")))
            break;
        body = rest;
        at = str_find(body, S("/journal/"));
    }
    assert_true(at != SIZE_MAX);
    snprintf(path, sizeof path, "%.*s", (int)link.len, link.at);
    assert_int_equal(post(m, path, "x=1").status, 303);
}

static void a_deleted_line_is_gone_from_the_lesson_and_from_the_log(void **state)
{
    struct memory_app *m = *state;
    post(m, "/learn/L01", "words=Heronwords");
    size_t index = memory_app_log_len(m) - 1;
    assert_true(memory_app_entry(m, index).bytes.len > HASH_BYTES);
    delete_from(m, "/learn/L01/whole");
    assert_false(says(get(m, "/learn/L01"), "Heronwords"));
    assert_false(says(get(m, "/journal"), "Heronwords"));
    assert_int_equal(memory_app_entry(m, index).bytes.len, HASH_BYTES);
    memory_app_reopen(m);
    assert_false(says(post(m, "/settings/export", ""), "Heronwords"));
}

static void a_line_that_the_disk_refused_is_still_there_to_send_again(void **state)
{
    struct memory_app *m = *state;
    mark_breath(m);
    memory_app_refuse_next(m);
    struct reply page = post(m, "/learn/L04?open=1", "words=Not+for+me");
    assert_true(says(page, "\nNot for me</textarea>"));
    assert_true(says(page, "What you typed is still here."));
}

/* Words */

static void own_words_stand_before_those_of_the_glossary(void **state)
{
    struct memory_app *m = *state;
    assert_int_equal(post(m, "/learn/words/window", "words=The+width+of+my+day").status, 303);
    struct reply page = get(m, "/learn/words");
    size_t own = str_find(str_of_bytes(page.body), S("The width of my day"));
    size_t ours = str_find(str_of_bytes(page.body), S("The range in which"));
    assert_true(own != SIZE_MAX && ours != SIZE_MAX && own < ours);
    assert_true(says(get(m, "/learn/words/window"), "\nThe width of my day</textarea>"));
    assert_true(says(get(m, "/journal"), "A word in my own words"));
    delete_from(m, "/learn/words/window");
    assert_false(says(get(m, "/learn/words"), "The width of my day"));
}

static void an_empty_word_is_answered_kindly(void **state)
{
    struct memory_app *m = *state;
    assert_true(says(post(m, "/learn/words/window", "words="), "There is nothing to save yet."));
}

/* What must be there */

static void every_topic_of_the_course_has_its_lesson(void **state)
{
    char id[8];
    (void)state;
    for (unsigned i = 1; i <= 20; i++) {
        snprintf(id, sizeof id, "L%02u", i);
        (void)lesson(id);
        snprintf(id, sizeof id, "R%02u", i);
        (void)lesson(id);
    }
}

static void lessons_of_a_group_stand_together(void **state)
{
    (void)state;
    for (size_t i = 1; i < english()->lessons.len; i++)
        for (size_t j = 0; j + 1 < i; j++)
            if (str_eq(english()->lessons.at[j].group, english()->lessons.at[i].group))
                assert_true(str_eq(english()->lessons.at[j + 1].group, english()->lessons.at[i].group));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WITH_APP(one_idea_stands_on_one_screen),
        WITH_APP(the_whole_lesson_stands_on_one_page_too),
        WITH_APP(there_is_no_screen_before_the_first_or_after_the_last),
        WITH_APP(every_lesson_says_how_strong_its_sources_are_and_that_none_was_reviewed),
        WITH_APP(drawn_figures_say_in_words_what_they_show),
        WITH_APP(a_lesson_that_touches_a_limit_says_so_and_waits),
        WITH_APP(a_lesson_opens_on_asking_and_stays_open_from_screen_to_screen),
        WITH_APP(other_lessons_do_not_wait_and_none_leads_into_one_that_does),
        WITH_APP(a_trigger_makes_a_lesson_wait_as_a_limit_does),
        WITH_APP(the_line_stands_in_the_lesson_and_in_the_diary),
        WITH_APP(a_line_said_again_takes_the_place_of_the_first),
        WITH_APP(an_empty_line_is_answered_kindly_and_changes_nothing),
        WITH_APP(a_deleted_line_is_gone_from_the_lesson_and_from_the_log),
        WITH_APP(a_line_that_the_disk_refused_is_still_there_to_send_again),
        WITH_APP(own_words_stand_before_those_of_the_glossary),
        WITH_APP(an_empty_word_is_answered_kindly),
        cmocka_unit_test(every_topic_of_the_course_has_its_lesson),
        cmocka_unit_test(lessons_of_a_group_stand_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
