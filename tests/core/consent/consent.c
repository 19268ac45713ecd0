/* tests/core/consent/consent.c - each rule of the consent kernel at its boundary, to the point and the millisecond */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/consent/consent.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND };
static const int64_t NOON_MS = 1000000000;

static struct consent_checkin well(uint32_t distress, uint32_t presence)
{
    return (struct consent_checkin){.distress = SCORE(distress),
                                    .presence = SCORE(presence),
                                    .willingness = WILLING_WANT,
                                    .sober = true,
                                    .no_pain = true,
                                    .safe = true,
                                    .able = true};
}

static enum consent_verdict say(struct consent *c, enum consent_input_kind kind, unsigned who, int64_t at_ms)
{
    return consent_step(c, &(struct consent_input){.kind = kind, .who = who, .now_ms = at_ms, .said_ms = at_ms});
}

static enum consent_verdict tell(struct consent *c, unsigned who, struct consent_checkin checkin, int64_t at_ms)
{
    return consent_step(
        c, &(struct consent_input){
               .kind = CONSENT_CHECK_IN, .who = who, .now_ms = at_ms, .said_ms = at_ms, .checkin = checkin});
}

static struct consent_input offer_for(unsigned people)
{
    return (struct consent_input){.kind = CONSENT_OFFER,
                                  .now_ms = NOON_MS,
                                  .said_ms = NOON_MS,
                                  .offer = {.people = people,
                                            .level = 2,
                                            .planned_ms = 30 * MINUTE,
                                            .ask_every_ms = 2 * MINUTE,
                                            .midnight_ms = NOON_MS + 12 * 60 * MINUTE,
                                            .ceiling = {3, 2},
                                            .allowed = {true, true}}};
}

static struct consent offered(unsigned people)
{
    struct consent c = {.phase = CONSENT_NONE};
    struct consent_input in = offer_for(people);
    assert_int_equal(consent_step(&c, &in), CONSENT_DONE);
    return c;
}

static struct consent ready(unsigned people, struct consent_checkin checkin)
{
    struct consent c = offered(people);
    for (unsigned who = 0; who < people; who++) {
        assert_int_equal(say(&c, CONSENT_AGREE, who, NOON_MS), CONSENT_DONE);
        assert_int_equal(tell(&c, who, checkin, NOON_MS), CONSENT_DONE);
    }
    assert_int_equal(c.phase, CONSENT_READY);
    return c;
}

static struct consent active_from(unsigned people, uint32_t distress, uint32_t presence)
{
    struct consent c = ready(people, well(distress, presence));
    assert_int_equal(say(&c, CONSENT_BEGIN, 0, NOON_MS), CONSENT_DONE);
    assert_int_equal(c.phase, CONSENT_ACTIVE);
    return c;
}

/* ---- the gate ---- */

static void gate_opens_at_thirty_and_six(void **unused)
{
    (void)unused;
    struct consent_checkin k = well(30, 6);
    assert_int_equal(consent_gate(&k), 0);
    k.willingness = WILLING_OK;
    assert_int_equal(consent_gate(&k), 0);
}

static void gate_misses_each_thing_by_its_name(void **unused)
{
    (void)unused;
    struct consent_checkin k = well(31, 6);
    assert_int_equal(consent_gate(&k), SET_OF(MISS_DISTRESS));
    k = well(0, 5);
    assert_int_equal(consent_gate(&k), SET_OF(MISS_PRESENCE));
    k = well(0, 10), k.willingness = WILLING_SHOULD;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_WILLINGNESS));
    k.willingness = WILLING_NO;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_WILLINGNESS));
    k = well(0, 10), k.sober = false;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_SOBER));
    k = well(0, 10), k.no_pain = false;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_PAIN));
    k = well(0, 10), k.safe = false;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_SAFE));
    k = well(0, 10), k.able = false;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_FAR_SIGN));
}

