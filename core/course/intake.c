/* core/course/intake.c - reading and deciding answers about oneself */
#include "core/course/intake.h"

#include "core/log/fields.h"

struct question intake_question(struct str id, struct str kind, struct str choices, struct arena *arena)
{
    struct question question = {.id = id, .one = str_eq(kind, S("one"))};
    if (str_eq(kind, S("triggers")))
        question.choices = TAG_KEYS;
    else if (!str_eq(kind, S("words")))
        question.choices = keys_numbered(parts_between(choices), arena);
    return question;
}

struct answer intake_read(const struct form *form, const struct question *question, struct arena *arena)
{
    struct answer answer = {.question = question->id};
    if (question->choices.len == 0) {
        answer.words = str_trim(form_get(form, S("words")));
    } else if (question->one) {
        unsigned number = form_one(form, question->choices, question->id);
        answer.choices = number ? SET_OF(number) : 0;
    } else {
        answer.choices = form_many(form, arena, question->choices, question->id);
    }
    return answer;
}

static struct answer answer_before(const struct question *question, const struct answer_now *before)
{
    return before && before->given ? before->given->answer : (struct answer){.question = question->id};
}

static bool says_the_same(const struct answer *a, const struct answer *b)
{
    return a->choices == b->choices && str_eq(a->words, b->words);
}

static void give(struct intake_events *out, struct answer answer)
{
    ASSERT(out->len < INTAKE_EVENTS_MAX);
    out->at[out->len++] = (struct event){.kind = ANSWER_GIVEN, .answer = answer};
}

static void set_aside(struct intake_events *out, struct str question, unsigned how)
{
    ASSERT(out->len < INTAKE_EVENTS_MAX);
    out->at[out->len++] = (struct event){.kind = ANSWER_SET_ASIDE, .aside = {.question = question, .how = how}};
}

/* Whoever looked has not seen what is marked only now. */
static struct answer without_a_stale_look(struct answer typed, const struct answer *old)
{
    set64 marked_now = typed.choices & ~old->choices & BODY_WAITS;
    if (str_eq(typed.question, INTAKE_BODY) && SET_HAS(old->choices, BODY_LOOKED_AT) && marked_now)
        typed.choices &= ~SET_OF(BODY_LOOKED_AT);
    return typed;
}

struct str intake_decide(const struct form *form, const struct question *question, const struct answer_now *before,
                         struct arena *arena, struct intake_events *out)
{
    struct str wanted = form_get(form, S("do"));
    struct answer old = answer_before(question, before);
    struct answer typed = without_a_stale_look(intake_read(form, question, arena), &old);
    bool aside = before && before->aside;
    *out = (struct intake_events){0};

    if (str_eq(wanted, S("again"))) {
        /* The earlier answer is said once more: a newer answer is what ends a setting aside. */
        if (aside)
            give(out, old);
    } else if (str_eq(wanted, S("clear"))) {
        if (aside || intake_is_answered(before))
            give(out, (struct answer){.question = question->id});
    } else if (str_eq(wanted, S("never"))) {
        set_aside(out, question->id, ASIDE_NEVER);
    } else {
        bool later = str_eq(wanted, S("later"));
        struct str problem = words_check(typed.words, TEXT_MAX);
        if (problem.len)
            return problem;
        /* Later loses no words.  Marks are not words: someone who says Later has not answered yet. */
        if (later ? typed.words.len && !str_eq(typed.words, old.words) : aside || !says_the_same(&typed, &old))
            give(out, typed);
        if (later)
            set_aside(out, question->id, ASIDE_LATER);
    }
    return S("");
}

bool intake_is_answered(const struct answer_now *now)
{
    return now && now->given && (now->given->answer.choices || now->given->answer.words.len);
}

set64 intake_kept_away(const struct state *state)
{
    if (!state)
        return 0;
    const struct event *triggers = state_answer(state, INTAKE_TRIGGERS);
    set64 away = triggers ? triggers->answer.choices : 0;
    for (size_t i = 0; i < state->limits.len; i++)
        for (const struct version *v = state->limits.at[i]->latest; v; v = v->before) {
            const struct limit *limit = &v->event->limit;
            if (!v->over && stance_is_no(limit->stance) && limit->tag && limit->company != COMPANY_TOGETHER)
                away |= SET_OF(limit->tag);
        }
    return away;
}
