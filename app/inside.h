/*
 * app/inside.h - what the parts of the app share: its state, and the pieces that answers are made of
 *
 * For app/ alone; hosts see app.h.
 */
#ifndef APP_INSIDE_H
#define APP_INSIDE_H

#include "app/app.h"
#include "app/chain.h"
#include "app/here.h"
#include "core/course/stray.h"
#include "core/fold/fold.h"
#include "pages/route.h"

enum {
    ID_BYTES = 16,
    ID_TEXT = 2 * ID_BYTES,
    ONCE_KEPT = 64,
    PLACE_MAX = 256,
    FREE_TRIES = 3, /* wrong passphrases before waiting begins */
    WAIT_MAX_S = 60,
    IDLE_DEFAULT_MIN = 5,
    STATE_SPARE_BYTES = 4 << 20, /* writing stops while there is still room to read */
};

struct id_text {
    char at[ID_TEXT];
};

/* A form that was kept, and where its sender was sent on to. */
struct kept_once {
    struct id_text id;
    uint64_t form; /* form_mark */
    char place[PLACE_MAX];
    size_t place_len;
};

/* The form that brought a backup last, and the page that said what came: a browser may send the same form once more. */
struct brought {
    struct id_text once;
    struct hash sum;   /* of the file */
    struct bytes page; /* in the arena of the state; empty: none, or something else was kept since */
};

struct session {
    bool open;
    struct id_text cookie, token;
    int64_t seen_ms;         /* steady */
    char search[SEARCH_MAX]; /* what is looked for in the diary */
    size_t search_len;
};

enum pending_show { SHOW_REDIRECT, SHOW_SHEET, SHOW_HELD };

/* What app_settle needs to know of the request it settles; records live in the request's arena. */
struct pending {
    bool any;
    enum pending_show show;
    bool make, lock_after, even_unkept;
    bool refused; /* for want of room, or by the disk */
    struct vault_header header;
    bool header_changed;
    uint64_t clock;            /* the newest that its records give this device */
    const struct merge *merge; /* what a backup brings */
    struct here here; /* as it is once this is kept */
    struct bytes row; /* the same, sealed */
    struct bytes records[VISIT_EVENTS_MAX];
    struct hash hashes[VISIT_EVENTS_MAX];
    size_t len;
    bool removes;
    struct str go_to, once, notice;
    char sheet[RECOVERY_TEXT_BYTES];
};

/* Why this device writes under another number from now on, where a person should know. */
enum number_told { NUMBER_SAME, NUMBER_OF_A_COPY, NUMBER_OF_A_STRANGER };

/* Everything on its way from one set of keys to another. */
struct anew {
    bool any;
    struct keyring *keys; /* beside the app's own, in locked memory */
    struct vault_header header;
    char sheet[RECOVERY_TEXT_BYTES];
    struct chain chain;   /* of the new log */
    struct arena arena;   /* of the state, as it was before */
    struct here here;     /* of the new vault, and the same sealed */
    uint8_t row[HERE_MAX_BYTES];
    size_t row_len;
    uint64_t last_n, left_behind;
    bool may_leave; /* what cannot be opened stays behind */
};

struct app {
    struct app_memory memory;
    const struct words *words;
    struct keyring *keys;
    struct anew anew;
    struct vault_header header;
    bool has_vault;
    struct arena arena;  /* of the state */
    struct state *state; /* NULL while locked */
    struct session session;
    struct log_time time;
    int64_t behind_ms; /* so far was the wall clock behind the newest entry at this opening */
    struct here here;     /* device: its number in the log */
    struct hash place;    /* as the host gave it */
    struct bytes row;     /* `here` as it is kept, sealed; empty: none */
    uint8_t row_at[HERE_MAX_BYTES];
    enum number_told told; /* said on Today until the next opening */
    uint64_t own_len;      /* entries under this device's number that were loaded, and the newest of them */
    struct hash own_head;
    uint64_t last_n;
    struct chain chain;
    struct app_counts counts;
    uint64_t unopened; /* said on Today until the next opening */
    bool older_way;    /* so is this: the header is not the newest that the log knows of */
    struct kept_once once[ONCE_KEPT];
    size_t once_next;
    struct brought brought;
    struct tries {
        unsigned wrong;
        int64_t wait_until_ms; /* steady */
    } tries[2];                /* of pages of ours, and of whatever else asks: see tries_of */
    bool opening;              /* keys are right, the log is being loaded */
    bool old_spelling;         /* the passphrase slot was made with another spelling than the one new slots have */
    struct pending pending;
};

