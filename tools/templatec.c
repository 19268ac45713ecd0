/*
 * tools/templatec.c - turns pages/WING/NAME.html into page_NAME(out, view)
 *
 *     templatec OUT DIR template.html...
 *     templatec --messages FILE DIR template.html...    what a translator sees; complains of cut sentences
 *     templatec --segments FILE DIR template.html...    the literals by number: tools/literals.h
 *     templatec --translated FILE WORDS DIR template.html...    the same with the words of another language
 *
 * For each wing OUT/templates_WING.c, which knows pages/WING/views.h and no other wing's; OUT/templates.h names the
 * pages; OUT/templates_shared.[ch] are the partials that all pages have in common.  Literals are put by their number,
 * in the words of the page's frame; OUT/literals.cbor has the English ones for the pack (tools/literals.h).
 *
 * The language is what a page needs and no more:
 *
 *     {{path}}                                  a value, put as its C type says
 *     {{#if path}} .. {{else}} .. {{/if}}       also {{#unless path}} .. {{/unless}}
 *     {{#each path as name}} .. {{/each}}       path has .at and .len
 *     {{> partial}}                             _partial.html beside it or in DIR, as if it stood here; compiled
 *                                               once for all pages if it needs nothing but the page's frame
 *     {{! words for whoever reads the template }}
 *     {{! for anyone }}                         on top: the page is shown before a vault is open
 *
 * A path is names joined by dots; the first is a loop's name or else a member of the view.
 * Types are left to the C compiler, which is pointed at the template's lines.  Where a value
 * may stand is checked here, by markup.c.  Lines that hold only blocks vanish, and blanks at
 * line ends collapse, so that what is sent is compact.
 */
#include "base/folding.h"
#include "tools/literals.h"
#include "tools/markup.h"
#include "tools/messages.h"
#include "tools/tool.h"

#include <string.h>
#include <unistd.h>

enum { BLOCKS_MAX = 48, PARTIALS_MAX = 8, SHARED_MAX = 256, WINGS_MAX = 32 };

enum block_kind { BLOCK_IF, BLOCK_ELSE, BLOCK_UNLESS, BLOCK_EACH };

/* A template or partial that is being read. */
struct source {
    const char *path;
    struct str text;
    size_t at;
    unsigned line;
    bool fresh_line;   /* nothing but blanks so far */
    size_t bare_until; /* the line up to here holds only blocks, and vanishes */
    unsigned depth;
    const struct source *outer;
};

struct block {
    enum block_kind kind;
    struct place opened;
    const struct source *source;
    struct markup before, after_then;
    struct str name; /* of a loop's variable */
};

/* A partial as a function of the frame alone.  In another place of the markup the same partial may be another. */
struct shared {
    struct str name, body;
};

/* The pages of one folder. */
struct wing {
    struct str name;
    struct buf out;
};

struct compiler {
    struct arena *arena;
    const char *dir;
    struct buf out;
    bool sharing;     /* what is written becomes such a function */
    bool frame_alone; /* and so far it can be one: it asks for nothing but the frame */
    bool frame_used;  /* and does ask for it */
    size_t base;      /* the blocks around it */
    struct shared shared[SHARED_MAX];
    size_t shared_len;
    struct buf literal;              /* not yet written to out */
    struct buf blanks;               /* met, and not yet known to matter */
    char last;                       /* the last literal character, if nothing else came after it */
    struct items *items;             /* what is met is noted here */
    const struct segments *segments; /* numbered, once all pages were met; then C is written */
    bool door;                       /* this page is for anyone */
    size_t page_items;               /* where those of this page begin */
    struct item segment;             /* the one that `literal` will be */
    LIST_OF(unsigned) lines;         /* of each byte of `literal`, if so */
    struct markup markup;
    struct block blocks[BLOCKS_MAX];
    size_t blocks_len;
};

static struct place place_of(const struct source *src)
{
    return (struct place){.file = src->path, .line = src->line};
}

/* ---- writing C ---- */

#define PUT_C(c, ...) buf_put(&(c)->out, STR_JOIN((c)->arena, __VA_ARGS__))

static void put_indent(struct compiler *c)
{
    for (size_t i = c->base; i <= c->blocks_len; i++)
        PUT_C(c, S("    "));
}

