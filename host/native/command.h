/*
 * host/native/command.h - what `attune` can be asked to do, each in a function that says how it went
 *
 * Each returns the exit code: 0 fine, 1 a problem, which has been said on standard error.
 */
#ifndef HOST_NATIVE_COMMAND_H
#define HOST_NATIVE_COMMAND_H

#include "host/native/serve.h"

enum { EXIT_FINE = 0, EXIT_PROBLEM = 1, EXIT_USAGE = 2 };
enum { PORT_USUAL = 7417, PORT_USUAL_WEB = 7427 };

struct options {
    const char *dir;  /* of the vault */
    const char *file; /* the command's own FILE */
    unsigned port;
    bool port_chosen;
    bool no_browser;
    bool no_drill;
    bool open; /* verify: open every entry too */
};

int command_open(const struct options *options);
int command_backup(const struct options *options);
int command_salvage(const struct options *options);
int command_restore(const struct options *options);
int command_merge(const struct options *options);
int command_verify(const struct options *options);
int command_export(const struct options *options);

/* Serve an app that is ready until it is asked to stop; for `open` and `demo`. */
int command_serve(struct keeper *keeper, const struct options *options);
/* From here on SIGINT, SIGTERM and SIGHUP wait for command_serve, so that nothing is left half done. */
void signals_wait(void);
/* Why a vault in `dir` could not be opened, in a sentence on standard error.  Returns EXIT_PROBLEM. */
int say_why(enum err e, const char *dir);

#endif
