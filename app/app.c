/*
 * app/app.c - a request meets the session, the routes, the keys and the log
 *
 * The order in app_handle is the order of trust: is the request for us, who is asking, does the
 * page exist, did the form come from our own page, was it kept already; then the page decides.
 */
#include "app/app.h"

#include "core/course/remind.h"
#include "core/course/settings.h"
#include "core/course/ways.h"
#include "core/fold/fold.h"
#include "app/qr.h"
#include "app/ways_in.h"
#include "pages/journal/draft.h"
#include "pages/gate/gate.h"
#include "pages/route.h"

enum {
    ID_BYTES = 16,
    ID_TEXT = 2 * ID_BYTES,
    ONCE_KEPT = 64,
    PLACE_MAX = 256,
    FREE_TRIES = 3, /* wrong passphrases before waiting begins */
    WAIT_MAX_S = 60,
    IDLE_DEFAULT_MIN = 5,
    STATE_SPARE_BYTES = 4 << 20, /* writing stops while there is still room to read */
};

struct id_text {
    char at[ID_TEXT];
};

/* A form that was kept, and where its sender was sent on to. */
struct kept_once {
    struct id_text id;
    uint64_t form; /* form_mark */
    char place[PLACE_MAX];
    size_t place_len;
};

struct session {
    bool open;
    struct id_text cookie, token;
    int64_t seen_ms;         /* steady */
    char search[SEARCH_MAX]; /* what is looked for in the diary */
    size_t search_len;
};

enum pending_show { SHOW_REDIRECT, SHOW_SHEET, SHOW_HELD };

/* What app_settle needs to know of the request it settles; records live in the request's arena. */
struct pending {
    bool any;
    enum pending_show show;
    bool make, lock_after, even_unkept;
    bool refused; /* for want of room, or by the disk */
    struct vault_header header;
    bool header_changed;
    struct bytes records[VISIT_EVENTS_MAX];
    struct hash hashes[VISIT_EVENTS_MAX];
    size_t len;
    bool removes;
    struct str go_to, once, notice;
    char sheet[RECOVERY_TEXT_BYTES];
};

/* Everything on its way from one set of keys to another. */
struct anew {
    bool any;
    struct keyring *keys; /* beside the app's own, in locked memory */
    struct vault_header header;
    char sheet[RECOVERY_TEXT_BYTES];
    struct hash old_chain, chain;
    uint64_t last_n, left_behind;
    bool may_leave; /* what cannot be opened stays behind */
};

struct app {
    struct app_memory memory;
    struct keyring *keys;
    struct anew anew;
    struct vault_header header;
    bool has_vault;
    struct arena arena;  /* of the state */
    struct state *state; /* NULL while locked */
    struct session session;
    struct log_time time;
    int64_t behind_ms; /* so far was the wall clock behind the newest entry at this opening */
    uint64_t device, last_n;
    struct hash chain; /* hash of the newest envelope */
    struct app_counts counts;
    uint64_t unopened; /* said on Today until the next opening */
    bool older_way;    /* so is this: the header is not the newest that the log knows of */
    struct kept_once once[ONCE_KEPT];
    size_t once_next;
    struct tries {
        unsigned wrong;
        int64_t wait_until_ms; /* steady */
    } tries[2];                /* of pages of ours, and of whatever else asks: see tries_of */
    bool opening;              /* keys are right, the log is being loaded */
    bool old_spelling;         /* the passphrase slot was made with another spelling than the one new slots have */
    struct pending pending;
};

size_t app_bytes(void)
{
    return sizeof(struct app);
}

size_t app_keys_bytes(void)
{
    return 2 * sizeof(struct keyring); /* the second is for sealing anew */
}

struct app *app_start(void *at, const struct app_memory *memory, const struct vault_header *header)
{
    struct app *app = at;
    mem_zero(app, sizeof *app);
    app->memory = *memory;
    app->keys = memory->keys;
    app->anew.keys = app->keys + 1;
    mem_zero(app->keys, app_keys_bytes());
    if (header) {
        app->header = *header;
        app->has_vault = true;
    }
    return app;
}

/* The state */

static void begin_state(struct app *app)
{
    app->arena = arena_on(app->memory.state, app->memory.state_bytes);
    struct state *state = ARENA_NEW(&app->arena, struct state);
    state_begin(state, &app->arena);
    app->state = state;
    app->counts = (struct app_counts){0};
    app->last_n = 0;
    app->device = 0;
    app->unopened = 0;
    app->time = (struct log_time){0};
    app->behind_ms = 0;
    app->older_way = false;
    mem_zero(&app->chain, sizeof app->chain);
}

static void anew_forget(struct app *app)
{
    struct keyring *keys = app->anew.keys;
    keyring_wipe(keys);
    seal_wipe(&app->anew, sizeof app->anew);
    app->anew.keys = keys;
}

void app_lock(struct app *app)
{
    keyring_wipe(app->keys);
    anew_forget(app);
    if (app->arena.at)
        seal_wipe(app->memory.state, (size_t)(app->arena.at - (uint8_t *)app->memory.state));
    app->state = NULL;
    app->arena = (struct arena){0};
    app->opening = false;
    seal_wipe(&app->session, sizeof app->session);
    seal_wipe(app->once, sizeof app->once);
    seal_wipe(&app->pending, sizeof app->pending);
}

