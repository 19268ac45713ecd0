/*
 * tests/host/measures.c - questionnaires asked of the whole app: support at once, nothing lost, deleted means gone
 */
#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/form.h"

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)64 << 20);
}

/* A form with the file's text in its field json. */
static struct str form_with_file(const char *name, struct arena *arena)
{
    static char text[1 << 16], path[128];
    snprintf(path, sizeof path, "tests/vectors/questionnaires/%s.json", name);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t len = fread(text, 1, sizeof text, f);
    fclose(f);
    struct buf b = buf_on(arena);
    buf_put(&b, S("json="));
    form_put_escaped(&b, (struct str){text, len});
    return buf_str(&b);
}

/* Bring a file here; the address where it is filled in. */
static const char *bring(struct memory_app *m, const char *name)
{
    static uint8_t memory[1 << 20];
    static char path[64];
    struct arena arena = arena_on(memory, sizeof memory);
    struct reply reply = memory_app_post(m, S("/measures/import"), form_with_file(name, &arena));
    assert_int_equal(reply.status, 303);
    reply = get(m, "/measures");
    struct str body = str_of_bytes(reply.body);
    size_t at = str_find(body, S("\">Fill it in"));
    assert_true(at != SIZE_MAX && at > 32);
    snprintf(path, sizeof path, "/measures/%.32s", body.at + at - 32);
    return path;
}

/* The address of the newest answers. */
static const char *newest_said(struct memory_app *m)
{
    static char path[64];
    struct str body = str_of_bytes(get(m, "/measures").body);
    size_t at = str_find(body, S("/measures/said/"));
    assert_true(at != SIZE_MAX);
    snprintf(path, sizeof path, "%.47s", body.at + at);
    return path;
}

static bool goes_to(struct reply reply, const char *path)
{
    return reply.status == 303 && str_eq(reply.location, str_from_c(path));
}

/* ---- the ninth question ---- */

static void every_answer_but_the_first_to_the_ninth_question_opens_support(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    const char *path = bring(m, "phq-9");
    for (int ninth = 1; ninth <= 3; ninth++) {
        char form[64];
        snprintf(form, sizeof form, "a-8=%d", ninth);
        assert_true(goes_to(post(m, path, form), "/measures/support?kept=1"));
        snprintf(form, sizeof form, "a-0=0&a-1=0&a-2=0&a-3=0&a-4=0&a-5=0&a-6=0&a-7=0&a-8=%d&a-9=0", ninth);
        assert_true(goes_to(post(m, path, form), "/measures/support?kept=1"));
    }
    assert_true(goes_to(post(m, path, "a-0=3&a-8=0"), "/measures?saved=1#said"));
    assert_true(goes_to(post(m, path, "a-0=3&a-9=3"), "/measures?saved=1#said"));
    memory_app_free(m);
}

static void support_is_direct_and_ends_with_more_than_a_number(void **state)
{
    (void)state;
    static const char *const SAYS[] = {
        "Nobody is reading this", "nothing was sent",           "Talk to someone now", "emergency number",
        "Have someone with you",  "Make the place safer",       "Come back to here",   "href=\"/help\"",
        "href=\"/ground\"",       "You do not have to promise", "href=\"/help?c=",     "href=\"/measures",
    };
    struct memory_app *m = begin();
    struct reply reply = get(m, "/measures/support");
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++)
        if (!says(reply, SAYS[i]))
            fail_msg("support does not say \"%s\"", SAYS[i]);
    memory_app_free(m);
}

/* It stays reachable locked, and it shows nothing of anyone. */
static void support_needs_no_key(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    post(m, "/lock", "x=1");
    assert_int_equal(get(m, "/measures").status, 303);
    struct reply reply = get(m, "/measures/support");
    assert_int_equal(reply.status, 200);
    assert_true(says(reply, "Talk to someone now"));
    assert_false(says(reply, "href=\"/measures"));
    memory_app_free(m);
}

static void the_result_names_support_and_locks_nobody_out(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    const char *path = bring(m, "phq-9");
    post(m, path, "a-8=1");
    assert_true(says(get(m, newest_said(m)), "href=\"/measures/support\""));
    assert_int_equal(get(m, "/practice").status, 200);
    assert_int_equal(get(m, "/journal").status, 200);
    assert_int_equal(get(m, path).status, 200);
    memory_app_free(m);
}

/* The disk refuses, so the form comes back: support is on it, and so are the answers. */
static void support_is_there_even_if_nothing_could_be_kept(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    const char *path = bring(m, "phq-9");
    memory_app_refuse_next(m);
    struct reply reply = post(m, path, "a-8=2&words=A+grey+week");
    assert_true(says(reply, "href=\"/measures/support\">a page with support"));
    assert_true(says(reply, "A grey week"));
    assert_true(says(reply, "name=\"a-8\" value=\"2\" checked"));
    memory_app_free(m);
}

/* ---- nothing is lost ---- */

