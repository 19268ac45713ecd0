/* host/native/salvage.c - page by page, every cell that proves itself by its hash */
#define _GNU_SOURCE
#include "host/native/salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "seal/seal.h"
#include "wire/backup.h"

enum {
    PAGE_USUAL = 4096, /* of every vault that was made so far; asked of the file where its first page is there */
    PAGE_MIN = 512,
    FILE_HEADER_BYTES = 100, /* before the tree's own beginning on page 1 */
    TABLE_LEAF = 0x0d,
    INDEX_LEAF = 0x0a,
    INDEX_INNER = 0x02,
    WAL_HEADER_BYTES = 32,
    FRAME_HEADER_BYTES = 24,
    COLUMNS_MAX = 6,
    LOGS_MAX = 64, /* as many as a store has */
    PAYLOAD_MAX = ENVELOPE_MAX_BYTES + 128,
};
#define WAL_MAGIC 0x377f0682u /* the last bit tells the order of bytes in its sums */

/* What a cell gave, the surest first. */
enum worth { WORTH_HUSK, WORTH_WHOLE, WORTH_HASH };

struct find {
    uint64_t n, device;
    struct hash hash, previous;
    int version;  /* of the schema; 1: what it is bound to follows from the order */
    uint32_t log; /* its number, from 1, which is the vault's own */
    enum worth worth;
    uint32_t page, at; /* of the cell: its bytes are fetched again when they are written */
};

struct wreck {
    struct bytes file, wal;
    uint32_t page_bytes, usable, pages;
    const uint8_t **newest; /* of each page, its place in the log; NULL: in the file */
    struct find *finds;
    size_t finds_len, finds_cap;
    struct vault_header header;
    bool has_header;
    struct log_id logs[LOGS_MAX]; /* by their numbers less one */
    bool knows_log[LOGS_MAX];
    uint8_t payload[PAYLOAD_MAX];
};

/* A payload taken apart: columns of NULL, integers and blobs are all that a vault has. */
struct column {
    bool is_blob;
    int64_t number;
    struct bytes blob;
};

