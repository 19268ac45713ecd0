/*
 * core/own_words.h - whether a text carries a word that a person wrote to have it kept away
 *
 * One question, asked by what is kept out of sight (core/course/exposure.h) and by what closes a practice
 * (core/practice/open.h).  Letters are compared as base/folding.h folds them, and blanks as one.  Where it is not
 * certain it answers yes: what is shown by mistake may hurt, what waits by mistake can be asked for.
 *
 *   English    the word itself, and "gloves" means "glove"; behind it one of the usual endings (s, es, 's, ed, ing).
 *   otherwise  English's endings too, for nobody says in which language they write; and a stem, at the beginning of a
 *              word: of six letters and more all but the last two, of five the first four, of fewer all; one less if
 *              a word of four ends in a vowel (Polish lina, linie), or one of three in Greek or Cyrillic (їжа, їжею).
 *              What shares four letters may go on as it likes; what shares fewer, for as many letters as it shares:
 *              "arm" is in "Arme", not in "Armband".
 *              Each word of several is compared so: "mano izquierda" is in "manos izquierdas".
 *              A word of two letters that has an accent keeps it: "té" is not "te".
 *   compounds  in languages that write words together, a stem of four letters and more stands anywhere in a word:
 *              Seil is in Springseil.  (And so Decke is in entdecken, which waits for nothing.)
 *   Arabic     its letters (also of Persian, Urdu) anywhere in a word, its article not counted; a long vowel may stand
 *              between them, as in broken plurals (حبل, حبال); a final ة may have become ت.  A word of two letters only
 *              between what may be put before and behind one: يد is in بيدها, not in جديد.
 *   the rest   of the scripts, where words are not parted by blanks or are built in other ways: anywhere.
 *
 * Nothing under three bytes is looked for: too short to mean anything, and "no" is an answer too.
 *
 * The lengths are this project's own; that four letters find about what stems find, in many languages: P. McNamee,
 * J. Mayfield, "Character n-gram tokenization for European language text retrieval", 2004.  Prefixes and suffixes of
 * Arabic: light10 of L. Larkey, L. Ballesteros, M. Connell, "Light stemming for Arabic information retrieval", 2007.
 *
 * Memory: borrows.  Pure; nothing fails.
 */
#ifndef CORE_OWN_WORDS_H
#define CORE_OWN_WORDS_H

#include "base/folding.h"

/* What is known of a text.  Nothing: its author may write in any language. */
enum {
    OWN_HTML      = 1, /* marks between < and > are not words */
    OWN_ENGLISH   = 2, /* it is in English */
    OWN_COMPOUNDS = 4, /* it is in a language that writes words together */
    OWN_PARTS     = 8, /* besides all that, the word as written counts in any part of another: "table" in "comfortable" */
};

/* The flags of a language by its tag of BCP 47, such as "en" or "de-AT"; 0 of the empty tag and of most. */
unsigned own_language(struct str tag);

/* A word made ready to be looked for in many texts. */
struct own_word {
    struct str       word;    /* without signs around it */
    size_t           least;   /* a text of fewer bytes does not carry it */
    bool             is_near; /* and none where `near` opens nothing */
    struct fold_near near;
    uint32_t         letters; /* what carries it has at least these: own_letters */
};
struct own_word own_word(struct str word);

/* The letters a to z that stand in a text as it is folded, bit 0 for a: many texts are told apart by them alone. */
uint32_t own_letters(struct str text);

/* The next of a list, parted by commas, semicolons and lines; false when there are no more. */
bool own_words_next(struct str *rest, struct own_word *word);

/* True if `text` carries `word`, by the rules above. */
bool own_word_in(const struct own_word *word, struct str text, unsigned what);

#endif
