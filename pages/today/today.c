/* pages/today/today.c - the first page of an open vault; it counts nothing */
#include "pages/frame/named.h"
#include "pages/today/today.h"

#include "base/direction.h"
#include "core/course/stray.h"
#include "core/course/worksheet.h"
#include "core/log/questions.h"
#include "core/offers/offer.h"
#include "core/practice/due.h"
#include "pages/frame/words.h"
#include "pages/gate/gate.h"
#include "pages/offers/offers.h"
#include "pages/practice/ladder.h"
#include "pages/practice/practice.h"
#include "pages/templates.h"
#include "pages/today/views.h"

/* A clock a few minutes off is nothing to speak of. */
enum { CLOCK_BEHIND_TOLD_MS = 5 * 60 * 1000 };

static struct str greeting(struct visit *visit)
{
    const struct event *name = state_answer(visit->state, INTAKE_NAME);
    struct str called = name ? str_trim(name->answer.words) : S("");
    struct str line, rest;
    str_cut(called, '\n', &line, &rest);
    if (line.len == 0 || line.len > 40)
        return S("How is it in there?");
    return STR_JOIN(visit->arena, S("How is it in there, "), str_isolated(visit->arena, line), S("?"));
}

static bool is_today(struct visit *visit, const struct event *event)
{
    return moment_at(event_wall_ms(event), event->zone_min).day == moment_at(visit->wall_ms, visit->zone_min).day;
}

static struct str saved_words(struct visit *visit)
{
    struct str what = form_get(&visit->query, S("saved"));
    if (str_eq(what, S("checkin")))
        return S("Saved. Only you can see it.");
    if (str_eq(what, S("winddown")))
        return S("Saved. Nothing more is asked of you today.");
    if (str_eq(what, S("nextday")))
        return S("Saved. Thank you for looking.");
    return S("");
}

static bool is_after_practice(struct visit *visit)
{
    struct str what = form_get(&visit->query, S("saved"));
    return str_eq(what, S("winddown")) || str_eq(what, S("nextday"));
}

static bool intake_is_open(const struct words *words, const struct state *state)
{
    for (size_t i = 0; i < words->questions.len; i++)
        if (!state_answer_now(state, words->questions.at[i].id))
            return true;
    return false;
}

static void fill_checkin(struct visit *visit, struct today_view *view)
{
    const struct event *event = visit->state->checkin;
    if (!event || !is_today(visit, event))
        return;
    const struct checkin *checkin = &event->checkin;
    view->checked_in = true;
    view->sky = sky_of(visit->words, checkin->weather);
    view->words = checkin->words;
    view->body_words = set_in_words(visit->arena, words_in(visit->words, SENSATION_KEYS), checkin->body);
    view->checkin_link = visit_stamp(visit, event_item(event));
}

static void fill_offer(struct visit *visit, struct today_view *view)
{
    struct offers offers;
    view->offers_rest = rest_is_suggested(visit->state);
    if (view->offers_rest)
        return;
    offers_now(visit->state, visit->now_ms, visit->zone_min, *visit->arena, &offers);
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    size_t i = 0;
    while (i < offers.len && rung_shown(visit->words, &exposure, offers.at[i].rung) != SHOWN_PLAINLY)
        i++;
    if (i == offers.len) {
        view->offers_rest = true;
        return;
    }
    view->offer_id = offers.at[i].rung->activity->id;
    view->offer_name = rung_name(visit->words, offers.at[i].rung);
    view->offer_why = offer_why(visit, &offers.at[i]);
}

static void fill_due(struct visit *visit, struct today_view *view)
{
    const struct practice *open = state_unfinished_practice(visit->state);
    const struct practice *yesterday = next_day_due(visit->state, visit->now_ms, visit->zone_min);
    /* While it is under way or paused, the top of every page says so, with Stop. */
    if (open && !visit->frame.in_practice) {
        view->practice_link = S("practice/now");
        view->practice_over = !consent_is_open(&open->consent);
        view->practice_words = open->planned->plan.name;
    }
    if (yesterday) {
        view->next_day_link = visit_stamp(visit, yesterday->id);
        view->next_day_name = yesterday->planned->plan.name;
    }
    view->no_limits = visit->state->limits.len == 0;
    view->review_due = review_is_due(visit->state, visit->now_ms);
    view->limits_due = limits_are_due(visit->state, visit->now_ms);
    view->intake_open = intake_is_open(visit->words, visit->state);
    view->sheet_due = !visit->state->sheet_proven;
}

void today_get(struct visit *visit)
{
    struct strays strays = strays_waiting(visit->state, visit->arena);
    size_t held = things_held(visit->state, &strays);
    struct today_view view = {
        .greeting = greeting(visit),
        .date = visit_when(visit, visit->wall_ms, visit->zone_min),
        .saved = saved_words(visit),
        .after_practice = is_after_practice(visit),
        .skies = skies_all(visit->words, visit->arena, 0),
        .unopened = visit->unopened,
        .held = held,
        .held_one = held == 1,
        .strays = strays.len != 0,
        .is_copy = visit->is_copy,
        .has_stranger = visit->has_stranger,
        .clock_behind = visit->behind_ms > CLOCK_BEHIND_TOLD_MS ? fixed_text(visit->words, S("clock-behind"))->body
                                                                : (struct html){0},
        .older_way = visit->older_way,
    };
    fill_checkin(visit, &view);
    fill_offer(visit, &view);
    fill_due(visit, &view);
    visit_frame(visit, S("Today"), S("today"));
    view.frame = visit->frame;
    page_today(&visit->out, &view);
}

void home_get(struct visit *visit)
{
    if (visit->state)
        today_get(visit);
    else
        gate_home(visit);
}

void here_get(struct visit *visit)
{
    visit->status = 204;
}
