/*
 * tests/core/offers/belief.c - the belief against the reference, and what must hold of it and of the choice whatever comes
 *
 *     test-core-belief [STATES]     so many random states for the properties (else 20,000)
 *
 * Runs in the root of the sources; tests/core/offers/belief_runs.txt was recorded from the reference planner.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/offers/number.h"
#include "tests/core/offers/belief_run.h"

static size_t states_wanted = 5000;

/* ---- chance, the same each time ---- */

static uint64_t chance_now = 0x9E3779B97F4A7C15u;

static uint64_t chance(void)
{
    chance_now ^= chance_now << 13;
    chance_now ^= chance_now >> 7;
    chance_now ^= chance_now << 17;
    return chance_now * 0x2545F4914F6CDD1Du >> 11;
}

static unsigned below(unsigned n)
{
    return (unsigned)(chance() % n);
}

/* ---- numbers ---- */

static void assert_close(double is, double should, double tolerance)
{
    if (!(fabs(is - should) <= tolerance * fmax(1e-300, fabs(should))))
        fail_msg("%.17g is not %.17g", is, should);
}

static void numbers_agree_with_the_library_of_c(void **state)
{
    (void)state;
    for (double x = -690; x < 690; x += 0.37)
        assert_close(number_exp(x), exp(x), 4e-15);
    for (double x = 1e-290; x < 1e290; x *= 1.37) {
        assert_close(number_log(x), log(x), 1e-15 + (fabs(x - 1) < 0.5 ? 1e-14 : 0));
        assert_close(number_sqrt(x), sqrt(x), 3e-16);
    }
    for (double x = -9; x < 37; x += 0.0137)
        assert_close(number_tail(x), 0.5 * erfc(x / sqrt(2)), 1e-12);
}

static void numbers_are_finite_whatever_comes(void **state)
{
    const double ODD[] = {NAN, INFINITY, -INFINITY, 0, -0.0, 1e308, -1e308, 5e-324, -1, 1};
    (void)state;
    for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++) {
        assert_true(isfinite(number_exp(ODD[i])) && isfinite(number_log(ODD[i])) && isfinite(number_sqrt(ODD[i])));
        assert_true(isfinite(number_tail(ODD[i])) && isfinite(number_density(ODD[i])));
        assert_true(isfinite(number_within(ODD[i], -1, 1)));
    }
}

/* ---- against the reference ---- */

static char *file_read(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = malloc(1 << 20);
    *len = fread(text, 1, 1 << 20, f);
    fclose(f);
    return text;
}

/*
 * Where there was no stop, ours is the reference in other words: what differs is the order of sums.  A stop is
 * taken in at its share of the first line, which is the reference's line too as long as nobody moves it.
 */
static void the_reference_says_the_same(void **state)
{
    enum { MAX = 4096 };
    size_t len, at = 0, compared = 0;
    char *text = file_read("tests/core/offers/belief_runs.txt", &len);
    void *memory = malloc(1 << 20);
    double *out = malloc(MAX * sizeof *out);
    size_t got = belief_run((struct str){text, len}, false, arena_on(memory, 1 << 20), out, MAX);
    (void)state;
    text[len] = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *equals = strchr(line, '=');
        double mean, sd, p;
        if (!equals)
            continue;
        assert_int_equal(sscanf(equals + 1, "%lf %lf %lf", &mean, &sd, &p), 3);
        assert_true(at + 3 <= got);
        assert_true(fabs(out[at] - mean) < 1e-6 && fabs(out[at + 1] - sd) < 1e-6 && fabs(out[at + 2] - p) < 1e-8);
        at += 3;
        compared++;
    }
    assert_true(compared > 600);
    free(out);
    free(memory);
    free(text);
}

/* ---- the covariance ---- */

/* True if every leading part of the covariance has a root: Cholesky's test. */
static bool is_positive(const struct belief *belief)
{
    static double root[COEFS][COEFS];
    unsigned used = COEF_OWN + belief->own_used;
    for (unsigned i = 0; i < used; i++)
        for (unsigned j = 0; j <= i; j++) {
            double sum = belief_cov(belief, i, j);
            for (unsigned k = 0; k < j; k++)
                sum -= root[i][k] * root[j][k];
            if (i == j && !(sum > 0))
                return false;
            root[i][j] = i == j ? sqrt(sum) : sum / root[j][j];
        }
    return true;
}

