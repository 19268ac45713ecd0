/*
 * tools/contentc.c - turns content/ into what is compiled in, into packs of words, and the help lines into HTML
 *
 *     contentc library OUT.c content-dir        what the rules need to know: core/library.h
 *     contentc compiled OUT.c content-dir LITERALS         ids and numbers of what a person reads: pages/frame/words.h
 *     contentc pack OUT.pack content-dir LITERALS LANG     its texts: pages/frame/words_open.h
 *     contentc door OUT.pack content-dir LITERALS LANG     of them what is needed before the vault is open
 *     contentc hashes OUT.c PACK...             what packs are held against: app/packs.h
 *     contentc help OUT.html content-dir        the help lines, for where nothing else runs: host/wasm/help.html
 *     contentc ground OUT.html content-dir      Ground and its first tools, before anything runs: host/wasm/index.html
 *
 * LITERALS are those of the templates, as templatec wrote them (tools/literals.h).
 *
 * Reading and checking a file is in article.c; what each folder holds is in tools/content/, a file for each.
 */
#include "tools/content/folders.h"
#include "tools/content/halves.h"
#include "tools/content/rows.h"

#include <string.h>

#define MADE "/* Made by tools/contentc from content/; changes here are lost. */\n"

struct asked {
    const char *dir, *literals, *lang; /* the last two: "" where the kind takes none */
};

static struct words read_words(struct arena *arena, const struct asked *asked)
{
    const char *dir = asked->dir;
    return (struct words){
        .lang = str_from_c(asked->lang),
        .activities = read_activities(arena, dir),
        .ground = read_ground(arena, dir),
        .help = read_help(arena, dir),
        .chapters = read_chapters(arena, dir),
        .questions = read_questions(arena, dir),
        .lessons = read_lessons(arena, dir),
        .worksheets = read_worksheets(arena, dir),
        .glossary = read_glossary(arena, dir),
        .rehearsals = read_rehearsals(arena, dir),
        .scripts = read_scripts(arena, dir),
        .sentences = read_sentences(arena, dir),
        .texts = read_texts(arena, dir),
        .reasons = read_reasons(arena, dir),
        .vocabularies = read_vocabularies(arena, dir),
        .literals = read_literals(arena, asked->literals, false),
    };
}

static void put_library(struct buf *out, struct arena *arena, const struct asked *asked)
{
    put_text(out, MADE "#include \"core/library.h\"\n#include \"core/course/worksheet.h\"\n");
    put_activities(out, arena, asked->dir);
    put_worksheets(out, arena, asked->dir);
}

static void read_shape(struct arena *arena, const struct asked *asked, const struct words *words,
                       uint8_t shape[WORDS_SHAPE_BYTES])
{
    struct buf compiled = buf_on(arena), library = buf_on(arena);
    put_compiled(&compiled, words);
    put_library(&library, arena, asked);
    shape_of(buf_str(&compiled), buf_str(&library), shape);
}

static void put_ground(struct buf *out, struct arena *arena, const struct asked *asked)
{
    put_plain_ground(out, arena, asked->dir);
}

static void put_numbers_of(struct buf *out, struct bytes bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        put_text(out, i ? ", " : "");
        buf_put_u64(out, bytes.at[i]);
    }
}

static void put_compiled_half(struct buf *out, struct arena *arena, const struct asked *asked)
{
    struct words words = read_words(arena, asked);
    uint8_t shape[WORDS_SHAPE_BYTES];
    read_shape(arena, asked, &words, shape);
    put_text(out, MADE "#include \"pages/frame/words_open.h\"\n"
                       "\nconst uint8_t WORDS_SHAPE[WORDS_SHAPE_BYTES] = {");
    put_numbers_of(out, (struct bytes){shape, sizeof shape});
    put_text(out, "};\n");
    put_compiled(out, &words);
}

static void put_full(struct buf *out, struct arena *arena, const struct asked *asked)
{
    struct words words = read_words(arena, asked);
    uint8_t shape[WORDS_SHAPE_BYTES];
    read_shape(arena, asked, &words, shape);
    put_pack(out, &words, shape);
}

static void put_door(struct buf *out, struct arena *arena, const struct asked *asked)
{
    struct words words = read_words(arena, asked), door = door_of(&words, arena);
    door.literals = read_literals(arena, asked->literals, true);
    uint8_t shape[WORDS_SHAPE_BYTES];
    read_shape(arena, asked, &words, shape);
    put_pack(out, &door, shape);
}

static void put_help(struct buf *out, struct arena *arena, const struct asked *asked)
{
    put_plain_help(out, arena, asked->dir);
}

static int put_hashes(const char *path, struct arena *arena, char **packs)
{
    struct buf out = buf_on(arena);
    put_text(&out, MADE "#include \"app/packs.h\"\n\nconst struct hash PACKS[] = {\n");
    for (; *packs; packs++) {
        uint8_t hash[HASH_BYTES];
        hash_of(read_whole(arena, *packs), hash);
        put_text(&out, "    {{");
        put_numbers_of(&out, (struct bytes){hash, sizeof hash});
        put_text(&out, "}},\n");
    }
    put_text(&out, "};\nconst size_t PACKS_LEN = sizeof PACKS / sizeof *PACKS;\n");
    write_whole(path, buf_str(&out));
    return 0;
}

typedef void put_all(struct buf *out, struct arena *arena, const struct asked *asked);

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        put_all *put;
        int args;
    } KINDS[] = {{"library", put_library, 4}, {"compiled", put_compiled_half, 5},
                 {"pack", put_full, 6},       {"door", put_door, 6},
                 {"help", put_help, 4},       {"ground", put_ground, 4}};
    struct arena arena = tool_arena();
    struct buf out = buf_on(&arena);
    if (argc >= 4 && strcmp(argv[1], "hashes") == 0)
        return put_hashes(argv[2], &arena, argv + 3);
    for (size_t i = 0; argc >= 4 && i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(argv[1], KINDS[i].name) == 0 && argc == KINDS[i].args) {
            KINDS[i].put(&out, &arena, &(struct asked){argv[3], argc > 4 ? argv[4] : "", argc > 5 ? argv[5] : ""});
            write_whole(argv[2], buf_str(&out));
            return 0;
        }
    complain((struct place){.file = "contentc"},
             "usage: contentc library|help|ground OUT content-dir, contentc compiled OUT content-dir LITERALS, "
             "contentc pack|door OUT content-dir LITERALS LANG, or contentc hashes OUT PACK...");
}
