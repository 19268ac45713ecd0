/* tools/reading.c - counting words, sentences and syllables */
#include "tools/reading.h"

#include <string.h>

/* ---- syllables ---- */

/* What the rules get wrong, found by looking through the words of content/. */
static const struct {
    const char *word;
    unsigned syllables;
} EXCEPTIONS[] = {
    {"area", 3},      {"areas", 3},      {"being", 2},       {"create", 2},     {"created", 3},   {"does", 1},
    {"doesn't", 2},   {"every", 2},      {"everyone", 3},    {"everything", 3}, {"evening", 2},   {"evenings", 2},
    {"idea", 3},      {"ideas", 3},      {"people", 2},      {"poem", 2},       {"quiet", 2},     {"quietly", 3},
    {"really", 2},    {"science", 2},    {"something", 2},   {"sometimes", 2},  {"someone", 2},   {"somewhere", 2},
    {"society", 4},   {"variety", 4},    {"anxiety", 4},     {"diet", 2},       {"trial", 2},     {"trials", 2},
    {"triangle", 3},  {"reliable", 4},   {"lines", 1},       {"client", 2},     {"clients", 2},   {"theatre", 3},
    {"moved", 1},     {"sureness", 2},   {"somebody", 3},    {"whatever", 3},   {"forearm", 2},   {"forearms", 2},
    {"lifetime", 2},  {"homemade", 2},   {"bedtime", 2},     {"careful", 2},    {"carefully", 3}, {"safely", 2},
    {"safety", 2},    {"closely", 2},    {"closeness", 2},   {"likely", 2},     {"unlikely", 3},  {"lonely", 2},
    {"movement", 2},  {"movements", 2},  {"statement", 2},   {"useful", 2},     {"useless", 2},   {"hopeful", 2},
    {"surely", 2},    {"wholesome", 2},  {"barely", 2},      {"rarely", 2},     {"entirely", 4},  {"completely", 3},
    {"noticed", 2},   {"sideways", 2},   {"sidestep", 2},    {"therefore", 2},  {"before", 2},    {"business", 2},
    {"different", 2}, {"difference", 2}, {"clothes", 1},     {"clothed", 1},    {"reflexes", 3},  {"agreement", 3},
    {"basement", 2},  {"baseline", 2},   {"comfortable", 4}, {"vegetable", 4},  {"couldn't", 2},  {"shouldn't", 2},
    {"wouldn't", 2},  {"isn't", 2},      {"wasn't", 2},      {"didn't", 2},     {"hasn't", 2},    {"couple", 2},
};

static bool is_one_of(char c, const char *these)
{
    return c != '\0' && strchr(these, c) != NULL;
}

static bool is_vowel(char c)
{
    return is_one_of(c, "aeiouy");
}

enum { WORD_MAX = 64 };

static unsigned by_table(const char *word)
{
    for (size_t i = 0; i < sizeof EXCEPTIONS / sizeof *EXCEPTIONS; i++)
        if (strcmp(word, EXCEPTIONS[i].word) == 0)
            return EXCEPTIONS[i].syllables;
    return 0;
}

/* Where two vowels beside each other are spoken apart. */
static bool begins_anew(const char *w, size_t i)
{
    char before = i >= 2 ? w[i - 2] : '\0';
    if (strcmp(w + i, "ing") == 0)
        return true;
    if (strncmp(w + i - 1, "iation", 6) == 0)
        return true;
    return w[i - 1] == 'i' && is_one_of(w[i], "aou") && !is_one_of(before, "cstgx");
}

static unsigned vowel_groups(const char *w)
{
    unsigned groups = 0;
    for (size_t i = 0; w[i]; i++)
        if (is_vowel(w[i]) && (i == 0 || !is_vowel(w[i - 1]) || begins_anew(w, i)))
            groups++;
    return groups;
}

