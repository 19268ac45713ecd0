/* base/plural.c - which form of a word goes with a whole number */
#include "base/plural.h"

enum { MILLION = 1000000 };

static const struct {
    struct str tag;
    enum plural_rule rule;
} LANGUAGES[] = {
    {S_INIT("ar"), PLURAL_BY_ARABIC},  {S_INIT("de"), PLURAL_BY_ONE},        {S_INIT("en"), PLURAL_BY_ONE},
    {S_INIT("es"), PLURAL_BY_MILLION}, {S_INIT("fa"), PLURAL_BY_NONE},       {S_INIT("fr"), PLURAL_BY_BOTH},
    {S_INIT("he"), PLURAL_BY_PAIR},    {S_INIT("hi"), PLURAL_BY_NONE},       {S_INIT("it"), PLURAL_BY_MILLION},
    {S_INIT("ja"), PLURAL_NEVER},      {S_INIT("nl"), PLURAL_BY_ONE},        {S_INIT("pl"), PLURAL_BY_POLISH},
    {S_INIT("pt"), PLURAL_BY_BOTH},    {S_INIT("pt-PT"), PLURAL_BY_MILLION}, {S_INIT("ru"), PLURAL_BY_ENDING},
    {S_INIT("tr"), PLURAL_BY_ONE},     {S_INIT("uk"), PLURAL_BY_ENDING},     {S_INIT("zh"), PLURAL_NEVER},
};

#define HAS(category) (1u << PLURAL_##category)

/* The categories of each rule; "other" is left out where CLDR has it for fractions alone. */
static const unsigned CATEGORIES[] = {
    [PLURAL_NEVER] = HAS(OTHER),
    [PLURAL_BY_ONE] = HAS(ONE) | HAS(OTHER),
    [PLURAL_BY_NONE] = HAS(ONE) | HAS(OTHER),
    [PLURAL_BY_MILLION] = HAS(ONE) | HAS(MANY) | HAS(OTHER),
    [PLURAL_BY_BOTH] = HAS(ONE) | HAS(MANY) | HAS(OTHER),
    [PLURAL_BY_PAIR] = HAS(ONE) | HAS(TWO) | HAS(OTHER),
    [PLURAL_BY_POLISH] = HAS(ONE) | HAS(FEW) | HAS(MANY),
    [PLURAL_BY_ENDING] = HAS(ONE) | HAS(FEW) | HAS(MANY),
    [PLURAL_BY_ARABIC] = HAS(ZERO) | HAS(ONE) | HAS(TWO) | HAS(FEW) | HAS(MANY) | HAS(OTHER),
};

/* Parts of a tag are told apart by - or by _, and case says nothing. */
static bool begins_with_tag(struct str tag, struct str known)
{
    if (tag.len < known.len || (tag.len > known.len && tag.at[known.len] != '-' && tag.at[known.len] != '_'))
        return false;
    for (size_t i = 0; i < known.len; i++) {
        char c = tag.at[i] == '_' ? '-' : tag.at[i];
        if (ascii_lower(c) != ascii_lower(known.at[i]))
            return false;
    }
    return true;
}

enum err plural_rule_of(struct str tag, enum plural_rule *out)
{
    size_t longest = 0;
    for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++)
        if (LANGUAGES[i].tag.len > longest && begins_with_tag(tag, LANGUAGES[i].tag)) {
            longest = LANGUAGES[i].tag.len;
            *out = LANGUAGES[i].rule;
        }
    return longest > 0 ? ERR_OK : ERR_NOT_FOUND;
}

static enum plural by_million(uint64_t n)
{
    return n > 0 && n % MILLION == 0 ? PLURAL_MANY : PLURAL_OTHER;
}

/* 2-4, 22-24, 102-104, but 12-14 are as eleven is. */
static bool ends_as_few(uint64_t n)
{
    return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14);
}

static enum plural by_arabic(uint64_t n)
{
    if (n <= 2)
        return n == 0 ? PLURAL_ZERO : n == 1 ? PLURAL_ONE : PLURAL_TWO;
    if (n % 100 >= 11)
        return PLURAL_MANY;
    return n % 100 >= 3 ? PLURAL_FEW : PLURAL_OTHER;
}

enum plural plural_of(enum plural_rule rule, uint64_t n)
{
    switch (rule) {
    case PLURAL_NEVER:
        return PLURAL_OTHER;
    case PLURAL_BY_ONE:
        return n == 1 ? PLURAL_ONE : PLURAL_OTHER;
    case PLURAL_BY_NONE:
        return n <= 1 ? PLURAL_ONE : PLURAL_OTHER;
    case PLURAL_BY_MILLION:
        return n == 1 ? PLURAL_ONE : by_million(n);
    case PLURAL_BY_BOTH:
        return n <= 1 ? PLURAL_ONE : by_million(n);
    case PLURAL_BY_PAIR:
        return n == 1 ? PLURAL_ONE : n == 2 ? PLURAL_TWO : PLURAL_OTHER;
    case PLURAL_BY_POLISH:
        return n == 1 ? PLURAL_ONE : ends_as_few(n) ? PLURAL_FEW : PLURAL_MANY;
    case PLURAL_BY_ENDING:
        return n % 10 == 1 && n % 100 != 11 ? PLURAL_ONE : ends_as_few(n) ? PLURAL_FEW : PLURAL_MANY;
    case PLURAL_BY_ARABIC:
        return by_arabic(n);
    }
    return PLURAL_OTHER;
}

bool plural_has(enum plural_rule rule, enum plural category)
{
    return (CATEGORIES[rule] >> category & 1) != 0;
}

size_t plural_form(enum plural_rule rule, enum plural category)
{
    size_t before = 0;
    for (enum plural other = PLURAL_ZERO; other < category; other++)
        before += plural_has(rule, other);
    return before;
}

size_t plural_forms(enum plural_rule rule)
{
    return plural_form(rule, PLURAL_OTHER) + plural_has(rule, PLURAL_OTHER);
}

struct str plural_name(enum plural category)
{
    static const struct str NAMES[] = {S_INIT("zero"), S_INIT("one"),  S_INIT("two"),
                                       S_INIT("few"),  S_INIT("many"), S_INIT("other")};
    return NAMES[category];
}
