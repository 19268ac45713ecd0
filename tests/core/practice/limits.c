/* tests/core/practice/limits.c - what may become a limit, a line of the card, or a rhythm, and what may not */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/practice/due.h"
#include "core/practice/limits.h"
#include "core/practice/open.h"
#include "tests/support/life.h"

#define DAY ((int64_t)86400000)
static const int64_t SOME_DAY = 1790000000000;

static struct form form_of(struct life *test, const char *encoded)
{
    struct form form;
    assert_int_equal(form_decode(str_from_c(encoded), &test->arena, &form), ERR_OK);
    return form;
}

static struct str decide(struct life *test, const char *encoded)
{
    struct form form = form_of(test, encoded);
    test->event = (struct event){0};
    return limit_decide(&form, (struct stamp){0}, &test->arena, &test->event);
}

static void assert_kept(struct life *test, const char *encoded)
{
    assert_int_equal(decide(test, encoded).len, 0);
    assert_int_equal(test->event.kind, LIMIT_SET);
}

static void assert_asked_again(struct life *test, const char *encoded)
{
    assert_true(decide(test, encoded).len > 0);
    assert_int_equal(test->event.kind, EVENT_NONE);
}

enum { TEXT_CHARACTERS = 20000, LINE_CHARACTERS = 400 };

/* Limits */

static void own_words_and_a_stance_are_enough(void **at)
{
    struct life *test = *at;
    assert_kept(test, "what=+Hands+at+my+neck+&stance=never");
    assert_int_equal(test->event.limit.stance, STANCE_NEVER);
    assert_str(test->event.limit.what, "Hands at my neck");
    assert_false(stamp_is(test->event.limit.of));
}

static void a_thing_of_the_list_or_an_area_is_enough_in_place_of_words(void **at)
{
    assert_kept(*at, "tag=behind&stance=not-now");
    assert_kept(*at, "area-neck=1&stance=like");
}

/* Whether a limit in these words is about an activity of this name, of attune or of the person's own. */
static bool touches(const char *what, const char *name, bool own)
{
    static const struct event added = {.kind = ACTIVITY_ADDED};
    char called[200];
    snprintf(called, sizeof called, "%s\na bowl", name);
    struct activity activity = {.called = str_from_c(called), .letters = own_letters(str_from_c(called))};
    struct rung rung = {.activity = &activity, .own = own ? &added : NULL};
    struct limit limit = {.what = str_from_c(what), .stance = STANCE_NEVER};
    struct own_word words = own_word(limit.what);
    return limit_touches(&limit, &words, &rung);
}

static void a_limit_touches_what_carries_its_words_in_any_form(void **unused)
{
    (void)unused;
    assert_true(touches("stab", "An unstable stool", false)); /* in any part of a word, as always */
    assert_true(touches("gloves", "A glove", false));
    assert_true(touches("Bowls.", "Clay", false));
    assert_false(touches("stress", "A long stretch", false)); /* no stems in English */
    assert_true(touches("Hände", "Eine Hand", true));
    assert_true(touches("atado", "Manos atadas", true));
    assert_true(touches("حبل", "بالحبل", true));
    assert_true(touches("мотузка", "З мотузкою", true));
    assert_false(touches("Seil", "Ein Spaziergang", true));
    assert_false(touches("no", "Nothing", true));
    assert_false(touches("", "Clay", true));
}

static const struct practice *planned_with(struct life *test, const char *kept_away)
{
    life_take(test, (struct event){.kind = ANSWER_GIVEN,
                                   .answer = {.question = S("keep-away-own"), .words = str_from_c(kept_away)}});
    life_take(test,
              (struct event){
                  .kind = PRACTICE_PLANNED,
                  .plan = {.activity = S("A18"), .name = S("Lap pad"), .level = 1, .minutes = 5, .ask_seconds = 120}});
    return test->state->practices.at[test->state->practices.len - 1];
}

/* A form that an earlier version did not know closes what is asked for now, and takes nothing away that was begun. */
static void what_was_planned_by_the_words_of_its_day_stays_planned(void **at)
{
    struct life *test = *at;
    const struct practice *practice = planned_with(test, "cushions");
    assert_int_not_equal(practice->consent.phase, CONSENT_NONE);
    assert_int_equal(rung_closed(test->state, practice->rung, stamp_ms(practice->id)), CLOSED_TRIGGER);
}

