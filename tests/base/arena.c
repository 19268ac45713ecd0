/* tests/base/arena.c - memory is zeroed, aligned, never NULL, and never more than there is */
#include "tests/base/support.h"

#include "base/arena.h"

struct pair {
    uint64_t first;
    uint8_t second;
};

static _Alignas(16) uint8_t memory[256];

static void dirty_memory_is_handed_out_zeroed(void **unused)
{
    (void)unused;
    static const uint8_t zeros[100];
    struct arena arena = dirty_arena(memory, sizeof memory);
    for (int round = 0; round < 2; round++) {
        struct arena scratch = arena;
        uint8_t *given = ARENA_MANY(&scratch, uint8_t, 100);
        assert_memory_equal(given, zeros, 100);
        memset(given, 0xFF, 100);
    }
}

static void what_is_given_is_aligned_for_its_type(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    for (size_t align = 1; align <= 16; align *= 2) {
        arena_alloc(&arena, 1, 1, 1);
        uintptr_t at = (uintptr_t)arena_alloc(&arena, 1, align, 1);
        assert_int_equal(at % align, 0);
    }
}

static void pieces_do_not_touch_each_other(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct pair *a = ARENA_MANY(&arena, struct pair, 3);
    uint8_t *b = ARENA_MANY(&arena, uint8_t, 5);
    struct pair *c = ARENA_NEW(&arena, struct pair);
    assert_true((uint8_t *)(a + 3) <= b);
    assert_true(b + 5 <= (uint8_t *)c);
    assert_true((uint8_t *)(c + 1) <= memory + sizeof memory);
}

static void all_of_an_arena_can_be_used(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    assert_int_equal(arena_left(&arena), sizeof memory);
    assert_ptr_equal(ARENA_MANY(&arena, uint8_t, sizeof memory), memory);
    assert_int_equal(arena_left(&arena), 0);
}

static void nothing_of_something_is_not_null(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    ARENA_MANY(&arena, uint8_t, sizeof memory);
    assert_non_null(ARENA_MANY(&arena, uint8_t, 0));
}

static void what_a_scratch_copy_took_is_given_back(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct arena scratch = arena;
    void *taken = ARENA_NEW(&scratch, struct pair);
    assert_int_equal(arena_left(&arena), sizeof memory);
    assert_ptr_equal(ARENA_NEW(&arena, struct pair), taken);
}

static void an_empty_arena_has_nothing_left(void **unused)
{
    (void)unused;
    struct arena none = {0};
    struct arena on_nothing = arena_on(NULL, 0);
    assert_int_equal(arena_left(&none), 0);
    assert_int_equal(arena_left(&on_nothing), 0);
}

static void a_list_keeps_what_was_put_and_their_order(void **unused)
{
    (void)unused;
    static _Alignas(16) uint8_t room[1 << 16];
    struct arena arena = dirty_arena(room, sizeof room);
    LIST_OF(struct pair) list = {0};
    for (uint64_t i = 0; i < 1000; i++) {
        ARENA_PUSH(&arena, &list, (struct pair){i, (uint8_t)i});
        assert_true(list.len == i + 1 && list.len <= list.cap);
        assert_int_equal((uintptr_t)list.at % _Alignof(struct pair), 0);
    }
    for (uint64_t i = 0; i < 1000; i++)
        assert_true(list.at[i].first == i && list.at[i].second == (uint8_t)i);
    /* It doubles: all that it outgrew together is less than what it has now. */
    assert_true(sizeof room - arena_left(&arena) < 2 * list.cap * sizeof(struct pair));
}

static void a_list_that_has_room_takes_nothing(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    LIST_OF(uint8_t) list = {0};
    ARENA_PUSH(&arena, &list, 7);
    uint8_t *at = list.at;
    size_t left = arena_left(&arena);
    while (list.len < list.cap)
        ARENA_PUSH(&arena, &list, 7);
    assert_ptr_equal(list.at, at);
    assert_int_equal(arena_left(&arena), left);
    assert_ptr_equal(arena_grown(&arena, list.at, 1, list.len, 0, &list.cap), at);
    assert_int_equal(arena_left(&arena), left);
}

static void a_list_grows_to_what_is_wanted_and_at_least_twice(void **unused)
{
    (void)unused;
    assert_int_equal(list_cap(0, 0, 0), 0);
    assert_true(list_cap(0, 0, 1) >= 1);
    assert_int_equal(list_cap(64, 64, 0), 64);
    assert_int_equal(list_cap(64, 10, 54), 64);
    assert_int_equal(list_cap(64, 64, 1), 128);
    assert_int_equal(list_cap(64, 60, 1000), 1060);
    assert_int_equal(list_cap(SIZE_MAX - 1, SIZE_MAX - 1, 1), SIZE_MAX); /* which no arena has */
}

static void put_more_than_can_be_counted(void)
{
    list_cap(4, SIZE_MAX, 1);
}

static void grow_beyond_the_address_space(void)
{
    struct arena arena = arena_on(memory, sizeof memory);
    size_t cap = SIZE_MAX / 2;
    arena_grown(&arena, memory, 8, cap, 1, &cap);
}

static void grow_beyond_the_arena(void)
{
    struct arena arena = arena_on(memory, sizeof memory);
    LIST_OF(uint64_t) list = {0};
    for (;;)
        ARENA_PUSH(&arena, &list, 1);
}

static void take_one_byte_too_many(void)
{
    struct arena arena = arena_on(memory, 16);
    arena_alloc(&arena, 1, 1, 17);
}

static void take_when_only_padding_fits(void)
{
    struct arena arena = arena_on(memory + 1, 8);
    arena_alloc(&arena, 8, 8, 1);
}

static void take_more_than_can_be_counted(void)
{
    struct arena arena = arena_on(memory, 16);
    arena_alloc(&arena, 16, 1, SIZE_MAX / 16 + 2);
}

static void take_from_nothing(void)
{
    struct arena arena = {0};
    arena_alloc(&arena, 1, 1, 0);
}

static void take_with_an_odd_alignment(void)
{
    struct arena arena = arena_on(memory, 16);
    arena_alloc(&arena, 1, 3, 1);
}

static void take_what_is_there(void)
{
    struct arena arena = arena_on(memory, 16);
    arena_alloc(&arena, 8, 8, 2);
}

static void asking_for_more_than_there_is_traps(void **unused)
{
    (void)unused;
    assert_true(traps(take_one_byte_too_many));
    assert_true(traps(take_when_only_padding_fits));
    assert_true(traps(take_more_than_can_be_counted));
    assert_true(traps(take_from_nothing));
    assert_true(traps(take_with_an_odd_alignment));
    assert_true(traps(put_more_than_can_be_counted));
    assert_true(traps(grow_beyond_the_address_space));
    assert_true(traps(grow_beyond_the_arena));
    assert_false(traps(take_what_is_there));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dirty_memory_is_handed_out_zeroed),
        cmocka_unit_test(what_is_given_is_aligned_for_its_type),
        cmocka_unit_test(pieces_do_not_touch_each_other),
        cmocka_unit_test(all_of_an_arena_can_be_used),
        cmocka_unit_test(nothing_of_something_is_not_null),
        cmocka_unit_test(what_a_scratch_copy_took_is_given_back),
        cmocka_unit_test(an_empty_arena_has_nothing_left),
        cmocka_unit_test(asking_for_more_than_there_is_traps),
        cmocka_unit_test(a_list_keeps_what_was_put_and_their_order),
        cmocka_unit_test(a_list_that_has_room_takes_nothing),
        cmocka_unit_test(a_list_grows_to_what_is_wanted_and_at_least_twice),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
