/*
 * tests/support/before.h - how words were found before there was base/folding.h, kept for comparing
 *
 * What was kept away then is kept away still (tests/app/kept_away.c).
 */
#ifndef TESTS_SUPPORT_BEFORE_H
#define TESTS_SUPPORT_BEFORE_H

#include "base/text.h"

/* Letters of ASCII and of half of Latin-1 without case, byte for byte. */
static inline uint8_t before_folded(uint8_t before, uint8_t c)
{
    bool ascii = c >= 'A' && c <= 'Z';
    bool latin = before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97;
    return (uint8_t)(ascii || latin ? c | 0x20 : c);
}

static inline bool before_same(const uint8_t *a, const uint8_t *b, size_t len)
{
    for (size_t i = 1; i < len; i++)
        if (a[i] != b[i] && before_folded(b[i - 1], a[i]) != before_folded(b[i - 1], b[i]))
            return false;
    return true;
}

static inline size_t before_find(struct str s, struct str needle)
{
    if (needle.len == 0)
        return 0;
    if (needle.len > s.len)
        return SIZE_MAX;
    const uint8_t *in = (const uint8_t *)s.at;
    const uint8_t *wanted = (const uint8_t *)needle.at;
    uint8_t first = before_folded(0, wanted[0]);
    size_t last = s.len - needle.len;
    for (size_t i = 0; i <= last; i++)
        if (before_folded(0, in[i]) == first && before_same(in + i, wanted, needle.len))
            return i;
    return SIZE_MAX;
}

/* Text read one letter at a time, as it sounds: without tags, case, kinds of blanks and kinds of apostrophes. */
struct before_reading {
    struct str rest;
    bool html;
};

static inline bool before_is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline void before_skip_tags(struct before_reading *r)
{
    while (r->html && r->rest.len && r->rest.at[0] == '<') {
        struct str tag;
        str_cut(r->rest, '>', &tag, &r->rest);
    }
}

/* What the build sets in type, as a keyboard has it. */
static const struct {
    struct str set;
    char typed;
} BEFORE_TYPESET[] = {
    {S_INIT("‘"), '\''}, {S_INIT("’"), '\''}, {S_INIT("“"), '"'}, {S_INIT("”"), '"'},
    {S_INIT("–"), '-'},  {S_INIT("—"), '-'},  {S_INIT("…"), '.'}, {S_INIT("&quot;"), '"'},
};

/* The next letter; 0 at the end. */
static inline char before_next(struct before_reading *r)
{
    before_skip_tags(r);
    if (r->rest.len == 0)
        return 0;
    for (size_t i = 0; i < sizeof BEFORE_TYPESET / sizeof *BEFORE_TYPESET; i++)
        if (str_starts(r->rest, BEFORE_TYPESET[i].set)) {
            r->rest = str_after(r->rest, BEFORE_TYPESET[i].set.len);
            return BEFORE_TYPESET[i].typed;
        }
    char c = ascii_lower(r->rest.at[0]);
    r->rest = str_after(r->rest, 1);
    if (!before_is_blank(c))
        return c;
    for (before_skip_tags(r); r->rest.len && before_is_blank(r->rest.at[0]); before_skip_tags(r))
        r->rest = str_after(r->rest, 1);
    return ' ';
}

/* What may still stand behind a word that is meant: "glove" means "gloves" too. */
static inline bool before_is_ending(struct before_reading r)
{
    static const struct str ENDINGS[] = {S_INIT(""),   S_INIT("s"),  S_INIT("es"),
                                         S_INIT("'s"), S_INIT("ed"), S_INIT("ing")};
    enum { LONGEST = 3 };
    char rest[LONGEST + 1];
    size_t len = 0;
    for (char c = before_next(&r); len <= LONGEST && (byte_is_of_word(c) || c == '\''); c = before_next(&r))
        rest[len++] = c;
    while (len > 0 && rest[len - 1] == '\'')
        len--; /* a closing quote */
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (len <= LONGEST && str_eq(ENDINGS[i], (struct str){rest, len}))
            return true;
    return false;
}

static inline bool before_begins_with(struct before_reading text, struct before_reading word)
{
    for (char c = before_next(&word); c; c = before_next(&word))
        if (before_next(&text) != c)
            return false;
    return before_is_ending(text);
}

/*
 * Nearly all places of a text begin no word of anyone's, and a list of lessons is a quarter of a million of them: so
 * only those are read whose byte is the word's first letter, in either case, with no letter before it.
 */
static inline bool before_has_plain_word(struct str text, bool html, struct str word, char first)
{
    char upper = ascii_upper(first);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (html && c == '<')
            while (i < text.len && text.at[i] != '>')
                i++;
        else if ((c == first || c == upper) &&
                 !(i && (unsigned char)text.at[i - 1] < 0x80 && byte_is_of_word(ascii_lower(text.at[i - 1]))) &&
                 before_begins_with((struct before_reading){str_after(text, i), html},
                                    (struct before_reading){word, false}))
            return true;
    }
    return false;
}

static inline bool before_has_word(struct str text, bool html, struct str word)
{
    struct before_reading at = {text, html}, wanted = {word, false};
    char before = ' ', first = ascii_lower(word.at[0]);
    if (byte_is_of_word(first) && (unsigned char)first < 0x80)
        return before_has_plain_word(text, html, word, first);
    while (at.rest.len) {
        if (!byte_is_of_word(before) && before_begins_with(at, wanted))
            return true;
        before = before_next(&at);
    }
    return false;
}

/* Without the s of a plural, so that "gloves" means "glove" too; "glass" stays as it is. */
static inline struct str before_singular(struct str word)
{
    size_t len = word.len;
    bool plural = len > 4 && ascii_lower(word.at[len - 1]) == 's' && ascii_lower(word.at[len - 2]) != 's';
    return plural ? str_first(word, len - 1) : word;
}

/* Whether a word of three bytes at least was kept away by a text. */
static inline bool before_kept_away(struct str word, struct str text, bool html)
{
    return before_has_word(text, html, before_singular(word));
}

#endif
