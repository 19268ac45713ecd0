/* pages/journal/draft.c - words typed and not kept */
#include "pages/journal/draft.h"

#include "core/course/draft.h"
#include "pages/journal/views.h"
#include "pages/templates.h"

enum { WORDS_BYTES = 400 };

void draft_post(struct visit *visit)
{
    struct event event;
    const struct event *from = state_draft(visit->state, form_get(&visit->form, S("draft-from")));
    enum err e = draft_decide(&visit->form, visit->state, visit->arena, &event);
    visit->status = e == ERR_OK ? 204 : e == ERR_TOO_LONG ? 413 : 400;
    if (e || event.kind == EVENT_NONE)
        return;
    visit_keep(visit, event);
    if (from)
        visit_keep(visit, draft_end(from));
}

/* Where it can be gone on with; empty for one of an earlier attune, which has only its words. */
static struct str path_of(struct visit *visit, const struct event *draft)
{
    const struct draft *is = &draft->draft;
    return is->page.len ? STR_JOIN(visit->arena, is->about, S("?draft="), is->page) : S("");
}

static struct draft_row draft_row(struct visit *visit, const struct event *draft)
{
    struct str words = draft_words(draft, visit->arena), shown = str_first_whole(words, WORDS_BYTES);
    struct str path = path_of(visit, draft);
    return (struct draft_row){
        .id = visit_stamp(visit, event_item(draft)),
        .when = visit_when(visit, event_wall_ms(draft), draft->zone_min),
        .path = path,
        .words = path.len ? shown : words,
        .goes_on = path.len && shown.len < words.len,
    };
}

void drafts_get(struct visit *visit)
{
    size_t len = visit->state->drafts.len;
    struct draft_row *rows = ARENA_MANY(visit->arena, struct draft_row, len + 1);
    for (size_t i = 0; i < len; i++)
        rows[i] = draft_row(visit, &visit->state->drafts.at[len - 1 - i]->event);
    visit_frame(visit, S("Not saved yet"), S("journal"));
    page_drafts(&visit->out, &(struct drafts_view){.frame = visit->frame, .rows = {rows, len}});
}

void drafts_away_post(struct visit *visit)
{
    struct str id = form_get(&visit->form, S("item"));
    for (size_t i = 0; i < visit->state->drafts.len; i++) {
        const struct event *draft = &visit->state->drafts.at[i]->event;
        if (str_eq(visit_stamp(visit, event_item(draft)), id))
            visit_keep(visit, draft_end(draft));
    }
    visit_go(visit, S("/drafts"));
}

bool draft_bring(struct visit *visit)
{
    const struct event *draft = state_draft(visit->state, form_get(&visit->query, S("draft")));
    if (!draft || !str_eq(draft->draft.about, str_after(visit->path, 1)) ||
        draft_form(draft, visit->arena, &visit->form))
        return false;
    visit->typed = true;
    visit->frame.draft = draft->draft.page;
    visit->frame.brought = true;
    return true;
}

void drafts_offer(struct visit *visit)
{
    const struct event *one = NULL;
    bool all = str_eq(visit->path, S("/journal"));
    for (size_t i = 0; i < visit->state->drafts.len; i++) {
        const struct event *draft = &visit->state->drafts.at[i]->event;
        if (!all && !draft_is_below(draft, visit->path))
            continue;
        visit->frame.unkept = one ? S("drafts") : path_of(visit, draft);
        one = draft;
    }
    if (one && !visit->frame.unkept.len)
        visit->frame.unkept = S("drafts");
}

static bool is_about(const struct event *draft, struct str id)
{
    return str_find(draft->draft.about, id) != SIZE_MAX;
}

bool drafts_are_about(const struct visit *visit, struct str id)
{
    for (size_t i = 0; i < visit->state->drafts.len; i++)
        if (is_about(&visit->state->drafts.at[i]->event, id))
            return true;
    return false;
}

void drafts_forget(struct visit *visit, struct str id)
{
    for (size_t i = 0; i < visit->state->drafts.len && visit->events_len < VISIT_EVENTS_MAX; i++) {
        const struct event *draft = &visit->state->drafts.at[i]->event;
        if (is_about(draft, id))
            visit_keep(visit, draft_end(draft));
    }
}

void draft_let_go(struct visit *visit)
{
    draft_done(visit);
    visit->frame.draft = S(""); /* over: what is kept of this visit need not end it again */
    visit_go(visit, S("/"));
}

void draft_done(struct visit *visit)
{
    const struct event *draft = state_draft(visit->state, visit->frame.draft);
    if (draft && visit->events_len < VISIT_EVENTS_MAX)
        visit_keep(visit, draft_end(draft));
}
