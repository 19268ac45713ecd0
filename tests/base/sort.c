/* tests/base/sort.c - any order becomes the one, with room and without, and in few steps */
#include "tests/base/support.h"

#include "base/sort.h"

#include <stdlib.h>

enum { MOST = 3000, MEMORY_BYTES = 1 << 20 };

struct thing {
    uint32_t key, place;
    uint8_t more[5]; /* a size that is no power of two */
};

static uint64_t asked;

static int by_key(const void *a, const void *b, struct arena scratch)
{
    const struct thing *x = a, *y = b;
    asked++;
    if (arena_left(&scratch) > 16) /* taken and given back: what is sorted must not lie there */
        memset(ARENA_MANY(&scratch, uint8_t, 16), 0x5A, 16);
    return (x->key > y->key) - (x->key < y->key);
}

static void fill(struct thing *things, size_t len, int how, uint64_t *seed)
{
    for (size_t i = 0; i < len; i++) {
        uint64_t random = chance(seed);
        uint64_t key = how == 0 ? i : how == 1 ? len - i : how == 2 ? random % 7 : how == 3 ? random : 5;
        things[i] = (struct thing){.key = (uint32_t)key, .place = (uint32_t)i, .more = {(uint8_t)i, 1, 2, 3, 4}};
    }
}

static void check(const struct thing *things, size_t len, bool stable)
{
    static bool seen[MOST];
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < len; i++) {
        const struct thing *thing = &things[i];
        assert_false(seen[thing->place]);
        seen[thing->place] = true;
        assert_true(thing->more[0] == (uint8_t)thing->place && thing->more[4] == 4);
        if (i == 0)
            continue;
        assert_true(things[i - 1].key <= thing->key);
        if (stable && things[i - 1].key == thing->key)
            assert_true(things[i - 1].place < thing->place);
    }
}

static void sort_all(struct arena scratch, bool stable)
{
    static struct thing things[MOST];
    static const size_t LENS[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 1000, 1025, MOST};
    uint64_t seed = 1;
    for (size_t l = 0; l < sizeof LENS / sizeof *LENS; l++)
        for (int how = 0; how < 5; how++) {
            size_t len = LENS[l], steps = 0;
            while ((size_t)1 << steps < len)
                steps++;
            fill(things, len, how, &seed);
            asked = 0;
            sort(things, len, sizeof *things, by_key, scratch);
            check(things, len, stable);
            assert_true(asked <= 2 * len * (steps + 1));
        }
}

static void with_room_equals_keep_their_order(void **unused)
{
    (void)unused;
    void *memory = malloc(MEMORY_BYTES);
    sort_all(dirty_arena(memory, MEMORY_BYTES), true);
    free(memory);
}

static void without_room_it_is_sorted_too(void **unused)
{
    (void)unused;
    uint8_t memory[16];
    sort_all(dirty_arena(memory, sizeof memory), false);
    sort_all((struct arena){0}, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_room_equals_keep_their_order),
        cmocka_unit_test(without_room_it_is_sorted_too),
    };
    return cmocka_run_group_tests_name("sort", tests, NULL, NULL);
}
