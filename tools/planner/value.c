/* tools/planner/value.c - finding values by reading on until they come */
#include "tools/planner/value.h"

#include <stdlib.h>

bool value_is_kind(struct str value, enum json_kind kind)
{
    struct json_reader r = json_on(value);
    enum json_kind is;
    return !json_peek(&r, &is) && is == kind;
}

bool value_is_object_line(struct str line, struct arena scratch)
{
    struct json_reader r = json_on(line);
    return value_is_kind(line, JSON_OBJECT) && !json_skip(&r, scratch) && !json_end(&r);
}

/* The text of the value that comes next. */
static struct str take(struct json_reader *r, struct arena scratch)
{
    struct str from = r->left;
    enum err e = json_skip(r, scratch);
    ASSERT(!e);
    return str_trim(str_first(from, (size_t)(r->left.at - from.at)));
}

struct values values_in(struct str value, enum json_kind kind)
{
    struct values values = {.r = json_on(value)};
    values.more = value_is_kind(value, kind) && !json_enter(&values.r, kind);
    return values;
}

bool values_item(struct values *values, struct arena *arena, struct str *item)
{
    if (!values->more)
        return false;
    enum err e = json_item(&values->r, &values->more);
    ASSERT(!e);
    if (values->more)
        *item = take(&values->r, *arena);
    return values->more;
}

bool values_member(struct values *values, struct arena *arena, struct str *key, struct str *value)
{
    if (!values->more)
        return false;
    enum err e = json_key(&values->r, arena, key, &values->more);
    ASSERT(!e);
    if (values->more)
        *value = take(&values->r, *arena);
    return values->more;
}

struct str value_member(struct str object, struct str key, struct arena scratch)
{
    struct values members = values_in(object, JSON_OBJECT);
    struct str name, value, found = S("");
    while (values_member(&members, &scratch, &name, &value))
        if (str_eq(name, key))
            found = value;
    return found;
}

bool value_is_absent(struct str value)
{
    return value.len == 0 || value_is_kind(value, JSON_NOTHING);
}

bool value_is_word(struct str value, struct str word)
{
    return str_eq(value, word);
}

bool value_text(struct str value, struct arena *arena, struct str *out)
{
    struct json_reader r = json_on(value);
    return value_is_kind(value, JSON_TEXT) && !json_get_text(&r, arena, out);
}

bool value_number(struct str value, double least, double most, struct arena scratch, double *out)
{
    if (!value_is_kind(value, JSON_NUMBER))
        return false;
    double is = strtod(STR_JOIN(&scratch, value, S("\0")).at, NULL);
    if (!(is >= least && is <= most))
        return false;
    *out = is;
    return true;
}
