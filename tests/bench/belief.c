/*
 * tests/bench/belief.c - the method behind the offers by itself: learning, choosing among 300, and its memory
 *
 * Prints a table in Markdown.  One report in three comes with another day, one in twelve is a stop.
 * Times are of the processor.
 * As WebAssembly (tests/bench/belief_wasm.sh) it is functions that node calls and times.
 */
#define _POSIX_C_SOURCE 200809L
#include "core/offers/pick.h"
#include "core/offers/learned.h"

enum { ACTIVITIES = 300, FIRST_NOTES = 2000, NOTES = 100000, CHOICES = 2000, SCRATCH = 1 << 18 };

static struct beliefs beliefs;
static struct traits traits[ACTIVITIES];
static struct prospect prospects[ACTIVITIES];
static uint8_t scratch[SCRATCH];

/* Chance, the same each time. */
static unsigned below(unsigned n)
{
    static uint64_t now = 0x9E3779B97F4A7C15u;
    now ^= now << 13;
    now ^= now >> 7;
    now ^= now << 17;
    return (unsigned)((now >> 20) % n);
}

static void some_library(void)
{
    for (size_t i = 0; i < ACTIVITIES; i++) {
        traits[i] = (struct traits){
            .dimension = 1 + below(DIMENSION_END - 1),
            .contact = below(7),
            .intensity = 1 + below(8),
            .minutes = 3 + below(20),
            .together = below(4) == 0,
            .zones = SET_OF(1 + below(ZONE_END - 1)),
            .tags = SET_OF(1 + below(20)),
        };
        prospects[i] = (struct prospect){.known = (unsigned)i, .traits = &traits[i], .open = true, .ago = below(20)};
    }
}

static void learn(size_t notes)
{
    for (size_t n = 0; n < notes; n++) {
        unsigned a = below(ACTIVITIES);
        beliefs_learn(&beliefs, a, &traits[a],
                      &(struct report){
                          .day = beliefs.now.day + (below(3) == 0),
                          .hard_day = below(5) / 4.0,
                          .peak = 4.0 * traits[a].contact + below(20),
                          .pleasant = below(11),
                          .stopped = below(12) == 0,
                      });
    }
}

static size_t pick_among(size_t len)
{
    struct picks picks;
    pick_few(&beliefs, (struct prospects){prospects, len}, PACE_CURIOUS, 0.5, 3, arena_on(scratch, SCRATCH), &picks);
    return picks.len;
}

static void begin(void)
{
    some_library();
    beliefs_begin(&beliefs, 55);
}

#ifdef __wasm__
void wasm_begin(void);
void wasm_learn(unsigned notes);
unsigned wasm_pick(unsigned len);

void wasm_begin(void)
{
    begin();
}

void wasm_learn(unsigned notes)
{
    learn(notes);
}

unsigned wasm_pick(unsigned len)
{
    return (unsigned)pick_among(len);
}
#else
#include "tests/bench/timing.h"

#include <stdio.h>
#include <stdlib.h>

/* How many may be offered today as something gentle. */
static size_t count_safe(size_t len)
{
    struct guess guess;
    size_t safe = 0;
    for (size_t i = 0; i < len; i++)
        safe += pick_is_gentle(&beliefs, &prospects[i], PACE_CURIOUS, 0.5, &guess);
    return safe;
}

static void time_choice(const char *what, size_t len)
{
    static double us[CHOICES];
    for (size_t i = 0; i < CHOICES; i++) {
        double begun = now_us();
        pick_among(len);
        us[i] = now_us() - begun;
    }
    qsort(us, CHOICES, sizeof *us, compare);
    printf("| %s | %.0f us | %.0f us | %zu of them gentle enough |\n", what, us[CHOICES / 2], us[CHOICES * 99 / 100],
           count_safe(len));
}

static double time_notes(size_t notes)
{
    double begun = now_us();
    learn(notes);
    return (now_us() - begun) / 1e3;
}

int main(void)
{
    begin();
    puts("| what | median or whole | 99th percentile | note |\n| --- | --- | --- | --- |");
    printf("| 2,000 notes over 300 activities, learned | %.1f ms | | |\n", time_notes(FIRST_NOTES));
    time_choice("three of 300 activities after 2,000 notes", ACTIVITIES);
    time_choice("three of 60 activities after 2,000 notes", 60);
    struct report over = {.day = beliefs.now.day, .peak = 60, .pleasant = 2};
    beliefs_learn(&beliefs, ACTIVITIES - 1, &traits[ACTIVITIES - 1], &over);
    time_choice("three of 300 soon after going over the line, by two beliefs", ACTIVITIES);
    double all = time_notes(NOTES);
    printf("| 100,000 notes, learned | %.0f ms | | %.1f us each |\n", all, all * 1e3 / NOTES);
    printf("| one belief, and the one before | | | %zu and %zu bytes |\n", sizeof(struct belief),
           sizeof(struct beliefs));
    printf("| all that is kept of it while open | | | %zu bytes |\n", sizeof(struct learned));
    return 0;
}
#endif
