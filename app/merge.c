/* app/merge.c - which entries of a backup are new, and what they take away */
#include "app/merge.h"

#include "base/sort.h"

/* What one entry takes at most, beside its own bytes, and what is left for the page. */
enum { MERGE_SPARE_BYTES = 2 << 20, FRESH_BYTES = 64 };

static const struct log_id OWN_LOG;

static bool is_own_log(const struct log_entry *entry)
{
    return mem_compare(entry->log.at, OWN_LOG.at, sizeof OWN_LOG.at) == 0;
}

/* How many entries are not here; no bytes: only a hash is left of it, and the words may still come. */
static size_t count_new(struct backup backup, struct chain *here, struct arena *kept)
{
    struct log_entry entry;
    size_t len = 0;
    while (backup_next(&backup, &entry) == ERR_OK)
        len += is_own_log(&entry) && entry.bytes.len && !chain_knows(here, &entry.hash, kept);
    return len;
}

static void husks_add(struct merge *merge, const uint64_t *places, size_t found, struct arena *arena)
{
    merge->husks = arena_grown(arena, merge->husks, sizeof *merge->husks, merge->husks_len, found, &merge->husks_cap);
    if (found)
        mem_copy(merge->husks + merge->husks_len, places, found * sizeof *places);
    merge->husks_len += found;
}

static void husks_of_draft(struct merge *merge, const struct draft_now *draft, struct arena *arena)
{
    if (draft)
        husks_add(merge, draft->places.at, draft->places.len, arena);
}

static void take(struct merge *merge, const struct log_entry *entry, struct belongs item)
{
    ASSERT(merge->len < merge->cap);
    merge->take[merge->len] = *entry;
    merge->take[merge->len].n = merge->len + 1;
    merge->items[merge->len++] = item;
}

/* A removal belongs to nothing, for it wins for ever: what two devices gave one name may be deleted, and it stays. */
static struct belongs belongs_of(const struct event *event)
{
    if (event->kind == ITEM_REMOVED)
        return (struct belongs){0};
    return (struct belongs){.item = event_item(event),
                            .limit = event->kind == LIMIT_SET ? event->at : (struct stamp){0}};
}

static void take_event(struct merge *merge, const struct log_entry *entry, const struct event *event, uint64_t device)
{
    struct belongs item = belongs_of(event);
    if (event->kind == ITEM_REMOVED)
        merge->removals[merge->removals_len++] = (struct deletion){
            .at = event->at, .item = event->remove.item, .over = event->remove.over, .acts = entry->device == device};
    merge->came[event->kind]++;
    if (stamp_ms(event->at) > merge->newest_ms)
        merge->newest_ms = stamp_ms(event->at);
    take(merge, entry, item);
}

/* A draft's words live in its newest keeping alone: an older one comes as a husk, a newer one makes husks of those
 * here. */
static void take_draft(struct merge *merge, struct log_entry entry, const struct event *event,
                       const struct state *state, struct arena *arena)
{
    const struct draft_now *now = state_draft_of(state, event_item(event));
    if (now && stamp_cmp(event->at, now->event.at) < 0)
        entry.bytes = (struct bytes){merge->take[merge->len].hash.at, HASH_BYTES};
    else if (now)
        husks_of_draft(merge, now, arena);
    take(merge, &entry, (struct belongs){.item = event_item(event)});
    if (entry.bytes.len == HASH_BYTES)
        merge->items[merge->len - 1] = (struct belongs){0};
}

/* What looking through goes by. */
struct merging {
    struct merge *merge;
    struct chain *here;
    struct arena *kept, *arena;
    const struct keyring *keys;
    const struct state *state;
    uint64_t device;
};

