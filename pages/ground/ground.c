/* pages/ground/ground.c - three tools at a time, all of them on one page, and one big and clear */
#include "pages/ground/ground.h"

#include "core/log/questions.h"
#include "pages/frame/exposure.h"
#include "pages/frame/gone.h"
#include "pages/frame/parts.h"
#include "pages/frame/take.h"
#include "pages/ground/views.h"
#include "pages/media/media.h"
#include "pages/templates.h"

enum { TOOLS_MAX = 64, TURNS_MAX = 999, FITS_FAR_AWAY = 2 };

/* A list of tools in the order in which they are offered. */
struct tools {
    const struct ground_tool *at[TOOLS_MAX];
    size_t len;
};

enum kind { OUTWARD, CAREFUL, BREATH };

bool ground_is_breath(const struct ground_tool *tool)
{
    return SET_HAS(tool->tags, TAG_BREATH);
}

static enum kind kind_of(const struct ground_tool *tool)
{
    if (ground_is_breath(tool))
        return BREATH;
    return tool->far_away == FITS_FAR_AWAY ? OUTWARD : CAREFUL;
}

static struct exposed tool_exposed(const struct ground_tool *tool)
{
    return (struct exposed){
        .tags = tool->tags,
        .plain = {tool->name},
        .html = {exposed_html(tool->lead), exposed_html(tool->steps), exposed_html(tool->care)},
    };
}

static enum shown tool_shown(const struct exposure *exposure, const struct ground_tool *tool)
{
    struct exposed exposed = tool_exposed(tool);
    return exposure_shown(exposure, &exposed);
}

static void add_kind(const struct words *words, struct tools *tools, enum kind kind, const struct exposure *exposure)
{
    for (size_t i = 0; i < words->ground.len; i++)
        if (kind_of(&words->ground.at[i]) == kind && tools->len < TOOLS_MAX &&
            tool_shown(exposure, &words->ground.at[i]) == SHOWN_PLAINLY)
            tools->at[tools->len++] = &words->ground.at[i];
}

size_t ground_pick(const struct words *words, const struct exposure *exposure, unsigned turn,
                   const struct ground_tool *out[GROUND_SET])
{
    struct tools tools = {.len = 0};
    static const struct exposure NOTHING = {.how = EXPOSURE_ASK};
    add_kind(words, &tools, OUTWARD, exposure);
    add_kind(words, &tools, CAREFUL, exposure);
    /* Everything is kept away: something outside oneself is still kinder than an empty page. */
    if (tools.len == 0)
        add_kind(words, &tools, OUTWARD, &NOTHING);
    if (turn >= GROUND_BREATH_FROM_TURN)
        add_kind(words, &tools, BREATH, exposure);
    size_t len = tools.len < GROUND_SET ? tools.len : GROUND_SET;
    for (size_t i = 0; i < len; i++)
        out[i] = tools.at[((size_t)turn * GROUND_SET + i) % tools.len];
    return len;
}

static struct ground_row row_of(const struct ground_tool *tool)
{
    return (struct ground_row){.id = tool->id, .name = tool->name, .channel = tool->channel, .lead = tool->lead};
}

/* A practice that was stopped goes on to its wind-down, if the person likes; empty if there is none. */
static struct str wind_down_of(struct visit *visit)
{
    const struct practice *practice = visit->state ? state_open_practice(visit->state) : NULL;
    if (!practice || !practice->consent.begun_ms)
        return S(""); /* stopped at the gate: there is nothing to wind down from */
    enum consent_phase phase = practice->consent.phase;
    if (phase != CONSENT_STOPPED && phase != CONSENT_WINDING_DOWN)
        return S("");
    return STR_JOIN(visit->arena, S("practice/"), visit_stamp(visit, practice->id), S("/wind-down"));
}

/* After a stop, the person's own comforts are close (clinical reference, 3.5; practice 26). */
static void put_comforts(struct visit *visit, struct ground_view *view)
{
    const struct event *comforts = visit->state ? state_answer(visit->state, INTAKE_COMFORTS) : NULL;
    const struct practice *practice = visit->state ? state_open_practice(visit->state) : NULL;
    if (comforts)
        view->comforts = comforts->answer.words;
    if (practice)
        view->kind_after = practice->planned->plan.after;
}

void ground_get(struct visit *visit)
{
    const struct ground_tool *picked[GROUND_SET];
    uint64_t turn = 0;
    form_number(&visit->query, S("turn"), TURNS_MAX, &turn);
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    size_t len = ground_pick(visit->words, &exposure, (unsigned)turn, picked);
    struct ground_row *rows = ARENA_MANY(visit->arena, struct ground_row, GROUND_SET);
    for (size_t i = 0; i < len; i++)
        rows[i] = row_of(picked[i]);
    bool stopped = form_has(&visit->query, S("stopped"));
    visit_frame(visit, S("Ground"), S(""));
    struct ground_view view = {
        .frame = visit->frame,
        .first = fixed_text(visit->words, S("ground-first"))->body,
        .stopped_words = stopped ? fixed_text(visit->words, S("stopped"))->body : (struct html){0},
        .tools = {rows, len},
        .after = wind_down_of(visit),
        .next_turn = (unsigned)turn < TURNS_MAX ? (unsigned)turn + 1 : 0,
        .second = turn >= GROUND_BREATH_FROM_TURN,
    };
    if (stopped)
        put_comforts(visit, &view);
    if (stopped || view.second)
        view.comfort_items = kit_for_now(visit);
    page_ground(&visit->out, &view);
}

