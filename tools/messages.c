/* tools/messages.c - messages out of what templatec met */
#include "tools/messages.h"

#include <string.h>

enum { DEPTH_MAX = 48 };

/* How the text before a block ended, worst last. */
enum tail { TAIL_EDGE, TAIL_ENDED, TAIL_VALUE, TAIL_OPEN };

struct flow {
    enum tail tail;
    bool words;   /* since the sentence began */
    bool closed;  /* a link or span was closed, and nothing but blanks came since */
    bool crossed; /* a block stood since */
    struct place crossed_at;
};

/* One message that is being gathered: text, or an attribute inside a tag of it. */
struct run {
    LIST_OF(struct piece) pieces;
    struct buf text; /* of the last piece */
    struct flow flow;
    struct place at;
    bool begun, words, in_entity, cut;
    bool cut_if_words; /* it is cut if it turns out to have words */
    struct place cut_at;
};

struct walk {
    struct arena *arena;
    const struct items *items;
    size_t item, byte;         /* where it is */
    size_t tag_item, tag_byte; /* where the tag that it is in began */
    struct markup markup;
    struct run text, attribute;
    bool in_attribute, closing;
    struct {
        struct flow text, attribute;
    } blocks[DEPTH_MAX];
    size_t depth;
    struct messages *messages;
};

/* ---- what has been gathered ---- */

static bool same_place(struct place a, struct place b)
{
    return a.line == b.line && strcmp(a.file, b.file) == 0;
}

/* In the source: the items of a partial come again with each page that it stands in. */
static bool same_byte(const struct items *items, const struct piece *a, const struct piece *b)
{
    bool one = a->item == SIZE_MAX || b->item == SIZE_MAX;
    return one ? a->item == b->item
               : items->list.at[a->item].offset == items->list.at[b->item].offset && a->from == b->from;
}

static void add_cut(struct walk *w, struct place at)
{
    for (size_t i = 0; i < w->messages->cuts.len; i++)
        if (same_place(w->messages->cuts.at[i], at))
            return;
    ARENA_PUSH(w->arena, &w->messages->cuts, at);
}

