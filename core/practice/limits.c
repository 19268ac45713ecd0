/* core/practice/limits.c - reading and deciding limits, the card, and the look back */
#include "core/practice/limits.h"

#include "core/log/fields.h"

struct limit limit_read(const struct form *form, struct arena *arena)
{
    return (struct limit){
        .stance = form_one(form, STANCE_KEYS, S("stance")),
        .tag = form_one(form, TAG_KEYS, S("tag")),
        .what = str_trim(form_get(form, S("what"))),
        .areas = form_many(form, arena, AREA_KEYS, S("area")),
        .company = form_one(form, COMPANY_KEYS, S("company")),
        .conditions = str_trim(form_get(form, S("conditions"))),
    };
}

static struct str limit_check(const struct limit *limit)
{
    struct str problem = words_check(limit->what, TEXT_LINE_MAX);
    bool said = limit->what.len || limit->tag || limit->areas;
    if (!problem.len)
        problem = words_check(limit->conditions, TEXT_MAX);
    if (problem.len)
        return problem;
    if (!said && !limit->stance)
        return S("There is nothing to save yet. A few words and where you stand are enough. You can also skip it.");
    if (!said)
        return S("One thing is missing: what it is about. A few words will do, or an area, or a line from the list.");
    if (!limit->stance)
        return S("One thing is missing: where you stand. Not now is a whole answer.");
    return S("");
}

struct str limit_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out)
{
    struct limit limit = limit_read(form, arena);
    struct str problem = limit_check(&limit);
    limit.of = of;
    if (!problem.len)
        *out = (struct event){.kind = LIMIT_SET, .limit = limit};
    return problem;
}

bool limit_same(const struct limit *a, const struct limit *b)
{
    return a->stance == b->stance && a->tag == b->tag && a->areas == b->areas && a->company == b->company &&
           str_eq(a->what, b->what) && str_eq(a->conditions, b->conditions);
}

bool limit_may_stand_on_card(const struct limit *limit)
{
    return limit->company != COMPANY_ALONE;
}

enum card_part card_part_read(const struct form *form)
{
    return (enum card_part)form_one(form, CARD_KEYS, S("part"));
}

struct str card_decide(const struct form *form, struct event *out)
{
    enum card_part part = card_part_read(form);
    struct str words = str_trim(form_get(form, S("words")));
    struct str problem = words_check(words, TEXT_MAX);
    if (part == CARD_NONE)
        return S("It was not clear which line of the card this is for. Please choose the line once more.");
    if (!problem.len)
        *out = (struct event){.kind = CARD_SAID, .card = {.part = part, .words = words}};
    return problem;
}

struct str look_decide(const struct form *form, struct event *out)
{
    struct str answer = form_get(form, S("answer"));
    bool right = str_eq(answer, S("right"));
    if (!right && !str_eq(answer, S("later")))
        return S("That answer did not arrive. Nothing has changed; you can choose again, or not.");
    *out = (struct event){.kind = LIMITS_LOOKED_AT, .look = {.answer = right ? LOOK_STILL_RIGHT : LOOK_LATER}};
    return S("");
}

const unsigned REASK_DAYS[REASK_RHYTHMS] = {7, REASK_USUAL_DAYS, 84, 0};

struct str rhythm_decide(const struct form *form, struct event *out)
{
    uint64_t days;
    if (form_number(form, S("days"), 100000, &days))
        for (size_t i = 0; i < REASK_RHYTHMS; i++)
            if (REASK_DAYS[i] == days) {
                *out = (struct event){
                    .kind = SETTING_CHOSEN,
                    .setting = {.setting = SETTING_REASK, .value = REASK_DAYS[i]},
                };
                return S("");
            }
    return S("Please choose one of the four, or keep it as it is.");
}
