/*
 * tests/app/speak.c - rehearsals, scripts, tested limits, kind words and questions alone, asked of the whole app
 *
 * And the filter: on every surface the same things are left out, marked or wait.
 */
#include "core/course/exposure.h"
#include "core/course/script.h"
#include "pages/frame/words.h"
#include "pages/frame/parts.h"
#include "tests/support/asking.h"
#include "tests/support/english.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)256 << 20);
}

/* Private questions */

static void questions_answered_alone_are_never_sent(void **state)
{
    struct memory_app *m = *state;
    struct reply page = get(m, "/limits/alone");
    assert_int_equal(page.status, 200);
    struct str rest = str_of_bytes(page.body), form;
    size_t from = str_find(rest, S("class=\"alone\""));
    assert_true(from != SIZE_MAX);
    rest = str_after(rest, from);
    form = str_first(rest, str_find(rest, S("</form>")));
    /* A box without a name is in no request: no form, no address, no log can hold it. */
    assert_true(str_find(form, S("type=\"checkbox\"")) != SIZE_MAX);
    assert_true(str_find(form, S(" name=")) == SIZE_MAX);
    assert_true(str_find(form, S(" value=")) == SIZE_MAX);
    assert_true(str_find(form, S("submit")) == SIZE_MAX);
}

static void whatever_was_answered_alone_the_next_page_is_byte_for_byte_the_same(void **state)
{
    static const char *const WAYS[] = {"/limits/alone/after", "/limits/alone/after?", "/limits/alone/after?q=1&q=2",
                                       "/limits/alone/after?afraid=yes"};
    static char first[1 << 16];
    struct memory_app *m = *state;
    size_t len = 0, log = memory_app_log_len(m);
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        struct reply page = get(m, WAYS[i]);
        assert_int_equal(page.status, 200);
        assert_true(says(page, "/help?c=GB"));
        assert_true(page.body.len < sizeof first);
        if (i == 0)
            memcpy(first, page.body.at, len = page.body.len);
        assert_int_equal(page.body.len, len);
        assert_memory_equal(page.body.at, first, len);
    }
    /* Forged answers are refused or ignored; either way none is kept. */
    post(m, "/limits/alone", "afraid=1");
    post(m, "/limits/alone/after", "afraid=1");
    assert_int_equal(memory_app_log_len(m), log);
}

/* What pages show afterwards is what they showed before. */
static void answering_alone_leaves_no_trace_on_any_page(void **state)
{
    static const char *const PAGES[] = {"/journal", "/limits", "/learn", "/practice", "/course"};
    static char before[1 << 17];
    (void)state;
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        struct memory_app *asked = begin(), *not_asked = begin();
        get(asked, "/limits/alone");
        get(asked, "/limits/alone/after");
        struct reply a = get(not_asked, PAGES[i]);
        /* Tokens differ from page to page; lengths and all else are the same. */
        size_t len = a.body.len;
        assert_true(len < sizeof before);
        memcpy(before, a.body.at, len);
        struct reply b = get(asked, PAGES[i]);
        assert_int_equal(b.body.len, len);
        assert_int_equal(memory_app_log_len(asked), memory_app_log_len(not_asked));
        memory_app_free(asked);
        memory_app_free(not_asked);
    }
}

/* Rehearsal */

static void every_scene_and_every_answer_can_be_reached_and_left(void **state)
{
    struct memory_app *m = *state;
    char path[200];
    size_t log = memory_app_log_len(m);
    assert_true(english()->rehearsals.len >= 18);
    for (size_t r = 0; r < english()->rehearsals.len; r++)
        for (size_t s = 0; s < english()->rehearsals.at[r].scenes.len; s++) {
            const struct rehearsal_scene *scene = &english()->rehearsals.at[r].scenes.at[s];
            snprintf(path, sizeof path, "/learn/rehearse/%s/%s", english()->rehearsals.at[r].id.at, scene->id.at);
            struct reply page = get(m, path);
            assert_int_equal(page.status, 200);
            assert_true(says(page, "Not now"));
            for (size_t c = 0; c < scene->choices.len; c++) {
                snprintf(path, sizeof path, "/learn/rehearse/%s/%s-%zu", english()->rehearsals.at[r].id.at,
                         scene->id.at, c + 1);
                page = get(m, path);
                assert_true(says(page, "Try another reply"));
                assert_int_equal(page.status, 200);
                assert_true(says(page, "What that may do"));
                assert_true(says(page, "Not now"));
                assert_false(says(page, "orrect<"));
            }
        }
    assert_int_equal(memory_app_log_len(m), log);
}

