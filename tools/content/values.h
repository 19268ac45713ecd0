/*
 * tools/content/values.h - what the values of content/ may be, and the files of a folder in their order
 *
 * What is wrong is complained about with its file and line (tools/tool.h), so nothing here fails otherwise.
 */
#ifndef TOOLS_CONTENT_VALUES_H
#define TOOLS_CONTENT_VALUES_H

#include "core/vocabulary.h"
#include "pages/frame/html.h"
#include "tools/article.h"

enum { KEY_ID = 0 }; /* every folder but help/ */
enum { MINUTES_MAX = 240 };

/* The value of a key as a number from 0 to max, as the number of a word, as the set of words parted by commas. */
uint64_t number_of(const struct article *article, size_t key, uint64_t max);
unsigned word_of(const struct article *article, size_t key, struct key_list list, struct str word);
set64 set_of(const struct article *article, size_t key, struct key_list list);
/* The place of a value in a list of words; complains if it has none. */
unsigned choice_of(const struct article *article, size_t key, const char *const *words, unsigned len);
bool is_digit(char c);
bool is_id_char(char c); /* a letter, a digit or - */
/* For qsort: by rank, then by order, then by id. */
int by_rank(const void *a, const void *b);
/* The files of a folder by the number in `order_key`, then by id; by id alone for KEY_ID. */
struct articles sorted(struct arena *arena, const char *dir, const struct article_rules *rules, size_t order_key);
/* What article.c made of Markdown, as what a page takes as it is. */
struct html markup(struct str built);
/* "a | b" becomes "a|b". */
struct str tidy_choices(struct arena *arena, struct str choices);

#endif
