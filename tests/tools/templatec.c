/* tests/tools/templatec.c - what templates may and must not say, and where they are told so */
#define _XOPEN_SOURCE 700
#include "pages/route.h"
#include "tests/tools/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct refusal {
    const char *name;    /* of the test */
    const char *page;    /* the template */
    const char *partial; /* _part.html, if there is one */
    const char *said;    /* what is said of it, after the folder's path */
};

#define UNSAFE_ADDRESS "must begin, word for word, with \"/\", \"#\", \"?\" or \"tel:\""
#define MUST_BE_EMPTY "must be empty: the content security policy refuses what is written inside"

static const struct refusal REFUSALS[] = {
    // clang-format off
    /* where a value may not stand */
    {"value_in_script_is_refused", "<p>\n<script>{{x}}</script>", NULL, "/page.html:2: a value may not stand inside <script>"},
    {"value_in_style_is_refused", "<style>{{x}}</style>", NULL, "/page.html:1: a value may not stand inside <style>"},
    {"value_in_script_in_capitals_is_refused", "<SCRIPT>{{x}}</SCRIPT>", NULL, ":1: a value may not stand inside <script>"},
    {"value_in_comment_is_refused", "<!-- {{x}} -->", NULL, ":1: a value may not stand inside a comment"},
    {"value_in_doctype_is_refused", "<!doctype {{x}}>", NULL, ":1: a value may not stand inside a comment or declaration"},
    {"value_in_tag_name_is_refused", "<h{{x}}>", NULL, ":1: a value may not stand in the name of a tag"},
    {"value_in_closing_tag_is_refused", "<p></{{x}}>", NULL, ":1: a value may not stand in the name of a tag"},
    {"value_after_less_than_is_refused", "<{{x}}>", NULL, ":1: a value may not stand in the name of a tag"},
    {"value_as_attribute_is_refused", "<p {{x}}>", NULL, ":1: a value may not stand in the name of an attribute"},
    {"value_in_attribute_name_is_refused", "<p data-{{x}}=\"a\">", NULL, ":1: a value may not stand in the name of an attribute"},
    {"value_without_quotes_is_refused", "<p id={{x}}>", NULL, ":1: a value in the attribute id needs double quotes"},
    {"value_later_without_quotes_is_refused", "<p id=a{{x}}>", NULL, ":1: a value in the attribute id needs double quotes"},
    {"value_in_single_quotes_is_refused", "<p id='{{x}}'>", NULL, ":1: a value in the attribute id needs double quotes"},
    {"value_within_end_of_textarea_is_refused", "<textarea></text{{x}}area>", NULL, ":1: a value may not stand in the name of a tag"},
    {"value_after_opened_end_of_title_is_refused", "<title></{{x}}", NULL, ":1: a value may not stand in the name of a tag"},
    {"value_after_textarea_begun_anew_is_refused", "<textarea><b></textarea><p {{x}}>", NULL, ":1: a value may not stand in the name of an attribute"},
    {"unescaped_value_is_refused", "<p>{{{x}}}</p>", NULL, ":1: {{{ }}} does not exist"},

    /* what the content security policy would refuse, or what runs */
    {"event_attribute_is_refused", "<p onclick=\"go()\">", NULL, ":1: the attribute onclick is refused by the content security policy"},
    {"event_attribute_in_capitals_is_refused", "<p OnClick=\"go()\">", NULL, ":1: the attribute onclick is refused"},
    {"event_attribute_before_a_block_is_refused", "<p onclick{{#if x}} id=\"a\"{{/if}}>", NULL, ":1: the attribute onclick is refused"},
    {"value_in_event_attribute_is_refused", "<p onclick=\"{{x}}\">", NULL, ":1: the attribute onclick is refused"},
    {"style_attribute_is_refused", "<p style=\"color:red\">", NULL, ":1: the attribute style is refused by the content security policy"},
    {"srcdoc_is_refused", "<iframe srcdoc=\"{{x}}\">", NULL, ":1: the attribute srcdoc holds a page inside a page"},
    {"script_with_content_is_refused", "<script>\n\n go()</script>", NULL, ":3: <script> " MUST_BE_EMPTY},
    {"script_with_a_tag_is_refused", "<script><b></script>", NULL, ":1: <script> " MUST_BE_EMPTY},
    {"style_with_content_is_refused", "<style>p{}</style>", NULL, ":1: <style> " MUST_BE_EMPTY},
    {"block_in_script_is_refused", "<script>{{#if x}}{{/if}}</script>", NULL, ":1: a block may not stand inside <script>"},
    {"form_that_browsers_remember_is_refused", "<p>\n<form action=\"/a\"><input autocomplete=\"off\"></form>", NULL, ":2: a <form> says autocomplete=\"off\""},
    {"base_is_refused", "<base href=\"/\">", NULL, ":1: <base> has no place in a template"},

    /* addresses */
    {"address_beginning_with_a_value_is_refused", "<a\nhref=\"{{x}}\">", NULL, ":2: the address in href " UNSAFE_ADDRESS},
    {"source_beginning_with_a_value_is_refused", "<img src=\"{{x}}\">", NULL, ":1: the address in src " UNSAFE_ADDRESS},
    {"form_action_beginning_with_a_value_is_refused", "<form action=\"{{x}}\">", NULL, ":1: the address in action " UNSAFE_ADDRESS},
    {"formaction_beginning_with_a_value_is_refused", "<button formaction=\"{{x}}\">", NULL, ":1: the address in formaction " UNSAFE_ADDRESS},
    {"xlink_address_beginning_with_a_value_is_refused", "<use xlink:href=\"{{x}}\">", NULL, ":1: the address in xlink:href " UNSAFE_ADDRESS},
    {"poster_beginning_with_a_value_is_refused", "<video poster=\"{{x}}\">", NULL, ":1: the address in poster " UNSAFE_ADDRESS},
    {"ping_beginning_with_a_value_is_refused", "<a ping=\"{{x}}\">", NULL, ":1: the address in ping " UNSAFE_ADDRESS},
    {"data_beginning_with_a_value_is_refused", "<object data=\"{{x}}\">", NULL, ":1: the address in data " UNSAFE_ADDRESS},
    {"cite_beginning_with_a_value_is_refused", "<q cite=\"{{x}}\">", NULL, ":1: the address in cite " UNSAFE_ADDRESS},
    {"script_address_is_refused", "<a href=\"javascript:go()\">", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"data_address_is_refused", "<img src=\"data:image/svg+xml,x\">", NULL, ":1: the address in src " UNSAFE_ADDRESS},
    {"address_elsewhere_is_refused", "<a href=\"https://example.org\">", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"address_elsewhere_without_scheme_is_refused", "<a href=\"//example.org\">", NULL, ":1: the address in href leads to another host"},
    {"address_elsewhere_with_backslash_is_refused", "<a href=\"/\\example.org\">", NULL, ":1: the address in href leads to another host"},
    {"address_elsewhere_in_single_quotes_is_refused", "<a href='https:'>", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"address_elsewhere_without_quotes_is_refused", "<a href=https:>", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"half_a_scheme_is_refused", "<a href=\"te{{x}}\">", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"relative_address_is_refused", "<a href=\"next\">", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"empty_address_is_refused", "<form action=\"\">", NULL, ":1: the address in action " UNSAFE_ADDRESS},
    {"value_after_a_beginning_on_one_way_only_is_refused", "<a href=\"{{#if x}}/a{{/if}}{{y}}\">", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"beginning_on_one_way_only_is_refused", "<a href=\"{{#if x}}/a{{/if}}\">", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"beginning_inside_a_loop_is_refused", "<a href=\"{{#each x as y}}/a{{/each}}{{z}}\">", NULL, ":1: the address in href " UNSAFE_ADDRESS},
    {"two_slashes_from_two_places_are_refused", "<a href=\"/{{#if x}}a{{/if}}/b\">", NULL, ":1: the address in href leads to another host"},

    /* blocks */
    {"unknown_block_is_refused", "<p>\n\n{{#when x}}{{/when}}", NULL, ":3: {{#when x}} is not a block that templates know"},
    {"unclosed_block_is_refused", "<p>\n{{#if x}}\n<b>", NULL, ":2: this {{#if}} is never closed"},
    {"unclosed_loop_is_refused", "{{#each x as y}}", NULL, ":1: this {{#each}} is never closed"},
    {"crossed_blocks_are_refused", "{{#if x}}{{#each y as z}}{{/if}}{{/each}}", NULL, ":1: {{/if}} crosses the {{#each}}"},
    {"end_without_beginning_is_refused", "<p>{{/if}}", NULL, ":1: {{/if}} closes nothing"},
    {"else_without_if_is_refused", "<p>{{else}}", NULL, ":1: {{else}} stands here without its {{#if}}"},
    {"else_in_a_loop_is_refused", "{{#each x as y}}{{else}}{{/each}}", NULL, ":1: {{else}} stands here without"},
    {"second_else_is_refused", "{{#if x}}{{else}}{{else}}{{/if}}", NULL, ":1: {{else}} stands here without"},
    {"loop_without_a_name_is_refused", "{{#each x}}{{/each}}", NULL, ":1: {{#each path as name}} needs its \"as\""},
    {"loop_name_taken_is_refused", "{{#each x as y}}{{#each y.z as y}}{{/each}}{{/each}}", NULL, ":1: the name y is already taken"},
    {"loop_name_of_the_compiler_is_refused", "{{#each x as out}}{{/each}}", NULL, ":1: the name out is kept for the compiler"},
    {"ways_that_end_in_different_places_are_refused", "<p>\n{{#if x}}<p {{else}}<b>{{/if}}>", NULL, ":2: the two ways through this {{#if}} leave the page in different places"},
    {"block_that_opens_a_tag_is_refused", "{{#if x}}<p {{/if}}>", NULL, ":1: the two ways through this {{#if}}"},
    {"block_that_opens_another_tag_is_refused", "{{#if x}}<a {{else}}<p {{/if}}>", NULL, ":1: the two ways through this {{#if}}"},
    {"block_that_opens_quotes_is_refused", "<p {{#if x}}id=\"{{/if}}a\">", NULL, ":1: the two ways through this {{#if}}"},
    {"block_that_ends_quotes_is_refused", "<p id=\"{{#unless x}}\"{{/unless}}>", NULL, ":1: the two ways through this {{#unless}}"},
    {"block_that_opens_pre_is_refused", "{{#if x}}<pre>{{/if}}</pre>", NULL, ":1: the two ways through this {{#if}}"},
    {"block_that_opens_a_script_is_refused", "{{#if x}}<script src=\"/a\">{{/if}}", NULL, ":1: a block may not stand inside <script>"},
    {"block_without_quotes_is_refused", "<p id={{#if x}}a{{/if}}>", NULL, ":1: a block in the attribute id needs double quotes"},
    {"block_in_single_quotes_is_refused", "<p id='{{#if x}}a{{/if}}'>", NULL, ":1: a block in the attribute id needs double quotes"},
    {"block_in_comment_is_refused", "<!-- {{#if x}} -->{{/if}}", NULL, ":1: a block may not stand inside a comment"},
    {"block_that_grows_an_attribute_name_is_refused", "<p a{{#if x}}b{{/if}}>", NULL, ":1: a blank is missing before the next attribute of <p>"},
    {"block_that_grows_a_tag_name_is_refused", "<h{{#if x}}1{{/if}}>", NULL, ":1: a blank is missing before the next attribute of <h>"},
    {"blank_on_one_way_only_is_refused", "<p{{#if x}} {{/if}}b>", NULL, ":1: a blank is missing before the next attribute of <p>"},
    {"attributes_without_a_blank_are_refused", "<p {{#if x}}a{{/if}}b>", NULL, ":1: a blank is missing before the next attribute of <p>"},

    /* paths */
    {"expression_is_refused", "{{a + b}}", NULL, ":1: {{a + b}} is not a path"},
    {"call_is_refused", "{{a()}}", NULL, ":1: {{a()}} is not a path"},
    {"index_is_refused", "{{a[0]}}", NULL, ":1: {{a[0]}} is not a path"},
    {"negated_condition_is_refused", "{{#if not x}}{{/if}}", NULL, ":1: {{not x}} is not a path"},
    {"empty_value_is_refused", "{{}}", NULL, ":1: {{}} is not a path"},
    {"path_ending_in_a_dot_is_refused", "{{a.}}", NULL, ":1: {{a.}} is not a path"},
    {"value_never_closed_is_refused", "<p>\n{{x", NULL, ":2: this {{ is never closed"},
    {"end_of_value_alone_is_refused", "<p>\nx}}", NULL, ":2: a }} stands here without its {{"},

    /* partials */
    {"missing_partial_is_refused", "{{> part}}", NULL, "/_part.html: cannot be opened"},
    {"partial_in_itself_is_refused", "{{> part}}", "<p>\n{{> part}}", "/_part.html:2: the partial part would include itself"},
    {"partial_of_another_folder_is_refused", "{{> ../part}}", NULL, ":1: {{> ../part}} is not the name of a partial"},
    {"block_left_open_by_a_partial_is_refused", "{{> part}}{{/if}}", "{{#if x}}", "/_part.html:1: this {{#if}} is never closed"},
    {"block_closed_by_a_partial_is_refused", "{{#if x}}{{> part}}", "{{/if}}", "/_part.html:1: {{/if}} crosses the {{#if}}"},
    {"value_in_a_partial_is_judged_where_it_stands", "<p {{> part}}>", "<b>\n", "/_part.html:1: an attribute of <p> cannot begin with <"},
    {"unsafe_value_in_a_partial_is_told_with_its_own_line", "<p id='{{> part}}'>", "\na\n{{x}}", "/_part.html:3: a value in the attribute id needs double quotes"},

    /* ends */
    {"end_inside_a_tag_is_refused", "<p>\n<p", NULL, ":2: the template ends inside a tag"},
    {"end_inside_an_attribute_is_refused", "<p id=\"", NULL, ":1: the template ends inside a tag"},
    {"end_inside_a_comment_is_refused", "<!-- a", NULL, ":1: the template ends inside a comment"},
    {"end_inside_a_textarea_is_refused", "<textarea>a", NULL, ":1: the template ends inside <textarea>"},
    {"stray_less_than_is_refused", "<p>a < b", NULL, ":1: a < that begins no tag is written &lt;"},
    {"bytes_that_are_not_text_are_refused", "<p>\xff", NULL, ":1: the template is not UTF-8"},
    // clang-format on
};

