/*
 * core/offers/number.h - roots, powers and tails, the same bits on every machine
 *
 * The belief needs a few functions of real numbers where there is no C library, and the browser must come to
 * the same offers as the native program.  These use +, -, * and / of IEEE doubles in a fixed order and nothing
 * else; the build forbids fusing them (-ffp-contract=off).
 *
 * Every function is finite for every input, NaN included: what is out of range gives the nearest end.
 */
#ifndef CORE_OFFERS_NUMBER_H
#define CORE_OFFERS_NUMBER_H

double number_exp(double x);  /* 0 under -700, the value at 700 above; to 1e-15 of it in between */
double number_log(double x);  /* natural; x under 1e-300 counts as 1e-300; to 1e-15 */
double number_sqrt(double x); /* 0 for x <= 0; to 2e-16 */

/*
 * The upper tail of the standard normal, P(X > x) = erfc(x / sqrt 2) / 2; to 1e-12 of itself as far as 37 from
 * the middle, 0 beyond.  The series is Chebyshev's for log(erfc(z) exp(z*z) / t) in t = 2 / (2 + z), its terms
 * computed for attune to sixty digits; the form is that of Press et al., Numerical Recipes, 3rd ed., 6.2.2.
 */
double number_tail(double x);
double number_density(double x); /* of the standard normal */

double number_min(double a, double b);
double number_max(double a, double b);
/* x, or the nearest of low and high; low for NaN. */
double number_within(double x, double low, double high);

#endif
