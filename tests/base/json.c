/*
 * tests/base/json.c - what is read as JSON is what jansson reads as JSON, with the same values
 *
 * Three differences are meant: nesting deeper than JSON_DEPTH_MAX is refused here; a number that fits no
 * machine's type is only text here, while jansson has no room for it; and jansson 2.14 overlooks one byte of
 * zero behind a value, which is refused here.
 */
#include "tests/base/support.h"

#include <stdlib.h>

#include "base/json.h"
#include "tests/base/json_peer.h"
#include "tests/base/json_rewrite.h"

static uint8_t memory[8 << 20];

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct arena fresh(void)
{
    return arena_on(memory, sizeof memory);
}

/* What passing over the whole input says, anything left over included. */
static enum err whole(struct str s)
{
    struct json_reader r = json_on(s);
    enum err e = json_skip(&r, fresh());
    return e ? e : json_end(&r);
}

static struct str text_in(struct arena *arena, struct str s)
{
    struct json_reader r = json_on(s);
    struct str out = S("");
    assert_int_equal(json_get_text(&r, arena, &out), ERR_OK);
    assert_int_equal(json_end(&r), ERR_OK);
    return out;
}

static struct str rewritten(struct arena *arena, struct str s)
{
    struct json_reader r = json_on(s);
    struct arena *texts = ARENA_NEW(arena, struct arena);
    *texts = arena_on(ARENA_MANY(arena, uint8_t, 2 << 20), 2 << 20);
    struct buf out = buf_on(arena);
    assert_int_equal(json_rewrite(&r, texts, &out), ERR_OK);
    assert_int_equal(json_end(&r), ERR_OK);
    return buf_str(&out);
}

static enum peer_verdict jansson(struct str s)
{
    return json_peer_judges(s.at, s.len);
}

/* ---- values ---- */

static void texts_come_out_as_utf8(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    assert_str(text_in(&arena, S("\"\"")), S(""));
    assert_str(text_in(&arena, S(" \"plain\" ")), S("plain"));
    assert_str(text_in(&arena, S("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")), S("\"\\/\b\f\n\r\t"));
    assert_str(text_in(&arena, S("\"\\u0041\\u00e9\\u20AC\"")), S("A\xC3\xA9\xE2\x82\xAC"));
    assert_str(text_in(&arena, S("\"\\uD83D\\ude42\"")), S("\xF0\x9F\x99\x82"));
    assert_str(text_in(&arena, S("\"\xF0\x9F\x99\x82\"")), S("\xF0\x9F\x99\x82"));
}

static void a_plain_text_borrows_and_takes_no_memory(void **unused)
{
    (void)unused;
    struct arena arena = fresh(), before = arena;
    struct str in = S("\"as it stands\"");
    assert_ptr_equal(text_in(&arena, in).at, in.at + 1);
    assert_ptr_equal(arena.at, before.at);
}

static void a_number_is_given_as_it_is_written(void **unused)
{
    (void)unused;
    static const struct str NUMBERS[] = {S_INIT("0"),
                                         S_INIT("-0"),
                                         S_INIT("10"),
                                         S_INIT("0.50"),
                                         S_INIT("-1.5e+3"),
                                         S_INIT("2E-9"),
                                         S_INIT("123456789012345678901234567890")};
    for (size_t i = 0; i < COUNT(NUMBERS); i++) {
        struct json_reader r = json_on(NUMBERS[i]);
        struct str out;
        assert_int_equal(json_get_number(&r, &out), ERR_OK);
        assert_str(out, NUMBERS[i]);
        assert_int_equal(json_end(&r), ERR_OK);
    }
}

