/* tools/content/ground.c - content/ground/: the tools of Ground */
#include "core/vocabulary.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { G_ID, G_NAME, G_CHANNEL, G_ORDER, G_FAR_AWAY, G_MINUTES, G_TAGS };
enum { G_STEPS, G_CARE };
static const struct article_rules GROUND = {
    .folder = "ground",
    .keys = {[G_ID] = {"id", KEY_NEEDED},
             [G_NAME] = {"name", KEY_NEEDED},
             [G_CHANNEL] = {"channel", KEY_NEEDED},
             [G_ORDER] = {"order", KEY_NEEDED},
             [G_FAR_AWAY] = {"far-away", KEY_NEEDED},
             [G_MINUTES] = {"minutes", KEY_NEEDED},
             [G_TAGS] = {"tags", KEY_MAY_BE_EMPTY}},
    .sections = {[G_STEPS] = {"Steps", false}, [G_CARE] = {"Take care", true}},
};

void put_ground(struct buf *out, struct arena *arena, const char *dir)
{
    static const char *const FAR_AWAY[] = {"no", "with care", "yes"};
    struct articles all = sorted(arena, dir, &GROUND, G_ORDER);
    put_table_begin(out, "ground_tool", "GROUND_TOOLS");
    for (size_t i = 0; i < all.len; i++) {
        const struct article *g = &all.at[i];
        put_row_begin(out);
        put_str_field(out, "id", g->values[G_ID]);
        put_str_field(out, "name", g->values[G_NAME]);
        put_str_field(out, "channel", g->values[G_CHANNEL]);
        put_number_field(out, "order", g->order);
        put_number_field(out, "far_away", choice_of(g, G_FAR_AWAY, FAR_AWAY, 3));
        put_number_field(out, "minutes", number_of(g, G_MINUTES, MINUTES_MAX));
        put_set_field(out, "tags", set_of(g, G_TAGS, TAG_WORDS));
        put_html_field(out, "lead", g->lead);
        put_html_field(out, "steps", g->sections[G_STEPS]);
        put_html_field(out, "care", g->sections[G_CARE]);
        put_row_end(out);
    }
    put_table_end(out, "GROUND_TOOLS");
}
