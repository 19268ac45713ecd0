/* pages/settings/stray.c - showing the words, and taking the answer */
#include "pages/settings/stray.h"

#include "pages/frame/named.h"
#include "pages/settings/views.h"
#include "pages/templates.h"

/* Beyond the numbers that the settings give their forms. */
enum { FIRST_FORM = 128 };

static void put_texts(struct visit *visit, const struct stray *stray, struct stray_row *row)
{
    struct stray_text *at = ARENA_MANY(visit->arena, struct stray_text, stray->len * JOURNAL_TEXTS_MAX);
    struct namer namer = texts_namer(visit->words);
    for (size_t i = 0; i < stray->len; i++) {
        struct journal_text texts[JOURNAL_TEXTS_MAX];
        size_t len = stray_texts(stray->at[i], &namer, texts);
        for (size_t k = 0; k < len; k++)
            at[row->texts.len++] = (struct stray_text){texts[k].label, texts[k].words};
    }
    row->texts.at = at;
}

struct stray_rows stray_rows(struct visit *visit, const struct strays *strays)
{
    struct stray_row *at = ARENA_MANY(visit->arena, struct stray_row, strays->len + 1);
    for (size_t i = 0; i < strays->len; i++) {
        const struct event *newest = strays->at[i].at[strays->at[i].len - 1];
        at[i] = (struct stray_row){
            .id = visit_stamp(visit, strays->at[i].item),
            .over = over_text(strays->at[i].over, visit->arena),
            .eyebrow = STR_JOIN(visit->arena, words_of(visit->words, EVENT_KEYS, newest->kind), S(" · "),
                                visit_when_kept(visit, newest)),
            .once = form_once(visit, FIRST_FORM + (unsigned)i),
        };
        put_texts(visit, &strays->at[i], &at[i]);
    }
    return (struct stray_rows){at, strays->len};
}

static void show_strays(struct visit *visit, bool answered)
{
    struct str kept = form_get(&visit->query, S("kept"));
    struct strays strays = strays_waiting(visit->state, visit->arena);
    visit_frame(visit, S("Words about something deleted"), S(""));
    page_stray(&visit->out, &(struct stray_view){
                                .frame = visit->frame,
                                .strays = stray_rows(visit, &strays),
                                .kept = str_eq(kept, S("note")),
                                .let_go = str_eq(kept, S("let-go")),
                                .answered = answered,
                                .until = visit_date(visit, visit->held_until_ms, visit->zone_min),
                            });
}

void stray_get(struct visit *visit)
{
    show_strays(visit, false);
}

static void keep_as_notes(struct visit *visit, const struct stray *stray)
{
    struct event *notes = ARENA_MANY(visit->arena, struct event, STRAY_NOTES_MAX);
    struct namer namer = texts_namer(visit->words);
    size_t len = stray_notes(stray, &namer, visit->arena, notes);
    for (size_t i = 0; i < len; i++)
        visit_keep(visit, notes[i]);
}

/* The words that the form is about; NULL where they were answered, though others about the same thing may follow them.
 */
static const struct stray *asked_about(struct visit *visit)
{
    struct stamp item;
    struct strays strays = strays_waiting(visit->state, visit->arena);
    bool named = stamp_from_text(form_get(&visit->form, S("item")), &item);
    const struct stray *stray = named ? stray_of(&strays, item) : NULL;
    bool shown = stray && str_eq(over_text(stray->over, visit->arena), form_get(&visit->form, S("over")));
    return shown ? stray : NULL;
}

void stray_post(struct visit *visit)
{
    const struct stray *stray = asked_about(visit);
    struct str what = form_get(&visit->form, S("do"));
    bool keeps = str_eq(what, S("keep"));
    if (!stray || (!keeps && !str_eq(what, S("let-go")))) {
        show_strays(visit, !stray);
        return;
    }
    if (keeps)
        keep_as_notes(visit, stray);
    visit_keep(visit, stray_answered(stray));
    visit_go(visit, keeps ? S("/settings/stray?kept=note") : S("/settings/stray?kept=let-go"));
}
