/*
 * tools/article.h - one file of content/: front matter, then Markdown
 *
 *     ---
 *     key: value
 *     key: a longer value
 *       goes on in indented lines
 *     ---
 *     Words before the first section.
 *     ## Section
 *     More words.
 *
 * Everything that a person would read is checked here: no raw HTML, no pictures, no address
 * outside the app, and none of the words that section 14.3 of the clinical reference avoids.
 * What is wrong is complained about with its file and line.
 */
#ifndef TOOLS_ARTICLE_H
#define TOOLS_ARTICLE_H

#include "tools/tool.h"

enum { KEYS_MAX = 16, SECTIONS_MAX = 8 };

struct key_rule {
    const char *name;
    enum { KEY_NEEDED, KEY_MAY_BE_EMPTY, KEY_MAY_BE_ABSENT } rule;
};

struct section_rule {
    const char *title;
    bool may_be_absent;
};

/* What the files of one folder look like. */
struct article_rules {
    const char *folder;
    struct key_rule keys[KEYS_MAX]; /* ends at the first without a name */
    struct section_rule sections[SECTIONS_MAX];
    enum {
        BODY_NEEDED,
        BODY_MAY_BE_EMPTY,
        BODY_IS_LINES, /* not Markdown: left in `body` as it stands */
    } body_rule;
};

struct article {
    const char *path;
    struct str values[KEYS_MAX]; /* in the order of the rules' keys */
    unsigned lines[KEYS_MAX];
    struct str body; /* as written, sections and all */
    unsigned body_line;
    struct str lead;                   /* HTML; all of it where there are no sections */
    struct str sections[SECTIONS_MAX]; /* HTML, in the order of the rules */
    unsigned sections_seen;            /* bit set */
    uint64_t rank, order;              /* what the files of a folder are sorted by, before their id */
};

struct articles {
    struct article *at;
    size_t len;
};

/* Every .md file of dir/folder, by file name. */
struct articles articles_read(struct arena *arena, const char *dir, const struct article_rules *rules);

/* Where key number k of an article stands. */
struct place article_place(const struct article *article, size_t key);

/* Markdown that begins on line at.line, as checked HTML; empty for nothing but blanks. */
struct str article_html(struct arena *arena, struct place at, struct str text);

/* Complain if text that a person would read has one of the words that attune avoids. */
void words_check(struct place at, struct str text);

#endif
