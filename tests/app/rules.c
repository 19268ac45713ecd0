/*
 * tests/app/rules.c - the rules that outrank every feature, each by its name
 *
 * Design, section 2.  The whole app is asked as a browser would ask it; only disk, clock and
 * chance are the test's.  Rule 5 (what a partner can never learn) has no partner yet.
 */
#include "core/course/intake.h"
#include "pages/frame/words.h"
#include "seal/seal.h"
#include "tests/support/asking.h"
#include "tests/support/english.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)256 << 20);
}

static void pass_ms(struct memory_app *m, int64_t ms)
{
    *memory_app_clock(m) += ms;
}

static bool is_active(struct memory_app *m)
{
    return says(get(m, "/practice/now"), "data-ask-ms");
}

static void practise(struct memory_app *m)
{
    begin_practice(m);
    assert_true(is_active(m));
}

/* Rule 1 */

static void stop_is_one_request_without_reason_token_or_confirmation(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    struct reply stopped = memory_app_ask(m, "POST", S("/practice/stop"), S(""));
    assert_int_equal(stopped.status, 303);
    assert_true(str_starts(stopped.location, S("/ground")));
    assert_false(is_active(m));
}

static struct reply ask_as(struct memory_app *m, const char *cookie, const char *path)
{
    return memory_app_ask_as(m, cookie, "POST", str_from_c(path), S(""));
}

static void stop_lock_and_leave_act_without_the_cookie(void **state)
{
    static const char *const COOKIES[] = {"", "s7417=tossed", "s7417=00000000000000000000000000000000; s7417"};
    (void)state;
    for (size_t i = 0; i < sizeof COOKIES / sizeof *COOKIES; i++) {
        struct memory_app *m = begin();
        practise(m);
        struct reply stopped = ask_as(m, COOKIES[i], "/practice/stop");
        assert_int_equal(stopped.status, 303);
        assert_true(str_starts(stopped.location, S("/ground")));
        assert_false(is_active(m));
        assert_true(says(get(m, "/practice/activity/A14"), "rests until"));
        assert_true(app_is_open(memory_app(m)));
        struct reply left = ask_as(m, COOKIES[i], i % 2 ? "/leave" : "/lock");
        assert_int_equal(left.status, 303);
        assert_false(app_is_open(memory_app(m)));
        /* Once more, with nothing open: the same answers. */
        assert_true(str_starts(ask_as(m, COOKIES[i], "/practice/stop").location, S("/ground")));
        assert_int_equal(ask_as(m, COOKIES[i], "/leave").status, 303);
        memory_app_free(m);
    }
}

static void without_the_cookie_stop_and_leave_show_nothing_of_what_is_open(void **state)
{
    struct memory_app *m = *state;
    post(m, "/settings", "setting=leave&choice=own&words=https%3A%2F%2Fquillow.example%2F");
    practise(m);
    struct reply reply = ask_as(m, "", "/practice/stop");
    assert_int_equal(reply.leave_to.len, 0);
    reply = ask_as(m, "", "/leave");
    assert_true(str_eq(reply.location, S("/blank")));
}

/* A page of another port of this host may set cookies of our names, with a longer path, so that they come first. */
static void a_session_is_found_among_any_cookies_of_its_name(void **state)
{
    struct memory_app *m = *state;
    char cookies[512];
    snprintf(cookies, sizeof cookies, "s7417=tossed; =; s7417; %s; s7417=\"", memory_app_cookie(m));
    assert_int_equal(memory_app_ask_as(m, cookies, "GET", S("/settings"), S("")).status, 200);
    snprintf(cookies, sizeof cookies, "s7417=tossed; x%s", memory_app_cookie(m));
    assert_int_equal(memory_app_ask_as(m, cookies, "GET", S("/settings"), S("")).status, 303);
}

