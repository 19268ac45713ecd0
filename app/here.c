/* app/here.c - the local row as bytes */
#include "app/here.h"

#include "base/cbor.h"
#include "base/clock.h"

/* Numbers of fields are never reused. */
enum field { VERSION, DEVICE, SINCE, PLACE, LEN, HEAD, MET, REST_LEVEL, REST_UNTIL, CLOCK, HELD };
enum { HERE_VERSION = 1, LEVEL_MAX = 7 };

static void put_uint(struct buf *out, enum field field, uint64_t n)
{
    cbor_put_uint(out, field);
    cbor_put_uint(out, n);
}

static void put_hash(struct buf *out, enum field field, const struct hash *hash)
{
    if (!hash_is(hash))
        return;
    cbor_put_uint(out, field);
    cbor_put_bytes(out, (struct bytes){hash->at, HASH_BYTES});
}

void here_encode(struct buf *out, const struct here *here)
{
    bool rests = here->rest_level.said;
    ASSERT(here->device && here->rest_until_ms >= 0 && here->held_ms >= 0);
    cbor_put_map(out, (uint64_t)(5 + hash_is(&here->place) + hash_is(&here->head) + (rests ? 2 : 0) +
                                 (here->clock ? 1 : 0) + (here->held_ms ? 1 : 0)));
    put_uint(out, VERSION, HERE_VERSION);
    put_uint(out, DEVICE, here->device);
    put_uint(out, SINCE, here->since);
    put_hash(out, PLACE, &here->place);
    put_uint(out, LEN, here->len);
    put_hash(out, HEAD, &here->head);
    put_uint(out, MET, here->met);
    if (rests) {
        put_uint(out, REST_LEVEL, here->rest_level.is);
        put_uint(out, REST_UNTIL, (uint64_t)here->rest_until_ms);
    }
    if (here->clock)
        put_uint(out, CLOCK, here->clock);
    if (here->held_ms)
        put_uint(out, HELD, (uint64_t)here->held_ms);
}

static enum err get_hash(struct cbor_reader *r, struct hash *out)
{
    struct bytes b;
    enum err e = cbor_get_bytes(r, &b);
    if (!e && b.len != HASH_BYTES)
        e = ERR_MALFORMED;
    if (!e)
        mem_copy(out->at, b.at, HASH_BYTES);
    return e;
}

static enum err get_uint(struct cbor_reader *r, uint64_t most, uint64_t *out)
{
    enum err e = cbor_get_uint(r, out);
    return !e && *out > most ? ERR_TOO_LONG : e;
}

static enum err get_time(struct cbor_reader *r, int64_t *out)
{
    uint64_t n = 0;
    enum err e = get_uint(r, (uint64_t)LOG_TIME_MAX_MS, &n);
    *out = (int64_t)n;
    return e;
}

static enum err get_field(struct cbor_reader *r, uint64_t field, struct here *here)
{
    uint64_t n = 0;
    enum err e;
    switch (field) {
    case DEVICE:
        return get_uint(r, UINT64_MAX, &here->device);
    case SINCE:
        return get_uint(r, ENTRY_N_MAX, &here->since);
    case PLACE:
        return get_hash(r, &here->place);
    case LEN:
        return get_uint(r, ENTRY_N_MAX, &here->len);
    case HEAD:
        return get_hash(r, &here->head);
    case MET:
        return get_uint(r, ENTRY_N_MAX, &here->met);
    case REST_LEVEL:
        e = get_uint(r, LEVEL_MAX, &n);
        here->rest_level = SCORE((unsigned)n);
        return e;
    case REST_UNTIL:
        return get_time(r, &here->rest_until_ms);
    case CLOCK:
        return get_uint(r, (uint64_t)LOG_TIME_MAX_MS << 16, &here->clock);
    case HELD:
        return get_time(r, &here->held_ms);
    default:
        return ERR_UNKNOWN_KIND;
    }
}

static enum err get_version(struct cbor_reader *r, uint64_t *pairs)
{
    uint64_t field = 0, version = 0;
    enum err e = cbor_get_map(r, pairs);
    if (!e)
        e = cbor_get_uint(r, &field);
    if (!e)
        e = cbor_get_uint(r, &version);
    if (e)
        return e;
    if (*pairs == 0 || field != VERSION || version == 0)
        return ERR_MALFORMED;
    return version > HERE_VERSION ? ERR_BAD_VERSION : ERR_OK;
}

enum err here_decode(struct bytes row, struct here *out)
{
    struct here here = {0};
    struct cbor_reader r = {row};
    uint64_t pairs, field, last = VERSION;
    enum err e = get_version(&r, &pairs);
    for (uint64_t i = 1; i < pairs && !e; i++) {
        e = cbor_get_uint(&r, &field);
        if (!e && field <= last)
            e = ERR_NOT_CANONICAL;
        if (!e)
            e = get_field(&r, last = field, &here);
    }
    if (!e)
        e = cbor_end(&r);
    if (!e && here.device == 0)
        e = ERR_MALFORMED;
    if (!e)
        *out = here;
    return e;
}
