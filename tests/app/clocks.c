/*
 * tests/app/clocks.c - a device whose clock is far ahead spoils its own order and takes no other along
 *
 * tests/app/time.c holds what one device's own clock may do; here two devices meet.
 */
#include "tests/app/support.h"

static const int64_t MINUTE = 60000, DAY = 86400000, YEAR = 365 * (int64_t)86400000;

static void merge_and_look(struct memory_app *m, struct memory_app *from)
{
    struct reply page = merge(m, from);
    assert_true(says(page, "is brought in"));
    bool ahead = *memory_app_wall_off(from) > 5 * MINUTE;
    assert_true(says(page, "clock of another of your devices is ahead") == ahead);
}

/* The time in the stamp of the entry with these words, from its address: it stands in the link after them. */
static int64_t stamped_ms(struct memory_app *m, const char *words)
{
    char path[96];
    uint64_t clock = 0;
    page_of(m, words, "journal", "", path);
    assert_true(str_to_hex_u64(str_first(str_after(str_from_c(path), strlen("/journal/")), 16), &clock));
    return (int64_t)(clock >> 16);
}

static bool is_near(int64_t ms, int64_t clock_ms)
{
    return ms >= clock_ms - MINUTE && ms <= clock_ms + MINUTE;
}

static struct memory_app *other_ahead(struct memory_app *m, int64_t ahead_ms)
{
    struct memory_app *other = memory_app_restore(m);
    *memory_app_wall_off(other) = ahead_ms;
    note(other, "bramble");
    return other;
}

static void a_clock_a_year_ahead_is_not_followed(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    struct memory_app *other = other_ahead(m, YEAR);
    merge_and_look(m, other);
    for (int i = 0; i < 3; i++) {
        char words[16];
        snprintf(words, sizeof words, "sorrel%d", i);
        note(m, words);
        assert_true(is_near(stamped_ms(m, words), *memory_app_clock(m)));
        if (i)
            memory_app_restart(m);
    }
    assert_true(is_near(stamped_ms(m, "bramble"), *memory_app_clock(m) + YEAR));
    assert_false(says(get(m, "/"), "says an earlier time"));
    /* A rest here ends at this device's midnight. */
    begin_practice(m);
    post(m, "/practice/stop", "");
    assert_true(says(get(m, "/practice/activity/A14"), "rests until"));
    memory_app_restart(m);
    assert_true(says(get(m, "/practice/activity/A14"), "rests until"));
    *memory_app_clock(m) += DAY;
    memory_app_restart(m);
    assert_false(says(get(m, "/practice/activity/A14"), "rests until"));
    memory_app_free(other);
}

static void a_clock_four_minutes_ahead_is_followed(void **state)
{
    struct memory_app *m = *state;
    note(m, "quillow");
    struct memory_app *other = other_ahead(m, 4 * MINUTE);
    merge_and_look(m, other);
    note(m, "sorrel");
    assert_true(stamped_ms(m, "sorrel") >= stamped_ms(m, "bramble"));
    memory_app_restart(m);
    note(m, "thistle");
    assert_true(stamped_ms(m, "thistle") >= stamped_ms(m, "sorrel"));
    memory_app_free(other);
}

/* A draft is no event, and all that was written there: it ends no rest here either. */
static void nor_is_a_draft_from_a_year_ahead(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    *memory_app_wall_off(other) = YEAR;
    memory_app_restart(other);
    post(other, "/draft", "draft=a1.&draft-at=journal/new&words=Quartz");
    begin_practice(m);
    post(m, "/practice/stop", "");
    struct bytes file = memory_app_backup(other);
    assert_true(says(memory_app_merge(m, file), "is brought in"));
    free((void *)(uintptr_t)file.at);
    for (int i = 0; i < 2; i++) {
        assert_true(says(get(m, "/practice/activity/A14"), "rests until"));
        note(m, i ? "thistle" : "sorrel");
        assert_true(is_near(stamped_ms(m, i ? "thistle" : "sorrel"), *memory_app_clock(m)));
        memory_app_restart(m);
    }
}

/* What is said here after it was seen counts, however far ahead that was; and the own clock stays. */
static void what_is_said_anew_counts_over_a_clock_ahead(void **state)
{
    struct two *two = *state;
    struct memory_app *m = two->m, *other = two->other;
    char path[96];
    *memory_app_wall_off(other) = YEAR;
    page_of(other, "quillow", "journal", "/edit", path);
    assert_int_equal(post(other, path, "words=mallow").status, 303);
    post(other, "/settings", "setting=theme&choice=dark");
    assert_true(says(get(other, "/"), "data-theme=\"dark\""));
    merge_and_look(m, other);
    assert_true(shows(m, "mallow") && says(get(m, "/"), "data-theme=\"dark\""));
    page_of(m, "mallow", "journal", "/edit", path);
    assert_int_equal(post(m, path, "words=yarrow").status, 303);
    post(m, "/settings", "setting=theme&choice=light");
    for (int i = 0; i < 2; i++) {
        assert_true(shows(m, "yarrow") && !shows(m, "mallow"));
        assert_true(says(get(m, "/"), "data-theme=\"light\""));
        note(m, i ? "thistle" : "sorrel");
        assert_true(is_near(stamped_ms(m, i ? "thistle" : "sorrel"), *memory_app_clock(m)));
        memory_app_restart(m);
    }
}

/* One's own past is followed also under a new number: nothing that was written before is moved past. */
static void ones_own_past_is_followed_after_a_restore(void **state)
{
    struct memory_app *m = *state;
    *memory_app_wall_off(m) = YEAR;
    note(m, "quillow");
    *memory_app_wall_off(m) = 0;
    struct memory_app *restored = memory_app_restore(m);
    note(restored, "bramble");
    assert_true(stamped_ms(restored, "bramble") >= stamped_ms(restored, "quillow"));
    memory_app_restart(restored);
    note(restored, "sorrel");
    assert_true(stamped_ms(restored, "sorrel") >= stamped_ms(restored, "bramble"));
    memory_app_free(restored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(a_clock_a_year_ahead_is_not_followed),      WITH_TWO(nor_is_a_draft_from_a_year_ahead),
        WITH_APP(a_clock_four_minutes_ahead_is_followed),    WITH_TWO(what_is_said_anew_counts_over_a_clock_ahead),
        WITH_APP(ones_own_past_is_followed_after_a_restore),
    };
    return cmocka_run_group_tests_name("clocks", tests, NULL, NULL);
}