static void stop_has_no_way_back_into_that_practice(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    post(m, "/practice/stop", "");
    static const char *const WAYS[][2] = {
        {"/practice/begin", "x=1"}, {"/practice/check", GOOD},           {"/practice/still", "answer=same"},
        {"/practice/pause", "x=1"}, {"/practice/plan/A13", "minutes=5"}, {"/practice/check", GOOD},
        {"/practice/begin", "x=1"},
    };
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        post(m, WAYS[i][0], WAYS[i][1]);
        assert_false(is_active(m));
    }
}

static void stopped_practice_is_not_called_open(void **state)
{
    static const char *const PAGES[] = {"/", "/practice"};
    struct memory_app *m = *state;
    practise(m);
    post(m, "/practice/stop", "");
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        struct reply page = get(m, PAGES[i]);
        assert_true(says(page, "is over. You can wind down from it, if you like."));
        assert_false(says(page, "till open") || says(page, "still something open"));
    }
}

static void stop_acts_even_if_it_cannot_be_kept(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    memory_app_refuse_next(m);
    struct reply stopped = post(m, "/practice/stop", "");
    assert_int_equal(stopped.status, 303);
    assert_true(str_starts(stopped.location, S("/ground")));
    assert_false(is_active(m));
}

static void stopped_rung_and_those_above_rest_until_tomorrow(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    post(m, "/practice/stop", "");
    assert_true(says(get(m, "/practice/activity/A14"), "rests until"));
    assert_true(says(get(m, "/practice/activity/A06"), "Choose this, for now"));
    pass_ms(m, (int64_t)24 * 3600 * 1000);
    assert_true(says(get(m, "/practice/activity/A14"), "Choose this, for now"));
}

/* Rule 2 */

static void no_practice_begins_without_a_check_in(void **state)
{
    struct memory_app *m = *state;
    post(m, "/practice/plan/A13", "minutes=5&rhythm=60");
    post(m, "/practice/begin", "x=1");
    assert_false(is_active(m));
    static const char *const NOT_ENOUGH[] = {
        "x=1",
        "distress=10&presence=8&willingness=should&sober=1&no-pain=1&safe=1&able=1",
        "distress=40&presence=8&willingness=want&sober=1&no-pain=1&safe=1&able=1",
        "distress=10&presence=8&willingness=want&no-pain=1&safe=1&able=1",
        "distress=10&presence=8&willingness=want&sober=1&safe=1&able=1",
        "distress=10&presence=8&willingness=want&sober=1&no-pain=1&able=1",
        "distress=10&presence=8&willingness=want&sober=1&no-pain=1&safe=1",
        "distress=10&presence=8&willingness=want&sober=1&no-pain=1&safe=1&far=0", /* the box as it was before */
    };
    for (size_t i = 0; i < sizeof NOT_ENOUGH / sizeof *NOT_ENOUGH; i++) {
        post(m, "/practice/check", NOT_ENOUGH[i]);
        struct reply page = get(m, "/practice/now");
        assert_true(says(page, "Ground") && says(page, "Rest"));
        assert_false(says(page, "anyway"));
        post(m, "/practice/begin", "x=1");
        assert_false(is_active(m));
    }
}

static void low_distress_with_little_presence_is_not_calm(void **state)
{
    struct memory_app *m = *state;
    post(m, "/practice/plan/A13", "minutes=5&rhythm=60");
    post(m, "/practice/check", "distress=0&presence=3&willingness=want&sober=1&no-pain=1&safe=1&able=1");
    assert_true(says(get(m, "/practice/now"), "numbness"));
    post(m, "/practice/begin", "x=1");
    assert_false(is_active(m));
}

static void silence_on_the_body_box_keeps_the_gate_shut(void **state)
{
    struct memory_app *m = *state;
    post(m, "/practice/plan/A13", "minutes=5&rhythm=60");
    /* Everything else is as good as it gets; only whether the body can be felt was left open. */
    post(m, "/practice/check", "distress=0&presence=10&willingness=want&sober=1&no-pain=1&safe=1");
    assert_true(says(get(m, "/practice/now"), "until you can feel your body, move, and say no"));
    post(m, "/practice/begin", "x=1");
    assert_false(is_active(m));
    pass_ms(m, 1000);
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
    assert_true(is_active(m));
}

