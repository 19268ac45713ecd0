/* base/folding.c - reading text without what is not compared, and finding in it */
#include "base/folding.h"

#include "base/letter.h"

enum { BROKEN = 0xFFFD };

/* Reading */

static void pass(struct folding *f, size_t n)
{
    f->rest.at += n;
    f->rest.len -= n;
}

static void skip_tags(struct folding *f)
{
    while (f->rest.len && f->rest.at[0] == '<') {
        struct str tag;
        str_cut(f->rest, '>', &tag, &f->rest);
    }
}

/* The signs that the build and buf_put_escaped write as words. */
static const struct {
    struct str written;
    char sign;
} ENTITIES[] = {
    {S_INIT("&quot;"), '"'}, {S_INIT("&amp;"), '&'},  {S_INIT("&lt;"), '<'},
    {S_INIT("&gt;"), '>'},   {S_INIT("&#39;"), '\''},
};

static uint32_t of_ascii(struct folding *f)
{
    char c = f->rest.at[0];
    if (f->html && c == '&')
        for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++)
            if (str_starts(f->rest, ENTITIES[i].written)) {
                pass(f, ENTITIES[i].written.len);
                return (uint32_t)ENTITIES[i].sign;
            }
    pass(f, 1);
    if (c == 0) /* the end is told by 0 */
        return ' ';
    return (uint32_t)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* What the next character is; 0 if it is nothing. */
static uint32_t read_character(struct folding *f)
{
    uint32_t c = 0;
    if ((uint8_t)f->rest.at[0] < 0x80)
        return of_ascii(f);
    size_t len = str_character(f->rest, &c);
    pass(f, len ? len : 1);
    return len ? letter_folded(c, f->more) : BROKEN;
}

static uint32_t next_character(struct folding *f)
{
    uint32_t c = 0;
    while (!c) {
        if (f->html)
            skip_tags(f);
        f->left = f->rest.len;
        if (f->rest.len == 0)
            return 0;
        c = read_character(f);
    }
    return c;
}

uint32_t fold_next(struct folding *f)
{
    uint32_t c = f->more[0];
    if (!c)
        return next_character(f);
    f->more[0] = f->more[1];
    f->more[1] = 0;
    return c;
}

/* Without a call, for these are asked very often. */
static bool is_letter(uint8_t c)
{
    return (uint8_t)((c | 0x20) - 'a') < 26;
}

static bool is_digit(uint8_t c)
{
    return (uint8_t)(c - '0') < 10;
}

/* Eight bytes at once, each in its own part of a number. */
static uint64_t eight_times(uint8_t c)
{
    return 0x0101010101010101u * c;
}

static struct fold_near near_to(uint32_t first, uint32_t second)
{
    /* What is not ASCII is always looked at; U+007F is hardly ever there. */
    uint8_t a = first < 0x80 ? (uint8_t)first : 0x7F, b = second < 0x80 ? (uint8_t)second : 0;
    struct fold_near near = {.first = eight_times(a), .first_mask = eight_times(0xDF)};
    if (is_letter(b)) {
        near.second = eight_times(b);
        near.second_mask = eight_times(0xDF);
    } else if (b && b < 0x40) {
        near.second_mask = eight_times(0xC0);
    }
    return near;
}

static bool is_tag_or_sign(uint8_t c)
{
    return c == '<' || c == '&';
}

static bool is_near(uint8_t c, uint64_t wanted, uint64_t mask)
{
    return (uint8_t)((c ^ wanted) & mask) == 0;
}

/*
 * How many bytes of a character with which it cannot begin; 0 if it may, or if what is looked for, or what has to be
 * read to know it, may begin here.
 */
static size_t closed_bytes(struct str s, size_t i, const struct fold_near *near, bool html)
{
    const uint8_t *at = (const uint8_t *)s.at + i;
    if (at[0] & 0x80) {
        uint8_t letter = i + 1 < s.len ? letter_of_latin(at) : 0;
        return letter && !is_near(letter, near->first, near->first_mask) ? 2 : 0;
    }
    if (html && is_tag_or_sign(at[0]))
        return 0;
    if (!is_near(at[0], near->first, near->first_mask))
        return 1;
    bool open = i + 1 == s.len || at[1] & 0x80 || (html && is_tag_or_sign(at[1])) ||
                is_near(at[1], near->second, near->second_mask);
    return !open;
}

static uint64_t eight_at(const char *at)
{
    uint64_t eight = 0;
    __builtin_memcpy(&eight, at, sizeof eight);
    return eight;
}

/* Not 0 if one of the eight is 0 (H. S. Warren, Hacker's Delight, 6-1). */
static uint64_t has_zero(uint64_t eight)
{
    return (eight - eight_times(0x01)) & ~eight & eight_times(0x80);
}

/* Whether any of eight bytes may open, as far as they and those one further on tell. */
static inline bool eight_may_open(const char *at, const struct fold_near *near, bool html)
{
    uint64_t here = eight_at(at), behind = eight_at(at + 1);
    uint64_t differs = ((here ^ near->first) & near->first_mask) | ((behind ^ near->second) & near->second_mask);
    uint64_t stops = has_zero(differs) | ((here | behind) & eight_times(0x80));
    if (html)
        stops |= has_zero(here ^ eight_times('<')) | has_zero(here ^ eight_times('&')) |
                 has_zero(behind ^ eight_times('<')) | has_zero(behind ^ eight_times('&'));
    return stops != 0;
}

