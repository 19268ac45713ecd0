/*
 * tests/base/json_peer.h - jansson, as somebody else's opinion
 *
 * jansson and this room both say json_...; the two meet only through these functions.
 */
#ifndef TESTS_BASE_JSON_PEER_H
#define TESTS_BASE_JSON_PEER_H

#include <stdbool.h>
#include <stddef.h>

/* PEER_RANGE: JSON, but with a number that jansson has no room for. */
enum peer_verdict { PEER_REFUSES, PEER_TAKES, PEER_RANGE };

enum peer_verdict json_peer_judges(const void *at, size_t len);
/* True if jansson reads both and finds the same values in them. */
bool json_peer_same(const void *a, size_t a_len, const void *b, size_t b_len);
/* Read and written again, all of it ASCII and indented, into memory that the caller frees; NULL if refused. */
char *json_peer_rewrite(const void *at, size_t len);

#endif
