/*
 * tests/app/time.c - every state of a practice, and every clock: Stop and Leave stand there, and a stop rests
 *
 * The wall clock of the app's host is put ahead and back, before a practice, in the middle of it, and over a log that
 * is itself ahead; once for a host whose steady time is its own (native), and once for one that cannot tell sleep from
 * a clock that was set forward (the browser's).  tests/web/clocks.mjs walks the module through the same.
 */
#include "pages/route.h" /* before <limits.h>, whose TEXT_LINE_MAX is another */

#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const int64_t SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365 * DAY;

enum { HOPS_MAX = 5, PATH_BYTES = 160 };

/* ---- the clock ---- */

struct walk {
    struct memory_app *m;
    bool sleeps; /* a forward jump of the wall clock counts as time gone by */
};

static void pass(struct walk *w, int64_t ms)
{
    *memory_app_clock(w->m) += ms;
}

static void set_wall_off(struct walk *w, int64_t off_ms)
{
    int64_t jump_ms = off_ms - *memory_app_wall_off(w->m);
    *memory_app_wall_off(w->m) = off_ms;
    /* The memory app's clock moves both, so what steady time is told is taken off the wall clock again. */
    if (w->sleeps && jump_ms > 0) {
        *memory_app_clock(w->m) += jump_ms;
        *memory_app_wall_off(w->m) -= jump_ms;
    }
}

static void jump_wall(struct walk *w, int64_t ms)
{
    set_wall_off(w, *memory_app_wall_off(w->m) + ms);
}

/* ---- the states of a practice ---- */

static void plan(struct walk *w)
{
    assert_int_equal(post(w->m, "/practice/plan/A13", "minutes=5&rhythm=60").status, 303);
}

static void check(struct walk *w)
{
    post(w->m, "/practice/check", GOOD);
}

static void begin(struct walk *w)
{
    plan(w);
    check(w);
    post(w->m, "/practice/begin", "x=1");
}

static void reach_checking(struct walk *w)
{
    plan(w);
}

static void reach_ready(struct walk *w)
{
    plan(w);
    check(w);
}

static void reach_ask(struct walk *w)
{
    begin(w);
    pass(w, 61 * SECOND);
}

static void reach_paused(struct walk *w)
{
    begin(w);
    post(w->m, "/practice/pause", "x=1");
}

static void reach_silence(struct walk *w)
{
    begin(w);
    pass(w, 2 * MINUTE);
}

static void reach_winding_down(struct walk *w)
{
    begin(w);
    post(w->m, "/practice/end", "x=1");
}

static void reach_stopped(struct walk *w)
{
    begin(w);
    post(w->m, "/practice/stop", "");
}

/* Where it stands once time has passed, where no clock was touched. */
static const struct place {
    const char *name;
    void (*reach)(struct walk *w);
    bool begun, stop; /* it had begun; Stop belongs on every page */
    const char *says; /* on /practice/now, or where that leads */
} PLACES[] = {
    {"checking", reach_checking, false, false, "Before you begin"},
    {"ready", reach_ready, false, false, "The promise"},
    {"active", begin, true, true, "data-ask-ms"},
    {"at the ask", reach_ask, true, true, "data-ask-ms"},
    {"paused", reach_paused, true, true, "<h1>Paused</h1>"},
    {"silent", reach_silence, true, true, "<h1>Paused</h1>"},
    {"winding down", reach_winding_down, true, false, "<h1>Wind-down</h1>"},
    {"stopped", reach_stopped, true, false, "You stopped. That is the skill."},
};

static const char *told; /* which case is being walked */

#define HOLDS(condition, path)                                                                                         \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fail_msg("%s: %s: %s", told, path, #condition);                                                            \
    } while (0)

/* ---- looking at pages ---- */

static bool is_html(struct reply reply)
{
    return str_starts(reply.type, S("text/html"));
}

static bool has_ways_out(struct reply reply)
{
    return says(reply, "class=\"leave\"") && says(reply, "href=\"/ground\"");
}

static bool has_stop(struct reply reply)
{
    return says(reply, "action=\"/practice/stop\"");
}

static void path_of_str(char out[PATH_BYTES], struct str path)
{
    assert_true(path.len < PATH_BYTES);
    memcpy(out, path.at, path.len);
    out[path.len] = 0;
}

