/*
 * pages/frame/html.h - text that is already HTML, and the three ways to put a value on a page
 *
 * `struct html` is put on a page as it is, so only content that the build made and templates
 * may be one: html_of_content, which words_open.c calls of what a pack holds, and html_of_template
 * are the only functions that make it.
 */
#ifndef PAGES_FRAME_HTML_H
#define PAGES_FRAME_HTML_H

#include "base/text.h"

struct html {
    const char *at;
    size_t len;
};

/* Words with what is dialled or typed as it stands in them; that keeps its order on every page (base/direction.h). */
struct contact {
    struct str words;
};

struct html html_of_content(struct str built);     /* words of a pack, which a build made (pages/frame/words_open.h) */
struct html html_of_template(const struct buf *b); /* what a template has written */

#define HTML_INIT(literal)                                                                                             \
    {                                                                                                                  \
        .at = (literal), .len = sizeof(literal) - 1                                                                    \
    }

/* A literal piece of a template, by its number (tools/literals.h), in the language that is on (pages/frame/words.h); its
 * markup is that of the English one.  Called in thousands of places, so in as few instructions as can be. */
struct literal {
    struct html html;
};
void put_literal(struct buf *out, const struct literal *literals, unsigned n);

void put_str(struct buf *out, struct str s);    /* escaped, its isolates as <bdi> (base/direction.h) */
void put_quoted(struct buf *out, struct str s); /* escaped, and without markup */
void put_html(struct buf *out, struct html h);
void put_contact(struct buf *out, struct contact c); /* escaped */
void put_u64(struct buf *out, uint64_t n);
void put_i64(struct buf *out, int64_t n);
void put_after_slash(struct buf *out, struct str s); /* escaped, without what would make "/" a host */

/* The rows of every type of number: put_u64 and put_i64, or what else begins so. */
#define NUMBERS_BY(verb)                                                                                               \
    unsigned char : verb##_u64, unsigned short : verb##_u64, unsigned int : verb##_u64, unsigned long : verb##_u64,    \
    unsigned long long : verb##_u64, int : verb##_i64, long : verb##_i64, long long : verb##_i64

/* The C type of a value decides how it is put; any other type does not compile. */
#define PUT_VALUE(out, value)                                                                                          \
    _Generic((value), struct str : put_str, struct html : put_html, struct contact : put_contact,                       \
        NUMBERS_BY(put))((out), (value))
/* Inside an attribute, or a <textarea>, markup has no place: the rows of struct html and struct contact are missing. */
#define PUT_ATTRIBUTE(out, value) _Generic((value), struct str : put_quoted, NUMBERS_BY(put))((out), (value))
/* After a lone "/" a value may name a path on this host, but never another host. */
#define PUT_AFTER_SLASH(out, value) _Generic((value), struct str : put_after_slash, NUMBERS_BY(put))((out), (value))

bool true_bool(bool b);
bool true_str(struct str s);   /* not empty */
bool true_html(struct html h); /* not empty */
bool true_u64(uint64_t n);
bool true_i64(int64_t n);
#define IS_TRUE(value)                                                                                                 \
    _Generic((value), bool : true_bool, struct str : true_str, struct html : true_html, NUMBERS_BY(true))((value))

#endif
