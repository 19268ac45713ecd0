/*
 * tests/bench/pages.c - how long a person waits: pages, unlocking and offers at several sizes of a life
 *
 * Prints a table in Markdown.  Times are of the processor and inside the process, without HTTP or a disk, so that
 * what else runs on the machine counts little.  Beside unlock stands the time libsodium alone needs to open as
 * many envelopes of that size, in the same run.
 */
#define _POSIX_C_SOURCE 200809L
#include "tests/bench/floor.h"
#include "tests/support/memory_app.h"

#include "core/library.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASKS = 2000, BATCH = 5 };

/* A life of check-ins and notes, a practice now and then, an hour or so apart. */
static void live(struct memory_app *m, size_t records)
{
    static const char *const FORMS[][2] = {
        {"/checkin", "weather=rain&distress=20&presence=7&body-tension=1&words=The+kettle+was+loud+and+I+stayed."},
        {"/journal/new", "words=I+walked+to+the+corner+and+back.+The+dog+from+number+nine+looked+at+me+for+a+while."},
        {"/moments", "words=I+said+not+today+and+the+tea+was+still+warm."},
        {"/limits/new", "stance=like&what=A+warm+cup&area-hands=1"},
    };
    for (size_t i = 0; memory_app_log_len(m) < records; i++) {
        *memory_app_clock(m) += 3700000;
        const char *const *form = FORMS[i % 97 == 0 ? 3 : i % 3];
        struct reply reply = memory_app_post(m, str_from_c(form[0]), str_from_c(form[1]));
        if (reply.status != 303) {
            fprintf(stderr, "%s answered %d\n", form[0], reply.status);
            exit(1);
        }
    }
}

static void time_page(struct memory_app *m, const char *path, size_t records)
{
    static double us[ASKS];
    size_t bytes = 0;
    for (size_t i = 0; i < ASKS; i++) {
        double begun = now_us();
        struct reply reply = memory_app_ask(m, "GET", str_from_c(path), S(""));
        us[i] = now_us() - begun;
        bytes = reply.body.len;
        if (reply.status != 200) {
            fprintf(stderr, "%s answered %d\n", path, reply.status);
            exit(1);
        }
    }
    qsort(us, ASKS, sizeof *us, compare);
    printf("| %zu | GET %s | %.0f us | %.0f us | %zu bytes |\n", records, path, us[ASKS / 2], us[ASKS * 99 / 100],
           bytes);
}

/* Offers over 300 activities after 2,000 notes, with the page around them. */
static void many_activities(void)
{
    struct memory_app *m = memory_app_make((size_t)4 << 30);
    live(m, 2000);
    for (size_t i = LIBRARY_LEN; i < 300; i++) {
        char form[96];
        snprintf(form, sizeof form, "name=Thing+%zu&level=1&minutes=5&dimension=texture&company=alone", i);
        memory_app_post(m, S("/practice/own"), str_from_c(form));
    }
    time_page(m, "/", memory_app_log_len(m));
    time_page(m, "/practice", memory_app_log_len(m));
    memory_app_free(m);
}

/* One practice from the plan to the wind-down: six records. */
static void practise(struct memory_app *m, size_t i)
{
    static const char *const PLANS[] = {"/practice/plan/A01", "/practice/plan/A13", "/practice/plan/A15",
                                        "/practice/plan/A18", "/practice/plan/A03", "/practice/plan/A16"};
    char form[96];
    memory_app_post(m, S("/checkin"), S("weather=rain&distress=20&presence=7"));
    memory_app_post(m, str_from_c(PLANS[i % (sizeof PLANS / sizeof *PLANS)]), S("minutes=5&rhythm=180"));
    memory_app_post(m, S("/practice/check"), S("distress=10&presence=8&willingness=want&sober=1&no-pain=1&safe=1&able=1"));
    memory_app_post(m, S("/practice/begin"), S("x=1"));
    *memory_app_clock(m) += 60000;
    struct str after = memory_app_post(m, S("/practice/end"), S("x=1")).location;
    char path[96];
    if (after.len >= sizeof path || !str_starts(after, S("/practice/"))) {
        fprintf(stderr, "a practice did not begin: %.*s\n", (int)after.len, after.at);
        exit(1);
    }
    snprintf(path, sizeof path, "%.*s", (int)after.len, after.at);
    snprintf(form, sizeof form, "peak=%zu&presence=8&willingness=want&pleasant=%zu", i * 7 % 30, i * 3 % 10);
    if (memory_app_post(m, str_from_c(path), str_from_c(form)).status != 303)
        exit(1);
    *memory_app_clock(m) += 24 * 3600 * 1000;
}