/* Follows as a browser does; a page never sends to itself, and what is asked for keeps nothing. */
static struct reply follow(struct walk *w, const char *asked)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s", asked);
    size_t kept = memory_app_log_len(w->m);
    struct reply reply = get(w->m, path);
    for (int hop = 0; reply.status == 303; hop++) {
        char to[PATH_BYTES];
        HOLDS(hop < HOPS_MAX, asked);
        path_of_str(to, reply.location);
        HOLDS(strcmp(to, path) != 0, asked);
        memcpy(path, to, sizeof path);
        reply = get(w->m, path);
    }
    HOLDS(memory_app_log_len(w->m) == kept, asked);
    HOLDS(reply.status != 500, asked);
    return reply;
}

static void look_at(struct walk *w, const char *path, bool stop)
{
    struct reply reply = follow(w, path);
    if (!is_html(reply) || reply.status == 204 || strcmp(path, "/blank") == 0)
        return;
    HOLDS(has_ways_out(reply), path);
    HOLDS(!stop || has_stop(reply), path);
}

static void look_around(struct walk *w, bool stop)
{
    static const char *const PATHS[] = {
        "/",        "/practice", "/practice/now", "/practice/activity/A13", "/practice/plan/A13", "/ground",
        "/journal", "/limits",   "/rest",         "/nothing/is/here"};
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++)
        look_at(w, PATHS[i], stop);
}

/* ---- the walk ---- */

static bool rests(struct walk *w)
{
    return says(get(w->m, "/practice/activity/A14"), "rests until");
}

static bool posts_at_most_one(struct walk *w, const char *path, const char *form)
{
    size_t kept = memory_app_log_len(w->m);
    struct reply reply = memory_app_ask(w->m, "POST", str_from_c(path), str_from_c(form));
    return reply.status == 303 && memory_app_log_len(w->m) <= kept + 1;
}

/* From whatever clock there was to the right one, and to tomorrow; the rest does neither fail nor stay. */
static void stop_and_rest(struct walk *w, bool begun)
{
    HOLDS(posts_at_most_one(w, "/practice/stop", ""), "stop");
    size_t kept = memory_app_log_len(w->m);
    HOLDS(posts_at_most_one(w, "/practice/stop", ""), "stop, pressed twice");
    HOLDS(memory_app_log_len(w->m) == kept, "stop, pressed twice");
    look_around(w, false);
    HOLDS(rests(w) == begun, "after Stop");
    bool sleeps_a_day = w->sleeps && *memory_app_wall_off(w->m) <= -DAY;
    set_wall_off(w, 0);
    HOLDS(sleeps_a_day || rests(w) == begun, "after Stop, once the clock is right");
    memory_app_reopen(w->m);
    HOLDS(sleeps_a_day || rests(w) == begun, "after Stop, opened again");
    HOLDS(post(w->m, "/checkin", "weather=fog").status == 303, "a check-in");
    pass(w, DAY);
    HOLDS(!rests(w), "the day after");
    /* A day may have been told twice by a clock that was put back by one; a third rest there is not. */
    pass(w, DAY);
    memory_app_reopen(w->m);
    HOLDS(!rests(w), "two days after, opened again");
}

static const int64_t *jumps(size_t *len)
{
    static int64_t all[11];
    const int64_t every[] = {-10 * YEAR, -DAY,   -HOUR, -MINUTE, -2 * SECOND, 0,
                             2 * SECOND, MINUTE, HOUR,  DAY,     10 * YEAR};
    memcpy(all, every, sizeof every);
    *len = sizeof every / sizeof *every;
    return all;
}

static const int64_t *aheads(size_t *len)
{
    static int64_t all[6];
    const int64_t every[] = {0, 5 * SECOND, MINUTE, HOUR, DAY, 73 * YEAR};
    memcpy(all, every, sizeof every);
    *len = sizeof every / sizeof *every;
    return all;
}

/* A vault whose newest entry was kept while the clock was so far ahead; it is right now. */
static struct walk walk_begin(int64_t ahead_ms, bool sleeps)
{
    struct walk w = {.m = memory_app_make((size_t)64 << 20)};
    *memory_app_wall_off(w.m) = ahead_ms;
    post(w.m, "/checkin", "weather=clear");
    *memory_app_wall_off(w.m) = 0;
    memory_app_reopen(w.m);
    w.sleeps = sleeps;
    return w;
}

