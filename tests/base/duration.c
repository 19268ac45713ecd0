/* tests/base/duration.c - a length put into real heads of recordings; whatever else comes is left as it was */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/duration.h"

enum {
    ROOM = 1024,
    MOST_CHANGED = 7 + 128,
    WEBM_WRITER_AT = 0x45,
    WEBM_SCALE_AT = 0x53,
    WEBM_DURATION_AT = 0x59,
    MP4_MVHD_AT = 0x50,
    MP4_MEHD_AT = 0x305
};

/* The first bytes of what Firefox 153, WebKitGTK 2.50 and Chromium recorded. */
static size_t head(const char *name, uint8_t *out)
{
    char path[64];
    snprintf(path, sizeof path, "tests/fuzz/corpus/duration/%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(out, 1, ROOM, file);
    fclose(file);
    assert_in_range(len, 256, ROOM - 1);
    return len;
}

static double double_at(const uint8_t *at)
{
    uint64_t bits = 0;
    double value;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | at[i];
    memcpy(&value, &bits, sizeof value);
    return value;
}

static size_t changed(const uint8_t *a, const uint8_t *b, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += a[i] != b[i];
    return n;
}

static void firefoxs_webm_says_its_length(void **state)
{
    (void)state;
    uint8_t at[ROOM], was[ROOM];
    size_t len = head("firefox.webm", at);
    memcpy(was, at, len);
    assert_true(duration_write(at, len, 6));
    assert_true(double_at(at + WEBM_DURATION_AT) == 6000.0); /* its scale is a millisecond */
    assert_in_range(changed(at, was, len), 1, 8);
    assert_false(duration_write(at, len, 7)); /* what it says now it keeps */
    assert_true(double_at(at + WEBM_DURATION_AT) == 6000.0);
}

static void webms_scale_is_heeded(void **state)
{
    (void)state;
    uint8_t at[ROOM];
    size_t len = head("firefox.webm", at);
    memcpy(at + WEBM_SCALE_AT, "\x00\x27\x10", 3); /* 10,000 ns */
    assert_true(duration_write(at, len, 3));
    assert_true(double_at(at + WEBM_DURATION_AT) == 300000.0);
    len = head("firefox.webm", at);
    memset(at + WEBM_SCALE_AT, 0, 3);
    assert_false(duration_write(at, len, 3));
}

/* It has no field for a length: the name of the program makes room for one. */
static void chromiums_webm_says_its_length(void **state)
{
    (void)state;
    uint8_t at[ROOM], was[ROOM];
    size_t len = head("chromium.webm", at);
    memcpy(was, at, len);
    assert_true(duration_write(at, len, 6));
    /* Duration, 4 bytes, 6000.0; Void, 0 bytes. */
    assert_memory_equal(at + WEBM_WRITER_AT, "\x44\x89\x84\x45\xBB\x80\x00\xEC\x80", 9);
    assert_memory_equal(at + WEBM_WRITER_AT + 9, was + WEBM_WRITER_AT + 9, len - WEBM_WRITER_AT - 9);
    assert_false(duration_write(at, len, 7));
    /* A name that leaves one byte over cannot be filled. */
    len = head("chromium.webm", at);
    memcpy(at + WEBM_WRITER_AT,
           "\x57\x41\x85"
           "12345\x80",
           9);
    assert_false(duration_write(at, len, 6));
}

static void webkits_mp4_says_its_length(void **state)
{
    (void)state;
    uint8_t at[ROOM], was[ROOM];
    size_t len = head("webkit.mp4", at);
    memcpy(was, at, len);
    assert_true(duration_write(at, len, 6));
    assert_memory_equal(at + MP4_MEHD_AT + 4, "\0\0\0\0\0\0\x2A\x30", 8); /* 6 × 1800 */
    assert_in_range(changed(at, was, len), 1, 8);
    assert_false(duration_write(at, len, 7));
}

/* Version 0 has four bytes; what would not fit is not written. */
static void mp4_with_a_short_field(void **state)
{
    (void)state;
    uint8_t at[ROOM];
    size_t len = head("webkit.mp4", at);
    at[MP4_MEHD_AT] = 0;
    assert_true(duration_write(at, len, 6));
    assert_memory_equal(at + MP4_MEHD_AT + 4, "\0\0\x2A\x30", 4);
    len = head("webkit.mp4", at);
    at[MP4_MEHD_AT] = 0;
    memset(at + MP4_MVHD_AT + 12, 0xFF, 4);
    assert_false(duration_write(at, len, 6));
}

/* Cut anywhere, or one byte of it any other: only the length may change, or the name of a program that stood in its
 * place. */
static void broken_heads_change_nothing_else(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"firefox.webm", "webkit.mp4", "chromium.webm"};
    uint8_t was[ROOM], at[ROOM];
    for (size_t i = 0; i < 3; i++) {
        size_t len = head(NAMES[i], was);
        for (size_t cut = 0; cut < len; cut++)
            for (unsigned other = 0; other < 256; other += 51) {
                memcpy(at, was, cut);
                if (cut)
                    at[cut / 2] = (uint8_t)other;
                uint8_t then[ROOM];
                memcpy(then, at, cut);
                bool wrote = duration_write(at, cut, 3600);
                assert_in_range(changed(at, then, cut), wrote ? 1 : 0, wrote ? MOST_CHANGED : 0);
            }
    }
}

static void other_things_are_left_alone(void **state)
{
    (void)state;
    uint8_t jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F'};
    uint8_t ogg[] = "OggS\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    uint8_t at[ROOM];
    assert_false(duration_write(jpeg, sizeof jpeg, 5));
    assert_false(duration_write(ogg, sizeof ogg, 5));
    assert_false(duration_write(at, 0, 5));
    assert_false(duration_write(at, head("firefox.webm", at), 0)); /* nobody knows */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(firefoxs_webm_says_its_length),  cmocka_unit_test(webms_scale_is_heeded),
        cmocka_unit_test(chromiums_webm_says_its_length), cmocka_unit_test(webkits_mp4_says_its_length),
        cmocka_unit_test(mp4_with_a_short_field),         cmocka_unit_test(broken_heads_change_nothing_else),
        cmocka_unit_test(other_things_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
