/*
 * tests/app/support.h - several devices of one person, each an app in memory
 */
#ifndef TESTS_APP_SUPPORT_H
#define TESTS_APP_SUPPORT_H

#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { ROOM = 64 << 20 };

static inline void note(struct memory_app *m, const char *words)
{
    char form[128];
    snprintf(form, sizeof form, "words=%s", words);
    assert_int_equal(post(m, "/journal/new", form).status, 303);
    *memory_app_clock(m) += 1000;
}

/* A test's setup and teardown: a device with a note, and another of the same person that holds what the first does. */
struct two {
    struct memory_app *m, *other;
};

static inline int two_begin(void **state)
{
    struct two *two = calloc(1, sizeof *two);
    two->m = memory_app_make(ROOM);
    note(two->m, "quillow");
    two->other = memory_app_restore(two->m);
    *state = two;
    return 0;
}

static inline int two_end(void **state)
{
    struct two *two = *state;
    memory_app_free(two->other);
    memory_app_free(two->m);
    free(two);
    return 0;
}

#define WITH_TWO(test) cmocka_unit_test_setup_teardown(test, two_begin, two_end)

static inline bool shows(struct memory_app *m, const char *words)
{
    return says(get(m, "/journal"), words);
}

static inline struct app_counts counts(struct memory_app *m)
{
    return app_counts(memory_app(m));
}

/* Everything that `from` holds beyond its first `since` entries. */
static inline void put_since(struct memory_app *m, struct memory_app *from, size_t since)
{
    for (size_t i = since; i < memory_app_log_len(from); i++)
        memory_app_put(m, memory_app_stored(from, i));
}

/* The number under which the newest entry was sealed. */
static inline uint64_t newest_device(struct memory_app *m)
{
    return memory_app_entry(m, memory_app_log_len(m) - 1).device;
}

/* What `from` holds is brought in as a backup. */
static inline struct reply merge(struct memory_app *m, struct memory_app *from)
{
    static struct bytes file;
    free((void *)(uintptr_t)file.at); /* a reply lives until the next */
    file = memory_app_backup(from);
    return memory_app_merge(m, file);
}

/* The entry of some words, as /WING/NAME and what follows; in the journal, its link stands after them. */
static inline void page_of(struct memory_app *m, const char *words, const char *wing, const char *then, char out[96])
{
    struct str page = str_of_bytes(get(m, "/journal").body), mark = S("href=\"/journal/0");
    size_t at = str_find(page, str_from_c(words));
    assert_true(at != SIZE_MAX);
    page = str_after(page, at);
    at = str_find(page, mark);
    assert_true(at != SIZE_MAX);
    snprintf(out, 96, "/%s/%.32s%s", wing, page.at + at + mark.len - 1, then);
}

static inline void delete_note(struct memory_app *m, const char *words)
{
    char path[96];
    page_of(m, words, "journal", "/delete", path);
    assert_int_equal(post(m, path, "x=1").status, 303);
    assert_false(shows(m, words));
    *memory_app_clock(m) += 1000;
}

#endif
