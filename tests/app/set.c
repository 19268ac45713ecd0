/* tests/app/set.c - the same pages, byte for byte, whatever came first */
#define _GNU_SOURCE /* memmem */
#include "tests/app/support.h"

enum { PAGES_MAX = 900, ROUNDS = 6 };

/* A life with something of every kind that pages show. */
static void live(struct memory_app *m)
{
    static const char *const FORMS[][2] = {
        {"/practice/ceiling", "level=3"},
        {"/checkin", "weather=rain&distress=20&presence=7&body-tension=1&words=The+kettle+was+loud."},
        {"/limits/new", "stance=never&what=Perfume&area-face=1"},
        {"/limits/new", "stance=like&what=A+warm+cup&area-hands=1"},
        {"/journal/new", "words=I+walked+to+the+corner."},
        {"/moments", "words=The+tea+was+still+warm."},
        {"/limits/card", "part=pace&words=Slowly"},
        {"/limits/card", "part=pace&words=Slowly,+and+ask"},
        {"/practice/own", "name=Sorting+buttons&level=1&minutes=5&dimension=texture&company=alone"},
        {"/practice/plan/A01", "minutes=5&rhythm=180"},
        {"/practice/check", GOOD},
        {"/practice/begin", "x=1"},
        {"/stop", "x=1"},
        {"/draft", "draft=a1.&draft-at=journal/new&words=Not+yet"},
        {"/checkin", "weather=fog&distress=35&presence=6"},
        {"/settings/theme", "theme=dark"},
        {"/practice/ceiling", "level=2"},
        {"/journal/new", "words=The+last+of+the+day."},
    };
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        *memory_app_clock(m) += 95000;
        struct reply reply = post(m, FORMS[i][0], FORMS[i][1]);
        assert_true(reply.status < 500);
    }
}

struct page {
    char path[200];
    uint8_t *bytes;
    size_t len;
};

struct pages {
    struct page at[PAGES_MAX];
    size_t len;
};

/* What is by chance on a page is not what it says: its one-time name and its token. */
static void without_chance(uint8_t *at, size_t len)
{
    static const char *const NAMES[] = {"name=\"once\" value=\"", "name=\"token\" value=\"", "data-token=\""};
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++) {
        uint8_t *from = at, *found;
        size_t mark = strlen(NAMES[n]);
        while ((found = memmem(from, len - (size_t)(from - at), NAMES[n], mark))) {
            from = found + mark;
            for (; from < at + len && *from != '"'; from++)
                *from = '.';
        }
    }
}

static struct page page_at(struct memory_app *m, const char *path)
{
    struct page page = {.bytes = NULL};
    struct reply reply = get(m, path);
    snprintf(page.path, sizeof page.path, "%s", path);
    page.len = reply.body.len + reply.location.len;
    page.bytes = malloc(page.len + 1);
    if (reply.body.len)
        memcpy(page.bytes, reply.body.at, reply.body.len);
    if (reply.location.len)
        memcpy(page.bytes + reply.body.len, reply.location.at, reply.location.len);
    without_chance(page.bytes, page.len);
    return page;
}

static void remember(struct pages *pages, const char *at, size_t len)
{
    struct page *new = &pages->at[pages->len];
    if (len >= sizeof new->path || pages->len == PAGES_MAX || memchr(at, '#', len) || memchr(at, '&', len))
        return;
    for (size_t i = 0; i < pages->len; i++)
        if (strlen(pages->at[i].path) == len && memcmp(pages->at[i].path, at, len) == 0)
            return;
    *new = (struct page){.bytes = NULL};
    memcpy(new->path, at, len);
    pages->len++;
}

/* Every page that a link leads to, from Today on. */
static struct pages *all_pages(struct memory_app *m)
{
    static const char MARK[] = "href=\"/";
    struct pages *pages = calloc(1, sizeof *pages);
    remember(pages, "/", 1);
    for (size_t i = 0; i < pages->len; i++) {
        pages->at[i] = page_at(m, pages->at[i].path);
        const uint8_t *from = pages->at[i].bytes, *end = from + pages->at[i].len, *found;
        while ((found = memmem(from, (size_t)(end - from), MARK, sizeof MARK - 1))) {
            from = found + sizeof MARK - 2;
            const uint8_t *quote = memchr(from, '"', (size_t)(end - from));
            if (quote)
                remember(pages, (const char *)from, (size_t)(quote - from));
        }
    }
    return pages;
}

static void pages_free(struct pages *pages)
{
    for (size_t i = 0; i < pages->len; i++)
        free(pages->at[i].bytes);
    free(pages);
}

static void assert_same(const struct page *a, const struct page *b, unsigned round)
{
    size_t at = 0, least = a->len < b->len ? a->len : b->len;
    while (at < least && a->bytes[at] == b->bytes[at])
        at++;
    if (at == a->len && at == b->len)
        return;
    size_t from = at > 60 ? at - 60 : 0;
    fail_msg("round %u: %s\n- %.*s\n+ %.*s", round, a->path, (int)(a->len - from < 160 ? a->len - from : 160),
             (const char *)a->bytes + from, (int)(b->len - from < 160 ? b->len - from : 160),
             (const char *)b->bytes + from);
}

/* The stored entries in another order, as several devices may have brought them. */
static void reorder(struct memory_app *m, uint32_t *seed)
{
    size_t len = memory_app_log_len(m);
    for (size_t i = len; i > 1; i--) {
        *seed = *seed * 1664525 + 1013904223;
        struct log_entry *a = memory_app_stored(m, i - 1), *b = memory_app_stored(m, (*seed >> 8) % i), swap = *a;
        *a = *b;
        *b = swap;
    }
    for (size_t i = 0; i < len; i++)
        memory_app_stored(m, i)->n = i + 1;
}

/* As in a place that wrote none of it: what it finds, it takes as it comes. */
static void open_elsewhere(struct memory_app *m)
{
    size_t *row_len;
    memory_app_here(m, &row_len);
    *row_len = 0;
    memory_app_restart(m);
}

static void the_same_pages_whatever_came_first(void **state)
{
    struct memory_app *m = *state;
    uint32_t seed = 1;
    live(m);
    open_elsewhere(m);
    int64_t now_ms = *memory_app_clock(m);
    struct pages *before = all_pages(m);
    assert_true(before->len > 250);
    for (unsigned round = 0; round < ROUNDS; round++) {
        reorder(m, &seed);
        open_elsewhere(m);
        *memory_app_clock(m) = now_ms;
        struct app_counts counted = counts(m);
        assert_int_equal(counted.damaged, 0);
        for (size_t i = 0; i < before->len; i++) {
            struct page page = page_at(m, before->at[i].path);
            assert_same(&before->at[i], &page, round);
            free(page.bytes);
        }
    }
    pages_free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {WITH_APP(the_same_pages_whatever_came_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
