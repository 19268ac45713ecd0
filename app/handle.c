/*
 * app/handle.c - a request meets the session, the routes, the keys and the log
 *
 * The order in app_handle is the order of trust: is the request for us, who is asking, does the
 * page exist, did the form come from our own page, was it kept already; then the page decides.
 */
#include "app/inside.h"

#include "core/course/settings.h"
#include "core/log/export.h"
#include "pages/frame/gone.h"
#include "pages/gate/gate.h"
#include "pages/journal/draft.h"

size_t app_bytes(void)
{
    return sizeof(struct app);
}

size_t app_keys_bytes(void)
{
    return 2 * sizeof(struct keyring); /* the second is for sealing anew */
}

struct app *app_start(void *at, const struct app_memory *memory, const struct app_vault *vault)
{
    struct app *app = at;
    mem_zero(app, sizeof *app);
    app->memory = *memory;
    app->keys = memory->keys;
    app->words = memory->words;
    ASSERT(app->words);
    app->anew.keys = app->keys + 1;
    mem_zero(app->keys, app_keys_bytes());
    if (vault->place.len == HASH_BYTES)
        mem_copy(app->place.at, vault->place.at, HASH_BYTES);
    if (vault->header) {
        app->header = *vault->header;
        app->has_vault = true;
    }
    /* One of another length is none of ours. */
    if (vault->header && vault->here.len == HERE_MAX_BYTES) {
        mem_copy(app->row_at, vault->here.at, vault->here.len);
        app->row = (struct bytes){app->row_at, vault->here.len};
    }
    return app;
}

void app_speak(struct app *app, const struct words *words)
{
    ASSERT(words->whole || !app_is_open(app));
    app->words = words;
}

static bool is_practising(const struct app *app)
{
    const struct practice *practice = app->state ? state_open_practice(app->state) : NULL;
    return practice && practice->consent.phase == CONSENT_ACTIVE;
}

bool app_tick(struct app *app, int64_t steady_ms)
{
    if (!app->session.open)
        return false;
    int64_t idle_ms = steady_ms - app->session.seen_ms;
    int64_t minutes = state_setting(app->state, SETTING_LOCK, IDLE_DEFAULT_MIN);
    /* A practice is quiet by nature; its own silence rule ends it first, and then this one counts. */
    if (is_practising(app))
        minutes += CONSENT_MAX_PRACTICE_MS / 60000;
    if (idle_ms < minutes * 60000)
        return false;
    app_lock(app);
    return true;
}

void app_export_json(const struct app *app, struct buf *out)
{
    bool first = true;
    buf_put(out, S("{\n\"made_by\":\"attune\",\n\"note\":\"This file is not sealed. Anyone who has it can read it.\",\n"
                   "\"events\":[\n"));
    for (size_t i = 0; i < app->state->log.events.len; i++) {
        if (!event_is_exported(app->state->log.events.at[i]))
            continue;
        buf_put(out, first ? S("") : S(",\n"));
        event_put_json(out, app->state->log.events.at[i]);
        first = false;
    }
    for (size_t i = 0; i < app->state->drafts.len; i++) {
        if (!event_is_exported(&app->state->drafts.at[i]->event))
            continue;
        buf_put(out, first ? S("") : S(",\n"));
        event_put_json(out, &app->state->drafts.at[i]->event);
        first = false;
    }
    buf_put(out, S("\n]\n}\n"));
}

/* An app that was closed in the middle of a practice has stopped it (clinical reference, 5.2). */
static void close_practice(struct app *app, struct visit *visit)
{
    const struct practice *practice = state_open_practice(app->state);
    if (practice && consent_is_open(&practice->consent))
        visit_keep(visit, (struct event){.kind = PRACTICE_STEPPED,
                                         .step = {.practice = practice->id, .step = CONSENT_APP_CLOSED}});
}

struct reply app_loaded(struct app *app, uint64_t unreadable, const struct request *request, struct arena *arena)
{
    struct vault_header header;
    app->opening = false;
    app_load_end(app);
    app->older_way = app_has_older_way(app, unreadable);
    app->counts.damaged += unreadable;
    app->unopened = app->counts.damaged;
    app->counts.incomplete = chain_missing(&app->chain, &app->arena);
    bool renumbered = number_check(app, entropy_part(request, PART_DEVICE, NUMBER_BYTES));
    open_session(app, request);
    begin_time(app, request);
    bool rests = number_meet(app, request), holds = hold_meet(app);
    bool changed = rests || holds || renumbered;

