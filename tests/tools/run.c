/* tests/tools/run.c - running a compiler on a folder of small files */
#define _XOPEN_SOURCE 700
#include "tests/tools/run.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct folder folder_new(void)
{
    struct folder folder = {.path = "/tmp/attune-tools-XXXXXX"};
    assert_non_null(mkdtemp(folder.path));
    return folder;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

void folder_remove(const struct folder *folder)
{
    assert_int_equal(nftw(folder->path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

const char *folder_path(const struct folder *folder, const char *name)
{
    static char paths[16][PATH_LEN * 2];
    static unsigned next;
    char *path = paths[next++ % 16];
    snprintf(path, sizeof paths[0], "%s/%s", folder->path, name);
    return path;
}

void folder_put(const struct folder *folder, const char *name, const char *text)
{
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        char inner[PATH_LEN];
        snprintf(inner, sizeof inner, "%.*s", (int)(slash - name), name);
        (void)mkdir(folder_path(folder, inner), 0700);
    }
    FILE *file = fopen(folder_path(folder, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

char *folder_get(const struct folder *folder, const char *name)
{
    FILE *file = fopen(folder_path(folder, name), "rb");
    char *text = calloc(1, 1 << 20);
    assert_non_null(file);
    assert_non_null(text);
    size_t len = fread(text, 1, (1 << 20) - 1, file);
    assert_true(len < (1 << 20) - 1);
    assert_int_equal(fclose(file), 0);
    return text;
}

_Noreturn static void become(const char *const argv[], int output)
{
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

struct outcome run(const char *const argv[])
{
    struct outcome outcome = {.status = -1};
    int ends[2];
    size_t len = 0;
    ssize_t got = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become(argv, ends[1]);
    close(ends[1]);
    char rest[4096];
    while ((got = read(ends[0], rest, sizeof rest)) > 0)
        for (ssize_t i = 0; i < got && len + 1 < sizeof outcome.said; i++)
            outcome.said[len++] = rest[i];
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status))
        outcome.status = WEXITSTATUS(status);
    return outcome;
}

const char *told(const char *name)
{
    const char *value = getenv(name);
    if (!value)
        fail_msg("run this through meson: %s is not set", name);
    return value;
}
