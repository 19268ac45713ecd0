/* pages/settings/merge.c - the form for a backup, and in words what came with it */
#include "pages/settings/merge.h"

#include "pages/settings/stray.h"
#include "pages/settings/views.h"
#include "pages/templates.h"

void settings_merge_page(struct visit *visit, struct str problem)
{
    visit_frame(visit, S("Bring in a backup"), S(""));
    page_merge(&visit->out, &(struct merge_view){.frame = visit->frame, .problem = problem});
}

void settings_merge_get(struct visit *visit)
{
    settings_merge_page(visit, S(""));
}

/* Steps, pieces and drafts belong to something that is named, a change of a lock is nobody's to see, and what was
 * deleted has a sentence of its own. */
static bool has_line(enum event_kind kind)
{
    return kind != PRACTICE_CHECKED && kind != PRACTICE_STEPPED && kind != MEDIA_CHUNK && kind != DRAFT_KEPT &&
           kind != WAYS_CHANGED && kind != ITEM_REMOVED;
}

void settings_merged_page(struct visit *visit, const struct merged *merged)
{
    struct merged_row *rows = ARENA_MANY(visit->arena, struct merged_row, EVENT_END);
    size_t len = 0;
    for (unsigned kind = EVENT_NONE + 1; kind < EVENT_END; kind++)
        if (merged->came[kind] && has_line((enum event_kind)kind))
            rows[len++] = (struct merged_row){words_of(visit->words, EVENT_KEYS, kind), merged->came[kind]};
    visit_frame(visit, S("Bring in a backup"), S(""));
    page_merged(&visit->out, &(struct merged_view){
                                 .frame = visit->frame,
                                 .rows = {rows, len},
                                 .nothing = !merged->anything,
                                 .small = merged->anything && !len && !merged->deleted && !merged->hidden,
                                 .strays = stray_rows(visit, merged->strays),
                                 .unopened = merged->unopened,
                                 .later = merged->later,
                                 .deleted = merged->deleted,
                                 .hidden = merged->hidden,
                                 .ahead = merged->ahead,
                             });
}
