/* pages/learn/rehearse.c - the list of situations, a scene, and what a choice does */
#include "pages/learn/rehearse.h"

#include "pages/frame/exposure.h"
#include "pages/frame/gone.h"
#include "pages/frame/held.h"
#include "pages/frame/words.h"
#include "pages/learn/views.h"
#include "pages/templates.h"

static struct exposed rehearsal_exposed(struct visit *visit, const struct rehearsal *of)
{
    struct buf b = buf_on(visit->arena), plain = buf_on(visit->arena);
    for (size_t s = 0; s < of->scenes.len; s++) {
        const struct rehearsal_scene *scene = &of->scenes.at[s];
        buf_put(&b, exposed_html(scene->text));
        buf_put(&plain, STR_JOIN(visit->arena, S("\n"), scene->title, S("\n")));
        for (size_t c = 0; c < scene->choices.len; c++) {
            buf_put(&b, exposed_html(scene->choices.at[c].answer));
            buf_put(&plain, STR_JOIN(visit->arena, S("\n"), scene->choices.at[c].words));
        }
    }
    return (struct exposed){
        .tags = of->tags,
        .plain = {of->title, buf_str(&plain)},
        .html = {exposed_html(of->lead), buf_str(&b)},
    };
}

void rehearse_get(struct visit *visit)
{
    static const struct {
        enum rehearsal_side side;
        struct str title;
    } GROUPS[] = {{REHEARSAL_ME, S_INIT("For you")},
                  {REHEARSAL_BOTH, S_INIT("For either of you")},
                  {REHEARSAL_PARTNER, S_INIT("For someone who is close to a survivor")}};
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct held_list list = held_begin(visit->arena, visit->words->rehearsals.len);
    for (size_t g = 0; g < sizeof GROUPS / sizeof *GROUPS; g++)
        for (size_t i = 0; i < visit->words->rehearsals.len; i++) {
            const struct rehearsal *of = &visit->words->rehearsals.at[i];
            if (of->side != GROUPS[g].side)
                continue;
            struct exposed exposed = rehearsal_exposed(visit, of);
            held_add(
                &list, GROUPS[g].title, exposure_shown(&exposure, &exposed),
                (struct held_row){.path = STR_JOIN(visit->arena, S("learn/rehearse/"), of->id), .title = of->title});
        }
    visit_frame(visit, S("Rehearsal"), S("learn"));
    page_rehearsals(&visit->out, &(struct rehearsals_view){
                                     .frame = visit->frame,
                                     .lead = fixed_text(visit->words, S("rehearse-lead"))->body,
                                     .list = list,
                                 });
}

static const struct rehearsal *rehearsal_find(const struct words *words, struct str id)
{
    for (size_t i = 0; i < words->rehearsals.len; i++)
        if (str_eq(words->rehearsals.at[i].id, id))
            return &words->rehearsals.at[i];
    return NULL;
}

/* The scene that an address names, and the choice behind its dash, counted from 1; 0 for none.  NULL: no such. */
static const struct rehearsal_scene *find_scene(const struct rehearsal *of, struct str at, uint64_t *choice)
{
    struct str id, number;
    bool chosen = str_cut(at, '-', &id, &number);
    *choice = 0;
    for (size_t s = 0; s < of->scenes.len; s++) {
        const struct rehearsal_scene *scene = &of->scenes.at[s];
        if (at.len ? !str_eq(scene->id, id) : s > 0)
            continue;
        if (chosen && (!str_to_u64(number, scene->choices.len, choice) || *choice == 0))
            return NULL;
        return scene;
    }
    return NULL;
}

static struct str path_of(struct visit *visit, const struct rehearsal *of, struct str scene)
{
    struct str open = form_has(&visit->query, S("open")) ? S("?open=1") : S("");
    return STR_JOIN(visit->arena, S("learn/rehearse/"), of->id, S("/"), scene, open);
}

static void put_choices(struct visit *visit, const struct rehearsal *of, const struct rehearsal_scene *scene,
                        struct rehearsal_view *view)
{
    struct held_row *rows = ARENA_MANY(visit->arena, struct held_row, scene->choices.len);
    for (size_t c = 0; c < scene->choices.len; c++) {
        struct buf id = buf_on(visit->arena);
        buf_put(&id, scene->id);
        buf_put(&id, S("-"));
        buf_put_u64(&id, c + 1);
        rows[c] = (struct held_row){.path = path_of(visit, of, buf_str(&id)), .title = scene->choices.at[c].words};
    }
    view->choices = (struct held_rows){rows, scene->choices.len};
}

static void put_answer(struct visit *visit, const struct rehearsal *of, const struct rehearsal_scene *scene,
                       const struct rehearsal_choice *choice, struct rehearsal_view *view)
{
    view->chosen = choice->words;
    view->answer = choice->answer;
    view->again = path_of(visit, of, scene->id);
    view->ends = choice->to == REHEARSAL_END;
    if (view->ends || &of->scenes.at[choice->to] == scene)
        return;
    view->next = path_of(visit, of, of->scenes.at[choice->to].id);
    view->next_title = of->scenes.at[choice->to].title;
}

void rehearse_scene_get(struct visit *visit)
{
    uint64_t choice = 0;
    const struct rehearsal *of = rehearsal_find(visit->words, visit->parts[0]);
    const struct rehearsal_scene *scene = of ? find_scene(of, visit->parts[1], &choice) : NULL;
    if (!scene) {
        visit_nothing_here(visit);
        return;
    }
    struct exposed exposed = rehearsal_exposed(visit, of);
    if (exposure_waits(visit, &exposed,
                       (struct way_back){S("learn"), S("learn/rehearse"), S("Other situations"), S("")}))
        return;
    bool first = scene == &of->scenes.at[0];
    struct rehearsal_view view = {
        .title = of->title,
        .lead = first && !choice ? of->lead : (struct html){0},
        .scene_title = scene->title,
        .text = scene->text,
    };
    if (choice)
        put_answer(visit, of, scene, &scene->choices.at[choice - 1], &view);
    else
        put_choices(visit, of, scene, &view);
    visit_frame(visit, of->title, S("learn"));
    view.frame = visit->frame;
    page_rehearsal(&visit->out, &view);
}
