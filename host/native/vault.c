/* host/native/vault.c - an app, its memory and its store, and one request through all three */
#define _GNU_SOURCE
#include "host/native/serve.h"

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

enum err vault_open(const char *dir, bool create, struct seal_cost cost, struct vault *out)
{
    struct vault vault = {0};
    struct vault_header header;
    struct store_here here = {0};
    struct hash place;
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
    if (store_here_read(vault.store, &here) != ERR_OK)
        here.len = 0;
    bool has_place = store_place(vault.store, &place) == ERR_OK;
    app_start(vault.app,
              &(struct app_memory){
                  .state = vault.state,
                  .state_bytes = STATE_RESERVE,
                  .keys = vault.keys,
                  .cost = cost,
              },
              &(struct app_vault){
                  .header = has_header ? &header : NULL,
                  .here = {here.at, here.len},
                  .place = {place.at, has_place ? sizeof place.at : 0},
              });
    vault.dir = dir;
    if (create)
        name_find(dir, vault.own_name);
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

static enum err load_one(void *ctx, const struct log_entry *entry)
{
    app_load(ctx, entry);
    return ERR_OK;
}

enum err vault_load(struct vault *vault, uint64_t *unreadable)
{
    size_t unread = 0;
    enum err e = store_each(vault->store, load_one, vault->app, &unread);
    app_load_end(vault->app);
    *unreadable = unread;
    return e;
}

static enum err keep(struct vault *vault, const struct keep *keep)
{
    if (keep->make)
        return store_make(vault->store, keep->header, keep->here);
    return store_keep(vault->store, &(struct store_change){
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
    return vault_answer_file(vault, request, &(struct sent_file){.how = ERR_NOT_FOUND}, arena);
}

struct reply vault_answer_file(struct vault *vault, const struct request *request, const struct sent_file *file,
                               struct arena *arena)
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
    if (reply.merge)
        reply = app_merge(vault->app, file, request, arena);
    if (reply.anew) {
        enum err e = vault_anew(vault, reply.anew, arena);
        reply = app_anew_settle(vault->app, e, request, &reply, arena);
    }
    if (reply.keep.any) {
        enum err e = keep(vault, &reply.keep);
        reply = app_settle(vault->app, !e, request, &reply, arena);
    }
    rest_if_locked(vault, was_open);
    return reply;
}
