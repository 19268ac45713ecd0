/* core/own_words.c - one word of a person's own, held against one text */
#include "core/own_words.h"

enum { OWN_BYTES_MIN = 3, STEM_MIN = 4 };
enum { ALEF = 0x627, TEH = 0x62A, SEEN = 0x633, SHEEN = 0x634, FEH = 0x641, KAF = 0x643, LAM = 0x644 };
enum { MEEM = 0x645, NOON = 0x646, HEH = 0x647, WAW = 0x648, YEH = 0x64A, BEH = 0x628 };

/* How a folded character takes part in a word. */
enum part {
    PART_GAP,    /* parts one word from the next */
    PART_LETTER, /* of words that change at their ends: Latin, Greek, Cyrillic, digits */
    PART_ARABIC,
    PART_OTHER,
};

/* A letter or a digit of ASCII. */
static bool is_plain(char c)
{
    return (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10;
}

static enum part part_of(uint32_t c)
{
    if (c < 0x80)
        return is_plain((char)c) ? PART_LETTER : PART_GAP;
    if (c < 0x370)
        return PART_GAP;
    if (c < 0x530 || (c >= 0x1F00 && c < 0x2000))
        return PART_LETTER;
    if ((c >= 0x600 && c < 0x610) || c == 0x61B || c == 0x61F || (c >= 0x66A && c < 0x66E) || c == 0x6D4)
        return PART_GAP;
    if ((c >= 0x610 && c < 0x780) || (c >= 0x8A0 && c < 0x900))
        return PART_ARABIC;
    return (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040) ? PART_GAP : PART_OTHER;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The next character, several blanks as one; 0 at the end. */
static uint32_t next(struct folding *f)
{
    uint32_t c = fold_next(f);
    if (!is_blank(c))
        return c;
    for (struct folding ahead = *f; is_blank(fold_next(&ahead));)
        *f = ahead;
    return ' ';
}

static bool is_one_of(uint32_t c, const uint32_t *list, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (list[i] == c)
            return true;
    return false;
}

/* And, then, with, for, as, the, will: what is written together with the word behind it. */
static bool is_put_before(uint32_t c)
{
    static const uint32_t LETTERS[] = {WAW, FEH, BEH, LAM, KAF, ALEF, SEEN};
    return is_one_of(c, LETTERS, sizeof LETTERS / sizeof *LETTERS);
}

/* Whose it is, how many, and of which kind. */
static bool is_put_behind(uint32_t c)
{
    static const uint32_t LETTERS[] = {HEH, ALEF, MEEM, NOON, KAF, YEH, TEH, WAW, SHEEN};
    return is_one_of(c, LETTERS, sizeof LETTERS / sizeof *LETTERS);
}

static bool is_weak(uint32_t c)
{
    return c == ALEF || c == WAW || c == YEH;
}

/* How many letters are ahead before a gap, and which is the last. */
static size_t letters_ahead(struct folding f, uint32_t *last)
{
    size_t len = 0;
    for (uint32_t c = fold_next(&f); part_of(c) != PART_GAP; c = fold_next(&f)) {
        *last = c;
        len++;
    }
    return len;
}

/* The same, as far as it matters for short words: no more than one over STEM_MIN. */
static size_t first_letters(struct folding f)
{
    size_t len = 0;
    while (len <= STEM_MIN && part_of(fold_next(&f)) != PART_GAP)
        len++;
    return len;
}

/* By endings */

/* What may still stand behind a word that is meant: "glove" means "gloves" too. */
static bool is_ending(struct folding f)
{
    static const struct str ENDINGS[] = {S_INIT(""),   S_INIT("s"),  S_INIT("es"),
                                         S_INIT("'s"), S_INIT("ed"), S_INIT("ing")};
    enum { LONGEST = 3 };
    char rest[LONGEST + 1];
    size_t len = 0;
    for (uint32_t c = next(&f); len <= LONGEST && (part_of(c) == PART_LETTER || c == '\''); c = next(&f))
        rest[len++] = c < 0x80 ? (char)c : '?';
    while (len > 0 && rest[len - 1] == '\'')
        len--; /* a closing quote */
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (len <= LONGEST && str_eq(ENDINGS[i], (struct str){rest, len}))
            return true;
    return false;
}

/* Without the s of a plural, so that "gloves" means "glove" too; "glass" stays as it is. */
static struct str singular(struct str word)
{
    size_t len = word.len;
    bool plural = len > 4 && ascii_lower(word.at[len - 1]) == 's' && ascii_lower(word.at[len - 2]) != 's';
    return plural ? str_first(word, len - 1) : word;
}

/* True, and `text` behind it, if `text` goes on with all of `own`. */
static bool goes_on_with(struct folding *text, struct folding own)
{
    for (uint32_t c = next(&own); c; c = next(&own))
        if (next(text) != c)
            return false;
    return true;
}

/* By stems */

static bool is_vowel(uint32_t c)
{
    static const uint32_t VOWELS[] = {'a',   'e',   'i',   'o',   'u',   'y',   0x3B1, 0x3B5,
                                      0x3B7, 0x3B9, 0x3BF, 0x3C5, 0x3C9, 0x430, 0x435, 0x438,
                                      0x43E, 0x443, 0x44B, 0x44C, 0x44E, 0x44F, 0x456};
    return is_one_of(c, VOWELS, sizeof VOWELS / sizeof *VOWELS);
}

/* How many letters must be the same. */
static size_t stem_letters(size_t len, uint32_t last)
{
    if (len > STEM_MIN + 1)
        return len - 2;
    if (is_vowel(last) && (len == STEM_MIN || (len == STEM_MIN - 1 && last >= 0x80)))
        return len - 1;
    return len < STEM_MIN ? len : STEM_MIN;
}

/* How many of `len` letters both begin with; both are left behind them. */
static size_t letters_shared(struct folding *text, struct folding *own, size_t len)
{
    size_t same = 0;
    for (; same < len; same++) {
        struct folding t = *text, o = *own;
        if (fold_next(&t) != fold_next(&o))
            break;
        *text = t;
        *own = o;
    }
    return same;
}

/* The same in Arabic, where a long vowel may have come between or gone, and a final ة becomes another letter. */
static size_t arabic_letters_shared(struct folding *text, struct folding *own, size_t len)
{
    bool gone = len < STEM_MIN; /* or too little would be left */
    size_t same = 0;
    while (same < len) {
        struct folding t = *text, o = *own;
        uint32_t there = fold_next(&t), wanted = fold_next(&o);
        bool turned = same + 1 == len && len > 2 && wanted == HEH && there == TEH;
        if (there == wanted || turned) {
            *text = t;
            *own = o;
            same++;
        } else if (same && len > 2 && is_weak(there)) {
            *text = t;
        } else if (same && !gone && is_weak(wanted)) {
            *own = o;
            same++;
            gone = true;
        } else {
            break;
        }
    }
    return same;
}

/* Past the rest of a word, and how many letters that was; *behind: all of them may be put behind a word of Arabic. */
static size_t pass_word(struct folding *f, bool *behind)
{
    size_t len = 0;
    *behind = true;
    for (struct folding ahead = *f;; len++) {
        uint32_t c = fold_next(&ahead);
        if (part_of(c) == PART_GAP)
            return len;
        *behind = *behind && is_put_behind(c);
        *f = ahead;
    }
}

/* One word of both; they are left behind it. */
static bool word_agrees(struct folding *text, struct folding *own, size_t len, uint32_t last)
{
    struct folding ahead = *own;
    enum part part = part_of(fold_next(&ahead));
    bool arabic = part == PART_ARABIC, behind;
    size_t same = arabic ? arabic_letters_shared(text, own, len) : letters_shared(text, own, len);
    if (same < stem_letters(len, part == PART_LETTER ? last : 0))
        return false;
    pass_word(own, &behind);
    size_t more = pass_word(text, &behind);
    if (arabic)
        return len > 2 || (len == 2 ? behind : more == 0);
    return part == PART_OTHER || same >= STEM_MIN || more <= same;
}

static size_t pass_gap(struct folding *f)
{
    size_t len = 0;
    for (struct folding ahead = *f;; len++) {
        uint32_t c = fold_next(&ahead);
        if (!c || part_of(c) != PART_GAP)
            return len;
        *f = ahead;
    }
}

/* Without the article of Arabic, unless it is a part of the word: God's name. */
static struct folding without_article(struct folding own)
{
    struct folding rest = own;
    size_t letters = first_letters(own);
    if (letters < STEM_MIN || fold_next(&rest) != ALEF || fold_next(&rest) != LAM)
        return own;
    struct folding ahead = rest;
    bool name = letters == 4 && fold_next(&ahead) == LAM && fold_next(&ahead) == HEH;
    return name ? own : rest;
}

static bool agrees_by_stems(struct folding text, struct folding own)
{
    uint32_t last = 0;
    for (size_t len; (len = letters_ahead(own, &last)) > 0;) {
        if (!word_agrees(&text, &own, len, last))
            return false;
        if (pass_gap(&own) && first_letters(own) && pass_gap(&text) == 0)
            return false;
        own = without_article(own);
        text = without_article(text);
    }
    return true;
}

/* A word, looked for */

struct sought {
    struct str word;
    struct folding own; /* the word from where it counts: without its article */
    enum part part;     /* of its first character */
    unsigned what;
};

/* Whether either of the two next characters is written beyond ASCII. */
static bool two_have_accents(struct folding f)
{
    const char *from = f.rest.at;
    bool accents = false;
    fold_next(&f);
    fold_next(&f);
    for (const char *at = from; at < f.rest.at; at++)
        accents = accents || *at & 0x80;
    return accents;
}

/* In a word of two letters an accent counts: te is not té. */
static bool accents_agree(const struct sought *sought, struct folding here)
{
    return sought->part != PART_LETTER || first_letters(sought->own) != 2 || !two_have_accents(sought->own) ||
           two_have_accents(here);
}

static bool stands_here(const struct sought *sought, struct folding here, bool begins)
{
    struct folding text = here;
    if (!accents_agree(sought, here))
        return false;
    if (sought->what & OWN_PARTS && goes_on_with(&text, sought->own))
        return true;
    if (!begins)
        return false;
    if (sought->part == PART_ARABIC)
        return agrees_by_stems(here, sought->own);
    text = here;
    if (goes_on_with(&text, (struct folding){.rest = singular(sought->word)}) && is_ending(text))
        return true;
    return sought->part != PART_GAP && !(sought->what & OWN_ENGLISH) && agrees_by_stems(here, sought->own);
}

/* The text as far as it is read. */
struct place {
    struct str text;
    struct folding at;
    uint32_t before; /* the character before; a blank for any of ASCII */
    bool only_put;   /* since the word began there is nothing but what may be put before one in Arabic */
};

static bool may_begin(const struct sought *sought, const struct place *place, uint32_t first)
{
    size_t start = place->text.len - place->at.left;
    if (sought->part == PART_ARABIC)
        return first_letters(sought->own) > 2 || place->only_put;
    if (sought->part != PART_LETTER || (sought->what & OWN_COMPOUNDS && first_letters(sought->own) >= STEM_MIN))
        return true;
    if (first >= 0x80)
        return part_of(place->before) != PART_LETTER;
    /* A letter beyond ASCII before it does not hide a word: Ball is in Fußball. */
    char byte = start ? place->text.at[start - 1] : ' ';
    return !is_plain(byte);
}

static bool stands_in(const struct sought *sought, const struct opening *opening, struct place place)
{
    for (;;) {
        const char *from = place.at.rest.at;
        fold_skip(&place.at, opening);
        if (place.at.rest.at != from) {
            place.before = ' ';
            place.only_put = true;
        }
        struct folding here = place.at;
        uint32_t c = fold_next(&place.at);
        if (!c)
            return false;
        if (c == opening->c && stands_here(sought, here, may_begin(sought, &place, c)))
            return true;
        place.only_put = part_of(c) == PART_ARABIC ? place.only_put && is_put_before(c) : true;
        place.before = c;
    }
}

static struct str without_signs(struct str word)
{
    size_t from = SIZE_MAX, to = 0;
    struct folding f = {.rest = word};
    for (uint32_t c = fold_next(&f); c; c = fold_next(&f))
        if (part_of(c) != PART_GAP) {
            from = from == SIZE_MAX ? word.len - f.left : from;
            to = word.len - f.rest.len;
        }
    return from == SIZE_MAX ? word : str_after(str_first(word, to), from);
}

/* Without signs around it, where enough is left. */
static struct str bare(struct str word)
{
    if (word.len && is_plain(word.at[0]) && is_plain(word.at[word.len - 1]))
        return word;
    word = str_trim(word);
    struct str less = without_signs(word);
    return less.len < OWN_BYTES_MIN ? word : less;
}

/* At least so many bytes must be there, by the rules above; counted in ASCII alone, and on the safe side. */
static size_t least_bytes(struct str word)
{
    size_t least = 0, run = 0;
    for (size_t i = 0; i <= word.len; i++) {
        char c = i < word.len ? word.at[i] : ' ';
        if (c & 0x80)
            return 0;
        if (is_plain(c)) {
            run++;
            continue;
        }
        char last = run ? ascii_lower(word.at[i - 1]) : 0;
        size_t lost = run > STEM_MIN + 1 ? 2 : run > STEM_MIN || (run > 1 && (last == 's' || is_vowel((uint8_t)last)));
        if (run) /* a gap counts once, however wide */
            least += (least > 0) + run - lost;
        run = 0;
    }
    return least;
}

static uint32_t letter_bit(uint32_t c)
{
    return c >= 'a' && c <= 'z' ? (uint32_t)1 << (c - 'a') : 0;
}

uint32_t own_letters(struct str text)
{
    struct folding f = {.rest = text};
    uint32_t letters = 0;
    for (uint32_t c = fold_next(&f); c; c = fold_next(&f))
        letters |= letter_bit(c);
    return letters;
}

/* The letters of one word, of which `len` were read, without those that a rule may leave off (own_words.h). */
static uint32_t letters_kept(struct folding word, size_t len)
{
    enum { SHORT = 4 };
    uint32_t letters = 0;
    for (size_t keep = len > SHORT ? len - 2 : len > 0 ? len - 1 : 0; keep > 0; keep--)
        letters |= letter_bit(fold_next(&word));
    return letters;
}

/*
 * Of each word all but the last letter, and of five letters and more but the last two: no rule asks for less of it.  A
 * word with anything but a to z in it counts for nothing, since that may be written in more ways.
 */
static uint32_t letters_needed(struct str word)
{
    struct folding f = {.rest = word}, begun = f;
    uint32_t letters = 0, c;
    size_t len = 0;
    do {
        c = fold_next(&f);
        if (letter_bit(c)) {
            len++;
            continue;
        }
        if (c == ' ' || c == 0)
            letters |= letters_kept(begun, len);
        while (c != ' ' && c != 0)
            c = fold_next(&f);
        begun = f;
        len = 0;
    } while (c);
    return letters;
}

struct own_word own_word(struct str word)
{
    struct own_word own = {.word = bare(word)};
    own.is_near = fold_near_to(own.word, &own.near);
    own.least = least_bytes(own.word);
    own.letters = letters_needed(own.word);
    return own;
}

/* Apart, so that the quick answer below does not pay for its room. */
__attribute__((noinline)) static bool carries(struct str text, struct str word, unsigned what)
{
    struct sought sought = {.word = word, .own = {.rest = word}, .what = what};
    struct opening opening = fold_opening(sought.own);
    sought.part = part_of(opening.c);
    if (sought.part == PART_ARABIC) {
        sought.own = without_article(sought.own);
        opening = fold_opening(sought.own);
    }
    struct folding at = {.rest = text, .html = what & OWN_HTML};
    return opening.c &&
           stands_in(&sought, &opening, (struct place){.text = text, .at = at, .before = ' ', .only_put = true});
}

/* Whether two letters of ASCII differ; of anything else it is not known. */
static bool letters_differ(char a, char b)
{
    return ascii_is_letter(a) && ascii_is_letter(b) && ((a ^ b) & 0xDF);
}

/* False if two or three bytes tell already that it stands nowhere: all rules want the first three letters. */
static bool may_stand_in(struct str text, const struct own_word *word, bool html)
{
    for (size_t i = 0; (i += fold_opens_at(str_after(text, i), &word->near, html)) < text.len; i++) {
        const char *at = text.at + i;
        bool tells = i + 2 < text.len && ascii_is_letter(at[0]) && (ascii_is_letter(at[1]) || is_blank((uint8_t)at[1]));
        if (!tells || !letters_differ(at[2], word->word.at[2]))
            return true;
    }
    return false;
}

bool own_word_in(const struct own_word *word, struct str text, unsigned what)
{
    if (word->word.len < OWN_BYTES_MIN || text.len == 0 || text.len < word->least)
        return false;
    if (word->is_near && !may_stand_in(text, word, what & OWN_HTML))
        return false;
    return carries(text, word->word, what);
}

/* Lists and languages */

static bool parts_words(uint32_t c)
{
    return c == ',' || c == ';' || c == '\n' || c == 0x60C || c == 0x61B || c == 0x3001;
}

bool own_words_next(struct str *rest, struct own_word *word)
{
    while (rest->len) {
        struct folding f = {.rest = *rest};
        uint32_t c = fold_next(&f);
        while (c && !parts_words(c))
            c = fold_next(&f);
        struct str one = str_trim(str_first(*rest, rest->len - f.left));
        *rest = f.rest;
        *word = own_word(str_ends(one, S(".")) ? str_first(one, one.len - 1) : one);
        if (word->word.len >= OWN_BYTES_MIN)
            return true;
    }
    return false;
}

unsigned own_language(struct str tag)
{
    static const struct str GLUED[] = {S_INIT("de"), S_INIT("nl"), S_INIT("da"), S_INIT("sv"),
                                       S_INIT("nb"), S_INIT("nn"), S_INIT("no"), S_INIT("is"),
                                       S_INIT("fi"), S_INIT("et"), S_INIT("hu")};
    struct str language, region;
    str_cut(tag, '-', &language, &region);
    if (str_eq(language, S("en")))
        return OWN_ENGLISH;
    for (size_t i = 0; i < sizeof GLUED / sizeof *GLUED; i++)
        if (str_eq(language, GLUED[i]))
            return OWN_COMPOUNDS;
    return 0;
}
