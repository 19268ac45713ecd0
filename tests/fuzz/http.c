/* tests/fuzz/http.c - hostile pieces of a request, parted by newlines: an error or plain data, never a crash */
#include "app/http.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static uint8_t    memory[32 << 20];
    struct arena      arena = arena_on(memory, sizeof memory);
    struct str        rest = {(const char *)data, len};
    struct http_parts parts = {.port = 7417};
    struct request    request;
    struct str        body;
    str_cut(rest, '\n', &parts.method, &rest);
    str_cut(rest, '\n', &parts.target, &rest);
    str_cut(rest, '\n', &parts.host, &rest);
    str_cut(rest, '\n', &parts.origin, &rest);
    str_cut(rest, '\n', &parts.cookie, &rest);
    str_cut(rest, '\n', &parts.content_type, &body);
    parts.body = bytes_of_str(body);
    size_t first, part;
    if (http_range(body, len, &first, &part))
        assert(part > 0 && first < len && part <= len - first);
    if (http_request(&parts, &arena, &request))
        return 0;
    assert(request.path.len > 0 && str_is_utf8(request.path));
    /* A host that is taken for ours begins with one of our names and ends with our port. */
    if (http_host_is_ours(request.host, 7417, S("notes-a.localhost")))
        assert(str_ends(request.host, S(":7417")) || str_find(request.host, S("7417")) != SIZE_MAX);
    if (http_origin_is_ours(request.origin, request.host) && request.origin.len)
        assert(str_starts(request.origin, S("http://")));
    /* However many there are, looking at them comes to an end, and each lies within the header. */
    struct str cookies = request.cookie, value;
    for (size_t left = cookies.len + 1; http_cookie_next(&cookies, S("s7417"), &value); left = cookies.len + 1)
        assert(value.len < left && cookies.len < left);
    return 0;
}
