/* core/offers/reason.c - what moved an estimate, the strongest piece first */
#include "core/offers/reason.h"

/* What may be said of a person: so far from the start, on the belief's scale, and so likely on that side of it. */
#define EASY_MOVED 2.0
#define EASY_SURE 0.6
#define HARD_MOVED 3.0
#define HARD_SURE 0.7
#define HARDLY_KNOWN 0.9 /* of the doubt at the start is still there */
#define HEAVY_DAY 6.0
enum { SHORT_MINUTES = 3, FIRST_PRACTICES = 4 };

struct str reason_key(enum reason reason)
{
    static const struct str KEYS[] = {REASONS(ROW_WORDS)};
    return KEYS[reason];
}

/* Effects with a name of their own; level and contact have none. */
static bool has_name(unsigned effect)
{
    return effect == COEF_TOGETHER || (effect >= COEF_DIMENSION && effect < COEF_WEEK);
}

enum gathered gathered_about(const struct belief *belief, unsigned effect)
{
    if (!has_name(effect))
        return GATHERED_NOTHING;
    double moved = belief->mean[effect] - belief_start(effect);
    if (belief_doubt(belief, effect) > HARDLY_KNOWN)
        return GATHERED_NOTHING;
    if (moved >= HARD_MOVED && belief_sure(belief, effect, true) >= HARD_SURE)
        return GATHERED_HARD;
    return moved <= -EASY_MOVED && belief_sure(belief, effect, false) >= EASY_SURE ? GATHERED_EASY : GATHERED_NOTHING;
}

static void find_moved(const struct belief *belief, const struct prospect *prospect, struct why *why)
{
    double most = 0;
    for (unsigned effect = COEF_TOGETHER; effect < COEF_WEEK; effect++) {
        double moved = belief_moved(belief, prospect->traits, effect), size = moved < 0 ? -moved : moved;
        if (size <= most || gathered_about(belief, effect) == GATHERED_NOTHING)
            continue;
        most = size;
        why->moved = moved < 0 ? REASON_HAS_EASY : REASON_HAS_HARD;
        why->moved_about = effect;
    }
    if (why->moved)
        return;
    if (belief->times < FIRST_PRACTICES)
        why->moved = REASON_FIRST_DAYS;
    else if (prospect->traits->minutes <= SHORT_MINUTES)
        why->moved = REASON_SHORT;
    else if (prospect->traits->contact == 0)
        why->moved = REASON_NO_CONTACT;
}

static void find_unsure(const struct belief *belief, const struct prospect *prospect, bool done, struct why *why)
{
    why->unsure = done ? REASON_UNSURE_WEEK : REASON_UNSURE_NEW;
    if (belief->times < FIRST_PRACTICES)
        return;
    double most = HARDLY_KNOWN;
    for (unsigned effect = COEF_TOGETHER; effect < COEF_WEEK; effect++) {
        if (!has_name(effect) || !belief_has(prospect->traits, effect) || belief_doubt(belief, effect) <= most)
            continue;
        most = belief_doubt(belief, effect);
        why->unsure = REASON_UNSURE_ABOUT;
        why->unsure_about = effect;
    }
}

struct why why_of(const struct belief *belief, const struct prospect *prospect, enum pick_kind kind, double hard_day)
{
    bool done = prospect->known < BELIEF_ACTIVITIES && belief->at[prospect->known].within > 0;
    double today = belief->mean[COEF_WEEK] + belief->mean[COEF_DAY] * hard_day;
    struct why why = {0};
    switch (kind) {
    case PICK_SETTLED:
        why.lead = done ? REASON_SETTLED : REASON_EASY;
        break;
    case PICK_WIDER:
        why.lead = REASON_WIDER;
        break;
    case PICK_STEP:
        why.lead = REASON_STEP;
        break;
    case PICK_ONLY:
        why.lead = REASON_ONLY;
        break;
    }
    if (today > HEAVY_DAY)
        why.moved = REASON_HARD_DAY;
    else
        find_moved(belief, prospect, &why);
    find_unsure(belief, prospect, done, &why);
    return why;
}
