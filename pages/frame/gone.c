/* pages/frame/gone.c - what a page asked about is not there, or not any more */
#include "pages/frame/gone.h"

#include "core/course/draft.h"
#include "core/course/worksheet.h"
#include "pages/frame/views.h"
#include "pages/templates.h"

/*
 * The fields for words, and what stands above each where there are several.  tests/wording.py holds every such field of
 * the templates to this list.
 */
static const struct {
    struct str name, label;
} FIELDS[] = {
    {S_INIT("words"), S_INIT("In my own words")},
    {S_INIT("name"), S_INIT("Its name")},
    {S_INIT("expected"), S_INIT("What did I expect?")},
    {S_INIT("happened"), S_INIT("What happened?")},
    {S_INIT("remember"), S_INIT("What do I want to remember?")},
    {S_INIT("comfort"), S_INIT("A comfort")},
    {S_INIT("where"), S_INIT("Where")},
    {S_INIT("signal"), S_INIT("A stop signal without words")},
    {S_INIT("after"), S_INIT("Afterwards")},
    {S_INIT("steps"), S_INIT("What happens, step by step")},
    {S_INIT("props"), S_INIT("Things it needs")},
};

/* Fields of one kind are numbered: name-0, name-1. */
static struct str without_number(struct str name)
{
    size_t len = name.len;
    while (len && name.at[len - 1] >= '0' && name.at[len - 1] <= '9')
        len--;
    return len && len < name.len && name.at[len - 1] == '-' ? str_first(name, len - 1) : name;
}

/* A sheet that only an earlier attune had.  On one of today, ticks for its paper are named after the questions. */
static bool is_earlier_sheet(struct str about)
{
    struct str work, id, rest;
    str_cut(about, '/', &work, &rest);
    str_cut(rest, '/', &id, &rest);
    return str_eq(work, S("work")) && !worksheet_find(id);
}

/* What stands above the words of a field; empty if it is none that is known. */
static struct str label_of(const struct words *words, struct str about, struct str name)
{
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        if (str_eq(FIELDS[i].name, without_number(name)))
            return FIELDS[i].label;
    for (size_t i = 0; i < WORKSHEETS_LEN && is_earlier_sheet(about); i++) {
        const struct worksheet_field *field = worksheet_field(&WORKSHEETS[i], name);
        if (field && (field->kind == FIELD_WORDS || field->kind == FIELD_LINE))
            return words->worksheets.at[i].fields.at[field - WORKSHEETS[i].fields].ask;
    }
    return S("");
}

/* What a choice, a number or a hidden field sends, a name like activity/A15 among them: nobody typed that. */
static bool is_a_key(struct str value)
{
    bool capitals = false, of_a_name = false;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '-' && c != '/' && c != '.')
            return false;
        capitals |= c >= 'A' && c <= 'Z';
        of_a_name |= ascii_is_digit(c) || c == '/';
    }
    return !capitals || of_a_name;
}

/* A field that is not in the list may come from a page of an earlier attune: what reads like words is taken for some.
 */
static bool holds_words(const struct words *words, struct str about, const struct field *field)
{
    return str_trim(field->value).len && draft_takes(about, field->name) &&
           (label_of(words, about, field->name).len || !is_a_key(field->value));
}

/* All that was typed, as one text. */
static struct str words_typed(struct visit *visit)
{
    struct str about = str_after(visit->path, 1);
    struct buf b = buf_on(visit->arena);
    size_t several = 0;
    for (size_t i = 0; i < visit->form.len; i++)
        several += holds_words(visit->words, about, &visit->form.at[i]);
    for (size_t i = 0; i < visit->form.len; i++) {
        const struct field *field = &visit->form.at[i];
        if (!holds_words(visit->words, about, field))
            continue;
        struct str label = several > 1 ? label_of(visit->words, about, field->name) : S("");
        buf_put(&b, b.len ? S("\n\n") : S(""));
        buf_put(&b, label);
        buf_put(&b, label.len ? S("\n") : S(""));
        buf_put(&b, str_trim(field->value));
    }
    return buf_str(&b);
}

/* The part of a draft's name that tells the forms of one page apart (pages/frame/attune.js, formKey). */
static struct str form_key(struct str draft)
{
    struct str page, key;
    str_cut(draft, '.', &page, &key);
    return key;
}

bool visit_holds_words(struct visit *visit, struct str why)
{
    /* Where nothing is open, nobody's words are shown. */
    struct str words = visit->state ? words_typed(visit) : S("");
    if (!words.len)
        return false;
    visit_frame(visit, S("Your words"), S(""));
    page_gone(&visit->out, &(struct gone_view){
                               .frame = visit->frame,
                               .why = why,
                               .words = words,
                               .key = form_key(visit->frame.draft),
                           });
    return true;
}

void visit_nothing_here(struct visit *visit)
{
    if (visit_holds_words(visit, S("")))
        return;
    visit->status = 404;
    visit_frame(visit, S("Nothing here"), S(""));
    page_words(&visit->out, &(struct words_view){
                                .frame = visit->frame,
                                .words = S("There is nothing at this address. It may have been deleted."),
                            });
}

const struct entry *visit_entry(struct visit *visit, enum event_kind kind)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], kind);
    if (!entry)
        visit_nothing_here(visit);
    return entry;
}

bool visit_is_gone(struct visit *visit, const struct entry *entry, void (*as_new)(struct visit *visit))
{
    if (entry || visit_is_new(visit))
        return false;
    if (visit->form.len)
        as_new(visit);
    else
        visit_nothing_here(visit);
    return true;
}
