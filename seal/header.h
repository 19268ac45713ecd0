/*
 * seal/header.h - what the header is to the other files of this room
 *
 * Keys that are derived from the root and the header's log salt, one for each purpose.
 */
#ifndef SEAL_HEADER_H
#define SEAL_HEADER_H

#include "seal/seal.h"

enum { PURPOSE_BYTES = 16, LOG_SALT_BYTES = 32 };

/* 32 bytes that only the root key and this header's log salt give, one value for each purpose. */
void vault_derive(const uint8_t root[KEY_BYTES], const struct vault_header *header, const char purpose[PURPOSE_BYTES],
                  uint8_t out[KEY_BYTES]);
/* The log salt: LOG_SALT_BYTES, borrowed from the header. */
struct bytes vault_log_salt(const struct vault_header *header);

#endif
