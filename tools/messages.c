/* tools/messages.c - messages and segments out of what templatec met */
#include "tools/messages.h"
#include "tools/segment.h"

#include <string.h>

enum { DEPTH_MAX = 48 };

/* How the text before a block ended, worst last. */
enum tail { TAIL_EDGE, TAIL_ENDED, TAIL_VALUE, TAIL_OPEN };

struct flow {
    enum tail tail;
    bool words;   /* since the sentence began */
    bool closed;  /* an inline tag was closed, and nothing but blanks came since */
    bool crossed; /* a block stood since */
    struct place crossed_at;
};

/* One message that is being gathered: text, or an attribute inside a tag of it. */
struct run {
    struct buf text;
    struct flow flow;
    struct place at;
    bool begun, words, in_entity, cut;
    bool cut_if_words; /* it is cut if it turns out to have words */
    struct place cut_at;
};

struct walk {
    struct arena *arena;
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
        if (same_place(other->at, message.at) && str_eq(other->text, message.text))
            return;
    }
    ARENA_PUSH(w->arena, &w->messages->list, message);
}

/* Where the tag that opens at the beginning of `s` is closed; s.len if it is not. */
static size_t closed_at(struct str s)
{
    int depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] != '<')
            continue;
        depth += i + 1 < s.len && s.at[i + 1] == '/' ? -1 : 1;
        if (depth == 0)
            return i;
    }
    return s.len;
}

/* Where the last tag of `s` begins, if `s` ends with a tag; else s.len. */
static size_t last_tag(struct str s)
{
    if (!str_ends(s, S(">")))
        return s.len;
    size_t at = s.len;
    do
        at--;
    while (at > 0 && s.at[at] != '<');
    return at;
}

static size_t tag_len(struct str s)
{
    return str_find(s, S(">")) + 1;
}

/* Without tags that only stand around it. */
static struct str unwrapped(struct str s)
{
    for (struct str before = {0}; !str_eq(before, s);) {
        before = s = str_trim(s);
        size_t last = last_tag(s);
        if (str_starts(s, S("</")))
            s = str_after(s, tag_len(s));
        else if (last < s.len && s.at[last + 1] != '/')
            s = str_first(s, last);
        else if (str_starts(s, S("<")) && closed_at(s) == s.len)
            s = str_after(s, tag_len(s));
        else if (str_starts(s, S("<")) && closed_at(s) == last)
            s = str_after(str_first(s, last), tag_len(s));
    }
    return s;
}

static void end_run(struct walk *w, struct run *run, const char *attribute)
{
    bool cut = run->cut || (run->cut_if_words && run->words);
    if (cut)
        add_cut(w, run->cut_at);
    if (run->words)
        add_message(w, (struct message){.at = run->at,
                                        .attribute = str_copy(w->arena, str_from_c(attribute)),
                                        .text = str_copy(w->arena, unwrapped(buf_str(&run->text))),
                                        .cut = cut});
    run->flow.words = run->flow.words || run->words;
    run->text.len = 0;
    run->begun = run->words = run->in_entity = run->cut = run->cut_if_words = false;
}

/* A tag that is not inline: nothing before it and nothing after it are one sentence. */
static void edge(struct walk *w, struct run *run, const char *attribute)
{
    end_run(w, run, attribute);
    run->flow = (struct flow){0};
}

/* ---- characters ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

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

static void text_char(struct run *run, struct str rest, struct place at)
{
    char c = rest.at[0];
    bool last_blank = run->text.len == 0 || is_blank((char)run->text.at[run->text.len - 1]);
    if (is_blank(c)) {
        if (!last_blank)
            buf_put_byte(&run->text, ' ');
        return;
    }
    bool continues = ((unsigned char)c & 0xC0) == 0x80;
    if (!continues) {
        come_to_visible(run, rest, at);
        run->in_entity = run->in_entity || c == '&';
        run->words = run->words || (!run->in_entity && (ascii_is_letter(c)));
        if (ends_sentence(rest) || str_starts(rest, S("·")))
            run->flow = (struct flow){.tail = ends_sentence(rest) ? TAIL_ENDED : TAIL_EDGE};
        else if (!closes_quote(rest) || run->flow.tail != TAIL_ENDED)
            run->flow.tail = TAIL_OPEN;
        run->flow.words = run->flow.words || (!run->in_entity && ascii_is_letter(c));
        run->in_entity = run->in_entity && c != ';';
    }
    buf_put_byte(&run->text, (uint8_t)c);
}

static void value(struct run *run, struct arena *arena, const struct item *item)
{
    come_to_visible(run, (struct str){0}, item->at);
    buf_put(&run->text, STR_JOIN(arena, S("{{"), item->text, S("}}")));
    run->flow.tail = TAIL_VALUE;
}

/* ---- tags ---- */

