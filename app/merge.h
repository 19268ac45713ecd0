/*
 * app/merge.h - what a backup of this place would bring, before anything of it is kept
 *
 * Bringing in is union: what is here stays, and what is not here yet is taken, each entry with the device and the
 * previous hash that it came with.  What was deleted on either side is deleted on both, but for deletions from elsewhere
 * that came in numbers or from a device that is new (people.md 6, rule 7): those hide, and take no words.
 *
 * Memory: everything is in the arena of the request; bytes are borrowed from the file.
 */
#ifndef APP_MERGE_H
#define APP_MERGE_H

#include "app/chain.h"
#include "core/course/stray.h"
#include "core/fold/fold.h"
#include "wire/backup.h"

/* Of rule 7: so many deletions of one device within an hour, or one from a device so young, do not act at once. */
enum { REMOVALS_AT_ONCE = 20 };
#define REMOVALS_HOUR_MS ((int64_t)60 * 60 * 1000)
#define REMOVALS_YOUNG_MS ((int64_t)7 * 24 * 60 * 60 * 1000)

/* A deletion that comes from elsewhere. */
struct deletion {
    struct stamp at, item;
    struct bytes over; /* of a limit: the tellings that it names */
    bool acts;         /* at once: the words go */
    bool known;        /* it is here already, and only counts among those of its hour */
};

/* What an entry belongs to; zeros: a husk, a removal, or of a later version. */
struct belongs {
    struct stamp item;
    struct stamp limit; /* the stamp of this telling of a limit, which may stand though its item was deleted; else zeros */
};

struct merge {
    struct log_entry *take;  /* what is new, numbered from 1 */
    struct belongs   *items; /* what each belongs to */
    size_t            len, cap;
    struct deletion   *removals;
    size_t            removals_len;
    const struct deletion **by_item; /* those that are new, by what they delete */
    size_t            by_item_len;
    uint64_t         *husks; /* entries of the store whose words are to go */
    size_t            husks_len, husks_cap;
    unsigned          came[EVENT_END]; /* of each kind, but for what is gone */
    int64_t           newest_ms; /* of the stamps that are new */
    uint64_t          unopened;        /* new, and not to be opened */
    uint64_t          later;           /* of a later version: kept, and not read yet */
    unsigned          deleted, hidden; /* deletions of what was not deleted here */
    struct strays     strays; /* own words that none of them knew: they wait to be answered */
    struct hash       sum;    /* of the file, by which it is known again */
    bool              ours;            /* something in it opens with these keys, or is here */
    bool              strange;         /* something in it carries this device's number and is not known here */
};

/*
 * Look through a backup that was read.  device: this one's number.
 * ERR_NOT_OPENED: it is another root's.  ERR_NO_ROOM: it is too large for `arena`.
 */
enum err merge_plan(struct backup backup, struct chain *here, struct arena *kept, const struct keyring *keys,
                    const struct state *state, uint64_t device, struct arena *arena, struct merge *out);

#endif
