/*
 * wire/entry.h - one line of a stored log, the same for the app, the store, a backup and a browser's shell
 *
 * Memory: the bytes are borrowed from where the entry came from.
 */
#ifndef WIRE_ENTRY_H
#define WIRE_ENTRY_H

#include "wire/envelope.h"

enum { ENTRY_DEVICES_MAX = 8 }; /* in a log of version 1; the app has only ever made such logs with one */

struct log_entry {
    struct log_id log;    /* zeros: the vault's own, which no store and no backup names */
    uint64_t n;           /* its place in this store, from 1 */
    uint64_t device;      /* that sealed it */
    struct hash previous; /* the one it is bound to: of the entry of that device before it; zeros for its first */
    struct hash hash;     /* of the envelope, also after it became a husk */
    struct bytes bytes;   /* the envelope, or the husk; empty: lost, and only the hash was left */
};

/*
 * A log as version 1 wrote it, in a store or a backup, does not say which entry each is bound to; it follows from their
 * order.  Start with all zeros, then ask for every entry in order of n.
 *
 * The hash of the entry of the same device before this one; its previous is not looked at.  Zeros: it is its device's
 * first; or the number before it is gone with its hash, so that nobody knows; or there were more devices than
 * ENTRY_DEVICES_MAX before this one's, which no log of version 1 had.
 */
struct entry_order {
    uint64_t last_n;
    size_t len;
    struct {
        uint64_t device;
        struct hash hash;
    } newest[ENTRY_DEVICES_MAX];
};
struct hash entry_previous(struct entry_order *order, const struct log_entry *entry);

#endif
