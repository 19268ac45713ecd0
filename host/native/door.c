/* host/native/door.c - listening on both addresses, and a table of who stands in the door */
#define _GNU_SOURCE
#include "host/native/door.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "host/native/peer.h"

enum {
    LEAVING = 16, /* places more, for those who were shown out and have not gone yet */
    TICK_MS = 1000,
    BACKLOG = 512,
    PORTS_DRAWN = 20,
};

/* Someone connected.  A row is free while fd is negative. */
struct guest {
    int fd;
    bool known, leaving;
    int64_t since_ms;
    int64_t until_ms; /* 0: no end */
};

struct door {
    int listening[2];
    int signals;
    struct MHD_Daemon *daemon;
    struct guest guests[DOOR_PLACES + LEAVING];
};

static int64_t steady_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- listening ---- */

static int listen_at(const struct sockaddr *address, socklen_t len)
{
    int yes = 1;
    int fd = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes); /* a port that was ours a moment ago */
    if (address->sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    if (bind(fd, address, len) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static enum err listen_at_both(struct door *door, unsigned port, unsigned *out_port)
{
    struct sockaddr_in four = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    socklen_t len = sizeof four;
    door->listening[0] = listen_at((const struct sockaddr *)&four, sizeof four);
    if (door->listening[0] < 0)
        return errno == EADDRINUSE ? ERR_EXISTS : ERR_STORAGE;
    getsockname(door->listening[0], (struct sockaddr *)&four, &len);
    six.sin6_port = four.sin_port;
    door->listening[1] = listen_at((const struct sockaddr *)&six, sizeof six);
    /* Without the address nobody else can have it either. */
    if (door->listening[1] < 0 && errno != EAFNOSUPPORT && errno != EADDRNOTAVAIL) {
        enum err e = errno == EADDRINUSE ? ERR_EXISTS : ERR_STORAGE;
        close(door->listening[0]);
        door->listening[0] = -1;
        return e;
    }
    *out_port = ntohs(four.sin_port);
    return ERR_OK;
}

enum err door_open(unsigned port, struct door **out, unsigned *out_port)
{
    struct door *door = calloc(1, sizeof *door);
    if (!door)
        return ERR_NO_ROOM;
    door->listening[0] = door->listening[1] = door->signals = -1;
    for (size_t i = 0; i < DOOR_PLACES + LEAVING; i++)
        door->guests[i].fd = -1;
    enum err e = listen_at_both(door, port, out_port);
    for (int i = 0; port == 0 && e == ERR_EXISTS && i < PORTS_DRAWN; i++)
        e = listen_at_both(door, port, out_port);
    if (e == ERR_OK)
        *out = door;
    else
        door_close(door);
    return e;
}

/* ---- who is there ---- */

static void guest_until(struct guest *guest, int64_t more_ms)
{
    guest->until_ms = more_ms ? steady_ms() + more_ms : 0;
}

/* libmicrohttpd sees the end of the connection and lets go of it. */
static void show_out(struct guest *guest)
{
    shutdown(guest->fd, SHUT_RDWR);
    guest->leaving = true;
    guest->until_ms = 0;
}

static void come_or_gone(void *ctx, struct MHD_Connection *connection, void **own,
                         enum MHD_ConnectionNotificationCode what)
{
    struct door *door = ctx;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*own)
            ((struct guest *)*own)->fd = -1;
        return;
    }
    for (size_t i = 0; i < DOOR_PLACES + LEAVING; i++) {
        struct guest *guest = &door->guests[i];
        if (guest->fd >= 0)
            continue;
        *guest = (struct guest){
            .fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
            .since_ms = steady_ms(),
        };
        guest_until(guest, DOOR_HEAD_MS);
        *own = guest;
        return;
    }
}

static struct guest *guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

void door_asked(struct MHD_Connection *connection)
{
    struct guest *guest = guest_of(connection);
    if (guest && !guest->leaving)
        guest_until(guest, DOOR_BODY_MS);
}

void door_answers(struct MHD_Connection *connection, bool known)
{
    struct guest *guest = guest_of(connection);
    if (!guest || guest->leaving)
        return;
    guest->known = known;
    guest_until(guest, known ? 0 : DOOR_SEND_MS);
}

void door_rests(struct MHD_Connection *connection)
{
    struct guest *guest = guest_of(connection);
    if (guest && !guest->leaving)
        guest_until(guest, DOOR_REST_MS);
}

static void show_out_the_late(struct door *door)
{
    int64_t now_ms = steady_ms();
    for (size_t i = 0; i < DOOR_PLACES + LEAVING; i++) {
        struct guest *guest = &door->guests[i];
        if (guest->fd >= 0 && guest->until_ms && now_ms >= guest->until_ms)
            show_out(guest);
    }
}