/* As if the log had held it: for what today's forms no longer write. */
static struct stamp kept_before(struct memory_app *m, struct event event)
{
    static uint8_t memory[65536], entropy[SEAL_ENTROPY_BYTES];
    struct arena arena = arena_on(memory, sizeof memory);
    struct log_entry entry;
    entropy[0]++;
    assert_int_equal(app_replay(memory_app(m), &event, *memory_app_clock(m), (struct bytes){entropy, sizeof entropy},
                                &arena, &entry),
                     ERR_OK);
    return event.at;
}

static void a_check_in_from_before_the_body_box_begins_nothing_new(void **state)
{
    struct memory_app *m = *state;
    post(m, "/practice/ceiling", "level=2");
    struct stamp practice = kept_before(
        m, (struct event){
               .kind = PRACTICE_PLANNED,
               .plan = {.activity = S("A13"), .name = S("Two cloths"), .level = 1, .minutes = 5, .ask_seconds = 60}});
    /* No tick meant no freezing then, so this one passed the gate and is still judged so. */
    kept_before(m, (struct event){.kind = PRACTICE_CHECKED,
                                  .gate = {.practice = practice,
                                           .distress = SCORE(10),
                                           .presence = SCORE(9),
                                           .willingness = WILLING_WANT,
                                           .sober = 1,
                                           .no_pain = 1,
                                           .safe = 1}});
    assert_true(says(get(m, "/practice/now"), "I can feel my body, move, and say no right now"));
    assert_false(says(get(m, "/practice/now"), "until you can feel your body"));
    post(m, "/practice/begin", "x=1");
    assert_false(is_active(m));
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
    assert_true(is_active(m));
}

static void in_the_middle_stop_is_named_first_and_only_the_same_goes_on(void **state)
{
    static const char *const PAUSES[] = {"answer=less", "answer=unsure", "answer=right", "answer=", "x=1"};
    (void)state;
    struct memory_app *m = begin();
    practise(m);
    struct str page = str_of_bytes(get(m, "/practice/now").body);
    static const char *const ORDER[] = {"What now?", ">Stop</button>", "Less or different",
                                        "The same, because I like it", "Not sure"};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        size_t at = str_find(page, str_from_c(ORDER[i]));
        assert_true(at != SIZE_MAX);
        page = str_after(page, at);
    }
    pass_ms(m, 61 * 1000);
    post(m, "/practice/still", "answer=same");
    assert_true(is_active(m));
    memory_app_free(m);
    for (size_t i = 0; i < sizeof PAUSES / sizeof *PAUSES; i++) {
        m = begin();
        practise(m);
        pass_ms(m, 61 * 1000);
        struct reply reply = post(m, "/practice/still", PAUSES[i]);
        char where[64];
        (void)snprintf(where, sizeof where, "%.*s", (int)reply.location.len, reply.location.at);
        reply = get(m, where);
        assert_true(says(reply, "<h1>Paused</h1>") && says(reply, "Hands off") && says(reply, "End here"));
        assert_false(is_active(m));
        memory_app_free(m);
    }
}

static void silence_pauses_and_then_stops(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    pass_ms(m, 60 * 1000 + CONSENT_ANSWER_WINDOW_MS + 1000);
    /* An answer that comes after the silence does not make it active again. */
    post(m, "/practice/still", "answer=same");
    assert_false(is_active(m));
    struct reply now = get(m, "/practice/now");
    assert_true(says(now, "<h1>Paused</h1>"));
    pass_ms(m, CONSENT_PAUSE_MAX_MS + 1000);
    now = get(m, "/practice/now");
    assert_int_equal(now.status, 303);
    assert_true(str_starts(now.location, S("/ground")));
}