struct acceptance {
    const char *name, *page, *partial;
};

static const struct acceptance ACCEPTANCES[] = {
    // clang-format off
    {"value_in_text_is_taken", "<p>{{x}}</p>", NULL},
    {"value_in_double_quotes_is_taken", "<p id=\"a-{{x}}-b\">", NULL},
    {"value_in_textarea_and_title_is_taken", "<title>{{x}}</title><textarea>{{x}}</textarea>", NULL},
    {"value_in_title_after_a_tag_like_text_is_taken", "<title>a <b {{x}}</title>", NULL},
    {"addresses_on_this_host_are_taken", "<a href=\"/a/{{x}}?b={{y}}#c\"><a href=\"#{{x}}\"><a href=\"?q={{x}}\"><a href=\"tel:{{x}}\">", NULL},
    {"address_begun_on_both_ways_is_taken", "<a href=\"{{#if x}}/a{{else}}#b{{/if}}{{y}}\">", NULL},
    {"script_from_this_host_is_taken", "<script src=\"/app.js\" defer></script>", NULL},
    {"whole_attributes_in_blocks_are_taken", "<input {{#if x}}checked{{/if}} {{#unless x}}id=\"a\"{{/unless}}>", NULL},
    {"attribute_after_tag_name_in_block_is_taken", "<p{{#if x}} hidden{{/if}}>", NULL},
    {"attribute_after_quotes_in_block_is_taken", "<p id=\"a\"{{#if x}} hidden{{/if}}{{#if y}} class=\"b\"{{/if}} lang=\"en\">", NULL},
    {"half_a_class_in_a_block_is_taken", "<p class=\"a{{#if x}} b{{else}} c{{/if}}\">", NULL},
    {"partial_inside_a_tag_is_taken", "<p {{> part}}>", "id=\"{{x}}\"\n"},
    {"partial_twice_is_no_cycle", "{{> part}}{{> part}}", "<p>{{x}}</p>"},
    {"comment_of_the_template_may_say_anything", "{{! <script onclick='{x' \n> }}<p>", NULL},
    {"comment_of_the_page_is_taken", "<!-- a -- b - <p onclick=\"\"> -->", NULL},
    {"event_word_in_text_is_taken", "<p>onclick=\"go()\" style=\"a\"</p>", NULL},
    {"svg_is_taken", "<svg viewBox=\"0 0 1 1\"><use href=\"#{{x}}\"/><path d=\"M0 0\"/></svg>", NULL},
    // clang-format on
};

