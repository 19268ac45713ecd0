/*
 * base/duration.h - the length that a recording says it has
 *
 * A browser writes the head of a recording before it knows how long it will be: Firefox leaves 0 in WebM, WebKit leaves 0 in a
 * fragmented MP4, Chromium has no field for it at all.  A player then shows no length and cannot be moved to the middle.  Once the length is known
 * it can be put there, and no byte moves: the field is in the file already, or it takes the place of the name of the program
 * that wrote the file (WritingApp), which no player needs.
 *
 * Sources: WebM (EBML, RFC 8794; Matroska, RFC 9559, section 5.1.2); MP4 (ISO/IEC 14496-12, 8.2.2 mvhd and 8.8.2 mehd).
 */
#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include "base/text.h"

/*
 * Write `seconds` into the recording of `len` bytes at `at` if it says no length or 0.  True if that was done.  A recording that says a length
 * keeps it; one that has no place for it, is of another kind, is broken, or cannot hold so large a number is left as it was.
 */
bool duration_write(uint8_t *at, size_t len, uint32_t seconds);

#endif
