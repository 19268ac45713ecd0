/* tests/app/media.c - recordings and the comfort kit, asked of the whole app as a browser would */
#include "core/log/event.h"
#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { ID = 40 };
struct path {
    char at[160];
};

/* The name of what was begun, from where the app goes on to. */
static void record(struct memory_app *m, const char *form, char id[ID])
{
    struct reply reply = post(m, "/media/new", form);
    assert_int_equal(reply.status, 303);
    assert_true(str_starts(reply.location, S("/media/at/")));
    struct str name = str_after(reply.location, 10);
    assert_true(name.len == 32);
    memcpy(id, name.at, name.len);
    id[name.len] = 0;
}

static struct path path(const char *before, const char *id, const char *after)
{
    struct path p;
    snprintf(p.at, sizeof p.at, "%s%s%s", before, id, after);
    return p;
}

static struct reply add(struct memory_app *m, const char *id, const char *form)
{
    return post(m, path("/media/chunk/", id, "").at, form);
}

static void chunks_come_back_as_the_bytes_that_were_sent(void **state)
{
    struct memory_app *m = *state;
    char id[ID];
    record(m, "sort=voice&type=audio/webm&name=Rain", id);
    assert_int_equal(add(m, id, "number=1&data=YWJj").status, 303);
    assert_int_equal(add(m, id, "number=2&data=ZGVm&last=1").status, 303);
    memory_app_reopen(m);
    struct reply bytes = get(m, path("/media/", id, "").at);
    assert_int_equal(bytes.status, 200);
    assert_true(str_eq(str_of_bytes(bytes.body), S("abcdef")));
    assert_true(str_eq(bytes.type, S("audio/webm")));
    assert_false(bytes.cacheable);
    assert_true(says(get(m, "/voice"), "Rain"));
}

static void nobody_outside_the_session_hears_it(void **state)
{
    struct memory_app *m = *state;
    char id[ID];
    record(m, "sort=voice&type=audio/webm", id);
    add(m, id, "number=1&data=YWJj");
    app_lock(memory_app(m));
    struct reply reply = get(m, path("/media/", id, "").at);
    assert_int_equal(reply.status, 303);
    assert_false(says(reply, "abc"));
}

static void a_chunk_that_the_disk_refused_can_be_sent_again(void **state)
{
    struct memory_app *m = *state;
    char id[ID];
    record(m, "sort=voice&type=audio/webm", id);
    add(m, id, "number=1&data=YWJj");
    memory_app_refuse_next(m);
    assert_int_equal(add(m, id, "number=2&data=ZGVm").status, 503);
    assert_true(says(get(m, path("/media/at/", id, "").at), " 2"));
    assert_int_equal(add(m, id, "number=2&data=ZGVm").status, 303);
    /* The reply was lost, so it comes once more. */
    assert_int_equal(add(m, id, "number=2&data=ZGVm").status, 303);
    assert_true(str_eq(str_of_bytes(get(m, path("/media/", id, "").at).body), S("abcdef")));
    assert_int_equal(add(m, id, "number=9&data=ZGVm").status, 409);
}

static void what_was_acknowledged_plays_after_a_fall(void **state)
{
    struct memory_app *m = *state;
    char id[ID];
    record(m, "sort=voice&type=audio/webm&name=Half+a+thought", id);
    add(m, id, "number=1&data=YWJj");
    memory_app_reopen(m);
    assert_true(str_eq(str_of_bytes(get(m, path("/media/", id, "").at).body), S("abc")));
    assert_true(says(get(m, "/voice"), "ended early"));
}

