/* tools/content/questions.c - content/questions/ and content/chapters/: the questions of the intake and their chapters
 */
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

#include <stdlib.h>

enum { C_ID, C_TITLE, C_ORDER };
static const struct article_rules CHAPTERS = {
    .folder = "chapters",
    .keys = {[C_ID] = {"id", KEY_NEEDED}, [C_TITLE] = {"title", KEY_NEEDED}, [C_ORDER] = {"order", KEY_NEEDED}},
};

enum { Q_ID, Q_CHAPTER, Q_KIND, Q_ORDER, Q_CHOICES, Q_ASK, Q_WHY, Q_SEES };
static const struct article_rules QUESTIONS = {
    .folder = "questions",
    .keys = {[Q_ID] = {"id", KEY_NEEDED},
             [Q_CHAPTER] = {"chapter", KEY_NEEDED},
             [Q_KIND] = {"kind", KEY_NEEDED},
             [Q_ORDER] = {"order", KEY_NEEDED},
             [Q_CHOICES] = {"choices", KEY_MAY_BE_ABSENT},
             [Q_ASK] = {"ask", KEY_NEEDED},
             [Q_WHY] = {"why", KEY_NEEDED},
             [Q_SEES] = {"sees", KEY_NEEDED}},
    .body_rule = BODY_MAY_BE_EMPTY,
};

struct intake_chapters read_chapters(struct arena *arena, const char *dir)
{
    struct articles all = sorted(arena, dir, &CHAPTERS, C_ORDER);
    struct intake_chapter *rows = ARENA_MANY(arena, struct intake_chapter, all.len);
    for (size_t i = 0; i < all.len; i++)
        rows[i] = (struct intake_chapter){
            .id = all.at[i].values[C_ID],
            .title = all.at[i].values[C_TITLE],
            .order = (unsigned)all.at[i].order,
            .lead = markup(all.at[i].lead),
        };
    return (struct intake_chapters){rows, all.len};
}

static uint64_t chapter_rank(struct articles chapters, const struct article *question)
{
    struct str id = question->values[Q_CHAPTER];
    for (size_t i = 0; i < chapters.len; i++)
        if (str_eq(chapters.at[i].values[C_ID], id))
            return i;
    complain(article_place(question, Q_CHAPTER), "there is no chapter \"%.*s\"", (int)id.len, id.at);
}

static void question_check(const struct article *question)
{
    static const char *const KINDS[] = {"one", "many", "words", "triggers"};
    bool chooses = choice_of(question, Q_KIND, KINDS, 4) < 2;
    struct str rest = question->values[Q_CHOICES], choice = {0};
    if (chooses && rest.len == 0)
        complain(article_place(question, Q_KIND), "a question of this kind needs choices");
    if (!chooses && rest.len > 0)
        complain(article_place(question, Q_CHOICES), "a question of this kind has no choices");
    for (bool more = chooses; more;) {
        more = str_cut(rest, '|', &choice, &rest);
        if (str_trim(choice).len == 0)
            complain(article_place(question, Q_CHOICES), "one of the choices is empty");
    }
}

static struct intake_question question_of(struct arena *arena, const struct article *question)
{
    return (struct intake_question){
        .id = question->values[Q_ID],
        .chapter = question->values[Q_CHAPTER],
        .kind = question->values[Q_KIND],
        .choices = tidy_choices(arena, question->values[Q_CHOICES]),
        .ask = question->values[Q_ASK],
        .why = question->values[Q_WHY],
        .sees = question->values[Q_SEES],
        .order = (unsigned)question->order,
        .help = markup(question->lead),
    };
}

struct intake_questions read_questions(struct arena *arena, const char *dir)
{
    struct articles chapters = sorted(arena, dir, &CHAPTERS, C_ORDER);
    struct articles all = sorted(arena, dir, &QUESTIONS, Q_ORDER);
    struct intake_question *rows = ARENA_MANY(arena, struct intake_question, all.len);
    for (size_t i = 0; i < all.len; i++) {
        question_check(&all.at[i]);
        all.at[i].rank = chapter_rank(chapters, &all.at[i]);
    }
    qsort(all.at, all.len, sizeof *all.at, by_rank);
    for (size_t i = 0; i < all.len; i++)
        rows[i] = question_of(arena, &all.at[i]);
    return (struct intake_questions){rows, all.len};
}