/*
 * While a long answer is made, or this process is stopped, nobody is listened to: what was asked meanwhile waits
 * unread, Stop and Leave too, and its time has not begun to run out.
 */
static void give_back_the_time(struct door *door, int64_t unheard_ms)
{
    for (size_t i = 0; i < DOOR_PLACES + LEAVING; i++)
        if (door->guests[i].until_ms)
            door->guests[i].until_ms += unheard_ms;
}

static bool rows_are_full(const struct door *door)
{
    for (size_t i = 0; i < DOOR_PLACES + LEAVING; i++)
        if (door->guests[i].fd < 0)
            return false;
    return true;
}

/* A place for one more, there being a row; false if everyone there is known. */
static bool make_room(struct door *door)
{
    struct guest *first = NULL;
    size_t staying = 0;
    for (size_t i = 0; i < DOOR_PLACES + LEAVING; i++) {
        struct guest *guest = &door->guests[i];
        if (guest->fd < 0 || guest->leaving)
            continue;
        staying++;
        if (!guest->known && (!first || guest->since_ms < first->since_ms))
            first = guest;
    }
    if (staying < DOOR_PLACES)
        return true;
    if (first)
        show_out(first);
    return first != NULL;
}

/* Whoever finds all rows taken waits outside until those have gone who were shown out: a moment. */
static void let_in(struct door *door, int listening)
{
    struct sockaddr_storage from;
    socklen_t len = sizeof from;
    int fd;
    while (!rows_are_full(door) &&
           (fd = accept4(listening, (struct sockaddr *)&from, &len, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        enum peer peer = peer_of(fd);
        if (peer == PEER_OTHER || peer == PEER_GONE || !make_room(door))
            close(fd);
        else
            (void)MHD_add_connection(door->daemon, fd, (const struct sockaddr *)&from,
                                     len); /* closes what it refuses */
        len = sizeof from;
    }
}

/* ---- answering ---- */

enum err door_serve(struct door *door, size_t connection_bytes, MHD_AccessHandlerCallback answer,
                    void *(*begun)(void *ctx, const char *target, struct MHD_Connection *connection),
                    MHD_RequestCompletedCallback completed, void *ctx)
{
    door->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL, answer, ctx, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)(DOOR_PLACES + LEAVING), MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_bytes,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(DOOR_REST_MS / 1000), MHD_OPTION_NOTIFY_CONNECTION, come_or_gone,
        door, MHD_OPTION_URI_LOG_CALLBACK, begun, ctx, MHD_OPTION_NOTIFY_COMPLETED, completed, ctx, MHD_OPTION_END);
    return door->daemon ? ERR_OK : ERR_STORAGE;
}

static int wait_ms(struct door *door, int64_t left_ms)
{
    MHD_UNSIGNED_LONG_LONG wanted = TICK_MS;
    int64_t wait = TICK_MS;
    if (MHD_get_timeout(door->daemon, &wanted) == MHD_YES && (int64_t)wanted < wait)
        wait = (int64_t)wanted;
    if (left_ms >= 0 && left_ms < wait)
        wait = left_ms;
    return (int)wait;
}

void door_run(struct door *door, int64_t for_ms, void (*tick)(void *ctx), void *ctx)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    door->signals = signalfd(-1, &stop, SFD_CLOEXEC);

    struct pollfd fds[] = {
        {.fd = door->listening[0], .events = POLLIN},
        {.fd = door->listening[1], .events = POLLIN}, /* negative: passed over */
        {.fd = MHD_get_daemon_info(door->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, .events = POLLIN},
        {.fd = door->signals, .events = POLLIN},
    };
    int64_t end_ms = steady_ms() + for_ms;
    int64_t heard_ms = steady_ms();
    for (;;) {
        int64_t left = for_ms < 0 ? -1 : end_ms - steady_ms();
        if (for_ms >= 0 && left <= 0)
            return;
        poll(fds, sizeof fds / sizeof *fds, wait_ms(door, left));
        if (fds[3].revents)
            return;
        int64_t silent_ms = steady_ms() - heard_ms;
        heard_ms += silent_ms;
        if (silent_ms > 2 * TICK_MS)
            give_back_the_time(door, silent_ms - TICK_MS);
        show_out_the_late(door);
        for (size_t i = 0; i < 2; i++)
            if (fds[i].revents)
                let_in(door, door->listening[i]);
        MHD_run(door->daemon);
        if (tick)
            tick(ctx);
    }
}

void door_close(struct door *door)
{
    if (!door)
        return;
    if (door->daemon)
        MHD_stop_daemon(door->daemon);
    if (door->signals >= 0)
        close(door->signals);
    for (size_t i = 0; i < 2; i++)
        if (door->listening[i] >= 0)
            close(door->listening[i]);
    free(door);
}
