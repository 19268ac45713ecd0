/*
 * tests/base/folding.c - letters that are compared as one, held against utf8proc, and where a word is found
 *
 * utf8proc's tables are the judge of what Unicode calls a letter, its other case and the parts it is made of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/folding.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum { ROOM = 64 };

struct folded {
    uint32_t at[ROOM];
    size_t len;
};

static struct folded fold(struct str s, bool html)
{
    struct folding in = {.rest = s, .html = html};
    struct folded out = {0};
    for (uint32_t c = fold_next(&in); c; c = fold_next(&in)) {
        assert_true(out.len < ROOM);
        out.at[out.len++] = c;
    }
    return out;
}

static struct folded fold_c(const char *s)
{
    return fold(str_from_c(s), false);
}

static bool same(struct folded a, struct folded b)
{
    return a.len == b.len && mem_compare(a.at, b.at, a.len * sizeof *a.at) == 0;
}

static struct folded fold_characters(const utf8proc_int32_t *c, size_t len)
{
    utf8proc_uint8_t bytes[ROOM * 4];
    size_t at = 0;
    for (size_t i = 0; i < len; i++)
        at += (size_t)utf8proc_encode_char(c[i], bytes + at);
    return fold((struct str){(const char *)bytes, at}, false);
}

static struct folded fold_one(utf8proc_int32_t c)
{
    return fold_characters(&c, 1);
}

static bool is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static bool is_mark(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* The blocks that are folded: Latin, Greek, Cyrillic, Arabic, and letters set in another way. */
static const struct {
    utf8proc_int32_t from, to;
} BLOCKS[] = {
    {0x20, 0x7E},     {0xA0, 0x24F},    {0x250, 0x2AF},   {0x370, 0x3FF},   {0x400, 0x52F},
    {0x600, 0x6FF},   {0x1E00, 0x1EFF}, {0x1F00, 0x1FFF}, {0x2126, 0x2126}, {0x212A, 0x212B},
    {0x2C60, 0x2C7F}, {0xFB00, 0xFB06}, {0xFE80, 0xFEFC}, {0xFF01, 0xFF5E},
};

static void each_character(void (*check)(utf8proc_int32_t c))
{
    for (size_t i = 0; i < COUNT(BLOCKS); i++)
        for (utf8proc_int32_t c = BLOCKS[i].from; c <= BLOCKS[i].to; c++)
            check(c);
}

/* Capitals of phonetic letters, seldom written and not folded. */
enum { LATIN_EXTENDED_D = 0xA720 };

static void has_no_case(utf8proc_int32_t c)
{
    const utf8proc_int32_t other[] = {utf8proc_tolower(c), utf8proc_toupper(c), utf8proc_totitle(c)};
    for (size_t i = 0; i < COUNT(other); i++)
        if (other[i] < LATIN_EXTENDED_D && !same(fold_one(c), fold_one(other[i])))
            fail_msg("U+%04X and U+%04X are one letter", (unsigned)c, (unsigned)other[i]);
}

static void case_is_no_difference(void **unused)
{
    (void)unused;
    each_character(has_no_case);
}

/* Whole words of the standard's own folding, where one letter becomes several. */
static void is_as_unicode_folds_it(utf8proc_int32_t c)
{
    utf8proc_int32_t parts[ROOM];
    bool iota_below = c >= 0x1F80 && c <= 0x1FFF; /* to Unicode an iota of its own; an accent here */
    if (!is_letter(c) || iota_below || c == 0x1E9A)
        return;
    utf8proc_ssize_t len = utf8proc_decompose_char(c, parts, ROOM, UTF8PROC_CASEFOLD, NULL);
    assert_true(len > 0 && len <= ROOM);
    if (!same(fold_one(c), fold_characters(parts, (size_t)len)))
        fail_msg("U+%04X is not as its case folding", (unsigned)c);
}

static void letters_are_as_unicode_folds_their_case(void **unused)
{
    (void)unused;
    each_character(is_as_unicode_folds_it);
}

/* What has a sign beside its letters there: ẚ, a letter for a number, iota below, four of Kazakh with a high hamza. */
static bool has_more_than_letters(utf8proc_int32_t c)
{
    return c == 0x1E9A || c == 0x374 || c == 0x37A || (c >= 0x675 && c <= 0x678);
}

