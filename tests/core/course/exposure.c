/* tests/core/course/exposure.c - what is kept away, by marks and by own words, and in which of three ways */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/course/exposure.h"
#include "core/course/settings.h"
#include "core/own_words.h"
#include "tests/support/life.h"

static bool holds(const char *own, struct exposed item)
{
    struct exposure exposure = {.how = EXPOSURE_ASK, .own = str_from_c(own), .language = OWN_ENGLISH};
    return exposure_shown(&exposure, &item) == SHOWN_WHEN_ASKED;
}

static bool in_html(const char *own, const char *html)
{
    return holds(own, (struct exposed){.html = {[3] = str_from_c(html)}});
}

static void whole_words_are_found_in_any_case_and_with_their_endings(void **at)
{
    (void)at;
    assert_true(in_html("glove", "<p>Leather Gloves.</p>"));
    assert_true(in_html("GLOVES", "<p>One glove</p>"));
    assert_true(in_html("glass", "<p>two glasses</p>"));
    assert_true(in_html("knock", "<p>Knocking at the door</p>"));
    assert_true(in_html("table", "<p>the table’s edge</p>"));
    assert_true(in_html("table", "<p>‘table’</p>"));
    assert_false(in_html("table", "<p>It was comfortable and unstable.</p>"));
    assert_false(in_html("car", "<p>Take care. A card. Careful.</p>"));
    assert_true(in_html("stress ball", "<p>A stress\n  ball</p>"));
    assert_true(in_html("don't", "<p>Please don’t.</p>"));
    assert_true(in_html("dad", "<p>my <strong>Dad</strong></p>"));
}

static void marks_of_html_are_no_words(void **at)
{
    (void)at;
    assert_false(in_html("strong", "<p><strong>Firm</strong></p>"));
    assert_false(in_html("learn", "<p><a href=\"/learn\">a page</a></p>"));
    assert_true(holds("strong", (struct exposed){.plain = {S("a <strong> one")}}));
}

static void one_line_or_comma_parts_one_word_from_the_next(void **at)
{
    (void)at;
    const struct exposed item = {.plain = {S("The leather sofa")}};
    assert_true(holds("aftershave\nleather", item));
    assert_true(holds("aftershave, sofa.", item));
    assert_false(holds("aftershave leather", item));
    assert_false(holds(",\n ,,\n", item));
    assert_false(holds("", item));
    assert_false(holds("th", item)); /* too short to mean anything */
}

static void texts_in_a_language_that_is_not_known_are_held_against_stems(void **at)
{
    (void)at;
    struct exposure exposure = {.how = EXPOSURE_HIDE, .own = S("Hand، atado")};
    assert_int_equal(exposure_shown(&exposure, &(struct exposed){.plain = {S("Beide Hände")}}), SHOWN_NOT);
    assert_int_equal(exposure_shown(&exposure, &(struct exposed){.html = {S("<p>Atada.</p>")}}), SHOWN_NOT);
    assert_int_equal(exposure_shown(&exposure, &(struct exposed){.plain = {S("Ein Haus")}}), SHOWN_PLAINLY);
    exposure.language = OWN_ENGLISH; /* then what the person wrote still may be in any */
    assert_int_equal(exposure_shown(&exposure, &(struct exposed){.plain = {S("A handle")}}), SHOWN_PLAINLY);
    assert_int_equal(exposure_shown(&exposure, &(struct exposed){.own = {S("A handle")}}), SHOWN_NOT);
    assert_int_equal(exposure_shown(&exposure, &(struct exposed){.own = {[3] = S("atada")}}), SHOWN_NOT);
}

/* Property: of any tags and any list, what is shown plainly holds nothing, and what is not holds something. */
static void shown_plainly_means_that_nothing_is_held(void **at)
{
    struct life *s = *at;
    static const struct str OWN[] = {S_INIT(""), S_INIT("bell"), S_INIT("lamp, bell"), S_INIT("stairs\nlamps")};
    static const struct str TEXT[] = {S_INIT("A lamp."), S_INIT("Bells and stairs."), S_INIT("Nothing here.")};
    uint64_t dice = 7;
    for (unsigned i = 0; i < 4000; i++) {
        dice = dice * 6364136223846793005u + 1442695040888963407u;
        struct exposure exposure = {.how = (enum exposure_how)(1 + (dice >> 40) % 3),
                                    .tags = (dice >> 20) & (dice >> 33) & ~(set64)1,
                                    .own = OWN[(dice >> 50) % 4]};
        struct exposed item = {.tags = (dice >> 7) & (dice >> 13) & (dice >> 25) & ~(set64)1 & ((SET_OF(TAG_END)) - 1),
                               .plain = {TEXT[(dice >> 45) % 3]}};
        struct arena scratch = s->arena;
        bool plain = exposure_shown(&exposure, &item) == SHOWN_PLAINLY;
        struct held_words held = exposure_holds(&exposure, &item, &scratch);
        assert_int_equal(plain, !held.tags && !held.own.len);
        if (item.tags & exposure.tags)
            assert_false(plain);
    }
}

