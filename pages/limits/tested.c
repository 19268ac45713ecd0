/* pages/limits/tested.c - two paths as tables: their parts, what each says, and where it leads besides */
#include "pages/limits/tested.h"

#include "core/course/journal.h"
#include "pages/frame/gone.h"
#include "pages/frame/held.h"
#include "pages/frame/words.h"
#include "pages/limits/views.h"
#include "pages/templates.h"

enum { PARTS_MAX = 6, LINKS_MAX = 3 };

struct path_link {
    struct str path, title;
};
struct path_part {
    struct str key, title, about;
    struct str text;  /* id of its fixed text */
    struct str label; /* of its box; empty: nothing is written here */
    struct path_link links[LINKS_MAX];
};
struct path {
    struct str path, title, text, prefix;
    struct path_part parts[PARTS_MAX];
};

#define LINK(path, title)                                                                                              \
    {                                                                                                                  \
        S_INIT(path), S_INIT(title)                                                                                    \
    }

static const struct path TESTED = {
    S_INIT("limits/tested"),
    S_INIT("When a limit was tested"),
    S_INIT("tested-first"),
    S_INIT("tested/"),
    {
        {S_INIT("need"),
         S_INIT("What I need now"),
         S_INIT("The next hour, and tonight."),
         S_INIT("tested-need"),
         S_INIT("What I need"),
         {LINK("ground", "Ground"), LINK("rest", "Rest")}},
        {S_INIT("happened"),
         S_INIT("What happened, as far as I want"),
         S_INIT("A word is enough, or nothing."),
         S_INIT("tested-happened"),
         S_INIT("What happened, as far as I want to say"),
         {LINK("ground", "Ground")}},
        {S_INIT("say"),
         S_INIT("What I might say"),
         S_INIT("To them, or to someone else."),
         S_INIT("tested-say"),
         S_INIT("What I might say, or not"),
         {LINK("learn/scripts/S06", "Answering pressure"), LINK("learn/scripts/S19", "After a limit was crossed"),
          LINK("learn/scripts/S07", "Changing my mind in the middle")}},
        {S_INIT("change"),
         S_INIT("A limit that changes"),
         S_INIT("Or stays exactly as it was."),
         S_INIT("tested-change"),
         S_INIT("What I want to be different"),
         {LINK("limits/new?stance=never", "Write a never"), LINK("limits", "My limits"),
          LINK("limits/card", "My card")}},
        {S_INIT("later"),
         S_INIT("A few days on"),
         S_INIT("If I want to look at it again."),
         S_INIT("tested-later"),
         S_INIT("What helped, and what I know now"),
         {LINK("limits/repair", "About trust, if I want")}},
    },
};

static const struct path REPAIR = {
    S_INIT("limits/repair"),
    S_INIT("Trust after a limit was crossed"),
    S_INIT("repair-first"),
    S_INIT("tested/repair-"),
    {
        {S_INIT("afraid"),
         S_INIT("Slip, or something else"),
         S_INIT("Two things that are not the same."),
         S_INIT("repair-afraid"),
         S_INIT(""),
         {LINK("limits/alone", "Questions to answer alone"), LINK("help", "Help lines")}},
        {S_INIT("saw"),
         S_INIT("What I have seen so far"),
         S_INIT("What they did, once they knew."),
         S_INIT("repair-saw"),
         S_INIT("What I have seen"),
         {{{0}}}},
        {S_INIT("need"),
         S_INIT("What I would need"),
         S_INIT("Not a promise to go on."),
         S_INIT("repair-need"),
         S_INIT("What I would need"),
         {{{0}}}},
        {S_INIT("rests"),
         S_INIT("What rests meanwhile"),
         S_INIT("Touch, time together, being told things."),
         S_INIT("repair-rests"),
         S_INIT("What rests, until I say so"),
         {LINK("limits/new?stance=not-now", "Write a not now"),
          LINK("learn/scripts/S19", "After a limit was crossed")}},
        {S_INIT("decide"),
         S_INIT("Where I stand"),
         S_INIT("Yes, no, not yet, or no answer."),
         S_INIT("repair-decide"),
         S_INIT("Where I stand today"),
         {{{0}}}},
        {S_INIT("owning"),
         S_INIT("For the one who crossed it"),
         S_INIT("What owning it can look like."),
         S_INIT("repair-owning"),
         S_INIT(""),
         {{{0}}}},
    },
};