/* The same of up to eight, the last of a text; the very last has none behind it. */
static bool last_may_open(const char *at, size_t len, const struct fold_near *near, bool html)
{
    char room[2 * sizeof(uint64_t)] = {0};
    for (size_t i = 0; i < len; i++)
        room[i] = at[i];
    return eight_may_open(room, near, html) || !closed_bytes((struct str){at, len}, len - 1, near, html);
}

size_t fold_opens_at(struct str s, const struct fold_near *near, bool html)
{
    enum { EIGHT = sizeof(uint64_t) };
    for (size_t i = 0; i < s.len;) {
        size_t left = s.len - i, stop = left > EIGHT ? i + EIGHT : s.len;
        bool open = left > EIGHT ? eight_may_open(s.at + i, near, html) : last_may_open(s.at + i, left, near, html);
        for (size_t closed; open && i < stop; i += closed)
            if ((closed = closed_bytes(s, i, near, html)) == 0)
                return i;
        i = i < stop ? stop : i;
    }
    return s.len;
}

bool fold_near_to(struct str wanted, struct fold_near *out)
{
    const uint8_t *at = (const uint8_t *)wanted.at;
    if (wanted.len < 2 || (at[0] | at[1]) & 0x80 || !(is_letter(at[0]) || is_digit(at[0])))
        return false;
    *out = near_to(at[0] | 0x20, is_letter(at[1]) ? at[1] | 0x20 : at[1]);
    return true;
}

struct opening fold_opening(struct folding wanted)
{
    struct opening opening = {.c = fold_next(&wanted)};
    opening.behind = wanted;
    opening.near = near_to(opening.c, fold_next(&wanted));
    return opening;
}

void fold_skip(struct folding *f, const struct opening *opening)
{
    if (!f->more[0])
        pass(f, fold_opens_at(f->rest, &opening->near, f->html));
}

/* Finding */

/* Past marks, which belong to the character before them. */
static struct folding past_marks(struct folding f)
{
    while (f.rest.len && (uint8_t)f.rest.at[0] >= 0x80) {
        struct folding ahead = f;
        if (read_character(&ahead))
            break;
        f = ahead;
    }
    return f;
}

static bool goes_on(struct folding *in, struct folding wanted)
{
    for (uint32_t c = fold_next(&wanted); c; c = fold_next(&wanted))
        if (fold_next(in) != c)
            return false;
    return true;
}

static bool is_ascii(struct str s)
{
    uint64_t high = 0;
    size_t i = 0;
    for (; s.len - i >= sizeof high; i += sizeof high)
        high |= eight_at(s.at + i) & eight_times(0x80);
    for (; i < s.len; i++)
        high |= (uint8_t)s.at[i] & 0x80;
    return high == 0;
}

/* What comparing bytes tells of a text that may hold a needle at its beginning. */
enum told { TOLD_NOT, TOLD_HERE, TOLD_NOTHING };

static enum told told_by_bytes(struct str s, struct str needle)
{
    for (size_t i = 0; i < needle.len; i++) {
        uint8_t b = (uint8_t)needle.at[i], a = i < s.len ? (uint8_t)s.at[i] : 0x7F;
        if ((a | b) & 0x80 || a == 0 || b == 0)
            return TOLD_NOTHING;
        if (i == s.len || (a != b && !(is_letter(a) && (a ^ b) == 0x20)))
            return TOLD_NOT;
    }
    return s.len > needle.len && s.at[needle.len] & 0x80 ? TOLD_NOTHING : TOLD_HERE;
}

/* As far as nothing has to be folded; *at: where the needle is, or what has to be folded begins; s.len if neither. */
static enum told find_bytes(struct str s, struct str needle, size_t *at)
{
    struct fold_near near;
    *at = 0;
    if (!fold_near_to(needle, &near))
        return TOLD_NOTHING;
    for (enum told told = TOLD_NOT;; ++*at) {
        *at += fold_opens_at(str_after(s, *at), &near, false);
        if (*at >= s.len || (told = told_by_bytes(str_after(s, *at), needle)) != TOLD_NOT)
            return told;
    }
}

static size_t find_folded(struct str s, struct folding in, struct str needle, size_t *len)
{
    struct opening opening = fold_opening((struct folding){.rest = needle});
    while (opening.c) {
        fold_skip(&in, &opening);
        uint32_t c = fold_next(&in);
        if (!c)
            break;
        struct folding end = in;
        if (c == opening.c && goes_on(&end, opening.behind)) {
            *len = in.left - past_marks(end).rest.len;
            return s.len - in.left;
        }
    }
    return SIZE_MAX;
}

size_t fold_find(struct str s, struct str needle, size_t *len)
{
    size_t at = s.len, unasked;
    enum told told = TOLD_NOT;
    len = len ? len : &unasked;
    *len = 0;
    if (needle.len == 0)
        return 0;
    /* No character folds to more code points than it has bytes, and one of ASCII to no fewer. */
    if (s.len >= needle.len || !is_ascii(needle))
        told = find_bytes(s, needle, &at);
    if (told == TOLD_NOTHING)
        return find_folded(s, (struct folding){.rest = str_after(s, at)}, needle, len);
    *len = told == TOLD_HERE ? needle.len : 0;
    return told == TOLD_HERE ? at : SIZE_MAX;
}
