/*
 * tests/base/cbor.c - one agreed form: written as libcbor writes it, and nothing else is read
 *
 * libcbor 0.8 reads all of CBOR and knows no agreed form.  So what we accept, it must accept
 * and consume whole; what we refuse beyond it is listed in `stricter` below, with the reason.
 */
#include "tests/base/support.h"

#include <stdlib.h>

#include "base/cbor.h"
#include "tests/base/peer.h"
#include "tests/base/rewrite.h"

enum { DEPTH = 8 };

static uint8_t memory[1 << 20];

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct cbor_reader reader_on(struct str s)
{
    return (struct cbor_reader){.left = bytes_of_str(s)};
}

/* What passing over the whole input says, anything left over included. */
static enum err whole(struct str s)
{
    struct cbor_reader r = reader_on(s);
    enum err e = cbor_skip(&r, DEPTH);
    return e == ERR_OK ? cbor_end(&r) : e;
}

static struct str rewritten(struct arena *arena, struct str s)
{
    struct cbor_reader r = reader_on(s);
    struct buf out = buf_on(arena);
    assert_int_equal(rewrite(&r, &out), ERR_OK);
    assert_int_equal(cbor_end(&r), ERR_OK);
    return buf_str(&out);
}

static bool libcbor_takes(struct str s)
{
    return peer_takes(s.at, s.len);
}

/* ---- the RFC's own examples ---- */

/* RFC 8949, appendix A: those that are in our part of CBOR. */
static const struct str rfc_inside[] = {
    S_INIT("\x00"),                                 /* 0 */
    S_INIT("\x01"),                                 /* 1 */
    S_INIT("\x0a"),                                 /* 10 */
    S_INIT("\x17"),                                 /* 23 */
    S_INIT("\x18\x18"),                             /* 24 */
    S_INIT("\x18\x19"),                             /* 25 */
    S_INIT("\x18\x64"),                             /* 100 */
    S_INIT("\x19\x03\xe8"),                         /* 1000 */
    S_INIT("\x1a\x00\x0f\x42\x40"),                 /* 1000000 */
    S_INIT("\x1b\x00\x00\x00\xe8\xd4\xa5\x10\x00"), /* 1000000000000 */
    S_INIT("\x1b\xff\xff\xff\xff\xff\xff\xff\xff"), /* 18446744073709551615 */
    S_INIT("\x20"),                                 /* -1 */
    S_INIT("\x29"),                                 /* -10 */
    S_INIT("\x38\x63"),                             /* -100 */
    S_INIT("\x39\x03\xe7"),                         /* -1000 */
    S_INIT("\xf4"),                                 /* false */
    S_INIT("\xf5"),                                 /* true */
    S_INIT("\x40"),                                 /* h'' */
    S_INIT("\x44\x01\x02\x03\x04"),                 /* h'01020304' */
    S_INIT("\x60"),                                 /* "" */
    S_INIT("\x61\x61"),                             /* "a" */
    S_INIT("\x64\x49\x45\x54\x46"),                 /* "IETF" */
    S_INIT("\x62\x22\x5c"),                         /* "\"\\" */
    S_INIT("\x62\xc3\xbc"),                         /* "ü" */
    S_INIT("\x63\xe6\xb0\xb4"),                     /* "水" */
    S_INIT("\x64\xf0\x90\x85\x91"),                 /* U+10151 */
    S_INIT("\x80"),                                 /* [] */
    S_INIT("\x83\x01\x02\x03"),                     /* [1, 2, 3] */
    S_INIT("\x83\x01\x82\x02\x03\x82\x04\x05"),     /* [1, [2, 3], [4, 5]] */
    S_INIT("\x98\x19\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"
           "\x18\x18\x18\x19"),     /* [1, 2, ... 25] */
    S_INIT("\xa0"),                 /* {} */
    S_INIT("\xa2\x01\x02\x03\x04"), /* {1: 2, 3: 4} */
};

