/* tools/content/vocabulary.c - content/vocabulary/: the words of the fixed lists of core/vocabulary.h, a file for each
 */
#include "core/lists/lists.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { V_ID, V_TITLE, V_DOOR };
static const struct article_rules VOCABULARY = {
    .folder = "vocabulary",
    .keys = {[V_ID] = {"id", KEY_NEEDED}, [V_TITLE] = {"title", KEY_NEEDED}, [V_DOOR] = {"door", KEY_MAY_BE_ABSENT}},
    .body_rule = BODY_IS_LINES,
};

/* The place of a file's id among the lists. */
static size_t place_of(const struct article *file)
{
    struct str id = file->values[V_ID];
    for (size_t place = VOCABULARY_NONE + 1; place < VOCABULARY_END; place++)
        if (str_eq(VOCABULARY_FILES[place].name, id))
            return place;
    complain(article_place(file, V_ID), "there is no vocabulary \"%.*s\"", (int)id.len, id.at);
}

/* One `key: Words`. */
static void read_word(struct place at, struct str line, struct key_list keys, struct word_row *rows)
{
    struct str key, words;
    if (!str_cut(line, ':', &key, &words) || str_trim(words).len == 0)
        complain(at, "a vocabulary is lines of \"key: Words\"");
    const struct key_row *row = row_by_key(keys, key);
    if (!row)
        complain(at, "this vocabulary has no key \"%.*s\"", (int)key.len, key.at);
    if (rows[row - keys.at].words.len > 0)
        complain(at, "the key \"%.*s\" stands here twice", (int)key.len, key.at);
    rows[row - keys.at].words = str_trim(words);
    words_check(at, words);
}

static struct word_list words_of_file(struct arena *arena, const struct article *file, struct key_list keys)
{
    struct word_row *rows = ARENA_MANY(arena, struct word_row, keys.len);
    struct place at = {.file = file->path, .line = file->body_line};
    struct str rest = file->body, line = {0};
    for (size_t i = 0; i < keys.len; i++)
        rows[i] = (struct word_row){.number = keys.at[i].number, .key = keys.at[i].key};
    for (bool more = true; more; at.line++) {
        more = str_cut(rest, '\n', &line, &rest);
        if (str_trim(line).len > 0)
            read_word(at, str_trim(line), keys, rows);
    }
    for (size_t i = 0; i < keys.len; i++)
        if (rows[i].words.len == 0)
            complain((struct place){.file = file->path}, "the key \"%.*s\" has no words", (int)rows[i].key.len,
                     rows[i].key.at);
    return (struct word_list){rows, keys.len};
}

struct vocabularies read_vocabularies(struct arena *arena, const char *dir)
{
    static const char *const YES[] = {"no", "yes"};
    struct articles all = sorted(arena, dir, &VOCABULARY, KEY_ID);
    struct vocabulary *rows = ARENA_MANY(arena, struct vocabulary, VOCABULARY_END);
    for (size_t i = 0; i < all.len; i++) {
        const struct article *file = &all.at[i];
        size_t place = place_of(file);
        rows[place] = (struct vocabulary){
            .id = file->values[V_ID],
            .door = file->values[V_DOOR].len > 0 && choice_of(file, V_DOOR, YES, 2),
            .words = words_of_file(arena, file, *VOCABULARY_FILES[place].keys),
        };
    }
    for (size_t place = VOCABULARY_NONE + 1; place < VOCABULARY_END; place++)
        if (rows[place].id.len == 0)
            complain((struct place){.file = dir}, "vocabulary/ has no file with the id \"%.*s\"",
                     (int)VOCABULARY_FILES[place].name.len, VOCABULARY_FILES[place].name.at);
    return (struct vocabularies){rows + 1, VOCABULARY_END - 1};
}
