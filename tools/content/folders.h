/*
 * tools/content/folders.h - each folder of content/ as rows of words, of what the rules need, or as HTML
 *
 * A file for each folder says what its files hold, what their values may be, and how a row of it looks.
 */
#ifndef TOOLS_CONTENT_FOLDERS_H
#define TOOLS_CONTENT_FOLDERS_H

#include "pages/frame/words.h"
#include "tools/article.h"

/* The words of one text, as HTML; complains if there is none of that name. */
struct html text_of(struct arena *arena, const char *dir, struct str id);

/* What the rules need to know, as C (core/library.h, core/course/worksheet.h). */
void put_activities(struct buf *out, struct arena *arena, const char *dir);
void put_worksheets(struct buf *out, struct arena *arena, const char *dir);

/* What a person reads (pages/frame/words.h); rows and texts stand in the arena. */
struct activities_words read_activities(struct arena *arena, const char *dir);
struct ground_tools read_ground(struct arena *arena, const char *dir);
struct help_lines read_help(struct arena *arena, const char *dir);
struct intake_chapters read_chapters(struct arena *arena, const char *dir);
struct intake_questions read_questions(struct arena *arena, const char *dir);
struct lessons read_lessons(struct arena *arena, const char *dir);
struct worksheets_words read_worksheets(struct arena *arena, const char *dir);
struct glossary read_glossary(struct arena *arena, const char *dir);
struct rehearsals read_rehearsals(struct arena *arena, const char *dir);
struct scripts read_scripts(struct arena *arena, const char *dir);
struct kind_sentences read_sentences(struct arena *arena, const char *dir);
struct fixed_texts read_texts(struct arena *arena, const char *dir);
struct reasons_words read_reasons(struct arena *arena, const char *dir);
struct vocabularies read_vocabularies(struct arena *arena, const char *dir);

/* The help lines as HTML, for where nothing of ours can run (host/wasm/help.html). */
void put_plain_help(struct buf *out, struct arena *arena, const char *dir);
/* Ground and its first three tools, each whole, before anything of ours has begun (host/wasm/index.html). */
void put_plain_ground(struct buf *out, struct arena *arena, const char *dir);

#endif
