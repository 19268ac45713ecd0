/* pages/frame/word_list.c - the words of a list, from the pack */
#include "pages/frame/words.h"

struct word_list words_in(const struct words *words, struct key_list list)
{
    if (list.len == 0)
        return (struct word_list){0};
    ASSERT(list.place > VOCABULARY_NONE && list.place < VOCABULARY_END);
    return words->vocabularies.at[list.place - 1].words;
}

struct str words_of(const struct words *words, struct key_list list, unsigned number)
{
    struct word_list found = words_in(words, list);
    for (size_t i = 0; i < found.len; i++)
        if (found.at[i].number == number)
            return found.at[i].words;
    return S("");
}

struct str words_of_key(const struct words *words, struct key_list list, struct str key)
{
    const struct key_row *row = row_by_key(list, key);
    return row ? words_of(words, list, row->number) : S("");
}

struct word_list words_parted(struct str parted, struct arena *arena)
{
    struct key_list keys = keys_numbered(parts_between(parted), arena);
    struct word_row *rows = ARENA_MANY(arena, struct word_row, keys.len);
    for (size_t i = 0; i < keys.len; i++) {
        struct str words;
        str_cut(parted, '|', &words, &parted);
        rows[i] = (struct word_row){keys.at[i].number, keys.at[i].key, str_trim(words)};
    }
    return (struct word_list){rows, keys.len};
}
