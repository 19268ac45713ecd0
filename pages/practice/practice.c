/* pages/practice/practice.c - plan, check-in, practice, stop, wind-down, the day after */
#include "pages/frame/named.h"
#include "pages/practice/practice.h"

#include "core/course/journal.h"
#include "core/practice/open.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/media/media.h"
#include "pages/practice/views.h"
#include "pages/templates.h"
#include "pages/work/worksheet.h"

/* The open practice as time has made it by now; NULL if there is none. */
static const struct practice *open_now(const struct visit *visit, struct consent *now)
{
    const struct practice *practice = state_open_practice(visit->state);
    if (!practice)
        return NULL;
    *now = practice->consent;
    consent_at(now, visit->now_ms);
    return practice;
}

static void keep_step(struct visit *visit, const struct practice *practice, enum consent_input_kind kind)
{
    visit_keep(visit,
               (struct event){.kind = PRACTICE_STEPPED, .step = {.practice = practice->id, .step = (uint32_t)kind}});
}

/*
 * A check-in from before the fourth box had to be ticked: it stands as it was judged, and nothing new begins by it.
 * Another device, or this one before it was renewed, may have kept it minutes ago.
 */
static bool was_asked_before_able(const struct practice *practice)
{
    return practice->gate && practice->gate->gate.able == ABLE_NOT_ASKED;
}

static struct str practice_path(struct visit *visit, const struct practice *practice, struct str rest)
{
    return STR_JOIN(visit->arena, S("/practice/"), visit_stamp(visit, practice->id), rest);
}

/* Planning */

static struct choices minute_choices(struct visit *visit, unsigned chosen)
{
    static const unsigned NUMBERS[] = {1, 2, 3, 5, 8, 10, 15};
    static const struct str WORDS[] = {S_INIT("1 minute"),  S_INIT("2 minutes"), S_INIT("3 minutes"),
                                       S_INIT("5 minutes"), S_INIT("8 minutes"), S_INIT("10 minutes"),
                                       S_INIT("15 minutes")};
    unsigned nearest = NUMBERS[0];
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
        if (NUMBERS[i] <= chosen)
            nearest = NUMBERS[i];
    return choices_numbers(visit->arena, S("minutes"), NUMBERS, WORDS, sizeof NUMBERS / sizeof *NUMBERS, nearest);
}

static struct choices rhythm_choices(struct visit *visit, unsigned chosen)
{
    static const unsigned NUMBERS[] = {60, 120, 180};
    static const struct str WORDS[] = {S_INIT("Every minute"), S_INIT("Every two minutes"),
                                       S_INIT("Every three minutes")};
    return choices_numbers(visit->arena, S("rhythm"), NUMBERS, WORDS, sizeof NUMBERS / sizeof *NUMBERS, chosen);
}

static struct plan plan_read(const struct visit *visit, const struct rung *rung)
{
    const struct form *form = &visit->form;
    uint64_t minutes = 0, rhythm = 0;
    bool said = form_number(form, S("minutes"), 15, &minutes) && minutes > 0;
    bool rhythm_said = form_number(form, S("rhythm"), 180, &rhythm) && rhythm >= 60;
    return (struct plan){
        .activity = rung->activity->id,
        .name = rung_name(visit->words, rung),
        .level = rung->activity->level,
        .minutes = said ? (uint32_t)minutes : rung->activity->minutes,
        .ask_seconds = rhythm_said ? (uint32_t)rhythm : 120,
        .signal = str_trim(form_get(form, S("signal"))),
        .place = str_trim(form_get(form, S("where"))),
        .after = str_trim(form_get(form, S("after"))),
        .dimension = rung->activity->dimension,
    };
}

static void show_plan(struct visit *visit, const struct rung *rung, const struct plan *plan, struct str problem)
{
    const struct event *maybe = rung_maybe(visit->state, rung);
    visit_frame(visit, S("A plan for now"), S("practice"));
    page_plan(&visit->out, &(struct plan_view){
                               .frame = visit->frame,
                               .id = rung->activity->id,
                               .name = rung_name(visit->words, rung),
                               .problem = problem,
                               .signal = plan->signal,
                               .place = plan->place,
                               .after = plan->after,
                               .conditions = maybe ? maybe->limit.conditions : S(""),
                               .minutes = minute_choices(visit, plan->minutes),
                               .rhythm = rhythm_choices(visit, plan->ask_seconds),
                           });
}

