/* core/offers/pick.c - a chance constraint, three slots, and no two alike */
#include "core/offers/pick.h"

#include "core/offers/number.h"

#define FIRST_PRACTICES 8
#define HARD_DAY 0.5     /* over this, half the risk: more goes over on such days than is foreseen */
#define OVER_REST_DAYS 7 /* what went over the line is not offered for so long */
#define ALIKE_WEIGHT 0.5
#define NEVER_SCORE (-1e9)

/* Alike: exp(-d/2), d = (contact/7 apart / .35)^2 + (intensity/10 apart / .4)^2 + 1 for another dimension,
 * + .8 for other zones, + .8 for other company; its parts multiply. */
#define OTHER_DIMENSION 6.06530659712633423604e-01
#define OTHER_ZONES 6.70320046035639300745e-01
#define OTHER_COMPANY 6.70320046035639300745e-01
enum { CONTACTS = 8, INTENSITIES = 11 };
static const double CONTACT_APART[CONTACTS] = {
    1.00000000000000000000e+00, 9.20076347864820731637e-01, 7.16630794268259596613e-01, 4.72514128856265813727e-01,
    2.63743560630010698276e-01, 1.24622558792539236960e-01, 4.98493151633044861981e-02, 1.68798841487899087266e-02};
static const double INTENSITY_APART[INTENSITIES] = {
    1.00000000000000000000e+00, 9.69233234476344129860e-01, 8.82496902584595455110e-01, 7.54839601989007347171e-01,
    6.06530659712633424263e-01, 4.57833361771614266722e-01, 3.24652467358349794413e-01, 2.16265166829887389710e-01,
    1.35335283236612702318e-01, 7.95595087182276866633e-02, 4.39369336234074203684e-02};

static unsigned apart(unsigned a, unsigned b, unsigned most)
{
    unsigned d = a > b ? a - b : b - a;
    return d < most ? d : most - 1;
}

double pick_alike(const struct traits *a, const struct traits *b)
{
    double alike = CONTACT_APART[apart(a->contact, b->contact, CONTACTS)] *
                   INTENSITY_APART[apart(a->intensity, b->intensity, INTENSITIES)];
    if (a->dimension != b->dimension)
        alike = alike * OTHER_DIMENSION;
    if (a->zones != b->zones)
        alike = alike * OTHER_ZONES;
    if (a->together != b->together)
        alike = alike * OTHER_COMPANY;
    return alike;
}

double pick_risk(const struct belief *belief, enum pace pace, double hard_day)
{
    static const double RISK[] = {[PACE_GENTLE] = 0.03, [PACE_STEADY] = 0.06, [PACE_CURIOUS] = 0.10};
    double risk = RISK[pace >= PACE_GENTLE && pace <= PACE_CURIOUS ? pace : PACE_GENTLE];
    if (belief_is_sore(belief) || belief->times < FIRST_PRACTICES)
        risk = risk / 2;
    return hard_day > HARD_DAY ? risk / 2 : risk;
}

static const struct remembered *known(const struct belief *belief, const struct prospect *prospect)
{
    static const struct remembered NOTHING = {.over_day = BELIEF_NEVER};
    return prospect->known < BELIEF_ACTIVITIES ? &belief->at[prospect->known] : &NOTHING;
}

bool pick_allows(const struct belief *belief, const struct prospect *prospect)
{
    if (!prospect->open || prospect->rests)
        return false;
    if (belief_is_sore(belief) && prospect->traits->contact > belief->over_contact)
        return false;
    return belief->day - known(belief, prospect)->over_day > OVER_REST_DAYS;
}

/* By one belief alone. */
static bool gentle_by(const struct belief *belief, const struct prospect *prospect, enum pace pace, double hard_day,
                      struct guess *guess)
{
    *guess = belief_guess(belief, prospect->known, prospect->traits, hard_day);
    return pick_allows(belief, prospect) && guess->p <= pick_risk(belief, pace, hard_day);
}

bool pick_is_gentle(const struct beliefs *beliefs, const struct prospect *prospect, enum pace pace, double hard_day,
                    struct guess *guess)
{
    struct guess before;
    if (!gentle_by(&beliefs->now, prospect, pace, hard_day, guess) || beliefs->over_times > 1)
        return false;
    return beliefs->over_times == 0 || gentle_by(&beliefs->before, prospect, pace, hard_day, &before);
}

/* One prospect with what is asked about it more than once. */
struct candidate {
    size_t prospect;
    const struct traits *traits;
    struct guess guess;
    double step, recent, repeated, taken_alike;
    bool is_new, fresh, may, safe, taken;
    double lean;
};
struct field {
    struct candidate *at;
    size_t len;
    double risk, line;
};

