/* tests/core/course/remind.c - reminders are off by default, keep to their rhythm, and leave the quiet hours alone */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/course/remind.h"
#include "core/fold/fold.h"

static uint8_t memory[4 << 20];
#define HOUR ((int64_t)3600000)
#define DAY (24 * HOUR)
/* Thursday, 26 November 2026, midnight UTC. */
static const int64_t THURSDAY = 1795651200000;

struct test {
    struct arena arena;
    struct state state;
    int64_t now_ms;
};

static void begin(struct test *test)
{
    test->arena = arena_on(memory, sizeof memory);
    test->now_ms = THURSDAY + 10 * HOUR;
    state_begin(&test->state, &test->arena);
}

static struct str choose(struct test *test, const char *text)
{
    struct form form;
    struct event events[REMIND_EVENTS];
    size_t len;
    assert_int_equal(form_decode(str_from_c(text), &test->arena, &form), ERR_OK);
    struct str problem = reminders_decide(&form, &test->state, events, &len);
    for (size_t i = 0; i < len; i++) {
        struct event *kept = ARENA_NEW(&test->arena, struct event);
        *kept = events[i];
        kept->at = stamp_next(test->state.log.last, test->now_ms, 1);
        state_fold(&test->state, kept);
    }
    return problem;
}

static int64_t next(struct test *test, int64_t now_ms, int zone_min)
{
    struct reminders now = reminders_now(&test->state);
    return reminders_next_ms(&now, now_ms, zone_min);
}

static void nothing_comes_unless_it_was_chosen(void **at)
{
    (void)at;
    struct test test;
    begin(&test);
    assert_int_equal(next(&test, test.now_ms, 0), 0);
    assert_int_equal(choose(&test, "days=1&at=19:00&quiet-from=21:00&quiet-to=09:00").len, 0);
    assert_true(next(&test, test.now_ms, 0) == THURSDAY + 19 * HOUR);
    assert_int_equal(choose(&test, "days=0&at=19:00&quiet-from=21:00&quiet-to=09:00").len, 0);
    assert_int_equal(next(&test, test.now_ms, 0), 0);
}

static void the_rhythm_counts_from_the_day_it_was_chosen(void **at)
{
    (void)at;
    struct test test;
    begin(&test);
    choose(&test, "days=7&at=19:00&quiet-from=21:00&quiet-to=09:00");
    assert_true(next(&test, THURSDAY + 18 * HOUR, 0) == THURSDAY + 19 * HOUR);
    assert_true(next(&test, THURSDAY + 19 * HOUR, 0) == THURSDAY + 7 * DAY + 19 * HOUR);
    assert_true(next(&test, THURSDAY + 3 * DAY, 0) == THURSDAY + 7 * DAY + 19 * HOUR);
    assert_true(next(&test, THURSDAY + 20 * DAY, 0) == THURSDAY + 21 * DAY + 19 * HOUR);
    /* The clock on the wall, an hour east. */
    assert_true(next(&test, THURSDAY + 3 * DAY, 60) == THURSDAY + 7 * DAY + 18 * HOUR);
}

static void a_time_in_the_quiet_hours_is_said_and_not_kept(void **at)
{
    (void)at;
    struct test test;
    begin(&test);
    assert_true(choose(&test, "days=1&at=23:30&quiet-from=21:00&quiet-to=09:00").len > 0);
    assert_true(choose(&test, "days=1&at=08:59&quiet-from=21:00&quiet-to=09:00").len > 0);
    assert_true(choose(&test, "days=1&at=13:00&quiet-from=12:00&quiet-to=14:00").len > 0);
    assert_int_equal(next(&test, test.now_ms, 0), 0);
    assert_int_equal(choose(&test, "days=1&at=09:00&quiet-from=21:00&quiet-to=09:00").len, 0);
    assert_int_equal(choose(&test, "days=1&at=23:30&quiet-from=00:00&quiet-to=00:00").len, 0);
    assert_true(next(&test, test.now_ms, 0) == THURSDAY + 23 * HOUR + HOUR / 2);
}

static void odd_times_are_refused_and_midnight_is_a_time(void **at)
{
    (void)at;
    struct test test;
    begin(&test);
    assert_true(choose(&test, "days=1&at=25:00&quiet-from=21:00&quiet-to=09:00").len > 0);
    assert_true(choose(&test, "days=1&at=&quiet-from=21:00&quiet-to=09:00").len > 0);
    assert_int_equal(choose(&test, "days=1&at=00:00&quiet-from=01:00&quiet-to=02:00").len, 0);
    struct reminders now = reminders_now(&test.state);
    assert_int_equal(now.at_min, 0);
    assert_true(next(&test, test.now_ms, 0) == THURSDAY + DAY);
}

static void what_did_not_change_is_not_kept_again(void **at)
{
    (void)at;
    struct test test;
    begin(&test);
    choose(&test, "days=1&at=19:00&quiet-from=21:00&quiet-to=09:00");
    size_t before = test.state.log.events.len;
    choose(&test, "days=1&at=19:00&quiet-from=21:00&quiet-to=09:00");
    assert_int_equal(test.state.log.events.len, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_comes_unless_it_was_chosen),
        cmocka_unit_test(the_rhythm_counts_from_the_day_it_was_chosen),
        cmocka_unit_test(a_time_in_the_quiet_hours_is_said_and_not_kept),
        cmocka_unit_test(odd_times_are_refused_and_midnight_is_a_time),
        cmocka_unit_test(what_did_not_change_is_not_kept_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