static const struct rung *planned_rung(struct visit *visit)
{
    const struct rung *rung = state_rung(visit->state, visit->parts[0]);
    if (!rung)
        visit_nothing_here(visit);
    return rung;
}

static bool is_typed(const struct visit *visit, struct str words, enum card_part usual)
{
    return words.len && !str_eq(words, state_card(visit->state, usual));
}

/* On to the page that says why there can be no plan now; what was typed beyond the card's own lines is not lost by it.
 */
static void no_plan(struct visit *visit, const struct rung *rung, struct str why, struct str path)
{
    struct plan plan = plan_read(visit, rung);
    bool typed = is_typed(visit, plan.signal, CARD_SIGNAL) || is_typed(visit, plan.place, CARD_PLACE) ||
                 is_typed(visit, plan.after, CARD_AFTER);
    if (!typed || !visit_holds_words(visit, why))
        visit_go(visit, path);
}

/* A new plan only where nothing is under way and the rung is open; else the page that says so. */
static bool may_plan(struct visit *visit, const struct rung *rung)
{
    struct consent now;
    const struct practice *practice = open_now(visit, &now);
    enum closed closed = rung_closed(visit->state, rung, visit->now_ms);
    bool open = practice && consent_is_open(&now);
    if (open)
        no_plan(visit, rung, S("A practice is still open, so no other can begin now."), S("/practice/now"));
    else if (closed != CLOSED_NOT)
        no_plan(visit, rung, words_of(visit->words, CLOSED_KEYS, closed),
                STR_JOIN(visit->arena, S("/practice/activity/"), rung->activity->id));
    return !open && closed == CLOSED_NOT;
}

void plan_get(struct visit *visit)
{
    const struct rung *rung = planned_rung(visit);
    if (!rung || !may_plan(visit, rung))
        return;
    struct plan plan = plan_read(visit, rung);
    if (!visit->typed) {
        plan.signal = state_card(visit->state, CARD_SIGNAL);
        plan.after = state_card(visit->state, CARD_AFTER);
        plan.place = state_card(visit->state, CARD_PLACE);
    }
    show_plan(visit, rung, &plan, S(""));
}

void plan_post(struct visit *visit)
{
    const struct rung *rung = planned_rung(visit);
    if (!rung || !may_plan(visit, rung))
        return;
    struct plan plan = plan_read(visit, rung);
    if (words_check(plan.signal, TEXT_LINE_MAX).len || words_check(plan.place, TEXT_LINE_MAX).len ||
        words_check(plan.after, TEXT_LINE_MAX).len) {
        show_plan(visit, rung, &plan, S("One of the lines is longer than attune can save. Nothing was cut."));
        return;
    }
    visit_keep(visit, (struct event){.kind = PRACTICE_PLANNED, .plan = plan});
    visit_go(visit, S("/practice/now"));
}

/* The check-in around a practice */

static struct gate gate_read(const struct visit *visit)
{
    const struct form *form = &visit->form;
    return (struct gate){
        .distress = form_score(form, S("distress"), 100),
        .presence = form_score(form, S("presence"), 10),
        .willingness = form_one(form, WILLINGNESS_KEYS, S("willingness")),
        .sober = form_has(form, S("sober")),
        .no_pain = form_has(form, S("no-pain")),
        .safe = form_has(form, S("safe")),
        .able = form_has(form, S("able")) ? ABLE_YES : ABLE_NOT_SAID,
    };
}

static struct gate_fields gate_fields_of(struct visit *visit, const struct gate *gate)
{
    return (struct gate_fields){
        .distress = scale_distress(visit->arena, S("distress"), gate->distress),
        .presence = scale_presence(visit->arena, S("presence"), gate->presence),
        .willingness =
            choices_one(visit->arena, words_in(visit->words, WILLINGNESS_KEYS), S("willingness"), gate->willingness),
        .sober = gate->sober != 0,
        .no_pain = gate->no_pain != 0,
        .safe = gate->safe != 0,
        .able = gate->able == ABLE_YES,
    };
}

static struct str *miss_words(struct visit *visit, set64 misses, size_t *len)
{
    struct str *words = ARENA_MANY(visit->arena, struct str, MISS_END);
    *len = 0;
    for (unsigned miss = 1; miss < MISS_END; miss++)
        if (SET_HAS(misses, miss))
            words[(*len)++] = words_of(visit->words, CONSENT_MISS_KEYS, miss);
    return words;
}

