/*
 * host/wasm/main.c - the app as one WebAssembly module: bytes in, bytes out, and nothing imported
 *
 * The shell (keeper.js) writes into the memory that attune_bytes gives, calls one function, and reads the
 * answer where the function says it is.  The order of calls is the one of app/app.h.  Clock and entropy come
 * inside the request.  The bytes are described in doc/browser-host.md.
 *
 * Memory: the module's own, grown as needed by the C library's malloc.  One app, one request at a time.
 * Anything that does not hold traps, and the shell then throws the module away.
 */
#include <stdlib.h>

#include "app/app.h"
#include "app/packs.h"
#include "wire/backup.h"

#define EXPORT(name) __attribute__((export_name(#name))) name

static struct {
    struct app *app;
    struct words words;
    void *pack; /* what they borrow from, and their rows behind it */
    uint8_t *in; /* what the shell wrote last */
    size_t in_cap;
    size_t in_len; /* of it written to: wiping takes its time, and a log is long */
    uint8_t *work; /* of one request */
    size_t work_bytes;
    struct arena arena;
    uint8_t *more;       /* of a request that brought a large file: its answers stand here, not in `work` */
    struct arena before; /* in `work`, while there is more */
    struct request request;
    struct reply reply;
    struct seal_summing sum; /* of the backup that is being made */
    struct backup backup;    /* that is being read; it borrows from what was written */
    uint64_t lost;           /* entries without bytes, in what is being loaded */
} host;

/*
 * The form in which shell and module speak; a shell that finds another one leaves this module alone.  1, without this
 * function: entries did not say what they are bound to.  2: the module had its words in it.
 */
int EXPORT(attune_form)(void);
int attune_form(void)
{
    return 3;
}

/* ---- reading what the shell wrote ---- */

struct reader {
    struct bytes left;
};

static struct bytes get(struct reader *r, size_t len)
{
    struct bytes got = bytes_first(r->left, len); /* traps where there is less */
    r->left = bytes_inside(r->left, len, 0);
    return got;
}

static uint64_t get_number(struct reader *r, size_t len)
{
    return mem_get_number(get(r, len).at, len);
}

static struct bytes get_bytes(struct reader *r)
{
    return get(r, (size_t)get_number(r, 4));
}

static struct str get_text(struct reader *r)
{
    return str_of_bytes(get_bytes(r));
}

static void forget_written(void)
{
    if (host.in)
        seal_wipe(host.in, host.in_len);
    host.in_len = 0;
}

/* Room for `len` bytes; what lay there is forgotten first.  NULL: there is not so much. */
uint8_t *EXPORT(attune_bytes)(size_t len);
uint8_t *attune_bytes(size_t len)
{
    forget_written();
    if (len > host.in_cap) {
        free(host.in);
        host.in = malloc(len);
        host.in_cap = host.in ? len : 0;
        if (!host.in)
            return NULL;
    }
    host.in_len = len;
    return host.in;
}

static struct bytes written(size_t len)
{
    ASSERT(len <= host.in_len);
    return (struct bytes){.at = host.in, .len = len};
}

/*
 * Words to go on in: a pack was written, a door before attune_start, and the full pack at an answer with REPLY_WORDS or
 * before.  0, -1 if there is no room, or ERR_BAD_VERSION: not one of those that this module was made with.
 */
int EXPORT(attune_words)(size_t len);
int attune_words(size_t len)
{
    struct words words;
    size_t rows = (len + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) * _Alignof(max_align_t);
    uint8_t *pack = malloc(rows + words_room());
    if (!pack)
        return -1;
    mem_copy(pack, written(len).at, len);
    enum err e = pack_open((struct bytes){pack, len}, pack + rows, &words);
    if (e) {
        free(pack);
        return (int)e;
    }
    free(host.pack);
    host.pack = pack;
    host.words = words;
    if (host.app)
        app_speak(host.app, &host.words);
    return 0;
}

/* ---- answering ---- */

static void put_number(struct buf *out, uint64_t n, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buf_put_byte(out, (uint8_t)(n >> (8 * i)));
}

