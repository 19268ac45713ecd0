/* core/course/checkin.c - reading and deciding a check-in */
#include "core/course/checkin.h"

unsigned form_one(const struct form *form, struct word_list list, struct str name)
{
    const struct word_row *row = word_by_key(list, form_get(form, name));
    return row ? row->number : 0;
}

set64 form_many(const struct form *form, struct arena *arena, struct word_list list, struct str name)
{
    set64 set = 0;
    struct arena scratch = *arena;
    for (size_t i = 0; i < list.len; i++)
        if (form_has(form, STR_JOIN(&scratch, name, S("-"), list.at[i].key)))
            set |= SET_OF(list.at[i].number);
    return set;
}

struct score form_score(const struct form *form, struct str name, unsigned max)
{
    uint64_t n;
    return form_number(form, name, max, &n) ? SCORE(n) : (struct score){0};
}

struct str words_check(struct str words, size_t max)
{
    if (str_characters(words) <= max / CHARACTER_BYTES_MAX)
        return S("");
    if (max == LINE_MAX)
        return S("This line is longer than attune can save. A few words fewer will do; nothing was cut.");
    return S("This is longer than one entry can be. It is all still here: you can save it as two.");
}

struct checkin checkin_read(const struct form *form, struct arena *arena)
{
    return (struct checkin){
        .weather = form_one(form, WEATHER_WORDS, S("weather")),
        .distress = form_score(form, S("distress"), 100),
        .presence = form_score(form, S("presence"), 10),
        .willingness = form_one(form, WILLINGNESS_WORDS, S("willingness")),
        .sleep = form_score(form, S("sleep"), 10),
        .stress = form_score(form, S("stress"), 10),
        .body = form_many(form, arena, SENSATION_WORDS, S("body")),
        .areas = form_many(form, arena, AREA_WORDS, S("area")),
        .words = str_trim(form_get(form, S("words"))),
    };
}

struct str checkin_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out)
{
    struct checkin checkin = checkin_read(form, arena);
    struct str problem = words_check(checkin.words, TEXT_MAX);
    checkin.of = of;
    bool said = checkin.weather || checkin.distress.said || checkin.presence.said || checkin.willingness ||
                checkin.sleep.said || checkin.stress.said || checkin.body || checkin.areas || checkin.words.len;
    if (!problem.len && !said)
        problem = S("There is nothing to save yet. One tap on a sky is enough, or skip it.");
    if (!problem.len)
        *out = (struct event){.kind = CHECKIN_ADDED, .checkin = checkin};
    return problem;
}
