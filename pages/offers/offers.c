/* pages/offers/offers.c - nothing about the offers is hidden, and all of it can be set right */
#include "pages/frame/named.h"
#include "pages/offers/offers.h"

#include "core/course/intake.h"
#include "core/offers/learned.h"
#include "core/practice/open.h"
#include "pages/frame/gone.h"
#include "pages/frame/parts.h"
#include "pages/frame/words.h"
#include "pages/offers/reason.h"
#include "pages/offers/views.h"
#include "pages/templates.h"

static int64_t today(struct visit *visit)
{
    return moment_at(visit->now_ms, visit->zone_min).day;
}

struct str offer_why(struct visit *visit, const struct offer *offer)
{
    if (!offer->learned)
        return words_of(visit->words, OFFER_REASON_KEYS, offer->reason);
    return why_words(visit->words, visit->arena, &offer->why, names_of_why(visit->words, visit->arena, &offer->why),
                     offer->rung->activity->id, today(visit));
}

struct str offer_unsure(struct visit *visit, const struct offer *offer)
{
    if (!offer->learned)
        return S("");
    return unsure_words(visit->words, visit->arena, &offer->why, names_of_why(visit->words, visit->arena, &offer->why),
                        offer->rung->activity->id, today(visit));
}

void offers_get(struct visit *visit)
{
    visit_frame(visit, S("How offers are made"), S("practice"));
    page_offers_how(&visit->out, &(struct offers_how_view){
                                     .frame = visit->frame,
                                     .body = fixed_text(visit->words, S("offers-how"))->body,
                                     .learning = learning_is_on(visit->state),
                                 });
}

/* ---- what was gathered ---- */

/* What the person keeps away from is not named here either. */
static bool is_kept_away(const struct state *state, unsigned effect)
{
    set64 away = intake_kept_away(state);
    return effect >= COEF_TAG && effect < COEF_WEEK && SET_HAS(away, effect - COEF_TAG + 1);
}

static struct gathered_rows gathered_rows(struct visit *visit, const struct belief *belief, enum gathered which,
                                          struct str key)
{
    struct gathered_row *at = ARENA_MANY(visit->arena, struct gathered_row, COEF_WEEK);
    size_t len = 0;
    for (unsigned effect = COEF_TOGETHER; effect < COEF_WEEK; effect++) {
        struct str about = effect_key(effect, visit->arena);
        if (!about.len || gathered_about(belief, effect) != which || is_kept_away(visit->state, effect))
            continue;
        struct str name = effect_name(visit->words, visit->arena, effect);
        at[len++] = (struct gathered_row){
            .about = about,
            .words = reason_words(visit->words, visit->arena, key, name, about, 0),
            .once = form_once(visit, effect),
            .label = name,
        };
    }
    return (struct gathered_rows){at, len};
}

static bool is_newest_about(const struct state *state, size_t index)
{
    struct str about = state->corrections.at[index]->correction.about;
    for (size_t i = index + 1; i < state->corrections.len; i++)
        if (str_eq(state->corrections.at[i]->correction.about, about))
            return false;
    return true;
}

static struct gathered_rows corrected_rows(struct visit *visit)
{
    const struct state *state = visit->state;
    struct gathered_row *at = ARENA_MANY(visit->arena, struct gathered_row, state->corrections.len);
    size_t len = 0;
    for (size_t i = 0; i < state->corrections.len; i++) {
        const struct correction *c = &state->corrections.at[i]->correction;
        unsigned effect = effect_of_key(c->about);
        if (c->says != CORRECTION_NOT_SO || effect == COEF_LEVEL || !is_newest_about(state, i))
            continue;
        struct str name = effect_name(visit->words, visit->arena, effect);
        at[len++] =
            (struct gathered_row){.about = c->about, .words = name, .once = form_once(visit, effect), .label = name};
    }
    return (struct gathered_rows){at, len};
}

