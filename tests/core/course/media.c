/* tests/core/course/media.c - chunks in order, doubled, missing and hostile; what may be begun, added and kept as a comfort */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/course/media.h"
#include "core/fold/fold.h"

enum { MEMORY = 16 << 20 };
static uint8_t memory[MEMORY];

struct life {
    struct arena arena;
    struct state state;
    struct stamp item;
    uint64_t n;
};

static struct stamp tell(struct life *life, struct event event)
{
    struct event *kept = ARENA_NEW(&life->arena, struct event);
    *kept = event;
    kept->n = ++life->n;
    kept->at = stamp_next(life->state.log.last, (int64_t)1764000000000 + (int64_t)life->n, 7);
    state_fold(&life->state, kept);
    return kept->at;
}

static void begin(struct life *life)
{
    *life = (struct life){.arena = arena_on(memory, sizeof memory)};
    state_begin(&life->state, &life->arena);
    life->item =
        tell(life, (struct event){.kind = MEDIA_BEGUN, .media = {.sort = MEDIA_VOICE, .type = S("audio/webm")}});
}

static void chunk(struct life *life, uint32_t number, const char *data, bool last)
{
    tell(life,
         (struct event){
             .kind = MEDIA_CHUNK,
             .chunk = {.item = life->item, .number = number, .last = last, .data = bytes_of_str(str_from_c(data))}});
}

static struct media_whole whole(struct life *life)
{
    struct media_whole out;
    media_whole(state_entry(&life->state, life->item), &life->arena, &out);
    return out;
}

static bool holds(struct life *life, const char *words)
{
    struct media_whole w = whole(life);
    return str_eq(str_of_bytes(media_bytes(&w, &life->arena)), str_from_c(words));
}

static void chunks_make_one_recording_whatever_order_they_came_in(void **at)
{
    (void)at;
    struct life life;
    begin(&life);
    chunk(&life, 3, "c", true);
    chunk(&life, 1, "a", false);
    chunk(&life, 2, "b", false);
    assert_true(holds(&life, "abc"));
    assert_true(whole(&life).ended);
}

static void of_two_with_one_number_the_first_counts(void **at)
{
    (void)at;
    struct life life;
    begin(&life);
    chunk(&life, 1, "a", false);
    chunk(&life, 2, "b", false);
    chunk(&life, 1, "x", true);
    assert_true(holds(&life, "ab"));
    assert_false(whole(&life).ended);
}

static void a_recording_ends_where_a_chunk_is_missing(void **at)
{
    (void)at;
    struct life life;
    begin(&life);
    chunk(&life, 1, "a", false);
    chunk(&life, 3, "c", true);
    assert_true(holds(&life, "a"));
    assert_true(whole(&life).broken);
    assert_false(whole(&life).ended);
}

static void a_recording_cut_short_keeps_what_came(void **at)
{
    (void)at;
    struct life life;
    begin(&life);
    assert_true(holds(&life, ""));
    chunk(&life, 1, "a", false);
    assert_true(holds(&life, "a"));
    assert_false(whole(&life).broken);
}

static void a_chunk_of_nothing_known_changes_nothing(void **at)
{
    (void)at;
    struct life life;
    begin(&life);
    struct stamp note = tell(&life, (struct event){.kind = NOTE_WRITTEN, .note = {.sort = 1, .words = S("x")}});
    life.item.device++;
    chunk(&life, 1, "a", true);
    life.item = note;
    chunk(&life, 1, "a", true);
    assert_null(state_entry(&life.state, note)->chunks);
}

static void hostile_numbers_and_sizes_do_not_grow_it(void **at)
{
    (void)at;
    struct life life;
    static uint8_t large[CHUNK_MAX_BYTES];
    begin(&life);
    chunk(&life, 0, "zero", false);
    chunk(&life, CHUNKS_MAX, "far", true);
    assert_true(holds(&life, ""));
    for (uint32_t i = 1; i <= 100; i++)
        tell(&life, (struct event){.kind = MEDIA_CHUNK,
                                   .chunk = {.item = life.item, .number = i, .data = {large, sizeof large}}});
    assert_true(whole(&life).bytes <= MEDIA_MAX_BYTES);
    assert_int_equal(whole(&life).len, MEDIA_MAX_BYTES / CHUNK_MAX_BYTES);
}

static void deleting_takes_every_chunk_doubled_ones_too(void **at)
{
    (void)at;
    struct life life;
    uint64_t *places;
    begin(&life);
    chunk(&life, 1, "a", false);
    chunk(&life, 1, "b", false);
    chunk(&life, 9, "c", true);
    assert_int_equal(state_places(&life.state, life.item, &life.arena, &places), 4);
    tell(&life, (struct event){.kind = ITEM_REMOVED, .remove = {.item = life.item}});
    state_refold(&life.state);
    assert_null(state_entry(&life.state, life.item));
    assert_int_equal(life.state.media.len, 0);
    chunk(&life, 2, "late", false);
    assert_null(state_entry(&life.state, life.item));
}

