/* tools/article.c - reading and checking one file of content/ */
#define _POSIX_C_SOURCE 200809L
#include "tools/article.h"

#include "base/folding.h"

#include <cmark.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- words ---- */

/* Section 14.3, as far as a whole word can be told from its use. Only after `unless_after` is
 * the word somebody's ordinary one: "taken for granted" grants nothing. */
static const struct {
    const char *word, *unless_after, *instead;
} AVOIDED[] = {
    // clang-format off
    /* word                 unless after  instead                        */
    {"victim",              NULL,         "survivor, or person"},
    {"victims",             NULL,         "survivors, or people"},
    {"damaged",             NULL,         "nothing of the kind"},
    {"alleged",             NULL,         "what happened"},
    {"homework",            NULL,         "step"},
    {"level up",            NULL,         "step"},
    {"level-up",            NULL,         "step"},
    {"compliance",          NULL,         "choosing"},
    {"compliant",           NULL,         "choosing"},
    {"relapse",             NULL,         "stop is the skill"},
    {"you missed",          NULL,         "not today"},
    {"push through",        NULL,         "your pace"},
    {"foreplay",            NULL,         "closeness, or touch"},
    {"normal sex",          NULL,         "closeness, or touch"},
    {"full intimacy",       NULL,         "closeness, or touch"},
    {"turned on",           NULL,         "body responses"},
    {"debrief",             NULL,         "wind-down"},
    {"debriefing",          NULL,         "wind-down"},
    {"granted",             "for",        "choose, or agree for now"},
    {"consented",           NULL,         "agreed for now"},
    {"cure",                NULL,         "some people find"},
    {"cures",               NULL,         "some people find"},
    {"cured",               NULL,         "some people find"},
    {"heal fast",           NULL,         "your pace"},
    {"opposite sex",        NULL,         "the person you are with"},
    {"timeout",             NULL,         "pause"},
    {"committed suicide",   NULL,         "died by suicide"},
    {"commit suicide",      NULL,         "end one's life"},
    {"suffers from",        NULL,         "has, or lives with"},
    {"overreact",           NULL,         "alarm, or signal"},
    {"overreacting",        NULL,         "alarm, or signal"},
    {"overreaction",        NULL,         "alarm, or signal"},
    {"hysterical",          NULL,         "alarm, or signal"},
    {"broken",              "not",        "overwhelmed for now"},
    {"incident",            NULL,         "what happened"},
    {"exposure",            NULL,         "step, or experience"},
    {"failure",             NULL,         "stop is the skill"},
    {"performance",         NULL,         "closeness, or touch"},
    {"you should",          NULL,         "you can, or your pace"},
    {"just",                NULL,         "nothing: leave it out"},
    {"simply",              NULL,         "nothing: leave it out"},
    {"easy",                NULL,         "small, or gentle"},
    {"proven",              NULL,         "some people find"},
    {"husband",             NULL,         "partner, or the person you are with"},
    {"wife",                NULL,         "partner, or the person you are with"},
    {"the man",             NULL,         "partner, or the person you are with"},
    {"the woman",           NULL,         "partner, or the person you are with"},
    {"hotline",             NULL,         "support line"},
    {"drama",               NULL,         "alarm, or signal"},
    {"mend",                NULL,         "put right for things, change for people"},
    {"mended",              NULL,         "put right for things, change for people"},
    {"mending",             NULL,         "put right for things, change for people"},
    {"take along",          NULL,         "toolkit, or show to someone"},
    {"did not do good",     NULL,         "made things worse"},
    {"is owed",             NULL,         "leave it out, or: you do not have to"},
    {"also like this",      NULL,         "even so, or still"},
    {"how stirred up",      NULL,         "how distressed"},
    {"pass water",          NULL,         "pee"},
    // clang-format on
};

/* `before` ends in this word, but for a blank. */
static bool ends_in_word(struct str before, const char *word)
{
    struct str trimmed = str_trim(before), wanted = str_from_c(word);
    if (!word || trimmed.len < wanted.len)
        return false;
    return fold_find(str_after(trimmed, trimmed.len - wanted.len), wanted, NULL) == 0;
}