void gathered_get(struct visit *visit)
{
    struct gathered_view view = {
        .lead = fixed_text(visit->words, S("gathered-lead"))->body,
        .learning = learning_is_on(visit->state),
        .saved = form_get(&visit->query, S("saved")).len != 0,
    };
    if (view.learning) {
        const struct belief *belief = &state_beliefs(visit->state)->now;
        view.easy = gathered_rows(visit, belief, GATHERED_EASY, S("gathered-easy"));
        view.hard = gathered_rows(visit, belief, GATHERED_HARD, S("gathered-hard"));
        view.set_right = corrected_rows(visit);
        view.nothing = view.easy.len == 0 && view.hard.len == 0;
    }
    visit_frame(visit, S("What attune has gathered"), S("practice"));
    view.frame = visit->frame;
    page_gathered(&visit->out, &view);
}

void gathered_post(struct visit *visit)
{
    struct str about = form_get(&visit->form, S("about"));
    bool again = str_eq(form_get(&visit->form, S("says")), S("again"));
    if (effect_of_key(about) == COEF_LEVEL) {
        visit_nothing_here(visit);
        return;
    }
    struct correction correction = {.about = about, .says = again ? CORRECTION_COUNT_AGAIN : CORRECTION_NOT_SO};
    visit_keep(visit, (struct event){.kind = BELIEF_CORRECTED, .correction = correction});
    visit_go(visit, S("/offers/gathered?saved=1"));
}

/* ---- why not the other one ---- */

void why_get(struct visit *visit)
{
    const struct rung *rung = state_rung(visit->state, visit->parts[0]);
    if (!rung || rung_filtered(visit->state, rung) == CLOSED_LIMIT ||
        rung_filtered(visit->state, rung) == CLOSED_TRIGGER || rung->activity->level > ladder_ceiling(visit->state)) {
        visit_nothing_here(visit);
        return;
    }
    struct why why;
    enum not_offered answer = offer_why_not(visit->state, rung, visit->now_ms, visit->zone_min, *visit->arena, &why);
    struct str key = STR_JOIN(visit->arena, S("why-"), not_offered_key(answer));
    struct str id = rung->activity->id;
    bool closed = answer == NOT_OFFERED_CLOSED;
    struct reason_names names = names_of_why(visit->words, visit->arena, &why);
    visit_frame(visit, rung_name(visit->words, rung), S("practice"));
    page_why(
        &visit->out,
        &(struct why_view){
            .frame = visit->frame,
            .id = id,
            .name = rung_name(visit->words, rung),
            .words = closed ? words_of(visit->words, CLOSED_KEYS, rung_closed(visit->state, rung, visit->now_ms))
                            : reason_words(visit->words, visit->arena, key, S(""), id, today(visit)),
            .more = reason_words(visit->words, visit->arena, reason_key(why.moved), names.moved, id, today(visit)),
            .unsure = reason_words(visit->words, visit->arena, reason_key(why.unsure), names.unsure, id, today(visit)),
            .offered = answer == NOT_OFFERED_IT_IS,
        });
}

/* ---- asked once about something set aside ---- */

void aside_post(struct visit *visit)
{
    const struct rung *rung = state_rung(visit->state, visit->parts[0]);
    bool back = str_eq(form_get(&visit->form, S("answer")), S("back"));
    if (!rung) {
        visit_nothing_here(visit);
        return;
    }
    struct str id = rung->activity->id;
    struct asked asked = {.activity = id, .answer = back ? ASKED_BRING_BACK : ASKED_LEAVE_IT};
    visit_keep(visit, (struct event){.kind = ASIDE_ASKED, .asked = asked});
    if (back) {
        struct shape shape = {
            .activity = id,
            .name = rung_new_name(visit->words, rung),
            .place = rung->place,
        };
        visit_keep(visit, (struct event){.kind = ACTIVITY_SHAPED, .shape = shape});
    }
    visit_go(visit, back ? STR_JOIN(visit->arena, S("/practice/activity/"), id) : S("/practice"));
}
