/*
 * tests/app/along.c - body maps, what is taken along, the directory, reminders and harm, asked of the whole app
 *
 * As tests/app/rules.c: only disk, clock and chance are the test's.
 */
#include "base/folding.h"
#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define TIMES "at=19:00&quiet-from=21:00&quiet-to=09:00"
#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

static void lock(struct memory_app *m)
{
    memory_app_ask(m, "POST", S("/lock"), S(""));
}

/* Body maps */

static void a_no_go_is_a_limit_until_its_author_undoes_it(void **state)
{
    struct memory_app *m = *state;
    assert_true(says(get(m, "/practice/activity/A15"), "Choose this, for now"));
    assert_int_equal(post(m, "/body/new", "hands-no-go=1&words-hands=cold").status, 303);
    assert_false(says(get(m, "/practice/activity/A15"), "Choose this, for now"));
    assert_true(says(get(m, "/limits"), "Hands"));
    assert_true(says(get(m, "/body"), "Hands: undo the limit") && says(get(m, "/body"), "became a limit"));
    assert_false(says(get(m, "/body"), "make it a limit"));

    post(m, "/body/limit", "do=undo&area=neck"); /* nothing of the kind */
    assert_false(says(get(m, "/practice/activity/A15"), "Choose this, for now"));
    post_from(m, "/body", "/body/limit", "do=undo&area=hands");
    assert_true(says(get(m, "/practice/activity/A15"), "Choose this, for now"));
    assert_false(says(get(m, "/body"), "undo the limit"));

    /* An area that no map marks is not made one by an odd form. */
    post(m, "/body/limit", "area=neck");
    assert_false(says(get(m, "/limits"), "Neck"));
    post(m, "/body/limit", "area=hands");
    assert_false(says(get(m, "/practice/activity/A15"), "Choose this, for now"));
    size_t kept = memory_app_log_len(m);
    post(m, "/body/limit", "area=hands");
    assert_int_equal(memory_app_log_len(m), kept);
}

static void a_page_that_names_parts_says_so_to_whoever_listed_that(void **state)
{
    struct memory_app *m = *state;
    assert_false(says(get(m, "/body"), "You listed that as hard."));
    post(m, "/intake/keep-away", "question=keep-away-triggers&do=keep&keep-away-triggers-body-words=1");
    assert_true(says(get(m, "/body"), "You listed that as hard."));
    assert_true(says(get(m, "/body/new"), "You listed that as hard."));
}

static void a_map_that_cannot_be_kept_comes_back_whole(void **state)
{
    struct memory_app *m = *state;
    memory_app_refuse_next(m);
    struct reply again =
        post(m, "/body/new", "back-neck-tension=1&words-back-neck=like+wire&words=after+the+tram&at=back-neck");
    assert_true(says(again, "name=\"back-neck-tension\" value=\"1\" checked"));
    assert_true(says(again, "value=\"like wire\""));
    assert_true(says(again, "after the tram"));
    assert_true(says(again, "value=\"back-neck\" id=\"at-back-neck\" checked"));
}

static void a_deleted_map_is_gone_with_its_words(void **state)
{
    struct memory_app *m = *state;
    char id[64], path[128];
    post(m, "/body/new", "neck-fear=1&words-neck=quillow");
    assert_true(name_behind(get(m, "/body"), "<h3><a href=\"/body/", id));
    snprintf(path, sizeof path, "/body/%s", id);
    post(m, path, "neck-ease=1&words-neck=quillow+still");
    assert_true(says(get(m, path), "quillow still"));
    assert_true(holds(m, "quillow"));
    snprintf(path, sizeof path, "/journal/%s/delete", id);
    assert_int_equal(post(m, path, "x=1").status, 303);
    memory_app_reopen(m);
    assert_false(says(get(m, "/body"), "quillow"));
    assert_false(holds(m, "quillow"));
    /* What another window still wants to keep of it is not lost. */
    snprintf(path, sizeof path, "/body/%s", id);
    assert_true(says(post(m, path, "neck-fear=1&words-neck=once+more"), "once more"));
}

static void weeks_are_only_said_when_asked(void **state)
{
    struct memory_app *m = *state;
    post(m, "/body/new", "shoulders-tension=1");
    post(m, "/checkin", "body-warmth=1");
    assert_false(says(get(m, "/body/weeks"), "tension"));
    assert_true(says(get(m, "/body/weeks?show=1"), "shoulders: tension"));
    assert_true(says(get(m, "/body/weeks?show=1"), "Check-ins spoke of warmth."));
    *memory_app_clock(m) += 40 * DAY_MS;
    memory_app_reopen(m);
    assert_false(says(get(m, "/body/weeks?show=1"), "tension"));
}

/* Taken along */

