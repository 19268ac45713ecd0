/* core/log/export.c - what stays out of a readable export */
#include "core/log/export.h"

#include "core/log/questions.h"

/* A form that was typed on the page of questions says in plain which one it answers (core/course/draft.h). */
static bool is_typed_answer(struct str form, struct str question)
{
    struct str field, named, value;
    while (form.len) {
        str_cut(form, '&', &field, &form);
        str_cut(field, '=', &named, &value);
        if (str_eq(named, S("question")) && str_eq(value, question))
            return true;
    }
    return false;
}

static bool answers(const struct event *event, struct str question)
{
    return (event->kind == ANSWER_GIVEN && str_eq(event->answer.question, question)) ||
           (event->kind == ANSWER_SET_ASIDE && str_eq(event->aside.question, question)) ||
           (event->kind == DRAFT_KEPT && is_typed_answer(event->draft.words, question));
}

bool event_is_exported(const struct event *event)
{
    return event->kind != PRACTICE_CHECKED && event->kind != PRACTICE_STEPPED && event->kind != WAYS_CHANGED &&
           !answers(event, INTAKE_PAUSE);
}