static struct traits some_traits(void)
{
    return (struct traits){
        .dimension = 1 + below(BELIEF_DIMENSIONS),
        .contact = below(8),
        .intensity = below(11),
        .minutes = 1 + below(30),
        .together = below(2),
        .zones = below(3) ? SET_OF(1 + below(ZONE_END - 1)) | (below(4) ? 0 : SET_OF(1 + below(ZONE_END - 1))) : 0,
        .tags = (below(2) ? SET_OF(1 + below(8)) : 0) | (below(4) ? 0 : SET_OF(1 + below(BELIEF_TAGS))),
    };
}

static struct report some_report(double day)
{
    return (struct report){
        .day = day,
        .hard_day = below(9) / 4.0 - 1,
        .peak = below(12) ? 5.0 * below(21) : -1,
        .pleasant = below(8) ? (double)below(11) : -1,
        .stopped = below(8) == 0,
        .presence = (enum presence)(below(4) ? PRESENCE_THERE : below(3)),
    };
}

static void covariance_stays_positive_over_100000_reports(void **state)
{
    enum { ACTIVITIES = 100 };
    static struct belief belief;
    struct traits traits[ACTIVITIES];
    double day = 0;
    (void)state;
    for (size_t i = 0; i < ACTIVITIES; i++)
        traits[i] = some_traits();
    belief_begin(&belief, 55);
    for (unsigned n = 0; n < 100000; n++) {
        unsigned a = below(n % 7 ? 12 : ACTIVITIES); /* some again and again, and more than have a place of their own */
        struct report report = some_report(day += below(3) / 4.0);
        belief_learn(&belief, a, &traits[a], &report);
        if (n % 2000 == 0 || n > 99990)
            assert_true(is_positive(&belief));
    }
    for (size_t i = 0; i < ACTIVITIES; i++) {
        struct guess guess = belief_guess(&belief, (unsigned)i, &traits[i], 0);
        assert_true(isfinite(guess.mean) && guess.variance > 0 && guess.variance < 1e4);
        assert_true(guess.p >= 0 && guess.p <= 1 && guess.pleasant >= 0 && guess.pleasant <= 10);
    }
    assert_int_equal(belief.own_used, BELIEF_OWN);
}

static void covariance_stays_positive_without_time(void **state)
{
    static struct belief belief;
    struct traits traits = some_traits();
    struct report report = {.peak = 30, .pleasant = 5};
    (void)state;
    belief_begin(&belief, 55);
    for (unsigned n = 0; n < 100000; n++)
        belief_learn(&belief, 0, &traits, &report);
    assert_true(is_positive(&belief));
    assert_true(fabs(belief_guess(&belief, 0, &traits, 0).mean - 30) < 1);
}

static void odd_reports_leave_it_finite(void **state)
{
    const double ODD[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 0, 55, 100, 1e6};
    enum { LEN = sizeof ODD / sizeof *ODD };
    static struct belief belief;
    (void)state;
    belief_begin(&belief, 55);
    for (unsigned n = 0; n < 20000; n++) {
        struct traits traits = some_traits();
        struct report report = {
            .day = below(4) ? n : ODD[below(LEN)],
            .hard_day = number_within(ODD[below(LEN)], -3, 5),
            .peak = ODD[below(LEN)],
            .pleasant = number_within(ODD[below(LEN)], -1, 10),
            .stopped = below(2),
        };
        if (!(report.day < 1e5))
            report.day = n;
        belief_learn(&belief, below(600), &traits, &report);
        struct guess guess = belief_guess(&belief, below(600), &traits, report.hard_day);
        assert_true(isfinite(guess.mean) && isfinite(guess.variance) && isfinite(guess.p) && isfinite(guess.pleasant));
    }
    assert_true(is_positive(&belief));
}

/* ---- what a report means ---- */