static uint32_t u16_at(const uint8_t *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t u32_at(const uint8_t *at)
{
    return u16_at(at) << 16 | u16_at(at + 2);
}

/* ---- pages ---- */

static const uint8_t *page_at(const struct wreck *w, uint32_t page)
{
    if (page == 0 || page > w->pages)
        return NULL;
    if (w->newest[page - 1])
        return w->newest[page - 1];
    size_t at = (size_t)(page - 1) * w->page_bytes;
    return at + w->page_bytes <= w->file.len ? w->file.at + at : NULL;
}

/* From the first page, if that is there; else as every vault has it. */
static void page_size_find(struct wreck *w)
{
    static const char MAGIC[16] = "SQLite format 3";
    w->page_bytes = w->usable = PAGE_USUAL;
    if (w->file.len < FILE_HEADER_BYTES || memcmp(w->file.at, MAGIC, sizeof MAGIC) != 0)
        return;
    uint32_t size = u16_at(w->file.at + 16), reserved = w->file.at[20];
    size = size == 1 ? 65536 : size;
    if (size >= PAGE_MIN && (size & (size - 1)) == 0 && reserved <= size - 480) {
        w->page_bytes = size;
        w->usable = size - reserved;
    }
}

/* The frames of the write-ahead log, in order, up to the last that ends a transaction; see(NULL) counts only. */
static uint32_t wal_walk(struct wreck *w, bool place)
{
    const uint8_t *log = w->wal.at;
    size_t frame = FRAME_HEADER_BYTES + (size_t)w->page_bytes, whole = WAL_HEADER_BYTES, at;
    uint32_t pages = 0;
    if (w->wal.len < WAL_HEADER_BYTES || (u32_at(log) & ~1u) != WAL_MAGIC || u32_at(log + 8) != w->page_bytes)
        return 0;
    for (at = WAL_HEADER_BYTES; at + frame <= w->wal.len && memcmp(log + at + 8, log + 16, 8) == 0; at += frame)
        if (u32_at(log + at + 4)) /* the size of the file after this transaction */
            whole = at + frame;
    for (at = WAL_HEADER_BYTES; at < whole; at += frame) {
        uint32_t page = u32_at(log + at);
        pages = page > pages ? page : pages;
        if (place && page >= 1 && page <= w->pages)
            w->newest[page - 1] = log + at + FRAME_HEADER_BYTES;
    }
    return pages;
}

static enum err pages_find(struct wreck *w)
{
    page_size_find(w);
    size_t in_file = w->file.len / w->page_bytes;
    uint32_t in_log = wal_walk(w, false);
    /* A number in a frame may be garbage: no more pages than there are bytes for. */
    if (in_log > in_file + w->wal.len / w->page_bytes)
        in_log = 0;
    if (in_file > UINT32_MAX)
        return ERR_TOO_LONG;
    w->pages = in_file > in_log ? (uint32_t)in_file : in_log;
    w->newest = calloc((size_t)w->pages + 1, sizeof *w->newest);
    if (!w->newest)
        return ERR_NO_ROOM;
    (void)wal_walk(w, true);
    return ERR_OK;
}

/* ---- cells ---- */

/* SQLite's varint: seven bits a byte, the ninth gives eight.  False if it does not end within `in`. */
static bool varint_take(struct bytes *in, uint64_t *out)
{
    uint64_t n = 0;
    for (size_t i = 0; i < 9 && i < in->len; i++) {
        n = i == 8 ? n << 8 | in->at[i] : n << 7 | (in->at[i] & 0x7f);
        if (i < 8 && (in->at[i] & 0x80))
            continue;
        *in = bytes_inside(*in, i + 1, 0);
        *out = n;
        return true;
    }
    return false;
}

/* How much of a payload stands in the cell itself (file format, section 1.6). */
static size_t local_bytes(const struct wreck *w, bool leaf_of_table, uint64_t payload)
{
    size_t most = leaf_of_table ? w->usable - 35 : (w->usable - 12) * 64 / 255 - 23;
    size_t least = (w->usable - 12) * 32 / 255 - 23;
    if (payload <= most)
        return (size_t)payload;
    size_t some = least + (size_t)((payload - least) % (w->usable - 4));
    return some <= most ? some : least;
}

/* The payload of a cell into w->payload, over as many pages as it takes; a chain cannot be longer than the payload. */
static bool payload_fetch(struct wreck *w, struct bytes cell, size_t local, size_t len)
{
    if (len > sizeof w->payload || cell.len < local || (local < len && cell.len < local + 4))
        return false;
    memcpy(w->payload, cell.at, local);
    uint32_t next = local < len ? u32_at(cell.at + local) : 0;
    for (size_t have = local; have < len;) {
        const uint8_t *page = page_at(w, next);
        size_t more = len - have < w->usable - 4 ? len - have : w->usable - 4;
        if (!page)
            return false;
        memcpy(w->payload + have, page + 4, more);
        have += more;
        next = u32_at(page);
    }
    return true;
}

static bool column_take(uint64_t type, struct bytes *body, struct column *out)
{
    static const size_t WIDTHS[] = {0, 1, 2, 3, 4, 6, 8, 0, 0, 0};
    *out = (struct column){.is_blob = type >= 12};
    if (type == 7 || type == 10 || type == 11 || (type >= 13 && type % 2))
        return false; /* neither number nor text is ever kept */
    size_t len = type >= 12 ? (size_t)((type - 12) / 2) : WIDTHS[type];
    if (len > body->len)
        return false;
    struct bytes here = bytes_first(*body, len);
    *body = bytes_inside(*body, len, 0);
    if (out->is_blob) {
        out->blob = here;
        return true;
    }
    uint64_t n = len && (here.at[0] & 0x80) ? UINT64_MAX : 0;
    for (size_t i = 0; i < len; i++)
        n = n << 8 | here.at[i];
    out->number = type == 9 ? 1 : (int64_t)n;
    return true;
}

/* How many columns the payload has; 0 if it is no record of ours. */
static size_t columns_read(struct bytes payload, struct column columns[COLUMNS_MAX])
{
    struct bytes head = payload;
    uint64_t head_len, types[COLUMNS_MAX];
    size_t count = 0;
    if (!varint_take(&head, &head_len) || head_len > payload.len || head_len < payload.len - head.len)
        return 0;
    struct bytes body = bytes_inside(payload, (size_t)head_len, 0);
    head = bytes_first(head, (size_t)head_len - (payload.len - head.len));
    while (head.len) {
        if (count == COLUMNS_MAX || !varint_take(&head, &types[count]))
            return 0;
        count++;
    }
    for (size_t i = 0; i < count; i++)
        if (!column_take(types[i], &body, &columns[i]))
            return 0;
    return body.len == 0 ? count : 0;
}

/* ---- what cells hold ---- */

static enum err find_add(struct wreck *w, const struct find *find)
{
    if (w->finds_len == w->finds_cap) {
        size_t cap = w->finds_cap ? 2 * w->finds_cap : 1024;
        struct find *finds = realloc(w->finds, cap * sizeof *finds);
        if (!finds)
            return ERR_NO_ROOM;
        w->finds = finds;
        w->finds_cap = cap;
    }
    w->finds[w->finds_len++] = *find;
    return ERR_OK;
}

static bool hash_fits(const struct hash *hash, struct bytes bytes)
{
    struct hash found = seal_hash(bytes);
    return memcmp(found.at, hash->at, sizeof found.at) == 0;
}

static bool number_can_be(uint64_t n)
{
    return n >= 1 && n <= ENTRY_N_MAX;
}

/* A row of `header` or `header_copy`: the number 1 (which stands in the row's own number), a hash, and what it is of.
 */
static void header_take(struct wreck *w, const struct column *columns)
{
    struct hash hash;
    if (w->has_header || !husk_read(columns[1].blob, &hash) || columns[2].blob.len != VAULT_HEADER_BYTES ||
        !hash_fits(&hash, columns[2].blob))
        return;
    memcpy(w->header.at, columns[2].blob.at, VAULT_HEADER_BYTES);
    w->has_header = true;
}

/* A row of `log`, or of the index on its ids: what a log is called. */
static void log_take(struct wreck *w, uint64_t number, const struct column *id)
{
    struct hash found; /* as long as an id */
    if (number < 2 || number > LOGS_MAX || !id->is_blob || !husk_read(id->blob, &found))
        return;
    for (size_t i = 0; i < LOGS_MAX; i++) /* the own one's is zeros */
        if (w->knows_log[i] && memcmp(w->logs[i].at, found.at, sizeof found.at) == 0)
            return;
    memcpy(w->logs[number - 1].at, found.at, sizeof found.at);
    w->knows_log[number - 1] = true;
}

/* What rows of the table and of the index have in common; the first column is not looked at. */
static bool columns_find(const struct column *columns, size_t count, struct find *out)
{
    bool first = count == 4;
    const struct column *device = &columns[first ? 1 : 2], *hash = &columns[first ? 2 : 4];
    out->version = first ? 1 : 2;
    out->log = 1;
    if (device->is_blob || !husk_read(hash->blob, &out->hash))
        return false;
    out->device = (uint64_t)device->number;
    if (first)
        return true;
    out->log = (uint32_t)columns[1].number;
    return !columns[1].is_blob && columns[1].number >= 1 && columns[1].number <= LOGS_MAX &&
           husk_read(columns[3].blob, &out->previous);
}

/* A row of `entry`: its number (as above), in version 2 its log, device, in version 2 what it is bound to, hash and
 * bytes. */
static enum err entry_take(struct wreck *w, uint64_t n, const struct column *columns, size_t count, uint32_t page,
                           uint32_t at)
{
    struct envelope parts;
    struct hash husk;
    struct find find = {.n = n, .page = page, .at = at};
    if (!number_can_be(n) || !columns[count - 1].is_blob || !columns_find(columns, count, &find))
        return ERR_OK;
    struct bytes bytes = columns[count - 1].blob;
    if (husk_read(bytes, &husk) && memcmp(husk.at, find.hash.at, sizeof husk.at) == 0)
        find.worth = WORTH_HUSK;
    else if (envelope_split(bytes, &parts) == ERR_OK && hash_fits(&find.hash, bytes))
        find.worth = WORTH_WHOLE;
    else
        return ERR_OK; /* the index tells of it, if it was one */
    return find_add(w, &find);
}

/* A row of the index: number, the same columns without the bytes, and the number again, by which it is known. */
static enum err chain_take(struct wreck *w, const struct column *columns, size_t count)
{
    const struct column *again = &columns[count - 1];
    struct find find = {.n = (uint64_t)columns[0].number, .worth = WORTH_HASH};
    if (columns[0].is_blob || again->is_blob || columns[0].number != again->number || !number_can_be(find.n) ||
        !columns_find(columns, count, &find))
        return ERR_OK;
    return find_add(w, &find);
}

/* One cell at `at` of a page; row: its number in a table. */
static bool cell_fetch(struct wreck *w, const uint8_t *page, uint32_t at, uint8_t kind, uint64_t *row,
                       struct bytes *payload)
{
    uint64_t len;
    if (at >= w->usable)
        return false;
    struct bytes cell = {page + at, w->usable - at};
    if (kind == INDEX_INNER && cell.len < 4)
        return false;
    if (kind == INDEX_INNER)
        cell = bytes_inside(cell, 4, 0);
    if (!varint_take(&cell, &len) || len > PAYLOAD_MAX || (kind == TABLE_LEAF && !varint_take(&cell, row)))
        return false;
    if (!payload_fetch(w, cell, local_bytes(w, kind == TABLE_LEAF, len), (size_t)len))
        return false;
    *payload = (struct bytes){w->payload, (size_t)len};
    return true;
}

static enum err cell_take(struct wreck *w, const uint8_t *page, uint32_t number, uint32_t at, uint8_t kind)
{
    struct column columns[COLUMNS_MAX];
    struct bytes payload;
    uint64_t row = 0;
    if (!cell_fetch(w, page, at, kind, &row, &payload))
        return ERR_OK;
    size_t count = columns_read(payload, columns);
    bool of_entry = count == 4 || count == 6;
    if (kind != TABLE_LEAF && count == 2 && !columns[1].is_blob)
        log_take(w, (uint64_t)columns[1].number, &columns[0]);
    if (kind != TABLE_LEAF)
        return of_entry ? chain_take(w, columns, count) : ERR_OK;
    if (of_entry)
        return entry_take(w, row, columns, count, number, at);
    if (count == 3)
        header_take(w, columns);
    if (count == 2)
        log_take(w, row, &columns[1]);
    return ERR_OK;
}

static enum err page_take(struct wreck *w, uint32_t number)
{
    const uint8_t *page = page_at(w, number);
    uint32_t begin = number == 1 ? FILE_HEADER_BYTES : 0;
    if (!page)
        return ERR_OK;
    uint8_t kind = page[begin];
    if (kind != TABLE_LEAF && kind != INDEX_LEAF && kind != INDEX_INNER)
        return ERR_OK;
    uint32_t cells = u16_at(page + begin + 3), pointers = begin + (kind == INDEX_INNER ? 12 : 8);
    enum err e = ERR_OK;
    for (uint32_t i = 0; i < cells && pointers + 2 * i + 2 <= w->usable && e == ERR_OK; i++)
        e = cell_take(w, page, number, u16_at(page + pointers + 2 * i), kind);
    return e;
}

/* In order of numbers; of one number the surest comes first: what was deleted stays deleted. */
static int by_number(const void *a, const void *b)
{
    const struct find *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return x->worth < y->worth ? -1 : x->worth > y->worth;
}

static void sort_out(struct wreck *w, struct salvaged *out)
{
    size_t kept = 0;
    if (w->finds_len)
        qsort(w->finds, w->finds_len, sizeof *w->finds, by_number);
    *out = (struct salvaged){0};
    for (size_t i = 0; i < w->finds_len; i++) {
        uint64_t before = kept ? w->finds[kept - 1].n : 0;
        if (w->finds[i].n == before || !w->knows_log[w->finds[i].log - 1])
            continue;
        w->finds[kept++] = w->finds[i];
        out->gaps += w->finds[i].n - before - 1;
        if (w->finds[i].worth == WORTH_HASH)
            out->lost++;
        else
            out->entries++;
    }
    w->finds_len = kept;
}

/* ---- the new file ---- */

struct writing {
    FILE *file;
    struct seal_summing sum;
    uint8_t memory[2 * PAYLOAD_MAX];
};

static enum err written(bool well)
{
    return well ? ERR_OK : errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERR_NO_ROOM : ERR_STORAGE;
}

static enum err put(struct writing *to, struct bytes b)
{
    seal_sum_more(&to->sum, b);
    return written(fwrite(b.at, 1, b.len, to->file) == b.len);
}

static struct bytes bytes_of(struct wreck *w, const struct find *find)
{
    struct column columns[COLUMNS_MAX];
    struct bytes payload;
    uint64_t row;
    if (find->worth == WORTH_HUSK)
        return (struct bytes){find->hash.at, HASH_BYTES};
    if (find->worth == WORTH_HASH)
        return (struct bytes){0};
    size_t count = cell_fetch(w, page_at(w, find->page), find->at, TABLE_LEAF, &row, &payload)
                       ? columns_read(payload, columns)
                       : 0;
    return count == 4 || count == 6 ? columns[count - 1].blob : (struct bytes){0};
}

static enum err put_entry(struct wreck *w, struct writing *to, const struct find *find, struct entry_order *order)
{
    struct arena arena = arena_on(to->memory, sizeof to->memory);
    struct buf line = buf_on(&arena);
    struct log_entry entry = {.n = find->n,
                              .device = find->device,
                              .previous = find->previous,
                              .hash = find->hash,
                              .bytes = bytes_of(w, find)};
    if (find->version == 1)
        entry.previous = entry_previous(order, &entry);
    backup_put_entry(&line, &entry);
    return put(to, buf_bytes(&line));
}

/* A log with all that was found of it; nothing where that is nothing, unless it is the vault's own. */
static enum err put_log(struct wreck *w, struct writing *to, uint32_t number, uint64_t count)
{
    struct entry_order order = {0};
    struct arena arena = arena_on(to->memory, sizeof to->memory);
    struct buf begin = buf_on(&arena);
    backup_put_log(&begin, &w->logs[number - 1], count);
    enum err e = put(to, buf_bytes(&begin));
    for (size_t i = 0; i < w->finds_len && e == ERR_OK; i++)
        if (w->finds[i].log == number)
            e = put_entry(w, to, &w->finds[i], &order);
    return e;
}

struct found_log {
    struct log_id id;
    uint32_t number;
    uint64_t count;
};

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct log_id)); /* their first member; the own one's is zeros */
}