static struct str added(struct life *life, const char *text, struct event *event)
{
    struct form form;
    assert_int_equal(form_decode(str_from_c(text), &life->arena, &form), ERR_OK);
    return media_add(&form, state_entry(&life->state, life->item), &life->arena, event);
}

static void only_the_next_chunk_is_taken_and_sending_again_is_safe(void **at)
{
    (void)at;
    struct life life;
    struct event event;
    begin(&life);
    assert_true(added(&life, "number=2&data=YWJj", &event).len > 0);
    assert_int_equal(added(&life, "number=1&data=YWJj", &event).len, 0);
    assert_int_equal(event.kind, MEDIA_CHUNK);
    assert_true(str_eq(str_of_bytes(event.chunk.data), S("abc")));
    tell(&life, event);
    assert_int_equal(added(&life, "number=1&data=YWJj", &event).len, 0);
    assert_int_equal(event.kind, EVENT_NONE);
    assert_true(added(&life, "number=2&data=Y*Jj", &event).len > 0);
    assert_true(added(&life, "number=2", &event).len > 0);
    assert_int_equal(added(&life, "number=2&last=1", &event).len, 0);
    tell(&life, event);
    assert_true(whole(&life).ended);
    assert_true(added(&life, "number=3&data=YWJj", &event).len > 0);
}

static void a_recording_over_its_most_is_refused_with_nothing_lost(void **at)
{
    (void)at;
    struct life life;
    struct event event;
    static uint8_t large[CHUNK_MAX_BYTES];
    begin(&life);
    for (uint32_t i = 1; i <= MEDIA_MAX_BYTES / CHUNK_MAX_BYTES; i++)
        tell(&life, (struct event){.kind = MEDIA_CHUNK,
                                   .chunk = {.item = life.item, .number = i, .data = {large, sizeof large}}});
    size_t before = whole(&life).len;
    struct buf form = buf_on(&life.arena);
    buf_put(&form, S("number="));
    buf_put_u64(&form, before + 1);
    buf_put(&form, S("&data="));
    buf_put_base64(&form, (struct bytes){large, sizeof large});
    buf_put_byte(&form, 0);
    struct str problem = added(&life, (const char *)form.at, &event);
    assert_true(str_find(problem, S("What was saved is safe")) != SIZE_MAX);
    assert_int_equal(whole(&life).len, before);
}

static struct str begun(const char *text)
{
    static uint8_t room[1 << 16];
    struct arena arena = arena_on(room, sizeof room);
    struct form form;
    struct event event;
    assert_int_equal(form_decode(str_from_c(text), &arena, &form), ERR_OK);
    return media_begin(&form, &event);
}

static void only_sound_is_a_sound_and_only_a_picture_a_picture(void **at)
{
    (void)at;
    assert_int_equal(begun("sort=voice&type=audio/webm").len, 0);
    assert_int_equal(begun("sort=photo&type=image/jpeg").len, 0);
    assert_true(begun("sort=voice&type=image/jpeg").len > 0);
    assert_true(begun("sort=photo&type=audio/webm").len > 0);
    assert_true(begun("sort=photo&type=image/svg%2bxml").len > 0);
    assert_true(begun("sort=photo&type=text/html").len > 0);
    assert_true(begun("sort=other&type=audio/webm").len > 0);
    assert_true(begun("type=audio/webm").len > 0);
}

static void base64_has_one_spelling(void **at)
{
    (void)at;
    static const char *const WRONG[] = {"A", "AB", "AAB", "AA==", "A+AA", "A/AA", "AA AA", "AAAAA"};
    static uint8_t room[1 << 16];
    uint8_t bytes[5] = {0xff, 0, 0xfb, 0x7f, 0xef};
    for (size_t len = 0; len <= sizeof bytes; len++) {
        struct arena arena = arena_on(room, sizeof room);
        struct buf text = buf_on(&arena);
        struct bytes back;
        buf_put_base64(&text, (struct bytes){bytes, len});
        assert_true(bytes_from_base64(buf_str(&text), &arena, &back));
        assert_true(bytes_eq(back, (struct bytes){bytes, len}));
    }
    (void)at;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        struct arena arena = arena_on(room, sizeof room);
        struct bytes back;
        assert_false(bytes_from_base64(str_from_c(WRONG[i]), &arena, &back));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_make_one_recording_whatever_order_they_came_in),
        cmocka_unit_test(of_two_with_one_number_the_first_counts),
        cmocka_unit_test(a_recording_ends_where_a_chunk_is_missing),
        cmocka_unit_test(a_recording_cut_short_keeps_what_came),
        cmocka_unit_test(a_chunk_of_nothing_known_changes_nothing),
        cmocka_unit_test(hostile_numbers_and_sizes_do_not_grow_it),
        cmocka_unit_test(deleting_takes_every_chunk_doubled_ones_too),
        cmocka_unit_test(only_the_next_chunk_is_taken_and_sending_again_is_safe),
        cmocka_unit_test(a_recording_over_its_most_is_refused_with_nothing_lost),
        cmocka_unit_test(only_sound_is_a_sound_and_only_a_picture_a_picture),
        cmocka_unit_test(base64_has_one_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