static struct outcome translate(const struct folder *folder, const char *page, const char *partial)
{
    folder_put(folder, "pages/wing/page.html", page);
    if (partial)
        folder_put(folder, "pages/wing/_part.html", partial);
    return run((const char *const[]){told("TEMPLATEC"), folder_path(folder, "pages"), folder->path,
                                     folder_path(folder, "pages/wing/page.html"), NULL});
}

static void refuses(void **state)
{
    const struct refusal *refusal = *state;
    struct folder folder = folder_new();
    struct outcome outcome = translate(&folder, refusal->page, refusal->partial);
    bool written = access(folder_path(&folder, "pages/templates_wing.c"), F_OK) == 0;
    folder_remove(&folder);
    if (!strstr(outcome.said, refusal->said))
        fail_msg("said \"%s\", not \"%s\"", outcome.said, refusal->said);
    assert_int_equal(outcome.status, 1);
    assert_false(written);
}

static void takes(void **state)
{
    const struct acceptance *acceptance = *state;
    struct folder folder = folder_new();
    struct outcome outcome = translate(&folder, acceptance->page, acceptance->partial);
    folder_remove(&folder);
    assert_string_equal(outcome.said, "");
    assert_int_equal(outcome.status, 0);
}

/* ---- what the C compiler is left to find ---- */

