/* host/native/command.c - serving, and the care of the vault from a terminal: copies, proofs, a way out */
#define _GNU_SOURCE
#include "host/native/command.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pwd.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/native/normal.h"
#include "host/native/peer.h"
#include "host/native/salvage.h"
#include "host/native/terminal.h"
#include "host/native/words_here.h"
#include "app/spelling.h"

enum { PORTS_TRIED = 21, SECRET_TRIES = 3 };
#define EXPORT_RESERVE ((size_t)1 << 30)

static bool has_vault_file(const char *dir)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/vault.attune", dir);
    return len > 0 && (size_t)len < sizeof path && access(path, F_OK) == 0;
}

/* A directory that is a link to where nothing is: a stick that is not plugged in, a disk that is not there yet. */
static bool leads_nowhere(const char *dir)
{
    struct stat st;
    return lstat(dir, &st) == 0 && S_ISLNK(st.st_mode) && stat(dir, &st) != 0;
}

int say_why(enum err e, const char *dir)
{
    const struct words *words = NULL;
    switch (e) {
    case ERR_BUSY:
        fputs("attune is open in another window on this machine. Close it there first.\n", stderr);
        break;
    case ERR_NOT_FOUND:
        if (leads_nowhere(dir))
            fprintf(stderr,
                    "%s leads to a place that is not there now. If that is a memory stick or another disk,\n"
                    "please connect it first. Nothing was made or changed.\n",
                    dir);
        else
            fprintf(stderr, "There is no vault in %s yet. `attune open` makes one.\n", dir);
        break;
    case ERR_MALFORMED:
    case ERR_NOT_CANONICAL:
    case ERR_UNKNOWN_KIND:
        fprintf(stderr,
                "The vault file in %s is not one of attune's, or its first page is damaged. Nothing was changed.\n"
                "If you have a backup: attune restore FILE --data ANOTHER_DIRECTORY\n"
                "If not: attune salvage FILE --data %s makes one of whatever is still whole.\n",
                dir, dir);
        break;
    case ERR_BAD_VERSION:
        if (words_here(&words) == ERR_BAD_VERSION) {
            fputs("The words in this program are not those it was made with, so its file was changed or damaged.\n"
                  "Please install attune again. Your vault was not touched.\n",
                  stderr);
            break;
        }
        fprintf(stderr, "The vault in %s was made by a newer attune. Please use that one; nothing was changed.\n", dir);
        break;
    case ERR_NO_ROOM:
        fputs("There is too little free memory, or no room left on the disk. Nothing was changed.\n", stderr);
        break;
    case ERR_TOO_LONG:
        fputs("The name of the data directory is longer than the system allows.\n", stderr);
        break;
    case ERR_EXISTS:
        fprintf(stderr, "There is a vault in %s already. It was left as it is.\n", dir);
        break;
    case ERR_NOT_OPENED:
        fputs("That did not open it. Nothing was changed.\n", stderr);
        break;
    case ERR_STORAGE:
    case ERR_TRUNCATED:
    case ERR_BROKEN_CHAIN:
        if (!has_vault_file(dir)) {
            fprintf(stderr,
                    "attune could not make its files in %s: you may not write there, or the disk can only be\n"
                    "read. Another place can be named with --data DIR. Nothing was made.\n",
                    dir);
            break;
        }
        fprintf(stderr,
                "The vault in %s could not be read: the disk did not give it, the file is damaged, or you may not\n"
                "read it. Nothing was changed. `attune verify` says what can still be read.\n",
                dir);
        break;
    case ERR_OK:
        return EXIT_FINE;
    }
    return EXIT_PROBLEM;
}

/* ---- serving ---- */

/* A closed terminal is a request to stop like any other; server_run waits for this one. */
static void hang_up(int number)
{
    (void)number;
    kill(getpid(), SIGTERM);
}

static void end_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
}

