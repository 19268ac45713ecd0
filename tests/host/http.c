/*
 * tests/host/http.c - the real server on a real socket, spoken to by browsers, strangers and noise
 *
 * Each test has its own server in a child process with a vault in a new directory.  A server that ends badly,
 * or that a sanitizer ends, fails the test that it served.
 */
#define _GNU_SOURCE
#include "pages/route.h" /* before <limits.h>, whose TEXT_LINE_MAX is another */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/sockios.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host/native/door.h"
#include "host/native/peer.h"
#include "host/native/serve.h"

#define PASSPHRASE "lantern tuesday moss violin"
#define AS_TYPED "lantern+tuesday+moss+violin"

static const struct seal_cost CHEAP = {.passes = 1, .memory_bytes = 8 << 10};

/* The patience is only there so that a failure ends. */
enum { ANSWER_MAX = 1 << 20, ANSWERS_HELD = 4, PATIENCE_S = 600 };

struct served {
    pid_t child;
    unsigned port;
    char dir[64];
    char cookie[128]; /* of the session, "" for none */
    char token[64];
};

/* An answer; it stays until the fourth one after it. */
struct got {
    int status;
    char *head, *body;
};

/* ---- the clock ---- */

/*
 * The server's clocks stand still, and go on when a test says so: how long a machine takes for anything is in no check.
 * The time that has been let pass lies in memory which the test and the server share.
 */
static int64_t *passed_ms;
static struct timespec begun[CLOCK_BOOTTIME + 1];

int __real_clock_gettime(clockid_t clock, struct timespec *out);
int __wrap_clock_gettime(clockid_t clock, struct timespec *out);
int __wrap_clock_gettime(clockid_t clock, struct timespec *out)
{
    *out = begun[clock];
    int64_t ns = out->tv_nsec + *passed_ms % 1000 * 1000000;
    out->tv_sec += *passed_ms / 1000 + ns / 1000000000;
    out->tv_nsec = ns % 1000000000;
    return 0;
}

static void clocks_stop(void)
{
    passed_ms = mmap(NULL, sizeof *passed_ms, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(passed_ms, MAP_FAILED);
    for (clockid_t clock = 0; clock <= CLOCK_BOOTTIME; clock++)
        __real_clock_gettime(clock, &begun[clock]);
}

/* Only while no answer is awaited. */
static void pass_ms(int64_t ms)
{
    *passed_ms += ms;
}

/* ---- the server ---- */

static void serve(const char *dir, int tell)
{
    struct keeper keeper = {0};
    struct server *server = NULL;
    unsigned port = 0;
    enum err e = keeper_open(dir, true, CHEAP, &keeper);
    if (!e)
        e = server_start(&keeper, 0, &server, &port);
    if (write(tell, &port, sizeof port) != (ssize_t)sizeof port)
        e = ERR_STORAGE;
    close(tell);
    if (!e)
        server_run(server, -1);
    server_stop(server);
    keeper_close(&keeper);
    exit(e ? 1 : 0); /* by exit, so that a leak is found */
}

/* On the directory that it names. */
static void start_on(struct served *app)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    /* Blocked before the fork, so that an early SIGTERM waits for server_run. */
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    app->child = fork();
    if (app->child == 0) {
        close(ends[0]);
        char dir[sizeof app->dir];
        strcpy(dir, app->dir);
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that dies leaves nothing running */
        signal(SIGXFSZ, SIG_IGN);         /* as process_guard has it */
        serve(dir, ends[1]);
    }
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
    close(ends[1]);
    assert_int_equal(read(ends[0], &app->port, sizeof app->port), sizeof app->port);
    close(ends[0]);
    assert_int_not_equal(app->port, 0);
}

static int start(void **state)
{
    static struct served app; /* one at a time; static, so that no child leaks it */
    app = (struct served){.dir = "/tmp/attune-http-XXXXXX"};
    assert_non_null(mkdtemp(app.dir));
    start_on(&app);
    *state = &app;
    return 0;
}

static void remove_dir(const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *one; dir && (one = readdir(dir));)
        if (one->d_name[0] != '.')
            unlinkat(dirfd(dir), one->d_name, 0);
    if (dir)
        closedir(dir);
    rmdir(path);
}

static int stop(void **state)
{
    struct served *app = *state;
    int how = 0;
    kill(app->child, SIGTERM);
    waitpid(app->child, &how, 0);
    remove_dir(app->dir);
    if (WIFEXITED(how) && WEXITSTATUS(how) == 0)
        return 0;
    print_error("the server ended badly (%d)\n", how);
    return -1;
}

/* ---- the client ---- */

static int connect_to(const struct served *app)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)app->port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

/* A server may hang up on noise before it has read it all. */
static void send_what_it_takes(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes += sent;
        len -= (size_t)sent;
    }
}

static struct got read_answer(int fd)
{
    static char held[ANSWERS_HELD][ANSWER_MAX];
    static size_t next;
    struct got got = {.head = held[next++ % ANSWERS_HELD]};
    size_t len = 0;
    ssize_t more;
    while (len < ANSWER_MAX - 1 && (more = read(fd, got.head + len, ANSWER_MAX - 1 - len)) > 0)
        len += (size_t)more;
    got.head[len] = '\0';
    char *end = strstr(got.head, "\r\n\r\n");
    got.body = end ? end + 4 : got.head + len;
    if (end)
        end[2] = '\0';
    if (sscanf(got.head, "HTTP/1.1 %d", &got.status) != 1)
        got.status = 0;
    return got;
}

static struct got exchange(const struct served *app, const char *bytes, size_t len)
{
    int fd = connect_to(app);
    send_what_it_takes(fd, bytes, len);
    struct got got = read_answer(fd);
    close(fd);
    return got;
}

/* `extra`: whole header lines. */
static struct got request(const struct served *app, const char *method, const char *path, const char *host,
                          const char *extra, const char *form)
{
    size_t size = strlen(path) + strlen(extra) + (form ? strlen(form) : 0) + 1024;
    char *text = malloc(size);
    char ours[32];
    snprintf(ours, sizeof ours, "127.0.0.1:%u", app->port);
    assert_non_null(text);
    int len = snprintf(text, size, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s%s%s%s", method, path,
                       host ? host : ours, extra, app->cookie[0] ? "Cookie: " : "", app->cookie,
                       app->cookie[0] ? "\r\n" : "");
    if (form)
        len += snprintf(text + len, size - (size_t)len,
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                        strlen(form), form);
    else
        len += snprintf(text + len, size - (size_t)len, "\r\n");
    struct got got = exchange(app, text, (size_t)len);
    free(text);
    return got;
}

static struct got get(const struct served *app, const char *path)
{
    return request(app, "GET", path, NULL, "", NULL);
}

static struct got post(const struct served *app, const char *path, const char *form)
{
    return request(app, "POST", path, NULL, "", form);
}

static void expect_status(struct got got, int status)
{
    assert_int_equal(got.status, status);
}

/* The value of a header into out; "" if it is not there. */
static void header_of(const struct got *got, const char *name, char *out, size_t size)
{
    const char *at = strcasestr(got->head, name);
    out[0] = '\0';
    if (!at)
        return;
    at += strlen(name) + strspn(at + strlen(name), ": ");
    snprintf(out, size, "%.*s", (int)strcspn(at, "\r\n"), at);
}

static void expect_redirect(struct got got, const char *to)
{
    char location[512];
    header_of(&got, "\nLocation", location, sizeof location);
    assert_int_equal(got.status, 303);
    assert_string_equal(location, to);
}

static void value_on_page(const char *page, const char *name, char *out, size_t size)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "name=\"%s\" value=\"", name);
    const char *at = strstr(page, wanted);
    assert_non_null(at);
    at += strlen(wanted);
    snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
}

static void take_session(struct served *app, struct got *got)
{
    char cookie[256];
    assert_int_equal(got->status, 303);
    header_of(got, "\nSet-Cookie", cookie, sizeof cookie);
    assert_int_not_equal(cookie[0], 0);
    snprintf(app->cookie, sizeof app->cookie, "%.*s", (int)strcspn(cookie, ";"), cookie);
    struct got page = get(app, "/checkin");
    assert_int_equal(page.status, 200);
    value_on_page(page.body, "token", app->token, sizeof app->token);
}

