/* tools/content/activities.c - content/activities/: what the rules and the pages know of each activity */
#include "core/own_words.h"
#include "core/vocabulary.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { LEVEL_MAX = 7 };

/* The keys in the order of their rules below. */
enum { A_ID, A_NAME, A_DIMENSION, A_WHO, A_LEVEL, A_MINUTES, A_TAGS, A_AREAS, A_PROPS };
enum { A_STEPS, A_EYES_OPEN, A_OUTWARD, A_ANOTHER_WAY, A_MAY_NOT_SUIT };
static const struct article_rules ACTIVITIES = {
    .folder = "activities",
    .keys = {[A_ID] = {"id", KEY_NEEDED},
             [A_NAME] = {"name", KEY_NEEDED},
             [A_DIMENSION] = {"dimension", KEY_NEEDED},
             [A_WHO] = {"who", KEY_NEEDED},
             [A_LEVEL] = {"level", KEY_NEEDED},
             [A_MINUTES] = {"minutes", KEY_NEEDED},
             [A_TAGS] = {"tags", KEY_MAY_BE_EMPTY},
             [A_AREAS] = {"areas", KEY_MAY_BE_EMPTY},
             [A_PROPS] = {"props", KEY_MAY_BE_EMPTY}},
    .sections = {[A_STEPS] = {"Steps", false},
                 [A_EYES_OPEN] = {"Eyes open", false},
                 [A_OUTWARD] = {"Looking outward", false},
                 [A_ANOTHER_WAY] = {"Another way", false},
                 [A_MAY_NOT_SUIT] = {"May not suit", false}},
};

static void put_activity(struct buf *out, struct arena *arena, const struct article *a)
{
    put_row_begin(out);
    put_str_field(out, "id", a->values[A_ID]);
    struct str called = STR_JOIN(arena, a->values[A_NAME], S("\n"), a->values[A_PROPS]);
    put_str_field(out, "called", called);
    put_number_field(out, "letters", own_letters(called));
    put_number_field(out, "dimension", word_of(a, A_DIMENSION, DIMENSION_KEYS, a->values[A_DIMENSION]));
    put_number_field(out, "company", word_of(a, A_WHO, COMPANY_KEYS, a->values[A_WHO]));
    put_number_field(out, "level", number_of(a, A_LEVEL, LEVEL_MAX));
    put_number_field(out, "minutes", number_of(a, A_MINUTES, MINUTES_MAX));
    put_set_field(out, "tags", set_of(a, A_TAGS, TAG_KEYS));
    put_set_field(out, "areas", set_of(a, A_AREAS, AREA_KEYS));
    put_row_end(out);
}

void put_activities(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &ACTIVITIES, KEY_ID);
    put_table_begin(out, "activity", "LIBRARY");
    for (size_t i = 0; i < all.len; i++)
        put_activity(out, arena, &all.at[i]);
    put_table_end(out, "LIBRARY");
    put_text(out, "\nsize_t library_find(struct str id)\n"
                  "{\n"
                  "    size_t low = 0, high = LIBRARY_LEN;\n"
                  "    while (low < high) {\n"
                  "        size_t middle = low + (high - low) / 2;\n"
                  "        int    side = str_cmp(LIBRARY[middle].id, id);\n"
                  "        if (side == 0)\n"
                  "            return middle;\n"
                  "        if (side < 0)\n"
                  "            low = middle + 1;\n"
                  "        else\n"
                  "            high = middle;\n"
                  "    }\n"
                  "    return SIZE_MAX;\n"
                  "}\n");
}

struct activities_words read_activities(struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &ACTIVITIES, KEY_ID);
    struct activity_words *rows = ARENA_MANY(arena, struct activity_words, all.len);
    for (size_t i = 0; i < all.len; i++) {
        const struct article *a = &all.at[i];
        rows[i] = (struct activity_words){
            .name = a->values[A_NAME],
            .props = a->values[A_PROPS],
            .lead = markup(a->lead),
            .steps = markup(a->sections[A_STEPS]),
            .eyes_open = markup(a->sections[A_EYES_OPEN]),
            .outward = markup(a->sections[A_OUTWARD]),
            .another_way = markup(a->sections[A_ANOTHER_WAY]),
            .may_not_suit = markup(a->sections[A_MAY_NOT_SUIT]),
        };
    }
    return (struct activities_words){rows, all.len};
}
