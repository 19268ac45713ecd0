/* pages/ground/toolkit.c - finding what was taken along, and the pages that carry it */
#include "pages/frame/named.h"
#include "pages/ground/toolkit.h"

#include "core/course/exposure.h"
#include "core/log/questions.h"
#include "pages/frame/take.h"
#include "pages/ground/ground.h"
#include "pages/ground/help.h"
#include "pages/ground/views.h"
#include "pages/templates.h"

enum { TITLE_BYTES = 60, CARD_TOOLS = 3 };

/* Finding */

static bool find_tool(struct visit *visit, struct str id, struct thing *out)
{
    for (size_t i = 0; i < visit->words->ground.len; i++) {
        const struct ground_tool *tool = &visit->words->ground.at[i];
        if (!str_eq(tool->id, id))
            continue;
        *out = (struct thing){.kind = THING_TOOL,
                              .title = tool->name,
                              .path = STR_JOIN(visit->arena, S("ground/"), id),
                              .lead = tool->lead,
                              .steps = tool->steps};
        return true;
    }
    return false;
}

static bool find_activity(struct visit *visit, struct str id, struct thing *out)
{
    const struct rung *rung = state_rung(visit->state, id);
    if (!rung)
        return false;
    *out = (struct thing){.kind = THING_ACTIVITY,
                          .title = rung_name(visit->words, rung),
                          .path = STR_JOIN(visit->arena, S("practice/activity/"), id),
                          .lead = rung->index < LIBRARY_LEN ? visit->words->activities.at[rung->index].lead
                                                            : (struct html){0},
                          .words = rung->own ? rung->own->own.steps : S("")};
    return true;
}

static bool find_lesson(struct visit *visit, struct str id, struct thing *out)
{
    for (size_t i = 0; i < visit->words->lessons.len; i++) {
        if (!str_eq(visit->words->lessons.at[i].id, id))
            continue;
        *out = (struct thing){.kind = THING_LESSON,
                              .title = visit->words->lessons.at[i].title,
                              .path = STR_JOIN(visit->arena, S("learn/"), id)};
        return true;
    }
    return false;
}

static bool find_line(struct visit *visit, struct str id, struct thing *out)
{
    struct str what = STR_JOIN(visit->arena, S("line/"), id);
    for (size_t i = 0; i < visit->words->help.len; i++) {
        const struct help_line *line = &visit->words->help.at[i];
        if (!str_eq(help_line_id(visit->arena, line), what))
            continue;
        *out = (struct thing){.kind = THING_LINE,
                              .title = line->name,
                              .contact = {line->contact},
                              .words = line->hours,
                              .path = STR_JOIN(visit->arena, S("help?c="), line->code)};
        return true;
    }
    return false;
}

static void note_thing(struct visit *visit, const struct entry *entry, struct thing *out)
{
    struct str words = entry->shown->note.words, first, rest;
    str_cut(words, '\n', &first, &rest);
    *out = (struct thing){.kind = THING_WORDS,
                          .title = str_first_whole(first, TITLE_BYTES),
                          .words = words,
                          .path = STR_JOIN(visit->arena, S("journal/"), visit_stamp(visit, entry->id))};
}

static bool find_note(struct visit *visit, struct str id, struct thing *out)
{
    const struct entry *entry = visit_entry_named(visit, id, NOTE_WRITTEN);
    if (!entry)
        return false;
    note_thing(visit, entry, out);
    return true;
}

/* The newest note that belongs to it, of whatever sort. */
static bool find_about(struct visit *visit, struct str what, struct thing *out)
{
    for (size_t i = visit->state->abouts.len; i-- > 0;) {
        const struct entry *entry = visit->state->abouts.at[i];
        if (!str_eq(entry->shown->note.about, what))
            continue;
        note_thing(visit, entry, out);
        return true;
    }
    return false;
}

/*      begins with    is found by    */
static const struct {
    struct str start;
    bool (*find)(struct visit *visit, struct str id, struct thing *out);
} FINDERS[] = {
    {S_INIT("ground/"), find_tool}, {S_INIT("activity/"), find_activity}, {S_INIT("lesson/"), find_lesson},
    {S_INIT("line/"), find_line},   {S_INIT("note/"), find_note},
};

