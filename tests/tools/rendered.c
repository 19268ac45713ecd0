/* tests/tools/rendered.c - what the sample templates look like on the page, byte for byte */
#include "pages/templates.h"
#include "pages/words/views.h"
#include "tests/tools/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static uint8_t memory[1 << 16];

static void assert_str(struct str found, const char *wanted)
{
    struct arena arena = arena_on(memory + sizeof memory / 2, sizeof memory / 2);
    char *c = arena_alloc(&arena, 1, 1, found.len + 1);
    mem_copy(c, found.at, found.len);
    assert_string_equal(c, wanted);
}

static struct buf fresh(struct arena *arena)
{
    *arena = arena_on(memory, sizeof memory / 2);
    return buf_on(arena);
}

static void open_page_is_compact_and_escaped(void **state)
{
    (void)state;
    static const struct sample_word words[] = {{S_INIT("<a>")}, {S_INIT("b")}};
    static const struct sample_row rows[] = {
        {.name = S_INIT("one"), .chosen = true, .words = {.at = words, .len = 2}},
        {.name = S_INIT("\"two\"")},
    };
    struct arena arena;
    struct buf out = fresh(&arena);
    page_layout(&out, &(struct layout_view){.frame = {sample_words()},
                                            .title = S("<\"&'>"),
                                            .built = html_of_content(S("<em>built</em>")),
                                            .n = 4294967295u,
                                            .below = -5,
                                            .open = true,
                                            .typed = S("</textarea>\n"),
                                            .path = S("//elsewhere/x"),
                                            .rows = {.at = rows, .len = 2}});
    assert_str(buf_str(&out), "<!doctype html>\n"
                              "<title>&lt;&quot;&amp;&#39;&gt;</title>\n"
                              "<p title=\"&lt;&quot;&amp;&#39;&gt;\"><em>built</em> 4294967295 -5</p>\n"
                              "<p>open</p>\n"
                              "<ul>\n"
                              "<li class=\"row chosen\">one:\n"
                              "<b>&lt;a&gt;</b>\n"
                              "<b>b</b>\n"
                              "</li>\n"
                              "<li class=\"row\">&quot;two&quot;:\n"
                              "</li>\n"
                              "</ul>\n"
                              "<input name=\"a\"   checked\n"
                              "value=\"&lt;/textarea&gt;\n\">\n"
                              "<a href=\"/elsewhere/x\">on</a>  end\n"
                              "<textarea>\n&lt;/textarea&gt;\n</textarea>\n"
                              "<pre>\n    kept\n      &lt;/textarea&gt;\n </pre>\n");
}

static void shut_page_takes_the_other_ways(void **state)
{
    (void)state;
    struct arena arena;
    struct buf out = fresh(&arena);
    page_layout(&out, &(struct layout_view){.frame = {sample_words()}, .title = S("t")});
    assert_str(buf_str(&out), "<!doctype html>\n"
                              "<title>t</title>\n"
                              "<p title=\"t\"> 0 0</p>\n"
                              "<p>shut</p>\n"
                              "<ul>\n"
                              "</ul>\n"
                              "<input name=\"a\"   \n"
                              "value=\"\">\n"
                              "<a href=\"/\">on</a> <i>no</i> end\n"
                              "<textarea>\n</textarea>\n"
                              "<pre>\n    kept\n       </pre>\n");
}

static void characters_that_c_reads_otherwise_arrive_as_written(void **state)
{
    (void)state;
    struct arena arena;
    struct buf out = fresh(&arena);
    page_text(&out, &(struct text_view){.frame = {sample_words()}});
    assert_str(buf_str(&out), "<p>What?"
                              "?/ \\\"caf\xc3\xa9\\\" 100%d \xe2\x80\x93\t\xf0\x9f\x8c\xa7 \\0 1</p>");
}

static void value_after_a_slash_never_names_another_host(void **state)
{
    (void)state;
    static const struct str hostile[] = {S_INIT("/evil"), S_INIT("\\evil"), S_INIT("\t/evil"), S_INIT("\n\\/evil"),
                                         S_INIT(" /evil")};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct arena arena;
        struct buf out = fresh(&arena);
        put_after_slash(&out, hostile[i]);
        assert_str(buf_str(&out), "evil");
    }
}

static void only_what_holds_something_is_true(void **state)
{
    (void)state;
    assert_true(IS_TRUE(S("a")) && IS_TRUE(html_of_content(S("a"))) && IS_TRUE(1u) && IS_TRUE(-1) && IS_TRUE((bool)1));
    assert_false(IS_TRUE(S("")) || IS_TRUE(html_of_content(S(""))) || IS_TRUE(0u) || IS_TRUE(0) || IS_TRUE((bool)0));
    assert_true(IS_TRUE((uint64_t)1 << 63) && IS_TRUE(INT64_MIN));
}

/* As str_isolated makes them; where a browser takes everything for text they stay characters. */
static void isolates_are_markup_in_text_and_nowhere_else(void **state)
{
    (void)state;
    struct arena arena;
    struct buf out = fresh(&arena);
    page_layout(&out, &(struct layout_view){
                          .frame = {sample_words()}, .title = S("\u2068t\u2069"), .typed = S("\u2068a\u2069")});
    struct str page = buf_str(&out);
    assert_true(str_find(page, S("<title>\u2068t\u2069</title>")) != SIZE_MAX);
    assert_true(str_find(page, S("title=\"\u2068t\u2069\"")) != SIZE_MAX);
    assert_true(str_find(page, S("<textarea>\n\u2068a\u2069</textarea>")) != SIZE_MAX);
    assert_true(str_find(page, S("      <bdi>a</bdi> </pre>")) != SIZE_MAX);
}

static void html_of_a_template_is_what_it_wrote(void **state)
{
    (void)state;
    struct arena arena;
    struct buf inner = fresh(&arena), out = buf_on(&arena);
    put_str(&inner, S("<"));
    PUT_VALUE(&out, html_of_template(&inner));
    assert_str(buf_str(&out), "&lt;");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_page_is_compact_and_escaped),
        cmocka_unit_test(shut_page_takes_the_other_ways),
        cmocka_unit_test(characters_that_c_reads_otherwise_arrive_as_written),
        cmocka_unit_test(value_after_a_slash_never_names_another_host),
        cmocka_unit_test(only_what_holds_something_is_true),
        cmocka_unit_test(isolates_are_markup_in_text_and_nowhere_else),
        cmocka_unit_test(html_of_a_template_is_what_it_wrote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
