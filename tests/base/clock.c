/* tests/base/clock.c - stamps never go back, and days are the ones people count */
#include "tests/base/support.h"

#include <stdio.h>
#include <time.h>

#include "base/clock.h"

enum { HOUR_MS = 3600000, DAY_MS = 24 * HOUR_MS };

static uint8_t memory[1024];

/* ---- stamps ---- */

static void stamps_rise_while_the_wall_clock_jumps_about(void **unused)
{
    (void)unused;
    uint64_t seed = 1;
    struct stamp last = {0};
    for (int i = 0; i < 20000; i++) {
        int64_t now = (int64_t)(chance(&seed) % (1u << 20));
        struct stamp next = stamp_next(last, now, 1 + chance(&seed) % 3);
        assert_int_equal(stamp_cmp(last, next), -1);
        assert_true(stamp_ms(next) >= now);
        last = next;
    }
}

static void a_clock_that_stands_still_only_counts(void **unused)
{
    (void)unused;
    struct stamp a = stamp_next((struct stamp){0}, 1700000000000, 7);
    struct stamp b = stamp_next(a, 1700000000000, 7);
    assert_int_equal(b.clock, a.clock + 1);
    assert_int_equal(stamp_ms(b), 1700000000000);
}

static void a_clock_set_back_keeps_the_later_time(void **unused)
{
    (void)unused;
    struct stamp ahead = stamp_next((struct stamp){0}, 5000, 7);
    struct stamp after = stamp_next(ahead, 1000, 9);
    assert_int_equal(stamp_cmp(after, ahead), 1);
    assert_int_equal(stamp_ms(after), 5000);
    assert_int_equal(after.device, 9);
    assert_int_equal(stamp_ms(stamp_next(after, 6000, 7)), 6000);
}

static void the_time_of_a_log_goes_by_steady_time_and_never_back(void **unused)
{
    (void)unused;
    struct log_time time = {.now_ms = 5000, .steady_ms = 100};
    log_time_pass(&time, 350);
    assert_int_equal(time.now_ms, 5250);
    log_time_pass(&time, 40); /* another process, another start */
    assert_int_equal(time.now_ms, 5250);
    log_time_pass(&time, 50);
    assert_int_equal(time.now_ms, 5260);
    log_time_pass(&time, INT64_MAX / 2);
    assert_int_equal(time.now_ms, LOG_TIME_MAX_MS);
    assert_true((uint64_t)stamp_ms(stamp_next((struct stamp){0}, time.now_ms, 7)) == (uint64_t)LOG_TIME_MAX_MS);
}

static void a_wall_clock_is_believed_from_1970_to_2999(void **unused)
{
    (void)unused;
    assert_int_equal(wall_taken_ms(-1), 0);
    assert_int_equal(wall_taken_ms(INT64_MIN), 0);
    assert_int_equal(wall_taken_ms(1700000000000), 1700000000000);
    assert_int_equal(wall_taken_ms(CLOCK_FAR_MS), CLOCK_FAR_MS - 1);
    assert_int_equal(wall_taken_ms(INT64_MAX), CLOCK_FAR_MS - 1);
    assert_int_equal(moment_at(CLOCK_FAR_MS, 0).year, 3000);
    assert_int_equal(moment_at(CLOCK_FAR_MS - 1, 0).year, 2999);
}

static void a_full_counter_carries_into_the_time(void **unused)
{
    (void)unused;
    struct stamp full = {.clock = (uint64_t)5000 << 16 | 0xFFFF, .device = 7};
    struct stamp next = stamp_next(full, 5000, 7);
    assert_int_equal(stamp_ms(next), 5001);
    assert_int_equal(stamp_cmp(next, full), 1);
}

static void the_first_stamp_at_the_epoch_is_not_the_zero_stamp(void **unused)
{
    (void)unused;
    assert_false(stamp_is((struct stamp){0}));
    assert_true(stamp_is(stamp_next((struct stamp){0}, 0, 1)));
}

static void stamps_compare_by_clock_and_then_by_device(void **unused)
{
    (void)unused;
    struct stamp early = {.clock = 1, .device = UINT64_MAX}, late = {.clock = UINT64_MAX, .device = 1};
    struct stamp other = {.clock = 1, .device = 2};
    assert_int_equal(stamp_cmp(early, late), -1);
    assert_int_equal(stamp_cmp(late, early), 1);
    assert_int_equal(stamp_cmp(other, early), -1);
    assert_int_equal(stamp_cmp(early, other), 1);
    assert_int_equal(stamp_cmp(early, early), 0);
}