static struct guess after(double peak, double pleasant, enum presence presence, bool stopped, unsigned times)
{
    static struct belief belief;
    const struct traits traits = {.dimension = 2, .contact = 2, .intensity = 3, .minutes = 5};
    belief_begin(&belief, 55);
    for (unsigned n = 0; n < times; n++) {
        struct report report = {.day = n, .peak = peak, .pleasant = pleasant, .presence = presence, .stopped = stopped};
        belief_learn(&belief, 3, &traits, &report);
    }
    return belief_guess(&belief, 3, &traits, 0);
}

static void calm_without_presence_is_unknown(void **state)
{
    struct guess none = after(0, 0, PRESENCE_THERE, false, 0), away = after(0, 8, PRESENCE_AWAY, false, 4);
    struct guess there = after(0, 8, PRESENCE_THERE, false, 4), unsaid = after(0, 8, PRESENCE_UNSAID, false, 4);
    struct guess hard = after(90, 8, PRESENCE_AWAY, false, 4);
    (void)state;
    assert_true(fabs(away.mean - none.mean) < 1e-9); /* nothing was taken from it */
    assert_true(there.mean < unsaid.mean && unsaid.mean < none.mean);
    assert_true(hard.mean > none.mean); /* but distress is distress */
}

static void nothing_pleasant_weighs_less(void **state)
{
    (void)state;
    assert_true(after(5, 0, PRESENCE_THERE, false, 1).mean > after(5, 7, PRESENCE_THERE, false, 1).mean + 1);
}

static void a_stop_is_a_lower_bound(void **state)
{
    struct guess none = after(0, 5, PRESENCE_THERE, false, 0);
    (void)state;
    assert_true(after(10, 5, PRESENCE_THERE, true, 1).mean > none.mean);
    assert_true(after(-1, -1, PRESENCE_UNSAID, true, 1).mean > none.mean); /* without a word about it */
    assert_true(fabs(after(-1, -1, PRESENCE_THERE, false, 3).mean - none.mean) < 1e-9);
}

static void forgetting_begins_again(void **state)
{
    static struct belief belief;
    struct traits traits = {.dimension = 4, .contact = 1, .intensity = 2, .minutes = 3, .tags = SET_OF(10)};
    (void)state;
    belief_begin(&belief, 55);
    for (unsigned n = 0; n < 9; n++)
        belief_learn(&belief, 0, &traits, &(struct report){.day = n, .peak = 0, .pleasant = 9});
    assert_true(belief_moved(&belief, &traits, COEF_TAG + 9) < 0);
    belief_forget(&belief, COEF_TAG + 9);
    assert_true(belief_moved(&belief, &traits, COEF_TAG + 9) == 0);
    assert_true(belief_doubt(&belief, COEF_TAG + 9) == 1);
    assert_true(is_positive(&belief));
    belief_forget_activity(&belief, 0);
    assert_int_equal(belief.at[0].within, 0);
}

/* ---- what must hold in every state ---- */

enum { LIBRARY_HERE = 24, HISTORY_MAX = 14 };

struct world {
    struct beliefs beliefs;
    struct traits traits[LIBRARY_HERE];
    struct prospect at[LIBRARY_HERE];
    struct prospects prospects;
    enum pace pace;
    double hard_day;
};

static struct belief begun;
static uint8_t scratch_bytes[1 << 16];

static void some_world(struct world *w)
{
    unsigned history = below(HISTORY_MAX);
    double day = 0;
    beliefs_begin(&w->beliefs, begun.line);
    w->beliefs.now.line = 20.0 + below(50);
    w->pace = (enum pace)(1 + below(3));
    w->hard_day = below(9) / 4.0 - 1;
    for (size_t i = 0; i < LIBRARY_HERE; i++)
        w->traits[i] = some_traits();
    for (unsigned n = 0; n < history; n++) {
        unsigned a = below(LIBRARY_HERE);
        struct report report = some_report(day += below(12) / 4.0);
        if (below(2))
            report.peak = 5.0 * below(6); /* lives that go well, too, or nothing would ever be offered */
        beliefs_learn(&w->beliefs, a, &w->traits[a], &report);
    }
    for (size_t i = 0; i < LIBRARY_HERE; i++)
        w->at[i] = (struct prospect){
            .known = (unsigned)i,
            .traits = &w->traits[i],
            .open = below(4) != 0,
            .rests = below(10) == 0,
            .is_new = below(2),
            .ago = below(20),
            .lean = below(100) / 500.0,
        };
    w->prospects = (struct prospects){w->at, LIBRARY_HERE};
}