static void a_plan_against_the_words_of_its_day_never_began(void **at)
{
    assert_int_equal(planned_with(*at, "small CUSHION")->consent.phase, CONSENT_NONE);
}

static void a_limit_needs_something_it_is_about(void **at)
{
    assert_asked_again(*at, "stance=never");
    assert_asked_again(*at, "stance=never&what=++");
    assert_asked_again(*at, "stance=maybe&conditions=lights+on&company=together");
    assert_asked_again(*at, "stance=never&tag=none-such&area-none-such=1");
}

static void a_limit_needs_a_stance(void **at)
{
    assert_asked_again(*at, "what=tickling");
    assert_asked_again(*at, "what=tickling&stance=consented");
    assert_asked_again(*at, "");
}

static void what_is_missing_is_said_in_different_words(void **at)
{
    struct str nothing = decide(*at, ""), about = decide(*at, "stance=never"), stance = decide(*at, "what=x");
    assert_false(str_eq(nothing, about));
    assert_false(str_eq(about, stance));
    assert_false(str_eq(stance, nothing));
}

static void everything_said_is_in_the_limit(void **at)
{
    struct life *test = *at;
    assert_kept(test, "what=A+hand&stance=maybe&tag=grip&area-hands=1&area-shoulders=1&company=together"
                      "&conditions=Asked+first.%0D%0ALights+on.");
    const struct limit *limit = &test->event.limit;
    assert_int_equal(limit->tag, TAG_GRIP);
    assert_int_equal(limit->areas, SET_OF(AREA_HANDS) | SET_OF(AREA_SHOULDERS));
    assert_int_equal(limit->company, COMPANY_TOGETHER);
    assert_str(limit->conditions, "Asked first.\nLights on.");
}

static void an_edit_names_the_limit_it_changes(void **at)
{
    struct life *test = *at;
    struct form form = form_of(test, "what=x&stance=never");
    struct stamp of = {.clock = 5, .device = 9};
    assert_int_equal(limit_decide(&form, of, &test->arena, &test->event).len, 0);
    assert_int_equal(stamp_cmp(test->event.limit.of, of), 0);
}

static void words_up_to_the_maximum_are_kept_and_longer_ones_asked_again(void **at)
{
    struct life *test = *at;
    assert_kept(test, life_words(test, "stance=never&what=", LINE_CHARACTERS));
    assert_asked_again(test, life_words(test, "stance=never&what=", LINE_CHARACTERS + 1));
    assert_kept(test, life_words(test, "stance=never&what=x&conditions=", TEXT_CHARACTERS));
    assert_asked_again(test, life_words(test, "stance=never&what=x&conditions=", TEXT_CHARACTERS + 1));
}

static void the_same_telling_is_the_same_whichever_item_it_edits(void **at)
{
    struct life *test = *at;
    assert_kept(test, "what=x&stance=never&tag=grip&area-neck=1&company=either&conditions=y");
    struct limit kept = test->event.limit, edit = kept;
    edit.of = (struct stamp){.clock = 1, .device = 1};
    assert_true(limit_same(&kept, &edit));
}

static void any_change_is_a_new_telling(void **at)
{
    struct life *test = *at;
    assert_kept(test, "what=x&stance=never&tag=grip&area-neck=1&company=either&conditions=y");
    struct limit kept = test->event.limit;
    static const char *const CHANGED[] = {
        "what=z&stance=never&tag=grip&area-neck=1&company=either&conditions=y",
        "what=x&stance=not-now&tag=grip&area-neck=1&company=either&conditions=y",
        "what=x&stance=never&tag=hug&area-neck=1&company=either&conditions=y",
        "what=x&stance=never&tag=grip&area-face=1&company=either&conditions=y",
        "what=x&stance=never&tag=grip&area-neck=1&company=alone&conditions=y",
        "what=x&stance=never&tag=grip&area-neck=1&company=either",
    };
    for (size_t i = 0; i < sizeof CHANGED / sizeof *CHANGED; i++) {
        assert_kept(test, CHANGED[i]);
        assert_false(limit_same(&kept, &test->event.limit));
    }
}

