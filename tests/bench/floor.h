/*
 * tests/bench/floor.h - the floor under opening a log: so many padded records decrypted and checked, and nothing else
 */
#ifndef TESTS_BENCH_FLOOR_H
#define TESTS_BENCH_FLOOR_H

#include "tests/bench/timing.h"

#include <sodium.h>
#include <stdlib.h>

/* Milliseconds that libsodium alone takes. */
static inline double floor_ms(size_t records)
{
    enum { SEALED = 256 + 16 };
    unsigned char key[32] = {1}, nonce[24] = {2}, plain[256] = {0}, aad[80] = {0}, out[256];
    unsigned char sealed[SEALED];
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, plain, sizeof plain, aad, sizeof aad, NULL, nonce, key);
    double begun = now_us();
    for (size_t i = 0; i < records; i++)
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, sealed, sizeof sealed, aad, sizeof aad, nonce,
                                                       key))
            exit(1);
    return (now_us() - begun) / 1e3;
}

#endif
