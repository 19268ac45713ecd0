/* tests/core/course/settings.c - what may be kept of a setting, and what stands until something is chosen */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/course/settings.h"
#include "tests/support/life.h"

/* What comes of a form; what it chose is folded.  True if it was taken. */
static bool choose(struct life *s, struct str encoded)
{
    struct form form = life_form(s, encoded);
    struct event event = {0};
    if (settings_decide(&form, &event).len) {
        assert_int_equal(event.kind, EVENT_NONE);
        return false;
    }
    assert_int_equal(event.kind, SETTING_CHOSEN);
    life_take(s, event);
    return true;
}

static bool chooses_leave(struct life *s, const char *escaped)
{
    return choose(s, STR_JOIN(&s->arena, S("setting=leave&choice=own&words="), str_from_c(escaped)));
}

static void nothing_chosen_is_neutral_and_quiet(void **at)
{
    struct life *s = *at;
    assert_int_equal(setting_chosen(s->state, SETTING_THEME), THEME_AUTO);
    assert_int_equal(setting_chosen(s->state, SETTING_TEXT), TEXT_MIDDLE);
    assert_int_equal(setting_chosen(s->state, SETTING_LOCK), 5);
    assert_int_equal(setting_chosen(s->state, SETTING_TITLE), TITLE_NEUTRAL);
    assert_int_equal(setting_chosen(s->state, SETTING_LEAVE), LEAVE_BLANK);
}

static void every_row_of_every_list_can_be_chosen(void **at)
{
    struct life *s = *at;
    for (unsigned name = SETTING_NONE + 1; name < SETTING_END; name++) {
        struct key_list list = setting_choices((enum setting_name)name);
        for (size_t i = 0; i < list.len; i++) {
            struct str form = STR_JOIN(&s->arena, S("setting="), row_by_number(SETTING_KEYS, name)->key, S("&choice="),
                                       list.at[i].key, S("&words=https://example.org"));
            assert_true(choose(s, form));
            assert_int_equal(setting_chosen(s->state, (enum setting_name)name), list.at[i].number);
        }
    }
}

static void colours_and_size_are_kept_as_the_page_needs_them(void **at)
{
    struct life *s = *at;
    assert_true(choose(s, S("setting=theme&choice=calm")));
    assert_true(str_eq(s->state->settings[SETTING_THEME]->setting.words, S("calm")));
    assert_true(choose(s, S("setting=text&choice=xl")));
    assert_true(str_eq(s->state->settings[SETTING_TEXT]->setting.words, S("xl")));
}

static void the_lock_is_kept_in_minutes_and_never_off(void **at)
{
    struct life *s = *at;
    assert_true(choose(s, S("setting=lock&choice=20")));
    assert_int_equal(state_setting(s->state, SETTING_LOCK, 5), 20);
    assert_false(choose(s, S("setting=lock&choice=0")));
    assert_false(choose(s, S("setting=lock&choice=1000")));
    assert_int_equal(state_setting(s->state, SETTING_LOCK, 5), 20);
}

static void what_is_not_on_a_list_changes_nothing(void **at)
{
    struct life *s = *at;
    assert_false(choose(s, S("")));
    assert_false(choose(s, S("setting=theme")));
    assert_false(choose(s, S("setting=theme&choice=red")));
    assert_false(choose(s, S("setting=nothing&choice=auto")));
    assert_false(choose(s, S("setting=text&choice=calm")));
    assert_int_equal(s->state->log.events.len, 0);
}

static void a_title_of_ones_own_is_trimmed_and_kept(void **at)
{
    struct life *s = *at;
    assert_true(choose(s, S("setting=title&choice=own&words=+Recipes+")));
    assert_true(str_eq(setting_own_words(s->state, SETTING_TITLE), S("Recipes")));
}

static void going_back_to_the_neutral_title_takes_the_own_words_out(void **at)
{
    struct life *s = *at;
    assert_true(choose(s, S("setting=title&choice=own&words=Recipes")));
    assert_true(choose(s, S("setting=title&choice=neutral&words=Recipes")));
    assert_int_equal(setting_own_words(s->state, SETTING_TITLE).len, 0);
    assert_int_equal(s->state->settings[SETTING_TITLE]->setting.words.len, 0);
}

