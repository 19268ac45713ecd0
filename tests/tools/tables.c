/* tests/tools/tables.c - the tables that contentc makes of the sample content */
#include "core/library.h"
#include "core/course/worksheet.h"
#include "pages/frame/words.h"
#include "tests/tools/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Of the sample pack. */
static const struct words *words;

static void assert_text(const char *at, size_t len, const char *wanted)
{
    assert_int_equal(len, strlen(wanted));
    assert_memory_equal(at, wanted, len);
}

#define ASSERT_TEXT(found, wanted) assert_text((found).at, (found).len, (wanted))

static void scenes_and_choices_stand_under_their_rehearsal(void **state)
{
    (void)state;
    assert_int_equal(words->rehearsals.len, 2);
    const struct rehearsal *door = &words->rehearsals.at[1];
    ASSERT_TEXT(words->rehearsals.at[0].id, "R2");
    assert_int_equal(words->rehearsals.at[0].side, REHEARSAL_PARTNER);
    ASSERT_TEXT(door->title, "A door");
    assert_int_equal(door->side, REHEARSAL_BOTH);
    assert_int_equal(door->tags, SET_OF(TAG_NOISE));
    ASSERT_TEXT(door->lead, "<p>Who they are.</p>");
    assert_int_equal(door->scenes.len, 2);
    const struct rehearsal_scene *first = door->scenes.at;
    ASSERT_TEXT(first[0].id, "first");
    ASSERT_TEXT(first[0].title, "It opens");
    ASSERT_TEXT(first[0].text, "<p>Someone <em>knocks</em>.</p>");
    assert_int_equal(first[0].choices.len, 2);
    const struct rehearsal_choice *choices = first[0].choices.at;
    ASSERT_TEXT(choices[0].words, "Wait.");
    assert_int_equal(choices[0].to, 0);
    assert_int_equal(choices[1].to, 1);
    ASSERT_TEXT(choices[1].answer, "<p>One answer,</p>\n<p>in two parts.</p>");
    assert_int_equal(first[1].choices.at[0].to, REHEARSAL_END);
    assert_int_equal(first[1].choices.at[1].to, 0);
}

static void forms_of_a_script_stay_plain_text(void **state)
{
    (void)state;
    assert_int_equal(words->scripts.len, 1);
    ASSERT_TEXT(words->scripts.at[0].group, "First");
    assert_int_equal(words->scripts.at[0].tags, SET_OF(TAG_HUG));
    ASSERT_TEXT(words->scripts.at[0].lead, "<p>When.</p>");
    ASSERT_TEXT(words->scripts.at[0].short_form, "Please. {stop-word?Say *.|Stop.}");
    ASSERT_TEXT(words->scripts.at[0].medium_form, "Two lines.\n\nAnd one.");
    ASSERT_TEXT(words->scripts.at[0].long_form, "“Long” - it's plain text.");
    ASSERT_TEXT(words->scripts.at[0].why, "<p>Why.</p>");
}

static void a_kind_sentence_is_a_line(void **state)
{
    (void)state;
    assert_int_equal(words->sentences.len, 2);
    ASSERT_TEXT(words->sentences.at[0].id, "K1");
    ASSERT_TEXT(words->sentences.at[0].words, "I am \"here\".");
    ASSERT_TEXT(words->sentences.at[1].group, "Group");
}

static void activities_stand_by_id_whatever_their_files_are_called(void **state)
{
    (void)state;
    assert_int_equal(LIBRARY_LEN, 2);
    ASSERT_TEXT(LIBRARY[0].id, "A01");
    ASSERT_TEXT(LIBRARY[1].id, "B02");
}

