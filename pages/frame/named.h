/*
 * pages/frame/named.h - what the things that the rules know are called, in the language that is on
 *
 * The rules of a sheet stand in core/course/worksheet.h, its words in pages/frame/words.h under the same index; both
 * are told apart by their place in WORKSHEETS, so `sheet` and `field` point into that table.
 */
#ifndef PAGES_FRAME_NAMED_H
#define PAGES_FRAME_NAMED_H

#include "core/course/journal.h"
#include "core/course/worksheet.h"
#include "pages/frame/words.h"

const struct worksheet_words *sheet_words_of(const struct words *words, const struct worksheet *sheet);
const struct field_words     *field_words_of(const struct words *words, const struct worksheet *sheet,
                                             const struct worksheet_field *field);
/* The choices of a field as a list of words. */
struct word_list worksheet_choices(const struct field_words *field, struct arena *arena);
/* Gives texts of the diary their labels, the titles and questions of their sheets, and what lists call them. */
void texts_name(const struct words *words, struct journal_text *texts, size_t len);
/* The same for the rules, which look through names but have none.  It borrows the words. */
struct namer texts_namer(const struct words *words);

/* What an activity is called: as the person calls it, or else as the library or they themselves first did. */
struct str rung_name(const struct words *words, const struct rung *rung);
struct str rung_first_name(const struct words *words, const struct rung *rung);
/* The name that took the place of the first; empty if none did. */
struct str rung_new_name(const struct words *words, const struct rung *rung);

#endif