static void put_bytes(struct buf *out, struct bytes b)
{
    put_number(out, b.len, 4);
    buf_put_bytes(out, b);
}

static void put_text(struct buf *out, struct str s)
{
    put_bytes(out, bytes_of_str(s));
}

enum reply_flag {
    REPLY_LOAD = 1,
    REPLY_KEEP = 2,
    REPLY_MAKE = 4,
    REPLY_BACKUP = 8,
    REPLY_OPEN = 16,
    REPLY_ANEW = 32,
    REPLY_MERGE = 64,
    REPLY_WORDS = 128,
};

static uint64_t flags_of(const struct reply *reply)
{
    return (reply->load ? REPLY_LOAD : 0) | (reply->keep.any ? REPLY_KEEP : 0) | (reply->keep.make ? REPLY_MAKE : 0) |
           (reply->anew ? REPLY_ANEW : 0) | (reply->merge ? REPLY_MERGE : 0) |
           (reply->words ? REPLY_WORDS : 0) |
           (reply->send == SEND_BACKUP ? REPLY_BACKUP : 0) | (app_is_open(host.app) ? REPLY_OPEN : 0);
}

/* An answer is its length and that many bytes.  Room is taken once, so that a long page is copied once. */
static struct buf answer_begin(size_t room)
{
    struct buf out = {.at = ARENA_MANY(&host.arena, uint8_t, room + 4), .cap = room + 4, .arena = &host.arena};
    put_number(&out, 0, 4);
    return out;
}

static const uint8_t *answer_end(struct buf *out)
{
    mem_put_number(out->at, 4, out->len - 4);
    return out->at;
}

static void put_keep(struct buf *out, const struct keep *keep, const struct vault_header *anew)
{
    const struct vault_header *header = anew ? anew : keep->header;
    put_bytes(out, header ? (struct bytes){header->at, VAULT_HEADER_BYTES} : (struct bytes){0});
    put_bytes(out, keep->here);
    put_number(out, keep->append_len, 4);
    for (size_t i = 0; i < keep->append_len; i++)
        backup_put_entry(out, &keep->append[i]);
    put_number(out, keep->husks_len, 4);
    for (size_t i = 0; i < keep->husks_len; i++)
        put_number(out, keep->husks[i], 8);
}

static const uint8_t *answer(struct reply reply)
{
    host.reply = reply;
    struct buf out = answer_begin(reply.body.len + 4096);
    put_number(&out, (uint64_t)reply.status, 4);
    put_number(&out, flags_of(&reply), 4);
    put_text(&out, reply.type);
    put_text(&out, reply.location);
    put_text(&out, reply.set_cookie);
    put_text(&out, reply.download);
    put_text(&out, reply.leave_to);
    put_bytes(&out, reply.body);
    put_keep(&out, &reply.keep, reply.anew);
    return answer_end(&out);
}

/* ---- the app ---- */

static bool has_started(void)
{
    return host.app != NULL;
}

/*
 * Begin, locked.  `len` bytes were written: a vault header and the local row, that or both may be none.  state_bytes
 * and work_bytes are the room for what is open and for one request.  0; -1: there is not so much room; or as
 * seal_header_check. A browser has no mark for a place: whoever can copy its store copies the whole profile, and
 * nothing in it tells them apart.
 */
int EXPORT(attune_start)(size_t len, size_t state_bytes, size_t work_bytes);
int attune_start(size_t len, size_t state_bytes, size_t work_bytes)
{
    struct vault_header header;
    struct app_vault vault = {0};
    ASSERT(!has_started() && host.pack && (len == 0 || len >= VAULT_HEADER_BYTES));
    if (len) {
        mem_copy(header.at, written(len).at, VAULT_HEADER_BYTES);
        vault = (struct app_vault){.header = &header, .here = bytes_inside(written(len), VAULT_HEADER_BYTES, 0)};
        enum err e = seal_header_check(&header);
        if (e != ERR_OK)
            return (int)e;
    }
    void *at = malloc(app_bytes());
    struct app_memory memory = {
        .state = malloc(state_bytes),
        .state_bytes = state_bytes,
        .keys = malloc(app_keys_bytes()),
        .cost = SEAL_COST_NORMAL,
        .words = &host.words,
    };
    host.work = malloc(work_bytes);
    host.work_bytes = work_bytes;
    if (!at || !memory.state || !memory.keys || !host.work)
        return -1;
    host.arena = arena_on(host.work, work_bytes);
    host.app = app_start(at, &memory, &vault);
    return 0;
}

