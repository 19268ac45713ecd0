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

static const char *const FAR_AWAY[] = {"no", "with care", "yes"};
enum { FITS_FAR_AWAY = 2, FIRST_SET = 3 };

struct ground_tools read_ground(struct arena *arena, const char *dir)
{
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
            .tags = set_of(g, G_TAGS, TAG_KEYS),
            .lead = markup(g->lead),
            .steps = markup(g->sections[G_STEPS]),
            .care = markup(g->sections[G_CARE]),
        };
    }
    return (struct ground_tools){rows, all.len};
}

/* As the kind OUTWARD of pages/ground/ground.c. */
static bool is_outward(const struct ground_tool *g)
{
    return g->far_away == FITS_FAR_AWAY && !SET_HAS(g->tags, TAG_BREATH);
}

/* A tool has no page of its own here, so its steps are folded into its card. */
static void put_whole_tool(struct buf *out, const struct ground_tool *g)
{
    put_tagged(out, "<li class=\"card\"><h3>", g->name, "</h3>");
    put_tagged(out, "<p class=\"meta\"><span>", g->channel, "</span></p>");
    put_markup(out, g->lead);
    put_tagged(out, "<details class=\"more\"><summary>Step by step<span class=\"sr\">: ", g->name,
               "</span></summary>\n<div class=\"prose\">");
    put_markup(out, g->steps);
    if (g->care.len > 0) {
        put_text(out, "<div class=\"hush\">");
        put_markup(out, g->care);
        put_text(out, "</div>");
    }
    put_text(out, "</div></details></li>\n");
}

void put_plain_ground(struct buf *out, struct arena *arena, const char *dir)
{
    struct ground_tools all = read_ground(arena, dir);
    size_t tools = 0;
    put_text(out, "<h1>Here, now</h1>\n<div class=\"lead stack\">");
    put_markup(out, text_of(arena, dir, S("ground-first")));
    put_text(out, "</div>\n<h2 class=\"sr\">Three tools</h2>\n<ul class=\"cards tools\">\n");
    for (size_t i = 0; i < all.len && tools < FIRST_SET; i++)
        if (is_outward(&all.at[i])) {
            put_whole_tool(out, &all.at[i]);
            tools++;
        }
    put_text(out, "</ul>\n");
    if (tools < FIRST_SET)
        complain((struct place){.file = dir}, "there are fewer than three tools of Ground that reach outward");
}
