/*
 * tests/demo/every_page.c - every page of a demo asked over a real socket, as a browser would
 *
 * A server in a child, a small HTTP client here.  First all pages while locked, then all of them open, then every link
 * that was found.  Each is printed with its status, time and size; anything that is not as it should be makes the exit
 * code 1.  Also what `./run --check` starts, so it is built where the tests are not.
 */
#define _GNU_SOURCE
#include "base/folding.h"
#include "pages/route.h"
#include "pages/frame/words.h"

#include <arpa/inet.h>
#include <limits.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host/native/demo.h"
#include "host/native/process.h"

enum {
    PATHS_MAX = 1024,
    CRAWL_MAX = 400,
    STAMP_TEXT = 32,
    ANSWER_MAX = 16 << 20,
    PATIENCE_S = 600,
};
#define CHECK_RESERVE ((size_t)512 << 20)

struct got {
    int status;
    struct str head, body;
    double ms;
    size_t bytes;
};

struct path_list {
    struct str at[PATHS_MAX];
    size_t len;
};

struct check {
    unsigned port;
    struct str passphrase; /* of the demo */
    struct arena *arena;
    struct str cookie;      /* empty while locked */
    struct path_list links; /* found in answers, each once */
    struct path_list asked;
    size_t pages, problems;
    bool gone; /* no answer came; there is no sense in asking on */
    double slowest_ms;
    struct str slowest;
};

/* ---- the client ---- */

