/*
 * tools/contentc.c - turns content/ into tables of C, and the help lines into HTML
 *
 *     contentc library OUT.c content-dir     what the rules need to know: core/library.h
 *     contentc words   OUT.c content-dir     what a person reads: pages/frame/words.h
 *     contentc help    OUT.html content-dir  the help lines, for where nothing else runs: host/wasm/help.html
 *
 * Reading and checking a file is in article.c; what each folder holds is in tools/content/, a file for each.
 */
#include "tools/content/folders.h"
#include "tools/content/rows.h"

#include <string.h>

static void put_library(struct buf *out, struct arena *arena, const char *dir)
{
    put_text(out, "#include \"core/library.h\"\n#include \"core/course/worksheet.h\"\n");
    put_activities(out, arena, dir);
    put_worksheets(out, arena, dir);
}

static void put_words(struct buf *out, struct arena *arena, const char *dir)
{
    put_text(out, "#include \"pages/frame/words.h\"\n"
                  "\n/* gcc and clang take literals of any length; the standard promises only 4,095 characters. */\n"
                  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n");
    put_activity_words(out, arena, dir);
    put_ground(out, arena, dir);
    put_help(out, arena, dir);
    put_intake(out, arena, dir);
    put_lessons(out, arena, dir);
    put_worksheet_words(out, arena, dir);
    put_glossary(out, arena, dir);
    put_rehearsals(out, arena, dir);
    put_scripts(out, arena, dir);
    put_sentences(out, arena, dir);
    put_texts(out, arena, dir);
    put_reasons(out, arena, dir);
}

typedef void put_all(struct buf *out, struct arena *arena, const char *dir);

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        put_all *put;
        bool is_c;
    } KINDS[] = {{"library", put_library, true}, {"words", put_words, true}, {"help", put_plain_help, false}};
    struct arena arena = tool_arena();
    struct buf out = buf_on(&arena);
    for (size_t i = 0; argc == 4 && i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(argv[1], KINDS[i].name) == 0) {
            if (KINDS[i].is_c)
                buf_put(&out, S("/* Made by tools/contentc from content/; changes here are lost. */\n"));
            KINDS[i].put(&out, &arena, argv[3]);
            write_whole(argv[2], buf_str(&out));
            return 0;
        }
    complain((struct place){.file = "contentc"}, "usage: contentc library|words|help OUT content-dir");
}
