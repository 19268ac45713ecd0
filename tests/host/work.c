/*
 * tests/host/work.c - guided writing asked as a browser would: nothing typed is lost, what leads to help leaves no
 * trace, what is deleted is gone, and only what is ticked comes onto paper
 */
#include "core/worksheet.h"
#include "tests/support/memory_app.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)128 << 20);
}

static bool says(struct reply reply, const char *words)
{
    return str_find(str_of_bytes(reply.body), str_from_c(words)) != SIZE_MAX;
}

static struct reply get(struct memory_app *m, const char *path)
{
    return memory_app_ask(m, "GET", str_from_c(path), S(""));
}

static struct reply post(struct memory_app *m, const char *path, const char *form)
{
    return memory_app_post(m, str_from_c(path), str_from_c(form));
}

static bool holds(struct memory_app *m, const char *words)
{
    return memory_app_holds(m, bytes_of_str(str_from_c(words)), true);
}

static bool goes_to(struct reply reply, const char *path)
{
    return reply.status == 303 && str_starts(reply.location, str_from_c(path));
}

/* The address of the newest sheet of a kind, without what was kept. */
static const char *newest(struct memory_app *m, const char *sheet)
{
    static char path[128];
    char last[64];
    snprintf(last, sizeof last, "/work/%s/last", sheet);
    struct reply reply = get(m, last);
    struct str place, query;
    assert_int_equal(reply.status, 303);
    str_cut(reply.location, '?', &place, &query);
    snprintf(path, sizeof path, "%.*s", (int)place.len, place.at);
    return path;
}

static const char *id_of(const char *path)
{
    return strrchr(path, '/') + 1;
}

static void one_press_keeps_every_field_and_only_what_changed_later(void **state)
{
    struct memory_app *m = begin();
    size_t before = memory_app_log_len(m);
    (void)state;
    assert_true(
        goes_to(post(m, "/work/thought/new", "situation=The+lift&feeling=fear&feeling-before=60&wider=I+can+wait"),
                "/work/thought/last"));
    assert_int_equal(memory_app_log_len(m) - before, 5); /* the beginning, and four lines */
    const char *path = newest(m, "thought");
    struct reply page = get(m, path);
    assert_true(says(page, "The lift") && says(page, "value=\"fear\"") && says(page, "I can wait"));
    before = memory_app_log_len(m);
    post(m, path, "situation=The+lift+again&feeling=fear&feeling-before=60&wider=I+can+wait");
    assert_int_equal(memory_app_log_len(m) - before, 1);
    memory_app_free(m);
}

static void empty_sheet_is_not_begun(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    struct reply reply = post(m, "/work/thought/new", "situation=&feeling=");
    assert_int_equal(reply.status, 200);
    assert_true(says(reply, "A word is enough, and so is leaving it"));
    assert_false(says(get(m, "/journal"), "Guided writing"));
    memory_app_free(m);
}

static void refused_sheet_comes_back_with_everything_and_says_where(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    struct reply reply =
        post(m, "/work/thought/new", "situation=On+the+stairs&feeling-before=40&for=a%0Ab%0Ac%0Ad&against=A+hand+held");
    assert_int_equal(reply.status, 200);
    assert_true(says(reply, "Three lines are enough here"));
    assert_true(says(reply, "On the stairs") && says(reply, "A hand held") && says(reply, "a\nb\nc\nd"));
    assert_true(says(reply, "name=\"feeling-before\" value=\"40\" checked"));
    memory_app_free(m);
}

static void earlier_lines_stay_as_versions_and_deleting_takes_them_all(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    post(m, "/work/thought/new", "thought=Zirconfirst&feeling=dread");
    char path[128], entry[128], gone[160];
    snprintf(path, sizeof path, "%s", newest(m, "thought"));
    post(m, path, "thought=Zirconsecond&feeling=dread");
    snprintf(entry, sizeof entry, "/journal/%s", id_of(path));
    struct reply page = get(m, entry);
    assert_true(says(page, "Zirconsecond") && says(page, "How it was before") && says(page, "Zirconfirst"));
    snprintf(gone, sizeof gone, "%s/delete", entry);
    assert_true(goes_to(post(m, gone, ""), "/journal?deleted=1"));
    assert_int_equal(get(m, path).status, 404);
    memory_app_reopen(m);
    assert_false(holds(m, "Zirconsecond"));
    assert_false(holds(m, "Zirconfirst"));
    memory_app_free(m);
}

static void words_on_a_sheet_are_found_in_the_diary(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    post(m, "/work/thought/new", "kind-voice=You+were+nine");
    post(m, "/journal", "q=were+NINE");
    struct reply page = get(m, "/journal?search=on");
    assert_true(says(page, "A thought, looked at kindly") && says(page, "<mark>were nine</mark>"));
    memory_app_free(m);
}

static void starting_place_is_offered_filled_in_and_opened_by_its_question(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    struct reply page = get(m, "/work/thought/new?start=5");
    assert_true(says(page, "\nIf I say no, they will leave.</textarea>"));
    assert_true(says(page, "the last few times you said a small no"));
    /* The address holds a number, never the sentence. */
    assert_true(says(get(m, "/work/thought/new"), "href=\"?start=5\""));
    memory_app_free(m);
}

