/*
 * host/native/door.h - the door on this machine's loopback: who may come in, how many, and for how long without saying anything
 *
 * For `open`, `demo` and `web`.  It takes the same port of 127.0.0.1 and of [::1], for "localhost" is both and whoever had the other
 * one would be us to a browser.  It accepts connections itself and hands them to libmicrohttpd:
 *
 *   - another account's are closed at once (peer.h); where the system does not tell, all are taken;
 *   - DOOR_PLACES at a time.  If they are taken the newcomer gets the place of whoever came first and never showed the session's
 *     cookie: a place cannot be held against the person, and one who is known keeps theirs;
 *   - a request has HEAD_MS to be asked and BODY_MS more for its form, however slowly bytes drip; someone unknown has
 *     SEND_MS to take the answer; a connection that asks nothing more is closed after REST_MS.
 *
 * One thread.  Times are steady time, which does not pass while the machine sleeps; nor does it count while this thread is busy elsewhere.
 */
#ifndef HOST_NATIVE_DOOR_H
#define HOST_NATIVE_DOOR_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum {
    DOOR_PLACES = 64,
    DOOR_HEAD_MS = 10000,
    DOOR_BODY_MS = 10000,
    DOOR_SEND_MS = 30000,
    DOOR_REST_MS = 30000,
};

struct door;

/*
 * Take the port; 0 picks a free one, and *out_port tells.  ERR_EXISTS: it is taken, on either address.
 * ERR_STORAGE: the system did not let us listen.  ERR_NO_ROOM.  A machine without [::1] has nothing to take there.
 */
enum err door_open(unsigned port, struct door **out, unsigned *out_port);

/*
 * Who answers: as MHD_start_daemon; connection_bytes: what one connection may use.  `completed` may be NULL.
 * Once, and before door_run.  ERR_STORAGE: libmicrohttpd did not start.
 */
enum err door_serve(struct door *door, size_t connection_bytes, MHD_AccessHandlerCallback answer,
                    void *(*begun)(void *ctx, const char *target, struct MHD_Connection *connection),
                    MHD_RequestCompletedCallback completed, void *ctx);

/* What has come of a request, told by who answers: its head has come; it is being answered, to someone known or not; it is over. */
void door_asked(struct MHD_Connection *connection);
void door_answers(struct MHD_Connection *connection, bool known);
void door_rests(struct MHD_Connection *connection);

/* Answer until SIGINT or SIGTERM, or for at most `for_ms` (negative: no end).  tick: called at least once a second; may be NULL. */
void door_run(struct door *door, int64_t for_ms, void (*tick)(void *ctx), void *ctx);

/* Everyone out, the port given back.  NULL is allowed. */
void door_close(struct door *door);

#endif
