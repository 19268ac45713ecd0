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
 * Two keys may stand in every file, whatever its folder: `evidence:` says how well what it claims is supported, and
 * `review:` who looked at it and when, as "2026-11-25, name"; without it, or with "not yet", nobody has.  Evidence is
 * one or more of: moderate, weak, contested, clinical (common clinical knowledge, not confirmed in a source), own (a
 * proposal of attune), parted by commas.
 *
 * Everything that a person would read is checked here: no raw HTML, no pictures, no address
 * outside the app, and none of the words that section 14.3 of the clinical reference avoids.
 * What is wrong is complained about with its file and line.
 *
 * A folder whose sections have titles of their own (`free_sections`) gives each as a part: one idea, one screen.
 * A part may begin with a line "figure: NAME".  A last section "Sources" is read apart, each item as
 * "strength | what it says, in our words | its title", the title may be left out.
 */
#ifndef TOOLS_ARTICLE_H
#define TOOLS_ARTICLE_H

#include "tools/tool.h"

enum { KEYS_MAX = 16, SECTIONS_MAX = 8, PARTS_MAX = 12, SOURCES_MAX = 12 };

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
    bool free_sections;
};

/* One section with a title of its own. */
struct article_part {
    struct str title, figure, html;
    unsigned line;
};
struct article_source {
    struct str strength, words, title;
};

/* How well a claim is supported, as content says it and as a person reads it; ends at a NULL key. */
extern const struct strength {
    const char *key, *words;
} STRENGTHS[];

struct article {
    const char *path;
    struct str values[KEYS_MAX]; /* in the order of the rules' keys */
    unsigned lines[KEYS_MAX];
    struct str body; /* as written, sections and all */
    unsigned body_line;
    struct str lead;                   /* HTML; all of it where there are no sections */
    struct str sections[SECTIONS_MAX]; /* HTML, in the order of the rules */
    struct str written[SECTIONS_MAX];  /* the same sections as they stand in the file */
    unsigned sections_seen;            /* bit set */
    struct article_part parts[PARTS_MAX];
    size_t parts_len;
    struct article_source sources[SOURCES_MAX];
    size_t sources_len;
    struct str evidence, review;
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

/* Markdown as HTML; what has no place in it is complained about, with the line it stands on. */
struct str article_markdown(struct arena *arena, struct place at, struct str text);

/* Complain if text that a person would read has one of the words that attune avoids. */
void words_check(struct place at, struct str text);

#endif
