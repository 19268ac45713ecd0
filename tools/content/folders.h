/*
 * tools/content/folders.h - each folder of content/ as a table of C, or of HTML
 *
 * A file for each folder says what its files hold, what their values may be, and how a row of its table looks.
 */
#ifndef TOOLS_CONTENT_FOLDERS_H
#define TOOLS_CONTENT_FOLDERS_H

#include "tools/article.h"

extern const struct article_rules TEXTS; /* the plain help takes one of them */

/* What the rules need to know (core/library.h, core/course/worksheet.h). */
void put_activities(struct buf *out, struct arena *arena, const char *dir);
void put_worksheets(struct buf *out, struct arena *arena, const char *dir);

/* What a person reads (pages/frame/words.h). */
void put_activity_words(struct buf *out, struct arena *arena, const char *dir);
void put_ground(struct buf *out, struct arena *arena, const char *dir);
void put_help(struct buf *out, struct arena *arena, const char *dir);
void put_intake(struct buf *out, struct arena *arena, const char *dir);
void put_lessons(struct buf *out, struct arena *arena, const char *dir);
void put_worksheet_words(struct buf *out, struct arena *arena, const char *dir);
void put_glossary(struct buf *out, struct arena *arena, const char *dir);
void put_rehearsals(struct buf *out, struct arena *arena, const char *dir);
void put_scripts(struct buf *out, struct arena *arena, const char *dir);
void put_sentences(struct buf *out, struct arena *arena, const char *dir);
void put_texts(struct buf *out, struct arena *arena, const char *dir);
void put_reasons(struct buf *out, struct arena *arena, const char *dir);

/* The help lines as HTML, for where nothing of ours can run (host/wasm/help.html). */
void put_plain_help(struct buf *out, struct arena *arena, const char *dir);

#endif