static void a_stamp_comes_back_from_its_text(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct stamp s = {.clock = 0x0123456789ABCDEF, .device = 0xFEDCBA9876543210}, back = {0};
    struct buf text = buf_on(&arena);
    buf_put_stamp(&text, s);
    assert_str(buf_str(&text), S("0123456789abcdeffedcba9876543210"));
    assert_true(stamp_from_text(buf_str(&text), &back));
    assert_int_equal(stamp_cmp(s, back), 0);
}

static void text_that_is_not_a_stamp_is_refused_and_changes_nothing(void **unused)
{
    (void)unused;
    static const struct str bad[] = {
        S_INIT(""),
        S_INIT("0123456789abcdeffedcba987654321"),
        S_INIT("0123456789abcdeffedcba98765432100"),
        S_INIT("0123456789abcdefgedcba9876543210"),
        S_INIT("g123456789abcdeffedcba9876543210"),
        S_INIT("0x23456789abcdeffedcba9876543210"),
        S_INIT("0123456789abcde ffedcba987654321"),
        S_INIT("0123456789abcdeffedcba98765432\0000"),
    };
    struct stamp out = {.clock = 3, .device = 4};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(stamp_from_text(bad[i], &out));
    assert_int_equal(out.clock, 3);
    assert_int_equal(out.device, 4);
}

static void stamp_without_a_device(void)
{
    stamp_next((struct stamp){0}, 1, 0);
}

static void stamp_before_1970(void)
{
    stamp_next((struct stamp){0}, -1, 1);
}

static void stamp_past_the_last(void)
{
    stamp_next((struct stamp){.clock = UINT64_MAX, .device = 1}, 1, 1);
}

static void stamps_that_could_not_be_unique_trap(void **unused)
{
    (void)unused;
    assert_true(traps(stamp_without_a_device));
    assert_true(traps(stamp_before_1970));
    assert_true(traps(stamp_past_the_last));
}

/* ---- days ---- */

static void assert_moment_is(struct moment m, const struct tm *tm)
{
    assert_int_equal(m.year, tm->tm_year + 1900);
    assert_int_equal(m.month, tm->tm_mon + 1);
    assert_int_equal(m.day_of_month, tm->tm_mday);
    assert_int_equal(m.weekday, (tm->tm_wday + 6) % 7);
    assert_int_equal(m.hour, tm->tm_hour);
    assert_int_equal(m.minute, tm->tm_min);
}

static void every_day_of_nine_centuries_is_the_c_librarys(void **unused)
{
    (void)unused;
    for (int64_t day = -200000; day <= 130000; day++) {
        time_t seconds = (time_t)(day * 86400 + 12345);
        struct tm tm = {0};
        assert_non_null(gmtime_r(&seconds, &tm));
        struct moment m = moment_at((int64_t)seconds * 1000 + 999, 0);
        assert_int_equal(m.day, day);
        assert_moment_is(m, &tm);
    }
}

static void random_moments_in_random_zones_are_the_c_librarys(void **unused)
{
    (void)unused;
    uint64_t seed = 2;
    for (int i = 0; i < 20000; i++) {
        int64_t ms = (int64_t)(chance(&seed) % ((uint64_t)1 << 48)) - ((int64_t)1 << 47);
        int zone_min = (int)(chance(&seed) % (26 * 60 + 1)) - 12 * 60;
        int64_t local = ms + (int64_t)zone_min * 60000;
        time_t seconds = (time_t)(local / 1000 - (local % 1000 < 0));
        struct tm tm = {0};
        assert_non_null(gmtime_r(&seconds, &tm));
        assert_moment_is(moment_at(ms, zone_min), &tm);
    }
}

static void midnight_is_the_next_one_where_the_person_is(void **unused)
{
    (void)unused;
    uint64_t seed = 3;
    for (int zone_min = -12 * 60; zone_min <= 14 * 60; zone_min += 15) {
        for (int i = 0; i < 50; i++) {
            int64_t ms = (int64_t)(chance(&seed) % ((uint64_t)1 << 42)) - ((int64_t)1 << 40);
            int64_t midnight = midnight_after(ms, zone_min);
            struct moment before = moment_at(midnight - 1, zone_min), at = moment_at(midnight, zone_min);
            assert_true(midnight > ms && midnight - ms <= DAY_MS);
            assert_int_equal(before.day, moment_at(ms, zone_min).day);
            assert_int_equal(at.day, before.day + 1);
            assert_int_equal(at.hour * 60 + at.minute, 0);
            assert_int_equal(midnight_after(midnight, zone_min), midnight + DAY_MS);
        }
    }
}