/* A life of practices alone: the belief is made anew when the first page asks for it. */
static void many_practices(size_t records)
{
    struct memory_app *m = memory_app_make((size_t)4 << 30);
    double load = 1e9, first = 1e9;
    for (size_t i = 0; memory_app_log_len(m) < records; i++)
        practise(m, i);
    for (int i = 0; i < BATCH; i++) {
        double once = memory_app_reopen(m), begun = now_us();
        memory_app_ask(m, "GET", S("/"), S(""));
        double page = (now_us() - begun) / 1e3;
        load = once < load ? once : load;
        first = page < first ? page : first;
    }
    printf("| %zu | unlock (best of %d) | %.1f ms | | |\n", memory_app_log_len(m), BATCH, load);
    printf("| %zu | the first GET / after it, which makes the belief (best of %d) | %.1f ms | | |\n",
           memory_app_log_len(m), BATCH, first);
    time_page(m, "/", memory_app_log_len(m));
    time_page(m, "/practice", memory_app_log_len(m));
    time_page(m, "/offers/gathered", memory_app_log_len(m));
    memory_app_free(m);
}

/* Fifty recordings of a minute: thirty chunks of 6,000 bytes each, as a browser sends them. */
static void recordings(void)
{
    enum { RECORDINGS = 50, CHUNKS = 30, CHUNK = 6000 };
    static char form[CHUNK / 3 * 4 + 64];
    static char path[96], sound[96];
    struct memory_app *m = memory_app_make((size_t)4 << 30);
    for (size_t i = 0; i < RECORDINGS; i++) {
        struct str at = memory_app_post(m, S("/media/new"), S("sort=voice&type=audio/webm&name=A+minute")).location;
        snprintf(path, sizeof path, "/media/chunk/%.*s", 32, at.at + at.len - 32);
        snprintf(sound, sizeof sound, "/media/%.*s", 32, at.at + at.len - 32);
        for (size_t k = 1; k <= CHUNKS; k++) {
            int head = snprintf(form, sizeof form, "number=%zu%s&data=", k, k == CHUNKS ? "&last=1" : "");
            memset(form + head, 'Q', CHUNK / 3 * 4);
            form[head + CHUNK / 3 * 4] = 0;
            if (memory_app_post(m, str_from_c(path), str_from_c(form)).status != 303)
                exit(1);
        }
    }
    double load = 1e9;
    for (int i = 0; i < BATCH; i++) {
        double once = memory_app_reopen(m);
        load = once < load ? once : load;
    }
    printf("| %zu | unlock with 50 recordings of a minute (best of %d) | %.1f ms | | %d bytes of sound |\n",
           memory_app_log_len(m), BATCH, load, RECORDINGS * CHUNKS * CHUNK);
    time_page(m, "/voice", memory_app_log_len(m));
    time_page(m, "/journal", memory_app_log_len(m));
    time_page(m, sound, memory_app_log_len(m));
    memory_app_free(m);
}

int main(int argc, char **argv)
{
    static const size_t SIZES[] = {1000, 10000, 100000};
    static const char *const PAGES[] = {
        "/", "/practice", "/journal", "/journal?search=on", "/limits", "/map", "/practice/activity/A13"};
    size_t sizes = argc > 1 ? (size_t)atoi(argv[1]) : sizeof SIZES / sizeof *SIZES;
    if (sodium_init() < 0)
        return 1;
    puts("| records | what | median | 99th percentile | note |\n| --- | --- | --- | --- | --- |");
    for (size_t s = 0; s < sizes; s++) {
        struct memory_app *m = memory_app_make((size_t)4 << 30);
        live(m, SIZES[s]);
        double load = 1e9, floor = 1e9;
        for (int i = 0; i < BATCH; i++) {
            double once = memory_app_reopen(m), least = floor_ms(SIZES[s]);
            load = once < load ? once : load;
            floor = least < floor ? least : floor;
        }
        printf(
            "| %zu | unlock after key derivation (best of %d) | %.1f ms | | %.2f times libsodium alone (%.1f ms) |\n",
            SIZES[s], BATCH, load, load / floor, floor);
        /* The worst search: words that stand nowhere, so that the whole diary is read. */
        memory_app_post(m, S("/journal"), S("q=nowhere+to+be+found"));
        for (size_t p = 0; p < sizeof PAGES / sizeof *PAGES; p++)
            time_page(m, PAGES[p], SIZES[s]);
        memory_app_free(m);
        fflush(stdout);
    }
    puts("\nWith 300 activities:\n\n| records | what | median | 99th percentile | note |\n| --- | --- | --- | --- | "
         "--- |");
    many_activities();
    puts("\nWith practices only:\n\n| records | what | median | 99th percentile | note |\n| --- | --- | --- | --- | "
         "--- |");
    many_practices(1000);
    many_practices(10000);
    puts("\nWith recordings:\n\n| records | what | median | 99th percentile | note |\n| --- | --- | --- | --- | --- |");
    recordings();
    return 0;
}
