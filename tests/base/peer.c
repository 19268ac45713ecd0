/* tests/base/peer.c - asking libcbor; nothing of ours may be included here */
#include "tests/base/peer.h"

#include <cbor.h>

static cbor_item_t *load_whole(const void *at, size_t len)
{
    struct cbor_load_result result = {0};
    cbor_item_t *item = cbor_load(at, len, &result);
    if (item != NULL && result.read != len)
        cbor_decref(&item);
    return item;
}

bool peer_takes(const void *at, size_t len)
{
    cbor_item_t *item = load_whole(at, len);
    bool taken = item != NULL;
    if (taken)
        cbor_decref(&item);
    return taken;
}

size_t peer_rewrite(const void *at, size_t len, uint8_t **out)
{
    cbor_item_t *item = load_whole(at, len);
    size_t room = 0;
    if (item == NULL)
        return 0;
    size_t written = cbor_serialize_alloc(item, out, &room);
    cbor_decref(&item);
    return written;
}

size_t peer_put_uint(uint64_t n, uint8_t *out, size_t room)
{
    return cbor_encode_uint(n, out, room);
}

size_t peer_put_negative(uint64_t n, uint8_t *out, size_t room)
{
    return cbor_encode_negint(n, out, room);
}

size_t peer_put_bytes_head(size_t len, uint8_t *out, size_t room)
{
    return cbor_encode_bytestring_start(len, out, room);
}

size_t peer_put_text_head(size_t len, uint8_t *out, size_t room)
{
    return cbor_encode_string_start(len, out, room);
}

size_t peer_put_array_head(size_t items, uint8_t *out, size_t room)
{
    return cbor_encode_array_start(items, out, room);
}

size_t peer_put_map_head(size_t pairs, uint8_t *out, size_t room)
{
    return cbor_encode_map_start(pairs, out, room);
}

size_t peer_put_bool(bool b, uint8_t *out, size_t room)
{
    return cbor_encode_bool(b, out, room);
}
