/*
 * seal/wipe.c - forgetting secrets, and comparing them without telling where they differ
 */
#include "seal/seal.h"

#include <sodium.h>

void seal_wipe(void *at, size_t len)
{
    sodium_memzero(at, len);
}

void keyring_wipe(struct keyring *keys)
{
    seal_wipe(keys, sizeof *keys);
}

bool seal_same(struct bytes a, struct bytes b)
{
    if (a.len != b.len)
        return false;
    return a.len == 0 || sodium_memcmp(a.at, b.at, a.len) == 0;
}
