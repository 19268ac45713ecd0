/*
 * tests/support/dir.h - a directory of its own for a test, and the files in it
 *
 * dir_make and dir_remove are a test's setup and teardown; dir_new and dir_delete are for one that needs several.  For
 * tests that have cmocka included, and _XOPEN_SOURCE or _GNU_SOURCE defined before anything else (nftw).
 */
#ifndef TESTS_SUPPORT_DIR_H
#define TESTS_SUPPORT_DIR_H

#include "base/text.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_LEN = 600 };

struct dir {
    char at[64];
};

static inline struct dir dir_new(void)
{
    struct dir dir = {"/tmp/attune-test-XXXXXX"};
    assert_non_null(mkdtemp(dir.at));
    return dir;
}

static inline int dir_remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st, (void)kind, (void)where;
    return remove(path);
}

/* What lies at a path goes, with all that is in it; 0, or -1 where something could not be removed. */
static inline int dir_delete(const char *path)
{
    return nftw(path, dir_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static inline int dir_make(void **state)
{
    struct dir *dir = calloc(1, sizeof *dir);
    assert_non_null(dir);
    *dir = dir_new();
    *state = dir;
    return 0;
}

static inline int dir_remove(void **state)
{
    struct dir *dir = *state;
    int rc = dir_delete(dir->at);
    free(dir);
    return rc;
}

static inline const char *in_dir(const struct dir *dir, const char *name)
{
    static char paths[4][PATH_LEN]; /* the last four results stay readable */
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s", dir->at, name);
    return paths[turn];
}

/* The whole of a file, in memory that is the caller's; NULL, and no length, if it is not there. */
static inline uint8_t *file_if_there(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    *len = 0;
    if (f == NULL)
        return NULL;
    fseek(f, 0, SEEK_END);
    *len = (size_t)ftell(f);
    rewind(f);
    uint8_t *at = malloc(*len + 1);
    assert_non_null(at);
    assert_int_equal(fread(at, 1, *len, f), *len);
    fclose(f);
    return at;
}

/* The same; the test fails if it is not there. */
static inline uint8_t *file_read(const char *path, size_t *len)
{
    uint8_t *at = file_if_there(path, len);
    assert_non_null(at);
    return at;
}

static inline void file_write(const char *path, const uint8_t *at, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(at, 1, len, f), len);
    fclose(f);
}

/* How often these bytes stand in a file; 0 if it is not there. */
static inline size_t found_in_file(const char *path, struct bytes needle)
{
    size_t len = 0, found = 0;
    uint8_t *at = file_if_there(path, &len);
    for (size_t i = 0; at != NULL && i + needle.len <= len; i++)
        found += at[i] == needle.at[0] && memcmp(at + i, needle.at, needle.len) == 0;
    free(at);
    return found;
}

/* The same in every file of the directory, whatever it is called. */
static inline size_t found_in_dir(const struct dir *dir, struct bytes needle)
{
    DIR *d = opendir(dir->at);
    assert_non_null(d);
    size_t found = 0;
    for (struct dirent *file; (file = readdir(d)) != NULL;)
        if (file->d_type == DT_REG)
            found += found_in_file(in_dir(dir, file->d_name), needle);
    closedir(d);
    return found;
}

#endif
