/*
 * tests/fuzz/backup.c - whatever bytes come as a backup: it is refused, or every entry can be read and written alike
 */
#include "seal/seal.h"
#include "wire/backup.h"

enum { MAX_BYTES = 2 * ENVELOPE_MAX_BYTES }; /* one entry of the longest, and more */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t memory[4 * MAX_BYTES];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct backup backup;
    struct bytes file = {.at = data, .len = size};
    if (size > MAX_BYTES || backup_read(file, &backup) != ERR_OK)
        return 0;

    struct arena arena = arena_on(memory, sizeof memory);
    struct buf again = buf_on(&arena);
    struct bytes left = backup.entries;
    struct log_entry entry;
    backup_put_start(&again, backup.count, &backup.header_hash, backup.header);
    for (uint64_t i = 0; i < backup.count; i++) {
        ASSERT(backup_next(&left, &entry) == ERR_OK);
        backup_put_entry(&again, &entry);
    }
    ASSERT(left.len == 0);
    ASSERT(bytes_eq(buf_bytes(&again), backup.summed));
    return 0;
}