static bool has_word(struct str text, struct str word, const char *unless_after)
{
    for (size_t from = 0, found, len; (found = fold_find(str_after(text, from), word, &len)) != SIZE_MAX;) {
        size_t at = from + found, end = at + len;
        /* A curly apostrophe is no letter, but calling it one errs towards letting a word pass. */
        bool whole =
            (at == 0 || !byte_is_of_word(text.at[at - 1])) && (end == text.len || !byte_is_of_word(text.at[end]));
        if (whole && !ends_in_word(str_first(text, at), unless_after))
            return true;
        from = at + 1;
    }
    return false;
}

void words_check(struct place at, struct str text)
{
    for (size_t i = 0; i < sizeof AVOIDED / sizeof *AVOIDED; i++)
        if (has_word(text, str_from_c(AVOIDED[i].word), AVOIDED[i].unless_after))
            complain(at, "the word \"%s\" is one that attune avoids; say: %s", AVOIDED[i].word, AVOIDED[i].instead);
}

/* ---- Markdown ---- */

static void node_check(struct place at, cmark_node *node)
{
    const char *url = NULL, *literal = NULL;
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        complain(at, "raw HTML has no place in content");
    case CMARK_NODE_IMAGE:
        complain(at, "pictures have no place in content");
    case CMARK_NODE_LINK:
        url = cmark_node_get_url(node);
        if (!url || url[0] != '/' || url[1] == '/' || url[1] == '\\')
            complain(at, "a link leads to a page of attune and begins with one \"/\"; this one is \"%s\"", url);
        return;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
        literal = cmark_node_get_literal(node);
        words_check(at, str_from_c(literal));
        return;
    default:
        return;
    }
}

/* Inline nodes know their line in this cmark, but a soft break inside one may leave 0. */
static unsigned node_line(cmark_node *node, unsigned line)
{
    int own = cmark_node_get_start_line(node);
    while (own == 0 && (node = cmark_node_parent(node)))
        own = cmark_node_get_start_line(node);
    return line + (own > 0 ? (unsigned)own - 1 : 0);
}

/* `text` begins on line `at.line` of its file. */
struct str article_markdown(struct arena *arena, struct place at, struct str text)
{
    if (str_trim(text).len == 0)
        return (struct str){0};
    const int options = CMARK_OPT_SAFE | CMARK_OPT_SMART;
    cmark_node *document = cmark_parse_document(text.at, text.len, options);
    cmark_iter *walk = cmark_iter_new(document);
    cmark_event_type event = CMARK_EVENT_NONE;
    while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk);
        if (event == CMARK_EVENT_ENTER)
            node_check((struct place){.file = at.file, .line = node_line(node, at.line)}, node);
    }
    char *rendered = cmark_render_html(document, options);
    struct str html = str_copy(arena, str_trim(str_from_c(rendered)));
    free(rendered);
    cmark_iter_free(walk);
    cmark_node_free(document);
    return html;
}

/* ---- lines ---- */

/* A cursor over the lines of a file. */
struct lines {
    struct str rest;
    struct str line; /* the present one, without its end */
    unsigned number;
};

static bool lines_next(struct lines *lines)
{
    if (lines->rest.len == 0)
        return false;
    (void)str_cut(lines->rest, '\n', &lines->line, &lines->rest);
    lines->number++;
    return true;
}

struct place article_place(const struct article *article, size_t key)
{
    return (struct place){.file = article->path, .line = article->lines[key]};
}

/* ---- front matter ---- */

static size_t key_number(const struct article_rules *rules, struct str name)
{
    for (size_t k = 0; k < KEYS_MAX && rules->keys[k].name; k++)
        if (str_eq(str_from_c(rules->keys[k].name), name))
            return k;
    return SIZE_MAX;
}

/* ---- what every file may say of itself ---- */

const struct strength STRENGTHS[] = {
    {"moderate", "Several studies"},    {"weak", "Few or small studies"}, {"contested", "Specialists disagree"},
    {"clinical", "Clinical knowledge"}, {"own", "Our own proposal"},      {NULL, NULL},
};

static void strength_check(struct place at, struct str key)
{
    for (size_t i = 0; STRENGTHS[i].key; i++)
        if (str_eq(key, str_from_c(STRENGTHS[i].key)))
            return;
    complain(at, "\"%.*s\" is no strength of evidence: moderate, weak, contested, clinical or own", (int)key.len,
             key.at);
}

