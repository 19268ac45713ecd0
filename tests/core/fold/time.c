/*
 * tests/core/fold/time.c - the log's time and the wall clock, wherever they part: one consent, one rest, no end of the
 * world
 *
 * A long life of practices is made up, with a wall clock that jumps at every chance, as app/handle.c would have it:
 * stamps are of the log's time, records say what the wall clock said.  At every step the state in memory, in which time
 * alone is folded as it passes, and the state folded from the records alone are asked for the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/fold/fold.h"
#include "core/log/state.h"
#include "core/practice/open.h"
#include "tests/support/dump.h"

enum { DEVICE = 7, STEPS = 12000, RECORDS_MAX = 12000, REFOLD_EVERY = 197 };
static const size_t MEMORY_BYTES = (size_t)256 << 20;
static const int64_t SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365 * DAY;
static const int64_t FIRST_MS = 1800000000000;

struct life {
    struct arena arena;
    struct state told, quiet; /* with what time did folded as it passed; with the records alone */
    struct bytes record[RECORDS_MAX];
    size_t len;
    int64_t now_ms, wall_ms; /* the log's time, the wall clock's */
    uint64_t seed;
};

static uint64_t chance(struct life *life, uint64_t below)
{
    life->seed = life->seed * 6364136223846793005u + 1442695040888963407u;
    return (life->seed >> 33) % below;
}

static struct bytes record_of(struct life *life, struct event event, struct stamp last)
{
    struct buf record = buf_on(&life->arena);
    event.at = stamp_next(last, life->now_ms, DEVICE);
    event.zone_min = (int)chance(life, 3) * 345 - 600;
    event_set_wall(&event, wall_taken_ms(life->wall_ms));
    event_encode(&record, &event);
    return buf_bytes(&record);
}

static void take(struct state *state, struct bytes record, uint64_t n)
{
    assert_int_equal(state_take(state, record, n), ERR_OK);
}

static void keep(struct life *life, struct event event)
{
    struct bytes record = record_of(life, event, life->told.log.last);
    assert_true(life->len < RECORDS_MAX);
    life->record[life->len++] = record;
    take(&life->told, record, life->len);
    take(&life->quiet, record, life->len);
}

static void keep_step(struct life *life, enum consent_input_kind kind)
{
    const struct practice *practice = state_open_practice(&life->told);
    if (practice)
        keep(life,
             (struct event){.kind = PRACTICE_STEPPED, .step = {.practice = practice->id, .step = (uint32_t)kind}});
}

static void keep_check(struct life *life, uint32_t distress)
{
    const struct practice *practice = state_open_practice(&life->told);
    if (practice)
        keep(life, (struct event){.kind = PRACTICE_CHECKED,
                                  .gate = {.practice = practice->id,
                                           .distress = SCORE(distress),
                                           .presence = SCORE(8),
                                           .willingness = WILLING_WANT,
                                           .sober = 1,
                                           .no_pain = 1,
                                           .safe = 1,
                                           .able = ABLE_YES}});
}

/* The kernel has asked to stop: from here to some midnight nothing of this level is open. */
static void say_stop(struct life *life)
{
    const struct practice *practice = state_open_practice(&life->told);
    keep_step(life, CONSENT_STOP);
    if (!practice || !practice->consent.begun_ms)
        return;
    assert_int_equal(rung_closed(&life->told, practice->rung, life->now_ms), CLOSED_RESTING);
    assert_true(state_rests(&life->told, life->now_ms) && !state_rests(&life->told, life->now_ms + DAY));
}

static void act(struct life *life)
{
    switch (chance(life, 16)) {
    case 0:
    case 1:
    case 2:
        keep(life, (struct event){.kind = PRACTICE_PLANNED,
                                  .plan = {.activity = S("A13"), .level = 1, .minutes = 5, .ask_seconds = 60}});
        return;
    case 3:
    case 4:
    case 5:
        keep_check(life, 10);
        return;
    case 6:
        keep_check(life, (uint32_t)chance(life, 10) * 10);
        return;
    case 7:
    case 8:
    case 9:
        keep_step(life, CONSENT_BEGIN);
        return;
    case 10:
        keep_step(life, CONSENT_STILL_RIGHT);
        return;
    case 11:
        keep_step(life, CONSENT_PAUSE);
        return;
    case 12:
        say_stop(life);
        return;
    case 13:
        keep_step(life, CONSENT_END);
        return;
    case 14:
        if (state_open_practice(&life->told))
            keep(life, (struct event){.kind = WIND_DOWN_SAID,
                                      .winddown = {.practice = state_open_practice(&life->told)->id}});
        return;
    default:
        keep(life, (struct event){.kind = CHECKIN_ADDED, .checkin = {.weather = WEATHER_FOG}});
        return;
    }
}

