/* tests/tools/messages.c - what a translator is shown of a template, and which sentences are said to be cut */
#define _XOPEN_SOURCE 700
#include "tests/tools/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct sample {
    const char *name, *page, *list; /* the list without the file's name: "line whole - text" */
    const char *cut;                /* the line that cuts a sentence; NULL if none does */
};

#define W1 "1\twhole\t-\t"
#define C1 "1\tcut\t-\t"

static const struct sample SAMPLES[] = {
    // clang-format off
    /* what is one message */
    {"block_level_tags_part", "<h1>Help lines</h1><p>Choose.</p>", W1 "Help lines\n" W1 "Choose.\n", NULL},
    {"inline_tags_stand_inside", "<p>See <a class=\"b\" href=\"/a/{{id}}\">the <b>map</b></a>.</p>", W1 "See <a>the <b>map</b></a>.\n", NULL},
    {"tags_around_it_are_left_out", "<li><a href=\"/a\"><b>Map</b></a></li>", W1 "Map\n", NULL},
    {"tags_at_both_ends_stay", "<p><b>One</b> and <b>two</b></p>", W1 "<b>One</b> and <b>two</b>\n", NULL},
    {"values_stand_inside", "<p>As of {{as_of}}.</p>", W1 "As of {{as_of}}.\n", NULL},
    {"value_alone_is_no_message", "<p>{{title}}</p><p>{{a}}, {{b}}</p>", "", NULL},
    {"sign_without_a_letter_is_no_message", "<p>&#8239;…</p><p>1 – 2</p>", "", NULL},
    {"links_in_a_row_are_two", "<p><a href=\"/a\">One</a><a href=\"/b\">Two</a></p><p><a href=\"/a\">Three</a> <a href=\"/b\">Four</a></p>", W1 "One\n" W1 "Two\n" W1 "Three\n" W1 "Four\n", NULL},
    {"other_elements_in_a_row_are_one", "<p>Call <b>now</b> <bdi>{{x}}</bdi><bdi>{{y}}</bdi>.</p>", W1 "Call <b>now</b> <bdi>{{x}}</bdi><bdi>{{y}}</bdi>.\n", NULL},
    {"links_in_a_row_with_blocks_are_two", "<p><a href=\"/a\">One</a>\n{{#if x}}\n<a href=\"/b\">Two</a>\n{{/if}}\n<a href=\"/c\">Three</a></p>", W1 "One\n3\twhole\t-\tTwo\n5\twhole\t-\tThree\n", NULL},
    {"lines_of_one_paragraph_are_one", "<p>One\n  and two.</p>", W1 "One and two.\n", NULL},
    {"line_is_that_of_its_first_word", "\n<p>\n\n  One</p>", "4\twhole\t-\tOne\n", NULL},
    {"attribute_read_aloud_is_one", "<nav aria-label=\"Pages of {{name}}\"><b>x</b></nav><img alt=\"A tree\" src=\"/a\">", "1\twhole\taria-label\tPages of {{name}}\n" W1 "x\n" "1\twhole\talt\tA tree\n", NULL},
    {"attribute_for_machines_is_none", "<p class=\"lead\"><input name=\"words\" value=\"later\" placeholder=\"Here\"></p>", "1\twhole\tplaceholder\tHere\n", NULL},
    {"title_and_textarea_are_read", "<title>New page</title><textarea>Dear</textarea>", W1 "New page\n" W1 "Dear\n", NULL},
    {"comments_are_none", "<!-- see -->{{! see }}<p>One</p>", W1 "One\n", NULL},
    {"tag_with_a_block_inside_is_a_tag", "<p>See <a href=\"/a\"{{#if x}} aria-current=\"true\"{{/if}}>this</a>.</p>", W1 "See <a>this</a>.\n", NULL},

    /* whole on every way */
    {"branches_in_a_paragraph_are_whole", "<p>{{#if x}}It is open.{{else}}It is shut.{{/if}}</p>", W1 "It is open.\n" W1 "It is shut.\n", NULL},
    {"sentence_after_a_sentence_is_whole", "<p>One.{{#if x}} Two.{{/if}} Three.</p>", W1 "One.\n" W1 "Two.\n" W1 "Three.\n", NULL},
    {"sentence_ends_within_quotes", "<p>Say “no.”{{#if x}} Then go.{{/if}}</p>", W1 "Say “no.”\n" W1 "Then go.\n", NULL},
    {"sentence_after_a_value_is_whole", "<p>{{ask}} {{#if x}}You left this.{{/if}}</p>", W1 "You left this.\n", NULL},
    {"dot_in_the_middle_parts", "<p>{{#if x}}Every one{{/if}}{{#if y}} · with {{z}}{{/if}}</p>", W1 "Every one\n" W1 "· with {{z}}\n", NULL},
    {"condition_around_a_value_alone_cuts_nothing", "<p>{{a}}{{#if b}} <q>{{b}}</q>{{/if}}</p>", "", NULL},
    {"block_level_tags_inside_a_block_are_edges", "<div>One{{#if x}}<p>Two</p>{{/if}}</div>", W1 "One\n" W1 "Two\n", NULL},

    /* cut: these are what stood in our own templates, and their kin */
    {"beginning_with_two_ways_is_cut", "<p>{{#if one}}One thing was{{else}}{{n}} things were{{/if}} deleted.</p>", W1 "One thing was\n" W1 "{{n}} things were\n" C1 "deleted.\n", "1"},
    {"middle_with_two_ways_is_cut", "<p>So\n{{#if one}}it shows{{else}}they show{{/if}} here.</p>", W1 "So\n2\tcut\t-\tit shows\n2\tcut\t-\tthey show\n2\tcut\t-\there.\n", "2"},
    {"end_after_two_ways_is_cut", "<p>{{#if x}}<a href=\"/a\">Make one</a>{{else}}<a href=\"/a\">Make another</a>{{/if}}, or <a href=\"/b\">try it</a></p>", W1 "Make one\n" W1 "Make another\n" C1 ", or <a>try it</a>\n", "1"},
    {"name_after_two_ways_is_cut", "<a href=\"/a\">{{#if x}}Change it{{else}}Write it{{/if}}<span>: {{title}}</span></a>", W1 "Change it\n" W1 "Write it\n", "1"},
    {"end_on_one_way_is_cut", "<p>{{at}}, not phoned{{#if x}}. Source: {{x}}{{/if}}</p>", W1 "{{at}}, not phoned\n" C1 ". Source: {{x}}\n", "1"},
    {"word_on_one_way_is_cut", "<p>It is {{#unless x}}not {{/unless}}open.</p>", W1 "It is\n" C1 "not\n" C1 "open.\n", "1"},
    {"words_in_a_loop_are_cut", "<p>With {{#each xs as x}}{{x}} or {{/each}}nobody.</p>", W1 "With\n" C1 "{{x}} or\n" C1 "nobody.\n", "1"},
    {"small_letter_after_a_value_is_cut", "<p>{{name}}{{#if x}} is open{{/if}}</p>", C1 "is open\n", "1"},
    {"link_with_two_ways_in_a_sentence_is_cut", "<p>See <a href=\"/a\">{{#if x}}this{{else}}that{{/if}}</a>.</p>", W1 "See\n" C1 "this\n" C1 "that\n", "1"},
    {"attribute_with_two_ways_in_the_middle_is_cut", "<p aria-label=\"Page {{#if x}}one{{else}}two{{/if}}\">{{y}}</p>", "1\twhole\taria-label\tPage\n1\tcut\taria-label\tone\n1\tcut\taria-label\ttwo\n", "1"},
    {"attribute_with_two_ways_is_whole", "<p aria-label=\"{{#if x}}One{{else}}Two{{/if}}\">{{y}}</p>", "1\twhole\taria-label\tOne\n1\twhole\taria-label\tTwo\n", NULL},
    // clang-format on
};