/* The answer has been read: words must not stay in memory after they were shown. */
void EXPORT(attune_done)(void);
void attune_done(void)
{
    if (host.more) {
        seal_wipe(host.more, (size_t)(host.arena.at - host.more));
        free(host.more);
        host.more = NULL;
        host.arena = host.before;
    }
    seal_wipe(host.work, (size_t)(host.arena.at - host.work));
    forget_written();
    host.arena = arena_on(host.work, host.work_bytes);
    host.request = (struct request){0};
    host.reply = (struct reply){0};
}

/* The page lives in this browser alone, so there is one name for it. */
#define HOST S("localhost:0")

const uint8_t *EXPORT(attune_handle)(size_t len);
const uint8_t *attune_handle(size_t len)
{
    struct reader r = {bytes_copy(&host.arena, written(len))}; /* entries are written where the request was */
    int64_t wall_ms = (int64_t)get_number(&r, 8);
    int64_t steady_ms = (int64_t)get_number(&r, 8);
    int zone_min = (int)(int32_t)get_number(&r, 4);
    struct bytes entropy = get(&r, ENTROPY_BYTES);
    struct http_parts parts = {.host = HOST, .content_type = S("application/x-www-form-urlencoded")};
    parts.method = get_text(&r);
    parts.target = get_text(&r);
    parts.cookie = get_text(&r);
    parts.body = get_bytes(&r);
    if (parts.body.len > BODY_MAX_BYTES) {
        parts.too_large = true;
        parts.body = (struct bytes){0};
    }
    struct form normal;
    enum err e = http_request(&parts, &host.arena, &host.request);
    if (e == ERR_OK)
        e = form_decode(get_text(&r), &host.arena, &normal);
    /* What cannot be read is asked again as a page that is not there: there is no empty page, and none without Stop. */
    if (e != ERR_OK) {
        normal = (struct form){0};
        parts.target = S("/unread");
        parts.body = (struct bytes){0};
        e = http_request(&parts, &host.arena, &host.request);
        ASSERT(e == ERR_OK); /* the shell's cookie is the app's own */
    }
    host.request.normal = normal;
    host.request.wall_ms = wall_ms;
    host.request.steady_ms = steady_ms;
    host.request.zone_min = zone_min;
    host.request.entropy = entropy;
    return answer(app_handle(host.app, &host.request, &host.arena));
}

/* After an answer with REPLY_LOAD: some of the entries, in order. */
void EXPORT(attune_load)(size_t len);
void attune_load(size_t len)
{
    struct bytes left = written(len);
    struct log_entry entry;
    while (left.len) {
        enum err e = backup_entry(&left, &entry);
        ASSERT(e == ERR_OK);
        host.lost += entry.bytes.len == 0;
        app_load(host.app, &entry);
    }
}

const uint8_t *EXPORT(attune_loaded)(uint32_t unreadable);
const uint8_t *attune_loaded(uint32_t unreadable)
{
    uint64_t lost = host.lost + unreadable;
    host.lost = 0;
    return answer(app_loaded(host.app, lost, &host.request, &host.arena));
}

/* After an answer with REPLY_KEEP: whether all of it is durable. */
const uint8_t *EXPORT(attune_settle)(int kept);
const uint8_t *attune_settle(int kept)
{
    struct reply reply = host.reply;
    return answer(app_settle(host.app, kept != 0, &host.request, &reply, &host.arena));
}

/* ---- a backup brought in ---- */

/* What is taken out of a file borrows its bytes, is listed, and is written once more into the answer. */
enum { MERGE_SPARE_BYTES = 48 << 20, MERGE_TIMES = 3 };

