/*
 * tests/core/fold/many.c - very many of one kind are folded as they should be, and in few steps each
 *
 * Nothing here looks at a clock: what goes through everything for each of them takes longer than the test may run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/dump.h"

enum { MANY = 60000, HERE = 1, ELSEWHERE = 7 };
#define MEMORY_BYTES ((size_t)512 << 20)
#define FIRST_MS ((int64_t)1772442000000)
#define DAY ((int64_t)24 * 60 * 60 * 1000)

struct life {
    struct arena arena;
    struct state state;
    uint64_t n;
    void *memory;
};

static struct life *life_make(void)
{
    static struct life life;
    life = (struct life){.memory = malloc(MEMORY_BYTES)};
    life.arena = arena_on(life.memory, MEMORY_BYTES);
    state_begin(&life.state, &life.arena);
    return &life;
}

static struct stamp stamp_at(size_t ms, uint64_t device)
{
    return stamp_next((struct stamp){0}, FIRST_MS + (int64_t)ms, device);
}

static void take_as(struct life *life, struct event event, uint64_t n)
{
    struct buf b = buf_on(&life->arena);
    event_encode(&b, &event);
    assert_int_equal(state_take(&life->state, buf_bytes(&b), n), ERR_OK);
}

static void take(struct life *life, struct event event)
{
    take_as(life, event, ++life->n);
}

static struct event draft(size_t ms, size_t first_ms, struct str words)
{
    struct stamp of = first_ms == ms ? (struct stamp){0} : stamp_at(first_ms, HERE);
    return (struct event){.kind = DRAFT_KEPT,
                          .at = stamp_at(ms, HERE),
                          .draft = {.of = of, .about = S("a"), .words = words, .page = S("p")}};
}

static void drafts_stand_in_their_order_and_end(void **unused)
{
    struct life *life = life_make();
    (void)unused;
    for (size_t i = 500; i-- > 0;)
        take(life, draft(i, i, S("words"))); /* each before all that came, as after a merge */
    for (size_t i = 500; i < MANY; i++)
        take(life, draft(i, i, S("words")));
    for (size_t i = 1; i < MANY; i += 2)
        take(life, draft(MANY + i, i, S("")));
    state_settle(&life->state);
    assert_int_equal(life->state.drafts.len, MANY / 2);
    for (size_t i = 0; i < MANY / 2; i++)
        assert_int_equal(stamp_cmp(life->state.drafts.at[i]->item, stamp_at(2 * i, HERE)), 0);
    assert_non_null(state_draft_of(&life->state, stamp_at(2, HERE)));
    assert_null(state_draft_of(&life->state, stamp_at(3, HERE)));
    free(life->memory);
}

static struct str id_of(struct life *life, size_t ms)
{
    struct buf b = buf_on(&life->arena);
    buf_put_stamp(&b, stamp_at(ms, HERE));
    return buf_str(&b);
}

static struct str in_capitals(struct life *life, struct str s)
{
    char *at = ARENA_MANY(&life->arena, char, s.len);
    for (size_t i = 0; i < s.len; i++)
        at[i] = ascii_upper(s.at[i]);
    return (struct str){at, s.len};
}

static void activities_of_ones_own_are_found(void **unused)
{
    struct life *life = life_make();
    (void)unused;
    for (size_t i = 0; i < MANY; i++)
        take(life, (struct event){.kind = ACTIVITY_ADDED,
                                  .at = stamp_at(i, HERE),
                                  .own = {.name = S("a walk"), .dimension = 1, .company = 1, .level = 1}});
    for (size_t i = 0; i < MANY; i++)
        take(life, (struct event){
                       .kind = ACTIVITY_PASSED, .at = stamp_at(MANY + i, HERE), .pass = {.activity = id_of(life, i)}});
    state_settle(&life->state);
    assert_int_equal(life->state.rungs.len, LIBRARY_LEN + MANY);
    for (size_t i = 0; i < MANY; i++) {
        const struct rung *rung = state_rung(&life->state, id_of(life, i));
        assert_ptr_equal(rung, life->state.rungs.at[LIBRARY_LEN + i]);
        assert_int_equal(rung->passed_ms, FIRST_MS + (int64_t)(MANY + i));
    }
    /* No other text is one of them: of something else, of nothing, in capitals, too short. */
    assert_null(state_rung(&life->state, id_of(life, 2 * MANY)));
    assert_null(state_rung(&life->state, id_of(life, MANY)));
    assert_null(state_rung(&life->state, S("")));
    assert_false(str_eq(id_of(life, 5), in_capitals(life, id_of(life, 5))));
    assert_null(state_rung(&life->state, in_capitals(life, id_of(life, 5))));
    assert_null(state_rung(&life->state, str_first(id_of(life, 5), 31)));
    free(life->memory);
}

