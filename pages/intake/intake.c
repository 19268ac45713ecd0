/* pages/intake/intake.c - chapters with a quiet state in words, and questions kept one by one */
#include "pages/intake/intake.h"

#include "core/course/intake.h"
#include "core/course/journal.h"
#include "core/practice/open.h"
#include "pages/frame/gone.h"
#include "pages/frame/parts.h"
#include "pages/frame/words.h"
#include "pages/intake/views.h"
#include "pages/templates.h"

enum {
    LONG_WORDS_BYTES = 34, /* chips longer than this stand below each other */
    LONG_LIST = 20,        /* more choices than this are folded away, so that skipping is near */
};

static const struct intake_chapter *chapter_at(struct visit *visit)
{
    for (size_t i = 0; i < visit->words->chapters.len; i++)
        if (str_eq(visit->words->chapters.at[i].id, visit->parts[0]))
            return &visit->words->chapters.at[i];
    return NULL;
}

static bool is_in(const struct intake_question *question, const struct intake_chapter *chapter)
{
    return str_eq(question->chapter, chapter->id);
}

static struct str chapter_state(const struct words *words, const struct state *state,
                                const struct intake_chapter *chapter)
{
    unsigned answered = 0, later = 0, never = 0, open = 0;
    for (size_t i = 0; i < words->questions.len; i++) {
        if (!is_in(&words->questions.at[i], chapter))
            continue;
        const struct answer_now *now = state_answer_now(state, words->questions.at[i].id);
        if (now && now->aside)
            *(now->aside == ASIDE_NEVER ? &never : &later) += 1;
        else
            *(intake_is_answered(now) ? &answered : &open) += 1;
    }
    if (open + later == 0)
        return S("Nothing left open");
    if (answered)
        return S("Some answered");
    return later + never ? S("Left for later") : S("Not started");
}

void intake_get(struct visit *visit)
{
    struct chapter_row *rows = ARENA_MANY(visit->arena, struct chapter_row, visit->words->chapters.len);
    for (size_t i = 0; i < visit->words->chapters.len; i++)
        rows[i] = (struct chapter_row){
            .id = visit->words->chapters.at[i].id,
            .title = visit->words->chapters.at[i].title,
            .state = chapter_state(visit->words, visit->state, &visit->words->chapters.at[i]),
        };
    visit_frame(visit, S("About me"), S(""));
    page_intake(&visit->out, &(struct intake_view){
                                 .frame = visit->frame,
                                 .lead = fixed_text(visit->words, S("intake-lead"))->body,
                                 .chapters = {rows, visit->words->chapters.len},
                             });
}

/* The one form that is shown again with what was typed. */
struct again {
    struct str id, problem;
    const struct form *form;
};

static bool has_long_words(struct word_list choices)
{
    for (size_t i = 0; i < choices.len; i++)
        if (choices.at[i].words.len > LONG_WORDS_BYTES)
            return true;
    return false;
}

/* What can be chosen, in words: of the vocabulary of tags, or the question's own. */
static struct word_list choices_in_words(struct visit *visit, const struct intake_question *content,
                                         const struct question *question)
{
    bool of_a_list = question->choices.place != VOCABULARY_NONE;
    return of_a_list ? words_in(visit->words, question->choices) : words_parted(content->choices, visit->arena);
}

/* A single choice is a radio group named after its question; ids stay unique on the page. */
static struct choices question_choices(struct visit *visit, const struct question *question, struct word_list list,
                                       set64 chosen)
{
    if (!question->one)
        return choices_many(visit->arena, list, question->id, chosen);
    for (size_t i = 0; i < list.len; i++)
        if (SET_HAS(chosen, list.at[i].number))
            return choices_one(visit->arena, list, question->id, list.at[i].number);
    return choices_one(visit->arena, list, question->id, 0);
}

static struct question_row question_row(struct visit *visit, const struct intake_question *content, unsigned n,
                                        const struct again *again)
{
    struct question question = intake_question(content->id, content->kind, content->choices, visit->arena);
    struct word_list choices = choices_in_words(visit, content, &question);
    const struct answer_now *now = state_answer_now(visit->state, content->id);
    struct answer shown = now && now->given ? now->given->answer : (struct answer){0};
    bool pauses = str_eq(content->id, INTAKE_PAUSE);
    struct question_row row = {
        .id = content->id,
        .chapter = content->chapter,
        .ask = content->ask,
        .why = content->why,
        .sees = content->sees,
        .help = content->help,
        .once = form_once(visit, n),
        .is_words = question.choices.len == 0,
        .is_one = question.one,
        .is_many = question.choices.len && !question.one,
        .long_words = has_long_words(choices),
        .answered = intake_is_answered(now),
        .veiled = pauses,
        .said = shown.words.len ? shown.words : set_in_words(visit->arena, choices, shown.choices),
        .later = now && now->aside == ASIDE_LATER,
        .never = now && now->aside == ASIDE_NEVER,
    };
    if (pauses && ladder_is_paused(visit->state))
        row.afterwards = fixed_text(visit->words, S("ladder-closed"))->body;
    if (str_eq(content->id, INTAKE_BODY) && ladder_waits_for_a_look(visit->state))
        row.afterwards = fixed_text(visit->words, S("ladder-waits"))->body;
    if (again && str_eq(again->id, content->id)) {
        shown = intake_read(again->form, &question, visit->arena);
        row.problem = again->problem;
        row.later = row.never = false;
        row.open = true;
    }
    row.folded = question.choices.len > LONG_LIST && !row.answered && !row.open;
    row.words = shown.words;
    row.choices = question_choices(visit, &question, choices, shown.choices);
    return row;
}