static void put_line_directive(struct compiler *c, struct place at)
{
    PUT_C(c, S("#line "));
    buf_put_u64(&c->out, at.line);
    PUT_C(c, S(" "));
    put_c_literal(&c->out, str_from_c(at.file), 0);
    PUT_C(c, S("\n"));
}

/* ---- noting what is met ---- */

/* Which words stand there is the language's; what has no number is empty in every one. */
static void put_segment(struct compiler *c, const struct item *item)
{
    size_t n = c->segments ? segment_number(c->segments, item) : SIZE_MAX;
    ARENA_PUSH(c->arena, &c->items->list, *item);
    if (n == SIZE_MAX && c->segments && item->text.len > 0)
        complain(item->at, "this was not met when the literals were numbered");
    if (n == SIZE_MAX)
        return;
    put_indent(c);
    PUT_C(c, S("put_literal(out, literals, "));
    buf_put_u64(&c->out, n);
    PUT_C(c, S(");\n"));
}

/* A segment begins or goes on. */
static void note_byte(struct compiler *c, const struct source *src)
{
    if (c->literal.len == 0)
        c->segment = (struct item){.at = place_of(src), .offset = src->at, .door = c->door, .before = c->markup};
    ARENA_PUSH(c->arena, &c->lines, src->line);
}

/* What literal text has gathered. */
static void flush_literal(struct compiler *c)
{
    if (c->literal.len == 0)
        return;
    c->segment.text = str_copy(c->arena, buf_str(&c->literal));
    c->segment.lines = c->lines.at;
    put_segment(c, &c->segment);
    memset(&c->lines, 0, sizeof c->lines);
    c->literal.len = 0;
}

/* A segment without English words, unless one stands here already. */
static void note_empty(struct compiler *c, const struct source *src)
{
    size_t len = c->items->list.len;
    if (len == c->page_items || c->items->list.at[len - 1].kind != ITEM_SEGMENT)
        put_segment(c, &(struct item){.at = place_of(src), .offset = src->at, .door = c->door, .before = c->markup});
}

/* Something comes that is no text; a value before it has its segment, if it has none yet. */
static void note_end(struct compiler *c, const struct source *src)
{
    size_t len = c->items->list.len;
    if (len > c->page_items && c->items->list.at[len - 1].kind == ITEM_VALUE)
        note_empty(c, src);
}

static void note(struct compiler *c, const struct source *src, enum item_kind kind, struct str text)
{
    if (kind == ITEM_VALUE)
        note_empty(c, src);
    note_end(c, src);
    ARENA_PUSH(c->arena, &c->items->list,
               (struct item){.kind = kind, .at = place_of(src), .text = text, .before = c->markup});
}

/* ---- literal text ---- */

static void put_literal(struct compiler *c, const struct source *src, char ch)
{
    note_byte(c, src);
    const char *wrong = markup_step(&c->markup, ch);
    if (wrong)
        complain(place_of(src), "%s", wrong);
    buf_put_byte(&c->literal, (uint8_t)ch);
    c->last = ch;
}

static void flush_blanks(struct compiler *c, const struct source *src)
{
    for (size_t i = 0; i < c->blanks.len; i++)
        if (c->blanks.at[i] != '\n' || c->last != '\n')
            put_literal(c, src, (char)c->blanks.at[i]);
    c->blanks.len = 0;
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n';
}

/* Blanks wait until it is known what follows: a line's end swallows those before and after it. */
static void read_blank(struct compiler *c, struct source *src, char ch)
{
    if (ch == '\n') {
        c->blanks.len = 0;
        buf_put_byte(&c->blanks, '\n');
    } else if (!src->fresh_line) {
        buf_put_byte(&c->blanks, (uint8_t)ch);
    }
}

static void read_literal(struct compiler *c, struct source *src)
{
    char ch = src->text.at[src->at++];
    bool vanishes = src->at <= src->bare_until;
    if (ch == '}' && src->at < src->text.len && src->text.at[src->at] == '}')
        complain(place_of(src), "a }} stands here without its {{");
    if (is_blank(ch) && !vanishes) {
        if (markup_keeps_blanks(&c->markup))
            put_literal(c, src, ch);
        else
            read_blank(c, src, ch);
    } else if (!vanishes) {
        flush_blanks(c, src);
        put_literal(c, src, ch);
        src->fresh_line = false;
    }
    if (ch == '\n') {
        src->line++;
        src->fresh_line = true;
    }
}

