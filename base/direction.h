/*
 * base/direction.h - what keeps its own direction inside text that may run the other way
 *
 * Latin runs from left to right, Arabic and Hebrew from right to left, and a line that holds both is laid out by
 * Unicode Standard Annex 9.  By its rules the groups of "1800 737 732" come out as "732 737 1800" in a line that runs
 * from right to left, and a name takes the punctuation beside it along.  An isolate keeps a piece apart from what is
 * around it: in HTML <bdi>, in plain text U+2068 (the first letter after it decides) to U+2069.  WebKit has drawn text
 * as if the latter two were not there for years (bug 208712, and WebKitGTK as tests/browser/direction.mjs found it), so
 * on a page they become <bdi>.
 *
 * Memory: as in base/text.h.  Nothing here fails.
 */
#ifndef BASE_DIRECTION_H
#define BASE_DIRECTION_H

#include "base/text.h"

/*
 * Somebody's own words or a name, to be put into a sentence that is plain text: between U+2068 and U+2069, and without
 * the characters that set a direction for what follows (U+202A to U+202E, U+2066 to U+2069), so that it can neither end
 * its isolate nor turn the rest of the sentence around.  An empty text stays empty.
 */
struct str str_isolated(struct arena *arena, struct str s);

/* Text as buf_put_escaped writes it, with <bdi> for each isolate in it that begins and ends, but not inside another. */
void buf_put_isolating(struct buf *b, struct str s);

/*
 * Text as buf_put_escaped writes it, with each thing that is dialled or typed as it stands in <bdi dir="ltr">: a number
 * with the groups it is parted into ("1800 737 732", "*120*7867#"), an address ("help@galop.org.uk", "113.nl").
 * Everything else keeps the direction of what is around it.
 */
void buf_put_dialled(struct buf *b, struct str s);

#endif
