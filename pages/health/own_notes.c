/* pages/health/own_notes.c - notes of one sort about one thing, newest first */
#include "pages/health/own_notes.h"

#include "pages/frame/words.h"

struct own_notes notes_shown(struct visit *visit, enum note_sort sort, struct str about, size_t max)
{
    struct own_note *at = ARENA_MANY(visit->arena, struct own_note, max);
    size_t i = visit->state->abouts.len, len = 0;
    const struct entry *entry;
    while (len < max && (entry = state_note_before(visit->state, sort, about, &i)))
        at[len++] = (struct own_note){
            .id = visit_stamp(visit, entry->id),
            .words = entry->shown->note.words,
            .when = visit_when_kept(visit, entry_made(entry)),
        };
    return (struct own_notes){at, len};
}
