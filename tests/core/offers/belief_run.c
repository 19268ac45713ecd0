/* tests/core/offers/belief_run.c - lines of whole numbers into a belief */
#include "tests/core/offers/belief_run.h"

#include "core/offers/number.h"

enum { NUMBERS_MAX = 9, ACTIVITIES_MAX = 64, PICKS_A_DAY = 3 };

struct run {
    struct beliefs beliefs;
    struct traits traits[ACTIVITIES_MAX];
    size_t len;
};

static size_t numbers_of(struct str line, double numbers[NUMBERS_MAX])
{
    size_t len = 0;
    struct str word;
    str_cut(line, '=', &line, &word);
    while (line.len && len < NUMBERS_MAX) {
        uint64_t n = 0;
        str_cut(line, ' ', &word, &line);
        bool minus = str_starts(word, S("-"));
        if (str_to_u64(minus ? str_after(word, 1) : word, 1u << 30, &n))
            numbers[len++] = minus ? -(double)n : (double)n;
    }
    return len;
}

static void expect(struct run *run, const double *n)
{
    const struct traits *group[ACTIVITIES_MAX];
    size_t len = 0;
    for (size_t i = 0; i < run->len; i++) {
        const struct traits *t = &run->traits[i];
        bool in = n[0] == 0   ? t->dimension == (unsigned)n[1]
                  : n[0] == 1 ? SET_HAS(t->zones, (unsigned)n[1])
                              : t->together == (n[1] > 0);
        if (in)
            group[len++] = t;
    }
    belief_expect(&run->beliefs.now, group, len, n[2]);
}

static void add(struct run *run, const double *n)
{
    if (run->len == ACTIVITIES_MAX)
        return;
    run->traits[run->len++] = (struct traits){
        .dimension = (unsigned)n[0],
        .contact = (unsigned)n[1],
        .intensity = (unsigned)n[2],
        .minutes = (unsigned)n[3],
        .together = n[4] > 0,
        .zones = n[5] > 0 ? SET_OF((unsigned)n[5]) : 0,
        .tags = (set64)n[6],
    };
}

static size_t guess(const struct run *run, const double *n, double *out)
{
    struct belief then = run->beliefs.now;
    belief_advance(&then, n[0]);
    struct guess g = belief_guess(&then, (unsigned)n[1], &run->traits[(size_t)n[1]], belief_hard_day(n[2], n[3], n[4]));
    out[0] = g.mean;
    out[1] = number_sqrt(g.variance + then.noise);
    out[2] = g.p;
    return 3;
}

static size_t picks(const struct run *run, struct arena scratch, double *out)
{
    struct prospect *at = ARENA_MANY(&scratch, struct prospect, run->len);
    for (size_t i = 0; i < run->len; i++)
        at[i] = (struct prospect){.known = (unsigned)i, .traits = &run->traits[i], .open = true, .is_new = true};
    struct picks picks;
    pick_few(&run->beliefs, (struct prospects){at, run->len}, PACE_CURIOUS, 0, PICKS_A_DAY, scratch, &picks);
    for (size_t i = 0; i < picks.len; i++)
        out[i] = (double)picks.at[i].prospect;
    return picks.len;
}

size_t belief_run(struct str runs, bool choosing, struct arena scratch, double *out, size_t max)
{
    struct run *run = ARENA_NEW(&scratch, struct run);
    size_t len = 0;
    while (runs.len && len + PICKS_A_DAY <= max) {
        struct str line, kind, rest;
        double n[NUMBERS_MAX] = {0};
        str_cut(runs, '\n', &line, &runs);
        str_cut(line, ' ', &kind, &rest);
        numbers_of(rest, n);
        if (str_eq(kind, S("client"))) {
            beliefs_begin(&run->beliefs, n[0]);
            run->len = 0;
        } else if (str_eq(kind, S("activity"))) {
            add(run, n);
        } else if (str_eq(kind, S("ease"))) {
            expect(run, n);
        } else if (str_eq(kind, S("guess"))) {
            len += guess(run, n, out + len);
        } else if (str_eq(kind, S("report"))) {
            struct report report = {
                .day = n[0],
                .peak = n[2],
                .pleasant = n[3],
                .stopped = n[4] == 0,
                .hard_day = belief_hard_day(n[5], n[6], n[7]),
            };
            beliefs_learn(&run->beliefs, (unsigned)n[1], &run->traits[(size_t)n[1]], &report);
            if (choosing)
                len += picks(run, scratch, out + len);
        }
    }
    return len;
}
