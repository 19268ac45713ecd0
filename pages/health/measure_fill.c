/* pages/health/measure_fill.c - filling in a questionnaire or the short check, and saying it again otherwise */
#include "core/course/measure.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/health/measure_said.h"
#include "pages/health/measures.h"
#include "pages/templates.h"

static struct str field_name(struct visit *visit, struct str letter, size_t n)
{
    struct buf b = buf_on(visit->arena);
    buf_put(&b, letter);
    buf_put_byte(&b, '-');
    buf_put_u64(&b, n);
    return buf_str(&b);
}

static bool is_chosen(struct str answers, size_t n, unsigned value)
{
    return n < answers.len && answers.at[n] == (char)('0' + value);
}

/* Every question can be left out again after it was answered. */
static struct choice leave_out(struct str name)
{
    return (struct choice){.name = name, .value = S(""), .words = S("Do not show it")};
}

static struct choices options(struct visit *visit, const struct question *question, struct str answers, size_t n)
{
    struct choice *at = ARENA_MANY(visit->arena, struct choice, QUESTION_OPTIONS_MAX + 1);
    struct str name = field_name(visit, S("a"), n);
    for (size_t k = 0; k < question->options_len; k++) {
        const struct question_option *option = &question->options[k];
        at[k] = (struct choice){.name = name,
                                .value = number_words(visit->arena, option->value),
                                .words = option->words,
                                .chosen = is_chosen(answers, n, option->value)};
    }
    at[question->options_len] = leave_out(name);
    return (struct choices){at, question->options_len + 1};
}

static struct ask_rows ask_rows(struct visit *visit, const struct questionnaire *questionnaire, struct str answers)
{
    struct ask_row *at = ARENA_MANY(visit->arena, struct ask_row, questionnaire->len);
    size_t n = 0;
    for (size_t i = 0; i < questionnaire->len; i++) {
        const struct question *question = &questionnaire->at[i];
        at[i] = (struct ask_row){.words = question->words, .is_line = question->options_len == 0};
        if (!at[i].is_line)
            at[i].choices = options(visit, question, answers, n++);
    }
    return (struct ask_rows){at, questionnaire->len};
}

/* What is in the form, or was kept. */
struct told {
    struct str answers, words;
    bool typed;
};

static struct told told_in_form(struct visit *visit, size_t asks)
{
    return (struct told){measure_answers_read(&visit->form, asks, visit->arena), form_get(&visit->form, S("words")),
                         true};
}

static void show_fill(struct visit *visit, const struct entry *measure, const struct measured *kept, struct str problem)
{
    const struct measure *of = &measure->shown->measure;
    struct questionnaire questionnaire = {0};
    if (questionnaire_unpack(of->items, visit->arena, &questionnaire))
        problem = S("The questions of this one cannot be read any more. Bringing its file here again will help.");
    struct told told = {kept->answers, kept->words, false};
    if (visit->typed || problem.len)
        told = told_in_form(visit, questionnaire.asks);
    struct measured now = {.measure = measure->id, .which = of->which, .answers = told.answers};
    visit_frame(visit, S("A questionnaire"), S(""));
    page_measure_fill(&visit->out, &(struct measure_fill_view){
                                       .frame = visit->frame,
                                       .title = of->name,
                                       .problem = problem,
                                       .at = str_after(visit->path, 1),
                                       .back = S("measures"),
                                       .notice = of->notice,
                                       .words = told.words,
                                       .what = measure_what_it_asks(visit->words, of->which),
                                       .support = told.typed && measured_opens_support(visit, &now),
                                       .again = measure_is_sure(of, *visit->arena)
                                                    ? (struct html){0}
                                                    : fixed_text(visit->words, S("measure-again"))->body,
                                       .asks_for_support = of->which == MEASURE_PHQ9,
                                       .asks = ask_rows(visit, &questionnaire, told.answers),
                                   });
}

/* Support comes first; the answers wait behind it. */
static void keep_said(struct visit *visit, const struct event *event)
{
    visit_keep(visit, *event);
    bool support = measured_opens_support(visit, &event->measured);
    visit_go(visit, support ? S("/measures/support?kept=1") : S("/measures?saved=1#said"));
}

static void fill_post(struct visit *visit, const struct entry *measure, struct stamp of, const struct measured *kept)
{
    struct event event;
    struct str problem = measure_said_decide(&visit->form, measure, of, visit->arena, &event);
    if (problem.len)
        show_fill(visit, measure, kept, problem);
    else
        keep_said(visit, &event);
}

void measure_fill_get(struct visit *visit)
{
    const struct entry *measure = visit_entry(visit, MEASURE_IMPORTED);
    if (measure)
        show_fill(visit, measure, &(struct measured){0}, S(""));
}

void measure_fill_post(struct visit *visit)
{
    const struct entry *measure = visit_entry(visit, MEASURE_IMPORTED);
    if (measure)
        fill_post(visit, measure, (struct stamp){0}, &(struct measured){0});
}

/* The short check */