bool toolkit_find(struct visit *visit, struct str what, struct thing *out)
{
    for (size_t i = 0; i < sizeof FINDERS / sizeof *FINDERS; i++)
        if (str_starts(what, FINDERS[i].start) && FINDERS[i].find(visit, str_after(what, FINDERS[i].start.len), out))
            return true;
    return find_about(visit, what, out);
}

/* Taking along and putting back */

void toolkit_take_post(struct visit *visit)
{
    struct str what = form_get(&visit->form, S("what"));
    struct thing thing;
    bool back = str_eq(form_get(&visit->form, S("do")), S("back"));
    bool found = what.len && what.len <= TAKE_WHAT_MAX && toolkit_find(visit, what, &thing);
    if (back)
        take_back(visit, what);
    else if (found && !state_is_taken(visit->state, what))
        visit_keep(visit, (struct event){.kind = FAVOURITE_SET, .favourite = {.what = what, .on = 1}});
    visit_go(visit,
             found && !form_has(&visit->form, S("here")) ? STR_JOIN(visit->arena, S("/"), thing.path) : S("/toolkit"));
}

/* The page */

static struct toolkit_things things_of(struct visit *visit, enum thing_kind kind)
{
    const struct state *state = visit->state;
    struct toolkit_thing *at = ARENA_MANY(visit->arena, struct toolkit_thing, state->taken.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < state->taken.len; i++) {
        const struct favourite *taken = &state->taken.at[i]->favourite;
        struct thing thing;
        if (!taken->on || !toolkit_find(visit, taken->what, &thing) || thing.kind != kind)
            continue;
        at[len++] = (struct toolkit_thing){
            .title = thing.title,
            .words = thing.words,
            .path = thing.path,
            .contact = thing.contact,
            .lead = thing.lead,
            .steps = thing.steps,
            .what = taken->what,
            .once = form_once(visit, (unsigned)i),
        };
    }
    return (struct toolkit_things){at, len};
}

static struct str comforts(const struct state *state)
{
    const struct event *said = state_answer(state, INTAKE_COMFORTS);
    return said ? said->answer.words : S("");
}

static bool is_among(const struct toolkit_thing *at, size_t len, struct str title)
{
    for (size_t i = 0; i < len; i++)
        if (str_eq(at[i].title, title))
            return true;
    return false;
}

/* Three for the card: those chosen, then what Ground would show first. */
static struct toolkit_things tools_for_card(struct visit *visit)
{
    struct toolkit_thing *at = ARENA_MANY(visit->arena, struct toolkit_thing, CARD_TOOLS);
    struct toolkit_things chosen = things_of(visit, THING_TOOL);
    const struct ground_tool *picked[GROUND_SET];
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    size_t picked_len = ground_pick(visit->words, &exposure, 0, picked), len = 0;
    for (size_t i = 0; i < chosen.len && len < CARD_TOOLS; i++)
        at[len++] = chosen.at[i];
    for (size_t i = 0; i < picked_len && len < CARD_TOOLS; i++)
        if (!is_among(at, len, picked[i]->name))
            at[len++] = (struct toolkit_thing){.title = picked[i]->name, .steps = picked[i]->steps};
    return (struct toolkit_things){at, len};
}

static struct toolkit_view view_of(struct visit *visit)
{
    const struct state *state = visit->state;
    return (struct toolkit_view){
        .frame = visit->frame,
        .first = fixed_text(visit->words, S("toolkit-first"))->body,
        .stop_word = state_card(state, CARD_STOP_WORD),
        .signal = state_card(state, CARD_SIGNAL),
        .after = state_card(state, CARD_AFTER),
        .comforts = comforts(state),
        .tools = things_of(visit, THING_TOOL),
        .activities = things_of(visit, THING_ACTIVITY),
        .lessons = things_of(visit, THING_LESSON),
        .lines = things_of(visit, THING_LINE),
        .words = things_of(visit, THING_WORDS),
    };
}

void toolkit_get(struct visit *visit)
{
    visit_frame(visit, S("My toolkit"), S(""));
    struct toolkit_view view = view_of(visit);
    view.any = view.tools.len || view.activities.len || view.lessons.len || view.lines.len || view.words.len;
    page_toolkit(&visit->out, &view);
}

void toolkit_print_get(struct visit *visit)
{
    visit_frame(visit, S("A card to fold"), S(""));
    struct toolkit_print_view view = {.frame = visit->frame, .kit = view_of(visit)};
    view.kit.tools = tools_for_card(visit);
    page_toolkit_print(&visit->out, &view);
}
