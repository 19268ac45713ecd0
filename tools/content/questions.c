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

static void put_chapters(struct buf *out, struct articles all)
{
    put_table_begin(out, "intake_chapter", "INTAKE_CHAPTERS");
    for (size_t i = 0; i < all.len; i++) {
        put_row_begin(out);
        put_str_field(out, "id", all.at[i].values[C_ID]);
        put_str_field(out, "title", all.at[i].values[C_TITLE]);
        put_number_field(out, "order", all.at[i].order);
        put_html_field(out, "lead", all.at[i].lead);
        put_row_end(out);
    }
    put_table_end(out, "INTAKE_CHAPTERS");
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

static void put_question(struct buf *out, struct arena *arena, const struct article *question)
{
    put_row_begin(out);
    put_str_field(out, "id", question->values[Q_ID]);
    put_str_field(out, "chapter", question->values[Q_CHAPTER]);
    put_str_field(out, "kind", question->values[Q_KIND]);
    put_str_field(out, "choices", tidy_choices(arena, question->values[Q_CHOICES]));
    put_str_field(out, "ask", question->values[Q_ASK]);
    put_str_field(out, "why", question->values[Q_WHY]);
    put_str_field(out, "sees", question->values[Q_SEES]);
    put_number_field(out, "order", question->order);
    put_html_field(out, "help", question->lead);
    put_row_end(out);
}

void put_intake(struct buf *out, struct arena *arena, const char *dir)
{
    struct articles chapters = sorted(arena, dir, &CHAPTERS, C_ORDER);
    struct articles questions = sorted(arena, dir, &QUESTIONS, Q_ORDER);
    put_chapters(out, chapters);
    for (size_t i = 0; i < questions.len; i++) {
        question_check(&questions.at[i]);
        questions.at[i].rank = chapter_rank(chapters, &questions.at[i]);
    }
    qsort(questions.at, questions.len, sizeof *questions.at, by_rank);
    put_table_begin(out, "intake_question", "INTAKE_QUESTIONS");
    for (size_t i = 0; i < questions.len; i++)
        put_question(out, arena, &questions.at[i]);
    put_table_end(out, "INTAKE_QUESTIONS");
}
