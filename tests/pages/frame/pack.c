/* tests/pages/frame/pack.c - packs: what opens, what is refused, and that damage never reads outside */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cbor.h"
#include "base/mem.h"
#include "core/lists/lists.h"
#include "pages/frame/columns.h"
#include "pages/frame/words_open.h"
#include "tests/support/english.h"

extern const struct str PACK_EN, DOOR_EN; /* made by embedc */

/* A pack of its exact length on the heap, so that a sanitizer sees a byte too far. */
static struct bytes copy_of(struct str pack)
{
    uint8_t *at = malloc(pack.len);
    memcpy(at, pack.at, pack.len);
    return (struct bytes){at, pack.len};
}

static enum err open_in(struct bytes pack, void *room, struct words *out)
{
    struct arena arena = arena_on(room, words_room());
    return words_open(pack, &arena, out);
}

static enum err open_new(struct bytes pack, struct words *out)
{
    void *room = malloc(words_room());
    enum err e = open_in(pack, room, out);
    free(room);
    return e;
}

/* ---- the lists of columns ---- */

/* Bytes of a row that no column speaks of are padding, less than a pointer in one piece. */
static void covers(const struct row_type *type)
{
    uint8_t *seen = calloc(1, type->size);
    for (size_t i = 0; i < type->columns_len; i++) {
        const struct column *column = &type->columns[i];
        for (size_t k = 0; k < column->size; k++) {
            assert_int_equal(seen[column->at + k], 0);
            seen[column->at + k] = 1;
        }
        if (column->kind == COLUMN_ROWS)
            covers(column->rows);
    }
    for (size_t i = 0, gap = 0; i < type->size; i++) {
        gap = seen[i] ? 0 : gap + 1;
        assert_true(gap < sizeof(void *));
    }
    free(seen);
}

static void every_member_of_a_row_is_a_column_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS_ROW.columns_len; i++)
        covers(WORDS_ROW.columns[i].rows);
    size_t tables = 0;
    for (size_t i = 0; i < WORDS_ROW.columns_len; i++)
        tables += WORDS_ROW.columns[i].size;
    assert_int_equal(tables + offsetof(struct words, activities), sizeof(struct words));
}

/* ---- what opens ---- */

static void a_pack_holds_every_table(void **state)
{
    (void)state;
    assert_true(english()->whole);
    assert_false(english()->rtl);
    assert_true(str_eq(english()->lang, S("en")));
    for (size_t i = 0; i < WORDS_ROW.columns_len; i++) {
        const struct row_span *opened = column_of(english(), &WORDS_ROW.columns[i]);
        const struct row_span *compiled = column_of(&WORDS_COMPILED, &WORDS_ROW.columns[i]);
        assert_int_equal(opened->len, compiled->len);
        assert_true(opened->len > 0);
    }
}

static void a_door_holds_ground_help_and_the_texts_of_the_gate(void **state)
{
    (void)state;
    struct words door;
    void *room = malloc(words_room());
    assert_int_equal(open_in(bytes_of_str(DOOR_EN), room, &door), ERR_OK);
    assert_false(door.whole);
    assert_int_equal(door.ground.len, WORDS_COMPILED.ground.len);
    assert_int_equal(door.help.len, WORDS_COMPILED.help.len);
    assert_int_equal(door.lessons.len, 0);
    for (size_t i = 0; i < door.texts.len; i++)
        assert_int_equal(door.texts.at[i].title.len > 0, door.texts.at[i].door);
    assert_true(fixed_text(&door, S("ground-first"))->body.len > 0);
    free(room);
}

/* The lists of the rules and the words of the pack belong together, row by row. */
static void every_list_has_its_words(void **state)
{
    (void)state;
    for (size_t place = VOCABULARY_NONE + 1; place < VOCABULARY_END; place++) {
        struct key_list keys = *VOCABULARY_FILES[place].keys;
        struct word_list words = words_in(english(), keys);
        assert_int_equal(keys.place, place);
        assert_int_equal(words.len, keys.len);
        assert_true(str_eq(english()->vocabularies.at[place - 1].id, VOCABULARY_FILES[place].name));
        for (size_t i = 0; i < keys.len; i++) {
            assert_int_equal(words.at[i].number, keys.at[i].number);
            assert_true(str_eq(words.at[i].key, keys.at[i].key));
            assert_true(words.at[i].words.len > 0);
            assert_true(row_by_number(keys, keys.at[i].number) == &keys.at[i]); /* no number twice, and no key */
            assert_true(row_by_key(keys, keys.at[i].key) == &keys.at[i]);
        }
    }
    assert_true(str_eq(words_of(english(), STANCE_KEYS, STANCE_NEVER), S("Never")));
    assert_true(str_eq(words_of_key(english(), SPOT_KEYS, S("back-feet")), S("Heels")));
    assert_int_equal(words_of(english(), STANCE_KEYS, STANCE_END).len, 0);
    assert_int_equal(words_of_key(english(), SPOT_KEYS, S("back-tail")).len, 0);
    assert_int_equal(words_in(english(), (struct key_list){0}).len, 0);
}

static void a_door_says_the_words_of_help_and_no_others(void **state)
{
    (void)state;
    struct words door;
    void *room = malloc(words_room());
    assert_int_equal(open_in(bytes_of_str(DOOR_EN), room, &door), ERR_OK);
    for (size_t i = 0; i < door.vocabularies.len; i++) {
        const struct vocabulary *vocabulary = &door.vocabularies.at[i];
        assert_int_equal(vocabulary->door, str_eq(vocabulary->id, S("help-kind")));
        for (size_t k = 0; k < vocabulary->words.len; k++)
            assert_int_equal(vocabulary->words.at[k].words.len > 0, vocabulary->door);
    }
    free(room);
}