static struct held_rows link_rows(struct visit *visit, const struct path_part *part)
{
    struct held_row *rows = ARENA_MANY(visit->arena, struct held_row, LINKS_MAX);
    size_t len = 0;
    for (; len < LINKS_MAX && part->links[len].path.len; len++)
        rows[len] = (struct held_row){.path = part->links[len].path, .title = part->links[len].title};
    return (struct held_rows){rows, len};
}

static void show_path(struct visit *visit, const struct path *path)
{
    struct held_row *rows = ARENA_MANY(visit->arena, struct held_row, PARTS_MAX);
    size_t len = 0;
    for (; len < PARTS_MAX && path->parts[len].key.len; len++)
        rows[len] = (struct held_row){
            .path = STR_JOIN(visit->arena, path->path, S("/"), path->parts[len].key),
            .title = path->parts[len].title,
            .about = path->parts[len].about,
        };
    visit_frame(visit, path->title, S("limits"));
    page_path(&visit->out, &(struct path_view){
                               .frame = visit->frame,
                               .title = path->title,
                               .notice = visit_saved_words(visit),
                               .first = fixed_text(visit->words, path->text)->body,
                               .parts = {rows, len},
                           });
}

static const struct path_part *part_asked(struct visit *visit, const struct path *path)
{
    for (size_t i = 0; i < PARTS_MAX; i++)
        if (path->parts[i].key.len && str_eq(path->parts[i].key, visit->parts[0]))
            return &path->parts[i];
    visit_nothing_here(visit);
    return NULL;
}

static struct str about_of(struct visit *visit, const struct path *path, const struct path_part *part)
{
    return STR_JOIN(visit->arena, path->prefix, part->key);
}

/* What was written here before, newest first. */
static void put_earlier(struct visit *visit, struct str about, struct path_part_view *view)
{
    struct path_entry *at = ARENA_MANY(visit->arena, struct path_entry, visit->state->abouts.len + 1);
    size_t len = 0, i = visit->state->abouts.len;
    for (const struct entry *e; (e = state_note_before(visit->state, NOTE_TESTED, about, &i));)
        at[len++] = (struct path_entry){
            .id = visit_stamp(visit, e->id),
            .when = visit_when_kept(visit, entry_made(e)),
            .words = e->shown->note.words,
        };
    view->earlier.at = at;
    view->earlier.len = len;
}

static void show_part(struct visit *visit, const struct path *path, const struct path_part *part, struct str words,
                      struct str problem)
{
    struct path_part_view view = {
        .path = path->path,
        .path_title = path->title,
        .title = part->title,
        .at = STR_JOIN(visit->arena, path->path, S("/"), part->key),
        .words = words,
        .problem = problem,
        .label = part->label,
        .body = fixed_text(visit->words, part->text)->body,
        .links = link_rows(visit, part),
        .takes_words = part->label.len > 0,
    };
    put_earlier(visit, about_of(visit, path, part), &view);
    visit_frame(visit, part->title, S("limits"));
    view.frame = visit->frame;
    page_path_part(&visit->out, &view);
}

static void part_get(struct visit *visit, const struct path *path)
{
    const struct path_part *part = part_asked(visit, path);
    if (part)
        show_part(visit, path, part, visit_typed(visit, S("words")), S(""));
}

static void part_post(struct visit *visit, const struct path *path)
{
    const struct path_part *part = part_asked(visit, path);
    struct event event;
    if (!part)
        return;
    struct str problem = note_decide(&visit->form, NOTE_TESTED, (struct stamp){0}, &event);
    if (problem.len || !part->label.len) {
        show_part(visit, path, part, form_get(&visit->form, S("words")), problem);
        return;
    }
    event.note.about = about_of(visit, path, part);
    visit_keep(visit, event);
    visit_go(visit, STR_JOIN(visit->arena, S("/"), path->path, S("?kept=1")));
}

void tested_get(struct visit *visit)
{
    show_path(visit, &TESTED);
}

void tested_part_get(struct visit *visit)
{
    part_get(visit, &TESTED);
}

void tested_part_post(struct visit *visit)
{
    part_post(visit, &TESTED);
}

void repair_get(struct visit *visit)
{
    show_path(visit, &REPAIR);
}

void repair_part_get(struct visit *visit)
{
    part_get(visit, &REPAIR);
}

void repair_part_post(struct visit *visit)
{
    part_post(visit, &REPAIR);
}