static void unlock(struct served *app)
{
    struct got got = post(app, "/unlock", "passphrase=" AS_TYPED);
    take_session(app, &got);
}

static int start_open(void **state)
{
    start(state);
    struct served *app = *state;
    struct got got = post(app, "/make", "passphrase=" AS_TYPED "&again=" AS_TYPED "&adult=1");
    take_session(app, &got);
    return 0;
}

static void lock(struct served *app)
{
    struct got got = post(app, "/lock", "");
    assert_int_equal(got.status, 303);
}

/* A check-in with these words (form-encoded) and this form's own number. */
static struct got keep_words(const struct served *app, const char *words, const char *once)
{
    char form[1024];
    snprintf(form, sizeof form, "token=%s&once=%s&weather=1&words=%s", app->token, once, words);
    return post(app, "/checkin", form);
}

/* Everything that was kept, as a person asks for it. */
static struct got export(const struct served *app)
{
    char form[128];
    snprintf(form, sizeof form, "token=%s", app->token);
    return post(app, "/settings/export", form);
}

/* How often words stand among everything that was kept. */
static int times_kept(const struct served *app, const char *words)
{
    struct got got = export(app);
    int times = 0;
    assert_int_equal(got.status, 200);
    assert_non_null(strstr(got.body, "\"events\""));
    for (const char *at = got.body; (at = strstr(at, words)); at++)
        times++;
    return times;
}

static bool page_has(struct got got, const char *words)
{
    return strstr(got.body, words) != NULL;
}

static void rest_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

#define ONCE_A "00112233445566778899aabbccddeeff"
#define ONCE_B "ffeeddccbbaa99887766554433221100"

/* ---- the passphrase as keyboards give it ---- */

/* An o with two dots in one character or in two, and two kinds of space: the same words. */
static void a_passphrase_opens_in_every_spelling_of_its_words(void **state)
{
    struct served *app = *state;
    struct got made =
        post(app, "/make", "passphrase=gro%CC%88%C3%9Fe%E3%80%80vier+stille&again=gr%C3%B6%C3%9Fe+vier+stille&adult=1");
    take_session(app, &made);
    lock(app);
    struct got wrong = post(app, "/unlock", "passphrase=Gr%C3%B6%C3%9Fe+vier+stille");
    expect_status(wrong, 200);
    assert_true(page_has(wrong, "That did not open it") && page_has(wrong, "Capital letters count"));
    struct got got = post(app, "/unlock", "passphrase=gr%C3%B6%C3%9Fe+vier+stille");
    take_session(app, &got);
    lock(app);
    got = post(app, "/unlock", "passphrase=gro%CC%88%C3%9Fe+vier%C2%A0stille");
    take_session(app, &got);
}

static void a_passphrase_with_a_sign_that_no_keyboard_shows_is_not_taken(void **state)
{
    struct served *app = *state;
    static const char *const FORMS[] = {"passphrase=four%09quiet+stones&again=four%09quiet+stones&adult=1",
                                        "passphrase=four%C2%85quiet+stones&again=four%C2%85quiet+stones&adult=1",
                                        "passphrase=four%1Bquiet+stones&again=four%1Bquiet+stones&adult=1"};
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
        assert_true(page_has(post(app, "/make", FORMS[i]), "a sign in it that cannot be seen"));
}

/* ---- who may speak ---- */

static void foreign_host_is_refused(void **state)
{
    struct served *app = *state;
    char other[64];
    /* The session's own cookie does not help: a name that was pointed here would bring it along. */
    expect_status(request(app, "GET", "/", "attune.example", "", NULL), 403);
    expect_status(request(app, "GET", "/settings", "attune.example:80", "", NULL), 403);
    expect_status(request(app, "POST", "/leave", "attune.example", "", ""), 403);
    snprintf(other, sizeof other, "127.0.0.1:%u", app->port ^ 1);
    expect_status(request(app, "GET", "/", other, "", NULL), 403);
    snprintf(other, sizeof other, "127.0.0.1.attune.example:%u", app->port);
    expect_status(request(app, "GET", "/", other, "", NULL), 403);
    snprintf(other, sizeof other, "localhost:%u", app->port);
    expect_status(request(app, "GET", "/", other, "", NULL), 200);
}

static void foreign_origin_may_post_nothing(void **state)
{
    struct served *app = *state;
    char form[256], own[64];
    snprintf(form, sizeof form, "token=%s&once=" ONCE_A "&weather=1&words=foreign+heron", app->token);
    expect_status(request(app, "POST", "/checkin", NULL, "Origin: https://attune.example\r\n", form), 403);
    expect_status(request(app, "POST", "/checkin", NULL, "Origin: null\r\n", form), 403);
    expect_status(request(app, "POST", "/leave", NULL, "Origin: http://127.0.0.1:1\r\n", ""), 403);
    assert_int_equal(times_kept(app, "foreign heron"), 0);
    snprintf(own, sizeof own, "Origin: http://127.0.0.1:%u\r\n", app->port);
    expect_status(request(app, "POST", "/checkin", NULL, own, form), 303);
    assert_int_equal(times_kept(app, "foreign heron"), 1);
}

static void unknown_method_is_refused(void **state)
{
    struct served *app = *state;
    expect_status(request(app, "DELETE", "/settings", NULL, "", NULL), 405);
    expect_status(request(app, "PUT", "/checkin", NULL, "", "words=put"), 405);
    expect_status(request(app, "BREW", "/", NULL, "", NULL), 405);
    expect_status(get(app, "/settings"), 200);
}

static void a_leave_address_of_ones_own_is_let_through_and_no_more(void **state)
{
    struct served *app = *state;
    char form[256], value[512];
    snprintf(form, sizeof form,
             "token=%s&once=" ONCE_A "&setting=leave&choice=own&words=https%%3A%%2F%%2Fa.example%%2Fb%%3Bc",
             app->token);
    expect_status(post(app, "/settings", form), 303);
    struct got got = get(app, "/settings");
    header_of(&got, "\nContent-Security-Policy", value, sizeof value);
    assert_non_null(strstr(value, "form-action 'self' https://a.example"));
    assert_null(strstr(value, "b;c"));
    got = post(app, "/leave", "");
    expect_redirect(got, "https://a.example/b;c");
}

static void head_gives_no_body(void **state)
{
    struct served *app = *state;
    struct got got = request(app, "HEAD", "/ground", NULL, "", NULL);
    assert_int_equal(got.status, 200);
    assert_string_equal(got.body, "");
}

/* ---- what every answer carries ---- */

static void session_cookie_is_out_of_reach_of_scripts_and_sites(void **state)
{
    struct served *app = *state;
    char cookie[256], wanted[64];
    lock(app);
    struct got got = post(app, "/unlock", "passphrase=" AS_TYPED);
    header_of(&got, "\nSet-Cookie", cookie, sizeof cookie);
    snprintf(wanted, sizeof wanted, "s%u=", app->port); /* cookies know no ports: the name keeps two apps apart */
    assert_memory_equal(cookie, wanted, strlen(wanted));
    assert_int_equal(strspn(cookie + strlen(wanted), "0123456789abcdef"), 32);
    assert_string_equal(strchr(cookie, ';'), "; Path=/; HttpOnly; SameSite=Strict");
}

/* What a Range header gets of a recording of ten letters: the status, the letters, where they stand. */
static void expect_range(const struct served *app, const char *path, const char *range, int status, const char *letters,
                         const char *where)
{
    char extra[128], value[128];
    snprintf(extra, sizeof extra, "Range: %s\r\n", range);
    struct got got = request(app, "GET", path, NULL, extra, NULL);
    expect_status(got, status);
    assert_string_equal(got.body, letters);
    header_of(&got, "\nContent-Range", value, sizeof value);
    assert_string_equal(value, where);
    header_of(&got, "\nCache-Control", value, sizeof value);
    assert_string_equal(value, "no-store");
}

