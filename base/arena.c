/* base/arena.c - giving memory out in order; a host takes it back by setting the arena up again */
#include "base/arena.h"

#include "base/mem.h"

enum { LIST_FIRST = 16 };

struct arena arena_on(void *memory, size_t len)
{
    ASSERT(memory != NULL || len == 0);
    if (len == 0)
        return (struct arena){.at = memory, .end = memory};
    return (struct arena){.at = memory, .end = (uint8_t *)memory + len};
}

size_t arena_left(const struct arena *arena)
{
    return arena->at == NULL ? 0 : (size_t)(arena->end - arena->at);
}

void *arena_alloc(struct arena *arena, size_t size, size_t align, size_t count)
{
    size_t len = 0;
    ASSERT(align > 0 && (align & (align - 1)) == 0);
    ASSERT(!__builtin_mul_overflow(size, count, &len));

    size_t padding = (size_t)(-(uintptr_t)arena->at & (align - 1));
    size_t left = arena_left(arena);
    /* An arena on nothing has no address to give, not even for an empty array. */
    ASSERT(arena->at != NULL && padding <= left && len <= left - padding);

    uint8_t *given = arena->at + padding;
    arena->at = given + len;
    /* Zeroed here and not by the host: a reset arena is dirty, and most of it is never asked for again. */
    mem_zero(given, len);
    return given;
}

size_t list_cap(size_t cap, size_t len, size_t more)
{
    size_t wanted = 0, twice = 0;
    ASSERT(!__builtin_add_overflow(len, more, &wanted));
    if (wanted <= cap)
        return cap;
    if (__builtin_mul_overflow(cap, 2, &twice) || twice < wanted)
        twice = wanted;
    return twice < LIST_FIRST ? LIST_FIRST : twice;
}

void *arena_grown(struct arena *arena, void *at, size_t size, size_t len, size_t more, size_t *cap)
{
    size_t grown = list_cap(*cap, len, more);
    if (grown == *cap)
        return at;
    void *longer = arena_alloc(arena, size, _Alignof(max_align_t), grown);
    if (len)
        mem_copy(longer, at, len * size);
    *cap = grown;
    return longer;
}