static void a_document_is_walked_piece_by_piece(void **unused)
{
    (void)unused;
    struct arena arena = fresh();
    struct json_reader r = json_on(S("{\"a\": [true, null, 3], \"b\": {}, \"c\": \"d\"}"));
    struct str key, n, text;
    bool more, is = false;
    assert_int_equal(json_enter(&r, JSON_OBJECT), ERR_OK);
    assert_true(json_key(&r, &arena, &key, &more) == ERR_OK && more);
    assert_str(key, S("a"));
    assert_int_equal(json_enter(&r, JSON_ARRAY), ERR_OK);
    assert_true(json_item(&r, &more) == ERR_OK && more);
    assert_true(json_get_bool(&r, &is) == ERR_OK && is);
    assert_true(json_item(&r, &more) == ERR_OK && more);
    assert_int_equal(json_get_nothing(&r), ERR_OK);
    assert_true(json_item(&r, &more) == ERR_OK && more);
    assert_int_equal(json_get_number(&r, &n), ERR_OK);
    assert_str(n, S("3"));
    assert_true(json_item(&r, &more) == ERR_OK && !more);
    assert_true(json_key(&r, &arena, &key, &more) == ERR_OK && more);
    assert_int_equal(json_skip(&r, arena), ERR_OK);
    assert_true(json_key(&r, &arena, &key, &more) == ERR_OK && more);
    assert_str(key, S("c"));
    assert_int_equal(json_get_text(&r, &arena, &text), ERR_OK);
    assert_true(json_key(&r, &arena, &key, &more) == ERR_OK && !more);
    assert_int_equal(json_end(&r), ERR_OK);
}

static void another_kind_is_malformed_and_moves_nothing(void **unused)
{
    (void)unused;
    struct json_reader r = json_on(S(" 7"));
    struct arena arena = fresh();
    struct str text = S("as before");
    bool is = true;
    assert_int_equal(json_get_text(&r, &arena, &text), ERR_MALFORMED);
    assert_int_equal(json_get_bool(&r, &is), ERR_MALFORMED);
    assert_int_equal(json_enter(&r, JSON_OBJECT), ERR_MALFORMED);
    assert_str(text, S("as before"));
    assert_int_equal(r.left.len, 2);
    assert_int_equal(json_get_number(&r, &text), ERR_OK);
    assert_int_equal(json_get_number(&r, &text), ERR_TRUNCATED);
}

/* ---- what is refused ---- */

