/* tools/segment.c - a segment without its words, so that two can be compared */
#include "tools/segment.h"
#include "tools/tool.h"

enum { INLINE_MAX = 16, SHOWN_MAX = 48 };

/* Marks in a skeleton that something before them has words; no text has these bytes. */
enum { PART_HAS_WORDS = 1, ELEMENT_HAS_WORDS = 2, ATTRIBUTE_HAS_WORDS = 3 };

/* A segment with everything that a person reads taken out. */
struct skeleton {
    struct arena *arena;
    struct buf out;
    struct markup markup;
    bool closing;                /* the tag that is being read */
    bool part_begun, part_words; /* since the last tag that is not inline; begun inside the segment */
    bool element_words[INLINE_MAX];
    size_t depth; /* of inline elements that were opened since */
    bool attribute_begun, attribute_words;
};

static bool is_read(const struct skeleton *s, enum where before)
{
    if (where_is_text(before))
        return where_is_text(s->markup.where);
    return where_is_quoted(before) && s->markup.where == before && markup_is_worded(s->markup.attribute);
}

static void has_words(struct skeleton *s, bool in_text)
{
    s->attribute_words = s->attribute_words || !in_text;
    s->part_words = s->part_words || in_text;
    for (size_t i = 0; i < s->depth; i++)
        s->element_words[i] = s->element_words[i] || in_text;
}

static void mark(struct skeleton *s, bool words, uint8_t which)
{
    if (words)
        buf_put_byte(&s->out, which);
}

/* ---- tags ---- */

static void inline_tag(struct skeleton *s)
{
    if (s->closing && s->depth > 0)
        mark(s, s->element_words[--s->depth], ELEMENT_HAS_WORDS);
    if (!s->closing && s->depth < INLINE_MAX)
        s->element_words[s->depth++] = false;
}

static void tag_whole(struct skeleton *s)
{
    if (markup_is_inline(s->markup.tag)) {
        inline_tag(s);
        return;
    }
    mark(s, s->part_begun && s->part_words, PART_HAS_WORDS);
    s->part_begun = true;
    s->part_words = false;
    s->depth = 0;
}

static void go_on(struct skeleton *s, enum where before)
{
    enum where after = s->markup.where;
    if (where_is_text(after) && !where_is_text(before) && before != IN_COMMENT)
        tag_whole(s);
    if (!where_is_quoted(before) && where_is_quoted(after)) {
        s->attribute_begun = true;
        s->attribute_words = false;
    }
    if (where_is_quoted(before) && !where_is_quoted(after)) {
        mark(s, s->attribute_begun && s->attribute_words, ATTRIBUTE_HAS_WORDS);
        s->attribute_begun = false;
    }
}

/* ---- characters ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool is_refused(uint64_t code)
{
    bool control = (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0);
    return control || (code >= 0x202a && code <= 0x202e);
}

/* The code of the character that `s` begins with; s is UTF-8. */
static uint64_t code_at(struct str s)
{
    unsigned char first = (unsigned char)s.at[0];
    unsigned more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    uint64_t code = more == 0 ? first : first & (0x3fu >> more);
    for (unsigned i = 1; i <= more && i < s.len; i++)
        code = code << 6 | ((unsigned char)s.at[i] & 0x3f);
    return code;
}

#define UNSEEN "it holds a character that is not seen"
#define BARE_AND "a & that begins no character's name is written &amp;"

/* &amp; and its like, &#8211;, &#x2013;: what stands between & and ;. */
static const char *name_of_character(struct str name)
{
    uint64_t code = ' ';
    bool hex = str_starts(name, S("#x")) || str_starts(name, S("#X"));
    if (hex || str_starts(name, S("#"))) {
        bool is_code =
            hex ? str_to_hex_u64(str_after(name, 2), &code) : str_to_u64(str_after(name, 1), 0x10ffff, &code);
        return !is_code ? BARE_AND : is_refused(code) ? UNSEEN : NULL;
    }
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_letter(name.at[i]) && !ascii_is_digit(name.at[i]))
            return BARE_AND;
    return name.len > 0 ? NULL : BARE_AND;
}

