/*
 * host/native/peer.h - which account is at the other end of a connection on this machine
 *
 * The kernel knows who owns every socket and tells anyone who asks about one (sock_diag(7)).  Nothing is ever sent.
 */
#ifndef HOST_NATIVE_PEER_H
#define HOST_NATIVE_PEER_H

enum peer {
    PEER_OURS,    /* this account, or root, which can read this process anyway */
    PEER_OTHER,   /* another account */
    PEER_GONE,    /* closed meanwhile: a socket that nobody holds any more says "root" */
    PEER_UNKNOWN, /* this system does not tell */
};

/* Of an accepted TCP connection over loopback. */
enum peer peer_of(int fd);

/* The account (uid) whose program listens on 127.0.0.1 or [::1] at this port; -1 if none does, or it cannot be told. */
long peer_listening(unsigned port);

#endif
