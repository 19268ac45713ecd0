/*
 * base/plural.h - which form of a word goes with a whole number, in 17 languages
 *
 * "1 minute, 2 minutes" needs two forms in English, one in Japanese and six in Arabic.  The six categories and what
 * each language does with them are those of Unicode CLDR 48, "Language Plural Rules", cardinal numbers, for whole
 * numbers of 0 and more and nothing else: no fractions, no ordinals, no ranges.  A test holds them against another's
 * opinion (Intl.PluralRules) for every number up to 1,100,000.
 *
 * A language has its rule by its tag (BCP 47).  A program asks once, where it opens the words of a language, and keeps
 * the rule.  Pure, and used by what the build runs as well; it needs base/text.c alone.
 */
#ifndef BASE_PLURAL_H
#define BASE_PLURAL_H

#include "base/text.h"

/* In the order in which CLDR lists them, which is also the order of a message's forms. */
enum plural { PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER };

/* What several languages share. */
enum plural_rule {
    PLURAL_NEVER,      /* zh ja: one form for all */
    PLURAL_BY_ONE,     /* en de nl tr */
    PLURAL_BY_NONE,    /* hi fa: 0 goes with 1 */
    PLURAL_BY_MILLION, /* es it pt-PT: "dos millones de minutos" */
    PLURAL_BY_BOTH,    /* fr pt: 0 goes with 1, and so with millions */
    PLURAL_BY_PAIR,    /* he */
    PLURAL_BY_POLISH,  /* pl */
    PLURAL_BY_ENDING,  /* ru uk */
    PLURAL_BY_ARABIC,  /* ar */
};

/*
 * The rule of a language, by its tag: "de", "de-AT" and "DE_at" are one language.  Only Portuguese is told apart by its
 * country: "pt" and "pt-BR" count 0 with 1, "pt-PT" does not.  A made-up language goes by the tag in front: "ar-XB"
 * counts as Arabic does.
 * ERR_NOT_FOUND, and the rule is left as it was: a language that is not among these.  It has no rule by default:
 * English forms under another language's words would be wrong in a way that nobody sees, so the build refuses such a
 * language until its rule stands here.
 */
enum err plural_rule_of(struct str tag, enum plural_rule *out);

/* The category of a number. */
enum plural plural_of(enum plural_rule rule, uint64_t n);

/* True if some whole number is of this category: Polish has no "other", which it keeps for fractions. */
bool plural_has(enum plural_rule rule, enum plural category);
/* How many forms a word has under a rule, 1 to 6, and which of them, from 0, goes with a category that the rule has. */
size_t plural_forms(enum plural_rule rule);
size_t plural_form(enum plural_rule rule, enum plural category);
/* "zero", "one", "two", "few", "many", "other": as CLDR names them, for those who write the forms. */
struct str plural_name(enum plural category);

#endif