static void all_eighteen_situations_of_the_reference_are_there(void **state)
{
    (void)state;
    for (unsigned n = 1; n <= 18; n++) {
        char id[8];
        bool found = false;
        snprintf(id, sizeof id, "P%02u", n);
        for (size_t r = 0; r < english()->rehearsals.len; r++)
            found = found || str_eq(english()->rehearsals.at[r].id, str_from_c(id));
        assert_true(found);
    }
}

static void a_scene_that_does_not_exist_is_answered_kindly(void **state)
{
    static const char *const WAYS[] = {"/learn/rehearse/P99", "/learn/rehearse/P01/nowhere",
                                       "/learn/rehearse/P01/hand-0", "/learn/rehearse/P01/hand-9",
                                       "/learn/rehearse/P01/hand-x"};
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
        assert_int_equal(get(m, WAYS[i]).status, 404);
}

/* Scripts */

static void a_script_is_filled_edited_kept_and_its_versions_stay(void **state)
{
    struct memory_app *m = *state;
    assert_true(says(get(m, "/learn/scripts/S09"), "My word is stop."));
    post(m, "/limits/card", "part=stop-word&words=Harbour+lights");
    assert_true(says(get(m, "/learn/scripts/S09"), "My stop word is “Harbour lights”."));
    assert_int_equal(post(m, "/learn/scripts/S09/short", "words=Harbour+lights+means+stop.").status, 303);
    size_t log = memory_app_log_len(m);
    assert_true(says(get(m, "/learn/scripts/S09"), "Harbour lights means stop."));
    post(m, "/learn/scripts/S09/short", "words=Harbour+lights+means+stop.");
    assert_int_equal(memory_app_log_len(m), log); /* nothing new was said */
    post(m, "/learn/scripts/S09/short", "words=Lights+means+stop.");
    assert_true(says(get(m, "/learn/scripts"), "Lights means stop."));
    assert_true(says(get(m, "/learn/scripts/S09/print?form=short"), "Lights means stop."));
    assert_false(says(get(m, "/learn/scripts/S09/print?form=short"), "Without words"));
    assert_true(says(get(m, "/learn/scripts/print"), "Lights means stop."));
    assert_true(says(get(m, "/learn/scripts/S09?fresh=short"), "My stop word is “Harbour lights”."));
    assert_true(says(get(m, "/journal"), "Lights means stop."));
    assert_false(says(get(m, "/learn/scripts/S09"), "Harbour lights means stop."));
}

static void every_script_reads_well_with_nothing_said(void **state)
{
    struct memory_app *m = *state;
    assert_true(english()->scripts.len >= 16);
    for (size_t i = 0; i < english()->scripts.len; i++) {
        char at[100];
        snprintf(at, sizeof at, "/learn/scripts/%s/print", english()->scripts.at[i].id.at);
        struct reply page = get(m, at);
        assert_int_equal(page.status, 200);
        assert_false(says(page, "{"));
        assert_false(says(page, "*"));
        assert_true(english()->scripts.at[i].short_form.len < english()->scripts.at[i].medium_form.len);
        assert_true(english()->scripts.at[i].medium_form.len < english()->scripts.at[i].long_form.len);
    }
}

static void an_empty_script_is_not_kept_and_the_others_stay(void **state)
{
    struct memory_app *m = *state;
    size_t log = memory_app_log_len(m);
    assert_true(says(post(m, "/learn/scripts/S04/long", "words=+"), "nothing to save yet"));
    assert_int_equal(memory_app_log_len(m), log);
    memory_app_refuse_next(m);
    struct reply page = post(m, "/learn/scripts/S04/long", "words=The+long+way+of+no");
    assert_int_equal(page.status, 503);
    assert_true(says(page, "The long way of no"));
}

