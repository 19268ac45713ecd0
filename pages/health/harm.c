/* pages/health/harm.c - what did not do good: noted in one tap, and the last weeks in words */
#include "pages/health/harm.h"

#include "core/course/harm.h"
#include "core/practice/due.h"
#include "pages/frame/words.h"
#include "pages/health/own_notes.h"
#include "pages/health/views.h"
#include "pages/templates.h"

enum { NOTED_MAX = 30, LINES_MAX = 6 };

static struct effect_kinds kinds_of(struct visit *visit)
{
    struct word_list effects = words_in(visit->words, EFFECT_KEYS);
    struct effect_kind *at = ARENA_MANY(visit->arena, struct effect_kind, effects.len);
    size_t len = 0;
    for (size_t i = 0; i < effects.len; i++)
        if (effects.at[i].number != EFFECT_OTHER)
            at[len++] = (struct effect_kind){effects.at[i].key, effects.at[i].words};
    return (struct effect_kinds){at, len};
}

static void show_effects(struct visit *visit, struct str words, struct str problem)
{
    bool saved = form_has(&visit->query, S("saved"));
    struct own_notes newest = notes_shown(visit, NOTE_EFFECT, S(""), 1);
    visit_frame(visit, S("When something made things worse"), S(""));
    page_effects(&visit->out, &(struct effects_view){
                                  .frame = visit->frame,
                                  .lead = fixed_text(visit->words, S("effects-lead"))->body,
                                  .help = fixed_text(visit->words, S("effects-help"))->body,
                                  .problem = problem,
                                  .words = words,
                                  .kinds = kinds_of(visit),
                                  .saved = saved && newest.len ? newest : (struct own_notes){0},
                                  .rest = rest_is_suggested(visit->state),
                              });
}

void effects_get(struct visit *visit)
{
    show_effects(visit, visit_typed(visit, S("words")), S(""));
}

void effects_post(struct visit *visit)
{
    struct event event;
    struct str named = words_of_key(visit->words, EFFECT_KEYS, form_get(&visit->form, S("kind")));
    struct str problem = effect_decide(&visit->form, named, visit->arena, &event);
    if (!visit_keep_unless(visit, problem, &event, S("/effects?saved=1")))
        show_effects(visit, form_get(&visit->form, S("words")), problem);
}

/* Few are said as words; more are not counted. */
static struct str few(unsigned n)
{
    static const struct str WORDS[] = {S_INIT(""), S_INIT("one"), S_INIT("two"), S_INIT("three"), S_INIT("four")};
    return n < sizeof WORDS / sizeof *WORDS ? WORDS[n] : S("several");
}

static struct str line_for(struct visit *visit, unsigned n, struct str one, struct str more)
{
    return STR_JOIN(visit->arena, few(n), S(" "), n == 1 ? one : more);
}

static struct harm_lines lines_lately(struct visit *visit, const struct harm *harm)
{
    struct str *at = ARENA_MANY(visit->arena, struct str, LINES_MAX);
    size_t len = 0;
    if (harm->stopped)
        at[len++] = line_for(visit, harm->stopped, S("practice was stopped. That is the skill."),
                             S("practices were stopped. That is the skill."));
    if (harm->rose)
        at[len++] = line_for(visit, harm->rose, S("practice went on although it was very hard."),
                             S("practices went on although they were very hard."));
    if (harm->harder)
        at[len++] = line_for(visit, harm->harder, S("next day was harder."), S("next days were harder."));
    if (harm->effects)
        at[len++] = STR_JOIN(visit->arena, S("you noted: "),
                             set_in_words(visit->arena, words_in(visit->words, EFFECT_KEYS), harm->effects));
    return (struct harm_lines){at, len};
}

void effects_weeks_get(struct visit *visit)
{
    struct harm harm = harm_lately(visit->state, visit->now_ms);
    visit_frame(visit, S("The last weeks"), S(""));
    page_effects_weeks(&visit->out, &(struct effects_weeks_view){
                                        .frame = visit->frame,
                                        .lead = fixed_text(visit->words, S("effects-weeks-lead"))->body,
                                        .help = fixed_text(visit->words, S("effects-help"))->body,
                                        .lines = lines_lately(visit, &harm),
                                        .notes = notes_shown(visit, NOTE_EFFECT, S(""), NOTED_MAX),
                                        .rest = rest_is_suggested(visit->state),
                                    });
}
