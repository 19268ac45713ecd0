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

static void text_name(const struct words *words, struct journal_text *text)
{
    const struct worksheet *sheet = text->sheet;
    if (sheet && text->field)
        text->label = field_words_of(words, sheet, text->field)->ask;
    else if (sheet)
        text->words = sheet_words_of(words, sheet)->title;
    if (text->label_is.list)
        text->label = words_of(words, *text->label_is.list, text->label_is.number);
    if (text->words_are.list)
        text->words = words_of(words, *text->words_are.list, text->words_are.number);
}

void texts_name(const struct words *words, struct journal_text *texts, size_t len)
{
    for (size_t i = 0; i < len; i++)
        text_name(words, &texts[i]);
}

static void name_with(const void *words, struct journal_text *texts, size_t len)
{
    texts_name(words, texts, len);
}

struct namer texts_namer(const struct words *words)
{
    return (struct namer){name_with, words};
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
