/*
 * base/arena.h - memory that is given out in order and taken back all at once
 *
 * An arena is a run of bytes that a host provides.  arena_alloc gives zeroed memory and
 * never NULL: running out is our own mistake, because sizes are capped where bytes come in,
 * and traps.  Passing an arena by value gives a scratch arena: what is taken from the copy is
 * given back when the copy goes out of scope.
 *
 * A list that grows is a LIST_OF(type); zeros are an empty one.  It at least doubles each time, so that putting n items
 * takes n steps; what it has outgrown is not given back before the arena is.
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

#define LIST_OF(type)    \
    struct {             \
        type  *at;       \
        size_t len, cap; \
    }

/* Items that somebody else made, to be read: struct lines SPAN_OF(struct line); */
#define SPAN_OF(type) {const type *at; size_t len;}

/* How many items to have room for, so that `more` fit behind `len` of them: `cap` where that does, else more. */
size_t list_cap(size_t cap, size_t len, size_t more);

/*
 * The items at `at`, of `size` bytes each, where `more` fit behind `len` of them: `at` itself, or a longer copy with its
 * new cap.  Traps like arena_alloc, and for more items than can be counted.
 */
void *arena_grown(struct arena *arena, void *at, size_t size, size_t len, size_t more, size_t *cap);

/* Put an item at the end of a list; `list` is evaluated several times. */
#define ARENA_PUSH(arena, list, ...)                                                                                   \
    ((list)->at = arena_grown((arena), (list)->at, sizeof *(list)->at, (list)->len, 1, &(list)->cap),                  \
     (void)((list)->at[(list)->len++] = (__VA_ARGS__)))

#endif
