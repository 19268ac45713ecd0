/*
 * pages/frame/words.h - the words of one language, as the pages see them
 *
 * The build makes them from content/.  Ids, numbers and sets are the same in every language and are compiled in
 * (pages/frame/columns.h); titles and texts come from a pack, a file for each language (pages/frame/words_open.h).
 * A visit carries the words it speaks with; nothing here is a global, because one program may speak two languages.
 *
 * Every struct html here came through cmark without raw HTML.
 *
 * Memory: strings borrow from the pack, rows stand where words_open was told to put them; ids are in static storage.
 */
#ifndef PAGES_FRAME_WORDS_H
#define PAGES_FRAME_WORDS_H

#include "core/vocabulary.h"
#include "pages/frame/html.h"

/* Same index as LIBRARY in core/library.h. */
struct activity_words {
    struct str name, props;
    struct html lead, steps, eyes_open, outward, another_way, may_not_suit;
};
struct activities_words SPAN_OF(struct activity_words);

/* A grounding tool.  far_away: 2 fits when far away, 1 with care, 0 not then. Sorted by `order`. */
struct ground_tool {
    struct str id, name, channel;
    unsigned order, far_away, minutes;
    uint64_t tags; /* set64 of core/vocabulary.h */
    struct html lead, steps, care;
};
struct ground_tools SPAN_OF(struct ground_tool);

/* One service of the help directory, grouped by country in order of files.
 * call: digits for a tel: address, or empty.  checked: the date it was last checked, ISO.  source: the page where
 * it was read, or empty while the row's source stands in doc/clinical-review.md only. */
struct help_line {
    struct str country, code, name, contact, call, hours, about, source, checked;
    uint64_t kinds; /* set64 of HELP_KINDS */
};
struct help_lines SPAN_OF(struct help_line);

/* Intake.  kind: "words", "one", "many", "triggers" (the tags of core/vocabulary.h).
 * choices: parted by '|'.  Questions sorted by chapter order, then own order. */
struct intake_chapter {
    struct str id, title;
    unsigned order;
    struct html lead;
};
struct intake_chapters SPAN_OF(struct intake_chapter);
struct intake_question {
    struct str id, chapter, kind, choices, ask, why, sees;
    unsigned order;
    struct html help;
};
struct intake_questions SPAN_OF(struct intake_question);

/* One idea of a lesson, on a screen of its own. */
enum figure { FIGURE_NONE, FIGURE_WINDOW, FIGURE_BRAKES, FIGURE_THREE, FIGURE_SIGNALS, FIGURE_PAUSE, FIGURE_LADDER };
struct screen {
    struct str title;
    enum figure figure; /* drawn above the words */
    struct html body;
};
struct screens SPAN_OF(struct screen);
/* Where something comes from: how strong it is, what it says, and its title if it has one. */
struct source {
    struct str strength, words, title;
};
struct sources SPAN_OF(struct source);
/* A lesson; sorted by `order`, so that those of one group stand together.  note: what it touches, said first, or
 * empty.  lead: before the first screen, or empty.  review: a day and who, or empty while nobody reviewed it.
 * minutes: counted by contentc from the words, at 200 a minute, rounded up; the sources are not counted. */
struct lesson {
    struct str id, title, group, note, review;
    unsigned order, minutes;
    uint64_t tags;
    struct html lead;
    struct screens screens;
    struct sources sources;
};
struct lessons SPAN_OF(struct lesson);

/* Same index as the fields of a worksheet.  choices, starts, opens: parted by '|'; starts are places to start from, and
 * opens a question that opens each.  low, middle, high: words of a scale. */
struct field_words {
    struct str ask, choices, low, middle, high, starts, opens;
    struct html help;
};
struct fields_words SPAN_OF(struct field_words);
/* Same index as WORKSHEETS in core/course/worksheet.h. */
struct worksheet_words {
    struct str title, group, about;
    struct html lead;
    struct fields_words fields;
};
struct worksheets_words SPAN_OF(struct worksheet_words);