static void a_part_of_a_recording_can_be_asked_for(void **state)
{
    struct served *app = *state;
    char form[512], path[128], location[256];
    snprintf(form, sizeof form, "token=%s&once=%032d&sort=voice&type=audio%%2Fogg&name=Rain", app->token, 1);
    struct got got = post(app, "/media/new", form);
    expect_status(got, 303);
    header_of(&got, "\nLocation", location, sizeof location);
    const char *id = strrchr(location, '/');
    assert_non_null(id);
    snprintf(path, sizeof path, "/media/chunk%s", id);
    snprintf(form, sizeof form, "token=%s&once=%032d&number=1&last=1&data=YWJjZGVmZ2hpag", app->token, 2); /* a to j */
    expect_status(post(app, path, form), 303);
    snprintf(path, sizeof path, "/media%s", id);
    got = get(app, path);
    expect_status(got, 200);
    assert_string_equal(got.body, "abcdefghij");
    header_of(&got, "\nAccept-Ranges", location, sizeof location);
    assert_string_equal(location, "bytes");
    expect_range(app, path, "bytes=0-", 206, "abcdefghij", "bytes 0-9/10");
    expect_range(app, path, "bytes=3-5", 206, "def", "bytes 3-5/10");
    expect_range(app, path, "bytes=9-99999999999", 206, "j", "bytes 9-9/10");
    static const char *const WHOLE[] = {
        "bytes=10-", "bytes=5-4", "bytes=-3", "bytes=", "bytes=0-1,4-5", "letters=0-1", "bytes=99999999999999999999-",
        "bytes=a-b"};
    for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++)
        expect_range(app, path, WHOLE[i], 200, "abcdefghij", "");
    snprintf(form, sizeof form, "token=%s", app->token);
    got = request(app, "POST", "/settings/export", NULL, "Range: bytes=0-1\r\n", form); /* words come whole */
    expect_status(got, 200);
    lock(app);
    got = request(app, "GET", path, NULL, "Range: bytes=0-1\r\n", NULL);
    assert_int_not_equal(got.status, 206);
    assert_null(strstr(got.body, "abc"));
}

static void pages_allow_nothing_from_elsewhere(void **state)
{
    struct served *app = *state;
    static const char *const PATHS[] = {"/", "/ground", "/settings", "/nowhere"};
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        char value[512];
        struct got got = get(app, PATHS[i]);
        header_of(&got, "\nContent-Security-Policy", value, sizeof value);
        assert_string_equal(
            value, "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                   "media-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
        header_of(&got, "\nCache-Control", value, sizeof value);
        assert_string_equal(value, "no-store");
        header_of(&got, "\nReferrer-Policy", value, sizeof value);
        assert_string_equal(value, "same-origin"); /* with no-referrer, browsers send forms with Origin: null */
        header_of(&got, "\nPermissions-Policy", value, sizeof value);
        assert_string_equal(value, "camera=(), geolocation=(), microphone=(self), payment=(), usb=()");
        header_of(&got, "\nX-Content-Type-Options", value, sizeof value);
        assert_string_equal(value, "nosniff");
        assert_null(strcasestr(got.head, "Access-Control-Allow"));
    }
}

/* ---- nothing lost, nothing twice ---- */

static void post_without_the_token_keeps_nothing_and_shows_the_words(void **state)
{
    struct served *app = *state;
    struct got got = post(app, "/checkin", "once=" ONCE_A "&weather=1&words=blue+kettle");
    assert_int_equal(got.status, 200);
    assert_non_null(strstr(got.body, "blue kettle"));
    assert_non_null(strstr(got.body, "What you typed is still here"));
    got = post(app, "/checkin", "token=00000000000000000000000000000000&weather=1&words=blue+kettle");
    assert_non_null(strstr(got.body, "blue kettle"));
    assert_int_equal(times_kept(app, "blue kettle"), 0);
}

static void form_sent_twice_is_kept_once(void **state)
{
    struct served *app = *state;
    expect_redirect(keep_words(app, "copper+finch", ONCE_A), "/?saved=checkin");
    expect_redirect(keep_words(app, "copper+finch", ONCE_A), "/?saved=checkin");
    assert_int_equal(times_kept(app, "copper finch"), 1);
    /* A new form with the same words is another check-in. */
    expect_redirect(keep_words(app, "copper+finch", ONCE_B), "/?saved=checkin");
    assert_int_equal(times_kept(app, "copper finch"), 2);
}

/* What such a form makes is shown once, and the browser has let go of that: the second answer says so, and what to do.
 */
static void sheet_form_sent_twice_tells_of_the_sheet_that_was_not_seen(void **state)
{
    struct served *app = *state;
    char form[400];
    snprintf(form, sizeof form, "token=%s&once=" ONCE_A, app->token);
    assert_true(page_has(post(app, "/sheet", form), "It is shown this once"));
    expect_redirect(post(app, "/sheet", form), "/sheet?made=1");
    struct got got = get(app, "/sheet?made=1");
    assert_true(page_has(got, "If you did not see it") && page_has(got, "Show me a new sheet"));
    assert_false(page_has(got, "sealed anew, under") || page_has(get(app, "/sheet"), "If you did not see it"));

    snprintf(form, sizeof form,
             "token=%s&once=" ONCE_B "&current=" AS_TYPED
             "&passphrase=nine+warm+wooden+boats&again=nine+warm+wooden+boats",
             app->token);
    assert_true(page_has(post(app, "/settings/anew", form), "It is shown this once"));
    expect_redirect(post(app, "/settings/anew", form), "/sheet?made=1&anew=1");
    got = get(app, "/sheet?made=1&anew=1");
    assert_true(page_has(got, "sealed anew, under the new passphrase") && page_has(got, "If you did not see it"));
}

static void place_made_by_a_form_sent_twice_is_opened_by_it(void **state)
{
    struct served *app = *state;
    struct served second = *app;
    second.cookie[0] = '\0'; /* it went with the first answer */
    struct got got =
        post(&second, "/make", "passphrase=other+words+of+some+length&again=other+words+of+some+length&adult=1");
    assert_true(page_has(got, "no other one was made") && page_has(got, "action=\"/unlock\""));
    assert_false(page_has(got, "other words"));
    expect_status(get(app, "/settings"), 200); /* which changes nothing for whoever has it open */
    got = post(&second, "/make", "passphrase=" AS_TYPED "&again=" AS_TYPED "&adult=1");
    expect_redirect(got, "/");
    take_session(&second, &got);
    expect_status(get(&second, "/settings"), 200);
    expect_redirect(get(app, "/settings"), "/"); /* one session at a time */
    *app = second;
}

static void what_was_kept_is_there_after_a_lock(void **state)
{
    struct served *app = *state;
    expect_status(keep_words(app, "slow+harbour", ONCE_A), 303);
    lock(app);
    unlock(app);
    assert_int_equal(times_kept(app, "slow harbour"), 1);
}

static void too_much_at_once_is_refused_whole(void **state)
{
    struct served *app = *state;
    size_t len = BODY_MAX_BYTES + 1000;
    char *form = malloc(len + 1);
    assert_non_null(form);
    memset(form, 'x', len);
    form[len] = '\0';
    int head = snprintf(form, len, "token=%s&weather=1&words=grand+piano", app->token);
    form[head] = '+';
    expect_status(post(app, "/checkin", form), 413);
    free(form);
    assert_int_equal(times_kept(app, "grand piano"), 0);
    expect_status(keep_words(app, "small+piano", ONCE_A), 303);
    assert_int_equal(times_kept(app, "small piano"), 1);
}

/* ---- the lock ---- */

static void locked_pages_show_nothing_of_the_vault(void **state)
{
    struct served *app = *state;
    char form[256];
    expect_status(keep_words(app, "velvet+badger", ONCE_A), 303);
    snprintf(form, sizeof form, "token=%s&once=" ONCE_B "&setting=title&choice=own&words=Velvet+Badger+Papers",
             app->token);
    expect_status(post(app, "/settings", form), 303);
    assert_true(page_has(get(app, "/settings"), "<title>Velvet Badger Papers</title>"));
    assert_int_equal(times_kept(app, "velvet badger"), 1);
    lock(app);
    for (size_t i = 0; i < ROUTES_LEN; i++) {
        const struct route *row = &ROUTES[i];
        if (row->post || str_find(row->pattern, S("*")) != SIZE_MAX)
            continue;
        char path[128];
        snprintf(path, sizeof path, "%.*s", (int)row->pattern.len, row->pattern.at);
        struct got got = get(app, path);
        assert_null(strcasestr(got.body, "velvet"));
        assert_null(strcasestr(got.head, "velvet"));
        if (row->access == ACCESS_OPEN)
            expect_redirect(got, "/");
    }
}

