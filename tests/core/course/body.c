/* tests/core/course/body.c - body maps: what a form may leave in them, and which no-go areas still have no limit */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/course/body.h"
#include "core/course/journal.h"
#include "core/fold/fold.h"

enum { MEMORY = 4 << 20 };
static uint8_t memory[MEMORY];

static struct arena fresh(void)
{
    return arena_on(memory, sizeof memory);
}

static struct form form_of(struct arena *arena, const char *text)
{
    struct form form;
    assert_int_equal(form_decode(str_from_c(text), arena, &form), ERR_OK);
    return form;
}

static struct body decided(struct arena *arena, const char *text)
{
    struct form form = form_of(arena, text);
    struct event event = {0};
    struct str problem = body_decide(&form, (struct stamp){0}, arena, &event);
    assert_int_equal(problem.len, 0);
    assert_int_equal(event.kind, BODY_MARKED);
    return event.body;
}

static bool eq(struct str s, const char *c)
{
    return str_eq(s, str_from_c(c));
}

static void front_and_back_of_an_area_are_two_spots(void **at)
{
    (void)at;
    struct arena arena = fresh();
    struct body body = decided(&arena, "neck-ease=1&back-neck-tension=1&back-neck-fear=1");
    assert_true(body_feelings(&body, AREA_NECK) == SET_OF(FEELING_EASE));
    assert_true(body_feelings(&body, BACK_FROM + AREA_NECK) == (SET_OF(FEELING_TENSION) | SET_OF(FEELING_FEAR)));
    assert_int_equal(body_area(BACK_FROM + AREA_NECK), AREA_NECK);
    assert_true(body_told(&body) == (SET_OF(AREA_NECK) | SET_OF(BACK_FROM + AREA_NECK)));
}

static void each_spot_keeps_its_own_words(void **at)
{
    (void)at;
    struct arena arena = fresh();
    struct body body = decided(&arena, "words-neck=%20like+wire%20&words-back-hands=from%0d%0athe+cup&words=All+of+it");
    assert_true(eq(body_words(&body, AREA_NECK), "like wire"));
    /* A line end would begin another spot. */
    assert_true(eq(body_words(&body, BACK_FROM + AREA_HANDS), "from the cup"));
    assert_int_equal(body_words(&body, AREA_HANDS).len, 0);
    assert_true(eq(body.words, "All of it"));
}

static void an_empty_map_is_answered_kindly_and_kept_nowhere(void **at)
{
    (void)at;
    struct arena arena = fresh();
    struct form form = form_of(&arena, "words=%20&words-neck=&at=neck");
    struct event event = {.kind = EVENT_END};
    assert_true(body_decide(&form, (struct stamp){0}, &arena, &event).len > 0);
    assert_int_equal(event.kind, EVENT_END);
}

static void words_that_are_too_long_are_refused_and_not_cut(void **at)
{
    (void)at;
    struct arena arena = fresh();
    struct buf long_one = buf_on(&arena);
    buf_put(&long_one, S("words-neck="));
    for (int i = 0; i <= TEXT_MAX; i++)
        buf_put_byte(&long_one, 'a');
    struct form form;
    assert_int_equal(form_decode(buf_str(&long_one), &arena, &form), ERR_OK);
    struct event event = {.kind = EVENT_END};
    assert_true(body_decide(&form, (struct stamp){0}, &arena, &event).len > 0);
    struct body again = body_read(&form, &arena);
    assert_int_equal(body_words(&again, AREA_NECK).len, TEXT_MAX + 1);
}

/* Limits */

static void take(struct state *state, struct event event, int64_t ms)
{
    struct event *kept = ARENA_NEW(state->log.arena, struct event);
    *kept = event;
    kept->at = stamp_next(state->log.last, ms, 1);
    state_fold(state, kept);
}

/* Kept together with what was taken last. */
static void take_next(struct state *state, struct event event)
{
    struct event *kept = ARENA_NEW(state->log.arena, struct event);
    *kept = event;
    kept->at = stamp_next(state->log.last, 0, state->log.last.device);
    state_fold(state, kept);
}

