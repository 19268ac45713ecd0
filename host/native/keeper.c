/* host/native/keeper.c - an app, its memory and its store, and one request through all three */
#define _GNU_SOURCE
#include "host/native/serve.h"
#include "host/native/words_here.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

/*
 * A name of its own gives a vault an origin of its own: pages of other ports of 127.0.0.1 can neither see nor set its
 * cookies. Browsers take every name below "localhost" for this machine (RFC 6761, section 6.3).  It is not secret, but
 * by chance, so that no page elsewhere can guess it, and it tells nothing.
 */
#define NAME_BEGIN "notes-"
#define NAME_END ".localhost"
static const char NAME_LETTERS[] = "abcdefghijklmnopqrstuvwxyz234567";
enum { NAME_CHANCE = 10, NAME_LEN = sizeof NAME_BEGIN - 1 + NAME_CHANCE + sizeof NAME_END - 1 };
_Static_assert((size_t)NAME_LEN < VAULT_NAME_MAX, "a name fits");

static bool name_is_one(const char *name)
{
    return strlen(name) == NAME_LEN && strncmp(name, NAME_BEGIN, sizeof NAME_BEGIN - 1) == 0 &&
           strspn(name + sizeof NAME_BEGIN - 1, NAME_LETTERS) == NAME_CHANCE &&
           strcmp(name + NAME_LEN - (sizeof NAME_END - 1), NAME_END) == 0;
}

static bool name_read(int dir, char name[VAULT_NAME_MAX])
{
    int fd = openat(dir, "vault.name", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, name, VAULT_NAME_MAX - 1) : 0;
    if (fd >= 0)
        close(fd);
    name[len > 0 ? len : 0] = '\0';
    name[strcspn(name, "\n")] = '\0';
    return name_is_one(name);
}

/* Renamed into place, so that there is never half of one; if the disk takes none, the name is good for this time. */
static void name_make(int dir, char name[VAULT_NAME_MAX])
{
    uint8_t chance[NAME_CHANCE];
    char letters[NAME_CHANCE + 1] = {0};
    randombytes_buf(chance, sizeof chance);
    for (size_t i = 0; i < NAME_CHANCE; i++)
        letters[i] = NAME_LETTERS[chance[i] % 32];
    snprintf(name, VAULT_NAME_MAX, NAME_BEGIN "%s" NAME_END, letters);
    (void)unlinkat(dir, "vault.name.part", 0);
    int fd = openat(dir, "vault.name.part", O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    bool written = dprintf(fd, "%s\n", name) == NAME_LEN + 1 && fsync(fd) == 0;
    if (close(fd) != 0 || !written || renameat(dir, "vault.name.part", dir, "vault.name") != 0)
        (void)unlinkat(dir, "vault.name.part", 0);
}

static void name_find(const char *path, char name[VAULT_NAME_MAX])
{
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 || !name_read(dir, name))
        name_make(dir, name);
    if (dir >= 0)
        close(dir);
}

enum err keeper_open(const char *dir, bool create, struct seal_cost cost, struct keeper *out)
{
    struct keeper keeper = {0};
    struct vault_header header;
    struct store_here here = {0};
    struct hash place;
    bool has_header = false;
    const struct words *words = NULL;
    enum err e = words_here(&words);
    if (!e)
        e = store_open(dir, create, &keeper.store);
    if (!e && store_has_vault(keeper.store)) {
        e = store_header_read(keeper.store, &header);
        if (!e)
            e = seal_header_check(&header);
        has_header = !e;
    }
    if (e)
        goto out;
    keeper.state = reserve(STATE_RESERVE);
    keeper.keys = sodium_malloc(app_keys_bytes()); /* locked, guarded, wiped when freed */
    keeper.app = sodium_malloc((app_bytes() + 63) / 64 * 64);
    e = keeper.state && keeper.keys && keeper.app ? ERR_OK : ERR_NO_ROOM;
    if (e)
        goto out;
    if (store_here_read(keeper.store, &here) != ERR_OK)
        here.len = 0;
    bool has_place = store_place(keeper.store, &place) == ERR_OK;
    app_start(keeper.app,
              &(struct app_memory){
                  .state = keeper.state,
                  .state_bytes = STATE_RESERVE,
                  .keys = keeper.keys,
                  .cost = cost,
                  .words = words,
              },
              &(struct app_vault){
                  .header = has_header ? &header : NULL,
                  .here = {here.at, here.len},
                  .place = {place.at, has_place ? sizeof place.at : 0},
              });
    keeper.dir = dir;
    if (create)
        name_find(dir, keeper.own_name);
    *out = keeper;
    return ERR_OK;
out:
    keeper_close(&keeper);
    return e;
}

void keeper_close(struct keeper *keeper)
{
    if (keeper->app && keeper->keys && keeper->state)
        app_lock(keeper->app);
    if (keeper->app)
        sodium_free(keeper->app);
    if (keeper->keys)
        sodium_free(keeper->keys);
    if (keeper->state)
        munmap(keeper->state, STATE_RESERVE);
    store_free(keeper->store);
    *keeper = (struct keeper){0};
}

static enum err load_one(void *ctx, const struct log_entry *entry)
{
    app_load(ctx, entry);
    return ERR_OK;
}

enum err keeper_load(struct keeper *keeper, uint64_t *unreadable)
{
    size_t unread = 0;
    enum err e = store_each(keeper->store, load_one, keeper->app, &unread);
    app_load_end(keeper->app);
    *unreadable = unread;
    return e;
}

static enum err keep(struct keeper *keeper, const struct keep *keep)
{
    if (keep->make)
        return store_make(keeper->store, keep->header, keep->here);
    return store_keep(keeper->store, &(struct store_change){
                                         .header = keep->header,
                                         .append = keep->append,
                                         .append_len = keep->append_len,
                                         .husks = keep->husks,
                                         .husks_len = keep->husks_len,
                                         .here = keep->here,
                                         .removes = keep->removes,
                                     });
}

/* A moment of rest is the time to bring everything into one file. */
static void rest_if_locked(struct keeper *keeper, bool was_open)
{
    if (was_open && !app_is_open(keeper->app))
        store_settle(keeper->store);
}

void keeper_tick(struct keeper *keeper, int64_t steady_ms)
{
    bool was_open = app_is_open(keeper->app);
    app_tick(keeper->app, steady_ms);
    rest_if_locked(keeper, was_open);
}

struct reply keeper_answer(struct keeper *keeper, const struct request *request, struct arena *arena)
{
    return keeper_answer_file(keeper, request, &(struct sent_file){.how = ERR_NOT_FOUND}, arena);
}

struct reply keeper_answer_file(struct keeper *keeper, const struct request *request, const struct sent_file *file,
                                struct arena *arena)
{
    bool was_open = app_is_open(keeper->app);
    struct reply reply = app_handle(keeper->app, request, arena);
    if (reply.load) {
        uint64_t unreadable = 0;
        enum err e = keeper_load(keeper, &unreadable);
        if (e) /* what could not be shown at all is at least said */
            unreadable += store_last(keeper->store) + 1;
        reply = app_loaded(keeper->app, unreadable, request, arena);
    }
    if (reply.merge)
        reply = app_merge(keeper->app, file, request, arena);
    if (reply.anew) {
        enum err e = keeper_anew(keeper, reply.anew, arena);
        reply = app_anew_settle(keeper->app, e, request, &reply, arena);
    }
    if (reply.keep.any) {
        enum err e = keep(keeper, &reply.keep);
        reply = app_settle(keeper->app, !e, request, &reply, arena);
    }
    rest_if_locked(keeper, was_open);
    return reply;
}
