/*
 * tools/literals.h - the segments of all pages by number, in English or with the words of another language
 *
 * A segment is a literal piece of a template between values and blocks, as it is sent (tools/messages.h).  It has its
 * number by its place in the source, file and offset, in the order in which templatec first comes to them; a partial's
 * are counted once.  Of the empty ones only those have a number that stand beside a value in a message: text may go
 * there in another language.
 *
 * A translator gives messages, not segments.  Words are put into the segments between the tags and values that stand
 * there, so no translation writes a tag's attributes; and each segment is then held against the English one
 * (tools/segment.h).
 */
#ifndef TOOLS_LITERALS_H
#define TOOLS_LITERALS_H

#include "tools/messages.h"

struct segment {
    const struct item *item; /* the English one */
    struct str text;
    bool door; /* it stands on a page for anyone */
};

struct segments {
    LIST_OF(struct segment) list;
    const size_t *of_item; /* for each of the items the number of its segment, SIZE_MAX if it has none */
};

/* In English.  Complains of one that segment_fits would not take in place of itself. */
struct segments segments_of(struct arena *arena, const struct items *items, const struct messages *messages);

/* The number of the segment in the place of this item; SIZE_MAX if there is none. */
size_t segment_number(const struct segments *segments, const struct item *item);

/* A line of a translation. */
struct phrase {
    struct str english, translated;
    unsigned line;
};

struct translation {
    LIST_OF(struct phrase) list;
    const char *path;
};

/* A file of lines "English<TAB>translation", as a message's text stands in its list.  Complains of any other line. */
struct translation translation_read(struct arena *arena, const char *path);

/*
 * Put the words of a translation in; a message that is not in it stays English.  The English text alone is the key: the
 * same English has the same translation on every page.  Complains, with the line of the
 * translation, of one that has other tags or values than the message, or in another order; that has text where no
 * segment can take it; or that makes a segment which segment_fits refuses.
 */
void segments_translate(struct arena *arena, struct segments *segments, const struct messages *messages,
                        const struct translation *translation);

/* For tools/contentc: a CBOR array of segments, each an array of its text and whether a page for anyone has it. */
struct str segments_pack(struct arena *arena, const struct segments *segments);

/* One segment a line: its number, "file:line", where in the markup it begins, the text as JSON; parted by tabs. */
struct str segments_write(struct arena *arena, const struct segments *segments);

#endif