/* The request's entropy is cut into parts that are each used once. */
enum entropy_part {
    PART_ONCE = 0,
    PART_COOKIE = 16,
    PART_TOKEN = 32,
    PART_DEVICE = 48,
    PART_SLOT = 64,
    PART_MAKE = 128,
    PART_RECORDS = 128 + MAKE_ENTROPY_BYTES,
    PART_HERE = PART_RECORDS + VISIT_EVENTS_MAX * SEAL_ENTROPY_BYTES,
};

struct spelled;

/* app/lock.c */

void begin_state(struct app *app);
void anew_forget(struct app *app);

/* app/handle.c */

/*
 * Whoever asks: a page that has lost its cookie, to another program's cookies or to the browser's own tidying, must
 * still lock, and locking harms nobody.  The reply is the same whether anything was open.
 */
struct reply lock_and_leave(struct app *app, const struct request *request, struct str to, struct arena *arena);

/* app/anew.c */

struct reply seal_anew(struct app *app, const struct request *request, struct arena *arena);

/* app/session.c */

/* True while one stands between its plan and its end: nothing long may stand in the way of its Stop. */
bool practice_is_open(const struct app *app);
extern const struct str PRACTICE_IS_OPEN; /* the same in words, for what has to wait */
bool id_is(const struct id_text *id, struct str text);
struct str id_str(const struct id_text *id);
struct bytes entropy_part(const struct request *request, size_t from, size_t len);
struct str cookie_name(const struct request *request, struct arena *arena);
struct str cookie_header(const struct request *request, struct str value, struct arena *arena);
struct reply reply_redirect(struct str to);
struct reply reply_page(const struct visit *visit);
struct visit visit_begin(const struct app *app, const struct request *request, bool open, struct arena *arena);
/* The page at a path, asked again with what was typed and a sentence on why. */
struct reply reply_again(const struct app *app, const struct request *request, struct str path,
                         const struct form *typed, struct str notice, struct arena *arena);
/* Where the time of the log stands at this opening, and how far the wall clock is behind its newest entry. */
void begin_time(struct app *app, const struct request *request);
/* One time for all of this request. */
void let_time_pass(struct app *app, const struct request *request, struct arena scratch);
void open_session(struct app *app, const struct request *request);
/* Whatever went wrong: a sentence, with Ground and Leave, and with Stop for whom a practice is open. */
struct reply reply_in_words(const struct app *app, const struct request *request, int status, struct str words,
                            struct arena *arena);

/* app/load.c */

/* An entry of this device stands in the store now. */
void took_own(struct app *app, const struct hash *hash);

/* app/number.c */

/* The row that the host gave, once the keys are there; a row that is missing or not for this root is none. */
void number_begin(struct app *app);
/* The state is to know what is of this device, and what came from elsewhere. */
void number_tell(struct app *app);
/* An entry was loaded: it may be this device's own. */
void number_met(struct app *app, const struct log_entry *entry);
/* Once everything is loaded: is the number still this device's alone?  True: it has a new one, and the row is to be kept. */
bool number_check(struct app *app, struct bytes chance);
/* A number that nobody had, for what is written after entry n.  chance: NUMBER_BYTES of it. */
enum { NUMBER_BYTES = 8 };
struct here number_new(const struct app *app, uint64_t n, struct bytes chance);
/* The row goes with what is to be kept, as it is once these entries are.  chance: SEAL_ENTROPY_BYTES of it. */
void number_keep(struct app *app, struct bytes chance, struct arena *arena, struct keep *keep);
/* It was kept, or stands in the vault that was sealed anew. */
void number_kept(struct app *app);
void number_anew(struct app *app);

/*
 * Stops that came from elsewhere: one less than a day old, or ahead, rests here until the next midnight of this device,
 * from when it is first met (people.md 6, rule 5).  True: the row changed.
 */
