/*
 * tests/host/faulty_calls.c - the store's own calls to the disk, counted and failing like SQLite's
 *
 * For a test that is linked with --wrap for each of them.
 */
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

#include "store_faulty.h"

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
    return faulty_step() ? -1 : __real_rename(from, to);
}

int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    (void)fd;
    return faulty_step() ? -1 : 0;
}

int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int __wrap_unlink(const char *path)
{
    return faulty_step() ? -1 : __real_unlink(path);
}

ssize_t __real_pwrite(int fd, const void *at, size_t len, off_t from);
ssize_t __wrap_pwrite(int fd, const void *at, size_t len, off_t from);
ssize_t __wrap_pwrite(int fd, const void *at, size_t len, off_t from)
{
    return faulty_step() ? -1 : __real_pwrite(fd, at, len, from);
}
