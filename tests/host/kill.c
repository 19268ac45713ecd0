/*
 * tests/host/kill.c - a process killed at any moment loses nothing that it was told is kept
 *
 *     kill [ROUNDS [SEED]]
 *
 * Each round forks a child that seals and keeps batches of one to five records as fast as it can, and
 * says through a pipe what is kept.  It ends at a call to the disk drawn by lot, or is killed from
 * outside once it has said so many batches, wherever it is just then.  Then the vault must open, every
 * record must open in the chain, all that was acknowledged must be there, and the last batch whole.
 * Prints rounds, acknowledged records and lost ones; the seed repeats the ends and the batches.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#include <inttypes.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/native/store.h"
#include "seal/seal.h"
#include "store_faulty.h"

enum { BATCH_MAX = 5, ROUNDS_PER_VAULT = 50, RECORD_BYTES = 100, MEMORY_BYTES = 64 * 1024 };
/* Opening is a few calls to the disk, and a batch three or four. */
enum { CALLS_MAX = 100, SAID_MAX = 12 };

static const uint64_t DEVICE = 0xfeedface12345678;

static _Noreturn void give_up(const char *what, enum err e)
{
    fprintf(stderr, "kill: %s: %s\n", what, err_words(e));
    exit(1);
}

static void must(enum err e, const char *what)
{
    if (e != ERR_OK)
        give_up(what, e);
}

/* xorshift64*: enough to choose waits and batches, and the same for the same seed. */
static uint64_t chance(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545f4914f6cdd1d;
}

/* What record n says: its number, and which numbers its batch was meant to hold. */
struct record {
    uint64_t n, batch_first, batch_last;
    uint8_t filler[RECORD_BYTES];
};

static struct record record_of(uint64_t n, uint64_t first, uint64_t last)
{
    struct record record = {.n = n, .batch_first = first, .batch_last = last};
    memset(record.filler, (int)(n % 251), sizeof record.filler);
    return record;
}

/* The log as it is read back, or as it grows. */
struct log {
    const struct keyring *keys;
    struct hash end;
    uint64_t last, batch_last;
};

static uint8_t memory[MEMORY_BYTES];

static enum err record_open(void *ctx, const struct log_entry *entry)
{
    struct log *log = ctx;
    struct arena arena = arena_on(memory, sizeof memory);
    struct bytes opened;
    struct record record;

    enum err e = seal_open_record(log->keys, entry->device, &log->end, entry->bytes, &arena, &opened);
    if (e != ERR_OK)
        return e;
    if (opened.len != sizeof record)
        return ERR_MALFORMED;
    memcpy(&record, opened.at, sizeof record);

    struct record expected = record_of(entry->n, record.batch_first, record.batch_last);
    bool starts_batch = log->last == log->batch_last;
    bool in_its_batch = starts_batch ? record.batch_first == entry->n : record.batch_last == log->batch_last;
    if (entry->n != log->last + 1 || !in_its_batch || memcmp(&expected, &record, sizeof record) != 0)
        return ERR_BROKEN_CHAIN;

    log->last = entry->n;
    log->batch_last = record.batch_last;
    log->end = entry->hash;
    return ERR_OK;
}

static struct log log_read(struct store *s, const struct keyring *keys)
{
    struct log log = {.keys = keys};
    size_t unreadable = 0;
    must(store_each(s, record_open, &log, &unreadable), "reading the log back");
    if (unreadable > 0)
        give_up("entries cannot be read", ERR_STORAGE);
    if (log.last != log.batch_last)
        give_up("a batch is there in part", ERR_BROKEN_CHAIN);
    return log;
}

static void batch_keep(struct store *s, struct log *log, size_t len)
{
    struct log_entry entries[BATCH_MAX];
    struct arena arena = arena_on(memory, sizeof memory);
    uint64_t first = log->last + 1;
    for (size_t i = 0; i < len; i++) {
        struct record record = record_of(first + i, first, first + len - 1);
        uint8_t entropy[SEAL_ENTROPY_BYTES];
        struct log_entry *entry = &entries[i];
        randombytes_buf(entropy, sizeof entropy);
        *entry = (struct log_entry){.n = first + i, .device = DEVICE};
        must(seal_record(log->keys, DEVICE, &log->end, (struct bytes){.at = (uint8_t *)&record, .len = sizeof record},
                         (struct bytes){.at = entropy, .len = sizeof entropy}, &arena, &entry->bytes, &entry->hash),
             "sealing");
        log->end = entry->hash;
    }
    must(store_keep(s, &(struct store_change){.append = entries, .append_len = len}), "keeping");
    log->last += len;
    log->batch_last = log->last;
}