static const struct {
    struct str in;
    enum err e;
} REFUSED[] = {
    {S_INIT(""), ERR_TRUNCATED},
    {S_INIT(" \n"), ERR_TRUNCATED},
    {S_INIT("\xEF\xBB\xBF{}"), ERR_MALFORMED}, /* a byte order mark */
    {S_INIT("{} {}"), ERR_MALFORMED},
    {S_INIT("1 2"), ERR_MALFORMED},
    {S_INIT("[1,]"), ERR_MALFORMED},
    {S_INIT("[,1]"), ERR_MALFORMED},
    {S_INIT("[1 2]"), ERR_MALFORMED},
    {S_INIT("[1}"), ERR_MALFORMED},
    {S_INIT("{\"a\":1]"), ERR_MALFORMED},
    {S_INIT("{\"a\":1,}"), ERR_MALFORMED},
    {S_INIT("{\"a\" 1}"), ERR_MALFORMED},
    {S_INIT("{\"a\":}"), ERR_MALFORMED},
    {S_INIT("{a:1}"), ERR_MALFORMED},
    {S_INIT("{1:1}"), ERR_MALFORMED},
    {S_INIT("{'a':1}"), ERR_MALFORMED},
    {S_INIT("]"), ERR_MALFORMED},
    {S_INIT("01"), ERR_MALFORMED},
    {S_INIT("-01"), ERR_MALFORMED},
    {S_INIT("+1"), ERR_MALFORMED},
    {S_INIT(".5"), ERR_MALFORMED},
    {S_INIT("[1.]"), ERR_MALFORMED},
    {S_INIT("[1e]"), ERR_MALFORMED},
    {S_INIT("[-]"), ERR_MALFORMED},
    {S_INIT("1."), ERR_TRUNCATED},
    {S_INIT("1e+"), ERR_TRUNCATED},
    {S_INIT("-"), ERR_TRUNCATED},
    {S_INIT("NaN"), ERR_MALFORMED},
    {S_INIT("Infinity"), ERR_MALFORMED},
    {S_INIT("tru"), ERR_TRUNCATED},
    {S_INIT("trux"), ERR_MALFORMED},
    {S_INIT("True"), ERR_MALFORMED},
    {S_INIT("// note\n1"), ERR_MALFORMED},
    {S_INIT("\"a\nb\""), ERR_MALFORMED}, /* a bare line break */
    {S_INIT("\"\\\n\""), ERR_MALFORMED},
    {S_INIT("\"\x01\""), ERR_MALFORMED},
    {S_INIT("\"\\x41\""), ERR_MALFORMED},
    {S_INIT("\"\\u12\""), ERR_MALFORMED},
    {S_INIT("\"\\u12G4\""), ERR_MALFORMED},
    {S_INIT("\"\\u0000\""), ERR_MALFORMED},
    {S_INIT("\"\\ud83d\""), ERR_MALFORMED}, /* half of a pair */
    {S_INIT("\"\\ud83d\\u0041\""), ERR_MALFORMED},
    {S_INIT("\"\\ude42\""), ERR_MALFORMED},
    {S_INIT("\"\\ud83dxx\""), ERR_MALFORMED},
    {S_INIT("\"\xC3\""), ERR_MALFORMED},
    {S_INIT("\"\xC0\x80\""), ERR_MALFORMED},     /* overlong */
    {S_INIT("\"\xED\xA0\x80\""), ERR_MALFORMED}, /* a surrogate as UTF-8 */
    {S_INIT("\"\xF4\x90\x80\x80\""), ERR_MALFORMED},
    {S_INIT("{\"\\ud83d\":1}"), ERR_MALFORMED}, /* in a key */
    {S_INIT("\"abc"), ERR_TRUNCATED},
    {S_INIT("\"abc\\\""), ERR_TRUNCATED},
    {S_INIT("[[1]"), ERR_TRUNCATED},
    {S_INIT("{\"a\""), ERR_TRUNCATED},
    {S_INIT("{\"a\":"), ERR_TRUNCATED},
    {S_INIT("{\"a\":1,"), ERR_TRUNCATED},
};

static void what_is_not_json_is_refused_here_and_by_jansson(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        enum err e = whole(REFUSED[i].in);
        if (e != REFUSED[i].e)
            fail_msg("row %zu gives %s", i, err_words(e));
        if (jansson(REFUSED[i].in) != PEER_REFUSES)
            fail_msg("jansson takes row %zu", i);
    }
}

static void a_byte_of_zero_is_refused_everywhere(void **unused)
{
    (void)unused;
    assert_int_equal(whole(S("true\0")), ERR_MALFORMED);
    assert_int_equal(whole(S("[1\0]")), ERR_MALFORMED);
    assert_int_equal(whole(S("\0true")), ERR_MALFORMED);
    assert_int_equal(whole(S("\"a\0b\"")), ERR_MALFORMED);
}

static struct str nested(struct arena *arena, unsigned depth, bool object)
{
    struct buf b = buf_on(arena);
    for (unsigned i = 0; i < depth; i++)
        buf_put(&b, object ? S("{\"a\":") : S("["));
    buf_put(&b, object ? S("1") : S(""));
    for (unsigned i = 0; i < depth; i++)
        buf_put_byte(&b, object ? '}' : ']');
    return buf_str(&b);
}

static void nesting_has_an_end(void **unused)
{
    (void)unused;
    for (int object = 0; object < 2; object++) {
        static uint8_t texts[4096];
        struct arena arena = arena_on(texts, sizeof texts);
        assert_int_equal(whole(nested(&arena, JSON_DEPTH_MAX, object)), ERR_OK);
        assert_int_equal(whole(nested(&arena, JSON_DEPTH_MAX + 1, object)), ERR_TOO_LONG);
    }
}

/* ---- random documents ---- */

struct maker {
    uint64_t seed;
    struct buf out;
};