static void silence_pauses_and_asks_nothing_of_the_disk(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    pass_ms(m, 60 * 1000 + CONSENT_ANSWER_WINDOW_MS + 1000);
    size_t kept = memory_app_log_len(m);
    assert_true(says(get(m, "/practice/now"), "<h1>Paused</h1>"));
    assert_int_equal(memory_app_log_len(m), kept);
}

static void pause_goes_on_only_through_a_fresh_check_in(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    pass_ms(m, 1000);
    post(m, "/practice/pause", "x=1");
    post(m, "/practice/begin", "x=1");
    assert_false(is_active(m));
    pass_ms(m, 1000);
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
    assert_true(is_active(m));
}

/* Rule 3 */

static void limit_persists_until_its_author_changes_it(void **state)
{
    struct memory_app *m = *state;
    assert_int_equal(post(m, "/limits/new", "stance=never&what=Cloth&tag=fabric").status, 303);
    pass_ms(m, (int64_t)3 * 365 * 24 * 3600 * 1000);
    memory_app_reopen(m);
    assert_true(says(get(m, "/practice/activity/A13"), "One of your limits says no"));
}

static void yes_expires_and_does_not_outlive_the_app(void **state)
{
    struct memory_app *m = *state;
    post(m, "/practice/plan/A13", "minutes=5&rhythm=60");
    post(m, "/practice/check", GOOD);
    pass_ms(m, CONSENT_CHECKIN_WINDOW_MS + 1000);
    post(m, "/practice/begin", "x=1");
    assert_false(is_active(m));
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
    assert_true(is_active(m));
    memory_app_reopen(m);
    assert_false(is_active(m));
}

static void limit_set_in_the_middle_stops_in_the_middle(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    post(m, "/limits/new", "stance=not-now&what=Cloth&tag=fabric");
    assert_false(is_active(m));
}

static void export_holds_no_record_of_consent(void **state)
{
    struct memory_app *m = *state;
    practise(m);
    post(m, "/practice/stop", "");
    post(m, "/intake/health", "question=health-pause&health-pause-3=1");
    assert_int_equal(post(m, "/draft", "draft-at=intake/health&draft=p&question=health-pause&health-pause-4=1").status,
                     204);
    struct reply json = post(m, "/settings/export", "");
    assert_true(says(json, "PRACTICE_PLANNED"));
    static const char *const NEVER[] = {"PRACTICE_CHECKED", "PRACTICE_STEPPED", "health-pause", "onsent", "greed",
                                        "willing"};
    for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
        assert_false(says(json, NEVER[i]));
}

static void limits_are_asked_for_before_exercises(void **state)
{
    struct memory_app *m = *state;
    struct str page = str_of_bytes(get(m, "/").body);
    size_t lines = str_find(page, S("First, your own lines")), offer = str_find(page, S("If you would like something"));
    assert_true(lines != SIZE_MAX && offer != SIZE_MAX && lines < offer);
    post(m, "/limits/new", "stance=never&what=Cloth&tag=fabric");
    assert_false(says(get(m, "/"), "First, your own lines"));
}

static void comforts_stand_beside_a_stop(void **state)
{
    struct memory_app *m = *state;
    post(m, "/intake/helps", "question=helps-comforts&words=The+blue+blanket");
    post(m, "/practice/plan/A13", "minutes=5&rhythm=60&after=Tea+with+honey");
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
    post(m, "/practice/stop", "");
    struct reply page = get(m, "/ground?stopped=1");
    assert_true(says(page, "The blue blanket") && says(page, "Tea with honey"));
}

/* Rule 4 */

static void nothing_above_the_ceiling_is_offered_or_even_listed(void **state)
{
    struct memory_app *m = *state;
    for (unsigned ceiling = 0; ceiling <= 7; ceiling++) {
        char form[16];
        snprintf(form, sizeof form, "level=%u", ceiling);
        post(m, "/practice/ceiling", form);
        struct reply ladder = get(m, "/practice");
        for (size_t i = 0; i < LIBRARY_LEN; i++) {
            char link[64];
            snprintf(link, sizeof link, "/practice/activity/%.*s\"", (int)LIBRARY[i].id.len, LIBRARY[i].id.at);
            if (LIBRARY[i].level > ceiling)
                assert_false(says(ladder, link));
        }
    }
}

