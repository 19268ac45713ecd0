/*
 * host/wasm/main.c - the whole app as one WebAssembly module: bytes in, bytes out (edge.h), and nothing imported
 *
 * The order of calls is the one of app/app.h.
 */
#include "host/wasm/edge.h"

#include <stdlib.h>

#include "wire/backup.h"

static struct {
    struct app *app;
    struct seal_summing sum; /* of the backup that is being made */
    struct backup backup;    /* that is being read; it borrows from what was written */
    uint64_t lost;           /* entries without bytes, in what is being loaded */
} host;

static const uint8_t *answered(struct reply reply)
{
    return answer(reply, app_is_open(host.app));
}

/*
 * Words to go on in: a pack was written, the full one, before attune_start or at any time after it.  0, -1 if there is
 * no room, or ERR_BAD_VERSION: not one of those that this module was made with.
 */
int EXPORT(attune_words)(size_t len);
int attune_words(size_t len)
{
    int e = edge_words(len);
    if (!e && host.app)
        app_speak(host.app, &edge.words);
    return e;
}

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
    ASSERT(!has_started() && edge.pack && (len == 0 || len >= VAULT_HEADER_BYTES));
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
        .words = &edge.words,
    };
    if (!at || !memory.state || !memory.keys || !edge_start(work_bytes))
        return -1;
    host.app = app_start(at, &memory, &vault);
    return 0;
}

const uint8_t *EXPORT(attune_handle)(size_t len);
const uint8_t *attune_handle(size_t len)
{
    edge_request(len);
    return answered(app_handle(host.app, &edge.request, &edge.arena));
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
    return answered(app_loaded(host.app, lost, &edge.request, &edge.arena));
}

/* After an answer with REPLY_KEEP: whether all of it is durable. */
const uint8_t *EXPORT(attune_settle)(int kept);
const uint8_t *attune_settle(int kept)
{
    struct reply reply = edge.reply;
    return answered(app_settle(host.app, kept != 0, &edge.request, &reply, &edge.arena));
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
    if (arena_left(&edge.arena) < room) {
        edge.more = malloc(room);
        if (!edge.more)
            return NULL;
        edge.before = edge.arena;
        edge.arena = arena_on(edge.more, room);
    }
    struct sent_file file = {.bytes = written(len), .how = (enum err)how};
    return answered(app_merge(host.app, &file, &edge.request, &edge.arena));
}

/* ---- everything anew ---- */

/* 0 or an enum err in the answer's first four bytes, before what was put behind them. */
static const uint8_t *anew_answer(struct buf *out, enum err e, struct arena before)
{
    mem_put_number(out->at + 4, 4, (uint64_t)e);
    edge.arena = before; /* it is read before the next call, so its room is free again */
    return answer_end(out);
}

/*
 * After an answer with REPLY_ANEW: so many entries (4 bytes), as often ANEW_ENTROPY_BYTES of fresh bytes, then the
 * entries themselves, in order.  An answer: 0 or an enum err (4 bytes), then the new entries.
 */
const uint8_t *EXPORT(attune_anew)(size_t len);
const uint8_t *attune_anew(size_t len)
{
    struct arena before = edge.arena;
    struct reader r = {written(len)};
    size_t count = (size_t)get_number(&r, 4);
    struct bytes entropy = get(&r, count * ANEW_ENTROPY_BYTES);
    struct buf out = answer_begin(len + 4);
    enum err e = ERR_OK;
    put_number(&out, 0, 4);
    for (size_t i = 0; i < count && e == ERR_OK; i++) {
        struct log_entry entry;
        struct log_entry made;
        struct arena one = edge.arena;
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
    struct arena before = edge.arena;
    struct buf out = answer_begin(4096);
    struct arena one = edge.arena;
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
    struct reply reply = edge.reply;
    enum err e = how == -1 ? ERR_STORAGE : how == -2 ? ERR_NO_ROOM : (enum err)how;
    return answered(app_anew_settle(host.app, e, &edge.request, &reply, &edge.arena));
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
    struct arena before = edge.arena;
    struct buf out = answer_begin(VAULT_HEADER_BYTES);
    buf_put_bytes(&out, host.backup.header);
    edge.arena = before;
    return answer_end(&out);
}

/*
 * Then, again and again, some of the entries in order, as the shell keeps them: so many at most and so many bytes,
 * unless one alone has more.  None: that was all.
 */
const uint8_t *EXPORT(attune_unpack_next)(size_t entries, size_t bytes);
const uint8_t *attune_unpack_next(size_t entries, size_t bytes)
{
    struct arena before = edge.arena;
    struct buf out = answer_begin(bytes + BACKUP_ENTRY_BYTES + ENVELOPE_MAX_BYTES);
    struct backup from = host.backup;
    struct log_entry entry;
    for (size_t i = 0; i < entries && backup_next(&from, &entry) == ERR_OK; i++) {
        if (i > 0 && out.len - 4 + BACKUP_ENTRY_BYTES + entry.bytes.len > bytes)
            break;
        backup_put_entry(&out, &entry);
        host.backup = from;
    }
    edge.arena = before; /* it is read before the next call */
    return answer_end(&out);
}