    struct visit visit = visit_begin(app, request, true, arena);
    bool held = form_get(&request->form, S("then")).len > 0;
    visit_go(&visit, S("/"));
    visit.even_unkept = true;
    visit.frame.draft = S(""); /* the form that opens has none, and ends none */
    close_practice(app, &visit);
    bool spelt = spell_again(app, request, &header);
    if (spelt)
        visit_keep(&visit, ways_event(app, &header, WAYS_SPELLING, arena));
    struct reply reply = keep_visit(app, &visit, request, arena);
    if (spelt)
        keep_header(app, &header, &reply);
    if (changed && !reply.keep.any) {
        mem_zero(&app->pending, sizeof app->pending); /* what found no room has acted already */
        app->pending.even_unkept = true;              /* without the row, the number is for this time alone */
        number_keep(app, entropy_part(request, PART_HERE, SEAL_ENTROPY_BYTES), arena, &reply.keep);
    }
    if (hold_is_over(app)) {
        if (!reply.keep.any)
            mem_zero(&app->pending, sizeof app->pending);
        app->pending.even_unkept = true; /* else they go at a later opening */
        hold_let_go(app, HOLD_ALL, arena, &reply.keep);
    }
    app->pending.once = S("");
    app->pending.show = held ? SHOW_HELD : SHOW_REDIRECT;
    if (!reply.keep.any && held)
        reply = reply_held(app, request, arena);
    reply.set_cookie = cookie_header(request, id_str(&app->session.cookie), arena);
    return reply;
}