enum { SAMPLES_LEN = sizeof SAMPLES / sizeof *SAMPLES };

static struct outcome list(const struct folder *folder, const char *which, const char *page)
{
    return run((const char *const[]){told("TEMPLATEC"), which, folder_path(folder, "list"), folder->path,
                                     folder_path(folder, page), NULL});
}

/* The list with the folder's name taken out. */
static char *listed(const struct folder *folder)
{
    char *text = folder_get(folder, "list");
    const char *file = folder_path(folder, "wing/page.html:");
    for (char *at; (at = strstr(text, file));)
        memmove(at, at + strlen(file), strlen(at + strlen(file)) + 1);
    return text;
}

static void check(void **state)
{
    const struct sample *sample = *state;
    struct folder folder = folder_new();
    folder_put(&folder, "wing/page.html", sample->page);
    struct outcome outcome = list(&folder, "--messages", "wing/page.html");
    char *text = listed(&folder), cut[PATH_LEN * 2] = "";
    assert_string_equal(text, sample->list);
    assert_int_equal(outcome.status, sample->cut ? 1 : 0);
    if (sample->cut)
        snprintf(cut, sizeof cut, "%s:%s: this block cuts a sentence", folder_path(&folder, "wing/page.html"),
                 sample->cut);
    assert_true(sample->cut ? strstr(outcome.said, cut) != NULL : outcome.said[0] == '\0');
    free(text);
    folder_remove(&folder);
}

