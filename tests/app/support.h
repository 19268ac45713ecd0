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

#endif
