/* pages/journal/kind.c - kindness: own sentences, one box, and starters that can be taken into it */
#include "pages/journal/kind.h"

#include "core/course/journal.h"
#include "pages/frame/exposure.h"
#include "pages/frame/words.h"
#include "pages/journal/views.h"
#include "pages/templates.h"

static const struct kind_sentence *starter(const struct words *words, struct str id)
{
    for (size_t i = 0; i < words->sentences.len; i++)
        if (str_eq(words->sentences.at[i].id, id))
            return &words->sentences.at[i];
    return NULL;
}

static void put_own(struct visit *visit, struct kind_view *view)
{
    struct path_entry *at = ARENA_MANY(visit->arena, struct path_entry, visit->state->abouts.len + 1);
    size_t len = 0, i = visit->state->abouts.len;
    for (const struct entry *e; (e = state_note_before(visit->state, NOTE_KINDNESS, S(""), &i));)
        at[len++] = (struct path_entry){.id = visit_stamp(visit, e->id), .words = e->shown->note.words};
    view->own.at = at;
    view->own.len = len;
}

static void put_starters(struct visit *visit, struct kind_view *view)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct kindness_group *groups = ARENA_MANY(visit->arena, struct kindness_group, visit->words->sentences.len);
    struct kindness_row *rows = ARENA_MANY(visit->arena, struct kindness_row, visit->words->sentences.len);
    size_t len = 0;
    for (size_t i = 0, at = 0; i < visit->words->sentences.len; i++) {
        const struct kind_sentence *of = &visit->words->sentences.at[i];
        /* A sentence is read at a glance, so none waits behind a question: it is there or it is not. */
        enum shown shown = exposure_shown(&exposure, &(struct exposed){.plain = {of->words}});
        if (shown == SHOWN_NOT || shown == SHOWN_WHEN_ASKED) {
            view->left_out = true;
            continue;
        }
        if (!len || !str_eq(groups[len - 1].title, of->group)) {
            groups[len] = (struct kindness_group){.title = of->group};
            groups[len++].rows.at = rows + at;
        }
        rows[at++] = (struct kindness_row){of->id, of->words};
        groups[len - 1].rows.len++;
    }
    view->starters.at = groups;
    view->starters.len = len;
}

static void show_kindness(struct visit *visit, struct str words, struct str from, struct str problem)
{
    struct kind_view view = {
        .lead = fixed_text(visit->words, S("kind-lead"))->body,
        .words = words,
        .from = from,
        .taking = from.len > 0,
        .problem = problem,
        .kept = form_has(&visit->query, S("kept")),
    };
    put_own(visit, &view);
    put_starters(visit, &view);
    visit_frame(visit, S("Kind words"), S("journal"));
    view.frame = visit->frame;
    page_kind(&visit->out, &view);
}

void kindness_get(struct visit *visit)
{
    const struct kind_sentence *taken = starter(visit->words, form_get(&visit->query, S("take")));
    if (visit->typed)
        show_kindness(visit, form_get(&visit->form, S("words")), form_get(&visit->form, S("from")), S(""));
    else
        show_kindness(visit, taken ? taken->words : S(""), taken ? taken->id : S(""), S(""));
}

void kindness_post(struct visit *visit)
{
    const struct kind_sentence *taken = starter(visit->words, form_get(&visit->form, S("from")));
    struct event event;
    struct str problem = note_decide(&visit->form, NOTE_KINDNESS, (struct stamp){0}, &event);
    event.note.about = taken ? STR_JOIN(visit->arena, S("kind/"), taken->id) : S("kind/own");
    if (!visit_keep_unless(visit, problem, &event, S("/kind?kept=1")))
        show_kindness(visit, form_get(&visit->form, S("words")), taken ? taken->id : S(""), problem);
}