struct reply lock_and_leave(struct app *app, const struct request *request, struct str to, struct arena *arena)
{
    struct reply reply;
    mem_zero(&app->pending, sizeof app->pending);
    if (app_is_open(app)) {
        struct visit visit = visit_begin(app, request, true, arena);
        visit_go(&visit, to);
        visit.even_unkept = true;
        close_practice(app, &visit);
        reply = keep_visit(app, &visit, request, arena);
        app->pending.lock_after = true;
        /* The address may borrow from the state, which is about to be wiped. */
        reply.location = str_copy(arena, to);
        if (!reply.keep.any)
            app_lock(app);
    } else {
        reply = reply_redirect(to);
    }
    reply.set_cookie =
        STR_JOIN(arena, cookie_name(request, arena), S("=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
    return reply;
}

static struct reply export_json(const struct app *app, struct arena *arena)
{
    struct buf out = buf_on(arena);
    app_export_json(app, &out);
    return (struct reply){
        .status = 200,
        .type = S("application/json; charset=utf-8"),
        .download = S("notes.json"),
        .body = buf_bytes(&out),
    };
}

static void remember_search(struct app *app, struct str search)
{
    if (search.at == app->session.search || search.len > SEARCH_MAX || !app->session.open)
        return;
    mem_copy(app->session.search, search.at, search.len);
    app->session.search_len = search.len;
}

static struct reply act(struct app *app, const struct route *route, struct visit *visit, const struct request *request,
                        struct arena *arena)
{
    bool opens = route->action == ACTION_MAKE || route->action == ACTION_UNLOCK;
    if (opens && !app->words->whole)
        return (struct reply){.words = true};
    switch (route->action) {
    case ACTION_MAKE:
        return make_vault(app, request, arena);
    case ACTION_UNLOCK:
        return unlock_vault(app, request, arena);
    case ACTION_LOCK:
        return lock_and_leave(app, request, S("/"), arena);
    case ACTION_LEAVE:
        return lock_and_leave(app, request, visit->frame.leave_to, arena);
    case ACTION_SHEET:
        return new_sheet(app, request, arena);
    case ACTION_SHEET_TRY:
        return try_sheet(app, request, arena);
    case ACTION_PASSPHRASE:
        return change_passphrase(app, request, arena);
    case ACTION_MERGE:
        return bring_begin(app, request, arena);
    case ACTION_LET_GO:
        return let_go(app, request, arena);
    case ACTION_ANEW:
        return seal_anew(app, request, arena);
    case ACTION_DEVICE:
        return change_device(app, request, arena);
    case ACTION_EXPORT:
        return export_json(app, arena);
    case ACTION_BACKUP:
        return (struct reply){
            .status = 200, .type = S("application/octet-stream"), .download = S("notes.backup"), .send = SEND_BACKUP};
    case ACTION_PAGE:
        break;
    }
    route->page(visit);
    remember_search(app, visit->search);
    return keep_visit(app, visit, request, arena);
}

/* Someone not in the session asks for a page that needs it; what they typed goes with them to the lock. */
static struct reply at_the_lock(const struct app *app, const struct request *request, struct arena *arena)
{
    if (request->method != HTTP_POST || !app->has_vault)
        return reply_redirect(S("/"));
    struct visit visit = visit_begin(app, request, false, arena);
    gate_unlock_page(
        &visit, S("attune was locked meanwhile. What you typed is held on this page, unseen. Unlock to go on with it."),
        false, request->path, request->raw_form);
    return reply_page(&visit);
}

/* A questionnaire cannot be kept in two parts, and going back would help nobody. */
static struct str too_large_words(struct str path)
{
    if (str_eq(path, S("/measures/import")))
        return S(
            "This text is larger than attune can read as a questionnaire. One of this kind is rarely over 100 KB, so "
            "it may hold pictures or several questionnaires. Nothing of it was saved, and the file is as it was.");
    return S(
        "That was more than attune can take in one go, so nothing of it was saved. Your browser may still have it: "
        "go back and look. You can save it in parts.");
}

static struct reply handle(struct app *app, const struct request *request, struct arena *arena)
{
    if (!http_host_is_ours(request->host, request->port, request->own_name) ||
        (request->method == HTTP_POST && !http_origin_is_ours(request->origin, request->host)))
        return reply_in_words(app, request, 403, S("This address is not attune's."), arena);
    if (!http_site_is_ours(request))
        return reply_in_words(app, request, 403, S("Another page asked for this, so nothing was done."), arena);
    if (request->method == HTTP_OTHER)
        return reply_in_words(app, request, 405, S("attune does not do that."), arena);
    if (request->too_large)
        return reply_in_words(app, request, 413, too_large_words(request->path), arena);

    bool ours = app_knows(app, request, arena);
    struct visit visit = visit_begin(app, request, ours, arena);
    bool post = request->method == HTTP_POST;
    const struct route *route = route_find(post, request->path, visit.parts);
    if (ours)
        app->session.seen_ms = request->steady_ms;
    /* Also where no page stands any more: what was typed on it is shown. */
    if (!post && ours && (!route || route->action == ACTION_PAGE) && !draft_bring(&visit))
        drafts_offer(&visit);
    if (!route && (ours || !post || !app->has_vault)) {
        visit_nothing_here(&visit);
        return reply_page(&visit);
    }
    /* An update locks: a form of a page that is no more since then waits there as well. */
    if (!ours && (!route || route->access == ACCESS_OPEN))
        return at_the_lock(app, request, arena);
    /* Stop, Lock and Leave act on what is open, whoever presses them; they answer with an address and show nothing of
     * it. */
    if (route->unguarded && !ours && app_is_open(app))
        visit.state = app->state;

    /* A draft that comes after its form was kept is late. */
    struct str place;
    bool draft = str_eq(request->path, S("/draft"));
    uint64_t form = form_mark(request->raw_form);
    if (post &&
        was_kept(app, form_get(&request->form, draft ? S("draft-once") : S("once")), draft ? NULL : &form, &place))
        return reply_redirect(str_copy(arena, place));
    if (post && ours && !route->unguarded && !id_is(&app->session.token, form_get(&request->form, S("token"))))
        return reply_again(app, request, request->path, &request->form,
                           S("This page was open since before attune was locked. What you typed is still here. "
                             "Look it over and send it again."),
                           arena);
    return act(app, route, &visit, request, arena);
}

/* A page that sends to itself would never be seen, and Stop with it. */
static bool leads_to_itself(const struct request *request, const struct reply *reply)
{
    struct str path, rest;
    if (request->method == HTTP_POST || !reply->location.len)
        return false;
    str_cut(reply->location, '#', &path, &rest);
    str_cut(path, '?', &path, &rest);
    return str_eq(path, request->path);
}

struct reply app_handle(struct app *app, const struct request *request, struct arena *arena)
{
    if (app_is_open(app))
        let_time_pass(app, request, *arena);
    struct reply reply = handle(app, request, arena);
    if (!leads_to_itself(request, &reply))
        return reply;
    mem_zero(&app->pending, sizeof app->pending);
    return reply_in_words(app, request, 500,
                          S("This page could not be shown, and that is attune’s own mistake. Nothing was changed."),
                          arena);
}

enum err app_replay(struct app *app, struct event *event, int64_t at_ms, struct bytes entropy, struct arena *arena,
                    struct log_entry *out)
{
    ASSERT(app_is_open(app));
    event->at = number_stamp(app, app->here.device, at_ms);
    struct buf record = buf_on(arena);
    struct log_entry entry = {.n = app->last_n + 1, .device = app->here.device, .previous = app->here.head};
    event_encode(&record, event);
    enum err e = seal_record(app->keys, entry.device, &entry.previous, buf_bytes(&record), entropy, arena, &entry.bytes,
                             &entry.hash);
    if (!e)
        e = state_take(app->state, bytes_copy(&app->arena, buf_bytes(&record)), entry.n);
    if (e)
        return e;
    took_own(app, &entry.hash);
    app->here.clock = event->at.clock;
    *out = entry;
    return ERR_OK;
}