static uint64_t pick(struct maker *m, uint64_t n)
{
    return chance(&m->seed) % n;
}

static void put_space(struct maker *m)
{
    static const struct str SPACES[] = {S_INIT(""), S_INIT(""), S_INIT(" "), S_INIT("\n\t"), S_INIT("\r\n  ")};
    buf_put(&m->out, SPACES[pick(m, COUNT(SPACES))]);
}

static void put_random_text(struct maker *m)
{
    static const struct str PIECES[] = {
        S_INIT("a"),
        S_INIT("Z9"),
        S_INIT("\xC3\xBC"),
        S_INIT("\xE6\xB0\xB4"),
        S_INIT("\xF0\x9F\x99\x82"),
        S_INIT("\\n"),
        S_INIT("\\\""),
        S_INIT("\\\\"),
        S_INIT("\\/"),
        S_INIT("\\u00e9"),
        S_INIT("\\u0001"),
        S_INIT("\\u20ac"),
        S_INIT("\\uD834\\uDD1E"),
        S_INIT("/"),
        S_INIT("\x7f"),
    };
    buf_put_byte(&m->out, '"');
    for (uint64_t n = pick(m, 9); n > 0; n--)
        buf_put(&m->out, PIECES[pick(m, COUNT(PIECES))]);
    buf_put_byte(&m->out, '"');
}

static void put_random_number(struct maker *m)
{
    buf_put(&m->out, pick(m, 3) ? S("") : S("-"));
    buf_put_u64(&m->out, chance(&m->seed) >> (10 + pick(m, 54)));
    if (pick(m, 3) == 0) {
        buf_put_byte(&m->out, '.');
        buf_put_u64_padded(&m->out, pick(m, 1000), 3);
    }
    if (pick(m, 4) == 0) {
        static const struct str SIGNS[] = {S_INIT("e"), S_INIT("E+"), S_INIT("e-")};
        buf_put(&m->out, SIGNS[pick(m, COUNT(SIGNS))]);
        buf_put_u64(&m->out, pick(m, 99));
    }
}

static void put_random(struct maker *m, unsigned depth)
{
    static const struct str WORDS[] = {S_INIT("true"), S_INIT("false"), S_INIT("null")};
    uint64_t kind = pick(m, depth > 0 ? 7 : 3);
    put_space(m);
    if (kind == 0) {
        put_random_text(m);
    } else if (kind == 1) {
        put_random_number(m);
    } else if (kind == 2) {
        buf_put(&m->out, WORDS[pick(m, COUNT(WORDS))]);
    } else {
        bool object = kind > 4;
        buf_put_byte(&m->out, object ? '{' : '[');
        for (uint64_t items = pick(m, 5), i = 0; i < items; i++) {
            buf_put(&m->out, i ? S(",") : S(""));
            put_space(m);
            if (object) {
                put_random_text(m);
                put_space(m);
                buf_put_byte(&m->out, ':');
            }
            put_random(m, depth - 1);
        }
        put_space(m);
        buf_put_byte(&m->out, object ? '}' : ']');
    }
    put_space(m);
}

static uint8_t documents[1 << 20];

static struct str random_document(struct maker *m, unsigned depth)
{
    struct arena arena = arena_on(documents, sizeof documents);
    m->out = buf_on(&arena);
    put_random(m, depth);
    m->out.arena = NULL;
    return buf_str(&m->out);
}

static void random_documents_hold_the_same_values_for_jansson_after_us(void **unused)
{
    (void)unused;
    struct maker m = {.seed = 21};
    for (int i = 0; i < 3000; i++) {
        struct str document = random_document(&m, 5);
        struct arena arena = fresh();
        struct str again = rewritten(&arena, document);
        assert_true(json_peer_same(document.at, document.len, again.at, again.len));
        /* Written without white space it is its own rewriting. */
        assert_str(rewritten(&arena, again), again);
    }
}

