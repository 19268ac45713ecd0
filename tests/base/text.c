/* tests/base/text.c - slices stay inside, UTF-8 is told from what is not, buffers keep all they are given */
#include "tests/base/support.h"

#include "base/text.h"

static uint8_t memory[1 << 16];

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The UTF-8 of a code point, written the plain way; surrogates come out as the invalid form they are. */
static size_t encode(uint32_t code, uint8_t out[4])
{
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--, code >>= 6)
        out[i] = (uint8_t)(0x80 | (code & 0x3F));
    out[0] = (uint8_t)(leads[len] | code);
    return len;
}

static struct str str_at(const void *at, size_t len)
{
    return (struct str){.at = at, .len = len};
}

/* ---- slices ---- */

static void equal_texts_have_the_same_bytes_and_length(void **unused)
{
    (void)unused;
    assert_true(str_eq(S("calm"), S("calm")));
    assert_true(str_eq((struct str){0}, S("")));
    assert_false(str_eq(S("calm"), S("calmer")));
    assert_false(str_eq(S("calm"), S("cald")));
    assert_false(str_eq(S("a\0b"), S("a\0c")));
}

static void order_is_by_bytes_with_a_prefix_before_what_it_starts(void **unused)
{
    (void)unused;
    static const struct str rising[] = {
        S_INIT(""), S_INIT("\0"), S_INIT("a"), S_INIT("a\0"), S_INIT("ab"), S_INIT("b"), S_INIT("\x7F"), S_INIT("\xC3"),
    };
    for (size_t i = 0; i < COUNT(rising); i++)
        for (size_t j = 0; j < COUNT(rising); j++)
            assert_int_equal(str_cmp(rising[i], rising[j]), (i > j) - (i < j));
}

static void starts_and_ends_are_seen_and_too_long_ones_are_not(void **unused)
{
    (void)unused;
    assert_true(str_starts(S("/journal/1"), S("/journal")));
    assert_true(str_ends(S("page.html"), S(".html")));
    assert_true(str_starts(S(""), S("")));
    assert_true(str_ends(S("x"), S("")));
    assert_false(str_starts(S("/jour"), S("/journal")));
    assert_false(str_ends(S("l"), S(".html")));
    assert_false(str_ends(S("page.htm"), S(".html")));
}

static void slices_past_the_end_are_empty_or_whole(void **unused)
{
    (void)unused;
    assert_str(str_after(S("abc"), 1), S("bc"));
    assert_str(str_after(S("abc"), 3), S(""));
    assert_str(str_after(S("abc"), SIZE_MAX), S(""));
    assert_str(str_first(S("abc"), 2), S("ab"));
    assert_str(str_first(S("abc"), SIZE_MAX), S("abc"));
    assert_str(str_after((struct str){0}, 0), S(""));
}

static void trimming_takes_ascii_white_space_at_the_ends_only(void **unused)
{
    (void)unused;
    assert_str(str_trim(S(" \t\r\n\v\fslow  down \n")), S("slow  down"));
    assert_str(str_trim(S(" \n ")), S(""));
    assert_str(str_trim(S("")), S(""));
    assert_str(str_trim(S("\xC2\xA0")), S("\xC2\xA0"));
}

static void cutting_is_at_the_first_and_takes_the_sign_away(void **unused)
{
    (void)unused;
    struct str head, tail;
    assert_true(str_cut(S("a=b=c"), '=', &head, &tail));
    assert_str(head, S("a"));
    assert_str(tail, S("b=c"));
    assert_true(str_cut(S("="), '=', &head, &tail));
    assert_str(head, S(""));
    assert_str(tail, S(""));
    assert_false(str_cut(S("abc"), '=', &head, &tail));
    assert_str(head, S("abc"));
    assert_str(tail, S(""));
}

static void a_text_can_be_cut_into_itself(void **unused)
{
    (void)unused;
    struct str rest = S("a&b&c"), head;
    assert_true(str_cut(rest, '&', &head, &rest));
    assert_true(str_cut(rest, '&', &head, &rest));
    assert_str(head, S("b"));
    assert_false(str_cut(rest, '&', &head, &rest));
    assert_str(head, S("c"));
    assert_str(rest, S(""));
}