static struct choices own_choices(struct visit *visit, struct str name, struct str answers, size_t n)
{
    struct choice *at = ARENA_MANY(visit->arena, struct choice, OWN_ANSWERS_LEN + 1);
    for (unsigned k = 0; k < OWN_ANSWERS_LEN; k++)
        at[k] = (struct choice){.name = name,
                                .value = number_words(visit->arena, k),
                                .words = words_of(visit->words, OWN_ANSWER_KEYS, k),
                                .chosen = is_chosen(answers, n, k)};
    at[OWN_ANSWERS_LEN] = leave_out(name);
    return (struct choices){at, OWN_ANSWERS_LEN + 1};
}

static struct ask_rows own_asks(struct visit *visit, struct str answers)
{
    struct ask_row *at = ARENA_MANY(visit->arena, struct ask_row, OWN_ASKS);
    for (size_t n = 0; n < OWN_ASKS; n++)
        at[n] = (struct ask_row){.words = words_of(visit->words, OWN_QUESTION_KEYS, (unsigned)n),
                                 .choices = own_choices(visit, field_name(visit, S("a"), n), answers, n)};
    return (struct ask_rows){at, OWN_ASKS};
}

/* The areas someone named last are there again, without what was said about them. */
static struct str names_before(const struct visit *visit)
{
    for (size_t i = visit->state->measured.len; i-- > 0;) {
        const struct measured *said = &visit->state->measured.at[i]->shown->measured;
        if (said->which == MEASURE_OWN)
            return said->own;
    }
    return S("");
}

/* What the form says of an area; as answers of one character, or kept ones behind those of the questions. */
static struct own_area own_area(struct visit *visit, size_t n, struct str name, struct str answers, size_t at)
{
    static const struct str TITLES[OWN_NAMES_MAX] = {S_INIT("One"), S_INIT("Another"), S_INIT("And another")};
    return (struct own_area){.n = number_words(visit->arena, (unsigned)n),
                             .title = TITLES[n],
                             .name = name,
                             .choices = own_choices(visit, field_name(visit, S("o"), n), answers, at)};
}

static void fill_areas(struct visit *visit, const struct measured *kept, bool typed, struct own_area *areas)
{
    struct str name, names = stamp_is(kept->of) || kept->own.len ? kept->own : names_before(visit);
    for (size_t n = 0; n < OWN_NAMES_MAX; n++) {
        str_cut(names, '\n', &name, &names);
        areas[n] = own_area(visit, n, name, kept->answers, OWN_ASKS + n);
        if (typed)
            areas[n] = own_area(visit, n, form_get(&visit->form, field_name(visit, S("name"), n)),
                                form_get(&visit->form, field_name(visit, S("o"), n)), 0);
    }
}

static void show_own(struct visit *visit, const struct measured *kept, struct str problem)
{
    struct own_area *areas = ARENA_MANY(visit->arena, struct own_area, OWN_NAMES_MAX);
    bool typed = visit->typed || problem.len;
    struct told told = {kept->answers, kept->words, false};
    if (typed)
        told = told_in_form(visit, OWN_ASKS);
    fill_areas(visit, kept, typed, areas);
    visit_frame(visit, S("My short check"), S(""));
    page_measure_own(&visit->out, &(struct measure_own_view){
                                      .frame = visit->frame,
                                      .lead = fixed_text(visit->words, S("measure-own-lead"))->body,
                                      .problem = problem,
                                      .at = str_after(visit->path, 1),
                                      .back = S("measures"),
                                      .words = told.words,
                                      .asks = own_asks(visit, told.answers),
                                      .areas = {areas, OWN_NAMES_MAX},
                                  });
}

static void own_post(struct visit *visit, struct stamp of, const struct measured *kept)
{
    struct event event;
    struct str problem = measure_own_decide(&visit->form, of, visit->arena, &event);
    if (problem.len)
        show_own(visit, kept, problem);
    else
        keep_said(visit, &event);
}

void measure_own_get(struct visit *visit)
{
    show_own(visit, &(struct measured){0}, S(""));
}

void measure_own_post(struct visit *visit)
{
    own_post(visit, (struct stamp){0}, &(struct measured){0});
}

/* Saying it otherwise */

/* The questions that belong to an answer, so that it can be said again; NULL with a page if they are gone. */
static const struct entry *measure_for_edit(struct visit *visit, const struct measured *said)
{
    const struct entry *measure = measure_answered(visit, said);
    if (!measure)
        visit_nothing_here(visit);
    return measure;
}

static void measure_edit(struct visit *visit, bool sent)
{
    const struct entry *entry = visit_entry(visit, MEASURE_SAID);
    if (!entry)
        return;
    struct measured said = entry->shown->measured;
    said.of = entry->id;
    if (said.which == MEASURE_OWN) {
        if (sent)
            own_post(visit, entry->id, &said);
        else
            show_own(visit, &said, S(""));
        return;
    }
    const struct entry *measure = measure_for_edit(visit, &said);
    if (measure && sent)
        fill_post(visit, measure, entry->id, &said);
    else if (measure)
        show_fill(visit, measure, &said, S(""));
}

void measure_edit_get(struct visit *visit)
{
    measure_edit(visit, false);
}

void measure_edit_post(struct visit *visit)
{
    measure_edit(visit, true);
}
