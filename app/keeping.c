/* app/keeping.c - from what a visit decided to what is durable, and back into the state */
#include "app/inside.h"

#include "app/qr.h"
#include "pages/gate/gate.h"
#include "pages/journal/draft.h"

uint64_t form_mark(struct str form)
{
    uint64_t mark = 0xcbf29ce484222325;
    for (size_t i = 0; i < form.len; i++)
        mark = (mark ^ (uint8_t)form.at[i]) * 0x100000001b3;
    return mark;
}

void remember_once(struct app *app, struct str once, uint64_t form, struct str place)
{
    if (once.len != ID_TEXT)
        return;
    struct kept_once *kept = &app->once[app->once_next++ % ONCE_KEPT];
    mem_copy(kept->id.at, once.at, ID_TEXT);
    kept->form = form;
    kept->place_len = place.len < PLACE_MAX ? place.len : 0;
    mem_copy(kept->place, place.at, kept->place_len);
}

bool was_kept(const struct app *app, struct str once, const uint64_t *form, struct str *place)
{
    for (size_t i = 0; i < ONCE_KEPT; i++)
        if (app->once[i].place_len && id_is(&app->once[i].id, once) && (!form || app->once[i].form == *form)) {
            *place = (struct str){app->once[i].place, app->once[i].place_len};
            return true;
        }
    return false;
}

/* What tells something anew stands after it, also where that came from a clock far ahead; the own clock does not
 * follow. */
static void stamp_after_told(const struct state *state, struct event *event)
{
    if (state->log.last.clock < event->at.clock)
        return;
    uint64_t told = state_clock_of_told(state, event);
    if (told >= event->at.clock)
        event->at.clock = told + 1;
    while (log_find(&state->log, event->at))
        event->at.clock++;
}

void encode_events(struct app *app, uint64_t device, struct visit *visit, struct arena *arena)
{
    struct pending *pending = &app->pending;
    struct stamp last = {.clock = app->here.clock}, begun = {0};
    for (size_t i = 0; i < visit->events_len; i++) {
        struct event *event = &visit->events[i];
        event->at = last = stamp_next(last, visit->now_ms, device);
        stamp_after_told(app->state, event);
        event_set_wall(event, visit->wall_ms);
        /* The first lines of a sheet are kept together with its beginning, and name it from here on. */
        if (event->kind == WORKSHEET_BEGUN)
            begun = event->at;
        if (event->kind == WORKSHEET_SAID && !stamp_is(event->said.sheet))
            event->said.sheet = begun;
        event->zone_min = visit->zone_min;
        if (i == 0 && visit->go_to_made)
            visit->go_to = STR_JOIN(arena, visit->go_to, visit_stamp(visit, event->at));
        struct buf record = buf_on(arena);
        event_encode(&record, event);
        pending->records[i] = buf_bytes(&record);
    }
    pending->len = visit->events_len;
    pending->clock = last.clock;
}

/* Seal what was encoded; this device's head itself moves only when it is kept. */
static enum err seal_pending(struct app *app, const struct request *request, struct arena *arena, struct keep *keep)
{
    struct pending *pending = &app->pending;
    struct log_entry *entries = ARENA_MANY(arena, struct log_entry, VISIT_EVENTS_MAX);
    struct hash own = app->here.head;
    for (size_t i = 0; i < pending->len; i++) {
        struct bytes entropy = entropy_part(request, PART_RECORDS + i * SEAL_ENTROPY_BYTES, SEAL_ENTROPY_BYTES);
        struct log_entry *entry = &entries[i];
        *entry = (struct log_entry){.n = app->last_n + 1 + i, .device = app->here.device, .previous = own};
        enum err e = seal_record(app->keys, entry->device, &own, pending->records[i], entropy, arena, &entry->bytes,
                                 &entry->hash);
        if (e)
            return e;
        own = pending->hashes[i] = entry->hash;
    }
    keep->any = true;
    keep->append = entries;
    keep->append_len = pending->len;
    number_keep(app, entropy_part(request, PART_HERE, SEAL_ENTROPY_BYTES), arena, keep);
    return ERR_OK;
}

