/* pages/learn.c - lessons; what holds something to keep away from is folded away, not forbidden */
#include "pages/learn.h"

#include "core/intake.h"
#include "pages/views.h"

void learn_get(struct visit *visit)
{
    set64 away = intake_kept_away(visit->state);
    struct lesson_row *near = ARENA_MANY(visit->arena, struct lesson_row, LESSONS_LEN);
    struct lesson_row *kept = ARENA_MANY(visit->arena, struct lesson_row, LESSONS_LEN);
    struct learn_view view = {.lessons = {near, 0}, .kept_away = {kept, 0}};
    for (size_t i = 0; i < LESSONS_LEN; i++) {
        struct lesson_row row = {.id = LESSONS[i].id, .title = LESSONS[i].title, .minutes = LESSONS[i].minutes};
        if (LESSONS[i].tags & away)
            kept[view.kept_away.len++] = row;
        else
            near[view.lessons.len++] = row;
    }
    visit_frame(visit, S("Learn"), S("learn"));
    view.frame = visit->frame;
    view.parts = parts_of(visit->arena, S("learn"));
    page_learn(&visit->out, &view);
}

void learn_words_get(struct visit *visit)
{
    const struct fixed_text *text = fixed_text(S("glossary"));
    visit_frame(visit, text->title, S("learn"));
    page_text(&visit->out, &(struct text_view){
                               .frame = visit->frame,
                               .title = text->title,
                               .body = text->body,
                               .back = S("learn"),
                               .back_words = S("All lessons"),
                           });
}

/* The lesson that comes after one, leaving out what this person keeps away from; NULL at the end. */
static const struct lesson *lesson_after(struct visit *visit, size_t i)
{
    set64 away = intake_kept_away(visit->state);
    for (i++; i < LESSONS_LEN; i++)
        if (!(LESSONS[i].tags & away))
            return &LESSONS[i];
    return NULL;
}

void learn_lesson_get(struct visit *visit)
{
    size_t i = 0;
    while (i < LESSONS_LEN && !str_eq(LESSONS[i].id, visit->parts[0]))
        i++;
    if (i == LESSONS_LEN) {
        visit_nothing_here(visit);
        return;
    }
    const struct lesson *next = lesson_after(visit, i);
    visit_frame(visit, LESSONS[i].title, S("learn"));
    page_lesson(&visit->out, &(struct lesson_view){
                                 .frame = visit->frame,
                                 .title = LESSONS[i].title,
                                 .minutes = LESSONS[i].minutes,
                                 .body = LESSONS[i].body,
                                 .take = toolkit_take(visit, STR_JOIN(visit->arena, S("lesson/"), LESSONS[i].id), 1),
                                 .next_id = next ? next->id : S(""),
                                 .next_title = next ? next->title : S(""),
                             });
}