static void plan_above_the_ceiling_is_refused(void **state)
{
    struct memory_app *m = *state;
    post(m, "/practice/plan/A28", "minutes=1");
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
    assert_false(is_active(m));
}

/* Rule 6 */

static struct str without_tokens(struct reply reply, char *out, size_t cap)
{
    struct str page = str_of_bytes(reply.body);
    size_t len = 0;
    while (page.len) {
        struct str line;
        str_cut(page, '\n', &line, &page);
        if (str_find(line, S("name=\"token\"")) != SIZE_MAX || str_find(line, S("name=\"once\"")) != SIZE_MAX)
            continue;
        assert_true(len + line.len < cap);
        memcpy(out + len, line.at, line.len);
        len += line.len;
    }
    return (struct str){out, len};
}

static void chosen_ceiling_and_a_private_answer_look_the_same(void **state)
{
    static const char *const PAGES[] = {"/",       "/practice", "/practice/ceiling", "/practice/activity/A28",
                                        "/ground", "/help"};
    static char chosen[65536], answered[65536];
    (void)state;
    static const char *const ANSWERS[] = {"question=health-pause&health-pause-9=1",
                                          "question=health-body&health-body-1=1&health-body-4=1"};
    for (size_t n = 0; n < 2 * sizeof PAGES / sizeof *PAGES; n++) {
        size_t i = n / 2;
        struct memory_app *low = begin(), *told = begin();
        post(low, "/practice/ceiling", "level=1");
        post(told, "/practice/ceiling", "level=4");
        post(told, "/intake/health", ANSWERS[n % 2]);
        struct str a = without_tokens(get(low, PAGES[i]), chosen, sizeof chosen);
        struct str b = without_tokens(get(told, PAGES[i]), answered, sizeof answered);
        if (!str_eq(a, b))
            fail_msg("%s differs", PAGES[i]);
        memory_app_free(low);
        memory_app_free(told);
    }
}

static void why_the_ladder_is_low_cannot_be_told_from_any_screen(void **state)
{
    static const char *const PAGES[] = {"/",
                                        "/practice",
                                        "/practice/ceiling",
                                        "/practice/activity/A28",
                                        "/limits",
                                        "/intake",
                                        "/learn",
                                        "/help",
                                        "/settings",
                                        "/ground"};
    static char chosen[65536], answered[65536];
    (void)state;
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        struct memory_app *low = begin(), *told = begin();
        /* One chose the height and a plain reason; the other said only the last and most private choice. */
        post(low, "/practice/ceiling", "level=1");
        post(low, "/intake/health", "question=health-pause&health-pause-1=1");
        post(told, "/practice/ceiling", "level=5");
        post(told, "/intake/health", "question=health-pause&health-pause-9=1");
        assert_true(says(get(told, "/practice"), "Things, not people"));
        struct str a = without_tokens(get(low, PAGES[i]), chosen, sizeof chosen);
        struct str b = without_tokens(get(told, PAGES[i]), answered, sizeof answered);
        if (!str_eq(a, b))
            fail_msg("%s differs", PAGES[i]);
        memory_app_free(low);
        memory_app_free(told);
    }
}

static struct str body_choice(unsigned number)
{
    for (size_t i = 0; i < english()->questions.len; i++)
        if (str_eq(english()->questions.at[i].id, INTAKE_BODY)) {
            struct str rest = english()->questions.at[i].choices, words = S("");
            while (number--)
                str_cut(rest, '|', &words, &rest);
            return words;
        }
    return S("");
}

