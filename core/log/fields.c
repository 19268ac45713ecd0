/* core/log/fields.c - reading the fields of a form */
#include "core/log/fields.h"

unsigned form_one(const struct form *form, struct key_list list, struct str name)
{
    const struct key_row *row = row_by_key(list, form_get(form, name));
    return row ? row->number : 0;
}

set64 form_many(const struct form *form, struct arena *arena, struct key_list list, struct str name)
{
    set64 set = 0;
    struct arena scratch = *arena;
    for (size_t i = 0; i < list.len; i++)
        if (form_has(form, STR_JOIN(&scratch, name, S("-"), list.at[i].key)))
            set |= SET_OF(list.at[i].number);
    return set;
}

struct score form_score(const struct form *form, struct str name, unsigned max)
{
    uint64_t n;
    return form_number(form, name, max, &n) ? SCORE(n) : (struct score){0};
}

struct str words_check(struct str words, size_t max)
{
    if (str_characters(words) <= max / CHARACTER_BYTES_MAX)
        return S("");
    if (max == TEXT_LINE_MAX)
        return S("This line is longer than attune can save. A few words fewer will do; nothing was cut.");
    return S("This is longer than one entry can be. It is all still here: you can save it as two.");
}
