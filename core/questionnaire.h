/*
 * core/questionnaire.h - from a FHIR R4 Questionnaire to lines of questions and choices
 *
 * attune ships no questionnaire of anyone's.  A person brings the owner's own file, as JSON, and what is
 * kept of it is its questions with the choices of each.  Groups are flattened: a group's words stand as a
 * line before its questions.  Left out are fields for own words, dates and totals: nobody is asked to tell a
 * story, and adding up is done here.  What cannot be read is said in a sentence, never guessed.
 *
 * What a choice counts comes from the ordinalValue (or itemWeight) extension, else from its valueInteger,
 * else from a code of one digit, else from its place in the list, counted from 0.
 *
 * The kept form is one line an item, parted by tabs: linkId, words, then each choice as a digit, a space and
 * its words.  A line without choices is said between the questions.
 *
 * Memory: everything is in the arena, or borrows from the input.
 */
#ifndef CORE_QUESTIONNAIRE_H
#define CORE_QUESTIONNAIRE_H

#include "base/text.h"

enum {
    QUESTIONNAIRE_BYTES_MAX = 128 * 1024, /* of JSON */
    QUESTIONNAIRE_LINES_MAX = 48,
    QUESTION_OPTIONS_MAX    = 10,
    QUESTION_BYTES_MAX      = 600, /* of one question, heading or linkId */
    OPTION_BYTES_MAX        = 200,
};

struct question_option {
    unsigned   value; /* 0 to 9 */
    struct str words;
};
struct question {
    struct str             link, words;
    struct question_option options[QUESTION_OPTIONS_MAX];
    size_t                 options_len; /* 0: a line between the questions */
};
struct questionnaire {
    struct str             title, url, notice; /* notice: the owner's copyright words */
    const struct question *at;
    size_t                 len;
    size_t                 asks;     /* how many of them are questions */
    size_t                 left_out; /* fields for own words, dates, totals */
    bool                   by_place; /* what a choice counts was in some question only its place in the list */
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
