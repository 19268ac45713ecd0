/* host/native/serve.c - libmicrohttpd on one side, keeper_answer on the other */
#define _GNU_SOURCE
#include "host/native/serve.h"

#include "host/native/normal.h"
#include "host/native/upload.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "host/native/door.h"

enum {
    /*
     * Browsers keep up to 180 cookies of 4 KB for a host, whichever port set them, and send all of them.  libmicrohttpd
     * wants room for the header and once more for taking it apart.  Only what is used becomes memory, until a
     * connection that stays has had its first answer: then libmicrohttpd clears all of it (measured: 60 of them take
     * 120 MB).
     */
    CONNECTION_BYTES = 2 * 1024 * 1024,
    BODY_FIRST_BYTES = 16 * 1024,
    UPLOAD_PIECE_BYTES = 4 << 20,
    KEPT_TOUCHED = 1 << 20, /* of the request arena; what was used beyond is given back */
};
#define REQUEST_RESERVE ((size_t)1 << 30)
#define UPLOAD_TARGET "/settings/merge"

struct server {
    struct keeper *keeper;
    struct door *door;
    unsigned port;
    uint8_t *memory; /* of one request at a time */
};

/* What has come of a request so far. */
struct incoming {
    uint8_t *body;
    size_t len, cap;
    bool too_large;
    struct upload *upload; /* instead of a body: a form with a file */
    size_t since_asked;    /* of its bytes, since the door was told */
    bool passed_over;      /* such a form from nobody who may send one: none of it is kept */
};

static int64_t clock_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t wall_clock_ms(void)
{
    return clock_ms(CLOCK_REALTIME);
}

int64_t steady_clock_ms(void)
{
    return clock_ms(CLOCK_BOOTTIME);
}

int wall_zone_min(int64_t now_ms)
{
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm local;
    return localtime_r(&seconds, &local) ? (int)(local.tm_gmtoff / 60) : 0;
}