static void show_check(struct visit *visit, const struct practice *practice, const struct consent *now)
{
    struct gate gate = visit->typed ? gate_read(visit) : (struct gate){0};
    set64 misses = now->person[0].checked ? consent_gate(&now->person[0].checkin) : 0;
    size_t len;
    struct str *words = miss_words(visit, misses, &len);
    visit_frame(visit, S("Before you begin"), S("practice"));
    page_check(&visit->out, &(struct check_view){
                                .frame = visit->frame,
                                .name = practice->planned->plan.name,
                                .gate = gate_fields_of(visit, &gate),
                                .misses = {words, len},
                                .missed = len > 0,
                                .again = now->person[0].checked && len == 0,
                            });
}

static void show_ready(struct visit *visit, const struct practice *practice)
{
    const struct plan *plan = &practice->planned->plan;
    visit_frame(visit, S("The promise"), S("practice"));
    page_ready(&visit->out, &(struct ready_view){
                                .frame = visit->frame,
                                .name = plan->name,
                                .minutes = minutes_words(visit->arena, plan->minutes),
                                .signal = plan->signal,
                                .after = plan->after,
                                .promise = fixed_text(visit->words, S("promise"))->body,
                            });
}

/* Classes of the style sheet that tell a page without scripts when to ask and when to rest. */
static struct str timed_class(struct visit *visit, struct str name, const struct plan *plan)
{
    struct buf b = buf_on(visit->arena);
    buf_put(&b, name);
    buf_put_u64(&b, plan->ask_seconds <= 60 ? 60 : plan->ask_seconds <= 120 ? 120 : 180);
    return buf_str(&b);
}

/* How much of the planned time has gone by, for the drawn window: class for-N and, later, done-M. */
static struct str window_class(struct visit *visit, const struct plan *plan, const struct consent *now)
{
    int64_t done_min = (now->active_ms + (visit->now_ms - now->going_ms)) / 60000;
    struct buf b = buf_on(visit->arena);
    buf_put(&b, S("window for-"));
    buf_put_u64(&b, plan->minutes < 20 ? plan->minutes : 20);
    if (done_min > 0) {
        buf_put(&b, S(" done-"));
        buf_put_i64(&b, done_min < 19 ? done_min : 19);
    }
    return buf_str(&b);
}

static void show_active(struct visit *visit, const struct practice *practice, const struct consent *now)
{
    const struct plan *plan = &practice->planned->plan;
    const struct rung *rung = practice->rung;
    struct gate gate = visit->typed ? gate_read(visit) : (struct gate){0};
    bool library = rung && !rung->own;
    struct consent_next_ask ask = consent_next_ask(now, 0);
    int64_t ask_ms = ask.at_ms - visit->now_ms;
    int64_t end_ms = now->expires_ms - visit->now_ms;
    int64_t pause_ms = ask_ms + CONSENT_ANSWER_WINDOW_MS;
    visit_frame(visit, plan->name, S("practice"));
    visit->frame.in_practice = true;
    page_active(&visit->out, &(struct active_view){
                                 .frame = visit->frame,
                                 .name = plan->name,
                                 .steps = library ? visit->words->activities.at[rung->index].steps : (struct html){0},
                                 .own_steps = rung && rung->own ? rung->own->own.steps : S(""),
                                 .signal = plan->signal,
                                 .ask_class = timed_class(visit, S("ask-after-"), plan),
                                 .paused_class = timed_class(visit, S("paused-after-"), plan),
                                 .until_class = timed_class(visit, S("until-"), plan),
                                 .window_class = window_class(visit, plan, now),
                                 .ask_ms = ask_ms > 0 ? ask_ms : 0,
                                 /* At the end of the time the page asks the app again, which winds down. */
                                 .pause_ms = (end_ms < pause_ms ? end_ms : pause_ms) + 500,
                                 .checkin_due = ask.checkin,
                                 .gate = gate_fields_of(visit, &gate),
                                 .early = worksheet_signs(visit, false),
                                 .well = worksheet_signs(visit, true),
                             });
}

/* What a pause says after each answer in the middle; a smaller thing or an end, never more. */
static struct html paused_words(const struct visit *visit)
{
    struct str said = form_get(&visit->query, S("said"));
    if (str_eq(said, S("less")))
        return fixed_text(visit->words, S("paused-less"))->body;
    return fixed_text(visit->words, str_eq(said, S("unsure")) ? S("paused-unsure") : S("paused"))->body;
}

