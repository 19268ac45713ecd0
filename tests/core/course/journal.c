/* tests/core/course/journal.c - what may be written into the diary, how it is found and walked, what deleting must not
 * undo */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/course/journal.h"
#include "core/practice/open.h"
#include "tests/support/life.h"

#define MINUTE ((int64_t)60000)

/* Folding */

static struct stamp take(struct life *test, const char *line)
{
    struct event event;
    assert_int_equal(event_read_text(str_from_c(line), &test->arena, &event), ERR_OK);
    return life_take(test, event);
}

/* The line with an item's name in the place of its one %s. */
static struct stamp take_of(struct life *test, const char *format, struct stamp item)
{
    char line[400], id[33];
    snprintf(id, sizeof id, "%016llx%016llx", (unsigned long long)item.clock, (unsigned long long)item.device);
    const char *hole = strstr(format, "%s");
    assert_non_null(hole);
    int len = snprintf(line, sizeof line, "%.*s%s%s", (int)(hole - format), format, id, hole + 2);
    assert_true(len > 0 && len < (int)sizeof line);
    return take(test, line);
}

static const struct entry *entry_of(const struct life *test, struct stamp id)
{
    const struct entry *entry = state_entry(test->state, id);
    assert_non_null(entry);
    return entry;
}

/* A practice on level 1 that has begun. */
static struct stamp begin_practice(struct life *test)
{
    struct stamp id =
        take(test, "PRACTICE_PLANNED activity=\"A18\" name=\"Lap pad\" level=1 minutes=5 ask_seconds=120");
    take_of(test, "PRACTICE_CHECKED practice=%s distress=15 presence=7 willingness=4 sober=1 no_pain=1 safe=1", id);
    take_of(test, "PRACTICE_STEPPED practice=%s step=4", id);
    assert_int_equal(state_practice(test->state, id)->consent.phase, CONSENT_ACTIVE);
    return id;
}

static struct stamp stopped_practice(struct life *test)
{
    struct stamp id = begin_practice(test);
    take_of(test, "PRACTICE_STEPPED practice=%s step=7", id);
    take_of(test, "WIND_DOWN_SAID practice=%s happened=\"It slid off\"", id);
    assert_int_equal(state_practice(test->state, id)->consent.phase, CONSENT_CLOSED);
    return id;
}

static enum removal check(struct life *test, struct stamp id, const struct practice **of)
{
    return removal_check(test->state, entry_of(test, id), test->arena, of);
}

static void remove_item(struct life *test, struct stamp id)
{
    const struct practice *of;
    assert_int_equal(check(test, id, &of), REMOVAL_MAY);
    life_take(test, removal_event(test->state, entry_of(test, id), (struct bytes){0}, test->now_ms, &test->arena));
    state_refold(test->state);
    assert_null(state_entry(test->state, id));
}

static bool is_open(struct life *test, const char *activity)
{
    return rung_closed(test->state, state_rung(test->state, str_from_c(activity)), test->now_ms) == CLOSED_NOT;
}

/* Notes and moments */

static struct form form_of(struct life *test, const char *encoded)
{
    struct form form;
    assert_int_equal(form_decode(str_from_c(encoded), &test->arena, &form), ERR_OK);
    return form;
}

static struct str decide(struct life *test, const char *encoded, enum note_sort sort, struct stamp of)
{
    struct form form = form_of(test, encoded);
    test->event = (struct event){0};
    return note_decide(&form, sort, of, &test->event);
}

enum { TEXT_CHARACTERS = 20000, LINE_CHARACTERS = 400 };

static void a_word_is_enough_for_a_note(void **at)
{
    struct life *test = *at;
    assert_int_equal(decide(test, "words=+Rain.+", NOTE_JOURNAL, (struct stamp){0}).len, 0);
    assert_int_equal(test->event.kind, NOTE_WRITTEN);
    assert_int_equal(test->event.note.sort, NOTE_JOURNAL);
    assert_str(test->event.note.words, "Rain.");
    assert_false(stamp_is(test->event.note.of));
}

