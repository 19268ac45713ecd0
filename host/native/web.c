/* host/native/web.c - files of one folder, with the types and headers that a good static host sends */
#define _GNU_SOURCE
#include "host/native/web.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/native/door.h"

enum { NAME_MAX_BYTES = 100, CONNECTION_BYTES = 2 * 1024 * 1024 /* as serve.c: cookies of other pages come along */ };

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

/* The file of this name, or -1; *len is its length. */
static int file_open(int dir, const char *name, size_t *len)
{
    struct stat st;
    if (!name_is_plain(name) || !type_of(name))
        return -1;
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
        close(fd);
        return -1;
    }
    *len = fd >= 0 ? (size_t)st.st_size : 0;
    return fd;
}

static enum MHD_Result answer(void *ctx, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *data_len, void **own)
{
    static char nothing[] = "There is nothing at this address.\n";
    const char *name = strcmp(url, "/") == 0 ? "index.html" : url + 1;
    bool asks = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    size_t len = 0;
    (void)version;
    (void)data;
    (void)data_len;
    (void)own;
    door_answers(connection, false);
    int fd = asks && url[0] == '/' ? file_open(*(int *)ctx, name, &len) : -1;
    struct MHD_Response *response =
        fd >= 0 ? MHD_create_response_from_fd(len, fd)
                : MHD_create_response_from_buffer(sizeof nothing - 1, nothing, MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", fd >= 0 ? type_of(name) : "text/plain; charset=utf-8");
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
        MHD_add_response_header(response, HEADERS[i].name, HEADERS[i].value);
    enum MHD_Result sent = MHD_queue_response(connection, fd >= 0 ? 200 : asks ? 404 : 405, response);
    MHD_destroy_response(response);
    return sent;
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
