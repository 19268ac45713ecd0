/*
 * tests/fuzz/backup.c - whatever bytes come as a backup: it is refused, or every entry can be read and written alike
 *
 * A version 1 is written again as a version 2, which then says the same.
 */
#include "seal/seal.h"
#include "wire/backup.h"

enum { MAX_BYTES = 2 * ENVELOPE_MAX_BYTES }; /* one entry of the longest, and more */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t memory[16 * MAX_BYTES];

static bool same(const void *a, const void *b, size_t len)
{
    return mem_compare(a, b, len) == 0;
}

/* How many of the entries to come are of the log that the next one is of, or of the vault's own. */
static uint64_t of_next_log(struct backup at, struct log_id *id)
{
    struct log_entry entry;
    uint64_t count = 0;
    for (; backup_next(&at, &entry) == ERR_OK; count++) {
        if (count == 0)
            *id = entry.log;
        else if (!same(&entry.log, id, sizeof *id))
            break;
    }
    return count;
}

/* A backup as this version writes it, without the sum. */
static struct bytes written(struct backup at, struct arena *arena)
{
    static const struct log_id OWN;
    struct buf out = buf_on(arena);
    struct log_entry entry;
    backup_put_start(&out, (uint32_t)at.logs, &at.header_hash, at.header);
    for (uint64_t i = 0; i < at.logs; i++) {
        struct log_id id = OWN;
        uint64_t count = of_next_log(at, &id);
        if (i == 0 && !same(&id, &OWN, sizeof id)) { /* nothing in its own */
            id = OWN;
            count = 0;
        }
        backup_put_log(&out, &id, count);
        for (; count > 0; count--) {
            ASSERT(backup_next(&at, &entry) == ERR_OK);
            backup_put_entry(&out, &entry);
        }
    }
    ASSERT(backup_next(&at, &entry) == ERR_NOT_FOUND);
    return buf_bytes(&out);
}

static void says_the_same(struct bytes file, struct backup first)
{
    struct backup again;
    struct log_entry was, is;
    ASSERT(backup_read(file, &again) == ERR_OK && again.version == BACKUP_VERSION && again.count == first.count);
    ASSERT(bytes_eq(again.header, first.header));
    while (backup_next(&first, &was) == ERR_OK) {
        ASSERT(backup_next(&again, &is) == ERR_OK);
        ASSERT(was.n == is.n && was.device == is.device && bytes_eq(was.bytes, is.bytes));
        ASSERT(same(&was.log, &is.log, sizeof is.log) && same(&was.hash, &is.hash, sizeof is.hash));
        ASSERT(same(&was.previous, &is.previous, sizeof is.previous));
    }
    ASSERT(backup_next(&again, &is) == ERR_NOT_FOUND);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct backup backup;
    struct bytes file = {.at = data, .len = size};
    if (size > MAX_BYTES || backup_read(file, &backup) != ERR_OK)
        return 0;

    struct arena arena = arena_on(memory, sizeof memory);
    struct bytes again = written(backup, &arena);
    if (backup.version == BACKUP_VERSION)
        ASSERT(bytes_eq(again, backup.summed));
    struct buf whole = buf_on(&arena);
    buf_put_bytes(&whole, again);
    buf_put_bytes(&whole, (struct bytes){.at = backup.sum.at, .len = sizeof backup.sum.at});
    says_the_same(buf_bytes(&whole), backup);
    return 0;
}
