/*
 * host/wasm/alone.c - what the parts would ask of a system, answered inside the module
 *
 * libsodium and the C library reach for a system in three places that this app never comes to, or comes to only
 * when something is broken.  Answered here, the module needs no imports at all.  The app's own files lie
 * beside the module as files, so they are not in it a second time.
 */
#include "pages/frame/files.h"

const struct str FILE_STYLE = S_INIT(""), FILE_SCRIPT = S_INIT(""), FILE_ICON = S_INIT(""), FILE_RECORD = S_INIT("");

_Noreturn void abort(void);
_Noreturn void abort(void)
{
    __builtin_trap();
}

_Noreturn void __assert_fail(const char *what, const char *file, int line, const char *function);
_Noreturn void __assert_fail(const char *what, const char *file, int line, const char *function)
{
    (void)what;
    (void)file;
    (void)line;
    (void)function;
    __builtin_trap();
}

/* libsodium sleeps while another thread starts it; there is no other thread. */
struct timespec;
int nanosleep(const struct timespec *wanted, struct timespec *left);
int nanosleep(const struct timespec *wanted, struct timespec *left)
{
    (void)wanted;
    (void)left;
    __builtin_trap();
}
