/* tests/tools/contentc.c - content that must not build, and where that is told */
#define _XOPEN_SOURCE 700
#include "tests/tools/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The sample content with one file more, or one file written anew. */
struct refusal {
    const char *name; /* of the test */
    const char *file, *text;
    const char *said;
};

#define TEXT_FRONT "---\nid: x\ntitle: X\n---\n" /* four lines */
#define ACTIVITY_FRONT                                                                                                 \
    "---\nid: X\nname: X\ndimension: own\nwho: alone\nlevel: 1\nminutes: 1\ntags:\nareas:\nprops:\n---\n"
#define ALL_BUT_STEPS "## Eyes open\na\n## Looking outward\na\n## Another way\na\n## May not suit\na\n"
#define GROUND(far, tags)                                                                                              \
    "---\nid: X\nname: X\nchannel: X\norder: 1\nfar-away: " far "\nminutes: 1\ntags: " tags "\n---\na\n## Steps\na\n"
#define QUESTION(chapter, kind, more)                                                                                  \
    "---\nid: x\nchapter: " chapter "\nkind: " kind "\norder: 1\nask: A\nwhy: W\nsees: S\n" more "---\n"
#define LESSON(more) "---\nid: X\ntitle: X\ngroup: X\norder: 1\ntags:\n" more "---\n" /* seven lines */
#define COUNTRY "---\ncountry: X\ncode: XY\nchecked: 2026-11\n---\n"                  /* five lines */
#define SERVICE "name: N\ncontact: C\nhours: H\nabout: A\nkind: crisis\n"

#define SHEET_KEYS(place)                                                                                              \
    "title: X\nplace: " place "\ngroup: G\nabout: A\norder: 3\nminutes: 1\ntags:\nkeep: many\nprints: no\nground: "    \
    "none\n"
#define SHEET(place, more) "---\nid: x\n" SHEET_KEYS(place) more "---\n"  /* thirteen lines */
#define COMPANIES(more) "---\nid: company\ntitle: X\n---\n" more          /* four lines */
#define REHEARSAL "---\nid: X\ntitle: X\nfor: me\norder: 1\ntags:\n---\n" /* seven lines */
#define ONE_SCENE(name) "# " name ": T\nt\n> A -> end\na\n> B -> end\nb\n"
#define SCRIPT(form)                                                                                                   \
    "---\nid: X\ntitle: X\ngroup: X\norder: 1\ntags:\n---\na\n## Short\n" form                                         \
    "\n## Medium\na\n## Long\na\n## Why like this\na\n"