static void tell_case(const struct place *place, int64_t ahead_ms, int64_t jump_ms, bool sleeps)
{
    static char words[160];
    snprintf(words, sizeof words, "%s, log ahead by %lld s, clock jumps by %lld s%s", place->name,
             (long long)(ahead_ms / 1000), (long long)(jump_ms / 1000), sleeps ? ", as if asleep" : "");
    told = words;
}

static void walk_one(const struct place *place, int64_t ahead_ms, int64_t jump_ms, bool sleeps)
{
    tell_case(place, ahead_ms, jump_ms, sleeps);
    struct walk w = walk_begin(ahead_ms, sleeps);
    place->reach(&w);
    jump_wall(&w, jump_ms);
    struct reply now = follow(&w, "/practice/now");
    HOLDS(now.status == 200, "/practice/now");
    /* Where steady time is its own, a clock that jumps changes nothing at all. */
    bool unmoved = !sleeps || jump_ms <= 2 * SECOND;
    HOLDS(!unmoved || says(now, place->says), "/practice/now");
    bool stop = unmoved ? place->stop : has_stop(now);
    look_around(&w, stop);
    stop_and_rest(&w, place->begun);
    memory_app_free(w.m);
}

static void walk_all(bool sleeps)
{
    size_t aheads_len, jumps_len;
    const int64_t *ahead = aheads(&aheads_len), *jump = jumps(&jumps_len);
    for (size_t p = 0; p < sizeof PLACES / sizeof *PLACES; p++)
        for (size_t a = 0; a < aheads_len; a++)
            for (size_t j = 0; j < jumps_len; j++)
                walk_one(&PLACES[p], ahead[a], jump[j], sleeps);
}

static void stop_and_leave_stand_whatever_the_clock_does(void **state)
{
    (void)state;
    walk_all(false);
}

static void stop_and_leave_stand_where_a_jump_counts_as_sleep(void **state)
{
    (void)state;
    walk_all(true);
}

static void a_clock_that_jumps_before_a_practice_changes_nothing(void **state)
{
    size_t len;
    const int64_t *jump = jumps(&len);
    (void)state;
    for (size_t j = 0; j < len; j++) {
        const struct place *active = &PLACES[2];
        tell_case(active, 0, jump[j], false);
        struct walk w = walk_begin(0, false);
        jump_wall(&w, jump[j]);
        active->reach(&w);
        HOLDS(says(follow(&w, "/practice/now"), active->says), "/practice/now");
        stop_and_rest(&w, true);
        memory_app_free(w.m);
    }
}

/* ---- every page ---- */

/* A path that the pattern fits: an activity where one is named, the practice everywhere else. */
static void path_of_pattern(char out[PATH_BYTES], struct str pattern, struct str practice)
{
    struct arena arena = arena_on((uint8_t[4 *PATH_BYTES]){0}, 4 * PATH_BYTES);
    struct buf path = buf_on(&arena);
    bool activity = str_starts(pattern, S("/practice/plan")) || str_starts(pattern, S("/practice/activity")) ||
                    str_starts(pattern, S("/offers/why"));
    for (size_t i = 0; i < pattern.len; i++)
        buf_put(&path, pattern.at[i] != '*' ? str_first(str_after(pattern, i), 1) : activity ? S("A13") : practice);
    path_of_str(out, buf_str(&path));
}

/* The name of the practice, from the page of its entry in the diary. */
static struct str practice_name(struct walk *w, char out[33])
{
    struct str page = str_of_bytes(get(w->m, "/journal").body), link = S("href=\"/journal/0");
    size_t at = str_find(page, link);
    assert_true(at != SIZE_MAX);
    memcpy(out, page.at + at + link.len - 1, 32);
    return (struct str){out, 32};
}

static void every_page_has_stop_and_leave_in_every_state(void **state)
{
    (void)state;
    for (size_t p = 0; p < sizeof PLACES / sizeof *PLACES; p++) {
        char name[33], path[PATH_BYTES];
        tell_case(&PLACES[p], HOUR, -MINUTE, false);
        struct walk w = walk_begin(HOUR, false);
        PLACES[p].reach(&w);
        jump_wall(&w, -MINUTE);
        struct str practice = practice_name(&w, name);
        for (size_t i = 0; i < ROUTES_LEN; i++) {
            if (ROUTES[i].post)
                continue;
            path_of_pattern(path, ROUTES[i].pattern, practice);
            look_at(&w, path, PLACES[p].stop);
        }
        memory_app_free(w.m);
    }
}

