/* tools/loose.c - reading any file of content/ without its folder's rules */
#define _POSIX_C_SOURCE 200809L
#include "tools/loose.h"

#include <cmark.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- files ---- */

static struct str name_in(struct str path, struct str *folder)
{
    struct str name = path, rest = path, head = {0};
    while (str_cut(rest, '/', &head, &rest)) {
        *folder = head;
        name = rest;
    }
    return name;
}

static void add_line(struct arena *arena, struct loose_file *file, struct str line, unsigned number)
{
    struct place at = {.file = file->path, .line = number};
    bool goes_on = line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t');
    if (goes_on && file->keys_len > 0) {
        struct str *value = &file->keys[file->keys_len - 1].value;
        *value = str_trim(STR_JOIN(arena, *value, S(" "), str_trim(line)));
        return;
    }
    if (file->keys_len == LOOSE_KEYS_MAX)
        complain(at, "more than %d keys", LOOSE_KEYS_MAX);
    struct loose_key *key = &file->keys[file->keys_len++];
    if (!str_cut(line, ':', &key->name, &key->value))
        complain(at, "front matter is lines of \"key: value\"");
    key->value = str_trim(key->value);
}

struct loose_file loose_read(struct arena *arena, const char *path)
{
    struct loose_file file = {.path = path};
    struct str rest = read_whole(arena, path), line = {0};
    file.name = name_in(str_from_c(path), &file.folder);
    bool more = str_cut(rest, '\n', &line, &rest);
    unsigned number = 1;
    if (!more || !str_eq(line, S("---")))
        complain((struct place){.file = path, .line = 1}, "content begins with front matter: a line \"---\"");
    while (more) {
        more = str_cut(rest, '\n', &line, &rest);
        number++;
        if (str_eq(line, S("---"))) {
            file.body = rest;
            file.body_line = number + 1;
            return file;
        }
        add_line(arena, &file, line, number);
    }
    complain((struct place){.file = path, .line = number}, "the front matter is never closed");
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct loose_file *)a)->path, ((const struct loose_file *)b)->path);
}

enum { FILES_MAX = 1024 };

static void add_folder(struct arena *arena, struct loose_files *all, const char *folder)
{
    struct dirent *entry = NULL;
    DIR *open = opendir(folder);
    if (!open)
        return; /* a file beside the folders */
    while ((entry = readdir(open))) {
        if (entry->d_name[0] == '.' || !str_ends(str_from_c(entry->d_name), S(".md")))
            continue;
        if (all->len == FILES_MAX)
            complain((struct place){.file = folder}, "content/ holds more than %d files", FILES_MAX);
        struct str path = STR_JOIN(arena, str_from_c(folder), S("/"), str_from_c(entry->d_name));
        all->at[all->len++].path = c_text(arena, path);
    }
    closedir(open);
}

struct loose_files loose_all(struct arena *arena, const char *dir)
{
    struct loose_files all = {.at = ARENA_MANY(arena, struct loose_file, FILES_MAX)};
    struct dirent *entry = NULL;
    DIR *open = opendir(dir);
    if (!open)
        complain((struct place){.file = dir}, "cannot be opened: %s", strerror(errno));
    while ((entry = readdir(open)))
        if (entry->d_name[0] != '.')
            add_folder(arena, &all, c_text(arena, STR_JOIN(arena, str_from_c(dir), S("/"), str_from_c(entry->d_name))));
    closedir(open);
    if (all.len == 0)
        complain((struct place){.file = dir}, "holds no content");
    qsort(all.at, all.len, sizeof *all.at, by_path);
    for (size_t i = 0; i < all.len; i++)
        all.at[i] = loose_read(arena, all.at[i].path);
    return all;
}

struct str loose_value(const struct loose_file *file, struct str name)
{
    for (size_t k = 0; k < file->keys_len; k++)
        if (str_eq(file->keys[k].name, name))
            return file->keys[k].value;
    return (struct str){0};
}

/* ---- sentences ---- */

/* Keys that hold lists, numbers or other people's names. */
static const char *const NOT_READ[] = {"id",    "tags", "areas", "order",    "code",   "country",
                                       "title", "name", "term",  "evidence", "review", "minutes"};

enum { SENTENCE_WORDS_MIN = 5 };

static bool is_read(struct loose_key key)
{
    size_t blanks = 0;
    for (size_t i = 0; i < sizeof NOT_READ / sizeof *NOT_READ; i++)
        if (str_eq(key.name, str_from_c(NOT_READ[i])))
            return false;
    for (size_t i = 0; i < key.value.len; i++)
        blanks += key.value.at[i] == ' ';
    return blanks + 1 >= SENTENCE_WORDS_MIN;
}

