/* base/direction.c - isolates in plain text and in HTML */
#include "base/direction.h"

#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

/* ---- plain text ---- */

/* One of the characters that set a direction stands here; each has three bytes. */
static bool sets_direction(struct str s)
{
    if (s.len < 3 || (uint8_t)s.at[0] != 0xE2)
        return false;
    uint8_t second = (uint8_t)s.at[1], third = (uint8_t)s.at[2];
    return (second == 0x80 && third >= 0xAA && third <= 0xAE) || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

struct str str_isolated(struct arena *arena, struct str s)
{
    if (s.len == 0)
        return s;
    struct buf b = buf_on(arena);
    buf_put(&b, S(FIRST_STRONG_ISOLATE));
    while (s.len > 0) {
        size_t len = 0;
        while (len < s.len && !sets_direction(str_after(s, len)))
            len++;
        buf_put(&b, str_first(s, len));
        s = str_after(s, len < s.len ? len + 3 : len);
    }
    buf_put(&b, S(POP_ISOLATE));
    return buf_str(&b);
}

/* ---- on a page ---- */

/* Nearly always false, so all of the text is looked at without a branch: compilers make that many bytes at a time. */
static bool may_isolate(struct str s)
{
    unsigned found = 0;
    for (size_t i = 0; i + 1 < s.len; i++)
        found |= (unsigned)((uint8_t)s.at[i] == 0x81) & (unsigned)((uint8_t)s.at[i + 1] == 0xA8);
    return found;
}

void buf_put_isolating(struct buf *b, struct str s)
{
    const struct str begin = S(FIRST_STRONG_ISOLATE), end = S(POP_ISOLATE);
    size_t put = 0, open = SIZE_MAX, len = may_isolate(s) ? s.len : 0;
    for (size_t i = 0; i < len; i++) {
        struct str here = str_after(s, i);
        if (str_starts(here, begin)) {
            open = i;
        } else if (open != SIZE_MAX && str_starts(here, end)) {
            buf_put_escaped(b, str_first(str_after(s, put), open - put));
            buf_put(b, S("<bdi>"));
            open += begin.len;
            buf_put_escaped(b, str_first(str_after(s, open), i - open));
            buf_put(b, S("</bdi>"));
            put = i + end.len;
            open = SIZE_MAX;
        }
    }
    buf_put_escaped(b, str_after(s, put));
}

/* ---- what is dialled ---- */

static bool is_one_of(char c, struct str list)
{
    for (size_t i = 0; i < list.len; i++)
        if (list.at[i] == c)
            return true;
    return false;
}

static bool is_ascii(char c)
{
    return (uint8_t)c < 0x80;
}

static bool is_letter_or_digit(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

static size_t word_len(struct str s)
{
    size_t len = 0;
    while (len < s.len && !is_one_of(s.at[len], S(" \t\n")))
        len++;
    return len;
}

/*
 * How much of a word, from its beginning, is a number: digits and what stands between them on a keypad or in a time.
 * Punctuation of any script may follow, for it is not known here; a letter of Latin may not ("1800RESPECT", "113.nl").
 */
static size_t number_len(struct str word)
{
    size_t len = 0, number = 0;
    bool any = false;
    for (; len < word.len && (ascii_is_digit(word.at[len]) || is_one_of(word.at[len], S("+-*#/().:"))); len++) {
        any = any || ascii_is_digit(word.at[len]);
        if (ascii_is_digit(word.at[len]) || is_one_of(word.at[len], S("*#)")))
            number = len + 1;
    }
    return any && (len == word.len || !(is_letter_or_digit(word.at[len]) || word.at[len] == '@')) ? number : 0;
}

/* How much of a word is an address: a dot or an @ between two letters or digits, no punctuation at the ends. */
static size_t address_len(struct str word)
{
    size_t len = 0;
    for (size_t i = 1; i + 1 < word.len && byte_is_of_word(word.at[0]); i++)
        if (is_one_of(word.at[i], S(".@")) && byte_is_of_word(word.at[i - 1]) && byte_is_of_word(word.at[i + 1]))
            len = word.len;
    while (len > 0 && is_ascii(word.at[len - 1]) && !is_letter_or_digit(word.at[len - 1]) && word.at[len - 1] != '/')
        len--;
    return len;
}

/*
 * How much of `s`, which begins with a word, is dialled or typed as it stands: an address, or a number with the groups
 * that follow it with nothing but a blank between.
 */
static size_t dialled_len(struct str s)
{
    struct str word = str_first(s, word_len(s));
    size_t len = number_len(word), end = word.len;
    if (len == 0)
        return address_len(word);
    while (len == end && end < s.len && s.at[end] == ' ') {
        word = str_after(s, end + 1);
        word = str_first(word, word_len(word));
        size_t more = number_len(word);
        if (more == 0)
            break;
        len += 1 + more;
        end += 1 + word.len;
    }
    return len;
}

/* How far it is to where something else may begin: the next word, or after punctuation or what is beyond ASCII. */
static size_t plain_len(struct str s)
{
    size_t len = 0;
    while (len < s.len && !is_ascii(s.at[len]))
        len++;
    if (len > 0 || !is_letter_or_digit(s.at[0]))
        return len > 0 ? len : 1;
    len = word_len(s);
    return len < s.len ? len + 1 : len;
}

void buf_put_dialled(struct buf *b, struct str s)
{
    while (s.len > 0) {
        size_t len = dialled_len(s), plain = len > 0 ? 0 : plain_len(s);
        if (len > 0) {
            buf_put(b, S("<bdi dir=\"ltr\">"));
            buf_put_escaped(b, str_first(s, len));
            buf_put(b, S("</bdi>"));
        } else {
            buf_put_escaped(b, str_first(s, plain));
        }
        s = str_after(s, len + plain);
    }
}
