/*
 * pages/journal/item.h - an entry of the diary: what it is called, what it says, and where it is changed
 *
 * What the pages of the journal share, and nobody else's.  Texts borrow from the state or from the visit's arena.
 */
#ifndef PAGES_JOURNAL_ITEM_H
#define PAGES_JOURNAL_ITEM_H

#include "core/course/journal.h"
#include "pages/frame/rows.h"
#include "pages/frame/named.h"
#include "pages/journal/views.h"

/* What kind of entry it is, in words; of a note and a recording the sort of it. */
struct str entry_kind_words(const struct words *words, const struct event *shown);
/* Its own name; empty where it has none. */
struct str entry_title(struct visit *visit, const struct event *shown);
/* How a practice ended, or where someone stands on a limit; else empty. */
struct str entry_how(struct visit *visit, const struct entry *entry);
struct skies entry_sky(struct visit *visit, const struct event *shown);       /* one, or none */
struct kit_items entry_media(struct visit *visit, const struct entry *entry); /* one, or none: a recording to play */
/* The texts of one event, and of an entry as they count now (core/course/journal.h), with all labels and titles. */
size_t entry_texts_of(struct visit *visit, const struct event *event, struct journal_text out[JOURNAL_TEXTS_MAX]);
size_t entry_texts(struct visit *visit, const struct entry *entry, struct journal_text out[JOURNAL_TEXTS_MAX]);
/* The start of a long text, cut after a whole word where there is one. */
struct diary_line entry_line_shown(const struct journal_text *text);

/* What one event says besides its words. */
void entry_put_facts(struct rows *rows, const struct event *event);
/* What a line of guided writing says besides its words: a number, and what was chosen. */
void entry_put_line(struct rows *rows, const struct worksheet_field *field, const struct field_words *words,
                    const struct said *said);

/* Where it is changed, without the first slash; empty if nowhere. */
struct str entry_edit_path(struct visit *visit, const struct entry *entry);

/* What the page says at its top after something was saved or deleted; else empty. */
struct str journal_notice(struct visit *visit);

#endif
