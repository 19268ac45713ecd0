/* app/bring.c - a backup of this place, brought in whole or not at all; and letting go of what was deleted elsewhere */
#include "app/inside.h"
#include "app/merge.h"

#include "pages/settings/merge.h"

static struct reply bring_again(const struct app *app, const struct request *request, struct str problem,
                                struct arena *arena)
{
    struct visit visit = visit_begin(app, request, true, arena);
    settings_merge_page(&visit, problem);
    return reply_page(&visit);
}

struct reply bring_begin(const struct app *app, const struct request *request, struct arena *arena)
{
    if (practice_is_open(app))
        return bring_again(app, request, PRACTICE_IS_OPEN, arena);
    return (struct reply){.status = 200, .merge = true};
}

/* Why there is no file to look at: nothing is said of the backup, which may be whole. */
static struct str sending_problem(enum err e)
{
    if (e == ERR_NOT_FOUND)
        return S("No file came, or an empty one. Please choose the backup, and try again.");
    if (e == ERR_TOO_LONG)
        return S("This file is larger than what can be brought in from a page. Nothing was changed. If it is a backup, "
                 "“attune merge FILE” may take it, from a terminal.");
    if (e == ERR_NO_ROOM)
        return S("There is not enough room on this disk for the file to come in. Nothing was changed. Once there is "
                 "more, it can be brought in.");
    if (e == ERR_TRUNCATED)
        return S("The file did not come whole: it stopped on the way. Nothing was changed. Please try again.");
    return S("The file could not be read, or the disk here did not take it. Nothing was changed. Please look whether "
             "it is still where you chose it, and try again.");
}

static struct str bring_problem(enum err e)
{
    if (e == ERR_NOT_OPENED)
        return S("This is a backup of another place, or from before everything here was sealed anew. It does not open "
                 "with what opens this one, so nothing was taken.");
    if (e == ERR_BAD_VERSION)
        return S("This backup was made by a newer attune. Once this one is as new, it can be brought in.");
    if (e == ERR_TRUNCATED)
        return S("This backup is not whole: its end is missing. Perhaps it was still being copied. Nothing was taken.");
    if (e == ERR_BROKEN_CHAIN)
        return S("Something in this file was changed after it was saved, so nothing of it was taken.");
    if (e == ERR_NO_ROOM)
        return S("There is too little free memory for this backup here. Nothing was taken.");
    return S("This file is not a backup of attune. A backup is what “Save a sealed copy” gives. Nothing was taken.");
}

static enum err bring_read(struct bytes file, struct backup *out)
{
    enum err e = backup_read(file, out);
    if (e)
        return e;
    struct hash sum = seal_hash(out->summed);
    return seal_same((struct bytes){sum.at, HASH_BYTES}, (struct bytes){out->sum.at, HASH_BYTES}) ? ERR_OK
                                                                                                  : ERR_BROKEN_CHAIN;
}

/* What a record may take once it is folded, beside its own bytes. */
enum { FOLDED_BYTES = 2048 };

static bool has_room(const struct app *app, const struct merge *merge)
{
    size_t needed = 2 * STATE_SPARE_BYTES;
    for (size_t i = 0; i < merge->len; i++)
        needed += merge->take[i].bytes.len + FOLDED_BYTES;
    return arena_left(&app->arena) > needed;
}

static enum err bring_plan(struct app *app, const struct backup *backup, struct arena *arena, struct merge *out)
{
    enum err e = merge_plan(*backup, &app->chain, &app->arena, app->keys, app->state, app->here.device, arena, out);
    mem_copy(out->sum.at, backup->sum.at, HASH_BYTES);
    return !e && !has_room(app, out) ? ERR_NO_ROOM : e;
}

/*
 * A large file takes its time, and a person who sees nothing happen presses again: what the browser shows then is the
 * answer to the second sending, for which nothing is new.  It is told what the first one brought.
 */
static bool was_brought(const struct app *app, const struct request *request, const struct backup *backup)
{
    const struct brought *last = &app->brought;
    return last->page.len && id_is(&last->once, form_get(&request->form, S("once"))) &&
           seal_same((struct bytes){last->sum.at, HASH_BYTES}, (struct bytes){backup->sum.at, HASH_BYTES});
}

static struct reply brought_again(const struct app *app, const struct request *request, struct arena *arena)
{
    struct visit visit = visit_begin(app, request, true, arena);
    buf_put_bytes(&visit.out, app->brought.page);
    return reply_page(&visit);
}

