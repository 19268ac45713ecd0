/*
 * app/app.h - the whole app as one function: a request and the state go in, a reply and the
 * records to keep come out
 *
 * Shared by hosts and still pure: no clock, no random source, no files.  A host does this:
 *
 *     reply = app_handle(app, &request, &arena);
 *     if (reply.words)                 only the door was opened so far: app_speak the full pack, and ask again
 *     if (reply.load)                  the vault was just opened: give it the log
 *         for each entry in order of n: app_load(app, &entry); then app_load_end(app);
 *         reply = app_loaded(app, &request, &arena);
 *     if (reply.anew)                  begin a second vault with that header, beside the first
 *         for each entry in order of n: app_anew_entry, and put what it gives into the second
 *         app_anew_end, and put that too; then the second takes the place of the first, whole or not at all
 *         reply = app_anew_settle(app, how, &request, &reply, &arena);
 *     if (reply.merge)                 the form came with a backup file
 *         reply = app_merge(app, &file, &request, &arena);
 *     if (reply.keep.any)              make it durable, all or nothing, then say how it went
 *         reply = app_settle(app, kept, &request, &reply, &arena);
 *     send reply, reset arena
 *
 * so nothing is shown as done before it is durable.  The exception is what makes things safer, Stop
 * first of all: it acts in memory at once and is shown even if it cannot be kept (design, section 2, rule 1).
 *
 * Time: a request brings the wall clock's time and a steady time.  From them the app keeps the one time of
 * the log (base/clock.h): within a request, stamps, the consent kernel and every rule see the same moment.  It
 * goes by steady time alone while a practice is open or something rests, and otherwise also catches up with a
 * wall clock that is ahead of it.  What time alone does to a practice is folded before a request is looked at;
 * it follows from the log and the time, so it is never kept, and asking for pages keeps nothing.
 *
 * Memory: the app lives in memory that the host gives and that app_lock clears.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/http.h"
#include "seal/seal.h"
#include "wire/entry.h"

struct app;
struct words;

/* What must be durable before the reply is sent; all of it or nothing. */
struct keep {
    bool                       any;
    const struct vault_header *header; /* NULL: unchanged */
    bool                       make;   /* the header is a new vault's */
    const struct log_entry    *append;
    size_t                     append_len;
    const uint64_t            *husks; /* the n of envelopes to be replaced by their husks */
    size_t                     husks_len;
    struct bytes               here;    /* the sealed local row, in the same transaction; empty: unchanged */
    bool                       removes; /* a person takes words away: what a host holds for that is to be used */
};

/* Everything sealed anew: fresh bytes for each call, a nonce or what stands for a deleted envelope. */
enum { ANEW_ENTROPY_BYTES = HASH_BYTES };

/* Something only a host can do, instead of sending a body. */
enum reply_send { SEND_BODY, SEND_BACKUP };

struct reply {
    int             status;
    struct str      type;       /* content type */
    struct str      location;   /* of a redirect, else empty */
    struct str      set_cookie; /* empty: none */
    struct str      download;   /* a file name to save as, else empty */
    struct str      leave_to;   /* where this page's Leave goes: a path, or an https address */
    struct str      leave_host; /* the name and port in it that the page's policy must let through, else empty */
    bool            cacheable;  /* only for the app's own files */
    bool            locked;     /* a page that locking or leaving leads to: the browser is to drop the ones before */
    struct bytes    body;
    enum reply_send send;
    bool            load;
    bool            words; /* nothing was done: the door is not enough for this.  app_speak the full pack, then ask again */
    const struct vault_header *anew; /* not NULL: seal everything anew, under this header */
    bool            merge; /* hand over the file that came with the form: app_merge */
    struct keep     keep;
};

struct app_memory {
    void    *state; /* a large, zeroed run of memory; pages are only touched as the log grows */
    size_t   state_bytes;
    void    *keys;  /* at least app_keys_bytes(), locked in memory where the host can */
    const struct words *words; /* at least a door (app/packs.h); as long as the app lives, or until app_speak */
    struct seal_cost cost; /* for new passphrases */
};

size_t app_bytes(void);
size_t app_keys_bytes(void);
/* What a host has of a vault at the start; all of it is copied. */
struct app_vault {
    const struct vault_header *header; /* NULL: no vault yet */
    struct bytes here;                 /* the sealed local row, as the last keep gave it; empty: none */
    struct bytes place;                /* HASH_BYTES that tell this place from a copy of it; empty: nothing can */
};
/* `at` holds app_bytes(). */
struct app *app_start(void *at, const struct app_memory *memory, const struct app_vault *vault);

/* Goes on in these words.  While a vault is open they are whole, and so are those that take their place. */
void app_speak(struct app *app, const struct words *words);

