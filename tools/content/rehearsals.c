/*
 * tools/content/rehearsals.c - content/rehearsals/: the scenes of a rehearsal, read and checked
 *
 *     Who the people are.
 *
 *     # scene: Its title
 *     What happens.
 *
 *     > What one might say or do -> next-scene
 *     What that does, as a principle.
 *
 * A choice leads to a scene, to its own scene once more, or to `end`.  Refused: a choice that leads nowhere, a
 * scene that nothing leads to, a scene from which no way leads to the end, and other numbers than two to four.
 */
#include "core/vocabulary.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { R_ID, R_TITLE, R_FOR, R_ORDER, R_TAGS };
static const struct article_rules REHEARSAL_FILES = {
    .folder = "rehearsals",
    .keys = {[R_ID] = {"id", KEY_NEEDED},
             [R_TITLE] = {"title", KEY_NEEDED},
             [R_FOR] = {"for", KEY_NEEDED},
             [R_ORDER] = {"order", KEY_NEEDED},
             [R_TAGS] = {"tags", KEY_MAY_BE_EMPTY}},
    .body_rule = BODY_IS_LINES,
};

enum { REHEARSE_MIN = 2, REHEARSE_MAX = 4 };

struct told_choice {
    struct str words, answer; /* the answer is HTML */
    struct str target;
    unsigned to, line;
};
struct told_scene {
    struct str id, title, text; /* the text is HTML */
    struct told_choice choices[REHEARSE_MAX];
    size_t choices_len;
    unsigned line;
};
struct told_rehearsal {
    struct str lead; /* HTML */
    struct told_scene scenes[REHEARSE_MAX];
    size_t scenes_len;
};

struct reader {
    struct arena *arena;
    const char *path;
    struct told_rehearsal told;
    struct buf text; /* what was gathered since the last head */
    unsigned text_line, line;
};

static struct place place_of(const struct reader *r, unsigned line)
{
    return (struct place){.file = r->path, .line = line};
}

static struct told_scene *scene_now(struct reader *r)
{
    return r->told.scenes_len ? &r->told.scenes[r->told.scenes_len - 1] : NULL;
}

/* What was gathered belongs to the lead, to a scene, or to the newest choice of it. */
static void close_text(struct reader *r)
{
    struct told_scene *scene = scene_now(r);
    struct str html = article_markdown(r->arena, place_of(r, r->text_line), buf_str(&r->text));
    if (html.len == 0)
        complain(place_of(r, r->line), !scene               ? "there are no words before the first scene"
                                       : scene->choices_len ? "this choice has no answer"
                                                            : "this scene has no words");
    if (!scene)
        r->told.lead = html;
    else if (!scene->choices_len)
        scene->text = html;
    else
        scene->choices[scene->choices_len - 1].answer = html;
    r->text = buf_on(r->arena);
    r->text_line = r->line + 1;
}

static bool is_scene_name(struct str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (id.at[i] < 'a' || id.at[i] > 'z')
            return false;
    return id.len > 0 && !str_eq(id, S("end"));
}

static void open_scene(struct reader *r, struct str head)
{
    struct str id, title;
    if (!str_cut(head, ':', &id, &title) || !is_scene_name(id) || str_trim(title).len == 0)
        complain(place_of(r, r->line), "a scene begins with \"# name: Its title\", the name in small letters");
    if (r->told.scenes_len == REHEARSE_MAX)
        complain(place_of(r, r->line), "there are more than %d scenes", REHEARSE_MAX);
    for (size_t i = 0; i < r->told.scenes_len; i++)
        if (str_eq(r->told.scenes[i].id, id))
            complain(place_of(r, r->line), "the scene \"%.*s\" stands here twice", (int)id.len, id.at);
    words_check(place_of(r, r->line), title);
    r->told.scenes[r->told.scenes_len++] = (struct told_scene){.id = id, .title = str_trim(title), .line = r->line};
}

static void open_choice(struct reader *r, struct str head)
{
    struct told_scene *scene = scene_now(r);
    size_t arrow = str_find(head, S(" -> "));
    if (!scene)
        complain(place_of(r, r->line), "a choice stands in a scene");
    if (arrow == SIZE_MAX)
        complain(place_of(r, r->line), "this choice leads nowhere: it ends in \" -> scene\" or \" -> end\"");
    if (scene->choices_len == REHEARSE_MAX)
        complain(place_of(r, r->line), "this scene has more than %d choices", REHEARSE_MAX);
    struct str words = str_trim(str_first(head, arrow));
    words_check(place_of(r, r->line), words);
    scene->choices[scene->choices_len++] =
        (struct told_choice){.words = words, .target = str_trim(str_after(head, arrow + 4)), .line = r->line};
}

static void read_line(struct reader *r, struct str line)
{
    bool scene = str_starts(line, S("# ")), choice = str_starts(line, S("> "));
    if (!scene && !choice) {
        buf_put(&r->text, line);
        buf_put_byte(&r->text, '\n');
        return;
    }
    close_text(r);
    if (scene)
        open_scene(r, str_after(line, 2));
    else
        open_choice(r, str_after(line, 2));
}