/*
 * After an answer with REPLY_MERGE: the file that the form brought was written; or nothing, with `how` an enum err as
 * for struct sent_file.  An answer, to be kept and settled like any other.  NULL: there is not room for a file of that
 * size.
 */
_Static_assert(ERR_NOT_FOUND == 11 && ERR_STORAGE == 13, "keeper.js says these two by their numbers");
const uint8_t *EXPORT(attune_merge)(size_t len, int how);
const uint8_t *attune_merge(size_t len, int how)
{
    size_t room = MERGE_SPARE_BYTES + MERGE_TIMES * len;
    if (arena_left(&host.arena) < room) {
        host.more = malloc(room);
        if (!host.more)
            return NULL;
        host.before = host.arena;
        host.arena = arena_on(host.more, room);
    }
    struct sent_file file = {.bytes = written(len), .how = (enum err)how};
    return answer(app_merge(host.app, &file, &host.request, &host.arena));
}

/* ---- everything anew ---- */

/* 0 or an enum err in the answer's first four bytes, before what was put behind them. */
static const uint8_t *anew_answer(struct buf *out, enum err e, struct arena before)
{
    mem_put_number(out->at + 4, 4, (uint64_t)e);
    host.arena = before; /* it is read before the next call, so its room is free again */
    return answer_end(out);
}

/*
 * After an answer with REPLY_ANEW: so many entries (4 bytes), as often ANEW_ENTROPY_BYTES of fresh bytes, then the
 * entries themselves, in order.  An answer: 0 or an enum err (4 bytes), then the new entries.
 */
const uint8_t *EXPORT(attune_anew)(size_t len);
const uint8_t *attune_anew(size_t len)
{
    struct arena before = host.arena;
    struct reader r = {written(len)};
    size_t count = (size_t)get_number(&r, 4);
    struct bytes entropy = get(&r, count * ANEW_ENTROPY_BYTES);
    struct buf out = answer_begin(len + 4);
    enum err e = ERR_OK;
    put_number(&out, 0, 4);
    for (size_t i = 0; i < count && e == ERR_OK; i++) {
        struct log_entry entry;
        struct log_entry made;
        struct arena one = host.arena;
        e = backup_entry(&r.left, &entry);
        ASSERT(e == ERR_OK);
        e = app_anew_entry(host.app, &entry,
                           bytes_first(bytes_inside(entropy, i * ANEW_ENTROPY_BYTES, 0), ANEW_ENTROPY_BYTES), &one,
                           &made);
        if (e == ERR_OK)
            backup_put_entry(&out, &made);
    }
    return anew_answer(&out, e, before);
}

/*
 * After the last of them: ANEW_ENTROPY_BYTES were written, and SEAL_ENTROPY_BYTES for the local row.  The answer has
 * one entry, which says that it was done, and behind it the row of the new vault.
 */
const uint8_t *EXPORT(attune_anew_end)(size_t len);
const uint8_t *attune_anew_end(size_t len)
{
    struct arena before = host.arena;
    struct buf out = answer_begin(4096);
    struct arena one = host.arena;
    struct reader r = {written(len)};
    struct log_entry made;
    put_number(&out, 0, 4);
    enum err e = app_anew_end(host.app, get(&r, ANEW_ENTROPY_BYTES), &one, &made);
    if (e == ERR_OK) {
        backup_put_entry(&out, &made);
        buf_put_bytes(&out, app_here(host.app, (struct bytes){0}, get(&r, SEAL_ENTROPY_BYTES), &one));
    }
    return anew_answer(&out, e, before);
}

/* How it went: 0, an enum err that one of the above gave, -1 where the browser refused to write, -2 for want of room.
 */
const uint8_t *EXPORT(attune_anew_settle)(int how);
const uint8_t *attune_anew_settle(int how)
{
    struct reply reply = host.reply;
    enum err e = how == -1 ? ERR_STORAGE : how == -2 ? ERR_NO_ROOM : (enum err)how;
    return answer(app_anew_settle(host.app, e, &host.request, &reply, &host.arena));
}