static void what_is_only_about_being_alone_does_not_stand_on_a_card(void **at)
{
    (void)at;
    assert_false(limit_may_stand_on_card(&(struct limit){.company = COMPANY_ALONE}));
    assert_true(limit_may_stand_on_card(&(struct limit){.company = COMPANY_TOGETHER}));
    assert_true(limit_may_stand_on_card(&(struct limit){.company = COMPANY_EITHER}));
    assert_true(limit_may_stand_on_card(&(struct limit){0}));
}

static void a_decided_limit_is_read_back_from_its_record(void **at)
{
    struct life *test = *at;
    struct event again;
    assert_kept(test, life_words(test, "stance=like&tag=stillness&area-feet=1&company=either&what=", LINE_CHARACTERS));
    test->event.at = (struct stamp){.clock = 1, .device = 1};
    struct buf record = buf_on(&test->arena);
    event_encode(&record, &test->event);
    assert_int_equal(event_decode(buf_bytes(&record), &again), ERR_OK);
    assert_true(limit_same(&test->event.limit, &again.limit));
}

/* The card */

static struct str decide_card(struct life *test, const char *encoded)
{
    struct form form = form_of(test, encoded);
    test->event = (struct event){0};
    return card_decide(&form, &test->event);
}

static void a_line_of_the_card_is_kept_under_its_part(void **at)
{
    struct life *test = *at;
    assert_int_equal(decide_card(test, "part=signal&words=When+the+stone+drops").len, 0);
    assert_int_equal(test->event.kind, CARD_SAID);
    assert_int_equal(test->event.card.part, CARD_SIGNAL);
    assert_str(test->event.card.words, "When the stone drops");
}

static void empty_words_take_a_line_off_the_card(void **at)
{
    struct life *test = *at;
    assert_int_equal(decide_card(test, "part=stop-word&words=++").len, 0);
    assert_int_equal(test->event.card.part, CARD_STOP_WORD);
    assert_int_equal(test->event.card.words.len, 0);
}

static void a_line_without_a_known_part_is_asked_again(void **at)
{
    struct life *test = *at;
    assert_true(decide_card(test, "words=Lighthouse").len > 0);
    assert_true(decide_card(test, "part=signature&words=Lighthouse").len > 0);
    assert_int_equal(test->event.kind, EVENT_NONE);
}

static void a_line_of_the_card_is_never_cut(void **at)
{
    struct life *test = *at;
    assert_int_equal(decide_card(test, life_words(test, "part=pace&words=", TEXT_CHARACTERS)).len, 0);
    assert_true(decide_card(test, life_words(test, "part=pace&words=", TEXT_CHARACTERS + 1)).len > 0);
    assert_int_equal(test->event.kind, EVENT_NONE);
}

/* The look back */

static void take(struct life *test, struct state *state, struct event event, int64_t ms)
{
    struct event *kept = ARENA_NEW(&test->arena, struct event);
    *kept = event;
    kept->at = stamp_next(state->log.last, ms, 7);
    state_fold(state, kept);
}

/* A state with one limit, made on SOME_DAY. */
static struct state *with_a_limit(struct life *test)
{
    struct state *state = ARENA_NEW(&test->arena, struct state);
    state_begin(state, &test->arena);
    assert_kept(test, "what=x&stance=never");
    take(test, state, test->event, SOME_DAY);
    return state;
}

static struct event look(struct life *test, const char *encoded)
{
    struct form form = form_of(test, encoded);
    struct event event = {0};
    assert_int_equal(look_decide(&form, &event).len, 0);
    return event;
}

static struct event rhythm(struct life *test, const char *encoded)
{
    struct form form = form_of(test, encoded);
    struct event event = {0};
    assert_int_equal(rhythm_decide(&form, &event).len, 0);
    return event;
}

static void still_right_quiets_the_question_for_a_whole_rhythm(void **at)
{
    struct life *test = *at;
    struct state *state = with_a_limit(test);
    assert_true(limits_are_due(state, SOME_DAY + REASK_USUAL_DAYS * DAY));
    take(test, state, look(test, "answer=right"), SOME_DAY + REASK_USUAL_DAYS * DAY);
    assert_false(limits_are_due(state, SOME_DAY + (2 * REASK_USUAL_DAYS - 1) * DAY));
    assert_true(limits_are_due(state, SOME_DAY + 2 * REASK_USUAL_DAYS * DAY));
}