static void things_of_every_kind_can_be_taken_along_and_put_back(void **state)
{
    static const char *const THINGS[][3] = {
        {"/ground/G03", "ground/G03", "The chair holds me"},
        {"/practice/activity/A15", "activity/A15", "Warm cup"},
        {"/learn/L03", "lesson/L03", "/learn/L03"},
        {"/help?c=GB", "line/GB/Galop", "0800 999 5428"},
    };
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof THINGS / sizeof *THINGS; i++) {
        char form[200];
        assert_true(says(get(m, THINGS[i][0]), "Add to my toolkit"));
        snprintf(form, sizeof form, "what=%s&do=take", THINGS[i][1]);
        struct reply taken = post(m, "/toolkit/take", form);
        assert_true(str_eq(taken.location, str_from_c(THINGS[i][0])));
        assert_true(says(get(m, "/toolkit"), THINGS[i][2]));
        snprintf(form, sizeof form, "what=%s&do=back&here=1", THINGS[i][1]);
        post(m, "/toolkit/take", form);
        assert_false(says(get(m, "/toolkit"), THINGS[i][2]));
    }
}

static void a_deleted_note_is_not_taken_along_any_more(void **state)
{
    struct memory_app *m = *state;
    char id[64], text[128];
    post(m, "/journal/new", "words=quillow+is+enough");
    assert_true(name_behind(get(m, "/journal"), "<span><a href=\"/journal/", id));
    snprintf(text, sizeof text, "what=note/%s&do=take", id);
    post(m, "/toolkit/take", text);
    assert_true(says(get(m, "/toolkit"), "quillow is enough"));
    snprintf(text, sizeof text, "/journal/%s/delete", id);
    post(m, text, "x=1");
    memory_app_reopen(m);
    assert_false(says(get(m, "/toolkit"), "quillow"));
    snprintf(text, sizeof text, "note/%s", id);
    assert_false(memory_app_holds(m, bytes_of_str(str_from_c(text)), true));
}

static void a_thing_that_is_nowhere_is_not_taken(void **state)
{
    static const char *const ODD[] = {"what=ground/G99&do=take", "what=&do=take", "what=note/1&do=take",
                                      "what=https://example.org&do=take", "do=take"};
    struct memory_app *m = *state;
    size_t kept = memory_app_log_len(m);
    for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++)
        assert_true(str_eq(post(m, "/toolkit/take", ODD[i]).location, S("/toolkit")));
    assert_int_equal(memory_app_log_len(m), kept);
}

static void the_card_holds_stop_word_tools_and_lines(void **state)
{
    struct memory_app *m = *state;
    post(m, "/limits/card", "part=stop-word&words=Harbour");
    post(m, "/toolkit/take", "what=line/GB/Galop&do=take");
    struct reply card = get(m, "/toolkit/print");
    assert_true(says(card, "Harbour"));
    assert_true(says(card, "0800 999 5428"));
    assert_true(says(card, "The chair holds me") || says(card, "Five things")); /* with none chosen, the first ones */
    assert_false(says(card, "attune</"));
}

/* The directory */

static void the_directory_works_locked_by_fixed_choices(void **state)
{
    struct memory_app *m = *state;
    lock(m);
    assert_true(says(get(m, "/help?c=GB&kind=lgbtq"), "Galop"));
    assert_false(says(get(m, "/help?c=GB&kind=lgbtq"), "Refuge"));
    assert_true(says(get(m, "/help?kind=peers"), "QLife"));
    assert_true(says(get(m, "/help?kind=peers"), "Last checked"));
    assert_true(says(get(m, "/help/groups"), "You can leave any of these without saying why."));
    /* No word can be typed while locked, and nothing can be taken along. */
    assert_false(says(get(m, "/help?c=GB"), "name=\"words\""));
    assert_false(says(get(m, "/help?c=GB"), "Add to my toolkit"));
}

static void a_word_looked_for_in_the_directory_is_answered_at_once_and_kept_nowhere(void **state)
{
    struct memory_app *m = *state;
    size_t kept = memory_app_log_len(m);
    struct reply found = post(m, "/help", "words=SHELTER+zealand");
    assert_int_equal(found.status, 200);
    assert_true(says(found, "Refuge"));
    assert_false(says(found, "Galop"));
    assert_true(says(post(m, "/help", "words=quillow"), "No line here has that word"));
    assert_int_equal(memory_app_log_len(m), kept);
    assert_false(says(get(m, "/help?c=GB"), "quillow"));
    assert_false(holds(m, "quillow"));
}

/* Reminders */

static void reminders_are_off_until_chosen(void **state)
{
    struct memory_app *m = *state;
    assert_false(says(get(m, "/"), "data-remind-ms"));
    assert_int_equal(get(m, "/reminders/notes.ics").status, 303);
    post(m, "/reminders", "days=1&" TIMES);
    assert_true(says(get(m, "/"), "data-remind-ms"));
    lock(m);
    assert_false(says(get(m, "/"), "data-remind-ms"));
}

