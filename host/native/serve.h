/*
 * host/native/serve.h - the app over HTTP on this machine's loopback
 *
 * One thread, one keeper of one vault.  Reads bytes, caps their number, notes the time and some entropy, calls
 * app_handle, makes the records durable, then answers.
 */
#ifndef HOST_NATIVE_SERVE_H
#define HOST_NATIVE_SERVE_H

#include "app/app.h"
#include "host/native/store.h"

struct server;

enum { VAULT_NAME_MAX = 32 };

/* Memory for an app and its vault, without HTTP; for the command line and for serving. */
struct keeper {
    struct store *store;
    struct app *app;
    void *state, *keys;
    const char *dir;               /* as given to keeper_open */
    char own_name[VAULT_NAME_MAX]; /* "notes-....localhost", made once for each vault; empty if it was not asked for */
};

/*
 * cost: for new passphrases.  `dir` must live as long as the vault.  create: also find or make its own name, in the
 * file `vault.name` beside it.  Errors as words_here, store_open and store_header_read.
 */
enum err keeper_open(const char *dir, bool create, struct seal_cost cost, struct keeper *out);
void keeper_close(struct keeper *keeper);
/* Give the stored log to an app whose keys were just opened; entries that could not be read. */
enum err keeper_load(struct keeper *keeper, uint64_t *unreadable);

/*
 * Seal everything anew, as app.h asks for it: every entry through the app into a second file that takes the place of
 * the first.  ERR_OK: it stands there.  Anything else, as store_anew_* and app_anew_*: the first is as it was.
 */
enum err keeper_anew(struct keeper *keeper, const struct vault_header *header, struct arena *arena);

/*
 * One request to its finished reply: loads and keeps as app.h asks for.  The reply lives in the arena.
 */
struct reply keeper_answer(struct keeper *keeper, const struct request *request, struct arena *arena);
/* The same where a file came with the request, of any kind, or was to come. */
struct reply keeper_answer_file(struct keeper *keeper, const struct request *request, const struct sent_file *file,
                                struct arena *arena);
/* Called now and then: locks when the idle time is over.  After any lock the store is settled. */
void keeper_tick(struct keeper *keeper, int64_t steady_ms);

/*
 * Listen on 127.0.0.1 and [::1] (door.h).  port 0 picks a free one; *out_port tells.  Errors as door_open.
 */
enum err server_start(struct keeper *keeper, unsigned port, struct server **out, unsigned *out_port);
/* Answer until SIGINT or SIGTERM, or for at most `for_ms` (negative: no end). */
void server_run(struct server *server, int64_t for_ms);
void server_stop(struct server *server);

int64_t wall_clock_ms(void);
/* Milliseconds since the machine started, also while it slept: it neither jumps nor is set. */
int64_t steady_clock_ms(void);
int wall_zone_min(int64_t now_ms); /* minutes east of UTC here */

#endif
