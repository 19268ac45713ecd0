/* core/course/harm.c - noting an effect, and gathering the last weeks */
#include "core/course/harm.h"

#include "core/log/fields.h"

#define WINDOW_MS ((int64_t)HARM_WEEKS * 7 * 24 * 60 * 60 * 1000)

struct str effect_decide(const struct form *form, struct str named, struct arena *arena, struct event *out)
{
    const struct key_row *row = row_by_key(EFFECT_KEYS, form_get(form, S("kind")));
    struct str words = str_trim(form_get(form, S("words")));
    struct str problem = words_check(words, TEXT_MAX);
    if (!row && words.len)
        row = row_by_number(EFFECT_KEYS, EFFECT_OTHER);
    if (!problem.len && (!row || (row->number == EFFECT_OTHER && !words.len)))
        problem = S("There is nothing to note yet. One tap on a word is enough, or skip it.");
    if (problem.len)
        return problem;
    *out = (struct event){.kind = NOTE_WRITTEN,
                          .note = {.sort = NOTE_EFFECT,
                                   .words = words.len ? words : named,
                                   .about = STR_JOIN(arena, S("effect/"), row->key)}};
    return problem;
}

static bool rose_much(const struct practice *practice)
{
    if (!practice->gate || !practice->winddown || practice->stopped_ms)
        return false;
    struct score before = practice->gate->gate.distress, peak = practice->winddown->winddown.peak;
    return before.said && peak.said && peak.is >= before.is + RISE_IS_MUCH;
}

static set64 effects_since(const struct state *state, int64_t since_ms)
{
    set64 found = 0;
    size_t i = state->abouts.len;
    const struct entry *entry;
    while ((entry = state_note_before(state, NOTE_EFFECT, S(""), &i))) {
        const struct key_row *row = row_by_key(EFFECT_KEYS, str_after(entry->shown->note.about, S("effect/").len));
        if (stamp_ms(entry->id) >= since_ms && row)
            found |= SET_OF(row->number);
    }
    return found;
}

struct harm harm_lately(const struct state *state, int64_t now_ms)
{
    int64_t since_ms = now_ms - WINDOW_MS;
    struct harm harm = {.effects = effects_since(state, since_ms)};
    for (size_t i = state->practices.len; i-- > 0;) {
        const struct practice *practice = state->practices.at[i];
        if (stamp_ms(practice->id) < since_ms)
            break;
        if (!practice->consent.begun_ms)
            continue;
        harm.stopped += practice->stopped_ms != 0;
        harm.rose += rose_much(practice);
        harm.harder += practice->nextday && day_was_harder(&practice->nextday->nextday);
    }
    return harm;
}