static void show_chapter(struct visit *visit, const struct intake_chapter *chapter, const struct again *again)
{
    struct question_row *rows = ARENA_MANY(visit->arena, struct question_row, visit->words->questions.len);
    size_t len = 0;
    for (size_t i = 0; i < visit->words->questions.len; i++)
        if (is_in(&visit->words->questions.at[i], chapter)) {
            rows[len] = question_row(visit, &visit->words->questions.at[i], (unsigned)len, again);
            len++;
        }
    bool is_last = chapter == &visit->words->chapters.at[visit->words->chapters.len - 1];
    visit_frame(visit, S("About me"), S(""));
    page_chapter(&visit->out, &(struct chapter_view){
                                  .frame = visit->frame,
                                  .title = chapter->title,
                                  .lead = chapter->lead,
                                  .next_id = is_last ? S("") : chapter[1].id,
                                  .next_title = is_last ? S("") : chapter[1].title,
                                  .questions = {rows, len},
                              });
}

static const struct intake_question *question_in(const struct words *words, const struct intake_chapter *chapter,
                                                 struct str id)
{
    for (size_t i = 0; i < words->questions.len; i++)
        if (is_in(&words->questions.at[i], chapter) && str_eq(words->questions.at[i].id, id))
            return &words->questions.at[i];
    return NULL;
}

void intake_chapter_get(struct visit *visit)
{
    const struct intake_chapter *chapter = chapter_at(visit);
    if (!chapter) {
        visit_nothing_here(visit);
        return;
    }
    struct str asked = form_get(&visit->form, S("question"));
    if (visit->typed && !question_in(visit->words, chapter, asked) && visit_holds_words(visit, S("")))
        return;
    struct again again = {.id = asked, .form = &visit->form};
    show_chapter(visit, chapter, visit->typed ? &again : NULL);
}

/*
 * On to the next question of the chapter.  Those that can close the ladder keep their own place, whatever was
 * chosen: what follows is said there, and the address must not tell.
 */
static struct str place_after(struct visit *visit, const struct intake_question *question)
{
    const struct intake_question *end = visit->words->questions.at + visit->words->questions.len;
    const struct intake_question *next = question + 1;
    if (str_eq(question->id, INTAKE_PAUSE) || str_eq(question->id, INTAKE_BODY))
        next = question;
    bool goes_on = next < end && str_eq(next->chapter, question->chapter);
    return STR_JOIN(visit->arena, S("/intake/"), question->chapter, goes_on ? S("#q-") : S("#end"),
                    goes_on ? next->id : S(""));
}

/*
 * Every answer that was ever given to this question, not only the newest.  Returns why it cannot be yet, as a
 * sentence; the empty text if it is deleted.
 */
static struct str delete_answer(struct visit *visit, struct str question)
{
    struct stamp tellings[VISIT_EVENTS_MAX];
    struct event like = {.kind = ANSWER_GIVEN, .answer = {.question = question}};
    size_t len = state_tellings(visit->state, &like, tellings, VISIT_EVENTS_MAX);
    for (size_t i = 0; i < len; i++)
        if (practice_stopped_by(visit->state, tellings[i]))
            return S("A practice stopped when this was answered, and without the answer that stop would be gone too. "
                     "Please delete the practice in your journal first. You can change the answer at any time.");
    for (size_t i = 0; i < len; i++)
        visit_keep(visit, (struct event){.kind = ITEM_REMOVED, .remove = {.item = tellings[i]}});
    return S("");
}

void intake_chapter_post(struct visit *visit)
{
    const struct intake_chapter *chapter = chapter_at(visit);
    const struct intake_question *content =
        chapter ? question_in(visit->words, chapter, form_get(&visit->form, S("question"))) : NULL;
    if (!content) {
        visit_nothing_here(visit);
        return;
    }
    if (str_eq(form_get(&visit->form, S("do")), S("delete"))) {
        struct str held = delete_answer(visit, content->id);
        if (held.len)
            show_chapter(visit, chapter, &(struct again){.id = content->id, .problem = held, .form = &visit->form});
        else
            visit_go(visit, place_after(visit, content));
        return;
    }
    struct question question = intake_question(content->id, content->kind, content->choices, visit->arena);
    struct intake_events events;
    struct str problem =
        intake_decide(&visit->form, &question, state_answer_now(visit->state, content->id), visit->arena, &events);
    if (problem.len) {
        show_chapter(visit, chapter, &(struct again){.id = content->id, .problem = problem, .form = &visit->form});
        return;
    }
    for (size_t i = 0; i < events.len; i++)
        visit_keep(visit, events.at[i]);
    visit_go(visit, place_after(visit, content));
}