static void is_its_parts(utf8proc_int32_t c)
{
    utf8proc_int32_t parts[ROOM];
    utf8proc_ssize_t len =
        utf8proc_decompose_char(c, parts, ROOM, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE, NULL);
    assert_true(len > 0 && len <= ROOM);
    if (is_letter(c) && !has_more_than_letters(c) && !same(fold_one(c), fold_characters(parts, (size_t)len)))
        fail_msg("U+%04X is not what its parts are", (unsigned)c);
}

static void a_letter_is_what_its_parts_are(void **unused)
{
    (void)unused;
    each_character(is_its_parts);
}

static void stays(utf8proc_int32_t c)
{
    struct folded once = fold_one(c);
    utf8proc_int32_t at[ROOM];
    for (size_t i = 0; i < once.len; i++)
        at[i] = (utf8proc_int32_t)once.at[i];
    if (!same(once, fold_characters(at, once.len)))
        fail_msg("U+%04X folds further a second time", (unsigned)c);
}

static void folding_twice_is_folding_once(void **unused)
{
    (void)unused;
    for (utf8proc_int32_t c = 1; c <= 0x10FFFF; c++)
        if (c < 0xD800 || c > 0xDFFF)
            stays(c);
}

static void latin_is_a_to_z(void **unused)
{
    (void)unused;
    for (utf8proc_int32_t c = 0xC0; c <= 0x1EFF; c = c == 0x24F ? 0x1E00 : c + 1) {
        bool click = (c >= 0x1C0 && c <= 0x1C3) || c == 0x1BB;
        struct folded folded = fold_one(c);
        if (!is_letter(c) || click)
            continue;
        assert_true(folded.len >= 1 && folded.len <= 2);
        for (size_t i = 0; i < folded.len; i++)
            if (!(folded.at[i] >= 'a' && folded.at[i] <= 'z') && folded.at[i] != '\'')
                fail_msg("U+%04X keeps something that is not a letter", (unsigned)c);
    }
}

static void marks_are_nothing(void **unused)
{
    (void)unused;
    static const utf8proc_int32_t MARKED[][2] = {{0x300, 0x36F},   {0x400, 0x52F},   {0x600, 0x6FF},  {0x8A0, 0x8FF},
                                                 {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0xFE00, 0xFE0F}};
    for (size_t i = 0; i < COUNT(MARKED); i++)
        for (utf8proc_int32_t c = MARKED[i][0]; c <= MARKED[i][1]; c++)
            if (is_mark(c) && fold_one(c).len != 0)
                fail_msg("U+%04X is a mark and not seen as one", (unsigned)c);
}

static void only_marks_and_what_is_not_seen_are_nothing(void **unused)
{
    (void)unused;
    for (utf8proc_int32_t c = 1; c <= 0x10FFFF; c++) {
        bool surrogate = c >= 0xD800 && c <= 0xDFFF, tatweel = c == 0x640 || (c >= 0xFE70 && c <= 0xFE7F);
        utf8proc_category_t category = utf8proc_category(c);
        bool unseen = category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CN;
        if (!surrogate && !is_mark(c) && !unseen && !tatweel && c != 0xB7 && c != 0x387 && fold_one(c).len == 0)
            fail_msg("U+%04X is not seen", (unsigned)c);
    }
}

static void blanks_are_spaces(void **unused)
{
    (void)unused;
    for (utf8proc_int32_t c = 1; c <= 0xFFFF; c++)
        if (utf8proc_category(c) == UTF8PROC_CATEGORY_ZS) {
            struct folded folded = fold_one(c);
            if (folded.len != 1 || folded.at[0] != ' ')
                fail_msg("U+%04X is a blank", (unsigned)c);
        }
}

