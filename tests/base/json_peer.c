/* tests/base/json_peer.c - asking jansson; nothing of ours may be included here */
#include "tests/base/json_peer.h"

#include <jansson.h>

static json_t *load(const void *at, size_t len, json_error_t *error)
{
    return json_loadb(at, len, JSON_DECODE_ANY, error);
}

enum peer_verdict json_peer_judges(const void *at, size_t len)
{
    json_error_t error = {0};
    json_t *value = load(at, len, &error);
    if (value) {
        json_decref(value);
        return PEER_TAKES;
    }
    return json_error_code(&error) == json_error_numeric_overflow ? PEER_RANGE : PEER_REFUSES;
}

bool json_peer_same(const void *a, size_t a_len, const void *b, size_t b_len)
{
    json_error_t error = {0};
    json_t *one = load(a, a_len, &error), *other = load(b, b_len, &error);
    bool same = one && other && json_equal(one, other);
    json_decref(one);
    json_decref(other);
    return same;
}

char *json_peer_rewrite(const void *at, size_t len)
{
    json_error_t error = {0};
    json_t *value = load(at, len, &error);
    char *text = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII | JSON_INDENT(2)) : NULL;
    json_decref(value);
    return text;
}