// clang-format off
/* RFC 8949, appendix A: those that are outside, and that libcbor takes. */
static const struct {
    struct str in; enum err e;
} rfc_outside[] = {
    {S_INIT("\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00"), ERR_MALFORMED},     /* 18446744073709551616 */
    {S_INIT("\x3b\xff\xff\xff\xff\xff\xff\xff\xff"),         ERR_TOO_LONG},      /* -18446744073709551616 */
    {S_INIT("\xf9\x00\x00"),                                 ERR_MALFORMED},     /* 0.0 */
    {S_INIT("\xfa\x47\xc3\x50\x00"),                         ERR_MALFORMED},     /* 100000.0 */
    {S_INIT("\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a"),         ERR_MALFORMED},     /* 1.1 */
    {S_INIT("\xf9\x7e\x00"),                                 ERR_MALFORMED},     /* NaN */
    {S_INIT("\xf6"),                                         ERR_MALFORMED},     /* null */
    {S_INIT("\xf7"),                                         ERR_MALFORMED},     /* undefined */
    {S_INIT("\xc1\x1a\x51\x4b\x67\xb0"),                     ERR_MALFORMED},     /* 1(1363896240) */
    {S_INIT("\xd8\x18\x45\x64\x49\x45\x54\x46"),             ERR_MALFORMED},     /* 24(h'6449455446') */
    {S_INIT("\xa2\x61\x61\x01\x61\x62\x82\x02\x03"),         ERR_MALFORMED},     /* {"a": 1, "b": [2, 3]} */
    {S_INIT("\x82\x61\x61\xa1\x61\x62\x61\x63"),             ERR_MALFORMED},     /* ["a", {"b": "c"}] */
    {S_INIT("\x5f\x42\x01\x02\x43\x03\x04\x05\xff"),         ERR_MALFORMED},     /* (_ h'0102', h'030405') */
    {S_INIT("\x7f\x65\x73\x74\x72\x65\x61\x64\x6d\x69\x6e\x67\xff"), ERR_MALFORMED}, /* (_ "strea", "ming") */
    {S_INIT("\x9f\xff"),                                     ERR_MALFORMED},     /* [_ ] */
    {S_INIT("\x83\x01\x9f\x02\x03\xff\x82\x04\x05"),         ERR_MALFORMED},     /* [1, [_ 2, 3], [4, 5]] */
    {S_INIT("\xbf\x61\x61\x01\xff"),                         ERR_MALFORMED},     /* {_ "a": 1} */
};
// clang-format on

static void rfc_examples_in_our_part_are_read_and_written_the_same(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(rfc_inside); i++) {
        struct arena arena = dirty_arena(memory, 4096);
        assert_int_equal(whole(rfc_inside[i]), ERR_OK);
        assert_str(rewritten(&arena, rfc_inside[i]), rfc_inside[i]);
    }
}

static void rfc_examples_outside_our_part_are_refused(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(rfc_outside); i++) {
        assert_int_equal(whole(rfc_outside[i].in), rfc_outside[i].e);
        assert_true(libcbor_takes(rfc_outside[i].in));
    }
}

static void rfc_numbers_are_the_numbers_they_name(void **unused)
{
    (void)unused;
    uint64_t n = 0;
    int64_t i = 0;
    struct cbor_reader r = reader_on(S("\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x1b\x00\x00\x00\xe8\xd4\xa5\x10\x00"
                                       "\x39\x03\xe7\x19\x03\xe8\x20"));
    assert_int_equal(cbor_get_uint(&r, &n), ERR_OK);
    assert_int_equal(n, UINT64_MAX);
    assert_int_equal(cbor_get_uint(&r, &n), ERR_OK);
    assert_int_equal(n, 1000000000000);
    assert_int_equal(cbor_get_int(&r, &i), ERR_OK);
    assert_int_equal(i, -1000);
    assert_int_equal(cbor_get_int(&r, &i), ERR_OK);
    assert_int_equal(i, 1000);
    assert_int_equal(cbor_get_int(&r, &i), ERR_OK);
    assert_int_equal(i, -1);
    assert_int_equal(cbor_end(&r), ERR_OK);
}