static struct picks picks_of(const struct world *w)
{
    struct picks picks;
    pick_few(&w->beliefs, w->prospects, w->pace, w->hard_day, 4, arena_on(scratch_bytes, sizeof scratch_bytes), &picks);
    return picks;
}

/* May be offered as something gentle in this world. */
static bool is_safe(const struct world *w, size_t i)
{
    struct guess guess;
    return pick_is_gentle(&w->beliefs, &w->at[i], w->pace, w->hard_day, &guess);
}

static void no_offer_is_outside_limits(void **state)
{
    static struct world w;
    size_t offered = 0;
    (void)state;
    for (size_t n = 0; n < states_wanted; n++) {
        some_world(&w);
        struct picks picks = picks_of(&w);
        offered += picks.len;
        for (size_t i = 0; i < picks.len; i++) {
            const struct prospect *p = &w.at[picks.at[i].prospect];
            assert_true(p->open && !p->rests && pick_allows(&w.beliefs.now, p));
            assert_true(picks.at[i].kind == PICK_ONLY ? picks.len == 1 : is_safe(&w, picks.at[i].prospect));
            for (size_t j = 0; j < i; j++)
                assert_int_not_equal(picks.at[i].prospect, picks.at[j].prospect);
        }
    }
    assert_true(offered > states_wanted);
}

/* Closing something, resting it, lowering the line or slowing the pace lets nothing in that was not let in before. */
static void tightening_never_adds_an_offer(void **state)
{
    static struct world w, tight;
    (void)state;
    for (size_t n = 0; n < states_wanted; n++) {
        some_world(&w);
        tight = w;
        tight.prospects.at = tight.at;
        for (size_t i = 0; i < LIBRARY_HERE; i++) {
            tight.at[i].traits = &tight.traits[i];
            tight.at[i].open = w.at[i].open && below(3);
            tight.at[i].rests = w.at[i].rests || below(9) == 0;
        }
        tight.beliefs.now.line = w.beliefs.now.line - below(3) * 5;
        if (tight.pace > PACE_GENTLE)
            tight.pace = (enum pace)(tight.pace - below(2));
        struct picks before = picks_of(&w), then = picks_of(&tight);
        assert_true(then.len <= before.len);
        for (size_t i = 0; i < then.len; i++)
            assert_true(then.at[i].kind == PICK_ONLY ? pick_allows(&w.beliefs.now, &w.at[then.at[i].prospect])
                                                     : is_safe(&w, then.at[i].prospect));
    }
}

/*
 * After going over the line, once or again and again: half the risk, less contact than that, not it, and nothing as
 * gentle that would not have been gentle without it.  No exception is allowed for.
 */
static void an_overwhelming_event_never_raises_what_comes_next(void **state)
{
    static struct world w, without;
    size_t offered = 0;
    (void)state;
    for (size_t n = 0; n < states_wanted; n++) {
        some_world(&w);
        for (unsigned times = 1 + below(3); times > 0; times--) {
            const struct belief *now = &w.beliefs.now;
            unsigned a = below(LIBRARY_HERE), contact = w.traits[a].contact;
            double later = now->day + below(BELIEF_SORE_DAYS + 1);
            bool said = below(8) != 0;
            struct report report = {
                .day = now->day,
                .hard_day = w.hard_day,
                .peak = said ? number_min(100, now->line + 1 + below(40)) : -1,
                .pleasant = below(11),
                .stopped = !said || below(2),
            };
            without = w;
            beliefs_learn(&w.beliefs, a, &w.traits[a], &report);
            beliefs_advance(&w.beliefs, later);
            beliefs_advance(&without.beliefs, later);
            struct picks picks = picks_of(&w);
            assert_true(pick_risk(now, w.pace, w.hard_day) <= pick_risk(&without.beliefs.now, w.pace, w.hard_day));
            for (size_t i = 0; i < picks.len; i++) {
                size_t p = picks.at[i].prospect;
                assert_int_not_equal(p, a);
                assert_true(w.traits[p].contact == 0 || w.traits[p].contact < contact);
                if (picks.at[i].kind == PICK_ONLY)
                    continue;
                assert_true(picks.at[i].guess.p <= pick_risk(now, w.pace, w.hard_day));
                assert_true(is_safe(&without, p));
                offered++;
            }
        }
    }
    assert_true(offered > states_wanted / 10);
}