static void tag_whole(struct walk *w)
{
    const char *tag = w->markup.tag;
    if (!markup_is_inline(tag)) {
        edge(w, &w->text, "");
        return;
    }
    if (!w->closing && w->text.flow.closed)
        edge(w, &w->text, "");
    w->text.flow.closed = w->closing;
    buf_put(&w->text.text, STR_JOIN(w->arena, w->closing ? S("</") : S("<"), str_from_c(tag), S(">")));
}

static void step(struct walk *w, struct str rest, struct place at)
{
    enum where before = w->markup.where;
    (void)markup_step(&w->markup, rest.at[0]);
    enum where after = w->markup.where;
    if (where_is_text(before) && where_is_text(after))
        text_char(&w->text, rest, at);
    else if (where_is_text(before))
        w->closing = rest.len > 1 && rest.at[1] == '/';
    else if (where_is_text(after) && before != IN_COMMENT)
        tag_whole(w);
    if (where_is_quoted(before) && where_is_quoted(after) && w->in_attribute)
        text_char(&w->attribute, rest, at);
    if (!where_is_quoted(before) && where_is_quoted(after))
        w->in_attribute = markup_is_worded(w->markup.attribute);
    if (where_is_quoted(before) && !where_is_quoted(after) && w->in_attribute) {
        edge(w, &w->attribute, w->markup.attribute);
        w->in_attribute = false;
    }
}

static void segment(struct walk *w, const struct item *item)
{
    w->markup = item->before;
    for (size_t i = 0; i < item->text.len; i++)
        step(w, str_after(item->text, i), (struct place){item->at.file, item->lines[i]});
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

void messages_of_page(struct arena *arena, const struct item *items, size_t len, struct messages *messages)
{
    struct walk w = {.arena = arena, .messages = messages};
    w.text.text = buf_on(arena);
    w.attribute.text = buf_on(arena);
    for (size_t i = 0; i < len; i++) {
        const struct item *item = &items[i];
        w.markup = item->before;
        if (item->kind == ITEM_SEGMENT)
            segment(&w, item);
        else if (item->kind != ITEM_VALUE)
            block(&w, item);
        else if (where_is_text(w.markup.where))
            value(&w.text, arena, item);
        else if (w.in_attribute)
            value(&w.attribute, arena, item);
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

static bool stands_before(const struct items *items, size_t i)
{
    const struct item *item = &items->list.at[i];
    for (size_t k = 0; k < i; k++) {
        const struct item *other = &items->list.at[k];
        if (other->kind != ITEM_SEGMENT || other->offset != item->offset || strcmp(other->at.file, item->at.file) != 0)
            continue;
        if (!str_eq(other->text, item->text) || other->before.where != item->before.where)
            complain(item->at, "what stands here is not the same in every page");
        return true;
    }
    return false;
}

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

struct str segments_write(struct arena *arena, const struct items *items)
{
    struct buf out = buf_on(arena);
    uint64_t number = 0;
    for (size_t i = 0; i < items->list.len; i++) {
        const struct item *item = &items->list.at[i];
        if (item->kind != ITEM_SEGMENT || stands_before(items, i))
            continue;
        const char *wrong = segment_fits(arena, item->text, item->text, &item->before);
        if (wrong)
            complain(item->at, "%s", wrong);
        buf_put_u64(&out, number++);
        buf_put_byte(&out, '\t');
        put_place(&out, item->at);
        buf_put_byte(&out, '\t');
        put_state(&out, &item->before);
        buf_put_byte(&out, '\t');
        buf_put_json(&out, item->text);
        buf_put_byte(&out, '\n');
    }
    return buf_str(&out);
}