static void draft_is_shown_again_and_gone_once_the_words_are_kept(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    assert_int_equal(post(m, "/draft", "about=note&words=Quartz+one").status, 204);
    assert_int_equal(post(m, "/draft", "about=note&words=Quartz+one+and+two").status, 204);
    memory_app_reopen(m);
    struct reply page = get(m, "/journal/new");
    assert_true(says(page, "Quartz one and two") && says(page, "did not keep it"));
    assert_false(says(get(m, "/journal"), "Quartz"));
    post(m, "/journal/new", "words=Something+else");
    assert_false(says(get(m, "/journal/new"), "Quartz"));
    memory_app_reopen(m);
    assert_false(holds(m, "Quartz"));
    assert_true(says(get(m, "/journal"), "Something else"));
    memory_app_free(m);
}

static void draft_of_a_sheet_fills_its_field_until_it_is_thrown_away(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    post(m, "/draft", "about=work/thought/new/against&words=Feldspar");
    assert_true(says(get(m, "/work/thought/new"), "Feldspar</textarea>"));
    assert_true(goes_to(post(m, "/draft/away", "about=work/thought/new/&back=work/thought/new"), "/work/thought/new"));
    assert_false(says(get(m, "/work/thought/new"), "Feldspar"));
    memory_app_reopen(m);
    assert_false(holds(m, "Feldspar"));
    assert_true(goes_to(post(m, "/draft/away", "about=x&back=/elsewhere.example"), "/journal"));
    memory_app_free(m);
}

static void only_what_is_ticked_stands_on_the_paper(void **state)
{
    struct memory_app *m = begin();
    char print[160];
    (void)state;
    post(m, "/work/thought/new", "situation=Mica&against=Basalt&feeling-before=70");
    snprintf(print, sizeof print, "%s/print", newest(m, "thought"));
    struct reply choosing = get(m, print);
    assert_false(says(choosing, "checked"));
    struct reply paper = post(m, print, "against=1");
    assert_true(says(paper, "Basalt"));
    assert_false(says(paper, "Mica"));
    assert_true(says(post(m, print, ""), "the paper is empty"));
    memory_app_free(m);
}

static void chosen_sentences_of_two_entries_make_one_card(void **state)
{
    struct memory_app *m = begin();
    char form[512], name[2][64];
    (void)state;
    post(m, "/journal/new", "words=The+tide+went+out.+I+stayed.");
    *memory_app_clock(m) += 60000;
    post(m, "/journal/new", "words=A+gull%21+It+laughed.");
    struct reply page = get(m, "/journal/choose");
    struct str body = str_of_bytes(page.body);
    for (int i = 0; i < 2; i++) {
        /* The second sentence of each entry. */
        size_t at = str_find(body, i ? S("I stayed.") : S("It laughed."));
        assert_true(at != SIZE_MAX);
        struct str before = str_first(body, at);
        while (!str_ends(before, S("name=\"")))
            before = str_first(before, before.len - 1);
        struct str after = str_after(body, before.len), value;
        str_cut(after, '"', &value, &after);
        snprintf(name[i], sizeof name[i], "%.*s", (int)value.len, value.at);
    }
    snprintf(form, sizeof form, "do=add&words=&%s=1&%s=1", name[0], name[1]);
    assert_true(says(post(m, "/journal/choose", form), "It laughed.\nI stayed.</textarea>"));
    assert_true(goes_to(post(m, "/journal/choose", "do=keep&words=It+laughed.%0AI+stayed."), "/journal?saved=1"));
    assert_true(says(get(m, "/journal"), "Sentences I chose"));
    /* The entries stay as they are. */
    assert_true(says(get(m, "/journal"), "The tide went out. I stayed."));
    memory_app_free(m);
}

static void unknown_sheets_and_other_entries_are_not_here(void **state)
{
    struct memory_app *m = begin();
    char path[128];
    (void)state;
    assert_int_equal(get(m, "/work/none").status, 404);
    assert_int_equal(get(m, "/work/thought/abc").status, 404);
    post(m, "/work/thought/new", "situation=x");
    snprintf(path, sizeof path, "/work/goals/%s", id_of(newest(m, "thought")));
    assert_int_equal(get(m, path).status, 404);
    memory_app_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_press_keeps_every_field_and_only_what_changed_later),
        cmocka_unit_test(empty_sheet_is_not_begun),
        cmocka_unit_test(refused_sheet_comes_back_with_everything_and_says_where),
        cmocka_unit_test(earlier_lines_stay_as_versions_and_deleting_takes_them_all),
        cmocka_unit_test(words_on_a_sheet_are_found_in_the_diary),
        cmocka_unit_test(starting_place_is_offered_filled_in_and_opened_by_its_question),
        cmocka_unit_test(draft_is_shown_again_and_gone_once_the_words_are_kept),
        cmocka_unit_test(draft_of_a_sheet_fills_its_field_until_it_is_thrown_away),
        cmocka_unit_test(only_what_is_ticked_stands_on_the_paper),
        cmocka_unit_test(chosen_sentences_of_two_entries_make_one_card),
        cmocka_unit_test(unknown_sheets_and_other_entries_are_not_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
