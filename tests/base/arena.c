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
    assert_false(traps(take_what_is_there));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dirty_memory_is_handed_out_zeroed), cmocka_unit_test(what_is_given_is_aligned_for_its_type),
        cmocka_unit_test(pieces_do_not_touch_each_other),    cmocka_unit_test(all_of_an_arena_can_be_used),
        cmocka_unit_test(nothing_of_something_is_not_null),  cmocka_unit_test(what_a_scratch_copy_took_is_given_back),
        cmocka_unit_test(an_empty_arena_has_nothing_left),   cmocka_unit_test(asking_for_more_than_there_is_traps),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