static void a_moment_is_kept_as_a_moment(void **at)
{
    struct life *test = *at;
    assert_int_equal(decide(test, "words=A+softer+breath", NOTE_MOMENT, (struct stamp){0}).len, 0);
    assert_int_equal(test->event.note.sort, NOTE_MOMENT);
}

static void an_edited_note_names_the_note_it_edits(void **at)
{
    struct life *test = *at;
    struct stamp of = {.clock = 5, .device = 6};
    assert_int_equal(decide(test, "words=x", NOTE_JOURNAL, of).len, 0);
    assert_int_equal(stamp_cmp(test->event.note.of, of), 0);
}

static void empty_words_are_answered_kindly_and_not_kept(void **at)
{
    struct life *test = *at;
    struct stamp of = {.clock = 5, .device = 6};
    struct str note = decide(test, "words=+%0A+", NOTE_JOURNAL, (struct stamp){0});
    assert_int_equal(test->event.kind, EVENT_NONE);
    struct str moment = decide(test, "", NOTE_MOMENT, (struct stamp){0});
    assert_int_equal(test->event.kind, EVENT_NONE);
    struct str edit = decide(test, "words=", NOTE_JOURNAL, of);
    assert_int_equal(test->event.kind, EVENT_NONE);
    assert_true(note.len && moment.len && edit.len);
    assert_false(str_eq(note, moment));
    assert_false(str_eq(note, edit));
}

static void words_at_the_limit_are_kept_and_longer_ones_are_not_cut(void **at)
{
    struct life *test = *at;
    assert_int_equal(decide(test, life_words(test, "words=", TEXT_CHARACTERS), NOTE_JOURNAL, (struct stamp){0}).len, 0);
    assert_int_equal(test->event.note.words.len, TEXT_MAX);
    assert_true(decide(test, life_words(test, "words=", TEXT_CHARACTERS + 1), NOTE_JOURNAL, (struct stamp){0}).len > 0);
    assert_int_equal(test->event.kind, EVENT_NONE);
}

static void rewording_a_wind_down_keeps_its_numbers(void **at)
{
    struct life *test = *at;
    struct winddown before = {
        .practice = {.clock = 5, .device = 6},
        .expected = S("a"),
        .remember = S("b"),
        .peak = SCORE(0),
        .presence = SCORE(8),
        .willingness = WILLING_OK,
        .pleasant = SCORE(6),
    };
    struct form form = form_of(test, "happened=The+rain+stopped&comfort=Tea");
    assert_int_equal(wind_down_words_decide(&form, &before, &test->event).len, 0);
    const struct winddown *said = &test->event.winddown;
    assert_int_equal(test->event.kind, WIND_DOWN_SAID);
    assert_int_equal(stamp_cmp(said->practice, before.practice), 0);
    assert_str(said->happened, "The rain stopped");
    assert_str(said->comfort, "Tea");
    assert_int_equal(said->expected.len + said->remember.len, 0);
    assert_true(said->peak.said && said->peak.is == 0);
    assert_int_equal(said->presence.is, 8);
    assert_int_equal(said->willingness, WILLING_OK);
    assert_int_equal(said->pleasant.is, 6);
}

static void a_wind_down_longer_than_can_be_kept_is_asked_again(void **at)
{
    struct life *test = *at;
    struct winddown before = {0};
    const char *names[] = {"expected=", "happened=", "remember="};
    for (size_t i = 0; i < 3; i++) {
        struct form form = form_of(test, life_words(test, names[i], TEXT_CHARACTERS + 1));
        assert_true(wind_down_words_decide(&form, &before, &test->event).len > 0);
    }
    struct form form = form_of(test, life_words(test, "comfort=", LINE_CHARACTERS + 1));
    assert_true(wind_down_words_decide(&form, &before, &test->event).len > 0);
    assert_int_equal(test->event.kind, EVENT_NONE);
}

/* Finding */

