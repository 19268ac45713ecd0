/* pages/health/measures.c - what is here to fill in, what was said, what it says in words, and the page with support */
#include "pages/health/measures.h"

#include "core/course/measure.h"
#include "pages/frame/parts.h"
#include "pages/frame/words.h"
#include "pages/health/views.h"
#include "pages/journal/views.h"
#include "pages/templates.h"

enum { SHOWN_MAX = 24, PRINTED_MAX = 60, ROWS_MAX = QUESTIONNAIRE_LINES_MAX };

static struct str path_of(struct visit *visit, struct str before, struct stamp id, struct str after)
{
    return STR_JOIN(visit->arena, before, visit_stamp(visit, id), after);
}

/* The entry of this kind that the address names, or NULL with the page that says so. */
static const struct entry *find(struct visit *visit, enum event_kind kind)
{
    struct stamp id;
    const struct entry *entry = stamp_from_text(visit->parts[0], &id) ? state_entry(visit->state, id) : NULL;
    if (entry && entry->kind == kind)
        return entry;
    visit_nothing_here(visit);
    return NULL;
}

static const struct entry *measure_of(const struct visit *visit, const struct measured *said)
{
    const struct entry *entry = state_entry(visit->state, said->measure);
    return entry && entry->kind == MEASURE_IMPORTED ? entry : NULL;
}

/* Its own name where its questions are still here, else what the list calls it. */
static struct str name_of(const struct visit *visit, const struct measured *said)
{
    const struct entry *measure = measure_of(visit, said);
    return measure ? measure->shown->measure.name : words_of(MEASURE_WORDS, said->which);
}

static struct str number_words(struct visit *visit, unsigned n)
{
    struct buf b = buf_on(visit->arena);
    buf_put_u64(&b, n);
    return buf_str(&b);
}

static struct html text(struct str id)
{
    return fixed_text(id)->body;
}

static struct html what_it_asks(uint32_t which)
{
    const struct measure_row *row = measure_row(which);
    return row ? text(row->what) : (struct html){0};
}

/* What answers say */

static struct measure_result result_of(const struct visit *visit, const struct measured *said)
{
    struct measure_result result;
    measure_result(visit->state, said, *visit->arena, &result);
    return result;
}

static bool opens_support(const struct visit *visit, const struct measured *said)
{
    return measure_opens_support(visit->state, said, *visit->arena);
}

static struct html says(const struct visit *visit, const struct measured *said)
{
    const struct measure_row *row = measure_row(said->which);
    struct measure_result result = result_of(visit, said);
    if (said->which == MEASURE_OWN)
        return text(S("measured-own"));
    if (!row || !result.fits)
        return text(S("measured-unread"));
    if (result.unsure)
        return text(measure_of(visit, said) ? S("measured-unsure") : S("measured-unsure-gone"));
    if (result.text.len)
        return text(result.text);
    return text(row->for_clinician ? S("measured-for-clinician") : S("measured-open"));
}

struct rows {
    struct entry_row *at;
    size_t len;
};

static struct rows rows_on(struct visit *visit)
{
    return (struct rows){.at = ARENA_MANY(visit->arena, struct entry_row, ROWS_MAX)};
}

static void put_row(struct rows *rows, struct str label, struct str words)
{
    if (words.len && rows->len < ROWS_MAX)
        rows->at[rows->len++] = (struct entry_row){label, words};
}

static struct entry_rows rows_done(const struct rows *rows)
{
    return (struct entry_rows){rows->at, rows->len};
}

static struct str own_word(struct str answers, size_t i)
{
    char c = i < answers.len ? answers.at[i] : '-';
    return c >= '0' && c < '0' + OWN_WORDS_LEN ? OWN_WORDS[c - '0'] : S("");
}

/* The short check as it was answered: only what was said. */
static struct entry_rows own_rows(struct visit *visit, const struct measured *said)
{
    struct rows rows = rows_on(visit);
    struct str name, names = said->own;
    for (size_t i = 0; i < OWN_ASKS; i++)
        put_row(&rows, OWN_QUESTIONS[i], own_word(said->answers, i));
    for (size_t i = OWN_ASKS; names.len; i++) {
        str_cut(names, '\n', &name, &names);
        struct str word = own_word(said->answers, i);
        put_row(&rows, name, word.len ? word : S("Named, with nothing more said"));
    }
    return rows_done(&rows);
}