/* "a | b" is two pieces. */
static void give_parts(struct str value, void (*take)(void *with, struct str piece), void *with)
{
    struct str part = {0};
    for (bool more = value.len > 0; more;) {
        more = str_cut(value, '|', &part, &value);
        take(with, str_trim(part));
    }
}

/* The words below a node, marks and line ends as blanks. */
static struct str text_of(struct arena *arena, cmark_node *node)
{
    struct buf text = buf_on(arena);
    cmark_iter *walk = cmark_iter_new(node);
    cmark_event_type event = CMARK_EVENT_NONE;
    while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(walk);
        cmark_node_type type = cmark_node_get_type(at);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            buf_put(&text, str_from_c(cmark_node_get_literal(at)));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_put_byte(&text, ' ');
    }
    cmark_iter_free(walk);
    return buf_str(&text);
}

/* Of a source ("strength | what it says | its title") only the middle is ours. */
static struct str middle_of(struct str source)
{
    struct str head = {0}, rest = {0}, said = {0};
    if (!str_cut(source, '|', &head, &rest))
        return source;
    (void)str_cut(rest, '|', &said, &rest);
    return str_trim(said);
}

static void give_body(struct arena *arena, struct str body, void (*take)(void *with, struct str piece), void *with)
{
    cmark_node *document = cmark_parse_document(body.at, body.len, CMARK_OPT_SMART);
    cmark_iter *walk = cmark_iter_new(document);
    cmark_event_type event = CMARK_EVENT_NONE;
    bool sources = false;
    while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(walk);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (cmark_node_get_type(at) == CMARK_NODE_HEADING)
            sources = str_eq(text_of(arena, at), S("Sources"));
        if (cmark_node_get_type(at) != CMARK_NODE_PARAGRAPH)
            continue;
        struct str text = text_of(arena, at);
        if (sources)
            take(with, middle_of(text));
        else if (!str_starts(text, S("figure: ")))
            give_parts(text, take, with);
    }
    cmark_iter_free(walk);
    cmark_node_free(document);
}

/* Names and contacts of services are their own; hours and what they are about are ours. */
static void give_services(struct str body, void (*take)(void *with, struct str piece), void *with)
{
    struct str line = {0};
    for (bool more = true; more;) {
        more = str_cut(body, '\n', &line, &body);
        if (str_starts(line, S("about:")))
            take(with, str_trim(str_after(line, 6)));
    }
}

/* Of a vocabulary what ends as a sentence does: a label is none. */
static void give_words(struct str body, void (*take)(void *with, struct str piece), void *with)
{
    struct str line, key, words;
    for (bool more = true; more;) {
        more = str_cut(body, '\n', &line, &body);
        str_cut(line, ':', &key, &words);
        words = str_trim(words);
        if (str_ends(words, S(".")) || str_ends(words, S("?")))
            take(with, words);
    }
}

void loose_pieces(struct arena *arena, const struct loose_file *file, void (*take)(void *with, struct str piece),
                  void *with)
{
    for (size_t k = 0; k < file->keys_len; k++)
        if (is_read(file->keys[k]))
            give_parts(file->keys[k].value, take, with);
    if (str_eq(file->folder, S("help")))
        give_services(file->body, take, with);
    else if (str_eq(file->folder, S("vocabulary")))
        give_words(file->body, take, with);
    else
        give_body(arena, file->body, take, with);
}

/* ---- templates ---- */

static const char *const SPOKEN[] = {" alt=\"", " aria-label=\"", " placeholder=\"", " title=\""};

/* The value of an attribute that begins here, or the empty text. */
static struct str spoken_here(struct str from)
{
    struct str value = {0}, rest = {0};
    for (size_t i = 0; i < sizeof SPOKEN / sizeof *SPOKEN; i++)
        if (str_starts(from, str_from_c(SPOKEN[i]))) {
            (void)str_cut(str_after(from, strlen(SPOKEN[i])), '"', &value, &rest);
            return value;
        }
    return value;
}

struct str template_words(struct arena *arena, struct str template)
{
    struct buf words = buf_on(arena);
    bool in_tag = false, in_value = false;
    for (size_t i = 0; i < template.len; i++) {
        struct str rest = str_after(template, i);
        if (str_starts(rest, S("{{")) || str_starts(rest, S("}}"))) {
            in_value = rest.at[0] == '{';
            i++;
            buf_put_byte(&words, ' ');
        } else if (in_value) {
            continue;
        } else if (rest.at[0] == '<' || rest.at[0] == '>') {
            in_tag = rest.at[0] == '<';
            buf_put_byte(&words, ' ');
        } else if (!in_tag) {
            buf_put_byte(&words, (uint8_t)rest.at[0]);
        } else {
            buf_put(&words, spoken_here(rest));
        }
    }
    return buf_str(&words);
}
