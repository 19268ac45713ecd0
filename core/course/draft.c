/* core/course/draft.c - forms typed in and not sent yet */
#include "core/course/draft.h"

#include "core/course/worksheet.h"

/* What the request says about itself, and what is never kept. */
static bool is_of_the_form(struct str name)
{
    static const struct str OTHERS[] = {
        S_INIT("token"),      S_INIT("once"),       S_INIT("draft"), S_INIT("draft-at"), S_INIT("draft-once"),
        S_INIT("draft-from"), S_INIT("passphrase"), S_INIT("again"), S_INIT("current"),  S_INIT("code")};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (str_eq(name, OTHERS[i]))
            return false;
    return true;
}

/* What a page says of itself and nobody typed: it comes back with the form, and is no words of it. */
static bool is_typed(struct str name)
{
    return !str_eq(name, S("over"));
}

/* The sheet that an address such as work/thought/new belongs to, or NULL. */
static const struct worksheet *sheet_at(struct str about)
{
    struct str work, id, rest;
    str_cut(about, '/', &work, &rest);
    str_cut(rest, '/', &id, &rest);
    return str_eq(work, S("work")) ? worksheet_find(id) : NULL;
}

static bool is_kept_nowhere(const struct worksheet *sheet, struct str name)
{
    const struct worksheet_field *field = sheet ? worksheet_field(sheet, name) : NULL;
    return field && field->leads;
}

bool draft_takes(struct str about, struct str name)
{
    return is_of_the_form(name) && !is_kept_nowhere(sheet_at(about), name);
}

static void put_readably(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '%' || c == '&' || c == '=' || c == '+')
            form_put_escaped(b, (struct str){&s.at[i], 1});
        else
            buf_put_byte(b, (uint8_t)c);
    }
}

/* *any is set if there is anything in it but empty fields. */
static struct str encode(const struct form *form, struct str about, struct arena *arena, bool *any)
{
    struct buf b = buf_on(arena);
    *any = false;
    for (size_t i = 0; i < form->len; i++) {
        struct field field = form->at[i];
        if (!draft_takes(about, field.name))
            continue;
        *any |= is_typed(field.name) && str_trim(field.value).len > 0;
        buf_put(&b, b.len ? S("&") : S(""));
        put_readably(&b, field.name);
        buf_put(&b, S("="));
        put_readably(&b, field.value);
    }
    return buf_str(&b);
}

static bool is_page_name(struct str page)
{
    for (size_t i = 0; i < page.len; i++) {
        char c = page.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
            return false;
    }
    return page.len > 0 && page.len <= DRAFT_PAGE_MAX;
}

enum err draft_decide(const struct form *form, const struct state *state, struct arena *arena, struct event *out)
{
    struct str about = form_get(form, S("draft-at")), page = form_get(form, S("draft"));
    bool any;
    *out = (struct event){0};
    if (about.len == 0 || about.len > DRAFT_ABOUT_MAX || !is_page_name(page))
        return ERR_MALFORMED;
    struct str words = encode(form, about, arena, &any);
    if (words.len > DRAFT_MAX)
        return ERR_TOO_LONG;
    const struct event *before = state_draft(state, page);
    if (before ? str_eq(before->draft.words, words) : !any)
        return ERR_OK;
    *out = (struct event){
        .kind = DRAFT_KEPT,
        .draft = {.of = before ? event_item(before) : (struct stamp){0}, .about = about, .words = words, .page = page},
    };
    return ERR_OK;
}

struct event draft_end(const struct event *draft)
{
    return (struct event){.kind = DRAFT_KEPT, .draft = {.of = event_item(draft)}};
}

enum err draft_form(const struct event *draft, struct arena *arena, struct form *out)
{
    return form_decode(draft->draft.words, arena, out);
}

struct str draft_words(const struct event *draft, struct arena *arena)
{
    struct form form;
    struct str longest = {0};
    /* One text, of an earlier attune. */
    if (!draft->draft.page.len || draft_form(draft, arena, &form))
        return draft->draft.words;
    for (size_t i = 0; i < form.len; i++)
        if (is_typed(form.at[i].name) && str_trim(form.at[i].value).len > longest.len)
            longest = str_trim(form.at[i].value);
    return longest;
}

bool draft_is_below(const struct event *draft, struct str path)
{
    struct str about = draft->draft.about, place = str_after(path, 1);
    if (place.len == 0 || !str_starts(about, place))
        return false;
    struct str rest = str_after(about, place.len);
    return rest.len == 0 || str_starts(rest, S("/"));
}
