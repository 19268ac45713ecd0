/*
 * tests/host/store_faulty.c - a SQLite VFS over the default one that fails one chosen call
 *
 * Offers version 1 of the file methods: the store's exclusive locking needs no shared memory.
 */
#include "store_faulty.h"

#include <assert.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

struct faulty_file {
    sqlite3_file base;
    sqlite3_file *real; /* right behind this struct */
};

static struct {
    sqlite3_vfs *real;
    bool armed, reached, full;
    unsigned calls, calls_left;
    enum fault fault;
} disk;

static bool fails_now(void)
{
    if (!disk.armed)
        return false;
    disk.calls++;
    if (disk.calls_left > 0) {
        disk.calls_left--;
        return false;
    }
    disk.armed = false;
    disk.reached = true;
    if (disk.fault == FAULT_KILL)
        _exit(FAULTY_KILLED);
    return true;
}

bool faulty_step(void)
{
    return fails_now();
}

void faulty_fail_after(unsigned calls, enum fault fault)
{
    disk.armed = true;
    disk.reached = false;
    disk.calls = 0;
    disk.calls_left = calls;
    disk.fault = fault;
}

unsigned faulty_calls(void)
{
    return disk.calls;
}

void faulty_fill(void)
{
    disk.full = true;
}

bool faulty_calm(void)
{
    disk.armed = disk.full = false;
    return disk.reached;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct faulty_file *)file)->real;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods == NULL ? SQLITE_OK : real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), to, len, at);
}

static int file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
    if (fails_now()) {
        if (disk.fault == FAULT_TORN_WRITE)
            (void)real_of(file)->pMethods->xWrite(real_of(file), from, len / 2, at);
        return disk.fault == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    sqlite3_int64 size = 0;
    if (disk.full && (real_of(file)->pMethods->xFileSize(real_of(file), &size) != SQLITE_OK || at + len > size))
        return SQLITE_FULL;
    return real_of(file)->pMethods->xWrite(real_of(file), from, len, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 len)
{
    return fails_now() ? SQLITE_IOERR_TRUNCATE : real_of(file)->pMethods->xTruncate(real_of(file), len);
}

static int file_sync(sqlite3_file *file, int flags)
{
    (void)file, (void)flags;
    return fails_now() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *len)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), len);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_reserved(sqlite3_file *file, int *out)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int file_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_traits(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    struct faulty_file *f = (struct faulty_file *)file;
    f->base.pMethods = NULL;
    f->real = (sqlite3_file *)&f[1];
    if (fails_now())
        return SQLITE_CANTOPEN;

    int rc = disk.real->xOpen(disk.real, name, f->real, flags, out_flags);
    if (f->real->pMethods != NULL)
        f->base.pMethods = &METHODS;
    return rc;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_dir)
{
    (void)vfs;
    (void)sync_dir;
    return fails_now() ? SQLITE_IOERR_DELETE : disk.real->xDelete(disk.real, name, 0);
}

void faulty_install(void)
{
    static sqlite3_vfs vfs;
    disk.real = sqlite3_vfs_find(NULL);
    assert(disk.real != NULL);
    vfs = *disk.real;
    vfs.zName = "faulty";
    vfs.szOsFile = (int)sizeof(struct faulty_file) + disk.real->szOsFile;
    vfs.pNext = NULL;
    vfs.xOpen = disk_open;
    vfs.xDelete = disk_delete;
    int rc = sqlite3_vfs_register(&vfs, 1);
    assert(rc == SQLITE_OK);
    (void)rc;
}
