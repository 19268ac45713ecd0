/* tests/core/course/harm.c - what did not do good: one tap is a note, and the weeks are gathered without leaving a trace */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/course/harm.h"
#include "core/course/journal.h"
#include "core/fold/fold.h"

static uint8_t memory[16 << 20];
#define MINUTE ((int64_t)60000)
#define DAY (24 * 60 * MINUTE)
static const int64_t NOON = 1795694400000;

struct test {
    struct arena arena;
    struct state state;
};

static void begin(struct test *test)
{
    test->arena = arena_on(memory, sizeof memory);
    state_begin(&test->state, &test->arena);
}

static struct stamp take(struct test *test, struct event event, int64_t ms)
{
    struct event *kept = ARENA_NEW(&test->arena, struct event);
    *kept = event;
    kept->at = stamp_next(test->state.log.last, ms, 1);
    state_fold(&test->state, kept);
    return kept->at;
}

static struct str decide(struct test *test, const char *text, struct event *out)
{
    struct form form;
    assert_int_equal(form_decode(str_from_c(text), &test->arena, &form), ERR_OK);
    return effect_decide(&form, S("Slept badly"), &test->arena, out);
}

static void one_tap_is_a_note_with_words(void **at)
{
    (void)at;
    struct test test;
    struct event event;
    begin(&test);
    assert_int_equal(decide(&test, "kind=sleep", &event).len, 0);
    assert_int_equal(event.note.sort, NOTE_EFFECT);
    assert_true(str_eq(event.note.words, S("Slept badly")));
    assert_true(str_eq(event.note.about, S("effect/sleep")));
    assert_int_equal(decide(&test, "words=The+door+again", &event).len, 0);
    assert_true(str_eq(event.note.about, S("effect/other")));
    assert_true(decide(&test, "kind=other", &event).len > 0);
    assert_true(decide(&test, "kind=cats", &event).len > 0);
    take(&test, event, NOON);
}

static struct stamp practise(struct test *test, int64_t ms)
{
    struct stamp id =
        take(test,
             (struct event){
                 .kind = PRACTICE_PLANNED,
                 .plan = {.activity = S("A13"), .name = S("Two cloths"), .level = 1, .minutes = 5, .ask_seconds = 120}},
             ms);
    take(test,
         (struct event){.kind = PRACTICE_CHECKED,
                        .gate = {.practice = id,
                                 .distress = SCORE(10),
                                 .presence = SCORE(8),
                                 .willingness = WILLING_WANT,
                                 .sober = 1,
                                 .no_pain = 1,
                                 .safe = 1}},
         ms + 1000);
    take(test, (struct event){.kind = PRACTICE_STEPPED, .step = {.practice = id, .step = CONSENT_BEGIN}}, ms + 2000);
    return id;
}

static void end(struct test *test, struct stamp id, int64_t ms, enum consent_input_kind how, unsigned peak)
{
    take(test, (struct event){.kind = PRACTICE_STEPPED, .step = {.practice = id, .step = (uint32_t)how}}, ms);
    take(test, (struct event){.kind = WIND_DOWN_SAID, .winddown = {.practice = id, .peak = SCORE(peak)}}, ms + 1000);
}

static void stops_rises_and_harder_days_of_the_last_weeks_are_found(void **at)
{
    (void)at;
    struct test test;
    begin(&test);
    struct stamp old = practise(&test, NOON - 40 * DAY);
    end(&test, old, NOON - 40 * DAY + MINUTE, CONSENT_STOP, 50);
    struct stamp calm = practise(&test, NOON - 9 * DAY);
    end(&test, calm, NOON - 9 * DAY + MINUTE, CONSENT_END, 15);
    struct stamp risen = practise(&test, NOON - 7 * DAY);
    end(&test, risen, NOON - 7 * DAY + MINUTE, CONSENT_END, 30);
    struct stamp stopped = practise(&test, NOON - 5 * DAY);
    end(&test, stopped, NOON - 5 * DAY + MINUTE, CONSENT_STOP, 60);
    take(&test, (struct event){.kind = NEXT_DAY_SAID, .nextday = {.practice = stopped, .memories = DAY_HARDER}},
         NOON - 4 * DAY);
    struct event event;
    assert_int_equal(decide(&test, "kind=pushed", &event).len, 0);
    struct stamp note = take(&test, event, NOON - 4 * DAY + MINUTE);

    struct harm harm = harm_lately(&test.state, NOON);
    assert_int_equal(harm.stopped, 1);
    assert_int_equal(harm.rose, 1);
    assert_int_equal(harm.harder, 1);
    assert_true(harm.effects == SET_OF(EFFECT_PUSHED));

    /* Deleting what was noted leaves nothing of it. */
    take(&test, (struct event){.kind = ITEM_REMOVED, .remove = {.item = note}}, NOON - DAY);
    state_refold(&test.state);
    assert_true(harm_lately(&test.state, NOON).effects == 0);
    assert_int_equal(harm_lately(&test.state, NOON + 40 * DAY).stopped, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_tap_is_a_note_with_words),
        cmocka_unit_test(stops_rises_and_harder_days_of_the_last_weeks_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