static void first_it_waits_and_then_it_is_as_chosen(void **at)
{
    struct life *s = *at;
    static const struct {
        const char *form;
        enum shown shown;
    } CHOICES[] = {{"setting=exposure&choice=hide", SHOWN_NOT},
                   {"setting=exposure&choice=mark", SHOWN_MARKED},
                   {"setting=exposure&choice=ask", SHOWN_WHEN_ASKED}};
    const struct exposed item = {.tags = SET_OF(TAG_COLD)}, other = {.tags = SET_OF(TAG_SCENT)};
    life_take(s, (struct event){.kind = ANSWER_GIVEN,
                                .answer = {.question = S("keep-away-triggers"), .choices = SET_OF(TAG_COLD)}});
    struct exposure exposure = exposure_of(s->state, S("en"));
    assert_int_equal(exposure_shown(&exposure, &item), SHOWN_WHEN_ASKED);
    for (size_t i = 0; i < sizeof CHOICES / sizeof *CHOICES; i++) {
        struct form form;
        struct event event;
        assert_int_equal(form_decode(str_from_c(CHOICES[i].form), &s->arena, &form), ERR_OK);
        assert_int_equal(settings_decide(&form, &event).len, 0);
        life_take(s, event);
        exposure = exposure_of(s->state, S("en"));
        assert_int_equal(exposure_shown(&exposure, &item), CHOICES[i].shown);
        assert_int_equal(exposure_shown(&exposure, &other), SHOWN_PLAINLY);
    }
    life_take(s, (struct event){.kind = SETTING_CHOSEN, .setting = {.setting = SETTING_EXPOSURE, .value = 99999}});
    exposure = exposure_of(s->state, S("en"));
    assert_int_equal(exposure_shown(&exposure, &item), SHOWN_WHEN_ASKED);
}

static void what_it_holds_is_said_in_the_persons_words(void **at)
{
    struct life *s = *at;
    life_take(s, (struct event){.kind = ANSWER_GIVEN,
                                .answer = {.question = S("keep-away-triggers"), .choices = SET_OF(TAG_COLD)}});
    life_take(s, (struct event){.kind = ANSWER_GIVEN,
                                .answer = {.question = S("keep-away-own"), .words = S("Leather gloves, lamps")}});
    struct exposure exposure = exposure_of(s->state, S("en"));
    struct exposed item = {.tags = SET_OF(TAG_COLD) | SET_OF(TAG_SCENT), .html = {S("<p>A lamp</p>")}};
    struct held_words held = exposure_holds(&exposure, &item, &s->arena);
    assert_true(held.tags == SET_OF(TAG_COLD));
    assert_true(str_eq(held.own, S("\u2068lamps\u2069")));
    assert_int_equal(exposure.language, OWN_ENGLISH);
    assert_int_equal(exposure_of(s->state, S("de-AT")).language, OWN_COMPOUNDS);
}

static void while_locked_nothing_is_known(void **at)
{
    (void)at;
    struct exposure exposure = exposure_of(NULL, S("en"));
    struct exposed item = {.tags = ~(set64)0, .plain = {S("anything")}};
    assert_int_equal(exposure_shown(&exposure, &item), SHOWN_PLAINLY);
}

#define T(name) cmocka_unit_test_setup_teardown(name, life_begin, life_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(whole_words_are_found_in_any_case_and_with_their_endings),
        T(marks_of_html_are_no_words),
        T(one_line_or_comma_parts_one_word_from_the_next),
        T(texts_in_a_language_that_is_not_known_are_held_against_stems),
        T(shown_plainly_means_that_nothing_is_held),
        T(first_it_waits_and_then_it_is_as_chosen),
        T(what_it_holds_is_said_in_the_persons_words),
        T(while_locked_nothing_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