/* ---- integers ---- */

static void every_width_of_integer_comes_back(void **unused)
{
    (void)unused;
    for (unsigned bit = 0; bit < 64; bit++) {
        for (uint64_t near = 0; near < 3; near++) {
            struct arena arena = dirty_arena(memory, 4096);
            uint64_t n = ((uint64_t)1 << bit) + near - 1, n_back = 0;
            int64_t i = (int64_t)n, i_back = 0;
            struct buf b = buf_on(&arena);
            cbor_put_uint(&b, n);
            cbor_put_int(&b, i);
            cbor_put_int(&b, ~i);
            struct cbor_reader r = {.left = buf_bytes(&b)};
            assert_int_equal(cbor_get_uint(&r, &n_back), ERR_OK);
            assert_int_equal(n_back, n);
            assert_int_equal(cbor_get_int(&r, &i_back), ERR_OK);
            assert_true(i_back == i);
            assert_int_equal(cbor_get_int(&r, &i_back), ERR_OK);
            assert_true(i_back == ~i);
            assert_int_equal(cbor_end(&r), ERR_OK);
        }
    }
}

static void integers_outside_int64_are_too_long_for_one(void **unused)
{
    (void)unused;
    static const struct str outside[] = {
        S_INIT("\x1b\x80\x00\x00\x00\x00\x00\x00\x00"),
        S_INIT("\x1b\xff\xff\xff\xff\xff\xff\xff\xff"),
        S_INIT("\x3b\x80\x00\x00\x00\x00\x00\x00\x00"),
    };
    for (size_t i = 0; i < COUNT(outside); i++) {
        int64_t n = 42;
        struct cbor_reader r = reader_on(outside[i]);
        assert_int_equal(cbor_get_int(&r, &n), ERR_TOO_LONG);
        assert_int_equal(n, 42);
        assert_int_equal(r.left.len, outside[i].len);
    }
}

/* ---- random documents ---- */

/* Writes one random document twice: with this room and with libcbor's encoder. */
struct twin {
    uint64_t seed;
    struct buf ours;
    uint8_t theirs[1 << 16];
    size_t len;
};

static uint64_t random_number(struct twin *t)
{
    return chance(&t->seed) >> chance(&t->seed) % 64;
}

static struct str random_text(struct twin *t, char out[64])
{
    static const struct str letters[] = {S_INIT("a"), S_INIT("ü"), S_INIT("水"), S_INIT("🙂"), S_INIT("\0")};
    size_t len = 0;
    for (uint64_t n = chance(&t->seed) % 15; n > 0; n--) {
        struct str letter = letters[chance(&t->seed) % COUNT(letters)];
        memcpy(out + len, letter.at, letter.len);
        len += letter.len;
    }
    return (struct str){.at = out, .len = len};
}

static void put_theirs(struct twin *t, size_t written, struct bytes content)
{
    assert_true(written > 0 && t->len + written + content.len <= sizeof t->theirs);
    t->len += written;
    if (content.len > 0)
        memcpy(t->theirs + t->len, content.at, content.len);
    t->len += content.len;
}

#define THEIRS(t) (t)->theirs + (t)->len, sizeof(t)->theirs - (t)->len

static void put_random_scalar(struct twin *t, uint64_t kind)
{
    char letters[64];
    struct str text = random_text(t, letters);
    uint64_t n = random_number(t);
    if (kind == 0) {
        cbor_put_uint(&t->ours, n);
        put_theirs(t, peer_put_uint(n, THEIRS(t)), (struct bytes){0});
    } else if (kind == 1) {
        n >>= 1;
        cbor_put_int(&t->ours, -1 - (int64_t)n);
        put_theirs(t, peer_put_negative(n, THEIRS(t)), (struct bytes){0});
    } else if (kind == 2) {
        cbor_put_bytes(&t->ours, bytes_of_str(text));
        put_theirs(t, peer_put_bytes_head(text.len, THEIRS(t)), bytes_of_str(text));
    } else if (kind == 3) {
        cbor_put_text(&t->ours, text);
        put_theirs(t, peer_put_text_head(text.len, THEIRS(t)), bytes_of_str(text));
    } else {
        cbor_put_bool(&t->ours, n & 1);
        put_theirs(t, peer_put_bool(n & 1, THEIRS(t)), (struct bytes){0});
    }
}