static const char VIEW[] = "#include \"pages/frame/words.h\"\n"
                           "struct row { struct str name; };\n"
                           "struct page_view { struct { const struct words *words; } frame; struct str words; struct "
                           "html built; unsigned n; bool is; char c;\n"
                           "    double d; const char *text; struct { const struct row *at; size_t len; } rows; };\n";

/* Translate, then let the C compiler look at the result as the build does. */
static struct outcome compile(const char *page)
{
    struct folder folder = folder_new();
    char here[PATH_LEN + 2], root[PATH_LEN + 2];
    struct outcome outcome = translate(&folder, page, NULL);
    assert_string_equal(outcome.said, "");
    folder_put(&folder, "pages/wing/views.h", VIEW);
    snprintf(here, sizeof here, "-I%s", folder.path);
    snprintf(root, sizeof root, "-I%s", told("SOURCE_ROOT"));
    outcome = run((const char *const[]){told("CC"), "-std=c2x", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic",
                                        "-Wconversion", "-Wshadow", "-Wno-missing-field-initializers", "-Werror", here,
                                        root, folder_path(&folder, "pages/templates_wing.c"), NULL});
    folder_remove(&folder);
    return outcome;
}

static void must_not_compile(const char *page, const char *line, const char *said)
{
    struct outcome outcome = compile(page);
    assert_int_not_equal(outcome.status, 0);
    if (!strstr(outcome.said, line) || !strstr(outcome.said, said))
        fail_msg("not of %s and \"%s\": %s", line, said, outcome.said);
}