static void c_text_loses_only_its_terminator(void **unused)
{
    (void)unused;
    assert_str(str_from_c("ground"), S("ground"));
    assert_str(str_from_c(""), S(""));
    assert_str(str_from_c(NULL), S(""));
}

/* ---- finding ---- */

static void finding_gives_the_first_place(void **unused)
{
    (void)unused;
    assert_int_equal(str_find(S("aaab"), S("ab")), 2);
    assert_int_equal(str_find(S("abab"), S("ab")), 0);
    assert_int_equal(str_find(S("abc"), S("c")), 2);
    assert_int_equal(str_find(S("abc"), S("")), 0);
    assert_int_equal(str_find(S(""), S("")), 0);
    assert_int_equal(str_find(S("abc"), S("abcd")), SIZE_MAX);
    assert_int_equal(str_find(S("abc"), S("B")), SIZE_MAX);
    assert_int_equal(str_find(S(""), S("a")), SIZE_MAX);
}

/* ---- UTF-8 ---- */

static const struct str good_utf8[] = {
    S_INIT(""),
    S_INIT("\0"),
    S_INIT("plain text that is longer than one word of eight bytes"),
    S_INIT("\x7F"),
    S_INIT("\xC2\x80"),
    S_INIT("\xDF\xBF"),
    S_INIT("\xE0\xA0\x80"),
    S_INIT("\xED\x9F\xBF"),
    S_INIT("\xEE\x80\x80"),
    S_INIT("\xEF\xBF\xBF"),
    S_INIT("\xF0\x90\x80\x80"),
    S_INIT("\xF4\x8F\xBF\xBF"),
    S_INIT("水 Ünïcödé 🙂"),
};

static const struct str bad_utf8[] = {
    S_INIT("\x80"),             /* a continuation alone */
    S_INIT("\xBF\xBF"),         /* and two */
    S_INIT("\xC0\x80"),         /* overlong NUL */
    S_INIT("\xC1\xBF"),         /* overlong DEL */
    S_INIT("\xE0\x9F\xBF"),     /* overlong U+07FF */
    S_INIT("\xF0\x8F\xBF\xBF"), /* overlong U+FFFF */
    S_INIT("\xED\xA0\x80"),     /* first surrogate */
    S_INIT("\xED\xBF\xBF"),     /* last surrogate */
    S_INIT("\xF4\x90\x80\x80"), /* U+110000 */
    S_INIT("\xF5\x80\x80\x80"),
    S_INIT("\xFF"),
    S_INIT("\xFE"),
    S_INIT("\xF8\x88\x80\x80\x80"),
    S_INIT("\xC2"), /* cut short */
    S_INIT("\xE2\x82"),
    S_INIT("\xF0\x9F\x99"),
    S_INIT("\xC2 "), /* not continued */
    S_INIT("\xE2\x82 "),
    S_INIT("\xE2 \xAC"),
    S_INIT("\xF0\x9F\x99 "),
};

static void utf8_is_told_from_what_is_not(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(good_utf8); i++)
        assert_true(str_is_utf8(good_utf8[i]));
    for (size_t i = 0; i < COUNT(bad_utf8); i++)
        assert_false(str_is_utf8(bad_utf8[i]));
}

static void a_bad_place_is_seen_wherever_it_stands(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(bad_utf8); i++) {
        for (size_t before = 0; before < 20; before++) {
            for (size_t after = 0; after < 20; after += 7) {
                uint8_t text[64];
                memset(text, 'a', sizeof text);
                memcpy(text + before, bad_utf8[i].at, bad_utf8[i].len);
                assert_false(str_is_utf8(str_at(text, before + bad_utf8[i].len + after)));
            }
        }
    }
}

static void every_character_is_utf8_and_every_surrogate_is_not(void **unused)
{
    (void)unused;
    for (uint32_t code = 0; code < 0x120000; code++) {
        uint8_t text[4];
        size_t len = encode(code, text);
        bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        if (str_is_utf8(str_at(text, len)) != (!surrogate && code <= 0x10FFFF))
            fail_msg("U+%X", code);
    }
}