static void another_browser_sees_a_locked_app(void **state)
{
    struct served *app = *state;
    struct served stranger = *app;
    expect_status(keep_words(app, "velvet+badger", ONCE_A), 303);
    stranger.cookie[0] = '\0';
    expect_redirect(get(&stranger, "/settings"), "/");
    assert_false(page_has(export(&stranger), "events"));
    snprintf(stranger.cookie, sizeof stranger.cookie, "s%u=00000000000000000000000000000000", app->port);
    expect_redirect(get(&stranger, "/settings"), "/");
    assert_false(page_has(export(&stranger), "events"));
    assert_false(page_has(get(&stranger, "/"), "velvet badger"));
    assert_int_equal(times_kept(app, "velvet badger"), 1);
}

static void wrong_passphrases_all_sound_the_same(void **state)
{
    struct served *app = *state;
    lock(app);
    static const char *const WRONG[] = {"passphrase=", "passphrase=lantern", "passphrase=Lantern+tuesday+moss+violin"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        struct got got = post(app, "/unlock", WRONG[i]);
        assert_int_equal(got.status, 200);
        assert_non_null(strstr(got.body, "That did not open it. Take your time and try again."));
        assert_null(strstr(got.head, "Set-Cookie"));
    }
    unlock(app); /* three slips cost nothing */
}

static bool must_wait(const struct served *app, const char *form)
{
    return page_has(post(app, "/unlock", form), "Please wait a little");
}

static void waits_grow_and_the_right_passphrase_opens_after_them(void **state)
{
    struct served *app = *state;
    lock(app);
    for (int i = 0; i < 4; i++)
        assert_false(must_wait(app, "passphrase=wrong"));
    /* A second of rest now; even the right one has to wait. */
    pass_ms(999);
    assert_true(must_wait(app, "passphrase=" AS_TYPED));
    pass_ms(1);
    assert_false(must_wait(app, "passphrase=wrong"));
    /* And now two. */
    pass_ms(1999);
    assert_true(must_wait(app, "passphrase=" AS_TYPED));
    pass_ms(1);
    unlock(app);
}

/* As much as a browser keeps for one host: 180 cookies of 4 KB, of any page on any port of it. */
static char *full_of_cookies(const char *ours)
{
    enum { COOKIES = 180, EACH = 4096 };
    char *header = malloc((size_t)COOKIES * (EACH + 16) + 256), *end = header;
    assert_non_null(header);
    end += sprintf(end, "Cookie: ");
    for (int i = 0; i < COOKIES; i++) {
        end += sprintf(end, "c%d=", i);
        memset(end, 'x', EACH - 8);
        end += EACH - 8;
        end += sprintf(end, "; ");
    }
    sprintf(end, "%s\r\n", ours);
    return header;
}

static void cookies_of_other_pages_never_matter(void **state)
{
    struct served *app = *state;
    struct served bare = *app;
    static const char *const ODD[] = {"=",    "\xff\xfe=\x01", "a b=c d", "\"", "$Version=1; s",
                                      ";;;;", "s=\"a; b",      ",=,"};
    char many[256], odd[256];
    bare.cookie[0] = '\0';
    char *cookies = full_of_cookies(app->cookie);
    for (int i = 0; i < 3; i++) {
        expect_status(request(&bare, "GET", "/settings", NULL, cookies, NULL), 200);
        expect_status(request(&bare, "GET", "/ground", NULL, cookies, NULL), 200);
    }
    for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++) {
        snprintf(odd, sizeof odd, "Cookie: %s; %s\r\n", ODD[i], app->cookie);
        expect_status(request(&bare, "GET", "/settings", NULL, odd, NULL), 200);
        expect_status(request(&bare, "GET", "/ground", NULL, odd, NULL), 200);
    }
    snprintf(many, sizeof many, "Cookie: s%u=tossed; %s\r\n", app->port, app->cookie);
    expect_status(request(&bare, "GET", "/settings", NULL, many, NULL), 200);
    expect_redirect(request(&bare, "POST", "/leave", NULL, cookies, ""), "/blank");
    expect_redirect(get(app, "/settings"), "/");
    free(cookies);
}

static void leave_locks_whoever_asks_for_it(void **state)
{
    struct served *app = *state;
    struct served bare = *app;
    bare.cookie[0] = '\0';
    expect_redirect(post(&bare, "/practice/stop", ""), "/ground?stopped=1");
    expect_status(get(app, "/settings"), 200);
    expect_status(request(&bare, "POST", "/leave", NULL, "Origin: http://attune.example\r\n", ""), 403);
    expect_status(request(&bare, "POST", "/leave", NULL, "Origin: null\r\n", ""), 403);
    expect_status(request(&bare, "POST", "/leave", NULL, "Sec-Fetch-Site: same-site\r\n", ""), 403);
    expect_status(get(app, "/settings"), 200);
    expect_redirect(post(&bare, "/leave", ""), "/blank");
    expect_redirect(get(app, "/settings"), "/");
}

/* What a browser says of a page of another port, or of another site, which may bring someone to "/" and nothing more.
 */
static void other_pages_may_only_lead_to_the_front_door(void **state)
{
    struct served *app = *state;
    static const char *const SITES[] = {"same-site", "cross-site"};
    char there[256], inside[256];
    for (size_t i = 0; i < 2; i++) {
        snprintf(there, sizeof there, "Sec-Fetch-Site: %s\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
                 SITES[i]);
        snprintf(inside, sizeof inside, "Sec-Fetch-Site: %s\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
                 SITES[i]);
        expect_status(request(app, "GET", "/", NULL, there, NULL), 200);
        expect_status(request(app, "GET", "/", NULL, inside, NULL), 403);
        expect_status(request(app, "GET", "/settings", NULL, there, NULL), 403);
        expect_status(request(app, "GET", "/style.css", NULL, inside, NULL), 403);
        expect_status(request(app, "POST", "/", NULL, there, ""), 403);
    }
    expect_status(request(app, "GET", "/settings", NULL, "Sec-Fetch-Site: none\r\n", NULL), 200);
    expect_status(request(app, "GET", "/settings", NULL, "Sec-Fetch-Site: same-origin\r\n", NULL), 200);
}

static void leave_locks_at_once(void **state)
{
    struct served *app = *state;
    char cookie[256];
    struct got got = post(app, "/leave", ""); /* without a token: leaving is never refused */
    header_of(&got, "\nSet-Cookie", cookie, sizeof cookie);
    assert_non_null(strstr(cookie, "Max-Age=0"));
    expect_redirect(got, "/blank");
    expect_redirect(get(app, "/settings"), "/");
    assert_false(page_has(export(app), "events"));
}

/* So that no page of another port, which is the same site, can have a readable file put into the downloads. */
static void copies_are_made_only_with_the_token(void **state)
{
    struct served *app = *state;
    static const char *const PATHS[] = {"/settings/export", "/settings/backup"};
    char form[128];
    snprintf(form, sizeof form, "token=%s", app->token);
    for (size_t i = 0; i < 2; i++) {
        expect_status(get(app, PATHS[i]), 404);
        struct got without = post(app, PATHS[i], "");
        assert_null(strcasestr(without.head, "Content-Disposition"));
        assert_false(page_has(without, "\"events\""));
        struct got with = post(app, PATHS[i], form);
        expect_status(with, 200);
        assert_non_null(strcasestr(with.head, "Content-Disposition: attachment"));
    }
    struct got copy = post(app, "/settings/backup", form);
    assert_memory_equal(copy.body,
                        "\x89"
                        "attbak\n",
                        8);
}