static void pelvic_pain_closes_touch_until_a_clinician_has_looked(void **state)
{
    /* The rule knows the choices by their places. */
    static const struct {
        unsigned number;
        const char *word, *form;
    } WAITS[] = {
        {BODY_PAIN, "Pelvic", "question=health-body&health-body-1=1"},
        {BODY_BLEEDING, "Bleeding", "question=health-body&health-body-2=1"},
        {BODY_INFECTION, "infection", "question=health-body&health-body-3=1"},
        {BODY_RECENT, "birth", "question=health-body&health-body-4=1"},
    };
    (void)state;
    assert_true(str_find(body_choice(BODY_LOOKED_AT), S("clinician")) != SIZE_MAX);
    for (size_t i = 0; i < sizeof WAITS / sizeof *WAITS; i++) {
        char looked[128];
        struct memory_app *m = begin();
        assert_true(str_find(body_choice(WAITS[i].number), str_from_c(WAITS[i].word)) != SIZE_MAX);
        post(m, "/practice/ceiling", "level=3");
        assert_true(says(get(m, "/practice/activity/A26"), "Choose this, for now"));
        post(m, "/intake/health", WAITS[i].form);
        assert_false(says(get(m, "/practice/activity/A26"), "Choose this, for now"));
        assert_true(says(get(m, "/practice/activity/A13"), "Choose this, for now"));
        assert_true(says(get(m, "/intake/health"), "Touch waits until a clinician has looked"));
        (void)snprintf(looked, sizeof looked, "%s&health-body-15=1", WAITS[i].form);
        post(m, "/intake/health", looked);
        assert_true(says(get(m, "/practice/activity/A26"), "Choose this, for now"));
        memory_app_free(m);
    }
}

static void bleeding_said_in_the_middle_stops_in_the_middle(void **state)
{
    struct memory_app *m = *state;
    post(m, "/practice/ceiling", "level=2");
    post(m, "/practice/plan/A26", "minutes=5&rhythm=60");
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
    assert_true(is_active(m));
    post(m, "/intake/health", "question=health-body&health-body-2=1");
    assert_false(is_active(m));
}

/* Rule 9 */

static void nothing_typed_is_lost_when_the_disk_refuses(void **state)
{
    struct memory_app *m = *state;
    memory_app_refuse_next(m);
    struct reply page = post(m, "/journal/new", "words=The+long+grey+afternoon");
    assert_int_equal(page.status, 503);
    assert_true(says(page, "The long grey afternoon"));
    assert_true(says(page, "could not be saved"));
    page = post(m, "/journal/new", "words=The+long+grey+afternoon");
    assert_int_equal(page.status, 303);
    assert_true(says(get(m, "/journal"), "The long grey afternoon"));
}

static void what_is_deleted_is_really_gone(void **state)
{
    struct memory_app *m = *state;
    post(m, "/journal/new", "words=A+word+nobody+else+would+write:+quillow");
    size_t index = memory_app_log_len(m) - 1;
    struct log_entry before = memory_app_entry(m, index);
    static uint8_t sealed[64];
    memcpy(sealed, before.bytes.at + 24, sizeof sealed);
    assert_true(memory_app_holds(m, (struct bytes){sealed, sizeof sealed}, false));

    struct reply journal = get(m, "/journal");
    struct str page = str_of_bytes(journal.body), link = S("href=\"/journal/");
    char path[96] = "/journal/new";
    for (size_t at; strcmp(path, "/journal/new") == 0 && (at = str_find(page, link)) != SIZE_MAX;) {
        page = str_after(page, at + link.len);
        if (page.at[0] == '0')
            snprintf(path, sizeof path, "/journal/%.32s/delete", page.at);
    }
    assert_int_equal(post(m, path, "x=1").status, 303);
    assert_false(says(get(m, "/journal"), "quillow"));
    post(m, "/journal", "q=quillow");
    assert_false(says(get(m, "/journal?search=on"), "nobody else"));
    assert_int_equal(memory_app_entry(m, index).bytes.len, HASH_BYTES);
    assert_false(memory_app_holds(m, (struct bytes){sealed, sizeof sealed}, false));
    memory_app_reopen(m);
    assert_false(says(post(m, "/settings/export", ""), "quillow"));
}