static void assert_found(struct life *test, struct stamp id, const char *needle)
{
    assert_true(journal_matches(entry_of(test, id), &(struct journal_ask){.needle = str_from_c(needle)}));
}

static void assert_not_found(struct life *test, struct stamp id, const char *needle)
{
    assert_false(journal_matches(entry_of(test, id), &(struct journal_ask){.needle = str_from_c(needle)}));
}

static void words_are_found_without_regard_to_case_and_accents(void **at)
{
    struct life *test = *at;
    struct stamp note = take(test, "NOTE_WRITTEN sort=1 words=\"The Blue cup\"");
    assert_found(test, note, "bLUE");
    assert_found(test, note, "");
    assert_not_found(test, note, "green");
    struct stamp abroad = take(test, "NOTE_WRITTEN sort=1 words=\"die Übung, łóżko, ёлка\"");
    assert_found(test, abroad, "ubung");
    assert_found(test, abroad, "LOZKO");
    assert_found(test, abroad, "Елка");
}

static void only_the_words_that_count_now_are_searched(void **at)
{
    struct life *test = *at;
    struct stamp note = take(test, "NOTE_WRITTEN sort=1 words=\"before\"");
    take_of(test, "NOTE_WRITTEN of=%s sort=1 words=\"after\"", note);
    assert_found(test, note, "after");
    assert_not_found(test, note, "before");
}

static void every_kind_of_entry_is_found_by_its_words(void **at)
{
    struct life *test = *at;
    assert_found(test, take(test, "CHECKIN_ADDED weather=5 words=\"so far off\""), "far off");
    struct stamp limit = take(test, "LIMIT_SET stance=2 what=\"A hand\" conditions=\"lights on\"");
    assert_found(test, limit, "a hand");
    assert_found(test, limit, "lights");
    struct stamp own = take(test, "ACTIVITY_ADDED name=\"Clay\" level=1 minutes=5 props=\"a bowl\" steps=\"press\"");
    assert_found(test, own, "clay");
    assert_found(test, own, "bowl");
    assert_found(test, own, "press");
}

/* Each name of a list stands for its place there. */
static void say_places(const void *with, struct journal_text *texts, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (texts[i].words_are.list == &TAG_KEYS && texts[i].words_are.number == TAG_BEHIND)
            texts[i].words = *(const struct str *)with;
        if (texts[i].label_is.list == &JOURNAL_LABEL_KEYS && texts[i].label_is.number == LABEL_NEEDS)
            texts[i].label = *(const struct str *)with;
    }
}

static void what_a_list_calls_an_entry_is_looked_through_as_the_page_names_it(void **at)
{
    struct life *test = *at;
    struct str name = S("In anybody's back");
    struct journal_ask ask = {.needle = S("anybody"), .namer = {say_places, &name}};
    struct stamp limit = take(test, "LIMIT_SET stance=4 tag=18");
    struct stamp own = take(test, "ACTIVITY_ADDED name=\"Clay\" level=1 minutes=5 props=\"a bowl\" steps=\"press\"");
    assert_true(journal_matches(entry_of(test, limit), &ask));
    assert_false(journal_matches(entry_of(test, own), &ask)); /* labels are not what was written */
    assert_not_found(test, limit, "anybody");
    assert_false(journal_matches(entry_of(test, take(test, "LIMIT_SET stance=4 tag=17")), &ask));
}

static void a_practice_is_found_by_its_wind_down_and_its_day_after(void **at)
{
    struct life *test = *at;
    struct stamp practice = stopped_practice(test);
    assert_found(test, practice, "lap pad");
    assert_found(test, practice, "slid off");
    assert_not_found(test, practice, "slept");
    take_of(test, "NEXT_DAY_SAID practice=%s words=\"Slept well\"", practice);
    assert_found(test, practice, "slept");
}

/* Walking */

static struct journal_page page_of(const struct life *test, const char *needle, bool moments, struct stamp before)
{
    struct journal_page page;
    struct journal_ask ask = {.needle = str_from_c(needle), .only_moments = moments, .before = before};
    journal_page(test->state, &ask, &page);
    return page;
}