static void a_copy_that_cannot_be_made_is_said(void **state)
{
    struct served *app = *state;
    char form[128], in_the_way[128];
    snprintf(form, sizeof form, "token=%s", app->token);
    snprintf(in_the_way, sizeof in_the_way, "%s/vault.copy.part", app->dir);
    assert_int_equal(mkdir(in_the_way, 0700), 0);
    struct got got = post(app, "/settings/backup", form);
    expect_status(got, 503);
    assert_true(page_has(got, "The copy could not be made"));
    assert_int_equal(rmdir(in_the_way), 0);
    expect_status(post(app, "/settings/backup", form), 200);
    /* Nothing of it stays, and what a killed process left is no hindrance. */
    snprintf(in_the_way, sizeof in_the_way, "%s/vault.copy", app->dir);
    assert_int_not_equal(access(in_the_way, F_OK), 0);
    close(open(in_the_way, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    expect_status(post(app, "/settings/backup", form), 200);
    assert_int_not_equal(access(in_the_way, F_OK), 0);
}

/* ---- a backup that comes in ---- */

struct file {
    size_t len;
    char at[ANSWER_MAX];
};

static void take_backup(const struct served *app, struct file *out)
{
    char form[128], len[32];
    snprintf(form, sizeof form, "token=%s", app->token);
    struct got got = post(app, "/settings/backup", form);
    expect_status(got, 200);
    header_of(&got, "\nContent-Length", len, sizeof len);
    out->len = strtoul(len, NULL, 10);
    assert_in_range(out->len, 1000, sizeof out->at);
    memcpy(out->at, got.body, out->len);
}

/* What a browser sends for that form; how long it is. */
static size_t form_with_file(const struct served *app, const char *token, const char *extra, const char *file,
                             size_t len, char **out)
{
    static const char END[] = "\r\n--frontier--\r\n";
    char body[512];
    int body_len = snprintf(body, sizeof body,
                            "--frontier\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n%s\r\n"
                            "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"notes.backup\"\r\n"
                            "Content-Type: application/octet-stream\r\n\r\n",
                            token);
    char *text = malloc(len + 2048);
    assert_non_null(text);
    int head = snprintf(text, 1024,
                        "POST /settings/merge HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n%s%s%s%s"
                        "Content-Type: multipart/form-data; boundary=frontier\r\nContent-Length: %zu\r\n\r\n",
                        app->port, extra, app->cookie[0] ? "Cookie: " : "", app->cookie, app->cookie[0] ? "\r\n" : "",
                        (size_t)body_len + len + sizeof END - 1);
    size_t at = (size_t)head;
    memcpy(text + at, body, (size_t)body_len);
    memcpy(text + at + (size_t)body_len, file, len);
    at += (size_t)body_len + len;
    memcpy(text + at, END, sizeof END - 1);
    *out = text;
    return at + sizeof END - 1;
}

static struct got bring_in(const struct served *app, const char *token, const char *extra, const char *file, size_t len)
{
    char *text;
    size_t text_len = form_with_file(app, token, extra, file, len, &text);
    struct got got = exchange(app, text, text_len);
    free(text);
    return got;
}

/* How many bytes lie at the server's end of a connection, unread; none once that end is closed. */
static unsigned long unread(const struct served *app, int fd)
{
    struct sockaddr_in own;
    socklen_t len = sizeof own;
    char line[512];
    unsigned long waiting = 0;
    assert_int_equal(getsockname(fd, (struct sockaddr *)&own, &len), 0);
    FILE *connections = fopen("/proc/net/tcp", "re");
    assert_non_null(connections);
    while (fgets(line, sizeof line, connections)) {
        unsigned from, to;
        unsigned long here;
        if (sscanf(line, " %*u: %*x:%x %*x:%x %*x %*x:%lx", &from, &to, &here) == 3 && from == app->port &&
            to == ntohs(own.sin_port))
            waiting = here;
    }
    fclose(connections);
    return waiting;
}

/* What was sent has come and been dealt with: one that is asked afterwards is answered. */
static void until_it_is_taken_in(const struct served *app, int fd)
{
    int under_way = 0;
    for (int tries = 0; tries < PATIENCE_S * 1000; tries++) {
        assert_int_equal(ioctl(fd, SIOCOUTQ, &under_way), 0);
        if (!under_way && !unread(app, fd))
            break;
        rest_ms(1);
    }
    expect_status(get(app, "/ground"), 200);
}

/* Whether the server holds a file that was on its way in: it has no name any more. */
static bool holds_an_upload(const struct served *app)
{
    char path[64], at[320], where[512];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%ld/fd", (long)app->child);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *one; (one = readdir(dir));) {
        snprintf(at, sizeof at, "%s/%s", path, one->d_name);
        ssize_t len = readlink(at, where, sizeof where - 1);
        where[len > 0 ? len : 0] = '\0';
        found |= strstr(where, "vault.upload") != NULL;
    }
    closedir(dir);
    return found;
}

/* A second device: the first one's backup restored, and something written there. */
static void backup_of_another_device(const struct served *app, struct file *out)
{
    static struct served other;
    char copy[128];
    take_backup(app, out);
    other = (struct served){.dir = "/tmp/attune-other-XXXXXX"};
    assert_non_null(mkdtemp(other.dir));
    snprintf(copy, sizeof copy, "%s.copy", other.dir);
    FILE *f = fopen(copy, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(out->at, 1, out->len, f), out->len);
    fclose(f);
    assert_int_equal(store_restore(copy, other.dir), ERR_OK);
    unlink(copy);
    start_on(&other);
    unlock(&other);
    expect_status(keep_words(&other, "From+the+other+device", "b1"), 303);
    take_backup(&other, out);
    void *state = &other;
    assert_int_equal(stop(&state), 0);
}

static size_t times_on(struct got got, const char *words)
{
    size_t times = 0;
    for (const char *at = got.body; (at = strstr(at, words)); at += strlen(words))
        times++;
    return times;
}

static void a_backup_comes_in_by_a_form_without_scripts(void **state)
{
    struct served *app = *state;
    static struct file file;
    expect_status(keep_words(app, "Before+there+were+two", "a1"), 303);
    backup_of_another_device(app, &file);
    expect_status(keep_words(app, "And+then+here", "a2"), 303);
    assert_int_equal(times_on(export(app), "From the other device"), 0);

    for (int time = 0; time < 2; time++) { /* the second time nothing is new */
        struct got got = bring_in(app, app->token, "", file.at, file.len);
        expect_status(got, 200);
        assert_int_equal(page_has(got, "Nothing here was new"), time > 0);
        struct got all = export(app);
        assert_int_equal(times_on(all, "From the other device"), 1);
        assert_int_equal(times_on(all, "Before there were two"), 1);
        assert_int_equal(times_on(all, "And then here"), 1);
    }
    assert_false(holds_an_upload(app));
    lock(app);
    unlock(app);
    assert_int_equal(times_on(export(app), "From the other device"), 1);
}

/* The token, and behind it in the same form the id under which it may be kept once. */
static const char *token_and_once(const struct served *app, const char *once)
{
    static char both[256];
    snprintf(both, sizeof both, "%s\r\n--frontier\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n%s",
             app->token, once);
    return both;
}

/* Who sees nothing happen presses again: the browser lets go of the first answer, and shows the second. */
static void a_file_sent_twice_by_one_form_is_answered_as_once(void **state)
{
    struct served *app = *state;
    static struct file file, own;
    expect_status(keep_words(app, "Before+there+were+two", "a1"), 303);
    take_backup(app, &own);
    backup_of_another_device(app, &file);
    expect_status(get(app, "/settings/merge"), 200);
    for (int press = 0; press < 2; press++) {
        struct got got = bring_in(app, token_and_once(app, ONCE_A), "", file.at, file.len);
        assert_true(page_has(got, "The backup is brought in") && !page_has(got, "Nothing here was new"));
        assert_int_equal(times_on(got, "<dd>1</dd>"), 1); /* the check-in, counted once */
    }
    assert_int_equal(times_kept(app, "From the other device"), 1);

    /* Another form says what is so by now, and so does the same one with another file. */
    assert_true(page_has(bring_in(app, token_and_once(app, ONCE_B), "", file.at, file.len), "Nothing here was new"));
    assert_true(page_has(bring_in(app, token_and_once(app, ONCE_A), "", own.at, own.len), "Nothing here was new"));
    assert_true(
        page_has(bring_in(app, token_and_once(app, ONCE_A), "", file.at, file.len), "The backup is brought in"));
    expect_status(keep_words(app, "Something+else", "a2"), 303);
    assert_true(page_has(bring_in(app, token_and_once(app, ONCE_A), "", file.at, file.len), "Nothing here was new"));
    assert_int_equal(times_kept(app, "From the other device"), 1);
}

static void what_is_no_backup_does_not_come_in(void **state)
{
    struct served *app = *state;
    enum { MUCH = 5 << 20 }; /* more than any form may be */
    static struct file file;
    char *noise = malloc(MUCH);
    assert_non_null(noise);
    randombytes_buf(noise, MUCH);
    expect_status(get(app, "/settings/merge"), 200);
    struct got got = bring_in(app, app->token, "", noise, MUCH);
    assert_true(page_has(got, "is not a backup"));
    got = bring_in(app, app->token, "", "", 0);
    assert_true(page_has(got, "No file came"));
    /* From a page that is older than the session, nothing is taken. */
    backup_of_another_device(app, &file);
    got = bring_in(app, "0000", "", file.at, file.len);
    assert_int_not_equal(got.status, 0);
    assert_int_equal(times_on(export(app), "From the other device"), 0);
    assert_false(holds_an_upload(app));
    free(noise);
}

/* The disk takes no more of it: that is said, and not that none was sent. */
static void a_file_the_disk_does_not_take_is_said(void **state)
{
    struct served *app = *state;
    enum { MUCH = 5 << 20 };
    struct rlimit before, little = {.rlim_cur = 1 << 20};
    char *zeros = calloc(1, MUCH);
    assert_non_null(zeros);
    expect_status(get(app, "/settings/merge"), 200);
    assert_int_equal(prlimit(app->child, RLIMIT_FSIZE, NULL, &before), 0);
    little.rlim_max = before.rlim_max;
    assert_int_equal(prlimit(app->child, RLIMIT_FSIZE, &little, NULL), 0);
    struct got got = bring_in(app, app->token, "", zeros, MUCH);
    assert_int_equal(prlimit(app->child, RLIMIT_FSIZE, &before, NULL), 0);
    assert_true(page_has(got, "not enough room on this disk") && !page_has(got, "No file came"));
    assert_false(holds_an_upload(app));
    free(zeros);
}

/* Whatever page a browser shows can have it send a file here; the disk is not filled for that. */
static void a_file_from_elsewhere_is_not_even_kept_while_it_comes(void **state)
{
    struct served *app = *state;
    static const char *const ELSEWHERE[] = {"Sec-Fetch-Site: cross-site\r\n", "Origin: http://127.0.0.1:1\r\n",
                                            "Origin: null\r\n", ""};
    enum { MUCH = 1 << 20 };
    char *zeros = calloc(1, MUCH), *text;
    struct served stranger = *app;
    stranger.cookie[0] = '\0';
    for (size_t i = 0; i <= 4; i++) {
        bool ours = i == 4;
        const struct served *who = i == 3 ? &stranger : app;
        size_t len = form_with_file(who, app->token, ours ? "" : ELSEWHERE[i], zeros, MUCH, &text);
        int fd = connect_to(app);
        send_what_it_takes(fd, text, len - 100);
        until_it_is_taken_in(app, fd);
        assert_int_equal(holds_an_upload(app), ours);
        if (!ours) {
            send_what_it_takes(fd, text + len - 100, 100);
            struct got got = read_answer(fd);
            assert_true(got.status >= 200 && got.status < 500); /* an answer, not a line cut off */
            assert_false(page_has(got, "is not a backup"));
        }
        close(fd);
        free(text);
    }
    free(zeros);
}

/* Wherever the network cuts it: the token that stands in it is the one that is read. */
static void a_form_with_a_file_may_come_in_two_pieces(void **state)
{
    struct served *app = *state;
    static const char BEFORE[] = "name=\"token\"\r\n\r\n";
    char *text;
    expect_status(get(app, "/settings/merge"), 200);
    size_t len = form_with_file(app, app->token, "", "noise", 5, &text);
    const char *token = memmem(text, len, BEFORE, sizeof BEFORE - 1);
    assert_non_null(token);
    for (size_t more = 0; more < sizeof BEFORE + 40; more++) {
        size_t cut = (size_t)(token - text) + more;
        int fd = connect_to(app);
        send_what_it_takes(fd, text, cut);
        until_it_is_taken_in(app, fd);
        send_what_it_takes(fd, text + cut, len - cut);
        struct got got = read_answer(fd);
        close(fd);
        if (!page_has(got, "is not a backup"))
            fail_msg("cut %zu bytes on: %d", more, got.status);
    }
    free(text);
}

/* A program that knocks for ever, and a person at a page. */
static void tries_of_a_stranger_keep_nobody_out(void **state)
{
    struct served *app = *state;
    char origin[64];
    snprintf(origin, sizeof origin, "Origin: http://127.0.0.1:%u\r\n", app->port);
    lock(app);
    for (int i = 0; i < 5; i++)
        (void)post(app, "/unlock", "passphrase=wrong");
    assert_true(must_wait(app, "passphrase=wrong"));
    struct got got = request(app, "POST", "/unlock", NULL, origin, "passphrase=" AS_TYPED);
    take_session(app, &got);
    lock(app);
    for (int i = 0; i < 4; i++)
        (void)request(app, "POST", "/unlock", NULL, origin, "passphrase=wrong");
    assert_true(
        page_has(request(app, "POST", "/unlock", NULL, origin, "passphrase=" AS_TYPED), "Please wait a little"));
}

static void opening_again_ends_the_older_session(void **state)
{
    struct served *app = *state;
    struct served older = *app;
    app->cookie[0] = '\0';
    unlock(app);
    expect_redirect(get(&older, "/settings"), "/");
    expect_status(get(app, "/settings"), 200);
}

static void words_sent_while_locked_come_back_after_unlocking(void **state)
{
    struct served *app = *state;
    char then[128], held[2048], form[4096];
    lock(app);
    struct got got = keep_words(app, "patient+otter", ONCE_A);
    assert_int_equal(got.status, 200);
    assert_null(strstr(got.body, "patient otter")); /* held, not shown */
    value_on_page(got.body, "then", then, sizeof then);
    value_on_page(got.body, "held", held, sizeof held);
    assert_string_equal(then, "/checkin");

    /* As a browser sends it: the value decoded from the page, then encoded for the form. */
    size_t len = (size_t)snprintf(form, sizeof form, "passphrase=" AS_TYPED "&then=%%2Fcheckin&held=");
    for (const char *c = held; *c && len + 4 < sizeof form; c++) {
        len += (size_t)snprintf(form + len, sizeof form - len, "%%%02X", (unsigned char)*c);
        if (strncmp(c, "&amp;", 5) == 0)
            c += 4;
    }
    got = post(app, "/unlock", form);
    assert_int_equal(got.status, 200);
    assert_non_null(strstr(got.body, "patient otter"));
    char cookie[256], once[64];
    header_of(&got, "\nSet-Cookie", cookie, sizeof cookie);
    snprintf(app->cookie, sizeof app->cookie, "%.*s", (int)strcspn(cookie, ";"), cookie);
    value_on_page(got.body, "token", app->token, sizeof app->token);
    value_on_page(got.body, "once", once, sizeof once);
    assert_int_equal(times_kept(app, "patient otter"), 0); /* only the person sends it again */
    expect_status(keep_words(app, "patient+otter", once), 303);
    assert_int_equal(times_kept(app, "patient otter"), 1);
}

/* So that a copy of vault.attune alone, as a sync program makes it, is all of it. */
static void a_lock_brings_everything_into_one_file(void **state)
{
    struct served *app = *state;
    struct stat st;
    char wal[128];
    snprintf(wal, sizeof wal, "%s/vault.attune-wal", app->dir);
    expect_status(keep_words(app, "velvet+badger", ONCE_A), 303);
    assert_int_equal(stat(wal, &st), 0);
    assert_int_not_equal(st.st_size, 0);
    lock(app);
    assert_int_equal(stat(wal, &st), 0);
    assert_int_equal(st.st_size, 0);
}

/* ---- what stays in memory ---- */

enum { PAGE = 4096, PAGES_AT_ONCE = 1 << 16 };

static size_t times_within(const uint8_t *at, size_t len, const char *words)
{
    size_t times = 0;
    const uint8_t *end = at + len;
    while ((at = memmem(at, (size_t)(end - at), words, strlen(words)))) {
        times++;
        at++;
    }
    return times;
}

/* Of one mapping, what is in memory: bit 63 of an entry of pagemap, or in swap: bit 62. */
static void look_through(int pagemap, int mem, uint64_t page, uint64_t end, const char *const *words, size_t *times)
{
    static uint64_t present[PAGES_AT_ONCE];
    static uint8_t bytes[PAGE + 128]; /* with the beginning of the next, for words that lie across two */
    while (page < end) {
        size_t wanted = end - page < PAGES_AT_ONCE ? (size_t)(end - page) : (size_t)PAGES_AT_ONCE;
        ssize_t got = pread(pagemap, present, wanted * sizeof *present, (off_t)(page * sizeof *present));
        if (got <= 0)
            return;
        for (size_t i = 0; i < (size_t)got / sizeof *present; i++, page++) {
            ssize_t len = present[i] >> 62 ? pread(mem, bytes, sizeof bytes, (off_t)(page * PAGE)) : 0;
            for (size_t k = 0; words[k] && len > 0; k++) {
                size_t over = (size_t)len > PAGE + strlen(words[k]) - 1 ? PAGE + strlen(words[k]) - 1 : (size_t)len;
                times[k] += times_within(bytes, over, words[k]);
            }
        }
    }
}

/* How often each of these stands in the memory that a process may write to; words ends with NULL. */
static void count_in_memory(pid_t pid, const char *const *words, size_t *times)
{
    const uint64_t shadow_pages = (uint64_t)1 << 24; /* of a sanitizer's own: far larger than anything of ours */
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "re");
    snprintf(path, sizeof path, "/proc/%d/pagemap", pid);
    int pagemap = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    int mem = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(maps && pagemap >= 0 && mem >= 0);
    for (size_t k = 0; words[k]; k++)
        times[k] = 0;
    while (fgets(line, sizeof line, maps)) {
        uint64_t from, to;
        char may[8];
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &from, &to, may) == 3 && may[1] == 'w' &&
            (to - from) / PAGE < shadow_pages)
            look_through(pagemap, mem, from / PAGE, to / PAGE, words, times);
    }
    fclose(maps);
    close(pagemap);
    close(mem);
}