static void shortening_never_cuts_a_character(void **unused)
{
    (void)unused;
    struct str s = S("aü水🙂z");
    static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    for (size_t n = 0; n < COUNT(expected); n++)
        assert_str(str_first_whole(s, n), str_first(s, expected[n]));
}

static void shortening_what_is_not_utf8_stays_within_reach(void **unused)
{
    (void)unused;
    assert_int_equal(str_first_whole(S("\x80\x80\x80\x80\x80\x80\x80"), 6).len, 6);
    assert_int_equal(str_first_whole(S("\x80\x80"), 1).len, 1);
    assert_int_equal(str_first_whole((struct str){0}, 5).len, 0);
}

/* ---- numbers ---- */

static void decimal_numbers_are_read_up_to_their_bound(void **unused)
{
    (void)unused;
    uint64_t n = 0;
    assert_true(str_to_u64(S("18446744073709551615"), UINT64_MAX, &n));
    assert_int_equal(n, UINT64_MAX);
    assert_true(str_to_u64(S("0"), 0, &n));
    assert_int_equal(n, 0);
    assert_true(str_to_u64(S("10"), 10, &n));
    assert_int_equal(n, 10);
    assert_true(str_to_u64(S("007"), 7, &n));
    assert_int_equal(n, 7);
}

static void anything_else_is_not_a_number_and_changes_nothing(void **unused)
{
    (void)unused;
    static const struct str bad[] = {
        S_INIT(""),    S_INIT("-1"),
        S_INIT("+1"),  S_INIT(" 1"),
        S_INIT("1 "),  S_INIT("1.0"),
        S_INIT("0x1"), S_INIT("11"),
        S_INIT("100"), S_INIT("1\0"),
        S_INIT("a"),   S_INIT("/"),
        S_INIT(":"),   S_INIT("18446744073709551617"),
    };
    uint64_t n = 42;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(str_to_u64(bad[i], 10, &n));
    assert_false(str_to_u64(S("1"), 0, &n));
    assert_false(str_to_u64(S("9"), 8, &n));
    assert_false(str_to_u64(S("18446744073709551616"), UINT64_MAX, &n));
    assert_false(str_to_u64(S("99999999999999999999999"), UINT64_MAX, &n));
    assert_int_equal(n, 42);
}

static void hex_numbers_have_one_to_sixteen_digits(void **unused)
{
    (void)unused;
    uint64_t n = 0;
    assert_true(str_to_hex_u64(S("ffffffffffffffff"), &n));
    assert_int_equal(n, UINT64_MAX);
    assert_true(str_to_hex_u64(S("0aB"), &n));
    assert_int_equal(n, 0xAB);
    n = 42;
    assert_false(str_to_hex_u64(S(""), &n));
    assert_false(str_to_hex_u64(S("00000000000000000"), &n));
    assert_false(str_to_hex_u64(S("fg"), &n));
    assert_false(str_to_hex_u64(S("0x1"), &n));
    assert_int_equal(n, 42);
}

static void numbers_are_written_whole(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put_u64(&b, 0);
    buf_put_byte(&b, ' ');
    buf_put_u64(&b, UINT64_MAX);
    buf_put_byte(&b, ' ');
    buf_put_i64(&b, INT64_MIN);
    buf_put_byte(&b, ' ');
    buf_put_i64(&b, INT64_MAX);
    buf_put_byte(&b, ' ');
    buf_put_u64_padded(&b, 7, 3);
    buf_put_byte(&b, ' ');
    buf_put_u64_padded(&b, 1234, 3);
    buf_put_byte(&b, ' ');
    buf_put_u64_padded(&b, 0, -1);
    buf_put_byte(&b, ' ');
    buf_put_u64_padded(&b, 1, 25);
    assert_str(buf_str(&b), S("0 18446744073709551615 -9223372036854775808 9223372036854775807 007 1234 0 "
                              "0000000000000000000000001"));
}

