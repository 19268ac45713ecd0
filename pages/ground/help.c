/* pages/ground/help.c - which lines answer, and the page that shows them */
#include "pages/ground/help.h"

#include "base/folding.h"
#include "pages/frame/take.h"
#include "pages/templates.h"
#include "pages/work/worksheet.h"

enum { NAME_BYTES = 60 };

struct str help_line_id(struct arena *arena, const struct help_line *line)
{
    return STR_JOIN(arena, S("line/"), line->code, S("/"), str_first_whole(line->name, NAME_BYTES));
}

enum { FIND_MAX = 100 };

static bool holds_word(const struct help_line *line, struct word_list kind_words, struct str word, struct arena scratch)
{
    struct str kinds = set_in_words(&scratch, kind_words, line->kinds);
    const struct str places[] = {line->name, line->about, line->contact, line->country, line->hours, kinds};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (fold_find(places[i], word, NULL) != SIZE_MAX)
            return true;
    return false;
}

bool help_matches(const struct words *words, const struct help_line *line, const struct help_ask *ask,
                  struct arena scratch)
{
    struct str rest = ask->words;
    if (ask->code.len && !str_eq(line->code, ask->code))
        return false;
    if (ask->kind && !SET_HAS(line->kinds, ask->kind))
        return false;
    while (rest.len) {
        struct str word;
        str_cut(rest, ' ', &word, &rest);
        if (word.len && !holds_word(line, words_in(words, HELP_KIND_KEYS), word, scratch))
            return false;
    }
    return true;
}

/* Choices */

static struct str query_of(struct visit *visit, struct str code, unsigned kind)
{
    struct str key = key_for(HELP_KIND_KEYS, kind);
    if (code.len && key.len)
        return STR_JOIN(visit->arena, S("c="), code, S("&kind="), key);
    if (code.len)
        return STR_JOIN(visit->arena, S("c="), code);
    return key.len ? STR_JOIN(visit->arena, S("kind="), key) : S("");
}

struct help_choices help_countries(struct visit *visit, const struct help_ask *ask)
{
    struct help_choice *at = ARENA_MANY(visit->arena, struct help_choice, visit->words->help.len);
    size_t len = 0;
    for (size_t i = 0; i < visit->words->help.len; i++) {
        const struct help_line *line = &visit->words->help.at[i];
        if (i && str_eq(visit->words->help.at[i - 1].code, line->code))
            continue;
        at[len++] = (struct help_choice){.words = line->country,
                                         .value = line->code,
                                         .query = query_of(visit, line->code, ask->kind),
                                         .chosen = str_eq(line->code, ask->code)};
    }
    return (struct help_choices){at, len};
}

static struct help_choices kinds(struct visit *visit, const struct help_ask *ask)
{
    struct word_list list = words_in(visit->words, HELP_KIND_KEYS);
    struct help_choice *at = ARENA_MANY(visit->arena, struct help_choice, list.len);
    for (size_t i = 0; i < list.len; i++) {
        const struct word_row *row = &list.at[i];
        at[i] = (struct help_choice){.words = row->words,
                                     .value = row->key,
                                     .query = query_of(visit, ask->code, row->number),
                                     .chosen = row->number == ask->kind};
    }
    return (struct help_choices){at, list.len};
}

/* Lines */

/* "2026-11" as "November 2026"; whatever else it is stands as it is. */
static struct str month_in_words(struct visit *visit, struct str iso)
{
    static const struct str MONTHS[] = {S_INIT("January"), S_INIT("February"), S_INIT("March"),
                                        S_INIT("April"),   S_INIT("May"),      S_INIT("June"),
                                        S_INIT("July"),    S_INIT("August"),   S_INIT("September"),
                                        S_INIT("October"), S_INIT("November"), S_INIT("December")};
    struct str year, rest, month;
    uint64_t n;
    str_cut(iso, '-', &year, &rest);
    str_cut(rest, '-', &month, &rest);
    if (!str_to_u64(month, 12, &n) || n == 0)
        return iso;
    return STR_JOIN(visit->arena, MONTHS[n - 1], S(" "), year);
}

static struct help_line_view line_view(struct visit *visit, const struct help_line *line, size_t index)
{
    return (struct help_line_view){
        .name = line->name,
        .contact = {line->contact},
        .call = line->call,
        .hours = line->hours,
        .about = line->about,
        .country = line->country,
        .kinds = set_in_words(visit->arena, words_in(visit->words, HELP_KIND_KEYS), line->kinds),
        .source = line->source,
        .checked = month_in_words(visit, line->checked),
        .take = take_form(visit, help_line_id(visit->arena, line), (unsigned)index),
    };
}

