/* core/offers/number.c - a few functions of real numbers in plain arithmetic */
#include "core/offers/number.h"

#include <stdint.h>

union double_bits {
    double is;
    uint64_t bits;
};

/* 2 to a whole power from -1022 to 1023. */
static double power_of_two(int power)
{
    return (union double_bits){.bits = (uint64_t)(power + 1023) << 52}.is;
}

double number_min(double a, double b)
{
    return a < b ? a : b;
}

double number_max(double a, double b)
{
    return a > b ? a : b;
}

double number_within(double x, double low, double high)
{
    if (!(x > low))
        return low;
    return x < high ? x : high;
}

double number_exp(double x)
{
    static const double INVERSE_FACTORIAL[] = {
        1.0,        1.0,         1.0 / 2,      1.0 / 6,       1.0 / 24,       1.0 / 120,       1.0 / 720,
        1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};
    if (!(x > -700))
        return 0;
    if (x > 700)
        x = 700;
    /* x = power * log 2 + rest, with log 2 in two parts so that the rest is exact. */
    int power = (int)(x * 1.44269504088896338700e+00 + (x < 0 ? -0.5 : 0.5));
    double rest = x - power * 6.93147180369123816490e-01;
    rest = rest - power * 1.90821492927058770002e-10;
    double sum = INVERSE_FACTORIAL[13];
    for (int i = 12; i >= 0; i--)
        sum = sum * rest + INVERSE_FACTORIAL[i];
    return sum * power_of_two(power);
}

double number_log(double x)
{
    if (!(x > 1e-300))
        x = 1e-300;
    if (x > 1e300)
        x = 1e300;
    union double_bits split = {.is = x};
    int power = (int)(split.bits >> 52) - 1023;
    split.bits = (split.bits & 0x000FFFFFFFFFFFFFu) | 0x3FF0000000000000u;
    double part = split.is; /* 1 <= part < 2 */
    if (part > 1.41421356237309514547) {
        part = part * 0.5;
        power++;
    }
    /* log part = 2 artanh s = 2 (s + s^3/3 + s^5/5 + ...), |s| < 0.172 */
    double s = (part - 1) / (part + 1), square = s * s, sum = 0;
    for (int odd = 23; odd >= 3; odd -= 2)
        sum = (sum + 1.0 / odd) * square;
    double small = 2 * s + 2 * s * sum;
    return power * 6.93147180369123816490e-01 + (small + power * 1.90821492927058770002e-10);
}

double number_sqrt(double x)
{
    if (!(x > 0))
        return 0;
    if (x > 1e300)
        x = 1e300;
    if (x < 1e-300)
        return 0;
    /* Halving the exponent is within 6 %; each round of Newton's doubles the digits. */
    union double_bits guess = {.is = x};
    guess.bits = (guess.bits >> 1) + 0x1FF8000000000000u;
    double root = guess.is;
    for (int i = 0; i < 5; i++)
        root = 0.5 * (root + x / root);
    return root;
}

/* log(erfc(z) exp(z*z) / t), z >= 0. */
static double tail_series(double t)
{
    static const double TERM[] = {-1.30265371978170940714e+00, 6.41969792356490209784e-01,  1.94764732041858359968e-02,
                                  -9.56151478680863226023e-03, -9.46595344482036916457e-04, 3.66839497852761446586e-04,
                                  4.25233248069077689408e-05,  -2.02785781125342418106e-05, -1.62429000464702560791e-06,
                                  1.30365583558052323612e-06,  1.56264417220661419431e-08,  -8.52380959149265414558e-08,
                                  6.52905443909885148915e-09,  5.05934349555146930217e-09,  -9.91364156493033065630e-10,
                                  -2.27365122293183596510e-10, 9.64679110201552702458e-11,  2.39403808303911458974e-12,
                                  -6.88602752649755322400e-12, 8.94487927309072531267e-13,  3.13092139934295813286e-13,
                                  -1.12708223613672522682e-13, 3.81090525518923205215e-16,  7.10609761360923711523e-15,
                                  -1.52302820145710472990e-15, -9.45749457128493607532e-17, 1.21023718922185570348e-16,
                                  -2.81666308639568580713e-17};
    double y = 4 * t - 2, next = 0, after = 0;
    for (int i = 27; i > 0; i--) {
        double now = y * next - after + TERM[i];
        after = next;
        next = now;
    }
    return 0.5 * (TERM[0] + y * next) - after;
}

double number_tail(double x)
{
    double z = (x < 0 ? -x : x) * 7.07106781186547572737e-01;
    if (!(z < 27))
        return x < 0 ? 1 : 0;
    double t = 2 / (2 + z);
    double tail = 0.5 * t * number_exp(tail_series(t) - z * z);
    return x < 0 ? 1 - tail : tail;
}

double number_density(double x)
{
    return 3.98942280401432702863e-01 * number_exp(-0.5 * x * x);
}
