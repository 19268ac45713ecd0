/*
 * tests/seal/envelope.c - a sealed record opens only whole, in its place, after the one before it
 */
#include "fixed.h"

static uint8_t memory[1 << 20];

struct link {
    struct bytes envelope;
    struct hash hash;
};

static struct link sealed(const struct vault *v, struct arena *arena, const struct hash *previous, struct str record,
                          uint8_t seed)
{
    struct link link;
    struct entropy entropy = entropy_of(seed);
    assert_int_equal(seal_record(&v->keys, DEVICE, previous, bytes_of_str(record), entropy_bytes(&entropy), arena,
                                 &link.envelope, &link.hash),
                     ERR_OK);
    return link;
}

static enum err opened(const struct vault *v, const struct hash *previous, struct bytes envelope, struct bytes *record)
{
    static uint8_t out[1 << 18];
    struct arena arena = arena_on(out, sizeof out);
    return seal_open_record(&v->keys, DEVICE, previous, envelope, &arena, record);
}

static void records_of_every_step_come_back_whole(void **state)
{
    (void)state;
    static char text[RECORD_MAX_BYTES];
    static const size_t lens[] = {0, 1, 255, 256, 511, 512, 1023, 2047, 4095, 8191, 16383, 32767, RECORD_MAX_BYTES};
    struct vault v = vault_of(1);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    for (size_t i = 0; i < sizeof lens / sizeof lens[0]; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str record = {.at = text, .len = lens[i]};
        struct link link = sealed(&v, &arena, &NO_PREVIOUS, record, 5);
        struct bytes back;
        assert_int_equal(opened(&v, &NO_PREVIOUS, link.envelope, &back), ERR_OK);
        assert_true(bytes_eq(back, bytes_of_str(record)));
    }
}

static void records_of_up_to_255_bytes_look_equally_long(void **state)
{
    (void)state;
    static const char text[256];
    struct vault v = vault_of(1);
    for (size_t len = 0; len < 256; len++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct link link = sealed(&v, &arena, &NO_PREVIOUS, (struct str){.at = text, .len = len}, 5);
        assert_int_equal(link.envelope.len, ENVELOPE_MIN_BYTES);
    }
}

static void too_long_a_record_or_too_little_entropy_is_refused(void **state)
{
    (void)state;
    static const uint8_t text[RECORD_MAX_BYTES + 1];
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct entropy entropy = entropy_of(5);
    struct bytes envelope = {0};
    struct hash hash;
    struct bytes record = {.at = text, .len = sizeof text};
    struct bytes few = bytes_first(entropy_bytes(&entropy), SEAL_ENTROPY_BYTES - 1);

    assert_int_equal(
        seal_record(&v.keys, DEVICE, &NO_PREVIOUS, record, entropy_bytes(&entropy), &arena, &envelope, &hash),
        ERR_TOO_LONG);
    record.len = 1;
    assert_int_equal(seal_record(&v.keys, DEVICE, &NO_PREVIOUS, record, few, &arena, &envelope, &hash), ERR_TRUNCATED);
    assert_null(envelope.at);
}

static void any_changed_byte_of_an_envelope_is_refused(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link link = sealed(&v, &arena, &NO_PREVIOUS, S("I like the quiet."), 5);
    struct bytes record = {0};
    for (size_t i = 0; i < link.envelope.len; i++) {
        struct arena scratch = arena;
        uint8_t *changed = ARENA_MANY(&scratch, uint8_t, link.envelope.len);
        mem_copy(changed, link.envelope.at, link.envelope.len);
        changed[i] ^= 0x01;
        struct bytes envelope = {.at = changed, .len = link.envelope.len};
        assert_int_equal(opened(&v, &NO_PREVIOUS, envelope, &record), ERR_NOT_OPENED);
    }
    assert_null(record.at);
}

static void a_shortened_or_lengthened_envelope_is_refused(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link link = sealed(&v, &arena, &NO_PREVIOUS, S("I like the quiet."), 5);
    struct bytes record = {0};
    uint8_t *grown = ARENA_MANY(&arena, uint8_t, ENVELOPE_MIN_BYTES + 256);
    mem_copy(grown, link.envelope.at, link.envelope.len);

    assert_int_equal(opened(&v, &NO_PREVIOUS, bytes_first(link.envelope, ENVELOPE_MIN_BYTES - 1), &record),
                     ERR_TRUNCATED);
    assert_int_equal(opened(&v, &NO_PREVIOUS, (struct bytes){.at = grown, .len = ENVELOPE_MIN_BYTES + 1}, &record),
                     ERR_MALFORMED);
    assert_int_equal(opened(&v, &NO_PREVIOUS, (struct bytes){.at = grown, .len = ENVELOPE_MIN_BYTES + 256}, &record),
                     ERR_NOT_OPENED);
    assert_null(record.at);
}

static void an_envelope_opens_only_for_its_vault_log_and_device(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct vault other = vault_of(2);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link link = sealed(&v, &arena, &NO_PREVIOUS, S("I like the quiet."), 5);
    struct bytes record = {0};

    assert_int_equal(opened(&other, &NO_PREVIOUS, link.envelope, &record), ERR_NOT_OPENED);
    assert_int_equal(seal_open_record(&v.keys, DEVICE ^ 1, &NO_PREVIOUS, link.envelope, &arena, &record),
                     ERR_NOT_OPENED);
    for (size_t i = 0; i < sizeof v.keys.log.at; i++) {
        struct keyring keys = v.keys;
        keys.log.at[i] ^= 1;
        assert_int_equal(seal_open_record(&keys, DEVICE, &NO_PREVIOUS, link.envelope, &arena, &record), ERR_NOT_OPENED);
    }
    assert_null(record.at);
}