static void put_random(struct twin *t, unsigned depth)
{
    uint64_t kind = chance(&t->seed) % (depth > 0 ? 9 : 5);
    uint64_t items = chance(&t->seed) % (chance(&t->seed) % 8 == 0 ? 30 : 5);
    if (kind < 5) {
        put_random_scalar(t, kind);
        return;
    }
    if (kind < 7) {
        cbor_put_array(&t->ours, items);
        put_theirs(t, peer_put_array_head(items, THEIRS(t)), (struct bytes){0});
        for (; items > 0; items--)
            put_random(t, depth - 1);
        return;
    }
    cbor_put_map(&t->ours, items);
    put_theirs(t, peer_put_map_head(items, THEIRS(t)), (struct bytes){0});
    for (uint64_t key = 0; items > 0; items--) {
        key += 1 + random_number(t) / 64; /* rises, and thirty such steps do not wrap */
        cbor_put_uint(&t->ours, key);
        put_theirs(t, peer_put_uint(key, THEIRS(t)), (struct bytes){0});
        put_random(t, depth - 1);
    }
}

static struct str random_document(struct twin *t, struct arena *arena, unsigned depth)
{
    t->ours = buf_on(arena);
    t->len = 0;
    put_random(t, depth);
    return buf_str(&t->ours);
}

static void random_documents_are_written_as_libcbor_writes_them(void **unused)
{
    (void)unused;
    static struct twin twin = {.seed = 5};
    for (int i = 0; i < 3000; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str ours = random_document(&twin, &arena, 4);
        assert_str(ours, ((struct str){.at = (const char *)twin.theirs, .len = twin.len}));
    }
}

static void random_documents_come_back_the_same(void **unused)
{
    (void)unused;
    static struct twin twin = {.seed = 6};
    for (int i = 0; i < 3000; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str ours = random_document(&twin, &arena, 4);
        assert_int_equal(whole(ours), ERR_OK);
        assert_str(rewritten(&arena, ours), ours);
    }
}

static void libcbor_reads_what_we_write_and_serializes_the_same(void **unused)
{
    (void)unused;
    static struct twin twin = {.seed = 7};
    for (int i = 0; i < 1000; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str ours = random_document(&twin, &arena, 4);
        uint8_t *again = NULL;
        size_t len = peer_rewrite(ours.at, ours.len, &again);
        assert_str(((struct str){.at = (const char *)again, .len = len}), ours);
        free(again);
    }
}

/* ---- hostile input ---- */

static void what_we_accept_when_damaged_libcbor_accepts_and_we_write_again(void **unused)
{
    (void)unused;
    static struct twin twin = {.seed = 8};
    int accepted = 0, refused = 0;
    for (int i = 0; i < 20000; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str document = random_document(&twin, &arena, 2);
        for (uint64_t hits = 1 + chance(&twin.seed) % 3; hits > 0; hits--)
            twin.ours.at[chance(&twin.seed) % document.len] = (uint8_t)chance(&twin.seed);
        if (whole(document) != ERR_OK) {
            refused++;
            continue;
        }
        accepted++;
        assert_true(libcbor_takes(document));
        assert_str(rewritten(&arena, document), document);
    }
    assert_true(accepted > 1000 && refused > 1000);
}

