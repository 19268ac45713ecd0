/*
 * base/sort.h - putting things in order, in n log n steps however they come
 *
 * Merging, where `scratch` has room for a second list and as much again; there what is equal keeps its order.  Else in
 * place, where it may not (heapsort: J. W. J. Williams, 1964).
 */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include "base/arena.h"

/*
 * Sort `len` items of `size` bytes each.  order: below, at or above 0 as `a` belongs before, beside or behind `b`; it may
 * take from its scratch, which is given back after each call.
 */
void sort(void *at, size_t len, size_t size, int (*order)(const void *a, const void *b, struct arena scratch),
          struct arena scratch);

#endif
