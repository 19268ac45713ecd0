/* core/offers/belief.c - one Kalman step a report */
#include "core/offers/belief.h"

#include "core/offers/number.h"

_Static_assert((int)DIMENSION_END - 1 <= BELIEF_DIMENSIONS, "every dimension has an effect");
_Static_assert((int)TAG_STILLNESS <= BELIEF_TAGS && (int)TAG_ALCOHOL > BELIEF_TAGS,
               "what can be felt has an effect; what words tell of has none");

/* The start: mean and standard deviation. */
static const struct {
    unsigned from, to; /* effects, `to` not included */
    double mean, sd;
} START[] = {
    {COEF_LEVEL, COEF_CONTACT, 16, 9},
    {COEF_CONTACT, COEF_INTENSITY, 34, 16},
    {COEF_INTENSITY, COEF_TOGETHER, 14, 12},
    {COEF_TOGETHER, COEF_MINUTES, 4, 9},
    {COEF_MINUTES, COEF_DIMENSION, 4, 5},
    {COEF_DIMENSION, COEF_ZONE, 0, 11},
    {COEF_ZONE, COEF_TAG, 0, 10},
    {COEF_TAG, COEF_WEEK, 0, 7},
    {COEF_WEEK, COEF_DAY, 0, 9},
    {COEF_DAY, COEF_EASE, 5, 3},
    {COEF_EASE, COEF_OWN, 4, 2},
};

#define OWN_VARIANCE 64.0 /* of what is particular to an activity: 8 squared */
#define VARIANCE_LEAST 0.25
#define DIAGONAL_LEAST 1e-6
#define DOUBT_A_DAY 0.004 /* of the starting variance returns */
#define WEEK_HALF_DAYS 6.0
#define LOG_2 6.93147180559945286227e-01

#define NOISE_START 81.0
#define NOISE_WEIGHT 12.0
#define NOISE_LEAST 25.0
#define NOISE_MOST 324.0
#define NUMB_FACTOR 6.0 /* so much less does a calm report weigh when nothing was pleasant */
#define STOP_SHARE 0.8  /* a stopped practice would have reached this share of the line */
#define ASKED_VARIANCE 256.0

#define SUDDEN_RATE 0.015
#define SUDDEN_WEIGHT 60.0
#define SUDDEN_RISE 33.0
#define SUDDEN_VARIANCE 80.0
#define SUDDEN_SHARE 0.8 /* of sudden triggers pass the line */
#define CAUTION_MOST 4.0

#define COMFORTABLE_DOUBT 0.3
#define PLEASANT_START 6.0
#define PLEASANT_SLOPE 0.07

/* Rows */

enum { ROW_MAX = COEF_OWN + 1 };

/* How much each effect counts; those that are not named do not. */
struct row {
    size_t len;
    unsigned at[ROW_MAX];
    double is[ROW_MAX];
};

static void put(struct row *row, unsigned effect, double is)
{
    row->at[row->len] = effect;
    row->is[row->len++] = is;
}

