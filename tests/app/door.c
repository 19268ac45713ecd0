/* tests/app/door.c - what anyone may see is the same on the door alone, and what opens a vault waits for all words */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/packs.h"
#include "pages/route.h"
#include "tests/support/english.h"
#include "tests/support/memory_app.h"

extern const struct str DOOR_EN; /* made by embedc */

enum { STATE_BYTES = 64 << 20 };
#define PASSPHRASES "passphrase=four+quiet+stones&again=four+quiet+stones&adult=1"

static const struct words *door(void)
{
    static struct words opened;
    if (!opened.lang.len)
        assert_int_equal(pack_open(bytes_of_str(DOOR_EN), malloc(words_room()), &opened), ERR_OK);
    return &opened;
}

/* Two apps at the same point of their lives, which draw the same numbers. */
struct both {
    struct memory_app *at_the_door, *with_all;
    unsigned pages;
};

static void is_the_same(struct both *both, const char *path)
{
    struct reply whole = memory_app_ask(both->with_all, "GET", str_from_c(path), S(""));
    struct reply small = memory_app_ask(both->at_the_door, "GET", str_from_c(path), S(""));
    bool same = str_eq(small.location, whole.location) && str_eq(small.type, whole.type) &&
                str_eq(small.leave_to, whole.leave_to) && str_eq(small.set_cookie, whole.set_cookie);
    if (!same || small.status != whole.status || !bytes_eq(small.body, whole.body))
        fail_msg("%s is another page on the door", path);
    assert_true(small.status == 200 || small.status == 303);
    both->pages++;
}

/* Every address of the door, with each grounding tool for its *. */
static void ask_all(struct both *both)
{
    static const char *const ASKED[] = {"/ground?turn=1",         "/ground?turn=7&stopped=1", "/help?c=AU",
                                        "/help?c=US&kind=crisis", "/help?c=DE&kind=none",     "/measures/support?c=NL"};
    char path[200];
    for (size_t i = 0; i < ROUTES_LEN; i++) {
        const struct route *route = &ROUTES[i];
        size_t star = str_find(route->pattern, S("*"));
        bool is_file = str_find(route->pattern, S(".")) != SIZE_MAX; /* of the native program */
        if (route->post || route->access != ACCESS_ANYONE || is_file)
            continue;
        for (size_t k = 0; k < (star == SIZE_MAX ? 1 : WORDS_COMPILED.ground.len); k++) {
            struct str id = star == SIZE_MAX ? S("") : WORDS_COMPILED.ground.at[k].id;
            int upto = (int)(star == SIZE_MAX ? route->pattern.len : star);
            snprintf(path, sizeof path, "%.*s%.*s", upto, route->pattern.at, (int)id.len, id.at);
            is_the_same(both, path);
        }
    }
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++)
        is_the_same(both, ASKED[i]);
}

static void before_there_is_a_vault_the_door_is_enough(void **state)
{
    (void)state;
    struct both both = {memory_app_new(STATE_BYTES, door()), memory_app_new(STATE_BYTES, english()), 0};
    memory_app_by_the_door(both.at_the_door);
    ask_all(&both);
    assert_true(both.pages > 30);
    assert_int_equal(memory_app_words_asked(both.at_the_door), 0);
    memory_app_free(both.at_the_door);
    memory_app_free(both.with_all);
}

static void while_a_vault_is_locked_the_door_is_enough(void **state)
{
    (void)state;
    struct both both = {memory_app_make(STATE_BYTES), memory_app_make(STATE_BYTES), 0};
    memory_app_post(both.at_the_door, S("/lock"), S(""));
    memory_app_post(both.with_all, S("/lock"), S(""));
    memory_app_speak(both.at_the_door, door());
    memory_app_by_the_door(both.at_the_door);
    ask_all(&both);
    assert_int_equal(memory_app_words_asked(both.at_the_door), 0);
    memory_app_free(both.at_the_door);
    memory_app_free(both.with_all);
}

/* Each of the two ways in; what was typed is asked again, so nothing of it is lost. */
static void a_vault_opens_with_all_words_only(void **state)
{
    (void)state;
    struct memory_app *m = memory_app_new(STATE_BYTES, door());
    assert_int_equal(memory_app_ask(m, "POST", S("/make"), S(PASSPHRASES)).status, 303);
    assert_int_equal(memory_app_words_asked(m), 1);
    assert_int_equal(memory_app_ask(m, "GET", S("/learn"), S("")).status, 200);
    memory_app_post(m, S("/lock"), S(""));
    memory_app_speak(m, door());
    assert_int_equal(memory_app_ask(m, "GET", S("/learn"), S("")).status, 303);
    assert_int_equal(memory_app_words_asked(m), 1);
    assert_int_equal(memory_app_ask(m, "POST", S("/unlock"), S("passphrase=four+quiet+stones")).status, 303);
    assert_int_equal(memory_app_words_asked(m), 2);
    memory_app_free(m);
}

/* Stop, Lock and Leave wait for nothing. */
static void leaving_needs_no_words(void **state)
{
    (void)state;
    struct memory_app *m = memory_app_new(STATE_BYTES, door());
    static const char *const WAYS_OUT[] = {"/leave", "/lock", "/practice/stop"};
    for (size_t i = 0; i < sizeof WAYS_OUT / sizeof *WAYS_OUT; i++)
        assert_int_equal(memory_app_post(m, str_from_c(WAYS_OUT[i]), S("")).status, 303);
    assert_int_equal(memory_app_words_asked(m), 0);
    memory_app_free(m);
}

static void a_page_says_its_language_and_which_way_it_runs(void **state)
{
    (void)state;
    struct words made_up = *english();
    made_up.lang = S("ar-XB");
    made_up.rtl = true;
    struct memory_app *m = memory_app_new(STATE_BYTES, &made_up);
    struct str page = str_of_bytes(memory_app_ask(m, "GET", S("/ground"), S("")).body);
    assert_true(str_find(page, S("<html lang=\"ar-XB\" dir=\"rtl\"")) != SIZE_MAX);
    page = str_of_bytes(memory_app_ask(m, "GET", S("/blank"), S("")).body);
    assert_true(str_find(page, S("<html lang=\"ar-XB\">")) != SIZE_MAX);
    memory_app_free(m);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_there_is_a_vault_the_door_is_enough),
        cmocka_unit_test(while_a_vault_is_locked_the_door_is_enough),
        cmocka_unit_test(a_vault_opens_with_all_words_only),
        cmocka_unit_test(leaving_needs_no_words),
        cmocka_unit_test(a_page_says_its_language_and_which_way_it_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
