/*
 * tests/fuzz/pack.c - a pack that was damaged anywhere is refused or opened, and nothing outside it is read
 *
 * The packs of this build are the beginning, so that no copy of them has to be kept in the corpus.  Of the input the
 * first byte chooses the door or the full pack, the next three say where it is cut off (0: nowhere), and then four
 * bytes each are a place and what stands there instead.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "pages/frame/columns.h"
#include "pages/frame/words_open.h"

extern const struct str PACK_EN, DOOR_EN; /* made by embedc */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t number(const uint8_t *at)
{
    return (size_t)mem_get_number(at, 3);
}

/* Every byte of every text, so that a sanitizer sees one that lies outside. */
static uint64_t sum_of(const struct row_type *type, const struct row_span *rows)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < rows->len; i++)
        for (size_t k = 0; k < type->columns_len; k++) {
            const void *member = column_of((const char *)rows->at + i * type->size, &type->columns[k]);
            const struct str *text = member;
            if (type->columns[k].kind == COLUMN_ROWS)
                sum += sum_of(type->columns[k].rows, member);
            else if (is_in_pack(type->columns[k].kind))
                for (size_t c = 0; c < text->len; c++)
                    sum += (uint8_t)text->at[c];
        }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    struct str whole = data[0] & 1 ? PACK_EN : DOOR_EN;
    size_t cut = number(data + 1) % (whole.len + 1), len = cut ? cut : whole.len;
    uint8_t *pack = malloc(len);
    void *room = malloc(words_room());
    struct arena arena = arena_on(room, words_room());
    struct words words = {.lang = S("before")};
    memcpy(pack, whole.at, len);
    for (size_t i = 4; i + 4 <= size; i += 4)
        pack[number(data + i) % len] = data[i + 3];
    if (words_open((struct bytes){pack, len}, &arena, &words) == ERR_OK)
        ASSERT(sum_of(&WORDS_ROW, &(struct row_span){&words, 1}) > 0);
    else
        ASSERT(str_eq(words.lang, S("before")));
    free(room);
    free(pack);
    return 0;
}
