/* pages/journal/delete.c - deleting an entry, once it is sure that no stop goes with it */
#include "core/course/journal.h"
#include "pages/frame/gone.h"
#include "pages/frame/take.h"
#include "pages/frame/words.h"
#include "pages/journal/draft.h"
#include "pages/journal/item.h"
#include "pages/journal/journal.h"
#include "pages/templates.h"

static struct str called(struct visit *visit, const struct entry *entry)
{
    struct str title = entry_title(visit, entry->shown);
    if (title.len)
        return title;
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    return entry_texts(visit, entry, texts) ? entry_line_shown(&texts[0]).before
                                            : entry_kind_words(visit->words, entry->shown);
}

/* Only its wind-down is left of a practice. */
static bool waits_for_wind_down(const struct entry *entry, const struct practice *of)
{
    return of && of == entry->practice &&
           (of->consent.phase == CONSENT_STOPPED || of->consent.phase == CONSENT_WINDING_DOWN);
}

static void show_delete(struct visit *visit, const struct entry *entry, enum removal verdict, const struct practice *of)
{
    const struct event *made = entry_made(entry);
    struct event removal = removal_event(visit->state, entry, (struct bytes){0}, visit->now_ms, visit->arena);
    bool open = verdict == REMOVAL_STILL_OPEN;
    struct delete_view view = {
        .deletion = fixed_text(visit->words, S("deletion"))->body,
        .id = visit->parts[0],
        .tellings = over_text(removal.remove.over, visit->arena),
        .title = called(visit, entry),
        .eyebrow = STR_JOIN(visit->arena, entry_kind_words(visit->words, entry->shown), S(" · "),
                            visit_when_kept(visit, made)),
        .may = verdict == REMOVAL_MAY,
        .unsaved = drafts_are_about(visit, visit->parts[0]),
        .rests = removal.remove.rest_level.said,
        .holds_a_stop = verdict == REMOVAL_HOLDS_A_STOP,
        .under_way = open && of && (of != entry->practice || consent_is_open(&of->consent)),
        .never_opened = open && of && of == entry->practice && of->consent.phase == CONSENT_NONE,
        .over = open && waits_for_wind_down(entry, of),
        .other = of && of != entry->practice,
        .other_id = of ? visit_stamp(visit, of->id) : S(""),
        .other_title = of ? of->planned->plan.name : S(""),
    };
    visit_frame(visit, S("Delete"), S("journal"));
    view.frame = visit->frame;
    page_delete(&visit->out, &view);
}

/* The entry to delete with a verdict; NULL where a page or another place was given instead. */
static const struct entry *to_delete(struct visit *visit, enum removal *verdict, const struct practice **of)
{
    const struct entry *entry = visit_entry(visit, EVENT_NONE);
    if (entry)
        *verdict = removal_check(visit->state, entry, *visit->arena, of);
    return entry;
}

void journal_delete_get(struct visit *visit)
{
    enum removal verdict;
    const struct practice *of;
    const struct entry *entry = to_delete(visit, &verdict, &of);
    if (entry)
        show_delete(visit, entry, verdict, of);
}

/* A practice that only waits for its wind-down is closed without one, as the person asked. */
static void close_practice(struct visit *visit, const struct practice *practice)
{
    static const enum consent_input_kind STEPS[] = {CONSENT_END, CONSENT_WIND_DOWN_DONE};
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        visit_keep(visit, (struct event){.kind = PRACTICE_STEPPED,
                                         .step = {.practice = practice->id, .step = (uint32_t)STEPS[i]}});
    visit_go(visit, visit->path);
}

void journal_delete_post(struct visit *visit)
{
    enum removal verdict;
    const struct practice *of;
    const struct entry *entry = to_delete(visit, &verdict, &of);
    if (!entry)
        return;
    if (verdict == REMOVAL_STILL_OPEN && waits_for_wind_down(entry, of) && form_has(&visit->form, S("close"))) {
        close_practice(visit, of);
        return;
    }
    struct bytes over = over_read(visit->state, entry->id, form_get(&visit->form, S("over")), visit->arena);
    /* Of a limit only what was on the page goes; where the page did not say, it is shown, and asks. */
    bool asks = entry->kind == LIMIT_SET && !over.len;
    if (verdict != REMOVAL_MAY || asks) {
        show_delete(visit, entry, verdict, of);
        return;
    }
    struct event removal = removal_event(visit->state, entry, over, visit->now_ms, visit->arena);
    bool stands = entry->kind == LIMIT_SET && removal_leaves_some(entry, &removal.remove);
    visit_keep(visit, removal);
    take_forget(visit, visit->parts[0]);
    drafts_forget(visit, visit->parts[0]);
    visit_go(visit, stands ? S("/limits?saved=stands") : S("/journal?deleted=1"));
}