static void every_truncation_is_an_error_and_moves_nothing(void **unused)
{
    (void)unused;
    static struct twin twin = {.seed = 9};
    for (int i = 0; i < 200; i++) {
        struct arena arena = arena_on(memory, sizeof memory);
        struct str document = random_document(&twin, &arena, 3);
        for (size_t len = 0; len < document.len; len++) {
            /* A copy of that length and no longer, so that reading on is seen. */
            char *copy = malloc(len + (len == 0));
            memcpy(copy, document.at, len);
            struct cbor_reader r = reader_on((struct str){.at = copy, .len = len});
            assert_int_equal(cbor_skip(&r, DEPTH), ERR_TRUNCATED);
            assert_ptr_equal(r.left.at, copy);
            assert_int_equal(r.left.len, len);
            free(copy);
        }
    }
}

static void anything_after_the_document_is_malformed(void **unused)
{
    (void)unused;
    assert_int_equal(whole(S("\x01\x00")), ERR_MALFORMED);
    assert_int_equal(whole(S("\xa0\xa0")), ERR_MALFORMED);
    assert_int_equal(whole(S("")), ERR_TRUNCATED);
}

// clang-format off
/* Valid or not in CBOR at large, all of these are refused here. */
static const struct {
    struct str in; enum err ours; bool libcbor_takes;
} stricter[] = {
    /* Heads longer than needed: libcbor does not mind. */
    {S_INIT("\x18\x00"),                                 ERR_NOT_CANONICAL, true},
    {S_INIT("\x18\x17"),                                 ERR_NOT_CANONICAL, true},
    {S_INIT("\x19\x00\xff"),                             ERR_NOT_CANONICAL, true},
    {S_INIT("\x1a\x00\x00\xff\xff"),                     ERR_NOT_CANONICAL, true},
    {S_INIT("\x1b\x00\x00\x00\x00\xff\xff\xff\xff"),     ERR_NOT_CANONICAL, true},
    {S_INIT("\x38\x00"),                                 ERR_NOT_CANONICAL, true},
    {S_INIT("\x39\x00\xff"),                             ERR_NOT_CANONICAL, true},
    {S_INIT("\x58\x01x"),                                ERR_NOT_CANONICAL, true},
    {S_INIT("\x78\x01x"),                                ERR_NOT_CANONICAL, true},
    {S_INIT("\x98\x01\x00"),                             ERR_NOT_CANONICAL, true},
    {S_INIT("\xb8\x01\x00\x00"),                         ERR_NOT_CANONICAL, true},
    {S_INIT("\xa1\x18\x01\x00"),                         ERR_NOT_CANONICAL, true},  /* in a key */
    /* Keys out of order or doubled: libcbor keeps whatever comes. */
    {S_INIT("\xa2\x02\x00\x01\x00"),                     ERR_NOT_CANONICAL, true},
    {S_INIT("\xa2\x01\x00\x01\x00"),                     ERR_NOT_CANONICAL, true},
    {S_INIT("\xa3\x01\x00\x03\x00\x02\x00"),             ERR_NOT_CANONICAL, true},
    {S_INIT("\x81\xa2\x00\x00\x00\x00"),                 ERR_NOT_CANONICAL, true},
    /* Keys that are not unsigned integers. */
    {S_INIT("\xa1\x20\x00"),                             ERR_MALFORMED,     true},
    {S_INIT("\xa1\xf5\x00"),                             ERR_MALFORMED,     true},
    {S_INIT("\xa1\x80\x00"),                             ERR_MALFORMED,     true},
    /* Text that is not UTF-8: both refuse. */
    {S_INIT("\x61\x80"),                                 ERR_MALFORMED,     false},
    {S_INIT("\x62\xc0\x80"),                             ERR_MALFORMED,     false},
    {S_INIT("\x63\xed\xa0\x80"),                         ERR_MALFORMED,     false},
    {S_INIT("\x61\xc3"),                                 ERR_MALFORMED,     false},
    /* Below int64: the writer cannot produce it. */
    {S_INIT("\x3b\x80\x00\x00\x00\x00\x00\x00\x00"),     ERR_TOO_LONG,      true},
    /* Here both refuse: reserved heads, a break alone, reserved simple values. */
    {S_INIT("\x1c"),                                     ERR_MALFORMED,     false},
    {S_INIT("\x1d\x00"),                                 ERR_MALFORMED,     false},
    {S_INIT("\x1e\x00"),                                 ERR_MALFORMED,     false},
    {S_INIT("\x1f"),                                     ERR_MALFORMED,     false},
    {S_INIT("\x3c"),                                     ERR_MALFORMED,     false},
    {S_INIT("\x5c"),                                     ERR_MALFORMED,     false},
    {S_INIT("\x7d"),                                     ERR_MALFORMED,     false},
    {S_INIT("\x9e"),                                     ERR_MALFORMED,     false},
    {S_INIT("\xbc"),                                     ERR_MALFORMED,     false},
    {S_INIT("\xff"),                                     ERR_MALFORMED,     false},
    {S_INIT("\x81\xff"),                                 ERR_MALFORMED,     false},
    {S_INIT("\xf8\x14"),                                 ERR_MALFORMED,     false}, /* false, in two bytes */
    {S_INIT("\xf0"),                                     ERR_MALFORMED,     false}, /* the RFC's simple(16) */
    {S_INIT("\xf8\xff"),                                 ERR_MALFORMED,     false}, /* and simple(255) */
    {S_INIT("\xfc"),                                     ERR_MALFORMED,     false},
    /* And input that ends too soon. */
    {S_INIT("\x18"),                                     ERR_TRUNCATED,     false},
    {S_INIT("\x42\x00"),                                 ERR_TRUNCATED,     false},
    {S_INIT("\x82\x00"),                                 ERR_TRUNCATED,     false},
    {S_INIT("\xa1\x00"),                                 ERR_TRUNCATED,     false},
    {S_INIT("\x5b\x00\x00\x00\x01\x00\x00\x00\x00x"),    ERR_TRUNCATED,     false},
};
// clang-format on