static void what_jansson_writes_comes_back_with_the_same_values(void **unused)
{
    (void)unused;
    struct maker m = {.seed = 22};
    for (int i = 0; i < 2000; i++) {
        struct str document = random_document(&m, 5);
        char *theirs = json_peer_rewrite(document.at, document.len);
        assert_non_null(theirs);
        struct arena arena = fresh();
        struct str again = rewritten(&arena, str_from_c(theirs));
        assert_true(json_peer_same(document.at, document.len, again.at, again.len));
        free(theirs);
    }
}

/* ---- hostile input ---- */

static void damage(struct maker *m, struct str document)
{
    static const char LIKELY[] = "{}[]\",:\\u0e+-.1 tfn\n\x80\xED";
    for (uint64_t hits = 1 + pick(m, 3); hits > 0; hits--) {
        uint8_t byte = pick(m, 4) ? (uint8_t)LIKELY[pick(m, sizeof LIKELY - 1)] : (uint8_t)chance(&m->seed);
        m->out.at[pick(m, document.len)] = byte ? byte : ' '; /* of zeros jansson thinks otherwise */
    }
}

static void of_damaged_documents_we_take_what_jansson_takes(void **unused)
{
    (void)unused;
    struct maker m = {.seed = 23};
    int taken = 0, refused = 0;
    for (int i = 0; i < 30000; i++) {
        struct str document = random_document(&m, 3);
        damage(&m, document);
        enum err e = whole(document);
        enum peer_verdict theirs = jansson(document);
        if (theirs == PEER_RANGE)
            continue;
        if ((e == ERR_OK) != (theirs == PEER_TAKES))
            fail_msg("%d: %s, jansson %d: %.*s", i, err_words(e), (int)theirs, (int)document.len, document.at);
        e ? refused++ : taken++;
    }
    assert_true(taken > 1000 && refused > 1000);
}

static void every_truncation_is_an_error_and_moves_nothing(void **unused)
{
    (void)unused;
    struct maker m = {.seed = 24};
    for (int i = 0; i < 300; i++) {
        struct str document = str_trim(random_document(&m, 4));
        bool number = document.at[document.len - 1] >= '0' && document.at[document.len - 1] <= '9';
        for (size_t len = 0; len < document.len && !number; len++) {
            /* A copy of that length and no longer, so that reading on is seen. */
            char *copy = malloc(len + (len == 0));
            memcpy(copy, document.at, len);
            struct json_reader r = json_on((struct str){.at = copy, .len = len});
            assert_int_not_equal(json_skip(&r, fresh()), ERR_OK);
            assert_ptr_equal(r.left.at, copy);
            assert_int_equal(r.depth, 0);
            free(copy);
        }
    }
}

/* ---- our own mistakes ---- */

static void ask_an_array_for_a_key(void)
{
    struct arena arena = fresh();
    struct json_reader r = json_on(S("[1]"));
    struct str key;
    bool more;
    if (json_enter(&r, JSON_ARRAY) == ERR_OK && json_key(&r, &arena, &key, &more) == ERR_OK)
        _exit(1);
}

static void asking_an_array_for_a_key_traps(void **unused)
{
    (void)unused;
    assert_true(traps(ask_an_array_for_a_key));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_come_out_as_utf8),
        cmocka_unit_test(a_plain_text_borrows_and_takes_no_memory),
        cmocka_unit_test(a_number_is_given_as_it_is_written),
        cmocka_unit_test(a_document_is_walked_piece_by_piece),
        cmocka_unit_test(another_kind_is_malformed_and_moves_nothing),
        cmocka_unit_test(what_is_not_json_is_refused_here_and_by_jansson),
        cmocka_unit_test(a_byte_of_zero_is_refused_everywhere),
        cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(random_documents_hold_the_same_values_for_jansson_after_us),
        cmocka_unit_test(what_jansson_writes_comes_back_with_the_same_values),
        cmocka_unit_test(of_damaged_documents_we_take_what_jansson_takes),
        cmocka_unit_test(every_truncation_is_an_error_and_moves_nothing),
        cmocka_unit_test(asking_an_array_for_a_key_traps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
