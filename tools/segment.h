/*
 * tools/segment.h - whether a translated piece of a template may stand where the English one does
 *
 * A translated segment goes into pages unescaped, between values that are escaped for the place where the English one
 * left them.  So it must be the English one in all but its words: the same tags, attributes, addresses and comments in
 * the same order, byte for byte, and at its end the same place in the markup.  What may differ is the text between
 * tags, in <title> and in <textarea>, and attributes that are read by a person (markup_is_worded).  An order of tags or
 * values of its own is not offered: a sentence that needs one is worded otherwise.
 *
 * A whole message may be asked about as well: {{path}} in it is a value, and stands for itself.
 */
#ifndef TOOLS_SEGMENT_H
#define TOOLS_SEGMENT_H

#include "tools/markup.h"

/*
 * NULL if `translated` fits where `english` stands, which is where `before` says.  Else a sentence in the arena,
 * without a full stop, that says what is wrong with the first thing that is; one of these:
 *   - it is not UTF-8, or holds a character that is not seen (controls, and those that turn the order of letters
 *     around: U+202A to U+202E), plainly or as &#8238;
 *   - markup.c refuses it, or a & begins no name of a character, or {{ no value;
 *   - its markup or its values are not those of the English one, or it ends elsewhere in the markup;
 *   - an element or attribute has no words left, or has words where the English one has none.  What begins or ends
 *     outside the segment is not judged: its words may have gone to the other side of a value.
 * A segment of English that would itself be refused for its markup gives that sentence.
 */
const char *segment_fits(struct arena *arena, struct str english, struct str translated, const struct markup *before);

#endif