/* What goes wrong has a page of its own each time, and Stop on it. */
static void every_failure_has_stop_and_leave(void **state)
{
    enum { LONG = 30000 };
    char *form = malloc(LONG + 64);
    (void)state;
    told = "failures";
    struct walk w = walk_begin(0, false);
    begin(&w);
    strcpy(form, "words=");
    memset(form + strlen(form), 'a', LONG);
    form[6 + LONG] = 0;
    struct reply reply = memory_app_ask(w.m, "PUT", S("/practice/now"), S(""));
    HOLDS(reply.status == 405 && has_ways_out(reply) && has_stop(reply), "405");
    reply = get(w.m, "/nothing/is/here");
    HOLDS(reply.status == 404 && has_ways_out(reply) && has_stop(reply), "404");
    reply = memory_app_ask_from(w.m, S("/checkin"), S("weather=fog"), S("https://elsewhere.example"));
    HOLDS(reply.status == 403 && has_ways_out(reply) && has_stop(reply), "403");
    reply = memory_app_ask_too_large(w.m, S("/journal/new"));
    HOLDS(reply.status == 413 && has_ways_out(reply) && has_stop(reply), "413");
    reply = post(w.m, "/journal/new", form);
    HOLDS(reply.status == 200 && has_ways_out(reply) && has_stop(reply), "a text too long");
    reply = memory_app_ask(w.m, "POST", S("/journal/new"), S("words=late&token=0"));
    HOLDS(has_ways_out(reply) && has_stop(reply), "an old token");
    static const char *const POSTS[][2] = {{"/journal/new", "words=Grey"},
                                           {"/practice/begin", "x=1"},
                                           {"/practice/still", "answer=same"},
                                           {"/limits/new", "stance=never&what=Cloth"},
                                           {"/practice/check", GOOD}};
    for (size_t i = 0; i < sizeof POSTS / sizeof *POSTS; i++) {
        memory_app_refuse_next(w.m);
        reply = post(w.m, POSTS[i][0], POSTS[i][1]);
        HOLDS(reply.status == 503 && has_ways_out(reply) && has_stop(reply), POSTS[i][0]);
    }
    app_lock(memory_app(w.m));
    reply = follow(&w, "/practice/now");
    HOLDS(reply.status == 200 && has_ways_out(reply), "locked");
    memory_app_free(w.m);
    free(form);
}

static void a_refused_form_of_an_old_page_is_still_a_page(void **state)
{
    (void)state;
    told = "a check-in from an old page, on a full disk";
    struct walk w = walk_begin(0, false);
    begin(&w);
    post(w.m, "/practice/stop", "");
    memory_app_refuse_next(w.m);
    struct reply reply = post(w.m, "/practice/check", GOOD);
    HOLDS(reply.status == 303 || has_ways_out(reply), "/practice/check");
    memory_app_free(w.m);
}

static void what_is_said_of_a_refused_button_is_true(void **state)
{
    static const char *const BUTTONS[][3] = {
        {"/practice/still", "answer=same", "data-ask-ms"},
        {"/practice/begin", "x=1", "data-ask-ms"},
        {"/practice/check", GOOD, "data-ask-ms"},
        {"/practice/pass/A14", "x=1", "nothing was done"},
    };
    (void)state;
    told = "a button on a full disk";
    struct walk w = walk_begin(0, false);
    begin(&w);
    pass(&w, 61 * SECOND);
    for (size_t i = 0; i < sizeof BUTTONS / sizeof *BUTTONS; i++) {
        memory_app_refuse_next(w.m);
        struct reply reply = post(w.m, BUTTONS[i][0], BUTTONS[i][1]);
        HOLDS(reply.status == 503 && says(reply, BUTTONS[i][2]), BUTTONS[i][0]);
        HOLDS(says(reply, "could not be saved") && !says(reply, "before attune was locked"), BUTTONS[i][0]);
    }
    memory_app_free(w.m);
}

/* ---- what is kept, and what it says ---- */

static void what_time_has_ended_is_over_on_every_page(void **state)
{
    (void)state;
    told = "an hour of silence";
    struct walk w = walk_begin(0, false);
    begin(&w);
    pass(&w, HOUR);
    HOLDS(!has_stop(get(w.m, "/")) && !has_stop(get(w.m, "/journal")), "a practice that is over");
    HOLDS(rests(&w), "after a silence");
    memory_app_reopen(w.m);
    HOLDS(rests(&w), "after a silence, opened again");
    memory_app_free(w.m);
}

