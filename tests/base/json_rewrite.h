/*
 * tests/base/json_rewrite.h - read one value of JSON and write it again, without white space
 *
 * Both the tests and the fuzz target hold the reader to it: what was accepted and written again is accepted
 * again, and written alike.
 */
#ifndef TESTS_BASE_JSON_REWRITE_H
#define TESTS_BASE_JSON_REWRITE_H

#include "base/json.h"

static enum err json_rewrite(struct json_reader *r, struct arena *arena, struct buf *out);

static inline enum err json_rewrite_array(struct json_reader *r, struct arena *arena, struct buf *out)
{
    bool more = true;
    enum err e = json_enter(r, JSON_ARRAY);
    buf_put_byte(out, '[');
    for (bool first = true; !e && !(e = json_item(r, &more)) && more; first = false) {
        buf_put(out, first ? S("") : S(","));
        e = json_rewrite(r, arena, out);
    }
    buf_put_byte(out, ']');
    return e;
}

static inline enum err json_rewrite_object(struct json_reader *r, struct arena *arena, struct buf *out)
{
    struct str key;
    bool more = true;
    enum err e = json_enter(r, JSON_OBJECT);
    buf_put_byte(out, '{');
    for (bool first = true; !e && !(e = json_key(r, arena, &key, &more)) && more; first = false) {
        buf_put(out, first ? S("") : S(","));
        buf_put_json(out, key);
        buf_put_byte(out, ':');
        e = json_rewrite(r, arena, out);
    }
    buf_put_byte(out, '}');
    return e;
}

static inline enum err json_rewrite_scalar(struct json_reader *r, enum json_kind kind, struct arena *arena,
                                           struct buf *out)
{
    struct str text = S("null");
    bool is = false;
    enum err e;
    if (kind == JSON_TEXT) {
        if (!(e = json_get_text(r, arena, &text)))
            buf_put_json(out, text);
        return e;
    }
    if (kind == JSON_NUMBER) {
        e = json_get_number(r, &text);
    } else if (kind == JSON_BOOL) {
        e = json_get_bool(r, &is);
        text = is ? S("true") : S("false");
    } else {
        e = json_get_nothing(r);
    }
    if (!e)
        buf_put(out, text);
    return e;
}

static enum err json_rewrite(struct json_reader *r, struct arena *arena, struct buf *out)
{
    enum json_kind kind;
    enum err e = json_peek(r, &kind);
    if (e)
        return e;
    if (kind == JSON_ARRAY)
        return json_rewrite_array(r, arena, out);
    if (kind == JSON_OBJECT)
        return json_rewrite_object(r, arena, out);
    return json_rewrite_scalar(r, kind, arena, out);
}

#endif