static void any_changed_byte_of_the_previous_hash_is_refused(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link first = sealed(&v, &arena, &NO_PREVIOUS, S("first"), 5);
    struct link second = sealed(&v, &arena, &first.hash, S("second"), 6);
    struct bytes record = {0};
    for (size_t i = 0; i < HASH_BYTES; i++) {
        struct hash wrong = first.hash;
        wrong.at[i] ^= 0x10;
        assert_int_equal(opened(&v, &wrong, second.envelope, &record), ERR_NOT_OPENED);
    }
    assert_int_equal(opened(&v, &first.hash, second.envelope, &record), ERR_OK);
}

/* Open a chain in the order given; how many open before the first refusal. */
static size_t chain_opens(const struct vault *v, const struct link *const *links, size_t len)
{
    struct hash previous = NO_PREVIOUS;
    for (size_t i = 0; i < len; i++) {
        struct bytes record;
        if (opened(v, &previous, links[i]->envelope, &record) != ERR_OK)
            return i;
        previous = seal_hash(links[i]->envelope);
    }
    return len;
}

static void dropped_reordered_doubled_and_swapped_records_are_noticed(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link a = sealed(&v, &arena, &NO_PREVIOUS, S("one"), 5);
    struct link b = sealed(&v, &arena, &a.hash, S("two"), 6);
    struct link c = sealed(&v, &arena, &b.hash, S("three"), 7);
    struct link other_b = sealed(&v, &arena, &a.hash, S("not two"), 8);

    assert_int_equal(chain_opens(&v, (const struct link *[]){&a, &b, &c}, 3), 3);
    assert_int_equal(chain_opens(&v, (const struct link *[]){&b, &c}, 2), 0);
    assert_int_equal(chain_opens(&v, (const struct link *[]){&a, &c}, 2), 1);
    assert_int_equal(chain_opens(&v, (const struct link *[]){&a, &c, &b}, 3), 1);
    assert_int_equal(chain_opens(&v, (const struct link *[]){&a, &a, &b}, 3), 1);
    assert_int_equal(chain_opens(&v, (const struct link *[]){&a, &other_b, &c}, 3), 2);
}

static void a_husk_keeps_the_chain_whole(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link a = sealed(&v, &arena, &NO_PREVIOUS, S("one"), 5);
    struct link b = sealed(&v, &arena, &a.hash, S("two"), 6);
    struct bytes husk = {.at = a.hash.at, .len = sizeof a.hash.at};
    struct hash previous;
    struct bytes record;

    assert_true(husk_read(husk, &previous));
    assert_int_equal(opened(&v, &previous, b.envelope, &record), ERR_OK);
    assert_true(bytes_eq(record, bytes_of_str(S("two"))));
    assert_int_equal(opened(&v, &NO_PREVIOUS, husk, &record), ERR_TRUNCATED);
}

static void a_changed_passphrase_leaves_the_log_readable(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link link = sealed(&v, &arena, &NO_PREVIOUS, S("I like the quiet."), 5);
    struct entropy entropy = entropy_of(100);
    struct bytes record;

    assert_int_equal(seal_set_passphrase(&v.header, &v.keys, S("new words"), CHEAP, entropy_bytes(&entropy)), ERR_OK);
    keyring_wipe(&v.keys);
    assert_int_equal(seal_open_passphrase(&v.header, S("new words"), &v.keys), ERR_OK);
    assert_int_equal(opened(&v, &NO_PREVIOUS, link.envelope, &record), ERR_OK);
    assert_true(bytes_eq(record, bytes_of_str(S("I like the quiet."))));
}

static void sealing_leaves_no_readable_copy_behind(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    mem_zero(memory, sizeof memory);
    (void)sealed(&v, &arena, &NO_PREVIOUS, S("I like the quiet."), 5);
    struct str all = {.at = (const char *)memory, .len = 4096};
    assert_true(str_find(all, S("quiet")) == SIZE_MAX);
}

static void a_refused_envelope_takes_nothing_from_the_arena(void **state)
{
    (void)state;
    struct vault v = vault_of(1);
    struct arena arena = arena_on(memory, sizeof memory);
    struct link link = sealed(&v, &arena, &NO_PREVIOUS, S("I like the quiet."), 5);
    struct bytes record;
    size_t left = arena_left(&arena);
    assert_int_equal(seal_open_record(&v.keys, DEVICE, &link.hash, link.envelope, &arena, &record), ERR_NOT_OPENED);
    assert_int_equal(arena_left(&arena), left);
    assert_int_equal(seal_open_record(&v.keys, DEVICE, &NO_PREVIOUS, link.envelope, &arena, &record), ERR_OK);
    assert_int_equal(arena_left(&arena), left - record.len); /* the padding is given back */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_of_every_step_come_back_whole),
        cmocka_unit_test(records_of_up_to_255_bytes_look_equally_long),
        cmocka_unit_test(too_long_a_record_or_too_little_entropy_is_refused),
        cmocka_unit_test(any_changed_byte_of_an_envelope_is_refused),
        cmocka_unit_test(a_shortened_or_lengthened_envelope_is_refused),
        cmocka_unit_test(an_envelope_opens_only_for_its_vault_log_and_device),
        cmocka_unit_test(any_changed_byte_of_the_previous_hash_is_refused),
        cmocka_unit_test(dropped_reordered_doubled_and_swapped_records_are_noticed),
        cmocka_unit_test(a_husk_keeps_the_chain_whole),
        cmocka_unit_test(a_changed_passphrase_leaves_the_log_readable),
        cmocka_unit_test(sealing_leaves_no_readable_copy_behind),
        cmocka_unit_test(a_refused_envelope_takes_nothing_from_the_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