static void a_refused_file_comes_back_whole_with_the_reason(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    struct reply reply =
        post(m, "/measures/import", "json=%7B%22resourceType%22%3A%22Bundle%22%7D&which=gad-7&name=Mine");
    assert_true(says(reply, "bundle of several things"));
    assert_true(says(reply, "{&quot;resourceType&quot;:&quot;Bundle&quot;}"));
    assert_true(says(reply, "value=\"gad-7\" checked"));
    assert_true(says(reply, "value=\"Mine\""));
    memory_app_free(m);
}

static void words_about_what_was_deleted_meanwhile_can_be_kept_as_a_note(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    char path[64], delete[96];
    snprintf(path, sizeof path, "%s", bring(m, "gad-7"));
    snprintf(delete, sizeof delete, "/journal/%s/delete", path + 10);
    post(m, delete, "x=1");
    struct reply reply = post(m, path, "a-0=1&words=Still+mine");
    assert_true(says(reply, "Still mine"));
    assert_true(says(reply, "action=\"/journal/new\""));
    memory_app_free(m);
}

static void the_short_check_comes_back_with_everything_in_it(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    struct reply reply = post(m, "/measures/own", "a-0=2&o-1=3&name-0=Garden&words=So+far");
    assert_true(says(reply, "has an answer and no name yet"));
    assert_true(says(reply, "name=\"a-0\" value=\"2\" checked"));
    assert_true(says(reply, "name=\"o-1\" value=\"3\" checked"));
    assert_true(says(reply, "value=\"Garden\""));
    assert_true(says(reply, "So far"));
    memory_app_free(m);
}

/* ---- words, and gone ---- */

static void instruments_for_clinicians_are_shown_without_a_word_about_the_answers(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    char form[512] = "";
    const char *path = bring(m, "pcl-5");
    for (int i = 0; i < 20; i++)
        snprintf(form + strlen(form), sizeof form - strlen(form), "%sa-%d=4", i ? "&" : "", i);
    assert_true(goes_to(post(m, path, form), "/measures?saved=1#said"));
    struct reply reply = get(m, newest_said(m));
    assert_true(says(reply, "a clinician can work out together with you"));
    assert_true(says(reply, "80 of 80"));
    assert_false(says(reply, "talk this over"));
    assert_false(says(get(m, "/measures"), "80 of 80"));
    memory_app_free(m);
}

static void a_deleted_answer_leaves_no_words_behind(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    char delete[96];
    post(m, "/measures/own", "a-0=2&name-0=Heather+on+the+moor&o-0=1&words=Unmistakable+heron");
    const char *said = newest_said(m);
    assert_true(memory_app_holds(m, bytes_of_str(S("Unmistakable heron")), true));
    snprintf(delete, sizeof delete, "/journal/%s/delete", said + 15);
    assert_int_equal(post(m, delete, "x=1").status, 303);
    assert_false(says(get(m, "/measures"), "Heather on the moor"));
    assert_false(says(get(m, "/journal"), "Unmistakable heron"));
    memory_app_reopen(m);
    assert_false(memory_app_holds(m, bytes_of_str(S("Unmistakable heron")), true));
    assert_false(memory_app_holds(m, bytes_of_str(S("Heather on the moor")), true));
    memory_app_free(m);
}

static void the_export_has_them_like_everything_else(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    const char *path = bring(m, "gad-7");
    post(m, path, "a-0=1&a-6=2");
    struct reply reply = get(m, "/settings/export");
    assert_true(says(reply, "\"kind\":\"MEASURE_IMPORTED\""));
    assert_true(says(reply, "\"kind\":\"MEASURE_SAID\""));
    assert_true(says(reply, "\"answers\":\"1-----2\""));
    memory_app_free(m);
}

static void on_paper_stands_only_what_was_ticked(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    char ticked[128];
    post(m, "/measures/own", "a-0=2&name-0=Choir&o-0=1&words=Not+for+paper");
    snprintf(ticked, sizeof ticked, "/measures/print?chosen=1&m-%s=1", newest_said(m) + 15);
    assert_false(says(get(m, "/measures/print?chosen=1"), "Choir"));
    struct reply reply = get(m, ticked);
    assert_true(says(reply, "Choir"));
    assert_false(says(reply, "Not for paper"));
    memory_app_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_but_the_first_to_the_ninth_question_opens_support),
        cmocka_unit_test(support_is_direct_and_ends_with_more_than_a_number),
        cmocka_unit_test(support_needs_no_key),
        cmocka_unit_test(the_result_names_support_and_locks_nobody_out),
        cmocka_unit_test(support_is_there_even_if_nothing_could_be_kept),
        cmocka_unit_test(a_refused_file_comes_back_whole_with_the_reason),
        cmocka_unit_test(words_about_what_was_deleted_meanwhile_can_be_kept_as_a_note),
        cmocka_unit_test(the_short_check_comes_back_with_everything_in_it),
        cmocka_unit_test(instruments_for_clinicians_are_shown_without_a_word_about_the_answers),
        cmocka_unit_test(a_deleted_answer_leaves_no_words_behind),
        cmocka_unit_test(the_export_has_them_like_everything_else),
        cmocka_unit_test(on_paper_stands_only_what_was_ticked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