/* ---- paths ---- */

static bool is_name_char(char ch, bool first)
{
    bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
    return letter || (!first && ch >= '0' && ch <= '9');
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_name_char(s.at[i], i == 0))
            return false;
    return s.len > 0;
}

static void check_path(const struct source *src, struct str path)
{
    struct str rest = path, part = {0};
    bool more = true;
    while (more) {
        more = str_cut(rest, '.', &part, &rest);
        if (!is_name(part))
            complain(place_of(src), "{{%.*s}} is not a path: names joined by dots, and nothing else", (int)path.len,
                     path.at);
    }
}

static bool is_loop_name_from(const struct compiler *c, size_t from, struct str name)
{
    for (size_t i = from; i < c->blocks_len; i++)
        if (c->blocks[i].kind == BLOCK_EACH && str_eq(c->blocks[i].name, name))
            return true;
    return false;
}

static bool is_loop_name(const struct compiler *c, struct str name)
{
    return is_loop_name_from(c, 0, name);
}

/* The C expression that a path stands for. */
static struct str path_in_c(struct compiler *c, struct str path)
{
    struct str first = {0}, rest = {0};
    bool longer = str_cut(path, '.', &first, &rest), of_loop = is_loop_name_from(c, c->base, first);
    bool of_frame = !is_loop_name(c, first) && longer && str_eq(first, S("frame"));
    c->frame_alone = c->frame_alone && (of_loop || of_frame);
    c->frame_used = c->frame_used || of_frame;
    if (c->sharing && of_frame)
        return STR_JOIN(c->arena, S("frame->"), rest);
    if (!is_loop_name(c, first))
        return STR_JOIN(c->arena, S("view->"), path);
    if (longer)
        return STR_JOIN(c->arena, first, S("->"), rest);
    return STR_JOIN(c->arena, S("(*"), first, S(")"));
}

/* ---- tags ---- */

static void read_value(struct compiler *c, const struct source *src, struct str path)
{
    static const char *const PUT[] = {
        [PUT_IN_TEXT] = "PUT_VALUE",
        [PUT_IN_QUOTES] = "PUT_ATTRIBUTE",
        [PUT_AFTER_SLASH] = "PUT_AFTER_SLASH",
    };
    enum putting how = PUT_IN_TEXT;
    const char *wrong = markup_value(&c->markup, &how);
    if (wrong)
        complain(place_of(src), "%s", wrong);
    if (c->markup.where == IN_HELD_TEXT)
        how = PUT_IN_QUOTES; /* where a browser would show markup as it stands */
    check_path(src, path);
    /* A browser drops a line end right after <textarea>; let it not be the person's own. */
    if (c->last == '>' && c->markup.where == IN_HELD_TEXT && markup_keeps_blanks(&c->markup))
        put_literal(c, src, '\n');
    flush_literal(c);
    note(c, src, ITEM_VALUE, path);
    put_line_directive(c, place_of(src));
    put_indent(c);
    PUT_C(c, str_from_c(PUT[how]), S("(out, "), path_in_c(c, path), S(");\n"));
    c->last = '\0';
}

/* What all block tags share: whatever came before is complete and written. */
static void come_to_block(struct compiler *c, const struct source *src, enum item_kind kind)
{
    const char *wrong = markup_block(&c->markup);
    if (wrong)
        complain(place_of(src), "%s", wrong);
    flush_literal(c);
    note(c, src, kind, (struct str){0});
    c->last = '\0';
}

static void block_push(struct compiler *c, const struct source *src, enum block_kind kind, struct str name)
{
    if (c->blocks_len == BLOCKS_MAX)
        complain(place_of(src), "blocks are nested more than %d deep", BLOCKS_MAX);
    c->blocks[c->blocks_len++] =
        (struct block){.kind = kind, .opened = place_of(src), .source = src, .before = c->markup, .name = name};
}

static void open_condition(struct compiler *c, const struct source *src, enum block_kind kind, struct str path)
{
    check_path(src, path);
    come_to_block(c, src, ITEM_OPENS);
    put_line_directive(c, place_of(src));
    put_indent(c);
    PUT_C(c, kind == BLOCK_UNLESS ? S("if (!IS_TRUE(") : S("if (IS_TRUE("), path_in_c(c, path), S(")) {\n"));
    block_push(c, src, kind, (struct str){0});
}

