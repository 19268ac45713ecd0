/* core/course/stray.c - which words were not known to whoever deleted what they are about, and what becomes of them */
#include "core/course/stray.h"

#include "base/sort.h"

bool stray_may_be(const struct state *state, const struct event *event)
{
    return event->kind != LIMIT_SET && event->kind != ITEM_REMOVED && state_is_own(state, event) &&
           stamp_cmp(event_item(event), event->at) != 0;
}

/* Which words */

size_t stray_texts(const struct event *event, const struct namer *namer, struct journal_text out[JOURNAL_TEXTS_MAX])
{
    size_t len = journal_texts_of(event, out), own = 0;
    for (size_t i = 0; i < len; i++)
        if (event->kind != MEASURE_SAID || out[i].part != TEXT_TITLE) /* the name of a questionnaire is not theirs */
            out[own++] = out[i];
    if (namer)
        namer_name(namer, out, own);
    return own;
}

static bool has_words(const struct event *event)
{
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    return stray_texts(event, NULL, texts) > 0;
}

/* By what they are about, and then in the order of the log. */
static int by_item(const void *a, const void *b, struct arena scratch)
{
    const struct event *x = *(const struct event *const *)a, *y = *(const struct event *const *)b;
    int order = stamp_cmp(event_item(x), event_item(y));
    return order ? order : log_compare(x, y, scratch);
}

/* True if the later of two tellings of one thing takes the place of the earlier, or is the same once more. */
static bool replaces(const struct event *later, const struct event *earlier)
{
    bool line = later->kind == WORKSHEET_SAID;
    return later->kind == earlier->kind && later->at.device == earlier->at.device &&
           (!line || str_eq(later->said.field, earlier->said.field));
}

static bool is_replaced(const struct event *const *events, size_t len, size_t i)
{
    for (size_t k = i + 1; k < len; k++)
        if (replaces(events[k], events[i]))
            return true;
    return false;
}

/* The newest of each device; where `of` is not NULL, of each of those alone that it has a name of. */
static void name(struct bytes *over, const struct event *const *events, size_t len, const struct bytes *of,
                 struct arena *arena)
{
    for (size_t i = len; i-- > 0;) {
        uint64_t device = events[i]->at.device;
        bool wanted = !over_has_device(*over, device) && (!of || over_has_device(*of, device));
        if (wanted && !over_put(over, events[i]->at, arena))
            return;
    }
}

/* What is said of one thing, in order: at most as many tellings, and of as many devices, as one answer can name. */
static struct stray stray_from(const struct event *const *events, size_t len, struct arena *arena)
{
    struct stray stray = {.item = event_item(events[0]), .at = ARENA_MANY(arena, const struct event *, len)};
    struct bytes devices = {0};
    size_t known = len;
    for (size_t i = 0; i < known; i++) {
        if (is_replaced(events, len, i) || !has_words(events[i]))
            continue;
        struct stamp at = events[i]->at;
        bool room =
            stray.len < STRAY_TELLINGS_MAX && (over_has_device(devices, at.device) || over_put(&devices, at, arena));
        if (room)
            stray.at[stray.len++] = events[i];
        else
            known = i;
    }
    name(&stray.over, events, known, &devices, arena);
    name(&stray.over, events, known, NULL, arena); /* what has no words goes with them, as far as there is room */
    return stray;
}

struct strays strays_among(const struct event **events, size_t len, struct arena *arena)
{
    struct stray *at = ARENA_MANY(arena, struct stray, len + 1);
    struct strays strays = {.at = at};
    sort(events, len, sizeof *events, by_item, *arena);
    for (size_t from = 0, to; from < len; from = to) {
        struct stamp item = event_item(events[from]);
        for (to = from + 1; to < len && stamp_cmp(event_item(events[to]), item) == 0;)
            to++;
        struct stray stray = stray_from(events + from, to - from, arena);
        if (stray.len)
            at[strays.len++] = stray;
    }
    return strays;
}

static bool waits(const struct state *state, const struct event *event)
{
    return stray_may_be(state, event) && log_is_unseen(&state->log, event);
}

struct strays strays_waiting(const struct state *state, struct arena *arena)
{
    const struct log *log = &state->log;
    size_t max = 0, len = 0; /* what is held may be a lot, and little of it words that wait */
    for (size_t i = 0; i < log->held.len; i++)
        max += waits(state, log->held.at[i].event);
    const struct event **events = ARENA_MANY(arena, const struct event *, max + 1);
    for (size_t i = 0; len < max && i < log->held.len; i++)
        if (waits(state, log->held.at[i].event))
            events[len++] = log->held.at[i].event;
    return strays_among(events, len, arena);
}

const struct stray *stray_of(const struct strays *strays, struct stamp item)
{
    size_t low = 0, high = strays->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = stamp_cmp(strays->at[middle].item, item);
        if (order == 0)
            return &strays->at[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* What else is stored of what is gone */

bool held_may_go(const struct state *state, const struct strays *strays, const struct held *held)
{
    return !stray_of(strays, event_item(held->event)) || !waits(state, held->event);
}

size_t things_held(const struct state *state, const struct strays *strays)
{
    const struct log *log = &state->log;
    size_t things = 0;
    bool pieces = false; /* of something whose beginning is not here */
    for (size_t i = 0; i < log->held.len; i++) {
        const struct event *event = log->held.at[i].event;
        if (!held_may_go(state, strays, &log->held.at[i]))
            continue;
        things += stamp_cmp(event_item(event), event->at) == 0;
        pieces = true;
    }
    return things || !pieces ? things : 1;
}

/* The answer */

struct notes {
    struct event *at;
    size_t len;
    struct str words; /* of the one that is being filled */
    struct arena *arena;
};

static bool fits(struct str words)
{
    return str_characters(words) <= TEXT_MAX / CHARACTER_BYTES_MAX;
}

static void end_note(struct notes *notes)
{
    if (notes->words.len && notes->len < STRAY_NOTES_MAX)
        notes->at[notes->len++] =
            (struct event){.kind = NOTE_WRITTEN, .note = {.sort = NOTE_JOURNAL, .words = notes->words}};
    notes->words = S("");
}

static void add_text(struct notes *notes, const struct journal_text *text)
{
    struct str words = text->label.len ? STR_JOIN(notes->arena, text->label, S(": "), text->words) : text->words;
    if (!fits(words))
        words = text->words;
    struct str both = notes->words.len ? STR_JOIN(notes->arena, notes->words, S("\n\n"), words) : words;
    if (!fits(both)) {
        end_note(notes);
        both = words;
    }
    notes->words = both;
}

size_t stray_notes(const struct stray *stray, const struct namer *namer, struct arena *arena,
                   struct event out[STRAY_NOTES_MAX])
{
    struct notes notes = {.at = out, .arena = arena};
    for (size_t i = 0; i < stray->len; i++) {
        struct journal_text texts[JOURNAL_TEXTS_MAX];
        size_t len = stray_texts(stray->at[i], namer, texts);
        for (size_t k = 0; k < len; k++)
            add_text(&notes, &texts[k]);
    }
    end_note(&notes);
    return notes.len;
}

struct event stray_answered(const struct stray *stray)
{
    return (struct event){.kind = ITEM_REMOVED, .remove = {.item = stray->item, .over = stray->over}};
}
