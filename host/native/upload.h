/*
 * host/native/upload.h - a form with a file in it, as a browser sends one without scripts (multipart/form-data, RFC 7578)
 *
 * The file goes to the data directory as it comes, for it may be larger than any form, and beside the vault there is
 * room for it or for nothing more to be kept either.  Its name is gone at once, so that it goes with the process however
 * that ends; its bytes are overwritten when it is done with.  The other fields become a form like any other.
 *
 * Memory: what is given lives until upload_end.
 */
#ifndef HOST_NATIVE_UPLOAD_H
#define HOST_NATIVE_UPLOAD_H

#include "app/app.h"

struct MHD_Connection;
struct upload;

enum {
    UPLOAD_FIELDS_BYTES = 64 * 1024, /* of all fields but the file; what is beyond is left out */
    UPLOAD_FILE_BYTES   = 1 << 30,
};

/* NULL: no such form, or no room for it.  dir: where the file is to lie. */
struct upload *upload_begin(struct MHD_Connection *connection, const char *dir);
/* The next bytes of the request's body. */
void upload_take(struct upload *upload, const char *data, size_t len);

/* After the last of them. */
struct str       upload_fields(const struct upload *upload); /* application/x-www-form-urlencoded */
struct sent_file upload_file(struct upload *upload);

/* NULL is allowed. */
void upload_end(struct upload *upload);

#endif