static void check_loop_name(const struct compiler *c, const struct source *src, struct str name)
{
    if (!is_name(name))
        complain(place_of(src), "{{#each path as name}} needs one name after \"as\"");
    if (str_eq(name, S("view")) || str_eq(name, S("out")) || str_eq(name, S("literals")))
        complain(place_of(src), "the name %.*s is kept for the compiler", (int)name.len, name.at);
    if (is_loop_name(c, name))
        complain(place_of(src), "the name %.*s is already taken by a loop around this one", (int)name.len, name.at);
}

static void open_each(struct compiler *c, const struct source *src, struct str words)
{
    size_t as = str_find(words, S(" as "));
    if (as == SIZE_MAX)
        complain(place_of(src), "{{#each path as name}} needs its \"as\"");
    struct str path = str_trim(str_first(words, as)), name = str_trim(str_after(words, as + 4));
    check_path(src, path);
    check_loop_name(c, src, name);
    come_to_block(c, src, ITEM_OPENS);

    struct str list = path_in_c(c, path);
    put_line_directive(c, place_of(src));
    put_indent(c);
    PUT_C(c, S("for (size_t index_of_"), name, S(" = 0; index_of_"), name, S(" < "), list, S(".len; index_of_"), name,
          S("++) {\n"));
    put_line_directive(c, place_of(src));
    put_indent(c);
    PUT_C(c, S("    const __typeof__(*"), list, S(".at) *"), name, S(" = &"), list, S(".at[index_of_"), name,
          S("];\n"));
    put_indent(c);
    PUT_C(c, S("    (void)"), name, S(";\n"));
    block_push(c, src, BLOCK_EACH, name);
}

static void read_else(struct compiler *c, const struct source *src)
{
    struct block *block = c->blocks_len > 0 ? &c->blocks[c->blocks_len - 1] : NULL;
    if (!block || block->kind != BLOCK_IF || block->source != src)
        complain(place_of(src), "{{else}} stands here without its {{#if}}");
    come_to_block(c, src, ITEM_ELSE);
    block->kind = BLOCK_ELSE;
    block->after_then = c->markup;
    c->markup = block->before;
    c->blocks_len--;
    put_indent(c);
    PUT_C(c, S("} else {\n"));
    c->blocks_len++;
}

static const char *block_word(enum block_kind kind)
{
    static const char *const WORDS[] = {
        [BLOCK_IF] = "if", [BLOCK_ELSE] = "if", [BLOCK_UNLESS] = "unless", [BLOCK_EACH] = "each"};
    return WORDS[kind];
}

static void close_block(struct compiler *c, const struct source *src, struct str word)
{
    if (c->blocks_len == 0)
        complain(place_of(src), "{{/%.*s}} closes nothing", (int)word.len, word.at);
    const struct block *block = &c->blocks[c->blocks_len - 1];
    if (!str_eq(word, str_from_c(block_word(block->kind))) || block->source != src)
        complain(place_of(src), "{{/%.*s}} crosses the {{#%s}} of %s:%u", (int)word.len, word.at,
                 block_word(block->kind), block->opened.file, block->opened.line);
    come_to_block(c, src, ITEM_CLOSES);
    if (!markup_join(&c->markup, block->kind == BLOCK_ELSE ? &block->after_then : &block->before))
        complain(block->opened, "the two ways through this {{#%s}} leave the page in different places",
                 block_word(block->kind));
    c->blocks_len--;
    put_indent(c);
    PUT_C(c, S("}\n"));
}

static void compile_source(struct compiler *c, struct source *src);

static void check_partial(const struct source *src, struct str name, const char *path)
{
    if (!is_name(name))
        complain(place_of(src), "{{> %.*s}} is not the name of a partial", (int)name.len, name.at);
    for (const struct source *outer = src; outer; outer = outer->outer)
        if (strcmp(outer->path, path) == 0)
            complain(place_of(src), "the partial %.*s would include itself", (int)name.len, name.at);
    if (src->depth == PARTIALS_MAX)
        complain(place_of(src), "partials are nested more than %d deep", PARTIALS_MAX);
}

