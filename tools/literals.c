/* tools/literals.c - numbering segments, and putting other words into them */
#include "tools/literals.h"
#include "base/cbor.h"
#include "tools/segment.h"

#include <string.h>

/* ---- numbers ---- */

/* True for an empty one that a message may need. */
static bool is_of_message(const struct messages *messages, size_t item)
{
    for (size_t i = 0; i < messages->list.len; i++)
        for (size_t k = 0; k < messages->list.at[i].pieces.len; k += 2)
            if (messages->list.at[i].pieces.at[k].item == item)
                return true;
    return false;
}

size_t segment_number(const struct segments *segments, const struct item *item)
{
    for (size_t i = 0; i < segments->list.len; i++) {
        const struct item *other = segments->list.at[i].item;
        if (other->offset == item->offset && strcmp(other->at.file, item->at.file) == 0)
            return i;
    }
    return SIZE_MAX;
}

/* The same for one that may be met once more. */
static size_t known(struct segments *segments, const struct item *item)
{
    size_t n = segment_number(segments, item);
    if (n == SIZE_MAX)
        return n;
    const struct item *other = segments->list.at[n].item;
    if (!str_eq(other->text, item->text) || other->before.where != item->before.where)
        complain(item->at, "what stands here is not the same in every page");
    segments->list.at[n].door |= item->door;
    return n;
}

struct segments segments_of(struct arena *arena, const struct items *items, const struct messages *messages)
{
    struct segments segments = {0};
    size_t *of_item = ARENA_MANY(arena, size_t, items->list.len);
    for (size_t i = 0; i < items->list.len; i++) {
        const struct item *item = &items->list.at[i];
        of_item[i] = item->kind == ITEM_SEGMENT ? known(&segments, item) : SIZE_MAX;
        bool wanted = item->kind == ITEM_SEGMENT && (item->text.len > 0 || is_of_message(messages, i));
        if (!wanted || of_item[i] != SIZE_MAX)
            continue;
        const char *wrong = segment_fits(arena, item->text, item->text, &item->before);
        if (wrong)
            complain(item->at, "%s", wrong);
        of_item[i] = segments.list.len;
        ARENA_PUSH(arena, &segments.list, (struct segment){item, item->text, item->door});
    }
    segments.of_item = of_item;
    return segments;
}

/* ---- a translation ---- */

struct translation translation_read(struct arena *arena, const char *path)
{
    struct translation all = {.path = path};
    struct str rest = read_whole(arena, path), line = {0};
    for (unsigned n = 1; rest.len > 0; n++) {
        struct phrase phrase = {.line = n};
        str_cut(rest, '\n', &line, &rest);
        if (!str_cut(line, '\t', &phrase.english, &phrase.translated) || phrase.english.len == 0 ||
            phrase.translated.len == 0)
            complain((struct place){path, n}, "a line is the English, a tab and its translation");
        ARENA_PUSH(arena, &all.list, phrase);
    }
    return all;
}

static const struct phrase *phrase_of(const struct translation *translation, const struct message *message)
{
    for (size_t i = 0; i < translation->list.len; i++)
        if (str_eq(translation->list.at[i].english, message->text))
            return &translation->list.at[i];
    return NULL;
}

/* Other words between two bytes of a segment. */
struct edit {
    size_t segment, item, from, to;
    struct str words;
    unsigned line; /* of the translation */
    bool done;
};

struct edits {
    LIST_OF(struct edit) list;
};

/* How long the tag or value is that `s` begins with; 0 if it begins with text. */
static size_t token_len(struct str s, bool in_text)
{
    bool value = str_starts(s, S("{{"));
    bool tag = in_text && s.len > 1 && s.at[0] == '<' && (ascii_is_letter(s.at[1]) || s.at[1] == '/');
    size_t end = value ? str_find(s, S("}}")) : tag ? str_find(s, S(">")) : SIZE_MAX;
    return end == SIZE_MAX ? 0 : end + (value ? 2 : 1);
}

/* The text before the next tag or value. */
static struct str next_text(struct str s, bool in_text)
{
    size_t len = 0;
    while (len < s.len && token_len(str_after(s, len), in_text) == 0)
        len++;
    return str_first(s, len);
}

/* True if the words stand there already: a partial's, said with another page. */
static bool is_edited(const struct edits *edits, const struct edit *edit, struct place at)
{
    for (size_t i = 0; i < edits->list.len; i++) {
        const struct edit *other = &edits->list.at[i];
        if (other->segment != edit->segment || other->from != edit->from || other->item == edit->item)
            continue;
        if (!str_eq(other->words, edit->words))
            complain(at, "line %u says otherwise what both share: %.*s", other->line, (int)edit->words.len,
                     edit->words.at);
        return true;
    }
    return false;
}