static void activity_carries_its_numbers_and_sets(void **state)
{
    (void)state;
    ASSERT_TEXT(LIBRARY[1].called, "Second by id\na cloth, and a \"cup\"");
    assert_int_equal(LIBRARY[1].dimension, DIMENSION_TOUCH);
    assert_int_equal(LIBRARY[1].company, COMPANY_EITHER);
    assert_int_equal(LIBRARY[1].level, 7);
    assert_int_equal(LIBRARY[1].minutes, 10);
    assert_int_equal(LIBRARY[1].tags, SET_OF(TAG_BREATH) | SET_OF(TAG_STILLNESS));
    assert_int_equal(LIBRARY[1].areas, SET_OF(AREA_HAIR) | SET_OF(AREA_FEET));
    assert_int_equal(LIBRARY[0].tags, 0);
    assert_int_equal(LIBRARY[0].areas, 0);
}

static void activity_is_found_by_its_id_only(void **state)
{
    (void)state;
    assert_int_equal(library_find(S("A01")), 0);
    assert_int_equal(library_find(S("B02")), 1);
    assert_true(library_find(S("A0")) == SIZE_MAX);
    assert_true(library_find(S("A02")) == SIZE_MAX);
    assert_true(library_find(S("Z")) == SIZE_MAX);
    assert_true(library_find(S("")) == SIZE_MAX);
}

static void words_of_an_activity_stand_under_its_index_whatever_their_order(void **state)
{
    (void)state;
    ASSERT_TEXT(words->activities.at[0].lead,
                "<p>\xe2\x80\x9cLead\xe2\x80\x9d \xe2\x80\x93 of the first, with <a href=\"/learn\">a page</a>.</p>");
    ASSERT_TEXT(words->activities.at[0].steps, "<ul>\n<li>One.</li>\n</ul>");
    ASSERT_TEXT(words->activities.at[0].eyes_open, "<p>Open.</p>");
    ASSERT_TEXT(words->activities.at[0].outward, "<p>Out.</p>");
    ASSERT_TEXT(words->activities.at[0].another_way, "<p>Other.</p>");
    ASSERT_TEXT(words->activities.at[0].may_not_suit, "<p>Not.</p>");
    ASSERT_TEXT(words->activities.at[1].lead, "<p>Lead of the <em>second</em>.</p>\n<p>Two paragraphs.</p>");
}

static void worksheet_carries_its_fields_in_order(void **state)
{
    (void)state;
    assert_int_equal(WORKSHEETS_LEN, 2);
    const struct worksheet *sheet = &WORKSHEETS[1];
    const struct worksheet_words *told = &words->worksheets.at[1];
    ASSERT_TEXT(WORKSHEETS[0].id, "first");
    assert_int_equal(WORKSHEETS[0].fields_len, 0);
    ASSERT_TEXT(sheet->id, "second");
    ASSERT_TEXT(sheet->path, "work/second");
    ASSERT_TEXT(sheet->part_of, "first");
    assert_true(sheet->keep_one && sheet->prints && sheet->ground_before && sheet->ground_after && !sheet->dated);
    assert_int_equal(sheet->tags, SET_OF(TAG_BREATH));
    assert_int_equal(sheet->fields_len, 4);
    ASSERT_TEXT(told->fields.at[0].ask, "What is it?");
    ASSERT_TEXT(told->fields.at[0].starts, "One place|Another");
    ASSERT_TEXT(told->fields.at[0].opens, "Open one?|Open another?");
    assert_int_equal(sheet->fields[0].lines_max, 3);
    assert_int_equal(sheet->fields[1].kind, FIELD_HUNDRED);
    ASSERT_TEXT(told->fields.at[1].middle, "Some");
    assert_int_equal(sheet->fields[2].leads, SET_OF(2));
    assert_int_equal(sheet->fields[3].kind, FIELD_NOTHING);
    ASSERT_TEXT(told->fields.at[0].help, "<p>Help with <em>this</em>.</p>");
    ASSERT_TEXT(told->fields.at[3].help, "<p>Nothing is asked here.</p>");
    assert_int_equal(told->fields.at[1].help.len, 0);
}

