/*
 * tests/tools/run.h - running a compiler of ours, or of the machine's, on a folder of small files
 *
 * A folder is made anew for each test and taken away after it.
 */
#ifndef TESTS_TOOLS_RUN_H
#define TESTS_TOOLS_RUN_H

#include <stddef.h>

enum { PATH_LEN = 512 };

struct outcome {
    int status;      /* of the program; -1 if it did not end by itself */
    char said[8192]; /* on standard output and standard error */
};

struct folder {
    char path[PATH_LEN];
};

struct folder folder_new(void);
void folder_remove(const struct folder *folder);
/* The path of a file in the folder; lives until the sixteenth call after. */
const char *folder_path(const struct folder *folder, const char *name);
/* Write a file, and the folder it stands in. */
void folder_put(const struct folder *folder, const char *name, const char *text);
/* Its text, to be freed. */
char *folder_get(const struct folder *folder, const char *name);

/* Run argv[0] with argv, which ends in NULL. */
struct outcome run(const char *const argv[]);
/* What the build says of the environment; fails the test if it does not. */
const char *told(const char *name);

#endif
