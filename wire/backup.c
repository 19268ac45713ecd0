/* wire/backup.c - the parts of a backup, one after the other */
#include "wire/backup.h"

enum { MAGIC_BYTES = 8 };

/* As in a vault header: the first byte is not text and the last is a line end, so mangled copies show. */
static const uint8_t MAGIC[MAGIC_BYTES] = {0x89, 'a', 't', 't', 'b', 'a', 'k', 0x0a};

static void put_number(struct buf *out, uint64_t n, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buf_put_byte(out, (uint8_t)(n >> (8 * i)));
}

static void put_hash(struct buf *out, const struct hash *hash)
{
    buf_put_bytes(out, (struct bytes){.at = hash->at, .len = sizeof hash->at});
}

void backup_put_start(struct buf *out, uint32_t logs, const struct hash *header_hash, struct bytes header)
{
    ASSERT(logs > 0 && header.len == BACKUP_HEADER_BYTES);
    buf_put_bytes(out, (struct bytes){.at = MAGIC, .len = sizeof MAGIC});
    put_number(out, BACKUP_VERSION, 4);
    put_number(out, 0, 4);
    put_hash(out, header_hash);
    buf_put_bytes(out, header);
    put_number(out, logs, 4);
}

void backup_put_log(struct buf *out, const struct log_id *id, uint64_t count)
{
    buf_put_bytes(out, (struct bytes){.at = id->at, .len = sizeof id->at});
    put_number(out, count, 8);
}

void backup_put_entry(struct buf *out, const struct log_entry *entry)
{
    put_number(out, entry->n, 8);
    put_number(out, entry->device, 8);
    put_hash(out, &entry->previous);
    put_hash(out, &entry->hash);
    put_number(out, entry->bytes.len, 4);
    buf_put_bytes(out, entry->bytes);
}

/* The first n bytes of *left, which go; the caller has seen that they are there. */
static struct bytes take(struct bytes *left, size_t n)
{
    struct bytes taken = bytes_first(*left, n);
    *left = bytes_inside(*left, n, 0);
    return taken;
}

static uint64_t take_number(struct bytes *left, size_t bytes)
{
    return mem_get_number(take(left, bytes).at, bytes);
}

static struct hash take_hash(struct bytes *left)
{
    struct hash hash;
    mem_copy(hash.at, take(left, HASH_BYTES).at, HASH_BYTES);
    return hash;
}

static bool fits_entry(struct bytes b)
{
    struct envelope parts;
    return b.len == 0 || b.len == HASH_BYTES || envelope_split(b, &parts) == ERR_OK;
}

/* Cut an entry off the front; one of version 1 says nothing of what it is bound to. */
static enum err entry_cut(struct bytes *left, bool bound, struct log_entry *out)
{
    struct bytes rest = *left;
    if (rest.len < (size_t)BACKUP_ENTRY_BYTES - (bound ? 0 : HASH_BYTES))
        return ERR_TRUNCATED;
    struct log_entry entry = {.n = take_number(&rest, 8)};
    entry.device = take_number(&rest, 8);
    if (bound)
        entry.previous = take_hash(&rest);
    entry.hash = take_hash(&rest);
    size_t len = (size_t)take_number(&rest, 4);
    if (len > ENVELOPE_MAX_BYTES)
        return ERR_MALFORMED;
    if (len > rest.len)
        return ERR_TRUNCATED;
    entry.bytes = take(&rest, len);
    if (entry.n == 0 || entry.n > ENTRY_N_MAX || !fits_entry(entry.bytes))
        return ERR_MALFORMED;
    *left = rest;
    *out = entry;
    return ERR_OK;
}

enum err backup_entry(struct bytes *left, struct log_entry *out)
{
    return entry_cut(left, true, out);
}

/* The vault's own log is the first, and zeros; so each id is above the one before, and none comes twice. */
static enum err log_begin(struct backup *b)
{
    struct log_id before = b->log;
    if (b->left.len < BACKUP_LOG_BYTES)
        return ERR_TRUNCATED;
    bool first = b->logs_left == b->logs;
    mem_copy(b->log.at, take(&b->left, sizeof b->log.at).at, sizeof b->log.at);
    b->entries_left = take_number(&b->left, 8);
    b->last_n = 0;
    b->logs_left--;
    int order = mem_compare(b->log.at, before.at, sizeof before.at);
    bool fits = first ? order == 0 : order > 0 && b->entries_left > 0;
    return fits ? ERR_OK : ERR_MALFORMED;
}

/* Of a file that backup_read has not looked at yet, anything may be wrong. */
enum err backup_next(struct backup *b, struct log_entry *out)
{
    struct log_entry entry;
    while (b->entries_left == 0 && b->logs_left > 0) {
        enum err e = log_begin(b);
        if (e != ERR_OK)
            return e;
    }
    if (b->entries_left == 0)
        return ERR_NOT_FOUND;
    enum err e = entry_cut(&b->left, b->version > 1, &entry);
    if (e != ERR_OK)
        return e;
    if (entry.n <= b->last_n)
        return ERR_MALFORMED;
    b->last_n = entry.n;
    b->entries_left--;
    entry.log = b->log;
    if (b->version == 1)
        entry.previous = entry_previous(&b->order, &entry);
    *out = entry;
    return ERR_OK;
}

/* What stands between the version and the first log, or the first entry of version 1. */
static enum err start_take(struct bytes file, struct bytes left, struct backup *b)
{
    size_t counts = b->version == 1 ? 8 : 4;
    if (left.len < 4 + HASH_BYTES + BACKUP_HEADER_BYTES + counts + HASH_BYTES)
        return ERR_TRUNCATED;
    struct bytes sum = bytes_last(file, HASH_BYTES);
    b->sum = take_hash(&sum);
    b->summed = bytes_inside(file, 0, HASH_BYTES);
    left = bytes_inside(left, 0, HASH_BYTES);
    if (take_number(&left, 4) != 0)
        return ERR_MALFORMED;
    if (b->version == 1) {
        b->logs = 1;
        b->entries_left = take_number(&left, 8);
    }
    b->header_hash = take_hash(&left);
    b->header = take(&left, BACKUP_HEADER_BYTES);
    if (b->version > 1) {
        b->logs = b->logs_left = take_number(&left, 4);
        if (b->logs == 0)
            return ERR_MALFORMED;
    }
    b->left = left;
    return ERR_OK;
}

/* Every entry once; *count of them. */
static enum err entries_check(struct backup b, uint64_t *count)
{
    struct log_entry entry;
    enum err e;
    uint64_t seen = 0;
    while ((e = backup_next(&b, &entry)) == ERR_OK)
        seen++;
    if (e != ERR_NOT_FOUND)
        return e;
    *count = seen;
    return b.left.len == 0 ? ERR_OK : ERR_MALFORMED;
}

enum err backup_read(struct bytes file, struct backup *out)
{
    struct bytes left = file;
    struct backup found = {0};
    if (left.len < MAGIC_BYTES || !bytes_eq(take(&left, MAGIC_BYTES), (struct bytes){.at = MAGIC, .len = sizeof MAGIC}))
        return ERR_MALFORMED;
    if (left.len < 4)
        return ERR_TRUNCATED;
    found.version = (uint32_t)take_number(&left, 4);
    if (found.version == 0 || found.version > BACKUP_VERSION)
        return found.version ? ERR_BAD_VERSION : ERR_MALFORMED;
    enum err e = start_take(file, left, &found);
    if (e == ERR_OK)
        e = entries_check(found, &found.count);
    if (e == ERR_OK)
        *out = found;
    return e;
}
