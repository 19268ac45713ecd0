/*
 * tests/app/measures.c - questionnaires asked of the whole app: support at once, nothing lost, deleted means gone
 */
#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/form.h"
#include "core/log/event.h"
#include "seal/seal.h"
#include "tests/support/files.h"

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)64 << 20);
}

/* A form with the file's text in its field json. */
static struct str form_with_file(const char *name, struct arena *arena)
{
    struct buf b = buf_on(arena);
    buf_put(&b, S("json="));
    form_put_escaped(&b, questionnaire_text(name));
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

static bool leads_to(struct reply reply, const char *path)
{
    return reply.status == 303 && str_eq(reply.location, str_from_c(path));
}

/* ---- the ninth question ---- */

static void every_answer_but_the_first_to_the_ninth_question_opens_support(void **state)
{
    struct memory_app *m = *state;
    const char *path = bring(m, "phq-9");
    for (int ninth = 1; ninth <= 3; ninth++) {
        char form[64];
        snprintf(form, sizeof form, "a-8=%d", ninth);
        assert_true(leads_to(post(m, path, form), "/measures/support?kept=1"));
        snprintf(form, sizeof form, "a-0=0&a-1=0&a-2=0&a-3=0&a-4=0&a-5=0&a-6=0&a-7=0&a-8=%d&a-9=0", ninth);
        assert_true(leads_to(post(m, path, form), "/measures/support?kept=1"));
    }
    assert_true(leads_to(post(m, path, "a-0=3&a-8=0"), "/measures?saved=1#said"));
    assert_true(leads_to(post(m, path, "a-0=3&a-9=3"), "/measures?saved=1#said"));
}

static void support_is_direct_and_ends_with_more_than_a_number(void **state)
{
    static const char *const SAYS[] = {
        "Nobody is reading this", "nothing was sent",           "Talk to someone now", "emergency number",
        "Have someone with you",  "Make the place safer",       "Come back to here",   "href=\"/help\"",
        "href=\"/ground\"",       "You do not have to promise", "href=\"/help?c=",     "href=\"/measures",
    };
    struct memory_app *m = *state;
    struct reply reply = get(m, "/measures/support");
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++)
        if (!says(reply, SAYS[i]))
            fail_msg("support does not say \"%s\"", SAYS[i]);
}

/* It stays reachable locked, and it shows nothing of anyone. */
static void support_needs_no_key(void **state)
{
    struct memory_app *m = *state;
    post(m, "/lock", "x=1");
    assert_int_equal(get(m, "/measures").status, 303);
    struct reply reply = get(m, "/measures/support");
    assert_int_equal(reply.status, 200);
    assert_true(says(reply, "Talk to someone now"));
    assert_false(says(reply, "href=\"/measures"));
}

static void the_result_names_support_and_locks_nobody_out(void **state)
{
    struct memory_app *m = *state;
    const char *path = bring(m, "phq-9");
    post(m, path, "a-8=1");
    assert_true(says(get(m, newest_said(m)), "href=\"/measures/support\""));
    assert_int_equal(get(m, "/practice").status, 200);
    assert_int_equal(get(m, "/journal").status, 200);
    assert_int_equal(get(m, path).status, 200);
}

/* The disk refuses, so the form comes back: support is on it, and so are the answers. */
static void support_is_there_even_if_nothing_could_be_kept(void **state)
{
    struct memory_app *m = *state;
    const char *path = bring(m, "phq-9");
    memory_app_refuse_next(m);
    struct reply reply = post(m, path, "a-8=2&words=A+grey+week");
    assert_true(says(reply, "href=\"/measures/support\">a page with support"));
    assert_true(says(reply, "A grey week"));
    assert_true(says(reply, "name=\"a-8\" value=\"2\" checked"));
}

static void a_file_without_a_title_has_the_name_of_its_kind(void **state)
{
    static uint8_t memory[1 << 20];
    struct arena arena = arena_on(memory, sizeof memory);
    struct str file = questionnaire_text("gad-7"), mark = S("\"title\"");
    size_t at = str_find(file, mark);
    assert_true(at != SIZE_MAX);
    struct buf b = buf_on(&arena);
    buf_put(&b, S("which=gad-7&json="));
    form_put_escaped(&b, STR_JOIN(&arena, str_first(file, at), S("\"other\""), str_after(file, at + mark.len)));
    assert_int_equal(memory_app_post(*state, S("/measures/import"), buf_str(&b)).status, 303);
    assert_true(says(get(*state, "/measures"), "<h3><bdi>GAD-7: worry</bdi></h3>"));
}

/* ---- nothing is lost ---- */

