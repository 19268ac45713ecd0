/* core/course/scale.c - the words of the known scales, and how the words of a choice are compared with them */
#include "core/course/scale.h"

/* clang-format off */
/* In small letters, as fold() leaves them. */
static const struct {
    enum measure_name which;
    unsigned value;
    struct str words;
} WORDS[] = {
    {MEASURE_WHO5,     5, S_INIT("all of the time")},
    {MEASURE_WHO5,     5, S_INIT("all the time")},
    {MEASURE_WHO5,     4, S_INIT("most of the time")},
    {MEASURE_WHO5,     3, S_INIT("more than half of the time")},
    {MEASURE_WHO5,     3, S_INIT("more than half the time")},
    {MEASURE_WHO5,     2, S_INIT("less than half of the time")},
    {MEASURE_WHO5,     2, S_INIT("less than half the time")},
    {MEASURE_WHO5,     1, S_INIT("some of the time")},
    {MEASURE_WHO5,     0, S_INIT("at no time")},
    {MEASURE_PHQ9,     0, S_INIT("not at all")},
    {MEASURE_PHQ9,     1, S_INIT("several days")},
    {MEASURE_PHQ9,     2, S_INIT("more than half the days")},
    {MEASURE_PHQ9,     3, S_INIT("nearly every day")},
    {MEASURE_PHQ9,     0, S_INIT("überhaupt nicht")},
    {MEASURE_PHQ9,     1, S_INIT("an einzelnen tagen")},
    {MEASURE_PHQ9,     2, S_INIT("an mehr als der hälfte der tage")},
    {MEASURE_PHQ9,     3, S_INIT("beinahe jeden tag")},
    {MEASURE_GAD7,     0, S_INIT("not at all")},
    {MEASURE_GAD7,     0, S_INIT("not at all sure")}, /* an older English print */
    {MEASURE_GAD7,     1, S_INIT("several days")},
    {MEASURE_GAD7,     2, S_INIT("more than half the days")},
    {MEASURE_GAD7,     2, S_INIT("over half the days")}, /* the same print */
    {MEASURE_GAD7,     3, S_INIT("nearly every day")},
    {MEASURE_GAD7,     0, S_INIT("überhaupt nicht")},
    {MEASURE_GAD7,     1, S_INIT("an einzelnen tagen")},
    {MEASURE_GAD7,     2, S_INIT("an mehr als der hälfte der tage")},
    {MEASURE_GAD7,     3, S_INIT("beinahe jeden tag")},
    {MEASURE_PCL5,     0, S_INIT("not at all")},
    {MEASURE_PCL5,     1, S_INIT("a little bit")},
    {MEASURE_PCL5,     2, S_INIT("moderately")},
    {MEASURE_PCL5,     3, S_INIT("quite a bit")},
    {MEASURE_PCL5,     4, S_INIT("extremely")},
    {MEASURE_ITQ,      0, S_INIT("not at all")},
    {MEASURE_ITQ,      1, S_INIT("a little bit")},
    {MEASURE_ITQ,      2, S_INIT("moderately")},
    {MEASURE_ITQ,      3, S_INIT("quite a bit")},
    {MEASURE_ITQ,      4, S_INIT("extremely")},
    {MEASURE_PC_PTSD5, 0, S_INIT("no")},
    {MEASURE_PC_PTSD5, 1, S_INIT("yes")},
    {MEASURE_PC_PTSD5, 0, S_INIT("nein")},
    {MEASURE_PC_PTSD5, 1, S_INIT("ja")},
};

/* LOINC's answers: list LL358-3 for items of PHQ-9 (44250-9 and others) and GAD-7 (69725-0 and others); LL361-7, yes and no. */
static const struct {
    enum measure_name which;
    unsigned value;
    struct str code;
} CODES[] = {
    {MEASURE_PHQ9,     0, S_INIT("LA6568-5")},
    {MEASURE_PHQ9,     1, S_INIT("LA6569-3")},
    {MEASURE_PHQ9,     2, S_INIT("LA6570-1")},
    {MEASURE_PHQ9,     3, S_INIT("LA6571-9")},
    {MEASURE_GAD7,     0, S_INIT("LA6568-5")},
    {MEASURE_GAD7,     1, S_INIT("LA6569-3")},
    {MEASURE_GAD7,     2, S_INIT("LA6570-1")},
    {MEASURE_GAD7,     3, S_INIT("LA6571-9")},
    {MEASURE_PC_PTSD5, 0, S_INIT("LA32-8")},
    {MEASURE_PC_PTSD5, 1, S_INIT("LA33-6")},
};
/* clang-format on */

enum { FOLDED_MAX = 64 }; /* bytes; the longest known words and a label are shorter */

/* Characters of more than one byte that stand for a plainer one. */
static const struct {
    struct str from, to;
} PLAINER[] = {
    {S_INIT("\u00a0"), S_INIT(" ")}, {S_INIT("\u202f"), S_INIT(" ")}, {S_INIT("\u2013"), S_INIT("-")},
    {S_INIT("\u2014"), S_INIT("-")}, {S_INIT("Ü"), S_INIT("ü")},      {S_INIT("Ä"), S_INIT("ä")},
};