/* A file's blanks at both ends are not the page's: a partial may stand in the middle of a line. */
static void skip_outer_blanks(struct source *src)
{
    struct str inner = str_trim(src->text);
    while (src->at < src->text.len && src->text.at + src->at != inner.at)
        if (src->text.at[src->at++] == '\n')
            src->line++;
    src->text = str_first(src->text, src->at + inner.len);
}

/* The number of this function among the shared ones; a new one if there is none like it yet. */
static size_t shared_number(struct compiler *c, struct str name, struct str body)
{
    size_t n = 0;
    while (n < c->shared_len && !(str_eq(c->shared[n].name, name) && str_eq(c->shared[n].body, body)))
        n++;
    if (n == SHARED_MAX)
        complain((struct place){.file = "templatec"}, "more than %d partials are shared", SHARED_MAX);
    if (n == c->shared_len)
        c->shared[c->shared_len++] = (struct shared){name, body};
    return n;
}

/* A segment lies in one file. */
static void note_partial(struct compiler *c, struct source *inner)
{
    compile_source(c, inner);
    flush_literal(c);
    note_end(c, inner);
}

/*
 * Compile a partial into a function of its own, and a call of it here.  False, and nothing has happened, if it needs
 * more than the frame.
 */
static bool share_partial(struct compiler *c, struct source inner, struct str name)
{
    bool sharing = c->sharing, frame_alone = c->frame_alone, frame_used = c->frame_used;
    size_t base = c->base;
    struct markup markup = c->markup;
    size_t items = c->items->list.len;
    struct buf out = c->out;
    char last = c->last;
    c->out = buf_on(c->arena);
    c->sharing = c->frame_alone = true;
    c->frame_used = false;
    c->base = c->blocks_len;
    note_partial(c, &inner);
    struct str body = buf_str(&c->out);
    bool can = c->frame_alone && c->frame_used;
    c->out = out;
    c->sharing = sharing;
    c->frame_alone = frame_alone;
    c->frame_used = frame_used || can;
    c->base = base;
    if (!can) {
        c->markup = markup;
        c->last = last;
        c->blanks.len = 0;
        c->items->list.len = items;
        return false;
    }
    put_indent(c);
    PUT_C(c, S("put_"), name, S("_"));
    buf_put_u64(&c->out, shared_number(c, name, body));
    PUT_C(c, S("(out, "), sharing ? S("frame") : S("&view->frame"), S(");\n"));
    return true;
}

/* Beside the file that asks for it, else in DIR. */
static const char *partial_path(struct compiler *c, const struct source *src, struct str name)
{
    const char *slash = strrchr(src->path, '/');
    struct str beside = slash ? (struct str){src->path, (size_t)(slash - src->path)} : S(".");
    const char *path = c_text(c->arena, STR_JOIN(c->arena, beside, S("/_"), name, S(".html")));
    if (access(path, R_OK) == 0)
        return path;
    return c_text(c->arena, STR_JOIN(c->arena, str_from_c(c->dir), S("/_"), name, S(".html")));
}

static void read_partial(struct compiler *c, const struct source *src, struct str name)
{
    const char *c_path = partial_path(c, src, name);
    check_partial(src, name, c_path);
    struct source inner = {.path = c_path,
                           .text = read_whole(c->arena, c_path),
                           .line = 1,
                           .fresh_line = true,
                           .depth = src->depth + 1,
                           .outer = src};
    skip_outer_blanks(&inner);
    if (!str_is_utf8(inner.text))
        complain(place_of(&inner), "the template is not UTF-8");
    flush_literal(c);
    note_end(c, src);
    if (!c->segments || !share_partial(c, inner, name))
        note_partial(c, &inner);
}

/* The path after a block's word; false if it is another word. */
static bool after_word(struct str tag, struct str word, struct str *rest)
{
    if (!str_starts(tag, word))
        return false;
    struct str after = str_after(tag, word.len);
    if (after.len > 0 && !is_blank(after.at[0]))
        return false;
    *rest = str_trim(after);
    return true;
}

static bool is_block_tag(struct str inside)
{
    return str_starts(inside, S("#")) || str_starts(inside, S("/")) || str_starts(inside, S("!")) ||
           str_eq(inside, S("else"));
}