static struct ground_rows rows_of_kind(struct visit *visit, enum kind kind, const struct exposure *exposure)
{
    struct ground_row *rows = ARENA_MANY(visit->arena, struct ground_row, visit->words->ground.len);
    size_t len = 0;
    for (size_t i = 0; i < visit->words->ground.len; i++) {
        enum shown shown = tool_shown(exposure, &visit->words->ground.at[i]);
        if (kind_of(&visit->words->ground.at[i]) != kind || (shown != SHOWN_PLAINLY && shown != SHOWN_MARKED))
            continue;
        rows[len] = row_of(&visit->words->ground.at[i]);
        rows[len++].marked = shown == SHOWN_MARKED;
    }
    return (struct ground_rows){rows, len};
}

static struct ground_rows rows_kept_away(struct visit *visit, const struct exposure *exposure, enum shown how)
{
    struct ground_row *rows = ARENA_MANY(visit->arena, struct ground_row, visit->words->ground.len);
    size_t len = 0;
    for (size_t i = 0; i < visit->words->ground.len; i++)
        if (tool_shown(exposure, &visit->words->ground.at[i]) == how)
            rows[len++] = row_of(&visit->words->ground.at[i]);
    return (struct ground_rows){rows, len};
}

void ground_all_get(struct visit *visit)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    visit_frame(visit, S("Ground"), S(""));
    page_ground_all(&visit->out, &(struct ground_all_view){
                                     .frame = visit->frame,
                                     .outward = rows_of_kind(visit, OUTWARD, &exposure),
                                     .careful = rows_of_kind(visit, CAREFUL, &exposure),
                                     .breath = rows_of_kind(visit, BREATH, &exposure),
                                     .kept_away = rows_kept_away(visit, &exposure, SHOWN_WHEN_ASKED),
                                     .left_out = rows_kept_away(visit, &exposure, SHOWN_NOT).len > 0,
                                 });
}

/* The gentlest first: it is the closest to how breath goes by itself (clinical reference, 2.3). */
static const struct pace_row PACES[] = {
    {S_INIT("b33"), S_INIT("3 in, 3 out"), false},
    {S_INIT("b34"), S_INIT("3 in, 4 out"), false},
    {S_INIT("b45"), S_INIT("4 in, 5 out"), false},
    {S_INIT("b46"), S_INIT("4 in, 6 out"), false},
};
enum { PACES_LEN = sizeof PACES / sizeof *PACES };

/* A sigh has no even beat, so its drawing waits to be asked for. */
static bool has_even_beat(const struct ground_tool *tool)
{
    return !str_eq(tool->id, S("G17"));
}

static void put_paces(struct visit *visit, const struct ground_tool *tool, struct ground_tool_view *view)
{
    struct pace_row *rows = ARENA_MANY(visit->arena, struct pace_row, PACES_LEN);
    struct str asked = form_get(&visit->query, S("pace"));
    size_t chosen = has_even_beat(tool) ? 0 : PACES_LEN;
    for (size_t i = 0; i < PACES_LEN; i++) {
        rows[i] = PACES[i];
        if (str_eq(asked, PACES[i].key))
            chosen = i;
    }
    if (chosen < PACES_LEN) {
        rows[chosen].chosen = true;
        view->pace = rows[chosen].key;
    }
    view->paces.at = rows;
    view->paces.len = PACES_LEN;
}

void ground_tool_get(struct visit *visit)
{
    const struct ground_tool *tool = NULL;
    for (size_t i = 0; i < visit->words->ground.len; i++)
        if (str_eq(visit->words->ground.at[i].id, visit->parts[0]))
            tool = &visit->words->ground.at[i];
    if (!tool) {
        visit_nothing_here(visit);
        return;
    }
    struct exposed exposed = tool_exposed(tool);
    if (exposure_waits(visit, &exposed, (struct way_back){S(""), S("ground"), S("Another tool"), S("")}))
        return;
    struct ground_tool_view view = {
        .id = tool->id,
        .name = tool->name,
        .channel = tool->channel,
        .lead = tool->lead,
        .steps = tool->steps,
        .care = tool->care,
        .breath = ground_is_breath(tool),
        .take = take_form(visit, STR_JOIN(visit->arena, S("ground/"), tool->id), 1),
    };
    const struct ground_tool *outward[GROUND_SET];
    if (view.breath) {
        put_paces(visit, tool, &view);
        struct exposure exposure = exposure_of(visit->state, visit->words->lang);
        if (ground_pick(visit->words, &exposure, 0, outward)) {
            view.outward_id = outward[0]->id;
            view.outward_name = outward[0]->name;
        }
    }
    visit_frame(visit, S("Ground"), S(""));
    view.frame = visit->frame;
    page_ground_tool(&visit->out, &view);
}
