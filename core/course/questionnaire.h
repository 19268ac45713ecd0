/*
 * core/course/questionnaire.h - from a FHIR Questionnaire to lines of questions and choices
 *
 * attune ships no questionnaire of anyone's.  A person brings the owner's own file, as JSON, and what is
 * kept of it is its questions with the choices of each.  Groups are flattened: a group's words stand as a
 * line before its questions.  Left out are fields for own words, dates and totals: nobody is asked to tell a
 * story, and adding up is done here.  What cannot be read is said in a sentence, never guessed.
 *
 * Read are R4, R4B and R5, and STU3 with its older names (option, options).  Choices stand with their question or in a
 * value set inside the file; core/course/choice.h says where, and where what they count may stand.  What a choice counts is
 * never its place in the list: files list them from least to most, from most to least, and yes before no.  Where
 * the file does not say, core/course/measure.c asks the words of the choice, and refuses what even they do not say.
 *
 * The kept form is one line an item, parted by tabs: linkId, words, then each choice as a digit, a space and
 * its words.  A line without choices is said between the questions.
 *
 * Memory: everything is in the arena, or borrows from the input.
 */
#ifndef CORE_COURSE_QUESTIONNAIRE_H
#define CORE_COURSE_QUESTIONNAIRE_H

#include "base/text.h"

enum {
    QUESTIONNAIRE_BYTES_MAX = 512 * 1024, /* of JSON; public ones have 20 to 100 KB */
    QUESTIONNAIRE_LINES_MAX = 48,
    QUESTION_OPTIONS_MAX    = 10,
    QUESTION_BYTES_MAX      = 600, /* of one question, heading or linkId */
    OPTION_BYTES_MAX        = 200,
};

struct question_option {
    unsigned   value; /* 0 to 9: what it counts; where `valued` is not set, only a number to tell it by */
    struct str words;
    bool       valued;       /* the file says what it counts; not in the kept form */
    struct str system, code; /* of its coding, if it has one; not in the kept form */
};
struct question {
    struct str             link, words;
    struct str             codes; /* the item's own codes, parted by spaces; not in the kept form */
    struct question_option options[QUESTION_OPTIONS_MAX];
    size_t                 options_len; /* 0: a line between the questions */
};
struct questionnaire {
    struct str             title, url, notice; /* notice: the owner's copyright words */
    const struct question *at;
    size_t                 len;
    size_t                 asks;     /* how many of them are questions */
    size_t                 left_out; /* fields for own words, dates, totals */
};

/* Read FHIR JSON.  Returns what is in the way as a sentence; the empty text and *out when nothing is. */
struct str questionnaire_read(struct str json, struct arena *arena, struct questionnaire *out);

/* The kept form of its items. */
struct str questionnaire_pack(const struct questionnaire *questionnaire, struct arena *arena);
/*
 * Read the kept form; title, url and notice stay empty.  ERR_MALFORMED: not what questionnaire_pack writes.
 * ERR_TOO_LONG: more lines than are allowed.
 */
enum err questionnaire_unpack(struct str items, struct arena *arena, struct questionnaire *out);

/* The n-th question that is asked, from 0; NULL if there is none. */
const struct question *questionnaire_ask(const struct questionnaire *questionnaire, size_t n);
/* The words of the choice with this value; empty if there is none. */
struct str question_words(const struct question *question, unsigned value);

#endif