static void hostile_input_is_refused_as_libcbor_does_or_more_strictly(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(stricter); i++) {
        if (whole(stricter[i].in) != stricter[i].ours)
            fail_msg("row %zu: we say: %s", i, err_words(whole(stricter[i].in)));
        if (libcbor_takes(stricter[i].in) != stricter[i].libcbor_takes)
            fail_msg("row %zu: libcbor differs from what is noted", i);
    }
}

static void promises_the_input_cannot_keep_are_refused_at_the_head(void **unused)
{
    (void)unused;
    uint64_t count = 42;
    struct cbor_reader array = reader_on(S("\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00"));
    struct cbor_reader map = reader_on(S("\xbb\x80\x00\x00\x00\x00\x00\x00\x01\x00\x00"));
    struct cbor_reader half = reader_on(S("\xa2\x00\x00\x01"));
    struct bytes bytes = {0};
    struct cbor_reader string = reader_on(S("\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x00"));
    assert_int_equal(cbor_get_array(&array, &count), ERR_TRUNCATED);
    assert_int_equal(cbor_get_map(&map, &count), ERR_TRUNCATED);
    assert_int_equal(cbor_get_map(&half, &count), ERR_TRUNCATED);
    assert_int_equal(cbor_get_bytes(&string, &bytes), ERR_TRUNCATED);
    assert_int_equal(count, 42);
}

/* ---- readers ---- */

/* Read with the reader of one type; true if the reader took it, and a refusal must have left all alone. */
static bool read_as(enum cbor_type type, struct str in, enum err *e)
{
    struct cbor_reader r = reader_on(in);
    uint64_t n = 42;
    int64_t i = 42;
    struct bytes b = {0};
    struct str s = {0};
    bool truth = false;
    switch (type) {
    case CBOR_UINT:
        *e = cbor_get_uint(&r, &n);
        break;
    case CBOR_NEGATIVE:
        *e = cbor_get_int(&r, &i);
        break;
    case CBOR_BYTES:
        *e = cbor_get_bytes(&r, &b);
        break;
    case CBOR_TEXT:
        *e = cbor_get_text(&r, &s);
        break;
    case CBOR_ARRAY:
        *e = cbor_get_array(&r, &n);
        break;
    case CBOR_MAP:
        *e = cbor_get_map(&r, &n);
        break;
    case CBOR_BOOL:
        *e = cbor_get_bool(&r, &truth);
        break;
    }
    if (*e == ERR_OK)
        return true;
    assert_true(n == 42 && i == 42 && b.at == NULL && s.at == NULL && !truth);
    assert_true(r.left.at == (const uint8_t *)in.at && r.left.len == in.len);
    return false;
}

