/* core/fold/draft.c - drafts as they are now, apart from what happened */
#include "core/fold/draft.h"

void end_draft(struct state *state, struct stamp item)
{
    struct draft_now *now = state_draft_of(state, item);
    if (!now)
        return;
    if (now->room_len)
        mem_zero(now->room, now->room_len);
    struct draft_now **at = state->drafts.at + state_drafts_before(state, item);
    struct draft_now **end = state->drafts.at + state->drafts.len--;
    mem_move(at, at + 1, (size_t)(end - (at + 1)) * sizeof *at);
}

static struct str put_in_room(struct draft_now *now, size_t *used, struct str s)
{
    uint8_t *at = now->room + *used;
    if (s.len)
        mem_copy(at, s.at, s.len);
    *used += s.len;
    return (struct str){(const char *)at, s.len};
}

/* Of two keepings with one stamp, of a device that forgot itself, the one with more words, or else the greater. */
static bool newer_draft(const struct event *a, const struct event *b)
{
    int order = stamp_cmp(a->at, b->at);
    struct str x = a->draft.words, y = b->draft.words;
    if (order == 0)
        order = x.len != y.len ? (x.len > y.len) - (x.len < y.len) : mem_compare(x.at, y.at, x.len);
    return order > 0;
}

static void fill_draft(struct state *state, struct draft_now *now, const struct event *event)
{
    const struct draft *draft = &event->draft;
    size_t wanted = draft->about.len + draft->words.len + draft->page.len, used = 0;
    if (now->room_len)
        mem_zero(now->room, now->room_len);
    if (wanted > now->room_len) {
        now->room_len = 2 * wanted;
        now->room = ARENA_MANY(state->log.arena, uint8_t, now->room_len);
    }
    now->event = *event;
    now->event.draft.about = put_in_room(now, &used, draft->about);
    now->event.draft.words = put_in_room(now, &used, draft->words);
    now->event.draft.page = put_in_room(now, &used, draft->page);
}

/* In the order of their first keeping, whichever came first. */
static struct draft_now *add_draft(struct state *state, struct stamp item)
{
    struct draft_now *now = ARENA_NEW(state->log.arena, struct draft_now);
    size_t before = state_drafts_before(state, item), behind = state->drafts.len - before;
    now->item = item;
    ARENA_PUSH(state->log.arena, &state->drafts, now);
    struct draft_now **at = state->drafts.at + before;
    mem_move(at + 1, at, behind * sizeof *at);
    *at = now;
    return now;
}

void fold_draft(struct state *state, const struct event *event)
{
    struct stamp item = event_item(event);
    struct draft_now *now = state_draft_of(state, item);
    if (event->draft.words.len == 0) {
        log_remove(&state->log, item, NULL);
        end_draft(state, item);
        return;
    }
    bool first = !now;
    if (first)
        now = add_draft(state, item);
    if (event->n)
        ARENA_PUSH(state->log.arena, &now->places, event->n);
    if (first || newer_draft(event, &now->event))
        fill_draft(state, now, event);
}