static void sorry_is_said_kindly_and_kept_either_way(void **state)
{
    struct memory_app *m = *state;
    post(m, "/learn/plain", "what=refusal&words=I%27m+sorry%2C+but+I+can+not+come.");
    struct reply page = get(m, "/learn/plain");
    assert_true(says(page, "You wrote “<bdi>I&#39;m sorry</bdi>”") || says(page, "You wrote “<bdi>I'm sorry</bdi>”"));
    assert_true(says(page, "I can not come.</p>"));
    assert_true(says(get(m, "/journal"), "sorry, but I can not come."));
    post(m, "/learn/plain", "what=refusal&words=I+can+not+come.");
    page = get(m, "/learn/plain");
    assert_false(says(page, "You wrote"));
    assert_true(says(page, "I can not come."));
    post(m, "/learn/plain", "what=request&words=Sorry");
    assert_true(says(get(m, "/learn/plain"), "Nothing is left without it."));
}

/* Tested limits, kind words */

static void safety_comes_first_on_both_paths_and_no_part_is_needed(void **state)
{
    static const char *const PATHS[] = {"/limits/tested", "/limits/repair"};
    struct memory_app *m = *state;
    for (size_t i = 0; i < 2; i++) {
        struct reply page = get(m, PATHS[i]);
        struct str body = str_of_bytes(page.body);
        size_t ground = str_find(body, S("href=\"/ground\">Ground")), help = str_find(body, S(">Help lines</a>"));
        size_t parts = str_find(body, S("If you want to, in any order"));
        assert_true(parts != SIZE_MAX && ground < parts && help < parts);
        assert_true(says(page, "Not now"));
    }
}

static void a_part_of_a_tested_limit_is_a_note_and_its_box_is_empty_again(void **state)
{
    struct memory_app *m = *state;
    post(m, "/limits/tested/need", "words=The+door+locked+and+soup");
    struct reply page = get(m, "/limits/tested/need");
    assert_true(says(page, "rows=\"5\">\n</textarea>"));
    assert_true(says(page, "The door locked and soup")); /* under what I wrote before */
    assert_true(says(get(m, "/journal"), "The door locked and soup"));
    assert_false(says(get(m, "/limits/tested/say"), "The door locked and soup"));
    assert_false(says(get(m, "/limits/repair/need"), "The door locked and soup"));
    size_t log = memory_app_log_len(m);
    assert_true(says(post(m, "/limits/repair/owning", "words=x"), "owning it can look like"));
    assert_int_equal(memory_app_log_len(m), log); /* that part takes no words */
}

static void repair_is_never_urged(void **state)
{
    static const char *const PAGES[] = {"/limits/repair",      "/limits/repair/afraid", "/limits/repair/saw",
                                        "/limits/repair/need", "/limits/repair/rests",  "/limits/repair/decide"};
    static const char *const URGES[] = {"forgive them", "give them",     "second chance", "try again",
                                        "should",       "you will feel", "move on",       "for the sake"};
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++)
        for (size_t k = 0; k < sizeof URGES / sizeof *URGES; k++)
            if (says(get(m, PAGES[i]), URGES[k]))
                fail_msg("%s says \"%s\"", PAGES[i], URGES[k]);
    assert_true(says(get(m, "/limits/repair"), "You do not have to repair anything"));
    /* Whoever wrote there is not reminded of it anywhere. */
    post(m, "/limits/repair/decide", "words=Not+yet");
    assert_false(says(get(m, "/"), "Not yet"));
    assert_false(says(get(m, "/"), "repair"));
}

static void a_kind_sentence_is_taken_changed_and_kept(void **state)
{
    struct memory_app *m = *state;
    struct reply page = get(m, "/kind?take=K06");
    assert_true(says(page, "I was overwhelmed. I am not broken.</textarea>"));
    post(m, "/kind", "from=K06&words=It+was+too+much+for+anyone.");
    page = get(m, "/kind");
    size_t own = str_find(str_of_bytes(page.body), S("It was too much for anyone."));
    size_t starters = str_find(str_of_bytes(page.body), S("Some to start from"));
    assert_true(own < starters); /* own words first */
    assert_true(says(get(m, "/journal"), "It was too much for anyone."));
}

/* The filter, surface by surface */