/* On a hard day half the risk, and so nothing as gentle but what would be gentle at half the risk on an ordinary one.
 */
static void a_hard_day_allows_half_the_risk(void **state)
{
    static struct world w;
    (void)state;
    for (size_t n = 0; n < 1000; n++) {
        some_world(&w);
        const struct belief *now = &w.beliefs.now;
        double ordinary = pick_risk(now, w.pace, 0);
        assert_true(pick_risk(now, w.pace, 0.5) == ordinary); /* a day that nothing was said of is no hard one */
        assert_true(pick_risk(now, w.pace, 0.75) == ordinary / 2);
        w.hard_day = 1 + below(3);
        struct picks picks = picks_of(&w);
        for (size_t i = 0; i < picks.len; i++)
            assert_true(picks.at[i].kind == PICK_ONLY || picks.at[i].guess.p <= ordinary / 2);
    }
}

/* Each report leaves less doubt, an unknown activity has the most, and the first days allow half the risk. */
static void fewer_data_never_mean_more_boldness(void **state)
{
    static struct world w;
    static struct belief before, less;
    (void)state;
    for (size_t n = 0; n < states_wanted; n++) {
        some_world(&w);
        unsigned a = below(LIBRARY_HERE);
        before = w.beliefs.now;
        struct report calm = {.day = before.day, .hard_day = w.hard_day, .pleasant = 2 + below(8)};
        calm.peak = number_within(belief_guess(&before, a, &w.traits[a], w.hard_day).mean - 5 - below(20), 0, 100);
        bool lowers = calm.peak < belief_guess(&before, a, &w.traits[a], w.hard_day).mean;
        belief_learn(&w.beliefs.now, a, &w.traits[a], &calm);
        for (unsigned i = 0; i < LIBRARY_HERE; i++)
            assert_true(belief_guess(&w.beliefs.now, i, &w.traits[i], w.hard_day).variance <=
                        belief_guess(&before, i, &w.traits[i], w.hard_day).variance + 1e-9);
        less = before;
        calm.presence = PRESENCE_UNSAID;
        belief_learn(&less, a, &w.traits[a], &calm);
        if (lowers) {
            double told = belief_guess(&w.beliefs.now, a, &w.traits[a], w.hard_day).mean;
            double untold = belief_guess(&less, a, &w.traits[a], w.hard_day).mean;
            assert_true(told <= untold + 1e-9 &&
                        untold <= belief_guess(&before, a, &w.traits[a], w.hard_day).mean + 1e-9);
        }
        assert_true(before.times >= 8 ||
                    pick_risk(&before, w.pace, w.hard_day) <= pick_risk(&begun, w.pace, w.hard_day));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_agree_with_the_library_of_c),
        cmocka_unit_test(numbers_are_finite_whatever_comes),
        cmocka_unit_test(the_reference_says_the_same),
        cmocka_unit_test(covariance_stays_positive_over_100000_reports),
        cmocka_unit_test(covariance_stays_positive_without_time),
        cmocka_unit_test(odd_reports_leave_it_finite),
        cmocka_unit_test(calm_without_presence_is_unknown),
        cmocka_unit_test(nothing_pleasant_weighs_less),
        cmocka_unit_test(a_stop_is_a_lower_bound),
        cmocka_unit_test(forgetting_begins_again),
        cmocka_unit_test(no_offer_is_outside_limits),
        cmocka_unit_test(tightening_never_adds_an_offer),
        cmocka_unit_test(an_overwhelming_event_never_raises_what_comes_next),
        cmocka_unit_test(a_hard_day_allows_half_the_risk),
        cmocka_unit_test(fewer_data_never_mean_more_boldness),
    };
    if (argc > 1)
        states_wanted = strtoul(argv[1], NULL, 10);
    belief_begin(&begun, 55);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
