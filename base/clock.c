/*
 * base/clock.c - stamps that only go forward, and the calendar
 *
 * The calendar is Howard Hinnant's civil_from_days ("chrono-Compatible Low-Level Date
 * Algorithms", 2013): years are counted from 1 March, which puts the leap day last, in eras
 * of 400 years, which all have the same number of days.
 */
#include "base/clock.h"

enum { COUNTER_BITS = 16 };
enum { DAYS_TO_1970 = 719468, DAYS_IN_ERA = 146097, YEARS_IN_ERA = 400 };

static const int64_t ms_in_minute = 60000;
static const int64_t ms_in_day = 86400000;
/* Times beyond this are nonsense from somewhere; held here so that no zone can overflow them. */
static const int64_t farthest_ms = INT64_MAX / 2;

int64_t stamp_ms(struct stamp s)
{
    return (int64_t)(s.clock >> COUNTER_BITS);
}

int stamp_cmp(struct stamp a, struct stamp b)
{
    if (a.clock != b.clock)
        return a.clock < b.clock ? -1 : 1;
    if (a.device != b.device)
        return a.device < b.device ? -1 : 1;
    return 0;
}

bool stamp_is(struct stamp s)
{
    return s.clock != 0 || s.device != 0;
}

struct stamp stamp_next(struct stamp last, int64_t now_ms, uint64_t device)
{
    ASSERT(now_ms >= 0 && now_ms < (int64_t)1 << (64 - COUNTER_BITS));
    ASSERT(device != 0 && last.clock < UINT64_MAX);

    /* A full counter carries into the milliseconds: the clock runs a little ahead, never back. */
    uint64_t wall = (uint64_t)now_ms << COUNTER_BITS;
    return (struct stamp){.clock = wall > last.clock ? wall : last.clock + 1, .device = device};
}

int64_t wall_taken_ms(int64_t wall_ms)
{
    if (wall_ms < 0)
        return 0;
    return wall_ms < CLOCK_FAR_MS ? wall_ms : CLOCK_FAR_MS - 1;
}

int64_t within_log_time(int64_t ms)
{
    return ms < LOG_TIME_MAX_MS ? ms : LOG_TIME_MAX_MS;
}

void log_time_pass(struct log_time *time, int64_t steady_ms)
{
    if (steady_ms > time->steady_ms)
        time->now_ms = within_log_time(time->now_ms + (steady_ms - time->steady_ms));
    time->steady_ms = steady_ms;
}

void buf_put_stamp(struct buf *b, struct stamp s)
{
    buf_put_hex_u64(b, s.clock);
    buf_put_hex_u64(b, s.device);
}

bool stamp_from_text(struct str s, struct stamp *out)
{
    struct stamp found = {0};
    if (s.len != 32 || !str_to_hex_u64(str_first(s, 16), &found.clock) ||
        !str_to_hex_u64(str_after(s, 16), &found.device))
        return false;
    *out = found;
    return true;
}

/* C rounds quotients toward zero; before 1970 that would be the day after. */
static int64_t floor_div(int64_t n, int64_t by)
{
    return n / by - (n % by < 0);
}

static int64_t floor_mod(int64_t n, int64_t by)
{
    return n - floor_div(n, by) * by;
}

static int64_t local_ms(int64_t ms, int zone_min)
{
    if (ms > farthest_ms)
        ms = farthest_ms;
    if (ms < -farthest_ms)
        ms = -farthest_ms;
    return ms + zone_min * ms_in_minute;
}

static void civil_from_days(int64_t day, struct moment *m)
{
    int64_t shifted = day + DAYS_TO_1970;
    int64_t era = floor_div(shifted, DAYS_IN_ERA);
    int64_t day_of_era = floor_mod(shifted, DAYS_IN_ERA);
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    bool next_year = month_from_march >= 10;

    m->day_of_month = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    m->month = (int)(month_from_march + (next_year ? -9 : 3));
    m->year = (int)(era * YEARS_IN_ERA + year_of_era + next_year);
}

struct moment moment_at(int64_t ms, int zone_min)
{
    int64_t local = local_ms(ms, zone_min);
    int64_t minute_of_day = floor_mod(local, ms_in_day) / ms_in_minute;
    struct moment m = {
        .day = floor_div(local, ms_in_day),
        .hour = (int)(minute_of_day / 60),
        .minute = (int)(minute_of_day % 60),
    };
    m.weekday = (int)floor_mod(m.day + 3, 7); /* 1 January 1970 was a Thursday */
    civil_from_days(m.day, &m);
    return m;
}

int64_t midnight_after(int64_t ms, int zone_min)
{
    int64_t day = floor_div(local_ms(ms, zone_min), ms_in_day);
    return (day + 1) * ms_in_day - zone_min * ms_in_minute;
}

void buf_put_date(struct buf *b, struct moment m)
{
    static const struct str names[] = {
        S_INIT("January"),   S_INIT("February"), S_INIT("March"),    S_INIT("April"),
        S_INIT("May"),       S_INIT("June"),     S_INIT("July"),     S_INIT("August"),
        S_INIT("September"), S_INIT("October"),  S_INIT("November"), S_INIT("December"),
    };
    ASSERT(m.month >= 1 && m.month <= 12);
    buf_put_i64(b, m.day_of_month);
    buf_put_byte(b, ' ');
    buf_put(b, names[m.month - 1]);
    buf_put_byte(b, ' ');
    buf_put_i64(b, m.year);
}

static void put_padded(struct buf *b, int n, int width)
{
    if (n < 0)
        buf_put_byte(b, '-');
    buf_put_u64_padded(b, (uint64_t)(n < 0 ? -(int64_t)n : n), width);
}

void buf_put_iso(struct buf *b, int64_t ms, int zone_min)
{
    struct moment m = moment_at(ms, zone_min);
    int second = (int)(floor_mod(local_ms(ms, zone_min), ms_in_minute) / 1000);
    int64_t zone = zone_min < 0 ? -(int64_t)zone_min : zone_min;

    put_padded(b, m.year, 4);
    buf_put_byte(b, '-');
    put_padded(b, m.month, 2);
    buf_put_byte(b, '-');
    put_padded(b, m.day_of_month, 2);
    buf_put_byte(b, 'T');
    put_padded(b, m.hour, 2);
    buf_put_byte(b, ':');
    put_padded(b, m.minute, 2);
    buf_put_byte(b, ':');
    put_padded(b, second, 2);
    buf_put_byte(b, zone_min < 0 ? '-' : '+');
    buf_put_u64_padded(b, (uint64_t)(zone / 60), 2);
    buf_put_byte(b, ':');
    buf_put_u64_padded(b, (uint64_t)(zone % 60), 2);
}