static void page_names_in_the_title_are_only_ever_asked_for_by_name(void **at)
{
    struct life *s = *at;
    assert_false(choose(s, S("setting=title&choice=own&words=%3D")));
    assert_false(choose(s, S("setting=title&choice=own&words=")));
    assert_false(choose(s, S("setting=title&choice=own&words=a%0Ab")));
    assert_true(choose(s, S("setting=title&choice=pages&words=Recipes")));
    assert_true(str_eq(s->state->settings[SETTING_TITLE]->setting.words, S("=")));
    assert_int_equal(setting_own_words(s->state, SETTING_TITLE).len, 0);
}

static void leave_goes_to_a_sealed_address_only(void **at)
{
    struct life *s = *at;
    assert_true(chooses_leave(s, "https://example.org/weather?a=1%26b=2"));
    assert_true(str_eq(setting_own_words(s->state, SETTING_LEAVE), S("https://example.org/weather?a=1&b=2")));
    assert_true(str_eq(settings_leave_host(S("https://example.org:8443/a;b,c?d")), S("example.org:8443")));
    assert_true(str_eq(settings_leave_host(S("https://example.org?a;b")), S("example.org")));
    /* Each of these would begin a rule of its own in the page's policy, or end its line. */
    static const char *const HOSTILE[] = {"https://a;script-src-elem",
                                          "https://a,b",
                                          "https://a b",
                                          "https://a*",
                                          "https://a'self'",
                                          "https://a\r\nX-Y: z",
                                          "https://user@a.example",
                                          "https://a.example/\n",
                                          "/blank"};
    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++)
        assert_int_equal(settings_leave_host(str_from_c(HOSTILE[i])).len, 0);
    assert_false(chooses_leave(s, "https://a%3Bscript-src-elem"));
    assert_false(chooses_leave(s, "https://a%2Cb"));
    assert_false(chooses_leave(s, "http://example.org"));
    assert_false(chooses_leave(s, "javascript:alert(1)"));
    assert_false(chooses_leave(s, "//example.org"));
    assert_false(chooses_leave(s, "example.org"));
    assert_false(chooses_leave(s, "https://"));
    assert_false(chooses_leave(s, "https:///example.org"));
    assert_false(chooses_leave(s, ""));
}

static void an_address_cannot_break_out_of_a_header_or_a_page(void **at)
{
    struct life *s = *at;
    assert_false(chooses_leave(s, "https://a.org/%20b"));
    assert_false(chooses_leave(s, "https://a.org/%0D%0ASet-Cookie:x"));
    assert_false(chooses_leave(s, "https://a.org/%22b"));
    assert_false(chooses_leave(s, "https://a.org/%27b"));
    assert_false(chooses_leave(s, "https://a.org/%3Cb"));
    assert_false(chooses_leave(s, "https://a.org%5C@b.org"));
    assert_false(chooses_leave(s, "https://a.org/%C3%A9"));
}

static void what_is_too_long_is_refused_and_not_cut(void **at)
{
    struct life *s = *at;
    struct buf b = buf_on(&s->arena);
    for (int i = 0; i < 300; i++)
        buf_put_byte(&b, 'a');
    assert_false(choose(s, STR_JOIN(&s->arena, S("setting=title&choice=own&words="), buf_str(&b))));
    assert_false(choose(s, STR_JOIN(&s->arena, S("setting=leave&choice=own&words=https://"), buf_str(&b))));
}

#define T(name) cmocka_unit_test_setup_teardown(name, life_begin, life_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(nothing_chosen_is_neutral_and_quiet),
        T(every_row_of_every_list_can_be_chosen),
        T(colours_and_size_are_kept_as_the_page_needs_them),
        T(the_lock_is_kept_in_minutes_and_never_off),
        T(what_is_not_on_a_list_changes_nothing),
        T(a_title_of_ones_own_is_trimmed_and_kept),
        T(going_back_to_the_neutral_title_takes_the_own_words_out),
        T(page_names_in_the_title_are_only_ever_asked_for_by_name),
        T(leave_goes_to_a_sealed_address_only),
        T(an_address_cannot_break_out_of_a_header_or_a_page),
        T(what_is_too_long_is_refused_and_not_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