static void what_was_not_said_misses_the_gate(void **unused)
{
    (void)unused;
    struct consent_checkin nothing = {.sober = false};
    assert_int_equal(consent_gate(&nothing), SET_OF(MISS_NOT_SAID) | SET_OF(MISS_SAFE) | SET_OF(MISS_SOBER) |
                                                 SET_OF(MISS_PAIN) | SET_OF(MISS_FAR_SIGN));
    struct consent_checkin k = well(0, 10);
    k.presence.said = false;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_NOT_SAID));
    k = well(0, 11); /* there is no eleven */
    assert_int_equal(consent_gate(&k), SET_OF(MISS_NOT_SAID));
    k = well(0, 10), k.distress.said = false;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_NOT_SAID));
    k = well(0, 10), k.willingness = WILLING_NONE;
    assert_int_equal(consent_gate(&k), SET_OF(MISS_NOT_SAID));
}

static void every_miss_has_words_and_something_instead(void **unused)
{
    (void)unused;
    for (unsigned i = MISS_NOT_SAID; i < MISS_END; i++) {
        assert_true(key_for(CONSENT_MISS_KEYS, i).len > 0);
        assert_true(key_for(CONSENT_INSTEAD_KEYS, consent_miss_instead((enum consent_miss)i)).len > 0);
    }
    for (unsigned i = CONSENT_DONE; i <= REFUSED_UNKNOWN; i++)
        assert_true(key_for(CONSENT_VERDICT_KEYS, i).len > 0);
}

/* ---- the rules in the middle ---- */

struct middle_case {
    uint32_t start_distress, start_presence, distress, presence;
    enum consent_why why;
    enum consent_phase phase;
};

static void numbers_in_the_middle_act_at_their_boundaries(void **unused)
{
    (void)unused;
    static const struct middle_case cases[] = {
        {10, 9, 19, 8, WHY_NONE, CONSENT_ACTIVE},           {10, 9, 20, 9, WHY_RISE, CONSENT_PAUSED},
        {10, 9, 29, 9, WHY_RISE, CONSENT_PAUSED},           {10, 9, 30, 9, WHY_DISTRESS_CLIMBED, CONSENT_STOPPED},
        {10, 9, 10, 7, WHY_FURTHER_AWAY, CONSENT_PAUSED},   {10, 9, 10, 5, WHY_FURTHER_AWAY, CONSENT_PAUSED},
        {10, 9, 10, 4, WHY_FAR_AWAY, CONSENT_STOPPED},      {10, 6, 10, 5, WHY_OUTSIDE_GATE, CONSENT_PAUSED},
        {30, 9, 31, 9, WHY_OUTSIDE_GATE, CONSENT_PAUSED},   {30, 9, 39, 9, WHY_OUTSIDE_GATE, CONSENT_PAUSED},
        {30, 9, 40, 9, WHY_DISTRESS_HIGH, CONSENT_STOPPED}, {30, 6, 0, 10, WHY_NONE, CONSENT_ACTIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct middle_case *k = &cases[i];
        struct consent c = active_from(1, k->start_distress, k->start_presence);
        assert_int_equal(tell(&c, 0, well(k->distress, k->presence), NOON_MS + MINUTE), CONSENT_DONE);
        assert_int_equal(c.phase, k->phase);
        assert_int_equal(c.why, k->why);
    }
}

static void words_in_the_middle_act(void **unused)
{
    (void)unused;
    struct consent_checkin k[7];
    static const enum consent_why whys[7] = {WHY_NO,        WHY_SHOULD,   WHY_NOT_SAID, WHY_PAIN,
                                             WHY_NOT_SOBER, WHY_NOT_SAFE, WHY_FAR_SIGN};
    for (size_t i = 0; i < 7; i++)
        k[i] = well(10, 9);
    k[0].willingness = WILLING_NO;
    k[1].willingness = WILLING_SHOULD;
    k[2].presence.said = false;
    k[3].no_pain = false;
    k[4].sober = false;
    k[5].safe = false;
    k[6].able = false;
    for (size_t i = 0; i < 7; i++) {
        struct consent c = active_from(2, 10, 9);
        assert_int_equal(tell(&c, 1, k[i], NOON_MS + MINUTE), CONSENT_DONE);
        assert_int_equal(c.why, whys[i]);
        assert_int_equal(c.phase, consent_why_stops(whys[i]) ? CONSENT_STOPPED : CONSENT_PAUSED);
    }
}

static void any_rise_counts_from_the_lowest_since(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 20, 8);
    assert_int_equal(tell(&c, 0, well(5, 8), NOON_MS + MINUTE), CONSENT_DONE);
    assert_int_equal(tell(&c, 0, well(14, 8), NOON_MS + 2 * MINUTE), CONSENT_DONE);
    assert_int_equal(c.phase, CONSENT_ACTIVE);
    assert_int_equal(tell(&c, 0, well(15, 8), NOON_MS + 3 * MINUTE), CONSENT_DONE);
    assert_int_equal(c.why, WHY_RISE);
}

