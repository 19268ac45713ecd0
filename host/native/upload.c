/* host/native/upload.c - libmicrohttpd takes the form apart; here its file finds a place for as long as it is needed */
#define _GNU_SOURCE
#include "host/native/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "host/native/store.h"

enum { PARSED_BYTES = 64 * 1024 }; /* at a time */

struct upload {
    struct MHD_PostProcessor *form;
    int fd;       /* -1: no place was found for it */
    enum err how; /* not ERR_OK: not all of it is there, and this is why */
    size_t len;
    struct bytes mapped;
    size_t fields_len;
    char fields[UPLOAD_FIELDS_BYTES];
};

/* A file that may grow no further is a full disk (process.h). */
static enum err why_of(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG ? ERR_NO_ROOM : ERR_STORAGE;
}

static int file_make(const char *dir)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/" STORE_UPLOAD_NAME, dir);
    if (len < 0 || (size_t)len >= sizeof path)
        return -1;
    (void)unlink(path); /* left by a process that was killed just here */
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0)
        (void)unlink(path);
    return fd;
}

/* What went wrong first is what is said. */
static void file_fail(struct upload *u, enum err why)
{
    if (!u->how)
        u->how = why;
    if (u->fd >= 0 && ftruncate(u->fd, 0) != 0) /* the room is others' again */
        u->len = 0;
}

static void file_more(struct upload *u, const char *data, size_t len)
{
    if (u->how)
        return;
    if (len > UPLOAD_FILE_BYTES - u->len) {
        file_fail(u, ERR_TOO_LONG);
        return;
    }
    while (len > 0) {
        ssize_t wrote = write(u->fd, data, len);
        if (wrote <= 0) {
            file_fail(u, wrote < 0 ? why_of(errno) : ERR_STORAGE);
            return;
        }
        data += wrote;
        len -= (size_t)wrote;
        u->len += (size_t)wrote;
    }
}

static void field_byte(struct upload *u, char byte)
{
    if (u->fields_len < sizeof u->fields)
        u->fields[u->fields_len++] = byte;
}

/* Every byte as %XX, so that none can mean anything. */
static void field_text(struct upload *u, const char *text, size_t len)
{
    static const char HEX[] = "0123456789ABCDEF";
    if (len > (sizeof u->fields - u->fields_len) / 3)
        return;
    for (size_t i = 0; i < len; i++) {
        field_byte(u, '%');
        field_byte(u, HEX[(unsigned char)text[i] >> 4]);
        field_byte(u, HEX[(unsigned char)text[i] & 15]);
    }
}

/* A field comes in pieces; the first begins it. */
static enum MHD_Result take(void *ctx, enum MHD_ValueKind kind, const char *key, const char *filename, const char *type,
                            const char *encoding, const char *data, uint64_t at, size_t len)
{
    struct upload *u = ctx;
    (void)kind, (void)type, (void)encoding;
    if (filename) {
        file_more(u, data, len);
        return MHD_YES;
    }
    if (len == 0)
        return MHD_YES; /* an empty one; or one of which no byte is here yet, and it comes again as if it began */
    if (at == 0) {
        field_byte(u, '&');
        field_text(u, key, key ? strlen(key) : 0);
        field_byte(u, '=');
    }
    field_text(u, data, len);
    return MHD_YES;
}

struct upload *upload_begin(struct MHD_Connection *connection, const char *dir)
{
    struct upload *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->fd = -1;
    u->form = MHD_create_post_processor(connection, PARSED_BYTES, take, u);
    if (!u->form) {
        free(u);
        return NULL;
    }
    u->fd = file_make(dir);
    if (u->fd < 0)
        u->how = why_of(errno);
    return u;
}

void upload_take(struct upload *u, const char *data, size_t len)
{
    if (MHD_post_process(u->form, data, len) != MHD_YES)
        file_fail(u, ERR_TRUNCATED);
}

struct str upload_fields(const struct upload *u)
{
    return str_after((struct str){u->fields, u->fields_len}, u->fields_len > 0); /* the first "&" */
}

static enum err file_map(struct upload *u)
{
    void *at = mmap(NULL, u->len, PROT_READ, MAP_PRIVATE, u->fd, 0);
    if (at == MAP_FAILED)
        return ERR_STORAGE;
    u->mapped = (struct bytes){at, u->len};
    return ERR_OK;
}

struct sent_file upload_file(struct upload *u)
{
    if (u->form && MHD_destroy_post_processor(u->form) != MHD_YES)
        file_fail(u, ERR_TRUNCATED); /* it ended in the middle */
    u->form = NULL;
    if (!u->how && u->len == 0)
        u->how = ERR_NOT_FOUND;
    if (!u->how && !u->mapped.at)
        u->how = file_map(u);
    return (struct sent_file){.bytes = u->mapped, .how = u->how};
}

void upload_end(struct upload *u)
{
    if (!u)
        return;
    if (u->form)
        (void)MHD_destroy_post_processor(u->form);
    if (u->mapped.at)
        munmap((void *)(uintptr_t)u->mapped.at, u->mapped.len);
    store_overwrite(u->fd);
    if (u->fd >= 0)
        close(u->fd);
    sodium_memzero(u->fields, u->fields_len);
    free(u);
}