/* A draft's record is copied by the fold; what was stored of it before is husks by now. */
static bool settle_draft(struct app *app, struct bytes record)
{
    struct event event;
    enum err e = event_decode(record, &event);
    ASSERT(!e);
    if (event.kind != DRAFT_KEPT)
        return false;
    state_draft_husked(app->state, event_item(&event));
    return true;
}

void take_pending(struct app *app, bool kept)
{
    struct pending *pending = &app->pending;
    for (size_t i = 0; i < pending->len; i++) {
        struct bytes record =
            settle_draft(app, pending->records[i]) ? pending->records[i] : bytes_copy(&app->arena, pending->records[i]);
        enum err e = state_take(app->state, record, kept ? app->last_n + 1 : 0);
        ASSERT(!e); /* we have just made it */
        if (kept)
            took_own(app, &pending->hashes[i]);
    }
    if (pending->clock > app->here.clock)
        app->here.clock = pending->clock;
    state_settle(app->state);
}

/* The stored words that an event makes husks of: of what it deletes, or of a draft that is kept anew or over. */
static size_t husks_of(const struct state *state, const struct event *event, struct arena *arena, uint64_t **out)
{
    if (event->kind == ITEM_REMOVED)
        return state_places_taken(state, &event->remove, arena, out);
    if (event->kind == DRAFT_KEPT && stamp_is(event->draft.of))
        return state_places(state, event_item(event), arena, out);
    return 0;
}

/* Where the words lie that a visit deletes; false if any of it cannot be deleted. */
static bool take_places(struct app *app, const struct visit *visit, struct arena *arena, struct keep *keep)
{
    uint64_t *husks = NULL;
    size_t len = 0;
    for (size_t i = 0; i < visit->events_len; i++) {
        const struct event *event = &visit->events[i];
        uint64_t *places;
        size_t found = husks_of(app->state, event, arena, &places);
        bool removes = event->kind == ITEM_REMOVED;
        if (found == 0 && removes)
            return false;
        if (found == 0)
            continue;
        app->pending.removes |= removes;
        /* A draft that is thrown away; one that is kept anew, or went into its form, brings words. */
        keep->removes |= removes || (visit->events_len == 1 && !event->draft.words.len);
        uint64_t *both = ARENA_MANY(arena, uint64_t, len + found);
        if (len)
            mem_copy(both, husks, len * sizeof *both);
        mem_copy(both + len, places, found * sizeof *both);
        husks = both;
        len += found;
    }
    keep->husks = husks;
    keep->husks_len = len;
    return true;
}

struct reply keep_visit(struct app *app, struct visit *visit, const struct request *request, struct arena *arena)
{
    struct pending *pending = &app->pending;
    struct reply reply = visit->go_to.len ? reply_redirect(visit->go_to) : reply_page(visit);
    mem_zero(pending, sizeof *pending);
    if (visit->go_to.len && visit->events_len && request->method == HTTP_POST)
        draft_done(visit);
    if (!take_places(app, visit, arena, &reply.keep))
        visit->events_len = 0; /* what was to be deleted is not there, or not over yet */
    if (visit->events_len == 0)
        return reply;
    encode_events(app, app->here.device, visit, arena);
    reply.location = visit->go_to;
    enum err e =
        arena_left(&app->arena) < STATE_SPARE_BYTES ? ERR_NO_ROOM : seal_pending(app, request, arena, &reply.keep);
    if (e && visit->even_unkept) {
        take_pending(app, false);
        reply.keep = (struct keep){0};
        return reply;
    }
    if (e) {
        pending->refused = true;
        reply = reply_again(app, request, request->path, &request->form,
                            S("There is no room left to save this. Nothing was saved; what you typed is still here."),
                            arena);
        mem_zero(pending, sizeof *pending);
        return reply;
    }
    pending->any = true;
    pending->go_to = visit->go_to;
    pending->once = form_get(&request->form, S("once"));
    pending->even_unkept = visit->even_unkept;
    pending->show = SHOW_REDIRECT;
    return reply;
}

