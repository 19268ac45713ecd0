/* core/vocabulary.c - the rows of the fixed lists, and finding one */
#include "core/vocabulary.h"

WORD_LIST(AREA, AREAS)
WORD_LIST(TAG, TAGS)
WORD_LIST(DIMENSION, DIMENSIONS)
WORD_LIST(COMPANY, COMPANIES)
WORD_LIST(WEATHER, WEATHERS)
WORD_LIST(WILLINGNESS, WILLINGNESSES)
WORD_LIST(SENSATION, SENSATIONS)
WORD_LIST(STANCE, STANCES)
WORD_LIST(FEELING, FEELINGS)
WORD_LIST(HELP_KIND, HELP_KINDS)

#define SPOT_ROW(spot, k, w) {.number = (spot), .key = S_INIT(k), .words = S_INIT(w)},
static const struct word_row SPOT_ROWS[] = {SPOTS(SPOT_ROW)};
const struct word_list SPOT_WORDS = {SPOT_ROWS, sizeof SPOT_ROWS / sizeof *SPOT_ROWS};

static struct word_row numbered(unsigned number, struct str words, struct arena *arena)
{
    struct buf key = buf_on(arena);
    buf_put_u64(&key, number);
    return (struct word_row){.number = number, .key = buf_str(&key), .words = words};
}

struct word_list words_parted(struct str parted, struct arena *arena)
{
    struct word_row *rows = ARENA_MANY(arena, struct word_row, PARTED_MAX);
    size_t len = 0;
    while (parted.len && len < PARTED_MAX) {
        struct str words;
        str_cut(parted, '|', &words, &parted);
        rows[len] = numbered((unsigned)len + 1, str_trim(words), arena);
        len++;
    }
    return (struct word_list){rows, len};
}

struct word_list words_numbered(unsigned len, struct arena *arena)
{
    ASSERT(len <= PARTED_MAX);
    struct word_row *rows = ARENA_MANY(arena, struct word_row, len);
    for (unsigned i = 0; i < len; i++)
        rows[i] = numbered(i + 1, S(""), arena);
    return (struct word_list){rows, len};
}

const struct word_row *word_by_number(struct word_list list, unsigned number)
{
    for (size_t i = 0; i < list.len; i++)
        if (list.at[i].number == number)
            return &list.at[i];
    return NULL;
}

const struct word_row *word_by_key(struct word_list list, struct str key)
{
    for (size_t i = 0; i < list.len; i++)
        if (str_eq(list.at[i].key, key))
            return &list.at[i];
    return NULL;
}

struct str words_of(struct word_list list, unsigned number)
{
    const struct word_row *row = word_by_number(list, number);
    return row ? row->words : S("");
}

struct str words_of_key(struct word_list list, struct str key)
{
    const struct word_row *row = word_by_key(list, key);
    return row ? row->words : S("");
}

struct str word_key(struct word_list list, unsigned number)
{
    const struct word_row *row = word_by_number(list, number);
    return row ? row->key : S("");
}

bool stance_is_no(unsigned stance)
{
    return stance == STANCE_NEVER || stance == STANCE_NOT_NOW;
}
