/* tools/content/lessons.c - content/lessons/: lessons: screens, figures, minutes, sources */
#include "core/vocabulary.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { L_ID, L_TITLE, L_ORDER, L_TAGS, L_GROUP, L_NOTE };
static const struct article_rules LESSON_FILES = {
    .folder = "lessons",
    .keys = {[L_ID] = {"id", KEY_NEEDED},
             [L_TITLE] = {"title", KEY_NEEDED},
             [L_ORDER] = {"order", KEY_NEEDED},
             [L_TAGS] = {"tags", KEY_MAY_BE_EMPTY},
             [L_GROUP] = {"group", KEY_NEEDED},
             [L_NOTE] = {"note", KEY_MAY_BE_ABSENT}},
    .free_sections = true,
};

/* The drawn figures, pages/learn/_figure_NAME.html. */
static const char *const FIGURES[] = {"window", "brakes", "three", "signals", "pause", "ladder"};

/* The number of a figure, from 1; 0 where there is none. */
static unsigned figure_of(const struct article *lesson, const struct article_part *part)
{
    struct place at = {.file = lesson->path, .line = part->line};
    if (part->figure.len == 0)
        return 0;
    for (unsigned i = 0; i < sizeof FIGURES / sizeof *FIGURES; i++)
        if (str_eq(part->figure, str_from_c(FIGURES[i])))
            return i + 1;
    complain(at, "there is no figure \"%.*s\"", (int)part->figure.len, part->figure.at);
}

static struct screens screens_of(struct arena *arena, const struct article *lesson)
{
    struct screen *rows = ARENA_MANY(arena, struct screen, lesson->parts_len);
    for (size_t i = 0; i < lesson->parts_len; i++)
        rows[i] = (struct screen){
            .title = lesson->parts[i].title,
            .figure = (enum figure)figure_of(lesson, &lesson->parts[i]),
            .body = markup(lesson->parts[i].html),
        };
    return (struct screens){rows, lesson->parts_len};
}

/* Words between the tags of HTML: what blanks part, if a letter or digit is in it. */
static size_t words_counted(struct str html)
{
    size_t words = 0;
    bool in_tag = false, counted = false;
    for (size_t i = 0; i < html.len; i++) {
        char c = html.at[i];
        if (c == '<' || c == '>' || c == ' ' || c == '\n') {
            in_tag = c == '<' || (in_tag && c != '>');
            counted = false;
        } else if (!in_tag && !counted && is_id_char(c) && c != '-') {
            counted = true;
            words++;
        }
    }
    return words;
}

/* How long a lesson takes at 200 words a minute, rounded up.  It is counted, so it stays true when the words change. */
static uint64_t lesson_minutes(const struct article *lesson)
{
    enum { WORDS_A_MINUTE = 200 };
    size_t words = words_counted(lesson->lead);
    for (size_t i = 0; i < lesson->parts_len; i++)
        words += words_counted(lesson->parts[i].title) + words_counted(lesson->parts[i].html);
    return (words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
}

static struct str strength_words(struct str key)
{
    size_t i = 0;
    while (STRENGTHS[i].key && !str_eq(str_from_c(STRENGTHS[i].key), key))
        i++;
    return str_from_c(STRENGTHS[i].words);
}

static struct sources sources_of(struct arena *arena, const struct article *lesson)
{
    struct source *rows = ARENA_MANY(arena, struct source, lesson->sources_len);
    if (lesson->sources_len == 0)
        complain((struct place){.file = lesson->path}, "a lesson ends with its sources: \"## Sources\"");
    for (size_t i = 0; i < lesson->sources_len; i++)
        rows[i] = (struct source){
            .strength = strength_words(lesson->sources[i].strength),
            .words = lesson->sources[i].words,
            .title = lesson->sources[i].title,
        };
    return (struct sources){rows, lesson->sources_len};
}

struct lessons read_lessons(struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &LESSON_FILES, L_ORDER);
    struct lesson *rows = ARENA_MANY(arena, struct lesson, all.len);
    for (size_t i = 0; i < all.len; i++) {
        const struct article *lesson = &all.at[i];
        rows[i] = (struct lesson){
            .id = lesson->values[L_ID],
            .title = lesson->values[L_TITLE],
            .group = lesson->values[L_GROUP],
            .note = lesson->values[L_NOTE],
            .review = str_eq(lesson->review, S("not yet")) ? S("") : lesson->review,
            .order = (unsigned)lesson->order,
            .minutes = (unsigned)lesson_minutes(lesson),
            .tags = set_of(lesson, L_TAGS, TAG_KEYS),
            .lead = markup(lesson->lead),
            .screens = screens_of(arena, lesson),
            .sources = sources_of(arena, lesson),
        };
    }
    return (struct lessons){rows, all.len};
}
