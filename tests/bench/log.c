/*
 * tests/bench/log.c - what a log costs as it grows: a note kept with the script on, something deleted, unlocking a
 * life with deletions, and a million records
 *
 *   log [RECORDS...]        default: 10000 100000 1000000
 *
 * Prints a table in Markdown.  Processor time inside the process, without HTTP or a disk.  Beside unlock stands what
 * libsodium alone needs to open as many envelopes of that size, in the same run; beside memory what the log itself takes.
 */
#define _POSIX_C_SOURCE 200809L
#include "tests/bench/floor.h"
#include "tests/support/memory_app.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { KEEPS = 200, REMOVALS = 20, BATCH = 3, WITH_DELETIONS_MOST = 100000 };

static void must(struct reply reply, int status, const char *what)
{
    if (reply.status == status)
        return;
    fprintf(stderr, "%s answered %d\n", what, reply.status);
    exit(1);
}

static void keep_note(struct memory_app *m)
{
    *memory_app_clock(m) += 3700000;
    must(memory_app_post(m, S("/journal/new"),
                         S("words=I+walked+to+the+corner+and+back.+The+dog+from+number+nine+looked+at+me.")),
         303, "a note");
}

/* The draft is kept while one types; then the note takes its place, and nothing of the draft stays. */
static void keep_note_with_script(struct memory_app *m)
{
    *memory_app_clock(m) += 3700000;
    must(memory_app_post(m, S("/draft"), S("draft=a1.&draft-at=journal/new&words=I+walked+to+the+corner")), 204, "a draft");
    must(memory_app_post(m, S("/journal/new"), S("draft=a1.&words=I+walked+to+the+corner+and+back.")), 303, "a note");
}

static void delete_newest(struct memory_app *m)
{
    char path[96] = "/journal/";
    struct reply reply = memory_app_ask(m, "GET", S("/journal"), S(""));
    struct str page = str_of_bytes(reply.body), mark = S("href=\"/journal/");
    for (size_t at; (at = str_find(page, mark)) != SIZE_MAX;) {
        page = str_after(page, at + mark.len);
        struct stamp stamp;
        if (page.len > 32 && stamp_from_text(str_first(page, 32), &stamp))
            break;
    }
    if (page.len < 32) {
        fprintf(stderr, "there is nothing to delete\n");
        exit(1);
    }
    snprintf(path, sizeof path, "/journal/%.*s/delete", 32, page.at);
    must(memory_app_post(m, str_from_c(path), S("sure=1")), 303, "deleting");
}

static double resident_mb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static void row(size_t records, const char *what, double *us, size_t len)
{
    qsort(us, len, sizeof *us, compare);
    printf("| %zu | %s | %.0f us | %.0f us | |\n", records, what, us[len / 2], us[len * 99 / 100]);
}

static void time_keeping(struct memory_app *m, size_t records)
{
    static double us[KEEPS];
    for (size_t i = 0; i < KEEPS; i++) {
        double begun = now_us();
        keep_note_with_script(m);
        us[i] = now_us() - begun;
    }
    row(records, "a note kept, script on (draft, then note)", us, KEEPS);
    for (size_t i = 0; i < REMOVALS; i++) {
        double begun = now_us();
        delete_newest(m);
        us[i] = now_us() - begun;
    }
    row(records, "a note deleted, with the diary asked before it", us, REMOVALS);
}

static void time_unlock(struct memory_app *m, const char *what)
{
    double load = 1e12, floor = 1e12;
    size_t records = memory_app_log_len(m);
    for (int i = 0; i < BATCH; i++) {
        double once = memory_app_reopen(m), least = floor_ms(records);
        load = once < load ? once : load;
        floor = least < floor ? least : floor;
    }
    printf("| %zu | %s (best of %d) | %.1f ms | | %.2f times libsodium alone (%.1f ms) |\n", records, what, BATCH, load,
           load / floor, floor);
}

static void one_size(size_t records)
{
    struct memory_app *m = memory_app_make((size_t)4 << 30);
    while (memory_app_log_len(m) < records)
        keep_note(m);
    time_unlock(m, "unlock after key derivation");
    printf("| %zu | the process at its largest, the log of this bench in memory as well | %.0f MB | | |\n", records,
           resident_mb());
    if (records <= WITH_DELETIONS_MOST)
        time_keeping(m, records);
    memory_app_free(m);
    if (records > WITH_DELETIONS_MOST)
        return;
    m = memory_app_make((size_t)4 << 30);
    for (size_t i = 1; memory_app_log_len(m) < records; i++) {
        keep_note(m);
        if (i % 20 == 0)
            delete_newest(m);
    }
    time_unlock(m, "unlock, one note in twenty deleted");
    time_keeping(m, records);
    memory_app_free(m);
}

int main(int argc, char **argv)
{
    static const size_t SIZES[] = {10000, 100000, 1000000};
    if (sodium_init() < 0)
        return 1;
    puts("| records | what | median | 99th percentile | note |\n| --- | --- | --- | --- | --- |");
    for (int i = 1; i < argc; i++)
        one_size((size_t)strtoull(argv[i], NULL, 10));
    for (size_t i = 0; argc == 1 && i < sizeof SIZES / sizeof *SIZES; i++) {
        one_size(SIZES[i]);
        fflush(stdout);
    }
    return 0;
}