struct reply app_handle(struct app *app, const struct request *request, struct arena *arena);

/* One entry of the log, in order.  What cannot be opened is counted, passed over, and said on Today. */
void         app_load(struct app *app, const struct log_entry *entry);
/* After the last of them: all that came is put into its order and folded. */
void         app_load_end(struct app *app);
/* `unreadable`: entries that the store itself could not read, those without bytes among them. */
struct reply app_loaded(struct app *app, uint64_t unreadable, const struct request *request, struct arena *arena);

struct reply app_settle(struct app *app, bool kept, const struct request *request, const struct reply *reply,
                        struct arena *arena);

/*
 * Sealing everything anew, while a reply asks for it: one entry of the old log becomes one of the new, in order of n.
 * entropy: ANEW_ENTROPY_BYTES.  What it gives is in the arena.  A husk stays a husk, with a number of its own, so that
 * nothing in the new file is also in an old copy.
 * ERR_NOT_OPENED: this entry cannot be opened, and the person has not agreed to leave such entries behind.
 */
enum err app_anew_entry(struct app *app, const struct log_entry *entry, struct bytes entropy, struct arena *arena,
                        struct log_entry *out);
/* After the last of them: the record that it was done.  Errors as seal_record. */
enum err     app_anew_end(struct app *app, struct bytes entropy, struct arena *arena, struct log_entry *out);
/*
 * The local row as it is now, for a host that keeps entries which no reply asked for: after app_anew_end it is the new
 * vault's and goes into it; after app_replay it goes into the same transaction as what was replayed, else this device will
 * not remember having written it.  place: as in app_vault, of what is made.  entropy: SEAL_ENTROPY_BYTES.
 */
struct bytes app_here(struct app *app, struct bytes place, struct bytes entropy, struct arena *arena);
/* ERR_OK: the new vault stands in the place of the old one.  Anything else: the old one does, untouched. */
struct reply app_anew_settle(struct app *app, enum err how, const struct request *request, const struct reply *reply,
                             struct arena *arena);
/*
 * The file that came with a form, whole, and borrowed until the reply is settled; or why there is none.
 *     ERR_NOT_FOUND   none was sent, or an empty one
 *     ERR_TOO_LONG    it is larger than the host takes
 *     ERR_NO_ROOM     there is no room on the disk for it to wait in
 *     ERR_TRUNCATED   it stopped coming in the middle
 *     ERR_STORAGE     it could not be read, or the disk did not take it
 */
struct sent_file {
    struct bytes bytes;
    enum err     how;
};
/* Bring it in, instead of sending a reply with `merge`.  What this gives is kept and settled like any other reply. */
struct reply app_merge(struct app *app, const struct sent_file *file, const struct request *request,
                       struct arena *arena);
/* Instead of a reply with SEND_BACKUP whose copy could not be made: the page it was asked from, with a sentence. */
struct reply app_not_sent(struct app *app, bool no_room, const struct request *request, struct arena *arena);

/* Keys wiped, state cleared, session over. */
void app_lock(struct app *app);
bool app_is_open(const struct app *app);
/* True if a request shows the cookie of the session under way. */
bool app_knows(const struct app *app, const struct request *request, struct arena *arena);
/* Called now and then: locks when the idle time is over, by steady time.  True if it locked. */
bool app_tick(struct app *app, int64_t steady_ms);

/*
 * For the command line, without pages: open with a recovery code or a passphrase, in both its spellings (app/spelling.h);
 * then app_load as above.  Errors as ways_open.
 */
struct spelled;
enum err app_open(struct app *app, const struct spelled *secret);
/* The open log as JSON, for `export`, without the check-ins and steps of practices. */
void app_export_json(const struct app *app, struct buf *out);
/*
 * How many entries were loaded, were deleted, and could not be opened.  incomplete: how many are bound to one that has not
 * come: "not yet complete", which is no damage.  doubles: entries that were here already, and were passed over.
 */
struct app_counts { uint64_t good, husks, damaged, incomplete, doubles; };
struct app_counts app_counts(struct app *app);
/*
 * True if the log, once loaded, says that the header it was opened with is not the newest one (core/course/ways.h).
 * unreadable: as for app_loaded; what names the newest header may be among it.
 */
bool app_has_older_way(const struct app *app, uint64_t unreadable);

/*
 * For the demo: one event of a story, as if it had been kept at at_ms (or just after the newest one, if that
 * is later).  It is sealed and folded at once; the host makes *out durable afterwards.  event->at is given.
 * entropy: SEAL_ENTROPY_BYTES.  The app must be open.  Errors as seal_record and event_decode.
 */
struct event;
enum err app_replay(struct app *app, struct event *event, int64_t at_ms, struct bytes entropy, struct arena *arena,
                    struct log_entry *out);

#endif