static void hex_is_written_in_lower_case(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put_hex(&b, bytes_of_str(S("\x00\x9F\xFA")));
    buf_put_hex(&b, (struct bytes){0});
    buf_put_hex_u64(&b, 0xABC);
    assert_str(buf_str(&b), S("009ffa0000000000000abc"));
}

/* ---- bytes ---- */

static void parts_of_bytes_are_where_they_should_be(void **unused)
{
    (void)unused;
    struct bytes b = bytes_of_str(S("abcdef"));
    assert_str(str_of_bytes(bytes_first(b, 2)), S("ab"));
    assert_str(str_of_bytes(bytes_last(b, 2)), S("ef"));
    assert_str(str_of_bytes(bytes_inside(b, 2, 1)), S("cde"));
    assert_str(str_of_bytes(bytes_inside(b, 6, 0)), S(""));
    assert_str(str_of_bytes(bytes_first(b, 6)), S("abcdef"));
    assert_str(str_of_bytes(bytes_last((struct bytes){0}, 0)), S(""));
    assert_true(bytes_eq(bytes_first(b, 0), (struct bytes){0}));
    assert_false(bytes_eq(bytes_first(b, 2), bytes_last(b, 2)));
}

static void take_too_much_in_front(void)
{
    bytes_first(bytes_of_str(S("abc")), 4);
}

static void take_too_much_behind(void)
{
    bytes_last(bytes_of_str(S("abc")), 4);
}

static void let_the_ends_cross(void)
{
    bytes_inside(bytes_of_str(S("abc")), 2, 2);
}

static void let_the_ends_wrap_around(void)
{
    bytes_inside(bytes_of_str(S("abc")), SIZE_MAX, 2);
}

static void slices_outside_their_source_trap(void **unused)
{
    (void)unused;
    assert_true(traps(take_too_much_in_front));
    assert_true(traps(take_too_much_behind));
    assert_true(traps(let_the_ends_cross));
    assert_true(traps(let_the_ends_wrap_around));
}

static void copies_do_not_share_memory(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    char source[] = "mine";
    struct str copy = str_copy(&arena, str_from_c(source));
    source[0] = 'X';
    assert_str(copy, S("mine"));
    assert_str(str_copy(&arena, (struct str){0}), S(""));
}

static void joining_keeps_order_and_empty_parts(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    assert_str(STR_JOIN(&arena, S("a"), (struct str){0}, S("bc"), S("")), S("abc"));
    assert_str(str_join(&arena, NULL, 0), S(""));
}

static void memory_moves_over_itself_both_ways(void **unused)
{
    (void)unused;
    char text[] = "0123456789abcdefghij";
    mem_move(text + 3, text, 15);
    assert_string_equal(text, "0120123456789abcdeij");
    mem_move(text, text + 3, 15);
    assert_string_equal(text, "0123456789abcdecdeij");
    mem_zero(text + 1, 2);
    assert_memory_equal(text, "0\0\0003", 4);
    assert_true(mem_compare("a\0b", "a\0c", 3) < 0);
    assert_int_equal(mem_compare(NULL, NULL, 0), 0);
}

/* ---- buffers ---- */

static void a_buffer_keeps_all_it_is_given(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    uint8_t expected[5000];
    uint64_t seed = 4;
    for (size_t len = 0; len < sizeof expected;) {
        uint8_t piece[200];
        size_t n = chance(&seed) % sizeof piece;
        n = n < sizeof expected - len ? n : sizeof expected - len;
        for (size_t i = 0; i < n; i++)
            piece[i] = expected[len + i] = (uint8_t)chance(&seed);
        if (n == 1)
            buf_put_byte(&b, piece[0]);
        else
            buf_put_bytes(&b, (struct bytes){.at = piece, .len = n});
        len += n;
    }
    assert_str(buf_str(&b), str_at(expected, sizeof expected));
}

static void the_last_buffer_grows_where_it_is(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put_byte(&b, 'x');
    const uint8_t *where = b.at;
    /* Pieces that never fill it exactly, so that it grows with some room still free. */
    for (int i = 0; i < 1000; i++)
        buf_put(&b, S("seven.."));
    assert_ptr_equal(b.at, where);
    assert_true(sizeof memory - arena_left(&arena) <= 2 * 7001);
}

