/* core/vocabulary.c - the rows of the fixed lists, and finding one */
#include "core/vocabulary.h"

KEY_LIST(AREA, AREAS, KEY_ROW, VOCABULARY_AREA)
KEY_LIST(TAG, TAGS, KEY_ROW, VOCABULARY_TAG)
KEY_LIST(DIMENSION, DIMENSIONS, KEY_ROW, VOCABULARY_DIMENSION)
KEY_LIST(COMPANY, COMPANIES, KEY_ROW, VOCABULARY_COMPANY)
KEY_LIST(WEATHER, WEATHERS, KEY_ROW, VOCABULARY_WEATHER)
KEY_LIST(WILLINGNESS, WILLINGNESSES, KEY_ROW, VOCABULARY_WILLINGNESS)
KEY_LIST(SENSATION, SENSATIONS, KEY_ROW, VOCABULARY_SENSATION)
KEY_LIST(STANCE, STANCES, KEY_ROW, VOCABULARY_STANCE)
KEY_LIST(HELP_KIND, HELP_KINDS, KEY_ROW, VOCABULARY_HELP_KIND)
KEY_LIST(FEELING, FEELINGS, KEY_ROW, VOCABULARY_FEELING)
KEY_LIST(SPOT, SPOTS, KEY_ROW_NAMED, VOCABULARY_SPOT)

struct key_list keys_numbered(unsigned len, struct arena *arena)
{
    ASSERT(len <= NUMBERED_MAX);
    struct key_row *rows = ARENA_MANY(arena, struct key_row, len);
    for (unsigned i = 0; i < len; i++) {
        struct buf key = buf_on(arena);
        buf_put_u64(&key, i + 1);
        rows[i] = (struct key_row){.number = i + 1, .key = buf_str(&key)};
    }
    return (struct key_list){.at = rows, .len = len};
}

unsigned parts_between(struct str parted)
{
    unsigned len = 0;
    while (parted.len && len < NUMBERED_MAX) {
        struct str part;
        str_cut(parted, '|', &part, &parted);
        len++;
    }
    return len;
}

const struct key_row *row_by_number(struct key_list list, unsigned number)
{
    for (size_t i = 0; i < list.len; i++)
        if (list.at[i].number == number)
            return &list.at[i];
    return NULL;
}

const struct key_row *row_by_key(struct key_list list, struct str key)
{
    for (size_t i = 0; i < list.len; i++)
        if (str_eq(list.at[i].key, key))
            return &list.at[i];
    return NULL;
}

struct str key_for(struct key_list list, unsigned number)
{
    const struct key_row *row = row_by_number(list, number);
    return row ? row->key : S("");
}

bool stance_is_no(unsigned stance)
{
    return stance == STANCE_NEVER || stance == STANCE_NOT_NOW;
}