/* What a translation may not hold wherever it stands. */
static const char *check_characters(struct str text)
{
    if (!str_is_utf8(text))
        return "it is not UTF-8";
    for (size_t i = 0; i < text.len; i++) {
        struct str rest = str_after(text, i), name, after;
        if (((unsigned char)text.at[i] & 0xc0) != 0x80 && is_refused(code_at(rest)))
            return UNSEEN;
        if (text.at[i] != '&')
            continue;
        const char *wrong = str_cut(str_after(rest, 1), ';', &name, &after) ? name_of_character(name)
                                                                            : name_of_character((struct str){0});
        if (wrong)
            return wrong;
    }
    return NULL;
}

static const char *value(struct skeleton *s, struct str rest, size_t *len)
{
    size_t end = str_find(rest, S("}}"));
    enum putting how = PUT_IN_TEXT;
    bool is_value = end != SIZE_MAX && end > 2 && (ascii_is_letter(rest.at[2]) || rest.at[2] == '_');
    if (!is_value)
        return "a {{ begins no value";
    *len = end + 2;
    buf_put(&s->out, str_first(rest, *len));
    has_words(s, where_is_text(s->markup.where));
    return markup_value(&s->markup, &how);
}

static const char *character(struct skeleton *s, struct str rest)
{
    enum where before = s->markup.where;
    if (where_is_text(before))
        s->closing = rest.len > 1 && rest.at[1] == '/';
    const char *wrong = markup_step(&s->markup, rest.at[0]);
    if (wrong)
        return wrong;
    if (!is_read(s, before))
        buf_put_byte(&s->out, (uint8_t)rest.at[0]);
    else if (!is_blank(rest.at[0]))
        has_words(s, where_is_text(before));
    go_on(s, before);
    return NULL;
}

/* The sentence is copied, since the markup it is about does not outlive the call. */
static const char *skeleton_of(struct skeleton *s, struct str text)
{
    size_t len = 1;
    for (size_t i = 0; i < text.len; i += len) {
        struct str rest = str_after(text, i);
        len = 1;
        const char *wrong = str_starts(rest, S("{{")) ? value(s, rest, &len) : character(s, rest);
        if (wrong)
            return c_text(s->arena, str_from_c(wrong));
    }
    return NULL;
}

/* ---- comparing ---- */

static bool is_mark(struct str s, size_t at)
{
    return at < s.len && s.at[at] > 0 && s.at[at] <= ATTRIBUTE_HAS_WORDS;
}

/* The tag or value that the byte at `at` belongs to, without marks. */
static struct str shown(struct arena *arena, struct str s, size_t at)
{
    struct buf out = buf_on(arena);
    if (at >= s.len)
        return S("the end");
    while (at > 0 && s.at[at] != '<' && s.at[at - 1] != '>' && s.at[at - 1] != '}')
        at--;
    for (bool whole = false; at < s.len && out.len < SHOWN_MAX && !whole; at++) {
        whole = s.at[at] == '>' || str_starts(str_after(s, at - (at > 0)), S("}}"));
        if (!is_mark(s, at))
            buf_put_byte(&out, (uint8_t)s.at[at]);
    }
    return str_first_whole(buf_str(&out), SHOWN_MAX);
}

static const char *compare(struct arena *arena, struct str english, struct str translated)
{
    size_t at = 0;
    while (at < english.len && at < translated.len && english.at[at] == translated.at[at])
        at++;
    if (at == english.len && at == translated.len)
        return NULL;
    if (is_mark(english, at))
        return c_text(arena, STR_JOIN(arena, S("no words are left before "), shown(arena, english, at - 1)));
    if (is_mark(translated, at))
        return c_text(arena, STR_JOIN(arena, S("there are words before "), shown(arena, translated, at - 1),
                                      S(", where the English has none")));
    return c_text(arena, STR_JOIN(arena, S("the English has "), shown(arena, english, at), S(" where this has "),
                                  shown(arena, translated, at)));
}

const char *segment_fits(struct arena *arena, struct str english, struct str translated, const struct markup *before)
{
    struct skeleton first = {.arena = arena, .out = buf_on(arena), .markup = *before};
    struct skeleton second = {.arena = arena, .out = buf_on(arena), .markup = *before};
    const char *wrong = skeleton_of(&first, english);
    if (!wrong)
        wrong = check_characters(translated);
    if (!wrong)
        wrong = skeleton_of(&second, translated);
    if (!wrong)
        wrong = compare(arena, buf_str(&first.out), buf_str(&second.out));
    if (!wrong && !markup_same(&first.markup, &second.markup))
        wrong = "it ends elsewhere in the markup than the English";
    return wrong;
}
