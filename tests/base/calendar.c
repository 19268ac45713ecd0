/* tests/base/calendar.c - the calendar file: line ends, folding, escaping, and when it begins and comes again */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/calendar.h"

static uint8_t memory[1 << 16];
/* Thursday, 26 November 2026, 18:05 UTC. */
static const int64_t THURSDAY = 1795716300000;

static struct str file_with(const char *title, unsigned every_days)
{
    static struct arena arena;
    arena = arena_on(memory, sizeof memory);
    struct buf out = buf_on(&arena);
    calendar_put(&out, &(struct calendar_entry){.title = str_from_c(title),
                                                .begins = moment_at(THURSDAY, 60),
                                                .every_days = every_days,
                                                .made_ms = THURSDAY});
    return buf_str(&out);
}

static bool holds(struct str file, const char *words)
{
    return str_find(file, str_from_c(words)) != SIZE_MAX;
}

static void it_begins_at_the_clock_on_the_wall_and_comes_again(void **at)
{
    (void)at;
    struct str file = file_with("Notes", 14);
    assert_true(str_starts(file, S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")));
    assert_true(str_ends(file, S("END:VEVENT\r\nEND:VCALENDAR\r\n")));
    assert_true(holds(file, "\r\nDTSTART:20261126T190500\r\n"));
    assert_true(holds(file, "\r\nDTSTAMP:20261126T180500Z\r\n"));
    assert_true(holds(file, "\r\nRRULE:FREQ=DAILY;INTERVAL=14\r\n"));
    assert_true(holds(file, "\r\nSUMMARY:Notes\r\n"));
}

static void every_line_ends_in_cr_lf_and_none_is_over_75_octets(void **at)
{
    (void)at;
    struct str file =
        file_with("\xc3\xa4\xc3\xb6 a long title with \xe9\x9b\xa8 in it that goes on and on, until it must be "
                  "folded, and then \xe9\x9b\xa8\xe9\x9b\xa8\xe9\x9b\xa8 once more, for good measure; and on",
                  1);
    size_t line = 0;
    for (size_t i = 0; i < file.len; i++) {
        if (file.at[i] != '\r') {
            assert_true(file.at[i] != '\n');
            line++;
            continue;
        }
        assert_true(i + 1 < file.len && file.at[i + 1] == '\n');
        assert_true(line <= CALENDAR_LINE_OCTETS);
        /* A fold inside a character would leave a line that is no text. */
        assert_true(str_is_utf8(str_first(str_after(file, i - line), line)));
        line = 0;
        i++;
    }
    assert_int_equal(line, 0);
}

/* What a reader does first: line ends followed by a blank vanish. */
static struct str unfolded(struct str file, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < file.len; i++) {
        if (i + 2 < file.len && file.at[i] == '\r' && file.at[i + 2] == ' ')
            i += 2;
        else
            out[len++] = file.at[i];
    }
    return (struct str){out, len};
}

static void a_folded_title_unfolds_to_itself(void **at)
{
    (void)at;
    static char room[4096];
    const char *title = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xe9\x9b\xa8\xe9\x9b\xa8"
                        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb end";
    struct str whole = unfolded(file_with(title, 1), room);
    assert_true(str_find(whole, str_from_c(title)) != SIZE_MAX);
}

static void a_title_cannot_add_a_line_of_its_own(void **at)
{
    (void)at;
    struct str file = file_with("a\r\nATTENDEE:mailto:x@example.org; b, c\\d\x01", 1);
    assert_false(holds(file, "\r\nATTENDEE"));
    assert_true(holds(file, "\r\nSUMMARY:a\\nATTENDEE:mailto:x@example.org\\; b\\, c\\\\d\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_begins_at_the_clock_on_the_wall_and_comes_again),
        cmocka_unit_test(every_line_ends_in_cr_lf_and_none_is_over_75_octets),
        cmocka_unit_test(a_folded_title_unfolds_to_itself),
        cmocka_unit_test(a_title_cannot_add_a_line_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
