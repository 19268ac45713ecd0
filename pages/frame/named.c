/* pages/frame/named.c - from the rules of a sheet to its words */
#include "pages/frame/named.h"

const struct worksheet_words *sheet_words_of(const struct words *words, const struct worksheet *sheet)
{
    return &words->worksheets.at[sheet - WORKSHEETS];
}

const struct field_words *field_words_of(const struct words *words, const struct worksheet *sheet,
                                         const struct worksheet_field *field)
{
    return &sheet_words_of(words, sheet)->fields.at[field - sheet->fields];
}

struct word_list worksheet_choices(const struct field_words *field, struct arena *arena)
{
    return words_parted(field->choices, arena);
}

void texts_name(const struct words *words, struct journal_text *texts, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const struct worksheet *sheet = texts[i].sheet;
        if (sheet && texts[i].field)
            texts[i].label = field_words_of(words, sheet, texts[i].field)->ask;
        else if (sheet)
            texts[i].words = sheet_words_of(words, sheet)->title;
    }
}

const struct str *sheet_titles(const struct words *words, struct arena *arena)
{
    struct str *titles = ARENA_MANY(arena, struct str, WORKSHEETS_LEN);
    for (size_t i = 0; i < WORKSHEETS_LEN; i++)
        titles[i] = words->worksheets.at[i].title;
    return titles;
}

struct str rung_first_name(const struct words *words, const struct rung *rung)
{
    return rung->own ? rung->own->own.name : words->activities.at[rung->index].name;
}

struct str rung_name(const struct words *words, const struct rung *rung)
{
    return rung->renamed.len ? rung->renamed : rung_first_name(words, rung);
}

struct str rung_new_name(const struct words *words, const struct rung *rung)
{
    return str_eq(rung->renamed, rung_first_name(words, rung)) ? S("") : rung->renamed;
}