/* The logs of which anything was found, in the order of a backup; how many. */
static uint32_t logs_found(const struct wreck *w, struct found_log out[LOGS_MAX])
{
    uint64_t counts[LOGS_MAX] = {0};
    uint32_t len = 0;
    for (size_t i = 0; i < w->finds_len; i++)
        counts[w->finds[i].log - 1]++;
    for (uint32_t i = 0; i < LOGS_MAX; i++)
        if (i == 0 || counts[i])
            out[len++] = (struct found_log){.id = w->logs[i], .number = i + 1, .count = counts[i]};
    qsort(out, len, sizeof *out, by_id);
    return len;
}

static enum err put_all(struct wreck *w, struct writing *to)
{
    struct found_log logs[LOGS_MAX];
    uint32_t len = logs_found(w, logs);
    struct arena arena = arena_on(to->memory, sizeof to->memory);
    struct buf start = buf_on(&arena);
    struct hash hash = seal_hash((struct bytes){w->header.at, sizeof w->header.at});
    seal_sum_begin(&to->sum);
    backup_put_start(&start, len, &hash, (struct bytes){w->header.at, sizeof w->header.at});
    enum err e = put(to, buf_bytes(&start));
    for (uint32_t i = 0; i < len && e == ERR_OK; i++)
        e = put_log(w, to, logs[i].number, logs[i].count);
    if (e != ERR_OK)
        return e;
    struct hash sum = seal_sum_end(&to->sum);
    return written(fwrite(sum.at, 1, sizeof sum.at, to->file) == sizeof sum.at);
}

