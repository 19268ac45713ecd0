/* pages/journal/note.c - writing a note, and rewording it or a wind-down */
#include "core/course/journal.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/journal/draft.h"
#include "pages/journal/item.h"
#include "pages/journal/journal.h"
#include "pages/templates.h"

static bool is_moment(const struct event *event)
{
    return event->kind == NOTE_WRITTEN && event->note.sort == NOTE_MOMENT;
}

/* Writing a note */

static void show_new(struct visit *visit, struct str words, struct str problem)
{
    visit_frame(visit, S("Write"), S("journal"));
    page_note(&visit->out, &(struct note_view){
                               .frame = visit->frame,
                               .lead = fixed_text(visit->words, S("journal-lead"))->body,
                               .title = S("Write"),
                               .problem = problem,
                               .at = S("journal/new"),
                               .back = S("journal"),
                               .words = words,
                           });
}

void journal_new_get(struct visit *visit)
{
    show_new(visit, visit_typed(visit, S("words")), S(""));
}

void journal_new_post(struct visit *visit)
{
    struct event event;
    if (str_eq(form_get(&visit->form, S("do")), S("let-go"))) {
        draft_let_go(visit);
        return;
    }
    struct str problem = note_decide(&visit->form, NOTE_JOURNAL, (struct stamp){0}, &event);
    if (!visit_keep_unless(visit, problem, &event, S("/journal?saved=1")))
        show_new(visit, form_get(&visit->form, S("words")), problem);
}

/* Rewording */

/* A note, or a practice that has a wind-down. */
static const struct entry *to_reword(const struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], EVENT_NONE);
    bool words = entry && (entry->kind == NOTE_WRITTEN || (entry->practice && entry->practice->winddown));
    return words ? entry : NULL;
}

static void show_edit(struct visit *visit, const struct entry *entry, const struct winddown *winddown, struct str words,
                      struct str problem)
{
    bool moment = is_moment(entry->shown);
    struct note_view view = {
        .title = moment ? S("What I noticed") : S("Edit"),
        .problem = problem,
        .at = str_after(visit->path, 1),
        .back = STR_JOIN(visit->arena, S("journal/"), visit->parts[0]),
        .is_winddown = entry->practice != NULL,
        .words = words,
        .winddown = *winddown,
    };
    if (entry->practice) {
        view.title = S("Wind-down");
        view.eyebrow = entry->practice->planned->plan.name;
    }
    visit_frame(visit, S("Edit"), S("journal"));
    view.frame = visit->frame;
    page_note(&visit->out, &view);
}

void journal_edit_get(struct visit *visit)
{
    const struct entry *entry = to_reword(visit);
    if (!entry) {
        visit_nothing_here(visit);
        return;
    }
    struct winddown winddown = entry->practice ? entry->practice->winddown->winddown : (struct winddown){0};
    struct str words = entry->practice ? S("") : entry->shown->note.words;
    if (visit->typed) {
        winddown = wind_down_words_read(&visit->form);
        words = form_get(&visit->form, S("words"));
    }
    show_edit(visit, entry, &winddown, words, S(""));
}

/* False where the form says nothing new. */
static bool is_reworded(const struct entry *entry, const struct event *event)
{
    if (!entry->practice)
        return !str_eq(entry->shown->note.words, event->note.words);
    const struct winddown *a = &entry->practice->winddown->winddown, *b = &event->winddown;
    return !str_eq(a->expected, b->expected) || !str_eq(a->happened, b->happened) ||
           !str_eq(a->remember, b->remember) || !str_eq(a->comfort, b->comfort);
}

void journal_edit_post(struct visit *visit)
{
    const struct entry *entry = to_reword(visit);
    struct event event = {0};
    if (!entry) {
        visit_nothing_here(visit);
        return;
    }
    struct str problem = entry->practice
                             ? wind_down_words_decide(&visit->form, &entry->practice->winddown->winddown, &event)
                             : note_decide(&visit->form, (enum note_sort)entry->shown->note.sort, entry->id, &event);
    if (event.kind == NOTE_WRITTEN)
        event.note.about = entry->shown->note.about; /* it goes on belonging to what it belonged to */
    if (visit_keep_unless(visit, problem, is_reworded(entry, &event) ? &event : NULL,
                          STR_JOIN(visit->arena, S("/journal/"), visit->parts[0], S("?saved=1"))))
        return;
    struct winddown winddown = wind_down_words_read(&visit->form);
    show_edit(visit, entry, &winddown, form_get(&visit->form, S("words")), problem);
}