static _Noreturn void work_until_killed(const char *dir, const struct keyring *keys, uint64_t seed, int acknowledge)
{
    struct store *s = NULL;
    must(store_open(dir, false, &s), "opening in the child");
    struct log log = log_read(s, keys);
    for (;;) {
        batch_keep(s, &log, 1 + chance(&seed) % BATCH_MAX);
        if (write(acknowledge, &log.last, sizeof log.last) != (ssize_t)sizeof log.last)
            _exit(1);
    }
}

/* The last number acknowledged; 0 if the child ended before the first.  Killed from outside it ends after one at least.
 */
static uint64_t work_and_end(const char *dir, const struct keyring *keys, bool from_outside, uint64_t *seed)
{
    int ends[2];
    uint64_t child_seed = chance(seed);
    uint64_t drawn = chance(seed), left = 1 + drawn % SAID_MAX;
    if (pipe(ends) != 0)
        give_up("pipe", ERR_STORAGE);

    pid_t child = fork();
    if (child < 0)
        give_up("fork", ERR_STORAGE);
    if (child == 0) {
        close(ends[0]);
        if (!from_outside)
            faulty_fail_after((unsigned)(drawn % CALLS_MAX), FAULT_KILL);
        work_until_killed(dir, keys, child_seed, ends[1]);
    }
    close(ends[1]);

    uint64_t acknowledged = 0;
    uint64_t n;
    while (read(ends[0], &n, sizeof n) == (ssize_t)sizeof n) {
        acknowledged = n;
        if (from_outside && --left == 0)
            kill(child, SIGKILL);
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    bool as_meant = from_outside ? WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL
                                 : WIFEXITED(status) && WEXITSTATUS(status) == FAULTY_KILLED;
    if (!as_meant)
        give_up("the child ended by itself", ERR_STORAGE);
    return acknowledged;
}

static void vault_make(const char *dir, struct keyring *keys)
{
    uint8_t entropy[MAKE_ENTROPY_BYTES];
    struct vault_header header;
    struct store *s = NULL;
    randombytes_buf(entropy, sizeof entropy);
    must(seal_make(S("kill"), (struct seal_cost){.passes = 1, .memory_bytes = 8192},
                   (struct bytes){.at = entropy, .len = sizeof entropy}, &header, keys),
         "making keys");
    must(store_open(dir, true, &s), "making the vault");
    must(store_make(s, &header, (struct bytes){0}), "keeping the header");
    store_free(s);
}

static void vault_remove(const char *dir)
{
    static const char *const names[] = {"vault.attune", "vault.attune-wal", "vault.lock"};
    char path[100];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(dir);
}

struct tally {
    uint64_t acknowledged, kept, lost;
};

/* One vault, killed over and over. */
static void vault_try(uint64_t rounds, uint64_t *seed, struct tally *tally)
{
    char dir[] = "/tmp/attune-kill-XXXXXX";
    struct keyring keys = {0};
    uint64_t acknowledged = 0;
    if (mkdtemp(dir) == NULL)
        give_up("mkdtemp", ERR_STORAGE);
    vault_make(dir, &keys);

    uint64_t last = 0;
    for (uint64_t round = 0; round < rounds; round++) {
        struct store *s = NULL;
        uint64_t said = work_and_end(dir, &keys, round % 2 == 1, seed);
        acknowledged = said > 0 ? said : last;
        must(store_open(dir, false, &s), "opening after the kill");
        struct log log = log_read(s, &keys);
        store_free(s);
        if (log.last < acknowledged)
            tally->lost += acknowledged - log.last;
        if (said > last)
            tally->acknowledged += said - last;
        last = log.last;
    }
    tally->kept += last;
    vault_remove(dir);
}

int main(int argc, char **argv)
{
    uint64_t rounds = argc > 1 ? strtoull(argv[1], NULL, 10) : 200;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    struct tally tally = {0};
    if (sodium_init() < 0)
        return 1;
    faulty_install();
    while (seed == 0)
        randombytes_buf(&seed, sizeof seed);

    printf("seed %" PRIu64 "\n", seed);
    fflush(stdout); /* before the children share it */
    for (uint64_t left = rounds; left > 0;) {
        uint64_t now = left < ROUNDS_PER_VAULT ? left : ROUNDS_PER_VAULT;
        vault_try(now, &seed, &tally);
        left -= now;
    }
    printf("rounds %" PRIu64 ", acknowledged %" PRIu64 ", kept %" PRIu64 ", lost %" PRIu64 "\n", rounds,
           tally.acknowledged, tally.kept, tally.lost);
    return tally.lost == 0 && (rounds < 2 || tally.acknowledged > 0) ? 0 : 1;
}
