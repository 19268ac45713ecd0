/* pages/frame/held.c - rows into groups, by how each is to be met */
#include "pages/frame/held.h"

struct held_list held_begin(struct arena *arena, size_t max)
{
    return (struct held_list){
        .rows = ARENA_MANY(arena, struct held_row, max + 1),
        .group_rows = ARENA_MANY(arena, struct held_group, max + 1),
        .kept_rows = ARENA_MANY(arena, struct held_row, max + 1),
    };
}

void held_add(struct held_list *list, struct str group, enum shown shown, struct held_row row)
{
    row.marked = shown == SHOWN_MARKED;
    if (shown == SHOWN_NOT) {
        list->left_out = true;
        return;
    }
    if (shown == SHOWN_WHEN_ASKED) {
        list->kept_rows[list->kept_away.len++] = row;
        list->kept_away.at = list->kept_rows;
        return;
    }
    struct held_group *groups = list->group_rows;
    if (!list->groups.len || !str_eq(groups[list->groups.len - 1].title, group))
        groups[list->groups.len++] = (struct held_group){.title = group, .rows = {list->rows + list->len, 0}};
    list->groups.at = groups;
    list->rows[list->len++] = row;
    groups[list->groups.len - 1].rows.len++;
}
