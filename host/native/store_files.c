/* host/native/store_files.c - the files beside the vault and below it: paths, the lock, what is left over, the spare */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* flock, dprintf, fallocate */
#endif
#include "host/native/store_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "seal/seal.h"

enum { SPARE_BYTES = 1024 * 1024 }; /* several removals of the longest entries, with the log they are written to */

enum err file_err(void)
{
    switch (errno) {
    case ENOENT:
        return ERR_NOT_FOUND;
    case EEXIST:
        return ERR_EXISTS;
    case EFBIG: /* as far as this account may go */
    case ENOSPC:
    case EDQUOT:
    case ENOMEM:
        return ERR_NO_ROOM;
    default:
        return ERR_STORAGE;
    }
}

enum err path_join(struct path *out, const char *dir, const char *name)
{
    int len = snprintf(out->at, sizeof out->at, "%s%s", dir, name);
    return len >= 0 && (size_t)len < sizeof out->at ? ERR_OK : ERR_TOO_LONG;
}

enum err sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return file_err();
    enum err e = fsync(fd) == 0 ? ERR_OK : ERR_STORAGE;
    close(fd);
    return e;
}

enum err sync_parent(const char *path)
{
    struct path parent;
    enum err e = path_join(&parent, path, "");
    if (e != ERR_OK)
        return e;
    char *slash = strrchr(parent.at, '/');
    if (slash == NULL)
        return sync_path(".", O_RDONLY | O_DIRECTORY);
    slash[slash == parent.at ? 1 : 0] = '\0';
    return sync_path(parent.at, O_RDONLY | O_DIRECTORY);
}

enum err make_dirs(const char *dir)
{
    struct path path;
    enum err e = path_join(&path, dir, "/");
    if (e != ERR_OK)
        return e;
    for (char *slash = strchr(path.at + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path.at, 0700) == 0)
            e = sync_parent(path.at);
        else if (errno != EEXIST)
            e = file_err();
        if (e != ERR_OK)
            return e;
        *slash = '/';
    }
    return ERR_OK;
}

enum err make_private(const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return file_err();
    close(fd);
    return ERR_OK;
}

bool file_is(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

enum err lock_take(const char *dir, int *out)
{
    struct path path;
    enum err e = path_join(&path, dir, "/vault.lock");
    if (e != ERR_OK)
        return e;

    /* In a directory that others may write to, a link by this name may lead to a file that is dear to someone. */
    struct stat st;
    int fd = open(path.at, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return file_err();
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1 || st.st_uid != geteuid()) {
        close(fd);
        return ERR_STORAGE;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        e = errno == EWOULDBLOCK ? ERR_BUSY : ERR_STORAGE;
        close(fd);
        return e;
    }
    if (ftruncate(fd, 0) != 0 || dprintf(fd, "%ld\n", (long)getpid()) < 0)
        e = file_err(); /* a disk so full that not even this fits */
    if (e != ERR_OK)
        close(fd);
    else
        *out = fd;
    return e;
}

enum err own_file(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return file_err();
    if (S_ISLNK(st.st_mode) && st.st_uid != geteuid())
        return ERR_STORAGE;
    return chmod(path, 0600) == 0 ? ERR_OK : file_err();
}

enum err vault_real(const char *dir, struct path *out)
{
    struct path named;
    struct stat st;
    enum err e = path_join(&named, dir, "/vault.attune");
    if (e == ERR_OK && lstat(named.at, &st) == 0 && S_ISLNK(st.st_mode) && st.st_uid != geteuid())
        e = ERR_STORAGE;
    return e != ERR_OK || realpath(named.at, out->at) != NULL ? e : path_join(out, named.at, "");
}

void part_remove(const char *dir)
{
    static const char UPLOAD[] = "/" STORE_UPLOAD_NAME;
    static const char *const LEFT[] = {".part-wal", ".part", "/vault.copy.part", "/vault.copy", UPLOAD};
    struct path vault, part;
    if (vault_real(dir, &vault) != ERR_OK)
        return;
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++)
        if (path_join(&part, LEFT[i][0] == '.' ? vault.at : dir, LEFT[i]) == ERR_OK)
            (void)unlink(part.at);
}

