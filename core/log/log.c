/* core/log/log.c - a set of events: taking in, ordering, and what is gone */
#include "core/log/log.h"

#include "base/sort.h"

enum { REMOVED_FIRST = 64 }; /* a power of two */

void log_begin(struct log *log, struct arena *arena)
{
    *log = (struct log){.arena = arena};
}

/* What is gone */

static size_t slot_of(const struct removed *removed, struct stamp item)
{
    uint64_t mixed = (item.clock ^ item.device * 0x9e3779b97f4a7c15) * 0x9e3779b97f4a7c15;
    size_t slot = (size_t)(mixed >> 32) & (removed->cap - 1);
    while (removed->at[slot] && stamp_cmp(removed->at[slot]->item, item) != 0)
        slot = (slot + 1) & (removed->cap - 1);
    return slot;
}

static const struct gone *gone_of(const struct log *log, struct stamp item)
{
    return log->removed.cap ? log->removed.at[slot_of(&log->removed, item)] : NULL;
}

static void grow_removed(struct log *log)
{
    struct removed before = log->removed;
    log->removed.cap = before.cap ? 2 * before.cap : REMOVED_FIRST;
    log->removed.at = ARENA_MANY(log->arena, struct gone *, log->removed.cap);
    for (size_t i = 0; i < before.cap; i++)
        if (before.at[i])
            log->removed.at[slot_of(&log->removed, before.at[i]->item)] = before.at[i];
}

void log_remove(struct log *log, struct stamp item, const struct event *by)
{
    if (2 * (log->removed.len + 1) > log->removed.cap)
        grow_removed(log);
    struct gone **slot = &log->removed.at[slot_of(&log->removed, item)];
    struct gone *removal = ARENA_NEW(log->arena, struct gone);
    *removal = (struct gone){.item = item, .by = by, .before = *slot};
    log->removed.len += !*slot;
    *slot = removal;
}

bool log_is_removed(const struct log *log, struct stamp item)
{
    return gone_of(log, item) != NULL;
}

bool log_takes_away(struct stamp removal, struct bytes over, struct stamp telling)
{
    if (over.len == 0)
        return stamp_cmp(telling, removal) < 0;
    for (size_t i = 0; i < over_count(over); i++) {
        struct stamp named = over_at(over, i);
        if (named.device == telling.device && telling.clock <= named.clock)
            return true;
    }
    return false;
}

bool log_is_gone(const struct log *log, const struct event *event)
{
    if (!log->removed.cap || event->kind == ITEM_REMOVED)
        return false; /* it wins for ever, also over who would take it back */
    for (const struct gone *gone = gone_of(log, event_item(event)); gone; gone = gone->before)
        if (gone->by && (event->kind != LIMIT_SET || log_takes_away(gone->by->at, gone->by->remove.over, event->at)))
            return true;
    return false;
}

bool log_is_unseen(const struct log *log, const struct event *event)
{
    bool gone_at_all = false;
    for (const struct gone *gone = gone_of(log, event_item(event)); gone; gone = gone->before) {
        gone_at_all |= gone->by != NULL;
        if (gone->by && log_takes_away(gone->by->at, gone->by->remove.over, event->at))
            return false;
    }
    return gone_at_all;
}

static void hold_one(struct log *log, const struct event *event)
{
    ARENA_PUSH(log->arena, &log->held, (struct held){.event = event, .n = event->n});
}

/* An event that is gone leaves only this: where its words lie, and those of its twins. */
static void hold(struct log *log, const struct event *event)
{
    for (; event; event = event->twin)
        if (event->n)
            hold_one(log, event);
}

/* Where a place stands in a table of them, or would stand; 0 is no place. */
static size_t slot_of_place(const uint64_t *table, size_t cap, uint64_t place)
{
    size_t slot = (size_t)(place * 0x9e3779b97f4a7c15 >> 32) & (cap - 1);
    while (table[slot] && table[slot] != place)
        slot = (slot + 1) & (cap - 1);
    return slot;
}

static void husked_some(struct log *log, const uint64_t *places, size_t len)
{
    struct arena scratch = *log->arena;
    size_t kept = 0, cap = REMOVED_FIRST;
    while (cap < 2 * len)
        cap *= 2;
    uint64_t *husked = ARENA_MANY(&scratch, uint64_t, cap);
    for (size_t i = 0; i < len; i++)
        husked[slot_of_place(husked, cap, places[i])] = places[i];
    for (size_t i = 0; i < log->held.len; i++)
        if (!husked[slot_of_place(husked, cap, log->held.at[i].n)])
            log->held.at[kept++] = log->held.at[i];
    log->held.len = kept;
}

void log_husked(struct log *log, const uint64_t *places, size_t len)
{
    enum { AT_ONCE = 1 << 14 }; /* however many they are, it takes a quarter of a megabyte for a moment, and no more */
    for (size_t i = 0; i < len && log->held.len; i += AT_ONCE)
        husked_some(log, places + i, len - i < AT_ONCE ? len - i : AT_ONCE);
}

