/* host/native/terminal.c - asking without echo, one byte at a time, so that nothing is read ahead */
#define _GNU_SOURCE
#include "host/native/terminal.h"

#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "seal/seal.h"

static volatile sig_atomic_t interrupted;

static void note_signal(int number)
{
    interrupted = number;
}

/* Signals that would end us while the echo is off; they are given again once it is back on. */
static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { ENDING_LEN = sizeof ENDING / sizeof *ENDING };

struct quiet {
    bool on;
    struct termios before;
    struct sigaction actions[ENDING_LEN];
    sigset_t mask;
};

static void quiet_begin(struct quiet *quiet)
{
    if (tcgetattr(STDIN_FILENO, &quiet->before) != 0)
        return;
    interrupted = 0;
    struct sigaction note = {.sa_handler = note_signal}; /* without SA_RESTART, so that read returns */
    for (size_t i = 0; i < ENDING_LEN; i++)
        sigaction(ENDING[i], &note, &quiet->actions[i]);
    /* Put to sleep with the echo off, a shell would look broken. */
    sigset_t sleep;
    sigemptyset(&sleep);
    sigaddset(&sleep, SIGTSTP);
    sigprocmask(SIG_BLOCK, &sleep, &quiet->mask);

    struct termios silent = quiet->before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    quiet->on = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
}

static void quiet_end(struct quiet *quiet)
{
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet->before);
    fputc('\n', stderr); /* the person's own Enter was not shown */
    sigprocmask(SIG_SETMASK, &quiet->mask, NULL);
    for (size_t i = 0; i < ENDING_LEN; i++)
        sigaction(ENDING[i], &quiet->actions[i], NULL);
    if (interrupted)
        raise(interrupted);
}

static enum err read_line(struct secret *secret)
{
    bool any = false;
    for (;;) {
        char c;
        ssize_t got = read(STDIN_FILENO, &c, 1);
        if (got < 0 && errno == EINTR && !interrupted)
            continue;
        if (got <= 0 || interrupted)
            return any && got == 0 ? ERR_OK : ERR_TRUNCATED;
        any = true;
        if (c == '\n')
            return ERR_OK;
        if (secret->len == PASSPHRASE_MAX_BYTES)
            return ERR_TOO_LONG;
        secret->at[secret->len++] = c;
    }
}

enum err secret_ask(const char *question, struct secret *out)
{
    struct secret secret = {.at = sodium_malloc(PASSPHRASE_MAX_BYTES)};
    struct quiet quiet = {0};
    if (!secret.at)
        return ERR_NO_ROOM;
    bool at_terminal = isatty(STDIN_FILENO);
    if (at_terminal) {
        quiet_begin(&quiet);
        fprintf(stderr, "%s: ", question);
        fflush(stderr);
    }
    enum err e = read_line(&secret);
    if (e == ERR_OK && secret.len && secret.at[secret.len - 1] == '\r')
        secret.len--;
    if (e)
        secret_free(&secret);
    if (quiet.on)
        quiet_end(&quiet);
    if (!e)
        *out = secret;
    return e;
}

struct str secret_str(const struct secret *secret)
{
    return (struct str){secret->at, secret->len};
}

void secret_free(struct secret *secret)
{
    if (secret->at)
        sodium_free(secret->at); /* wipes it first */
    *secret = (struct secret){0};
}
