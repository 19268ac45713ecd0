/*
 * tests/bench/append.c - what keeping one record durably costs, beside SQLite alone in the same run
 *
 * Both write one row of the same size in one transaction, WAL with synchronous FULL, to the same
 * directory; ours also seals, opens again to be sure, hashes and numbers.
 */
#define _GNU_SOURCE
#include "host/native/store.h"
#include "seal/seal.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 2000, SEALED = 24 + 256 + 16 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(int ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "%s failed\n", what);
        exit(1);
    }
}

static double raw_rate(const char *dir)
{
    char          path[256];
    sqlite3      *db;
    sqlite3_stmt *insert;
    unsigned char row[SEALED] = {1};
    snprintf(path, sizeof path, "%s/raw.db", dir);
    must(sqlite3_open(path, &db) == SQLITE_OK, "open");
    must(sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA locking_mode=EXCLUSIVE;"
                          "CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB)", NULL, NULL, NULL) == SQLITE_OK, "create");
    must(sqlite3_prepare_v2(db, "INSERT INTO t (b) VALUES (?)", -1, &insert, NULL) == SQLITE_OK, "prepare");
    double begun = now_s();
    for (int i = 0; i < ROWS; i++) {
        sqlite3_bind_blob(insert, 1, row, sizeof row, SQLITE_STATIC);
        must(sqlite3_step(insert) == SQLITE_DONE, "insert");
        sqlite3_reset(insert);
    }
    double rate = ROWS / (now_s() - begun);
    sqlite3_finalize(insert);
    sqlite3_close(db);
    unlink(path);
    return rate;
}

static double our_rate(const char *dir)
{
    static uint8_t      memory[1 << 20];
    uint8_t             entropy[MAKE_ENTROPY_BYTES], record[180] = {7};
    struct vault_header header;
    struct keyring      keys;
    struct hash         chain = {{0}};
    struct store       *store;
    randombytes_buf(entropy, sizeof entropy);
    must(!store_open(dir, true, &store), "store_open");
    must(!seal_make(S("four quiet stones"), (struct seal_cost){1, 8192}, (struct bytes){entropy, sizeof entropy}, &header, &keys), "seal_make");
    must(!store_make(store, &header, (struct bytes){0}), "store_make");
    double begun = now_s();
    for (uint64_t n = 1; n <= ROWS; n++) {
        struct arena       arena = arena_on(memory, sizeof memory);
        struct log_entry entry = {.n = n, .device = 1};
        randombytes_buf(entropy, SEAL_ENTROPY_BYTES);
        must(!seal_record(&keys, 1, &chain, (struct bytes){record, sizeof record}, (struct bytes){entropy, SEAL_ENTROPY_BYTES},
                          &arena, &entry.bytes, &entry.hash), "seal_record");
        chain = entry.hash;
        must(!store_keep(store, &(struct store_change){.append = &entry, .append_len = 1}), "store_keep");
    }
    double rate = ROWS / (now_s() - begun);
    store_free(store);
    return rate;
}

int main(void)
{
    char dir[] = "bench-append-XXXXXX";
    must(sodium_init() >= 0 && mkdtemp(dir) != NULL, "start");
    double raw = raw_rate(dir), ours = our_rate(dir);
    printf("| durable, one record a transaction | %.0f a second | SQLite alone %.0f a second | ratio %.2f |\n", ours, raw, ours / raw);
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return system(command) ? 1 : 0;
}
