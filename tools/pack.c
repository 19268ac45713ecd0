/* tools/pack.c - writing the reading pack */
#include "tools/pack.h"

#include "tools/article.h"
#include "tools/loose.h"
#include "tools/reading.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>

static const char HEAD[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>attune: reading pack</title>\n<style>\n"
    "body{font:1rem/1.55 Georgia,'Palatino Linotype',serif;color:#222;max-width:42rem;margin:2rem auto;padding:0 "
    "1rem}\n"
    "h1{font-size:1.9rem}h2{font-size:1.5rem;border-bottom:2px solid "
    "#222;margin-top:3rem}h3{font-size:1.2rem;margin:2rem 0 .3rem}\n"
    "h4{font-size:1rem;margin:1.2rem 0 .3rem}\n"
    ".state{font:.85rem/1.5 system-ui,sans-serif;border:1px solid #999;padding:.4rem .7rem;margin:.3rem 0 1rem}\n"
    ".sign{font:.85rem/2.4 system-ui,sans-serif;color:#444;border-top:1px dotted #999;margin-top:1rem}\n"
    "dl.keys{font:.85rem/1.5 system-ui,sans-serif;display:grid;grid-template-columns:max-content 1fr;gap:0 "
    ".8rem;margin:0 0 .8rem}\n"
    "dl.keys dt{color:#555}dl.keys dd{margin:0}pre{white-space:pre-wrap;font:.9rem/1.5 system-ui,sans-serif}\n"
    "table{border-collapse:collapse;font:.9rem/1.5 system-ui,sans-serif}td,th{border:1px solid #999;padding:.2rem "
    ".6rem;text-align:left}\n"
    "@media "
    "print{body{margin:0;max-width:none;font-size:10.5pt}article{break-inside:auto}h2{break-before:page}h3,h4,.state{"
    "break-after:avoid}}\n"
    "</style>\n</head>\n<body>\n";

static void put(struct buf *out, const char *text)
{
    buf_put(out, str_from_c(text));
}

static void put_words(struct buf *out, const char *before, struct str words, const char *after)
{
    put(out, before);
    buf_put_escaped(out, words);
    put(out, after);
}

static struct str or_else(struct str value, const char *otherwise)
{
    return value.len ? value : str_from_c(otherwise);
}

/* ---- one text ---- */

static bool is_about_the_text(struct str key)
{
    return str_eq(key, S("id")) || str_eq(key, S("title")) || str_eq(key, S("name")) || str_eq(key, S("evidence")) ||
           str_eq(key, S("review"));
}

static void put_keys(struct buf *out, const struct loose_file *file)
{
    put(out, "<dl class=\"keys\">\n");
    for (size_t k = 0; k < file->keys_len; k++) {
        if (is_about_the_text(file->keys[k].name) || file->keys[k].value.len == 0)
            continue;
        put_words(out, "<dt>", file->keys[k].name, "</dt>");
        put_words(out, "<dd>", file->keys[k].value, "</dd>\n");
    }
    put(out, "</dl>\n");
}

/* Headings go two levels down, under the text's own. */
static void put_body(struct buf *out, const struct loose_file *file)
{
    if (str_eq(file->folder, S("help")) || str_eq(file->folder, S("vocabulary"))) {
        put_words(out, "<pre>", file->body, "</pre>\n");
        return;
    }
    const int options = CMARK_OPT_SAFE | CMARK_OPT_SMART;
    cmark_node *document = cmark_parse_document(file->body.at, file->body.len, options);
    for (cmark_node *at = cmark_node_first_child(document); at; at = cmark_node_next(at))
        if (cmark_node_get_type(at) == CMARK_NODE_HEADING)
            cmark_node_set_heading_level(at, cmark_node_get_heading_level(at) + 2);
    char *html = cmark_render_html(document, options);
    put(out, html);
    free(html);
    cmark_node_free(document);
}

static void add_piece(void *with, struct str piece)
{
    reading_add(with, piece);
}

static void put_text(struct buf *out, struct arena *arena, const struct loose_file *file)
{
    struct reading reading = {0};
    char grade[16];
    struct str id = loose_value(file, S("id"));
    struct str title = or_else(loose_value(file, S("title")), "");
    loose_pieces(arena, file, add_piece, &reading);
    (void)snprintf(grade, sizeof grade, "%.1f", reading_grade(&reading));
    if (!title.len)
        title = or_else(loose_value(file, S("name")), "");
    if (!title.len)
        title = or_else(loose_value(file, S("ask")), "");
    if (!title.len)
        title = or_else(loose_value(file, S("country")), "(no title)");
    put(out, "<article>\n");
    put_words(out, "<h3>", title, "</h3>\n");
    put_words(out, "<p class=\"state\">", file->folder, "/");
    put_words(out, "", file->name, id.len ? " · " : "");
    put_words(out, "", id, "<br>Evidence: <b>");
    put_words(out, "", or_else(loose_value(file, S("evidence")), "none named"), "</b> · Review: <b>");
    put_words(out, "", or_else(loose_value(file, S("review")), "not yet"), "</b> · Reading grade ");
    put(out, grade);
    put(out, "</p>\n");
    put_keys(out, file);
    put_body(out, file);
    put(out, "<p class=\"sign\">Fine as it is ☐ · Change ☐ · Leave out ☐ · Read by, on:</p>\n</article>\n");
}

/* ---- the whole ---- */

/* How many texts each folder has, and how many were reviewed. */
static void put_overview(struct buf *out, const struct loose_files *all)
{
    put(out, "<table>\n<tr><th>Folder</th><th>Texts</th><th>Reviewed</th></tr>\n");
    for (size_t i = 0; i < all->len;) {
        size_t first = i, reviewed = 0;
        for (; i < all->len && str_eq(all->at[i].folder, all->at[first].folder); i++) {
            struct str review = loose_value(&all->at[i], S("review"));
            reviewed += review.len > 0 && !str_eq(review, S("not yet"));
        }
        put_words(out, "<tr><td>", all->at[first].folder, "</td><td>");
        buf_put_u64(out, i - first);
        put(out, "</td><td>");
        buf_put_u64(out, reviewed);
        put(out, "</td></tr>\n");
    }
    put(out, "</table>\n");
}

void pack_put(struct buf *out, struct arena *arena, const char *content_dir)
{
    struct loose_files all = loose_all(arena, content_dir);
    put(out, HEAD);
    put(out,
        "<h1>attune: reading pack</h1>\n"
        "<p>Every text that a person meets in attune, in one document, for clinicians and survivor advisers. "
        "Please write on it. The list of open questions is doc/clinical-review.md; this pack is the texts.</p>\n"
        "<p>Evidence, as each text claims it: <b>moderate</b>, several studies of limited groups. <b>weak</b>, small, "
        "single "
        "or narrow studies. <b>contested</b>, specialists disagree. <b>clinical</b>, common clinical knowledge, not "
        "confirmed in a source. <b>own</b>, a rule or proposal of attune without a study behind it.</p>\n");
    put_overview(out, &all);
    for (size_t i = 0; i < all.len; i++) {
        if (i == 0 || !str_eq(all.at[i].folder, all.at[i - 1].folder))
            put_words(out, "<h2>", all.at[i].folder, "</h2>\n");
        put_text(out, arena, &all.at[i]);
    }
    put(out, "</body>\n</html>\n");
}
