/*
 * tools/content/rows.h - how a table of C and its rows are written
 *
 * A table ends with its length as NAME_LEN; with the name NULL, without one.
 */
#ifndef TOOLS_CONTENT_ROWS_H
#define TOOLS_CONTENT_ROWS_H

#include "core/vocabulary.h"
#include "pages/frame/html.h"
#include "tools/tool.h"

void put_text(struct buf *out, const char *c);
void put_str_field(struct buf *out, const char *name, struct str text);
void put_number_field(struct buf *out, const char *name, uint64_t n);
void put_set_field(struct buf *out, const char *name, set64 set);
void put_row_begin(struct buf *out);
void put_row_end(struct buf *out);
void put_table_begin(struct buf *out, const char *type, const char *name);
void put_table_end(struct buf *out, const char *name);

/* What is HTML already; and words as HTML says them, between two pieces of it. */
void put_markup(struct buf *out, struct html html);
void put_tagged(struct buf *out, const char *before, struct str words, const char *after);

#endif