static void right_page_compiles_without_a_warning(void **state)
{
    (void)state;
    struct outcome outcome =
        compile("<p id=\"{{words}}{{n}}\">{{built}}{{words}}{{n}}</p>\n"
                "{{#each rows as row}}*{{#each rows as other}}{{row.name}}{{/each}}{{/each}}\n"
                "{{#if is}}{{#if words}}{{#if n}}{{#unless built}}a{{/unless}}{{/if}}{{/if}}{{/if}}\n"
                "<a href=\"/{{words}}\"><a href=\"/{{n}}\">\n");
    assert_string_equal(outcome.said, "");
    assert_int_equal(outcome.status, 0);
}

static void misspelt_field_is_found_in_the_template(void **state)
{
    (void)state;
    must_not_compile("<p>\n{{words}}\n{{wrods}}</p>", "page.html:3:", "wrods");
}

static void misspelt_condition_is_found_in_the_template(void **state)
{
    (void)state;
    must_not_compile("<p>\n{{#if iss}}a{{/if}}</p>", "page.html:2:", "iss");
}

static void misspelt_loop_is_found_in_the_template(void **state)
{
    (void)state;
    must_not_compile("<p>\n\n{{#each rosw as row}}a{{/each}}</p>", "page.html:3:", "rosw");
}

static void misspelt_field_of_a_row_is_found_in_the_template(void **state)
{
    (void)state;
    must_not_compile("{{#each rows as row}}\n{{row.nmae}}{{/each}}", "page.html:2:", "nmae");
}

static void loop_name_is_unknown_after_its_loop(void **state)
{
    (void)state;
    must_not_compile("{{#each rows as row}}{{/each}}\n{{row.name}}", "page.html:2:", "row");
}