static void plans_that_are_refused_hide_nothing(void **unused)
{
    struct life *life = life_make();
    (void)unused;
    for (size_t i = 0; i < MANY; i++)
        take(life, (struct event){.kind = PRACTICE_PLANNED,
                                  .at = stamp_at(i, HERE),
                                  .plan = {.activity = S("A13"), .level = 1, .minutes = 5, .ask_seconds = 60}});
    assert_int_equal(life->state.practices.len, MANY);
    assert_int_equal(life->state.agreed.len, 1);
    assert_ptr_equal(state_open_practice(&life->state), state_practice(&life->state, stamp_at(0, HERE)));
    free(life->memory);
}

static struct event deletion(size_t ms, unsigned level)
{
    return (struct event){.kind = ITEM_REMOVED,
                          .at = stamp_at(ms, ELSEWHERE),
                          .remove = {.item = stamp_at(ms, HERE), .rest_level = SCORE(level)}};
}

/* What is deleted elsewhere waits in the store, and becomes husks all at once, where little room is left. */
static void what_waits_becomes_husks_in_little_room(void **unused)
{
    struct life *life = life_make();
    uint64_t *places = calloc(MANY, sizeof *places);
    (void)unused;
    for (size_t i = 0; i < MANY; i++) {
        take(life, deletion(i, 2));
        take(life, (struct event){.kind = NOTE_WRITTEN,
                                  .at = stamp_at(i, HERE),
                                  .note = {.sort = NOTE_JOURNAL, .words = S("words")}});
        places[i] = life->n;
    }
    state_settle(&life->state);
    assert_int_equal(life->state.log.held.len, MANY);
    life->arena.end = life->arena.at + (300 << 10);
    log_husked(&life->state.log, places + 1, MANY - 2); /* all but the first and the last */
    assert_int_equal(life->state.log.held.len, 2);
    assert_true(life->state.log.held.at[0].n == places[0] && life->state.log.held.at[1].n == places[MANY - 1]);
    log_husked(&life->state.log, places, MANY);
    assert_int_equal(life->state.log.held.len, 0);
    free(places);
    free(life->memory);
}

/* In one day; each carries a rest on. */
static void the_lowest_of_many_rests_holds(void **unused)
{
    struct life *life = life_make();
    (void)unused;
    for (size_t i = 0; i < MANY; i++) {
        take(life, deletion(i, i == MANY / 2 ? 1 : 2 + i % 2));
        if (i % 1000 == 0 || i == MANY / 2)
            assert_int_equal(state_rest(&life->state, FIRST_MS + (int64_t)i).is, i >= MANY / 2 ? 1 : 2);
    }
    assert_true(life->state.rests.len < 10);
    assert_true(state_rests(&life->state, FIRST_MS + MANY));
    assert_int_equal(rests_until_ms(&life->state, FIRST_MS + MANY) % DAY, 0);
    free(life->memory);
}

/* A rest from elsewhere says nothing here, so it takes no place of one that does. */
static void a_rest_of_elsewhere_hides_none_of_here(void **unused)
{
    struct life *life = life_make();
    (void)unused;
    life->state.own_device = HERE;
    life->state.own_since = 5;
    take_as(life, deletion(10, 2), 3); /* of before this device had its number */
    take_as(life, deletion(0, 2), 10); /* earlier by its clock, and from a copy that went on */
    state_settle(&life->state);
    assert_true(state_rests(&life->state, FIRST_MS + 20));
    free(life->memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drafts_stand_in_their_order_and_end),
        cmocka_unit_test(activities_of_ones_own_are_found),
        cmocka_unit_test(plans_that_are_refused_hide_nothing),
        cmocka_unit_test(the_lowest_of_many_rests_holds),
        cmocka_unit_test(a_rest_of_elsewhere_hides_none_of_here),
        cmocka_unit_test(what_waits_becomes_husks_in_little_room),
    };
    return cmocka_run_group_tests_name("many", tests, NULL, NULL);
}
