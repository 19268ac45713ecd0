/* core/course/script_check.c - the places in a script; the build uses this too */
#include "core/course/script.h"

bool script_next_place(struct str *rest, struct script_place *out)
{
    struct str place, parts, after, behind;
    if (!str_cut(*rest, '{', &out->before, &after) || !str_cut(after, '}', &place, &behind))
        return false;
    *rest = behind;
    str_cut(place, '?', &out->key, &parts);
    str_cut(parts, '|', &out->said, &out->unsaid);
    return true;
}

struct str script_check(struct str script)
{
    static const struct str KEYS[] = {S_INIT("name"),      S_INIT("likes"),  S_INIT("pace"),
                                      S_INIT("place"),     S_INIT("light"),  S_INIT("clothing"),
                                      S_INIT("stop-word"), S_INIT("signal"), S_INIT("after")};
    struct str rest = script;
    struct script_place place;
    while (script_next_place(&rest, &place)) {
        size_t k = 0;
        while (k < sizeof KEYS / sizeof *KEYS && !str_eq(KEYS[k], place.key))
            k++;
        if (k == sizeof KEYS / sizeof *KEYS)
            return S("a place in a script has a key that nobody fills");
        if (str_find(place.said, S("*")) == SIZE_MAX || str_trim(place.unsaid).len == 0)
            return S("a place in a script is {key?with * for the words|without them}");
    }
    if (str_find(rest, S("{")) != SIZE_MAX || str_find(rest, S("}")) != SIZE_MAX)
        return S("a place in a script is never closed");
    return S("");
}