static void show_paused(struct visit *visit, const struct practice *practice, const struct consent *now)
{
    struct gate gate = visit->typed ? gate_read(visit) : (struct gate){0};
    bool fresh = now->person[0].checked_ms >= now->paused_ms;
    size_t len;
    struct str *words = miss_words(visit, fresh ? consent_gate(&now->person[0].checkin) : 0, &len);
    visit_frame(visit, S("Paused"), S("practice"));
    visit->frame.in_practice = true;
    page_paused(&visit->out,
                &(struct paused_view){
                    .frame = visit->frame,
                    .name = practice->planned->plan.name,
                    .why = words_of(visit->words, CONSENT_WHY_KEYS, now->why),
                    .words = paused_words(visit),
                    .gate = gate_fields_of(visit, &gate),
                    .misses = {words, len},
                    .ready = consent_begin_check(now, 0) == CONSENT_DONE && !was_asked_before_able(practice),
                });
}

void now_get(struct visit *visit)
{
    struct consent now;
    const struct practice *practice = open_now(visit, &now);
    if (!practice) {
        visit_go(visit, S("/practice"));
        return;
    }
    switch (now.phase) {
    case CONSENT_OFFERED:
    case CONSENT_CHECKING:
        show_check(visit, practice, &now);
        return;
    case CONSENT_READY:
        if (was_asked_before_able(practice))
            show_check(visit, practice, &now);
        else
            show_ready(visit, practice);
        return;
    case CONSENT_ACTIVE:
        show_active(visit, practice, &now);
        return;
    case CONSENT_PAUSED:
        show_paused(visit, practice, &now);
        return;
    case CONSENT_STOPPED:
        visit_go(visit, S("/ground?stopped=1"));
        return;
    case CONSENT_WINDING_DOWN:
        /* One that never began has no wind-down. */
        visit_go(visit, now.begun_ms ? practice_path(visit, practice, S("/wind-down")) : S("/practice"));
        return;
    case CONSENT_NONE:
    case CONSENT_CLOSED:
    case CONSENT_PHASE_END:
        visit_go(visit, S("/practice"));
        return;
    }
}

/* Every form of a running practice goes back to the one page that says where it stands. */
static const struct practice *go_to_now(struct visit *visit)
{
    visit_go(visit, S("/practice/now"));
    return state_open_practice(visit->state);
}

/* True if this check-in stops or pauses what is under way. */
static bool check_makes_safer(const struct visit *visit, const struct practice *practice, const struct gate *gate)
{
    struct consent now = practice->consent;
    enum consent_phase before = now.phase;
    enum consent_verdict verdict = consent_step(&now, &(struct consent_input){
                                                          .kind = CONSENT_CHECK_IN,
                                                          .now_ms = visit->now_ms,
                                                          .said_ms = visit->now_ms,
                                                          .checkin = checkin_of_gate(gate),
                                                      });
    return verdict == CONSENT_DONE && now.phase != before &&
           (now.phase == CONSENT_STOPPED || now.phase == CONSENT_PAUSED);
}

void check_post(struct visit *visit)
{
    const struct practice *practice = go_to_now(visit);
    if (!practice)
        return;
    struct gate gate = gate_read(visit);
    gate.practice = practice->id;
    visit->even_unkept = check_makes_safer(visit, practice, &gate);
    visit_keep(visit, (struct event){.kind = PRACTICE_CHECKED, .gate = gate});
}

void begin_post(struct visit *visit)
{
    const struct practice *practice = go_to_now(visit);
    if (practice && !was_asked_before_able(practice))
        keep_step(visit, practice, CONSENT_BEGIN);
}

void still_post(struct visit *visit)
{
    const struct practice *practice = go_to_now(visit);
    struct str answer = form_get(&visit->form, S("answer"));
    bool same = str_eq(answer, S("same"));
    visit->even_unkept = !same;
    if (!practice)
        return;
    /* Whatever is not a plain wish for the same is a pause; the address only words what stands on its page. */
    keep_step(visit, practice, same ? CONSENT_STILL_RIGHT : CONSENT_PAUSE);
    if (str_eq(answer, S("less")))
        visit_go(visit, S("/practice/now?said=less"));
    if (str_eq(answer, S("unsure")))
        visit_go(visit, S("/practice/now?said=unsure"));
}

void pause_post(struct visit *visit)
{
    const struct practice *practice = go_to_now(visit);
    visit->even_unkept = true;
    if (practice)
        keep_step(visit, practice, CONSENT_PAUSE);
}