static void the_diary_is_newest_first(void **at)
{
    struct life *test = *at;
    struct stamp first = take(test, "NOTE_WRITTEN sort=1 words=\"one\"");
    struct stamp second = take(test, "CHECKIN_ADDED weather=1");
    take_of(test, "NOTE_WRITTEN of=%s sort=1 words=\"one again\"", first);
    struct journal_page page = page_of(test, "", false, (struct stamp){0});
    assert_int_equal(page.len, 2);
    assert_int_equal(stamp_cmp(page.at[0]->id, second), 0);
    assert_int_equal(stamp_cmp(page.at[1]->id, first), 0);
    assert_false(page.has_newer || page.has_earlier);
}

static void an_empty_diary_is_an_empty_page(void **at)
{
    struct journal_page page = page_of(*at, "", false, (struct stamp){0});
    assert_int_equal(page.len, 0);
    assert_false(page.has_newer || page.has_earlier);
}

static void write_notes(struct life *test, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        take(test, i % 2 ? "NOTE_WRITTEN sort=1 words=\"odd\"" : "NOTE_WRITTEN sort=2 words=\"even\"");
}

/* From the newest page back to the oldest, each entry once, and the same pages on the way to the newest. */
static void walk_there_and_back(struct life *test, const char *needle, bool moments, size_t expected)
{
    struct stamp befores[20] = {{0}};
    struct stamp last = {.clock = UINT64_MAX, .device = UINT64_MAX};
    size_t pages = 0, seen = 0;
    for (struct journal_page page = page_of(test, needle, moments, befores[0]);; pages++) {
        for (size_t i = 0; i < page.len; i++, seen++) {
            assert_true(stamp_cmp(page.at[i]->id, last) < 0);
            last = page.at[i]->id;
        }
        assert_int_equal(page.has_newer, pages > 0);
        if (pages > 0)
            assert_int_equal(stamp_cmp(page.newer, befores[pages - 1]), 0);
        if (!page.has_earlier)
            break;
        assert_int_equal(page.len, JOURNAL_PAGE_MAX);
        assert_true(pages < 19);
        befores[pages + 1] = page.earlier;
        page = page_of(test, needle, moments, page.earlier);
    }
    assert_int_equal(seen, expected);
    assert_int_equal(pages, expected ? (expected - 1) / JOURNAL_PAGE_MAX : 0);
}

static void pages_show_every_entry_once_and_lead_back(void **at)
{
    struct life *test = *at;
    write_notes(test, 3 * JOURNAL_PAGE_MAX);
    walk_there_and_back(test, "", false, 3 * JOURNAL_PAGE_MAX);
    write_notes(test, 1);
    walk_there_and_back(test, "", false, 3 * JOURNAL_PAGE_MAX + 1);
}

static void pages_of_a_search_and_of_moments_hold_only_what_was_asked(void **at)
{
    struct life *test = *at;
    write_notes(test, 4 * JOURNAL_PAGE_MAX + 20);
    walk_there_and_back(test, "ODD", false, 2 * JOURNAL_PAGE_MAX + 10);
    walk_there_and_back(test, "", true, 2 * JOURNAL_PAGE_MAX + 10);
    walk_there_and_back(test, "neither", false, 0);
    walk_there_and_back(test, "odd", true, 0);
}

static void a_page_before_a_deleted_entry_is_still_a_page(void **at)
{
    struct life *test = *at;
    struct stamp first = take(test, "NOTE_WRITTEN sort=1 words=\"one\"");
    struct stamp second = take(test, "NOTE_WRITTEN sort=1 words=\"two\"");
    remove_item(test, second);
    struct journal_page page = page_of(test, "", false, second);
    assert_int_equal(page.len, 1);
    assert_int_equal(stamp_cmp(page.at[0]->id, first), 0);
}

/* Deleting */