/* One entry that is not here.  What was opened lies in scratch, and is wiped. */
static bool look_at(const struct merging *m, const struct log_entry *entry, struct chain *fresh)
{
    struct merge *merge = m->merge;
    struct arena scratch = *m->arena;
    struct hash husk;
    struct bytes record;
    struct event event;
    if (husk_read(entry->bytes, &husk)) {
        take(merge, entry, (struct belongs){0});
        return false;
    }
    if (chain_open(fresh, m->keys, entry, &scratch, &record)) {
        merge->unopened++;
        return false;
    }
    merge->ours = true;
    merge->strange |= entry->device == m->device;
    bool read = event_decode(record, &event) == ERR_OK;
    /* What is taken below lies where the record lay; of the event only numbers and names are looked at. */
    uint8_t names[OVER_MAX_BYTES];
    size_t names_len = read && event.kind == ITEM_REMOVED ? event.remove.over.len : 0;
    if (names_len)
        mem_copy(names, event.remove.over.at, names_len);
    if (record.len)
        seal_wipe((void *)(uintptr_t)record.at, record.len);
    if (names_len)
        event.remove.over = bytes_copy(m->arena, (struct bytes){names, names_len});
    if (!read) {
        merge->later++;
        take(merge, entry, (struct belongs){0});
    } else if (event.kind == DRAFT_KEPT) {
        take_draft(merge, *entry, &event, m->state, m->arena);
    } else {
        take_event(merge, entry, &event, m->device);
    }
    return true;
}

static void look_through(const struct merging *m, struct backup backup)
{
    struct merge *merge = m->merge;
    struct chain fresh;
    struct log_entry entry;
    chain_begin(&fresh, m->keys);
    while (backup_next(&backup, &entry) == ERR_OK) {
        if (!is_own_log(&entry) || !entry.bytes.len)
            continue;
        if (chain_knows(m->here, &entry.hash, m->kept)) {
            merge->ours = true;
            chain_step(&fresh, &entry, true, m->arena);
        } else if (!chain_has(&fresh, &entry, m->arena)) {
            size_t before = merge->len;
            bool opened = look_at(m, &entry, &fresh);
            if (merge->len > before)
                chain_add(&fresh, &entry, opened, m->arena);
        }
    }
}

/* ---- deletions ---- */

/* By device, then by time. */
static int removal_order(const void *a, const void *b, struct arena scratch)
{
    struct stamp x = ((const struct deletion *)a)->at, y = ((const struct deletion *)b)->at;
    (void)scratch;
    return x.device != y.device ? (x.device > y.device) - (x.device < y.device) : stamp_cmp(x, y);
}

/* When a device first wrote, as far as is known here or says itself in what comes. */
static int64_t first_ms(const struct merge *merge, const struct state *state, uint64_t device)
{
    int64_t ms = INT64_MAX;
    for (size_t i = 0; i < state->log.events.len && ms == INT64_MAX; i++)
        if (state->log.events.at[i]->at.device == device)
            ms = stamp_ms(state->log.events.at[i]->at);
    for (size_t i = 0; i < merge->len; i++)
        if (merge->items[i].item.device == device && stamp_is(merge->items[i].item) &&
            stamp_ms(merge->items[i].item) < ms)
            ms = stamp_ms(merge->items[i].item);
    for (size_t i = 0; i < merge->removals_len; i++)
        if (merge->removals[i].at.device == device && stamp_ms(merge->removals[i].at) < ms)
            ms = stamp_ms(merge->removals[i].at);
    return ms;
}

/* How many deletions of the same device lie within an hour of this one, before it or after. */
static size_t near(const struct merge *merge, size_t i)
{
    const struct deletion *all = merge->removals, *one = &all[i];
    size_t from = i, to = i + 1;
    int64_t ms = stamp_ms(one->at);
    while (from > 0 && all[from - 1].at.device == one->at.device &&
           ms - stamp_ms(all[from - 1].at) < REMOVALS_HOUR_MS && to - from <= REMOVALS_AT_ONCE)
        from--;
    while (to < merge->removals_len && all[to].at.device == one->at.device &&
           stamp_ms(all[to].at) - ms < REMOVALS_HOUR_MS && to - from <= REMOVALS_AT_ONCE)
        to++;
    return to - from;
}

/* True if it takes anything that is not gone here yet; a limit that was deleted may stand, told by somebody else. */
static bool is_news(const struct state *state, const struct deletion *one)
{
    const struct entry *entry = state_entry(state, one->item);
    if (!state_is_removed(state, one->item))
        return true;
    for (const struct version *v = entry ? entry->latest : NULL; v; v = v->before)
        if (log_takes_away(one->at, one->over, v->event->at))
            return true;
    return false;
}

static size_t removals_known(const struct state *state)
{
    size_t len = 0;
    for (size_t i = 0; i < state->log.events.len; i++)
        len += state->log.events.at[i]->kind == ITEM_REMOVED;
    return len;
}