static void partial_is_read_where_it_stands_and_listed_once(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "wing/_part.html", "{{#if x}}open{{/if}}\n");
    folder_put(&folder, "wing/page.html", "<p>{{> part}}</p><p>It is {{> part}}.</p>");
    struct outcome outcome = list(&folder, "--messages", "wing/page.html");
    char *text = folder_get(&folder, "list");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.said, "_part.html:1: this block cuts a sentence"));
    assert_null(strstr(strstr(text, "open") + 1, "open"));
    free(text);
    folder_remove(&folder);
}

static void segments_are_numbered_by_their_place(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "wing/_part.html", "<b>Same</b>{{x}}");
    folder_put(
        &folder, "wing/page.html",
        "<p>Same</p>{{x}}<p>Same</p>{{> part}}\n{{> part}}<a href=\"/a?{{x}}&amp;b\" title=\"{{x}} too\">\"</a>");
    struct outcome outcome = list(&folder, "--segments", "wing/page.html");
    char *text = listed(&folder);
    const char *part = folder_path(&folder, "wing/_part.html:");
    for (char *at; (at = strstr(text, part));)
        memmove(at, at + strlen(part) - 5, strlen(at + strlen(part) - 5) + 1);
    assert_int_equal(outcome.status, 0);
    assert_string_equal(text, "0\t1\ttext\t\"<p>Same</p>\"\n"
                              "1\t1\ttext\t\"<p>Same</p>\"\n"
                              "2\thtml:1\ttext\t\"<b>Same</b>\"\n"
                              "3\t2\ttext\t\"\\n\"\n"
                              "4\thtml:1\ttext\t\"\"\n" /* after the partial's value; words may go there */
                              "5\t2\ttext\t\"<a href=\\\"/a?\"\n"
                              "6\t2\thref of <a>\t\"&amp;b\\\" title=\\\"\"\n"
                              "7\t2\ttitle of <a>\t\" too\\\">\\\"</a>\"\n");
    free(text);
    folder_remove(&folder);
}

struct said {
    const char *name, *page, *words;
    const char *list; /* the texts of its segments in turn, as JSON; NULL if it is refused */
    const char *refused;
};

