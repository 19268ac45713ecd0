/*
 * core/log/log.h - what happened, as a set in one order
 *
 * The records of all devices are one set: in whatever order they come, and however often, they end as the same list,
 * by (clock, device).  Two records that agree in both and differ are of a device that forgot itself: they follow each
 * other by their bytes, so that every device has them in the same order.  The same record under two envelopes is one
 * event with two places in the stored log.
 *
 * What was deleted is known before anything is folded: a removal wins over whatever belongs to its item, early or
 * late.  But a limit that was told anew by somebody who did not know of its removal stands, until it is looked at
 * (people.md 6, rule 6): a removal takes what it names and what that device had told before, and one of a version
 * that named nothing takes all that is older than itself.
 *
 * Memory: all of it is in the arena of what is kept; nothing of it is given back before the lock.
 */
#ifndef CORE_LOG_LOG_H
#define CORE_LOG_LOG_H

#include "core/log/event.h"

/* Why an item is gone. */
struct gone {
    struct stamp         item;
    const struct event  *by;     /* ITEM_REMOVED; NULL: the end of a draft, which takes no event with it */
    struct gone      *before; /* of the same item */
};

/* A table by item, open addressing. */
struct removed {
    struct gone **at;
    size_t           len, cap;
};

/* The stored words of something that is gone: they came with this record, and nobody has made a husk of them yet. */
struct held {
    const struct event *event;
    uint64_t            n; /* the place: of the event or of a twin */
};

struct log {
    struct arena  *arena;
    LIST_OF(struct event *) events; /* in their order, unless `late`; no drafts, and nothing that is gone */
    struct removed removed;
    LIST_OF(struct held) held; /* as far as their records were read */
    struct stamp   last;         /* the newest stamp that was taken, whatever became of its event */
    int64_t        last_wall_ms; /* what the wall clock said beside it */
    uint64_t       last_n;       /* its place in the stored log */
    bool           orphans;      /* something was told of a thing whose first telling is not there */
    bool           late;         /* something came that belongs before, or takes away, what was taken already */
};

void log_begin(struct log *log, struct arena *arena);

/*
 * Take an event in, which must live in the log's arena.  True: it is newer than all before and nothing is late, so it
 * can be folded by itself.  False: it is gone, was there already, or is late: then log_order, and fold everything.
 */
bool log_put(struct log *log, struct event *event);
/* An event that is kept apart, a draft, moves the clock of the log all the same. */
void log_saw(struct log *log, const struct event *event);
/* A removal, or the end of a draft: from now on, and for ever, the item is gone. */
void log_remove(struct log *log, struct stamp item, const struct event *by);

/* Put everything into its order, once each, without what is gone.  Linear where it is in order. */
void log_order(struct log *log);

/* These places of the store are husks now. */
void log_husked(struct log *log, const uint64_t *places, size_t len);

bool log_is_removed(const struct log *log, struct stamp item);
/* True if an event belongs to an item that is gone, as told above. */
bool log_is_gone(const struct log *log, const struct event *event);
/*
 * True if a removal, which names `over`, knew of this telling of its item: it names it or a later one of the same
 * device, or, where it names nothing, it is later.  Of a limit it takes away only those.
 */
bool log_takes_away(struct stamp removal, struct bytes over, struct stamp telling);
/* True for an event that is gone, though no removal of its item knew of it. */
bool log_is_unseen(const struct log *log, const struct event *event);
/* The order of the log: by stamp; where that is the same, by what their records say.  0: the same record. */
int log_compare(const struct event *a, const struct event *b, struct arena scratch);
/* The places in the stored log of an event and its twins; where out is not NULL they are written there.  Returns how many. */
size_t event_places(const struct event *event, uint64_t *out);
/* How many of a list of pointers, in the order of the stamps that lie at `offset` in what they point to, are before `at`. */
size_t stamps_before(const void *list, size_t len, size_t offset, struct stamp at);
/* The event with this stamp, or NULL; of several with the same stamp the first.  Not while the log is late. */
struct event *log_find(const struct log *log, struct stamp at);

#endif