static void let_time_pass(struct life *life)
{
    static const int64_t steps[] = {0, 900, 20 * SECOND, 50 * SECOND, 2 * MINUTE, 11 * MINUTE, 7 * HOUR};
    const int64_t jumps[] = {-10 * YEAR, -DAY, -HOUR, -MINUTE, -2 * SECOND, 2 * SECOND, MINUTE, HOUR, DAY, 10 * YEAR};
    int64_t step = steps[chance(life, chance(life, 4) ? 5 : 7)];
    /* Nothing new begins while the rung rests: most often the night goes by. */
    if (state_rests(&life->told, life->now_ms) && chance(life, 4) == 0)
        step = 13 * HOUR;
    life->now_ms += step;
    life->wall_ms += step;
    if (chance(life, 6) == 0)
        life->wall_ms += jumps[chance(life, sizeof jumps / sizeof *jumps)];
    /* So that it stays among the years that clocks say. */
    if (life->wall_ms < 20 * YEAR || life->wall_ms > 200 * YEAR)
        life->wall_ms = life->now_ms;
    const struct practice *practice = state_open_practice(&life->told);
    struct consent now = practice ? practice->consent : (struct consent){0};
    consent_at(&now, life->now_ms);
    if (practice && now.phase != practice->consent.phase)
        take(&life->told,
             record_of(
                 life,
                 (struct event){.kind = PRACTICE_STEPPED, .step = {.practice = practice->id, .step = CONSENT_TICK}},
                 life->told.log.last),
             0);
}

static struct consent by_now(const struct practice *practice, int64_t now_ms)
{
    struct consent consent = practice->consent;
    consent_at(&consent, now_ms);
    return consent;
}

static void assert_same_consent(const struct life *life, const struct state *a, const struct state *b)
{
    const struct practice *p = a->practices.len ? a->practices.at[a->practices.len - 1] : NULL;
    const struct practice *q = b->practices.len ? b->practices.at[b->practices.len - 1] : NULL;
    assert_int_equal(a->practices.len, b->practices.len);
    if (!p || !q)
        return;
    struct consent c = by_now(p, life->now_ms), d = by_now(q, life->now_ms);
    const struct consent_person *x = &c.person[0], *y = &d.person[0];
    assert_int_equal(c.phase, d.phase);
    assert_int_equal(c.why, d.why);
    assert_int_equal(c.begun_ms, d.begun_ms);
    assert_int_equal(c.active_ms, d.active_ms);
    assert_int_equal(c.stopped_ms, d.stopped_ms);
    assert_int_equal(c.paused_ms, d.paused_ms);
    assert_int_equal(c.expires_ms, d.expires_ms);
    assert_int_equal(x->checked, y->checked);
    assert_int_equal(x->checked_ms, y->checked_ms);
    assert_int_equal(x->fresh_from_ms, y->fresh_from_ms);
    assert_int_equal(x->ask_ms, y->ask_ms);
    assert_int_not_equal(c.why, WHY_CLOCK); /* one time for stamps and for the kernel: none ever goes back */
    assert_int_equal(rung_closed(a, p->rung, life->now_ms), rung_closed(b, q->rung, life->now_ms));
}

static void fold_from_the_records(const struct life *life)
{
    struct arena arena = life->arena;
    struct state again;
    state_begin(&again, &arena);
    for (size_t i = 0; i < life->len; i++)
        take(&again, life->record[i], i + 1);
    assert_same_consent(life, &life->told, &again);
}

static void memory_and_log_agree_wherever_stamp_and_wall_part(void **at)
{
    void *memory = malloc(MEMORY_BYTES);
    struct life *life = calloc(1, sizeof *life);
    size_t stops = 0, parted = 0;
    (void)at;
    assert_non_null(memory);
    life->arena = arena_on(memory, MEMORY_BYTES);
    life->now_ms = life->wall_ms = FIRST_MS;
    life->seed = 1;
    state_begin(&life->told, &life->arena);
    state_begin(&life->quiet, &life->arena);
    for (int i = 0; i < STEPS; i++) {
        let_time_pass(life);
        act(life);
        assert_same_consent(life, &life->told, &life->quiet);
        if (i % REFOLD_EVERY == 0)
            fold_from_the_records(life);
        parted += life->wall_ms != life->now_ms;
    }
    for (size_t i = 0; i < life->told.rungs.len; i++)
        stops += life->told.rungs.at[i]->stopped;
    assert_true(stops > 100 && parted > STEPS / 2);
    free(life);
    free(memory);
}