static struct field field_of(const struct beliefs *beliefs, struct prospects prospects, enum pace pace, double hard_day,
                             struct arena *arena)
{
    const struct belief *belief = &beliefs->now;
    struct field field = {
        .at = ARENA_MANY(arena, struct candidate, prospects.len + 1),
        .risk = pick_risk(belief, pace, hard_day),
        .line = belief->line,
    };
    for (size_t i = 0; i < prospects.len; i++) {
        const struct prospect *prospect = &prospects.at[i];
        if (!prospect->open)
            continue;
        struct candidate *c = &field.at[field.len++];
        const struct remembered *r = known(belief, prospect);
        *c = (struct candidate){.prospect = i, .traits = prospect->traits, .lean = prospect->lean};
        c->safe = pick_is_gentle(beliefs, prospect, pace, hard_day, &c->guess);
        c->may = c->safe || pick_allows(belief, prospect);
        if (!c->safe)
            continue;
        c->is_new = prospect->is_new;
        c->fresh = r->within == 0;
        c->recent = prospect->is_new ? 0 : 0.5 * number_exp(-prospect->ago / 3);
        c->repeated = r->within ? number_log(1.0 + r->within) : 0;
    }
    return field;
}

/* How much doing this would help with what is open and still hard, as a share of the most. */
static void fill_steps(const struct belief *belief, struct field *field)
{
    double comfort = belief_comfort_line(belief), most = 1e-9;
    for (size_t n = 0; n < field->len; n++) {
        const struct candidate *hard = &field->at[n];
        if (!(hard->guess.mean > comfort))
            continue;
        double weight = 1 / (1 + number_max(0, hard->guess.mean - field->line) / 15);
        for (size_t i = 0; i < field->len; i++)
            if (field->at[i].safe)
                field->at[i].step = field->at[i].step + weight * pick_alike(field->at[i].traits, hard->traits);
    }
    for (size_t i = 0; i < field->len; i++)
        if (field->at[i].safe)
            most = number_max(most, field->at[i].step);
    for (size_t i = 0; i < field->len; i++)
        field->at[i].step = field->at[i].step / most;
}

static double score(const struct field *field, const struct candidate *c, enum pick_kind kind)
{
    double pleasant = c->guess.pleasant / 10, head = number_within(1 - c->guess.p / field->risk, 0, 1);
    double middle = number_within(c->guess.mean / field->line, 0, 1);
    switch (kind) {
    case PICK_SETTLED:
        return pleasant + 0.3 * head - 0.15 * middle - 0.2 * c->repeated - c->recent + c->lean;
    case PICK_WIDER:
        return pleasant + 0.2 * head + (c->is_new ? 0.6 : 0) + (c->fresh ? 0.3 : 0) - c->recent + c->lean;
    case PICK_STEP:
        return c->step + 0.3 * pleasant + (c->fresh ? 0.4 : 0) + (c->is_new ? 0.3 : 0) - c->recent + c->lean;
    case PICK_ONLY:
        break;
    }
    return 0;
}

static struct candidate *best(const struct field *field, enum pick_kind kind, double risk)
{
    struct candidate *found = NULL;
    double found_score = NEVER_SCORE;
    for (size_t i = 0; i < field->len; i++) {
        struct candidate *c = &field->at[i];
        if (!c->safe || c->taken || c->guess.p > risk)
            continue;
        double s = score(field, c, kind) - ALIKE_WEIGHT * c->taken_alike;
        if (s > found_score) {
            found = c;
            found_score = s;
        }
    }
    return found;
}

static void take(const struct field *field, struct candidate *c, enum pick_kind kind, struct picks *out)
{
    c->taken = true;
    for (size_t i = 0; i < field->len; i++)
        if (field->at[i].safe)
            field->at[i].taken_alike = number_max(field->at[i].taken_alike, pick_alike(field->at[i].traits, c->traits));
    out->at[out->len++] = (struct pick){.prospect = c->prospect, .kind = kind, .guess = c->guess};
}

static void take_gentlest(const struct field *field, struct picks *out)
{
    struct candidate *found = NULL;
    double least = 1e9;
    for (size_t i = 0; i < field->len; i++) {
        struct candidate *c = &field->at[i];
        double load = 0.4 * c->traits->contact / 7 + 0.4 * c->traits->intensity / 10 + (c->traits->together ? 0.2 : 0);
        if (c->may && c->guess.p + 0.02 * load < least) {
            found = c;
            least = c->guess.p + 0.02 * load;
        }
    }
    if (found)
        take(field, found, PICK_ONLY, out);
}

void pick_few(const struct beliefs *beliefs, struct prospects prospects, enum pace pace, double hard_day, size_t most,
              struct arena scratch, struct picks *out)
{
    struct field field = field_of(beliefs, prospects, pace, hard_day, &scratch);
    bool any = false;
    out->len = 0;
    most = most < PICKS_MAX ? most : PICKS_MAX;
    for (size_t i = 0; i < field.len; i++)
        any = any || field.at[i].safe;
    if (!any) {
        if (most)
            take_gentlest(&field, out);
        return;
    }
    fill_steps(&beliefs->now, &field);
    while (out->len < most) {
        enum pick_kind kind = (enum pick_kind)(out->len % PICK_ONLY);
        struct candidate *found = best(&field, kind, kind == PICK_SETTLED ? field.risk / 2 : field.risk);
        if (!found)
            found = best(&field, kind, field.risk);
        if (!found)
            return;
        take(&field, found, kind, out);
    }
}