static const struct refusal REFUSALS[] = {
    // clang-format off
    /* front matter */
    {"content_without_front_matter_is_refused", "texts/x.md", "Words.\n", "/texts/x.md:1: content begins with front matter"},
    {"empty_file_is_refused", "texts/x.md", "", "/texts/x.md:1: content begins with front matter"},
    {"unclosed_front_matter_is_refused", "texts/x.md", "---\nid: x\n", "/texts/x.md:2: the front matter is never closed"},
    {"front_matter_without_a_colon_is_refused", "texts/x.md", "---\nid: x\ntitle\n---\n", "/texts/x.md:3: front matter is lines of"},
    {"value_going_on_from_nothing_is_refused", "texts/x.md", "---\n  more\n", "/texts/x.md:2: an indented line goes on with a value"},
    {"unknown_key_is_refused", "texts/x.md", "---\nid: x\ntitle: X\norder: 1\n---\nA\n", "/texts/x.md:4: texts have no key \"order\""},
    {"missing_key_is_refused", "texts/x.md", "---\nid: x\n---\nA\n", "/texts/x.md:1: the key \"title\" is missing"},
    {"empty_key_is_refused", "texts/x.md", "---\nid: x\ntitle:\n---\nA\n", "/texts/x.md:3: the key \"title\" is empty"},
    {"key_twice_is_refused", "texts/x.md", "---\nid: x\nid: y\ntitle: X\n---\nA\n", "/texts/x.md:3: the key \"id\" stands here twice"},
    {"duplicate_id_is_refused", "texts/x.md", "---\nid: promise\ntitle: X\n---\nA\n", "/texts/x.md:2: the id promise is already that of"},
    {"odd_id_is_refused", "texts/x.md", "---\nid: x y\ntitle: X\n---\nA\n", "/texts/x.md:2: an id is letters, digits and -"},
    {"bytes_that_are_not_text_are_refused", "texts/x.md", TEXT_FRONT "A\n\nB \xc3\x28\n", "/texts/x.md:7: this line is not UTF-8"},

    /* Markdown */
    {"content_without_words_is_refused", "texts/x.md", TEXT_FRONT "\n", "/texts/x.md:5: there are no words below the front matter"},
    {"html_block_is_refused", "texts/x.md", TEXT_FRONT "A\n\n<div>b</div>\n", "/texts/x.md:7: raw HTML has no place in content"},
    {"html_inside_a_line_is_refused", "texts/x.md", TEXT_FRONT "A\nb <b>c</b>\n", "raw HTML has no place in content"},
    {"html_comment_is_refused", "texts/x.md", TEXT_FRONT "<!-- a -->\n", "/texts/x.md:5: raw HTML has no place in content"},
    {"picture_is_refused", "texts/x.md", TEXT_FRONT "![a](/b)\n", "/texts/x.md:5: pictures have no place in content"},
    {"link_elsewhere_is_refused", "texts/x.md", TEXT_FRONT "A\n\n[a](https://example.org)\n", "/texts/x.md:7: a link leads to a page of attune"},
    {"link_elsewhere_without_scheme_is_refused", "texts/x.md", TEXT_FRONT "[a](//example.org)\n", "/texts/x.md:5: a link leads to a page of attune"},
    {"link_by_reference_elsewhere_is_refused", "texts/x.md", TEXT_FRONT "[a][b]\n\n[b]: https://example.org\n", "/texts/x.md:5: a link leads to a page of attune"},
    {"bare_address_as_link_is_refused", "texts/x.md", TEXT_FRONT "<https://example.org>\n", "/texts/x.md:5: a link leads to a page of attune"},
    {"script_link_is_refused", "texts/x.md", TEXT_FRONT "[a](javascript:go())\n", "/texts/x.md:5: a link leads to a page of attune"},

    /* words */
    {"avoided_word_is_refused", "texts/x.md", TEXT_FRONT "A\n\n- b\n- Victim.\n", "/texts/x.md:8: the word \"victim\" is one that attune avoids"},
    {"avoided_word_in_capitals_is_refused", "texts/x.md", TEXT_FRONT "HOMEWORK\n", "/texts/x.md:5: the word \"homework\""},
    {"avoided_word_in_emphasis_is_refused", "texts/x.md", TEXT_FRONT "A **damaged** b.\n", "/texts/x.md:5: the word \"damaged\""},
    {"avoided_word_in_a_title_is_refused", "texts/x.md", "---\nid: x\ntitle: The cure\n---\nA\n", "/texts/x.md:3: the word \"cure\""},
    {"mending_of_people_is_refused", "texts/x.md", TEXT_FRONT "You were sent to be mended.\n", "/texts/x.md:5: the word \"mended\""},
    {"a_refrain_of_debts_is_refused", "texts/x.md", TEXT_FRONT "Nothing is owed.\n", "/texts/x.md:5: the word \"is owed\""},
    {"a_translated_label_is_refused", "texts/x.md", TEXT_FRONT "What did not do good\n", "/texts/x.md:5: the word \"did not do good\""},
    {"permission_granted_is_refused", "texts/x.md", TEXT_FRONT "Permission granted.\n", "/texts/x.md:5: the word \"granted\""},
    {"avoided_word_in_a_section_is_refused_on_its_line", "activities/x.md", ACTIVITY_FRONT "a\n## Steps\na\n\nTrauma debrief.\n" ALL_BUT_STEPS, "/activities/x.md:16: the word \"debrief\""},
    {"avoided_word_about_a_service_is_refused", "help/y.md", COUNTRY "name: N\ncontact: C\nhours: H\nabout: For victims.\n", "/help/y.md:9: the word \"victims\""},

    /* activities */
    {"missing_section_is_refused", "activities/x.md", ACTIVITY_FRONT "a\n" ALL_BUT_STEPS, "/activities/x.md:20: the section \"Steps\" is missing"},
    {"unknown_section_is_refused", "activities/x.md", ACTIVITY_FRONT "a\n## Stepps\na\n" ALL_BUT_STEPS, "/activities/x.md:13: activities have no section \"Stepps\""},
    {"section_twice_is_refused", "activities/x.md", ACTIVITY_FRONT "a\n## Steps\na\n## Steps\na\n" ALL_BUT_STEPS, "/activities/x.md:15: the section \"Steps\" stands here twice"},
    {"empty_section_is_refused", "activities/x.md", ACTIVITY_FRONT "a\n## Steps\n\n" ALL_BUT_STEPS, "the section \"Steps\" is empty"},
    {"activity_without_a_lead_is_refused", "activities/x.md", ACTIVITY_FRONT "## Steps\na\n" ALL_BUT_STEPS, "/activities/x.md:12: there are no words before the first section"},
    {"unknown_dimension_is_refused", "activities/x.md", "---\nid: X\nname: X\ndimension: taste\nwho: alone\nlevel: 1\nminutes: 1\ntags:\nareas:\nprops:\n---\na\n## Steps\na\n" ALL_BUT_STEPS, "/activities/x.md:4: \"taste\" is not in the vocabulary"},
    {"unknown_company_is_refused", "activities/x.md", "---\nid: X\nname: X\ndimension: own\nwho: crowd\nlevel: 1\nminutes: 1\ntags:\nareas:\nprops:\n---\na\n## Steps\na\n" ALL_BUT_STEPS, "/activities/x.md:5: \"crowd\" is not in the vocabulary"},
    {"level_above_seven_is_refused", "activities/x.md", "---\nid: X\nname: X\ndimension: own\nwho: alone\nlevel: 8\nminutes: 1\ntags:\nareas:\nprops:\n---\na\n## Steps\na\n" ALL_BUT_STEPS, "/activities/x.md:6: \"8\" is not a number from 0 to 7"},
    {"unknown_tag_is_refused", "activities/x.md", "---\nid: X\nname: X\ndimension: own\nwho: alone\nlevel: 1\nminutes: 1\ntags: breath, snakes\nareas:\nprops:\n---\na\n## Steps\na\n" ALL_BUT_STEPS, "/activities/x.md:8: \"snakes\" is not in the vocabulary"},
    {"unknown_area_is_refused", "activities/x.md", "---\nid: X\nname: X\ndimension: own\nwho: alone\nlevel: 1\nminutes: 1\ntags:\nareas: tail\nprops:\n---\na\n## Steps\na\n" ALL_BUT_STEPS, "/activities/x.md:9: \"tail\" is not in the vocabulary"},

    /* grounding */
    {"far_away_in_other_words_is_refused", "ground/x.md", GROUND("perhaps", ""), "/ground/x.md:6: \"perhaps\" is none of the words"},
    {"tag_left_out_between_commas_is_refused", "ground/x.md", GROUND("yes", "cold,,breath"), "/ground/x.md:8: \"\" is not in the vocabulary"},

    /* help */
    {"service_without_a_kind_is_refused", "help/y.md", COUNTRY "name: N\ncontact: C\nhours: H\nabout: A\n", "/help/y.md:9: this service has no \"kind\""},
    {"service_of_an_unknown_kind_is_refused", "help/y.md", COUNTRY "name: N\ncontact: C\nhours: H\nabout: A\nkind: crisis, cats\n", "/help/y.md:10: there is no kind of help called \" cats\""},
    {"service_without_hours_is_refused", "help/y.md", COUNTRY "name: N\ncontact: C\nabout: A\n", "/help/y.md:8: this service has no \"hours\""},
    {"unknown_key_of_a_service_is_refused", "help/y.md", COUNTRY SERVICE "mail: M\n", "/help/y.md:11: a service has no key \"mail\""},
    {"services_run_together_are_refused", "help/y.md", COUNTRY SERVICE SERVICE, "/help/y.md:11: the key \"name\" stands here twice"},
    {"call_with_blanks_is_refused", "help/y.md", COUNTRY SERVICE "call: 13 11\n", "/help/y.md:11: a number to call is digits only"},
    {"country_without_services_is_refused", "help/y.md", COUNTRY "\n", "this country has no services"},
    {"date_in_words_is_refused", "help/y.md", "---\ncountry: X\ncode: XY\nchecked: May 2026\n---\n" SERVICE, "/help/y.md:4: the day it was checked"},
    {"odd_country_code_is_refused", "help/y.md", "---\ncountry: X\ncode: xyz\nchecked: 2026-11\n---\n" SERVICE, "/help/y.md:3: a country's code is two capital letters"},

    /* intake */
    {"unknown_side_of_a_rehearsal_is_refused", "rehearsals/x.md", "---\nid: X\ntitle: X\nfor: us\norder: 1\ntags:\n---\nL\n# a: T\nt\n> A -> b\na\n> B -> end\nb\n" ONE_SCENE("b"), "/rehearsals/x.md:4: \"us\" is none of the words"},
    {"choice_without_an_arrow_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> A\na\n", "/rehearsals/x.md:11: this choice leads nowhere"},
    {"choice_that_leads_nowhere_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> A -> b\na\n> B -> c\nb\n" ONE_SCENE("b"), "/rehearsals/x.md:13: this choice leads nowhere: there is no scene \"c\""},
    {"scene_that_nothing_leads_to_is_refused", "rehearsals/x.md", REHEARSAL "L\n" ONE_SCENE("a") ONE_SCENE("b"), "/rehearsals/x.md:15: nothing leads to the scene \"b\""},
    {"scene_that_only_itself_leads_to_is_refused", "rehearsals/x.md", REHEARSAL "L\n" ONE_SCENE("a") "# b: T\nt\n> A -> end\na\n> B -> b\nb\n", "nothing leads to the scene \"b\""},
    {"scene_without_exit_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> A -> b\na\n> B -> end\nb\n# b: T\nt\n> A -> b\na\n> B -> b\nb\n", "/rehearsals/x.md:15: no way leads out of the scene \"b\""},
    {"scene_with_one_choice_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> A -> end\na\n", "/rehearsals/x.md:9: a scene has at least 2 choices"},
    {"scene_with_five_choices_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> A -> end\na\n> B -> end\na\n> C -> end\na\n> D -> end\na\n> E -> end\na\n", "/rehearsals/x.md:19: this scene has more than 4 choices"},
    {"rehearsal_of_one_scene_is_refused", "rehearsals/x.md", REHEARSAL "L\n" ONE_SCENE("a"), "a rehearsal has at least 2 scenes"},
    {"rehearsal_of_five_scenes_is_refused", "rehearsals/x.md", REHEARSAL "L\n" ONE_SCENE("a") ONE_SCENE("b") ONE_SCENE("c") ONE_SCENE("d") ONE_SCENE("e"), "there are more than 4 scenes"},
    {"choice_without_an_answer_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> A -> end\n> B -> end\nb\n", "/rehearsals/x.md:12: this choice has no answer"},
    {"scene_without_words_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\n> A -> end\na\n", "/rehearsals/x.md:10: this scene has no words"},
    {"rehearsal_without_a_lead_is_refused", "rehearsals/x.md", REHEARSAL ONE_SCENE("a"), "/rehearsals/x.md:8: there are no words before the first scene"},
    {"scene_twice_is_refused", "rehearsals/x.md", REHEARSAL "L\n" ONE_SCENE("a") ONE_SCENE("a"), "/rehearsals/x.md:15: the scene \"a\" stands here twice"},
    {"scene_called_end_is_refused", "rehearsals/x.md", REHEARSAL "L\n" ONE_SCENE("end"), "/rehearsals/x.md:9: a scene begins with"},
    {"avoided_word_in_a_choice_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> Poor victim. -> end\na\n", "/rehearsals/x.md:11: the word \"victim\""},
    {"avoided_word_in_an_answer_is_refused", "rehearsals/x.md", REHEARSAL "L\n# a: T\nt\n> A -> end\nHomework.\n", "/rehearsals/x.md:12: the word \"homework\""},

    /* scripts and sentences */
    {"place_that_nobody_fills_is_refused", "scripts/x.md", SCRIPT("{colour?*|b}"), "a place in a script has a key that nobody fills"},
    {"place_without_other_words_is_refused", "scripts/x.md", SCRIPT("{name?*}"), "a place in a script is {key?with"},
    {"place_never_closed_is_refused", "scripts/x.md", SCRIPT("{name?*|b"), "a place in a script is never closed"},
    {"script_without_a_short_form_is_refused", "scripts/x.md", "---\nid: X\ntitle: X\ngroup: X\norder: 1\ntags:\n---\na\n## Medium\na\n## Long\na\n## Why like this\na\n", "the section \"Short\" is missing"},
    {"sentence_without_an_id_is_refused", "sentences/x.md", "---\nid: x\ntitle: X\norder: 2\n---\nAlone\n", "/sentences/x.md:6: a line is an id, a blank and a sentence"},
    {"avoided_word_in_a_sentence_is_refused", "sentences/x.md", "---\nid: x\ntitle: X\norder: 2\n---\nK9 I am cured.\n", "/sentences/x.md:6: the word \"cured\""},

    {"unknown_chapter_is_refused", "questions/x.md", QUESTION("middle", "words", ""), "/questions/x.md:3: there is no chapter \"middle\""},
    {"unknown_kind_of_question_is_refused", "questions/x.md", QUESTION("first", "scale", ""), "/questions/x.md:4: \"scale\" is none of the words"},
    {"choosing_from_nothing_is_refused", "questions/x.md", QUESTION("first", "many", ""), "/questions/x.md:4: a question of this kind needs choices"},
    {"choices_for_words_are_refused", "questions/x.md", QUESTION("first", "words", "choices: a|b\n"), "/questions/x.md:9: a question of this kind has no choices"},
    {"empty_choice_is_refused", "questions/x.md", QUESTION("first", "one", "choices: a||b\n"), "/questions/x.md:9: one of the choices is empty"},
    /* worksheets */
    {"unknown_key_of_a_worksheet_is_refused", "worksheets/x.md", "---\nid: x\nscore: 3\n---\n", "/worksheets/x.md:3: worksheets have no key \"score\""},
    {"unknown_place_of_a_worksheet_is_refused", "worksheets/x.md", SHEET("shop", ""), "/worksheets/x.md:4: \"shop\" is none of the words"},
    {"worksheet_without_a_lead_is_refused", "worksheets/x.md", SHEET("journal", "") "## A?\nkey: a\nkind: words\n", "there are no words before the first question"},
    {"question_without_a_key_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkind: words\n", "/worksheets/x.md:15: this question has no key"},
    {"unknown_key_of_a_question_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: words\ndue: now\n", "/worksheets/x.md:18: a question has no key \"due\""},
    {"unknown_kind_of_line_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: stars\n", "/worksheets/x.md:15: \"stars\" is no kind of question"},
    {"question_key_twice_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: line\n\n## B?\nkey: a\nkind: line\n", "/worksheets/x.md:19: the key \"a\" stands on this sheet twice"},
    {"question_key_of_attune_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: token\nkind: line\n", "is one of attune's own"},
    {"one_of_nothing_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: one\n", "a question of this kind needs choices"},
    {"scale_without_its_words_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: ten\nlow: A\n", "low, middle and high belong to a scale"},
    {"leading_by_a_choice_that_is_not_there_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: one\nchoices: b | c\nleads: 3\n", "\"3\" is not the number of a choice"},
    {"question_that_waits_for_none_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: line\nonly-with: b\n", "only-with names a question in words"},
    {"carrying_something_unknown_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: many\nchoices: b | c\ncarries: breath | snakes\n", "\"snakes\" is not in the vocabulary"},
    {"carrying_for_fewer_than_all_choices_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: many\nchoices: b | c\ncarries: breath\n", "carries has one part for each choice"},
    {"carrying_for_more_than_the_choices_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: many\nchoices: b | c\ncarries: breath | | cold\n", "carries has one part for each choice"},
    {"screen_without_words_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A\nkey: a\nkind: nothing\n", "a screen without a question needs words"},
    {"html_in_the_help_of_a_question_is_refused_on_its_line", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: line\n\nb\n<b>c</b>\n", "/worksheets/x.md:20: raw HTML has no place in content"},
    {"avoided_word_in_a_choice_is_refused", "worksheets/x.md", SHEET("journal", "") "L\n## A?\nkey: a\nkind: one\nchoices: damaged | not\n", "the word \"damaged\""},
    {"worksheet_that_is_part_of_nothing_is_refused", "worksheets/x.md", "---\nid: x\npart-of: none\n" SHEET_KEYS("journal") "---\nL\n", "/worksheets/x.md:3: there is no sheet \"none\""},

    /* lessons */
    {"lesson_without_sources_is_refused", "lessons/x.md", LESSON("") "## A\na\n", "/lessons/x.md: a lesson ends with its sources"},
    {"lesson_without_sections_is_refused", "lessons/x.md", LESSON("") "a\n", "there are no sections"},
    {"words_after_the_sources_are_refused", "lessons/x.md", LESSON("") "## A\na\n## Sources\n- own | a\n## B\nb\n", "/lessons/x.md:13: the sources come last"},
    {"source_of_unknown_strength_is_refused", "lessons/x.md", LESSON("") "## A\na\n## Sources\n\n- strong | a\n", "/lessons/x.md:12: \"strong\" is no strength of evidence"},
    {"source_without_words_is_refused", "lessons/x.md", LESSON("") "## A\na\n## Sources\n- own |\n", "/lessons/x.md:11: a source says in words what it is"},
    {"source_without_strength_is_refused", "lessons/x.md", LESSON("") "## A\na\n## Sources\n- a\n", "/lessons/x.md:11: a source is a line"},
    {"unknown_figure_is_refused", "lessons/x.md", LESSON("") "## A\nfigure: elephant\na\n## Sources\n- own | a\n", "there is no figure \"elephant\""},
    {"avoided_word_in_a_screens_title_is_refused", "lessons/x.md", LESSON("") "## A quick cure\na\n## Sources\n- own | a\n", "the word \"cure\""},
    {"minutes_of_a_lesson_are_counted_never_claimed", "lessons/x.md", LESSON("minutes: 4\n") "## A\na\n## Sources\n- own | a\n", "/lessons/x.md:7: lessons have no key \"minutes\""},
    {"empty_screen_is_refused", "lessons/x.md", LESSON("") "## A\n\n## Sources\n- own | a\n", "the section \"A\" is empty"},

    /* what every file may say of itself */
    {"unknown_evidence_is_refused_in_any_folder", "texts/x.md", "---\nid: x\ntitle: X\nevidence: weak, sure\n---\nA\n", "/texts/x.md:4: \"sure\" is no strength of evidence"},
    {"review_without_a_name_is_refused", "glossary/x.md", "---\nid: x\nterm: X\nreview: 2026-11-25\n---\nA\n", "/glossary/x.md:4: a review is"},
    {"review_without_a_day_is_refused", "chapters/x.md", "---\nid: x\ntitle: X\norder: 1\nreview: soon, A. Reader\n---\nA\n", "/chapters/x.md:5: a review is"},

    /* vocabularies */
    {"unknown_key_of_a_vocabulary_is_refused", "vocabulary/company.md", COMPANIES("alone: A\ntogether: B\neither: C\ncrowd: D\n"), "/vocabulary/company.md:8: this vocabulary has no key \"crowd\""},
    {"missing_key_of_a_vocabulary_is_refused", "vocabulary/company.md", COMPANIES("alone: A\neither: C\n"), "/vocabulary/company.md: the key \"together\" has no words"},
    {"key_of_a_vocabulary_twice_is_refused", "vocabulary/company.md", COMPANIES("alone: A\n\ntogether: B\nalone: C\n"), "/vocabulary/company.md:8: the key \"alone\" stands here twice"},
    {"key_of_a_vocabulary_without_words_is_refused", "vocabulary/company.md", COMPANIES("alone:\ntogether: B\neither: C\n"), "/vocabulary/company.md:5: a vocabulary is lines of \"key: Words\""},
    {"line_of_a_vocabulary_without_a_colon_is_refused", "vocabulary/company.md", COMPANIES("alone: A\ntogether B\n"), "/vocabulary/company.md:6: a vocabulary is lines of \"key: Words\""},
    {"avoided_word_in_a_vocabulary_is_refused", "vocabulary/company.md", COMPANIES("alone: A\ntogether: With a victim\neither: C\n"), "/vocabulary/company.md:6: the word \"victim\""},
    {"unknown_vocabulary_is_refused", "vocabulary/x.md", TEXT_FRONT "a: A\n", "/vocabulary/x.md:2: there is no vocabulary \"x\""},

    {"order_in_words_is_refused", "chapters/x.md", "---\nid: x\ntitle: X\norder: third\n---\nA\n", "/chapters/x.md:4: \"third\" is not a number"},
    // clang-format on
};

/* A copy of the sample content in the folder, and what is to be different in it. */
static void lay_out(const struct folder *folder, const char *file, const char *text)
{
    struct outcome copied =
        run((const char *const[]){"cp", "-rL", told("SAMPLE_CONTENT"), folder_path(folder, "content"), NULL});
    assert_int_equal(copied.status, 0);
    struct folder content = *folder;
    strncat(content.path, "/content", sizeof content.path - strlen(content.path) - 1);
    folder_put(&content, file, text);
}

static struct outcome build(const struct folder *folder, const char *what, const char *out)
{
    const char *literals = strcmp(what, "library") == 0 ? NULL : told("SAMPLE_LITERALS");
    return run((const char *const[]){told("CONTENTC"), what, folder_path(folder, out), folder_path(folder, "content"),
                                     literals, NULL});
}

static void refuses(void **state)
{
    const struct refusal *refusal = *state;
    struct folder folder = folder_new();
    lay_out(&folder, refusal->file, refusal->text);
    struct outcome outcome = build(&folder, "compiled", "out.c");
    /* The words of an activity do not include its numbers, so those are refused by its other half. */
    if (outcome.status == 0)
        outcome = build(&folder, "library", "out-library.c");
    bool written = access(folder_path(&folder, "out-library.c"), F_OK) == 0;
    folder_remove(&folder);
    if (!strstr(outcome.said, refusal->said))
        fail_msg("said \"%s\", not \"%s\"", outcome.said, refusal->said);
    assert_int_equal(outcome.status, 1);
    assert_false(written);
}

static void ordinary_words_are_taken(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    lay_out(&folder, "texts/x.md",
            TEXT_FRONT "You are not broken. Not broken at all. Nobody is taken for granted. Secured, curelike.\n");
    struct outcome outcome = build(&folder, "compiled", "out.c");
    folder_remove(&folder);
    assert_string_equal(outcome.said, "");
    assert_int_equal(outcome.status, 0);
}

static void same_content_makes_the_same_bytes(void **state)
{
    (void)state;
    static const char *const KINDS[] = {"library", "compiled"};
    struct folder folder = folder_new();
    lay_out(&folder, "texts/x.md", TEXT_FRONT "A\n");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(build(&folder, KINDS[i], "one.c").status, 0);
        assert_int_equal(build(&folder, KINDS[i], "two.c").status, 0);
        char *one = folder_get(&folder, "one.c"), *two = folder_get(&folder, "two.c");
        assert_string_equal(one, two);
        assert_true(strlen(one) > 200);
        free(one);
        free(two);
    }
    folder_remove(&folder);
}

