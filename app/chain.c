/* app/chain.c - the hashes of a log, and what its entries are bound to */
#include "app/chain.h"

/* SPARE_BYTES: what is left alone, for what must be written when everything else is full. */
enum { BLOCK = 4096, SLOTS_FIRST = 1 << 13, SPARE_BYTES = 1 << 20 };

static const struct hash NO_HASH;

static struct bytes bytes_of(const struct hash *hash)
{
    return (struct bytes){.at = hash->at, .len = HASH_BYTES};
}

void chain_begin(struct chain *chain, const struct keyring *keys)
{
    *chain = (struct chain){.tries = CHAIN_TRIES};
    /* The id of a log is known to nobody without its keys, so nobody can write hashes that fall on one slot. */
    for (size_t i = 0; i < 4; i++)
        chain->mix[i] = mem_get_number(keys->log.at + 8 * i, 8) | 1;
}

/* ---- heads ---- */

static struct chain_head *head_of(struct chain *chain, uint64_t device)
{
    if (chain->newest < chain->heads.len && chain->heads.at[chain->newest].device == device)
        return &chain->heads.at[chain->newest];
    for (size_t i = 0; i < chain->heads.len; i++)
        if (chain->heads.at[i].device == device) {
            chain->newest = i;
            return &chain->heads.at[i];
        }
    return NULL;
}

const struct chain_head *chain_head(struct chain *chain, uint64_t device)
{
    return head_of(chain, device);
}

/* What a list takes for one more item. */
static size_t growth(size_t len, size_t cap, size_t size)
{
    return len < cap ? 0 : list_cap(cap, len, 1) * size;
}

/* NULL: there is no room for another one. */
static struct chain_head *head_for(struct chain *chain, uint64_t device, struct arena *arena)
{
    struct chain_head *head = head_of(chain, device);
    if (head)
        return head;
    if (growth(chain->heads.len, chain->heads.cap, sizeof *head) > arena_left(arena) / 2) {
        chain->partial = true;
        return NULL;
    }
    chain->newest = chain->heads.len;
    ARENA_PUSH(arena, &chain->heads, (struct chain_head){.device = device});
    return &chain->heads.at[chain->newest];
}

/* ---- every hash ---- */

static const struct hash *hash_at(const struct chain *chain, size_t i)
{
    return &chain->blocks.at[i / BLOCK][i % BLOCK];
}

/* The slot where a hash is, or where it would be. */
static size_t slot_of(const struct chain *chain, const struct hash *hash)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < 4; i++)
        sum += mem_get_number(hash->at + 8 * i, 8) * chain->mix[i];
    size_t slot = (size_t)(sum >> 32) % chain->slots_len;
    while (chain->slots[slot] && !hash_same(hash_at(chain, chain->slots[slot] - 1), hash))
        slot = (slot + 1) % chain->slots_len;
    return slot;
}

static void index_put(struct chain *chain, size_t i)
{
    chain->slots[slot_of(chain, hash_at(chain, i))] = (uint32_t)(i + 1);
}

/* The index over everything that is here, with room for as much again.  False: there is no room for it. */
static bool index_make(struct chain *chain, struct arena *arena)
{
    size_t len = chain->slots_len ? chain->slots_len : SLOTS_FIRST;
    while (len < 4 * (chain->len + 1))
        len *= 2;
    if (arena_left(arena) < SPARE_BYTES + len * sizeof *chain->slots)
        return false;
    chain->slots = ARENA_MANY(arena, uint32_t, len);
    chain->slots_len = len;
    for (size_t i = 0; i < chain->len; i++)
        index_put(chain, i);
    return true;
}

bool chain_knows(struct chain *chain, const struct hash *hash, struct arena *arena)
{
    if (!chain->slots_len && !index_make(chain, arena))
        return false;
    return chain->slots[slot_of(chain, hash)] != 0;
}

/* What follows the newest of its device was not met before: else that one would not be its newest. */
static bool follows(struct chain *chain, const struct log_entry *entry)
{
    const struct chain_head *head = chain_head(chain, entry->device);
    const struct hash *last = head ? &head->last : &NO_HASH;
    return !chain->odd && hash_same(last, &entry->previous);
}

