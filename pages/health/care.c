/* pages/health/care.c - what did not do good, and what a body takes and needs */
#include "pages/health/care.h"

#include "core/course/harm.h"
#include "core/course/journal.h"
#include "core/practice/due.h"
#include "pages/frame/words.h"
#include "pages/health/views.h"
#include "pages/templates.h"

enum { NOTED_MAX = 30, LOG_MAX = 12, LINES_MAX = 6 };

/* Unwanted effects */

static struct care_notes notes_of(struct visit *visit, enum note_sort sort, struct str about, size_t max)
{
    struct care_note *at = ARENA_MANY(visit->arena, struct care_note, max);
    size_t i = visit->state->abouts.len, len = 0;
    const struct entry *entry;
    while (len < max && (entry = state_note_before(visit->state, sort, about, &i)))
        at[len++] = (struct care_note){
            .id = visit_stamp(visit, entry->id),
            .words = entry->shown->note.words,
            .when = visit_when_kept(visit, entry_made(entry)),
        };
    return (struct care_notes){at, len};
}

static struct care_kinds kinds_of(struct visit *visit)
{
    struct care_kind *at = ARENA_MANY(visit->arena, struct care_kind, EFFECT_WORDS.len);
    size_t len = 0;
    for (size_t i = 0; i < EFFECT_WORDS.len; i++)
        if (EFFECT_WORDS.at[i].number != EFFECT_OTHER)
            at[len++] = (struct care_kind){EFFECT_WORDS.at[i].key, EFFECT_WORDS.at[i].words};
    return (struct care_kinds){at, len};
}

static void show_effects(struct visit *visit, struct str words, struct str problem)
{
    bool saved = form_has(&visit->query, S("saved"));
    struct care_notes newest = notes_of(visit, NOTE_EFFECT, S(""), 1);
    visit_frame(visit, S("When something made things worse"), S(""));
    page_effects(&visit->out, &(struct effects_view){
                                  .frame = visit->frame,
                                  .lead = fixed_text(S("effects-lead"))->body,
                                  .help = fixed_text(S("effects-help"))->body,
                                  .problem = problem,
                                  .words = words,
                                  .kinds = kinds_of(visit),
                                  .saved = saved && newest.len ? newest : (struct care_notes){0},
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
    struct str problem = effect_decide(&visit->form, visit->arena, &event);
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

static struct care_lines lines_lately(struct visit *visit, const struct harm *harm)
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
        at[len++] = STR_JOIN(visit->arena, S("you noted: "), set_in_words(visit->arena, EFFECT_WORDS, harm->effects));
    return (struct care_lines){at, len};
}

void effects_weeks_get(struct visit *visit)
{
    struct harm harm = harm_lately(visit->state, visit->now_ms);
    visit_frame(visit, S("The last weeks"), S(""));
    page_effects_weeks(&visit->out, &(struct effects_weeks_view){
                                        .frame = visit->frame,
                                        .lead = fixed_text(S("effects-weeks-lead"))->body,
                                        .help = fixed_text(S("effects-help"))->body,
                                        .lines = lines_lately(visit, &harm),
                                        .notes = notes_of(visit, NOTE_EFFECT, S(""), NOTED_MAX),
                                        .rest = rest_is_suggested(visit->state),
                                    });
}

/* Medicines, sleep and stress */

static const struct str MEDICINE_ABOUT = S_INIT("medicine/log");

/* In the order of clinical reference 6.2; each is one text. */
static const struct str CLASSES[] = {
    S_INIT("medicine-depression"),
    S_INIT("medicine-ssri"),
    S_INIT("medicine-other-antidepressants"),
    S_INIT("medicine-trazodone"),
    S_INIT("medicine-prazosin"),
    S_INIT("medicine-antipsychotics"),
    S_INIT("medicine-heart"),
    S_INIT("medicine-contraception"),
    S_INIT("medicine-opioids"),
    S_INIT("medicine-hormone-blockers"),
    S_INIT("medicine-calming"),
    S_INIT("medicine-gender"),
    S_INIT("medicine-menopause"),
    S_INIT("medicine-alcohol"),
};
enum { CLASSES_LEN = sizeof CLASSES / sizeof *CLASSES };

static struct care_classes classes(struct arena *arena)
{
    struct care_class *at = ARENA_MANY(arena, struct care_class, CLASSES_LEN);
    for (size_t i = 0; i < CLASSES_LEN; i++)
        at[i] = (struct care_class){fixed_text(CLASSES[i])->title, fixed_text(CLASSES[i])->body};
    return (struct care_classes){at, CLASSES_LEN};
}

static struct str of_ten(struct score score, struct str low, struct str middle, struct str high)
{
    if (!score.said)
        return S("");
    return score.is < 4 ? low : score.is < 7 ? middle : high;
}

/* The check-ins that said something of sleep or stress, newest first. */
static struct care_logs log_of(struct visit *visit)
{
    struct care_log *at = ARENA_MANY(visit->arena, struct care_log, LOG_MAX);
    size_t len = 0;
    for (size_t i = visit->state->entries.len; i-- > 0 && len < LOG_MAX;) {
        const struct entry *entry = visit->state->entries.at[i];
        const struct checkin *checkin = &entry->shown->checkin;
        if (entry->kind != CHECKIN_ADDED || (!checkin->sleep.said && !checkin->stress.said))
            continue;
        at[len++] = (struct care_log){
            .when = visit_when_kept(visit, entry_made(entry)),
            .sleep = of_ten(checkin->sleep, S("hardly any"), S("some"), S("enough")),
            .stress = of_ten(checkin->stress, S("little"), S("some"), S("a lot")),
        };
    }
    return (struct care_logs){at, len};
}

static void show_medicines(struct visit *visit, struct str words, struct str problem)
{
    visit_frame(visit, S("Medicines, sleep, stress"), S("learn"));
    page_medicines(&visit->out, &(struct medicines_view){
                                    .frame = visit->frame,
                                    .first = fixed_text(S("medicines-first"))->body,
                                    .sleep = fixed_text(S("medicines-sleep"))->body,
                                    .pain = fixed_text(S("medicines-pain"))->body,
                                    .problem = problem,
                                    .words = words,
                                    .saved = form_has(&visit->query, S("saved")),
                                    .notes = notes_of(visit, NOTE_JOURNAL, MEDICINE_ABOUT, NOTED_MAX),
                                    .logs = log_of(visit),
                                    .classes = classes(visit->arena),
                                });
}

void medicines_get(struct visit *visit)
{
    show_medicines(visit, visit_typed(visit, S("words")), S(""));
}

void medicines_post(struct visit *visit)
{
    struct event event;
    struct str problem = note_decide(&visit->form, NOTE_JOURNAL, (struct stamp){0}, &event);
    event.note.about = MEDICINE_ABOUT;
    if (!visit_keep_unless(visit, problem, &event, S("/medicines?saved=1")))
        show_medicines(visit, form_get(&visit->form, S("words")), problem);
}