bool app_is_open(const struct app *app)
{
    return app->state != NULL && !app->opening;
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

void app_load(struct app *app, const struct log_entry *entry)
{
    struct hash husk;
    struct bytes record;
    struct hash previous = app->chain;
    app->chain = entry->hash;
    app->last_n = entry->n;
    app->device = entry->device;
    if (husk_read(entry->bytes, &husk)) {
        app->counts.husks++;
        return;
    }
    struct hash hash = seal_hash(entry->bytes);
    enum err e = seal_same((struct bytes){hash.at, HASH_BYTES}, (struct bytes){entry->hash.at, HASH_BYTES})
                     ? ERR_OK
                     : ERR_BROKEN_CHAIN;
    struct arena scratch = app->arena;
    /* A log may come from a host with more room (recordings are large): what does not fit is passed over, and said. */
    if (!e && arena_left(&scratch) < STATE_SPARE_BYTES)
        e = ERR_NO_ROOM;
    if (!e)
        e = seal_open_record(app->keys, entry->device, &previous, entry->bytes, &scratch, &record);
    if (!e) {
        app->arena = scratch; /* the record stays; state_take borrows it */
        e = state_take(app->state, record, entry->n);
    }
    if (e)
        app->counts.damaged++;
    else
        app->counts.good++;
}

struct app_counts app_counts(const struct app *app)
{
    return app->counts;
}

enum err app_open(struct app *app, const struct spelled *secret)
{
    /* A recovery code has a checksum, so trying it first costs nothing. */
    enum err e = seal_open_recovery(&app->header, secret->typed, app->keys);
    if (e && secret->typed.len)
        e = ways_open(&app->header, secret, app->keys, NULL);
    if (e)
        return e;
    begin_state(app);
    return ERR_OK;
}

/*
 * What a readable export leaves out: the check-ins and steps of a practice, so that it can never be
 * shown as a record of consent (design, section 2, rule 3), the answer that closes the ladder, so
 * that nobody who demands the file learns of it (rule 6), and when a lock was changed, for the same reason.
 */
static bool is_exported(const struct event *event)
{
    if (event->kind == PRACTICE_CHECKED || event->kind == PRACTICE_STEPPED || event->kind == WAYS_CHANGED)
        return false;
    bool answers = event->kind == ANSWER_GIVEN || event->kind == ANSWER_SET_ASIDE;
    return !answers ||
           !str_eq(event->kind == ANSWER_GIVEN ? event->answer.question : event->aside.question, S("health-pause"));
}

void app_export_json(const struct app *app, struct buf *out)
{
    bool first = true;
    buf_put(out, S("{\n\"made_by\":\"attune\",\n\"note\":\"This file is not sealed. Anyone who has it can read it.\",\n"
                   "\"events\":[\n"));
    for (size_t i = 0; i < app->state->events.len; i++) {
        if (!is_exported(app->state->events.at[i]))
            continue;
        buf_put(out, first ? S("") : S(",\n"));
        event_put_json(out, app->state->events.at[i]);
        first = false;
    }
    for (size_t i = 0; i < app->state->drafts.len; i++) {
        buf_put(out, first ? S("") : S(",\n"));
        event_put_json(out, &app->state->drafts.at[i]->event);
        first = false;
    }
    buf_put(out, S("\n]\n}\n"));
}

/* Small pieces */

static struct id_text id_from(struct bytes entropy)
{
    static const char HEX[] = "0123456789abcdef";
    struct id_text id;
    ASSERT(entropy.len >= ID_BYTES);
    for (size_t i = 0; i < ID_BYTES; i++) {
        id.at[2 * i] = HEX[entropy.at[i] >> 4];
        id.at[2 * i + 1] = HEX[entropy.at[i] & 15];
    }
    return id;
}

static bool id_is(const struct id_text *id, struct str text)
{
    return seal_same((struct bytes){(const uint8_t *)id->at, ID_TEXT}, bytes_of_str(text));
}

static struct str id_str(const struct id_text *id)
{
    return (struct str){id->at, ID_TEXT};
}

/* The request's entropy is cut into parts that are each used once. */
enum entropy_part {
    PART_ONCE = 0,
    PART_COOKIE = 16,
    PART_TOKEN = 32,
    PART_DEVICE = 48,
    PART_SLOT = 64,
    PART_MAKE = 128,
    PART_RECORDS = 128 + MAKE_ENTROPY_BYTES,
};

static struct bytes entropy_part(const struct request *request, size_t from, size_t len)
{
    ASSERT(request->entropy.len >= ENTROPY_BYTES && from + len <= ENTROPY_BYTES);
    return bytes_first(bytes_inside(request->entropy, from, 0), len);
}
_Static_assert(PART_RECORDS + VISIT_EVENTS_MAX * SEAL_ENTROPY_BYTES <= ENTROPY_BYTES, "entropy runs out");
_Static_assert(PART_SLOT + SLOT_ENTROPY_BYTES <= PART_MAKE, "parts overlap");

/* What a device's own lock gave, as 64 hexadecimal digits; false if it is anything else. */
static bool device_secret(struct str hex, uint8_t out[DEVICE_SECRET_BYTES])
{
    if (hex.len != 2 * (size_t)DEVICE_SECRET_BYTES)
        return false;
    for (size_t i = 0; i < DEVICE_SECRET_BYTES; i += 8) {
        uint64_t eight;
        if (!str_to_hex_u64(str_first(str_after(hex, 2 * i), 16), &eight))
            return false;
        for (size_t k = 0; k < 8; k++)
            out[i + k] = (uint8_t)(eight >> (56 - 8 * k));
    }
    return true;
}

static enum err open_with_device(const struct vault_header *header, struct str hex, struct keyring *keys)
{
    uint8_t secret[DEVICE_SECRET_BYTES];
    enum err e = ERR_NOT_OPENED;
    if (device_secret(hex, secret))
        e = seal_open_device(header, (struct bytes){secret, sizeof secret}, keys);
    seal_wipe(secret, sizeof secret);
    return e;
}

static struct str cookie_name(const struct request *request, struct arena *arena)
{
    struct buf b = buf_on(arena);
    buf_put(&b, S("s"));
    buf_put_u64(&b, request->port);
    return buf_str(&b);
}

static struct str cookie_header(const struct request *request, struct str value, struct arena *arena)
{
    return STR_JOIN(arena, cookie_name(request, arena), S("="), value, S("; Path=/; HttpOnly; SameSite=Strict"));
}

static struct reply redirect(struct str to)
{
    return (struct reply){.status = 303, .type = S("text/plain; charset=utf-8"), .location = to};
}

/* Where locking, leaving and a program that has ended lead to. */
static bool is_past_a_lock(const struct visit *visit)
{
    return !visit->frame.open &&
           (str_eq(visit->path, S("/")) || str_eq(visit->path, S("/unlock")) || str_eq(visit->path, S("/blank")));
}

static struct reply page_reply(const struct visit *visit)
{
    return (struct reply){
        .status = visit->status ? visit->status : 200,
        .type = visit->type.len ? visit->type : S("text/html; charset=utf-8"),
        .cacheable = visit->cacheable,
        .locked = is_past_a_lock(visit),
        .leave_to = visit->frame.leave_to,
        .leave_host = settings_leave_host(visit->frame.leave_to),
        .body = buf_bytes(&visit->out),
    };
}

static struct str setting_words(const struct state *state, enum setting_name name, struct str otherwise)
{
    const struct event *event = state->settings[name];
    return event && event->setting.words.len ? event->setting.words : otherwise;
}

enum { REMIND_AHEAD_MS = 24 * 60 * 60 * 1000 };

/* How long until a reminder is due, if a page could still be standing by then. */
static uint64_t remind_in_ms(const struct state *state, int64_t now_ms, int zone_min)
{
    struct reminders reminders = reminders_now(state);
    int64_t next_ms = reminders_next_ms(&reminders, now_ms, zone_min);
    return next_ms && next_ms - now_ms < REMIND_AHEAD_MS ? (uint64_t)(next_ms - now_ms) : 0;
}

/* Stop stands on every page while a practice is under way or paused: also where nothing was found or kept. */
static void show_practice_in_frame(const struct state *state, struct visit *visit)
{
    const struct practice *practice = state_open_practice(state);
    if (!practice || !consent_is_open(&practice->consent))
        return;
    enum consent_phase phase = practice->consent.phase;
    visit->frame.practice = visit_stamp(visit, practice->id);
    visit->frame.in_practice = phase == CONSENT_ACTIVE || phase == CONSENT_PAUSED;
    visit->frame.paused = phase == CONSENT_PAUSED;
}

static void fill_frame(const struct app *app, struct visit *visit, bool open)
{
    struct frame *frame = &visit->frame;
    frame->title = S("Notes");
    frame->theme = S("auto");
    frame->text_size = S("m");
    frame->leave_to = S("/blank");
    frame->open = open;
    frame->has_vault = app->has_vault;
    if (!open)
        return;
    frame->token = id_str(&app->session.token);
    frame->lock_ms = (uint64_t)state_setting(app->state, SETTING_LOCK, IDLE_DEFAULT_MIN) * 60000;
    frame->remind_ms = remind_in_ms(app->state, visit->wall_ms, visit->zone_min);
    show_practice_in_frame(app->state, visit);
    frame->title = setting_words(app->state, SETTING_TITLE, frame->title);
    frame->theme = setting_words(app->state, SETTING_THEME, frame->theme);
    frame->text_size = setting_words(app->state, SETTING_TEXT, frame->text_size);
    struct str own = setting_words(app->state, SETTING_LEAVE, S(""));
    if (settings_leave_host(own).len)
        frame->leave_to = own;
    frame->spelling = state_setting(app->state, SETTING_SPELLING, SPELLING_OFF) == SPELLING_ON;
}

/* The draft that a form goes on with: its page's own, or the earlier one where the page has not kept its own yet. */
static struct str draft_of_form(const struct state *state, const struct form *form)
{
    struct str own = form_get(form, S("draft")), from = form_get(form, S("draft-from"));
    return state_draft(state, own) || !state_draft(state, from) ? own : from;
}

static struct visit begin_visit(const struct app *app, const struct request *request, bool open, struct arena *arena)
{
    struct visit visit = {
        .path = request->path,
        .query = request->query,
        .form = request->form,
        .state = open ? app->state : NULL,
        .now_ms = app_is_open(app) ? app->time.now_ms : wall_taken_ms(request->wall_ms),
        .wall_ms = wall_taken_ms(request->wall_ms),
        .zone_min = request->zone_min,
        .has_sheet = open && seal_has_slot(&app->header, SLOT_RECOVERY),
        .unopened = app->unopened,
        .behind_ms = open ? app->behind_ms : 0,
        .older_way = app->older_way,
        .search = open ? (struct str){app->session.search, app->session.search_len} : S(""),
        .arena = arena,
        .out = buf_on(arena),
    };
    fill_frame(app, &visit, open);
    /* The id travels in the form, so it must outlive this request's scratch: it is text on the page. */
    struct id_text *once = ARENA_NEW(arena, struct id_text);
    *once = id_from(entropy_part(request, PART_ONCE, ID_BYTES));
    visit.frame.once = id_str(once);
    visit.frame.draft = open ? draft_of_form(app->state, &request->form) : S("");
    return visit;
}

bool app_knows(const struct app *app, const struct request *request, struct arena *arena)
{
    struct str header = request->cookie, name = cookie_name(request, arena), value;
    while (app->session.open && http_cookie_next(&header, name, &value))
        if (id_is(&app->session.cookie, value))
            return true;
    return false;
}

/* The page at a path, asked again with what was typed and a sentence on why. */
static struct reply show_again(const struct app *app, const struct request *request, struct str path,
                               const struct form *typed, struct str notice, struct arena *arena)
{
    struct visit visit = begin_visit(app, request, app_is_open(app), arena);
    const struct route *route = route_find(false, path, visit.parts);
    visit.path = path;
    visit.form = *typed;
    visit.typed = true;
    visit.frame.notice = notice;
    visit.frame.draft = visit.state ? draft_of_form(visit.state, typed) : S("");
    if (!route || route->action != ACTION_PAGE || (route->access == ACCESS_OPEN && !app_is_open(app))) {
        route = route_find(false, S("/"), visit.parts);
        visit.typed = false;
        visit.frame.notice =
            app->pending.refused
                ? S("That could not be saved, so nothing was done.")
                : S("That button was from before attune was locked, so nothing was done. Please look again.");
    }
    route->page(&visit);
    return visit.go_to.len ? redirect(visit.go_to) : page_reply(&visit);
}

/* Keeping */

/* Tells one sent form from another (FNV-1a, 64 bits); unlike a keyed hash it leaves no piece of the words on the stack.
 */
static uint64_t form_mark(struct str form)
{
    uint64_t mark = 0xcbf29ce484222325;
    for (size_t i = 0; i < form.len; i++)
        mark = (mark ^ (uint8_t)form.at[i]) * 0x100000001b3;
    return mark;
}

static void remember_once(struct app *app, struct str once, uint64_t form, struct str place)
{
    if (once.len != ID_TEXT)
        return;
    struct kept_once *kept = &app->once[app->once_next++ % ONCE_KEPT];
    mem_copy(kept->id.at, once.at, ID_TEXT);
    kept->form = form;
    kept->place_len = place.len < PLACE_MAX ? place.len : 0;
    mem_copy(kept->place, place.at, kept->place_len);
}

/*
 * The same form, sent twice.  One that came back from the browser's memory and was changed since is another: its words
 * must not be passed over.  A draft (form NULL) is late if its form was kept at all.
 */
static bool was_kept(const struct app *app, struct str once, const uint64_t *form, struct str *place)
{
    for (size_t i = 0; i < ONCE_KEPT; i++)
        if (app->once[i].place_len && id_is(&app->once[i].id, once) && (!form || app->once[i].form == *form)) {
            *place = (struct str){app->once[i].place, app->once[i].place_len};
            return true;
        }
    return false;
}

/* Stamp and encode what a visit decided. */
static void encode_events(struct app *app, struct visit *visit, struct arena *arena)
{
    struct pending *pending = &app->pending;
    struct stamp last = app->state->last, begun = {0};
    for (size_t i = 0; i < visit->events_len; i++) {
        struct event *event = &visit->events[i];
        event->at = last = stamp_next(last, visit->now_ms, app->device);
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
}

/* Seal what was encoded; the chain itself moves only when it is kept. */
static enum err seal_pending(struct app *app, const struct request *request, struct arena *arena, struct keep *keep)
{
    struct pending *pending = &app->pending;
    struct log_entry *entries = ARENA_MANY(arena, struct log_entry, VISIT_EVENTS_MAX);
    struct hash chain = app->chain;
    for (size_t i = 0; i < pending->len; i++) {
        struct bytes entropy = entropy_part(request, PART_RECORDS + i * SEAL_ENTROPY_BYTES, SEAL_ENTROPY_BYTES);
        enum err e = seal_record(app->keys, app->device, &chain, pending->records[i], entropy, arena, &entries[i].bytes,
                                 &pending->hashes[i]);
        if (e)
            return e;
        chain = pending->hashes[i];
        entries[i].n = app->last_n + 1 + i;
        entries[i].device = app->device;
        entries[i].hash = chain;
    }
    keep->any = true;
    keep->append = entries;
    keep->append_len = pending->len;
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

/* Take what was kept, or what must act even though it was not, into the state. */
static void take_pending(struct app *app, bool kept)
{
    struct pending *pending = &app->pending;
    for (size_t i = 0; i < pending->len; i++) {
        struct bytes record =
            settle_draft(app, pending->records[i]) ? pending->records[i] : bytes_copy(&app->arena, pending->records[i]);
        enum err e = state_take(app->state, record, kept ? app->last_n + 1 : 0);
        ASSERT(!e); /* we have just made it */
        if (!kept)
            continue;
        app->last_n++;
        app->chain = pending->hashes[i];
        app->counts.good++;
    }
    if (pending->removes && kept)
        state_refold(app->state);
}

/* The item whose stored words an event makes husks of: one that is deleted, or a draft that is kept anew or over. */
static bool husks_of(const struct event *event, struct stamp *item)
{
    *item = event->kind == ITEM_REMOVED ? event->remove.item : event_item(event);
    return event->kind == ITEM_REMOVED || (event->kind == DRAFT_KEPT && stamp_is(event->draft.of));
}

/* Where the words lie that a visit deletes; false if any of it cannot be deleted. */
static bool take_places(struct app *app, const struct visit *visit, struct arena *arena, struct keep *keep)
{
    uint64_t *husks = NULL;
    size_t len = 0;
    for (size_t i = 0; i < visit->events_len; i++) {
        uint64_t *places;
        struct stamp item;
        if (!husks_of(&visit->events[i], &item))
            continue;
        size_t found = state_places(app->state, item, arena, &places);
        bool removes = visit->events[i].kind == ITEM_REMOVED;
        if (found == 0 && removes)
            return false;
        app->pending.removes |= removes;
        /* A draft that is thrown away; one that is kept anew, or went into its form, brings words. */
        keep->removes |= removes || (visit->events_len == 1 && !visit->events[i].draft.words.len);
        uint64_t *both = ARENA_MANY(arena, uint64_t, len + found + 1);
        if (len)
            mem_copy(both, husks, len * sizeof *both);
        if (found)
            mem_copy(both + len, places, found * sizeof *both);
        husks = both;
        len += found;
    }
    keep->husks = husks;
    keep->husks_len = len;
    return true;
}

static struct reply keep_visit(struct app *app, struct visit *visit, const struct request *request, struct arena *arena)
{
    struct pending *pending = &app->pending;
    struct reply reply = visit->go_to.len ? redirect(visit->go_to) : page_reply(visit);
    mem_zero(pending, sizeof *pending);
    if (visit->go_to.len && visit->events_len && request->method == HTTP_POST)
        draft_done(visit);
    if (!take_places(app, visit, arena, &reply.keep))
        visit->events_len = 0; /* what was to be deleted is not there, or not over yet */
    if (visit->events_len == 0)
        return reply;
    encode_events(app, visit, arena);
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
        reply = show_again(app, request, request->path, &request->form,
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

static struct reply show_sheet(const struct app *app, const struct request *request, bool anew, struct arena *arena)
{
    struct visit visit = begin_visit(app, request, true, arena);
    struct buf picture = buf_on(arena);
    struct str code = str_copy(arena, (struct str){app->pending.sheet, RECOVERY_TEXT_BYTES});
    qr_put_svg(&picture, code);
    gate_sheet_page(&visit, code, html_of_template(&picture), anew);
    return page_reply(&visit);
}

/* What someone sent while attune was locked, shown once more in the page it belongs to. */
static struct reply show_held(const struct app *app, const struct request *request, struct arena *arena)
{
    struct form held;
    if (form_decode(form_get(&request->form, S("held")), arena, &held))
        return redirect(S("/"));
    return show_again(app, request, form_get(&request->form, S("then")), &held,
                      S("attune was locked when you sent this. What you typed is still here. "
                        "Look it over and send it again."),
                      arena);
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
    remember_once(app, pending->once, form_mark(request->raw_form), pending->go_to.len ? pending->go_to : S("/"));
    struct reply out = pending->show == SHOW_SHEET  ? show_sheet(app, request, false, arena)
                       : pending->show == SHOW_HELD ? show_held(app, request, arena)
                                                    : *reply;
    out.set_cookie = reply->set_cookie;
    out.keep = (struct keep){0};
    return out;
}

struct reply app_not_sent(struct app *app, bool no_room, const struct request *request, struct arena *arena)
{
    struct form nothing = {0};
    struct reply reply = show_again(
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
        struct visit visit = begin_visit(app, request, false, arena);
        gate_make_page(&visit, S("The vault could not be written to this disk. Nothing was made. "
                                 "There may be no room, or no permission to write."));
        out = page_reply(&visit);
    } else if (pending->even_unkept) {
        take_pending(app, false);
        out = *reply;
        out.keep = (struct keep){0};
    } else {
        pending->refused = true;
        out = show_again(app, request, request->path, &request->form,
                         S("This could not be saved: the disk did not take it. What you typed is still here. "
                           "Please try again in a moment, or copy it somewhere safe."),
                         arena);
        /* Some pages lead on to where the practice stands by now, and that page is whole. */
        if (!out.location.len)
            out.status = 503;
    }
    seal_wipe(pending, sizeof *pending);
    if (lock)
        app_lock(app);
    return out;
}

/* Time */

/* Nothing is under way and nothing rests: then a wall clock that jumps ends nothing, and the log may keep up with it.
 */
static bool may_follow_the_wall(const struct state *state, int64_t now_ms)
{
    const struct practice *practice = state_open_practice(state);
    bool open = practice && consent_is_open(&practice->consent);
    return !open && !state_rests(state, now_ms);
}

/* Where the time of the log stands at this opening, and how far the wall clock is behind its newest entry. */
static void begin_time(struct app *app, const struct request *request)
{
    const struct state *state = app->state;
    int64_t wall_ms = wall_taken_ms(request->wall_ms);
    int64_t newest_ms = stamp_ms(state->last);
    int64_t now_ms = state_log_time(state, wall_ms);
    if (wall_ms >= newest_ms && may_follow_the_wall(state, now_ms))
        now_ms = wall_ms;
    app->time = (struct log_time){.now_ms = now_ms, .steady_ms = request->steady_ms};
    app->behind_ms = state->last_wall_ms > wall_ms ? state->last_wall_ms - wall_ms : 0;
}

/* Fold what time alone has done to the open practice.  The log does not take note: it follows from what is there. */
static void fold_time(struct app *app, const struct practice *practice, const struct request *request,
                      struct arena scratch)
{
    struct event tick = {
        .kind = PRACTICE_STEPPED,
        .at = stamp_next(app->state->last, app->time.now_ms, app->device),
        .zone_min = request->zone_min,
        .step = {.practice = practice->id, .step = CONSENT_TICK},
    };
    struct buf record = buf_on(&scratch);
    event_set_wall(&tick, wall_taken_ms(request->wall_ms));
    event_encode(&record, &tick);
    enum err e = state_take(app->state, bytes_copy(&app->arena, buf_bytes(&record)), 0);
    ASSERT(!e); /* we have just made it */
}

/* One time for all of this request. */
static void let_time_pass(struct app *app, const struct request *request, struct arena scratch)
{
    const struct state *state = app->state;
    log_time_pass(&app->time, request->steady_ms);
    const struct practice *practice = state_open_practice(state);
    if (practice) {
        struct consent now = practice->consent;
        consent_at(&now, app->time.now_ms);
        if (now.phase != practice->consent.phase)
            fold_time(app, practice, request, scratch);
    }
    int64_t wall_ms = wall_taken_ms(request->wall_ms);
    if (wall_ms > app->time.now_ms && may_follow_the_wall(state, app->time.now_ms))
        app->time.now_ms = wall_ms;
}

/* What needs keys */

/* The record of a changed way in.  Its hashes live in the arena. */
static struct event ways_event(const struct app *app, const struct vault_header *header, enum ways_what what,
                               struct arena *arena)
{
    struct hash before = seal_hash((struct bytes){app->header.at, VAULT_HEADER_BYTES});
    struct hash now = seal_hash((struct bytes){header->at, VAULT_HEADER_BYTES});
    return (struct event){
        .kind = WAYS_CHANGED,
        .ways = {.what = what,
                 .before = bytes_copy(arena, (struct bytes){before.at, HASH_BYTES}),
                 .now = bytes_copy(arena, (struct bytes){now.at, HASH_BYTES})},
    };
}

/* A changed header goes with what keep_visit left to keep, in the same transaction. */
static void keep_header(struct app *app, const struct vault_header *header, struct reply *reply)
{
    if (!reply->keep.any)
        return; /* no room for the record, and that has been said */
    app->pending.header = *header;
    app->pending.header_changed = true;
    reply->keep.header = &app->pending.header;
}

static struct reply change_ways(struct app *app, const struct request *request, const struct vault_header *header,
                                enum ways_what what, struct str go_to, struct arena *arena)
{
    struct visit visit = begin_visit(app, request, true, arena);
    visit_keep(&visit, ways_event(app, header, what, arena));
    visit_go(&visit, go_to);
    struct reply reply = keep_visit(app, &visit, request, arena);
    keep_header(app, header, &reply);
    return reply;
}

static void open_session(struct app *app, const struct request *request)
{
    app->session = (struct session){
        .open = true,
        .cookie = id_from(entropy_part(request, PART_COOKIE, ID_BYTES)),
        .token = id_from(entropy_part(request, PART_TOKEN, ID_BYTES)),
        .seen_ms = request->steady_ms,
    };
    mem_zero(app->tries, sizeof app->tries);
}

static uint64_t device_from(const struct request *request)
{
    struct bytes b = entropy_part(request, PART_DEVICE, 8);
    uint64_t device = 0;
    for (size_t i = 0; i < b.len; i++)
        device = device << 8 | b.at[i];
    return device ? device : 1;
}

static struct reply make_vault(struct app *app, const struct request *request, struct arena *arena)
{
    struct visit visit = begin_visit(app, request, false, arena);
    struct str passphrase = spelled_field(request, S("passphrase")).normal;
    struct str problem = app->has_vault
                             ? S("There is a vault here already.")
                             : gate_make_check(&request->form, passphrase, spelled_field(request, S("again")).normal);
    mem_zero(&app->pending, sizeof app->pending);
    if (!problem.len && seal_make(passphrase, app->memory.cost, entropy_part(request, PART_MAKE, MAKE_ENTROPY_BYTES),
                                  &app->pending.header, app->keys))
        problem = S("This machine has too little free memory to lock a vault well. Close something and try again.");
    if (problem.len) {
        gate_make_page(&visit, problem);
        return page_reply(&visit);
    }
    begin_state(app);
    app->device = device_from(request);
    open_session(app, request);
    begin_time(app, request);
    app->pending.any = app->pending.make = app->pending.header_changed = true;
    app->pending.go_to = S("/sheet");
    struct reply reply = redirect(app->pending.go_to);
    reply.set_cookie = cookie_header(request, id_str(&app->session.cookie), arena);
    reply.keep = (struct keep){.any = true, .make = true, .header = &app->pending.header};
    return reply;
}

static struct reply unlock_again(const struct app *app, const struct request *request, struct str problem, bool wrong,
                                 struct arena *arena)
{
    struct visit visit = begin_visit(app, request, false, arena);
    gate_unlock_page(&visit, problem, wrong, form_get(&request->form, S("then")), form_get(&request->form, S("held")));
    return page_reply(&visit);
}

/*
 * A browser says with every form from which page it comes; a program that knocks by itself usually does not.  Each has
 * its own waiting, so that a program that tries for ever keeps nobody out who types.  One that writes our Origin waits
 * as a person does: it runs under the person's own account, and could take the file and try there without any waiting.
 */
static struct tries *tries_of(struct app *app, const struct request *request)
{
    return &app->tries[request->origin.len ? 0 : 1];
}

/* Waiting grows with each wrong try: 1, 2, 4 ... seconds, at most a minute. */
static void count_wrong_try(struct tries *tries, int64_t steady_ms)
{
    tries->wrong++;
    if (tries->wrong <= FREE_TRIES)
        return;
    unsigned doubled = tries->wrong - FREE_TRIES - 1;
    int64_t wait_s = doubled >= 6 ? WAIT_MAX_S : (int64_t)1 << doubled;
    tries->wait_until_ms = steady_ms + (wait_s > WAIT_MAX_S ? WAIT_MAX_S : wait_s) * 1000;
}

static struct reply unlock(struct app *app, const struct request *request, struct arena *arena)
{
    struct spelled secret = spelled_field(request, S("passphrase"));
    bool old_spelling = false;
    if (!app->has_vault)
        return redirect(S("/"));
    struct tries *tries = tries_of(app, request);
    if (request->steady_ms < tries->wait_until_ms)
        return unlock_again(app, request,
                            S("Please wait a little before the next try. Ground and help are open meanwhile."), false,
                            arena);
    struct keyring keys = {0};
    enum err e = open_with_device(&app->header, form_get(&request->form, S("device")), &keys);
    if (e)
        e = seal_open_recovery(&app->header, secret.typed, &keys);
    if (e)
        e = secret.typed.len ? ways_open(&app->header, &secret, &keys, &old_spelling) : ERR_NOT_OPENED;
    if (e) {
        count_wrong_try(tries, request->steady_ms);
        struct recovery_slip slip = recovery_slip(secret.typed);
        struct str why = S("That did not open it. Take your time and try again.");
        if (e == ERR_NO_ROOM)
            why = S("This machine has too little free memory right now. Close something and try again.");
        else if (slip.like_a_code)
            why = STR_JOIN(arena, S("That did not open it. If it was the code of the sheet: "),
                           ways_slip_words(&slip, arena));
        return unlock_again(app, request, why, e == ERR_NOT_OPENED && !slip.like_a_code, arena);
    }
    if (app->state)
        app_lock(app); /* opened again elsewhere: the older session ends here */
    *app->keys = keys;
    seal_wipe(&keys, sizeof keys);
    begin_state(app);
    app->opening = true;
    app->old_spelling = old_spelling;
    return (struct reply){.status = 200, .load = true};
}

/* An app that was closed in the middle of a practice has stopped it (clinical reference, 5.2). */
static void close_practice(struct app *app, struct visit *visit)
{
    const struct practice *practice = state_open_practice(app->state);
    if (practice && consent_is_open(&practice->consent))
        visit_keep(visit, (struct event){.kind = PRACTICE_STEPPED,
                                         .step = {.practice = practice->id, .step = CONSENT_APP_CLOSED}});
}

bool app_has_older_way(const struct app *app, uint64_t unreadable)
{
    const struct app_counts *counts = &app->counts;
    bool all_read = counts->damaged == 0 && unreadable == 0;
    struct hash header = seal_hash((struct bytes){app->header.at, VAULT_HEADER_BYTES});
    switch (ways_find(app->state, (struct bytes){header.at, HASH_BYTES})) {
    case WAYS_FIT:
        return false;
    case WAYS_OLDER:
        return true;
    case WAYS_STRANGE:
        return all_read; /* else the record that names it may be among what cannot be read */
    case WAYS_SAID_NOTHING:
        /* Not one entry fits these keys: the header of before everything was sealed anew, most likely. */
        return counts->good == 0 && counts->damaged > 0;
    }
    return false;
}

/* The slot of a passphrase that opened only as it was typed, made again in the spelling of new slots. */
static bool spell_again(const struct app *app, const struct request *request, struct vault_header *header)
{
    *header = app->header;
    return app->old_spelling && !app->older_way &&
           seal_set_passphrase(header, app->keys, spelled_field(request, S("passphrase")).normal, app->memory.cost,
                               entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES)) == ERR_OK;
}

struct reply app_loaded(struct app *app, uint64_t unreadable, const struct request *request, struct arena *arena)
{
    struct vault_header header;
    app->opening = false;
    app->older_way = app_has_older_way(app, unreadable);
    app->counts.damaged += unreadable;
    app->unopened = app->counts.damaged;
    if (!app->device)
        app->device = device_from(request);
    open_session(app, request);
    begin_time(app, request);

    struct visit visit = begin_visit(app, request, true, arena);
    bool held = form_get(&request->form, S("then")).len > 0;
    visit_go(&visit, S("/"));
    visit.even_unkept = true;
    close_practice(app, &visit);
    bool spelt = spell_again(app, request, &header);
    if (spelt)
        visit_keep(&visit, ways_event(app, &header, WAYS_SPELLING, arena));
    struct reply reply = keep_visit(app, &visit, request, arena);
    if (spelt)
        keep_header(app, &header, &reply);
    app->pending.once = S("");
    app->pending.show = held ? SHOW_HELD : SHOW_REDIRECT;
    if (!reply.keep.any && held)
        reply = show_held(app, request, arena);
    reply.set_cookie = cookie_header(request, id_str(&app->session.cookie), arena);
    return reply;
}

/*
 * Whoever asks: a page that has lost its cookie, to another program's cookies or to the browser's own tidying, must
 * still lock, and locking harms nobody.  The reply is the same whether anything was open.
 */
static struct reply leave(struct app *app, const struct request *request, struct str to, struct arena *arena)
{
    struct reply reply;
    mem_zero(&app->pending, sizeof app->pending);
    if (app_is_open(app)) {
        struct visit visit = begin_visit(app, request, true, arena);
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
        reply = redirect(to);
    }
    reply.set_cookie =
        STR_JOIN(arena, cookie_name(request, arena), S("=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
    return reply;
}

static struct reply new_sheet(struct app *app, const struct request *request, struct arena *arena)
{
    struct vault_header header = app->header;
    char sheet[RECOVERY_TEXT_BYTES];
    enum err e = seal_set_recovery(&header, app->keys, entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES), sheet);
    if (e)
        return show_again(app, request, S("/sheet"), &request->form,
                          S("The sheet could not be made. Nothing has changed."), arena);
    struct reply reply = change_ways(app, request, &header, WAYS_SHEET, S("/sheet/try"), arena);
    if (reply.keep.any) {
        app->pending.show = SHOW_SHEET;
        mem_copy(app->pending.sheet, sheet, sizeof sheet);
    }
    seal_wipe(sheet, sizeof sheet);
    return reply;
}

static struct reply try_sheet(struct app *app, const struct request *request, struct arena *arena)
{
    struct visit visit = begin_visit(app, request, true, arena);
    struct keyring keys = {0};
    struct str code = form_get(&request->form, S("code"));
    enum err e = seal_open_recovery(&app->header, code, &keys);
    seal_wipe(&keys, sizeof keys);
    if (e) {
        struct recovery_slip slip = recovery_slip(code);
        gate_try_page(&visit, ways_slip_words(&slip, arena));
        return page_reply(&visit);
    }
    visit_keep(&visit, (struct event){.kind = SHEET_PROVEN, .proof = {.proven = 1}});
    visit_go(&visit, S("/sheet/done"));
    return keep_visit(app, &visit, request, arena);
}

/* Why the passphrase that is there, or the one that is to come, cannot be taken; empty if both can. */
static struct str passphrases_check(const struct app *app, const struct request *request)
{
    struct keyring keys = {0};
    struct spelled current = spelled_field(request, S("current"));
    struct str problem = gate_passphrase_check(spelled_field(request, S("passphrase")).normal,
                                               spelled_field(request, S("again")).normal);
    if (!problem.len && ways_open(&app->header, &current, &keys, NULL))
        problem = S("The passphrase you have now did not open the vault, so nothing was changed.");
    seal_wipe(&keys, sizeof keys);
    return problem;
}

static const struct str NO_MEMORY = S_INIT("This machine has too little free memory right now. Nothing was changed.");

static struct reply change_passphrase(struct app *app, const struct request *request, struct arena *arena)
{
    struct vault_header header = app->header;
    struct str problem = passphrases_check(app, request);
    if (!problem.len && seal_set_passphrase(&header, app->keys, spelled_field(request, S("passphrase")).normal,
                                            app->memory.cost, entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES)))
        problem = NO_MEMORY;
    if (problem.len) {
        struct visit visit = begin_visit(app, request, true, arena);
        gate_passphrase_page(&visit, problem);
        return page_reply(&visit);
    }
    return change_ways(app, request, &header, WAYS_PASSPHRASE, S("/settings?passphrase=changed"), arena);
}

/* A device's own lock as one more way in, or no longer; the passphrase stays one whatever is asked. */
static struct reply change_device(struct app *app, const struct request *request, struct arena *arena)
{
    uint8_t secret[DEVICE_SECRET_BYTES];
    struct vault_header header = app->header;
    bool add = device_secret(form_get(&request->form, S("device")), secret);
    bool drop = str_eq(form_get(&request->form, S("do")), S("remove"));
    enum err e = add || drop ? ERR_OK : ERR_MALFORMED;
    if (drop)
        seal_drop_device(&header);
    else if (!e)
        e = seal_set_device(&header, app->keys, (struct bytes){secret, sizeof secret},
                            entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES));
    seal_wipe(secret, sizeof secret);
    if (e)
        return show_again(app, request, S("/settings"), &request->form,
                          S("That could not be set. Nothing has changed."), arena);
    return change_ways(app, request, &header, drop ? WAYS_DEVICE_GONE : WAYS_DEVICE, S("/settings"), arena);
}

/* Everything anew */

static struct reply anew_again(const struct app *app, const struct request *request, struct str problem,
                               struct arena *arena)
{
    struct visit visit = begin_visit(app, request, true, arena);
    gate_anew_page(&visit, problem);
    return page_reply(&visit);
}

/* Why it cannot begin; empty if it can. */
static struct str anew_check(const struct app *app, const struct request *request)
{
    const struct practice *practice = state_open_practice(app->state);
    if (practice && consent_is_open(&practice->consent))
        return S("A practice is still open, and nothing may stand in the way of its Stop. Please end it first.");
    if (app->unopened && !form_has(&request->form, S("leave")))
        return S("Some of what is kept here cannot be opened and would stay behind for good. Please say whether that "
                 "is all right, or make a backup first.");
    struct spelled current = spelled_field(request, S("current"));
    if (str_eq(current.normal, spelled_field(request, S("passphrase")).normal))
        return S("That is the passphrase you have now. If someone may know it, another one is needed.");
    return passphrases_check(app, request);
}

/* New root, log salt and header, a new sheet, and the record that says so. */
static enum err anew_prepare(struct app *app, const struct request *request, struct arena *arena)
{
    struct anew *anew = &app->anew;
    enum err e = seal_make(spelled_field(request, S("passphrase")).normal, app->memory.cost,
                           entropy_part(request, PART_MAKE, MAKE_ENTROPY_BYTES), &anew->header, anew->keys);
    if (!e)
        e = seal_set_recovery(&anew->header, anew->keys, entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES),
                              anew->sheet);
    if (e)
        return e;
    anew->any = true;
    anew->may_leave = form_has(&request->form, S("leave"));
    struct visit visit = begin_visit(app, request, true, arena);
    visit_keep(&visit, ways_event(app, &anew->header, WAYS_ANEW, arena));
    mem_zero(&app->pending, sizeof app->pending);
    encode_events(app, &visit, arena);
    app->pending.once = form_get(&request->form, S("once"));
    app->pending.go_to = S("/sheet/try");
    return ERR_OK;
}

static struct reply seal_anew(struct app *app, const struct request *request, struct arena *arena)
{
    struct str problem = anew_check(app, request);
    anew_forget(app);
    if (!problem.len && anew_prepare(app, request, arena))
        problem = NO_MEMORY;
    if (problem.len) {
        anew_forget(app);
        return anew_again(app, request, problem, arena);
    }
    return (struct reply){.status = 200, .anew = &app->anew.header};
}

/* The record of an old entry; it lies beyond the state and is wiped by its reader.  False: it cannot be opened. */
static bool anew_open(struct app *app, const struct log_entry *entry, const struct hash *previous, struct bytes *record)
{
    struct hash hash = seal_hash(entry->bytes);
    struct arena scratch = app->arena;
    return seal_same((struct bytes){hash.at, HASH_BYTES}, (struct bytes){entry->hash.at, HASH_BYTES}) &&
           seal_open_record(app->keys, entry->device, previous, entry->bytes, &scratch, record) == ERR_OK;
}

enum err app_anew_entry(struct app *app, const struct log_entry *entry, struct bytes entropy, struct arena *arena,
                        struct log_entry *out)
{
    struct anew *anew = &app->anew;
    struct hash previous = anew->old_chain, husk;
    struct bytes record;
    ASSERT(anew->any && anew->keys->open && entropy.len >= ANEW_ENTROPY_BYTES);
    anew->old_chain = entry->hash;
    anew->last_n = entry->n;
    *out = (struct log_entry){.n = entry->n, .device = entry->device};
    bool is_husk = husk_read(entry->bytes, &husk);
    if (!is_husk && anew_open(app, entry, &previous, &record)) {
        enum err e =
            seal_record(anew->keys, entry->device, &anew->chain, record, entropy, arena, &out->bytes, &out->hash);
        if (record.len)
            seal_wipe((void *)(uintptr_t)record.at, record.len);
        anew->chain = out->hash;
        return e;
    }
    if (!is_husk) {
        anew->left_behind++;
        if (!anew->may_leave)
            return ERR_NOT_OPENED;
    }
    mem_copy(out->hash.at, entropy.at, HASH_BYTES);
    out->bytes = bytes_copy(arena, (struct bytes){out->hash.at, HASH_BYTES});
    anew->chain = out->hash;
    return ERR_OK;
}

enum err app_anew_end(struct app *app, struct bytes entropy, struct arena *arena, struct log_entry *out)
{
    struct anew *anew = &app->anew;
    ASSERT(anew->any && app->pending.len == 1);
    /* What is lost without any trace at the very end must not be taken for the place of this record. */
    anew->last_n = (anew->last_n > app->last_n ? anew->last_n : app->last_n) + 1;
    *out = (struct log_entry){.n = anew->last_n, .device = app->device};
    enum err e = seal_record(anew->keys, app->device, &anew->chain, app->pending.records[0], entropy, arena,
                             &out->bytes, &out->hash);
    if (!e)
        anew->chain = out->hash;
    return e;
}

static struct str anew_problem(enum err how)
{
    if (how == ERR_NOT_OPENED)
        return S(
            "Some of what is kept here cannot be opened and would stay behind for good. Nothing was changed. Please "
            "say whether that is all right, or make a backup first.");
    if (how == ERR_NO_ROOM)
        return S("There is not enough room for this: for a moment everything stands here twice. Nothing was changed.");
    return S("This could not be done: the disk did not take it. Nothing was changed, and the passphrase you have now "
             "still opens it.");
}

struct reply app_anew_settle(struct app *app, enum err how, const struct request *request, const struct reply *reply,
                             struct arena *arena)
{
    struct anew *anew = &app->anew;
    struct pending *pending = &app->pending;
    struct reply out;
    (void)reply;
    if (how == ERR_OK) {
        *app->keys = *anew->keys;
        app->header = anew->header;
        app->chain = anew->chain;
        app->last_n = anew->last_n - 1; /* take_pending counts the record itself */
        pending->hashes[0] = anew->chain;
        app->unopened -= app->unopened < anew->left_behind ? app->unopened : anew->left_behind;
        app->older_way = false;
        take_pending(app, true);
        remember_once(app, pending->once, form_mark(request->raw_form), pending->go_to);
        mem_copy(pending->sheet, anew->sheet, sizeof pending->sheet);
        out = show_sheet(app, request, true, arena);
    } else {
        app->unopened += how == ERR_NOT_OPENED && !app->unopened; /* so that the page asks about it */
        out = anew_again(app, request, anew_problem(how), arena);
        out.status = how == ERR_NOT_OPENED ? 200 : 503;
    }
    seal_wipe(pending, sizeof *pending);
    anew_forget(app);
    return out;
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

/* The way of one request */

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
    switch (route->action) {
    case ACTION_MAKE:
        return make_vault(app, request, arena);
    case ACTION_UNLOCK:
        return unlock(app, request, arena);
    case ACTION_LOCK:
        return leave(app, request, S("/"), arena);
    case ACTION_LEAVE:
        return leave(app, request, visit->frame.leave_to, arena);
    case ACTION_SHEET:
        return new_sheet(app, request, arena);
    case ACTION_SHEET_TRY:
        return try_sheet(app, request, arena);
    case ACTION_PASSPHRASE:
        return change_passphrase(app, request, arena);
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
        return redirect(S("/"));
    struct visit visit = begin_visit(app, request, false, arena);
    gate_unlock_page(
        &visit, S("attune was locked meanwhile. What you typed is held on this page, unseen. Unlock to go on with it."),
        false, request->path, request->raw_form);
    return page_reply(&visit);
}

/* Whatever went wrong: a sentence, with Ground and Leave, and with Stop for whom a practice is open. */
static struct reply simple_page(const struct app *app, const struct request *request, int status, struct str words,
                                struct arena *arena)
{
    struct visit visit = begin_visit(app, request, app_knows(app, request, arena), arena);
    visit.status = status;
    gate_words_page(&visit, words);
    return page_reply(&visit);
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
        return simple_page(app, request, 403, S("This address is not attune's."), arena);
    if (!http_site_is_ours(request))
        return simple_page(app, request, 403, S("Another page asked for this, so nothing was done."), arena);
    if (request->method == HTTP_OTHER)
        return simple_page(app, request, 405, S("attune does not do that."), arena);
    if (request->too_large)
        return simple_page(app, request, 413, too_large_words(request->path), arena);

    bool ours = app_knows(app, request, arena);
    struct visit visit = begin_visit(app, request, ours, arena);
    bool post = request->method == HTTP_POST;
    const struct route *route = route_find(post, request->path, visit.parts);
    if (ours)
        app->session.seen_ms = request->steady_ms;
    if (!post && ours && route && route->action == ACTION_PAGE && !draft_bring(&visit))
        drafts_offer(&visit);
    if (!route) {
        visit_nothing_here(&visit);
        return page_reply(&visit);
    }
    if (route->access == ACCESS_OPEN && !ours)
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
        return redirect(str_copy(arena, place));
    if (post && ours && !route->unguarded && !id_is(&app->session.token, form_get(&request->form, S("token"))))
        return show_again(app, request, request->path, &request->form,
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
    return simple_page(app, request, 500,
                       S("This page could not be shown, and that is attune’s own mistake. Nothing was changed."),
                       arena);
}

/* For the demo */

enum err app_replay(struct app *app, struct event *event, int64_t at_ms, struct bytes entropy, struct arena *arena,
                    struct log_entry *out)
{
    ASSERT(app_is_open(app));
    event->at = stamp_next(app->state->last, at_ms, app->device);
    struct buf record = buf_on(arena);
    struct log_entry entry = {.n = app->last_n + 1, .device = app->device};
    event_encode(&record, event);
    enum err e =
        seal_record(app->keys, app->device, &app->chain, buf_bytes(&record), entropy, arena, &entry.bytes, &entry.hash);
    if (!e)
        e = state_take(app->state, bytes_copy(&app->arena, buf_bytes(&record)), entry.n);
    if (e)
        return e;
    app->last_n = entry.n;
    app->chain = entry.hash;
    app->counts.good++;
    *out = entry;
    return ERR_OK;
}
