/* tests/tools/readc.c - the checker of reading levels and words, and the reading pack, run as the build runs them */
#include "tests/tools/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FRONT "---\nid: x\ntitle: X\n---\n"
#define PLAIN "You can stop at any time. The room is still here. Look at the door.\n"
#define HARD                                                                                                           \
    "Physiological hyperarousal constitutes an adaptive, evolutionarily conserved reaction facilitating the "          \
    "mobilisation of defensive resources in threatening circumstances.\n"

/* folder_put makes one folder; content/NAME/ is two. */
static void put(const struct folder *folder, const char *name, const char *text)
{
    char above[PATH_LEN];
    assert_true(strlen(name) < sizeof above);
    strcpy(above, name);
    *strrchr(above, '/') = '\0';
    struct outcome made = run((const char *const[]){"mkdir", "-p", folder_path(folder, above), NULL});
    assert_int_equal(made.status, 0);
    folder_put(folder, name, text);
}

static struct outcome check(const struct folder *folder)
{
    return run((const char *const[]){told("READC"), "check", folder_path(folder, "content"),
                                     folder_path(folder, "pages"), NULL});
}

/* A plain text and a plain page, and one file more. */
static struct outcome check_with(const char *name, const char *text)
{
    struct folder folder = folder_new();
    put(&folder, "content/texts/a.md", FRONT PLAIN);
    put(&folder, "pages/a.html", "<p title=\"{{a}}\">You are welcome.</p>\n");
    put(&folder, name, text);
    struct outcome outcome = check(&folder);
    folder_remove(&folder);
    return outcome;
}

static void assert_refused(struct outcome outcome, const char *said)
{
    assert_int_equal(outcome.status, 1);
    if (!strstr(outcome.said, said))
        fail_msg("wanted \"%s\", it said: %s", said, outcome.said);
}

static void plain_texts_pass_and_are_counted(void **state)
{
    (void)state;
    struct outcome outcome = check_with("content/texts/b.md", FRONT PLAIN);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.said, "2 texts, grade "));
    assert_non_null(strstr(outcome.said, "1 templates"));
}

static void a_hard_text_is_refused_by_name(void **state)
{
    (void)state;
    assert_refused(check_with("content/texts/b.md", FRONT HARD), "texts/b.md: grade ");
}

static void a_folder_that_nobody_told_of_is_checked_too(void **state)
{
    (void)state;
    assert_refused(check_with("content/tomorrow/b.md", FRONT HARD), "tomorrow/b.md: grade ");
    assert_refused(check_with("content/tomorrow/b.md", FRONT "A victim.\n"), "the word \"victim\"");
}

static void a_hard_value_above_the_body_counts(void **state)
{
    (void)state;
    assert_refused(check_with("content/texts/b.md", "---\nid: x\nwhy: " HARD "---\nGo on.\n"), "texts/b.md: grade ");
}

/* Each is under nine, together they are over seven. */
static void texts_that_are_hard_together_are_refused(void **state)
{
    static const char text[] =
        FRONT "Another person may remember that evening in a different way, and you do not have to agree."
              "\n";
    (void)state;
    struct folder folder = folder_new();
    put(&folder, "content/texts/a.md", text);
    put(&folder, "content/texts/b.md", text);
    put(&folder, "pages/a.html", "<p>A</p>");
    struct outcome outcome = check(&folder);
    folder_remove(&folder);
    assert_refused(outcome, "on average; at most 7");
    assert_null(strstr(outcome.said, "a.md: grade"));
}

static void titles_of_sources_are_not_ours_to_grade(void **state)
{
    (void)state;
    struct outcome outcome =
        check_with("content/lessons/b.md", FRONT "## A\n\n" PLAIN "\n## Sources\n\n- weak | One small study. | " HARD);
    assert_int_equal(outcome.status, 0);
    assert_refused(check_with("content/lessons/b.md", FRONT "## A\n\nGo.\n\n## Sources\n\n- weak | " HARD),
                   "lessons/b.md: grade ");
}

static void avoided_words_of_a_page_are_refused(void **state)
{
    (void)state;
    assert_refused(check_with("pages/b.html", "<p>Your homework</p>"), "pages/b.html: the word \"homework\"");
    assert_refused(check_with("pages/b.html", "<svg aria-label=\"A victim\"></svg>"), "the word \"victim\"");
    assert_refused(check_with("pages/b.html", "<p>A <b>failure</b></p>"), "the word \"failure\"");
    assert_int_equal(check_with("pages/b.html", "<p class=\"drama\">{{homework}}</p>").status, 0);
}

static void the_pack_holds_every_text_with_its_evidence_and_review(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    put(&folder, "content/texts/a.md",
        "---\nid: a\ntitle: First & last\nevidence: weak\nreview: 2026-11-25, A. Reader\n---\nOne *word*.\n");
    put(&folder, "content/tomorrow/b.md", "---\nid: b\nname: Second\nask: Who is there?\n---\n## Part\n\nTwo.\n");
    struct outcome outcome = run((const char *const[]){told("READC"), "pack", folder_path(&folder, "pack.html"),
                                                       folder_path(&folder, "content"), NULL});
    assert_int_equal(outcome.status, 0);
    char *pack = folder_get(&folder, "pack.html");
    assert_non_null(strstr(pack, "<h3>First &amp; last</h3>"));
    assert_non_null(strstr(pack, "Evidence: <b>weak</b> · Review: <b>2026-11-25, A. Reader</b>"));
    assert_non_null(strstr(pack, "<p>One <em>word</em>.</p>"));
    assert_non_null(strstr(pack, "<h3>Second</h3>"));
    assert_non_null(strstr(pack, "Evidence: <b>none named</b> · Review: <b>not yet</b>"));
    assert_non_null(strstr(pack, "<dt>ask</dt><dd>Who is there?</dd>"));
    assert_non_null(strstr(pack, "<h4>Part</h4>"));
    assert_non_null(strstr(pack, "<tr><td>texts</td><td>1</td><td>1</td></tr>"));
    assert_non_null(strstr(pack, "<tr><td>tomorrow</td><td>1</td><td>0</td></tr>"));
    free(pack);
    folder_remove(&folder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_texts_pass_and_are_counted),
        cmocka_unit_test(a_hard_text_is_refused_by_name),
        cmocka_unit_test(a_folder_that_nobody_told_of_is_checked_too),
        cmocka_unit_test(a_hard_value_above_the_body_counts),
        cmocka_unit_test(texts_that_are_hard_together_are_refused),
        cmocka_unit_test(titles_of_sources_are_not_ours_to_grade),
        cmocka_unit_test(avoided_words_of_a_page_are_refused),
        cmocka_unit_test(the_pack_holds_every_text_with_its_evidence_and_review),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