/* Taking in */

static struct event *newest(const struct log *log)
{
    return log->events.len ? log->events.at[log->events.len - 1] : NULL;
}

size_t stamps_before(const void *list, size_t len, size_t offset, struct stamp at)
{
    const uint8_t *const *items = list;
    size_t low = 0, high = len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (stamp_cmp(*(const struct stamp *)(items[middle] + offset), at) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first event that is not before a stamp. */
static size_t not_before(const struct log *log, struct stamp at)
{
    return stamps_before(log->events.at, log->events.len, offsetof(struct event, at), at);
}

struct event *log_find(const struct log *log, struct stamp at)
{
    size_t i = not_before(log, at);
    return i < log->events.len && stamp_cmp(log->events.at[i]->at, at) == 0 ? log->events.at[i] : NULL;
}

static struct bytes record_of(const struct event *event, struct arena *arena)
{
    struct buf record = buf_on(arena);
    event_encode(&record, event);
    return buf_bytes(&record);
}

int log_compare(const struct event *a, const struct event *b, struct arena scratch)
{
    int order = stamp_cmp(a->at, b->at);
    if (order)
        return order;
    struct bytes x = record_of(a, &scratch), y = record_of(b, &scratch);
    size_t both = x.len < y.len ? x.len : y.len;
    order = mem_compare(x.at, y.at, both);
    return order ? order : (x.len > y.len) - (x.len < y.len);
}

/* The same record once more: one event, with one more place where its words lie. */
static void join(struct event *event, struct event *twin)
{
    struct event *end = twin;
    if (!twin->n && !twin->twin)
        return; /* it is stored nowhere, so nothing of it will have to be husked */
    while (end->twin)
        end = end->twin;
    end->twin = event->twin;
    event->twin = twin;
}

size_t event_places(const struct event *event, uint64_t *out)
{
    size_t len = 0;
    for (; event; event = event->twin) {
        if (out && event->n)
            out[len] = event->n;
        len += event->n != 0;
    }
    return len;
}

static bool is_known(struct log *log, struct event *event)
{
    for (size_t i = not_before(log, event->at); i < log->events.len; i++) {
        struct event *same = log->events.at[i];
        if (stamp_cmp(same->at, event->at) != 0)
            return false;
        if (log_compare(same, event, *log->arena) == 0) {
            join(same, event);
            return true;
        }
    }
    return false;
}

void log_saw(struct log *log, const struct event *event)
{
    if (stamp_cmp(event->at, log->last) > 0) {
        log->last = event->at;
        log->last_wall_ms = event_wall_ms(event);
        log->last_n = event->n;
    }
}

/*
 * Whether anything of an item may have been folded.  After unlocking, what was removed is husks already, and nothing
 * has to be folded again.
 */
static bool may_be_folded(const struct log *log, struct stamp item)
{
    return log->orphans || log_find(log, item) || log_is_removed(log, item);
}

/* Of a thing whose first telling is not here, or not yet: a limit stands all the same, and words may wait. */
static bool is_orphan(const struct log *log, const struct event *event)
{
    struct stamp item = event_item(event);
    return stamp_cmp(item, event->at) != 0 && (log->late || !log_find(log, item));
}

bool log_put(struct log *log, struct event *event)
{
    const struct event *last = newest(log);
    log_saw(log, event);
    if (log_is_gone(log, event)) {
        hold(log, event);
        return false;
    }
    bool newer = !last || stamp_cmp(event->at, last->at) > 0;
    if (!log->late && !newer && is_known(log, event))
        return false;
    if (event->kind == ITEM_REMOVED) {
        log->late = log->late || may_be_folded(log, event->remove.item);
        log_remove(log, event->remove.item, event);
    }
    log->orphans = log->orphans || is_orphan(log, event);
    log->late = log->late || !newer;
    ARENA_PUSH(log->arena, &log->events, event);
    return !log->late;
}

/* Ordering */

static bool is_ordered(const struct log *log)
{
    for (size_t i = 1; i < log->events.len; i++)
        if (stamp_cmp(log->events.at[i - 1]->at, log->events.at[i]->at) >= 0)
            return false;
    return true;
}

static int by_order(const void *a, const void *b, struct arena scratch)
{
    return log_compare(*(struct event *const *)a, *(struct event *const *)b, scratch);
}

static void drop(struct log *log)
{
    size_t kept = 0;
    for (size_t i = 0; i < log->events.len; i++) {
        struct event *event = log->events.at[i];
        struct event *before = kept ? log->events.at[kept - 1] : NULL;
        if (log_is_gone(log, event)) {
            hold(log, event);
            continue;
        }
        if (before && stamp_cmp(before->at, event->at) == 0 && log_compare(before, event, *log->arena) == 0)
            join(before, event);
        else
            log->events.at[kept++] = event;
    }
    log->events.len = kept;
}

void log_order(struct log *log)
{
    if (!is_ordered(log))
        sort(log->events.at, log->events.len, sizeof *log->events.at, by_order, *log->arena);
    drop(log);
    log->late = false;
}
