/*
 * host/wasm/edge.h - what the two modules of the browser app share: bytes from the shell, and answers to it
 *
 * The shell (keeper.js) writes into the memory that attune_bytes gives, calls one function, and reads the answer where
 * the function says it is.  Clock and entropy come inside the request.  The bytes are described in doc/browser-host.md.
 *
 * Memory: the module's own, grown as needed by the C library's malloc.  One app, one request at a time.
 * Anything that does not hold traps, and the shell then throws the module away.
 */
#ifndef HOST_WASM_EDGE_H
#define HOST_WASM_EDGE_H

#include "app/app.h"
#include "app/packs.h"

#define EXPORT(name) __attribute__((export_name(#name))) name

/* The one of this module. */
extern struct edge {
    struct words words;
    void *pack;  /* what they borrow from, and their rows behind it */
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
} edge;

/* Room for requests, of so many bytes; false if there is not so much. */
bool edge_start(size_t work_bytes);
/* What the shell calls in either module: what it wrote and what was answered is forgotten. */
void attune_done(void);
/* The first `len` bytes of what the shell wrote. */
struct bytes written(size_t len);
/* What was written becomes a pack of its own and its words edge.words.  As attune_words. */
int edge_words(size_t len);
/* What was written becomes edge.request. */
void edge_request(size_t len);

/* Reading what was written, from its beginning on; less than that is there traps. */
struct reader {
    struct bytes left;
};
struct bytes get(struct reader *r, size_t len);
uint64_t get_number(struct reader *r, size_t len);

/* An answer is its length and that many bytes.  Room is taken once, so that a long page is copied once. */
struct buf answer_begin(size_t room);
const uint8_t *answer_end(struct buf *out);
void put_number(struct buf *out, uint64_t n, int bytes);
void put_bytes(struct buf *out, struct bytes b);
/* The answer to edge.request; it becomes edge.reply.  open: a vault is. */
const uint8_t *answer(struct reply reply, bool open);

#endif