static const struct said TRANSLATED[] = {
    // clang-format off
    {"words_are_put_between_tags", "<h1>Limits</h1>\n<p>See <a class=\"b\" href=\"/a\">the map</a>.</p>", "Limits\tGrenzen\nSee <a>the map</a>.\t<a>Die Karte</a> ansehen\n", "\"<h1>Grenzen</h1>\\n<p><a class=\\\"b\\\" href=\\\"/a\\\">Die Karte</a> ansehen</p>\"\n", NULL},
    {"words_go_around_a_value", "<p>Call {{x}}</p>", "Call {{x}}\tRuf {{x}} an\n", "\"<p>Ruf \"\n\" an</p>\"\n", NULL},
    {"words_go_before_a_value_that_begins_a_way", "<p>{{#if y}}{{x}} was deleted.{{/if}}</p>", "{{x}} was deleted.\tGelöscht wurde {{x}}.\n", "\"<p>\"\n\"Gelöscht wurde \"\n\".\"\n\"</p>\"\n", NULL},
    {"words_go_after_a_value_that_ends_a_way", "<p>{{#if y}}Call {{x}}{{/if}}</p>", "Call {{x}}\t{{x}} anrufen\n", "\"<p>\"\n\"\"\n\" anrufen\"\n\"</p>\"\n", NULL},
    {"words_of_a_tag_with_values_stay_apart", "<p>See <a href=\"/a/{{x}}\" title=\"More\">it</a></p>", "See <a>it</a>\t<a>Das</a> ansehen\nMore\tMehr\n", "\"<p><a href=\\\"/a/\"\n\"\\\" title=\\\"Mehr\\\">Das</a> ansehen</p>\"\n", NULL},
    {"blanks_around_it_stay", "<p>\n  One.{{#if x}} Two.{{/if}}</p>", "One.\tEins.\nTwo.\tZwei.\n", "\"<p>\\nEins.\"\n\" Zwei.\"\n\"</p>\"\n", NULL},
    {"both_of_two_equal_words_are_said", "<h1 title=\"One\">One</h1><p>One</p>", "One\tEins\n", "\"<h1 title=\\\"Eins\\\">Eins</h1><p>Eins</p>\"\n", NULL},
    {"what_is_not_in_it_stays_english", "<p>One</p><p>Two</p>", "Two\tZwei\n", "\"<p>One</p><p>Zwei</p>\"\n", NULL},
    {"words_of_a_partial_are_put_once", "{{> part}}{{> part}}", "Part\tTeil\n", "\"<p>Teil</p>\"\n", NULL},
    {"words_go_where_two_messages_touch", "<p><b>A</b> x <a href=\"/a\">B</a><a href=\"/b\">C</a> y <i>D</i></p>", "<b>A</b> x <a>B</a>\t<b>A</b> z <a>B</a>!\n<a>C</a> y <i>D</i>\t?<a>C</a> w <i>D</i>\n", "\"<p><b>A</b> z <a href=\\\"/a\\\">B</a>!?<a href=\\\"/b\\\">C</a> w <i>D</i></p>\"\n", NULL},
    {"words_of_a_shared_part_are_put_once", "<p>{{> bold}} one</p><p>{{> bold}} two</p>", "<b>Some</b> one\t<b>Etwas</b> eins\n<b>Some</b> two\t<b>Etwas</b> zwei\n", "\"<p>\"\n\"<b>Etwas</b>\"\n\" eins</p><p>\"\n\" zwei</p>\"\n", NULL},
    {"blanks_before_a_part_are_no_words", "<p>\n{{> some}}\n</p>", "Some\tEtwas\n", "\"<p>\\n\"\n\"Etwas\"\n\"\\n</p>\"\n", NULL},
    {"shared_part_said_in_two_ways_is_told", "<p>{{> bold}} one</p><p>{{> bold}} two</p>", "<b>Some</b> one\t<b>Etwas</b> eins\n<b>Some</b> two\t<b>Manches</b> zwei\n", NULL, "list:2: line 1 says otherwise what both share: Manches"},
    {"sentence_half_in_a_part_is_told", "<p>{{> some}} one</p>", "Some one\tEtwas\n", NULL, "list:1: no other words can stand here: Etwas"},
    {"lost_tag_is_told_with_its_line", "<p>One</p><p>See <a href=\"/a\">it</a></p>", "One\tEins\nSee <a>it</a>\tDas ansehen\n", NULL, "list:2: the tags and values are not those of: See <a>it</a>"},
    {"added_tag_is_told", "<p>One</p>", "One\tEins <script>go()</script>\n", NULL, "list:1: the tags and values are not those of: One"},
    {"tag_with_attributes_is_told", "<p>See <a href=\"/a\">it</a></p>", "See <a>it</a>\tSee <a href=\"/b\">it</a>\n", NULL, "list:1: the tags and values are not those of"},
    {"lost_value_is_told", "<p>Call {{x}}</p>", "Call {{x}}\tAnrufen\n", NULL, "list:1: the tags and values are not those of"},
    {"swapped_values_are_told", "<p>As {{x}}, {{y}}</p>", "As {{x}}, {{y}}\tAls {{y}}, {{x}}\n", NULL, "list:1: the tags and values are not those of"},
    {"quote_in_an_attribute_is_told", "<p title=\"One\">{{x}}</p>", "One\tEins \" onclick=\"go()\n", NULL, "list:1: the attribute onclick is refused"},
    {"bare_less_than_is_told", "<p>One</p>", "One\tEins < zwei\n", NULL, "list:1: a < that begins no tag"},
    {"line_without_a_tab_is_told", "<p>One</p>", "One Eins\n", NULL, "list:1: a line is the English, a tab and its translation"},
    {"line_without_a_translation_is_told", "<p>One</p>", "One\t\n", NULL, "list:1: a line is the English"},
    // clang-format on
};