/* The text without what stands first in it, which goes to *out as a plainer one. */
static struct str take_plainer(struct str s, struct str *out)
{
    for (size_t i = 0; i < sizeof PLAINER / sizeof *PLAINER; i++)
        if (str_starts(s, PLAINER[i].from)) {
            *out = PLAINER[i].to;
            return str_after(s, PLAINER[i].from.len);
        }
    *out = str_first(s, 1);
    return str_after(s, 1);
}

/* Small letters, one space between words.  Empty if it is longer than anything known. */
static struct str fold(struct str words, char *room)
{
    size_t len = 0;
    while (words.len) {
        struct str one;
        words = take_plainer(words, &one);
        char c = one.at[0];
        bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (space && (len == 0 || room[len - 1] == ' '))
            continue;
        if (len + one.len > FOLDED_MAX)
            return S("");
        mem_copy(room + len, one.at, one.len);
        room[len] = space ? ' ' : ascii_lower(c);
        len += one.len;
    }
    return str_trim((struct str){room, len});
}

static bool is_one_of(struct str s, struct str set)
{
    return s.len && str_find(set, str_first(s, 1)) != SIZE_MAX;
}

struct labelled {
    struct str words; /* without labels */
    struct str label; /* the digits that stood beside them, if any did */
};

/* Digits or one letter in front, set off by a bracket or a mark; behind digits a space is enough. */
static struct labelled cut_front(struct str folded)
{
    struct labelled whole = {folded, S("")};
    struct str rest = is_one_of(folded, S("([")) ? str_after(folded, 1) : folded;
    size_t digits = 0;
    while (digits < rest.len && ascii_is_digit(rest.at[digits]))
        digits++;
    bool letter = digits == 0 && rest.len && rest.at[0] >= 'a' && rest.at[0] <= 'z';
    if (!digits && !letter)
        return whole;
    struct str label = str_first(rest, digits);
    rest = str_after(rest, letter ? 1 : digits);
    bool space = is_one_of(rest, S(" "));
    rest = str_trim(rest);
    bool mark = is_one_of(rest, S(".):]=-"));
    while (is_one_of(rest, S(".):]=-")))
        rest = str_after(rest, 1);
    rest = str_trim(rest);
    return rest.len && (mark || (space && digits)) ? (struct labelled){rest, label} : whole;
}

/* Digits behind, in brackets or after a sign: "never (0)", "never = 0", "never - 0". */
static struct labelled cut_back(struct str folded)
{
    struct labelled whole = {folded, S("")};
    struct str rest = folded;
    bool bracket = is_one_of(str_after(rest, rest.len ? rest.len - 1 : 0), S(")]"));
    rest = str_first(rest, rest.len - bracket);
    size_t digits = 0;
    while (digits < rest.len && ascii_is_digit(rest.at[rest.len - 1 - digits]))
        digits++;
    struct str label = str_after(rest, rest.len - digits);
    rest = str_trim(str_first(rest, rest.len - digits));
    if (!digits || !is_one_of(str_after(rest, rest.len ? rest.len - 1 : 0), bracket ? S("([") : S("=-:")))
        return whole;
    rest = str_trim(str_first(rest, rest.len - 1));
    return rest.len ? (struct labelled){rest, label} : whole;
}

/* What stands behind is more often a score than what stands in front, so it wins as the label. */
static struct labelled unlabelled(struct str folded)
{
    if (str_ends(folded, S(".")))
        folded = str_trim(str_first(folded, folded.len - 1));
    struct labelled back = cut_back(folded), front = cut_front(back.words);
    return (struct labelled){front.words, back.label.len ? back.label : front.label};
}

static bool digit_of(struct str s, unsigned *out)
{
    if (s.len != 1 || !ascii_is_digit(s.at[0]))
        return false;
    *out = (unsigned)(s.at[0] - '0');
    return true;
}

static bool find_words(enum measure_name which, struct str folded, unsigned *out)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (WORDS[i].which == which && str_eq(WORDS[i].words, folded)) {
            *out = WORDS[i].value;
            return true;
        }
    return digit_of(folded, out);
}

bool scale_by_words(enum measure_name which, struct str words, unsigned *out)
{
    char room[FOLDED_MAX];
    struct str folded = fold(words, room);
    return find_words(which, folded, out) || find_words(which, unlabelled(folded).words, out);
}

bool scale_label(struct str words, unsigned *out)
{
    char room[FOLDED_MAX];
    return digit_of(unlabelled(fold(words, room)).label, out);
}

static bool is_loinc(struct str system)
{
    return system.len == 0 || str_eq(system, S("http://loinc.org")) || str_eq(system, S("https://loinc.org")) ||
           str_eq(system, S("urn:oid:2.16.840.1.113883.6.1"));
}

bool scale_by_code(enum measure_name which, struct str system, struct str code, unsigned *out)
{
    for (size_t i = 0; is_loinc(system) && i < sizeof CODES / sizeof *CODES; i++)
        if (CODES[i].which == which && str_eq(CODES[i].code, code)) {
            *out = CODES[i].value;
            return true;
        }
    return false;
}
