/* base/region.c - chunks of an arena, one after the other */
#include "base/region.h"

#include <stdbool.h>

#include "base/mem.h"

enum { CHUNK_FIRST_BYTES = 64 * 1024, CHUNK_MOST_BYTES = 4 * 1024 * 1024 };

struct region_chunk {
    struct region_chunk *next;
    struct arena whole;
};

void region_begin(struct region *region, struct arena *from)
{
    *region = (struct region){.from = from};
}

void region_again(struct region *region)
{
    region->now = region->first;
    region->left = region->first ? region->first->whole : (struct arena){0};
}

static bool fits(const struct arena *arena, size_t len, size_t align)
{
    return arena->at && arena_left(arena) >= align && arena_left(arena) - align >= len;
}

static size_t next_bytes(const struct region *region)
{
    size_t last = region->now ? (size_t)(region->now->whole.end - region->now->whole.at) : CHUNK_FIRST_BYTES / 2;
    size_t next = last < CHUNK_MOST_BYTES / 2 ? 2 * last : CHUNK_MOST_BYTES;
    /* What little is left near the end is not taken all at once for something small. */
    return next < arena_left(region->from) / 8 ? next : arena_left(region->from) / 8;
}

/* The next chunk with room enough, from those that were taken before or from the arena. */
static void go_on(struct region *region, size_t len, size_t align)
{
    struct region_chunk *next = region->now ? region->now->next : region->first;
    if (!next || !fits(&next->whole, len, align)) {
        struct region_chunk *made = ARENA_NEW(region->from, struct region_chunk);
        size_t bytes = next_bytes(region);
        if (bytes < len + align)
            bytes = len + align;
        made->whole = arena_on(ARENA_MANY(region->from, uint8_t, bytes), bytes);
        made->next = next; /* one that is too small for this may do for what comes after it */
        if (region->now)
            region->now->next = made;
        else
            region->first = made;
        next = made;
    }
    region->now = next;
    region->left = next->whole;
}

/* The chunk that has room for this. */
static struct arena *room_for(struct region *region, size_t size, size_t align, size_t count)
{
    size_t len = 0;
    ASSERT(!__builtin_mul_overflow(size, count, &len) && len <= SIZE_MAX / 4);
    if (!fits(&region->left, len, align))
        go_on(region, len, align);
    return &region->left;
}

void *region_alloc(struct region *region, size_t size, size_t align, size_t count)
{
    return arena_alloc(room_for(region, size, align, count), size, align, count);
}

void *region_grown(struct region *region, void *at, size_t size, size_t len, size_t more, size_t *cap)
{
    size_t grown = list_cap(*cap, len, more);
    if (grown == *cap)
        return at;
    return arena_grown(room_for(region, size, _Alignof(max_align_t), grown), at, size, len, more, cap);
}