static void grounding_tools_stand_in_their_order(void **state)
{
    (void)state;
    assert_int_equal(words->ground.len, 3);
    ASSERT_TEXT(words->ground.at[0].id, "G02");
    ASSERT_TEXT(words->ground.at[1].id, "G01");
    ASSERT_TEXT(words->ground.at[2].id, "G03");
    assert_int_equal(words->ground.at[0].far_away, 2);
    assert_int_equal(words->ground.at[1].far_away, 1);
    assert_int_equal(words->ground.at[2].far_away, 0);
    assert_int_equal(words->ground.at[2].tags, SET_OF(TAG_COLD));
    assert_int_equal(words->ground.at[0].care.len, 0);
    ASSERT_TEXT(words->ground.at[1].care, "<p>Gently.</p>");
}

static void services_carry_their_country(void **state)
{
    (void)state;
    assert_int_equal(words->help.len, 2);
    ASSERT_TEXT(words->help.at[0].name, "One Line for Victims");
    ASSERT_TEXT(words->help.at[0].call, "+00000");
    ASSERT_TEXT(words->help.at[1].country, "Examplia");
    ASSERT_TEXT(words->help.at[1].code, "XX");
    ASSERT_TEXT(words->help.at[1].checked, "2026-11-23");
    ASSERT_TEXT(words->help.at[1].contact, "web only");
    ASSERT_TEXT(words->help.at[1].about, "Talking: to someone.");
    assert_int_equal(words->help.at[1].call.len, 0);
    assert_int_equal(words->help.at[0].kinds, SET_OF(HELP_CRISIS));
    assert_int_equal(words->help.at[1].kinds, SET_OF(HELP_PEERS) | SET_OF(HELP_MIND));
}

static void questions_stand_by_chapter_and_then_by_their_own_order(void **state)
{
    (void)state;
    assert_int_equal(words->chapters.len, 2);
    ASSERT_TEXT(words->chapters.at[0].id, "first");
    ASSERT_TEXT(words->chapters.at[0].lead, "<p>First lead.</p>");
    assert_int_equal(words->questions.len, 3);
    ASSERT_TEXT(words->questions.at[0].id, "q-c");
    ASSERT_TEXT(words->questions.at[1].id, "q-b");
    ASSERT_TEXT(words->questions.at[2].id, "q-a");
    ASSERT_TEXT(words->questions.at[1].choices, "yes|no|maybe, later");
    ASSERT_TEXT(words->questions.at[1].help, "<p>Some <em>help</em>.</p>");
    assert_int_equal(words->questions.at[2].help.len, 0);
}

static void lessons_stand_in_their_order(void **state)
{
    (void)state;
    assert_int_equal(words->lessons.len, 2);
    ASSERT_TEXT(words->lessons.at[0].id, "L02");
    assert_int_equal(words->lessons.at[0].tags, SET_OF(TAG_PICTURES));
}

/* 200 words and a title of one are more than a minute; marks and dashes are no words. */
static void minutes_of_a_lesson_come_from_its_words(void **state)
{
    (void)state;
    assert_int_equal(words->lessons.at[0].minutes, 1);
    assert_int_equal(words->lessons.at[1].minutes, 2);
}

static void each_section_of_a_lesson_is_a_screen(void **state)
{
    (void)state;
    ASSERT_TEXT(words->lessons.at[0].lead, "<p>Before all.</p>");
    assert_int_equal(words->lessons.at[0].screens.len, 2);
    ASSERT_TEXT(words->lessons.at[0].screens.at[0].title, "Heading");
    ASSERT_TEXT(words->lessons.at[0].screens.at[0].body, "<p>Text.</p>");
    assert_int_equal(words->lessons.at[0].screens.at[0].figure, FIGURE_WINDOW);
    ASSERT_TEXT(words->lessons.at[0].screens.at[1].title, "Another one");
    assert_int_equal(words->lessons.at[0].screens.at[1].figure, FIGURE_NONE);
    assert_int_equal(words->lessons.at[1].lead.len, 0);
    assert_int_equal(words->lessons.at[1].screens.len, 1);
}