static void a_refused_file_comes_back_whole_with_the_reason(void **state)
{
    struct memory_app *m = *state;
    struct reply reply =
        post(m, "/measures/import", "json=%7B%22resourceType%22%3A%22Bundle%22%7D&which=gad-7&name=Mine");
    assert_true(says(reply, "bundle of several things"));
    assert_true(says(reply, "{&quot;resourceType&quot;:&quot;Bundle&quot;}"));
    assert_true(says(reply, "value=\"gad-7\" checked"));
    assert_true(says(reply, "value=\"Mine\""));
}

static void words_about_what_was_deleted_meanwhile_can_be_kept_as_a_note(void **state)
{
    struct memory_app *m = *state;
    char path[64], delete[96];
    snprintf(path, sizeof path, "%s", bring(m, "gad-7"));
    snprintf(delete, sizeof delete, "/journal/%s/delete", path + 10);
    post(m, delete, "x=1");
    struct reply reply = post(m, path, "a-0=1&words=Still+mine");
    assert_true(says(reply, "Still mine"));
    assert_true(says(reply, "action=\"/journal/new\""));
}

static void the_short_check_comes_back_with_everything_in_it(void **state)
{
    struct memory_app *m = *state;
    struct reply reply = post(m, "/measures/own", "a-0=2&o-1=3&name-0=Garden&words=So+far");
    assert_true(says(reply, "has an answer and no name yet"));
    assert_true(says(reply, "name=\"a-0\" value=\"2\" checked"));
    assert_true(says(reply, "name=\"o-1\" value=\"3\" checked"));
    assert_true(says(reply, "value=\"Garden\""));
    assert_true(says(reply, "So far"));
}

/* ---- words, and gone ---- */

static void instruments_for_clinicians_are_shown_without_a_word_about_the_answers(void **state)
{
    struct memory_app *m = *state;
    char form[512] = "";
    const char *path = bring(m, "pcl-5");
    for (int i = 0; i < 20; i++)
        snprintf(form + strlen(form), sizeof form - strlen(form), "%sa-%d=4", i ? "&" : "", i);
    assert_true(leads_to(post(m, path, form), "/measures?saved=1#said"));
    struct reply reply = get(m, newest_said(m));
    assert_true(says(reply, "A clinician can work out with you"));
    assert_true(says(reply, "80 of 80"));
    assert_false(says(reply, "talk this over"));
    assert_false(says(get(m, "/measures"), "80 of 80"));
}

static void a_deleted_answer_leaves_no_words_behind(void **state)
{
    struct memory_app *m = *state;
    char delete[96];
    post(m, "/measures/own", "a-0=2&name-0=Heather+on+the+moor&o-0=1&words=Unmistakable+heron");
    const char *said = newest_said(m);
    assert_true(holds(m, "Unmistakable heron"));
    snprintf(delete, sizeof delete, "/journal/%s/delete", said + 15);
    assert_int_equal(post(m, delete, "x=1").status, 303);
    assert_false(says(get(m, "/measures"), "Heather on the moor"));
    assert_false(says(get(m, "/journal"), "Unmistakable heron"));
    memory_app_reopen(m);
    assert_false(holds(m, "Unmistakable heron"));
    assert_false(holds(m, "Heather on the moor"));
}

