/* tests/base/direction.c - what is dialled stays in order, and inserted words end where they end */
#include "tests/base/support.h"

#include "base/direction.h"

static uint8_t memory[1 << 16];

static struct str dialled(const char *words)
{
    static struct arena arena;
    arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put_dialled(&b, str_from_c(words));
    return buf_str(&b);
}

#define LTR(words) "<bdi dir=\"ltr\">" words "</bdi>"

static void the_groups_of_a_number_stay_together(void **unused)
{
    (void)unused;
    assert_str(dialled("1800 737 732"), S(LTR("1800 737 732")));
    assert_str(dialled("1800 737 732, or web chat"), S(LTR("1800 737 732") ", or web chat"));
    assert_str(dialled("13 11 14, or text 0477 13 11 14"), S(LTR("13 11 14") ", or text " LTR("0477 13 11 14")));
    assert_str(dialled("0800 111 0 111, 0800 111 0 222"), S(LTR("0800 111 0 111") ", " LTR("0800 111 0 222")));
    assert_str(dialled("0800 428 428, dial *120*7867#, or text \"help\" to 31531"),
               S(LTR("0800 428 428") ", dial " LTR("*120*7867#") ", or text &quot;help&quot; to " LTR("31531")));
    assert_str(dialled("text HOME to 741741."), S("text HOME to " LTR("741741") "."));
    assert_str(dialled("+44 (20) 7946-0000"), S(LTR("+44 (20) 7946-0000")));
}

/* Their punctuation is not ours, and their words may stand at a number without a blank. */
static void a_number_among_words_of_other_scripts_stays_whole(void **unused)
{
    (void)unused;
    assert_str(dialled("1800 737 732\u060c \u0623\u0648 112\u06d4"),
               S(LTR("1800 737 732") "\u060c \u0623\u0648 " LTR("112") "\u06d4"));
    assert_str(dialled("\u0628-1800 737 732"), S("\u0628" LTR("-1800 737 732")));
    assert_str(dialled("\u06281800 737 732."), S("\u0628" LTR("1800 737 732") "."));
    assert_str(dialled("\u201c13 11 14\u201d"), S("\u201c" LTR("13 11 14") "\u201d"));
    assert_str(dialled("9:30\u201317:00"), S(LTR("9:30") "\u2013" LTR("17:00")));
    assert_str(dialled("112: 24/7."), S(LTR("112") ": " LTR("24/7") "."));
    assert_str(dialled("1800RESPECT, 13YARN 13 92 76"), S("1800RESPECT, 13YARN " LTR("13 92 76")));
}

static void an_address_is_typed_as_it_stands(void **unused)
{
    (void)unused;
    assert_str(dialled("113.nl"), S(LTR("113.nl")));
    assert_str(dialled("0800 999 5428, or help@galop.org.uk."),
               S(LTR("0800 999 5428") ", or " LTR("help@galop.org.uk") "."));
    assert_str(dialled("malesurvivor.nz"), S(LTR("malesurvivor.nz")));
    assert_str(dialled("(help@galop.org.uk)"), S("(" LTR("help@galop.org.uk") ")"));
    assert_str(dialled("https://a.example/b/"), S(LTR("https://a.example/b/")));
}

static void other_words_stay_as_they_are_and_are_escaped(void **unused)
{
    (void)unused;
    assert_str(dialled(""), S(""));
    assert_str(dialled("web chat"), S("web chat"));
    assert_str(dialled("day and night. <b>"), S("day and night. &lt;b&gt;"));
    assert_str(dialled(" a  b "), S(" a  b "));
    assert_str(dialled("- + ()"), S("- + ()"));
    assert_str(dialled("\u0627\u062a\u0635\u0644 16 16 \u0623\u0648"),
               S("\u0627\u062a\u0635\u0644 " LTR("16 16") " \u0623\u0648"));
}

/* Whatever comes in, nothing is lost or added but the marks, and markup in it stays text. */
static void any_bytes_come_out_whole(void **unused)
{
    (void)unused;
    static const char pieces[] = "0123 +-*#/().,@<>&\"\n\tab\xC3\xA9\xE2\x81";
    static uint8_t room[1 << 14];
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char words[40];
        size_t len = chance(&seed) % sizeof words;
        for (size_t i = 0; i < len; i++)
            words[i] = pieces[chance(&seed) % (sizeof pieces - 1)];
        struct arena arena = dirty_arena(room, sizeof room);
        struct buf marked = buf_on(&arena), plain = buf_on(&arena), bare = buf_on(&arena);
        buf_put_dialled(&marked, (struct str){words, len});
        buf_put_escaped(&plain, (struct str){words, len});
        struct str rest = buf_str(&marked);
        while (rest.len > 0) {
            size_t mark = str_starts(rest, S("<bdi dir=\"ltr\">")) ? 15 : str_starts(rest, S("</bdi>")) ? 6 : 0;
            if (!mark)
                buf_put(&bare, str_first(rest, 1));
            rest = str_after(rest, mark ? mark : 1);
        }
        assert_str(buf_str(&bare), buf_str(&plain));
    }
}

