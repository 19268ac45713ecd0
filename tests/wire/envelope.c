/*
 * tests/wire/envelope.c - envelopes are told from husks and split; padding hides length and comes off again
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wire/envelope.h"

static uint8_t memory[1 << 20];
static uint8_t input[ENVELOPE_MAX_BYTES + 1];
static struct bytes in(size_t len)
{
    for (size_t i = 0; i < sizeof input; i++)
        input[i] = (uint8_t)(i * 7 + i / 256);
    return (struct bytes){.at = input, .len = len};
}

static void every_record_shorter_than_a_step_pads_to_that_step(void **state)
{
    (void)state;
    for (size_t len = 0; len < 256; len++)
        assert_int_equal(padded_len(len), 256);
    assert_int_equal(padded_len(256), 512);
    assert_int_equal(padded_len(32767), 32768);
    assert_int_equal(padded_len(32768), 65280);
    assert_int_equal(padded_len(65280), 131072);
    assert_int_equal(padded_len(131072), PADDED_MAX_BYTES);
    assert_int_equal(padded_len(RECORD_MAX_BYTES), PADDED_MAX_BYTES);
}

static void padding_leaves_room_for_its_mark_at_every_length(void **state)
{
    (void)state;
    for (size_t len = 0; len <= RECORD_MAX_BYTES; len++) {
        if (padded_len(len) <= len || !padded_len_is_step(padded_len(len)))
            fail_msg("length %zu", len);
    }
}

static void what_was_padded_comes_back_whole(void **state)
{
    (void)state;
    static const size_t lens[] = {0, 1, 254, 255, 256, 257, 4095, 4096, 32767, 32768, RECORD_MAX_BYTES};
    for (size_t i = 0; i < sizeof lens / sizeof lens[0]; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct buf padded = buf_on(&arena);
        struct bytes back;

        pad_put(&padded, in(lens[i]));
        assert_int_equal(padded.len, padded_len(lens[i]));
        assert_int_equal(pad_strip(buf_bytes(&padded), &back), ERR_OK);
        assert_true(bytes_eq(back, in(lens[i])));
    }
}

static void a_record_that_ends_like_padding_comes_back_whole(void **state)
{
    (void)state;
    static const uint8_t record[] = {'a', 0x80, 0, 0x80, 0, 0};
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf padded = buf_on(&arena);
    struct bytes back;

    pad_put(&padded, (struct bytes){.at = record, .len = sizeof record});
    assert_int_equal(pad_strip(buf_bytes(&padded), &back), ERR_OK);
    assert_int_equal(back.len, sizeof record);
    assert_memory_equal(back.at, record, sizeof record);
}

static void padding_without_a_mark_is_refused(void **state)
{
    (void)state;
    static const uint8_t zeros[256];
    static const uint8_t wrong[4] = {'a', 0x81, 0, 0};
    struct bytes back = {0};

    assert_int_equal(pad_strip((struct bytes){.at = zeros, .len = sizeof zeros}, &back), ERR_MALFORMED);
    assert_int_equal(pad_strip((struct bytes){.at = wrong, .len = sizeof wrong}, &back), ERR_MALFORMED);
    assert_int_equal(pad_strip((struct bytes){0}, &back), ERR_MALFORMED);
    assert_null(back.at);
}

static void an_envelope_splits_into_its_three_parts(void **state)
{
    (void)state;
    struct envelope parts;
    assert_int_equal(envelope_split(in(ENVELOPE_MIN_BYTES), &parts), ERR_OK);
    assert_ptr_equal(parts.nonce.at, input);
    assert_int_equal(parts.nonce.len, 24);
    assert_ptr_equal(parts.sealed.at, input + 24);
    assert_int_equal(parts.sealed.len, 256);
    assert_ptr_equal(parts.tag.at, input + 280);
    assert_int_equal(parts.tag.len, 16);
    assert_int_equal(envelope_split(in(ENVELOPE_MAX_BYTES), &parts), ERR_OK);
    assert_int_equal(parts.sealed.len, PADDED_MAX_BYTES);
}

static void only_lengths_that_padding_gives_are_envelopes(void **state)
{
    (void)state;
    size_t split = 0;
    for (size_t len = 0; len <= ENVELOPE_MAX_BYTES + 1; len++) {
        struct envelope parts;
        enum err e = envelope_split((struct bytes){.at = input, .len = len}, &parts);
        enum err expected = len < ENVELOPE_MIN_BYTES   ? ERR_TRUNCATED
                            : len > ENVELOPE_MAX_BYTES ? ERR_TOO_LONG
                                                       : ERR_MALFORMED;
        if (e == ERR_OK)
            split++;
        else if (e != expected)
            fail_msg("length %zu", len);
    }
    assert_int_equal(split, 11);
}

static void only_a_hash_alone_is_a_husk(void **state)
{
    (void)state;
    struct hash hash;
    assert_false(husk_read(in(31), &hash));
    assert_false(husk_read(in(33), &hash));
    assert_false(husk_read(in(ENVELOPE_MIN_BYTES), &hash));
    assert_true(husk_read(in(32), &hash));
    assert_memory_equal(hash.at, input, 32);
}

static void associated_data_names_format_log_device_and_previous(void **state)
{
    (void)state;
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf out = buf_on(&arena);
    struct log_id log;
    struct hash previous;
    for (size_t i = 0; i < 32; i++) {
        log.at[i] = (uint8_t)(0x40 + i);
        previous.at[i] = (uint8_t)(0xa0 + i);
    }
    static const uint8_t device[8] = {1, 2, 3, 4, 5, 6, 7, 8};

    aad_put(&out, &log, 0x0102030405060708, &previous);
    assert_int_equal(out.len, AAD_BYTES);
    assert_memory_equal(out.at, "attune1", 8);
    assert_memory_equal(out.at + 8, log.at, 32);
    assert_memory_equal(out.at + 40, device, 8);
    assert_memory_equal(out.at + 48, previous.at, 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_shorter_than_a_step_pads_to_that_step),
        cmocka_unit_test(padding_leaves_room_for_its_mark_at_every_length),
        cmocka_unit_test(what_was_padded_comes_back_whole),
        cmocka_unit_test(a_record_that_ends_like_padding_comes_back_whole),
        cmocka_unit_test(padding_without_a_mark_is_refused),
        cmocka_unit_test(an_envelope_splits_into_its_three_parts),
        cmocka_unit_test(only_lengths_that_padding_gives_are_envelopes),
        cmocka_unit_test(only_a_hash_alone_is_a_husk),
        cmocka_unit_test(associated_data_names_format_log_device_and_previous),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
