/* pages/alone.c - the questions, and the same page for whatever was answered */
#include "pages/alone.h"

#include "pages/help.h"
#include "pages/views.h"

/* What people do, not what they are; asked of everyone alike (clinical reference, 10.1). */
static const struct str QUESTIONS[] = {
    S_INIT("I am careful what I say, because of how they may react."),
    S_INIT("My no is met with sulking, silence, or asking again and again."),
    S_INIT("I have gone along with something to keep the peace."),
    S_INIT("Someone went on after I had said stop, or when I could not say anything."),
    S_INIT("They have said they would leave, or tell others about me, if I did not."),
    S_INIT("They decide about contraception or protection over my head."),
    S_INIT("They look through my phone, want my passwords, or need to know where I am."),
    S_INIT("They keep money, papers or my right to stay in their hands."),
    S_INIT("They have held me, pushed me, thrown things, or hurt me."),
    S_INIT("I am sometimes afraid of them."),
};

void alone_get(struct visit *visit)
{
    visit_frame(visit, S("Questions to answer alone"), S("limits"));
    page_alone(&visit->out, &(struct alone_view){
                                .frame = visit->frame,
                                .lead = fixed_text(S("alone-lead"))->body,
                                .note = fixed_text(S("alone-note"))->body,
                                .questions = {QUESTIONS, sizeof QUESTIONS / sizeof *QUESTIONS},
                            });
}

void alone_after_get(struct visit *visit)
{
    visit_frame(visit, S("Questions to answer alone"), S("limits"));
    page_alone_after(&visit->out, &(struct alone_after_view){
                                      .frame = visit->frame,
                                      .body = fixed_text(S("alone-after"))->body,
                                      .danger = fixed_text(S("help-danger"))->body,
                                      .countries = help_countries(visit, &(struct help_ask){.code = S("")}),
                                  });
}