static void built_html_in_an_attribute_does_not_compile(void **state)
{
    (void)state;
    must_not_compile("<p>{{built}}</p>\n<p id=\"{{built}}\">", "page.html:2:", "struct html");
}

static void built_html_after_a_slash_does_not_compile(void **state)
{
    (void)state;
    must_not_compile("<a href=\"/{{built}}\">", "page.html:1:", "struct html");
}

static void types_without_a_rule_do_not_compile(void **state)
{
    (void)state;
    must_not_compile("{{c}}", "page.html:1:", "char");
    must_not_compile("{{d}}", "page.html:1:", "double");
    must_not_compile("{{text}}", "page.html:1:", "char *");
    must_not_compile("{{is}}", "page.html:1:", "ool");
    must_not_compile("{{rows}}", "page.html:1:", "struct");
    must_not_compile("{{#if rows}}{{/if}}", "page.html:1:", "struct");
}

/* ---- the files themselves ---- */

static struct outcome translate_all(const struct folder *folder, const char *one, const char *two, const char *three)
{
    return run((const char *const[]){told("TEMPLATEC"), folder_path(folder, "pages"), folder_path(folder, "pages/wing"),
                                     folder_path(folder, one), folder_path(folder, two), folder_path(folder, three),
                                     NULL});
}

static void header_declares_pages_and_no_partials(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "pages/wing/one.html", "<p>");
    folder_put(&folder, "pages/other/two.html", "<p>");
    folder_put(&folder, "pages/wing/_part.html", "<p");
    struct outcome outcome =
        translate_all(&folder, "pages/wing/one.html", "pages/wing/_part.html", "pages/other/two.html");
    assert_string_equal(outcome.said, "");
    char *header = folder_get(&folder, "pages/templates.h");
    folder_remove(&folder);
    assert_string_equal(header, "/* Made by tools/templatec from pages/; changes here are lost. */\n"
                                "#ifndef PAGES_TEMPLATES_H\n#define PAGES_TEMPLATES_H\n\nstruct buf;\n"
                                "\nstruct one_view;\nvoid page_one(struct buf *out, const struct one_view *view);\n"
                                "\nstruct two_view;\nvoid page_two(struct buf *out, const struct two_view *view);\n"
                                "\n#endif\n");
    free(header);
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        n++;
    return n;
}

/* Compiled once, called wherever it stands; once more where the markup makes it another; in place if it needs more. */
static void a_partial_of_the_frame_alone_is_shared(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "pages/wing/one.html",
               "{{> part}}{{#each rows as row}}{{> part}}{{> own}}{{/each}}"
               "<p title=\"{{> word}}\">{{> word}}</p>");
    folder_put(&folder, "pages/other/two.html", "{{> part}}<hr>");
    folder_put(&folder, "pages/wing/_part.html",
               "{{#each frame.rows as one}}<p>{{one.x}} {{frame.x}}</p>{{> word}}{{/each}}");
    folder_put(&folder, "pages/wing/_word.html", "{{frame.z}}");
    folder_put(&folder, "pages/wing/_own.html", "{{frame.y}}{{row.x}}");
    folder_put(&folder, "pages/wing/_plain.html", "<hr>");
    struct outcome outcome =
        translate_all(&folder, "pages/wing/one.html", "pages/wing/_plain.html", "pages/other/two.html");
    assert_string_equal(outcome.said, "");
    char *c = folder_get(&folder, "pages/templates_wing.c"), *other = folder_get(&folder, "pages/templates_other.c");
    char *shared = folder_get(&folder, "pages/templates_shared.c"),
         *header = folder_get(&folder, "pages/templates_shared.h");
    folder_remove(&folder);
    assert_int_equal(count(shared, "void put_part_"), 1);
    assert_int_equal(count(c, "put_part_1(out, &view->frame);"), 2);
    assert_int_equal(count(other, "put_part_1(out, &view->frame);"), 1);
    assert_int_equal(count(shared, "void put_word_"), 2);
    assert_int_equal(count(shared, "put_word_0(out, frame);"), 1); /* inside the other */
    assert_int_equal(count(c, "put_word_0(out, &view->frame);"), 1);
    assert_int_equal(count(header, "void put_"), 3);
    assert_int_equal(count(header, "put_own_") + count(header, "put_plain_"), 0);
    assert_int_equal(count(c, "PUT_VALUE(out, view->frame.y);"), 1);
    assert_int_equal(count(c, "#include \"pages/wing/views.h\""), 1);
    assert_int_equal(count(c, "/other/") + count(other, "/wing/views.h"), 0);
    free(c);
    free(other);
    free(shared);
    free(header);
}