struct surface {
    const char *list, *item, *link, *tag, *word; /* a tag it carries and a word that stands in it; NULL for none */
};
static const struct surface SURFACES[] = {
    {"/learn/rehearse", "/learn/rehearse/P03", "/learn/rehearse/P03\"", "1", "photographs"},
    {"/learn/scripts", "/learn/scripts/S15", "/learn/scripts/S15\"", "17", "dentist"},
    {"/learn", "/learn/L04", "/learn/L04\"", "1", "studied"},
    {"/ground/all", "/ground/G16", "/ground/G16\"", "1", NULL},
    {"/practice", "/practice/activity/A21", "/practice/activity/A21\"", "2", NULL},
    /* What words tell of, not only what a skin meets. */
    {"/learn", "/learn/R15", "/learn/R15\"", "41", NULL},
    {"/learn/rehearse", "/learn/rehearse/P15", "/learn/rehearse/P15\"", "41", NULL},
    {"/learn", "/learn/R13", "/learn/R13\"", "42", NULL},
    {"/learn", "/learn/R12", "/learn/R12\"", "43", NULL},
    {"/learn/rehearse", "/learn/rehearse/M05", "/learn/rehearse/M05\"", "44", NULL},
    {"/learn", "/learn/R06", "/learn/R06\"", "45", NULL},
    {"/learn/scripts", "/learn/scripts/S08", "/learn/scripts/S08\"", "46", NULL},
    {"/learn", "/learn/R20", "/learn/R20\"", "46", NULL},
    {"/learn", "/learn/L18", "/learn/L18\"", "47", NULL},
    {"/learn/rehearse", "/learn/rehearse/P11", "/learn/rehearse/P11\"", "48", NULL},
    {"/learn", "/learn/L17", "/learn/L17\"", "49", NULL},
    {"/learn", "/learn/R05", "/learn/R05\"", "50", NULL},
    {"/learn/rehearse", "/learn/rehearse/P13", "/learn/rehearse/P13\"", "51", NULL},
    {"/learn", "/learn/R17", "/learn/R17\"", "52", NULL},
    {"/learn/words", "/learn/words/aftercare", "/learn/words/aftercare\"", NULL, "aftercare"},
};

static void keep_away(struct memory_app *m, const char *tag, const char *word, const char *how)
{
    char form[200];
    snprintf(form, sizeof form, "question=keep-away-triggers&keep-away-triggers-%s=1", tag ? tag : "x");
    if (tag) {
        const struct key_row *row = row_by_number(TAG_KEYS, (unsigned)atoi(tag));
        snprintf(form, sizeof form, "question=keep-away-triggers&keep-away-triggers-%.*s=1", (int)row->key.len,
                 row->key.at);
        assert_int_equal(post(m, "/intake/keep-away", form).status, 303);
    }
    if (word) {
        snprintf(form, sizeof form, "question=keep-away-own&words=%s", word);
        assert_int_equal(post(m, "/intake/keep-away", form).status, 303);
    }
    snprintf(form, sizeof form, "setting=exposure&choice=%s", how);
    assert_int_equal(post(m, "/settings", form).status, 303);
}

static bool lists_openly(struct reply page, const char *link)
{
    struct str body = str_of_bytes(page.body);
    size_t at = str_find(body, str_from_c(link)), fold = str_find(body, S("Some are hidden"));
    return at != SIZE_MAX && at < fold;
}

static void check_surface(const struct surface *surface, const char *tag, const char *word)
{
    static const char *const HOWS[] = {"hide", "mark", "ask"};
    for (size_t i = 0; i < 3; i++) {
        struct memory_app *m = begin();
        bool mark = i == 1;
        post(m, "/practice/ceiling", "level=5");
        assert_false(says(get(m, surface->item), "This one is closed"));
        if (surface->link)
            assert_true(lists_openly(get(m, surface->list), surface->link));
        keep_away(m, tag, word, HOWS[i]);
        struct reply item = get(m, surface->item);
        bool waits = says(item, "This one is closed") || says(item, "It waits here.");
        if (tag && says(item, "This one is closed")) {
            struct str named = words_of(english(), TAG_KEYS, (unsigned)atoi(tag));
            assert_true(str_find(str_of_bytes(item.body), named) != SIZE_MAX); /* under "Say what it holds" */
        }
        if (waits == mark || says(item, "This contains something you asked to avoid") != mark)
            fail_msg("%s under %s", surface->item, HOWS[i]);
        char opened[100];
        snprintf(opened, sizeof opened, "%s?open=1", surface->item);
        assert_false(says(get(m, opened), "This one is closed") || says(get(m, opened), "It waits here."));
        if (surface->link) {
            struct reply list = get(m, surface->list);
            if (lists_openly(list, surface->link) != mark || says(list, surface->link) != (i > 0))
                fail_msg("%s under %s", surface->list, HOWS[i]);
        }
        memory_app_free(m);
    }
}

