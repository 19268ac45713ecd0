/*
 * tests/bench/words.c - how long a pack takes to open, beside reading the same bytes once (doc/benchmarks.md)
 */
#define _POSIX_C_SOURCE 200809L
#include "pages/frame/words_open.h"
#include "seal/seal.h"
#include "tests/bench/timing.h"

#include <stdio.h>
#include <stdlib.h>

extern const struct str PACK_EN, DOOR_EN; /* made by embedc */

enum { ROUNDS = 401 };

static double median(double *at)
{
    qsort(at, ROUNDS, sizeof *at, compare);
    return at[ROUNDS / 2];
}

static void tell(const char *name, struct str pack)
{
    static double opening[ROUNDS], hashing[ROUNDS];
    void *room = malloc(words_room());
    for (int i = 0; i < ROUNDS; i++) {
        struct words words;
        struct arena arena = arena_on(room, words_room());
        double begun = now_us();
        if (words_open(bytes_of_str(pack), &arena, &words) != ERR_OK)
            abort();
        opening[i] = now_us() - begun;
        begun = now_us();
        struct hash hash = seal_hash(bytes_of_str(pack));
        hashing[i] = now_us() - begun + 0 * hash.at[0];
    }
    double opened = median(opening), hashed = median(hashing);
    printf("%-5s %7zu bytes, rows %6zu bytes: opened in %6.0f µs, its hash in %6.0f µs (ratio %.2f)\n", name, pack.len,
           words_room(), opened, hashed, opened / hashed);
    free(room);
}

int main(void)
{
    tell("full", PACK_EN);
    tell("door", DOOR_EN);
    return 0;
}