static void words_are_in_no_memory_after_a_lock(void **state)
{
    struct served *app = *state;
    static const char *const PAGES[] = {"/journal", "/", "/journal?saved=1", "/checkin"};
    char token[64];
    const char *const words[] = {"velvet badger", "velvet+badger", token, PASSPHRASE, AS_TYPED, NULL};
    size_t times[sizeof words / sizeof *words];
    strcpy(token, app->token);
    expect_status(keep_words(app, "velvet+badger", ONCE_A), 303);
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++)
        (void)get(app, PAGES[i]);
    (void)export(app);
    count_in_memory(app->child, words, times);
    assert_int_not_equal(times[0], 0); /* so the search can find */
    assert_int_not_equal(times[2], 0);
    lock(app);
    /* An answer is read before the server has closed its own end, on a busy machine long before. */
    for (int tries = 0; tries < 4 * PATIENCE_S && (tries == 0 || times[0] + times[1] + times[2] + times[3] + times[4]);
         tries++) {
        rest_ms(250);
        count_in_memory(app->child, words, times);
    }
    for (size_t k = 0; words[k]; k++) {
        if (times[k])
            print_error("%zu times: %s\n", times[k], words[k]);
        assert_int_equal(times[k], 0);
    }
}

/* ---- noise ---- */

