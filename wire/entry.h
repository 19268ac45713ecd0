/*
 * wire/entry.h - one line of a stored log, the same for the app, the store, a backup and a browser's shell
 *
 * Memory: the bytes are borrowed from where the entry came from.
 */
#ifndef WIRE_ENTRY_H
#define WIRE_ENTRY_H

#include "wire/envelope.h"

struct log_entry {
    struct log_id log;      /* zeros: the vault's own, which no store and no backup names */
    uint64_t      n;        /* its place in this store, from 1 */
    uint64_t      device;   /* that sealed it */
    struct hash   previous; /* the one it is bound to: of the entry of that device before it; zeros for its first */
    struct hash   hash;     /* of the envelope, also after it became a husk */
    struct bytes  bytes;    /* the envelope, or the husk; empty: lost, and only the hash was left */
};

#endif