static void asking_again_and_again_keeps_nothing(void **state)
{
    (void)state;
    told = "eighty times";
    struct walk w = walk_begin(HOUR, false);
    begin(&w);
    jump_wall(&w, -MINUTE);
    size_t kept = memory_app_log_len(w.m);
    for (int i = 0; i < 80; i++) {
        get(w.m, "/practice/now");
        pass(&w, 10 * SECOND);
    }
    assert_int_equal(memory_app_log_len(w.m), kept);
    memory_app_free(w.m);
}

static void a_pause_acts_even_if_it_cannot_be_kept(void **state)
{
    static const char *const WAYS[][2] = {
        {"/practice/pause", "x=1"},
        {"/practice/still", "answer=less"},
        {"/practice/check", "distress=90&presence=8&willingness=want&sober=1&no-pain=1&safe=1&able=1"},
        {"/practice/end", "x=1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        told = WAYS[i][0];
        struct walk w = walk_begin(0, false);
        begin(&w);
        memory_app_refuse_next(w.m);
        HOLDS(post(w.m, WAYS[i][0], WAYS[i][1]).status == 303, WAYS[i][0]);
        HOLDS(!says(follow(&w, "/practice/now"), "data-ask-ms"), WAYS[i][0]);
        memory_app_free(w.m);
    }
}

/* The disk is full for a moment only: the stop is not lost with it, and what follows does not make it a good evening.
 */
static void a_stop_that_could_not_be_kept_rests_after_all(void **state)
{
    static const char *const WAYS[][2] = {
        {"/practice/stop", ""},
        {"/practice/check", "distress=90&presence=8&willingness=want&sober=1&no-pain=1&safe=1&able=1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
        for (int winds_down = 0; winds_down < 2; winds_down++) {
            char name[33], path[PATH_BYTES];
            told = WAYS[i][0];
            struct walk w = walk_begin(0, false);
            begin(&w);
            memory_app_refuse_next(w.m);
            post(w.m, WAYS[i][0], WAYS[i][1]);
            HOLDS(rests(&w), "in memory");
            snprintf(path, sizeof path, "/practice/%.32s/wind-down", practice_name(&w, name).at);
            HOLDS(!winds_down || post(w.m, path, "happened=Enough").status == 303, path);
            memory_app_reopen(w.m);
            HOLDS(rests(&w), "opened again");
            memory_app_free(w.m);
        }
}

static void new_entries_have_the_date_of_the_clock(void **state)
{
    (void)state;
    told = "73 years";
    struct walk w = walk_begin(73 * YEAR, false);
    post(w.m, "/journal/new", "words=quillow");
    struct reply diary = get(w.m, "/journal");
    assert_true(says(diary, "January 2027") && says(diary, "2099"));
    struct str page = str_of_bytes(diary.body);
    assert_true(str_find(page, S("January 2027")) < str_find(page, S("2099"))); /* the order is that of the keeping */
    assert_true(says(post(w.m, "/settings/export", ""), "\"when\":\"2027-01-15T"));
    assert_true(says(get(w.m, "/"), "January 2027"));
    pass(&w, 3 * DAY);
    memory_app_reopen(w.m);
    post(w.m, "/journal/new", "words=later");
    assert_true(says(get(w.m, "/journal"), "18 January 2027"));
    memory_app_free(w.m);
}

static void a_clock_behind_the_log_is_said_once(void **state)
{
    static const int64_t OFF[] = {0, 5000, 60000};
    (void)state;
    for (size_t i = 0; i < sizeof OFF / sizeof *OFF; i++) {
        struct walk w = walk_begin(OFF[i], false);
        assert_false(says(get(w.m, "/"), "says an earlier time"));
        memory_app_free(w.m);
    }
    struct walk w = walk_begin(HOUR, false);
    assert_true(says(get(w.m, "/"), "says an earlier time"));
    post(w.m, "/checkin", "weather=fog");
    memory_app_reopen(w.m);
    assert_false(says(get(w.m, "/"), "says an earlier time"));
    memory_app_free(w.m);
}

static void idle_goes_by_steady_time(void **state)
{
    (void)state;
    struct walk w = walk_begin(0, false);
    get(w.m, "/");
    jump_wall(&w, -10 * YEAR);
    int64_t now_ms = *memory_app_clock(w.m);
    assert_false(app_tick(memory_app(w.m), now_ms + 4 * MINUTE));
    assert_true(app_tick(memory_app(w.m), now_ms + 5 * MINUTE));
    memory_app_free(w.m);
}

static void waiting_after_wrong_tries_goes_by_steady_time(void **state)
{
    (void)state;
    struct walk w = walk_begin(0, false);
    app_lock(memory_app(w.m));
    for (int i = 0; i < 8; i++) {
        pass(&w, MINUTE);
        memory_app_ask(w.m, "POST", S("/unlock"), S("passphrase=not+this+one"));
    }
    jump_wall(&w, HOUR);
    assert_true(says(memory_app_ask(w.m, "POST", S("/unlock"), S("passphrase=four+quiet+stones")), "Please wait"));
    pass(&w, MINUTE);
    jump_wall(&w, -10 * YEAR);
    assert_int_equal(memory_app_ask(w.m, "POST", S("/unlock"), S("passphrase=four+quiet+stones")).status, 303);
    memory_app_free(w.m);
}

/* Turned back at the gate, by a no or by locking: nothing is left of it that leads to nowhere. */
static void a_stop_before_it_began_leaves_nothing_open(void **state)
{
    static const char *const PATHS[] = {"/", "/practice", "/ground?stopped=1"};
    (void)state;
    for (int locks = 0; locks < 2; locks++) {
        told = locks ? "locked at the gate" : "a no at the gate";
        struct walk w = walk_begin(0, false);
        plan(&w);
        if (locks)
            memory_app_reopen(w.m);
        else
            post(w.m, "/practice/check", "willingness=no&sober=1&no-pain=1&safe=1&able=1");
        for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
            struct reply reply = get(w.m, PATHS[i]);
            HOLDS(!says(reply, "/practice/now") && !says(reply, "/wind-down"), PATHS[i]);
        }
        post(w.m, "/practice/end", "x=1");
        HOLDS(follow(&w, "/practice/now").status == 200, "/practice/now");
        HOLDS(!says(get(w.m, "/"), "/practice/now"), "/");
        memory_app_free(w.m);
    }
}

/* The number of milliseconds that a page's script is told under this name. */
static int64_t page_ms(struct reply reply, const char *name)
{
    struct str page = str_of_bytes(reply.body), mark = str_from_c(name), digits, rest;
    size_t at = str_find(page, mark);
    uint64_t ms;
    assert_true(at != SIZE_MAX);
    str_cut(str_after(page, at + mark.len), '"', &digits, &rest);
    assert_true(str_to_u64(digits, INT64_MAX, &ms));
    return (int64_t)ms;
}

/* Whoever answers each ask on its page is never told that there was no answer, also where the check-in grows old. */
static void what_the_page_asks_is_what_is_waited_for(void **state)
{
    static const char *const RHYTHMS[] = {"60", "120", "180"};
    (void)state;
    told = "fifteen minutes";
    for (size_t r = 0; r < 3; r++)
        for (int64_t late_ms = 0; late_ms <= 40 * SECOND; late_ms += 8 * SECOND) {
            char form[64];
            struct walk w = walk_begin(0, false);
            snprintf(form, sizeof form, "minutes=15&rhythm=%s", RHYTHMS[r]);
            post(w.m, "/practice/plan/A13", form);
            check(&w);
            pass(&w, 30 * SECOND);
            post(w.m, "/practice/begin", "x=1");
            int64_t left_ms = 15 * MINUTE;
            for (;;) {
                struct reply now = get(w.m, "/practice/now");
                HOLDS(says(now, "data-ask-ms"), "/practice/now");
                int64_t wait_ms = page_ms(now, "data-ask-ms=\"") + late_ms;
                HOLDS(wait_ms < page_ms(now, "data-pause-ms=\"") || wait_ms >= left_ms, "/practice/now");
                if ((left_ms -= wait_ms) <= 0)
                    break;
                bool checks = says(now, "name=\"sober\"");
                pass(&w, wait_ms);
                post(w.m, checks ? "/practice/check" : "/practice/still", checks ? GOOD : "answer=same");
            }
            memory_app_free(w.m);
        }
}

/* ---- what is deleted takes no stop with it ---- */

/* The clock is set to shortly before midnight, and then the practice is deleted that brought the rest. */
static void a_rest_outlives_its_practice_also_where_the_clock_was_set(void **state)
{
    char name[33], path[PATH_BYTES];
    (void)state;
    told = "a deleted stop";
    struct walk w = walk_begin(0, false);
    begin(&w);
    post(w.m, "/practice/stop", "");
    snprintf(path, sizeof path, "/practice/%.32s/wind-down", practice_name(&w, name).at);
    post(w.m, path, "happened=Enough");
    set_wall_off(&w, midnight_after(*memory_app_clock(w.m), 0) - *memory_app_clock(w.m) - 2 * MINUTE);
    snprintf(path, sizeof path, "/journal/%.32s/delete", name);
    HOLDS(post(w.m, path, "x=1").status == 303, path);
    pass(&w, 3 * MINUTE);
    HOLDS(rests(&w), "after the deletion");
    memory_app_free(w.m);
}

/* A practice that touches the hands is under way, and a no-go for them stops it. */
static void a_stop_by_a_no_go_outlives_its_undoing(void **state)
{
    (void)state;
    told = "a no-go in the middle";
    struct walk w = walk_begin(0, false);
    begin(&w);
    HOLDS(post(w.m, "/body/new", "hands-no-go=1").status == 303, "/body/new");
    HOLDS(!has_stop(get(w.m, "/")), "after the no-go");
    struct reply reply = post(w.m, "/body/limit", "do=undo&area=hands");
    HOLDS(reply.status == 303 && str_starts(reply.location, S("/journal/")), "its undoing");
    char path[PATH_BYTES];
    path_of_str(path, reply.location);
    HOLDS(says(get(w.m, path), "This limit stopped a practice"), path);
    HOLDS(!has_stop(get(w.m, "/")), "after its undoing");
    memory_app_reopen(w.m);
    HOLDS(!has_stop(get(w.m, "/")), "opened again");
    memory_app_reopen(w.m);
    memory_app_free(w.m);
}

static void a_stop_by_an_answer_outlives_its_deletion(void **state)
{
    (void)state;
    told = "an answer in the middle";
    struct walk w = walk_begin(0, false);
    begin(&w);
    HOLDS(post(w.m, "/intake/keep-away", "question=keep-away-triggers&keep-away-triggers-fabric=1").status == 303,
          "/intake/keep-away");
    HOLDS(!has_stop(get(w.m, "/")), "after the answer");
    struct reply reply = post(w.m, "/intake/keep-away", "question=keep-away-triggers&do=delete");
    HOLDS(says(reply, "A practice stopped when this was answered"), "its deletion");
    HOLDS(!has_stop(get(w.m, "/")), "after its deletion");
    memory_app_free(w.m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stop_and_leave_stand_whatever_the_clock_does),
        cmocka_unit_test(stop_and_leave_stand_where_a_jump_counts_as_sleep),
        cmocka_unit_test(a_clock_that_jumps_before_a_practice_changes_nothing),
        cmocka_unit_test(every_page_has_stop_and_leave_in_every_state),
        cmocka_unit_test(every_failure_has_stop_and_leave),
        cmocka_unit_test(a_refused_form_of_an_old_page_is_still_a_page),
        cmocka_unit_test(what_is_said_of_a_refused_button_is_true),
        cmocka_unit_test(what_time_has_ended_is_over_on_every_page),
        cmocka_unit_test(asking_again_and_again_keeps_nothing),
        cmocka_unit_test(a_pause_acts_even_if_it_cannot_be_kept),
        cmocka_unit_test(a_stop_that_could_not_be_kept_rests_after_all),
        cmocka_unit_test(new_entries_have_the_date_of_the_clock),
        cmocka_unit_test(a_clock_behind_the_log_is_said_once),
        cmocka_unit_test(a_stop_before_it_began_leaves_nothing_open),
        cmocka_unit_test(what_the_page_asks_is_what_is_waited_for),
        cmocka_unit_test(a_rest_outlives_its_practice_also_where_the_clock_was_set),
        cmocka_unit_test(a_stop_by_a_no_go_outlives_its_undoing),
        cmocka_unit_test(a_stop_by_an_answer_outlives_its_deletion),
        cmocka_unit_test(idle_goes_by_steady_time),
        cmocka_unit_test(waiting_after_wrong_tries_goes_by_steady_time),
    };
    return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