static void read_inside(struct compiler *c, struct source *src, struct str inside)
{
    struct str rest = {0};
    if (after_word(inside, S("#if"), &rest))
        open_condition(c, src, BLOCK_IF, rest);
    else if (after_word(inside, S("#unless"), &rest))
        open_condition(c, src, BLOCK_UNLESS, rest);
    else if (after_word(inside, S("#each"), &rest))
        open_each(c, src, rest);
    else if (str_eq(inside, S("else")))
        read_else(c, src);
    else if (str_starts(inside, S("/")))
        close_block(c, src, str_trim(str_after(inside, 1)));
    else if (str_starts(inside, S(">")))
        read_partial(c, src, str_trim(str_after(inside, 1)));
    else if (str_starts(inside, S("#")))
        complain(place_of(src), "{{%.*s}} is not a block that templates know", (int)inside.len, inside.at);
    else
        read_value(c, src, inside);
}

/* The text between the braces at `at`, and where the tag ends; complains if it does not. */
static struct str tag_at(const struct source *src, size_t at, unsigned line, size_t *end)
{
    struct str after = str_after(src->text, at + 2);
    size_t close = str_find(after, S("}}"));
    if (close == SIZE_MAX)
        complain((struct place){.file = src->path, .line = line}, "this {{ is never closed");
    *end = at + 2 + close + 2;
    return str_trim(str_first(after, close));
}

static void read_tag(struct compiler *c, struct source *src)
{
    size_t end = 0;
    struct str inside = tag_at(src, src->at, src->line, &end);
    if (str_starts(inside, S("{")))
        complain(place_of(src), "{{{ }}} does not exist: only a struct html is put unescaped");
    c->door |= str_eq(inside, S("! for anyone"));
    if (!str_starts(inside, S("!"))) {
        flush_blanks(c, src);
        read_inside(c, src, inside);
    }
    if (src->bare_until < end)
        src->fresh_line = false;
    for (; src->at < end; src->at++)
        if (src->text.at[src->at] == '\n')
            src->line++;
}

static bool is_tag(const struct source *src, size_t at)
{
    return src->text.len - at >= 2 && src->text.at[at] == '{' && src->text.at[at + 1] == '{';
}

/* If the line from here on holds blocks and blanks and nothing else, note where it ends. */
static void look_for_bare_line(struct source *src)
{
    bool any = false;
    size_t at = src->at;
    while (at < src->text.len && src->text.at[at] != '\n') {
        if (is_tag(src, at)) {
            if (!is_block_tag(tag_at(src, at, src->line, &at)))
                return;
            any = true;
        } else if (!is_blank(src->text.at[at++])) {
            return;
        }
    }
    if (any)
        src->bare_until = at < src->text.len ? at + 1 : at;
}

/*
 * Browsers write what is typed into a form to the disk, for coming back after a crash, unless the form itself says
 * not to.  On a field the attribute does not help (tried with Chromium).
 */
static void check_forms(const struct source *src)
{
    struct source at = *src;
    for (at.at = 0, at.line = 1; at.at < at.text.len; at.at++) {
        struct str rest = str_after(at.text, at.at), tag, after;
        at.line += at.text.at[at.at] == '\n';
        if (!str_starts(rest, S("<form")) || !str_cut(rest, '>', &tag, &after))
            continue;
        if (fold_find(tag, S("autocomplete=\"off\""), NULL) == SIZE_MAX)
            complain(place_of(&at), "a <form> says autocomplete=\"off\", or browsers keep what is typed on the disk");
    }
}

static void compile_source(struct compiler *c, struct source *src)
{
    while (src->at < src->text.len) {
        if (src->fresh_line && src->at >= src->bare_until)
            look_for_bare_line(src);
        if (is_tag(src, src->at))
            read_tag(c, src);
        else
            read_literal(c, src);
    }
    const struct block *open = c->blocks_len > 0 ? &c->blocks[c->blocks_len - 1] : NULL;
    if (open && open->source == src)
        complain(open->opened, "this {{#%s}} is never closed", block_word(open->kind));
    check_forms(src);
}

/* ---- whole templates ---- */