static struct str of_words(struct visit *visit, unsigned n, unsigned of)
{
    struct buf b = buf_on(visit->arena);
    buf_put_u64(&b, n);
    buf_put(&b, S(" of "));
    buf_put_u64(&b, of);
    return buf_str(&b);
}

/* A sum is never said without its largest and its direction: of the six, one counts what is good. */
static struct str sum_words(struct visit *visit, const struct measured *said, const struct measure_result *result)
{
    struct str higher = said->which == MEASURE_WHO5 ? S(" · higher is better") : S(" · higher is harder");
    return STR_JOIN(visit->arena, of_words(visit, result->sum, result->of), higher);
}

/* The question before the five of the PC-PTSD-5, which a sum of them says nothing without. */
static void put_first(struct rows *rows, const struct measure_row *row, struct str answers)
{
    char first = answers.at[0];
    if (row->which == MEASURE_PC_PTSD5 && measure_lead(row, answers.len))
        put_row(rows, S("The question before the five"),
                first == '0'   ? S("No, so the five are not added up")
                : first == '1' ? S("Yes")
                               : S("Left out"));
}

/* For someone who knows how to read them. */
static struct entry_rows number_rows(struct visit *visit, const struct measured *said)
{
    const struct measure_row *row = measure_row(said->which);
    struct rows rows = rows_on(visit);
    struct measure_result result = result_of(visit, said);
    if (!row || !result.fits)
        return rows_done(&rows);
    if (result.unsure) {
        put_row(&rows, S("Not added up"), S("It is not certain what each choice counts."));
        return rows_done(&rows);
    }
    put_first(&rows, row, said->answers);
    if (result.open)
        put_row(&rows, S("Left out"), of_words(visit, result.open, row->items));
    else if (said->which != MEASURE_ITQ && !result.apart)
        put_row(&rows, S("Sum"), sum_words(visit, said, &result));
    if (row->for_clinician)
        put_row(&rows, S("Answered with 2 or more"), of_words(visit, result.high, row->items - result.open));
    return rows_done(&rows);
}

/* The words of an answer, with what it counts before them where it counts. */
static struct str answer_words(struct visit *visit, const struct question *question, struct str digit, bool counts)
{
    struct str words = question_words(question, (unsigned)(digit.at[0] - '0'));
    if (!words.len)
        return S("Left out");
    return counts ? STR_JOIN(visit->arena, digit, S(" · "), words) : words;
}

/* "1. The question": "2 · its words"; of a question that is not added up, only its words. */
static struct entry_rows answer_rows(struct visit *visit, const struct measured *said)
{
    struct questionnaire questionnaire;
    struct rows rows = rows_on(visit);
    const struct entry *measure = measure_of(visit, said);
    const struct measure_row *row = measure_row(said->which);
    if (!row || !measure || questionnaire_unpack(measure->shown->measure.items, visit->arena, &questionnaire))
        return rows_done(&rows);
    bool unsure = result_of(visit, said).unsure;
    for (size_t n = 0; n < questionnaire.asks && n < said->answers.len; n++) {
        const struct question *question = questionnaire_ask(&questionnaire, n);
        struct str digit = str_first(str_after(said->answers, n), 1);
        struct buf label = buf_on(visit->arena);
        buf_put_u64(&label, n + 1);
        buf_put(&label, S(". "));
        buf_put(&label, question->words);
        bool counts = !unsure && measure_counts(row, questionnaire.asks, n);
        put_row(&rows, buf_str(&label), answer_words(visit, question, digit, counts));
    }
    return rows_done(&rows);
}

/* What I measured */

static struct measure_card measure_card(struct visit *visit, const struct entry *entry)
{
    const struct measure *measure = &entry->shown->measure;
    return (struct measure_card){
        .id = visit_stamp(visit, entry->id),
        .name = measure->name,
        .sort = words_of(MEASURE_WORDS, measure->which),
        .unsure = !measure_is_sure(measure, *visit->arena),
    };
}