static void the_calendar_file_says_nothing_of_attune(void **state)
{
    static const char *const NEVER[] = {"attune", "therapy", "check", "practice", "body", "localhost", "127.0"};
    struct memory_app *m = *state;
    post(m, "/reminders", "days=7&" TIMES);
    struct reply file = get(m, "/reminders/notes.ics");
    assert_int_equal(file.status, 200);
    assert_true(str_starts(file.type, S("text/calendar")));
    assert_true(says(file, "\r\nSUMMARY:Notes\r\n"));
    assert_true(says(file, "\r\nRRULE:FREQ=DAILY;INTERVAL=7\r\n"));
    assert_true(says(file, "T190000\r\n"));
    for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
        assert_true(fold_find(str_of_bytes(file.body), str_from_c(NEVER[i]), NULL) == SIZE_MAX);
    post(m, "/settings", "setting=title&choice=own&words=Plants,+water");
    assert_true(says(get(m, "/reminders/notes.ics"), "\r\nSUMMARY:Plants\\, water\r\n"));
}

static void a_time_that_cannot_be_stands_there_again(void **state)
{
    struct memory_app *m = *state;
    struct reply again = post(m, "/reminders", "days=14&at=23:15&quiet-from=21:00&quiet-to=09:00");
    assert_int_equal(again.status, 200);
    assert_true(says(again, "quiet hours, so nothing would ever come"));
    assert_true(says(again, "value=\"23:15\""));
    assert_true(says(again, "value=\"14\" checked"));
}

/* Harm */

static void one_tap_notes_an_effect_that_can_be_deleted(void **state)
{
    struct memory_app *m = *state;
    assert_int_equal(post(m, "/effects", "kind=memories").status, 303);
    assert_true(says(get(m, "/effects?saved=1"), "Noted: <bdi>More memories</bdi>."));
    assert_true(says(get(m, "/effects/weeks"), "you noted: More memories"));
    assert_true(says(get(m, "/journal"), "More memories"));
    assert_true(says(post(m, "/effects", "words="), "nothing to note yet"));
}

static void stops_are_said_in_words_without_blame_and_with_when_to_seek_help(void **state)
{
    struct memory_app *m = *state;
    begin_practice(m);
    post(m, "/practice/stop", "");
    struct reply weeks = get(m, "/effects/weeks");
    assert_true(says(weeks, "one practice was stopped. That is the skill."));
    assert_true(says(weeks, "When to speak with someone"));
    /* No drawing of it: the only pictures are those of the places. */
    struct str page = str_of_bytes(weeks.body);
    assert_true(str_find(str_after(page, str_find(page, S("<main"))), S("<svg")) == SIZE_MAX);
    assert_true(says(get(m, "/?saved=winddown"), "href=\"/effects\""));
    assert_false(says(get(m, "/?saved=checkin"), "One tap notes it"));
}

/* Medicines */

static void the_standing_message_comes_first_and_a_name_changes_nothing(void **state)
{
    struct memory_app *m = *state;
    struct str page = str_of_bytes(get(m, "/medicines").body);
    size_t first = str_find(page, S("do not stop, skip or change a medicine"));
    assert_true(first != SIZE_MAX && first < str_find(page, S("<form method=\"post\" action=\"/medicines\"")));
    assert_int_equal(post(m, "/medicines", "words=trazodone+at+night").status, 303);
    struct reply after = get(m, "/medicines");
    assert_true(says(after, "trazodone at night"));
    /* What is known stays folded: nothing is concluded from a name. */
    assert_false(says(after, "<details class=\"more\" open"));
    assert_true(says(post(m, "/medicines", "words="), "nothing to save yet"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(a_no_go_is_a_limit_until_its_author_undoes_it),
        WITH_APP(a_page_that_names_parts_says_so_to_whoever_listed_that),
        WITH_APP(a_map_that_cannot_be_kept_comes_back_whole),
        WITH_APP(a_deleted_map_is_gone_with_its_words),
        WITH_APP(weeks_are_only_said_when_asked),
        WITH_APP(things_of_every_kind_can_be_taken_along_and_put_back),
        WITH_APP(a_deleted_note_is_not_taken_along_any_more),
        WITH_APP(a_thing_that_is_nowhere_is_not_taken),
        WITH_APP(the_card_holds_stop_word_tools_and_lines),
        WITH_APP(the_directory_works_locked_by_fixed_choices),
        WITH_APP(a_word_looked_for_in_the_directory_is_answered_at_once_and_kept_nowhere),
        WITH_APP(reminders_are_off_until_chosen),
        WITH_APP(the_calendar_file_says_nothing_of_attune),
        WITH_APP(a_time_that_cannot_be_stands_there_again),
        WITH_APP(one_tap_notes_an_effect_that_can_be_deleted),
        WITH_APP(stops_are_said_in_words_without_blame_and_with_when_to_seek_help),
        WITH_APP(the_standing_message_comes_first_and_a_name_changes_nothing),
    };
    return cmocka_run_group_tests_name("along", tests, NULL, NULL);
}
