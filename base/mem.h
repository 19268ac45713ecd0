/* base/mem.h - memory as bytes, without a C library, and what happens where we are wrong ourselves */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* Our own mistake: stop at once, in every build. */
#define ASSERT(cond)          \
    do {                      \
        if (!(cond))          \
            __builtin_trap(); \
    } while (0)

void mem_copy(void *to, const void *from, size_t len); /* regions must not overlap */
void mem_move(void *to, const void *from, size_t len); /* regions may overlap */
void mem_zero(void *at, size_t len);                   /* not for keys: see seal_wipe */
int  mem_compare(const void *a, const void *b, size_t len);

/* A number in `len` bytes, at most 8, the highest first; what does not fit into them is cut off. */
void     mem_put_number(uint8_t *at, size_t len, uint64_t n);
uint64_t mem_get_number(const uint8_t *at, size_t len);

#endif
