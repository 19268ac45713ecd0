/* host/native/vault.c - an app, its memory and its store, and one request through all three */
#define _GNU_SOURCE
#include "host/native/serve.h"

#include <sodium.h>
#include <sys/mman.h>

/* Address space, not memory: pages are used as the log grows.  A sanitizer cannot watch as much. */
#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define STATE_RESERVE ((size_t)1 << 30)
#else
#define STATE_RESERVE ((size_t)4 << 30)
#endif

static void *reserve(size_t len)
{
    void *at = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return NULL;
    madvise(at, len, MADV_DONTDUMP);
    return at;
}

enum err vault_open(const char *dir, bool create, struct seal_cost cost, struct vault *out)
{
    struct vault vault = {0};
    struct vault_header header;
    bool has_header = false;
    enum err e = store_open(dir, create, &vault.store);
    if (!e && store_has_vault(vault.store)) {
        e = store_header_read(vault.store, &header);
        if (!e)
            e = seal_header_check(&header);
        has_header = !e;
    }
    if (e)
        goto out;
    vault.state = reserve(STATE_RESERVE);
    vault.keys = sodium_malloc(app_keys_bytes()); /* locked, guarded, wiped when freed */
    vault.app = sodium_malloc((app_bytes() + 63) / 64 * 64);
    e = vault.state && vault.keys && vault.app ? ERR_OK : ERR_NO_ROOM;
    if (e)
        goto out;
    app_start(vault.app,
              &(struct app_memory){
                  .state = vault.state,
                  .state_bytes = STATE_RESERVE,
                  .keys = vault.keys,
                  .cost = cost,
              },
              has_header ? &header : NULL);
    *out = vault;
    return ERR_OK;
out:
    vault_close(&vault);
    return e;
}

void vault_close(struct vault *vault)
{
    if (vault->app && vault->keys && vault->state)
        app_lock(vault->app);
    if (vault->app)
        sodium_free(vault->app);
    if (vault->keys)
        sodium_free(vault->keys);
    if (vault->state)
        munmap(vault->state, STATE_RESERVE);
    store_free(vault->store);
    *vault = (struct vault){0};
}

static enum err load_one(void *ctx, const struct store_entry *entry)
{
    struct vault *vault = ctx;
    app_load(vault->app, &(struct log_entry){
                             .n = entry->n,
                             .device = entry->device,
                             .hash = entry->hash,
                             .bytes = entry->envelope,
                         });
    return ERR_OK;
}

enum err vault_load(struct vault *vault, uint64_t *unreadable)
{
    size_t unread = 0;
    enum err e = store_each(vault->store, load_one, vault, &unread);
    *unreadable = unread;
    return e;
}

static enum err keep(struct vault *vault, const struct keep *keep, struct arena *arena)
{
    if (keep->make)
        return store_make(vault->store, keep->header);
    struct store_entry *entries = ARENA_MANY(arena, struct store_entry, keep->append_len + 1);
    for (size_t i = 0; i < keep->append_len; i++)
        entries[i] = (struct store_entry){
            .n = keep->append[i].n,
            .device = keep->append[i].device,
            .hash = keep->append[i].hash,
            .envelope = keep->append[i].bytes,
        };
    return store_keep(vault->store, &(struct store_change){
                                        .header = keep->header,
                                        .append = entries,
                                        .append_len = keep->append_len,
                                        .husks = keep->husks,
                                        .husks_len = keep->husks_len,
                                    });
}

/* A moment of rest is the time to bring everything into one file. */
static void rest_if_locked(struct vault *vault, bool was_open)
{
    if (was_open && !app_is_open(vault->app))
        store_settle(vault->store);
}

void vault_tick(struct vault *vault, int64_t steady_ms)
{
    bool was_open = app_is_open(vault->app);
    app_tick(vault->app, steady_ms);
    rest_if_locked(vault, was_open);
}

struct reply vault_answer(struct vault *vault, const struct request *request, struct arena *arena)
{
    bool was_open = app_is_open(vault->app);
    struct reply reply = app_handle(vault->app, request, arena);
    if (reply.load) {
        uint64_t unreadable = 0;
        enum err e = vault_load(vault, &unreadable);
        if (e) /* what could not be shown at all is at least said */
            unreadable += store_last(vault->store) + 1;
        reply = app_loaded(vault->app, unreadable, request, arena);
    }
    if (reply.anew) {
        enum err e = vault_anew(vault, reply.anew, arena);
        reply = app_anew_settle(vault->app, e, request, &reply, arena);
    }
    if (reply.keep.any) {
        enum err e = keep(vault, &reply.keep, arena);
        reply = app_settle(vault->app, !e, request, &reply, arena);
    }
    rest_if_locked(vault, was_open);
    return reply;
}
