/*
 * tests/core/offers/belief_bits.c - play the recorded runs and give every number bit by bit
 *
 * Natively a program that prints them; as WebAssembly (tests/core/offers/belief_wasm.sh) functions that node calls.
 */
#include "tests/core/offers/belief_run.h"

enum { TEXT_HERE_MAX = 1 << 18, SCRATCH_MAX = 1 << 20, NUMBERS_MAX = 1 << 13 };

static char text[TEXT_HERE_MAX];
static uint8_t scratch[SCRATCH_MAX];
static double numbers[NUMBERS_MAX];

static size_t play(size_t len)
{
    return belief_run((struct str){text, len}, true, arena_on(scratch, sizeof scratch), numbers, NUMBERS_MAX);
}

#ifdef __wasm__
char *wasm_text(void);
double *wasm_numbers(void);
size_t wasm_play(size_t len);

char *wasm_text(void)
{
    return text;
}

double *wasm_numbers(void)
{
    return numbers;
}

size_t wasm_play(size_t len)
{
    return play(len);
}
#else
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!f)
        return 2;
    size_t len = play(fread(text, 1, sizeof text, f));
    fclose(f);
    for (size_t i = 0; i < len; i++) {
        uint64_t bits;
        memcpy(&bits, &numbers[i], sizeof bits);
        printf("%016llx\n", (unsigned long long)bits);
    }
    return 0;
}
#endif