static void sources_carry_their_strength_in_words(void **state)
{
    (void)state;
    assert_int_equal(words->lessons.at[0].sources.len, 2);
    ASSERT_TEXT(words->lessons.at[0].sources.at[0].strength, "Few or small studies");
    ASSERT_TEXT(words->lessons.at[0].sources.at[0].words, "A small study of rooms and lamps.");
    ASSERT_TEXT(words->lessons.at[0].sources.at[0].title, "Lamp and others, \xe2\x80\x9cRooms\xe2\x80\x9d");
    ASSERT_TEXT(words->lessons.at[0].sources.at[1].strength, "Our own proposal");
    assert_int_equal(words->lessons.at[1].sources.at[0].title.len, 0);
}

static void lesson_says_what_it_touches_and_who_reviewed_it(void **state)
{
    (void)state;
    ASSERT_TEXT(words->lessons.at[0].note, "It names a storm.");
    ASSERT_TEXT(words->lessons.at[0].review, "2026-11-25, A. Reader");
    assert_int_equal(words->lessons.at[1].note.len, 0);
    assert_int_equal(words->lessons.at[1].review.len, 0);
}

static void words_of_the_glossary_stand_by_id(void **state)
{
    (void)state;
    assert_int_equal(words->glossary.len, 1);
    ASSERT_TEXT(words->glossary.at[0].term, "Lamp");
    ASSERT_TEXT(words->glossary.at[0].body, "<p>A <em>light</em> in a room.</p>");
}

static void fixed_text_is_found_by_its_id(void **state)
{
    (void)state;
    assert_int_equal(words->texts.len, 2);
    ASSERT_TEXT(words->texts.at[0].id, "long");
    ASSERT_TEXT(fixed_text(words, S("promise"))->body, "<p>Taken for granted: a &lt;b &amp; c.</p>");
    ASSERT_TEXT(fixed_text(words, S("promise"))->title, "A promise");
}

static void long_text_arrives_whole(void **state)
{
    (void)state;
    const struct html body = fixed_text(words, S("long"))->body;
    const char end[] = "\nLine 400 of a long text.</p>";
    assert_true(body.len > 8000);
    assert_memory_equal(body.at, "<p>Line 1 of a long text.\nLine 2 ", 33);
    assert_memory_equal(body.at + body.len - (sizeof end - 1), end, sizeof end - 1);
}

int main(void)
{
    words = sample_words();
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(scenes_and_choices_stand_under_their_rehearsal),
        cmocka_unit_test(forms_of_a_script_stay_plain_text),
        cmocka_unit_test(a_kind_sentence_is_a_line),
        cmocka_unit_test(activities_stand_by_id_whatever_their_files_are_called),
        cmocka_unit_test(activity_carries_its_numbers_and_sets),
        cmocka_unit_test(activity_is_found_by_its_id_only),
        cmocka_unit_test(words_of_an_activity_stand_under_its_index_whatever_their_order),
        cmocka_unit_test(worksheet_carries_its_fields_in_order),
        cmocka_unit_test(grounding_tools_stand_in_their_order),
        cmocka_unit_test(services_carry_their_country),
        cmocka_unit_test(questions_stand_by_chapter_and_then_by_their_own_order),
        cmocka_unit_test(lessons_stand_in_their_order),
        cmocka_unit_test(minutes_of_a_lesson_come_from_its_words),
        cmocka_unit_test(each_section_of_a_lesson_is_a_screen),
        cmocka_unit_test(sources_carry_their_strength_in_words),
        cmocka_unit_test(lesson_says_what_it_touches_and_who_reviewed_it),
        cmocka_unit_test(words_of_the_glossary_stand_by_id),
        cmocka_unit_test(fixed_text_is_found_by_its_id),
        cmocka_unit_test(long_text_arrives_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