static void stop_at(struct life *life, uint32_t level, int zone_min, int64_t wall_ms)
{
    const struct event events[] = {
        {.kind = PRACTICE_PLANNED, .plan = {.activity = S("A13"), .level = level, .minutes = 5, .ask_seconds = 60}},
        {.kind = PRACTICE_CHECKED},
        {.kind = PRACTICE_STEPPED, .step = {.step = CONSENT_BEGIN}},
        {.kind = PRACTICE_STEPPED, .step = {.step = CONSENT_STOP}}};
    const struct gate good = {.distress = SCORE(10),
                              .presence = SCORE(8),
                              .willingness = WILLING_WANT,
                              .sober = 1,
                              .no_pain = 1,
                              .safe = 1,
                              .able = ABLE_YES};
    struct stamp practice = {0};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        struct event *event = ARENA_NEW(&life->arena, struct event);
        *event = events[i];
        event->at = stamp_next(life->told.log.last, life->now_ms, DEVICE);
        event->zone_min = zone_min;
        event_set_wall(event, wall_ms);
        if (event->kind == PRACTICE_PLANNED)
            practice = event->at;
        if (event->kind == PRACTICE_CHECKED) {
            event->gate = good;
            event->gate.practice = practice;
        }
        if (event->kind == PRACTICE_STEPPED)
            event->step.practice = practice;
        state_fold(&life->told, event);
    }
    assert_true(state_practice(&life->told, practice)->stopped_ms != 0);
}

/* After a flight to the east, in spring when an hour is skipped, or by a clock that was set, midnight comes sooner. */
static void a_second_stop_rests_its_rung_whichever_midnight_is_the_later(void **at)
{
    static const struct {
        int zone_min;
        int64_t wall_off_ms;
    } LATER[] = {{0, 0}, {60, 0}, {600, 0}, {-600, 0}, {0, 5 * (int64_t)3600000}, {0, -5 * (int64_t)3600000}};
    static struct life life;
    void *memory = malloc(MEMORY_BYTES);
    (void)at;
    for (size_t i = 0; i < sizeof LATER / sizeof *LATER; i++) {
        life = (struct life){.arena = arena_on(memory, MEMORY_BYTES), .now_ms = FIRST_MS};
        state_begin(&life.told, &life.arena);
        struct event *open = ARENA_NEW(&life.arena, struct event);
        *open = (struct event){
            .kind = CEILING_SET, .at = stamp_next((struct stamp){0}, FIRST_MS, DEVICE), .ceiling = {.alone = SCORE(3)}};
        state_fold(&life.told, open);
        stop_at(&life, 2, 0, life.now_ms);
        int64_t first_until_ms = rests_until_ms(&life.told, life.now_ms);
        life.now_ms += HOUR;
        stop_at(&life, 1, LATER[i].zone_min, life.now_ms + LATER[i].wall_off_ms);
        struct score rest = state_rest(&life.told, life.now_ms);
        assert_true(rest.said && rest.is == 1);
        assert_true(rests_until_ms(&life.told, life.now_ms) >= first_until_ms);
        assert_int_equal(rung_closed(&life.told, state_rung(&life.told, S("A13")), life.now_ms), CLOSED_RESTING);
    }
    free(memory);
}

/* ---- dates and midnights ---- */

static void the_date_is_the_walls_and_midnight_too(void **at)
{
    struct event event = {.kind = CHECKIN_ADDED, .at = stamp_next((struct stamp){0}, FIRST_MS, DEVICE), .zone_min = 60};
    (void)at;
    event_set_wall(&event, FIRST_MS + EVENT_WALL_SLACK_MS);
    assert_int_equal(event.wall_ms, 0);
    assert_int_equal(event_wall_ms(&event), FIRST_MS);
    assert_int_equal(event_midnight_after(&event, FIRST_MS), midnight_after(FIRST_MS, 60));
    for (int64_t apart = -10 * YEAR; apart <= 10 * YEAR; apart += 20 * DAY + 7 * HOUR) {
        event_set_wall(&event, FIRST_MS + apart);
        assert_int_equal(event_wall_ms(&event), FIRST_MS + apart);
        int64_t midnight_ms = event_midnight_after(&event, FIRST_MS);
        assert_true(midnight_ms > FIRST_MS && midnight_ms <= FIRST_MS + DAY);
        struct moment m = moment_at(midnight_ms + apart, 60);
        assert_true(m.hour == 0 && m.minute == 0);
    }
}

/* ---- where a log's time stands at opening ---- */

static struct state *kept(struct life *life, void *memory)
{
    *life = (struct life){.arena = arena_on(memory, MEMORY_BYTES), .seed = 1};
    state_begin(&life->told, &life->arena);
    state_begin(&life->quiet, &life->arena);
    return &life->told;
}

static void keep_at(struct life *life, int64_t now_ms, int64_t wall_ms)
{
    life->now_ms = now_ms;
    life->wall_ms = wall_ms;
    keep(life, (struct event){.kind = CHECKIN_ADDED, .checkin = {.weather = WEATHER_FOG}});
}