void EXPORT(attune_lock)(void);
void attune_lock(void)
{
    if (!has_started())
        return;
    app_lock(host.app);
    attune_done();
}

/* 1 if the idle time was over and it locked; steady_ms as in a request. */
int EXPORT(attune_tick)(double steady_ms);
int attune_tick(double steady_ms)
{
    return app_tick(host.app, (int64_t)steady_ms);
}

/* ---- backups ---- */

static const uint8_t *summed_answer(struct buf *out)
{
    seal_sum_more(&host.sum, bytes_inside(buf_bytes(out), 4, 0));
    return answer_end(out);
}

/* The start of a backup: the number of entries (8 bytes) and the header were written. */
const uint8_t *EXPORT(attune_pack_start)(size_t len);
const uint8_t *attune_pack_start(size_t len)
{
    struct reader r = {written(len)};
    uint64_t count = get_number(&r, 8);
    struct bytes header = get(&r, VAULT_HEADER_BYTES);
    struct hash hash = seal_hash(header);
    struct buf out = answer_begin(BACKUP_START_BYTES + BACKUP_LOG_BYTES);
    seal_sum_begin(&host.sum);
    backup_put_start(&out, 1, &hash, header);
    backup_put_log(&out, &(struct log_id){0}, count);
    return summed_answer(&out);
}

/* Entries go into a backup as they are kept; only the sum has to see them. */
void EXPORT(attune_pack)(size_t len);
void attune_pack(size_t len)
{
    seal_sum_more(&host.sum, written(len));
}

const uint8_t *EXPORT(attune_pack_end)(void);
const uint8_t *attune_pack_end(void)
{
    struct hash sum = seal_sum_end(&host.sum);
    struct buf out = answer_begin(HASH_BYTES);
    buf_put_bytes(&out, (struct bytes){sum.at, HASH_BYTES});
    return answer_end(&out);
}

/*
 * Is what was written a whole backup, of either version, with a header that can be read?  0, or an enum err.  Of
 * another log than the vault's own nothing is kept here yet.
 */
int EXPORT(attune_unpack)(size_t len);
int attune_unpack(size_t len)
{
    struct vault_header header;
    enum err e = backup_read(written(len), &host.backup);
    if (e != ERR_OK)
        return (int)e;
    struct hash sum = seal_hash(host.backup.summed);
    if (!seal_same((struct bytes){sum.at, HASH_BYTES}, (struct bytes){host.backup.sum.at, HASH_BYTES}))
        return (int)ERR_MALFORMED;
    if (host.backup.logs > 1)
        return (int)ERR_BAD_VERSION;
    mem_copy(header.at, host.backup.header.at, sizeof header.at);
    return (int)seal_header_check(&header);
}

/* After attune_unpack gave 0, and before anything else is written: the header. */
const uint8_t *EXPORT(attune_unpack_header)(void);
const uint8_t *attune_unpack_header(void)
{
    struct arena before = host.arena;
    struct buf out = answer_begin(VAULT_HEADER_BYTES);
    buf_put_bytes(&out, host.backup.header);
    host.arena = before;
    return answer_end(&out);
}

/*
 * Then, again and again, some of the entries in order, as the shell keeps them: so many at most and so many bytes,
 * unless one alone has more.  None: that was all.
 */
const uint8_t *EXPORT(attune_unpack_next)(size_t entries, size_t bytes);
const uint8_t *attune_unpack_next(size_t entries, size_t bytes)
{
    struct arena before = host.arena;
    struct buf out = answer_begin(bytes + BACKUP_ENTRY_BYTES + ENVELOPE_MAX_BYTES);
    struct backup from = host.backup;
    struct log_entry entry;
    for (size_t i = 0; i < entries && backup_next(&from, &entry) == ERR_OK; i++) {
        if (i > 0 && out.len - 4 + BACKUP_ENTRY_BYTES + entry.bytes.len > bytes)
            break;
        backup_put_entry(&out, &entry);
        host.backup = from;
    }
    host.arena = before; /* it is read before the next call */
    return answer_end(&out);
}