static void a_climb_counts_from_the_start_across_pauses(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9);
    assert_int_equal(say(&c, CONSENT_PAUSE, 0, NOON_MS + MINUTE), CONSENT_DONE);
    assert_int_equal(tell(&c, 0, well(25, 9), NOON_MS + 2 * MINUTE), CONSENT_DONE);
    assert_int_equal(say(&c, CONSENT_BEGIN, 0, NOON_MS + 2 * MINUTE), CONSENT_DONE);
    assert_int_equal(tell(&c, 0, well(30, 9), NOON_MS + 3 * MINUTE), CONSENT_DONE);
    assert_int_equal(c.why, WHY_DISTRESS_CLIMBED);
}

/* ---- time ---- */

static void check_in_opens_for_ten_minutes(void **unused)
{
    (void)unused;
    struct consent c = ready(1, well(10, 9)), last = c;
    assert_int_equal(consent_next_ms(&c), NOON_MS + 10 * MINUTE);
    assert_int_equal(say(&last, CONSENT_BEGIN, 0, NOON_MS + 10 * MINUTE - 1), CONSENT_DONE);
    assert_int_equal(say(&c, CONSENT_BEGIN, 0, NOON_MS + 10 * MINUTE), REFUSED_CHECKIN_OLD);
    assert_int_equal(c.phase, CONSENT_CHECKING);
}

static void ask_waits_forty_five_seconds(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9), last = c;
    int64_t ask = NOON_MS + 2 * MINUTE;
    assert_int_equal(consent_next_ms(&c), ask);
    consent_at(&c, ask - 1);
    assert_int_equal(consent_asks(&c, 0), ASK_NOTHING);
    consent_at(&c, ask);
    assert_int_equal(consent_asks(&c, 0), ASK_STILL_RIGHT);
    assert_int_equal(consent_next_ms(&c), ask + 45 * SECOND);
    assert_int_equal(say(&last, CONSENT_STILL_RIGHT, 0, ask + 45 * SECOND - 1), CONSENT_DONE);
    assert_int_equal(say(&c, CONSENT_STILL_RIGHT, 0, ask + 45 * SECOND), REFUSED_PAUSED);
    assert_int_equal(c.why, WHY_SILENCE);
    assert_int_equal(c.active_ms, 2 * MINUTE + 45 * SECOND);
}

static void still_right_is_not_a_check_in(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9);
    int64_t at = NOON_MS;
    for (int i = 1; i <= 4; i++)
        assert_int_equal(say(&c, CONSENT_STILL_RIGHT, 0, NOON_MS + i * 2 * MINUTE), CONSENT_DONE);
    at = NOON_MS + 10 * MINUTE - 45 * SECOND;
    consent_at(&c, at);
    assert_int_equal(consent_asks(&c, 0), ASK_CHECK_IN);
    assert_int_equal(say(&c, CONSENT_STILL_RIGHT, 0, at), REFUSED_CHECKIN_OLD);
    assert_int_equal(tell(&c, 0, well(10, 9), at), CONSENT_DONE);
    assert_int_equal(consent_asks(&c, 0), ASK_NOTHING);
    consent_at(&c, NOON_MS + 10 * MINUTE);
    assert_int_equal(c.phase, CONSENT_ACTIVE);
}