static struct measured_card measured_card(struct visit *visit, const struct entry *entry)
{
    const struct measured *said = &entry->shown->measured;
    bool own = said->which == MEASURE_OWN;
    return (struct measured_card){
        .id = visit_stamp(visit, entry->id),
        .name = name_of(visit, said),
        .when = visit_when_kept(visit, entry_made(entry)),
        .says = own ? (struct html){0} : says(visit, said),
        .support = opens_support(visit, said),
        .facts = own ? own_rows(visit, said) : (struct entry_rows){0},
    };
}

static struct str notice_words(struct visit *visit)
{
    struct str saved = form_get(&visit->query, S("saved"));
    if (str_eq(saved, S("import")))
        return S("It is here now. Please look once whether the questions came over as they were.");
    return saved.len ? S("Saved. Only you can see it.") : S("");
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
    page_measures(&visit->out,
                  &(struct measures_view){
                      .frame = visit->frame,
                      .lead = text(S("measures-lead")),
                      .notice = notice_words(visit),
                      .problem = problem,
                      .again = is_wanted_again(visit) ? text(S("measure-again")) : (struct html){0},
                      .measures = {cards, state->measures.len},
                      .measured = {said, shown},
                      .more = shown < len,
                      .due_who5 = due == RHYTHM_WHO5,
                      .due_own = due == RHYTHM_OWN,
                      .due_id = due == RHYTHM_WHO5
                                    ? visit_stamp(visit, measure_imported(state, MEASURE_WHO5, *visit->arena)->id)
                                    : S(""),
                      .rhythms = choices_one(visit->arena, RHYTHM_WORDS, S("rhythm"),
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
    if (problem.len) {
        show_measures(visit, problem);
        return;
    }
    visit_keep(visit, event);
    visit_go(visit, S("/measures?rhythm=kept#rhythm"));
}

struct str measure_due_path(struct visit *visit)
{
    enum measure_rhythm due = measure_due(visit->state, visit->now_ms, *visit->arena);
    if (due == RHYTHM_OWN)
        return S("measures/own");
    return due == RHYTHM_WHO5
               ? path_of(visit, S("measures/"), measure_imported(visit->state, MEASURE_WHO5, *visit->arena)->id, S(""))
               : S("");
}

/* Bringing one here */

static void show_import(struct visit *visit, struct str problem)
{
    const struct form *form = &visit->form;
    struct word_list six = {MEASURE_WORDS.at, MEASURE_WORDS.len - 1}; /* the last is attune's own */
    visit_frame(visit, S("Bring a questionnaire"), S(""));
    page_measure_import(
        &visit->out, &(struct measure_import_view){
                         .frame = visit->frame,
                         .lead = text(S("measure-import-lead")),
                         .problem = problem,
                         .json = form_get(form, S("json")),
                         .name = form_get(form, S("name")),
                         .max_bytes = number_words(visit, QUESTIONNAIRE_BYTES_MAX),
                         .which = choices_one(visit->arena, six, S("which"), form_one(form, MEASURE_WORDS, S("which"))),
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
    if (problem.len) {
        show_import(visit, problem);
        return;
    }
    visit_keep(visit, event);
    visit_go(visit, S("/measures?saved=import"));
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
    const struct entry *entry = find(visit, MEASURE_IMPORTED);
    if (entry)
        show_name(visit, visit->typed ? form_get(&visit->form, S("name")) : entry->shown->measure.name, S(""));
}

void measure_name_post(struct visit *visit)
{
    const struct entry *entry = find(visit, MEASURE_IMPORTED);
    struct event event;
    if (!entry)
        return;
    struct str problem = measure_name_decide(&visit->form, entry, &event);
    if (problem.len) {
        show_name(visit, form_get(&visit->form, S("name")), problem);
        return;
    }
    if (!str_eq(event.measure.name, entry->shown->measure.name))
        visit_keep(visit, event);
    visit_go(visit, S("/measures?saved=1"));
}

/* Answering */

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
                                .value = number_words(visit, option->value),
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
    page_measure_fill(&visit->out,
                      &(struct measure_fill_view){
                          .frame = visit->frame,
                          .title = of->name,
                          .problem = problem,
                          .at = str_after(visit->path, 1),
                          .back = S("measures"),
                          .notice = of->notice,
                          .words = told.words,
                          .what = what_it_asks(of->which),
                          .support = told.typed && opens_support(visit, &now),
                          .again = measure_is_sure(of, *visit->arena) ? (struct html){0} : text(S("measure-again")),
                          .asks_for_support = of->which == MEASURE_PHQ9,
                          .asks = ask_rows(visit, &questionnaire, told.answers),
                      });
}

/* Deleted meanwhile, perhaps in another window: own words can still be kept, as a note. */
static void show_words_as_note(struct visit *visit)
{
    visit_frame(visit, S("Write"), S("journal"));
    page_note(&visit->out, &(struct note_view){
                               .frame = visit->frame,
                               .title = S("Write"),
                               .problem = S("What these words belonged to was deleted. They are still here, and can be "
                                            "saved as a note."),
                               .at = S("journal/new"),
                               .back = S("measures"),
                               .words = form_get(&visit->form, S("words")),
                           });
}

/* The same, when something was typed: then nothing is lost with it. */
static const struct entry *find_or_note(struct visit *visit, enum event_kind kind)
{
    struct stamp id;
    const struct entry *entry = stamp_from_text(visit->parts[0], &id) ? state_entry(visit->state, id) : NULL;
    if ((!entry || entry->kind != kind) && form_get(&visit->form, S("words")).len) {
        show_words_as_note(visit);
        return NULL;
    }
    return find(visit, kind);
}

/* Support comes first; the answers wait behind it. */
static void keep_said(struct visit *visit, const struct event *event)
{
    visit_keep(visit, *event);
    bool support = opens_support(visit, &event->measured);
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
    const struct entry *measure = find_or_note(visit, MEASURE_IMPORTED);
    if (measure)
        show_fill(visit, measure, &(struct measured){0}, S(""));
}

void measure_fill_post(struct visit *visit)
{
    const struct entry *measure = find_or_note(visit, MEASURE_IMPORTED);
    if (measure)
        fill_post(visit, measure, (struct stamp){0}, &(struct measured){0});
}

/* The short check */

static struct choices own_choices(struct visit *visit, struct str name, struct str answers, size_t n)
{
    struct choice *at = ARENA_MANY(visit->arena, struct choice, OWN_WORDS_LEN + 1);
    for (unsigned k = 0; k < OWN_WORDS_LEN; k++)
        at[k] = (struct choice){
            .name = name, .value = number_words(visit, k), .words = OWN_WORDS[k], .chosen = is_chosen(answers, n, k)};
    at[OWN_WORDS_LEN] = leave_out(name);
    return (struct choices){at, OWN_WORDS_LEN + 1};
}

static struct ask_rows own_asks(struct visit *visit, struct str answers)
{
    struct ask_row *at = ARENA_MANY(visit->arena, struct ask_row, OWN_ASKS);
    for (size_t n = 0; n < OWN_ASKS; n++)
        at[n] = (struct ask_row){.words = OWN_QUESTIONS[n],
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
    return (struct own_area){.n = number_words(visit, (unsigned)n),
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
                                      .lead = text(S("measure-own-lead")),
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

/* What was said, and saying it otherwise */

void measure_said_get(struct visit *visit)
{
    const struct entry *entry = find(visit, MEASURE_SAID);
    if (!entry)
        return;
    const struct measured *said = &entry->shown->measured;
    bool own = said->which == MEASURE_OWN;
    const struct entry *measure = measure_of(visit, said);
    visit_frame(visit, S("What it says"), S(""));
    page_measure_said(&visit->out, &(struct measure_said_view){
                                       .frame = visit->frame,
                                       .id = visit->parts[0],
                                       .title = name_of(visit, said),
                                       .when = visit_when_kept(visit, entry_made(entry)),
                                       .words = said->words,
                                       .notice = measure ? measure->shown->measure.notice : S(""),
                                       .says = says(visit, said),
                                       .what = what_it_asks(said->which),
                                       .support = opens_support(visit, said),
                                       .own = own,
                                       .facts = own ? own_rows(visit, said) : (struct entry_rows){0},
                                       .numbers = number_rows(visit, said),
                                       .answers = answer_rows(visit, said),
                                   });
}

/* The questions that belong to an answer, so that it can be said again; NULL with a page if they are gone. */
static const struct entry *measure_for_edit(struct visit *visit, const struct measured *said)
{
    const struct entry *measure = measure_of(visit, said);
    if (!measure && form_get(&visit->form, S("words")).len)
        show_words_as_note(visit);
    else if (!measure)
        visit_nothing_here(visit);
    return measure;
}

void measure_edit_get(struct visit *visit)
{
    const struct entry *entry = find_or_note(visit, MEASURE_SAID);
    if (!entry)
        return;
    struct measured said = entry->shown->measured;
    const struct entry *measure = NULL;
    said.of = entry->id;
    if (said.which == MEASURE_OWN)
        show_own(visit, &said, S(""));
    else if ((measure = measure_for_edit(visit, &said)))
        show_fill(visit, measure, &said, S(""));
}

void measure_edit_post(struct visit *visit)
{
    const struct entry *entry = find_or_note(visit, MEASURE_SAID);
    if (!entry)
        return;
    struct measured said = entry->shown->measured;
    const struct entry *measure = NULL;
    said.of = entry->id;
    if (said.which == MEASURE_OWN)
        own_post(visit, entry->id, &said);
    else if ((measure = measure_for_edit(visit, &said)))
        fill_post(visit, measure, entry->id, &said);
}

/* On paper */

static struct measure_page paper_page(struct visit *visit, const struct entry *entry, bool answers)
{
    const struct measured *said = &entry->shown->measured;
    bool own = said->which == MEASURE_OWN;
    return (struct measure_page){
        .title = name_of(visit, said),
        .when = visit_date_kept(visit, entry_made(entry)),
        .numbers = number_rows(visit, said),
        .answers = own       ? own_rows(visit, said)
                   : answers ? answer_rows(visit, said)
                             : (struct entry_rows){0},
    };
}

void measure_print_get(struct visit *visit)
{
    struct choice *said = ARENA_MANY(visit->arena, struct choice, PRINTED_MAX);
    struct measure_page *pages = ARENA_MANY(visit->arena, struct measure_page, PRINTED_MAX);
    size_t len = 0, pages_len = 0;
    bool answers = form_has(&visit->query, S("answers"));
    for (size_t i = visit->state->measured.len; i-- > 0 && len < PRINTED_MAX;) {
        const struct entry *entry = visit->state->measured.at[i];
        struct str name = path_of(visit, S("m-"), entry->id, S(""));
        struct str date = visit_date_kept(visit, entry_made(entry));
        struct str title = name_of(visit, &entry->shown->measured);
        said[len++] = (struct choice){.name = name,
                                      .value = S("1"),
                                      .words = STR_JOIN(visit->arena, title, S(", "), date),
                                      .chosen = form_has(&visit->query, name)};
        if (form_has(&visit->query, name))
            pages[pages_len++] = paper_page(visit, entry, answers);
    }
    visit_frame(visit, S("On paper"), S(""));
    page_measure_print(&visit->out, &(struct measure_print_view){
                                        .frame = visit->frame,
                                        .lead = text(S("measure-print-lead")),
                                        .choosing = !form_has(&visit->query, S("chosen")),
                                        .any = len > 0,
                                        .answers = answers,
                                        .said = {said, len},
                                        .pages = {pages, pages_len},
                                    });
}

/* Support */

/* Countries in the order of the directory, each once. */
static size_t lands(struct support_land *out)
{
    size_t len = 0;
    for (size_t i = 0; i < HELP_LINES_LEN; i++)
        if (!len || !str_eq(out[len - 1].code, HELP_LINES[i].code))
            out[len++] = (struct support_land){HELP_LINES[i].code, HELP_LINES[i].country};
    return len;
}

void measure_support_get(struct visit *visit)
{
    const struct fixed_text *support = fixed_text(S("measure-support"));
    struct support_land *nations = ARENA_MANY(visit->arena, struct support_land, HELP_LINES_LEN);
    bool open = visit->state != NULL, kept = open && form_has(&visit->query, S("kept"));
    size_t len = lands(nations);
    visit_frame(visit, S("Support"), S(""));
    page_measure_support(&visit->out, &(struct measure_support_view){
                                          .frame = visit->frame,
                                          .title = support->title,
                                          .back = open ? S("measures#said") : S(""),
                                          .back_words = kept ? S("Your answers are saved. Open them") : S("Back"),
                                          .body = support->body,
                                          .steps = text(S("measure-support-steps")),
                                          .countries = {nations, len},
                                      });
}