static void what_is_searched_stands_in_no_address_and_is_forgotten(void **state)
{
    struct memory_app *m = *state;
    post(m, "/journal/new", "words=quillow+by+the+window");
    post(m, "/journal/new", "words=something+else");
    struct reply found = post(m, "/journal", "q=QUILLOW");
    assert_true(str_eq(found.location, S("/journal?search=on")));
    assert_true(says(get(m, "/journal?search=on"), "by the window"));
    assert_false(says(get(m, "/journal?search=on"), "something else"));
    memory_app_reopen(m);
    assert_true(says(get(m, "/journal?search=on"), "something else"));
}

/* What is typed into the search, and what of the note is marked: the bytes that stand there, whole. */
static void a_search_finds_a_word_however_it_is_spelt_and_marks_it_as_it_was_written(void **state)
{
    struct memory_app *m = *state;
    static const char *const FOUND[][2] = {
        {"ubung", "vor der <mark>Übung</mark> am Abend"},
        {"%C3%BCbung", "vor der <mark>Übung</mark> am Abend"},
        {"U%CC%88BUNG+AM", "vor der <mark>Übung am</mark> Abend"},
        {"STRASSE", "die <mark>Straße</mark>, leer"},
        {"cafe", "im <mark>Cafe\xCC\x81</mark>, allein"},
        {"%D8%AD%D8%A8%D9%84", "ال<mark>حَبْلُ</mark> بعيد"},
        {"%CE%A3%CE%AF%CF%83%CF%85%CF%86%CE%BF%CF%82", "ο <mark>ΣΊΣΥΦΟΣ</mark> εδώ"},
        {"don't", "I <mark>don’t</mark> know"},
    };
    post(m, "/journal/new",
         "words=vor+der+%C3%9Cbung+am+Abend%0Adie+Stra%C3%9Fe,+leer%0Aim+Cafe%CC%81,+allein%0A"
         "%D8%A7%D9%84%D8%AD%D9%8E%D8%A8%D9%92%D9%84%D9%8F+%D8%A8%D8%B9%D9%8A%D8%AF%0A"
         "%CE%BF+%CE%A3%CE%8A%CE%A3%CE%A5%CE%A6%CE%9F%CE%A3+%CE%B5%CE%B4%CF%8E%0AI+don%E2%80%99t+know");
    for (size_t i = 0; i < sizeof FOUND / sizeof *FOUND; i++) {
        char form[96];
        snprintf(form, sizeof form, "q=%s", FOUND[i][0]);
        post(m, "/journal", form);
        if (!says(get(m, "/journal?search=on"), FOUND[i][1]))
            fail_msg("%s does not find %s", FOUND[i][0], FOUND[i][1]);
    }
}

/* Names that stand in no record: of a thing from the list, and of the short check. */
static void what_a_list_calls_an_entry_is_found(void **state)
{
    static const struct {
        const char *path, *form, *needle, *found;
    } KEPT[] = {
        {"/limits/new", "stance=never&tag=behind", "q=someone+BEHIND", "Someone behind me"},
        {"/measures/own", "a-0=2", "q=my+short+check", "My short check"},
        {"/limits/new", "stance=never&what=Mirrors", "q=MIRROR", "Mirrors"},
    };
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
        assert_int_equal(post(m, KEPT[i].path, KEPT[i].form).status, 303);
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++) {
        post(m, "/journal", KEPT[i].needle);
        struct reply found = get(m, "/journal?search=on");
        for (size_t k = 0; k < sizeof KEPT / sizeof *KEPT; k++)
            if (says(found, KEPT[k].found) != (k == i))
                fail_msg("%s: %s", KEPT[i].needle, KEPT[k].found);
    }
}

