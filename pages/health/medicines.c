/* pages/health/medicines.c - what a body takes and needs: medicines, sleep and stress */
#include "pages/health/medicines.h"

#include "core/course/journal.h"
#include "pages/frame/words.h"
#include "pages/health/own_notes.h"
#include "pages/health/views.h"
#include "pages/templates.h"

enum { NOTED_MAX = 30, LOG_MAX = 12 };

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

static struct medicine_classes classes(const struct words *words, struct arena *arena)
{
    struct medicine_class *at = ARENA_MANY(arena, struct medicine_class, CLASSES_LEN);
    for (size_t i = 0; i < CLASSES_LEN; i++)
        at[i] = (struct medicine_class){fixed_text(words, CLASSES[i])->title, fixed_text(words, CLASSES[i])->body};
    return (struct medicine_classes){at, CLASSES_LEN};
}

static struct str of_ten(struct score score, struct str low, struct str middle, struct str high)
{
    if (!score.said)
        return S("");
    return score.is < 4 ? low : score.is < 7 ? middle : high;
}

/* The check-ins that said something of sleep or stress, newest first. */
static struct sleep_logs log_of(struct visit *visit)
{
    struct sleep_log *at = ARENA_MANY(visit->arena, struct sleep_log, LOG_MAX);
    size_t len = 0;
    for (size_t i = visit->state->entries.len; i-- > 0 && len < LOG_MAX;) {
        const struct entry *entry = visit->state->entries.at[i];
        const struct checkin *checkin = &entry->shown->checkin;
        if (entry->kind != CHECKIN_ADDED || (!checkin->sleep.said && !checkin->stress.said))
            continue;
        at[len++] = (struct sleep_log){
            .when = visit_when_kept(visit, entry_made(entry)),
            .sleep = of_ten(checkin->sleep, S("hardly any"), S("some"), S("enough")),
            .stress = of_ten(checkin->stress, S("little"), S("some"), S("a lot")),
        };
    }
    return (struct sleep_logs){at, len};
}

static void show_medicines(struct visit *visit, struct str words, struct str problem)
{
    visit_frame(visit, S("Medicines, sleep, stress"), S("learn"));
    page_medicines(&visit->out, &(struct medicines_view){
                                    .frame = visit->frame,
                                    .first = fixed_text(visit->words, S("medicines-first"))->body,
                                    .sleep = fixed_text(visit->words, S("medicines-sleep"))->body,
                                    .pain = fixed_text(visit->words, S("medicines-pain"))->body,
                                    .problem = problem,
                                    .words = words,
                                    .saved = form_has(&visit->query, S("saved")),
                                    .notes = notes_shown(visit, NOTE_JOURNAL, MEDICINE_ABOUT, NOTED_MAX),
                                    .logs = log_of(visit),
                                    .classes = classes(visit->words, visit->arena),
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
