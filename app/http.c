/* app/http.c - from the pieces of a request to plain data */
#include "app/http.h"

static enum http_method method_of(struct str name)
{
    if (str_eq(name, S("GET")))
        return HTTP_GET;
    if (str_eq(name, S("POST")))
        return HTTP_POST;
    if (str_eq(name, S("HEAD")))
        return HTTP_HEAD;
    return HTTP_OTHER;
}

static bool target_is_plain(struct str target)
{
    for (size_t i = 0; i < target.len; i++)
        if ((unsigned char)target.at[i] <= 0x20 || (unsigned char)target.at[i] >= 0x7f)
            return false;
    return target.len > 0 && target.at[0] == '/';
}

enum err http_request(const struct http_parts *parts, struct arena *arena, struct request *out)
{
    if (parts->target.len > TARGET_MAX_BYTES || parts->host.len > HEADER_MAX_BYTES ||
        parts->origin.len > HEADER_MAX_BYTES || parts->body.len > BODY_MAX_BYTES)
        return ERR_TOO_LONG;
    if (!target_is_plain(parts->target))
        return ERR_MALFORMED;

    struct request request = {
        .method = method_of(parts->method),
        .host = parts->host,
        .origin = parts->origin,
        .cookie = parts->cookie,
        .site = parts->site,
        .mode = parts->mode,
        .dest = parts->dest,
        .own_name = parts->own_name,
        .too_large = parts->too_large,
        .port = parts->port,
    };
    struct str path, query;
    str_cut(parts->target, '?', &path, &query);
    request.path = form_unescape(path, false, arena);
    enum err e = form_decode(query, arena, &request.query);
    if (e)
        return e;
    if (request.method == HTTP_POST && !parts->too_large) {
        if (!str_starts(parts->content_type, S("application/x-www-form-urlencoded")) && parts->body.len > 0)
            return ERR_MALFORMED;
        request.raw_form = str_of_bytes(parts->body);
        if ((e = form_decode(request.raw_form, arena, &request.form)))
            return e;
    }
    *out = request;
    return ERR_OK;
}

bool http_range(struct str range, size_t len, size_t *first, size_t *part)
{
    struct str from, to;
    uint64_t begin, end = UINT64_MAX;
    if (!str_starts(range, S("bytes=")) || !str_cut(str_after(range, sizeof "bytes=" - 1), '-', &from, &to))
        return false;
    if (!str_to_u64(from, UINT64_MAX, &begin) || (to.len && !str_to_u64(to, UINT64_MAX, &end)))
        return false;
    if (begin >= len || end < begin)
        return false;
    *first = (size_t)begin;
    *part = (end < len ? (size_t)end + 1 : len) - *first;
    return true;
}

bool http_cookie_next(struct str *header, struct str name, struct str *value)
{
    while (header->len) {
        struct str one, key;
        str_cut(*header, ';', &one, header);
        if (str_cut(str_trim(one), '=', &key, value) && str_eq(key, name))
            return true;
    }
    return false;
}

bool http_host_is_ours(struct str host, unsigned port, struct str own_name)
{
    const struct str NAMES[] = {S("127.0.0.1"), S("localhost"), S("[::1]"), own_name};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        uint64_t given;
        if (!NAMES[i].len || !str_starts(host, NAMES[i]))
            continue;
        struct str rest = str_after(host, NAMES[i].len);
        if (str_starts(rest, S(":")) && str_to_u64(str_after(rest, 1), 65535, &given) && given == port)
            return true;
    }
    return false;
}

bool http_origin_is_ours(struct str origin, struct str host)
{
    if (origin.len == 0)
        return true;
    return str_starts(origin, S("http://")) && str_eq(str_after(origin, 7), host);
}

bool http_site_is_ours(const struct request *request)
{
    if (request->site.len == 0 || str_eq(request->site, S("same-origin")) || str_eq(request->site, S("none")))
        return true;
    return request->method == HTTP_GET && str_eq(request->path, S("/")) && str_eq(request->mode, S("navigate")) &&
           str_eq(request->dest, S("document"));
}