static int connect_to(unsigned port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

static bool send_all(int fd, struct str text)
{
    while (text.len) {
        ssize_t sent = send(fd, text.at, text.len, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        text = str_after(text, (size_t)sent);
    }
    return true;
}

/* Read until the other side closes. */
static struct str read_all(int fd, struct arena *arena)
{
    struct buf all = buf_on(arena);
    uint8_t piece[16384];
    ssize_t got;
    while (all.len < ANSWER_MAX && (got = read(fd, piece, sizeof piece)) > 0)
        buf_put_bytes(&all, (struct bytes){piece, (size_t)got});
    return buf_str(&all);
}

static double clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct str request_text(const struct check *check, bool post, struct str path, struct str form)
{
    struct buf b = buf_on(check->arena);
    buf_put(&b, post ? S("POST ") : S("GET "));
    buf_put(&b, path);
    buf_put(&b, S(" HTTP/1.1\r\nHost: 127.0.0.1:"));
    buf_put_u64(&b, check->port);
    buf_put(&b, S("\r\nConnection: close\r\n"));
    if (check->cookie.len) {
        buf_put(&b, S("Cookie: "));
        buf_put(&b, check->cookie);
        buf_put(&b, S("\r\n"));
    }
    if (post) {
        buf_put(&b, S("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "));
        buf_put_u64(&b, form.len);
        buf_put(&b, S("\r\n"));
    }
    buf_put(&b, S("\r\n"));
    buf_put(&b, form);
    return buf_str(&b);
}

/* status 0: no answer came. */
static struct got ask(const struct check *check, bool post, struct str path, struct str form)
{
    struct got answer = {0};
    double start = clock_ms();
    int fd = connect_to(check->port);
    if (fd < 0)
        return answer;
    struct str all = S("");
    if (send_all(fd, request_text(check, post, path, form)))
        all = read_all(fd, check->arena);
    close(fd);
    answer.ms = clock_ms() - start;
    size_t end = str_find(all, S("\r\n\r\n"));
    uint64_t status;
    if (end == SIZE_MAX || !str_starts(all, S("HTTP/1.1 ")) ||
        !str_to_u64(str_first(str_after(all, 9), 3), 599, &status))
        return answer;
    answer.status = (int)status;
    answer.head = str_first(all, end + 2);
    answer.body = str_after(all, end + 4);
    answer.bytes = answer.body.len;
    return answer;
}

/* The value of a header; empty if it is not there. */
static struct str header_of(const struct got *answer, struct str name)
{
    struct str rest = answer->head, line, key, value;
    while (rest.len) {
        str_cut(rest, '\n', &line, &rest);
        if (str_cut(line, ':', &key, &value) && key.len == name.len && fold_find(key, name, NULL) == 0)
            return str_trim(value);
    }
    return S("");
}

/* ---- links ---- */

static bool list_has(const struct path_list *list, struct str path)
{
    for (size_t i = 0; i < list->len; i++)
        if (str_eq(list->at[i], path))
            return true;
    return false;
}

static void list_add(struct path_list *list, struct str path)
{
    if (list->len < PATHS_MAX && !list_has(list, path))
        list->at[list->len++] = path;
}

static struct str link_plain(struct str link, struct arena *arena)
{
    struct str text, fragment;
    struct buf b = buf_on(arena);
    str_cut(link, '#', &text, &fragment);
    while (text.len) {
        bool ampersand = str_starts(text, S("&amp;"));
        buf_put_byte(&b, (uint8_t)text.at[0]);
        text = str_after(text, ampersand ? 5 : 1);
    }
    return buf_str(&b);
}

static void links_find(struct check *check, struct str html, struct str attribute)
{
    size_t at;
    while ((at = str_find(html, attribute)) != SIZE_MAX) {
        struct str link;
        str_cut(str_after(html, at + attribute.len), '"', &link, &html);
        if (str_starts(link, S("/")) && !str_starts(link, S("//")))
            list_add(&check->links, link_plain(link, check->arena));
    }
}

/* ---- what must hold ---- */

static void say_problem(struct check *check, struct str path, const char *words)
{
    check->problems++;
    printf("PROBLEM %.*s: %s\n", (int)path.len, path.at, words);
}

static void check_headers(struct check *check, struct str path, const struct got *answer)
{
    struct str type = header_of(answer, S("Content-Type"));
    bool file = str_starts(type, S("text/css")) || str_starts(type, S("text/javascript")) ||
                str_starts(type, S("application/javascript")) || str_starts(type, S("image/"));
    if (!str_starts(header_of(answer, S("Content-Security-Policy")), S("default-src 'none';")))
        say_problem(check, path, "no Content-Security-Policy that begins with nothing allowed");
    if (!file && !str_eq(header_of(answer, S("Cache-Control")), S("no-store")))
        say_problem(check, path, "may be stored by the browser");
    if (!str_eq(header_of(answer, S("X-Content-Type-Options")), S("nosniff")))
        say_problem(check, path, "no X-Content-Type-Options");
    if (!str_eq(header_of(answer, S("Referrer-Policy")), S("same-origin")))
        say_problem(check, path, "its address may be told to others by the Referer header");
    if (answer->status == 200 && str_starts(type, S("text/html")) && !str_ends(str_trim(answer->body), S("</html>")))
        say_problem(check, path, "the page does not end with </html>");
}

static struct got look(struct check *check, struct str path)
{
    struct got answer = ask(check, false, path, S(""));
    printf("%3d %.*s %.0f ms %zu bytes\n", answer.status, (int)path.len, path.at, answer.ms, answer.bytes);
    check->pages++;
    list_add(&check->asked, path);
    if (answer.ms > check->slowest_ms) {
        check->slowest_ms = answer.ms;
        check->slowest = path;
    }
    if (answer.status == 0) {
        say_problem(check, path, "no answer; the server is gone");
        check->gone = true;
        return answer;
    }
    check_headers(check, path, &answer);
    links_find(check, answer.body, S(" href=\""));
    links_find(check, answer.body, S(" src=\""));
    struct str on = header_of(&answer, S("Location"));
    if (str_starts(on, S("/")))
        list_add(&check->links, link_plain(on, check->arena));
    return answer;
}

/* ---- rows with a * ---- */

/* What the library, the questions, the tools and the lessons can stand in for. */
static struct str known_part(struct str pattern)
{
    if (str_find(pattern, S("*")) == SIZE_MAX)
        return S("");
    if (str_starts(pattern, S("/ground/")))
        return WORDS_COMPILED.ground.at[0].id;
    if (str_starts(pattern, S("/intake/")))
        return WORDS_COMPILED.chapters.at[0].id;
    if (str_starts(pattern, S("/learn/rehearse/")))
        return WORDS_COMPILED.rehearsals.at[0].id;
    if (str_starts(pattern, S("/learn/scripts/")))
        return WORDS_COMPILED.scripts.at[0].id;
    if (str_starts(pattern, S("/limits/tested/")) || str_starts(pattern, S("/limits/repair/")))
        return S("need");
    if (str_eq(pattern, S("/work/*/rhythm")))
        return S("review");
    if (str_starts(pattern, S("/learn/words/")))
        return WORDS_COMPILED.glossary.at[0].id;
    if (str_starts(pattern, S("/learn/")))
        return WORDS_COMPILED.lessons.at[0].id;
    if (str_starts(pattern, S("/practice/activity/")) || str_starts(pattern, S("/practice/plan/")))
        return LIBRARY[0].id;
    return S("");
}

/* What a second * can stand for. */
static struct str second_part(struct str pattern)
{
    if (str_starts(pattern, S("/learn/rehearse/")))
        return WORDS_COMPILED.rehearsals.at[0].scenes.at[0].id;
    return str_starts(pattern, S("/learn/scripts/")) ? S("short") : S("whole");
}

static struct str filled(const struct check *check, struct str pattern, struct str part)
{
    struct str before, after, between, rest;
    if (!str_cut(pattern, '*', &before, &after))
        return pattern;
    if (!str_cut(after, '*', &between, &rest))
        return STR_JOIN(check->arena, before, part, after);
    return STR_JOIN(check->arena, before, part, between, second_part(pattern), rest);
}

/* The first item named in a link, from *from on; *from is left behind it. */
static struct str stamp_in_links(const struct check *check, size_t *from)
{
    for (; *from < check->links.len; ++*from) {
        struct str rest = check->links.at[*from], piece;
        struct stamp stamp;
        while (rest.len) {
            str_cut(rest, '/', &piece, &rest);
            str_cut(piece, '?', &piece, &(struct str){0});
            if (piece.len == STAMP_TEXT && stamp_from_text(piece, &stamp)) {
                ++*from;
                return piece;
            }
        }
    }
    return S("");
}

static bool row_was_asked(const struct check *check, const struct route *row)
{
    for (size_t i = 0; i < check->asked.len; i++) {
        struct str parts[PATH_PARTS_MAX], path, query;
        str_cut(check->asked.at[i], '?', &path, &query);
        if (route_find(false, path, parts) == row)
            return true;
    }
    return false;
}

/* ---- the rounds ---- */

static void round_locked(struct check *check)
{
    for (size_t i = 0; i < ROUTES_LEN && !check->gone; i++) {
        const struct route *row = &ROUTES[i];
        struct str part = known_part(row->pattern);
        if (row->post)
            continue;
        struct str path = filled(check, row->pattern, part.len ? part : S("00000000000000010000000000000001"));
        struct got answer = look(check, path);
        bool to_lock = answer.status == 303 && str_eq(header_of(&answer, S("Location")), S("/"));
        if (row->access == ACCESS_OPEN && !to_lock)
            say_problem(check, path, "can be asked while locked");
        if (row->access == ACCESS_ANYONE && answer.status != 200 && answer.status != 303)
            say_problem(check, path, "does not answer while locked");
    }
}

static bool unlock(struct check *check)
{
    struct buf form = buf_on(check->arena);
    buf_put(&form, S("passphrase="));
    form_put_escaped(&form, check->passphrase);
    struct got answer = ask(check, true, S("/unlock"), buf_str(&form));
    struct str cookie = header_of(&answer, S("Set-Cookie")), rest;
    printf("%3d /unlock %.0f ms\n", answer.status, answer.ms);
    str_cut(cookie, ';', &check->cookie, &rest);
    if (answer.status == 303 && check->cookie.len)
        return true;
    say_problem(check, S("/unlock"), "the passphrase did not open it");
    return false;
}

static void look_open(struct check *check, struct str path)
{
    struct got answer = look(check, path);
    if (answer.status >= 400)
        say_problem(check, path, "is linked or listed, but does not answer");
}

static void round_open(struct check *check)
{
    for (size_t i = 0; i < ROUTES_LEN && !check->gone; i++) {
        struct str pattern = ROUTES[i].pattern, part = known_part(pattern);
        if (!ROUTES[i].post && (part.len || str_find(pattern, S("*")) == SIZE_MAX))
            look_open(check, filled(check, pattern, part));
    }
}

static void round_links(struct check *check)
{
    size_t crawled = 0;
    for (size_t i = 0; i < check->links.len && crawled < CRAWL_MAX && !check->gone; i++) {
        if (list_has(&check->asked, check->links.at[i]))
            continue;
        crawled++;
        look_open(check, check->links.at[i]);
    }
}

/* Rows that no link led to: an item that some link names may still fit. */
static void round_left_over(struct check *check)
{
    for (size_t i = 0; i < ROUTES_LEN && !check->gone; i++) {
        size_t from = 0;
        struct str item;
        if (ROUTES[i].post || row_was_asked(check, &ROUTES[i]))
            continue;
        while ((item = stamp_in_links(check, &from)).len) {
            struct str path = filled(check, ROUTES[i].pattern, item);
            if (ask(check, false, path, S("")).status == 200) {
                look_open(check, path);
                break;
            }
        }
        if (!item.len)
            say_problem(check, ROUTES[i].pattern, "no page of the demo leads here");
    }
}

static void check_all(struct check *check)
{
    puts("Locked:");
    round_locked(check);
    check->asked.len = 0;
    check->links.len = 0;
    puts("Open:");
    if (check->gone || !unlock(check))
        return;
    round_open(check);
    round_links(check);
    round_left_over(check);
}

/* ---- the server ---- */

/* What the child tells once it listens; port 0: it does not. */
struct told {
    unsigned port;
    char dir[PATH_MAX];
    char passphrase[DEMO_PASSPHRASE_MAX];
};

static int serve_demo(int tell)
{
    struct demo demo;
    struct server *server = NULL;
    struct told told = {0};
    signals_wait();
    enum err e = demo_begin(&demo) ? server_start(&demo.keeper, 0, &server, &told.port) : ERR_STORAGE;
    memcpy(told.dir, demo.dir, sizeof told.dir);
    memcpy(told.passphrase, demo.passphrase, sizeof told.passphrase);
    if (write(tell, &told, sizeof told) != (ssize_t)sizeof told)
        e = ERR_STORAGE;
    close(tell);
    if (!e)
        server_run(server, -1);
    server_stop(server);
    demo_end(&demo);
    return e ? EXIT_PROBLEM : EXIT_FINE;
}

static pid_t start_child(struct told *told)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    pid_t parent = getpid();
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* a check that was ended leaves no server behind */
        _exit(getppid() == parent ? serve_demo(ends[1]) : EXIT_PROBLEM);
    }
    close(ends[1]);
    if (child > 0 && read(ends[0], told, sizeof *told) != (ssize_t)sizeof *told)
        *told = (struct told){0};
    close(ends[0]);
    return child;
}