/* A word that attune uses, sorted by id. */
struct glossary_term {
    struct str id, term;
    struct html body;
};
struct glossary SPAN_OF(struct glossary_term);

/* A rehearsal is a few scenes of a few choices.  `to` is a place among the scenes of the rehearsal, or
 * REHEARSAL_END. */
enum { REHEARSAL_END = 255 };
enum rehearsal_side { REHEARSAL_ME, REHEARSAL_PARTNER, REHEARSAL_BOTH };
struct rehearsal_choice {
    struct str words;
    struct html answer;
    unsigned to;
};
struct rehearsal_choices SPAN_OF(struct rehearsal_choice);
struct rehearsal_scene {
    struct str id, title;
    struct html text;
    struct rehearsal_choices choices;
};
struct rehearsal_scenes SPAN_OF(struct rehearsal_scene);
struct rehearsal {
    struct str id, title;
    unsigned side;
    uint64_t tags;
    struct html lead;
    struct rehearsal_scenes scenes;
};
struct rehearsals SPAN_OF(struct rehearsal);

/* Words for a situation, in three lengths; core/course/script.h puts the person's own words in. */
struct script {
    struct str id, title, group; /* groups stand together */
    uint64_t tags;
    struct html lead, why;
    struct str short_form, medium_form, long_form;
};
struct scripts SPAN_OF(struct script);

/* A sentence to start from. */
struct kind_sentence {
    struct str id, group, words;
};
struct kind_sentences SPAN_OF(struct kind_sentence);

/* A piece of fixed text by id (content/texts/ID.md), sorted by it.  door: a page for anyone shows it. */
struct fixed_text {
    struct str id, title;
    bool door;
    struct html body;
};
struct fixed_texts SPAN_OF(struct fixed_text);

/* Turns of phrase by key, for reasons of offers; "{what}" stands for the name of something. */
struct reason_turn {
    struct str words;
};
struct reason_turns SPAN_OF(struct reason_turn);
struct reason_words {
    struct str id;
    struct reason_turns turns;
};
struct reasons_words SPAN_OF(struct reason_words);

/* The words of a list of core/vocabulary.h, at its place in VOCABULARIES.  door: a page for anyone shows them. */
struct word_row {
    unsigned number;
    struct str key, words;
};
struct word_list SPAN_OF(struct word_row);
struct vocabulary {
    struct str id;
    bool door;
    struct word_list words;
};
struct vocabularies SPAN_OF(struct vocabulary);

struct literals SPAN_OF(struct literal);

/* All of one language.  Of the door (words_open.h) a table that it does not need has no rows. */
struct words {
    struct str lang; /* its tag (BCP 47), as in <html lang> */
    bool rtl;        /* it is written from right to left */
    bool whole;      /* every table is there; a vault is opened with no less */
    struct activities_words activities;
    struct ground_tools ground;
    struct help_lines help;
    struct intake_chapters chapters;
    struct intake_questions questions;
    struct lessons lessons;
    struct worksheets_words worksheets;
    struct glossary glossary;
    struct rehearsals rehearsals;
    struct scripts scripts;
    struct kind_sentences sentences;
    struct fixed_texts texts;
    struct reasons_words reasons;
    struct vocabularies vocabularies; /* of the door, those that are not marked for it are there without their words */
    struct literals literals;
};

/* The compiled half of every language: ids, numbers and sets, with all texts empty.  Made by contentc. */
extern const struct words WORDS_COMPILED;

/* The text with this id; an unknown one is our own mistake and traps. */
const struct fixed_text *fixed_text(const struct words *words, struct str id);

/* The rows of a list with their words; a list without words is our own mistake and traps, unless it is empty. */
struct word_list words_in(const struct words *words, struct key_list list);
/* The words for a number or a key; the empty text for none. */
struct str words_of(const struct words *words, struct key_list list, unsigned number);
struct str words_of_key(const struct words *words, struct key_list list, struct str key);
/* Words that are parted by '|', numbered from 1, which is their key too; as many as a set holds. */
struct word_list words_parted(struct str parted, struct arena *arena);

#endif
