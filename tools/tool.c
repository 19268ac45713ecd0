/* tools/tool.c - reading, writing and complaining */
#include "tools/tool.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOOL_MEMORY_BYTES = 128 << 20 };

__attribute__((format(printf, 2, 0))) static void say(struct place at, const char *format, va_list args)
{
    if (at.line > 0)
        fprintf(stderr, "%s:%u: ", at.file, at.line);
    else
        fprintf(stderr, "%s: ", at.file);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

void warn(struct place at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(at, format, args);
    va_end(args);
}

void complain(struct place at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(at, format, args);
    va_end(args);
    exit(1);
}

struct arena tool_arena(void)
{
    static uint8_t memory[TOOL_MEMORY_BYTES]; /* the system gives it page by page, as it is used */
    return arena_on(memory, sizeof memory);
}

struct str read_whole(struct arena *arena, const char *path)
{
    struct buf text = buf_on(arena);
    uint8_t piece[16384];
    size_t got = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        complain((struct place){.file = path}, "cannot be opened: %s", strerror(errno));
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_put_bytes(&text, (struct bytes){.at = piece, .len = got});
    if (ferror(file))
        complain((struct place){.file = path}, "cannot be read: %s", strerror(errno));
    fclose(file);
    return buf_str(&text);
}

void write_whole(const char *path, struct str text)
{
    FILE *file = fopen(path, "wb");
    bool all = file && (text.len == 0 || fwrite(text.at, 1, text.len, file) == text.len);
    if (!all || fclose(file) != 0)
        complain((struct place){.file = path}, "cannot be written: %s", strerror(errno));
}

const char *c_text(struct arena *arena, struct str s)
{
    char *c = arena_alloc(arena, 1, 1, s.len + 1);
    mem_copy(c, s.at, s.len);
    c[s.len] = '\0';
    return c;
}

static void put_c_char(struct buf *out, char c, char before)
{
    unsigned char u = (unsigned char)c;
    if (c == '"' || c == '\\') {
        buf_put_byte(out, '\\');
        buf_put_byte(out, u);
    } else if (c == '?' && before == '?') {
        buf_put(out, S("\\?")); /* two in a row could begin a trigraph */
    } else if (c == '\n') {
        buf_put(out, S("\\n"));
    } else if (c == '\t') {
        buf_put(out, S("\\t"));
    } else if (u < 0x20 || u >= 0x7f) {
        /* Three octal digits always end where they end, whatever follows. */
        buf_put_byte(out, '\\');
        buf_put_byte(out, (uint8_t)('0' + (u >> 6)));
        buf_put_byte(out, (uint8_t)('0' + ((u >> 3) & 7)));
        buf_put_byte(out, (uint8_t)('0' + (u & 7)));
    } else {
        buf_put_byte(out, u);
    }
}

void put_c_literal(struct buf *out, struct str text, unsigned indent)
{
    buf_put_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        put_c_char(out, text.at[i], i > 0 ? text.at[i - 1] : '\0');
        if (text.at[i] == '\n' && i + 1 < text.len) {
            buf_put(out, S("\"\n"));
            for (unsigned n = 0; n < indent; n++)
                buf_put_byte(out, ' ');
            buf_put_byte(out, '"');
        }
    }
    buf_put_byte(out, '"');
}