static bool end_child(pid_t child)
{
    int how = 0;
    kill(child, SIGTERM);
    return waitpid(child, &how, 0) == child && WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static int say_result(const struct check *check)
{
    if (check->problems)
        printf("%zu pages asked, %zu %s.\n", check->pages, check->problems,
               check->problems == 1 ? "problem" : "problems");
    else
        printf("%zu pages asked, all fine; the slowest took %.0f ms (%.*s).\n", check->pages, check->slowest_ms,
               (int)check->slowest.len, check->slowest.at);
    return check->problems ? EXIT_PROBLEM : EXIT_FINE;
}

int main(void)
{
    process_guard();
    if (sodium_init() < 0)
        return EXIT_PROBLEM;
    void *memory =
        mmap(NULL, CHECK_RESERVE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return say_why(ERR_NO_ROOM, "");
    struct arena arena = arena_on(memory, CHECK_RESERVE);
    struct check *check = ARENA_NEW(&arena, struct check);
    check->arena = &arena;
    struct told *told = ARENA_NEW(&arena, struct told);
    pid_t child = start_child(told);
    check->port = told->port;
    check->passphrase = str_from_c(told->passphrase);
    if (child < 0)
        return say_why(ERR_NO_ROOM, "");
    if (check->port)
        check_all(check);
    else
        say_problem(check, S("/"), "the demo did not start");
    if (!end_child(child)) {
        say_problem(check, S("/"), "the server did not end well");
        demo_remove(told->dir);
    }
    int code = say_result(check);
    munmap(memory, CHECK_RESERVE);
    return code;
}
