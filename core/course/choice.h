/*
 * core/course/choice.h - the choices of a FHIR Questionnaire: options, codings, and value sets inside the file
 *
 * A choice is an answerOption (R4, R5), an option (STU3), or a concept of a value set or code system that the file
 * contains.  What it counts can stand in several places, and all of them are read:
 *
 *   ordinalValue                               R4, R4B: on Coding and on answerOption
 *   itemWeight                                 R5, its new name; as an extension, and as the property of a concept
 *   iso21090-CO-value                          DSTU2, STU3: on Coding
 *   questionnaire-ordinalValue                 STU3: on option.valueCoding
 *   valueset-ordinalValue, codesystem-ordinalValue   DSTU2, STU3: on a concept
 *
 * All of them begin with http://hl7.org/fhir/StructureDefinition/; an address that only ends alike is another thing.
 * Sources: hl7.org/fhir/R4/extension-ordinalvalue.html, hl7.org/fhir/extensions/StructureDefinition-itemWeight.html
 * ("used to be called ordinalValue"), and under hl7.org/fhir/STU3: extension-iso21090-co-value.html,
 * extension-questionnaire-ordinalvalue.html, extension-valueset-ordinalvalue.html and
 * extension-codesystem-ordinalvalue.html.
 *
 * Places are not held against the address: files mix them.  A valueInteger is its own number.  A code is not: codes of
 * one digit are order numbers as often as scores.
 *
 * Memory: everything is in the arena, or borrows from the input.  Failure: an enum err when the JSON has another shape
 * than FHIR gives it.  A choice that says something odd is read, and says so: it may belong to a list that nobody uses.
 */
#ifndef CORE_COURSE_CHOICE_H
#define CORE_COURSE_CHOICE_H

#include "base/json.h"

struct choice {
    struct str     words, system, code;
    bool           valued; /* the file says what it counts */
    bool           torn;   /* it says two different numbers */
    bool           odd;    /* it says something other than a whole number from 0 to 9 */
    bool           mixed;  /* it holds more than one value[x], so what it is called is not one thing */
    unsigned       value;
    struct choice *next; /* in a list inside the file */
};

/* Text on one line, white space of any kind being one space; what is no text is passed over, *out left as it was. */
enum err choice_text(struct json_reader *r, struct arena *arena, struct str *out);
/* One answerOption or option. */
enum err choice_read(struct json_reader *r, struct arena *arena, struct choice *out);

/* The value sets and code systems of a file. */
struct contained {
    struct listing *first;
};
/*
 * Read `contained`; resources of other types are passed over.  ERR_TOO_LONG: more than LISTINGS_MAX value sets and code
 * systems, or a value set made of more than INCLUDES_MAX parts: looking up in them would take longer than reading.
 */
enum { LISTINGS_MAX = 128, INCLUDES_MAX = 32 };
enum err contained_read(struct json_reader *r, struct arena *arena, struct contained *out);
/* What a code system in the file says of this choice is added to it: words where it has none, and what it counts. */
void     contained_add(const struct contained *contained, struct choice *choice);

enum choices_say {
    CHOICES_LISTED,
    CHOICES_ELSEWHERE, /* the value set is not in this file */
    CHOICES_MISSING,   /* the file says that it is inside, and it is not */
    CHOICES_SYSTEM,    /* the value set is here, and takes all of a code system that is not */
    CHOICES_BY_RULE,   /* it does not list its choices: a filter, another set, an exclusion */
    CHOICES_TOO_MANY,
};
/*
 * The choices of the value set that `ref` names: "#id", or the set's own address, with or without "|version".  An
 * expansion goes before what it was made from; what both say about a choice is put together.
 */
enum choices_say contained_choices(const struct contained *contained, struct str ref, struct choice *at, size_t max,
                                   size_t *len);

#endif
