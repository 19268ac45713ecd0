/* core/fold/entry.c - items and their versions */
#include "core/fold/entry.h"

#include "core/offers/learned.h"

void entry_add_version(struct state *state, struct entry *entry, const struct event *event)
{
    struct version *version = REGION_NEW(&state->made, struct version);
    *version = (struct version){.event = event, .before = entry->latest};
    entry->latest = version;
}

/* A limit that outlives its first telling has an earlier name than the newest entry; all others come last. */
static void put_in_order(struct state *state, struct entry *entry)
{
    REGION_PUSH(&state->made, &state->entries, entry);
    for (size_t i = state->entries.len - 1; i > 0; i--) {
        struct entry **pair = &state->entries.at[i - 1];
        if (stamp_cmp(pair[0]->id, entry->id) <= 0)
            return;
        pair[1] = pair[0];
        pair[0] = entry;
        learned_forget(state); /* it counts entries by their place */
    }
}

struct entry *entry_add(struct state *state, const struct event *event)
{
    struct stamp id = event_item(event);
    if (state_entry(state, id))
        return NULL;
    struct entry *entry = REGION_NEW(&state->made, struct entry);
    entry->id = id;
    entry->kind = event->kind;
    entry->shown = event;
    entry_add_version(state, entry, event);
    put_in_order(state, entry);
    if (entry->kind == LIMIT_SET)
        REGION_PUSH(&state->made, &state->limits, entry);
    if (entry->kind == MEDIA_BEGUN)
        REGION_PUSH(&state->made, &state->media, entry);
    if (entry->kind == BODY_MARKED)
        REGION_PUSH(&state->made, &state->maps, entry);
    if (entry->kind == WORKSHEET_BEGUN)
        REGION_PUSH(&state->made, &state->sheets, entry);
    if (entry->kind == NOTE_WRITTEN && event->note.about.len)
        REGION_PUSH(&state->made, &state->abouts, entry);
    if (entry->kind == MEASURE_IMPORTED)
        REGION_PUSH(&state->made, &state->measures, entry);
    if (entry->kind == MEASURE_SAID)
        REGION_PUSH(&state->made, &state->measured, entry);
    return entry;
}

struct entry *entry_tell(struct state *state, const struct event *event)
{
    struct entry *entry = state_entry(state, event_item(event));
    if (!entry)
        return stamp_cmp(event_item(event), event->at) == 0 ? entry_add(state, event) : NULL;
    if (entry->kind != event->kind)
        return NULL;
    entry_add_version(state, entry, event);
    entry->shown = event;
    return entry;
}
