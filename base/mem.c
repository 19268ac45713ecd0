/*
 * base/mem.c - moving, clearing and comparing memory where there may be no C library
 *
 * With a C library the builtins become its calls or plain instructions.  Without one, the
 * compiler still turns struct copies and these builtins into calls to memcpy and its kin, so
 * for bare WebAssembly they are defined here; weakly, so that a C library's own may win.
 */
#include "base/mem.h"

#include <stdint.h>

#if defined(__wasm__) && !defined(__wasi__)

/* Without no_builtin the compiler would see what each loop does and replace it by a call to itself. */
#define STANDIN __attribute__((weak, no_builtin("memcpy", "memmove", "memset", "memcmp", "bcmp", "strlen")))

void *memcpy(void *restrict to, const void *restrict from, size_t len);
void *memmove(void *to, const void *from, size_t len);
void *memset(void *at, int byte, size_t len);
int memcmp(const void *a, const void *b, size_t len);
size_t strlen(const char *c);

/* WebAssembly loads and stores need no alignment, so words can be moved from anywhere. */
struct word {
    uint64_t bits;
} __attribute__((packed, may_alias));

STANDIN void *memcpy(void *restrict to, const void *restrict from, size_t len)
{
    uint8_t *t = to;
    const uint8_t *f = from;
    for (; len >= sizeof(struct word); len -= sizeof(struct word)) {
        ((struct word *)t)->bits = ((const struct word *)f)->bits;
        t += sizeof(struct word);
        f += sizeof(struct word);
    }
    while (len-- > 0)
        *t++ = *f++;
    return to;
}

STANDIN void *memmove(void *to, const void *from, size_t len)
{
    uint8_t *t = to;
    const uint8_t *f = from;
    /* Going forward is right when the target is below the source or wholly past it. */
    if ((uintptr_t)t - (uintptr_t)f >= len) {
        for (; len >= sizeof(struct word); len -= sizeof(struct word)) {
            ((struct word *)t)->bits = ((const struct word *)f)->bits;
            t += sizeof(struct word);
            f += sizeof(struct word);
        }
        while (len-- > 0)
            *t++ = *f++;
        return to;
    }
    for (; len >= sizeof(struct word); len -= sizeof(struct word))
        ((struct word *)(t + len - sizeof(struct word)))->bits =
            ((const struct word *)(f + len - sizeof(struct word)))->bits;
    while (len-- > 0)
        t[len] = f[len];
    return to;
}

STANDIN void *memset(void *at, int byte, size_t len)
{
    uint8_t *t = at;
    uint64_t filled = 0x0101010101010101u * (uint8_t)byte;
    for (; len >= sizeof(struct word); len -= sizeof(struct word)) {
        ((struct word *)t)->bits = filled;
        t += sizeof(struct word);
    }
    while (len-- > 0)
        *t++ = (uint8_t)byte;
    return at;
}

STANDIN int memcmp(const void *a, const void *b, size_t len)
{
    const uint8_t *x = a;
    const uint8_t *y = b;
    for (; len >= sizeof(struct word); len -= sizeof(struct word)) {
        if (((const struct word *)x)->bits != ((const struct word *)y)->bits)
            break;
        x += sizeof(struct word);
        y += sizeof(struct word);
    }
    for (; len > 0; len--, x++, y++)
        if (*x != *y)
            return *x < *y ? -1 : 1;
    return 0;
}

STANDIN size_t strlen(const char *c)
{
    size_t len = 0;
    while (c[len] != '\0')
        len++;
    return len;
}

#endif

/* The empty text has no address, and C forbids handing one of those even to an empty copy. */

void mem_copy(void *to, const void *from, size_t len)
{
    if (len > 0)
        __builtin_memcpy(to, from, len);
}

void mem_move(void *to, const void *from, size_t len)
{
    if (len > 0)
        __builtin_memmove(to, from, len);
}

void mem_zero(void *at, size_t len)
{
    if (len > 0)
        __builtin_memset(at, 0, len);
}

int mem_compare(const void *a, const void *b, size_t len)
{
    return len > 0 ? __builtin_memcmp(a, b, len) : 0;
}

void mem_put_number(uint8_t *at, size_t len, uint64_t n)
{
    for (size_t i = len; i > 0; i--, n >>= 8)
        at[i - 1] = (uint8_t)n;
}

uint64_t mem_get_number(const uint8_t *at, size_t len)
{
    uint64_t n = 0;
    for (size_t i = 0; i < len; i++)
        n = n << 8 | at[i];
    return n;
}