bool number_meet(struct app *app, const struct request *request);

/* The next stamp of this device. */
struct stamp number_stamp(const struct app *app, uint64_t device, int64_t now_ms);
/* What is loaded or brought in moves the clock, as far as others are followed. */
struct newest number_follow(struct app *app, int64_t wall_ms);

/* app/bring.c */

struct merge;
/* The host is asked for the file, unless a practice is open. */
struct reply bring_begin(const struct app *app, const struct request *request, struct arena *arena);
/* What was deleted elsewhere, and waits here, goes now. */
struct reply let_go(struct app *app, const struct request *request, struct arena *arena);
/* What was brought is durable: into the state with it. */
void bring_settle(struct app *app, const struct merge *merge, const struct request *request);
/* What was said of it is said again to the same form with the same file, until anything else is kept. */
void bring_remember(struct app *app, const struct request *request, struct bytes page);
void bring_forget(struct app *app);

/* app/hold.c */

/* What is loaded may hold words that were deleted elsewhere: from now on they wait, if they did not.  True: the row changed. */
bool hold_meet(struct app *app);
/* When the words that wait go by themselves, in the time of the log.  Only while some wait. */
int64_t hold_until_ms(const struct app *app);
/* Whether that is over; and what is to be kept for them to go: all, or what waits for no answer (core/course/stray.h). */
bool hold_is_over(const struct app *app);
enum hold_what { HOLD_ALL, HOLD_BUT_STRAYS };
void hold_let_go(const struct app *app, enum hold_what what, struct arena *arena, struct keep *keep);
/* These are husks now, for whatever reason. */
void hold_husked(struct app *app, const struct keep *keep);

/* app/keeping.c */

/* Tells one sent form from another (FNV-1a, 64 bits); unlike a keyed hash it leaves no piece of the words on the stack.
 */
uint64_t form_mark(struct str form);
void remember_once(struct app *app, struct str once, uint64_t form, struct str place);
/*
 * The same form, sent twice.  One that came back from the browser's memory and was changed since is another: its words
 * must not be passed over.  A draft (form NULL) is late if its form was kept at all.
 */
bool was_kept(const struct app *app, struct str once, const uint64_t *form, struct str *place);
/* Stamp and encode what a visit decided, as written under this number. */
void encode_events(struct app *app, uint64_t device, struct visit *visit, struct arena *arena);
/* Take what was kept, or what must act even though it was not, into the state. */
void take_pending(struct app *app, bool kept);
struct reply reply_sheet(const struct app *app, const struct request *request, bool anew, struct arena *arena);
struct reply keep_visit(struct app *app, struct visit *visit, const struct request *request, struct arena *arena);
/* What someone sent while attune was locked, shown once more in the page it belongs to. */
struct reply reply_held(const struct app *app, const struct request *request, struct arena *arena);

/* app/ways_in.c */

/* The record of a changed way in.  Its hashes live in the arena. */
struct event ways_event(const struct app *app, const struct vault_header *header, enum ways_what what,
                        struct arena *arena);
/* A changed header goes with what keep_visit left to keep, in the same transaction. */
void keep_header(struct app *app, const struct vault_header *header, struct reply *reply);
struct reply make_vault(struct app *app, const struct request *request, struct arena *arena);
struct reply unlock_vault(struct app *app, const struct request *request, struct arena *arena);
/* The slot of a passphrase that opened only as it was typed, made again in the spelling of new slots. */
bool spell_again(const struct app *app, const struct request *request, struct vault_header *header);
struct reply new_sheet(struct app *app, const struct request *request, struct arena *arena);
struct reply try_sheet(struct app *app, const struct request *request, struct arena *arena);
/* Why the passphrase that is there, or the one that is to come, cannot be taken; empty if both can. */
struct str passphrases_check(const struct app *app, const struct request *request);
extern const struct str NO_MEMORY;
struct reply change_passphrase(struct app *app, const struct request *request, struct arena *arena);
/* A device's own lock as one more way in, or no longer; the passphrase stays one whatever is asked. */
struct reply change_device(struct app *app, const struct request *request, struct arena *arena);

#endif
