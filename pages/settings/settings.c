/* pages/settings/settings.c - one small form for each setting */
#include "pages/settings/settings.h"

#include "core/course/settings.h"
#include "pages/frame/words.h"
#include "pages/settings/stray.h"
#include "pages/settings/views.h"
#include "pages/templates.h"

/* The form that is shown again with what was typed. */
struct again {
    enum setting_name name;
    struct str problem;
    const struct form *form;
};

struct setting_words {
    enum setting_name name;
    struct str legend, hint, words_label, words_hint;
};

static const struct setting_words LOOKS[] = {
    {SETTING_THEME, S_INIT("Colours"), S_INIT(""), S_INIT(""), S_INIT("")},
    {SETTING_TEXT, S_INIT("Size of the words"), S_INIT(""), S_INIT(""), S_INIT("")},
};
static const struct setting_words MEETING[] = {
    {SETTING_EXPOSURE, S_INIT("What contains something I asked to avoid"),
     S_INIT("It counts for lessons, words, tools, activities, scripts and rehearsals. Three tools under Ground never "
            "contain it."),
     S_INIT(""), S_INIT("")},
};
static const struct setting_words LEAVING[] = {
    {SETTING_LOCK, S_INIT("Lock by itself after"), S_INIT("When nothing was done for so long."), S_INIT(""),
     S_INIT("")},
    {SETTING_TITLE, S_INIT("Title of the window"),
     S_INIT("It stands on the tab, in the browser’s history and in the list of open programs."),
     S_INIT("My own words for the title"), S_INIT("Used if you choose words of your own.")},
    {SETTING_LEAVE, S_INIT("Where Leave goes"),
     S_INIT("A blank page comes from this device. A page of your choice is asked for over the network, "
            "so others may see that it was opened."),
     S_INIT("Address of the page I choose"), S_INIT("It begins with https://")},
};

static const struct setting_words WRITING[] = {
    {SETTING_SPELLING, S_INIT("Check my spelling"),
     S_INIT("Some browsers send what you type to the company that made them, to check it. So it is off at first. The "
            "browser’s own settings say which kind of check it makes."),
     S_INIT(""), S_INIT("")},
};

static const struct setting_words OFFERS[] = {
    {SETTING_LEARNING, S_INIT("Offers that learn"),
     S_INIT("From your wind-downs, stops and the day after. It stays on this device."), S_INIT(""), S_INIT("")},
    {SETTING_PACE, S_INIT("How careful offers are"), S_INIT("The first days are more careful still."), S_INIT(""),
     S_INIT("")},
    {SETTING_LINE, S_INIT("How much is too much"), S_INIT("Offers will aim to stay below this. Stop works as always."),
     S_INIT(""), S_INIT("")},
};

static struct setting_row setting_row(struct visit *visit, const struct setting_words *of, const struct again *again)
{
    bool typed = again && again->name == of->name;
    struct key_list list = setting_choices(of->name);
    struct str key = key_for(SETTING_KEYS, of->name);
    unsigned chosen = setting_chosen(visit->state, of->name);
    struct str words = setting_own_words(visit->state, of->name);
    const struct key_row *row = typed ? row_by_key(list, form_get(again->form, S("choice"))) : NULL;
    if (row)
        chosen = row->number;
    if (typed)
        words = form_get(again->form, S("words"));
    return (struct setting_row){
        .key = key,
        .legend = of->legend,
        .hint = of->hint,
        .once = form_once(visit, of->name),
        .problem = typed ? again->problem : S(""),
        .choices = choices_one(visit->arena, words_in(visit->words, list), S("choice"), chosen),
        .kept = str_eq(form_get(&visit->query, S("kept")), key),
        .has_words = of->words_label.len != 0,
        .words = words,
        .words_label = of->words_label,
        .words_hint = of->words_hint,
    };
}

static struct setting_rows rows_of(struct visit *visit, const struct setting_words *of, size_t len,
                                   const struct again *again)
{
    struct setting_row *at = ARENA_MANY(visit->arena, struct setting_row, len);
    for (size_t i = 0; i < len; i++)
        at[i] = setting_row(visit, &of[i], again);
    return (struct setting_rows){at, len};
}
#define ROWS_OF(visit, table, again) rows_of((visit), (table), sizeof(table) / sizeof *(table), (again))

static void show_settings(struct visit *visit, const struct again *again)
{
    struct strays strays = strays_waiting(visit->state, visit->arena);
    size_t held = things_held(visit->state, &strays);
    visit_frame(visit, S("Settings"), S(""));
    page_settings(&visit->out, &(struct settings_view){
                                   .frame = visit->frame,
                                   .looks = ROWS_OF(visit, LOOKS, again),
                                   .meeting = ROWS_OF(visit, MEETING, again),
                                   .writing = ROWS_OF(visit, WRITING, again),
                                   .leaving = ROWS_OF(visit, LEAVING, again),
                                   .offers = ROWS_OF(visit, OFFERS, again),
                                   .leave_limits = fixed_text(visit->words, S("leave-limits"))->body,
                                   .keep = fixed_text(visit->words, S("keep-lead"))->body,
                                   .deletion = fixed_text(visit->words, S("deletion"))->body,
                                   .sheet_proven = visit->state->sheet_proven,
                                   .incomplete = visit->incomplete != 0,
                                   .held = held,
                                   .held_one = held == 1,
                                   .strays = stray_rows(visit, &strays),
                                   .held_until = visit_date(visit, visit->held_until_ms, visit->zone_min),
                                   .held_not_you = fixed_text(visit->words, S("held-not-you"))->body,
                                   .let_go = !held && str_eq(form_get(&visit->query, S("kept")), S("let-go")),
                                   .passphrase_changed = str_eq(form_get(&visit->query, S("passphrase")), S("changed")),
                               });
}

void settings_get(struct visit *visit)
{
    struct again again = {.name = settings_named(&visit->form), .form = &visit->form};
    show_settings(visit, visit->typed ? &again : NULL);
}

void settings_post(struct visit *visit)
{
    struct event event;
    enum setting_name name = settings_named(&visit->form);
    struct str problem = settings_decide(&visit->form, &event);
    struct str key = key_for(SETTING_KEYS, name);
    if (!visit_keep_unless(visit, problem, &event, STR_JOIN(visit->arena, S("/settings?kept="), key, S("#s-"), key)))
        show_settings(visit, &(struct again){.name = name, .problem = problem, .form = &visit->form});
}

/* The kinds of things that stand in the log, each once and without numbers. */
void settings_export_get(struct visit *visit)
{
    bool found[EVENT_END] = {0};
    struct str *kinds = ARENA_MANY(visit->arena, struct str, EVENT_END);
    size_t len = 0;
    for (size_t i = 0; i < visit->state->log.events.len; i++)
        found[visit->state->log.events.at[i]->kind] = true;
    found[WAYS_CHANGED] = false; /* left out: see app_export_json */
    found[DRAFT_KEPT] = visit->state->drafts.len > 0;
    for (unsigned kind = EVENT_NONE + 1; kind < EVENT_END; kind++)
        if (found[kind])
            kinds[len++] = words_of(visit->words, EVENT_KEYS, kind);
    visit_frame(visit, S("Export"), S(""));
    page_export(&visit->out, &(struct export_view){.frame = visit->frame, .kinds = {kinds, len}});
}