static void locked_shows_nothing_and_holds_nothing(void **state)
{
    struct memory_app *m = *state;
    post(m, "/journal/new", "words=quillow+by+the+window");
    assert_true(holds(m, "quillow"));
    memory_app_ask(m, "POST", S("/leave"), S(""));
    assert_false(app_is_open(memory_app(m)));
    assert_false(holds(m, "quillow"));
    assert_int_equal(get(m, "/journal").status, 303);
    assert_false(says(get(m, "/"), "quillow"));
}

/* A vault that grew elsewhere, opened where there is less room, as in a browser on a phone. */
static void a_log_too_large_for_this_host_opens_as_far_as_it_fits(void **state)
{
    enum { NOTES = 120, NOTE_BYTES = 19000, ROOM = 6 << 20 };
    struct memory_app *m = *state;
    char *form = calloc(1, NOTE_BYTES + 64);
    strcpy(form, "words=first+and+");
    memset(form + strlen(form), 'a', NOTE_BYTES);
    for (int i = 0; i < NOTES; i++)
        post(m, "/journal/new", form);
    free(form);
    size_t stored = memory_app_log_len(m);
    memory_app_move(m, ROOM);
    assert_true(app_is_open(memory_app(m)));
    assert_true(app_counts(memory_app(m)).good > 20);
    assert_true(app_counts(memory_app(m)).damaged > 20);
    assert_true(says(get(m, "/"), "could not be read"));
    assert_int_equal(memory_app_log_len(m), stored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(stop_is_one_request_without_reason_token_or_confirmation),
        cmocka_unit_test(stop_lock_and_leave_act_without_the_cookie),
        WITH_APP(without_the_cookie_stop_and_leave_show_nothing_of_what_is_open),
        WITH_APP(a_session_is_found_among_any_cookies_of_its_name),
        WITH_APP(stop_has_no_way_back_into_that_practice),
        WITH_APP(stopped_practice_is_not_called_open),
        WITH_APP(stop_acts_even_if_it_cannot_be_kept),
        WITH_APP(stopped_rung_and_those_above_rest_until_tomorrow),
        WITH_APP(no_practice_begins_without_a_check_in),
        WITH_APP(low_distress_with_little_presence_is_not_calm),
        WITH_APP(silence_on_the_body_box_keeps_the_gate_shut),
        WITH_APP(a_check_in_from_before_the_body_box_begins_nothing_new),
        cmocka_unit_test(in_the_middle_stop_is_named_first_and_only_the_same_goes_on),
        WITH_APP(silence_pauses_and_then_stops),
        WITH_APP(silence_pauses_and_asks_nothing_of_the_disk),
        WITH_APP(pause_goes_on_only_through_a_fresh_check_in),
        WITH_APP(limit_persists_until_its_author_changes_it),
        WITH_APP(yes_expires_and_does_not_outlive_the_app),
        WITH_APP(limit_set_in_the_middle_stops_in_the_middle),
        WITH_APP(export_holds_no_record_of_consent),
        WITH_APP(limits_are_asked_for_before_exercises),
        WITH_APP(comforts_stand_beside_a_stop),
        WITH_APP(nothing_above_the_ceiling_is_offered_or_even_listed),
        WITH_APP(plan_above_the_ceiling_is_refused),
        cmocka_unit_test(chosen_ceiling_and_a_private_answer_look_the_same),
        cmocka_unit_test(why_the_ladder_is_low_cannot_be_told_from_any_screen),
        cmocka_unit_test(pelvic_pain_closes_touch_until_a_clinician_has_looked),
        WITH_APP(bleeding_said_in_the_middle_stops_in_the_middle),
        WITH_APP(nothing_typed_is_lost_when_the_disk_refuses),
        WITH_APP(what_is_deleted_is_really_gone),
        WITH_APP(what_is_searched_stands_in_no_address_and_is_forgotten),
        WITH_APP(a_search_finds_a_word_however_it_is_spelt_and_marks_it_as_it_was_written),
        WITH_APP(what_a_list_calls_an_entry_is_found),
        WITH_APP(locked_shows_nothing_and_holds_nothing),
        WITH_APP(a_log_too_large_for_this_host_opens_as_far_as_it_fits),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
