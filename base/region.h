/*
 * base/region.h - memory that is given out in order, taken back all at once, and given out again
 *
 * For what is made anew from something that stays: both live in one arena, and the arena never shrinks.  A region
 * takes its room from the arena in chunks, each about twice the one before, and keeps them: region_again gives all of
 * them out once more, so that making the same thing anew takes nothing.
 *
 * Memory: the arena's.  Like an arena it gives zeroed memory, never NULL, and traps where the arena has no more.
 */
#ifndef BASE_REGION_H
#define BASE_REGION_H

#include "base/arena.h"

struct region_chunk;

struct region {
    struct arena        *from;
    struct region_chunk *first, *now;
    struct arena         left; /* of `now` */
};

void  region_begin(struct region *region, struct arena *from);
void *region_alloc(struct region *region, size_t size, size_t align, size_t count);
/* As arena_grown. */
void *region_grown(struct region *region, void *at, size_t size, size_t len, size_t more, size_t *cap);
/* Everything that was given out is taken back. */
void  region_again(struct region *region);

#define REGION_NEW(region, type)     ((type *)region_alloc((region), sizeof(type), _Alignof(type), 1))
#define REGION_MANY(region, type, n) ((type *)region_alloc((region), sizeof(type), _Alignof(type), (n)))

/* As ARENA_PUSH. */
#define REGION_PUSH(region, list, ...)                                                                                 \
    ((list)->at = region_grown((region), (list)->at, sizeof *(list)->at, (list)->len, 1, &(list)->cap),                \
     (void)((list)->at[(list)->len++] = (__VA_ARGS__)))

#endif
