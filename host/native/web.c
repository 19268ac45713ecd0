/* host/native/web.c - files of one folder, with the types and headers that a good static host sends */
#define _GNU_SOURCE
#include "host/native/web.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/native/door.h"

enum {
    NAME_MAX_BYTES = 100,
    ETAG_BYTES = 64,
    CONNECTION_BYTES = 2 * 1024 * 1024 /* as serve.c: cookies of other pages come along */
};

static const struct type {
    const char *end, *type;
} TYPES[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".words", "application/octet-stream"}, /* packs: pages/frame/words_open.h */
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webmanifest", "application/manifest+json"},
    {".packed", "application/octet-stream"}, /* gzip inside, which the app itself opens */
};

static const struct header {
    const char *name, *value;
} HEADERS[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; media-src 'self'; "
     "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
     "'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()"},
    {"Cache-Control", "no-cache"}, /* the service worker keeps what is kept */
};

static const char *type_of(const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        size_t end = strlen(TYPES[i].end);
        if (len > end && strcmp(name + len - end, TYPES[i].end) == 0)
            return TYPES[i].type;
    }
    return NULL;
}

static bool name_is_plain(const char *name)
{
    size_t len = strlen(name);
    return len > 0 && len <= NAME_MAX_BYTES && name[0] != '.' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == len;
}

/* What is sent for a name.  tag: of these very bytes, so that whoever has them already need not ask for them again. */
struct sent {
    int fd; /* -1: there is nothing */
    size_t len;
    bool is_gzip;
    char tag[ETAG_BYTES];
};

/* A plain file of this name, or -1. */
static int file_open(int dir, const char *name, struct stat *st)
{
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, st) != 0 || !S_ISREG(st->st_mode))) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool is_older(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec < b->tv_sec : a->tv_nsec < b->tv_nsec;
}

/* NAME, or NAME.gz for whoever takes gzip: the build lays it beside (tools/web), and one older than NAME is of another.
 */
static struct sent sent_for(int dir, const char *name, bool takes_gzip)
{
    char zipped[NAME_MAX_BYTES + sizeof ".gz"];
    struct stat st, zipped_st;
    struct sent sent = {.fd = -1};
    if (!name_is_plain(name) || !type_of(name) || (sent.fd = file_open(dir, name, &st)) < 0)
        return sent;
    snprintf(zipped, sizeof zipped, "%s.gz", name);
    int fd = takes_gzip ? file_open(dir, zipped, &zipped_st) : -1;
    sent.is_gzip = fd >= 0 && !is_older(&zipped_st.st_mtim, &st.st_mtim);
    if (fd >= 0)
        close(sent.is_gzip ? sent.fd : fd);
    if (sent.is_gzip) {
        sent.fd = fd;
        st = zipped_st;
    }
    sent.len = (size_t)st.st_size;
    snprintf(sent.tag, sizeof sent.tag, "\"%llx-%llx-%lx%s\"", (unsigned long long)st.st_size,
             (unsigned long long)st.st_mtim.tv_sec, (unsigned long)st.st_mtim.tv_nsec, sent.is_gzip ? "-gz" : "");
    return sent;
}

/* Whether Accept-Encoding names gzip, or anything, and not with a weight of nothing (RFC 9110, section 12.5.3). */
static bool takes_gzip(struct MHD_Connection *connection)
{
    static const char BLANKS[] = " \t", *const NAMES[] = {"gzip", "x-gzip", "*"};
    const char *at = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Accept-Encoding");
    while (at && *at) {
        at += strspn(at, " \t,");
        size_t item = strcspn(at, ","), len = strcspn(at, " \t,;");
        const char *weight = memchr(at, ';', item);
        if (weight)
            weight += 1 + strspn(weight + 1, BLANKS);
        bool is_nothing =
            weight && strncasecmp(weight, "q=0", 3) == 0 && strspn(weight + 2, ".0") == strcspn(weight + 2, " \t,");
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
            if (len == strlen(NAMES[i]) && strncasecmp(at, NAMES[i], len) == 0)
                return !is_nothing;
        at += item;
    }
    return false;
}

static bool has_already(struct MHD_Connection *connection, const char *tag)
{
    const char *tags = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");
    return tags && strstr(tags, tag);
}

static struct MHD_Response *response_of(struct sent *sent, const char *name)
{
    static char nothing[] = "There is nothing at this address.\n";
    struct MHD_Response *response =
        sent->fd >= 0 ? MHD_create_response_from_fd(sent->len, sent->fd)
                      : MHD_create_response_from_buffer(sizeof nothing - 1, nothing, MHD_RESPMEM_PERSISTENT);
    if (!response) {
        if (sent->fd >= 0)
            close(sent->fd);
        return NULL;
    }
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
        MHD_add_response_header(response, HEADERS[i].name, HEADERS[i].value);
    MHD_add_response_header(response, "Content-Type", sent->fd >= 0 ? type_of(name) : "text/plain; charset=utf-8");
    if (sent->fd < 0)
        return response;
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "ETag", sent->tag);
    if (sent->is_gzip)
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    return response;
}

static enum MHD_Result answer(void *ctx, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *data_len, void **own)
{
    const char *name = strcmp(url, "/") == 0 ? "index.html" : url + 1;
    bool asks = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    struct sent sent = {.fd = -1};
    (void)version;
    (void)data;
    (void)data_len;
    (void)own;
    door_answers(connection, false);
    if (asks && url[0] == '/')
        sent = sent_for(*(int *)ctx, name, takes_gzip(connection));
    bool is_known = sent.fd >= 0 && has_already(connection, sent.tag);
    struct MHD_Response *response = response_of(&sent, name); /* with 304 its bytes are not sent */
    if (!response)
        return MHD_NO;
    enum MHD_Result out = MHD_queue_response(connection,
                                             sent.fd < 0 ? (asks ? 404 : 405)
                                             : is_known  ? 304
                                                         : 200,
                                             response);
    MHD_destroy_response(response);
    return out;
}

static void over(void *ctx, struct MHD_Connection *connection, void **own, enum MHD_RequestTerminationCode why)
{
    (void)ctx;
    (void)own;
    (void)why;
    door_rests(connection);
}

int command_web(const struct options *options)
{
    struct door *door = NULL;
    signals_wait();
    int dir = open(options->file, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 || faccessat(dir, "index.html", R_OK, 0) != 0) {
        fprintf(stderr, "There is no browser app in %s. `./run --web` builds one.\n", options->file);
        if (dir >= 0)
            close(dir);
        return EXIT_PROBLEM;
    }
    /* No other port by itself: a browser keeps a vault for one address, and another would look empty. */
    unsigned port = options->port_chosen ? options->port : PORT_USUAL_WEB;
    enum err e = door_open(port, &door, &port);
    if (!e)
        e = door_serve(door, CONNECTION_BYTES, answer, NULL, over, &dir);
    if (e) {
        door_close(door);
        fprintf(stderr,
                "Port %u is not free on this machine. Another can be named with --port N; a vault kept at the\n"
                "one address is not seen at the other.\n",
                port);
        close(dir);
        return EXIT_PROBLEM;
    }
    /* A browser takes "localhost" for a safe place, which storage and passkeys ask for. */
    printf("attune is at http://localhost:%u/\n", port);
    fflush(stdout);
    door_run(door, -1, NULL, NULL);
    door_close(door);
    close(dir);
    return EXIT_FINE;
}
