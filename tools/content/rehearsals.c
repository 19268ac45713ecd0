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

enum { REHEARSE_MIN = 2, REHEARSE_MAX = 4, REHEARSE_END = 255 };

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
            choice->to = to == told->scenes_len ? REHEARSE_END : to;
        }
}

static bool leads_on(const struct told_scene *scene, const bool good[REHEARSE_MAX])
{
    for (size_t c = 0; c < scene->choices_len; c++)
        if (scene->choices[c].to == REHEARSE_END || good[scene->choices[c].to])
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
                if (told->scenes[s].choices[c].to != REHEARSE_END)
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

static void put_choices_of(struct buf *out, const struct told_rehearsal *told)
{
    for (size_t s = 0; s < told->scenes_len; s++)
        for (size_t c = 0; c < told->scenes[s].choices_len; c++) {
            const struct told_choice *choice = &told->scenes[s].choices[c];
            put_row_begin(out);
            put_str_field(out, "words", choice->words);
            put_html_field(out, "answer", choice->answer);
            put_number_field(out, "to", choice->to);
            put_row_end(out);
        }
}

static void put_scenes_of(struct buf *out, const struct told_rehearsal *told, size_t *choice)
{
    for (size_t s = 0; s < told->scenes_len; s++) {
        const struct told_scene *scene = &told->scenes[s];
        put_row_begin(out);
        put_str_field(out, "id", scene->id);
        put_str_field(out, "title", scene->title);
        put_html_field(out, "text", scene->text);
        put_number_field(out, "choice", *choice);
        put_number_field(out, "choices_len", scene->choices_len);
        put_row_end(out);
        *choice += scene->choices_len;
    }
}

void put_rehearsals(struct buf *out, struct arena *arena, const char *dir)
{
    static const char *const FOR[] = {"me", "partner", "both"};
    struct articles all = sorted(arena, dir, &REHEARSAL_FILES, R_ORDER);
    struct told_rehearsal *told = ARENA_MANY(arena, struct told_rehearsal, all.len);
    size_t choice = 0, scene = 0;
    for (size_t i = 0; i < all.len; i++)
        told[i] = rehearsal_read(arena, &all.at[i]);
    put_table_begin(out, "rehearsal_choice", "REHEARSAL_CHOICES");
    for (size_t i = 0; i < all.len; i++)
        put_choices_of(out, &told[i]);
    put_table_end(out, NULL);
    put_table_begin(out, "rehearsal_scene", "REHEARSAL_SCENES");
    for (size_t i = 0; i < all.len; i++)
        put_scenes_of(out, &told[i], &choice);
    put_table_end(out, NULL);
    put_table_begin(out, "rehearsal", "REHEARSALS");
    for (size_t i = 0; i < all.len; i++) {
        const struct article *r = &all.at[i];
        put_row_begin(out);
        put_str_field(out, "id", r->values[R_ID]);
        put_str_field(out, "title", r->values[R_TITLE]);
        put_number_field(out, "side", choice_of(r, R_FOR, FOR, 3));
        put_set_field(out, "tags", set_of(r, R_TAGS, TAG_WORDS));
        put_html_field(out, "lead", told[i].lead);
        put_number_field(out, "scene", scene);
        put_number_field(out, "scenes_len", told[i].scenes_len);
        put_row_end(out);
        scene += told[i].scenes_len;
    }
    put_table_end(out, "REHEARSALS");
}
