/*
 * core/course/exposure.h - what a person keeps away from, and how it meets them
 *
 * Two lists say what is hard: marks from the vocabulary (with what limits say no to), and words of the
 * person's own.  Whatever carries one of them is not shown, shown with a mark, or waits to be asked for, as
 * the person chose.  It never forbids: asking for a thing opens it.  Beginning a practice is another matter;
 * core/practice/open.c closes what limits and triggers speak against.
 *
 * Own words are found as core/own_words.h says: in English by whole words with the usual endings, so that "glove" is
 * in "leather gloves" and "table" is not in "comfortable"; in another language, or one that is not known, by stems.
 *
 * Memory: borrows from the state and from what is asked about.
 */
#ifndef CORE_COURSE_EXPOSURE_H
#define CORE_COURSE_EXPOSURE_H

#include "core/log/state.h"

enum exposure_how { EXPOSURE_HIDE = 1, EXPOSURE_MARK, EXPOSURE_ASK };
/* In the order in which they are offered. */
#define EXPOSURES(X)                                                                                                   \
    X(EXPOSURE_ASK, "ask")                                                                                             \
    X(EXPOSURE_HIDE, "hide")                                                                                           \
    X(EXPOSURE_MARK, "mark")
extern const struct key_list EXPOSURE_KEYS;

struct exposure {
    enum exposure_how how;
    set64 tags;
    struct str own;    /* as written, parted by commas and lines */
    unsigned language; /* of what comes with attune: own_language(); 0 if it is not known */
};

/* What someone is about to meet: its tags and its words, as plain text and as HTML that the build made. */
enum { EXPOSED_TEXTS = 16, EXPOSED_OWN_TEXTS = 4 };
struct exposed {
    set64 tags;
    struct str plain[EXPOSED_TEXTS];
    struct str html[EXPOSED_TEXTS];    /* marks between < and > are not words */
    struct str own[EXPOSED_OWN_TEXTS]; /* what the person wrote, in whatever language */
};

enum shown {
    SHOWN_PLAINLY, /* it holds nothing of the kind */
    SHOWN_MARKED,
    SHOWN_WHEN_ASKED,
    SHOWN_NOT,
};

/* The choice that counts now; while locked (`state` is NULL) nothing is known and nothing kept away.  lang: the tag of
 * the language that what comes with attune is shown in. */
struct exposure exposure_of(const struct state *state, struct str lang);

enum shown exposure_shown(const struct exposure *exposure, const struct exposed *item);

/* What it holds of the two lists; own words parted by commas. */
struct held_words {
    set64 tags;
    struct str own;
};
struct held_words exposure_holds(const struct exposure *exposure, const struct exposed *item, struct arena *arena);

#endif