static enum err write_to(struct wreck *w, const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? ERR_EXISTS : errno == ENOENT ? ERR_NOT_FOUND : written(false);
    struct writing *to = calloc(1, sizeof *to);
    enum err e = to && (to->file = fdopen(fd, "w")) ? put_all(w, to) : ERR_NO_ROOM;
    if (e == ERR_OK)
        e = written(fflush(to->file) == 0 && fsync(fd) == 0);
    if (to && to->file) {
        if (fclose(to->file) != 0 && e == ERR_OK)
            e = written(false);
    } else {
        close(fd);
    }
    free(to);
    if (e != ERR_OK)
        unlink(path); /* ours: it was made a moment ago */
    return e;
}

/* ---- the old ones ---- */

static enum err map(const char *dir, const char *name, struct bytes *out)
{
    char path[4096];
    struct stat st;
    int len = snprintf(path, sizeof path, "%s/%s", dir, name);
    if (len < 0 || (size_t)len >= sizeof path)
        return ERR_TOO_LONG;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_STORAGE;
    enum err e = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? ERR_OK : ERR_STORAGE;
    if (e == ERR_OK && st.st_size > 0) {
        void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at == MAP_FAILED)
            e = ERR_NO_ROOM;
        else
            *out = (struct bytes){at, (size_t)st.st_size};
    }
    close(fd);
    return e;
}

