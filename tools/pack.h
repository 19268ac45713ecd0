/*
 * tools/pack.h - the clinician's reading pack: every text of content/ in one document
 *
 * One HTML file without scripts, made to be printed and written on: each text under its folder, with its file,
 * the strength of evidence that it claims (`evidence:`), its review state (`review:`) and a line to sign.  What
 * no one has reviewed says so.
 */
#ifndef TOOLS_PACK_H
#define TOOLS_PACK_H

#include "base/text.h"

void pack_put(struct buf *out, struct arena *arena, const char *content_dir);

#endif
