/*
 * pages/frame/words.h - the words that the build made from content/
 *
 * Every struct html here came through cmark without raw HTML.  Tables are in static storage.
 */
#ifndef PAGES_FRAME_WORDS_H
#define PAGES_FRAME_WORDS_H

#include "pages/frame/html.h"

/* Same index as LIBRARY in core/library.h. */
struct activity_words {
    struct html lead, steps, eyes_open, outward, another_way, may_not_suit;
};
extern const struct activity_words ACTIVITY_WORDS[];

/* A grounding tool.  far_away: 2 fits when far away, 1 with care, 0 not then. Sorted by `order`. */
struct ground_tool {
    struct str id, name, channel;
    unsigned order, far_away, minutes;
    uint64_t tags; /* set64 of core/vocabulary.h */
    struct html lead, steps, care;
};
extern const struct ground_tool GROUND_TOOLS[];
extern const size_t GROUND_TOOLS_LEN;

/* One service of the help directory, grouped by country in order of files.
 * call: digits for a tel: address, or empty.  checked: the date it was last checked, ISO.  source: the page where
 * it was read, or empty while the row's source stands in doc/clinical-review.md only. */
struct help_line {
    struct str country, code, name, contact, call, hours, about, source, checked;
    uint64_t kinds; /* set64 of HELP_KINDS */
};
extern const struct help_line HELP_LINES[];
extern const size_t HELP_LINES_LEN;

/* Intake.  kind: "words", "one", "many", "triggers" (the tags of core/vocabulary.h).
 * choices: parted by '|'.  Questions sorted by chapter order, then own order. */
struct intake_chapter {
    struct str id, title;
    unsigned order;
    struct html lead;
};
struct intake_question {
    struct str id, chapter, kind, choices, ask, why, sees;
    unsigned order;
    struct html help;
};
extern const struct intake_chapter INTAKE_CHAPTERS[];
extern const size_t INTAKE_CHAPTERS_LEN;
extern const struct intake_question INTAKE_QUESTIONS[];
extern const size_t INTAKE_QUESTIONS_LEN;

/* One idea of a lesson, on a screen of its own. */
enum figure { FIGURE_NONE, FIGURE_WINDOW, FIGURE_BRAKES, FIGURE_THREE, FIGURE_SIGNALS, FIGURE_PAUSE, FIGURE_LADDER };
struct screen {
    struct str title;
    enum figure figure; /* drawn above the words */
    struct html body;
};
/* Where something comes from: how strong it is, what it says, and its title if it has one. */
struct source {
    struct str strength, words, title;
};
/* A lesson; sorted by `order`, so that those of one group stand together.  note: what it touches, said first, or
 * empty.  lead: before the first screen, or empty.  review: a day and who, or empty while nobody reviewed it.
 * minutes: counted by contentc from the words, at 200 a minute, rounded up; the sources are not counted. */
struct lesson {
    struct str id, title, group, note, review;
    unsigned order, minutes;
    uint64_t tags;
    struct html lead;
    const struct screen *screens;
    size_t screens_len;
    const struct source *sources;
    size_t sources_len;
};
extern const struct lesson LESSONS[];
extern const size_t LESSONS_LEN;

/* Same index as WORKSHEETS in core/course/worksheet.h; `help` has one piece for each field, NULL where there are none.
 */
struct worksheet_words {
    struct html lead;
    const struct html *help;
};
extern const struct worksheet_words WORKSHEET_WORDS[];

/* A word that attune uses, sorted by id. */
struct glossary_term {
    struct str id, term;
    struct html body;
};
extern const struct glossary_term GLOSSARY[];
extern const size_t GLOSSARY_LEN;

/* A rehearsal is a few scenes of a few choices; the first scene is the first of its rows.  `to` is a place among
 * the scenes of the rehearsal, or REHEARSAL_END. */
enum { REHEARSAL_END = 255 };
enum rehearsal_side { REHEARSAL_ME, REHEARSAL_PARTNER, REHEARSAL_BOTH };
struct rehearsal_choice {
    struct str words;
    struct html answer;
    unsigned to;
};
struct rehearsal_scene {
    struct str id, title;
    struct html text;
    size_t choice, choices_len; /* its rows in REHEARSAL_CHOICES */
};
struct rehearsal {
    struct str id, title;
    unsigned side;
    uint64_t tags;
    struct html lead;
    size_t scene, scenes_len; /* its rows in REHEARSAL_SCENES */
};
extern const struct rehearsal_choice REHEARSAL_CHOICES[];
extern const struct rehearsal_scene REHEARSAL_SCENES[];
extern const struct rehearsal REHEARSALS[];
extern const size_t REHEARSALS_LEN;

/* Words for a situation, in three lengths; core/course/script.h puts the person's own words in. */
struct script {
    struct str id, title, group; /* groups stand together */
    uint64_t tags;
    struct html lead, why;
    struct str short_form, medium_form, long_form;
};
extern const struct script SCRIPTS[];
extern const size_t SCRIPTS_LEN;

/* A sentence to start from. */
struct kind_sentence {
    struct str id, group, words;
};
extern const struct kind_sentence KIND_SENTENCES[];
extern const size_t KIND_SENTENCES_LEN;

/* A piece of fixed text by id (content/texts/ID.md); an unknown id is our own mistake and traps. */
struct fixed_text {
    struct str id, title;
    struct html body;
};
extern const struct fixed_text FIXED_TEXTS[];
extern const size_t FIXED_TEXTS_LEN;
const struct fixed_text *fixed_text(struct str id);

/* Turns of phrase by key, for reasons of offers; "{what}" stands for the name of something. */
enum { PHRASES_MAX = 8 };
struct reason_words {
    struct str id;
    struct str turns[PHRASES_MAX];
    size_t len;
};
extern const struct reason_words REASON_WORDS[];
extern const size_t REASON_WORDS_LEN;

#endif