static void missing_folder_is_told(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    struct outcome outcome = build(&folder, "library", "out.c");
    folder_remove(&folder);
    assert_non_null(strstr(outcome.said, "/content/activities: cannot be opened"));
    assert_int_equal(outcome.status, 1);
}

static void missing_vocabulary_is_told(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    lay_out(&folder, "texts/x.md", TEXT_FRONT "A\n");
    assert_int_equal(remove(folder_path(&folder, "content/vocabulary/company.md")), 0);
    struct outcome outcome = build(&folder, "compiled", "out.c");
    folder_remove(&folder);
    assert_non_null(strstr(outcome.said, "/content: vocabulary/ has no file with the id \"company\""));
    assert_int_equal(outcome.status, 1);
}

static const struct CMUnitTest OTHERS[] = {
    cmocka_unit_test(ordinary_words_are_taken),
    cmocka_unit_test(same_content_makes_the_same_bytes),
    cmocka_unit_test(missing_folder_is_told),
    cmocka_unit_test(missing_vocabulary_is_told),
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

int main(void)
{
    static struct CMUnitTest tests[COUNT(REFUSALS) + COUNT(OTHERS)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(REFUSALS); i++)
        tests[n++] = (struct CMUnitTest){
            .name = REFUSALS[i].name, .test_func = refuses, .initial_state = (void *)(uintptr_t)&REFUSALS[i]};
    for (size_t i = 0; i < COUNT(OTHERS); i++)
        tests[n++] = OTHERS[i];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