static struct reply bring_page(const struct app *app, const struct merge *merge, const struct request *request,
                               struct arena *arena)
{
    struct visit visit = visit_begin(app, request, true, arena);
    settings_merged_page(&visit, &(struct merged){
                                     .came = merge->came,
                                     .unopened = merge->unopened,
                                     .later = merge->later,
                                     .deleted = merge->deleted,
                                     .hidden = merge->hidden,
                                     .strays = &merge->strays,
                                     .ahead = merge->newest_ms > visit.wall_ms + CLOCK_FOLLOWS_MS,
                                     .anything = merge->len || merge->husks_len,
                                 });
    return reply_page(&visit);
}

struct reply app_merge(struct app *app, const struct sent_file *file, const struct request *request,
                       struct arena *arena)
{
    struct merge *merge = ARENA_NEW(arena, struct merge);
    ASSERT(app_is_open(app));
    mem_zero(&app->pending, sizeof app->pending);
    if (practice_is_open(app))
        return bring_again(app, request, PRACTICE_IS_OPEN, arena);
    if (file->how)
        return bring_again(app, request, sending_problem(file->how), arena);
    struct backup backup;
    enum err e = bring_read(file->bytes, &backup);
    if (!e && was_brought(app, request, &backup))
        return brought_again(app, request, arena);
    if (!e)
        e = bring_plan(app, &backup, arena, merge);
    if (e)
        return bring_again(app, request, bring_problem(e), arena);
    struct reply reply = bring_page(app, merge, request, arena);
    if (!merge->len && !merge->husks_len)
        return reply;
    for (size_t i = 0; i < merge->len; i++)
        merge->take[i].n += app->last_n;
    if (merge->strange)
        app->here = number_new(app, app->last_n, entropy_part(request, PART_DEVICE, NUMBER_BYTES));
    app->pending.any = true;
    app->pending.merge = merge;
    int64_t held_ms = app->here.held_ms;
    if (merge->hidden || merge->strays.len)
        app->here.held_ms = app->time.now_ms;
    number_keep(app, entropy_part(request, PART_HERE, SEAL_ENTROPY_BYTES), arena, &reply.keep);
    app->here.held_ms = held_ms; /* until it is kept */
    reply.keep.append = merge->take;
    reply.keep.append_len = merge->len;
    reply.keep.husks = merge->husks;
    reply.keep.husks_len = merge->husks_len;
    reply.keep.removes = merge->husks_len != 0;
    return reply;
}

void bring_settle(struct app *app, const struct merge *merge, const struct request *request)
{
    number_tell(app); /* it may have another since */
    for (size_t i = 0; i < merge->len; i++)
        app_load(app, &merge->take[i]);
    /* What is a husk now takes no part, though nobody deleted it here: a draft that went on elsewhere. */
    app->state->log.late |= merge->husks_len != 0;
    app_load_end(app);
    app->counts.incomplete = chain_missing(&app->chain, &app->arena);
    if (merge->strange)
        app->told = NUMBER_OF_A_STRANGER;
    struct newest newest = number_follow(app, wall_taken_ms(request->wall_ms));
    int64_t newest_ms = stamp_ms((struct stamp){.clock = newest.clock});
    if (newest_ms > app->time.now_ms)
        app->time.now_ms = newest_ms; /* it is never before the newest that counts */
    number_meet(app, request);
}

void bring_remember(struct app *app, const struct request *request, struct bytes page)
{
    struct str once = form_get(&request->form, S("once"));
    if (once.len != ID_TEXT || arena_left(&app->arena) < STATE_SPARE_BYTES + page.len)
        return;
    mem_copy(app->brought.once.at, once.at, ID_TEXT);
    app->brought.sum = app->pending.merge->sum;
    app->brought.page = bytes_copy(&app->arena, page);
}

void bring_forget(struct app *app)
{
    mem_zero(&app->brought, sizeof app->brought);
}

struct reply let_go(struct app *app, const struct request *request, struct arena *arena)
{
    struct reply reply = reply_redirect(S("/settings?kept=let-go#keep"));
    mem_zero(&app->pending, sizeof app->pending);
    hold_let_go(app, HOLD_BUT_STRAYS, arena, &reply.keep);
    if (!reply.keep.any)
        return reply;
    app->pending.any = true;
    app->pending.go_to = reply.location;
    app->pending.once = form_get(&request->form, S("once"));
    return reply;
}