static void edit_piece(struct arena *arena, struct edits *edits, const struct segments *segments,
                       const struct piece *piece, struct str words, struct place at)
{
    size_t segment = piece->item == SIZE_MAX ? SIZE_MAX : segments->of_item[piece->item];
    struct edit edit = {segment, piece->item, piece->from, piece->to, words, at.line, false};
    if (segment == SIZE_MAX && !str_eq(words, piece->text))
        complain(at, "no other words can stand here: %.*s", (int)words.len, words.at);
    if (segment != SIZE_MAX && !is_edited(edits, &edit, at))
        ARENA_PUSH(arena, &edits->list, edit);
}

/* Both are read side by side: text, then the same tag or value in both, and so on. */
static void edit_message(struct arena *arena, struct edits *edits, const struct segments *segments,
                         const struct message *message, struct str words, struct place at)
{
    bool in_text = message->attribute.len == 0;
    for (size_t i = 0; i < message->pieces.len; i++) {
        const struct piece *piece = &message->pieces.at[i];
        bool is_text = piece->kind == PIECE_TEXT;
        struct str own = is_text ? next_text(words, in_text) : str_first(words, token_len(words, in_text));
        if (is_text)
            edit_piece(arena, edits, segments, piece, own, at);
        else if (!str_eq(own, piece->text))
            complain(at, "the tags and values are not those of: %.*s", (int)message->text.len, message->text.at);
        words = str_after(words, own.len);
    }
    if (words.len > 0)
        complain(at, "the tags and values are not those of: %.*s", (int)message->text.len, message->text.at);
}

/* The first edit of a segment that is not done; of two in one place the one that came first. */
static struct edit *next_edit(const struct edits *edits, size_t segment)
{
    struct edit *next = NULL;
    for (size_t i = 0; i < edits->list.len; i++) {
        struct edit *edit = &edits->list.at[i];
        if (edit->segment == segment && !edit->done && (!next || edit->from < next->from))
            next = edit;
    }
    return next;
}

static struct str edited(struct arena *arena, const struct edits *edits, size_t segment, struct str text,
                         unsigned *line)
{
    struct buf out = buf_on(arena);
    size_t at = 0;
    for (struct edit *edit = NULL; (edit = next_edit(edits, segment));) {
        edit->done = true;
        buf_put(&out, str_first(str_after(text, at), edit->from - at));
        buf_put(&out, edit->words);
        at = edit->to;
        *line = edit->line;
    }
    buf_put(&out, str_after(text, at));
    return buf_str(&out);
}

void segments_translate(struct arena *arena, struct segments *segments, const struct messages *messages,
                        const struct translation *translation)
{
    struct edits edits = {0};
    for (size_t i = 0; i < messages->list.len; i++) {
        const struct phrase *phrase = phrase_of(translation, &messages->list.at[i]);
        if (phrase)
            edit_message(arena, &edits, segments, &messages->list.at[i], phrase->translated,
                         (struct place){translation->path, phrase->line});
    }
    for (size_t i = 0; i < segments->list.len; i++) {
        struct segment *segment = &segments->list.at[i];
        unsigned line = 0;
        segment->text = edited(arena, &edits, i, segment->item->text, &line);
        const char *wrong = segment_fits(arena, segment->item->text, segment->text, &segment->item->before);
        if (wrong)
            complain((struct place){translation->path, line}, "%s", wrong);
    }
}

/* ---- the list ---- */

static void put_state(struct buf *out, const struct markup *m)
{
    if (m->where == IN_TEXT) {
        buf_put(out, m->kept_depth > 0 ? S("in <pre>") : S("text"));
        return;
    }
    if (m->where == IN_DOUBLE_QUOTES) {
        buf_put(out, str_from_c(m->attribute));
        buf_put(out, S(" of "));
    }
    buf_put(out, S("<"));
    buf_put(out, str_from_c(m->tag));
    buf_put(out, S(">"));
}

struct str segments_pack(struct arena *arena, const struct segments *segments)
{
    struct buf out = buf_on(arena);
    cbor_put_array(&out, segments->list.len);
    for (size_t i = 0; i < segments->list.len; i++) {
        cbor_put_array(&out, 2);
        cbor_put_text(&out, segments->list.at[i].text);
        cbor_put_bool(&out, segments->list.at[i].door);
    }
    return buf_str(&out);
}

struct str segments_write(struct arena *arena, const struct segments *segments)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < segments->list.len; i++) {
        const struct segment *segment = &segments->list.at[i];
        buf_put_u64(&out, i);
        buf_put(&out, STR_JOIN(arena, S("\t"), str_from_c(segment->item->at.file), S(":")));
        buf_put_u64(&out, segment->item->at.line);
        buf_put_byte(&out, '\t');
        put_state(&out, &segment->item->before);
        buf_put_byte(&out, '\t');
        buf_put_json(&out, segment->text);
        buf_put_byte(&out, '\n');
    }
    return buf_str(&out);
}