static struct str header(struct MHD_Connection *connection, const char *name)
{
    return str_from_c(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

/* libmicrohttpd refuses a value that would end its line.  No page goes out without its policy, or half of its headers.
 */
static bool put_header(struct MHD_Response *response, const char *name, struct str value, struct arena *arena)
{
    struct buf c = buf_on(arena);
    buf_put(&c, value);
    buf_put_byte(&c, 0);
    return MHD_add_response_header(response, name, (const char *)c.at) == MHD_YES;
}

/* Nothing from elsewhere, nothing inline.  A Leave to an address of the person's own must be let through. */
static struct str content_policy(struct str host, struct arena *arena)
{
    return STR_JOIN(arena,
                    S("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
                      "connect-src 'self'; "
                      "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"),
                    host.len ? S(" https://") : S(""), host);
}

struct header {
    const char *name;
    struct str value;
};

static bool put_headers(struct MHD_Response *response, const struct reply *reply, struct arena *arena)
{
    struct str name = reply->download;
    const struct header headers[] = {
        {"Content-Type", reply->type},
        {"Content-Security-Policy", content_policy(reply->leave_host, arena)},
        {"X-Content-Type-Options", S("nosniff")},
        /* "no-referrer" would make browsers send forms with "Origin: null", which is refused. */
        {"Referrer-Policy", S("same-origin")},
        {"Cross-Origin-Opener-Policy", S("same-origin")},
        {"Cross-Origin-Resource-Policy", S("same-origin")},
        {"Permissions-Policy", S("camera=(), geolocation=(), microphone=(self), payment=(), usb=()")},
        {"Cache-Control", reply->cacheable ? S("max-age=600") : S("no-store")},
        /* WebKit keeps "no-store" pages for its Back button all the same, and without scripts nothing else hides them.
         */
        {"Clear-Site-Data", reply->locked ? S("\"cache\"") : S("")},
        {"Location", reply->location},
        {"Set-Cookie", reply->set_cookie},
        {"Content-Disposition", name.len ? STR_JOIN(arena, S("attachment; filename=\""), name, S("\"")) : S("")},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (headers[i].value.len && !put_header(response, headers[i].name, headers[i].value, arena))
            return false;
    return true;
}

/*
 * A copy of the vault, made complete before the first byte is sent, beside the vault: there is room for it or for
 * nothing more to be kept either, while the place for temporary files may be small, and is others' too.  Its name is
 * gone at once.
 */
static enum err backup_response(struct server *server, struct MHD_Response **out)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/vault.copy", server->keeper->dir);
    if (len < 0 || (size_t)len >= sizeof path)
        return ERR_TOO_LONG;
    (void)unlink(path); /* left by a process that was killed */
    enum err e = store_backup(server->keeper->store, path);
    if (e != ERR_OK)
        return e;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : -1;
    unlink(path);
    *out = size >= 0 ? MHD_create_response_from_fd((size_t)size, fd) : NULL;
    if (!*out && fd >= 0)
        close(fd);
    return *out ? ERR_OK : ERR_STORAGE;
}

static struct str content_range(size_t first, size_t len, size_t whole, struct arena *arena)
{
    struct buf words = buf_on(arena);
    buf_put(&words, S("bytes "));
    buf_put_u64(&words, first);
    buf_put(&words, S("-"));
    buf_put_u64(&words, first + len - 1);
    buf_put(&words, S("/"));
    buf_put_u64(&words, whole);
    return buf_str(&words);
}

/* A copy of a reply goes the way it came: a page that was sent must not stay in freed memory. */
struct copy {
    size_t len;
    uint8_t at[];
};

static void copy_free(void *ctx)
{
    struct copy *copy = ctx;
    sodium_memzero(copy->at, copy->len);
    free(copy);
}

static struct MHD_Response *copied_response(const uint8_t *at, size_t len)
{
    struct copy *copy = malloc(sizeof *copy + len);
    if (!copy)
        return NULL;
    copy->len = len;
    if (len)
        memcpy(copy->at, at, len);
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback_cls(len, copy->at, copy_free, copy);
    if (!response)
        copy_free(copy);
    return response;
}

/* backup: what is sent instead of the reply's own body; or NULL. */
static enum MHD_Result send_reply(struct MHD_Connection *connection, const struct reply *reply,
                                  struct MHD_Response *backup, struct arena *arena)
{
    /* A player asks for parts of a recording to find its end, and to go to the middle. */
    bool sound = reply->status == 200 && str_starts(reply->type, S("audio/"));
    size_t first = 0, len = reply->body.len;
    bool part = sound && http_range(header(connection, "Range"), reply->body.len, &first, &len);
    const uint8_t *at = part ? reply->body.at + first : reply->body.at;
    struct MHD_Response *response = backup ? backup : copied_response(at, len);
    if (!response)
        return MHD_NO;
    bool whole =
        put_headers(response, reply, arena) && (!sound || put_header(response, "Accept-Ranges", S("bytes"), arena)) &&
        (!part || put_header(response, "Content-Range", content_range(first, len, reply->body.len, arena), arena));
    if (!whole) {
        MHD_destroy_response(response);
        return MHD_NO;
    }
    enum MHD_Result sent = MHD_queue_response(connection, part ? 206 : (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return sent;
}

/* The same answer for every request that cannot be read. */
static struct reply cannot_read(enum err e)
{
    return (struct reply){
        .status = e == ERR_TOO_LONG ? 414 : 400,
        .type = S("text/plain; charset=utf-8"),
        .body = bytes_of_str(S("attune could not read this request. Nothing was changed.\n")),
    };
}

/* Words must not stay in memory after they were sent. */
static void clear_request(struct server *server, const struct arena *arena)
{
    size_t used = (size_t)(arena->at - server->memory);
    sodium_memzero(server->memory, used);
    if (used > KEPT_TOUCHED)
        madvise(server->memory + KEPT_TOUCHED, REQUEST_RESERVE - KEPT_TOUCHED, MADV_DONTNEED);
}

static enum MHD_Result answer(struct server *server, struct MHD_Connection *connection, const char *url_and_query,
                              const char *method, const struct incoming *incoming)
{
    struct arena arena = arena_on(server->memory, REQUEST_RESERVE);
    uint8_t entropy[ENTROPY_BYTES];
    struct request request;
    struct bytes body = {incoming->body, incoming->len};
    if (incoming->upload)
        body = bytes_of_str(upload_fields(incoming->upload));
    struct http_parts parts = {
        .method = str_from_c(method),
        .target = str_from_c(url_and_query),
        .host = header(connection, "Host"),
        .origin = header(connection, "Origin"),
        .cookie = header(connection, "Cookie"),
        .site = header(connection, "Sec-Fetch-Site"),
        .mode = header(connection, "Sec-Fetch-Mode"),
        .dest = header(connection, "Sec-Fetch-Dest"),
        .content_type = incoming->upload ? S("application/x-www-form-urlencoded") : header(connection, "Content-Type"),
        .body = body,
        .too_large = incoming->too_large,
        .port = server->port,
        .own_name = str_from_c(server->keeper->own_name),
    };
    enum err e = http_request(&parts, &arena, &request);
    struct reply reply;
    door_answers(connection, !e && app_knows(server->keeper->app, &request, &arena));
    if (e) {
        reply = cannot_read(e);
    } else {
        normal_request(&request, &arena);
        randombytes_buf(entropy, sizeof entropy);
        request.wall_ms = wall_clock_ms();
        request.steady_ms = steady_clock_ms();
        request.zone_min = wall_zone_min(request.wall_ms);
        request.entropy = (struct bytes){entropy, sizeof entropy};
        struct sent_file file = {.how = ERR_NOT_FOUND};
        if (incoming->upload)
            file = upload_file(incoming->upload);
        reply = keeper_answer_file(server->keeper, &request, &file, &arena);
    }
    struct MHD_Response *backup = NULL;
    if (reply.send == SEND_BACKUP && (e = backup_response(server, &backup)) != ERR_OK)
        reply = app_not_sent(server->keeper->app, e == ERR_NO_ROOM, &request, &arena);
    enum MHD_Result sent = send_reply(connection, &reply, backup, &arena);
    sodium_memzero(entropy, sizeof entropy);
    clear_request(server, &arena);
    return sent;
}

struct asked {
    char *target;
    struct incoming incoming;
    bool begun;
};

/* libmicrohttpd gives the target whole only here, before it is taken apart. */
static void *begin_request(void *ctx, const char *target, struct MHD_Connection *connection)
{
    struct asked *asked = calloc(1, sizeof *asked);
    (void)ctx;
    (void)connection;
    if (asked)
        asked->target = strdup(target);
    return asked;
}

static void end_request(void *ctx, struct MHD_Connection *connection, void **own, enum MHD_RequestTerminationCode why)
{
    (void)ctx;
    (void)why;
    struct asked *asked = *own;
    door_rests(connection);
    if (!asked)
        return;
    if (asked->incoming.body) {
        sodium_memzero(asked->incoming.body, asked->incoming.len);
        free(asked->incoming.body);
    }
    upload_end(asked->incoming.upload);
    if (asked->target)
        sodium_memzero(asked->target, strlen(asked->target));
    free(asked->target);
    free(asked);
    *own = NULL;
}

/* Room grows with what comes: few forms are long.  What lay in the smaller room is wiped. */
static bool has_room(struct incoming *incoming, size_t more)
{
    size_t cap = incoming->cap ? incoming->cap : BODY_FIRST_BYTES;
    while (cap < incoming->len + more)
        cap *= 2;
    if (cap == incoming->cap)
        return true;
    uint8_t *body = malloc(cap);
    if (!body)
        return false;
    if (incoming->body) {
        memcpy(body, incoming->body, incoming->len);
        sodium_memzero(incoming->body, incoming->len);
        free(incoming->body);
    }
    incoming->body = body;
    incoming->cap = cap;
    return true;
}

static void take_body(struct incoming *incoming, const char *data, size_t len)
{
    if (incoming->len + len > BODY_MAX_BYTES || !has_room(incoming, len)) {
        incoming->too_large = true;
        if (incoming->body)
            sodium_memzero(incoming->body, incoming->len);
        incoming->len = 0;
        return;
    }
    memcpy(incoming->body + incoming->len, data, len);
    incoming->len += len;
}

/*
 * A form with a file is for one page, and comes from a page of ours in an open session: any page of the world can have
 * a browser send one, and the disk is not to be filled for it.  Everything is asked once more when it is here.
 */
static bool may_upload(struct server *server, struct MHD_Connection *connection, const char *target)
{
    struct arena arena = arena_on(server->memory, REQUEST_RESERVE);
    struct request request;
    struct http_parts parts = {
        .method = S("POST"),
        .target = str_from_c(target),
        .host = header(connection, "Host"),
        .origin = header(connection, "Origin"),
        .cookie = header(connection, "Cookie"),
        .site = header(connection, "Sec-Fetch-Site"),
        .port = server->port,
        .own_name = str_from_c(server->keeper->own_name),
    };
    bool may = http_request(&parts, &arena, &request) == ERR_OK &&
               http_host_is_ours(request.host, request.port, request.own_name) &&
               http_origin_is_ours(request.origin, request.host) && http_site_is_ours(&request) &&
               app_knows(server->keeper->app, &request, &arena);
    clear_request(server, &arena);
    return may;
}

static void begin_upload(struct server *server, struct MHD_Connection *connection, struct asked *asked,
                         const char *method)
{
    if (strcmp(method, "POST") != 0 || strcmp(asked->target, UPLOAD_TARGET) != 0 ||
        !str_starts(header(connection, "Content-Type"), S("multipart/form-data")))
        return;
    if (may_upload(server, connection, asked->target))
        asked->incoming.upload = upload_begin(connection, server->keeper->dir);
    asked->incoming.passed_over = !asked->incoming.upload;
}

/* A form has its time, and a file has as much for each such piece: whoever lets it drip is shown out all the same. */
static void take_upload(struct MHD_Connection *connection, struct incoming *incoming, const char *data, size_t len)
{
    upload_take(incoming->upload, data, len);
    incoming->since_asked += len;
    if (incoming->since_asked < UPLOAD_PIECE_BYTES)
        return;
    incoming->since_asked = 0;
    door_asked(connection);
}

static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *data_len, void **own)
{
    struct server *server = ctx;
    struct asked *asked = *own;
    (void)url;
    (void)version;
    if (!asked || !asked->target)
        return MHD_NO;
    if (!asked->begun) {
        asked->begun = true;
        door_asked(connection);
        begin_upload(server, connection, asked, method);
        return MHD_YES;
    }
    if (*data_len) {
        if (asked->incoming.upload)
            take_upload(connection, &asked->incoming, data, *data_len);
        else if (!asked->incoming.too_large && !asked->incoming.passed_over)
            take_body(&asked->incoming, data, *data_len);
        *data_len = 0;
        return MHD_YES;
    }
    return answer(server, connection, asked->target, method, &asked->incoming);
}

enum err server_start(struct keeper *keeper, unsigned port, struct server **out, unsigned *out_port)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return ERR_NO_ROOM;
    server->keeper = keeper;
    server->memory =
        mmap(NULL, REQUEST_RESERVE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (server->memory == MAP_FAILED) {
        free(server);
        return ERR_NO_ROOM;
    }
    madvise(server->memory, REQUEST_RESERVE, MADV_DONTDUMP);
    enum err e = door_open(port, &server->door, &server->port);
    if (e == ERR_OK)
        e = door_serve(server->door, CONNECTION_BYTES, handle, begin_request, end_request, server);
    if (e != ERR_OK) {
        server_stop(server);
        return e;
    }
    *out_port = server->port;
    *out = server;
    return ERR_OK;
}

static void tick(void *ctx)
{
    struct server *server = ctx;
    keeper_tick(server->keeper, steady_clock_ms());
}

void server_run(struct server *server, int64_t for_ms)
{
    door_run(server->door, for_ms, tick, server);
}

void server_stop(struct server *server)
{
    if (!server)
        return;
    door_close(server->door);
    munmap(server->memory, REQUEST_RESERVE);
    free(server);
}
