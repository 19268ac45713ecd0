/* app/ways_in.c - making a vault, opening it, and changing what opens it */
#include "app/inside.h"

#include "app/spelling.h"
#include "core/course/ways.h"
#include "pages/gate/gate.h"
#include "pages/settings/ways.h"

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

/* What a device's own lock gave, as 64 hexadecimal digits; false if it is anything else. */
static bool device_secret(struct str hex, uint8_t out[DEVICE_SECRET_BYTES])
{
    if (hex.len != 2 * (size_t)DEVICE_SECRET_BYTES)
        return false;
    for (size_t i = 0; i < DEVICE_SECRET_BYTES; i += 8) {
        uint64_t eight;
        if (!str_to_hex_u64(str_first(str_after(hex, 2 * i), 16), &eight))
            return false;
        mem_put_number(out + i, 8, eight);
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

struct event ways_event(const struct app *app, const struct vault_header *header, enum ways_what what,
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

void keep_header(struct app *app, const struct vault_header *header, struct reply *reply)
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
    struct visit visit = visit_begin(app, request, true, arena);
    visit_keep(&visit, ways_event(app, header, what, arena));
    visit_go(&visit, go_to);
    struct reply reply = keep_visit(app, &visit, request, arena);
    keep_header(app, header, &reply);
    return reply;
}

/*
 * The form that made it may come twice.  A browser shows the second answer, and the session went with the first: the
 * passphrase that was just chosen opens what it made.  Any other is told what there is, and waits like a wrong try.
 */
static struct reply make_again(struct app *app, const struct request *request, struct arena *arena)
{
    struct reply reply = unlock_vault(app, request, arena);
    if (reply.load)
        return reply;
    struct visit visit = visit_begin(app, request, false, arena);
    gate_unlock_page(&visit,
                     S("There is a place here already, so no other one was made. The passphrase that was chosen for it "
                       "opens it."),
                     false, S(""), S(""));
    return reply_page(&visit);
}

struct reply make_vault(struct app *app, const struct request *request, struct arena *arena)
{
    if (app->has_vault)
        return make_again(app, request, arena);
    struct visit visit = visit_begin(app, request, false, arena);
    struct str passphrase = spelled_field(request, S("passphrase")).normal;
    struct str problem = gate_make_check(&request->form, passphrase, spelled_field(request, S("again")).normal);
    mem_zero(&app->pending, sizeof app->pending);
    if (!problem.len && seal_make(passphrase, app->memory.cost, entropy_part(request, PART_MAKE, MAKE_ENTROPY_BYTES),
                                  &app->pending.header, app->keys))
        problem = S("This machine has too little free memory to lock a vault well. Close something and try again.");
    if (problem.len) {
        gate_make_page(&visit, problem);
        return reply_page(&visit);
    }
    begin_state(app);
    app->here = number_new(app, 0, entropy_part(request, PART_DEVICE, NUMBER_BYTES));
    number_tell(app);
    open_session(app, request);
    begin_time(app, request);
    app->pending.any = app->pending.make = app->pending.header_changed = true;
    app->pending.go_to = S("/sheet");
    struct reply reply = reply_redirect(app->pending.go_to);
    reply.set_cookie = cookie_header(request, id_str(&app->session.cookie), arena);
    reply.keep = (struct keep){.any = true, .make = true, .header = &app->pending.header};
    number_keep(app, entropy_part(request, PART_HERE, SEAL_ENTROPY_BYTES), arena, &reply.keep);
    return reply;
}

static struct reply unlock_again(const struct app *app, const struct request *request, struct str problem, bool wrong,
                                 struct arena *arena)
{
    struct visit visit = visit_begin(app, request, false, arena);
    gate_unlock_page(&visit, problem, wrong, form_get(&request->form, S("then")), form_get(&request->form, S("held")));
    return reply_page(&visit);
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

struct reply unlock_vault(struct app *app, const struct request *request, struct arena *arena)
{
    struct spelled secret = spelled_field(request, S("passphrase"));
    bool old_spelling = false;
    if (!app->has_vault)
        return reply_redirect(S("/"));
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

bool app_has_older_way(const struct app *app, uint64_t unreadable)
{
    const struct app_counts *counts = &app->counts;
    bool all_read = counts->damaged == 0 && unreadable == 0;
    struct hash header = seal_hash((struct bytes){app->header.at, VAULT_HEADER_BYTES});
    /* Without a row, what is here was restored or is of an earlier version: all of it is one's own past. */
    uint64_t since = app->here.device ? app->here.since : ENTRY_N_MAX;
    switch (ways_find(app->state, app->here.device, since, (struct bytes){header.at, HASH_BYTES})) {
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

bool spell_again(const struct app *app, const struct request *request, struct vault_header *header)
{
    *header = app->header;
    return app->old_spelling && !app->older_way &&
           seal_set_passphrase(header, app->keys, spelled_field(request, S("passphrase")).normal, app->memory.cost,
                               entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES)) == ERR_OK;
}

struct reply new_sheet(struct app *app, const struct request *request, struct arena *arena)
{
    struct vault_header header = app->header;
    char sheet[RECOVERY_TEXT_BYTES];
    enum err e = seal_set_recovery(&header, app->keys, entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES), sheet);
    if (e)
        return reply_again(app, request, S("/sheet"), &request->form,
                           S("The sheet could not be made. Nothing has changed."), arena);
    struct reply reply = change_ways(app, request, &header, WAYS_SHEET, S("/sheet?made=1"), arena);
    if (reply.keep.any) {
        app->pending.show = SHOW_SHEET;
        mem_copy(app->pending.sheet, sheet, sizeof sheet);
    }
    seal_wipe(sheet, sizeof sheet);
    return reply;
}

struct reply try_sheet(struct app *app, const struct request *request, struct arena *arena)
{
    struct visit visit = visit_begin(app, request, true, arena);
    struct keyring keys = {0};
    struct str code = form_get(&request->form, S("code"));
    enum err e = seal_open_recovery(&app->header, code, &keys);
    seal_wipe(&keys, sizeof keys);
    if (e) {
        struct recovery_slip slip = recovery_slip(code);
        gate_try_page(&visit, ways_slip_words(&slip, arena));
        return reply_page(&visit);
    }
    visit_keep(&visit, (struct event){.kind = SHEET_PROVEN, .proof = {.proven = 1}});
    visit_go(&visit, S("/sheet/done"));
    return keep_visit(app, &visit, request, arena);
}

struct str passphrases_check(const struct app *app, const struct request *request)
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

const struct str NO_MEMORY = S_INIT("This machine has too little free memory right now. Nothing was changed.");

struct reply change_passphrase(struct app *app, const struct request *request, struct arena *arena)
{
    struct vault_header header = app->header;
    struct str problem = passphrases_check(app, request);
    if (!problem.len && seal_set_passphrase(&header, app->keys, spelled_field(request, S("passphrase")).normal,
                                            app->memory.cost, entropy_part(request, PART_SLOT, SLOT_ENTROPY_BYTES)))
        problem = NO_MEMORY;
    if (problem.len) {
        struct visit visit = visit_begin(app, request, true, arena);
        settings_passphrase_page(&visit, problem);
        return reply_page(&visit);
    }
    return change_ways(app, request, &header, WAYS_PASSPHRASE, S("/settings?passphrase=changed"), arena);
}

struct reply change_device(struct app *app, const struct request *request, struct arena *arena)
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
        return reply_again(app, request, S("/settings"), &request->form,
                           S("That could not be set. Nothing has changed."), arena);
    return change_ways(app, request, &header, drop ? WAYS_DEVICE_GONE : WAYS_DEVICE, S("/settings"), arena);
}
