/*
 * app/chain.h - which entries are here, and what each is bound to
 *
 * An entry of a log names the hash of the entry that its device made before it.  Entries of several devices lie in one
 * store, in the order in which they came, so a chain has a head for each device, may fork (two entries on one
 * previous: a copy of the vault went on by itself), and may have a gap (its entry before has not come yet).  All of
 * that is read; a gap is counted, and nothing waits for it.  The rules: doc/decisions.md, "The chain".
 *
 * Every hash that was met is remembered, 32 bytes each, so that nothing is taken twice.  Looking one up needs an index,
 * which is made when something first does not simply follow its device's entry before; a log of one device never
 * needs it.
 *
 * Memory: in the arena given to each call that adds, always the same one; it goes with the arena.
 */
#ifndef APP_CHAIN_H
#define APP_CHAIN_H

#include "seal/seal.h"
#include "wire/entry.h"

struct chain_head {
    uint64_t device;
    struct hash last; /* of its newest entry so far */
    struct hash made; /* the same while everything is sealed anew: the newest of the new log */
};

struct chain {
    LIST_OF(struct hash *) blocks; /* every hash that is here, in the order of coming */
    size_t len;                    /* how many they are */
    uint32_t *slots; /* the index: a place in the order, plus 1; 0: free */
    size_t slots_len;
    uint64_t mix[4]; /* of the index; not known to whoever could write hashes into a file */
    LIST_OF(struct chain_head) heads;
    size_t newest;                /* the head that was used last */
    LIST_OF(struct hash) missing; /* previous hashes that nothing here had when they were named */
    struct hash before; /* of the entry that came last, whatever its device */
    bool odd;           /* something did not simply follow: from here on everything is looked up */
    bool partial;       /* there was no room to remember a hash, a head or what is missing */
    uint32_t tries;     /* of opening under other hashes than the one that came with an entry */
};

/* Begin with nothing.  keys: for the index alone. */
void chain_begin(struct chain *chain, const struct keyring *keys);

/* The head of a device that sealed something which opened, or NULL. */
const struct chain_head *chain_head(struct chain *chain, uint64_t device);

/* True if an entry of this hash was met before.  False also where there is no room for the index. */
bool chain_knows(struct chain *chain, const struct hash *hash, struct arena *arena);
/* True if this entry was met before.  Costs nothing where an entry follows its device's newest one. */
bool chain_has(struct chain *chain, const struct log_entry *entry, struct arena *arena);
/* Remember an entry; opened: it opened.  Where it is bound to something that is not here yet, that is noted. */
void chain_add(struct chain *chain, const struct log_entry *entry, bool opened, struct arena *arena);
/* An entry that is here already comes once more, in the order of coming: only the heads move. */
void chain_step(struct chain *chain, const struct log_entry *entry, bool opened, struct arena *arena);
/* How many entries are bound to one that has not come. */
uint64_t chain_missing(struct chain *chain, struct arena *arena);

/*
 * Open an entry under the previous hash that came with it.  Where that fails, and where none came
 * (a store of version 1 has none), under the entry before it: of its device, then in the order of coming, then under
 * every hash that is here, the newest first, CHAIN_TRIES at most in all. Errors as seal_open_record; ERR_BROKEN_CHAIN:
 * the bytes are not those of its hash.
 */
enum { CHAIN_TRIES = 1 << 17 };
enum err chain_open(struct chain *chain, const struct keyring *keys, const struct log_entry *entry, struct arena *arena,
                    struct bytes *record);

#endif
