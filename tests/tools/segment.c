/* tests/tools/segment.c - what a translated piece of a template may and may not be */
#include "tools/segment.h"
#include "tools/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct sample {
    const char *name;
    const char *before; /* what stood in the page already */
    const char *english, *translated;
    const char *said; /* of it; NULL if it fits */
};

#define NO_WORDS "no words are left before "
#define UNSEEN "a character that is not seen"
#define BARE "a & that begins no character's name is written &amp;"

static const struct sample SAMPLES[] = {
    // clang-format off
    /* what a translator does all day */
    {"words_are_translated", "", "<h1>Limits</h1>\n<p>These hold.</p>", "<h1>Grenzen</h1>\n<p>Sie gelten, bis du sie änderst.</p>", NULL},
    {"other_letters_are_translated", "", "<p>Help <a href=\"/help\">lines</a>.</p>", "<p>خطوط <a href=\"/help\">المساعدة</a></p>", NULL},
    {"words_read_aloud_are_translated", "", "<nav aria-label=\"Places\"><b>x</b></nav>", "<nav aria-label=\"Orte\"><b>x</b></nav>", NULL},
    {"words_go_to_the_other_side_of_a_link", "", "<p>See <a href=\"/a\">the map</a>.</p>", "<p><a href=\"/a\">Die Karte</a> ansehen.</p>", NULL},
    {"words_go_to_the_other_side_of_a_value", "", "<p>Call {{line.call}}</p>", "<p>{{line.call}} anrufen</p>", NULL},
    {"piece_before_a_value_is_left_empty", "", "<p>Call ", "<p>", NULL},
    {"piece_after_a_value_gains_words", "<p>", "</p>", " anrufen</p>", NULL},
    {"piece_inside_an_attribute_is_translated", "<p aria-label=\"", "Call ", "Anruf: ", NULL},
    {"piece_inside_a_link_is_translated", "<a href=\"/a\">", "Back</a>.", "Zurück</a>!", NULL},
    {"text_of_a_title_is_translated", "<title>", "New page</title>", "Neue Seite</title>", NULL},
    {"text_of_a_textarea_is_translated", "<textarea>", "a < b</textarea>", "x < y</textarea>", NULL},
    {"names_of_characters_are_taken", "", "<p>a</p>", "<p>&laquo;a&nbsp;&amp; b&#8239;&#x202F;c</p>", NULL},
    {"marks_of_direction_are_taken", "", "<p>a</p>", "<p>a\u200f\u2068b\u2069</p>", NULL},
    {"lines_break_elsewhere", "", "<p>a\nb</p>", "<p>\n  a b</p>\n", NULL},
    {"blanks_alone_stay_blanks", "", "</p>\n<p>", "</p> <p>", NULL},

    /* what runs, or reads the rest of the page otherwise */
    {"added_script_is_refused", "", "<p>a</p>", "<p>a</p><script>go()</script>", "<script> must be empty"},
    {"added_empty_script_is_refused", "", "<p>a</p>", "<p>a</p><script src=\"/a\"></script>", "the English has the end where this has <script src=\"/a\">"},
    {"added_event_is_refused", "", "<p class=\"a\">a</p>", "<p class=\"a\" onclick=\"go()\">a</p>", "the attribute onclick is refused"},
    {"quote_that_begins_an_event_is_refused", "", "<p aria-label=\"a\">b</p>", "<p aria-label=\"a\" onfocus=\"go()\">b</p>", "the attribute onfocus is refused"},
    {"added_style_is_refused", "", "<p>a</p>", "<p style=\"color:red\">a</p>", "the attribute style is refused"},
    {"added_base_is_refused", "", "<p>a</p>", "<base href=\"/x\"><p>a</p>", "<base> has no place"},
    {"added_frame_is_refused", "", "<p>a</p>", "<p><iframe src=\"/a\"></iframe>a</p>", "the English has </p> where this has <iframe"},
    {"added_form_is_refused", "", "<p>a</p>", "<p>a</p><form action=\"/lock\">", "where this has <form"},
    {"added_comment_is_refused", "", "<p>a</p>", "<p>a<!-- b --></p>", "the English has </p> where this has <!-- b -->"},
    {"comment_that_swallows_the_rest_is_refused", "", "<p>a</p>", "<p>a</p><!-- ", "where this has <!-- "},
    {"added_picture_is_refused", "", "<p>a</p>", "<p>a<img src=\"/a\"></p>", "where this has <img"},

    /* addresses */
    {"changed_address_is_refused", "", "<a href=\"/help\">a</a>", "<a href=\"/leave\">a</a>", "the English has <a href=\"/help\"> where this has <a href=\"/leave\">"},
    {"longer_address_is_refused", "", "<a href=\"/help\">a</a>", "<a href=\"/help?c=DE\">a</a>", "the English has <a href=\"/help\"> where"},
    {"address_elsewhere_is_refused", "", "<a href=\"/help\">a</a>", "<a href=\"https://example.org\">a</a>", "the address in href must begin"},
    {"script_as_address_is_refused", "", "<a href=\"/help\">a</a>", "<a href=\"javascript:go()\">a</a>", "the address in href must begin"},
    {"changed_number_is_refused", "", "<a href=\"tel:112\">112</a>", "<a href=\"tel:113\">112</a>", "the English has <a href=\"tel:112\">"},
    {"translated_address_inside_quotes_is_refused", "<a href=\"", "/help?c=", "/hilfe?c=", "the English has /help?c= where this has /hilfe?c="},
    {"link_that_swallows_an_address_is_refused", "<a href=\"", "/a\">x</a>", "/a", "where this has the end"},
    {"translated_class_is_refused", "", "<p class=\"lead\">a</p>", "<p class=\"vorspann\">a</p>", "the English has <p class=\"lead\">"},
    {"translated_name_of_a_field_is_refused", "", "<input name=\"words\">", "<input name=\"worte\">", "the English has <input name=\"words\">"},
    {"translated_value_is_refused", "", "<button value=\"later\">Later</button>", "<button value=\"später\">Später</button>", "the English has <button value=\"later\">"},

    /* tags that slipped */
    {"unclosed_link_is_refused", "", "<p>a <a href=\"/a\">b</a>.</p>", "<p>a <a href=\"/a\">b.</p>", "the English has </a> where this has </p>"},
    {"lost_tag_is_refused", "", "<p>a <b>c</b></p>", "<p>a c</p>", "the English has <b> where this has </p>"},
    {"doubled_tag_is_refused", "", "<p>a <b>c</b></p>", "<p><b>a</b> <b>c</b></p>", "where this has <b>"},
    {"other_tag_is_refused", "", "<p>a <b>c</b></p>", "<p>a <i>c</i></p>", "the English has <b> where this has <i>"},
    {"swapped_tags_are_refused", "", "<p><b>a</b> <i>c</i></p>", "<p><i>a</i> <b>c</b></p>", "the English has <b> where this has <i>"},
    {"tag_half_typed_is_refused", "", "<p>a</p>", "<p>a</p", "the English has </p> where this has the end"},
    {"stray_less_than_is_refused", "", "<p>a</p>", "<p>a < b</p>", "a < that begins no tag is written &lt;"},
    {"less_than_at_the_end_is_refused", "<p>", "a ", "a <", "the English has the end where this has <"},
    {"quote_inside_an_attribute_is_refused", "", "<p aria-label=\"Say no\">a</p>", "<p aria-label=\"Sag \"nein\"\">a</p>", "a blank is missing before the next attribute"},
    {"quote_at_the_end_of_an_attribute_is_refused", "<p aria-label=\"", "Call ", "Ruf \"", "the English has the end where this has \""},
    {"unclosed_attribute_is_refused", "", "<p aria-label=\"a\">b</p>", "<p aria-label=\"a>b</p>", "where this has the end"},
    {"other_quotes_are_refused", "", "<p aria-label=\"a\">b</p>", "<p aria-label='a'>b</p>", "the English has <p aria-label="},
    {"end_of_textarea_is_refused", "<textarea>", "a", "a</textarea><b>", "the English has the end where this has </textarea>"},
    {"capitals_in_tags_are_refused", "", "<p>a</p>", "<P>a</P>", "the English has <p> where this has <P>"},
    {"closing_tag_alone_is_refused", "<p>", "a", "a</p></main>", "the English has the end where this has </p>"},

    /* values */
    {"added_value_is_refused", "", "<p>a</p>", "<p>a {{frame.token}}</p>", "the English has </p> where this has {{frame.token}}"},
    {"lost_value_is_refused", "", "<p>Call {{call}}.</p>", "<p>Anrufen.</p>", "the English has {{call}}"},
    {"other_value_is_refused", "", "<p>Call {{call}}.</p>", "<p>Ruf {{name}} an.</p>", "the English has {{call}}"},
    {"translated_name_of_a_value_is_refused", "", "<p>{{words}}</p>", "<p>{{worte}}</p>", "the English has {{words}}"},
    {"swapped_values_are_refused", "", "<p>{{a}}, {{b}}</p>", "<p>{{b}}, {{a}}</p>", "the English has {{a}}"},
    {"value_moved_into_an_attribute_is_refused", "", "<p aria-label=\"x\">{{a}}</p>", "<p aria-label=\"{{a}}\">x</p>", "the English has"},
    {"block_is_refused", "", "<p>a</p>", "<p>{{#if x}}a{{/if}}</p>", "a {{ begins no value"},
    {"partial_is_refused", "", "<p>a</p>", "<p>a{{> top}}</p>", "a {{ begins no value"},
    {"value_never_closed_is_refused", "", "<p>{{a}}</p>", "<p>{{a</p>", "a {{ begins no value"},

    /* words that got lost */
    {"empty_heading_is_refused", "", "<h1>Limits</h1>", "<h1></h1>", NO_WORDS "</h1>"},
    {"empty_link_is_refused", "", "<p>See <a href=\"/a\">it</a>.</p>", "<p>Karte ansehen <a href=\"/a\"> </a>.</p>", NO_WORDS "</a>"},
    {"empty_words_read_aloud_are_refused", "", "<nav aria-label=\"Places\">", "<nav aria-label=\" \">", NO_WORDS},
    {"words_where_there_are_none_are_refused", "", "<ul>\n<li>a</li></ul>", "<ul>Erstens\n<li>a</li></ul>", "there are words before <li>, where the English has none"},
    {"words_in_an_empty_label_are_refused", "", "<img alt=\"\" src=\"/a\">", "<img alt=\"Bild\" src=\"/a\">", "there are words before"},

    /* characters */
    {"bytes_that_are_no_text_are_refused", "", "<p>a</p>", "<p>\xff</p>", "it is not UTF-8"},
    {"reversing_character_is_refused", "", "<p>a</p>", "<p>a\u202e112</p>", UNSEEN},
    {"reversing_character_by_number_is_refused", "", "<p>a</p>", "<p>a&#8238;112</p>", UNSEEN},
    {"reversing_character_by_hex_number_is_refused", "", "<p>a</p>", "<p>a&#x202E;112</p>", UNSEEN},
    {"control_character_is_refused", "", "<p>a</p>", "<p>a\x01</p>", UNSEEN},
    {"mark_of_ours_is_no_way_in", "", "<p><b>a</b></p>", "<p><b>\x02</b></p>", UNSEEN},
    {"bare_and_is_refused", "", "<p>a</p>", "<p>a & b</p>", BARE},
    {"and_without_its_end_is_refused", "", "<p>a</p>", "<p>a &amp b</p>", BARE},
    {"and_at_the_end_is_refused", "<p>", "a ", "a &", BARE},
    {"number_without_its_end_is_refused", "", "<p>a</p>", "<p>&#8238 a;</p>", BARE},
    // clang-format on
};

