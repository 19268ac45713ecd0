/* pages/frame/files.h - files that the build put into the binary as they are, and the addresses they are at */
#ifndef PAGES_FRAME_FILES_H
#define PAGES_FRAME_FILES_H

#include "pages/frame/page.h"

extern const struct str FILE_STYLE, FILE_SCRIPT, FILE_RECORD, FILE_ICON;

void file_get(struct visit *visit); /* /style.css, /attune.js, /record.js, /icon.svg */

#endif
