/* host/wasm/edge.c - requests in, answers out */
#include "host/wasm/edge.h"

#include <stdlib.h>

#include "wire/backup.h"

struct edge edge;

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

struct bytes get(struct reader *r, size_t len)
{
    struct bytes got = bytes_first(r->left, len); /* traps where there is less */
    r->left = bytes_inside(r->left, len, 0);
    return got;
}

uint64_t get_number(struct reader *r, size_t len)
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
    if (edge.in)
        seal_wipe(edge.in, edge.in_len);
    edge.in_len = 0;
}

/* Room for `len` bytes; what lay there is forgotten first.  NULL: there is not so much. */
uint8_t *EXPORT(attune_bytes)(size_t len);
uint8_t *attune_bytes(size_t len)
{
    forget_written();
    if (len > edge.in_cap) {
        free(edge.in);
        edge.in = malloc(len);
        edge.in_cap = edge.in ? len : 0;
        if (!edge.in)
            return NULL;
    }
    edge.in_len = len;
    return edge.in;
}

struct bytes written(size_t len)
{
    ASSERT(len <= edge.in_len);
    return (struct bytes){.at = edge.in, .len = len};
}

int edge_words(size_t len)
{
    struct words opened;
    size_t rows = (len + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) * _Alignof(max_align_t);
    uint8_t *pack = malloc(rows + words_room());
    if (!pack)
        return -1;
    mem_copy(pack, written(len).at, len);
    enum err e = pack_open((struct bytes){pack, len}, pack + rows, &opened);
    if (e) {
        free(pack);
        return (int)e;
    }
    free(edge.pack);
    edge.pack = pack;
    edge.words = opened;
    return 0;
}

bool edge_start(size_t work_bytes)
{
    edge.work = malloc(work_bytes);
    edge.work_bytes = edge.work ? work_bytes : 0;
    edge.arena = arena_on(edge.work, edge.work_bytes);
    return edge.work != NULL;
}

/* ---- answering ---- */

void put_number(struct buf *out, uint64_t n, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buf_put_byte(out, (uint8_t)(n >> (8 * i)));
}

void put_bytes(struct buf *out, struct bytes b)
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

static uint64_t flags_of(const struct reply *reply, bool open)
{
    return (reply->load ? REPLY_LOAD : 0) | (reply->keep.any ? REPLY_KEEP : 0) | (reply->keep.make ? REPLY_MAKE : 0) |
           (reply->anew ? REPLY_ANEW : 0) | (reply->merge ? REPLY_MERGE : 0) | (reply->words ? REPLY_WORDS : 0) |
           (reply->send == SEND_BACKUP ? REPLY_BACKUP : 0) | (open ? REPLY_OPEN : 0);
}

struct buf answer_begin(size_t room)
{
    struct buf out = {.at = ARENA_MANY(&edge.arena, uint8_t, room + 4), .cap = room + 4, .arena = &edge.arena};
    put_number(&out, 0, 4);
    return out;
}

const uint8_t *answer_end(struct buf *out)
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

const uint8_t *answer(struct reply reply, bool open)
{
    edge.reply = reply;
    struct buf out = answer_begin(reply.body.len + 4096);
    put_number(&out, (uint64_t)reply.status, 4);
    put_number(&out, flags_of(&reply, open), 4);
    put_text(&out, reply.type);
    put_text(&out, reply.location);
    put_text(&out, reply.set_cookie);
    put_text(&out, reply.download);
    put_text(&out, reply.leave_to);
    put_bytes(&out, reply.body);
    put_keep(&out, &reply.keep, reply.anew);
    return answer_end(&out);
}

/* The answer has been read: words must not stay in memory after they were shown. */
void EXPORT(attune_done)(void);
void attune_done(void)
{
    if (edge.more) {
        seal_wipe(edge.more, (size_t)(edge.arena.at - edge.more));
        free(edge.more);
        edge.more = NULL;
        edge.arena = edge.before;
    }
    seal_wipe(edge.work, (size_t)(edge.arena.at - edge.work));
    forget_written();
    edge.arena = arena_on(edge.work, edge.work_bytes);
    edge.request = (struct request){0};
    edge.reply = (struct reply){0};
}

/* The page lives in this browser alone, so there is one name for it. */
#define HOST S("localhost:0")

void edge_request(size_t len)
{
    struct reader r = {bytes_copy(&edge.arena, written(len))}; /* entries are written where the request was */
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
    enum err e = http_request(&parts, &edge.arena, &edge.request);
    if (e == ERR_OK)
        e = form_decode(get_text(&r), &edge.arena, &normal);
    /* What cannot be read is asked again as a page that is not there: there is no empty page, and none without Stop. */
    if (e != ERR_OK) {
        normal = (struct form){0};
        parts.target = S("/unread");
        parts.body = (struct bytes){0};
        e = http_request(&parts, &edge.arena, &edge.request);
        ASSERT(e == ERR_OK); /* the shell's cookie is the app's own */
    }
    edge.request.normal = normal;
    edge.request.wall_ms = wall_ms;
    edge.request.steady_ms = steady_ms;
    edge.request.zone_min = zone_min;
    edge.request.entropy = entropy;
}