static void each_reader_takes_its_own_type_only(void **unused)
{
    (void)unused;
    static const struct str items[] = {
        [CBOR_UINT] = S_INIT("\x05"),  [CBOR_NEGATIVE] = S_INIT("\x25"), [CBOR_BYTES] = S_INIT("\x41x"),
        [CBOR_TEXT] = S_INIT("\x61x"), [CBOR_ARRAY] = S_INIT("\x80"),    [CBOR_MAP] = S_INIT("\xa0"),
        [CBOR_BOOL] = S_INIT("\xf5"),
    };
    for (enum cbor_type reader = CBOR_UINT; reader <= CBOR_BOOL; reader++) {
        for (enum cbor_type item = CBOR_UINT; item <= CBOR_BOOL; item++) {
            /* The reader of ints takes both kinds of integer. */
            bool fits = reader == item || (reader == CBOR_NEGATIVE && item == CBOR_UINT);
            enum err e = ERR_OK;
            assert_int_equal(read_as(reader, items[item], &e), fits);
            assert_int_equal(e, fits ? ERR_OK : ERR_MALFORMED);
        }
        enum err e = ERR_OK;
        assert_false(read_as(reader, S(""), &e));
        assert_int_equal(e, ERR_TRUNCATED);
    }
}

static void peeking_tells_the_type_and_reads_nothing(void **unused)
{
    (void)unused;
    static const enum cbor_type by_major[] = {CBOR_UINT, CBOR_NEGATIVE, CBOR_BYTES, CBOR_TEXT, CBOR_ARRAY, CBOR_MAP};
    for (unsigned first = 0; first < 256; first++) {
        char byte = (char)first;
        struct cbor_reader r = reader_on((struct str){.at = &byte, .len = 1});
        enum cbor_type type = CBOR_UINT;
        bool known = first < 0xC0 || first == 0xF4 || first == 0xF5;
        assert_int_equal(cbor_peek(&r, &type), known ? ERR_OK : ERR_MALFORMED);
        if (known)
            assert_int_equal(type, first < 0xC0 ? by_major[first >> 5] : CBOR_BOOL);
        assert_int_equal(r.left.len, 1);
    }
    struct cbor_reader empty = {0};
    enum cbor_type type = CBOR_MAP;
    assert_int_equal(cbor_peek(&empty, &type), ERR_TRUNCATED);
    assert_int_equal(type, CBOR_MAP);
}

static void text_and_bytes_borrow_from_the_input(void **unused)
{
    (void)unused;
    struct str in = S("\x42\x01\x02\x63\xe6\xb0\xb4");
    struct cbor_reader r = reader_on(in);
    struct bytes b = {0};
    struct str s = {0};
    assert_int_equal(cbor_get_bytes(&r, &b), ERR_OK);
    assert_int_equal(cbor_get_text(&r, &s), ERR_OK);
    assert_ptr_equal(b.at, in.at + 1);
    assert_int_equal(b.len, 2);
    assert_ptr_equal(s.at, in.at + 4);
    assert_str(s, S("水"));
    assert_int_equal(cbor_end(&r), ERR_OK);
}

/* ---- passing over ---- */