static void add_message(struct walk *w, struct message message)
{
    for (size_t i = 0; i < w->messages->list.len; i++) {
        const struct message *other = &w->messages->list.at[i];
        if (same_place(other->at, message.at) && str_eq(other->text, message.text) &&
            same_byte(w->items, &other->pieces.at[0], &message.pieces.at[0]))
            return;
    }
    ARENA_PUSH(w->arena, &w->messages->list, message);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_empty(const struct piece *piece)
{
    return piece->kind == PIECE_TEXT && str_trim(piece->text).len == 0;
}

/* Where the tag at `at` is closed, before `end`; or opened, going back; `at` itself if it is not. */
static size_t partner(const struct piece *pieces, size_t at, size_t begin, size_t end)
{
    bool forward = pieces[at].kind == PIECE_OPENS;
    int depth = 0;
    for (size_t i = at; i >= begin && i < end; i = forward ? i + 1 : i - 1) {
        depth += pieces[i].kind == PIECE_OPENS ? 1 : pieces[i].kind == PIECE_CLOSES ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return at;
}

/* Without tags that only stand around it, or are opened or closed elsewhere. */
static struct pieces unwrapped(struct pieces all)
{
    size_t begin = 0, end = all.len; /* of pieces; both ends are text */
    for (size_t left = 0; left != end - begin && end - begin > 2;) {
        left = end - begin;
        const struct piece *first = &all.at[begin + 1], *last = &all.at[end - 2];
        bool front = is_empty(&all.at[begin]) && first->kind != PIECE_VALUE;
        bool back = is_empty(&all.at[end - 1]) && last->kind != PIECE_VALUE;
        size_t of_first = front ? partner(all.at, begin + 1, begin, end) : 0;
        size_t of_last = back ? partner(all.at, end - 2, begin, end) : 0;
        bool around = front && back && of_first == end - 2;
        if (around || (front && of_first == begin + 1))
            begin += 2;
        if (end - begin > 2 && (around || (back && of_last == end - 2)))
            end -= 2;
    }
    return (struct pieces){all.at + begin, end - begin};
}

/* Blanks at both ends of a message stay where they are. */
static void trim_ends(struct walk *w, struct piece *first, struct piece *last)
{
    if (first->item != SIZE_MAX) {
        struct str raw = w->items->list.at[first->item].text;
        while (first->from < first->to && is_blank(raw.at[first->from]))
            first->from++;
    }
    if (last->item != SIZE_MAX) {
        struct str raw = w->items->list.at[last->item].text;
        while (last->to > last->from && is_blank(raw.at[last->to - 1]))
            last->to--;
    }
}

static void seal_text(struct walk *w, struct run *run)
{
    if (run->pieces.len > 0)
        run->pieces.at[run->pieces.len - 1].text = str_copy(w->arena, buf_str(&run->text));
    run->text.len = 0;
}

static struct message message_of(struct walk *w, struct run *run, const char *attribute)
{
    struct pieces pieces = unwrapped((struct pieces){run->pieces.at, run->pieces.len});
    struct buf text = buf_on(w->arena);
    for (size_t i = 0; i < pieces.len; i++)
        buf_put(&text, pieces.at[i].text);
    struct piece *own = arena_alloc(w->arena, sizeof *own, _Alignof(struct piece), pieces.len);
    memcpy(own, pieces.at, pieces.len * sizeof *own);
    trim_ends(w, &own[0], &own[pieces.len - 1]);
    return (struct message){.at = run->at,
                            .attribute = str_copy(w->arena, str_from_c(attribute)),
                            .text = str_trim(buf_str(&text)),
                            .pieces = {own, pieces.len}};
}

static void end_run(struct walk *w, struct run *run, const char *attribute)
{
    bool cut = run->cut || (run->cut_if_words && run->words);
    seal_text(w, run);
    if (cut)
        add_cut(w, run->cut_at);
    if (run->words) {
        struct message message = message_of(w, run, attribute);
        message.cut = cut;
        add_message(w, message);
    }
    run->flow.words = run->flow.words || run->words;
    run->pieces.len = 0;
    run->begun = run->words = run->in_entity = run->cut = run->cut_if_words = false;
}

/* A tag that is not inline: nothing before it and nothing after it are one sentence. */
static void edge(struct walk *w, struct run *run, const char *attribute)
{
    end_run(w, run, attribute);
    run->flow = (struct flow){0};
}

/* ---- pieces ---- */

static void begin_text(struct walk *w, struct run *run, size_t item, size_t byte)
{
    ARENA_PUSH(w->arena, &run->pieces, (struct piece){.kind = PIECE_TEXT, .item = item, .from = byte, .to = byte});
}

/* A tag or value that stands after one place, and before another. */
static void put_piece(struct walk *w, struct run *run, struct piece piece, size_t next_item, size_t next_byte)
{
    if (run->pieces.len == 0)
        begin_text(w, run, piece.item, piece.from);
    seal_text(w, run);
    ARENA_PUSH(w->arena, &run->pieces, piece);
    begin_text(w, run, next_item, next_byte);
}

static void put_byte(struct walk *w, struct run *run, char c)
{
    if (run->pieces.len == 0)
        begin_text(w, run, w->item, w->byte);
    struct piece *piece = &run->pieces.at[run->pieces.len - 1];
    /* Where a partial begins or ends, so does a segment: blanks may stay in the one before. */
    if (piece->item != w->item && str_trim(buf_str(&run->text)).len == 0)
        *piece = (struct piece){.kind = PIECE_TEXT, .item = w->item, .from = w->byte};
    else if (piece->item != w->item && !is_blank(c))
        piece->item = SIZE_MAX;
    if (piece->item == w->item)
        piece->to = w->byte + 1;
    if (!is_blank(c))
        buf_put_byte(&run->text, (uint8_t)c);
    else if (run->text.len == 0 || run->text.at[run->text.len - 1] != ' ')
        buf_put_byte(&run->text, ' ');
}

/* ---- characters ---- */

static bool ends_sentence(struct str s)
{
    return str_starts(s, S(".")) || str_starts(s, S("!")) || str_starts(s, S("?")) || str_starts(s, S(":")) ||
           str_starts(s, S("…"));
}

static bool closes_quote(struct str s)
{
    return str_starts(s, S("”")) || str_starts(s, S("’")) || str_starts(s, S(")"));
}

static bool is_capital(struct str s)
{
    struct str letter = str_starts(s, S("“")) ? str_after(s, sizeof "“" - 1) : s;
    return letter.len > 0 && letter.at[0] >= 'A' && letter.at[0] <= 'Z';
}

/* Something that is seen comes, after a block or not.  `rest` begins with it; a value has none. */
static void come_to_visible(struct run *run, struct str rest, struct place at)
{
    struct flow *flow = &run->flow;
    bool goes_on = flow->tail == TAIL_OPEN || (flow->tail == TAIL_VALUE && !is_capital(rest));
    if (flow->crossed && goes_on && !str_starts(rest, S("·"))) {
        run->cut = flow->words;
        run->cut_if_words = true;
        run->cut_at = flow->crossed_at;
    }
    if (!run->begun)
        run->at = at;
    run->begun = true;
    flow->crossed = flow->closed = false;
}

/* A letter or sign; what follows its first byte is of the same character. */
static void come_to_letter(struct run *run, struct str rest, struct place at)
{
    char c = rest.at[0];
    come_to_visible(run, rest, at);
    run->in_entity = run->in_entity || c == '&';
    bool letter = !run->in_entity && ascii_is_letter(c);
    run->words = run->words || letter;
    if (ends_sentence(rest) || str_starts(rest, S("·")))
        run->flow = (struct flow){.tail = ends_sentence(rest) ? TAIL_ENDED : TAIL_EDGE};
    else if (!closes_quote(rest) || run->flow.tail != TAIL_ENDED)
        run->flow.tail = TAIL_OPEN;
    run->flow.words = run->flow.words || letter;
    run->in_entity = run->in_entity && c != ';';
}

static void text_byte(struct walk *w, struct run *run, struct str rest, struct place at)
{
    char c = rest.at[0];
    if (!is_blank(c) && ((unsigned char)c & 0xC0) != 0x80)
        come_to_letter(run, rest, at);
    put_byte(w, run, c);
}

/* templatec notes a segment before and after each value. */
static void value(struct walk *w, struct run *run, const struct item *item)
{
    const struct item *before = item - 1;
    come_to_visible(run, (struct str){0}, item->at);
    put_piece(w, run,
              (struct piece){.kind = PIECE_VALUE,
                             .text = STR_JOIN(w->arena, S("{{"), item->text, S("}}")),
                             .item = w->item - 1,
                             .from = before->text.len,
                             .to = before->text.len},
              w->item + 1, 0);
    run->flow.tail = TAIL_VALUE;
}

/* ---- tags ---- */

/* Elements that stand in rows, as links and facts do; others stand side by side in a sentence as well. */
static bool stands_in_rows(const char *tag)
{
    return strcmp(tag, "a") == 0 || strcmp(tag, "span") == 0;
}

static void tag_whole(struct walk *w)
{
    const char *tag = w->markup.tag;
    bool in_rows = stands_in_rows(tag);
    if (!markup_is_inline(tag)) {
        edge(w, &w->text, "");
        return;
    }
    if (!w->closing && in_rows && w->text.flow.closed)
        edge(w, &w->text, "");
    w->text.flow.closed = w->closing && in_rows;
    put_piece(w, &w->text,
              (struct piece){.kind = w->closing ? PIECE_CLOSES : PIECE_OPENS,
                             .text = STR_JOIN(w->arena, w->closing ? S("</") : S("<"), str_from_c(tag), S(">")),
                             .item = w->tag_item,
                             .from = w->tag_byte,
                             .to = w->tag_byte},
              w->item, w->byte + 1);
}

static void attribute_byte(struct walk *w, enum where before, struct str rest, struct place at)
{
    enum where after = w->markup.where;
    if (where_is_quoted(before) && where_is_quoted(after) && w->in_attribute)
        text_byte(w, &w->attribute, rest, at);
    if (!where_is_quoted(before) && where_is_quoted(after))
        w->in_attribute = markup_is_worded(w->markup.attribute);
    if (where_is_quoted(before) && !where_is_quoted(after) && w->in_attribute) {
        edge(w, &w->attribute, w->markup.attribute);
        w->in_attribute = false;
    }
}

static void step(struct walk *w, struct str rest, struct place at)
{
    enum where before = w->markup.where;
    (void)markup_step(&w->markup, rest.at[0]);
    enum where after = w->markup.where;
    if (where_is_text(before) && where_is_text(after)) {
        text_byte(w, &w->text, rest, at);
    } else if (where_is_text(before)) {
        w->closing = rest.len > 1 && rest.at[1] == '/';
        w->tag_item = w->item;
        w->tag_byte = w->byte;
    } else if (where_is_text(after) && before != IN_COMMENT) {
        tag_whole(w);
    }
    attribute_byte(w, before, rest, at);
}

static void segment(struct walk *w, const struct item *item)
{
    for (w->byte = 0; w->byte < item->text.len; w->byte++)
        step(w, str_after(item->text, w->byte), (struct place){item->at.file, item->lines[w->byte]});
}

/* ---- blocks ---- */

static void cross(struct walk *w, struct place at)
{
    if (where_is_text(w->markup.where))
        end_run(w, &w->text, "");
    if (w->in_attribute)
        end_run(w, &w->attribute, w->markup.attribute);
    struct flow *flows[] = {&w->text.flow, &w->attribute.flow};
    for (size_t i = 0; i < 2; i++) {
        bool here = i == 0 ? where_is_text(w->markup.where) : w->in_attribute;
        flows[i]->crossed = flows[i]->crossed || here;
        if (here)
            flows[i]->crossed_at = at;
    }
}

static struct flow joined(struct flow a, struct flow b)
{
    struct flow worse = a.tail >= b.tail ? a : b;
    worse.words = a.words || b.words;
    worse.crossed = a.crossed || b.crossed;
    worse.closed = (a.closed || a.tail == TAIL_EDGE) && (b.closed || b.tail == TAIL_EDGE);
    return worse;
}

static void block(struct walk *w, const struct item *item)
{
    cross(w, item->at);
    struct flow text = w->text.flow, attribute = w->attribute.flow;
    if (item->kind == ITEM_OPENS) {
        if (w->depth == DEPTH_MAX)
            complain(item->at, "blocks are nested more than %d deep", DEPTH_MAX);
        w->blocks[w->depth].text = text;
        w->blocks[w->depth++].attribute = attribute;
        return;
    }
    size_t top = w->depth - 1;
    if (item->kind == ITEM_ELSE) {
        w->text.flow = w->blocks[top].text;
        w->attribute.flow = w->blocks[top].attribute;
        w->blocks[top].text = text;
        w->blocks[top].attribute = attribute;
        cross(w, item->at);
        return;
    }
    /* Without an {{else}} the other way is past the block; with one, the end of what came before it. */
    w->text.flow = joined(text, w->blocks[top].text);
    w->attribute.flow = joined(attribute, w->blocks[top].attribute);
    w->depth = top;
}

void messages_of_page(struct arena *arena, const struct items *items, size_t from, struct messages *messages)
{
    struct walk w = {.arena = arena, .items = items, .messages = messages};
    w.text.text = buf_on(arena);
    w.attribute.text = buf_on(arena);
    for (w.item = from; w.item < items->list.len; w.item++) {
        const struct item *item = &items->list.at[w.item];
        w.markup = item->before;
        if (item->kind == ITEM_SEGMENT)
            segment(&w, item);
        else if (item->kind != ITEM_VALUE)
            block(&w, item);
        else if (where_is_text(w.markup.where))
            value(&w, &w.text, item);
        else if (w.in_attribute)
            value(&w, &w.attribute, item);
    }
    edge(&w, &w.text, "");
}

/* ---- lists ---- */

static void put_place(struct buf *out, struct place at)
{
    buf_put(out, str_from_c(at.file));
    buf_put_byte(out, ':');
    buf_put_u64(out, at.line);
}

struct str messages_write(struct arena *arena, const struct messages *messages)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < messages->list.len; i++) {
        const struct message *message = &messages->list.at[i];
        put_place(&out, message->at);
        buf_put(&out, message->cut ? S("\tcut\t") : S("\twhole\t"));
        buf_put(&out, message->attribute.len > 0 ? message->attribute : S("-"));
        buf_put(&out, STR_JOIN(arena, S("\t"), message->text, S("\n")));
    }
    return buf_str(&out);
}