static void a_note_may_be_deleted_and_is_gone(void **at)
{
    struct life *test = *at;
    struct stamp note = take(test, "NOTE_WRITTEN sort=1 words=\"one\"");
    remove_item(test, note);
    assert_int_equal(page_of(test, "", false, (struct stamp){0}).len, 0);
}

static void a_practice_that_goes_on_is_not_deleted(void **at)
{
    struct life *test = *at;
    struct stamp id = begin_practice(test);
    const struct practice *of;
    assert_int_equal(check(test, id, &of), REMOVAL_STILL_OPEN);
    assert_ptr_equal(of, state_practice(test->state, id));
    take_of(test, "PRACTICE_STEPPED practice=%s step=7", id);
    assert_int_equal(check(test, id, &of), REMOVAL_STILL_OPEN);
    take_of(test, "PRACTICE_STEPPED practice=%s step=11", id);
    take_of(test, "PRACTICE_STEPPED practice=%s step=12", id);
    assert_int_equal(check(test, id, &of), REMOVAL_MAY);
    assert_null(of);
}

static void deleting_a_stopped_practice_leaves_its_rung_resting(void **at)
{
    struct life *test = *at;
    struct stamp id = stopped_practice(test);
    assert_false(is_open(test, "A18"));
    remove_item(test, id);
    assert_false(is_open(test, "A18"));
    assert_false(is_open(test, "A15"));
    test->now_ms = midnight_after(test->now_ms, 0);
    assert_true(is_open(test, "A18"));
}

static void deleting_two_stops_leaves_the_lower_rung_resting(void **at)
{
    struct life *test = *at;
    struct stamp first = stopped_practice(test);
    struct stamp own = take(test, "ACTIVITY_ADDED name=\"Window\" minutes=5 company=1");
    take_of(test, "PRACTICE_PLANNED activity=\"%s\" name=\"Window\" minutes=5 ask_seconds=120", own);
    struct stamp second = test->state->log.last;
    take_of(test, "PRACTICE_CHECKED practice=%s distress=15 presence=7 willingness=4 sober=1 no_pain=1 safe=1", second);
    take_of(test, "PRACTICE_STEPPED practice=%s step=4", second);
    take_of(test, "PRACTICE_STEPPED practice=%s step=7", second);
    take_of(test, "WIND_DOWN_SAID practice=%s", second);
    assert_false(is_open(test, "A06"));
    remove_item(test, second);
    remove_item(test, first);
    assert_false(is_open(test, "A06"));
}

static void a_day_later_deleting_a_stop_says_nothing_of_rest(void **at)
{
    struct life *test = *at;
    struct stamp id = stopped_practice(test);
    test->now_ms = midnight_after(test->now_ms, 0) + MINUTE;
    assert_false(removal_event(test->state, entry_of(test, id), (struct bytes){0}, test->now_ms, &test->arena)
                     .remove.rest_level.said);
}

static void deleting_a_note_says_nothing_of_rest(void **at)
{
    struct life *test = *at;
    struct stamp note = take(test, "NOTE_WRITTEN sort=1 words=\"one\"");
    stopped_practice(test);
    struct event event =
        removal_event(test->state, entry_of(test, note), (struct bytes){0}, test->now_ms, &test->arena);
    assert_int_equal(stamp_cmp(event.remove.item, note), 0);
    assert_false(event.remove.rest_level.said);
}

static void a_limit_that_stopped_a_practice_outlives_the_practice(void **at)
{
    struct life *test = *at;
    const struct practice *of;
    struct stamp id = begin_practice(test);
    struct stamp limit = take(test, "LIMIT_SET stance=4 what=\"lap pad\"");
    assert_int_equal(state_practice(test->state, id)->consent.phase, CONSENT_STOPPED);
    take_of(test, "WIND_DOWN_SAID practice=%s", id);
    assert_int_equal(check(test, limit, &of), REMOVAL_HOLDS_A_STOP);
    assert_ptr_equal(of, state_practice(test->state, id));
    remove_item(test, id);
    remove_item(test, limit);
    assert_false(is_open(test, "A18"));
}