/* pages/today/checkin.html is named checkin. */
static struct str page_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str base = str_from_c(slash ? slash + 1 : path);
    if (!str_ends(base, S(".html")))
        complain((struct place){.file = path}, "the name of a template ends in .html");
    struct str name = str_first(base, base.len - 5);
    if (!is_name(name))
        complain((struct place){.file = path}, "the name of a template becomes part of a C name: letters, digits, _");
    return name;
}

static void compile_page(struct compiler *c, const char *path, struct str name)
{
    struct source src = {.path = path, .text = read_whole(c->arena, path), .line = 1, .fresh_line = true};
    if (!str_is_utf8(src.text))
        complain(place_of(&src), "the template is not UTF-8");
    c->markup = (struct markup){0};
    c->last = '\n';
    c->door = false;
    c->page_items = c->items->list.len;
    PUT_C(c, S("\nvoid page_"), name, S("(struct buf *out, const struct "), name,
          S("_view *view)\n{\n    const struct literal *literals = view->frame.words->literals.at;\n    "
            "(void)literals;\n"));
    compile_source(c, &src);
    flush_blanks(c, &src);
    const char *wrong = markup_end(&c->markup);
    if (wrong)
        complain(place_of(&src), "%s", wrong);
    flush_literal(c);
    note_end(c, &src);
    PUT_C(c, S("}\n"));
}

#define MADE "/* Made by tools/templatec from pages/; changes here are lost. */\n"

static struct str shared_head(struct compiler *c, size_t i)
{
    struct buf head = buf_on(c->arena);
    buf_put(&head, STR_JOIN(c->arena, S("void put_"), c->shared[i].name, S("_")));
    buf_put_u64(&head, i);
    buf_put(&head, S("(struct buf *out, const struct frame *frame)"));
    return buf_str(&head);
}

/* Where the template stands: pages/today/checkin.html is of the wing today. */
static struct wing *wing_of(struct compiler *c, struct wing *wings, size_t *len, const char *path)
{
    const char *slash = strrchr(path, '/'), *from = slash;
    while (from && from > path && from[-1] != '/')
        from--;
    struct str name = slash ? (struct str){from, (size_t)(slash - from)} : (struct str){0};
    if (!is_name(name))
        complain((struct place){.file = path}, "a template stands in a folder whose name becomes part of a C name");
    for (size_t i = 0; i < *len; i++)
        if (str_eq(wings[i].name, name))
            return &wings[i];
    if (*len == WINGS_MAX)
        complain((struct place){.file = path}, "templates stand in more than %d folders", WINGS_MAX);
    wings[*len] = (struct wing){name, buf_on(c->arena)};
    buf_put(&wings[*len].out, STR_JOIN(c->arena,
                                       S(MADE "#include \"pages/templates.h\"\n#include \"pages/templates_shared.h\"\n"
                                              "#include \"pages/frame/words.h\"\n#include \"pages/"),
                                       name, S("/views.h\"\n")));
    return &wings[(*len)++];
}

static void declare_page(struct arena *arena, struct buf *header, struct str name)
{
    buf_put(header, STR_JOIN(arena, S("\nstruct "), name, S("_view;\nvoid page_"), name,
                             S("(struct buf *out, const struct "), name, S("_view *view);\n")));
}

static void write_named(struct compiler *c, const char *dir, struct str name, struct str text)
{
    write_whole(c_text(c->arena, STR_JOIN(c->arena, str_from_c(dir), S("/templates"), name)), text);
}

/* The shared functions, each after those that it calls. */
static void write_shared(struct compiler *c, const char *dir)
{
    struct buf header = buf_on(c->arena), all = buf_on(c->arena);
    buf_put(
        &header,
        S(MADE "#ifndef PAGES_TEMPLATES_SHARED_H\n#define PAGES_TEMPLATES_SHARED_H\n\nstruct buf;\nstruct frame;\n"));
    buf_put(&all, S(MADE "#include \"pages/templates_shared.h\"\n#include \"pages/frame/page.h\"\n"));
    for (size_t i = 0; i < c->shared_len; i++) {
        struct str head = shared_head(c, i);
        buf_put(&header, STR_JOIN(c->arena, head, S(";\n")));
        buf_put(
            &all,
            STR_JOIN(c->arena, S("\n"), head,
                     S("\n{\n    const struct literal *literals = frame->words->literals.at;\n    (void)literals;\n"),
                     c->shared[i].body, S("}\n")));
    }
    buf_put(&header, S("\n#endif\n"));
    write_named(c, dir, S("_shared.h"), buf_str(&header));
    write_named(c, dir, S("_shared.c"), buf_str(&all));
}

