/* pages/frame/files.h - files that the build put into the binary as they are */
#ifndef PAGES_FRAME_FILES_H
#define PAGES_FRAME_FILES_H

#include "base/text.h"

extern const struct str FILE_STYLE, FILE_SCRIPT, FILE_RECORD, FILE_ICON;

#endif