bool chain_has(struct chain *chain, const struct log_entry *entry, struct arena *arena)
{
    return !follows(chain, entry) && chain_knows(chain, &entry->hash, arena);
}

/* What the next hash may take: a block and a longer list of blocks.  What else grows looks for itself. */
static bool has_room(const struct chain *chain, const struct arena *arena)
{
    return arena_left(arena) > SPARE_BYTES + BLOCK * sizeof(struct hash) + 2 * chain->blocks.cap * sizeof(void *);
}

static void missing_add(struct chain *chain, const struct hash *previous, struct arena *arena)
{
    if (arena_left(arena) > SPARE_BYTES + growth(chain->missing.len, chain->missing.cap, sizeof *previous))
        ARENA_PUSH(arena, &chain->missing, *previous);
    else
        chain->partial = true;
}

static void hash_add(struct chain *chain, const struct hash *hash, struct arena *arena)
{
    if (chain->len % BLOCK == 0)
        ARENA_PUSH(arena, &chain->blocks, ARENA_MANY(arena, struct hash, BLOCK));
    chain->blocks.at[chain->len / BLOCK][chain->len % BLOCK] = *hash;
    chain->len++;
    if (!chain->slots_len)
        return;
    if (2 * chain->len <= chain->slots_len)
        index_put(chain, chain->len - 1);
    else if (!index_make(chain, arena))
        chain->slots_len = 0; /* too full to be of use; what is asked from here on is not found */
}

/* A head is made by what opened, so that nobody without the keys can make many. */
void chain_step(struct chain *chain, const struct log_entry *entry, bool opened, struct arena *arena)
{
    struct chain_head *head = opened ? head_for(chain, entry->device, arena) : head_of(chain, entry->device);
    if (head)
        head->last = entry->hash;
    chain->before = entry->hash;
}

void chain_add(struct chain *chain, const struct log_entry *entry, bool opened, struct arena *arena)
{
    if (!has_room(chain, arena)) {
        chain->partial = true;
        chain_step(chain, entry, opened, arena);
        return;
    }
    if (!follows(chain, entry) && hash_is(&entry->previous)) {
        chain->odd = true;
        if (!chain_knows(chain, &entry->previous, arena))
            missing_add(chain, &entry->previous, arena);
    }
    hash_add(chain, &entry->hash, arena);
    chain_step(chain, entry, opened, arena);
}

uint64_t chain_missing(struct chain *chain, struct arena *arena)
{
    uint64_t count = 0;
    if (chain->missing.len && !chain->slots_len && !index_make(chain, arena))
        return 0; /* nobody can tell */
    for (size_t i = 0; i < chain->missing.len; i++)
        count += !chain_knows(chain, &chain->missing.at[i], arena);
    return count;
}

/* ---- opening ---- */

static enum err open_under_any(struct chain *chain, const struct keyring *keys, const struct log_entry *entry,
                               struct arena *arena, struct bytes *record)
{
    enum err e = seal_open_record(keys, entry->device, &chain->before, entry->bytes, arena, record);
    if (e == ERR_NOT_OPENED)
        e = seal_open_record(keys, entry->device, &NO_HASH, entry->bytes, arena, record);
    for (size_t i = chain->len; i-- > 0 && e == ERR_NOT_OPENED && chain->tries; chain->tries--)
        e = seal_open_record(keys, entry->device, hash_at(chain, i), entry->bytes, arena, record);
    return e;
}

enum err chain_open(struct chain *chain, const struct keyring *keys, const struct log_entry *entry, struct arena *arena,
                    struct bytes *record)
{
    struct hash hash = seal_hash(entry->bytes);
    if (!seal_same(bytes_of(&hash), bytes_of(&entry->hash)))
        return ERR_BROKEN_CHAIN;
    const struct chain_head *head = chain_head(chain, entry->device);
    const struct hash *first = head && !hash_is(&entry->previous) ? &head->last : &entry->previous;
    enum err e = seal_open_record(keys, entry->device, first, entry->bytes, arena, record);
    if (e == ERR_NOT_OPENED)
        e = open_under_any(chain, keys, entry, arena, record);
    return e;
}