void signals_wait(void)
{
    sigset_t set;
    end_signals(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigaction(SIGHUP, &(struct sigaction){.sa_handler = hang_up}, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* Who answers at an address that a bookmark may know, when it is not we. */
static void say_taken(unsigned port)
{
    long uid = peer_listening(port);
    const struct passwd *account = uid >= 0 && (uid_t)uid != geteuid() ? getpwuid((uid_t)uid) : NULL;
    fprintf(
        stderr,
        "Port %u, where attune usually is, belongs to another program now%s%s. A bookmark may lead there: do not type\n"
        "a passphrase into what answers. attune is only at the address below.\n",
        port, account ? ", of the account " : "", account ? account->pw_name : "");
}

/* The usual port is what a person's bookmark knows; after it come its neighbours, then any. */
static enum err start(struct keeper *keeper, const struct options *options, struct server **server, unsigned *port)
{
    if (options->port_chosen)
        return server_start(keeper, options->port, server, port);
    enum err e = server_start(keeper, PORT_USUAL, server, port);
    if (e == ERR_EXISTS)
        say_taken(PORT_USUAL);
    for (unsigned i = 1; i < PORTS_TRIED && e; i++)
        e = server_start(keeper, PORT_USUAL + i, server, port);
    return e ? server_start(keeper, 0, server, port) : e;
}

static void become_browser(const char *address)
{
    sigset_t set;
    end_signals(&set);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    setsid();
    int nowhere = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; fd++)
        dup2(nowhere, fd);
    close_range(3, ~0U, 0); /* the browser lives on; it must not hold our port or the vault's lock */
    execlp("xdg-open", "xdg-open", address, (char *)NULL);
    _exit(127);
}

static void open_browser(const char *address)
{
    if (!getenv("DISPLAY") && !getenv("WAYLAND_DISPLAY"))
        return;
    pid_t between = fork(); /* twice, so that nobody has to wait for the browser */
    if (between == 0) {
        if (fork() == 0)
            become_browser(address);
        _exit(0);
    }
    if (between > 0)
        waitpid(between, NULL, 0);
}

int command_serve(struct keeper *keeper, const struct options *options)
{
    struct server *server = NULL;
    unsigned port = 0;
    signals_wait();
    enum err e = start(keeper, options, &server, &port);
    if (e && options->port_chosen)
        fprintf(stderr, "Port %u is not free on this machine. Choose another, or leave --port out.\n", options->port);
    else if (e)
        fputs("The system did not let attune listen on this machine's own addresses (127.0.0.1 and [::1]).\n", stderr);
    if (e)
        return EXIT_PROBLEM;

    /* Both answer: where a system does not know the name, a person can still type the numbers. */
    char address[96];
    snprintf(address, sizeof address, "http://%s:%u/", keeper->own_name[0] ? keeper->own_name : "127.0.0.1", port);
    printf("attune is at %s\n", address);
    if (keeper->own_name[0])
        printf("If a browser does not find that, http://127.0.0.1:%u/ is the same.\n", port);
    fflush(stdout);
    if (!options->no_browser)
        open_browser(address);
    server_run(server, -1);
    server_stop(server);
    return EXIT_FINE;
}

int command_open(const struct options *options)
{
    struct keeper keeper;
    signals_wait();
    enum err e = keeper_open(options->dir, true, SEAL_COST_NORMAL, &keeper);
    if (e)
        return say_why(e, options->dir);
    int code = command_serve(&keeper, options);
    keeper_close(&keeper);
    return code;
}

/* ---- opening with a secret ---- */

static enum err open_with(struct keeper *keeper, const struct secret *secret)
{
    size_t room = NORMAL_ROOM * secret->len + 64;
    uint8_t *memory = sodium_malloc((room + 63) / 64 * 64);
    if (!memory)
        return ERR_NO_ROOM;
    struct arena arena = arena_on(memory, room);
    struct spelled spelled = {.typed = secret_str(secret), .normal = normal_text(secret_str(secret), &arena)};
    enum err e = app_open(keeper->app, &spelled);
    sodium_free(memory); /* wipes it first */
    return e && e != ERR_NO_ROOM ? ERR_NOT_OPENED : e;
}

/* Where to look in a code with a slip in it. */
static void say_slip(const struct secret *secret)
{
    uint8_t memory[512];
    struct arena arena = arena_on(memory, sizeof memory);
    struct recovery_slip slip = recovery_slip(secret_str(secret));
    if (!slip.like_a_code)
        return;
    struct str words = ways_slip_words(&slip, &arena);
    fprintf(stderr, "If it was the code of the sheet: %.*s\n", (int)words.len, words.at);
}

static enum err ask_and_open(struct keeper *keeper)
{
    enum err e = ERR_NOT_OPENED;
    for (int i = 0; i < SECRET_TRIES && e == ERR_NOT_OPENED; i++) {
        struct secret secret;
        if (i > 0)
            fputs("That did not open it. Take your time and try again.\n", stderr);
        e = secret_ask("Passphrase, or the code from your recovery sheet", &secret);
        if (e == ERR_TOO_LONG)
            e = ERR_NOT_OPENED;
        else if (!e) {
            e = open_with(keeper, &secret);
            if (e == ERR_NOT_OPENED)
                say_slip(&secret);
            secret_free(&secret);
        }
    }
    return e;
}

/* Why the secret did not lead anywhere. */
static int say_not_opened(enum err e)
{
    if (e == ERR_NO_ROOM)
        fputs("This machine has too little free memory right now. Close something and try again.\n", stderr);
    else if (e == ERR_TRUNCATED)
        fputs("No passphrase came, so nothing was opened.\n", stderr);
    else
        fputs("That did not open it. Nothing was changed.\n", stderr);
    return EXIT_PROBLEM;
}

/* Open the vault in `dir` with a secret and load every entry; what went wrong has been said. */
static int open_and_load(const char *dir, struct keeper *keeper, uint64_t *unreadable)
{
    enum err e = keeper_open(dir, false, SEAL_COST_NORMAL, keeper);
    if (!e && !store_has_vault(keeper->store)) {
        keeper_close(keeper);
        e = ERR_NOT_FOUND;
    }
    if (e)
        return say_why(e, dir);
    e = ask_and_open(keeper);
    if (e) {
        keeper_close(keeper);
        return say_not_opened(e);
    }
    e = keeper_load(keeper, unreadable);
    if (!e)
        return EXIT_FINE;
    keeper_close(keeper);
    return say_why(e, dir);
}

static const char *plural(uint64_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

/* Every entry is opened; the exit code says whether all of them could be. */
static int prove(const char *dir)
{
    struct keeper keeper;
    uint64_t unreadable = 0;
    int code = open_and_load(dir, &keeper, &unreadable);
    if (code)
        return code;
    struct app_counts counts = app_counts(keeper.app);
    uint64_t stored = store_last(keeper.store);
    uint64_t seen = counts.good + counts.husks + counts.damaged;
    uint64_t lost = counts.damaged + (stored > seen ? stored - seen : 0);
    if (lost == 0 && unreadable == 0) {
        printf("Every entry opens: %" PRIu64 " %s, and %" PRIu64 " deleted on purpose.\n", counts.good,
               plural(counts.good, "entry", "entries"), counts.husks);
    } else {
        code = EXIT_PROBLEM;
        fprintf(stderr, "%" PRIu64 " %s; %" PRIu64 " cannot be opened. The others are whole and stay so.\n",
                counts.good, plural(counts.good, "entry opens", "entries open"), lost ? lost : unreadable);
    }
    if (app_has_older_way(keeper.app, unreadable))
        fputs("But an older way in was put back: the passphrase or sheet that opened this is not the newest one that "
              "was\n"
              "set. If you did not do this, someone may have read what is here with an old copy. Open attune and, in "
              "the\n"
              "settings, seal everything anew.\n",
              stderr);
    keeper_close(&keeper);
    return code;
}

/* ---- copies ---- */

/* The one error that is about the file and not about the vault. */
static int say_why_file(enum err e, const struct options *options)
{
    if (e == ERR_EXISTS)
        fprintf(stderr, "There is a file %s already. attune does not write over it; choose another name.\n",
                options->file);
    else if (e == ERR_NOT_FOUND)
        fprintf(stderr, "%s cannot be made: there is no such directory.\n", options->file);
    else if (e == ERR_STORAGE)
        fprintf(stderr, "%s could not be written: the disk did not take it, or you may not write there.\n",
                options->file);
    else
        return say_why(e, options->dir);
    return EXIT_PROBLEM;
}

int command_backup(const struct options *options)
{
    struct store *store = NULL;
    enum err e = store_open(options->dir, false, &store);
    if (!e && !store_has_vault(store)) {
        store_free(store);
        e = ERR_NOT_FOUND;
    }
    if (e)
        return say_why(e, options->dir);
    e = store_backup(store, options->file);
    store_free(store);
    if (e)
        return say_why_file(e, options);
    printf("The backup is in %s. It is sealed: it opens only with your passphrase or your recovery sheet.\n"
           "To prove that it opens, restore it somewhere else:\n"
           "    attune restore %s --data SOME_NEW_DIRECTORY\n",
           options->file, options->file);
    return EXIT_FINE;
}

int command_salvage(const struct options *options)
{
    struct salvaged found;
    enum err e = salvage(options->dir, options->file, &found);
    if (e == ERR_BUSY || (e == ERR_NOT_FOUND && !has_vault_file(options->dir)))
        return say_why(e, options->dir);
    if (e == ERR_MALFORMED) {
        fputs("No page of that file holds a whole way in, so nothing in it could be opened. Nothing was changed.\n"
              "If you have a backup, however old: attune restore FILE --data ANOTHER_DIRECTORY\n",
              stderr);
        return EXIT_PROBLEM;
    }
    if (e)
        return say_why_file(e, options);
    printf("Found whole: %" PRIu64 ". Lost: %" PRIu64 ". They are in %s, sealed as before.\n"
           "The vault itself was left as it is. To open what was found, in a new place:\n"
           "    attune restore %s --data SOME_NEW_DIRECTORY\n",
           found.entries, found.lost + found.gaps, options->file, options->file);
    return EXIT_FINE;
}

int command_restore(const struct options *options)
{
    enum err e = store_restore(options->file, options->dir);
    if (e == ERR_NOT_FOUND) {
        fprintf(stderr, "There is no file %s.\n", options->file);
        return EXIT_PROBLEM;
    }
    if (e == ERR_MALFORMED || e == ERR_BAD_VERSION) {
        fprintf(stderr, "%s is not a backup that this attune can read. Nothing was changed.\n", options->file);
        return EXIT_PROBLEM;
    }
    if (e)
        return say_why(e, options->dir);
    printf("The backup is now the vault in %s.\n", options->dir);
    fflush(stdout);
    if (options->no_drill)
        return EXIT_FINE;
    fputs("Now the proof: open it once, so that you know it does.\n", stderr);
    int code = prove(options->dir);
    if (code)
        fputs("The vault was restored but not proven. `attune verify --open` tries again.\n", stderr);
    return code;
}

/* ---- proofs ---- */

static bool say_report(const struct store_report *r)
{
    bool headers = r->header && r->header_copy;
    printf("The file:             %s\n", r->sound ? "whole" : "SQLite finds damage");
    printf("The way in:           %s\n", headers                       ? "whole, in both places"
                                         : r->header || r->header_copy ? "whole in one of two places; it still opens"
                                                                       : "damaged in both places");
    printf("Entries whole:        %" PRIu64 "\n", r->good);
    printf("Deleted on purpose:   %" PRIu64 "\n", r->husks);
    printf("Damaged:              %" PRIu64 "\n", r->damaged);
    printf("Missing:              %" PRIu64 "\n", r->missing);
    return r->sound && headers && r->damaged == 0 && r->missing == 0;
}

int command_verify(const struct options *options)
{
    struct store *store = NULL;
    struct store_report report = {0};
    enum err e = store_open(options->dir, false, &store);
    if (!e && !store_has_vault(store))
        e = ERR_NOT_FOUND;
    if (!e)
        e = store_verify(store, &report);
    store_free(store); /* its lock must be free again for the second look */
    if (e)
        return say_why(e, options->dir);
    bool whole = say_report(&report);
    fflush(stdout);
    if (!whole)
        fprintf(stderr,
                "Something is damaged. What can still be read stays readable. Keep the older backups you have.\n"
                "attune salvage FILE --data %s goes through the file page by page; that often finds more.\n",
                options->dir);
    int code = options->open ? prove(options->dir) : EXIT_FINE;
    return whole ? code : EXIT_PROBLEM;
}

/* ---- a way out ---- */

static bool write_all(int fd, struct bytes text)
{
    while (text.len) {
        ssize_t wrote = write(fd, text.at, text.len);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        text = bytes_inside(text, (size_t)wrote, 0);
    }
    return fsync(fd) == 0;
}

static enum err write_new(const char *path, struct bytes text)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? ERR_EXISTS : errno == ENOENT ? ERR_NOT_FOUND : ERR_STORAGE;
    bool written = write_all(fd, text);
    if (close(fd) != 0 || !written) {
        unlink(path); /* ours: it was made a moment ago */
        return ERR_STORAGE;
    }
    return ERR_OK;
}

static enum err export_to(const struct keeper *keeper, const char *path)
{
    uint8_t *memory =
        mmap(NULL, EXPORT_RESERVE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return ERR_NO_ROOM;
    madvise(memory, EXPORT_RESERVE, MADV_DONTDUMP);
    struct arena arena = arena_on(memory, EXPORT_RESERVE);
    struct buf json = buf_on(&arena);
    app_export_json(keeper->app, &json);
    enum err e = write_new(path, buf_bytes(&json));
    sodium_memzero(memory, (size_t)(arena.at - memory));
    munmap(memory, EXPORT_RESERVE);
    return e;
}

int command_export(const struct options *options)
{
    struct keeper keeper;
    uint64_t unreadable = 0;
    if (access(options->file, F_OK) == 0) /* before anything is asked; write_new looks again */
        return say_why_file(ERR_EXISTS, options);
    fputs("The export is readable text: anyone who gets the file can read all of it.\n", stderr);
    int code = open_and_load(options->dir, &keeper, &unreadable);
    if (code)
        return code;
    enum err e = export_to(&keeper, options->file);
    uint64_t lost = app_counts(keeper.app).damaged + unreadable;
    keeper_close(&keeper);
    if (e)
        return say_why_file(e, options);
    printf("Everything is in %s, unsealed. Only your own account may read the file; anyone who copies it can too.\n",
           options->file);
    if (lost)
        fprintf(stderr, "%" PRIu64 " %s not in it: damaged, and could not be opened.\n", lost,
                plural(lost, "entry is", "entries are"));
    return lost ? EXIT_PROBLEM : EXIT_FINE;
}
