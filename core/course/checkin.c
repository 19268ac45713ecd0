/* core/course/checkin.c - reading and deciding a check-in */
#include "core/course/checkin.h"

struct checkin checkin_read(const struct form *form, struct arena *arena)
{
    return (struct checkin){
        .weather = form_one(form, WEATHER_KEYS, S("weather")),
        .distress = form_score(form, S("distress"), 100),
        .presence = form_score(form, S("presence"), 10),
        .willingness = form_one(form, WILLINGNESS_KEYS, S("willingness")),
        .sleep = form_score(form, S("sleep"), 10),
        .stress = form_score(form, S("stress"), 10),
        .body = form_many(form, arena, SENSATION_KEYS, S("body")),
        .areas = form_many(form, arena, AREA_KEYS, S("area")),
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
