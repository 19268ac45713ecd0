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

struct ground_tools read_ground(struct arena *arena, const char *dir)
{
    static const char *const FAR_AWAY[] = {"no", "with care", "yes"};
    struct articles all = sorted(arena, dir, &GROUND, G_ORDER);
    struct ground_tool *rows = ARENA_MANY(arena, struct ground_tool, all.len);
    for (size_t i = 0; i < all.len; i++) {
        const struct article *g = &all.at[i];
        rows[i] = (struct ground_tool){
            .id = g->values[G_ID],
            .name = g->values[G_NAME],
            .channel = g->values[G_CHANNEL],
            .order = (unsigned)g->order,
            .far_away = choice_of(g, G_FAR_AWAY, FAR_AWAY, 3),
            .minutes = (unsigned)number_of(g, G_MINUTES, MINUTES_MAX),
            .tags = set_of(g, G_TAGS, TAG_WORDS),
            .lead = markup(g->lead),
            .steps = markup(g->sections[G_STEPS]),
            .care = markup(g->sections[G_CARE]),
        };
    }
    return (struct ground_tools){rows, all.len};
}