static void buffers_side_by_side_do_not_disturb_each_other(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf a = buf_on(&arena), b = buf_on(&arena);
    for (int i = 0; i < 1000; i++) {
        buf_put(&a, S("aaa"));
        buf_put(&b, S("bb"));
        uint8_t *other = ARENA_NEW(&arena, uint8_t);
        assert_int_equal(*other, 0);
        *other = 'o';
    }
    assert_int_equal(a.len, 3000);
    assert_int_equal(b.len, 2000);
    for (size_t i = 0; i < a.len; i++)
        assert_int_equal(a.at[i], 'a');
    for (size_t i = 0; i < b.len; i++)
        assert_int_equal(b.at[i], 'b');
}

static void what_a_buffer_held_before_it_grew_stays_readable(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put(&b, S("before"));
    struct str before = buf_str(&b);
    ARENA_NEW(&arena, uint64_t);
    for (int i = 0; i < 100; i++)
        buf_put(&b, S("after"));
    assert_str(before, S("before"));
    assert_str(str_first(buf_str(&b), 6), S("before"));
}

static void a_buffer_can_be_put_into_itself(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put(&b, S("ab"));
    for (int i = 0; i < 8; i++)
        buf_put(&b, buf_str(&b));
    assert_int_equal(b.len, 512);
    for (size_t i = 0; i < b.len; i++)
        assert_int_equal(b.at[i], i % 2 ? 'b' : 'a');
}

static void a_buffer_may_fill_its_arena_to_the_last_byte(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, 1000);
    memory[1000] = 0;
    struct buf b = buf_on(&arena);
    for (int i = 0; i < 1000; i++)
        buf_put_byte(&b, 'x');
    assert_int_equal(b.len, 1000);
    assert_int_equal(memory[1000], 0); /* the byte past the arena */
}

static void overfill(void)
{
    struct arena arena = arena_on(memory, 100);
    struct buf b = buf_on(&arena);
    for (int i = 0; i < 101; i++)
        buf_put_byte(&b, 'x');
}

static void put_more_than_can_be_counted(void)
{
    struct arena arena = arena_on(memory, 100);
    struct buf b = buf_on(&arena);
    buf_put_byte(&b, 'x');
    buf_put_bytes(&b, (struct bytes){.at = memory, .len = SIZE_MAX});
}

static void put_without_an_arena(void)
{
    struct buf b = {0};
    buf_put_byte(&b, 'x');
}

static void a_buffer_without_room_traps(void **unused)
{
    (void)unused;
    assert_true(traps(overfill));
    assert_true(traps(put_more_than_can_be_counted));
    assert_true(traps(put_without_an_arena));
}

static void an_empty_buffer_is_the_empty_text(void **unused)
{
    (void)unused;
    struct buf b = {0};
    buf_put(&b, S(""));
    buf_put_bytes(&b, (struct bytes){0});
    buf_put_escaped(&b, (struct str){0});
    assert_str(buf_str(&b), S(""));
}

/* ---- escaping ---- */

static struct str escaped(struct arena *arena, struct str s)
{
    struct buf b = buf_on(arena);
    buf_put_escaped(&b, s);
    return buf_str(&b);
}