/* What the tables say beyond Unicode's: each pair is one, in any case. */
static const char *const ONE[][2] = {
    {"Øre", "ore"},
    {"ŁÓDŹ", "lodz"},
    {"đak", "dak"},
    {"Ðið", "did"},
    {"ħ", "h"},
    {"STRASSE", "straße"},
    {"ẞ", "ss"},
    {"Ærø", "aero"},
    {"œuvre", "OEUVRE"},
    {"Þór", "thor"},
    {"ısı", "ISI"},
    {"İ", "i"},
    {"ĳs", "IJs"},
    {"ǈ", "lj"},
    {"ﬃ", "ffi"},
    {"paral·lel", "parallel"},
    {"ŋ", "n"},
    {"Ɛ", "e"},
    {"u\xCC\x88"
     "bung",
     "Übung"},
    {"ΛΌΓΟΣ", "λογος"},
    {"λόγος", "λογοσ"},
    {"ᾠδή", "ωδη"},
    {"Ϊ", "ι"},
    {"µ", "μ"},
    {"Ёлка", "елка"},
    {"Йод", "иод"},
    {"їжа", "іжа"},
    {"ґанок", "ганок"},
    {"ЎН", "ун"},
    {"ӜӚ", "жә"},
    {"حَبْلٌ", "حبل"},
    {"حـــبل", "حبل"},
    {"أإآٱ", "اااا"},
    {"على", "علي"},
    {"قبلة", "قبله"},
    {"مسؤول", "مسوول"},
    {"کتاب", "كتاب"},
    {"یک", "يك"},
    {"ﺣﺒﻞ", "حبل"},
    {"ﻻ", "لا"},
    {"ﭘﺎ", "پا"},
    {"می\xE2\x80\x8Cروم", "میروم"},
    {"١٢٣", "123"},
    {"۴۵", "45"},
    {"‘don’t’", "'don't'"},
    {"„so“ «so»", "\"so\" \"so\""},
    {"–—‑−", "----"},
    {"…", "."},
    {"a\xC2\xA0"
     "b",
     "a b"},
    {"ａＢ１", "ab1"},
    {"so\xC2\xAD"
     "ft",
     "soft"},
    {"❤\xEF\xB8\x8F", "❤"},
};

static const char *const TWO[][2] = {
    {"a", "b"}, {"и", "і"}, {"ж", "з"}, {"گ", "ك"}, {"چ", "ج"}, {"پ", "ب"},
    {"س", "ش"}, {"η", "ι"}, {"×", "x"}, {"[", "{"}, {"@", "`"},
};

static void what_is_typed_in_two_ways_is_one(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(ONE); i++)
        if (!same(fold_c(ONE[i][0]), fold_c(ONE[i][1])))
            fail_msg("%s is not %s", ONE[i][0], ONE[i][1]);
    for (size_t i = 0; i < COUNT(TWO); i++)
        if (same(fold_c(TWO[i][0]), fold_c(TWO[i][1])))
            fail_msg("%s is %s", TWO[i][0], TWO[i][1]);
}

static void marks_of_html_are_passed_over(void **unused)
{
    (void)unused;
    struct str html = S("<p class=\"x\">D<em>a</em>\xCC\x81"
                        "<b>d</b> &amp; &quot;&lt;&gt;&nothing;<");
    assert_true(same(fold(html, true), fold_c("dad & \"<>&nothing;")));
    assert_true(same(fold(S("a<b>"), false), fold_c("a<b>")));
}

static void broken_bytes_are_read_one_by_one(void **unused)
{
    (void)unused;
    struct folded folded = fold(S("a\xC3\0\xED\xA0\x80z"), false);
    static const uint32_t WANTED[] = {'a', 0xFFFD, ' ', 0xFFFD, 0xFFFD, 0xFFFD, 'z'};
    assert_int_equal(folded.len, COUNT(WANTED));
    assert_memory_equal(folded.at, WANTED, sizeof WANTED);
}

// clang-format off
static const struct {
    const char *s, *needle;
    size_t where, len;
} FOUND[] = {
    {"eine Übung am Abend",              "ubung",   5, 6},
    {"eine Übung am Abend",              "ÜBUNG",   5, 6},
    {"ubung",                            "Übung",   0, 5},
    {"eine U\xCC\x88" "bung",            "übung",   5, 7},
    {"cafe\xCC\x81 noir",                "cafe",    0, 6},  /* with its mark, or it would be cut in two */
    {"auf der Straße",                   "strasse", 8, 7},
    {"auf der STRASSE",                  "straße",  8, 7},
    {"Straße",                           "se",      4, 3},  /* from the middle of ß: the whole of it */
    {"Straße",                           "stras",   0, 6},
    {"Don’t.",                           "don't",   0, 7},
    {"ÄÄÄa",                             "x",       SIZE_MAX, 0},
    {"المدينة والحَبْلُ هنا",               "حبل",     21, 12},
    {"ΣΊΣΥΦΟΣ",                          "σισυφος", 0, 14},
    {"abc",                              "",        0, 0},
    {"abc",                              "\xCC\x81", SIZE_MAX, 0},
    {"",                                 "a",       SIZE_MAX, 0},
    {"im cafe",                          "cafe\xCC\x81", 3, 4},
    {"ab aBc",                           "AbC",     3, 3},
    {"aab",                              "ab",      1, 2},
    {"ssst",                             "sst",     1, 3},
    {"ßt",                               "st",      0, 3},
    {"3 × 4",                            "÷",       SIZE_MAX, 0},
};
// clang-format on

