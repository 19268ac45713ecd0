/* base/sort.c - merging runs that double, or a heap */
#include "base/sort.h"

#include "base/mem.h"

struct sorting {
    size_t size;
    int (*order)(const void *a, const void *b, struct arena scratch);
    struct arena scratch;
};

/* Merges two runs that follow each other. */
static void merge(const struct sorting *s, const uint8_t *from, uint8_t *to, size_t middle, size_t len)
{
    const uint8_t *left = from, *right = from + middle * s->size;
    const uint8_t *left_end = right, *right_end = from + len * s->size;
    /* Most of what comes is two or three lists behind each other, each in order. */
    if (right == right_end || s->order(right - s->size, right, s->scratch) <= 0) {
        mem_copy(to, from, len * s->size);
        return;
    }
    while (left < left_end && right < right_end) {
        const uint8_t **next = s->order(left, right, s->scratch) <= 0 ? &left : &right;
        mem_copy(to, *next, s->size);
        *next += s->size;
        to += s->size;
    }
    if (left < left_end)
        mem_copy(to, left, (size_t)(left_end - left));
    else
        mem_copy(to, right, (size_t)(right_end - right));
}

static void merge_all(struct sorting *s, uint8_t *at, size_t len)
{
    size_t size = s->size;
    uint8_t *from = at, *to = arena_alloc(&s->scratch, size, _Alignof(max_align_t), len);
    for (size_t width = 1; width < len; width *= 2) {
        for (size_t i = 0; i < len; i += 2 * width) {
            size_t run = len - i < 2 * width ? len - i : 2 * width;
            merge(s, from + i * size, to + i * size, width < run ? width : run, run);
        }
        uint8_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != at)
        mem_copy(at, from, len * size);
}

static void swap(uint8_t *a, uint8_t *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

static void sift(const struct sorting *s, uint8_t *at, size_t root, size_t len)
{
    size_t size = s->size;
    for (size_t child; (child = 2 * root + 1) < len; root = child) {
        if (child + 1 < len && s->order(at + child * size, at + (child + 1) * size, s->scratch) < 0)
            child++;
        if (s->order(at + root * size, at + child * size, s->scratch) >= 0)
            return;
        swap(at + root * size, at + child * size, size);
    }
}

static void heap_all(const struct sorting *s, uint8_t *at, size_t len)
{
    for (size_t i = len / 2; i-- > 0;)
        sift(s, at, i, len);
    for (size_t end = len; end-- > 1;) {
        swap(at, at + end * s->size, s->size);
        sift(s, at, 0, end);
    }
}

void sort(void *at, size_t len, size_t size, int (*order)(const void *a, const void *b, struct arena scratch),
          struct arena scratch)
{
    struct sorting s = {.size = size, .order = order, .scratch = scratch};
    if (len < 2)
        return;
    if (arena_left(&scratch) / 2 > len * size)
        merge_all(&s, at, len);
    else
        heap_all(&s, at, len);
}