static void only_what_no_limit_covers_is_offered_as_one(void **at)
{
    (void)at;
    struct arena arena = fresh();
    struct state state;
    state_begin(&state, &arena);
    struct body body = decided(&arena, "hands-no-go=1&back-hands-no-go=1&neck-no-go=1&belly-no-go=1&chest-fear=1");
    set64 all = SET_OF(AREA_HANDS) | SET_OF(AREA_NECK) | SET_OF(AREA_BELLY);
    assert_true(body_without_limit(&state, &body) == all);
    /* A maybe, a limit on one thing, or one for some company leaves the rest of the area open. */
    struct limit few[] = {{.stance = STANCE_MAYBE, .areas = SET_OF(AREA_NECK)},
                          {.stance = STANCE_NEVER, .tag = TAG_COLD, .areas = SET_OF(AREA_NECK)},
                          {.stance = STANCE_NEVER, .company = COMPANY_TOGETHER, .areas = SET_OF(AREA_NECK)}};
    for (size_t i = 0; i < sizeof few / sizeof *few; i++)
        take(&state, (struct event){.kind = LIMIT_SET, .limit = few[i]}, 1000 + (int64_t)i);
    assert_true(body_without_limit(&state, &body) == all);
    take(&state, body_limit(AREA_NECK), 2000);
    assert_true(body_without_limit(&state, &body) == (SET_OF(AREA_HANDS) | SET_OF(AREA_BELLY)));
    take(&state, (struct event){.kind = LIMIT_SET, .limit = {.stance = STANCE_NOT_NOW, .areas = SET_OF(AREA_BELLY)}},
         3000);
    assert_true(body_without_limit(&state, &body) == SET_OF(AREA_HANDS));
}

static void a_no_go_that_was_there_before_makes_no_second_limit(void **at)
{
    (void)at;
    struct arena arena = fresh();
    struct state state;
    state_begin(&state, &arena);
    struct body before = decided(&arena, "hands-no-go=1&neck-fear=1");
    struct body after = decided(&arena, "hands-no-go=1&back-hands-no-go=1&neck-no-go=1");
    assert_true(body_new_limits(&state, &before, NULL) == SET_OF(AREA_HANDS));
    assert_true(body_new_limits(&state, &before, &before) == 0);
    assert_true(body_new_limits(&state, &after, &before) == (SET_OF(AREA_HANDS) | SET_OF(AREA_NECK)));
    take(&state, (struct event){.kind = LIMIT_SET, .limit = {.stance = STANCE_NEVER, .areas = SET_OF(AREA_HANDS)}},
         500);
    take(&state, (struct event){.kind = BODY_MARKED, .body = before}, 1000);
    const struct entry *map = state.maps.at[0];
    assert_true(body_new_limits(&state, &before, NULL) == 0);
    assert_null(body_limit_of(&state, map, AREA_HANDS)); /* their own, from before: no page offers to undo it */
    take(&state, body_limit(AREA_FACE), 1500);
    assert_null(body_limit_of(&state, map, AREA_FACE)); /* their own, of what no map marks */
    take(&state, body_limit(AREA_HANDS), 1600);
    assert_null(body_limit_of(&state, map, AREA_HANDS)); /* their own, made elsewhere and later */
    after.of = map->id;
    take(&state, (struct event){.kind = BODY_MARKED, .body = after}, 2000);
    take_next(&state, body_limit(AREA_NECK));
    assert_non_null(body_limit_of(&state, map, AREA_NECK));
    struct event softer = body_limit(AREA_NECK);
    softer.limit.of = body_limit_of(&state, map, AREA_NECK)->id;
    softer.limit.company = COMPANY_TOGETHER;
    take(&state, softer, 3000);
    assert_null(body_limit_of(&state, map, AREA_NECK)); /* changed since */
}

static void words_of_a_spot_are_found_in_the_diary(void **at)
{
    (void)at;
    struct arena arena = fresh();
    struct state state;
    state_begin(&state, &arena);
    struct body body = decided(&arena, "words-back-neck=Coat+hanger&tension=1");
    take(&state, (struct event){.kind = BODY_MARKED, .body = body}, 1000);
    assert_int_equal(state.maps.len, 1);
    assert_true(journal_matches(state.entries.at[0], &(struct journal_ask){.needle = S("coat HANGER")}));
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    assert_int_equal(journal_texts(state.entries.at[0], texts), 1);
    assert_true(texts[0].label_is.list == &SPOT_KEYS);
    assert_int_equal(texts[0].label_is.number, BACK_FROM + AREA_NECK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_and_back_of_an_area_are_two_spots),
        cmocka_unit_test(each_spot_keeps_its_own_words),
        cmocka_unit_test(an_empty_map_is_answered_kindly_and_kept_nowhere),
        cmocka_unit_test(words_that_are_too_long_are_refused_and_not_cut),
        cmocka_unit_test(only_what_no_limit_covers_is_offered_as_one),
        cmocka_unit_test(a_no_go_that_was_there_before_makes_no_second_limit),
        cmocka_unit_test(words_of_a_spot_are_found_in_the_diary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
