/*
 * tests/app/words.c - what no page says, and what no event can hold
 *
 * Design, section 2, rule 7, and the practices that are a leaving-out: 4, 13, 16, 22, 25, 45.  Every page that is
 * an address of its own is asked, as someone would see it who has written a little.
 */
#include "base/folding.h"
#include "core/log/event.h"
#include "pages/route.h"
#include "tests/support/memory_app.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static bool says(struct reply reply, const char *words)
{
    return fold_find(str_of_bytes(reply.body), str_from_c(words), NULL) != SIZE_MAX;
}

static struct memory_app *begin(void)
{
    struct memory_app *m = memory_app_make((size_t)256 << 20);
    memory_app_post(m, S("/checkin"), S("weather=patchy&distress=20&presence=7&willingness=ok&words=Rain+on+the+roof"));
    memory_app_post(m, S("/limits/new"), S("stance=never&what=Anyone+behind+me"));
    memory_app_post(m, S("/journal/new"), S("words=A+long+grey+afternoon"));
    memory_app_post(m, S("/practice/plan/A13"), S("minutes=5&rhythm=60"));
    memory_app_post(m, S("/practice/check"), S("distress=10&presence=8&willingness=want&sober=1&no-pain=1&safe=1&able=1"));
    memory_app_post(m, S("/practice/begin"), S("x=1"));
    memory_app_post(m, S("/practice/stop"), S(""));
    return m;
}

/* Every page with an address that needs nothing filled in.  Returns how many were asked. */
static size_t each_page(struct memory_app *m, void (*look)(struct str path, struct reply reply))
{
    size_t asked = 0;
    for (size_t i = 0; i < ROUTES_LEN; i++) {
        const struct route *route = &ROUTES[i];
        if (route->post || route->action != ACTION_PAGE || str_find(route->pattern, S("*")) != SIZE_MAX)
            continue;
        struct reply reply = memory_app_ask(m, "GET", route->pattern, S(""));
        if (reply.status != 200 || !str_starts(reply.type, S("text/html")))
            continue;
        look(route->pattern, reply);
        asked++;
    }
    return asked;
}

/* Fields of events, as the tables name them. */
#define FIELD_NAME(group, wire, type, name, max) #name,
#define EVENT_NAMES(name, wire, member, fields) fields(FIELD_NAME)
static const char *const FIELDS[] = {EVENTS(EVENT_NAMES)};

static void no_event_has_a_field_for_an_outcome(void **state)
{
    static const char *const OUTCOMES[] = {"orgasm", "climax", "arous",   "erect",    "frequency", "times_a", "streak",
                                           "point",  "badge",  "success", "perform",  "baseline",  "before_", "grade",
                                           "rank",   "target", "attempt", "progress", "normal",    "due"};
    (void)state;
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        for (size_t k = 0; k < sizeof OUTCOMES / sizeof *OUTCOMES; k++)
            if (strstr(FIELDS[i], OUTCOMES[k]))
                fail_msg("a field is called %s", FIELDS[i]);
}

static void look_for_counting(struct str path, struct reply reply)
{
    static const char *const NEVER[] = {"streak",      "badge",       "overdue",     "you missed",    "days since",
                                        "well done",   "good job",    "great job",   "keep it up",    "leaderboard",
                                        "you failed",  "you must ",   "congratulat", "personal best", "you are behind",
                                        "fall behind", "catch up on", "your score",  "hurry up"};
    for (size_t k = 0; k < sizeof NEVER / sizeof *NEVER; k++)
        if (says(reply, NEVER[k]))
            fail_msg("%.*s says \"%s\"", (int)path.len, path.at, NEVER[k]);
}

static void no_page_counts_praises_or_scolds(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    assert_true(each_page(m, look_for_counting) > 30);
    memory_app_free(m);
}

static void look_for_before(struct str path, struct reply reply)
{
    static const char *const NEVER[] = {"back to normal",    "as you were before", "like before it happened",
                                        "before the trauma", "your old self",      "normal again",
                                        "get over it"};
    for (size_t k = 0; k < sizeof NEVER / sizeof *NEVER; k++)
        if (says(reply, NEVER[k]))
            fail_msg("%.*s says \"%s\"", (int)path.len, path.at, NEVER[k]);
}

static void no_page_compares_with_a_time_before(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    assert_true(each_page(m, look_for_before) > 30);
    memory_app_free(m);
}

static void look_for_who_sees(struct str path, struct reply reply)
{
    if (says(reply, "<textarea") && !says(reply, "only you"))
        fail_msg("%.*s takes words and does not say who can see them", (int)path.len, path.at);
}

static void every_page_that_takes_words_says_who_can_see_them(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    assert_true(each_page(m, look_for_who_sees) > 30);
    memory_app_free(m);
}

static void look_for_medicines(struct str path, struct reply reply)
{
    if (says(reply, "quillowine"))
        fail_msg("%.*s shows what was said about medicines", (int)path.len, path.at);
}

static void what_is_said_about_health_stands_on_no_other_page(void **state)
{
    (void)state;
    struct memory_app *m = begin();
    memory_app_post(m, S("/intake/health"), S("question=health-medicines&words=quillowine+at+night"));
    assert_true(says(memory_app_ask(m, "GET", S("/intake/health"), S("")), "quillowine"));
    assert_true(each_page(m, look_for_medicines) > 30);
    memory_app_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_event_has_a_field_for_an_outcome),
        cmocka_unit_test(no_page_counts_praises_or_scolds),
        cmocka_unit_test(no_page_compares_with_a_time_before),
        cmocka_unit_test(every_page_that_takes_words_says_who_can_see_them),
        cmocka_unit_test(what_is_said_about_health_stands_on_no_other_page),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