static void the_export_has_them_like_everything_else(void **state)
{
    struct memory_app *m = *state;
    const char *path = bring(m, "gad-7");
    post(m, path, "a-0=1&a-6=2");
    struct reply reply = post(m, "/settings/export", "");
    assert_true(says(reply, "\"kind\":\"MEASURE_IMPORTED\""));
    assert_true(says(reply, "\"kind\":\"MEASURE_SAID\""));
    assert_true(says(reply, "\"answers\":\"1-----2\""));
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

/* ---- counted by place, before that was mended ---- */

/* As a first version kept it: without a word on how the numbers came. */
static struct stamp was_kept(struct memory_app *m, struct event event)
{
    static uint8_t memory[1 << 20];
    static const uint8_t entropy[SEAL_ENTROPY_BYTES];
    struct arena arena = arena_on(memory, sizeof memory);
    struct log_entry entry;
    assert_int_equal(app_replay(memory_app(m), &event, *memory_app_clock(m), (struct bytes){entropy, sizeof entropy},
                                &arena, &entry),
                     ERR_OK);
    return event.at;
}

static struct stamp was_answered(struct memory_app *m, uint32_t which, const char *items, const char *answers)
{
    struct measure measure = {.name = S("From before"), .which = which, .items = str_from_c(items)};
    struct stamp id = was_kept(m, (struct event){.kind = MEASURE_IMPORTED, .measure = measure});
    struct measured said = {.measure = id, .which = which, .answers = str_from_c(answers)};
    return was_kept(m, (struct event){.kind = MEASURE_SAID, .measured = said});
}

#define YES_FIRST(n) n "\tPlaceholder " n "\t0 Yes\t1 No"
#define UPSIDE_DOWN YES_FIRST("1") "\n" YES_FIRST("2") "\n" YES_FIRST("3") "\n" YES_FIRST("4") "\n" YES_FIRST("5")

/* Every page where a result stood: nothing of it is left, and the answers stand there in words. */
static void what_was_counted_by_place_is_taken_back_on_every_page(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"was a no", "Few of the five", "Four or all", "0 of 5", "5 of 5", "0 · Yes"};
    struct memory_app *m = begin();
    was_answered(m, MEASURE_PC_PTSD5, UPSIDE_DOWN, "00000");
    char said[64], print[128], entry[64];
    snprintf(said, sizeof said, "%s", newest_said(m));
    snprintf(print, sizeof print, "/measures/print?chosen=1&answers=1&m-%s=1", said + 15);
    snprintf(entry, sizeof entry, "/journal/%s", said + 15);
    const char *const PAGES[] = {"/", "/measures", "/journal", "/course", "/settings/export", said, print, entry};
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        struct reply reply =
            str_starts(str_from_c(PAGES[i]), S("/settings/export")) ? post(m, PAGES[i], "") : get(m, PAGES[i]);
        assert_int_equal(reply.status, 200);
        for (size_t k = 0; k < sizeof WRONG / sizeof *WRONG; k++)
            if (says(reply, WRONG[k]))
                fail_msg("%s says \"%s\"", PAGES[i], WRONG[k]);
    }
    assert_true(says(get(m, "/measures"), "Please bring a file again"));
    assert_true(says(get(m, said), "These answers are not added up"));
    assert_true(says(get(m, said), ">Yes</dd>"));
    assert_true(says(get(m, print), "Not added up"));
    assert_true(says(get(m, print), ">Yes</dd>"));
    memory_app_free(m);
}

static void the_file_brought_again_is_counted_right_and_asked_for_no_more(void **state)
{
    struct memory_app *m = *state;
    was_answered(m, MEASURE_PC_PTSD5, UPSIDE_DOWN, "00000");
    bring(m, "pc-ptsd-5-yes-first");
    struct reply reply = get(m, "/measures");
    assert_false(says(reply, "Please bring a file again"));
    assert_true(says(reply, "Its answers are not added up")); /* the old one, which stays beside it */
}

static void old_answers_to_the_ninth_question_open_support_by_their_words(void **state)
{
#define MOST_FIRST(n) n "\tPlaceholder\t0 Nearly every day\t1 More than half the days\t2 Several days\t3 Not at all"
#define NINE(of)                                                                                                       \
    of("1") "\n" of("2") "\n" of("3") "\n" of("4") "\n" of("5") "\n" of("6") "\n" of("7") "\n" of("8") "\n" of("9")
    struct memory_app *m = *state;
    was_answered(m, MEASURE_PHQ9, NINE(MOST_FIRST), "333333333");
    assert_false(says(get(m, newest_said(m)), "href=\"/measures/support\""));
    was_answered(m, MEASURE_PHQ9, NINE(MOST_FIRST), "333333330");
    assert_true(says(get(m, newest_said(m)), "href=\"/measures/support\""));
}

/* ---- what a page for a doctor says ---- */

static struct str printed(struct memory_app *m)
{
    char path[128];
    snprintf(path, sizeof path, "/measures/print?chosen=1&m-%s=1", newest_said(m) + 15);
    return str_of_bytes(get(m, path).body);
}

static bool stands_in(struct str body, const char *words)
{
    return str_find(body, str_from_c(words)) != SIZE_MAX;
}