static void the_same_instant_is_two_days_in_two_places(void **unused)
{
    (void)unused;
    int64_t ms = 1795471500000; /* 2026-11-23T22:05:00Z */
    assert_int_equal(moment_at(ms, 0).day_of_month, 23);
    assert_int_equal(moment_at(ms, 14 * 60).day_of_month, 24);
    assert_int_equal(moment_at(ms, -12 * 60).day_of_month, 23);
    assert_int_equal(moment_at(ms, 0).weekday, 0);
    assert_int_equal(moment_at(ms, 14 * 60).weekday, 1);
    assert_int_equal(midnight_after(ms, 0) - ms, 115 * 60000);
    assert_int_equal(midnight_after(ms, 14 * 60) - ms, (115 + 10 * 60) * 60000);
}

static void absurd_times_have_some_moment_and_no_overflow(void **unused)
{
    (void)unused;
    assert_true(moment_at(INT64_MAX, 14 * 60).year > 100000);
    assert_true(moment_at(INT64_MIN, -12 * 60).year < -100000);
    assert_in_range(moment_at(INT64_MIN, INT32_MIN).month, 1, 12);
    assert_in_range(moment_at(INT64_MAX, INT32_MAX).day_of_month, 1, 31);
}

/*      milliseconds    zone   date                  iso                           */
// clang-format off
static const struct {
    int64_t ms; int zone_min; struct str date, iso;
} written[] = {
    {             0,     0, S_INIT("1 January 1970"),    S_INIT("1970-01-01T00:00:00+00:00")},
    {            -1,     0, S_INIT("31 December 1969"),  S_INIT("1969-12-31T23:59:59+00:00")},
    { 1795467900000,    60, S_INIT("23 November 2026"),  S_INIT("2026-11-23T22:05:00+01:00")},
    { 1795467907999,  -210, S_INIT("23 November 2026"),  S_INIT("2026-11-23T17:35:07-03:30")},
    { 1795467900000,   765, S_INIT("24 November 2026"),  S_INIT("2026-11-24T09:50:00+12:45")},
    { 1709164800000,     0, S_INIT("29 February 2024"),  S_INIT("2024-02-29T00:00:00+00:00")},
    { 4107542400000,     0, S_INIT("1 March 2100"),      S_INIT("2100-03-01T00:00:00+00:00")},
    {-62135596800000,    0, S_INIT("1 January 1"),       S_INIT("0001-01-01T00:00:00+00:00")},
    {  951782400000,   -30, S_INIT("28 February 2000"),  S_INIT("2000-02-28T23:30:00-00:30")},
};
// clang-format on

static void dates_are_written_as_people_and_machines_write_them(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        struct arena arena = dirty_arena(memory, sizeof memory);
        struct buf date = buf_on(&arena), iso = buf_on(&arena);
        buf_put_date(&date, moment_at(written[i].ms, written[i].zone_min));
        buf_put_iso(&iso, written[i].ms, written[i].zone_min);
        assert_str(buf_str(&date), written[i].date);
        assert_str(buf_str(&iso), written[i].iso);
    }
}

static void every_month_has_its_name(void **unused)
{
    (void)unused;
    for (int month = 0; month < 12; month++) {
        struct tm tm = {.tm_year = 126, .tm_mon = month, .tm_mday = 9};
        char expected[64];
        size_t len = strftime(expected, sizeof expected, "9 %B %Y", &tm);
        struct arena arena = dirty_arena(memory, sizeof memory);
        struct buf date = buf_on(&arena);
        buf_put_date(&date, (struct moment){.year = 2026, .month = month + 1, .day_of_month = 9});
        assert_str(buf_str(&date), ((struct str){.at = expected, .len = len}));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stamps_rise_while_the_wall_clock_jumps_about),
        cmocka_unit_test(a_clock_that_stands_still_only_counts),
        cmocka_unit_test(a_clock_set_back_keeps_the_later_time),
        cmocka_unit_test(a_full_counter_carries_into_the_time),
        cmocka_unit_test(the_time_of_a_log_goes_by_steady_time_and_never_back),
        cmocka_unit_test(a_wall_clock_is_believed_from_1970_to_2999),
        cmocka_unit_test(the_first_stamp_at_the_epoch_is_not_the_zero_stamp),
        cmocka_unit_test(stamps_compare_by_clock_and_then_by_device),
        cmocka_unit_test(a_stamp_comes_back_from_its_text),
        cmocka_unit_test(text_that_is_not_a_stamp_is_refused_and_changes_nothing),
        cmocka_unit_test(stamps_that_could_not_be_unique_trap),
        cmocka_unit_test(every_day_of_nine_centuries_is_the_c_librarys),
        cmocka_unit_test(random_moments_in_random_zones_are_the_c_librarys),
        cmocka_unit_test(midnight_is_the_next_one_where_the_person_is),
        cmocka_unit_test(the_same_instant_is_two_days_in_two_places),
        cmocka_unit_test(absurd_times_have_some_moment_and_no_overflow),
        cmocka_unit_test(dates_are_written_as_people_and_machines_write_them),
        cmocka_unit_test(every_month_has_its_name),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
