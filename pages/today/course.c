/* pages/today/course.c - my course: what stands at no place of its own, and what is due */
#include "pages/today/course.h"

#include "core/course/worksheet.h"
#include "pages/frame/parts.h"
#include "pages/frame/words.h"
#include "pages/health/measures.h"
#include "pages/templates.h"
#include "pages/today/views.h"

void course_get(struct visit *visit)
{
    visit_frame(visit, S("My course"), S(""));
    page_course(&visit->out, &(struct course_view){
                                 .frame = visit->frame,
                                 .lead = fixed_text(visit->words, S("course-lead"))->body,
                                 .review_due = review_is_due(visit->state, visit->now_ms),
                                 .measure_due = measure_due_path(visit),
                                 .parts = parts_of(visit->words, visit->arena, S("course")),
                             });
}
