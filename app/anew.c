/* app/anew.c - everything sealed anew, under a new root */
#include "app/inside.h"

#include "app/spelling.h"
#include "pages/settings/ways.h"

static struct reply anew_again(const struct app *app, const struct request *request, struct str problem,
                               struct arena *arena)
{
    struct visit visit = visit_begin(app, request, true, arena);
    settings_anew_page(&visit, problem);
    return reply_page(&visit);
}

/* Why it cannot begin; empty if it can. */
static struct str anew_check(const struct app *app, const struct request *request)
{
    if (practice_is_open(app))
        return PRACTICE_IS_OPEN;
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
    struct visit visit = visit_begin(app, request, true, arena);
    visit_keep(&visit, ways_event(app, &anew->header, WAYS_ANEW, arena));
    mem_zero(&app->pending, sizeof app->pending);
    anew->here = number_new(app, app->last_n, entropy_part(request, PART_DEVICE, NUMBER_BYTES));
    encode_events(app, anew->here.device, &visit, arena);
    app->pending.once = form_get(&request->form, S("once"));
    app->pending.go_to = S("/sheet?made=1&anew=1"); /* of the same form sent again: the sheet is shown once */
    return ERR_OK;
}

struct reply seal_anew(struct app *app, const struct request *request, struct arena *arena)
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

/* The old log is gone through once more, in the order in which it was loaded; the new one gets a chain of its own. */
static void anew_begin(struct app *app)
{
    struct chain *old = &app->chain;
    mem_zero(&old->before, sizeof old->before);
    old->heads.len = 0;
    app->anew.arena = app->arena;
    chain_begin(&app->anew.chain, app->anew.keys);
}

/* The record of an old entry; it lies beyond the state and is wiped by its reader.  False: it cannot be opened. */
static bool anew_open(struct app *app, const struct log_entry *entry, struct bytes *record)
{
    struct arena scratch = app->arena;
    return chain_open(&app->chain, app->keys, entry, &scratch, record) == ERR_OK;
}

/* What stands for an entry whose words are gone, or stay behind. */
static void anew_husk(struct bytes entropy, struct arena *arena, struct log_entry *out)
{
    mem_copy(out->hash.at, entropy.at, HASH_BYTES);
    out->bytes = bytes_copy(arena, (struct bytes){out->hash.at, HASH_BYTES});
}

/* What each device sealed is one line in the new log, also where it had forked. */
static void anew_link(struct anew *anew, struct log_entry *out)
{
    const struct chain_head *head = chain_head(&anew->chain, out->device);
    if (head)
        out->previous = head->last;
}

enum err app_anew_entry(struct app *app, const struct log_entry *entry, struct bytes entropy, struct arena *arena,
                        struct log_entry *out)
{
    struct anew *anew = &app->anew;
    struct hash husk;
    struct bytes record;
    ASSERT(anew->any && anew->keys->open && entropy.len >= ANEW_ENTROPY_BYTES);
    if (anew->last_n == 0)
        anew_begin(app);
    anew->last_n = entry->n;
    *out = (struct log_entry){.n = entry->n, .device = entry->device};
    anew_link(anew, out);
    bool is_husk = husk_read(entry->bytes, &husk);
    bool opened = !is_husk && anew_open(app, entry, &record);
    if (opened) {
        enum err e =
            seal_record(anew->keys, entry->device, &out->previous, record, entropy, arena, &out->bytes, &out->hash);
        if (record.len)
            seal_wipe((void *)(uintptr_t)record.at, record.len);
        if (e)
            return e;
    } else {
        anew->left_behind += !is_husk;
        if (!is_husk && !anew->may_leave)
            return ERR_NOT_OPENED;
        anew_husk(entropy, arena, out);
    }
    chain_step(&app->chain, entry, opened, &app->arena);
    chain_add(&anew->chain, out, opened, &app->arena);
    return ERR_OK;
}

enum err app_anew_end(struct app *app, struct bytes entropy, struct arena *arena, struct log_entry *out)
{
    struct anew *anew = &app->anew;
    ASSERT(anew->any && app->pending.len == 1);
    if (anew->last_n == 0)
        anew_begin(app);
    /* What is lost without any trace at the very end must not be taken for the place of this record. */
    anew->last_n = (anew->last_n > app->last_n ? anew->last_n : app->last_n) + 1;
    *out = (struct log_entry){.n = anew->last_n, .device = anew->here.device};
    enum err e = seal_record(anew->keys, out->device, &out->previous, app->pending.records[0], entropy, arena,
                             &out->bytes, &out->hash);
    anew->here.since = anew->here.met = out->n - 1;
    anew->here.head = out->hash;
    anew->here.len = 1;
    return e;
}

static void anew_give_back(struct app *app)
{
    if (app->anew.last_n == 0)
        return;
    app->arena = app->anew.arena;
    app->chain.heads.len = app->chain.heads.cap = 0;
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
        app->last_n = anew->last_n - 1;
        app->chain = anew->chain;
        app->here = anew->here;
        app->here.len = 0; /* take_pending counts the record itself */
        mem_zero(&app->here.head, sizeof app->here.head);
        pending->hashes[0] = anew->here.head;
        app->unopened -= app->unopened < anew->left_behind ? app->unopened : anew->left_behind;
        app->older_way = false;
        take_pending(app, true);
        number_anew(app);
        bring_forget(app);
        number_tell(app);
        remember_once(app, pending->once, form_mark(request->raw_form), pending->go_to);
        mem_copy(pending->sheet, anew->sheet, sizeof pending->sheet);
        out = reply_sheet(app, request, true, arena);
    } else {
        anew_give_back(app);
        app->unopened += how == ERR_NOT_OPENED && !app->unopened; /* so that the page asks about it */
        out = anew_again(app, request, anew_problem(how), arena);
        out.status = how == ERR_NOT_OPENED ? 200 : 503;
    }
    seal_wipe(pending, sizeof *pending);
    anew_forget(app);
    return out;
}
