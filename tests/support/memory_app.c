/* tests/support/memory_app.c - the host that is only memory */
#define _GNU_SOURCE
#include "tests/support/memory_app.h"

#include "app/door.h"
#include "tests/support/english.h"
#include "wire/backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { PORT = 7000, COOKIE_MAX = 128, ARENA_BYTES = 256 << 20 };
#define HOST "127.0.0.1:7000"

struct stored {
    struct log_entry entry;
    uint8_t *bytes;
};

struct memory_app {
    struct app *app;
    const struct words *words;
    unsigned words_asked;
    bool by_the_door, has_vault;
    void *state, *keys, *arena;
    size_t state_bytes;
    struct vault_header header;
    uint8_t here[HERE_MAX_BYTES];
    size_t here_len;
    struct hash place;
    bool has_place;
    struct stored *log;
    size_t len, cap;
    char cookie[COOKIE_MAX];
    char token[64];
    uint64_t counter;
    int64_t now_ms, wall_off_ms;
    uint8_t entropy[ENTROPY_BYTES];
    struct sent_file file; /* that comes with the next form which asks for one */
    double load_ms;
    bool refuse;
};

static void *reserve(size_t len)
{
    void *at = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void append(struct memory_app *m, const struct log_entry *entry)
{
    if (m->len == m->cap)
        m->log = realloc(m->log, (m->cap = m->cap ? m->cap * 2 : 1024) * sizeof *m->log);
    struct stored *s = &m->log[m->len++];
    s->entry = *entry;
    s->bytes = malloc(s->entry.bytes.len + 1);
    if (entry->bytes.len)
        memcpy(s->bytes, entry->bytes.at, entry->bytes.len);
    s->entry.bytes.at = s->bytes;
}

static void store(struct memory_app *m, const struct keep *keep)
{
    if (keep->header) {
        m->header = *keep->header;
        m->has_vault = true;
    }
    if (keep->here.len) {
        memcpy(m->here, keep->here.at, keep->here.len);
        m->here_len = keep->here.len;
    }
    for (size_t i = 0; i < keep->append_len; i++)
        append(m, &keep->append[i]);
    for (size_t i = 0; i < keep->husks_len; i++) {
        struct stored *s = &m->log[keep->husks[i] - 1];
        memcpy(s->bytes, s->entry.hash.at, HASH_BYTES);
        s->entry.bytes.len = HASH_BYTES;
    }
}

static void fill_entropy(struct memory_app *m)
{
    for (size_t i = 0; i < ENTROPY_BYTES; i += 8) {
        uint64_t x = ++m->counter * 0x9E3779B97F4A7C15u;
        x ^= x >> 29;
        x *= 0xBF58476D1CE4E5B9u;
        memcpy(m->entropy + i, &x, 8);
    }
}

static struct bytes fresh(struct memory_app *m)
{
    fill_entropy(m);
    return (struct bytes){m->entropy, ANEW_ENTROPY_BYTES};
}

static void log_free(struct stored *log, size_t len)
{
    for (size_t i = 0; i < len; i++)
        free(log[i].bytes);
    free(log);
}

/* Everything sealed anew, into a second log that takes the place of the first whole or not at all. */
static enum err renew(struct memory_app *m, const struct vault_header *header, const struct arena *arena)
{
    struct memory_app second = {0};
    struct log_entry made;
    enum err e = ERR_OK;
    for (size_t i = 0; i <= m->len && !e; i++) {
        struct arena one = *arena;
        e = i < m->len ? app_anew_entry(m->app, &m->log[i].entry, fresh(m), &one, &made)
                       : app_anew_end(m->app, fresh(m), &one, &made);
        if (!e)
            append(&second, &made);
    }
    if (e) {
        log_free(second.log, second.len);
        return e;
    }
    log_free(m->log, m->len);
    m->log = second.log;
    m->len = second.len;
    m->cap = second.cap;
    m->header = *header;
    struct arena one = *arena;
    struct bytes here = app_here(m->app, (struct bytes){0}, fresh(m), &one);
    memcpy(m->here, here.at, here.len);
    m->here_len = here.len;
    return ERR_OK;
}

static void remember_cookie(struct memory_app *m, struct str set_cookie)
{
    struct str value, rest;
    if (set_cookie.len == 0 || set_cookie.len >= COOKIE_MAX)
        return;
    str_cut(set_cookie, ';', &value, &rest);
    memcpy(m->cookie, value.at, value.len);
    m->cookie[value.len] = 0;
}

static void remember_token(struct memory_app *m, struct reply reply)
{
    struct str page = str_of_bytes(reply.body), mark = S("name=\"token\" value=\"");
    size_t at = str_find(page, mark);
    if (at == SIZE_MAX || at + mark.len + 32 > page.len)
        return;
    memcpy(m->token, page.at + at + mark.len, 32);
    m->token[32] = 0;
}

static struct reply ask(struct memory_app *m, const char *cookie, const struct http_parts *given)
{
    struct arena arena = arena_on(m->arena, ARENA_BYTES);
    struct request request;
    struct http_parts parts = *given;
    parts.host = S(HOST);
    parts.cookie = str_from_c(cookie);
    parts.content_type = S("application/x-www-form-urlencoded");
    parts.port = PORT;
    enum err e = http_request(&parts, &arena, &request);
    if (e)
        return (struct reply){.status = 400};
    fill_entropy(m);
    request.steady_ms = m->now_ms;
    request.wall_ms = m->now_ms + m->wall_off_ms;
    request.entropy = (struct bytes){m->entropy, sizeof m->entropy};
    struct reply reply =
        m->by_the_door ? door_handle(m->words, m->has_vault, &request, &arena) : app_handle(m->app, &request, &arena);
    if (reply.words && m->words->whole) {
        reply = app_handle(m->app, &request, &arena);
    } else if (reply.words) {
        m->words_asked++;
        memory_app_speak(m, english());
        reply = app_handle(m->app, &request, &arena);
    }
    if (reply.load) {
        double begun = now_ms();
        for (size_t i = 0; i < m->len; i++)
            app_load(m->app, &m->log[i].entry);
        m->load_ms = now_ms() - begun;
        reply = app_loaded(m->app, 0, &request, &arena);
    }
    if (reply.merge) {
        reply = app_merge(m->app, &m->file, &request, &arena);
        m->file = (struct sent_file){.how = ERR_NOT_FOUND};
    }
    if (reply.anew) {
        enum err how = renew(m, reply.anew, &arena);
        reply = app_anew_settle(m->app, how, &request, &reply, &arena);
    }
    if (reply.keep.any) {
        bool kept = !m->refuse;
        m->refuse = false;
        if (kept)
            store(m, &reply.keep);
        reply = app_settle(m->app, kept, &request, &reply, &arena);
    }
    return reply;
}

struct reply memory_app_ask_as(struct memory_app *m, const char *cookie, const char *method, struct str target,
                               struct str form)
{
    return ask(m, cookie,
               &(struct http_parts){.method = str_from_c(method), .target = target, .body = bytes_of_str(form)});
}

/* In this session: what is answered is remembered. */
static struct reply ask_here(struct memory_app *m, const struct http_parts *parts)
{
    struct reply reply = ask(m, m->cookie, parts);
    remember_cookie(m, reply.set_cookie);
    remember_token(m, reply);
    return reply;
}

struct reply memory_app_ask(struct memory_app *m, const char *method, struct str target, struct str form)
{
    return ask_here(m,
                    &(struct http_parts){.method = str_from_c(method), .target = target, .body = bytes_of_str(form)});
}

struct reply memory_app_ask_from(struct memory_app *m, struct str target, struct str form, struct str origin)
{
    return ask_here(
        m, &(struct http_parts){.method = S("POST"), .target = target, .body = bytes_of_str(form), .origin = origin});
}

struct reply memory_app_ask_too_large(struct memory_app *m, struct str target)
{
    return ask_here(m, &(struct http_parts){.method = S("POST"), .target = target, .too_large = true});
}

struct reply memory_app_post(struct memory_app *m, struct str target, struct str form)
{
    char *text = malloc(form.len + sizeof "token=&" + sizeof m->token);
    size_t len = (size_t)sprintf(text, "token=%s&", m->token);
    if (form.len)
        memcpy(text + len, form.at, form.len);
    struct reply reply = memory_app_ask(m, "POST", target, (struct str){text, len + form.len});
    free(text);
    return reply;
}

static void start(struct memory_app *m, size_t state_bytes, const struct vault_header *header)
{
    app_start(m->app,
              &(struct app_memory){
                  .state = m->state,
                  .state_bytes = state_bytes,
                  .keys = m->keys,
                  .cost = {.passes = 1, .memory_bytes = 8192},
                  .words = m->words,
              },
              &(struct app_vault){
                  .header = header,
                  .here = {m->here, m->here_len},
                  .place = {m->place.at, m->has_place ? HASH_BYTES : 0},
              });
}

static struct memory_app *host_begin(size_t state_bytes)
{
    struct memory_app *m = calloc(1, sizeof *m);
    m->state_bytes = state_bytes;
    m->state = reserve(state_bytes);
    m->arena = reserve(ARENA_BYTES);
    m->keys = calloc(1, app_keys_bytes());
    m->app = malloc(app_bytes());
    m->now_ms = 1800000000000;
    m->words = english();
    return m;
}

struct memory_app *memory_app_new(size_t state_bytes, const struct words *words)
{
    struct memory_app *m = host_begin(state_bytes);
    m->words = words;
    start(m, state_bytes, NULL);
    return m;
}

unsigned memory_app_words_asked(const struct memory_app *m)
{
    return m->words_asked;
}

void memory_app_by_the_door(struct memory_app *m)
{
    m->by_the_door = true;
}

void memory_app_speak(struct memory_app *m, const struct words *words)
{
    m->words = words;
    app_speak(m->app, words);
}

struct memory_app *memory_app_make(size_t state_bytes)
{
    struct memory_app *m = host_begin(state_bytes);
    start(m, state_bytes, NULL);
    struct reply made =
        memory_app_ask(m, "POST", S("/make"), S("passphrase=four+quiet+stones&again=four+quiet+stones&adult=1"));
    struct reply page = memory_app_ask(m, "GET", S("/checkin"), S(""));
    if (made.status != 303 || page.status != 200)
        abort();
    return m;
}

static struct memory_app *device_of(const struct memory_app *from, const struct hash *place)
{
    struct memory_app *m = host_begin(from->state_bytes);
    m->header = from->header;
    if (place) {
        m->place = *place;
        m->has_place = true;
        memcpy(m->here, from->here, from->here_len);
        m->here_len = from->here_len;
    }
    m->now_ms = from->now_ms;
    m->counter = from->counter + ((uint64_t)1 << 40); /* another device draws other numbers */
    for (size_t i = 0; i < from->len; i++)
        append(m, &from->log[i].entry);
    start(m, m->state_bytes, &m->header);
    memory_app_reopen(m);
    return m;
}

struct memory_app *memory_app_restore(const struct memory_app *from)
{
    return device_of(from, NULL);
}

struct memory_app *memory_app_copy(const struct memory_app *from, struct hash place)
{
    return device_of(from, &place);
}

void memory_app_set_place(struct memory_app *m, struct hash place)
{
    m->place = place;
    m->has_place = true;
}

uint8_t *memory_app_here(struct memory_app *m, size_t **len)
{
    *len = &m->here_len;
    return m->here;
}

void memory_app_cut(struct memory_app *m, size_t len)
{
    while (m->len > len)
        free(m->log[--m->len].bytes);
}

void memory_app_restart(struct memory_app *m)
{
    memory_app_move(m, m->state_bytes);
}

struct bytes memory_app_backup(const struct memory_app *m)
{
    size_t room = BACKUP_START_BYTES + BACKUP_LOG_BYTES + HASH_BYTES;
    for (size_t i = 0; i < m->len; i++)
        room += BACKUP_ENTRY_BYTES + m->log[i].entry.bytes.len;
    struct buf out = {.at = malloc(room), .cap = room};
    struct bytes header = {m->header.at, sizeof m->header.at};
    struct hash header_hash = seal_hash(header);
    backup_put_start(&out, 1, &header_hash, header);
    backup_put_log(&out, &(struct log_id){0}, m->len);
    for (size_t i = 0; i < m->len; i++)
        backup_put_entry(&out, &m->log[i].entry);
    struct hash sum = seal_hash(buf_bytes(&out));
    buf_put_bytes(&out, (struct bytes){sum.at, sizeof sum.at});
    return buf_bytes(&out);
}

struct reply memory_app_merge(struct memory_app *m, struct bytes file)
{
    m->file = (struct sent_file){.bytes = file};
    return memory_app_post(m, S("/settings/merge"), S(""));
}

struct reply memory_app_merge_without(struct memory_app *m, enum err how)
{
    m->file = (struct sent_file){.how = how};
    return memory_app_post(m, S("/settings/merge"), S(""));
}

void memory_app_put(struct memory_app *m, const struct log_entry *entry)
{
    struct log_entry put = *entry;
    put.n = m->len + 1;
    append(m, &put);
}

struct log_entry *memory_app_stored(struct memory_app *m, size_t index)
{
    return &m->log[index].entry;
}

void memory_app_free(struct memory_app *m)
{
    log_free(m->log, m->len);
    munmap(m->state, m->state_bytes);
    munmap(m->arena, ARENA_BYTES);
    free(m->keys);
    free(m->app);
    free(m);
}

const char *memory_app_cookie(const struct memory_app *m)
{
    return m->cookie;
}

struct app *memory_app(struct memory_app *m)
{
    return m->app;
}

int64_t *memory_app_clock(struct memory_app *m)
{
    return &m->now_ms;
}

int64_t *memory_app_wall_off(struct memory_app *m)
{
    return &m->wall_off_ms;
}

double memory_app_reopen(struct memory_app *m)
{
    app_lock(m->app);
    memory_app_ask(m, "POST", S("/unlock"), S("passphrase=four+quiet+stones"));
    memory_app_ask(m, "GET", S("/checkin"), S(""));
    return m->load_ms;
}

void memory_app_move(struct memory_app *m, size_t state_bytes)
{
    app_lock(m->app);
    start(m, state_bytes, &m->header);
    memory_app_reopen(m);
}

size_t memory_app_log_len(const struct memory_app *m)
{
    return m->len;
}

void memory_app_refuse_next(struct memory_app *m)
{
    m->refuse = true;
}

bool memory_app_holds(const struct memory_app *m, struct bytes needle, bool in_state)
{
    for (size_t i = 0; i < m->len; i++)
        if (memmem(m->log[i].bytes, m->log[i].entry.bytes.len, needle.at, needle.len))
            return true;
    return in_state && memmem(m->state, (size_t)16 << 20, needle.at, needle.len) != NULL;
}

struct log_entry memory_app_entry(const struct memory_app *m, size_t index)
{
    return m->log[index].entry;
}