static void marks_are_left_out_marked_or_wait_on_every_surface(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SURFACES / sizeof *SURFACES; i++)
        if (SURFACES[i].tag)
            check_surface(&SURFACES[i], SURFACES[i].tag, NULL);
}

static void own_words_are_left_out_marked_or_wait_on_every_surface(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SURFACES / sizeof *SURFACES; i++)
        if (SURFACES[i].word)
            check_surface(&SURFACES[i], NULL, SURFACES[i].word);
}

static void words_used_here_wait_or_are_left_out_one_by_one(void **state)
{
    static const char *const HOWS[] = {"hide", "mark", "ask"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct memory_app *m = begin();
        assert_true(says(get(m, "/learn/words"), "holds your attention"));
        keep_away(m, NULL, "attention", HOWS[i]);
        struct reply page = get(m, "/learn/words");
        assert_int_equal(says(page, "/learn/words/anchor\""), i != 0);
        assert_int_equal(says(page, "holds your attention"), i == 1);
        assert_true(says(page, "/learn/words/alarm\""));
        memory_app_free(m);
    }
}

static void what_is_kept_away_is_not_named_before_it_is_asked_for(void **state)
{
    struct memory_app *m = *state;
    keep_away(m, NULL, "dentist", "hide");
    assert_false(says(get(m, "/learn/scripts"), "dentist"));
    struct reply page = get(m, "/learn/scripts/S15");
    assert_false(says(page, "Before an examination"));
    assert_false(says(page, "physiotherapist"));
}

static void an_opened_rehearsal_stays_open_to_its_end(void **state)
{
    struct memory_app *m = *state;
    keep_away(m, "1", NULL, "ask");
    assert_true(says(get(m, "/learn/rehearse/P03?open=1"), "/learn/rehearse/P03/breath-1?open=1"));
    assert_true(says(get(m, "/learn/rehearse/P03/breath-2?open=1"), "/learn/rehearse/P03/outside?open=1"));
    assert_true(says(get(m, "/learn/rehearse/P03/outside"), "This one is closed"));
}

static void kind_sentences_with_an_own_word_are_left_out(void **state)
{
    struct memory_app *m = *state;
    assert_true(says(get(m, "/kind"), "K01#write"));
    keep_away(m, NULL, "alarm", "ask");
    assert_false(says(get(m, "/kind"), "K01#write"));
    assert_true(says(get(m, "/kind"), "K02#write"));
    assert_true(says(get(m, "/kind"), "Some are left out"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(questions_answered_alone_are_never_sent),
        WITH_APP(whatever_was_answered_alone_the_next_page_is_byte_for_byte_the_same),
        cmocka_unit_test(answering_alone_leaves_no_trace_on_any_page),
        WITH_APP(every_scene_and_every_answer_can_be_reached_and_left),
        cmocka_unit_test(all_eighteen_situations_of_the_reference_are_there),
        WITH_APP(a_scene_that_does_not_exist_is_answered_kindly),
        WITH_APP(a_script_is_filled_edited_kept_and_its_versions_stay),
        WITH_APP(every_script_reads_well_with_nothing_said),
        WITH_APP(an_empty_script_is_not_kept_and_the_others_stay),
        WITH_APP(sorry_is_said_kindly_and_kept_either_way),
        WITH_APP(safety_comes_first_on_both_paths_and_no_part_is_needed),
        WITH_APP(a_part_of_a_tested_limit_is_a_note_and_its_box_is_empty_again),
        WITH_APP(repair_is_never_urged),
        WITH_APP(a_kind_sentence_is_taken_changed_and_kept),
        cmocka_unit_test(marks_are_left_out_marked_or_wait_on_every_surface),
        cmocka_unit_test(own_words_are_left_out_marked_or_wait_on_every_surface),
        cmocka_unit_test(words_used_here_wait_or_are_left_out_one_by_one),
        WITH_APP(what_is_kept_away_is_not_named_before_it_is_asked_for),
        WITH_APP(an_opened_rehearsal_stays_open_to_its_end),
        WITH_APP(kind_sentences_with_an_own_word_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
