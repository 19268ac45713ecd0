/*
 * tests/bench/timing.h - how long something takes: the process's own time, so that what else runs counts little
 *
 * _POSIX_C_SOURCE 200809L is defined before anything else.
 */
#ifndef TESTS_BENCH_TIMING_H
#define TESTS_BENCH_TIMING_H

#include <time.h>

/* Microseconds of this process. */
static inline double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* For qsort, of doubles. */
static inline int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

#endif