static void answer_to_an_earlier_ask_is_not_one_to_this(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9);
    struct consent_input late = {
        .kind = CONSENT_STILL_RIGHT, .now_ms = NOON_MS + 2 * MINUTE + SECOND, .said_ms = NOON_MS + 2 * MINUTE - 1};
    assert_int_equal(consent_step(&c, &late), REFUSED_CAME_LATE);
}

static void pause_waits_ten_minutes_from_its_beginning(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9);
    int64_t paused = NOON_MS + MINUTE;
    assert_int_equal(say(&c, CONSENT_PAUSE, 0, paused), CONSENT_DONE);
    assert_int_equal(say(&c, CONSENT_PAUSE, 0, paused + 5 * MINUTE), CONSENT_DONE);
    consent_at(&c, paused + 10 * MINUTE - 1);
    assert_int_equal(c.phase, CONSENT_PAUSED);
    consent_at(&c, paused + 10 * MINUTE);
    assert_int_equal(c.phase, CONSENT_STOPPED);
    assert_int_equal(c.why, WHY_PAUSE_LONG);
}

static void check_in_of_the_same_moment_as_the_pause_is_not_after_it(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9);
    assert_int_equal(say(&c, CONSENT_PAUSE, 0, NOON_MS + MINUTE), CONSENT_DONE);
    assert_int_equal(tell(&c, 0, well(10, 9), NOON_MS + MINUTE), REFUSED_CAME_LATE);
    assert_int_equal(tell(&c, 0, well(10, 9), NOON_MS + MINUTE + 1), CONSENT_DONE);
    assert_int_equal(say(&c, CONSENT_BEGIN, 0, NOON_MS + MINUTE + 1), CONSENT_DONE);
}

static void time_used_up_winds_down_and_midnight_stops(void **unused)
{
    (void)unused;
    struct consent c = {.phase = CONSENT_NONE}, d = {.phase = CONSENT_NONE};
    struct consent_input in = offer_for(1);
    in.offer.planned_ms = MINUTE;
    assert_int_equal(consent_step(&c, &in), CONSENT_DONE);
    in.offer.midnight_ms = NOON_MS + MINUTE;
    assert_int_equal(consent_step(&d, &in), CONSENT_DONE);
    struct consent *both[2] = {&c, &d};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(say(both[i], CONSENT_AGREE, 0, NOON_MS), CONSENT_DONE);
        assert_int_equal(tell(both[i], 0, well(0, 10), NOON_MS), CONSENT_DONE);
        assert_int_equal(say(both[i], CONSENT_BEGIN, 0, NOON_MS), CONSENT_DONE);
        consent_at(both[i], NOON_MS + MINUTE - 1);
        assert_int_equal(both[i]->phase, CONSENT_ACTIVE);
        consent_at(both[i], NOON_MS + MINUTE);
    }
    assert_int_equal(c.phase, CONSENT_WINDING_DOWN);
    assert_int_equal(d.phase, CONSENT_STOPPED);
    assert_int_equal(d.why, WHY_MIDNIGHT);
}

static void plan_not_begun_runs_out_after_an_hour(void **unused)
{
    (void)unused;
    struct consent c = offered(2);
    consent_at(&c, NOON_MS + 60 * MINUTE - 1);
    assert_true(consent_is_open(&c));
    consent_at(&c, NOON_MS + 60 * MINUTE);
    assert_int_equal(c.why, WHY_PLAN_RAN_OUT);
    assert_int_equal(c.begun_ms, 0);
}

static void clock_may_go_back_five_seconds(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9);
    consent_at(&c, NOON_MS + MINUTE);
    consent_at(&c, NOON_MS + MINUTE - 5 * SECOND);
    assert_int_equal(c.phase, CONSENT_ACTIVE);
    assert_int_equal(c.now_ms, NOON_MS + MINUTE);
    consent_at(&c, NOON_MS + MINUTE - 5 * SECOND - 1);
    assert_int_equal(c.phase, CONSENT_PAUSED);
    assert_int_equal(c.why, WHY_CLOCK);
}