static void evidence_check(struct place at, struct str evidence)
{
    struct str key = {0};
    for (bool more = true; more;) {
        more = str_cut(evidence, ',', &key, &evidence);
        strength_check(at, str_trim(key));
    }
}

/* "not yet", or a day and who. */
static void review_check(struct place at, struct str review)
{
    struct str day = {0}, who = {0};
    if (str_eq(review, S("not yet")))
        return;
    bool dated = str_cut(review, ',', &day, &who) && day.len == 10 && str_trim(who).len > 0;
    for (size_t i = 0; dated && i < day.len; i++)
        dated = i == 4 || i == 7 ? day.at[i] == '-' : day.at[i] >= '0' && day.at[i] <= '9';
    if (!dated)
        complain(at, "a review is \"not yet\", or a day and a name: 2026-11-25, name");
}

/* True if the key is one of the two that every folder has. */
static bool read_common_key(struct article *article, struct place at, struct str name, struct str value)
{
    if (str_eq(name, S("evidence"))) {
        evidence_check(at, value);
        article->evidence = value;
        return true;
    }
    if (str_eq(name, S("review"))) {
        review_check(at, value);
        article->review = value;
        return true;
    }
    return false;
}

/* One `key: value`; gives the key's number, for lines that go on with its value, or SIZE_MAX for a common one. */
static size_t read_key(struct article *article, const struct article_rules *rules, const struct lines *lines)
{
    struct place at = {.file = article->path, .line = lines->number};
    struct str name = {0}, value = {0};
    if (!str_cut(lines->line, ':', &name, &value))
        complain(at, "front matter is lines of \"key: value\"");
    if (read_common_key(article, at, name, str_trim(value)))
        return SIZE_MAX;
    size_t k = key_number(rules, name);
    if (k == SIZE_MAX)
        complain(at, "%s have no key \"%.*s\"", rules->folder, (int)name.len, name.at);
    if (article->lines[k] != 0)
        complain(at, "the key \"%s\" stands here twice", rules->keys[k].name);
    article->values[k] = str_trim(value);
    article->lines[k] = lines->number;
    return k;
}

static bool is_indented(struct str line)
{
    return line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t');
}

static void keys_check(const struct article *article, const struct article_rules *rules)
{
    for (size_t k = 0; k < KEYS_MAX && rules->keys[k].name; k++) {
        const struct key_rule *key = &rules->keys[k];
        if (article->lines[k] == 0 && key->rule != KEY_MAY_BE_ABSENT)
            complain((struct place){.file = article->path, .line = 1}, "the key \"%s\" is missing", key->name);
        if (article->lines[k] != 0 && article->values[k].len == 0 && key->rule == KEY_NEEDED)
            complain(article_place(article, k), "the key \"%s\" is empty", key->name);
        if (!str_eq(str_from_c(key->name), S("id"))) /* nobody reads it */
            words_check(article_place(article, k), article->values[k]);
    }
}

static void read_front(struct arena *arena, struct article *article, const struct article_rules *rules,
                       struct lines *lines)
{
    size_t k = SIZE_MAX;
    if (!lines_next(lines) || !str_eq(lines->line, S("---")))
        complain((struct place){.file = article->path, .line = 1}, "content begins with front matter: a line \"---\"");
    while (lines_next(lines)) {
        struct place at = {.file = article->path, .line = lines->number};
        if (str_eq(lines->line, S("---"))) {
            keys_check(article, rules);
            return;
        }
        if (!is_indented(lines->line))
            k = read_key(article, rules, lines);
        else if (k == SIZE_MAX)
            complain(at, "an indented line goes on with a value, and there is none to go on with");
        else
            article->values[k] = str_trim(STR_JOIN(arena, article->values[k], S(" "), str_trim(lines->line)));
    }
    complain((struct place){.file = article->path, .line = lines->number}, "the front matter is never closed");
}

/* ---- sections ---- */

static size_t section_number(const struct article_rules *rules, struct str title)
{
    for (size_t s = 0; s < SECTIONS_MAX && rules->sections[s].title; s++)
        if (str_eq(str_from_c(rules->sections[s].title), title))
            return s;
    return SIZE_MAX;
}

