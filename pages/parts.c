/* pages/parts.c - the table of parts, and the page that holds those without a place of their own */
#include "pages/parts.h"

#include "pages/views.h"

#define ROW(place, group, path, title, about)                                                                          \
    {                                                                                                                  \
        S_INIT(place), S_INIT(group), S_INIT(path), S_INIT(title), S_INIT(about)                                       \
    }

/* clang-format off */
static const struct part PARTS[] = {
/*      place       group                    path              title                 in one line                        */
    ROW("practice", "About the offers",      "offers",         "How offers are made", "What is weighed, and what never is."),
    ROW("practice", "About the offers",      "offers/gathered", "What attune has gathered", "What seems to feel good, what seems hard. Set it right."),

    ROW("journal",  "Looking back",          "body",           "Body map",           "What is where, front and back, in marks and words."),
    ROW("journal",  "Looking back",          "map",            "Safety map",         "What is comfortable, drawn sideways."),
    ROW("journal",  "Looking back",          "moments",        "Noticed moments",    "Small things, kept because you saw them."),

    ROW("course",   "Who I am here",         "intake",         "About me",           "Questions at your pace. Each can wait."),
};
/* clang-format on */
enum { PARTS_LEN = sizeof PARTS / sizeof *PARTS };

struct parts parts_of(struct arena *arena, struct str place)
{
    struct part_group *groups = ARENA_MANY(arena, struct part_group, PARTS_LEN);
    size_t len = 0;
    for (size_t i = 0; i < PARTS_LEN; i++) {
        if (!str_eq(PARTS[i].place, place))
            continue;
        bool same = len && str_eq(groups[len - 1].title, PARTS[i].group);
        if (!same)
            groups[len++] = (struct part_group){.title = PARTS[i].group, .rows = {&PARTS[i], 0}};
        /* The rows of a group stand beside each other in the table. */
        ASSERT(&PARTS[i] == groups[len - 1].rows.at + groups[len - 1].rows.len);
        groups[len - 1].rows.len++;
    }
    return (struct parts){groups, len};
}

void course_get(struct visit *visit)
{
    visit_frame(visit, S("My course"), S(""));
    page_course(&visit->out, &(struct course_view){
                                 .frame = visit->frame,
                                 .lead = fixed_text(S("course-lead"))->body,
                                 .parts = parts_of(visit->arena, S("course")),
                             });
}