/* ---- offers, limits, ends ---- */

static void offer_is_refused_where_anyone_is_not_open_to_it(void **unused)
{
    (void)unused;
    struct consent c = {.phase = CONSENT_NONE};
    struct consent_input in = offer_for(2);
    in.offer.level = 3;
    assert_int_equal(consent_step(&c, &in), REFUSED_NOT_OPEN);
    in = offer_for(2), in.offer.allowed[1] = false;
    assert_int_equal(consent_step(&c, &in), REFUSED_NOT_OPEN);
    in = offer_for(2), in.offer.planned_ms = 0;
    assert_int_equal(consent_step(&c, &in), REFUSED_PLAN_INCOMPLETE);
    in = offer_for(3);
    assert_int_equal(consent_step(&c, &in), REFUSED_PLAN_INCOMPLETE);
    in = offer_for(2), in.offer.midnight_ms = NOON_MS;
    assert_int_equal(consent_step(&c, &in), REFUSED_RAN_OUT);
    assert_int_equal(c.phase, CONSENT_NONE);
}

static void planned_time_beyond_an_hour_is_an_hour(void **unused)
{
    (void)unused;
    struct consent c = {.phase = CONSENT_NONE};
    struct consent_input in = offer_for(1);
    in.offer.planned_ms = INT64_MAX;
    in.offer.ask_every_ms = INT64_MAX;
    assert_int_equal(consent_step(&c, &in), CONSENT_DONE);
    assert_int_equal(c.planned_ms, 60 * MINUTE);
    assert_int_equal(c.ask_every_ms, CONSENT_ASK_EVERY_MAX_MS);
}

static void tightened_limit_that_still_fits_goes_on(void **unused)
{
    (void)unused;
    struct consent c = active_from(2, 10, 9);
    struct consent_input in = {
        .kind = CONSENT_LIMIT_TIGHTENED, .who = 0, .now_ms = NOON_MS, .ceiling = 2, .allowed = true};
    assert_int_equal(consent_step(&c, &in), CONSENT_DONE);
    assert_int_equal(c.phase, CONSENT_ACTIVE);
    in.ceiling = 7;
    assert_int_equal(consent_step(&c, &in), CONSENT_NO_CHANGE);
    assert_int_equal(c.person[0].ceiling, 2);
    in.ceiling = 1;
    assert_int_equal(consent_step(&c, &in), CONSENT_DONE);
    assert_int_equal(c.why, WHY_LIMIT);
    assert_int_equal(c.phase, CONSENT_STOPPED);
}

static void stopped_practice_has_only_the_way_down(void **unused)
{
    (void)unused;
    struct consent c = active_from(1, 10, 9);
    int64_t at = NOON_MS + SECOND;
    assert_int_equal(say(&c, CONSENT_STOP, 99, at), CONSENT_DONE); /* whoever says it */
    assert_int_equal(c.stopped_ms, at);
    assert_int_equal(say(&c, CONSENT_BEGIN, 0, at), REFUSED_OVER);
    assert_int_equal(say(&c, CONSENT_STOP, 0, at), CONSENT_NO_CHANGE);
    assert_int_equal(say(&c, CONSENT_WIND_DOWN_DONE, 0, at), REFUSED_NOT_NOW);
    assert_int_equal(say(&c, CONSENT_END, 0, at), CONSENT_DONE);
    assert_int_equal(c.why, WHY_STOP_ASKED);
    assert_int_equal(say(&c, CONSENT_WIND_DOWN_DONE, 0, at), CONSENT_DONE);
    assert_int_equal(c.phase, CONSENT_CLOSED);
    struct consent_input in = offer_for(1);
    assert_int_equal(consent_step(&c, &in), REFUSED_OVER);
}

static void leaving_a_plan_before_it_began_is_no_stop(void **unused)
{
    (void)unused;
    struct consent c = ready(2, well(10, 9));
    assert_int_equal(say(&c, CONSENT_END, 1, NOON_MS), CONSENT_DONE);
    assert_int_equal(c.phase, CONSENT_CLOSED);
    assert_int_equal(c.stopped_ms, 0);
}