enum { TRANSLATED_LEN = sizeof TRANSLATED / sizeof *TRANSLATED };

/* The fourth column alone. */
static void keep_texts(char *text)
{
    char *to = text;
    for (char *line = text, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        char *from = line;
        for (int tabs = 0; tabs < 3; tabs++)
            from = strchr(from, '\t') + 1;
        memmove(to, from, (size_t)(end + 1 - from));
        to += end + 1 - from;
    }
    *to = '\0';
}

static void check_translated(void **state)
{
    const struct said *said = *state;
    struct folder folder = folder_new();
    folder_put(&folder, "wing/page.html", said->page);
    folder_put(&folder, "wing/_part.html", "<p>Part</p>");
    folder_put(&folder, "wing/_bold.html", "<b>Some</b>");
    folder_put(&folder, "wing/_some.html", "Some");
    folder_put(&folder, "list", said->words);
    struct outcome outcome = run((const char *const[]){told("TEMPLATEC"), "--translated", folder_path(&folder, "said"),
                                                       folder_path(&folder, "list"), folder.path,
                                                       folder_path(&folder, "wing/page.html"), NULL});
    assert_int_equal(outcome.status, said->list ? 0 : 1);
    if (said->list) {
        char *text = folder_get(&folder, "said");
        keep_texts(text);
        assert_string_equal(text, said->list);
        free(text);
    } else if (!strstr(outcome.said, said->refused)) {
        fail_msg("%s", outcome.said);
    }
    folder_remove(&folder);
}

static void template_that_is_refused_has_no_list(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "wing/page.html", "<p onclick=\"go()\">");
    assert_int_equal(list(&folder, "--messages", "wing/page.html").status, 1);
    assert_int_equal(list(&folder, "--segments", "wing/page.html").status, 1);
    folder_put(&folder, "wing/page.html", "<p>One & two</p>");
    assert_int_equal(list(&folder, "--messages", "wing/page.html").status, 0);
    struct outcome bare = list(&folder, "--segments", "wing/page.html");
    assert_int_equal(bare.status, 1);
    assert_non_null(strstr(bare.said, "a & that begins no character's name"));
    assert_int_equal(list(&folder, "--words", "wing/page.html").status, 1);
    folder_remove(&folder);
}

int main(void)
{
    struct CMUnitTest tests[SAMPLES_LEN + 3 + TRANSLATED_LEN];
    for (size_t i = 0; i < SAMPLES_LEN; i++)
        tests[i] = (struct CMUnitTest){
            .name = SAMPLES[i].name, .test_func = check, .initial_state = (void *)(uintptr_t)&SAMPLES[i]};
    tests[SAMPLES_LEN] = (struct CMUnitTest)cmocka_unit_test(partial_is_read_where_it_stands_and_listed_once);
    tests[SAMPLES_LEN + 1] = (struct CMUnitTest)cmocka_unit_test(segments_are_numbered_by_their_place);
    tests[SAMPLES_LEN + 2] = (struct CMUnitTest)cmocka_unit_test(template_that_is_refused_has_no_list);
    for (size_t i = 0; i < TRANSLATED_LEN; i++)
        tests[SAMPLES_LEN + 3 + i] = (struct CMUnitTest){.name = TRANSLATED[i].name,
                                                         .test_func = check_translated,
                                                         .initial_state = (void *)(uintptr_t)&TRANSLATED[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
