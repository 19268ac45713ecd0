/*
 * tests/support/asking.h - asking a memory app in plain C strings, and looking at what it answers
 */
#ifndef TESTS_ASKING_H
#define TESTS_ASKING_H

#include "tests/support/memory_app.h"

#include <stdio.h>

/* True if these very bytes stand in the body. */
static inline bool says(struct reply reply, const char *words)
{
    return str_find(str_of_bytes(reply.body), str_from_c(words)) != SIZE_MAX;
}

static inline struct reply get(struct memory_app *m, const char *path)
{
    return memory_app_ask(m, "GET", str_from_c(path), S(""));
}

/* With the page's own token. */
static inline struct reply post(struct memory_app *m, const char *path, const char *form)
{
    return memory_app_post(m, str_from_c(path), str_from_c(form));
}

/* A name of an entry or a form, 32 characters that stand right after a mark; false if the mark is not there. */
enum { NAME_LEN = 32 };
static inline bool name_behind(struct reply reply, const char *mark, char out[NAME_LEN + 1])
{
    struct str body = str_of_bytes(reply.body), marked = str_from_c(mark);
    size_t at = str_find(body, marked);
    struct str name = at == SIZE_MAX ? S("") : str_first(str_after(body, at + marked.len), NAME_LEN);
    mem_copy(out, name.at, name.len);
    out[name.len] = 0;
    return name.len == NAME_LEN;
}

/* True if these words stand anywhere in the stored log or in the open state. */
static inline bool holds(const struct memory_app *m, const char *words)
{
    return memory_app_holds(m, bytes_of_str(str_from_c(words)), true);
}

static inline bool goes_to(struct reply reply, const char *path)
{
    return reply.status == 303 && str_starts(reply.location, str_from_c(path));
}

/* What a person checks in with who may begin. */
#define GOOD "distress=10&presence=8&willingness=want&sober=1&no-pain=1&safe=1&able=1"

static inline void begin_practice(struct memory_app *m)
{
    post(m, "/practice/plan/A13", "minutes=5&rhythm=60");
    post(m, "/practice/check", GOOD);
    post(m, "/practice/begin", "x=1");
}

/* A test's setup and teardown: a new vault, open. */
static inline int app_begin(void **state)
{
    *state = memory_app_make((size_t)64 << 20);
    return 0;
}

static inline int app_end(void **state)
{
    memory_app_free(*state);
    return 0;
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_begin, app_end)

/* The form with what its page showed, as the first form of that page says it: "over=...&" and the form. */
enum { OVER_FORM_MAX = 600 };
static inline void with_over(struct memory_app *m, const char *page, const char *form, char out[OVER_FORM_MAX])
{
    struct str mark = S("name=\"over\" value=\""), body = str_of_bytes(get(m, page).body);
    size_t at = str_find(body, mark);
    struct str from = at == SIZE_MAX ? S("") : str_after(body, at + mark.len);
    from = str_first(from, from.len ? str_find(from, S("\"")) : 0);
    snprintf(out, OVER_FORM_MAX, "over=%.*s&%s", (int)from.len, from.at, form);
}

/* Sent from the page at `page`, as it stands now. */
static inline struct reply post_from(struct memory_app *m, const char *page, const char *path, const char *form)
{
    char whole[OVER_FORM_MAX];
    with_over(m, page, form, whole);
    return post(m, path, whole);
}

#endif
