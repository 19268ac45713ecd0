/* pages/frame/take.c - taking along and putting back */
#include "pages/frame/take.h"

enum { TELLINGS_MAX = VISIT_EVENTS_MAX / 2 - 1 };

struct takes take_form(struct visit *visit, struct str what, unsigned n)
{
    if (!visit->state || !what.len || what.len > TAKE_WHAT_MAX)
        return (struct takes){0};
    struct take *take = ARENA_NEW(visit->arena, struct take);
    *take = (struct take){.what = what, .once = form_once(visit, n), .on = state_is_taken(visit->state, what)};
    return (struct takes){take, 1};
}

void take_back(struct visit *visit, struct str what)
{
    struct stamp tellings[TELLINGS_MAX];
    struct event like = {.kind = FAVOURITE_SET, .favourite = {.what = what}};
    size_t len = state_tellings(visit->state, &like, tellings, TELLINGS_MAX);
    for (size_t i = 0; i < len; i++)
        visit_keep(visit, (struct event){.kind = ITEM_REMOVED, .remove = {.item = tellings[i]}});
}

void take_forget(struct visit *visit, struct str id)
{
    take_back(visit, STR_JOIN(visit->arena, S("note/"), id));
    take_back(visit, STR_JOIN(visit->arena, S("activity/"), id));
}
