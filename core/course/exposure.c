/* core/course/exposure.c - two lists of what is hard, and one place where they are held against what would be shown */
#include "core/course/exposure.h"

#include "base/direction.h"
#include "core/course/intake.h"

enum { OWN_BYTES_MIN = 3 };

struct exposure exposure_of(const struct state *state)
{
    if (!state)
        return (struct exposure){.how = EXPOSURE_ASK};
    const struct event *own = state_answer(state, INTAKE_TRIGGERS_OWN);
    uint32_t how = state_setting(state, SETTING_EXPOSURE, EXPOSURE_ASK);
    return (struct exposure){
        .how = how == EXPOSURE_HIDE || how == EXPOSURE_MARK ? (enum exposure_how)how : EXPOSURE_ASK,
        .tags = intake_kept_away(state),
        .own = own ? own->answer.words : S(""),
    };
}

/* Text read one letter at a time, as it sounds: without tags, case, kinds of blanks and kinds of apostrophes. */
struct reading {
    struct str rest;
    bool html;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_tags(struct reading *r)
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
} TYPESET[] = {
    {S_INIT("‘"), '\''}, {S_INIT("’"), '\''}, {S_INIT("“"), '"'}, {S_INIT("”"), '"'},
    {S_INIT("–"), '-'},  {S_INIT("—"), '-'},  {S_INIT("…"), '.'}, {S_INIT("&quot;"), '"'},
};

/* The next letter; 0 at the end. */
static char next(struct reading *r)
{
    skip_tags(r);
    if (r->rest.len == 0)
        return 0;
    for (size_t i = 0; i < sizeof TYPESET / sizeof *TYPESET; i++)
        if (str_starts(r->rest, TYPESET[i].set)) {
            r->rest = str_after(r->rest, TYPESET[i].set.len);
            return TYPESET[i].typed;
        }
    char c = ascii_lower(r->rest.at[0]);
    r->rest = str_after(r->rest, 1);
    if (!is_blank(c))
        return c;
    for (skip_tags(r); r->rest.len && is_blank(r->rest.at[0]); skip_tags(r))
        r->rest = str_after(r->rest, 1);
    return ' ';
}

/* What may still stand behind a word that is meant: "glove" means "gloves" too. */
static bool is_ending(struct reading r)
{
    static const struct str ENDINGS[] = {S_INIT(""),   S_INIT("s"),  S_INIT("es"),
                                         S_INIT("'s"), S_INIT("ed"), S_INIT("ing")};
    enum { LONGEST = 3 };
    char rest[LONGEST + 1];
    size_t len = 0;
    for (char c = next(&r); len <= LONGEST && (byte_is_of_word(c) || c == '\''); c = next(&r))
        rest[len++] = c;
    while (len > 0 && rest[len - 1] == '\'')
        len--; /* a closing quote */
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (len <= LONGEST && str_eq(ENDINGS[i], (struct str){rest, len}))
            return true;
    return false;
}

static bool begins_with(struct reading text, struct reading word)
{
    for (char c = next(&word); c; c = next(&word))
        if (next(&text) != c)
            return false;
    return is_ending(text);
}

/*
 * Nearly all places of a text begin no word of anyone's, and a list of lessons is a quarter of a million of them: so
 * only those are read whose byte is the word's first letter, in either case, with no letter before it.
 */
static bool has_plain_word(struct str text, bool html, struct str word, char first)
{
    char upper = ascii_upper(first);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (html && c == '<')
            while (i < text.len && text.at[i] != '>')
                i++;
        else if ((c == first || c == upper) &&
                 !(i && (unsigned char)text.at[i - 1] < 0x80 && byte_is_of_word(ascii_lower(text.at[i - 1]))) &&
                 begins_with((struct reading){str_after(text, i), html}, (struct reading){word, false}))
            return true;
    }
    return false;
}

static bool has_word(struct str text, bool html, struct str word)
{
    struct reading at = {text, html}, wanted = {word, false};
    char before = ' ', first = ascii_lower(word.at[0]);
    if (byte_is_of_word(first) && (unsigned char)first < 0x80)
        return has_plain_word(text, html, word, first);
    while (at.rest.len) {
        if (!byte_is_of_word(before) && begins_with(at, wanted))
            return true;
        before = next(&at);
    }
    return false;
}

/* Without the s of a plural, so that "gloves" means "glove" too; "glass" stays as it is. */
static struct str stem(struct str word)
{
    size_t len = word.len;
    bool plural = len > 4 && ascii_lower(word.at[len - 1]) == 's' && ascii_lower(word.at[len - 2]) != 's';
    return plural ? str_first(word, len - 1) : word;
}

static bool item_has_word(const struct exposed *item, struct str word)
{
    word = stem(word);
    for (size_t i = 0; i < EXPOSED_TEXTS; i++)
        if (has_word(item->plain[i], false, word) || has_word(item->html[i], true, word))
            return true;
    return false;
}

/* The next of the person's own words; false when there are no more. */
static bool next_own(struct str *rest, struct str *word)
{
    while (rest->len) {
        size_t end = 0;
        while (end < rest->len && rest->at[end] != ',' && rest->at[end] != '\n')
            end++;
        *word = str_trim(str_first(*rest, end));
        *rest = str_after(*rest, end + 1);
        if (word->len && word->at[word->len - 1] == '.')
            *word = str_first(*word, word->len - 1);
        if (word->len >= OWN_BYTES_MIN)
            return true;
    }
    return false;
}

enum shown exposure_shown(const struct exposure *exposure, const struct exposed *item)
{
    static const enum shown SHOWN[] = {
        [EXPOSURE_HIDE] = SHOWN_NOT, [EXPOSURE_MARK] = SHOWN_MARKED, [EXPOSURE_ASK] = SHOWN_WHEN_ASKED};
    struct str rest = exposure->own, word;
    bool holds = (item->tags & exposure->tags) != 0;
    while (!holds && next_own(&rest, &word))
        holds = item_has_word(item, word);
    return holds ? SHOWN[exposure->how] : SHOWN_PLAINLY;
}

struct str exposure_holds(const struct exposure *exposure, const struct exposed *item, struct arena *arena)
{
    struct buf b = buf_on(arena);
    struct str rest = exposure->own, word;
    for (size_t i = 0; i < TAG_WORDS.len; i++)
        if (SET_HAS(item->tags & exposure->tags, TAG_WORDS.at[i].number)) {
            buf_put(&b, b.len ? S(", ") : S(""));
            buf_put(&b, TAG_WORDS.at[i].words);
        }
    while (next_own(&rest, &word))
        if (item_has_word(item, word)) {
            buf_put(&b, b.len ? S(", ") : S(""));
            buf_put(&b, str_isolated(arena, word));
        }
    return buf_str(&b);
}
