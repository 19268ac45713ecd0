/* host/native/peer.c - one question to the kernel about one socket */
#define _GNU_SOURCE
#include "host/native/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct question {
    struct nlmsghdr head;
    struct inet_diag_req_v2 ask;
};

struct answer {
    struct nlmsghdr head;
    union {
        struct nlmsgerr error;
        struct inet_diag_msg socket;
        char room[4096]; /* attributes that were not asked for */
    };
};

static void put_address(const struct sockaddr_storage *from, __be32 address[4], __be16 *port)
{
    if (from->ss_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)from;
        memcpy(address, &in->sin_addr, sizeof in->sin_addr);
        *port = in->sin_port;
    } else {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)from;
        memcpy(address, &in6->sin6_addr, sizeof in6->sin6_addr);
        *port = in6->sin6_port;
    }
}

/* 0 and *out, or an errno. */
static int look_up(const struct sockaddr_storage *own, const struct sockaddr_storage *other, struct inet_diag_msg *out)
{
    struct question question = {
        .head = {.nlmsg_len = sizeof question, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST},
        .ask = {.sdiag_family = (__u8)own->ss_family,
                .sdiag_protocol = IPPROTO_TCP,
                .idiag_states = ~0U,
                .id.idiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE}},
    };
    struct answer answer;
    struct timeval patience = {.tv_usec = 200000};
    put_address(own, question.ask.id.idiag_src, &question.ask.id.idiag_sport);
    put_address(other, question.ask.id.idiag_dst, &question.ask.id.idiag_dport);
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0)
        return errno;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ssize_t got =
        send(fd, &question, sizeof question, 0) == (ssize_t)sizeof question ? recv(fd, &answer, sizeof answer, 0) : -1;
    close(fd);
    if (got < (ssize_t)sizeof answer.head)
        return EIO;
    if (answer.head.nlmsg_type == NLMSG_ERROR && got >= (ssize_t)(sizeof answer.head + sizeof answer.error))
        return answer.error.error ? -answer.error.error : EIO;
    if (answer.head.nlmsg_type != SOCK_DIAG_BY_FAMILY || got < (ssize_t)(sizeof answer.head + sizeof answer.socket))
        return EIO;
    *out = answer.socket;
    return 0;
}

enum peer peer_of(int fd)
{
    struct sockaddr_storage ours, theirs;
    struct inet_diag_msg found;
    socklen_t ours_len = sizeof ours, theirs_len = sizeof theirs;
    if (getsockname(fd, (struct sockaddr *)&ours, &ours_len) != 0)
        return PEER_UNKNOWN;
    if (getpeername(fd, (struct sockaddr *)&theirs, &theirs_len) != 0)
        return PEER_GONE;
    int failed = look_up(&theirs, &ours, &found);
    /* "Not there" is also what a kernel says that cannot look; then our own end is not there either. */
    if (failed == ENOENT)
        return look_up(&ours, &theirs, &found) == 0 ? PEER_GONE : PEER_UNKNOWN;
    if (failed)
        return PEER_UNKNOWN;
    if (found.idiag_inode == 0)
        return PEER_GONE;
    return found.idiag_uid == geteuid() || found.idiag_uid == 0 ? PEER_OURS : PEER_OTHER;
}

static long listening(const struct sockaddr_storage *at)
{
    struct sockaddr_storage nobody = {.ss_family = at->ss_family};
    struct inet_diag_msg found;
    return look_up(at, &nobody, &found) == 0 ? (long)found.idiag_uid : -1;
}

long peer_listening(unsigned port)
{
    struct sockaddr_storage four = {0}, six = {0};
    *(struct sockaddr_in *)&four = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    *(struct sockaddr_in6 *)&six = (struct sockaddr_in6){
        .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    long uid = listening(&four);
    return uid >= 0 ? uid : listening(&six);
}