/* Those that came before: many in an hour are many, in however many files they come. */
static void removals_add_known(struct merge *merge, const struct state *state)
{
    for (size_t i = 0; i < state->log.events.len; i++) {
        const struct event *event = state->log.events.at[i];
        if (event->kind == ITEM_REMOVED)
            merge->removals[merge->removals_len++] =
                (struct deletion){.at = event->at, .item = event->remove.item, .known = true};
    }
}

static void removals_judge(struct merge *merge, const struct state *state, struct arena scratch)
{
    const struct deletion *before = NULL;
    int64_t first = 0;
    if (merge->removals_len)
        removals_add_known(merge, state);
    sort(merge->removals, merge->removals_len, sizeof *merge->removals, removal_order, scratch);
    for (size_t i = 0; i < merge->removals_len; i++) {
        struct deletion *one = &merge->removals[i];
        if (one->known)
            continue;
        if (!before || before->at.device != one->at.device)
            first = first_ms(merge, state, one->at.device);
        before = one;
        one->acts |= stamp_ms(one->at) - first >= REMOVALS_YOUNG_MS && near(merge, i) <= REMOVALS_AT_ONCE;
        if (!is_news(state, one))
            continue; /* known here, and perhaps answered elsewhere */
        merge->deleted += one->acts;
        merge->hidden += !one->acts;
    }
}

/* Stamps as names in a set of hashes. */
static struct hash name_of(struct stamp stamp)
{
    struct hash hash = {{0}};
    mem_put_number(hash.at, 8, stamp.clock);
    mem_put_number(hash.at + 8, 8, stamp.device);
    return hash;
}

static void name_add(struct chain *names, struct stamp stamp, struct arena *arena)
{
    struct log_entry entry = {.hash = name_of(stamp)};
    chain_add(names, &entry, false, arena);
}

static int item_order(const void *a, const void *b, struct arena scratch)
{
    const struct deletion *x = *(const struct deletion *const *)a, *y = *(const struct deletion *const *)b;
    (void)scratch;
    return stamp_cmp(x->item, y->item);
}

static void removals_by_item(struct merge *merge, struct arena *arena)
{
    merge->by_item = ARENA_MANY(arena, const struct deletion *, merge->removals_len + 1);
    for (size_t i = 0; i < merge->removals_len; i++)
        if (!merge->removals[i].known)
            merge->by_item[merge->by_item_len++] = &merge->removals[i];
    sort(merge->by_item, merge->by_item_len, sizeof *merge->by_item, item_order, *arena);
}

/* The next deletion of an item behind `before`, which is NULL at first; NULL: no more. */
static const struct deletion *const *deletion_of(const struct merge *merge, struct stamp item,
                                                 const struct deletion *const *before)
{
    const struct deletion *const *all = merge->by_item, *const *end = all + merge->by_item_len;
    const struct deletion *const *next =
        before ? before + 1 : all + stamps_before(all, merge->by_item_len, offsetof(struct deletion, item), item);
    return next < end && stamp_cmp((*next)->item, item) == 0 ? next : NULL;
}

/* A limit that was told by somebody who did not know of its deletion stands, until it is looked at. */
static bool takes_limit(const struct merge *merge, struct belongs item)
{
    const struct deletion *const *at = NULL;
    while ((at = deletion_of(merge, item.item, at)))
        if ((*at)->acts && log_takes_away((*at)->at, (*at)->over, item.limit))
            return true;
    return false;
}

static bool is_taken(const struct merge *merge, struct chain *gone, struct belongs item, struct arena *arena)
{
    struct hash name = name_of(item.item);
    return chain_knows(gone, &name, arena) && (!stamp_is(item.limit) || takes_limit(merge, item));
}

/* True for what this device said of something that is deleted, and that nobody who deletes it knew of. */
static bool is_unseen(const struct merge *merge, const struct state *state, const struct event *event)
{
    const struct deletion *const *at = NULL;
    bool named = false;
    if (!stray_may_be(state, event))
        return false;
    while ((at = deletion_of(merge, event_item(event), at))) {
        if (log_takes_away((*at)->at, (*at)->over, event->at))
            return false;
        named = true;
    }
    return named;
}

/* Own words among that, whether they are deleted at once or not. */
static void find_strays(struct merge *merge, const struct state *state, struct arena *arena)
{
    const struct log *log = &state->log;
    size_t max = 0, len = 0;
    for (size_t i = 0; merge->removals_len && i < log->events.len; i++)
        max += is_unseen(merge, state, log->events.at[i]);
    const struct event **unseen = ARENA_MANY(arena, const struct event *, max + 1);
    for (size_t i = 0; len < max && i < log->events.len; i++)
        if (is_unseen(merge, state, log->events.at[i]))
            unseen[len++] = log->events.at[i];
    merge->strays = strays_among(unseen, len, arena);
}

