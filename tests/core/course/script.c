/* tests/core/course/script.c - scripts with and without a person's own words, and apologies found and left out */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/course/script.h"
#include "core/log/state.h"
#include "tests/support/life.h"

static void says_on_card(struct life *s, enum card_part part, const char *words)
{
    life_take(s, (struct event){.kind = CARD_SAID, .card = {.part = (uint32_t)part, .words = str_from_c(words)}});
}

static void assert_filled(struct life *s, const char *script, const char *wanted)
{
    struct str filled = script_fill(str_from_c(script), s->state, false, &s->arena);
    if (!str_eq(filled, str_from_c(wanted)))
        fail_msg("\"%.*s\" is not \"%s\"", (int)filled.len, filled.at, wanted);
}

#define STOP_WORD "Wait. {stop-word?If I say “*”, we stop.|If I say stop, we stop.} Thanks."

static void own_words_stand_in_their_places(void **at)
{
    struct life *s = *at;
    assert_filled(s, STOP_WORD, "Wait. If I say stop, we stop. Thanks.");
    says_on_card(s, CARD_STOP_WORD, "Harbour lights.\nBoth of them");
    assert_filled(s, STOP_WORD, "Wait. If I say “Harbour lights”, we stop. Thanks.");
    says_on_card(s, CARD_STOP_WORD, "");
    assert_filled(s, STOP_WORD, "Wait. If I say stop, we stop. Thanks.");
}

static void what_is_too_long_for_a_sentence_is_left_out_of_it(void **at)
{
    struct life *s = *at;
    says_on_card(s, CARD_STOP_WORD,
                 "a very long line about what I would say and when I would say it and to whom, and so on, and on");
    assert_filled(s, STOP_WORD, "Wait. If I say stop, we stop. Thanks.");
}

static void own_words_are_never_read_as_places(void **at)
{
    struct life *s = *at;
    says_on_card(s, CARD_STOP_WORD, "{signal?*|x} *");
    assert_filled(s, STOP_WORD, "Wait. If I say “{signal?*|x} *”, we stop. Thanks.");
}

static void what_is_read_keeps_own_words_apart_and_a_field_holds_no_marks(void **at)
{
    struct life *s = *at;
    says_on_card(s, CARD_STOP_WORD, "7 \u05d5\u05e8\u05d3");
    assert_filled(s, STOP_WORD, "Wait. If I say “7 \u05d5\u05e8\u05d3”, we stop. Thanks.");
    struct str read = script_fill(S(STOP_WORD), s->state, true, &s->arena);
    assert_true(str_eq(read, S("Wait. If I say “\u20687 \u05d5\u05e8\u05d3\u2069”, we stop. Thanks.")));
}

static void broken_places_are_told(void **at)
{
    (void)at;
    static const char *const BROKEN[] = {"{colour?*|x}", "{name?no star|x}", "{name?*|}",
                                         "{name?*}",     "{name?*|x",        "a } b"};
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++)
        assert_true(script_check(str_from_c(BROKEN[i])).len > 0);
    assert_int_equal(script_check(S(STOP_WORD)).len, 0);
}

static void assert_without(struct life *s, const char *said, const char *apology, const char *without)
{
    struct str found = script_apology(str_from_c(said)), left = script_without_apology(str_from_c(said), &s->arena);
    if (!str_eq(found, str_from_c(apology)) || !str_eq(left, str_from_c(without)))
        fail_msg("\"%s\" gave \"%.*s\" and \"%.*s\"", said, (int)found.len, found.at, (int)left.len, left.at);
}

static void apologies_are_found_and_left_out(void **at)
{
    struct life *s = *at;
    assert_without(s, "Sorry, I can’t come tonight.", "Sorry", "I can’t come tonight.");
    assert_without(s, "I'm so sorry, but I need the window open.", "I'm so sorry", "I need the window open.");
    assert_without(s, "I’m sorry. No.", "I’m sorry", "No.");
    assert_without(s, "Could you turn it down, sorry?", "sorry", "Could you turn it down?");
    assert_without(s, "Hello. Sorry to bother you, could you move?", "Sorry to bother you", "Hello. Could you move?");
    assert_without(s, "I would like, sorry, a wave.", "sorry", "I would like a wave.");
    assert_without(s, "I apologize, and please forgive me, not today.", "I apologize", "Not today.");
    assert_without(s, "Sorry!", "Sorry", "");
    assert_without(s, "sorry\nsorry", "sorry", "");
}

static void other_words_stay_as_they_were(void **at)
{
    struct life *s = *at;
    assert_without(s, "No, thank you.", "", "No, thank you.");
    assert_without(s, "Sorrysville is far.", "", "Sorrysville is far.");
    assert_without(s, "", "", "");
}

/* Property: nothing that is left holds an apology still, whatever was typed. */
static void what_is_left_has_no_apology(void **at)
{
    struct life *s = *at;
    static const struct str BITS[] = {S_INIT("sorry"), S_INIT(" "),       S_INIT(", "), S_INIT("I’m"),
                                      S_INIT("but"),   S_INIT("no"),      S_INIT(". "), S_INIT("\n"),
                                      S_INIT("I am"),  S_INIT("forgive"), S_INIT("me"), S_INIT("’")};
    uint64_t dice = 3;
    for (unsigned i = 0; i < 20000; i++) {
        struct arena scratch = s->arena;
        struct buf b = buf_on(&scratch);
        for (unsigned k = 0; k < 9; k++) {
            dice = dice * 6364136223846793005u + 1442695040888963407u;
            buf_put(&b, BITS[(dice >> 40) % (sizeof BITS / sizeof *BITS)]);
        }
        struct str left = script_without_apology(buf_str(&b), &scratch);
        assert_true(left.len <= b.len);
        assert_true(str_is_utf8(left));
        if (script_apology(left).len)
            fail_msg("\"%.*s\" left \"%.*s\"", (int)b.len, (const char *)b.at, (int)left.len, left.at);
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, life_begin, life_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(own_words_stand_in_their_places),
        T(what_is_too_long_for_a_sentence_is_left_out_of_it),
        T(own_words_are_never_read_as_places),
        T(what_is_read_keeps_own_words_apart_and_a_field_holds_no_marks),
        T(broken_places_are_told),
        T(apologies_are_found_and_left_out),
        T(other_words_stay_as_they_were),
        T(what_is_left_has_no_apology),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