static void words_are_found_with_the_bytes_they_take(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(FOUND); i++) {
        size_t len = 77, where = fold_find(str_from_c(FOUND[i].s), str_from_c(FOUND[i].needle), &len);
        if (where != FOUND[i].where || len != FOUND[i].len)
            fail_msg("%s in %s: %zu, %zu", FOUND[i].needle, FOUND[i].s, where, len);
        assert_int_equal(fold_find(str_from_c(FOUND[i].s), str_from_c(FOUND[i].needle), NULL), where);
    }
}

/* Text of tricky pieces, and at times of a byte that is none. */
static uint64_t dice = 11;

static size_t chance(size_t below)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(dice >> 33) % below;
}

static struct str tricky(struct buf *b, size_t pieces)
{
    static const char *const PIECES[] = {"s", "S", "t", "ß",        "ẞ",    "a",    "æ", "\xCC\x81", "ﬃ",
                                         "f", "i", " ", "\xC2\xAD", "σ",    "ς",    "й", "и",        "ﻻ",
                                         "ل", "ا", "أ", "ـ",        "\xC3", "\x80", "’", "'"};
    b->len = 0;
    while (pieces--)
        buf_put(b, str_from_c(PIECES[chance(COUNT(PIECES))]));
    return buf_str(b);
}

/* Whether all that was folded of the needle stands somewhere in what was folded of the text. */
static bool stands_in(struct folded s, struct folded needle)
{
    for (size_t i = 0; needle.len && i + needle.len <= s.len; i++)
        if (mem_compare(s.at + i, needle.at, needle.len * sizeof *s.at) == 0)
            return true;
    return false;
}

static void finding_is_finding_in_what_is_folded(void **unused)
{
    (void)unused;
    static char room[1 << 16];
    struct arena arena = arena_on(room, sizeof room);
    struct buf a = buf_on(&arena), b = buf_on(&arena);
    size_t hits = 0;
    for (size_t i = 0; i < 200000; i++) {
        struct str s = tricky(&a, chance(12)), needle = tricky(&b, 1 + chance(3));
        if (chance(2)) { /* what stands at its end, perhaps with a mark more */
            b.len = 0;
            buf_put(&b, str_after(s, chance(s.len + 1)));
            buf_put(&b, chance(2) ? S("\xCC\x81") : S(""));
            needle = buf_str(&b);
        }
        if (needle.len == 0)
            continue;
        size_t len = 0, where = fold_find(s, needle, &len);
        assert_int_equal(where != SIZE_MAX, stands_in(fold(s, false), fold(needle, false)));
        if (where == SIZE_MAX)
            continue;
        /* What is marked holds it, nothing before it does, and a mark is never left behind. */
        struct str hit = str_first(str_after(s, where), len);
        assert_true(stands_in(fold(hit, false), fold(needle, false)));
        assert_false(stands_in(fold(str_first(s, where), false), fold(needle, false)));
        assert_false(str_starts(str_after(s, where + len), S("\xCC\x81")));
        hits++;
    }
    assert_true(hits > 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_is_no_difference),
        cmocka_unit_test(letters_are_as_unicode_folds_their_case),
        cmocka_unit_test(a_letter_is_what_its_parts_are),
        cmocka_unit_test(folding_twice_is_folding_once),
        cmocka_unit_test(latin_is_a_to_z),
        cmocka_unit_test(marks_are_nothing),
        cmocka_unit_test(only_marks_and_what_is_not_seen_are_nothing),
        cmocka_unit_test(blanks_are_spaces),
        cmocka_unit_test(what_is_typed_in_two_ways_is_one),
        cmocka_unit_test(marks_of_html_are_passed_over),
        cmocka_unit_test(broken_bytes_are_read_one_by_one),
        cmocka_unit_test(words_are_found_with_the_bytes_they_take),
        cmocka_unit_test(finding_is_finding_in_what_is_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