static void what_is_compiled_in_is_beside_the_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < english()->lessons.len; i++) {
        assert_true(str_eq(english()->lessons.at[i].id, WORDS_COMPILED.lessons.at[i].id));
        assert_int_equal(english()->lessons.at[i].tags, WORDS_COMPILED.lessons.at[i].tags);
        assert_int_equal(WORDS_COMPILED.lessons.at[i].title.len, 0);
        assert_true(english()->lessons.at[i].title.len > 0);
    }
}

/* ---- what is refused ---- */

static void no_pack_is_refused(void **state)
{
    (void)state;
    struct words words = {.rtl = true};
    assert_int_equal(open_new((struct bytes){0}, &words), ERR_TRUNCATED);
    assert_int_equal(open_new(bytes_of_str(S("\x01")), &words), ERR_MALFORMED);
    assert_true(words.rtl); /* left as it was */
}

/* Where the shape's 32 bytes begin: after the array, the magic text, the version and the head of the bytes. */
enum { VERSION_AT = 1 + 1 + sizeof "attune words" - 1, SHAPE_AT = VERSION_AT + 1 + 2 };

static void a_pack_of_another_version_is_refused(void **state)
{
    (void)state;
    struct words words;
    struct bytes pack = copy_of(PACK_EN);
    uint8_t *at = (uint8_t *)pack.at;
    assert_int_equal(at[VERSION_AT], WORDS_VERSION);
    assert_memory_equal(at + SHAPE_AT, WORDS_SHAPE, WORDS_SHAPE_BYTES);
    at[VERSION_AT]++;
    assert_int_equal(open_new(pack, &words), ERR_BAD_VERSION);
    at[VERSION_AT]--;
    at[SHAPE_AT + 31] ^= 1;
    assert_int_equal(open_new(pack, &words), ERR_BAD_VERSION);
    at[SHAPE_AT + 31] ^= 1;
    assert_int_equal(open_new(pack, &words), ERR_OK);
    free(at);
}

static void a_pack_that_goes_on_is_refused(void **state)
{
    (void)state;
    struct words words;
    struct bytes longer = {malloc(PACK_EN.len + 1), PACK_EN.len + 1};
    memcpy((uint8_t *)longer.at, PACK_EN.at, PACK_EN.len);
    ((uint8_t *)longer.at)[PACK_EN.len] = 0;
    assert_int_equal(open_new(longer, &words), ERR_MALFORMED);
    free((uint8_t *)longer.at);
}

static void a_pack_that_ends_too_soon_is_refused(void **state)
{
    (void)state;
    struct words words;
    void *room = malloc(words_room());
    for (size_t len = 0; len < PACK_EN.len; len += len < 400 ? 1 : 997)
        assert_int_not_equal(open_in((struct bytes){(const uint8_t *)PACK_EN.at, len}, room, &words), ERR_OK);
    free(room);
}

/* Every text of what was opened, so that a sanitizer sees one that lies outside. */
static uint64_t read_all(const struct row_type *type, const struct row_span *rows)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < rows->len; i++)
        for (size_t k = 0; k < type->columns_len; k++) {
            const struct column *column = &type->columns[k];
            const void *member = column_of((const char *)rows->at + i * type->size, column);
            const struct str *text = member;
            if (column->kind == COLUMN_ROWS)
                sum += read_all(column->rows, member);
            else if (is_in_pack(column->kind) && text->len)
                sum += (uint8_t)text->at[0] + (uint8_t)text->at[text->len - 1];
        }
    return sum;
}

/* The door is small, and its tables and texts are of every kind but nested rows; the full pack has those. */
static void damaged(struct str pack, unsigned rounds, uint64_t seed, unsigned *refused)
{
    struct bytes copy = copy_of(pack);
    uint8_t *at = (uint8_t *)copy.at;
    void *room = malloc(words_room());
    for (unsigned round = 0; round < rounds; round++) {
        struct words words;
        unsigned changes = 1 + (unsigned)(seed >> 60) % 4;
        for (unsigned c = 0; c < changes; c++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            at[(seed >> 20) % pack.len] = (uint8_t)(seed >> 56);
        }
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t len = seed >> 62 ? pack.len : (seed >> 20) % pack.len;
        if (open_in((struct bytes){at, len}, room, &words) != ERR_OK)
            ++*refused;
        else
            (void)read_all(&WORDS_ROW, &(struct row_span){&words, 1});
        memcpy(at, pack.at, pack.len);
    }
    free(room);
    free(at);
}

static void twenty_thousand_damaged_packs_read_nothing_outside(void **state)
{
    (void)state;
    unsigned refused = 0;
    damaged(DOOR_EN, 17000, 1, &refused);
    damaged(PACK_EN, 3000, 2, &refused);
    assert_in_range(refused, 4000, 19999);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_of_a_row_is_a_column_once),
        cmocka_unit_test(a_pack_holds_every_table),
        cmocka_unit_test(a_door_holds_ground_help_and_the_texts_of_the_gate),
        cmocka_unit_test(every_list_has_its_words),
        cmocka_unit_test(a_door_says_the_words_of_help_and_no_others),
        cmocka_unit_test(what_is_compiled_in_is_beside_the_words),
        cmocka_unit_test(no_pack_is_refused),
        cmocka_unit_test(a_pack_of_another_version_is_refused),
        cmocka_unit_test(a_pack_that_goes_on_is_refused),
        cmocka_unit_test(a_pack_that_ends_too_soon_is_refused),
        cmocka_unit_test(twenty_thousand_damaged_packs_read_nothing_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