static void a_sum_stands_with_its_direction_and_only_where_all_was_answered(void **state)
{
    (void)state;
    static const struct {
        const char *file, *form, *says, *never;
    } CASES[] = {
        {"who-5", "a-0=3&a-1=2&a-2=3&a-3=2&a-4=3", "52 of 100 · higher is better", "Left out"},
        {"who-5", "a-0=3&a-1=2&a-2=3&a-3=2", "<dt>Left out</dt><dd>1 of 5", "of 100"},
        {"phq-9", "a-0=1&a-1=1&a-2=1&a-3=1&a-4=1&a-5=1&a-6=1&a-7=1&a-8=0", "8 of 27 · higher is harder", "Left out"},
        {"gad-7", "a-0=1&a-6=2", "<dt>Left out</dt><dd>5 of 7", "of 21"},
        {"pcl-5", "a-0=3&a-1=1", "<dt>Answered with 2 or more</dt><dd>1 of 2<", "of 80"},
        {"itq", "a-1=3&a-2=1", "<dt>Answered with 2 or more</dt><dd>1 of 2<", "<dt>Sum</dt>"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct memory_app *m = begin();
        post(m, bring(m, CASES[i].file), CASES[i].form);
        struct str body = printed(m);
        if (!stands_in(body, CASES[i].says) || stands_in(body, CASES[i].never))
            fail_msg("%s, %s: not \"%s\", or \"%s\"", CASES[i].file, CASES[i].form, CASES[i].says, CASES[i].never);
        memory_app_free(m);
    }
}

static void a_no_before_the_five_leaves_no_sum_for_a_doctor(void **state)
{
    struct memory_app *m = *state;
    const char *path = bring(m, "pc-ptsd-5");
    post(m, path, "a-0=0&a-1=0&a-2=0&a-3=0&a-4=0&a-5=0");
    assert_true(stands_in(printed(m), "No, so the five are not added up"));
    assert_false(stands_in(printed(m), "0 of 5"));
    post(m, path, "a-0=1&a-1=1&a-2=1&a-3=1&a-4=1&a-5=1");
    assert_true(stands_in(printed(m), "5 of 5 · higher is harder"));
    post(m, path, "a-1=1&a-2=1&a-3=1&a-4=1&a-5=1");
    assert_true(stands_in(printed(m), "The question before the five</dt><dd>Left out"));
}

static void yes_before_no_is_counted_right(void **state)
{
    struct memory_app *m = *state;
    const char *path = bring(m, "pc-ptsd-5-yes-first");
    post(m, path, "a-0=1&a-1=1&a-2=1&a-3=1&a-4=1");
    struct reply reply = get(m, newest_said(m));
    assert_true(says(reply, "Four or all of the five were a yes"));
    assert_true(says(reply, "1 · Yes"));
    assert_false(says(reply, "1 · No"));
}

/* ---- a text too large ---- */

static void a_file_too_large_is_never_to_be_kept_in_two_parts(void **state)
{
    struct memory_app *m = *state;
    struct request request = {.method = HTTP_POST,
                              .path = S("/measures/import"),
                              .host = S("127.0.0.1:1"),
                              .port = 1,
                              .too_large = true,
                              .wall_ms = *memory_app_clock(m),
                              .steady_ms = *memory_app_clock(m)};
    static uint8_t memory[8 << 20];
    static const uint8_t entropy[ENTROPY_BYTES];
    struct arena arena = arena_on(memory, sizeof memory);
    request.entropy = (struct bytes){entropy, sizeof entropy};
    request.origin = S("http://127.0.0.1:1");
    struct reply reply = app_handle(memory_app(m), &request, &arena);
    assert_int_equal(reply.status, 413);
    assert_true(says(reply, "larger than attune can read as a questionnaire"));
    assert_false(says(reply, "in two parts"));
    request.path = S("/journal/new");
    assert_int_equal(app_handle(memory_app(m), &request, &arena).status, 413);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(every_answer_but_the_first_to_the_ninth_question_opens_support),
        WITH_APP(support_is_direct_and_ends_with_more_than_a_number),
        WITH_APP(support_needs_no_key),
        WITH_APP(the_result_names_support_and_locks_nobody_out),
        WITH_APP(support_is_there_even_if_nothing_could_be_kept),
        WITH_APP(a_file_without_a_title_has_the_name_of_its_kind),
        WITH_APP(a_refused_file_comes_back_whole_with_the_reason),
        WITH_APP(words_about_what_was_deleted_meanwhile_can_be_kept_as_a_note),
        WITH_APP(the_short_check_comes_back_with_everything_in_it),
        WITH_APP(instruments_for_clinicians_are_shown_without_a_word_about_the_answers),
        WITH_APP(a_deleted_answer_leaves_no_words_behind),
        WITH_APP(the_export_has_them_like_everything_else),
        cmocka_unit_test(what_was_counted_by_place_is_taken_back_on_every_page),
        WITH_APP(the_file_brought_again_is_counted_right_and_asked_for_no_more),
        WITH_APP(old_answers_to_the_ninth_question_open_support_by_their_words),
        cmocka_unit_test(a_sum_stands_with_its_direction_and_only_where_all_was_answered),
        WITH_APP(a_no_before_the_five_leaves_no_sum_for_a_doctor),
        WITH_APP(yes_before_no_is_counted_right),
        WITH_APP(a_file_too_large_is_never_to_be_kept_in_two_parts),
        cmocka_unit_test(on_paper_stands_only_what_was_ticked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
