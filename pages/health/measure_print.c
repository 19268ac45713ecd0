/* pages/health/measure_print.c - what was said, on paper */
#include "base/direction.h"
#include "core/course/measure.h"
#include "pages/frame/words.h"
#include "pages/health/measure_said.h"
#include "pages/health/measures.h"
#include "pages/templates.h"

enum { PRINTED_MAX = 60 };

static struct measure_page paper_page(struct visit *visit, const struct entry *entry, bool answers)
{
    const struct measured *said = &entry->shown->measured;
    bool own = said->which == MEASURE_OWN;
    return (struct measure_page){
        .title = measured_name(visit, said),
        .when = visit_date_kept(visit, entry_made(entry)),
        .numbers = measured_number_rows(visit, said),
        .answers = own       ? measured_own_rows(visit, said)
                   : answers ? measured_answer_rows(visit, said)
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
        struct str name = STR_JOIN(visit->arena, S("m-"), visit_stamp(visit, entry->id));
        struct str date = visit_date_kept(visit, entry_made(entry));
        struct str title = measured_name(visit, &entry->shown->measured);
        said[len++] = (struct choice){.name = name,
                                      .value = S("1"),
                                      .words = STR_JOIN(visit->arena, str_isolated(visit->arena, title), S(", "), date),
                                      .chosen = form_has(&visit->query, name)};
        if (form_has(&visit->query, name))
            pages[pages_len++] = paper_page(visit, entry, answers);
    }
    visit_frame(visit, S("On paper"), S(""));
    page_measure_print(&visit->out, &(struct measure_print_view){
                                        .frame = visit->frame,
                                        .lead = fixed_text(visit->words, S("measure-print-lead"))->body,
                                        .choosing = !form_has(&visit->query, S("chosen")),
                                        .any = len > 0,
                                        .answers = answers,
                                        .said = {said, len},
                                        .pages = {pages, pages_len},
                                    });
}
