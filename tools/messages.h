/*
 * tools/messages.h - what a translator sees of the templates, and the segments that pages are put together from
 *
 * templatec reads a page, partials and all, and notes what it met as *items*, in order.  From them come two lists:
 *
 *   segments   the literal pieces between values and blocks, as they are sent.  A segment has its number by its place
 *              in the source (file and offset), not by what it says: two equal English pieces may differ in another
 *              language.  A partial's segments are counted once, however many pages it stands in.
 *   messages   what is read as one piece: the text between two tags that are not inline (markup_is_inline), or one
 *              attribute that is read by a person (markup_is_worded).  Inline tags stand in it without their
 *              attributes, values as {{path}}.  Two links or spans with nothing but blanks between them are two
 *              messages: a row of links is no sentence.
 *
 * Beside a value in a message there is always a segment, if an empty one: another language may have words where English
 * has none.
 *
 * A block tag ({{#if}}, {{else}}, ...) ends a message as well.  Where it stands in the middle of a sentence, what goes
 * on after it is *cut*: another language need not cut there.  A sentence ends with . ! ? : … (and quotes after it), at
 * · and at a tag that is not inline; it may end with a value, so what follows one with a capital counts as whole.
 * Pieces without a letter are nobody's to translate and cut nothing: names joined by ", " in a loop, a value in
 * brackets.
 */
#ifndef TOOLS_MESSAGES_H
#define TOOLS_MESSAGES_H

#include "tools/markup.h"
#include "tools/tool.h"

enum item_kind { ITEM_SEGMENT, ITEM_VALUE, ITEM_OPENS, ITEM_ELSE, ITEM_CLOSES };

struct item {
    enum item_kind kind;
    struct place at;
    size_t offset;         /* in its file */
    bool door;             /* on a page for anyone */
    struct str text;       /* a segment as it is sent; a value's path */
    const unsigned *lines; /* of a segment: where each of its bytes stands */
    struct markup before;
};

struct items {
    LIST_OF(struct item) list;
};

/*
 * What a message is made of: text, then a tag or value and text, and so on.  Text may be empty; it is where other words
 * could stand.  It lies in one segment, between two of its bytes; `item` is SIZE_MAX where it does not.
 */
struct piece {
    enum { PIECE_TEXT, PIECE_OPENS, PIECE_CLOSES, PIECE_VALUE } kind;
    struct str text; /* as it stands in the message */
    size_t item, from, to;
};

struct message {
    struct place at;
    struct str attribute; /* empty: it is text */
    struct str text;
    struct pieces SPAN_OF(struct piece) pieces;
    bool cut;
};

struct messages {
    LIST_OF(struct message) list;
    LIST_OF(struct place) cuts; /* each block that cuts a sentence */
};

/* Those of the page whose items begin at `from`, added to what other pages gave; what is there already is not added
 * again. */
void messages_of_page(struct arena *arena, const struct items *items, size_t from, struct messages *messages);

/* One message a line: "file:line", "cut" or "whole", the attribute or "-", the text; parted by tabs. */
struct str messages_write(struct arena *arena, const struct messages *messages);

#endif
