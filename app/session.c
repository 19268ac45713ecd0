/* app/session.c - who is asking, what time it is, and the frame around every page */
#include "app/inside.h"

#include "core/course/remind.h"
#include "core/course/settings.h"
#include "pages/frame/gone.h"
#include "pages/gate/gate.h"

const struct str PRACTICE_IS_OPEN =
    S_INIT("A practice is still open, and nothing may stand in the way of its Stop. Please end it first.");

bool practice_is_open(const struct app *app)
{
    const struct practice *practice = state_open_practice(app->state);
    return practice && consent_is_open(&practice->consent);
}

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

bool id_is(const struct id_text *id, struct str text)
{
    return seal_same((struct bytes){(const uint8_t *)id->at, ID_TEXT}, bytes_of_str(text));
}

struct str id_str(const struct id_text *id)
{
    return (struct str){id->at, ID_TEXT};
}

struct bytes entropy_part(const struct request *request, size_t from, size_t len)
{
    ASSERT(request->entropy.len >= ENTROPY_BYTES && from + len <= ENTROPY_BYTES);
    return bytes_first(bytes_inside(request->entropy, from, 0), len);
}
_Static_assert(PART_HERE + SEAL_ENTROPY_BYTES <= ENTROPY_BYTES, "entropy runs out");
_Static_assert(PART_SLOT + SLOT_ENTROPY_BYTES <= PART_MAKE, "parts overlap");

struct str cookie_name(const struct request *request, struct arena *arena)
{
    struct buf b = buf_on(arena);
    buf_put(&b, S("s"));
    buf_put_u64(&b, request->port);
    return buf_str(&b);
}

struct str cookie_header(const struct request *request, struct str value, struct arena *arena)
{
    return STR_JOIN(arena, cookie_name(request, arena), S("="), value, S("; Path=/; HttpOnly; SameSite=Strict"));
}

struct reply reply_redirect(struct str to)
{
    return (struct reply){.status = 303, .type = S("text/plain; charset=utf-8"), .location = to};
}

/* Where locking, leaving and a program that has ended lead to. */
static bool is_past_a_lock(const struct visit *visit)
{
    return !visit->frame.open &&
           (str_eq(visit->path, S("/")) || str_eq(visit->path, S("/unlock")) || str_eq(visit->path, S("/blank")));
}

struct reply reply_page(const struct visit *visit)
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

/* How long until a reminder is due, if a page could still be standing by then. */
enum { REMIND_AHEAD_MS = 24 * 60 * 60 * 1000 };

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
    frame->words = app->words;
    frame->lang = app->words->lang;
    frame->rtl = app->words->rtl;
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