struct reply reply_held(const struct app *app, const struct request *request, struct arena *arena)
{
    struct form held;
    if (form_decode(form_get(&request->form, S("held")), arena, &held))
        return reply_redirect(S("/"));
    return reply_again(app, request, form_get(&request->form, S("then")), &held,
                       S("attune was locked when you sent this. What you typed is still here. "
                         "Look it over and send it again."),
                       arena);
}

struct reply reply_sheet(const struct app *app, const struct request *request, bool anew, struct arena *arena)
{
    struct visit visit = visit_begin(app, request, true, arena);
    struct buf picture = buf_on(arena);
    struct str code = str_copy(arena, (struct str){app->pending.sheet, RECOVERY_TEXT_BYTES});
    qr_put_svg(&picture, code);
    gate_sheet_page(&visit, code, html_of_template(&picture), anew);
    return reply_page(&visit);
}

static struct reply settle_kept(struct app *app, const struct request *request, const struct reply *reply,
                                struct arena *arena)
{
    struct pending *pending = &app->pending;
    if (pending->header_changed) {
        app->header = pending->header;
        app->has_vault = true;
        app->older_way = false;
    }
    if (app->state)
        take_pending(app, true);
    number_kept(app);
    bring_forget(app);
    if (app->state && pending->merge) {
        bring_settle(app, pending->merge, request);
        bring_remember(app, request, reply->body);
    }
    if (app->state)
        hold_husked(app, &reply->keep);
    remember_once(app, pending->once, form_mark(request->raw_form), pending->go_to.len ? pending->go_to : S("/"));
    struct reply out = pending->show == SHOW_SHEET  ? reply_sheet(app, request, false, arena)
                       : pending->show == SHOW_HELD ? reply_held(app, request, arena)
                                                    : *reply;
    out.set_cookie = reply->set_cookie;
    out.keep = (struct keep){0};
    return out;
}

struct reply app_not_sent(struct app *app, bool no_room, const struct request *request, struct arena *arena)
{
    struct form nothing = {0};
    struct reply reply = reply_again(
        app, request, S("/settings"), &nothing,
        no_room
            ? S("There is no room on this disk for the copy, so none was made. Nothing else has changed.")
            : S("The copy could not be made: the disk did not take it or did not give it. Nothing else has changed."),
        arena);
    reply.status = 503;
    return reply;
}

struct reply app_settle(struct app *app, bool kept, const struct request *request, const struct reply *reply,
                        struct arena *arena)
{
    struct pending *pending = &app->pending;
    struct reply out;
    bool lock = pending->lock_after;
    if (kept) {
        out = settle_kept(app, request, reply, arena);
    } else if (pending->make) {
        app_lock(app);
        struct visit visit = visit_begin(app, request, false, arena);
        gate_make_page(&visit, S("The vault could not be written to this disk. Nothing was made. "
                                 "There may be no room, or no permission to write."));
        out = reply_page(&visit);
    } else if (pending->even_unkept) {
        take_pending(app, false);
        out = *reply;
        out.keep = (struct keep){0};
    } else {
        pending->refused = true;
        struct str why = pending->merge
                             ? S("The backup could not be brought in: the disk did not take it. Nothing was changed. "
                                 "Please choose the file again in a moment.")
                             : S("This could not be saved: the disk did not take it. What you typed is still here. "
                                 "Please try again in a moment, or copy it somewhere safe.");
        out = reply_again(app, request, request->path, &request->form, why, arena);
        /* Some pages lead on to where the practice stands by now, and that page is whole. */
        if (!out.location.len)
            out.status = 503;
    }
    seal_wipe(pending, sizeof *pending);
    if (lock)
        app_lock(app);
    return out;
}
