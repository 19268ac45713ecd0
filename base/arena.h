/*
 * base/arena.h - memory that is given out in order and taken back all at once
 *
 * An arena is a run of bytes that a host provides.  arena_alloc gives zeroed memory and
 * never NULL: running out is our own mistake, because sizes are capped where bytes come in,
 * and traps.  Passing an arena by value gives a scratch arena: what is taken from the copy is
 * given back when the copy goes out of scope.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena {
    uint8_t *at;  /* the next free byte */
    uint8_t *end; /* one past the last */
};

struct arena arena_on(void *memory, size_t len);
void        *arena_alloc(struct arena *arena, size_t size, size_t align, size_t count);
size_t       arena_left(const struct arena *arena);

#define ARENA_NEW(arena, type)      ((type *)arena_alloc((arena), sizeof(type), _Alignof(type), 1))
#define ARENA_MANY(arena, type, n) ((type *)arena_alloc((arena), sizeof(type), _Alignof(type), (n)))

#endif