/* A stop that comes after time has ended it still says "no more today"; said twice, it says nothing new. */
static bool stop_means_something(const struct visit *visit, const struct practice *practice)
{
    const struct state *state = visit->state;
    if (consent_is_open(&practice->consent))
        return true;
    struct score rest = state_rest(state, visit->now_ms);
    return practice->consent.begun_ms && !(rest.said && rest.is <= practice->planned->plan.level);
}

void stop_post(struct visit *visit)
{
    /* While locked there is no state, and locking has stopped what was open. */
    const struct practice *practice = visit->state ? state_open_practice(visit->state) : NULL;
    visit->even_unkept = true;
    visit_go(visit, S("/ground?stopped=1"));
    if (practice && stop_means_something(visit, practice))
        keep_step(visit, practice, CONSENT_STOP);
}

/*
 * A stop that acted on a full disk is in no log.  Said once more before the practice is closed, or else the next
 * opening would find one that went well, and nothing would rest.
 */
static void keep_owed_stop(struct visit *visit, const struct practice *practice)
{
    const struct entry *entry = state_entry(visit->state, practice->id);
    bool owed = false;
    for (const struct version *v = entry ? entry->latest : NULL; v; v = v->before)
        owed |= !v->event->n && !(v->event->kind == PRACTICE_STEPPED && v->event->step.step == CONSENT_TICK);
    if (owed && practice->stopped_ms && practice->consent.phase != CONSENT_CLOSED)
        keep_step(visit, practice, CONSENT_STOP);
}

void end_post(struct visit *visit)
{
    struct consent now;
    const struct practice *practice = open_now(visit, &now);
    visit_go(visit, S("/practice"));
    if (!practice)
        return;
    visit->even_unkept = true;
    keep_owed_stop(visit, practice);
    keep_step(visit, practice, CONSENT_END);
    if (now.phase == CONSENT_STOPPED && !now.begun_ms)
        keep_step(visit, practice, CONSENT_WIND_DOWN_DONE);
    if (now.begun_ms)
        visit_go(visit, practice_path(visit, practice, S("/wind-down")));
    else if (str_eq(form_get(&visit->form, S("to")), S("ground")))
        visit_go(visit, S("/ground"));
    else if (str_eq(form_get(&visit->form, S("to")), S("rest")))
        visit_go(visit, S("/rest"));
}

/* After */

static const struct practice *asked_practice(struct visit *visit)
{
    const struct entry *entry = visit_entry(visit, PRACTICE_PLANNED);
    if (!entry)
        return NULL;
    if (entry->practice->consent.begun_ms)
        return entry->practice;
    visit_nothing_here(visit);
    return NULL;
}

static struct winddown winddown_read(const struct visit *visit)
{
    const struct form *form = &visit->form;
    return (struct winddown){
        .expected = str_trim(form_get(form, S("expected"))),
        .happened = str_trim(form_get(form, S("happened"))),
        .remember = str_trim(form_get(form, S("remember"))),
        .comfort = str_trim(form_get(form, S("comfort"))),
        .peak = form_score(form, S("peak"), 100),
        .presence = form_score(form, S("presence"), 10),
        .willingness = form_one(form, WILLINGNESS_KEYS, S("willingness")),
        .pleasant = form_score(form, S("pleasant"), 10),
    };
}

static void show_winddown(struct visit *visit, const struct practice *practice, const struct winddown *said,
                          struct str problem)
{
    visit_frame(visit, S("Wind-down"), S("practice"));
    page_winddown(&visit->out, &(struct winddown_view){
                                   .frame = visit->frame,
                                   .lead = fixed_text(visit->words, S("winddown-lead"))->body,
                                   .at = str_after(visit->path, 1),
                                   .name = practice->planned->plan.name,
                                   .problem = problem,
                                   .expected = said->expected,
                                   .happened = said->happened,
                                   .remember = said->remember,
                                   .comfort = said->comfort.len ? said->comfort : practice->planned->plan.after,
                                   .peak = scale_distress(visit->arena, S("peak"), said->peak),
                                   .presence = scale_presence(visit->arena, S("presence"), said->presence),
                                   .pleasant = scale_ten(visit->arena, S("pleasant"), S("Not pleasant"), S("Neither"),
                                                         S("Pleasant"), said->pleasant),
                                   .willingness = choices_one(visit->arena, words_in(visit->words, WILLINGNESS_KEYS),
                                                              S("willingness"), said->willingness),
                                   .stopped = practice->stopped_ms != 0,
                                   .comfort_items = kit_for_now(visit),
                               });
}

