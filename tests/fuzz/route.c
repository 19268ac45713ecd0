/*
 * tests/fuzz/route.c - the whole app in an open session, fed lines of "METHOD target form"
 *
 * A time step in milliseconds may stand before a line as "+1234 ".  Whatever is asked, there is an
 * answer, pages are whole, and Stop leaves nothing active.
 */
#include "core/log/state.h"
#include "tests/support/memory_app.h"

#include <assert.h>
#include <stdlib.h>

static struct memory_app *app;

static void ask(struct str line)
{
    struct str method, target, form, step;
    uint64_t   ms;
    if (str_starts(line, S("+")) && str_cut(str_after(line, 1), ' ', &step, &line) && str_to_u64(step, 86400000, &ms))
        *memory_app_clock(app) += (int64_t)ms;
    if (!str_cut(line, ' ', &method, &line))
        return;
    str_cut(line, ' ', &target, &form);
    struct reply reply = str_eq(method, S("POST")) ? memory_app_post(app, target, form)
                                                   : memory_app_ask(app, "GET", target, S(""));
    assert(reply.status >= 200 && reply.status < 600);
    if (reply.status == 200 && str_eq(reply.type, S("text/html; charset=utf-8")))
        assert(str_find(str_of_bytes(reply.body), S("</html>")) != SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static unsigned runs;
    /* Begin anew now and then, so that one input's state does not grow without end. */
    if (!app || ++runs % 64 == 0 || !app_is_open(memory_app(app))) {
        if (app)
            memory_app_free(app);
        app = memory_app_make((size_t)256 << 20);
    }
    struct str rest = {(const char *)data, len < 16384 ? len : 16384};
    while (rest.len) {
        struct str line;
        str_cut(rest, '\n', &line, &rest);
        ask(line);
        if (!app_is_open(memory_app(app)))
            return 0;
    }
    memory_app_ask(app, "POST", S("/practice/stop"), S(""));
    struct reply now = memory_app_ask(app, "GET", S("/practice/now"), S(""));
    assert(str_find(str_of_bytes(now.body), S("data-practice=\"active\" data-ask-ms")) == SIZE_MAX);
    return 0;
}
