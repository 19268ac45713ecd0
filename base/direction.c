/* base/direction.c - isolates in plain text and in HTML */
#include "base/direction.h"

#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

/* ---- plain text ---- */

/* The three bytes of a character that sets a direction; they begin alike, and all of one begin in no other character.
 */
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

/* Digits and what stands between them on a keypad, and at least one digit. */
static bool is_number(struct str word)
{
    bool any = false;
    for (size_t i = 0; i < word.len; i++) {
        any = any || ascii_is_digit(word.at[i]);
        if (!ascii_is_digit(word.at[i]) && !is_one_of(word.at[i], S("+-*#/()")))
            return false;
    }
    return any;
}

/* A dot or an @ between two letters or digits. */
static bool is_address(struct str word)
{
    for (size_t i = 1; i + 1 < word.len; i++)
        if (is_one_of(word.at[i], S(".@")) && byte_is_of_word(word.at[i - 1]) && byte_is_of_word(word.at[i + 1]))
            return true;
    return false;
}

static size_t word_len(struct str s)
{
    size_t len = 0;
    while (len < s.len && !is_one_of(s.at[len], S(" \t\n")))
        len++;
    return len;
}

/* A word without the punctuation of the sentence after it. */
static struct str without_punctuation(struct str word)
{
    while (word.len > 0 && is_one_of(word.at[word.len - 1], S(",.;:!?")))
        word = str_first(word, word.len - 1);
    return word;
}

/* How much of `s`, which begins with a word, is dialled or typed as it stands: that word, or with more groups of its
 * number. */
static size_t dialled_len(struct str s)
{
    size_t whole = word_len(s);
    struct str word = without_punctuation(str_first(s, whole));
    size_t len = is_number(word) || is_address(word) ? word.len : 0;
    while (len == whole && is_number(word) && len < s.len && s.at[len] == ' ') {
        struct str rest = str_after(s, len + 1);
        word = without_punctuation(str_first(rest, word_len(rest)));
        if (!is_number(word))
            break;
        whole += 1 + word_len(rest);
        len += 1 + word.len;
    }
    return len;
}

void buf_put_dialled(struct buf *b, struct str s)
{
    while (s.len > 0) {
        size_t len = dialled_len(s);
        if (len > 0) {
            buf_put(b, S("<bdi dir=\"ltr\">"));
            buf_put_escaped(b, str_first(s, len));
            buf_put(b, S("</bdi>"));
        } else {
            len = word_len(s);
            len += len < s.len;
            buf_put_escaped(b, str_first(s, len));
        }
        s = str_after(s, len);
    }
}
