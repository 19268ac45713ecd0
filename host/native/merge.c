/*
 * host/native/merge.c - `attune merge FILE`: what the page /settings/merge does, from a terminal
 *
 * The app is asked as a browser would ask it, so that everything an opening does is done: who this device is, which
 * practice is over.  What comes of it is said in the page's own words.
 */
#define _GNU_SOURCE
#include "host/native/command.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/native/normal.h"
#include "host/native/terminal.h"

enum { SECRET_TRIES = 3 };
#define ASKED_RESERVE ((size_t)1 << 30)

struct asking {
    struct keeper *keeper;
    struct arena arena;
    struct str cookie; /* NAME=VALUE of the session */
};

static struct reply ask(struct asking *a, enum http_method method, struct str path, struct field field,
                        struct bytes file)
{
    uint8_t entropy[ENTROPY_BYTES];
    struct request request = {
        .method = method,
        .path = path,
        .form = {&field, method == HTTP_POST},
        .host = S("127.0.0.1:0"),
        .cookie = a->cookie,
        .wall_ms = wall_clock_ms(),
        .steady_ms = steady_clock_ms(),
        .entropy = {entropy, sizeof entropy},
    };
    request.zone_min = wall_zone_min(request.wall_ms);
    randombytes_buf(entropy, sizeof entropy);
    normal_request(&request, &a->arena);
    struct reply reply = keeper_answer_file(a->keeper, &request, &(struct sent_file){.bytes = file}, &a->arena);
    sodium_memzero(entropy, sizeof entropy);
    return reply;
}

/* What stands between two marks, the first time; empty if it is not there. */
static struct str between(struct str text, const char *before, const char *after)
{
    const char *at = memmem(text.at, text.len, before, strlen(before));
    if (!at)
        return S("");
    struct str rest = str_after(text, (size_t)(at - text.at) + strlen(before));
    const char *end = memmem(rest.at, rest.len, after, strlen(after));
    return end ? str_first(rest, (size_t)(end - rest.at)) : S("");
}

static bool says(struct str text, const char *words)
{
    return memmem(text.at, text.len, words, strlen(words)) != NULL;
}

/* Words of a page without its tags; a block ends a line, and an empty one makes none. */
static void print_words(FILE *to, struct str html)
{
    static const struct {
        const char *code, *sign;
    } CODES[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    bool any = false;
    while (html.len) {
        size_t len = 1;
        if (*html.at == '<') {
            const char *end = memchr(html.at, '>', html.len);
            len = end ? (size_t)(end - html.at) + 1 : html.len;
            struct str tag = str_first(html, len);
            bool ends = str_eq(tag, S("</p>")) || str_eq(tag, S("</h1>")) || str_eq(tag, S("</div>"));
            if (any && (ends || str_eq(tag, S("</dt>"))))
                fputs(ends ? "\n" : ": ", to);
            any = any && !ends;
        } else if (*html.at != '\n') {
            const char *sign = NULL;
            for (size_t i = 0; i < sizeof CODES / sizeof *CODES && !sign; i++)
                if (str_starts(html, str_from_c(CODES[i].code))) {
                    sign = CODES[i].sign;
                    len = strlen(CODES[i].code);
                }
            if (sign)
                fputs(sign, to);
            else
                fputc(*html.at, to);
            any = true;
        }
        html = str_after(html, len);
    }
    if (any)
        fputc('\n', to);
}

static enum err open_session(struct asking *a)
{
    for (int i = 0; i < SECRET_TRIES; i++) {
        struct secret secret;
        if (i > 0)
            fputs("That did not open it. Take your time and try again.\n", stderr);
        enum err e = secret_ask("Passphrase", &secret);
        if (e == ERR_TOO_LONG)
            continue;
        if (e)
            return e;
        struct reply reply =
            ask(a, HTTP_POST, S("/unlock"), (struct field){S("passphrase"), secret_str(&secret)}, (struct bytes){0});
        secret_free(&secret);
        struct str rest;
        str_cut(reply.set_cookie, ';', &a->cookie, &rest);
        if (app_is_open(a->keeper->app) && a->cookie.len)
            return ERR_OK;
    }
    return ERR_NOT_OPENED;
}

static int bring_in(struct asking *a, struct bytes file)
{
    struct reply page = ask(a, HTTP_GET, S("/settings/merge"), (struct field){0}, (struct bytes){0});
    struct str token = between(str_of_bytes(page.body), "name=\"token\" value=\"", "\"");
    struct reply reply = ask(a, HTTP_POST, S("/settings/merge"), (struct field){S("token"), token}, file);
    struct str main = between(str_of_bytes(reply.body), "<main", "</main>");
    struct str problem = between(main, "role=\"alert\">", "</p>");
    if (reply.status != 200 || problem.len || says(main, "action=\"/settings/merge\"")) {
        if (problem.len)
            print_words(stderr, problem);
        else
            fputs("It could not be brought in. Nothing was changed.\n", stderr);
        return EXIT_PROBLEM;
    }
    /* What somebody wrote is shown on a page, and not here. */
    struct str said = between(main, ">", "<section");
    print_words(stdout, said.len ? said : between(main, ">", "<p class=\"actions\""));
    return EXIT_FINE;
}

static enum err file_take(const char *path, struct bytes *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_STORAGE;
    bool is_file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
    void *at = is_file ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (at == MAP_FAILED)
        return is_file ? ERR_NO_ROOM : ERR_MALFORMED;
    *out = (struct bytes){at, (size_t)st.st_size};
    return ERR_OK;
}

static int say_why_not(enum err e)
{
    if (e == ERR_TRUNCATED)
        fputs("No passphrase came, so nothing was opened.\n", stderr);
    else
        fputs("That did not open it. Nothing was changed.\n", stderr);
    return EXIT_PROBLEM;
}

static int merge_into(struct keeper *keeper, struct bytes file)
{
    void *memory =
        mmap(NULL, ASKED_RESERVE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        fputs("This machine has too little free memory right now. Close something and try again.\n", stderr);
        return EXIT_PROBLEM;
    }
    madvise(memory, ASKED_RESERVE, MADV_DONTDUMP);
    struct asking asking = {.keeper = keeper, .arena = arena_on(memory, ASKED_RESERVE)};
    enum err e = open_session(&asking);
    int code = e ? say_why_not(e) : bring_in(&asking, file);
    sodium_memzero(memory, (size_t)(asking.arena.at - (uint8_t *)memory));
    munmap(memory, ASKED_RESERVE);
    return code;
}

int command_merge(const struct options *options)
{
    struct keeper keeper;
    struct bytes file;
    enum err e = file_take(options->file, &file);
    if (e == ERR_NOT_FOUND) {
        fprintf(stderr, "There is no file %s.\n", options->file);
        return EXIT_PROBLEM;
    }
    if (e) {
        fprintf(stderr, "%s is not a backup that this attune can read. Nothing was changed.\n", options->file);
        return EXIT_PROBLEM;
    }
    e = keeper_open(options->dir, false, SEAL_COST_NORMAL, &keeper);
    if (!e && !store_has_vault(keeper.store)) {
        keeper_close(&keeper);
        e = ERR_NOT_FOUND;
    }
    int code = e ? say_why(e, options->dir) : merge_into(&keeper, file);
    if (!e)
        keeper_close(&keeper);
    munmap((void *)(uintptr_t)file.at, file.len);
    return code;
}
