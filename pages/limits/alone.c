/* pages/limits/alone.c - the questions, and the same page for whatever was answered */
#include "pages/limits/alone.h"

#include "pages/frame/words.h"
#include "pages/ground/help.h"
#include "pages/limits/views.h"
#include "pages/templates.h"

#define LINE "<li>"

/*
 * What people do, not what they are; asked of everyone alike (clinical reference, 10.1).  The text is one list; each
 * of its lines is a question.
 */
static struct alone_questions questions(struct visit *visit)
{
    struct html body = fixed_text(visit->words, S("alone-questions"))->body;
    struct str rest = {body.at, body.len};
    struct alone_questions all = {ARENA_MANY(visit->arena, struct html, body.len / (sizeof LINE - 1) + 1), 0};
    for (size_t from; (from = str_find(rest, S(LINE))) < rest.len;) {
        rest = str_after(rest, from + sizeof LINE - 1);
        all.at[all.len++] = html_of_content(str_first(rest, str_find(rest, S("</li>"))));
    }
    return all;
}

void alone_get(struct visit *visit)
{
    visit_frame(visit, S("Questions to answer alone"), S("limits"));
    page_alone(&visit->out, &(struct alone_view){
                                .frame = visit->frame,
                                .lead = fixed_text(visit->words, S("alone-lead"))->body,
                                .note = fixed_text(visit->words, S("alone-note"))->body,
                                .questions = questions(visit),
                            });
}

void alone_after_get(struct visit *visit)
{
    visit_frame(visit, S("Questions to answer alone"), S("limits"));
    page_alone_after(&visit->out, &(struct alone_after_view){
                                      .frame = visit->frame,
                                      .body = fixed_text(visit->words, S("alone-after"))->body,
                                      .danger = fixed_text(visit->words, S("help-danger"))->body,
                                      .countries = help_countries(visit, &(struct help_ask){.code = S("")}),
                                  });
}
