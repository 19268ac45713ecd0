/*
 * tests/base/peer.h - libcbor, as somebody else's opinion
 *
 * libcbor and this room have some names in common, so the two meet only through these
 * functions.  Each put writes one head at `out`, with at most `room` bytes, and gives its length.
 */
#ifndef TESTS_BASE_PEER_H
#define TESTS_BASE_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True if libcbor reads one item there and nothing is left over. */
bool peer_takes(const void *at, size_t len);
/* Reads and serializes again, into memory that the caller frees; 0 if it was not read whole. */
size_t peer_rewrite(const void *at, size_t len, uint8_t **out);

size_t peer_put_uint(uint64_t n, uint8_t *out, size_t room);
size_t peer_put_negative(uint64_t n, uint8_t *out, size_t room); /* the number -1 - n */
size_t peer_put_bytes_head(size_t len, uint8_t *out, size_t room);
size_t peer_put_text_head(size_t len, uint8_t *out, size_t room);
size_t peer_put_array_head(size_t items, uint8_t *out, size_t room);
size_t peer_put_map_head(size_t pairs, uint8_t *out, size_t room);
size_t peer_put_bool(bool b, uint8_t *out, size_t room);

#endif
