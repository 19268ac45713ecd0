/* core/course/script.c - filling scripts, and finding apologies */
#include "core/course/script.h"

#include "base/direction.h"
#include "core/log/questions.h"
#include "core/log/state.h"

/* More than this is not a word to put into a sentence. */
enum { OWN_BYTES_MAX = 90 };

/* The first line of what was said, without its full stop; empty where it is too long for a sentence. */
static struct str own_words(const struct state *state, struct str key)
{
    struct str words = S(""), rest;
    const struct key_row *part = row_by_key(CARD_KEYS, key);
    const struct event *name = state_answer(state, INTAKE_NAME);
    if (part)
        words = state_card(state, (enum card_part)part->number);
    else if (str_eq(key, S("name")) && name)
        words = name->answer.words;
    str_cut(str_trim(words), '\n', &words, &rest);
    words = str_trim(words);
    while (words.len && words.at[words.len - 1] == '.')
        words = str_first(words, words.len - 1);
    return words.len <= OWN_BYTES_MAX ? words : S("");
}

struct str script_fill(struct str script, const struct state *state, bool isolated, struct arena *arena)
{
    struct buf b = buf_on(arena);
    struct script_place place;
    struct str rest = script;
    while (script_next_place(&rest, &place)) {
        struct str own = own_words(state, place.key), before, after;
        buf_put(&b, place.before);
        if (own.len == 0) {
            buf_put(&b, place.unsaid);
            continue;
        }
        str_cut(place.said, '*', &before, &after);
        buf_put(&b, before);
        buf_put(&b, isolated ? str_isolated(arena, own) : own);
        buf_put(&b, after);
    }
    buf_put(&b, rest);
    return buf_str(&b);
}

/* Apologies */

/* Longer ones before those that they begin with.  Letters as typed, apostrophes of both kinds. */
static const struct str APOLOGIES[] = {
    S_INIT("i'm so sorry to bother you"),
    S_INIT("i'm sorry to bother you"),
    S_INIT("i am sorry to bother you"),
    S_INIT("sorry to bother you"),
    S_INIT("sorry to ask"),
    S_INIT("sorry for asking"),
    S_INIT("i'm really sorry"),
    S_INIT("i'm very sorry"),
    S_INIT("i'm so sorry"),
    S_INIT("i am so sorry"),
    S_INIT("i'm sorry"),
    S_INIT("i am sorry"),
    S_INIT("im sorry"),
    S_INIT("so sorry"),
    S_INIT("sorry"),
    S_INIT("i do apologise"),
    S_INIT("i do apologize"),
    S_INIT("i apologise"),
    S_INIT("i apologize"),
    S_INIT("my apologies"),
    S_INIT("apologies"),
    S_INIT("please forgive me"),
    S_INIT("forgive me"),
    S_INIT("pardon me"),
    S_INIT("i hate to ask"),
    S_INIT("i feel bad for asking"),
    S_INIT("i feel bad asking"),
    S_INIT("i know it's silly"),
    S_INIT("i know this is silly"),
    S_INIT("i know it's stupid"),
    S_INIT("i know this is stupid"),
    S_INIT("if it's not too much trouble"),
    S_INIT("i don't want to be a burden"),
    S_INIT("i don't want to be difficult"),
};

/* How many bytes of `text` the phrase takes at its start; 0 if it does not stand there. */
static size_t phrase_at(struct str text, struct str phrase)
{
    struct str rest = text;
    for (size_t i = 0; i < phrase.len; i++) {
        if (phrase.at[i] == '\'' && str_starts(rest, S("’"))) {
            rest = str_after(rest, S("’").len);
            continue;
        }
        if (rest.len == 0 || ascii_lower(rest.at[0]) != phrase.at[i])
            return 0;
        rest = str_after(rest, 1);
    }
    return rest.len && byte_is_of_word(rest.at[0]) && !str_starts(rest, S("…")) && !str_starts(rest, S("—")) &&
                   !str_starts(rest, S("–"))
               ? 0
               : text.len - rest.len;
}

static size_t apology_at(struct str text)
{
    for (size_t i = 0; i < sizeof APOLOGIES / sizeof *APOLOGIES; i++) {
        size_t len = phrase_at(text, APOLOGIES[i]);
        if (len)
            return len;
    }
    return 0;
}

struct str script_apology(struct str words)
{
    for (size_t i = 0; i < words.len; i++) {
        size_t len = i && byte_is_of_word(words.at[i - 1]) ? 0 : apology_at(str_after(words, i));
        if (len)
            return str_first(str_after(words, i), len);
    }
    return S("");
}

/* What ties an apology to the words behind it. */
static struct str after_apology(struct str rest)
{
    static const struct str TIES[] = {S_INIT("but "), S_INIT("and "), S_INIT("however ")};
    bool punctuated = false;
    while (rest.len && (rest.at[0] == ' ' || rest.at[0] == ',')) {
        punctuated = true;
        rest = str_after(rest, 1);
    }
    for (size_t i = 0; punctuated && i < sizeof TIES / sizeof *TIES; i++)
        if (phrase_at(rest, str_first(TIES[i], TIES[i].len - 1)))
            return str_trim(str_after(rest, TIES[i].len));
    return rest;
}

/* Marks that belonged to a sentence which was only an apology. */
static struct str after_empty_sentence(struct str rest, bool begins)
{
    while (begins && rest.len && (rest.at[0] == '.' || rest.at[0] == '!' || rest.at[0] == ' '))
        rest = str_after(rest, 1);
    return rest;
}

static bool ends_sentence(const struct buf *b)
{
    size_t i = b->len;
    while (i > 0 && (b->at[i - 1] == ' ' || b->at[i - 1] == '\n'))
        i--;
    return i == 0 || b->at[i - 1] == '.' || b->at[i - 1] == '!' || b->at[i - 1] == '?' || b->at[i - 1] == '\n';
}

static struct str leave_out(struct str words, struct arena *arena)
{
    struct buf b = buf_on(arena);
    bool capital = false, inside = false;
    while (words.len) {
        size_t len = inside ? 0 : apology_at(words);
        if (len) {
            bool begins = ends_sentence(&b);
            while (!begins && b.len && (b.at[b.len - 1] == ' ' || b.at[b.len - 1] == ','))
                b.len--;
            words = after_empty_sentence(after_apology(str_after(words, len)), begins);
            if (!begins && words.len && byte_is_of_word(words.at[0]))
                buf_put_byte(&b, ' ');
            capital = begins;
            continue;
        }
        char c = words.at[0];
        buf_put_byte(&b, (uint8_t)(capital ? ascii_upper(c) : c));
        capital = false;
        inside = byte_is_of_word(c);
        words = str_after(words, 1);
    }
    return str_trim(buf_str(&b));
}

/* Leaving one out may bring the two halves of another together. */
struct str script_without_apology(struct str words, struct arena *arena)
{
    while (script_apology(words).len)
        words = leave_out(words, arena);
    return str_trim(words);
}