/* Render what was gathered since the last title: the lead, or section number s. */
static void close_section(struct arena *arena, struct article *article, const struct article_rules *rules, size_t s,
                          struct place at, struct str text)
{
    struct str html = article_markdown(arena, at, text);
    if (s == SIZE_MAX) {
        if (html.len == 0 && rules->body_rule == BODY_NEEDED)
            complain(at, "there are no words before the first section");
        article->lead = html;
        return;
    }
    if (html.len == 0)
        complain(at, "the section \"%s\" is empty", rules->sections[s].title);
    article->sections[s] = html;
    article->written[s] = str_trim(text);
}

static size_t open_section(struct article *article, const struct article_rules *rules, struct place at,
                           struct str title)
{
    size_t s = section_number(rules, title);
    if (s == SIZE_MAX)
        complain(at, "%s have no section \"%.*s\"", rules->folder, (int)title.len, title.at);
    if (article->sections_seen & (1u << s))
        complain(at, "the section \"%s\" stands here twice", rules->sections[s].title);
    article->sections_seen |= 1u << s;
    return s;
}

static void read_sections(struct arena *arena, struct article *article, const struct article_rules *rules)
{
    struct lines lines = {.rest = article->body, .number = article->body_line - 1};
    struct place from = {.file = article->path, .line = article->body_line};
    struct buf text = buf_on(arena);
    size_t s = SIZE_MAX;
    while (lines_next(&lines)) {
        if (str_starts(lines.line, S("## "))) {
            struct place at = {.file = article->path, .line = lines.number};
            close_section(arena, article, rules, s, from, buf_str(&text));
            s = open_section(article, rules, at, str_trim(str_after(lines.line, 3)));
            text = buf_on(arena);
            from.line = lines.number + 1;
        } else {
            buf_put(&text, lines.line);
            buf_put_byte(&text, '\n');
        }
    }
    close_section(arena, article, rules, s, from, buf_str(&text));
    for (s = 0; s < SECTIONS_MAX && rules->sections[s].title; s++)
        if (!rules->sections[s].may_be_absent && !(article->sections_seen & (1u << s)))
            complain((struct place){.file = article->path, .line = lines.number}, "the section \"%s\" is missing",
                     rules->sections[s].title);
}

/* ---- sections with titles of their own ---- */

/* "- strength | words | title", one a line; an indented line goes on with the one before. */
static void read_source(struct article *article, struct place at, struct str line)
{
    struct str strength = {0}, words = {0}, title = {0}, rest = {0};
    if (!str_starts(line, S("- ")) || !str_cut(str_after(line, 2), '|', &strength, &rest))
        complain(at, "a source is a line \"- strength | words | title\"");
    if (article->sources_len == SOURCES_MAX)
        complain(at, "more than %d sources", SOURCES_MAX);
    (void)str_cut(rest, '|', &words, &title);
    strength_check(at, str_trim(strength));
    words_check(at, words);
    if (str_trim(words).len == 0)
        complain(at, "a source says in words what it is");
    article->sources[article->sources_len++] =
        (struct article_source){.strength = str_trim(strength), .words = str_trim(words), .title = str_trim(title)};
}

static void read_sources(struct arena *arena, struct article *article, struct place from, struct str text)
{
    struct lines lines = {.rest = text, .number = from.line - 1};
    struct str item = {0};
    struct place at = from;
    while (lines_next(&lines)) {
        if (is_indented(lines.line) && item.len > 0) {
            item = STR_JOIN(arena, item, S(" "), str_trim(lines.line));
        } else if (str_trim(lines.line).len > 0) {
            if (item.len > 0)
                read_source(article, at, item);
            item = lines.line;
            at.line = lines.number;
        }
    }
    if (item.len > 0)
        read_source(article, at, item);
    if (article->sources_len == 0)
        complain(from, "the section \"Sources\" is empty");
}

/* `figure: NAME` as the first line of a part. */
static struct str take_figure(struct str *text)
{
    struct str line = {0}, rest = {0};
    struct str from = str_trim(*text);
    if (!str_starts(from, S("figure: ")))
        return line;
    (void)str_cut(from, '\n', &line, &rest);
    *text = rest;
    return str_trim(str_after(line, 8));
}

