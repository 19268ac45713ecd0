/* host/native/normal.c - spelling by utf8proc's tables, in the caller's memory: utf8proc_map would leave a copy on the
 * heap */
#include "host/native/normal.h"

#include <utf8proc.h>

/* The names of the fields, on every page, that hold a passphrase. */
static const struct str PASSPHRASES[] = {S_INIT("passphrase"), S_INIT("again"), S_INIT("current")};
enum { PASSPHRASES_LEN = sizeof PASSPHRASES / sizeof *PASSPHRASES };

static utf8proc_int32_t space_to_space(utf8proc_int32_t c, void *unused)
{
    (void)unused;
    return utf8proc_category(c) == UTF8PROC_CATEGORY_ZS ? ' ' : c;
}

struct str normal_text(struct str typed, struct arena *arena)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)typed.at;
    const utf8proc_option_t nfc = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    /* Asked with no room at all, it says how much it wants; negative: not UTF-8. */
    utf8proc_ssize_t len =
        utf8proc_decompose_custom(at, (utf8proc_ssize_t)typed.len, NULL, 0, nfc, space_to_space, NULL);
    if (len <= 0)
        return typed;
    utf8proc_int32_t *room = ARENA_MANY(arena, utf8proc_int32_t, (size_t)len + 1);
    utf8proc_decompose_custom(at, (utf8proc_ssize_t)typed.len, room, len, nfc, space_to_space, NULL);
    utf8proc_ssize_t bytes = utf8proc_reencode(room, len, nfc); /* in the same place */
    return bytes < 0 ? typed : (struct str){.at = (const char *)room, .len = (size_t)bytes};
}

void normal_request(struct request *request, struct arena *arena)
{
    struct field *fields = ARENA_MANY(arena, struct field, PASSPHRASES_LEN);
    size_t len = 0;
    for (size_t i = 0; i < PASSPHRASES_LEN; i++) {
        struct str typed = form_get(&request->form, PASSPHRASES[i]);
        if (typed.len)
            fields[len++] = (struct field){.name = PASSPHRASES[i], .value = normal_text(typed, arena)};
    }
    request->normal = (struct form){.at = fields, .len = len};
}