/* Everything that one page is made of. */
static void note_page(struct compiler *c, const char *path, struct messages *messages)
{
    struct str name = page_name(path);
    if (str_starts(name, S("_")))
        return; /* a partial, read where it is included */
    compile_page(c, path, name);
    messages_of_page(c->arena, c->items, c->page_items, messages);
    c->out.len = 0;
}

/* What a translator sees.  1 where a sentence is cut, else 0. */
static int list_messages(struct compiler *c, const struct messages *messages, const char *path)
{
    write_whole(path, messages_write(c->arena, messages));
    for (size_t i = 0; i < messages->cuts.len; i++)
        warn(messages->cuts.at[i], "this block cuts a sentence: write each way as a whole one");
    return messages->cuts.len > 0;
}

/* The literals by number, in English or with the words of another language. */
static int list_segments(struct compiler *c, const struct messages *messages, const char *path, const char *words)
{
    struct segments segments = segments_of(c->arena, c->items, messages);
    if (words) {
        struct translation translation = translation_read(c->arena, words);
        segments_translate(c->arena, &segments, messages, &translation);
    }
    write_whole(path, segments_write(c->arena, &segments));
    return 0;
}

static int write_list(int argc, char **argv, struct compiler *c)
{
    struct items items = {0};
    struct messages messages = {0};
    bool asks = strcmp(argv[1], "--messages") == 0, translates = strcmp(argv[1], "--translated") == 0;
    int first = translates ? 4 : 3;
    if (argc < first + 2 || (!asks && !translates && strcmp(argv[1], "--segments") != 0))
        complain((struct place){.file = "templatec"},
                 "usage: templatec --messages|--segments FILE DIR template.html... or --translated FILE WORDS DIR ...");
    c->dir = argv[first];
    c->items = &items;
    c->out = buf_on(c->arena);
    for (int i = first + 1; i < argc; i++)
        note_page(c, argv[i], &messages);
    return asks ? list_messages(c, &messages, argv[2])
                : list_segments(c, &messages, argv[2], translates ? argv[3] : NULL);
}

int main(int argc, char **argv)
{
    struct arena arena = tool_arena();
    if (argc < 4)
        complain((struct place){.file = "templatec"}, "usage: templatec OUT DIR template.html...");
    struct compiler c = {.arena = &arena, .dir = argv[2], .literal = buf_on(&arena), .blanks = buf_on(&arena)};
    if (argv[1][0] == '-')
        return write_list(argc, argv, &c);
    struct wing wings[WINGS_MAX];
    size_t wings_len = 0;
    struct items items = {0};
    struct messages messages = {0};
    c.items = &items;
    c.out = buf_on(&arena);
    for (int i = 3; i < argc; i++)
        note_page(&c, argv[i], &messages);
    struct segments segments = segments_of(&arena, &items, &messages);
    c.segments = &segments;
    struct buf header = buf_on(&arena);
    buf_put(&header, S(MADE "#ifndef PAGES_TEMPLATES_H\n#define PAGES_TEMPLATES_H\n\nstruct buf;\n"));
    for (int i = 3; i < argc; i++) {
        struct str name = page_name(argv[i]);
        if (str_starts(name, S("_")))
            continue; /* a partial, read where it is included */
        struct wing *wing = wing_of(&c, wings, &wings_len, argv[i]);
        c.out = wing->out;
        compile_page(&c, argv[i], name);
        wing->out = c.out;
        declare_page(&arena, &header, name);
    }
    buf_put(&header, S("\n#endif\n"));
    for (size_t i = 0; i < wings_len; i++)
        write_named(&c, argv[1], STR_JOIN(&arena, S("_"), wings[i].name, S(".c")), buf_str(&wings[i].out));
    write_shared(&c, argv[1]);
    write_named(&c, argv[1], S(".h"), buf_str(&header));
    write_whole(c_text(&arena, STR_JOIN(&arena, str_from_c(argv[1]), S("/literals.cbor"))),
                segments_pack(&arena, &segments));
    return 0;
}