static void nesting_is_passed_over_to_its_depth_and_no_deeper(void **unused)
{
    (void)unused;
    for (unsigned nested = 0; nested < 20; nested++) {
        for (int maps = 0; maps < 2; maps++) {
            struct arena arena = dirty_arena(memory, 4096);
            struct buf b = buf_on(&arena);
            for (unsigned i = 0; i < nested; i++)
                buf_put(&b, maps ? S("\xa1\x00") : S("\x81"));
            buf_put_byte(&b, 0);
            struct cbor_reader r = {.left = buf_bytes(&b)}, shallow = r;
            assert_int_equal(cbor_skip(&r, nested), ERR_OK);
            assert_int_equal(cbor_end(&r), ERR_OK);
            if (nested == 0)
                continue;
            assert_int_equal(cbor_skip(&shallow, nested - 1), ERR_TOO_LONG);
            assert_int_equal(shallow.left.len, b.len);
        }
    }
}

static void nesting_without_end_is_refused_at_the_depth(void **unused)
{
    (void)unused;
    memset(memory, 0x81, sizeof memory);
    struct cbor_reader r = {.left = {.at = memory, .len = sizeof memory}};
    assert_int_equal(cbor_skip(&r, DEPTH), ERR_TOO_LONG);
}

static void empty_arrays_and_maps_count_as_nesting(void **unused)
{
    (void)unused;
    struct cbor_reader array = reader_on(S("\x80")), map = reader_on(S("\xa0"));
    assert_int_equal(cbor_skip(&array, 0), ERR_TOO_LONG);
    assert_int_equal(cbor_skip(&map, 0), ERR_TOO_LONG);
}

static void passing_over_stops_after_one_item(void **unused)
{
    (void)unused;
    struct cbor_reader r = reader_on(S("\x82\x01\xa1\x00\xf5\x17\x18"));
    uint64_t n = 0;
    assert_int_equal(cbor_skip(&r, 2), ERR_OK);
    assert_int_equal(cbor_get_uint(&r, &n), ERR_OK);
    assert_int_equal(n, 23);
    assert_int_equal(cbor_end(&r), ERR_MALFORMED);
}

static void write_what_is_not_text(void)
{
    struct arena arena = arena_on(memory, 100);
    struct buf b = buf_on(&arena);
    cbor_put_text(&b, S("\xC3"));
}

static void text_that_could_not_be_read_again_is_never_written(void **unused)
{
    (void)unused;
    assert_true(traps(write_what_is_not_text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc_examples_in_our_part_are_read_and_written_the_same),
        cmocka_unit_test(rfc_examples_outside_our_part_are_refused),
        cmocka_unit_test(rfc_numbers_are_the_numbers_they_name),
        cmocka_unit_test(every_width_of_integer_comes_back),
        cmocka_unit_test(integers_outside_int64_are_too_long_for_one),
        cmocka_unit_test(random_documents_are_written_as_libcbor_writes_them),
        cmocka_unit_test(random_documents_come_back_the_same),
        cmocka_unit_test(libcbor_reads_what_we_write_and_serializes_the_same),
        cmocka_unit_test(what_we_accept_when_damaged_libcbor_accepts_and_we_write_again),
        cmocka_unit_test(every_truncation_is_an_error_and_moves_nothing),
        cmocka_unit_test(anything_after_the_document_is_malformed),
        cmocka_unit_test(hostile_input_is_refused_as_libcbor_does_or_more_strictly),
        cmocka_unit_test(promises_the_input_cannot_keep_are_refused_at_the_head),
        cmocka_unit_test(each_reader_takes_its_own_type_only),
        cmocka_unit_test(peeking_tells_the_type_and_reads_nothing),
        cmocka_unit_test(text_and_bytes_borrow_from_the_input),
        cmocka_unit_test(nesting_is_passed_over_to_its_depth_and_no_deeper),
        cmocka_unit_test(nesting_without_end_is_refused_at_the_depth),
        cmocka_unit_test(empty_arrays_and_maps_count_as_nesting),
        cmocka_unit_test(passing_over_stops_after_one_item),
        cmocka_unit_test(text_that_could_not_be_read_again_is_never_written),
    };
    return cmocka_run_group_tests_name("cbor", tests, NULL, NULL);
}
