/* pages/today/checkin.c - the check-in page, new or once more */
#include "pages/today/checkin.h"

#include "core/course/checkin.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/templates.h"
#include "pages/today/views.h"

static void show_checkin(struct visit *visit, const struct checkin *checkin, struct str problem)
{
    visit_frame(visit, S("Check-in"), S("today"));
    page_checkin(
        &visit->out,
        &(struct checkin_view){
            .frame = visit->frame,
            .lead = fixed_text(visit->words, S("checkin-lead"))->body,
            .problem = problem,
            .at = str_after(visit->path, 1),
            .words = checkin->words,
            .skies = skies_all(visit->words, visit->arena, checkin->weather),
            .willingness = choices_one(visit->arena, words_in(visit->words, WILLINGNESS_KEYS), S("willingness"),
                                       checkin->willingness),
            .body = choices_many(visit->arena, words_in(visit->words, SENSATION_KEYS), S("body"), checkin->body),
            .areas = choices_many(visit->arena, words_in(visit->words, AREA_KEYS), S("area"), checkin->areas),
            .distress = scale_distress(visit->arena, S("distress"), checkin->distress),
            .presence = scale_presence(visit->arena, S("presence"), checkin->presence),
            .sleep = scale_ten(visit->arena, S("sleep"), S("Hardly slept"), S("Some"), S("Enough"), checkin->sleep),
            .stress = scale_ten(visit->arena, S("stress"), S("Little"), S("Some"), S("A lot"), checkin->stress),
            .more =
                checkin->distress.said || checkin->presence.said || checkin->body || checkin->words.len || problem.len,
        });
}

static void show_checkin_as_new(struct visit *visit)
{
    struct checkin checkin = checkin_read(&visit->form, visit->arena);
    visit_as_new(visit, S("/checkin"));
    show_checkin(visit, &checkin,
                 S("The check-in you were changing was deleted. What you said is still here and can be saved again."));
}

void checkin_get(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], CHECKIN_ADDED);
    if (visit_is_gone(visit, entry, show_checkin_as_new))
        return;
    struct checkin checkin = entry ? entry->shown->checkin : (struct checkin){0};
    if (visit->typed)
        checkin = checkin_read(&visit->form, visit->arena);
    show_checkin(visit, &checkin, S(""));
}

void checkin_post(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], CHECKIN_ADDED);
    struct event event;
    if (visit_is_gone(visit, entry, show_checkin_as_new))
        return;
    struct str problem = checkin_decide(&visit->form, entry ? entry->id : (struct stamp){0}, visit->arena, &event);
    if (visit_keep_unless(visit, problem, &event, S("/?saved=checkin")))
        return;
    struct checkin checkin = checkin_read(&visit->form, visit->arena);
    show_checkin(visit, &checkin, problem);
}
