/* host/native/anew.c - every stored entry through the app into a second file, as app/app.h asks for it */
#include <sodium.h>

#include "host/native/serve.h"

struct renewing {
    struct keeper *keeper;
    struct store_anew *anew;
    struct arena *arena;
};

static enum err renew_one(void *ctx, const struct log_entry *entry)
{
    struct renewing *r = ctx;
    struct arena arena = *r->arena; /* by value: what one entry took is free for the next */
    uint8_t entropy[ANEW_ENTROPY_BYTES];
    struct log_entry made;
    randombytes_buf(entropy, sizeof entropy);
    enum err e = app_anew_entry(r->keeper->app, entry, (struct bytes){entropy, sizeof entropy}, &arena, &made);
    return e ? e : store_anew_put(r->anew, &made);
}

static enum err renew_end(struct renewing *r)
{
    uint8_t entropy[ANEW_ENTROPY_BYTES];
    struct log_entry made;
    randombytes_buf(entropy, sizeof entropy);
    enum err e = app_anew_end(r->keeper->app, (struct bytes){entropy, sizeof entropy}, r->arena, &made);
    return e ? e : store_anew_put(r->anew, &made);
}

/* The second vault is another file, and has a row of this place from the start. */
static enum err renew_here(struct renewing *r)
{
    uint8_t entropy[SEAL_ENTROPY_BYTES];
    struct hash place;
    bool has_place = store_anew_place(r->anew, &place) == ERR_OK;
    randombytes_buf(entropy, sizeof entropy);
    return store_anew_here(r->anew, app_here(r->keeper->app, (struct bytes){place.at, has_place ? sizeof place.at : 0},
                                             (struct bytes){entropy, sizeof entropy}, r->arena));
}

enum err keeper_anew(struct keeper *keeper, const struct vault_header *header, struct arena *arena)
{
    struct renewing r = {.keeper = keeper, .arena = arena};
    size_t unreadable = 0;
    enum err e = store_anew_begin(keeper->store, header, &r.anew);
    if (e)
        return e;
    e = store_each(keeper->store, renew_one, &r, &unreadable);
    if (!e)
        e = renew_end(&r);
    if (!e)
        e = renew_here(&r);
    if (!e)
        return store_anew_end(keeper->store, r.anew);
    store_anew_drop(keeper->store, r.anew);
    return e;
}