/* The words that are here of what is deleted elsewhere; also where it is a practice that is not over here. */
static void husks_of_events(struct merge *merge, struct chain *gone, const struct state *state, struct arena *arena)
{
    for (size_t i = 0; i < state->log.events.len; i++) {
        const struct event *event = state->log.events.at[i];
        struct belongs item = belongs_of(event);
        if (event->kind == ITEM_REMOVED || !is_taken(merge, gone, item, arena))
            continue;
        if (stray_of(&merge->strays, item.item) && is_unseen(merge, state, event))
            continue;
        uint64_t *places = ARENA_MANY(arena, uint64_t, event_places(event, NULL) + 1);
        husks_add(merge, places, event_places(event, places), arena);
    }
}

/* What waits here goes too once such a deletion comes, but for own words that it did not know of either. */
static void husks_of_held(struct merge *merge, struct chain *gone, const struct state *state, struct arena *arena)
{
    struct strays waiting = strays_waiting(state, arena);
    for (size_t i = 0; i < state->log.held.len; i++) {
        const struct held *held = &state->log.held.at[i];
        bool asks = !held_may_go(state, &waiting, held) && is_unseen(merge, state, held->event);
        if (!asks && is_taken(merge, gone, belongs_of(held->event), arena))
            husks_add(merge, &held->n, 1, arena);
    }
}

static bool is_gone_here(const struct state *state, struct belongs item)
{
    struct event telling = {.kind = LIMIT_SET, .at = item.limit, .limit = {.of = item.item}};
    return stamp_is(item.limit) ? log_is_gone(&state->log, &telling) : log_is_removed(&state->log, item.item);
}

/* What is deleted comes as a husk, whichever side deleted it; and the words of it that are here go. */
static void removals_act(struct merge *merge, const struct keyring *keys, const struct state *state,
                         struct arena *arena)
{
    struct chain gone;
    chain_begin(&gone, keys);
    for (size_t i = 0; i < merge->removals_len; i++)
        if (merge->removals[i].acts) {
            name_add(&gone, merge->removals[i].item, arena);
            husks_of_draft(merge, state_draft_of(state, merge->removals[i].item), arena);
        }
    if (gone.len) {
        husks_of_events(merge, &gone, state, arena);
        husks_of_held(merge, &gone, state, arena);
    }
    for (size_t i = 0; i < merge->len; i++) {
        struct log_entry *entry = &merge->take[i];
        struct belongs item = merge->items[i];
        if (!stamp_is(item.item) || !(is_gone_here(state, item) || is_taken(merge, &gone, item, arena)))
            continue;
        entry->bytes = (struct bytes){entry->hash.at, HASH_BYTES};
        merge->items[i] = (struct belongs){0};
    }
}

enum err merge_plan(struct backup backup, struct chain *here, struct arena *kept, const struct keyring *keys,
                    const struct state *state, uint64_t device, struct arena *arena, struct merge *out)
{
    struct merge merge = {.cap = count_new(backup, here, kept)};
    struct merging m = {&merge, here, kept, arena, keys, state, device};
    size_t each =
        sizeof *merge.take + sizeof *merge.items + sizeof *merge.removals + sizeof *merge.by_item + FRESH_BYTES;
    size_t known = removals_known(state);
    if (here->partial ||
        arena_left(arena) / 2 < MERGE_SPARE_BYTES + (merge.cap + 8192) * each + known * 2 * sizeof *merge.removals)
        return ERR_NO_ROOM;
    merge.take = ARENA_MANY(arena, struct log_entry, merge.cap + 1);
    merge.items = ARENA_MANY(arena, struct belongs, merge.cap + 1);
    merge.removals = ARENA_MANY(arena, struct deletion, merge.cap + known + 1);
    look_through(&m, backup);
    if (!merge.ours && merge.cap)
        return ERR_NOT_OPENED;
    removals_judge(&merge, state, *arena);
    removals_by_item(&merge, arena);
    find_strays(&merge, state, arena);
    removals_act(&merge, keys, state, arena);
    *out = merge;
    return ERR_OK;
}