static unsigned size_of_set(set64 set)
{
    unsigned n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

static double contact_of(const struct traits *traits)
{
    return traits->contact / 7.0;
}

static double intensity_of(const struct traits *traits)
{
    return traits->intensity / 10.0;
}

static double amplitude_of(const struct traits *traits)
{
    return 0.5 + 0.7 * (0.4 * contact_of(traits) + 0.4 * intensity_of(traits) + (traits->together ? 0.2 : 0));
}

static const set64 ZONES_ALL = SET_OF(ZONE_END) - SET_OF(1);
static const set64 TAGS_ALL = SET_OF(BELIEF_TAGS + 1) - SET_OF(1);

/* The part of a row that lasts: what the traits say. */
static void put_traits(struct row *row, const struct traits *traits)
{
    double c = contact_of(traits), i = intensity_of(traits);
    set64 zones = traits->zones & ZONES_ALL, tags = traits->tags & TAGS_ALL;
    unsigned minutes = traits->minutes < 30 ? traits->minutes : 30;
    put(row, COEF_LEVEL, 1);
    put(row, COEF_CONTACT, c);
    put(row, COEF_INTENSITY, i);
    if (traits->together)
        put(row, COEF_TOGETHER, 0.5 + 0.5 * c);
    put(row, COEF_MINUTES, minutes / 20.0);
    if (traits->dimension >= 1 && traits->dimension <= BELIEF_DIMENSIONS)
        put(row, COEF_DIMENSION + traits->dimension - 1, number_sqrt(0.3 + 0.7 * i));
    double zone = zones ? number_sqrt((0.3 + 0.7 * c) / size_of_set(zones)) : 0;
    for (unsigned n = 1; n < ZONE_END; n++)
        if (SET_HAS(zones, n))
            put(row, COEF_ZONE + n - 1, zone);
    for (unsigned n = 1; tags >> n; n++)
        if (SET_HAS(tags, n))
            put(row, COEF_TAG + n - 1, 1);
}

static struct row row_of(const struct belief *belief, unsigned activity, const struct traits *traits, double hard_day)
{
    const struct remembered *known = activity < BELIEF_ACTIVITIES ? &belief->at[activity] : NULL;
    struct row row;
    row.len = 0;
    put_traits(&row, traits);
    put(&row, COEF_WEEK, amplitude_of(traits));
    put(&row, COEF_DAY, amplitude_of(traits) * hard_day);
    if (known && known->within)
        put(&row, COEF_EASE, -number_log(1.0 + known->within));
    if (known && known->own)
        put(&row, COEF_OWN + known->own - 1, 1);
    return row;
}

/* The covariance */

static size_t cell(unsigned i, unsigned j)
{
    return i >= j ? (size_t)i * (i + 1) / 2 + j : (size_t)j * (j + 1) / 2 + i;
}

double belief_cov(const struct belief *belief, unsigned i, unsigned j)
{
    return belief->cov[cell(i, j)];
}

static unsigned effects_used(const struct belief *belief)
{
    return COEF_OWN + belief->own_used;
}

static double mean_of(const struct belief *belief, const struct row *row)
{
    double sum = 0;
    for (size_t i = 0; i < row->len; i++)
        sum = sum + row->is[i] * belief->mean[row->at[i]];
    return sum;
}

static double variance_of(const struct belief *belief, const struct row *row)
{
    double sum = 0;
    for (size_t i = 0; i < row->len; i++) {
        double line = 0.5 * row->is[i] * belief->cov[cell(row->at[i], row->at[i])];
        for (size_t j = 0; j < i; j++)
            line = line + row->is[j] * belief->cov[cell(row->at[i], row->at[j])];
        sum = sum + 2 * row->is[i] * line;
    }
    return sum;
}

/* Covariance of each effect with the row. */
static void weights(const struct belief *belief, const struct row *row, double out[COEFS])
{
    unsigned used = effects_used(belief);
    for (unsigned i = 0; i < used; i++)
        out[i] = 0;
    for (size_t n = 0; n < row->len; n++) {
        unsigned at = row->at[n];
        double is = row->is[n];
        const double *before = &belief->cov[cell(at, 0)];
        for (unsigned i = 0; i <= at; i++)
            out[i] = out[i] + is * before[i];
        for (unsigned i = at + 1; i < used; i++)
            out[i] = out[i] + is * belief->cov[cell(i, at)];
    }
}

/* What is looked at: the row, its weights, its mean and variance before. */
struct look {
    struct row row;
    double w[COEFS];
    double mean, variance;
};

static void look_at(const struct belief *belief, struct look *look)
{
    weights(belief, &look->row, look->w);
    look->mean = mean_of(belief, &look->row);
    look->variance = number_max(variance_of(belief, &look->row), VARIANCE_LEAST);
}

/* Make the row's value N(mean, variance); everything else follows by regression on it. */
static void become(struct belief *belief, const struct look *look, double mean, double variance)
{
    unsigned used = effects_used(belief);
    double move = (mean - look->mean) / look->variance;
    double shrink = (look->variance - variance) / (look->variance * look->variance);
    for (unsigned i = 0; i < used; i++) {
        if (look->w[i] == 0)
            continue;
        belief->mean[i] = belief->mean[i] + look->w[i] * move;
        double w = look->w[i] * shrink;
        double *line = &belief->cov[cell(i, 0)];
        for (unsigned j = 0; j <= i; j++)
            line[j] = line[j] - w * look->w[j];
        line[i] = number_max(line[i], DIAGONAL_LEAST);
    }
}

static void take_value(struct belief *belief, const struct look *look, double y, double noise)
{
    double k = look->variance / (look->variance + noise);
    become(belief, look, look->mean + k * (y - look->mean), look->variance * noise / (look->variance + noise));
}

/* All that is known of y is that it is over `low`. */
static void take_bound(struct belief *belief, const struct look *look, double low, double noise)
{
    double s2 = look->variance + noise, s = number_sqrt(s2), b = (low - look->mean) / s;
    double y, vy, k = look->variance / s2;
    if (b > 8) {
        y = low + s / b;
        vy = s2 / (b * b);
    } else {
        double hazard = number_density(b) / number_tail(b);
        y = look->mean + s * hazard;
        vy = s2 * number_max(1e-4, 1 - hazard * (hazard - b));
    }
    become(belief, look, look->mean + k * (y - look->mean), look->variance * (1 - k) + k * k * vy);
}

/* The beginning, and time */

void belief_begin(struct belief *belief, double line)
{
    mem_zero(belief, sizeof *belief);
    for (size_t n = 0; n < sizeof START / sizeof *START; n++)
        for (unsigned i = START[n].from; i < START[n].to; i++) {
            belief->mean[i] = START[n].mean;
            belief->start[i] = START[n].sd * START[n].sd;
            belief->cov[cell(i, i)] = belief->start[i];
        }
    belief->line = belief->first_line = line;
    belief->noise = NOISE_START;
    belief->noise_n = NOISE_WEIGHT;
    belief->noise_sum = NOISE_WEIGHT * NOISE_START;
    belief->seen = belief->foreseen = 1;
    belief->sudden = SUDDEN_RATE * SUDDEN_WEIGHT;
    belief->sudden_n = SUDDEN_WEIGHT;
    belief->pleasant_n = 3;
    belief->pleasant = 3 * PLEASANT_START;
    belief->over_day = BELIEF_NEVER;
    for (size_t i = 0; i < BELIEF_ACTIVITIES; i++)
        belief->at[i].over_day = BELIEF_NEVER;
}

double belief_hard_day(double sleep, double stress, double weather)
{
    double sum = 0, n = 0;
    if (sleep >= 0) {
        sum = sum + (6 - sleep) / 2;
        n = n + 1;
    }
    if (stress >= 0) {
        sum = sum + (stress - 5) / 2;
        n = n + 1;
    }
    if (weather >= 0) {
        sum = sum + (6 - weather) / 2;
        n = n + 1;
    }
    return n > 0 ? sum / n : 0;
}

void belief_advance(struct belief *belief, double day)
{
    double days = day - belief->day;
    if (!(days > 0))
        return;
    belief->day = day;
    unsigned used = effects_used(belief);
    for (unsigned i = 0; i < used; i++) {
        if (i >= COEF_WEEK && i <= COEF_EASE)
            continue;
        double *variance = &belief->cov[cell(i, i)];
        double room = number_max(0, belief->start[i] - *variance);
        *variance = *variance + number_min(DOUBT_A_DAY * days * belief->start[i], room);
    }
    double keep = number_exp(-LOG_2 * days / WEEK_HALF_DAYS);
    belief->mean[COEF_WEEK] = belief->mean[COEF_WEEK] * keep;
    for (unsigned i = 0; i < used; i++)
        belief->cov[cell(i, COEF_WEEK)] *= i == COEF_WEEK ? keep * keep : keep;
    belief->cov[cell(COEF_WEEK, COEF_WEEK)] += (1 - keep * keep) * belief->start[COEF_WEEK];
}

void belief_expect(struct belief *belief, const struct traits *const *group, size_t len, double ease)
{
    struct look look;
    double sum[COEFS] = {0};
    if (len == 0)
        return;
    for (size_t n = 0; n < len; n++) {
        look.row.len = 0;
        put_traits(&look.row, group[n]);
        for (size_t i = 0; i < look.row.len; i++)
            sum[look.row.at[i]] = sum[look.row.at[i]] + look.row.is[i];
    }
    look.row.len = 0;
    for (unsigned i = 0; i < COEF_WEEK; i++)
        if (sum[i] != 0)
            put(&look.row, i, sum[i] / (double)len);
    look_at(belief, &look);
    take_value(belief, &look, 1.2 * belief->first_line * (1 - ease / 10), ASKED_VARIANCE + OWN_VARIANCE / (double)len);
}

/* Learning */

/* Take the oldest own effect away, so that another activity can have its place. */
static unsigned free_oldest(struct belief *belief)
{
    unsigned oldest = 0;
    for (unsigned n = 1; n < BELIEF_OWN; n++)
        if (belief->own_day[n] < belief->own_day[oldest])
            oldest = n;
    unsigned effect = COEF_OWN + oldest;
    for (unsigned i = 0; i < COEFS; i++)
        belief->cov[cell(i, effect)] = 0;
    belief->at[belief->own_of[oldest]].own = 0;
    return oldest;
}

static void give_own(struct belief *belief, unsigned activity)
{
    struct remembered *known = &belief->at[activity];
    if (!known->own) {
        unsigned n = belief->own_used < BELIEF_OWN ? belief->own_used++ : free_oldest(belief);
        belief->own_of[n] = activity;
        belief->mean[COEF_OWN + n] = 0;
        belief->start[COEF_OWN + n] = OWN_VARIANCE;
        belief->cov[cell(COEF_OWN + n, COEF_OWN + n)] = OWN_VARIANCE;
        known->own = n + 1;
    }
    belief->own_day[known->own - 1] = belief->day;
}

/* Over the line, sudden triggers counted, before the calibration. */
static double raw_risk(const struct belief *belief, double mean, double variance)
{
    double base = number_tail((belief->line - mean) / number_sqrt(variance + belief->noise));
    double sudden = SUDDEN_SHARE * belief->sudden / belief->sudden_n;
    return base + sudden * (1 - base);
}

/* How likely was this peak a sudden trigger? */
static void note_sudden(struct belief *belief, double over_mean, double variance)
{
    double rate = belief->sudden / belief->sudden_n, wide = variance + SUDDEN_VARIANCE;
    double rise = over_mean - SUDDEN_RISE;
    double sudden = rate * number_exp(-0.5 * rise * rise / wide) / number_sqrt(wide);
    double usual = (1 - rate) * number_exp(-0.5 * over_mean * over_mean / variance) / number_sqrt(variance);
    belief->sudden = belief->sudden + sudden / (sudden + usual + 1e-300);
    belief->sudden_n = belief->sudden_n + 1;
}

static void learn_noise(struct belief *belief, const struct look *look, double y)
{
    double all = look->variance + belief->noise, part = belief->noise / all, off = y - look->mean;
    double square = number_min(off * off, 9 * all);
    belief->noise_sum = belief->noise_sum + (part * part * square + belief->noise * look->variance / all);
    belief->noise_n = belief->noise_n + 1;
    belief->noise = number_within(belief->noise_sum / belief->noise_n, NOISE_LEAST, NOISE_MOST);
}

/* Running means, shrunk: overall, of the dimension, of the activity. */
static void learn_pleasant(struct belief *belief, struct remembered *known, unsigned dimension, double rating, double y)
{
    double value = rating + PLEASANT_SLOPE * y, overall = belief->pleasant / belief->pleasant_n;
    unsigned d = dimension <= BELIEF_DIMENSIONS ? dimension : 0;
    belief->pleasant = belief->pleasant + value;
    belief->pleasant_n = belief->pleasant_n + 1;
    belief->dimension_pleasant[d] = belief->dimension_pleasant[d] + (value - overall);
    belief->dimension_n[d] = belief->dimension_n[d] + 1;
    if (!known)
        return;
    double of_dimension = belief->dimension_pleasant[d] / (belief->dimension_n[d] + 3);
    known->pleasant = known->pleasant + (value - overall - of_dimension);
    known->pleasant_n = known->pleasant_n + 1;
}

bool belief_is_sore(const struct belief *belief)
{
    return belief->day - belief->over_day <= BELIEF_SORE_DAYS;
}

bool belief_is_over(const struct belief *belief, const struct report *report)
{
    return report->peak >= 0 ? number_within(report->peak, 0, 100) > belief->line : report->stopped;
}

/* For some days after going over the line, what is offered stays lower than that. */
static void note_over(struct belief *belief, struct remembered *known, unsigned contact)
{
    unsigned lower = contact > 0 ? contact - 1 : 0;
    if (!belief_is_sore(belief) || lower < belief->over_contact)
        belief->over_contact = lower;
    belief->over_day = belief->day;
    if (known)
        known->over_day = belief->day;
}

void belief_learn(struct belief *belief, unsigned activity, const struct traits *traits, const struct report *report)
{
    struct remembered *known = activity < BELIEF_ACTIVITIES ? &belief->at[activity] : NULL;
    bool said = report->peak >= 0;
    double y = said ? number_within(report->peak, 0, 100) : 0;
    belief_advance(belief, report->day);
    belief->times++;
    if (known)
        known->times++;
    bool over = belief_is_over(belief, report);
    if (over)
        note_over(belief, known, traits->contact);
    if (!said && !report->stopped)
        return;

    if (known)
        give_own(belief, activity);
    struct look look = {.row = row_of(belief, activity, traits, report->hard_day)};
    look_at(belief, &look);
    bool lower = y < look.mean;
    if (!report->stopped && lower && report->presence == PRESENCE_AWAY)
        return; /* low distress without being there is unknown, not calm */
    if (said) {
        belief->foreseen = belief->foreseen + raw_risk(belief, look.mean, look.variance);
        belief->seen = belief->seen + (over ? 1 : 0);
        note_sudden(belief, y - look.mean, look.variance + belief->noise);
    }
    bool joyless = report->pleasant >= 0 && report->pleasant <= 1 && y < 0.5 * belief->first_line;
    bool numb = !report->stopped && lower && (joyless || report->presence == PRESENCE_UNSAID);
    if (report->stopped) {
        take_bound(belief, &look, number_max(y, STOP_SHARE * belief->first_line), belief->noise);
    } else {
        take_value(belief, &look, y, numb ? NUMB_FACTOR * belief->noise : belief->noise);
        if (!numb)
            learn_noise(belief, &look, y);
    }
    if (report->pleasant >= 0)
        learn_pleasant(belief, known, traits->dimension, report->pleasant, y);
    if (known) {
        if (said)
            known->last_peak = y;
        known->within += !report->stopped && !over;
    }
}

/* Forgetting */

double belief_start(unsigned effect)
{
    for (size_t n = 0; n < sizeof START / sizeof *START; n++)
        if (effect >= START[n].from && effect < START[n].to)
            return START[n].mean;
    return 0;
}

static void begin_again(struct belief *belief, unsigned effect)
{
    for (unsigned i = 0; i < COEFS; i++)
        belief->cov[cell(i, effect)] = 0;
    belief->mean[effect] = belief_start(effect);
    belief->cov[cell(effect, effect)] = belief->start[effect];
}

void belief_forget(struct belief *belief, unsigned effect)
{
    if (effect >= COEF_OWN)
        return;
    begin_again(belief, effect);
    if (effect >= COEF_DIMENSION && effect < COEF_ZONE) {
        belief->dimension_pleasant[effect - COEF_DIMENSION + 1] = 0;
        belief->dimension_n[effect - COEF_DIMENSION + 1] = 0;
    }
}

void belief_forget_activity(struct belief *belief, unsigned activity)
{
    if (activity >= BELIEF_ACTIVITIES)
        return;
    struct remembered *known = &belief->at[activity];
    if (known->own)
        begin_again(belief, COEF_OWN + known->own - 1);
    known->pleasant = known->pleasant_n = 0;
    known->within = 0;
}

/* Now and before */

void beliefs_begin(struct beliefs *beliefs, double line)
{
    belief_begin(&beliefs->now, line);
    beliefs->over_times = 0;
}

void beliefs_copy(struct beliefs *to, const struct beliefs *from)
{
    to->now = from->now;
    to->over_times = from->over_times;
    if (from->over_times)
        to->before = from->before;
}

/* What is no longer fresh has no part in anything. */
void beliefs_advance(struct beliefs *beliefs, double day)
{
    belief_advance(&beliefs->now, day);
    if (beliefs->over_times && !belief_is_sore(&beliefs->now))
        beliefs->over_times = 0;
    if (beliefs->over_times)
        belief_advance(&beliefs->before, day);
}

void beliefs_learn(struct beliefs *beliefs, unsigned activity, const struct traits *traits, const struct report *report)
{
    beliefs_advance(beliefs, report->day);
    if (belief_is_over(&beliefs->now, report) && beliefs->over_times++ == 0)
        beliefs->before = beliefs->now;
    belief_learn(&beliefs->now, activity, traits, report);
}

void beliefs_forget(struct beliefs *beliefs, unsigned effect)
{
    belief_forget(&beliefs->now, effect);
    if (beliefs->over_times)
        belief_forget(&beliefs->before, effect);
}

void beliefs_forget_activity(struct beliefs *beliefs, unsigned activity)
{
    belief_forget_activity(&beliefs->now, activity);
    if (beliefs->over_times)
        belief_forget_activity(&beliefs->before, activity);
}

/* Asking */

double belief_comfort_line(const struct belief *belief)
{
    return number_within(belief->line - 20, 20, 40);
}

/* The chance that at least one of so many tries passes; the usual case needs no logarithm. */
static double calibrated(const struct belief *belief, double risk)
{
    double caution = number_within(belief->seen / belief->foreseen, 1, CAUTION_MOST);
    if (caution <= 1)
        return risk;
    return 1 - number_exp(caution * number_log(1 - risk));
}

static double pleasant_guess(const struct belief *belief, const struct remembered *known, unsigned dimension,
                             double mean)
{
    unsigned d = dimension <= BELIEF_DIMENSIONS ? dimension : 0;
    double sum = belief->pleasant / belief->pleasant_n;
    sum = sum + belief->dimension_pleasant[d] / (belief->dimension_n[d] + 3);
    if (known)
        sum = sum + known->pleasant / (known->pleasant_n + 2);
    return number_within(sum - PLEASANT_SLOPE * number_within(mean, 0, 100), 0, 10);
}

struct guess belief_guess(const struct belief *belief, unsigned activity, const struct traits *traits, double hard_day)
{
    const struct remembered *known = activity < BELIEF_ACTIVITIES ? &belief->at[activity] : NULL;
    struct row row = row_of(belief, activity, traits, hard_day);
    double mean = mean_of(belief, &row), variance = variance_of(belief, &row);
    if (!known || !known->own)
        variance = variance + OWN_VARIANCE;
    variance = number_max(variance, VARIANCE_LEAST);
    return (struct guess){
        .mean = mean,
        .variance = variance,
        .p = calibrated(belief, raw_risk(belief, mean, variance)),
        .pleasant = pleasant_guess(belief, known, traits->dimension, mean),
    };
}

bool belief_is_comfortable(const struct belief *belief, unsigned activity, const struct traits *traits)
{
    struct row row = row_of(belief, activity, traits, 0), lasting = {.len = 0};
    for (size_t i = 0; i < row.len; i++)
        if (row.at[i] != COEF_WEEK && row.at[i] != COEF_DAY)
            put(&lasting, row.at[i], row.is[i]);
    const struct remembered *known = activity < BELIEF_ACTIVITIES ? &belief->at[activity] : NULL;
    double variance = variance_of(belief, &lasting) + (known && known->own ? 0 : OWN_VARIANCE);
    double over = belief_comfort_line(belief) - mean_of(belief, &lasting);
    return number_tail(over / number_sqrt(number_max(variance, VARIANCE_LEAST))) <= COMFORTABLE_DOUBT;
}

double belief_moved(const struct belief *belief, const struct traits *traits, unsigned effect)
{
    struct row row;
    row.len = 0;
    put_traits(&row, traits);
    for (size_t i = 0; i < row.len; i++)
        if (row.at[i] == effect)
            return row.is[i] * (belief->mean[effect] - belief_start(effect));
    return 0;
}

bool belief_has(const struct traits *traits, unsigned effect)
{
    struct row row;
    row.len = 0;
    put_traits(&row, traits);
    for (size_t i = 0; i < row.len; i++)
        if (row.at[i] == effect)
            return true;
    return false;
}

double belief_doubt(const struct belief *belief, unsigned effect)
{
    return number_within(belief->cov[cell(effect, effect)] / belief->start[effect], 0, 1);
}

double belief_sure(const struct belief *belief, unsigned effect, bool above)
{
    double off = (belief_start(effect) - belief->mean[effect]) / number_sqrt(belief->cov[cell(effect, effect)]);
    return number_tail(above ? off : -off);
}
