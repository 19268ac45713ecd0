/* tests/base/region.c - what is made again and again takes no more room than it took at first */
#include "tests/base/support.h"

#include "base/region.h"

#include <stdlib.h>

enum { MEMORY_BYTES = 64 << 20 };

/* Something of many sizes, some larger than a chunk. */
static size_t make(struct region *region, unsigned seed)
{
    static const uint8_t ZEROS[64];
    size_t given = 0;
    for (unsigned i = 0; i < 4000; i++) {
        seed = seed * 1103515245 + 12345;
        size_t len = seed >> 16 & 1023;
        if (i % 1000 == 999)
            len = 200000 + i;
        uint8_t *at = REGION_MANY(region, uint8_t, len);
        assert_non_null(at);
        assert_memory_equal(at, ZEROS, len < 64 ? len : 64);
        memset(at, 0xFF, len);
        uint64_t *number = REGION_NEW(region, uint64_t);
        assert_int_equal((uintptr_t)number % _Alignof(uint64_t), 0);
        assert_int_equal(*number, 0);
        *number = UINT64_MAX;
        given += len + 8;
    }
    return given;
}

static void the_same_made_again_takes_nothing(void **unused)
{
    (void)unused;
    void *memory = malloc(MEMORY_BYTES);
    struct arena arena = dirty_arena(memory, MEMORY_BYTES);
    struct region region;
    region_begin(&region, &arena);
    size_t given = make(&region, 1), before = arena_left(&arena);
    assert_true(MEMORY_BYTES - before < 3 * given);
    for (int i = 0; i < 50; i++) {
        region_again(&region);
        make(&region, 1);
    }
    assert_int_equal(arena_left(&arena), before);
    /* Something else of about the size takes a little more at most, and what was taken for it stays. */
    for (unsigned i = 0; i < 50; i++) {
        region_again(&region);
        make(&region, 2 + i % 5);
    }
    assert_true(before - arena_left(&arena) < 2 * given);
    free(memory);
}

static void what_is_given_is_nobody_elses(void **unused)
{
    (void)unused;
    void *memory = malloc(MEMORY_BYTES);
    struct arena arena = dirty_arena(memory, MEMORY_BYTES);
    struct region region;
    uint8_t *given[3000];
    region_begin(&region, &arena);
    for (int round = 0; round < 3; round++) {
        region_again(&region);
        for (size_t i = 0; i < 3000; i++) {
            given[i] = REGION_MANY(&region, uint8_t, 1 + i % 300);
            memset(given[i], (int)(i % 251), 1 + i % 300);
        }
        for (size_t i = 0; i < 3000; i++)
            for (size_t k = 0; k < 1 + i % 300; k++)
                assert_int_equal(given[i][k], i % 251);
    }
    free(memory);
}

/* A list is one run of its own, also where it goes over from one chunk into the next. */
static void lists_grow_beside_each_other(void **unused)
{
    (void)unused;
    void *memory = malloc(MEMORY_BYTES);
    struct arena arena = dirty_arena(memory, MEMORY_BYTES);
    struct region region;
    region_begin(&region, &arena);
    for (int round = 0; round < 2; round++) {
        LIST_OF(uint64_t) numbers = {0};
        LIST_OF(uint8_t) bytes = {0};
        region_again(&region);
        for (size_t i = 0; i < 100000; i++) {
            REGION_PUSH(&region, &numbers, i);
            REGION_PUSH(&region, &bytes, (uint8_t)i);
        }
        for (size_t i = 0; i < 100000; i++)
            assert_true(numbers.at[i] == i && bytes.at[i] == (uint8_t)i);
    }
    free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_made_again_takes_nothing),
        cmocka_unit_test(what_is_given_is_nobody_elses),
        cmocka_unit_test(lists_grow_beside_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