static void the_shortest_span_that_can_be_told_has_passed(void **at)
{
    void *memory = malloc(MEMORY_BYTES);
    static struct life life;
    (void)at;
    struct state *state = kept(&life, memory);
    assert_int_equal(state_log_time(state, FIRST_MS), FIRST_MS); /* a new log */
    keep_at(&life, FIRST_MS, FIRST_MS);
    assert_int_equal(state_log_time(state, FIRST_MS + 14 * HOUR), FIRST_MS + 14 * HOUR);
    assert_int_equal(state_log_time(state, FIRST_MS - 14 * HOUR), FIRST_MS); /* it stands, never back */
    keep_at(&life, FIRST_MS + HOUR, FIRST_MS + HOUR - 10 * YEAR); /* set back, put right while it was closed */
    assert_int_equal(state_log_time(state, FIRST_MS + 2 * HOUR), FIRST_MS + 2 * HOUR);
    keep_at(&life, FIRST_MS + 2 * HOUR, FIRST_MS + 2 * HOUR + 10 * YEAR); /* set ahead, and right again */
    assert_int_equal(state_log_time(state, FIRST_MS + 3 * HOUR), FIRST_MS + 3 * HOUR);
    state = kept(&life, memory);
    keep_at(&life, FIRST_MS + 73 * YEAR, FIRST_MS + 73 * YEAR); /* once ahead, and from then on right */
    assert_int_equal(state_log_time(state, FIRST_MS + DAY), FIRST_MS + 73 * YEAR);
    keep_at(&life, FIRST_MS + 73 * YEAR, FIRST_MS);
    assert_int_equal(state_log_time(state, FIRST_MS + 2 * DAY), FIRST_MS + 73 * YEAR + 2 * DAY);
    free(memory);
}

static void a_stamp_that_no_clock_gave_is_refused_and_leaves_room(void **at)
{
    static const uint64_t CLOCKS[] = {((uint64_t)1 << 62) - 1, ((uint64_t)1 << 62) - 65536,
                                      (uint64_t)2 * CLOCK_FAR_MS << 16, (uint64_t)CLOCK_FAR_MS << 16};
    void *memory = malloc(MEMORY_BYTES);
    static struct life life;
    struct state *state = kept(&life, memory);
    (void)at;
    keep_at(&life, FIRST_MS, FIRST_MS);
    for (size_t i = 0; i < sizeof CLOCKS / sizeof *CLOCKS; i++) {
        struct buf record = buf_on(&life.arena);
        event_encode(&record, &(struct event){.kind = CHECKIN_ADDED, .at = {CLOCKS[i], DEVICE}});
        assert_int_equal(state_take(state, buf_bytes(&record), 2), ERR_MALFORMED);
        assert_int_equal(stamp_ms(state->log.last), FIRST_MS);
        assert_int_equal(state->log.events.len, 1);
    }
    /* Crafted so that each leaps as far as it may: in the end there is still a next stamp, and it can be read. */
    for (int64_t ms = FIRST_MS; ms < 2 * CLOCK_FAR_MS; ms += 99 * YEAR)
        keep_at(&life, ms, FIRST_MS);
    struct log_time time = {.now_ms = state_log_time(state, CLOCK_FAR_MS - 1)};
    log_time_pass(&time, INT64_MAX / 2);
    for (int i = 0; i < 200000; i++) {
        struct stamp next = stamp_next(state->log.last, time.now_ms, DEVICE);
        assert_true(stamp_cmp(next, state->log.last) > 0 && next.clock >> 62 == 0);
        state->log.last = next;
    }
    free(memory);
}

/* A person's own old entries, from a time when the clock was wrong, stay readable whatever the clock says now. */
static void entries_of_a_wrong_clock_stay_readable(void **at)
{
    void *memory = malloc(MEMORY_BYTES);
    static struct life life;
    struct state *state = kept(&life, memory);
    (void)at;
    keep_at(&life, 0, 0);
    keep_at(&life, FIRST_MS, FIRST_MS);
    keep_at(&life, FIRST_MS + 73 * YEAR, FIRST_MS + 73 * YEAR);
    keep_at(&life, wall_taken_ms(INT64_MAX), wall_taken_ms(INT64_MAX));
    keep_at(&life, CLOCK_FAR_MS + DAY, wall_taken_ms(-5));
    assert_int_equal(state->entries.len, 5);
    free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_and_log_agree_wherever_stamp_and_wall_part),
        cmocka_unit_test(a_second_stop_rests_its_rung_whichever_midnight_is_the_later),
        cmocka_unit_test(the_date_is_the_walls_and_midnight_too),
        cmocka_unit_test(the_shortest_span_that_can_be_told_has_passed),
        cmocka_unit_test(a_stamp_that_no_clock_gave_is_refused_and_leaves_room),
        cmocka_unit_test(entries_of_a_wrong_clock_stay_readable),
    };
    return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
