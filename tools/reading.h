/*
 * tools/reading.h - how hard a text is to read, by a stated formula
 *
 * The Flesch-Kincaid grade: 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
 *
 * A word is a run of letters, with the apostrophes inside it; digits are no words.  A sentence ends at
 * . ! ? and at the end of a piece of text (a paragraph, an item of a list), if it has a word.  A dot between two
 * letters or digits, as in "e.g" or "0.5", ends nothing.
 *
 * Syllables are counted by rule, for any counting by hand would have to be trusted:
 *   each group of vowels (a e i o u y) is one;
 *   a last e is silent, but in "-le" after a consonant, and so are "-es" and "-ed", except where they are spoken:
 *   "-es" after s x z ch sh c g, "-ed" after t d;
 *   "ia", "io" and "iu" are two, but not after c s t g x, as in "action", unless it is "-iation"; "-ing" after a vowel begins a new one;
 *   a few words that the rules get wrong stand in a table; a word has one at least.
 *
 * A formula does not measure kindness, and a short text has a rough grade.  What it can do is fail.
 */
#ifndef TOOLS_READING_H
#define TOOLS_READING_H

#include "base/text.h"

struct reading {
    unsigned words, sentences, syllables;
};

unsigned syllables_of(struct str word);

/* Add one piece of text; its end is the end of a sentence. */
void reading_add(struct reading *reading, struct str piece);

/* The grade; 0 for a text without words, and never under 0. */
double reading_grade(const struct reading *reading);

#endif
