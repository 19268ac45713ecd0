/*
 * tests/base/mem.c - the stand-ins for a missing C library do what the C library does
 *
 * They exist only for bare WebAssembly.  Here the compiler is told that this is it, and they
 * get names of their own, so that they run under the sanitizers beside the real ones.
 */
#include "tests/base/support.h"

#define __wasm__ 1
#define memcpy standin_memcpy
#define memmove standin_memmove
#define memset standin_memset
#define memcmp standin_memcmp
#define strlen standin_strlen
#include "base/mem.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen

enum { ROOM = 64 };

static void fill(uint8_t at[ROOM], uint64_t *seed)
{
    for (size_t i = 0; i < ROOM; i++)
        at[i] = (uint8_t)chance(seed);
}

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void moves_are_the_c_librarys_at_every_distance_and_length(void **unused)
{
    (void)unused;
    uint64_t seed = 10;
    for (size_t from = 0; from < 32; from++) {
        for (size_t to = 0; to < 32; to++) {
            for (size_t len = 0; len <= 32; len++) {
                uint8_t ours[ROOM], theirs[ROOM];
                fill(ours, &seed);
                memcpy(theirs, ours, ROOM);
                assert_ptr_equal(standin_memmove(ours + to, ours + from, len), ours + to);
                memmove(theirs + to, theirs + from, len);
                assert_memory_equal(ours, theirs, ROOM);
            }
        }
    }
}

static void copies_and_fillings_touch_their_bytes_and_no_others(void **unused)
{
    (void)unused;
    uint64_t seed = 11;
    for (size_t at = 0; at < 16; at++) {
        for (size_t len = 0; len <= 40; len++) {
            uint8_t source[ROOM], ours[ROOM], theirs[ROOM];
            fill(source, &seed);
            fill(ours, &seed);
            memcpy(theirs, ours, ROOM);
            assert_ptr_equal(standin_memcpy(ours + at, source + 3, len), ours + at);
            memcpy(theirs + at, source + 3, len);
            assert_memory_equal(ours, theirs, ROOM);
            assert_ptr_equal(standin_memset(ours + at, 0x1C3, len), ours + at);
            memset(theirs + at, 0xC3, len);
            assert_memory_equal(ours, theirs, ROOM);
        }
    }
}

static void comparing_sees_the_first_difference_wherever_it_is(void **unused)
{
    (void)unused;
    uint64_t seed = 12;
    for (size_t len = 0; len <= 40; len++) {
        uint8_t a[ROOM], b[ROOM];
        fill(a, &seed);
        memcpy(b, a, ROOM);
        assert_int_equal(standin_memcmp(a, b, len), 0);
        for (size_t at = 0; at < len; at++) {
            memcpy(b, a, ROOM);
            b[at] ^= (uint8_t)(1 + chance(&seed) % 255);
            b[len - 1] ^= 0x80; /* a later difference must not win */
            assert_int_equal(sign(standin_memcmp(a, b, len)), sign(memcmp(a, b, len)));
        }
    }
}

static void lengths_end_at_the_terminator(void **unused)
{
    (void)unused;
    assert_int_equal(standin_strlen(""), 0);
    assert_int_equal(standin_strlen("ground"), 6);
    assert_int_equal(standin_strlen("a\0b"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_the_c_librarys_at_every_distance_and_length),
        cmocka_unit_test(copies_and_fillings_touch_their_bytes_and_no_others),
        cmocka_unit_test(comparing_sees_the_first_difference_wherever_it_is),
        cmocka_unit_test(lengths_end_at_the_terminator),
    };
    return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