static void name_that_is_no_c_name_is_refused(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "pages/wing/not-today.html", "<p>");
    struct outcome outcome = run((const char *const[]){told("TEMPLATEC"), folder_path(&folder, "pages"), folder.path,
                                                       folder_path(&folder, "pages/wing/not-today.html"), NULL});
    folder_remove(&folder);
    assert_non_null(strstr(outcome.said, "/not-today.html: the name of a template becomes part of a C name"));
    assert_int_equal(outcome.status, 1);
}

static void nine_partials_deep_are_too_many(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    for (int i = 0; i < 9; i++) {
        char name[16], text[16];
        snprintf(name, sizeof name, "_p%c.html", '0' + i);
        snprintf(text, sizeof text, "{{> p%c}}", '1' + i);
        folder_put(&folder, name, i < 8 ? text : "<p>");
    }
    struct outcome eight = translate(&folder, "{{> p1}}", NULL);
    struct outcome nine = translate(&folder, "{{> p0}}", NULL);
    folder_remove(&folder);
    assert_string_equal(eight.said, "");
    assert_non_null(strstr(nine.said, "/_p7.html:1: partials are nested more than 8 deep"));
    assert_int_equal(nine.status, 1);
}

/* Where a literal is met on two pages, one of which is for anyone, it is of the door. */
static void literals_of_a_page_for_anyone_are_of_the_door(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "pages/wing/one.html", "<p>inside</p>{{> part}}");
    folder_put(&folder, "pages/wing/_part.html", "<hr>");
    folder_put(&folder, "pages/other/two.html", "{{! for anyone }}\n<i>seen</i>{{> part}}");
    folder_put(&folder, "pages/other/_part.html", "<hr>");
    struct outcome outcome =
        translate_all(&folder, "pages/wing/one.html", "pages/wing/_part.html", "pages/other/two.html");
    assert_string_equal(outcome.said, "");
    char *literals = folder_get(&folder, "pages/literals.cbor");
    folder_remove(&folder);
    assert_non_null(strstr(literals, "<p>inside</p>\xf4"));
    assert_non_null(strstr(literals, "<i>seen</i>\xf5"));
    free(literals);
}

static const struct CMUnitTest OTHERS[] = {
    cmocka_unit_test(right_page_compiles_without_a_warning),
    cmocka_unit_test(misspelt_field_is_found_in_the_template),
    cmocka_unit_test(misspelt_condition_is_found_in_the_template),
    cmocka_unit_test(misspelt_loop_is_found_in_the_template),
    cmocka_unit_test(misspelt_field_of_a_row_is_found_in_the_template),
    cmocka_unit_test(loop_name_is_unknown_after_its_loop),
    cmocka_unit_test(built_html_in_an_attribute_does_not_compile),
    cmocka_unit_test(built_html_after_a_slash_does_not_compile),
    cmocka_unit_test(types_without_a_rule_do_not_compile),
    cmocka_unit_test(header_declares_pages_and_no_partials),
    cmocka_unit_test(a_partial_of_the_frame_alone_is_shared),
    cmocka_unit_test(name_that_is_no_c_name_is_refused),
    cmocka_unit_test(nine_partials_deep_are_too_many),
    cmocka_unit_test(literals_of_a_page_for_anyone_are_of_the_door),
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

int main(void)
{
    static struct CMUnitTest tests[COUNT(REFUSALS) + COUNT(ACCEPTANCES) + COUNT(OTHERS)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(REFUSALS); i++)
        tests[n++] = (struct CMUnitTest){
            .name = REFUSALS[i].name, .test_func = refuses, .initial_state = (void *)(uintptr_t)&REFUSALS[i]};
    for (size_t i = 0; i < COUNT(ACCEPTANCES); i++)
        tests[n++] = (struct CMUnitTest){
            .name = ACCEPTANCES[i].name, .test_func = takes, .initial_state = (void *)(uintptr_t)&ACCEPTANCES[i]};
    for (size_t i = 0; i < COUNT(OTHERS); i++)
        tests[n++] = OTHERS[i];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
