/* app/spelling.c - the ways in as people type them */
#include "app/spelling.h"

struct spelled spelled_field(const struct request *request, struct str name)
{
    struct spelled spelled = {.typed = form_get(&request->form, name)};
    spelled.normal = form_has(&request->normal, name) ? form_get(&request->normal, name) : spelled.typed;
    return spelled;
}

enum err ways_open(const struct vault_header *header, const struct spelled *passphrase, struct keyring *keys, bool *old)
{
    bool was_old = false;
    enum err e = seal_open_passphrase(header, passphrase->normal, keys);
    if (e == ERR_NOT_OPENED && !str_eq(passphrase->normal, passphrase->typed)) {
        e = seal_open_passphrase(header, passphrase->typed, keys);
        was_old = e == ERR_OK;
    }
    if (old)
        *old = was_old;
    return e;
}

static struct str group_name(unsigned group)
{
    static const struct str NAMES[] = {S_INIT("first"),  S_INIT("second"), S_INIT("third"),
                                       S_INIT("fourth"), S_INIT("fifth"),  S_INIT("sixth")};
    ASSERT(group >= 1 && group <= sizeof NAMES / sizeof *NAMES);
    return NAMES[group - 1];
}

static struct str length_words(const struct recovery_slip *slip, struct arena *arena)
{
    struct buf said = buf_on(arena);
    buf_put(&said, S("A code has 36 characters, in six groups of six. This one has "));
    buf_put_u64(&said, slip->count);
    buf_put(&said, S("."));
    if (slip->group)
        buf_put(&said, STR_JOIN(arena, S(" Look at the "), group_name(slip->group), S(" group.")));
    return buf_str(&said);
}

struct str ways_slip_words(const struct recovery_slip *slip, struct arena *arena)
{
    switch (slip->kind) {
    case SLIP_NONE:
        return S("That code is well formed but does not open this vault. Is it an older sheet?");
    case SLIP_CHARACTER:
        if (!slip->group)
            return S("More than one character is not right yet. Compare the six groups with the sheet, one by one.");
        return STR_JOIN(arena, S("Nearly: something in the "), group_name(slip->group),
                        S(" group is not right yet. Compare that group with the sheet."));
    case SLIP_STRANGER:
        if (!slip->group)
            return S("One of the signs is in no code. Only digits and the letters A to Z are, and never U.");
        return STR_JOIN(
            arena, S("The "), group_name(slip->group),
            S(" group has a sign that is in no code. Only digits and the letters A to Z are, and never U."));
    case SLIP_SHORT:
    case SLIP_LONG:
        break;
    }
    return length_words(slip, arena);
}