enum { SAMPLES_LEN = sizeof SAMPLES / sizeof *SAMPLES };

static uint8_t memory[1 << 20];

static struct markup after(const char *before)
{
    struct markup m = {0};
    for (; *before; before++)
        assert_null(markup_step(&m, *before));
    return m;
}

static void check(void **state)
{
    const struct sample *sample = *state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct markup before = after(sample->before);
    const char *said = segment_fits(&arena, str_from_c(sample->english), str_from_c(sample->translated), &before);
    if (!sample->said && said)
        fail_msg("it does not fit: %s", said);
    if (sample->said && (!said || !strstr(said, sample->said)))
        fail_msg("said \"%s\", not \"%s\"", said ? said : "that it fits", sample->said);
    /* Whatever it is, the English fits itself. */
    assert_null(segment_fits(&arena, str_from_c(sample->english), str_from_c(sample->english), &before));
}

static size_t count(struct str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.at[i] == c;
    return n;
}

/*
 * The rule behind all of them: whatever fits has the markup and the values of the English one, and no more.  One byte
 * is put, changed or lost at each place in turn.
 */
static void piece_that_fits_has_the_markup_of_the_english_one(void **state)
{
    (void)state;
    static const char ENGLISH[] = "<p class=\"a\">See <a href=\"/help?c={{code}}\" title=\"Lines\">the lines</a> &amp; "
                                  "{{name}}.</p><textarea>x</textarea>";
    static const char BYTES[] = "<>\"'/&={}! ax-";
    static const struct str KEPT[] = {S_INIT("<p class=\"a\">"),
                                      S_INIT("<a href=\"/help?c={{code}}\" title=\""),
                                      S_INIT("\">"),
                                      S_INIT("</a>"),
                                      S_INIT("{{name}}"),
                                      S_INIT("</p>"),
                                      S_INIT("<textarea>"),
                                      S_INIT("</textarea>")};
    struct str english = str_from_c(ENGLISH);
    struct markup before = {0};
    size_t fits = 0;
    for (size_t i = 0; i < english.len * (sizeof BYTES - 1) * 3; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        size_t at = i / 3 / (sizeof BYTES - 1), how = i % 3;
        char byte = BYTES[i / 3 % (sizeof BYTES - 1)];
        struct buf other = buf_on(&arena);
        buf_put(&other, str_first(english, at));
        if (how != 2)
            buf_put_byte(&other, (uint8_t)byte);
        buf_put(&other, str_after(english, how == 0 ? at : at + 1));
        if (segment_fits(&arena, english, buf_str(&other), &before))
            continue;
        bool read_aloud = at >= str_find(english, S("Lines")) && at <= str_find(english, S("\">the"));
        bool same = read_aloud || count(buf_str(&other), '<') == count(english, '<');
        for (size_t k = 0; k < sizeof KEPT / sizeof *KEPT; k++)
            same = same && str_find(buf_str(&other), KEPT[k]) != SIZE_MAX;
        if (!same)
            fail_msg("%.*s", (int)other.len, (const char *)other.at);
        fits++;
    }
    assert_true(fits > 300);
}

int main(void)
{
    struct CMUnitTest tests[SAMPLES_LEN + 1];
    for (size_t i = 0; i < SAMPLES_LEN; i++)
        tests[i] = (struct CMUnitTest){
            .name = SAMPLES[i].name, .test_func = check, .initial_state = (void *)(uintptr_t)&SAMPLES[i]};
    tests[SAMPLES_LEN] = (struct CMUnitTest)cmocka_unit_test(piece_that_fits_has_the_markup_of_the_english_one);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
