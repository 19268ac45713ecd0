/*
 * tools/markup.h - where in an HTML page the next character will stand
 *
 * templatec feeds every literal character of a template through this and asks, before it lets a
 * value or a block stand somewhere, whether that place is safe.  It is stricter than a browser:
 * what a browser would have to guess at is refused.
 *
 * Failure: a sentence, without a full stop, to be shown after the place; NULL when all is well.
 * The sentence lives until the next call with the same markup.
 */
#ifndef TOOLS_MARKUP_H
#define TOOLS_MARKUP_H

#include "base/text.h"

enum where {
    IN_TEXT,
    AFTER_LESS_THAN,
    IN_DECLARATION, /* <! and what follows, until it is known to be a comment */
    IN_COMMENT,
    IN_TAG_NAME,
    IN_CLOSING_NAME,
    AFTER_CLOSING_NAME,
    BETWEEN_ATTRIBUTES, /* an attribute may begin here */
    AFTER_ATTRIBUTE,    /* a blank must come before the next one */
    IN_ATTRIBUTE_NAME,
    AFTER_ATTRIBUTE_NAME,
    BEFORE_ATTRIBUTE_VALUE,
    IN_DOUBLE_QUOTES,
    IN_SINGLE_QUOTES,
    IN_NO_QUOTES,
    IN_HELD_TEXT,  /* inside script, style, textarea or title: only its own end tag ends it */
    IN_HELD_CLOSE, /* what may become that end tag */
};

/* Where a person reads what is written, and inside the quotes of an attribute, where one may. */
bool where_is_text(enum where where);
bool where_is_quoted(enum where where);

enum { MARKUP_NAME_MAX = 32 };

struct markup {
    enum where where;
    char tag[MARKUP_NAME_MAX], attribute[MARKUP_NAME_MAX];
    size_t matched;      /* characters seen of "--", "</textarea" or "tel:", by place */
    unsigned kept_depth; /* how many <pre> are open */
    bool is_address;     /* this attribute holds a URL */
    bool begun;          /* and its beginning has been found harmless */
    bool lone_slash;     /* and is only "/" so far, but for values */
    bool valued;         /* and such values there were */
    char problem[200];
};

/* How a value is to be put on the page. */
enum putting { PUT_IN_TEXT, PUT_IN_QUOTES, PUT_AFTER_SLASH };

const char *markup_step(struct markup *m, char c);
const char *markup_value(struct markup *m, enum putting *how);
/* A block tag stands here: what came before it is complete. */
const char *markup_block(struct markup *m);
/* Two ways lead here: keep in *m what is true on both.  False if they cannot be joined. */
bool markup_join(struct markup *m, const struct markup *other);
/* What may follow is the same after both. */
bool markup_same(const struct markup *a, const struct markup *b);
/* The template ends here. */
const char *markup_end(struct markup *m);
/* Blanks count in this place. */
bool markup_keeps_blanks(const struct markup *m);

/* An element that stands inside a sentence, so that the sentence goes on past its tags. */
bool markup_is_inline(const char *tag);
/* An attribute whose value is read by a person.  No <input> here has its words in value, and no page a description. */
bool markup_is_worded(const char *attribute);

#endif
