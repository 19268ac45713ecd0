/* tests/fuzz/record.c - any bytes as a record: refused, or exactly what encoding it gives; folding never crashes */
#include "core/fold/fold.h"
#include "core/log/state.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static uint8_t memory[64 << 20];
    struct arena   arena = arena_on(memory, sizeof memory);
    struct state  *state = ARENA_NEW(&arena, struct state);
    state_begin(state, &arena);
    /* Records one after another, each behind a two-byte length. */
    while (len >= 2) {
        size_t n = (size_t)(data[0] << 8 | data[1]);
        data += 2;
        len -= 2;
        if (n > len)
            n = len;
        struct event event;
        struct bytes record = {data, n};
        if (event_decode(record, &event) == ERR_OK) {
            struct buf again = buf_on(&arena);
            event_encode(&again, &event);
            assert(bytes_eq(buf_bytes(&again), record));
            /* Of what can be decoded, only a stamp that no clock gave is refused. */
            enum err e = state_take(state, record, state->log.events.len + 1);
            assert(e == ERR_OK || (e == ERR_MALFORMED && stamp_ms(event.at) >= CLOCK_FAR_MS));
        }
        data += n;
        len -= n;
        if (arena_left(&arena) < (16 << 20))
            return 0;
    }
    state_refold(state);
    return 0;
}
