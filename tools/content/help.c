/* tools/content/help.c - content/help/: help lines by country, for the pages and as plain HTML where nothing of ours
 * can run */
#include "base/direction.h"
#include "tools/content/folders.h"
#include "tools/content/rows.h"
#include "tools/content/values.h"

enum { H_COUNTRY, H_CODE, H_CHECKED };
static const struct article_rules HELP = {
    .folder = "help",
    .keys =
        {[H_COUNTRY] = {"country", KEY_NEEDED}, [H_CODE] = {"code", KEY_NEEDED}, [H_CHECKED] = {"checked", KEY_NEEDED}},
    .body_rule = BODY_IS_LINES,
};

/* 2026-11 or 2026-11-23. */
static bool is_date(struct str s)
{
    if (s.len != 7 && s.len != 10)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (i == 4 || i == 7 ? s.at[i] != '-' : !is_digit(s.at[i]))
            return false;
    return true;
}

static bool is_country_code(struct str s)
{
    return s.len == 2 && s.at[0] >= 'A' && s.at[0] <= 'Z' && s.at[1] >= 'A' && s.at[1] <= 'Z';
}

/* What may follow tel: - digits, and a + in front. */
static bool is_call(struct str s)
{
    struct str digits = str_starts(s, S("+")) ? str_after(s, 1) : s;
    for (size_t i = 0; i < digits.len; i++)
        if (!is_digit(digits.at[i]))
            return false;
    return digits.len > 0;
}

/* source: the page where a person read it, or "general knowledge"; it and call may be left out. */
enum { LINE_NAME, LINE_CONTACT, LINE_CALL, LINE_HOURS, LINE_ABOUT, LINE_SOURCE, LINE_KIND, LINE_KEYS };
static const char *const HELP_KEYS[LINE_KEYS] = {"name", "contact", "call", "hours", "about", "source", "kind"};

struct service {
    struct str values[LINE_KEYS];
    unsigned line; /* of its last key; 0 while there is none */
};

/* One `key: value` of a service. */
static void read_service_key(struct service *service, struct place at, struct str line)
{
    struct str name = {0}, value = {0};
    size_t k = 0;
    if (!str_cut(line, ':', &name, &value))
        complain(at, "a service is lines of \"key: value\"");
    while (k < LINE_KEYS && !str_eq(name, str_from_c(HELP_KEYS[k])))
        k++;
    if (k == LINE_KEYS)
        complain(at, "a service has no key \"%.*s\"", (int)name.len, name.at);
    if (service->values[k].len > 0)
        complain(at, "the key \"%s\" stands here twice; a blank line parts two services", HELP_KEYS[k]);
    service->values[k] = str_trim(value);
    service->line = at.line;
    if (k == LINE_CALL && !is_call(service->values[k]))
        complain(at, "a number to call is digits only, for a tel: address");
    if (k == LINE_HOURS || k == LINE_ABOUT) /* names and contacts are other people's own */
        words_check(at, service->values[k]);
}

/* The kinds of a service, parted by commas. */
static set64 kinds_of(struct place at, struct str list)
{
    set64 kinds = 0;
    while (list.len) {
        struct str one;
        str_cut(list, ',', &one, &list);
        const struct key_row *row = row_by_key(HELP_KIND_KEYS, str_trim(one));
        if (!row)
            complain(at, "there is no kind of help called \"%.*s\"", (int)one.len, one.at);
        kinds |= SET_OF(row->number);
    }
    return kinds;
}

typedef LIST_OF(struct help_line) service_list;

static struct help_line line_of(const struct article *country, const struct service *service)
{
    struct place at = {.file = country->path, .line = service->line};
    for (size_t k = 0; k < LINE_KEYS; k++)
        if (k != LINE_CALL && k != LINE_SOURCE && service->values[k].len == 0)
            complain(at, "this service has no \"%s\"", HELP_KEYS[k]);
    return (struct help_line){
        .country = country->values[H_COUNTRY],
        .code = country->values[H_CODE],
        .checked = country->values[H_CHECKED],
        .name = service->values[LINE_NAME],
        .contact = service->values[LINE_CONTACT],
        .call = service->values[LINE_CALL],
        .hours = service->values[LINE_HOURS],
        .about = service->values[LINE_ABOUT],
        .source = service->values[LINE_SOURCE],
        .kinds = kinds_of(at, service->values[LINE_KIND]),
    };
}

static void read_country(struct arena *arena, const struct article *country, service_list *out)
{
    struct service service = {0};
    struct place at = {.file = country->path, .line = country->body_line};
    struct str rest = country->body, line = {0};
    size_t before = out->len;
    if (!is_country_code(country->values[H_CODE]))
        complain(article_place(country, H_CODE), "a country's code is two capital letters");
    if (!is_date(country->values[H_CHECKED]))
        complain(article_place(country, H_CHECKED), "the day it was checked is written 2026-11 or 2026-11-23");
    for (bool more = true; more; at.line++) {
        more = str_cut(rest, '\n', &line, &rest);
        line = str_trim(line);
        if (line.len > 0)
            read_service_key(&service, at, line);
        if ((line.len == 0 || !more) && service.line > 0) {
            ARENA_PUSH(arena, out, line_of(country, &service));
            service = (struct service){0};
        }
    }
    if (out->len == before)
        complain(at, "this country has no services");
}

struct help_lines read_help(struct arena *arena, const char *dir)
{
    struct articles all = articles_read(arena, dir, &HELP);
    service_list rows = {0};
    for (size_t i = 0; i < all.len; i++)
        read_country(arena, &all.at[i], &rows);
    return (struct help_lines){rows.at, rows.len};
}

static void put_dialled_contact(struct buf *out, struct str contact)
{
    put_text(out, "<p class=\"help-contact\"><bdi>");
    buf_put_dialled(out, contact);
    put_text(out, "</bdi></p>");
}

/* As pages/ground/_help_line.html shows it. */
static void put_card(struct buf *out, const struct help_line *line)
{
    put_tagged(out, "<li class=\"card\"><h3><bdi>", line->name, "</bdi></h3>");
    put_dialled_contact(out, line->contact);
    put_tagged(out, "<p>", line->about, "</p>");
    put_tagged(out, "<dl class=\"help-facts\"><div><dt>When</dt><dd><bdi>", line->hours, "</bdi></dd></div>");
    put_tagged(out, "<div><dt>Last checked</dt><dd><bdi dir=\"ltr\">", line->checked,
               "</bdi>, read, not phoned</dd></div></dl></li>\n");
}

void put_plain_help(struct buf *out, struct arena *arena, const char *dir)
{
    struct help_lines lines = read_help(arena, dir);
    for (size_t i = 0; i < lines.len; i++) {
        if (i == 0 || !str_eq(lines.at[i - 1].code, lines.at[i].code))
            put_tagged(out, "<details class=\"more\"><summary>", lines.at[i].country,
                       "</summary>\n<ul class=\"cards help-lines\">\n");
        put_card(out, &lines.at[i]);
        if (i + 1 == lines.len || !str_eq(lines.at[i + 1].code, lines.at[i].code))
            put_text(out, "</ul></details>\n");
    }
    put_text(out, "<section class=\"prose\">\n");
    put_markup(out, text_of(arena, dir, S("help-danger")));
    put_text(out, "</section>\n");
}