static void a_limit_that_stopped_nothing_may_be_deleted(void **at)
{
    struct life *test = *at;
    const struct practice *of;
    stopped_practice(test);
    struct stamp limit = take(test, "LIMIT_SET stance=4 what=\"lap pad\"");
    assert_int_equal(check(test, limit, &of), REMOVAL_MAY);
}

static void an_activity_is_not_deleted_under_its_own_practice(void **at)
{
    struct life *test = *at;
    const struct practice *of;
    struct stamp own = take(test, "ACTIVITY_ADDED name=\"Clay\" level=1 minutes=5 company=1");
    take_of(test, "PRACTICE_PLANNED activity=\"%s\" name=\"Clay\" level=1 minutes=5 ask_seconds=120", own);
    struct stamp practice = test->state->log.last;
    assert_int_equal(check(test, own, &of), REMOVAL_STILL_OPEN);
    assert_ptr_equal(of, state_practice(test->state, practice));
    take_of(test, "PRACTICE_STEPPED practice=%s step=11", practice);
    assert_int_equal(check(test, own, &of), REMOVAL_MAY);
}

static void deleting_an_activity_leaves_what_rests_resting(void **at)
{
    struct life *test = *at;
    struct stamp own = take(test, "ACTIVITY_ADDED name=\"Clay\" level=1 minutes=5 company=1");
    take_of(test, "PRACTICE_PLANNED activity=\"%s\" name=\"Clay\" level=1 minutes=5 ask_seconds=120", own);
    struct stamp practice = test->state->log.last;
    take_of(test, "PRACTICE_CHECKED practice=%s distress=15 presence=7 willingness=4 sober=1 no_pain=1 safe=1",
            practice);
    take_of(test, "PRACTICE_STEPPED practice=%s step=4", practice);
    take_of(test, "PRACTICE_STEPPED practice=%s step=7", practice);
    take_of(test, "WIND_DOWN_SAID practice=%s", practice);
    assert_false(is_open(test, "A18"));
    remove_item(test, own);
    assert_false(is_open(test, "A18"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, life_begin, life_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_word_is_enough_for_a_note),
        TEST(a_moment_is_kept_as_a_moment),
        TEST(an_edited_note_names_the_note_it_edits),
        TEST(empty_words_are_answered_kindly_and_not_kept),
        TEST(words_at_the_limit_are_kept_and_longer_ones_are_not_cut),
        TEST(rewording_a_wind_down_keeps_its_numbers),
        TEST(a_wind_down_longer_than_can_be_kept_is_asked_again),
        TEST(words_are_found_without_regard_to_case_and_accents),
        TEST(only_the_words_that_count_now_are_searched),
        TEST(every_kind_of_entry_is_found_by_its_words),
        TEST(what_a_list_calls_an_entry_is_looked_through_as_the_page_names_it),
        TEST(a_practice_is_found_by_its_wind_down_and_its_day_after),
        TEST(the_diary_is_newest_first),
        TEST(an_empty_diary_is_an_empty_page),
        TEST(pages_show_every_entry_once_and_lead_back),
        TEST(pages_of_a_search_and_of_moments_hold_only_what_was_asked),
        TEST(a_page_before_a_deleted_entry_is_still_a_page),
        TEST(a_note_may_be_deleted_and_is_gone),
        TEST(a_practice_that_goes_on_is_not_deleted),
        TEST(deleting_a_stopped_practice_leaves_its_rung_resting),
        TEST(deleting_two_stops_leaves_the_lower_rung_resting),
        TEST(a_day_later_deleting_a_stop_says_nothing_of_rest),
        TEST(deleting_a_note_says_nothing_of_rest),
        TEST(a_limit_that_stopped_a_practice_outlives_the_practice),
        TEST(a_limit_that_stopped_nothing_may_be_deleted),
        TEST(an_activity_is_not_deleted_under_its_own_practice),
        TEST(deleting_an_activity_leaves_what_rests_resting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
