/* tests/fuzz/form.c - any bytes as a submitted form: never a crash, always valid text, and stable */
#include "base/form.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static uint8_t memory[32 << 20];
    struct arena   arena = arena_on(memory, sizeof memory);
    struct form    form, again;
    if (len > 65536 || form_decode((struct str){(const char *)data, len}, &arena, &form))
        return 0;
    struct buf encoded = buf_on(&arena);
    for (size_t i = 0; i < form.len; i++) {
        assert(str_is_utf8(form.at[i].name) && str_is_utf8(form.at[i].value));
        form_put_escaped(&encoded, form.at[i].name);
        buf_put_byte(&encoded, '=');
        form_put_escaped(&encoded, form.at[i].value);
        buf_put_byte(&encoded, '&');
    }
    /* What was shown to a person and sent again must come back the same. */
    assert(!form_decode(buf_str(&encoded), &arena, &again) && again.len == form.len);
    for (size_t i = 0; i < form.len; i++)
        assert(str_eq(again.at[i].name, form.at[i].name) && str_eq(again.at[i].value, form.at[i].value));
    return 0;
}