static struct help_line_views lines_for(struct visit *visit, const struct help_ask *ask)
{
    struct help_line_view *at = ARENA_MANY(visit->arena, struct help_line_view, visit->words->help.len);
    size_t len = 0;
    for (size_t i = 0; i < visit->words->help.len; i++)
        if (help_matches(visit->words, &visit->words->help.at[i], ask, *visit->arena))
            at[len++] = line_view(visit, &visit->words->help.at[i], i);
    return (struct help_line_views){at, len};
}

/* What stands in for a kind of help that a country's list lacks. */
static struct help_line_views lines_instead(struct visit *visit, struct str code)
{
    static const unsigned KINDS[] = {HELP_DANGER, HELP_CRISIS};
    struct help_line_view *at = ARENA_MANY(visit->arena, struct help_line_view, 2 * visit->words->help.len);
    size_t len = 0;
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
        for (size_t i = 0; i < visit->words->help.len; i++)
            if (str_eq(visit->words->help.at[i].code, code) && SET_HAS(visit->words->help.at[i].kinds, KINDS[k]) &&
                !(k && SET_HAS(visit->words->help.at[i].kinds, KINDS[0])))
                at[len++] = line_view(visit, &visit->words->help.at[i], i);
    return (struct help_line_views){at, len};
}

static struct str country_named(const struct words *words, struct str code)
{
    for (size_t i = 0; i < words->help.len; i++)
        if (str_eq(words->help.at[i].code, code))
            return words->help.at[i].country;
    return S("");
}

static void show_help(struct visit *visit, const struct help_ask *ask)
{
    struct str country = country_named(visit->words, ask->code);
    bool asked = ask->code.len || ask->kind || ask->words.len;
    struct help_line_views lines = asked ? lines_for(visit, ask) : (struct help_line_views){0};
    bool none = asked && lines.len == 0;
    visit_frame(visit, S("Help lines"), S(""));
    page_help(&visit->out, &(struct help_view){
                               .frame = visit->frame,
                               .note = fixed_text(visit->words, S("help-note"))->body,
                               .none = fixed_text(visit->words, S("help-none"))->body,
                               .danger = fixed_text(visit->words, S("help-danger"))->body,
                               .country = country,
                               .kind = words_of(visit->words, HELP_KIND_KEYS, ask->kind),
                               .words = ask->words,
                               .any_country = query_of(visit, S(""), ask->kind),
                               .any_kind = query_of(visit, ask->code, 0),
                               .asked = asked,
                               /* After a search, what it found comes first. */
                               .choosing = !asked || (none && !country.len && !ask->words.len),
                               .many_countries = asked && !country.len,
                               .may_find = visit->state != NULL,
                               .kept = form_has(&visit->query, S("kept")),
                               .mine = worksheet_helpers(visit),
                               .countries = help_countries(visit, ask),
                               .kinds = kinds(visit, ask),
                               .lines = lines,
                               .instead = none ? lines_instead(visit, ask->code) : (struct help_line_views){0},
                           });
}

static struct help_ask ask_of(const struct words *words, const struct form *form)
{
    return (struct help_ask){
        .code = country_named(words, form_get(form, S("c"))).len ? form_get(form, S("c")) : S(""),
        .kind = form_one(form, HELP_KIND_KEYS, S("kind")),
    };
}

void help_get(struct visit *visit)
{
    struct help_ask ask = ask_of(visit->words, &visit->query);
    show_help(visit, &ask);
}

/* Answered at once, without a redirect: the word stands in no address and is kept nowhere. */
void help_post(struct visit *visit)
{
    struct help_ask ask = ask_of(visit->words, &visit->form);
    ask.words = str_first_whole(str_trim(form_get(&visit->form, S("words"))), FIND_MAX);
    show_help(visit, &ask);
}

void help_groups_get(struct visit *visit)
{
    struct help_ask ask = {.kind = HELP_PEERS};
    visit_frame(visit, S("Groups and peers"), S(""));
    page_help_groups(&visit->out, &(struct help_groups_view){
                                      .frame = visit->frame,
                                      .words = fixed_text(visit->words, S("groups"))->body,
                                      .lines = lines_for(visit, &ask),
                                  });
}
