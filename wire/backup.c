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

void backup_put_start(struct buf *out, uint64_t count, const struct hash *header_hash, struct bytes header)
{
    ASSERT(header.len == BACKUP_HEADER_BYTES);
    buf_put_bytes(out, (struct bytes){.at = MAGIC, .len = sizeof MAGIC});
    put_number(out, BACKUP_VERSION, 4);
    put_number(out, 0, 4);
    put_number(out, count, 8);
    put_hash(out, header_hash);
    buf_put_bytes(out, header);
}

void backup_put_entry(struct buf *out, const struct log_entry *entry)
{
    put_number(out, entry->n, 8);
    put_number(out, entry->device, 8);
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
    struct bytes b = take(left, bytes);
    uint64_t n = 0;
    for (size_t i = 0; i < b.len; i++)
        n = n << 8 | b.at[i];
    return n;
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

enum err backup_next(struct bytes *left, struct log_entry *out)
{
    struct bytes rest = *left;
    if (rest.len < BACKUP_ENTRY_BYTES)
        return ERR_TRUNCATED;
    struct log_entry entry = {.n = take_number(&rest, 8)};
    entry.device = take_number(&rest, 8);
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

static enum err entries_check(struct bytes entries, uint64_t count)
{
    uint64_t last = 0;
    struct log_entry entry;
    for (uint64_t i = 0; i < count; i++) {
        enum err e = backup_next(&entries, &entry);
        if (e != ERR_OK)
            return e;
        if (entry.n <= last)
            return ERR_MALFORMED;
        last = entry.n;
    }
    return entries.len == 0 ? ERR_OK : ERR_MALFORMED;
}

enum err backup_read(struct bytes file, struct backup *out)
{
    struct bytes left = file;
    if (left.len < MAGIC_BYTES || !bytes_eq(take(&left, MAGIC_BYTES), (struct bytes){.at = MAGIC, .len = sizeof MAGIC}))
        return ERR_MALFORMED;
    if (left.len < 4)
        return ERR_TRUNCATED;
    uint64_t version = take_number(&left, 4);
    if (version != BACKUP_VERSION)
        return version > BACKUP_VERSION ? ERR_BAD_VERSION : ERR_MALFORMED;
    if (file.len < BACKUP_START_BYTES + HASH_BYTES)
        return ERR_TRUNCATED;
    if (take_number(&left, 4) != 0)
        return ERR_MALFORMED;

    struct backup found = {.count = take_number(&left, 8), .summed = bytes_inside(file, 0, HASH_BYTES)};
    struct bytes sum = bytes_last(file, HASH_BYTES);
    found.header_hash = take_hash(&left);
    found.header = take(&left, BACKUP_HEADER_BYTES);
    found.entries = bytes_inside(left, 0, HASH_BYTES);
    found.sum = take_hash(&sum);
    enum err e = entries_check(found.entries, found.count);
    if (e == ERR_OK)
        *out = found;
    return e;
}
