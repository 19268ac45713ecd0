/*
 * tools/tool.h - what the programs that the build runs share: reading, writing and complaining
 *
 * A tool reads whole files into one arena, builds its output in memory and writes it at the end,
 * so a refused input leaves no half-written file.  The first thing that is wrong ends the
 * program with `file:line: sentence` on standard error and status 1.
 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include "base/text.h"

struct place {
    const char *file;
    unsigned line; /* 0 when no line is meant */
};

/* The same sentence without the end, where several things may be wrong; the caller gives the status. */
void warn(struct place at, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void complain(struct place at, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Enough memory for a build's worth of text; lives as long as the program. */
struct arena tool_arena(void);

/* The whole of a file; complains if it cannot be read. */
struct str read_whole(struct arena *arena, const char *path);
void write_whole(const char *path, struct str text);

/* A str as C text, for paths and printf. */
const char *c_text(struct arena *arena, struct str s);

/* `text` as the inside of C string literals, one source line for each line of text, indented. */
void put_c_literal(struct buf *out, struct str text, unsigned indent);

/* C compilers need not take longer literals; put_c_literal is given at most this much. */
enum { LITERAL_MAX = 4000 };

#endif