static void a_deleted_recording_is_gone_piece_by_piece(void **state)
{
    struct memory_app *m = *state;
    char id[ID];
    static uint8_t sealed[3][64];
    size_t first = memory_app_log_len(m);
    record(m, "sort=voice&type=audio/webm", id);
    add(m, id, "number=1&data=YWJj");
    add(m, id, "number=2&data=ZGVm&last=1");
    for (size_t i = 0; i < 3; i++) {
        memcpy(sealed[i], memory_app_entry(m, first + i).bytes.at + 24, sizeof sealed[i]);
        assert_true(memory_app_holds(m, (struct bytes){sealed[i], sizeof sealed[i]}, false));
    }
    assert_int_equal(post(m, path("/journal/", id, "/delete").at, "x=1").status, 303);
    for (size_t i = 0; i < 3; i++)
        assert_false(memory_app_holds(m, (struct bytes){sealed[i], sizeof sealed[i]}, false));
    assert_int_equal(get(m, path("/media/", id, "").at).status, 404);
    assert_int_equal(add(m, id, "number=3&data=ZGVm").status, 409);
}

static void a_name_given_later_keeps_the_sound(void **state)
{
    struct memory_app *m = *state;
    char id[ID];
    record(m, "sort=kind&type=audio/ogg&words=You+did+what+you+could", id);
    add(m, id, "number=1&data=YWJj&last=1");
    assert_int_equal(post(m, path("/media/", id, "/edit").at, "name=For+mornings&words=Slowly&seconds=61").status, 303);
    assert_true(str_eq(str_of_bytes(get(m, path("/media/", id, "").at).body), S("abc")));
    struct reply page = get(m, "/kind/spoken");
    assert_true(says(page, "For mornings") && says(page, "Slowly") && says(page, "About 1 minute"));
    assert_false(says(page, "You did what you could"));
}

static void only_listed_types_are_ever_served(void **state)
{
    struct memory_app *m = *state;
    assert_int_equal(post(m, "/media/new", "sort=photo&type=text/html").status, 409);
    assert_int_equal(post(m, "/media/new", "sort=photo&type=image/svg%2bxml").status, 409);
    assert_int_equal(post(m, "/media/new", "sort=voice&type=image/jpeg").status, 409);
}

static void what_is_kept_for_hard_moments_is_offered_then_and_not_before(void **state)
{
    struct memory_app *m = *state;
    char id[ID];
    post(m, "/kit", "words=The+blanket+called+Fog&hard=1");
    post(m, "/kit", "words=Toast+with+salt");
    record(m, "sort=photo&type=image/jpeg&name=The+blue+door&hard=1", id);
    add(m, id, "number=1&data=YWJj&last=1");
    assert_false(says(get(m, "/"), "called Fog"));
    assert_false(says(get(m, "/ground"), "called Fog"));
    assert_true(says(get(m, "/ground?turn=2"), "called Fog"));
    begin_practice(m);
    struct reply stopped = post(m, "/practice/stop", "");
    static char place[160];
    memcpy(place, stopped.location.at, stopped.location.len);
    struct reply page = get(m, place);
    assert_true(says(page, "called Fog") && says(page, "The blue door"));
    assert_false(says(page, "Toast with salt"));
    app_lock(memory_app(m));
    assert_false(says(get(m, "/ground?turn=2"), "called Fog"));
}

static void a_comfort_can_be_changed_and_its_typed_words_come_back(void **state)
{
    struct memory_app *m = *state;
    assert_true(says(post(m, "/kit", "words=+&hard=1"), "There is nothing to save yet"));
    memory_app_refuse_next(m);
    struct reply page = post(m, "/kit", "words=The+smell+of+rain&hard=1");
    assert_int_equal(page.status, 503);
    assert_true(says(page, "The smell of rain") && says(page, "checked"));
    post(m, "/intake/helps", "question=helps-comforts&words=Warm+socks");
    assert_true(says(get(m, "/kit"), "Warm socks"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(chunks_come_back_as_the_bytes_that_were_sent),
        WITH_APP(nobody_outside_the_session_hears_it),
        WITH_APP(a_chunk_that_the_disk_refused_can_be_sent_again),
        WITH_APP(what_was_acknowledged_plays_after_a_fall),
        WITH_APP(a_deleted_recording_is_gone_piece_by_piece),
        WITH_APP(a_name_given_later_keeps_the_sound),
        WITH_APP(only_listed_types_are_ever_served),
        WITH_APP(what_is_kept_for_hard_moments_is_offered_then_and_not_before),
        WITH_APP(a_comfort_can_be_changed_and_its_typed_words_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