static void unmap(struct bytes b)
{
    if (b.at)
        munmap((void *)(uintptr_t)b.at, b.len);
}

/* ERR_BUSY while a process has the vault open.  *out: -1 where no lock was ever made. */
static enum err hold(const char *dir, int *out)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/vault.lock", dir);
    if (len < 0 || (size_t)len >= sizeof path)
        return ERR_TOO_LONG;
    *out = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    return *out >= 0 && flock(*out, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK ? ERR_BUSY : ERR_OK;
}

enum err salvage(const char *dir, const char *to_path, struct salvaged *out)
{
    struct salvaged found = {0};
    int lock = -1;
    struct wreck *w = calloc(1, sizeof *w);
    enum err e = w ? hold(dir, &lock) : ERR_NO_ROOM;
    if (e == ERR_OK)
        e = map(dir, "vault.attune", &w->file);
    if (e == ERR_OK && (e = map(dir, "vault.attune-wal", &w->wal)) == ERR_NOT_FOUND)
        e = ERR_OK;
    if (e == ERR_OK)
        e = pages_find(w);
    if (e == ERR_OK)
        w->knows_log[0] = true; /* the vault's own, which has no name */
    for (uint32_t page = 1; e == ERR_OK && page <= w->pages; page++)
        e = page_take(w, page);
    if (e == ERR_OK && !w->has_header)
        e = ERR_MALFORMED;
    if (e == ERR_OK) {
        sort_out(w, &found);
        e = write_to(w, to_path);
    }
    if (w) {
        unmap(w->file);
        unmap(w->wal);
        free(w->newest);
        free(w->finds);
    }
    free(w);
    if (lock >= 0)
        close(lock);
    if (e == ERR_OK)
        *out = found;
    return e;
}