static void find_targets(struct reader *r)
{
    struct told_rehearsal *told = &r->told;
    for (size_t s = 0; s < told->scenes_len; s++)
        for (size_t c = 0; c < told->scenes[s].choices_len; c++) {
            struct told_choice *choice = &told->scenes[s].choices[c];
            unsigned to = 0;
            while (to < told->scenes_len && !str_eq(told->scenes[to].id, choice->target))
                to++;
            if (to == told->scenes_len && !str_eq(choice->target, S("end")))
                complain(place_of(r, choice->line), "this choice leads nowhere: there is no scene \"%.*s\"",
                         (int)choice->target.len, choice->target.at);
            choice->to = to == told->scenes_len ? REHEARSAL_END : to;
        }
}

static bool leads_on(const struct told_scene *scene, const bool good[REHEARSE_MAX])
{
    for (size_t c = 0; c < scene->choices_len; c++)
        if (scene->choices[c].to == REHEARSAL_END || good[scene->choices[c].to])
            return true;
    return false;
}

/* Every scene can be reached from the first, and from every scene there is a way to the end. */
static void walk(const struct reader *r)
{
    const struct told_rehearsal *told = &r->told;
    bool reached[REHEARSE_MAX] = {true}, ends[REHEARSE_MAX] = {0};
    for (size_t round = 0; round < told->scenes_len; round++)
        for (size_t s = 0; s < told->scenes_len; s++) {
            for (size_t c = 0; reached[s] && c < told->scenes[s].choices_len; c++)
                if (told->scenes[s].choices[c].to != REHEARSAL_END)
                    reached[told->scenes[s].choices[c].to] = true;
            ends[s] = ends[s] || leads_on(&told->scenes[s], ends);
        }
    for (size_t s = 0; s < told->scenes_len; s++) {
        const struct told_scene *scene = &told->scenes[s];
        if (!reached[s])
            complain(place_of(r, scene->line), "nothing leads to the scene \"%.*s\"", (int)scene->id.len, scene->id.at);
        if (!ends[s])
            complain(place_of(r, scene->line), "no way leads out of the scene \"%.*s\"", (int)scene->id.len,
                     scene->id.at);
    }
}

static void count(const struct reader *r)
{
    for (size_t s = 0; s < r->told.scenes_len; s++)
        if (r->told.scenes[s].choices_len < REHEARSE_MIN)
            complain(place_of(r, r->told.scenes[s].line), "a scene has at least %d choices", REHEARSE_MIN);
    if (r->told.scenes_len < REHEARSE_MIN)
        complain(place_of(r, r->line), "a rehearsal has at least %d scenes", REHEARSE_MIN);
}

/* The body of an article whose rules say BODY_IS_LINES. */
static struct told_rehearsal rehearsal_read(struct arena *arena, const struct article *article)
{
    struct reader r = {.arena = arena, .path = article->path, .text = buf_on(arena), .text_line = article->body_line};
    struct str rest = article->body, line;
    r.line = article->body_line;
    for (bool more = rest.len > 0; more; r.line++) {
        more = str_cut(rest, '\n', &line, &rest);
        read_line(&r, line);
    }
    r.line--;
    close_text(&r);
    count(&r);
    find_targets(&r);
    walk(&r);
    return r.told;
}

static struct rehearsal_choices choices_of(struct arena *arena, const struct told_scene *scene)
{
    struct rehearsal_choice *rows = ARENA_MANY(arena, struct rehearsal_choice, scene->choices_len);
    for (size_t c = 0; c < scene->choices_len; c++)
        rows[c] = (struct rehearsal_choice){
            .words = scene->choices[c].words,
            .answer = markup(scene->choices[c].answer),
            .to = scene->choices[c].to,
        };
    return (struct rehearsal_choices){rows, scene->choices_len};
}

static struct rehearsal_scenes scenes_of(struct arena *arena, const struct told_rehearsal *told)
{
    struct rehearsal_scene *rows = ARENA_MANY(arena, struct rehearsal_scene, told->scenes_len);
    for (size_t s = 0; s < told->scenes_len; s++)
        rows[s] = (struct rehearsal_scene){
            .id = told->scenes[s].id,
            .title = told->scenes[s].title,
            .text = markup(told->scenes[s].text),
            .choices = choices_of(arena, &told->scenes[s]),
        };
    return (struct rehearsal_scenes){rows, told->scenes_len};
}

struct rehearsals read_rehearsals(struct arena *arena, const char *dir)
{
    static const char *const FOR[] = {"me", "partner", "both"};
    struct articles all = sorted(arena, dir, &REHEARSAL_FILES, R_ORDER);
    struct rehearsal *rows = ARENA_MANY(arena, struct rehearsal, all.len);
    for (size_t i = 0; i < all.len; i++) {
        const struct article *r = &all.at[i];
        struct told_rehearsal told = rehearsal_read(arena, r);
        rows[i] = (struct rehearsal){
            .id = r->values[R_ID],
            .title = r->values[R_TITLE],
            .side = choice_of(r, R_FOR, FOR, 3),
            .tags = set_of(r, R_TAGS, TAG_KEYS),
            .lead = markup(told.lead),
            .scenes = scenes_of(arena, &told),
        };
    }
    return (struct rehearsals){rows, all.len};
}