static void what_could_be_markup_is_escaped(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    assert_str(escaped(&arena, S("<script>alert('x' & \"y\")</script>")),
               S("&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;"));
    assert_str(escaped(&arena, S("&amp;")), S("&amp;amp;"));
    assert_str(escaped(&arena, S("a\tb\nc")), S("a\tb\nc"));
    assert_str(escaped(&arena, S("a\0b\rc\x1B\x7F\xC2\x9F")), S("a\xEF\xBF\xBD"
                                                                "b\xEF\xBF\xBD"
                                                                "c\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));
}

static struct str expected_escape(uint32_t code, struct str itself)
{
    switch (code) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&quot;");
    case '\'':
        return S("&#39;");
    case '\t':
    case '\n':
        return itself;
    default:
        return code < 0x20 || (code >= 0x7F && code < 0xA0) ? S("\xEF\xBF\xBD") : itself;
    }
}

static void every_other_character_comes_through_unchanged(void **unused)
{
    (void)unused;
    for (uint32_t code = 0; code < 0x11000; code++) {
        struct arena arena = arena_on(memory, 256);
        uint8_t text[8] = {'x'};
        size_t len = encode(code, text + 1);
        text[1 + len] = 'y';
        struct str expected = STR_JOIN(&arena, S("x"), expected_escape(code, str_at(text + 1, len)), S("y"));
        if (!str_eq(escaped(&arena, str_at(text, len + 2)), expected))
            fail_msg("U+%X", code);
    }
}

static void a_character_cut_short_hides_nothing_after_it(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    assert_str(escaped(&arena, S("\xC2<")), S("\xC2&lt;"));
    assert_str(escaped(&arena, S("\xE2\x82\"")), S("\xE2\x82&quot;"));
    assert_str(escaped(&arena, str_first(S("\xC2\x80"), 1)), S("\xC2"));
}

static void json_text_is_quoted_and_escaped(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put_json(&b, S("say \"no\"\\\n\t\r\0\x1F\x7F ü </p>"));
    buf_put_json(&b, (struct str){0});
    assert_str(buf_str(&b), S("\"say \\\"no\\\"\\\\\\n\\u0009\\u000d\\u0000\\u001f\x7F ü </p>\"\"\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_have_the_same_bytes_and_length),
        cmocka_unit_test(order_is_by_bytes_with_a_prefix_before_what_it_starts),
        cmocka_unit_test(starts_and_ends_are_seen_and_too_long_ones_are_not),
        cmocka_unit_test(slices_past_the_end_are_empty_or_whole),
        cmocka_unit_test(trimming_takes_ascii_white_space_at_the_ends_only),
        cmocka_unit_test(cutting_is_at_the_first_and_takes_the_sign_away),
        cmocka_unit_test(a_text_can_be_cut_into_itself),
        cmocka_unit_test(c_text_loses_only_its_terminator),
        cmocka_unit_test(finding_gives_the_first_place),
        cmocka_unit_test(utf8_is_told_from_what_is_not),
        cmocka_unit_test(a_bad_place_is_seen_wherever_it_stands),
        cmocka_unit_test(every_character_is_utf8_and_every_surrogate_is_not),
        cmocka_unit_test(shortening_never_cuts_a_character),
        cmocka_unit_test(shortening_what_is_not_utf8_stays_within_reach),
        cmocka_unit_test(decimal_numbers_are_read_up_to_their_bound),
        cmocka_unit_test(anything_else_is_not_a_number_and_changes_nothing),
        cmocka_unit_test(hex_numbers_have_one_to_sixteen_digits),
        cmocka_unit_test(numbers_are_written_whole),
        cmocka_unit_test(hex_is_written_in_lower_case),
        cmocka_unit_test(parts_of_bytes_are_where_they_should_be),
        cmocka_unit_test(slices_outside_their_source_trap),
        cmocka_unit_test(copies_do_not_share_memory),
        cmocka_unit_test(joining_keeps_order_and_empty_parts),
        cmocka_unit_test(memory_moves_over_itself_both_ways),
        cmocka_unit_test(a_buffer_keeps_all_it_is_given),
        cmocka_unit_test(the_last_buffer_grows_where_it_is),
        cmocka_unit_test(buffers_side_by_side_do_not_disturb_each_other),
        cmocka_unit_test(what_a_buffer_held_before_it_grew_stays_readable),
        cmocka_unit_test(a_buffer_can_be_put_into_itself),
        cmocka_unit_test(a_buffer_may_fill_its_arena_to_the_last_byte),
        cmocka_unit_test(a_buffer_without_room_traps),
        cmocka_unit_test(an_empty_buffer_is_the_empty_text),
        cmocka_unit_test(what_could_be_markup_is_escaped),
        cmocka_unit_test(every_other_character_comes_through_unchanged),
        cmocka_unit_test(a_character_cut_short_hides_nothing_after_it),
        cmocka_unit_test(json_text_is_quoted_and_escaped),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
