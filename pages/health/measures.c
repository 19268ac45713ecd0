/* pages/health/measures.c - what is here to fill in, how often it is asked for, and bringing a questionnaire here */
#include "pages/health/measures.h"

#include "core/course/measure.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/health/measure_said.h"
#include "pages/templates.h"

enum { SHOWN_MAX = 24 };

static struct measure_card measure_card(struct visit *visit, const struct entry *entry)
{
    const struct measure *measure = &entry->shown->measure;
    return (struct measure_card){
        .id = visit_stamp(visit, entry->id),
        .name = measure->name,
        .sort = words_of(visit->words, MEASURE_KEYS, measure->which),
        .unsure = !measure_is_sure(measure, *visit->arena),
    };
}

static struct measured_card measured_card(struct visit *visit, const struct entry *entry)
{
    const struct measured *said = &entry->shown->measured;
    bool own = said->which == MEASURE_OWN;
    return (struct measured_card){
        .id = visit_stamp(visit, entry->id),
        .name = measured_name(visit, said),
        .when = visit_when_kept(visit, entry_made(entry)),
        .says = own ? (struct html){0} : measured_says(visit, said),
        .support = measured_opens_support(visit, said),
        .facts = own ? measured_own_rows(visit, said) : (struct entry_rows){0},
    };
}

static struct str notice_words(struct visit *visit)
{
    struct str saved = form_get(&visit->query, S("saved"));
    if (str_eq(saved, S("import")))
        return S("It is here now. Please look once whether the questions came over as they were.");
    return visit_saved_words(visit);
}

/* Some questionnaire cannot be added up, and no other of its sort can. */
static bool is_wanted_again(const struct visit *visit)
{
    for (size_t i = 0; i < visit->state->measures.len; i++) {
        const struct measure *measure = &visit->state->measures.at[i]->shown->measure;
        if (!measure_is_sure(measure, *visit->arena) &&
            !measure_imported(visit->state, (enum measure_name)measure->which, *visit->arena))
            return true;
    }
    return false;
}

static void show_measures(struct visit *visit, struct str problem)
{
    const struct state *state = visit->state;
    struct measure_card *cards = ARENA_MANY(visit->arena, struct measure_card, state->measures.len + 1);
    struct measured_card *said = ARENA_MANY(visit->arena, struct measured_card, SHOWN_MAX);
    size_t len = state->measured.len, shown = len < SHOWN_MAX ? len : SHOWN_MAX;
    enum measure_rhythm due = measure_due(state, visit->now_ms, *visit->arena);
    for (size_t i = 0; i < state->measures.len; i++)
        cards[i] = measure_card(visit, state->measures.at[i]);
    for (size_t i = 0; i < shown; i++)
        said[i] = measured_card(visit, state->measured.at[len - 1 - i]);
    visit_frame(visit, S("What I measured"), S(""));
    page_measures(
        &visit->out,
        &(struct measures_view){
            .frame = visit->frame,
            .lead = fixed_text(visit->words, S("measures-lead"))->body,
            .notice = notice_words(visit),
            .problem = problem,
            .again = is_wanted_again(visit) ? fixed_text(visit->words, S("measure-again"))->body : (struct html){0},
            .measures = {cards, state->measures.len},
            .measured = {said, shown},
            .more = shown < len,
            .due_who5 = due == RHYTHM_WHO5,
            .due_own = due == RHYTHM_OWN,
            .due_id = due == RHYTHM_WHO5 ? visit_stamp(visit, measure_imported(state, MEASURE_WHO5, *visit->arena)->id)
                                         : S(""),
            .rhythms = choices_one(visit->arena, words_in(visit->words, RHYTHM_KEYS), S("rhythm"),
                                   state_setting(state, SETTING_MEASURES, RHYTHM_NONE)),
            .rhythm_kept = form_has(&visit->query, S("rhythm")),
        });
}

void measures_get(struct visit *visit)
{
    show_measures(visit, S(""));
}

void measures_rhythm_post(struct visit *visit)
{
    struct event event;
    struct str problem = measure_rhythm_decide(&visit->form, &event);
    if (!visit_keep_unless(visit, problem, &event, S("/measures?rhythm=kept#rhythm")))
        show_measures(visit, problem);
}

struct str measure_due_path(struct visit *visit)
{
    enum measure_rhythm due = measure_due(visit->state, visit->now_ms, *visit->arena);
    if (due == RHYTHM_OWN)
        return S("measures/own");
    if (due != RHYTHM_WHO5)
        return S("");
    const struct entry *who5 = measure_imported(visit->state, MEASURE_WHO5, *visit->arena);
    return STR_JOIN(visit->arena, S("measures/"), visit_stamp(visit, who5->id));
}

/* Bringing one here */

static void show_import(struct visit *visit, struct str problem)
{
    const struct form *form = &visit->form;
    struct word_list six = words_in(visit->words, MEASURE_KEYS);
    six.len--; /* the last is attune's own */
    visit_frame(visit, S("Bring a questionnaire"), S(""));
    page_measure_import(
        &visit->out, &(struct measure_import_view){
                         .frame = visit->frame,
                         .lead = fixed_text(visit->words, S("measure-import-lead"))->body,
                         .problem = problem,
                         .json = form_get(form, S("json")),
                         .name = form_get(form, S("name")),
                         .max_bytes = number_words(visit->arena, QUESTIONNAIRE_BYTES_MAX),
                         .which = choices_one(visit->arena, six, S("which"), form_one(form, MEASURE_KEYS, S("which"))),
                     });
}

void measure_import_get(struct visit *visit)
{
    show_import(visit, S(""));
}

void measure_import_post(struct visit *visit)
{
    struct event event;
    struct str problem = measure_import_decide(&visit->form, visit->arena, &event);
    if (!problem.len && !event.measure.name.len)
        event.measure.name = words_of(visit->words, MEASURE_KEYS, event.measure.which);
    if (!visit_keep_unless(visit, problem, &event, S("/measures?saved=import")))
        show_import(visit, problem);
}

static void show_name(struct visit *visit, struct str name, struct str problem)
{
    visit_frame(visit, S("Its name"), S(""));
    page_measure_name(&visit->out,
                      &(struct measure_name_view){
                          .frame = visit->frame, .problem = problem, .at = str_after(visit->path, 1), .name = name});
}

void measure_name_get(struct visit *visit)
{
    const struct entry *entry = visit_entry(visit, MEASURE_IMPORTED);
    if (entry)
        show_name(visit, visit->typed ? form_get(&visit->form, S("name")) : entry->shown->measure.name, S(""));
}

void measure_name_post(struct visit *visit)
{
    const struct entry *entry = visit_entry(visit, MEASURE_IMPORTED);
    struct event event = {0};
    if (!entry)
        return;
    struct str problem = measure_name_decide(&visit->form, entry, &event);
    bool same = str_eq(event.measure.name, entry->shown->measure.name);
    if (!visit_keep_unless(visit, problem, same ? NULL : &event, S("/measures?saved=1")))
        show_name(visit, form_get(&visit->form, S("name")), problem);
}