void spare_make(const struct store *s)
{
    int fd = open(s->spare.at, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return; /* it is there, or cannot be */
    bool made = fallocate(fd, 0, 0, SPARE_BYTES) == 0;
    close(fd);
    if (!made)
        (void)unlink(s->spare.at);
}

bool spare_use(const struct store *s)
{
    return unlink(s->spare.at) == 0;
}

enum err file_map(const char *path, struct bytes *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_err();
    enum err e = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? ERR_OK : ERR_MALFORMED;
    struct bytes file = {0};
    if (e == ERR_OK && st.st_size > 0) {
        void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at == MAP_FAILED)
            e = ERR_NO_ROOM;
        else
            file = (struct bytes){.at = at, .len = (size_t)st.st_size};
    }
    close(fd);
    if (e == ERR_OK)
        *out = file;
    return e;
}

void file_unmap(struct bytes file)
{
    if (file.at != NULL)
        munmap((void *)(uintptr_t)file.at, file.len);
}

void store_overwrite(int fd)
{
    static const uint8_t ZEROS[1 << 16];
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return;
    for (off_t at = 0; at < st.st_size;) {
        off_t left = st.st_size - at;
        ssize_t wrote = pwrite(fd, ZEROS, left < (off_t)sizeof ZEROS ? (size_t)left : sizeof ZEROS, at);
        if (wrote <= 0)
            return;
        at += wrote;
    }
    (void)fsync(fd);
}

/* Numbers of <linux/magic.h>, and of file systems that are not in it. */
#define FS_9P 0x01021997u
#define FS_CIFS 0xff534d42u
#define FS_EXFAT 0x2011bab0u
#define FS_F2FS 0xf2f52010u
#define FS_FAT 0x4d44u
#define FS_FUSE 0x65735546u
#define FS_OVERLAY 0x794c7630u
#define FS_RAM 0x858458f6u
#define FS_SMB2 0xfe534d42u
#define FS_TMP 0x01021994u
#define FS_XFS 0x58465342u

/*
 * Where a file system makes numbers for its files anew whenever it is mounted, they say nothing: a stick's, or one that
 * some program or another machine stands behind.
 */
static bool numbers_last(uint32_t kind)
{
    return kind != FS_FAT && kind != FS_EXFAT && kind != FS_FUSE && kind != FS_CIFS && kind != FS_SMB2 && kind != FS_9P;
}

/*
 * These call themselves by the device they lie on, whose number goes by the order in which devices were found, or by
 * what they were mounted with.
 */
static bool system_number_lasts(uint32_t kind)
{
    return kind != FS_XFS && kind != FS_F2FS && kind != FS_OVERLAY;
}

struct hash place_hash(uint32_t kind, uint64_t system, uint64_t file, struct bytes machine)
{
    static const char CONTEXT[16] = "attune place 1";
    uint8_t parts[sizeof CONTEXT + 2 * sizeof(uint64_t) + MACHINE_ID_BYTES] = {0};
    if (!system_number_lasts(kind))
        system = 0;
    if (!numbers_last(kind))
        system = file = 0;
    size_t used = sizeof CONTEXT + sizeof system + sizeof file;
    memcpy(parts, CONTEXT, sizeof CONTEXT);
    memcpy(parts + sizeof CONTEXT, &system, sizeof system);
    memcpy(parts + sizeof CONTEXT + sizeof system, &file, sizeof file);
    if (machine.len > 0)
        memcpy(parts + used, machine.at, machine.len);
    return seal_hash((struct bytes){parts, used + machine.len});
}

bool machine_id_lasts(uint32_t kind)
{
    return kind != FS_OVERLAY && kind != FS_TMP && kind != FS_RAM;
}

/* By chance, made when the system was installed; empty where there is none that lasts. */
static size_t machine_id(uint8_t out[MACHINE_ID_BYTES])
{
    struct statfs fs;
    int fd = open("/etc/machine-id", O_RDONLY | O_CLOEXEC);
    bool lasts = fd >= 0 && fstatfs(fd, &fs) == 0 && machine_id_lasts((uint32_t)fs.f_type);
    ssize_t len = lasts ? read(fd, out, MACHINE_ID_BYTES) : 0;
    if (fd >= 0)
        close(fd);
    return len > 0 ? (size_t)len : 0;
}

enum err place_of(const char *path, struct hash *out)
{
    uint8_t machine[MACHINE_ID_BYTES];
    uint64_t system = 0;
    struct stat st;
    struct statfs fs;
    if (stat(path, &st) != 0 || statfs(path, &fs) != 0)
        return ERR_STORAGE;
    memcpy(&system, &fs.f_fsid, sizeof fs.f_fsid < sizeof system ? sizeof fs.f_fsid : sizeof system);
    *out = place_hash((uint32_t)fs.f_type, system, st.st_ino, (struct bytes){machine, machine_id(machine)});
    return ERR_OK;
}