/* The e of the last syllable is written and not spoken. */
static bool ends_silently(const char *w, size_t len)
{
    if (len >= 3 && w[len - 1] == 'e')
        return !is_vowel(w[len - 2]) && !(w[len - 2] == 'l' && !is_vowel(w[len - 3]));
    if (len < 4 || w[len - 2] != 'e' || is_vowel(w[len - 3]))
        return false;
    char before = w[len - 3], earlier = w[len - 4];
    if (w[len - 1] == 'd')
        return !is_one_of(before, "td") && !(before == 'l' && !is_vowel(earlier) && earlier != 'l');
    if (w[len - 1] != 's')
        return false;
    bool spoken = is_one_of(before, "sxzcg") || (before == 'h' && is_one_of(earlier, "cs"));
    return !spoken && !(before == 'l' && !is_vowel(earlier) && earlier != 'l');
}

unsigned syllables_of(struct str word)
{
    char w[WORD_MAX + 1];
    size_t len = 0;
    for (size_t i = 0; i < word.len && len < WORD_MAX; i++)
        if (ascii_is_letter(word.at[i]) || word.at[i] == '\'')
            w[len++] = ascii_lower(word.at[i]);
    w[len] = '\0';
    unsigned known = by_table(w);
    if (known)
        return known;
    if (len > 2 && w[len - 2] == '\'')
        w[len -= 2] = '\0'; /* a friend's */
    if ((known = by_table(w)))
        return known;
    unsigned groups = vowel_groups(w);
    if (groups > 1 && ends_silently(w, len))
        groups--;
    return groups ? groups : 1;
}

/* ---- words and sentences ---- */

static bool is_word_inside(struct str text, size_t i)
{
    char c = text.at[i];
    /* Letters with accents come as bytes above 0x7f; the curly quotes and dashes begin with 0xe2. */
    return ascii_is_letter(c) || ((unsigned char)c >= 0xc3 && (unsigned char)c < 0xe2) ||
           ((unsigned char)c >= 0x80 && (unsigned char)c < 0xc0 && i > 0 && (unsigned char)text.at[i - 1] < 0xe2 &&
            (unsigned char)text.at[i - 1] >= 0xc3);
}

static bool is_apostrophe(struct str text, size_t i, size_t *len)
{
    if (text.at[i] == '\'') {
        *len = 1;
        return true;
    }
    *len = 3;
    return i + 2 < text.len && memcmp(text.at + i, "\xe2\x80\x99", 3) == 0;
}

/* The word that begins at i, its apostrophes straight; returns where it ends. */
static size_t take_word(struct str text, size_t i, char word[WORD_MAX], size_t *word_len)
{
    size_t mark = 0;
    *word_len = 0;
    while (i < text.len) {
        if (is_word_inside(text, i)) {
            if (*word_len < WORD_MAX)
                word[(*word_len)++] = text.at[i];
            i++;
        } else if (is_apostrophe(text, i, &mark) && i + mark < text.len && is_word_inside(text, i + mark)) {
            if (*word_len < WORD_MAX)
                word[(*word_len)++] = '\'';
            i += mark;
        } else {
            break;
        }
    }
    return i;
}

static bool goes_on_after(struct str text, size_t i)
{
    return text.at[i] == '.' && i + 1 < text.len &&
           (is_word_inside(text, i + 1) || (text.at[i + 1] >= '0' && text.at[i + 1] <= '9'));
}

void reading_add(struct reading *reading, struct str piece)
{
    unsigned words = 0; /* of the sentence so far */
    for (size_t i = 0; i < piece.len;) {
        if (is_word_inside(piece, i)) {
            char word[WORD_MAX];
            size_t len = 0;
            i = take_word(piece, i, word, &len);
            reading->syllables += syllables_of((struct str){.at = word, .len = len});
            words++;
            continue;
        }
        if (is_one_of(piece.at[i], ".!?") && words > 0 && !goes_on_after(piece, i)) {
            reading->words += words;
            reading->sentences++;
            words = 0;
        }
        i++;
    }
    reading->words += words;
    reading->sentences += words > 0;
}

double reading_grade(const struct reading *reading)
{
    if (reading->words == 0)
        return 0;
    double words = reading->words;
    double grade = 0.39 * words / reading->sentences + 11.8 * reading->syllables / words - 15.59;
    return grade > 0 ? grade : 0;
}
