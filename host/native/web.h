/*
 * host/native/web.h - a folder of plain files on this machine's loopback: the browser app, as any static host gives it
 *
 * Read-only.  Only names of letters, digits, dots and hyphens are looked for, in the folder itself, and only
 * files of the kinds that the browser app has.  Whoever takes gzip is sent NAME.gz in the place of NAME, where the
 * build has laid one beside it and it is not the older of the two; nothing is compressed here.  Each answer has an ETag of its own
 * bytes, and who has them is told so (304).
 */
#ifndef HOST_NATIVE_WEB_H
#define HOST_NATIVE_WEB_H

#include "host/native/command.h"

/* `attune web DIR`: serve options->file until told to stop. */
int command_web(const struct options *options);

#endif
