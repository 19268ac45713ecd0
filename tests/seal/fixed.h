/*
 * tests/seal/fixed.h - a vault made from known bytes, at the least cost, for tests
 */
#ifndef TESTS_SEAL_FIXED_H
#define TESTS_SEAL_FIXED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "seal/seal.h"

static const struct seal_cost CHEAP = {.passes = 1, .memory_bytes = 8192};
static const uint64_t DEVICE = 0x1122334455667788;
static const struct hash NO_PREVIOUS;

struct entropy {
    uint8_t at[MAKE_ENTROPY_BYTES];
};

/* 256 bytes that differ for every seed and repeat for the same one: seed, seed + 1, seed + 2, ... */
static inline struct entropy entropy_of(uint8_t seed)
{
    struct entropy e;
    for (size_t i = 0; i < sizeof e.at; i++)
        e.at[i] = (uint8_t)(seed + i);
    return e;
}

static inline struct bytes entropy_bytes(const struct entropy *e)
{
    return (struct bytes){.at = e->at, .len = sizeof e->at};
}

struct vault {
    struct vault_header header;
    struct keyring keys;
};

/* Opened with "violet river 42". */
static inline struct vault vault_of(uint8_t seed)
{
    struct vault v = {0};
    struct entropy entropy = entropy_of(seed);
    assert_int_equal(seal_make(S("violet river 42"), CHEAP, entropy_bytes(&entropy), &v.header, &v.keys), ERR_OK);
    return v;
}

static inline bool same_bytes(const void *a, const void *b, size_t len)
{
    return mem_compare(a, b, len) == 0;
}

#endif