static void words_in_a_sentence_are_isolated(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    assert_str(str_isolated(&arena, S("Wren")), S("\u2068Wren\u2069"));
    assert_str(str_isolated(&arena, S("")), S(""));
}

static void words_cannot_leave_their_isolate(void **unused)
{
    (void)unused;
    struct arena arena = dirty_arena(memory, sizeof memory);
    assert_str(str_isolated(&arena, S("a\u2069\u202Eb\u2066c")), S("\u2068abc\u2069"));
    assert_str(str_isolated(&arena, S("\u202A")), S("\u2068\u2069"));
    assert_str(str_isolated(&arena, S("\u2019\u200F\u2063")), S("\u2068\u2019\u200F\u2063\u2069"));
    assert_str(str_isolated(&arena, S("cut \xE2\x81")), S("\u2068cut \xE2\x81\u2069"));
}

static struct str isolating(const char *words)
{
    static struct arena arena;
    arena = dirty_arena(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    buf_put_isolating(&b, str_from_c(words));
    return buf_str(&b);
}

static void an_isolate_is_markup_on_a_page(void **unused)
{
    (void)unused;
    assert_str(isolating("there, \u2068Wren\u2069?"), S("there, <bdi>Wren</bdi>?"));
    assert_str(isolating("\u2068a\u2069, \u2068<b>\u2069"), S("<bdi>a</bdi>, <bdi>&lt;b&gt;</bdi>"));
    assert_str(isolating("plain & simple"), S("plain &amp; simple"));
    assert_str(isolating(""), S(""));
}

/* What nobody closed, or opened, or what stands in another, is no markup: a page stays well formed whatever was typed.
 */
static void half_an_isolate_is_no_markup(void **unused)
{
    (void)unused;
    assert_str(isolating("\u2068a"), S("\u2068a"));
    assert_str(isolating("a\u2069"), S("a\u2069"));
    assert_str(isolating("\u2069\u2068"), S("\u2069\u2068"));
    assert_str(isolating("\u2068a\u2068b\u2069c\u2069"), S("\u2068a<bdi>b</bdi>c\u2069"));
    assert_str(isolating("\u2066a\u2069 \xE2\x80\xA8"), S("\u2066a\u2069 \xE2\x80\xA8"));
    assert_str(isolating("\x81\xA8"), S("\x81\xA8"));
}

/* Undone, the markup gives what was there; and every one that begins ends, before another begins. */
static void isolates_of_any_text_are_well_formed(void **unused)
{
    (void)unused;
    static const char *const PIECES[] = {"\u2068", "\u2069", "\u2066", "a", "<", "\xE2\x81", "\xA8", " ", "&"};
    static uint8_t room[1 << 15];
    uint64_t seed = 11;
    for (int round = 0; round < 20000; round++) {
        struct arena arena = dirty_arena(room, sizeof room);
        struct buf words = buf_on(&arena), marked = buf_on(&arena), plain = buf_on(&arena), undone = buf_on(&arena);
        for (size_t i = chance(&seed) % 16; i > 0; i--)
            buf_put(&words, str_from_c(PIECES[chance(&seed) % (sizeof PIECES / sizeof *PIECES)]));
        buf_put_isolating(&marked, buf_str(&words));
        buf_put_escaped(&plain, buf_str(&words));
        bool open = false;
        for (struct str rest = buf_str(&marked); rest.len > 0;) {
            bool begins = str_starts(rest, S("<bdi>")), ends = str_starts(rest, S("</bdi>"));
            assert_false(begins && open);
            assert_false(ends && !open);
            open = begins || (open && !ends);
            buf_put(&undone, begins ? S("\u2068") : ends ? S("\u2069") : str_first(rest, 1));
            rest = str_after(rest, begins ? 5 : ends ? 6 : 1);
        }
        assert_false(open);
        assert_str(buf_str(&undone), buf_str(&plain));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_groups_of_a_number_stay_together),
        cmocka_unit_test(a_number_among_words_of_other_scripts_stays_whole),
        cmocka_unit_test(an_address_is_typed_as_it_stands),
        cmocka_unit_test(other_words_stay_as_they_are_and_are_escaped),
        cmocka_unit_test(any_bytes_come_out_whole),
        cmocka_unit_test(words_in_a_sentence_are_isolated),
        cmocka_unit_test(words_cannot_leave_their_isolate),
        cmocka_unit_test(an_isolate_is_markup_on_a_page),
        cmocka_unit_test(half_an_isolate_is_no_markup),
        cmocka_unit_test(isolates_of_any_text_are_well_formed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