/* The practice that is asked for, unless it is still open: then it goes on, and NULL. */
static const struct practice *practice_to_wind_down(struct visit *visit)
{
    const struct practice *practice = asked_practice(visit);
    if (!practice || !consent_is_open(&practice->consent))
        return practice;
    visit_go(visit, S("/practice/now"));
    return NULL;
}

void winddown_get(struct visit *visit)
{
    const struct practice *practice = practice_to_wind_down(visit);
    if (!practice)
        return;
    struct winddown said = practice->winddown ? practice->winddown->winddown : (struct winddown){0};
    if (visit->typed)
        said = winddown_read(visit);
    show_winddown(visit, practice, &said, S(""));
}

void winddown_post(struct visit *visit)
{
    const struct practice *practice = practice_to_wind_down(visit);
    if (!practice)
        return;
    struct winddown said = winddown_read(visit);
    struct str problem = wind_down_words_check(&said);
    if (problem.len) {
        show_winddown(visit, practice, &said, problem);
        return;
    }
    said.practice = practice->id;
    keep_owed_stop(visit, practice);
    visit_keep(visit, (struct event){.kind = WIND_DOWN_SAID, .winddown = said});
    visit_go(visit, S("/?saved=winddown"));
}

static struct nextday nextday_read(const struct visit *visit)
{
    const struct form *form = &visit->form;
    uint64_t sleep = 0, mood = 0, shame = 0, memories = 0;
    bool any = form_number(form, S("sleep"), 3, &sleep);
    any |= form_number(form, S("mood"), 3, &mood);
    any |= form_number(form, S("shame"), 3, &shame);
    any |= form_number(form, S("memories"), 3, &memories);
    (void)any; /* nothing here is required */
    return (struct nextday){
        .sleep = (uint32_t)sleep,
        .mood = (uint32_t)mood,
        .shame = (uint32_t)shame,
        .memories = (uint32_t)memories,
        .words = str_trim(form_get(form, S("words"))),
    };
}

static struct choices day_choices(struct visit *visit, struct str name, unsigned chosen, bool more_or_less)
{
    static const unsigned NUMBERS[] = {DAY_HARDER, DAY_AS_USUAL, DAY_EASIER};
    static const struct str BETTER[] = {S_INIT("Harder than usual"), S_INIT("As usual"), S_INIT("Easier than usual")};
    static const struct str LESS[] = {S_INIT("More than usual"), S_INIT("As usual"), S_INIT("Less than usual")};
    return choices_numbers(visit->arena, name, NUMBERS, more_or_less ? LESS : BETTER, 3, chosen);
}

static void show_nextday(struct visit *visit, const struct practice *practice, const struct nextday *said,
                         struct str problem)
{
    visit_frame(visit, S("The day after"), S("practice"));
    page_nextday(&visit->out, &(struct nextday_view){
                                  .frame = visit->frame,
                                  .lead = fixed_text(visit->words, S("nextday-lead"))->body,
                                  .at = str_after(visit->path, 1),
                                  .name = practice->planned->plan.name,
                                  .problem = problem,
                                  .words = said->words,
                                  .sleep = day_choices(visit, S("sleep"), said->sleep, false),
                                  .mood = day_choices(visit, S("mood"), said->mood, false),
                                  .shame = day_choices(visit, S("shame"), said->shame, true),
                                  .memories = day_choices(visit, S("memories"), said->memories, true),
                              });
}

void nextday_get(struct visit *visit)
{
    const struct practice *practice = asked_practice(visit);
    if (!practice)
        return;
    struct nextday said = practice->nextday ? practice->nextday->nextday : (struct nextday){0};
    if (visit->typed)
        said = nextday_read(visit);
    show_nextday(visit, practice, &said, S(""));
}

void nextday_post(struct visit *visit)
{
    const struct practice *practice = asked_practice(visit);
    if (!practice)
        return;
    struct nextday said = nextday_read(visit);
    struct str problem = words_check(said.words, TEXT_MAX);
    said.practice = practice->id;
    struct event event = {.kind = NEXT_DAY_SAID, .nextday = said};
    if (!visit_keep_unless(visit, problem, &event, S("/?saved=nextday")))
        show_nextday(visit, practice, &said, problem);
}