static void waiting_does_not_tell_what_the_other_said(void **unused)
{
    (void)unused;
    struct consent c = offered(2);
    assert_int_equal(consent_begin_check(&c, 0), REFUSED_YES_MISSING);
    assert_int_equal(say(&c, CONSENT_AGREE, 0, NOON_MS), CONSENT_DONE);
    assert_int_equal(consent_begin_check(&c, 0), REFUSED_CHECKIN_MISSING);
    assert_int_equal(tell(&c, 0, well(35, 9), NOON_MS), CONSENT_DONE);
    assert_int_equal(consent_begin_check(&c, 0), REFUSED_CHECKIN_MISSED);
    assert_int_equal(tell(&c, 0, well(10, 9), NOON_MS + 1), CONSENT_DONE);
    assert_int_equal(consent_begin_check(&c, 0), REFUSED_WAITING);
    assert_int_equal(say(&c, CONSENT_AGREE, 1, NOON_MS + 1), CONSENT_DONE);
    assert_int_equal(consent_begin_check(&c, 0), REFUSED_WAITING);
    assert_int_equal(tell(&c, 1, well(60, 2), NOON_MS + 1), CONSENT_DONE);
    assert_int_equal(consent_begin_check(&c, 0), REFUSED_WAITING);
    assert_int_equal(tell(&c, 1, well(10, 9), NOON_MS + 2), CONSENT_DONE);
    assert_int_equal(consent_begin_check(&c, 0), CONSENT_DONE);
}

static void no_at_the_gate_is_a_stop_and_a_miss_is_not(void **unused)
{
    (void)unused;
    struct consent c = offered(1);
    struct consent_checkin no = well(10, 9);
    no.willingness = WILLING_NO;
    assert_int_equal(tell(&c, 0, well(90, 1), NOON_MS), CONSENT_DONE);
    assert_true(consent_is_open(&c));
    assert_int_equal(tell(&c, 0, no, NOON_MS + 1), CONSENT_DONE);
    assert_int_equal(c.phase, CONSENT_STOPPED);
    assert_int_equal(c.begun_ms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gate_opens_at_thirty_and_six),
        cmocka_unit_test(gate_misses_each_thing_by_its_name),
        cmocka_unit_test(what_was_not_said_misses_the_gate),
        cmocka_unit_test(every_miss_has_words_and_something_instead),
        cmocka_unit_test(numbers_in_the_middle_act_at_their_boundaries),
        cmocka_unit_test(words_in_the_middle_act),
        cmocka_unit_test(any_rise_counts_from_the_lowest_since),
        cmocka_unit_test(a_climb_counts_from_the_start_across_pauses),
        cmocka_unit_test(check_in_opens_for_ten_minutes),
        cmocka_unit_test(ask_waits_forty_five_seconds),
        cmocka_unit_test(still_right_is_not_a_check_in),
        cmocka_unit_test(answer_to_an_earlier_ask_is_not_one_to_this),
        cmocka_unit_test(pause_waits_ten_minutes_from_its_beginning),
        cmocka_unit_test(check_in_of_the_same_moment_as_the_pause_is_not_after_it),
        cmocka_unit_test(time_used_up_winds_down_and_midnight_stops),
        cmocka_unit_test(plan_not_begun_runs_out_after_an_hour),
        cmocka_unit_test(clock_may_go_back_five_seconds),
        cmocka_unit_test(offer_is_refused_where_anyone_is_not_open_to_it),
        cmocka_unit_test(planned_time_beyond_an_hour_is_an_hour),
        cmocka_unit_test(tightened_limit_that_still_fits_goes_on),
        cmocka_unit_test(stopped_practice_has_only_the_way_down),
        cmocka_unit_test(leaving_a_plan_before_it_began_is_no_stop),
        cmocka_unit_test(waiting_does_not_tell_what_the_other_said),
        cmocka_unit_test(no_at_the_gate_is_a_stop_and_a_miss_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