static void later_quiets_the_question_for_less_than_a_rhythm(void **at)
{
    struct life *test = *at;
    struct state *state = with_a_limit(test);
    int64_t due = SOME_DAY + REASK_USUAL_DAYS * DAY;
    take(test, state, look(test, "answer=later"), due);
    assert_false(limits_are_due(state, due + DAY));
    assert_true(limits_are_due(state, due + (REASK_USUAL_DAYS - 1) * DAY));
}

static void a_look_changes_no_limit(void **at)
{
    struct life *test = *at;
    struct state *state = with_a_limit(test);
    struct limit before = state->entries.at[0]->shown->limit;
    take(test, state, look(test, "answer=right"), SOME_DAY + 40 * DAY);
    take(test, state, look(test, "answer=later"), SOME_DAY + 80 * DAY);
    assert_int_equal(state->entries.len, 1);
    assert_true(limit_same(&before, &state->entries.at[0]->shown->limit));
}

static void an_unknown_answer_decides_nothing(void **at)
{
    struct life *test = *at;
    struct form form = form_of(test, "answer=yes");
    struct event event = {0};
    assert_true(look_decide(&form, &event).len > 0);
    assert_int_equal(event.kind, EVENT_NONE);
}

static void each_offered_rhythm_is_the_one_that_is_kept(void **at)
{
    struct life *test = *at;
    static const char *const OFFERED[] = {"days=7", "days=28", "days=84"};
    static const int DAYS[] = {7, 28, 84};
    for (size_t i = 0; i < 3; i++) {
        struct state *state = with_a_limit(test);
        take(test, state, rhythm(test, OFFERED[i]), SOME_DAY);
        assert_false(limits_are_due(state, SOME_DAY + DAYS[i] * DAY - 1));
        assert_true(limits_are_due(state, SOME_DAY + DAYS[i] * DAY));
    }
}

static void never_means_the_question_is_not_asked(void **at)
{
    struct life *test = *at;
    struct state *state = with_a_limit(test);
    take(test, state, rhythm(test, "days=0"), SOME_DAY);
    assert_false(limits_are_due(state, SOME_DAY + 3650 * DAY));
}

static void a_rhythm_that_was_not_offered_is_asked_again(void **at)
{
    struct life *test = *at;
    static const char *const OTHER[] = {"", "days=", "days=1", "days=-7", "days=7.0", "days=99999999999"};
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
        struct form form = form_of(test, OTHER[i]);
        struct event event = {0};
        assert_true(rhythm_decide(&form, &event).len > 0);
        assert_int_equal(event.kind, EVENT_NONE);
    }
}

#define HOLDS(name) cmocka_unit_test_setup_teardown(name, life_begin, life_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOLDS(own_words_and_a_stance_are_enough),
        HOLDS(a_thing_of_the_list_or_an_area_is_enough_in_place_of_words),
        HOLDS(a_limit_touches_what_carries_its_words_in_any_form),
        HOLDS(what_was_planned_by_the_words_of_its_day_stays_planned),
        HOLDS(a_plan_against_the_words_of_its_day_never_began),
        HOLDS(a_limit_needs_something_it_is_about),
        HOLDS(a_limit_needs_a_stance),
        HOLDS(what_is_missing_is_said_in_different_words),
        HOLDS(everything_said_is_in_the_limit),
        HOLDS(an_edit_names_the_limit_it_changes),
        HOLDS(words_up_to_the_maximum_are_kept_and_longer_ones_asked_again),
        HOLDS(the_same_telling_is_the_same_whichever_item_it_edits),
        HOLDS(any_change_is_a_new_telling),
        HOLDS(what_is_only_about_being_alone_does_not_stand_on_a_card),
        HOLDS(a_decided_limit_is_read_back_from_its_record),
        HOLDS(a_line_of_the_card_is_kept_under_its_part),
        HOLDS(empty_words_take_a_line_off_the_card),
        HOLDS(a_line_without_a_known_part_is_asked_again),
        HOLDS(a_line_of_the_card_is_never_cut),
        HOLDS(still_right_quiets_the_question_for_a_whole_rhythm),
        HOLDS(later_quiets_the_question_for_less_than_a_rhythm),
        HOLDS(a_look_changes_no_limit),
        HOLDS(an_unknown_answer_decides_nothing),
        HOLDS(each_offered_rhythm_is_the_one_that_is_kept),
        HOLDS(never_means_the_question_is_not_asked),
        HOLDS(a_rhythm_that_was_not_offered_is_asked_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