/* What was gathered under a title, or before the first one. */
static void close_part(struct arena *arena, struct article *article, struct str title, struct place at, struct str text)
{
    if (str_eq(title, S("Sources"))) {
        read_sources(arena, article, at, text);
        return;
    }
    if (title.len == 0) {
        article->lead = article_markdown(arena, at, text);
        return;
    }
    if (article->sources_len > 0)
        complain(at, "the sources come last");
    if (article->parts_len == PARTS_MAX)
        complain(at, "more than %d sections", PARTS_MAX);
    words_check(at, title);
    struct article_part *part = &article->parts[article->parts_len++];
    *part = (struct article_part){.title = title, .line = at.line};
    part->figure = take_figure(&text);
    part->html = article_markdown(arena, at, text);
    if (part->html.len == 0)
        complain(at, "the section \"%.*s\" is empty", (int)title.len, title.at);
}

static void read_parts(struct arena *arena, struct article *article)
{
    struct lines lines = {.rest = article->body, .number = article->body_line - 1};
    struct place from = {.file = article->path, .line = article->body_line};
    struct buf text = buf_on(arena);
    struct str title = {0};
    while (lines_next(&lines)) {
        if (str_starts(lines.line, S("## "))) {
            close_part(arena, article, title, from, buf_str(&text));
            title = str_trim(str_after(lines.line, 3));
            text = buf_on(arena);
            from.line = lines.number + 1;
            if (title.len == 0)
                complain((struct place){.file = from.file, .line = lines.number}, "a section has a title");
        } else {
            buf_put(&text, lines.line);
            buf_put_byte(&text, '\n');
        }
    }
    close_part(arena, article, title, from, buf_str(&text));
    if (article->parts_len == 0)
        complain(from, "there are no sections");
}

static void read_body(struct arena *arena, struct article *article, const struct article_rules *rules)
{
    struct place at = {.file = article->path, .line = article->body_line};
    if (rules->body_rule == BODY_IS_LINES)
        return;
    if (rules->free_sections) {
        read_parts(arena, article);
        return;
    }
    if (rules->sections[0].title) {
        read_sections(arena, article, rules);
        return;
    }
    article->lead = article_markdown(arena, at, article->body);
    if (article->lead.len == 0 && rules->body_rule == BODY_NEEDED)
        complain(at, "there are no words below the front matter");
}

static struct article article_read(struct arena *arena, const char *path, const struct article_rules *rules)
{
    struct article article = {.path = path};
    struct str text = read_whole(arena, path);
    struct lines lines = {.rest = text};
    while (lines_next(&lines))
        if (!str_is_utf8(lines.line))
            complain((struct place){.file = path, .line = lines.number}, "this line is not UTF-8");
    lines = (struct lines){.rest = text};
    read_front(arena, &article, rules, &lines);
    article.body = lines.rest;
    article.body_line = lines.number + 1;
    read_body(arena, &article, rules);
    return article;
}

/* ---- folders ---- */

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct article *)a)->path, ((const struct article *)b)->path);
}

static bool is_article_name(const char *name)
{
    return name[0] != '.' && str_ends(str_from_c(name), S(".md"));
}

struct articles articles_read(struct arena *arena, const char *dir, const struct article_rules *rules)
{
    enum { ARTICLES_MAX = 1024 };
    const char *folder = c_text(arena, STR_JOIN(arena, str_from_c(dir), S("/"), str_from_c(rules->folder)));
    struct articles all = {.at = ARENA_MANY(arena, struct article, ARTICLES_MAX)};
    struct dirent *entry = NULL;
    DIR *open = opendir(folder);
    if (!open)
        complain((struct place){.file = folder}, "cannot be opened: %s", strerror(errno));
    while ((entry = readdir(open)))
        if (is_article_name(entry->d_name)) {
            if (all.len == ARTICLES_MAX)
                complain((struct place){.file = folder}, "holds more than %d files", ARTICLES_MAX);
            struct str path = STR_JOIN(arena, str_from_c(folder), S("/"), str_from_c(entry->d_name));
            all.at[all.len++].path = c_text(arena, path);
        }
    closedir(open);
    if (all.len == 0)
        complain((struct place){.file = folder}, "holds no content");
    qsort(all.at, all.len, sizeof *all.at, by_path);
    for (size_t i = 0; i < all.len; i++)
        all.at[i] = article_read(arena, all.at[i].path, rules);
    return all;
}