struct visit visit_begin(const struct app *app, const struct request *request, bool open, struct arena *arena)
{
    struct visit visit = {
        .path = request->path,
        .query = request->query,
        .form = request->form,
        .state = open ? app->state : NULL,
        .words = app->words,
        .now_ms = app_is_open(app) ? app->time.now_ms : wall_taken_ms(request->wall_ms),
        .wall_ms = wall_taken_ms(request->wall_ms),
        .zone_min = request->zone_min,
        .has_sheet = open && seal_has_slot(&app->header, SLOT_RECOVERY),
        .unopened = app->unopened,
        .incomplete = app->counts.incomplete,
        .behind_ms = open ? app->behind_ms : 0,
        .older_way = app->older_way,
        .is_copy = app->told == NUMBER_OF_A_COPY,
        .has_stranger = app->told == NUMBER_OF_A_STRANGER,
        .search = open ? (struct str){app->session.search, app->session.search_len} : S(""),
        .arena = arena,
        .out = buf_on(arena),
    };
    /* Shown as a date, which is the wall clock's. */
    if (visit.state && visit.state->log.held.len)
        visit.held_until_ms = within_log_time(visit.wall_ms + hold_until_ms(app) - visit.now_ms);
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

/*
 * The page that a form sent to this address stands on, or NULL: a button stands on many, and what is asked for at its
 * address is something else, as /body/limit is no map.
 */
static const struct route *page_of_form(struct str path, struct str parts[PATH_PARTS_MAX])
{
    const struct route *sent = route_find(true, path, parts), *page = route_find(false, path, parts);
    bool own = page && page->action == ACTION_PAGE && (!sent || str_eq(page->pattern, sent->pattern));
    return own ? page : NULL;
}

struct reply reply_again(const struct app *app, const struct request *request, struct str path,
                         const struct form *typed, struct str notice, struct arena *arena)
{
    struct visit visit = visit_begin(app, request, app_is_open(app), arena);
    const struct route *route = page_of_form(path, visit.parts);
    visit.path = path;
    visit.form = *typed;
    visit.typed = true;
    visit.frame.notice = notice;
    visit.frame.draft = visit.state ? draft_of_form(visit.state, typed) : S("");
    if (!route && visit_holds_words(&visit, S("")))
        return reply_page(&visit);
    if (!route || (route->access == ACCESS_OPEN && !app_is_open(app))) {
        route = route_find(false, S("/"), visit.parts);
        visit.typed = false;
        visit.frame.notice =
            app->pending.refused
                ? S("That could not be saved, so nothing was done.")
                : S("That button was from before attune was locked, so nothing was done. Please look again.");
    }
    route->page(&visit);
    return visit.go_to.len ? reply_redirect(visit.go_to) : reply_page(&visit);
}

/* Nothing is under way and nothing rests: then a wall clock that jumps ends nothing, and the log may keep up with it.
 */
static bool may_follow_the_wall(const struct state *state, int64_t now_ms)
{
    const struct practice *practice = state_open_practice(state);
    bool open = practice && consent_is_open(&practice->consent);
    return !open && !state_rests(state, now_ms);
}

void begin_time(struct app *app, const struct request *request)
{
    const struct state *state = app->state;
    int64_t wall_ms = wall_taken_ms(request->wall_ms);
    struct newest newest = number_follow(app, wall_ms);
    int64_t newest_ms = stamp_ms((struct stamp){.clock = newest.clock});
    int64_t now_ms = state_time_after(state, newest.clock, wall_ms);
    if (wall_ms >= newest_ms && may_follow_the_wall(state, now_ms))
        now_ms = wall_ms;
    app->time = (struct log_time){.now_ms = now_ms, .steady_ms = request->steady_ms};
    app->behind_ms = newest.wall_ms > wall_ms ? newest.wall_ms - wall_ms : 0;
}

/* Fold what time alone has done to the open practice.  The log does not take note: it follows from what is there. */
static void fold_time(struct app *app, const struct practice *practice, const struct request *request,
                      struct arena scratch)
{
    struct event tick = {
        .kind = PRACTICE_STEPPED,
        .at = number_stamp(app, app->here.device, app->time.now_ms),
        .zone_min = request->zone_min,
        .step = {.practice = practice->id, .step = CONSENT_TICK},
    };
    struct buf record = buf_on(&scratch);
    event_set_wall(&tick, wall_taken_ms(request->wall_ms));
    event_encode(&record, &tick);
    enum err e = state_take(app->state, bytes_copy(&app->arena, buf_bytes(&record)), 0);
    ASSERT(!e); /* we have just made it */
    app->here.clock = tick.at.clock;
    state_settle(app->state);
}

void let_time_pass(struct app *app, const struct request *request, struct arena scratch)
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

void open_session(struct app *app, const struct request *request)
{
    app->session = (struct session){
        .open = true,
        .cookie = id_from(entropy_part(request, PART_COOKIE, ID_BYTES)),
        .token = id_from(entropy_part(request, PART_TOKEN, ID_BYTES)),
        .seen_ms = request->steady_ms,
    };
    mem_zero(app->tries, sizeof app->tries);
}

struct reply reply_in_words(const struct app *app, const struct request *request, int status, struct str words,
                            struct arena *arena)
{
    struct visit visit = visit_begin(app, request, app_knows(app, request, arena), arena);
    visit.status = status;
    gate_words_page(&visit, words);
    return reply_page(&visit);
}
