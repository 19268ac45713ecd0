/*
 * host/native/web.h - a folder of plain files on this machine's loopback: the browser app, as any static host gives it
 *
 * Read-only.  Only names of letters, digits, dots and hyphens are looked for, in the folder itself, and only
 * files of the kinds that the browser app has.
 */
#ifndef HOST_NATIVE_WEB_H
#define HOST_NATIVE_WEB_H

#include "host/native/command.h"

/* `attune web DIR`: serve options->file until told to stop. */
int command_web(const struct options *options);

#endif