/* Half of the noise reads like the beginning of something, for which the server rightly waits. */
static void be_impatient(int fd)
{
    struct timeval patience = {.tv_usec = 200000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

static void noise_does_not_end_the_server(void **state)
{
    struct served *app = *state;
    static const char LONG[] = "GET / HTTP/1.1\r\nHost: a\r\nCookie: ";
#define NOISE(text)                                                                                                    \
    {                                                                                                                  \
        text, sizeof(text) - 1                                                                                         \
    }
    static const struct {
        const char *at;
        size_t len;
    } ALL[] = {
        NOISE(""),
        NOISE("\r\n\r\n"),
        NOISE("\0\0\0\0\r\n\r\n"),
        NOISE("GET\r\n\r\n"),
        NOISE("GET / HTTP/9.9\r\n\r\n"),
        NOISE("GET http://elsewhere/ HTTP/1.1\r\nHost: elsewhere\r\n\r\n"),
        NOISE("GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
        NOISE("GET /%00%ff%zz?%=%&&&=;+ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
        NOISE("GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
        NOISE("POST /checkin HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
        NOISE("POST /checkin HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"),
        NOISE("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx"),
        NOISE("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\n"
              "Connection: close\r\n\r\nabc"),
        NOISE("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), /* a browser that tries TLS */
        NOISE("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    };
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        int fd = connect_to(app);
        be_impatient(fd);
        send_what_it_takes(fd, ALL[i].at, ALL[i].len);
        shutdown(fd, SHUT_WR);
        struct got got = read_answer(fd);
        assert_true(got.status == 0 || got.status >= 400);
        close(fd);
        expect_status(get(app, "/settings"), 200);
    }
    char *much = malloc(sizeof LONG + 100000);
    assert_non_null(much);
    memcpy(much, LONG, sizeof LONG);
    memset(much + sizeof LONG - 1, 'a', 100000);
    int fd = connect_to(app);
    send_what_it_takes(fd, much, sizeof LONG + 90000);
    until_it_is_taken_in(app, fd);
    shutdown(fd, SHUT_WR);
    struct got got = read_answer(fd);
    assert_true(got.status == 0 || got.status >= 400);
    close(fd);
    free(much);
    expect_status(get(app, "/settings"), 200);
}

/* The same noise in every run: a failure that comes back can be found. */
static void random_bytes_do_not_end_the_server(void **state)
{
    struct served *app = *state;
    uint64_t seed = 20261123;
    for (int round = 0; round < 200; round++) {
        char bytes[512];
        size_t len = 0;
        if (round % 2)
            len = (size_t)snprintf(bytes, sizeof bytes, "POST /checkin?");
        for (; len < sizeof bytes; len++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            bytes[len] = (char)(seed >> 56);
        }
        int fd = connect_to(app);
        send_what_it_takes(fd, bytes, len);
        close(fd); /* without waiting for what it says */
    }
    expect_status(get(app, "/settings"), 200);
}

static void half_a_request_holds_up_nobody(void **state)
{
    struct served *app = *state;
    int half[8];
    for (size_t i = 0; i < 8; i++) {
        half[i] = connect_to(app);
        send_what_it_takes(half[i], "POST /checkin HTTP/1.1\r\nHo", 26);
    }
    expect_status(get(app, "/settings"), 200);
    for (size_t i = 0; i < 8; i++)
        close(half[i]);
    expect_status(get(app, "/settings"), 200);
}

/* A program that asks for everything and never ends its sentence must not keep Leave from being answered. */
static void places_are_kept_for_the_person(void **state)
{
    enum { MANY = 150 };
    struct served *app = *state;
    int held[MANY], known = connect_to(app);
    char ask[512];
    int len = snprintf(ask, sizeof ask, "GET /here HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nCookie: %s\r\n\r\n", app->port,
                       app->cookie);
    send_what_it_takes(known, ask, (size_t)len);
    char answer[4096];
    assert_true(read(known, answer, sizeof answer) > 0);
    for (int i = 0; i < MANY; i++) {
        held[i] = connect_to(app);
        send_what_it_takes(held[i], "GET / HTTP/1.1\r\nHost: x\r\n", 25);
    }
    expect_status(get(app, "/settings"), 200);
    /* The connection that has shown the cookie is still there, after all of them. */
    send_what_it_takes(known, ask, (size_t)len);
    assert_true(read(known, answer, sizeof answer) > 0);
    assert_memory_equal(answer, "HTTP/1.1 2", 10);
    expect_redirect(post(app, "/leave", ""), "/blank");
    for (int i = 0; i < MANY; i++)
        close(held[i]);
    close(known);
}

/* Whether the server has ended a connection on which nothing is to come yet. */
static bool is_ended(int fd)
{
    char byte;
    ssize_t got = recv(fd, &byte, 1, MSG_DONTWAIT);
    assert_true(got <= 0);
    return got == 0 || errno != EAGAIN;
}

/* A byte now and then is not a request.  The door looks at its clock before each answer; a longer jump of it would be a
 * sleep. */
static void a_request_that_drips_is_not_waited_for(void **state)
{
    struct served *app = *state;
    int fd = connect_to(app);
    send_what_it_takes(fd, "GET / HTTP/1.1\r\nX: ", 20);
    expect_status(get(app, "/settings"), 200); /* whoever came first was let in first */
    for (int64_t ms = 0; ms < DOOR_HEAD_MS; ms += DOOR_HEAD_MS / 10) {
        send_what_it_takes(fd, "x", 1);
        expect_status(get(app, "/settings"), 200);
        assert_false(is_ended(fd));
        pass_ms(DOOR_HEAD_MS / 10);
    }
    expect_status(get(app, "/settings"), 200);
    assert_true(is_ended(fd));
    close(fd);
}

/* A long answer, or a process that was stopped: what was asked meanwhile is not late, for nobody listened. */
static void what_was_asked_while_nobody_listened_is_answered(void **state)
{
    struct served *app = *state;
    int fd = connect_to(app), how = 0;
    char ask[128], answer[16] = "";
    expect_status(get(app, "/settings"), 200);
    kill(app->child, SIGSTOP);
    assert_int_equal(waitpid(app->child, &how, WUNTRACED), app->child);
    assert_true(WIFSTOPPED(how));
    int len =
        snprintf(ask, sizeof ask, "POST /lock HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Length: 0\r\n\r\n", app->port);
    send_what_it_takes(fd, ask, (size_t)len);
    pass_ms(DOOR_HEAD_MS + 2000);
    kill(app->child, SIGCONT);
    assert_true(read(fd, answer, sizeof answer) > 12);
    assert_memory_equal(answer, "HTTP/1.1 303", 12);
    close(fd);
    expect_redirect(get(app, "/settings"), "/");
}

static int connect_to_six(unsigned port)
{
    struct sockaddr_in6 address = {
        .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

/* "localhost" is both; whoever had the other one would be attune to a browser. */
static void both_addresses_are_ours_or_none(void **state)
{
    struct served *app = *state;
    struct door *door = NULL;
    unsigned port = 0, again = 0;
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    socklen_t len = sizeof six;
    int squatter = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (squatter < 0 || bind(squatter, (struct sockaddr *)&six, sizeof six) != 0) {
        close(squatter);
        print_message("not tried: this machine has no [::1]\n");
        return;
    }
    int fd = connect_to_six(app->port);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(listen(squatter, 1), 0);
    assert_int_equal(getsockname(squatter, (struct sockaddr *)&six, &len), 0);
    assert_int_equal(door_open(ntohs(six.sin6_port), &door, &port), ERR_EXISTS);
    assert_int_equal(peer_listening(ntohs(six.sin6_port)), geteuid());
    close(squatter);
    assert_int_equal(door_open(0, &door, &port), ERR_OK);
    fd = connect_to_six(port);
    assert_true(fd >= 0);
    close(fd);
    struct door *other = NULL;
    assert_int_equal(door_open(port, &other, &again), ERR_EXISTS);
    door_close(door);
}

/* Only root can try what another account would see. */
static void other_accounts_are_not_answered(void **state)
{
    struct served *app = *state;
    enum { SOMEONE = 65534 };
    if (geteuid() != 0) {
        print_message("not tried: only root can be two accounts\n");
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        char answer[64];
        if (setuid(SOMEONE) != 0)
            _exit(2);
        int fd = connect_to(app);
        send_what_it_takes(fd, "GET /ground HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 41);
        _exit(read(fd, answer, sizeof answer) > 0 ? 1 : 0);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    expect_status(get(app, "/ground"), 200);
}

/* A socket that nobody holds any more is said to be root's: what came through it is not answered either. */
static void who_has_gone_is_nobody(void **state)
{
    (void)state;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
        there = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &len), 0);
    assert_int_equal(connect(there, (struct sockaddr *)&at, sizeof at), 0);
    int here = accept(listening, NULL, NULL);
    enum peer while_open = peer_of(here);
    close(there);
    if (while_open == PEER_UNKNOWN) {
        print_message("not tried: this system does not tell who is connected\n");
    } else {
        assert_int_equal(while_open, PEER_OURS);
        assert_int_equal(peer_of(here), PEER_GONE);
    }
    close(here);
    close(listening);
}

#define CLOSED(test) cmocka_unit_test_setup_teardown(test, start, stop)
#define OPENED(test) cmocka_unit_test_setup_teardown(test, start_open, stop)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        /* First: a server is a child of this process, and has a copy of whatever earlier tests have left in it. */
        OPENED(words_are_in_no_memory_after_a_lock),
        CLOSED(a_passphrase_opens_in_every_spelling_of_its_words),
        CLOSED(a_passphrase_with_a_sign_that_no_keyboard_shows_is_not_taken),
        OPENED(foreign_host_is_refused),
        OPENED(foreign_origin_may_post_nothing),
        OPENED(unknown_method_is_refused),
        OPENED(a_leave_address_of_ones_own_is_let_through_and_no_more),
        OPENED(head_gives_no_body),
        OPENED(session_cookie_is_out_of_reach_of_scripts_and_sites),
        OPENED(pages_allow_nothing_from_elsewhere),
        OPENED(a_part_of_a_recording_can_be_asked_for),
        OPENED(post_without_the_token_keeps_nothing_and_shows_the_words),
        OPENED(form_sent_twice_is_kept_once),
        OPENED(sheet_form_sent_twice_tells_of_the_sheet_that_was_not_seen),
        OPENED(place_made_by_a_form_sent_twice_is_opened_by_it),
        OPENED(what_was_kept_is_there_after_a_lock),
        OPENED(too_much_at_once_is_refused_whole),
        OPENED(locked_pages_show_nothing_of_the_vault),
        OPENED(another_browser_sees_a_locked_app),
        OPENED(wrong_passphrases_all_sound_the_same),
        OPENED(waits_grow_and_the_right_passphrase_opens_after_them),
        OPENED(leave_locks_at_once),
        OPENED(copies_are_made_only_with_the_token),
        OPENED(a_copy_that_cannot_be_made_is_said),
        OPENED(a_backup_comes_in_by_a_form_without_scripts),
        OPENED(a_file_sent_twice_by_one_form_is_answered_as_once),
        OPENED(what_is_no_backup_does_not_come_in),
        OPENED(a_file_the_disk_does_not_take_is_said),
        OPENED(a_file_from_elsewhere_is_not_even_kept_while_it_comes),
        OPENED(a_form_with_a_file_may_come_in_two_pieces),
        OPENED(tries_of_a_stranger_keep_nobody_out),
        OPENED(leave_locks_whoever_asks_for_it),
        OPENED(cookies_of_other_pages_never_matter),
        OPENED(other_pages_may_only_lead_to_the_front_door),
        OPENED(opening_again_ends_the_older_session),
        OPENED(words_sent_while_locked_come_back_after_unlocking),
        OPENED(a_lock_brings_everything_into_one_file),
        OPENED(noise_does_not_end_the_server),
        OPENED(random_bytes_do_not_end_the_server),
        OPENED(half_a_request_holds_up_nobody),
        OPENED(places_are_kept_for_the_person),
        OPENED(a_request_that_drips_is_not_waited_for),
        OPENED(what_was_asked_while_nobody_listened_is_answered),
        OPENED(both_addresses_are_ours_or_none),
        OPENED(other_accounts_are_not_answered),
        cmocka_unit_test(who_has_gone_is_nobody),
    };
    if (sodium_init() < 0)
        return 1;
    clocks_stop();
    if (argc > 1) /* one test, while working on it */
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
