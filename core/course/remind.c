/* core/course/remind.c - when to say nothing more than "Notes" */
#include "core/course/remind.h"

#define MINUTE_MS ((int64_t)60 * 1000)
#define DAY_MS ((int64_t)DAY_MIN * MINUTE_MS)

const unsigned REMIND_DAYS[REMIND_RHYTHMS] = {0, 1, 7, 14, 28};

static unsigned minute_of(const struct state *state, enum setting_name name, unsigned otherwise)
{
    uint32_t value = state_setting(state, name, 0);
    return value ? value % DAY_MIN : otherwise;
}

struct reminders reminders_now(const struct state *state)
{
    const struct event *chosen = state->settings[SETTING_REMIND];
    return (struct reminders){
        .days = state_setting(state, SETTING_REMIND, 0),
        .at_min = minute_of(state, SETTING_REMIND_AT, REMIND_FIRST_MIN),
        .quiet_from = minute_of(state, SETTING_QUIET_FROM, QUIET_FIRST_FROM),
        .quiet_to = minute_of(state, SETTING_QUIET_TO, QUIET_FIRST_TO),
        .first_day = chosen ? moment_at(event_wall_ms(chosen), chosen->zone_min).day : 0,
    };
}

/* "19:05"; a browser may send seconds behind it. */
static bool read_time(struct str text, unsigned *out)
{
    struct str hour, minute, rest;
    uint64_t h, m;
    if (!str_cut(text, ':', &hour, &rest))
        return false;
    str_cut(rest, ':', &minute, &rest);
    if (!str_to_u64(hour, 23, &h) || !str_to_u64(minute, 59, &m))
        return false;
    *out = (unsigned)(h * 60 + m);
    return true;
}

static bool is_rhythm(uint64_t days)
{
    for (size_t i = 0; i < REMIND_RHYTHMS; i++)
        if (REMIND_DAYS[i] == days)
            return true;
    return false;
}

struct reminders reminders_read(const struct form *form, const struct reminders *before)
{
    struct reminders out = *before;
    uint64_t days;
    if (form_number(form, S("days"), 28, &days) && is_rhythm(days))
        out.days = (unsigned)days;
    read_time(form_get(form, S("at")), &out.at_min);
    read_time(form_get(form, S("quiet-from")), &out.quiet_from);
    read_time(form_get(form, S("quiet-to")), &out.quiet_to);
    return out;
}

bool is_quiet(const struct reminders *reminders, unsigned min)
{
    unsigned from = reminders->quiet_from, to = reminders->quiet_to;
    if (from <= to)
        return min >= from && min < to;
    return min >= from || min < to;
}

static bool times_are_read(const struct form *form)
{
    unsigned min;
    return read_time(form_get(form, S("at")), &min) && read_time(form_get(form, S("quiet-from")), &min) &&
           read_time(form_get(form, S("quiet-to")), &min);
}

struct str reminders_decide(const struct form *form, const struct state *state, struct event out[REMIND_EVENTS],
                            size_t *len)
{
    struct reminders before = reminders_now(state), now = reminders_read(form, &before);
    const struct setting chosen[REMIND_EVENTS] = {
        {.setting = SETTING_REMIND_AT, .value = now.at_min ? now.at_min : DAY_MIN},
        {.setting = SETTING_QUIET_FROM, .value = now.quiet_from ? now.quiet_from : DAY_MIN},
        {.setting = SETTING_QUIET_TO, .value = now.quiet_to ? now.quiet_to : DAY_MIN},
        {.setting = SETTING_REMIND, .value = now.days},
    };
    *len = 0;
    if (!times_are_read(form))
        return S("One of the times could not be read. Hours and minutes, like 19:00, are enough.");
    if (now.days && is_quiet(&now, now.at_min))
        return S("That time lies in the quiet hours, so nothing would ever come. Another time, or other hours, and it "
                 "fits.");
    for (size_t i = 0; i < REMIND_EVENTS; i++)
        if (chosen[i].value != state_setting(state, (enum setting_name)chosen[i].setting, 0))
            out[(*len)++] = (struct event){.kind = SETTING_CHOSEN, .setting = chosen[i]};
    return S("");
}

int64_t reminders_next_ms(const struct reminders *reminders, int64_t now_ms, int zone_min)
{
    struct moment now = moment_at(now_ms, zone_min);
    if (!reminders->days || is_quiet(reminders, reminders->at_min))
        return 0;
    int64_t past = (now.day - reminders->first_day) % reminders->days;
    int64_t day = now.day - (past < 0 ? past + reminders->days : past);
    int64_t due = day * DAY_MS + (int64_t)reminders->at_min * MINUTE_MS - (int64_t)zone_min * MINUTE_MS;
    while (due <= now_ms)
        due += (int64_t)reminders->days * DAY_MS;
    return due;
}
