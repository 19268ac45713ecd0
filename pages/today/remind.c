/* pages/today/remind.c - the page of reminders, and its calendar file */
#include "pages/today/remind.h"

#include "base/calendar.h"
#include "core/course/remind.h"
#include "core/course/settings.h"
#include "pages/frame/words.h"
#include "pages/templates.h"
#include "pages/today/views.h"

static struct str time_words(struct arena *arena, unsigned min)
{
    struct buf b = buf_on(arena);
    buf_put_u64_padded(&b, min / 60, 2);
    buf_put_byte(&b, ':');
    buf_put_u64_padded(&b, min % 60, 2);
    return buf_str(&b);
}

static struct choices rhythms(struct arena *arena, unsigned days)
{
    static const struct str WORDS[REMIND_RHYTHMS] = {S_INIT("Off"), S_INIT("Every day"), S_INIT("Every week"),
                                                     S_INIT("Every two weeks"), S_INIT("Every four weeks")};
    return choices_numbers(arena, S("days"), REMIND_DAYS, WORDS, REMIND_RHYTHMS, days);
}

/* What was typed for a time stands there again, readable or not. */
static struct str typed_or(const struct visit *visit, struct str field, struct str otherwise)
{
    return visit->form.len && form_has(&visit->form, field) ? form_get(&visit->form, field) : otherwise;
}

static void show_reminders(struct visit *visit, struct str problem)
{
    struct reminders kept = reminders_now(visit->state);
    struct reminders now = reminders_read(&visit->form, &kept);
    struct arena *arena = visit->arena;
    visit_frame(visit, S("Reminders"), S(""));
    page_reminders(&visit->out, &(struct reminders_view){
                                    .frame = visit->frame,
                                    .lead = fixed_text(visit->words, S("reminders-lead"))->body,
                                    .calendar = fixed_text(visit->words, S("reminders-calendar"))->body,
                                    .problem = problem,
                                    .saved = form_has(&visit->query, S("saved")),
                                    .on = kept.days != 0,
                                    .rhythms = rhythms(arena, now.days),
                                    .at = typed_or(visit, S("at"), time_words(arena, now.at_min)),
                                    .quiet_from = typed_or(visit, S("quiet-from"), time_words(arena, now.quiet_from)),
                                    .quiet_to = typed_or(visit, S("quiet-to"), time_words(arena, now.quiet_to)),
                                });
}

void reminders_get(struct visit *visit)
{
    show_reminders(visit, S(""));
}

void reminders_post(struct visit *visit)
{
    struct event events[REMIND_EVENTS];
    size_t len;
    struct str problem = reminders_decide(&visit->form, visit->state, events, &len);
    if (problem.len) {
        show_reminders(visit, problem);
        return;
    }
    for (size_t i = 0; i < len; i++)
        visit_keep(visit, events[i]);
    visit_go(visit, S("/reminders?saved=1"));
}

/* Its title is the window's own title if there is one, else "Notes": no word of what attune is. */
static struct str calendar_title(const struct state *state)
{
    struct str own = setting_own_words(state, SETTING_TITLE);
    return own.len ? own : S("Notes");
}

void reminders_calendar_get(struct visit *visit)
{
    struct reminders now = reminders_now(visit->state);
    int64_t next_ms = reminders_next_ms(&now, visit->wall_ms, visit->zone_min);
    if (!next_ms) { /* off: there is nothing to put into a calendar */
        visit_go(visit, S("/reminders"));
        return;
    }
    visit->type = S("text/calendar; charset=utf-8");
    calendar_put(&visit->out, &(struct calendar_entry){.title = calendar_title(visit->state),
                                                       .begins = moment_at(next_ms, visit->zone_min),
                                                       .every_days = now.days,
                                                       .made_ms = visit->wall_ms});
}
