/* tools/markup.c - a strict walk through the characters of an HTML page */
#include "tools/markup.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Attributes that hold an address. A value at their start could be javascript: or another host. */
static const char *const ADDRESSES[] = {"href", "src",        "action", "formaction", "cite",     "data",      "poster",
                                        "ping", "xlink:href", "srcset", "manifest",   "longdesc", "background"};
/* Elements whose text is not read as HTML. Those in HELD_RAW run or style, so they must be empty. */
static const char *const HELD[] = {"script", "style", "textarea", "title"};
static const char *const HELD_RAW[] = {"script", "style"};
/* Elements that change how the rest of the page is read. */
static const char *const REFUSED[] = {"base", "plaintext", "xmp", "noembed", "noframes"};
/* Elements that stand inside a sentence; any other begins and ends one. */
static const char *const INLINE[] = {"a",      "abbr", "b",   "bdi",  "bdo", "cite",  "code", "dfn",
                                     "em",     "i",    "kbd", "mark", "q",   "small", "span", "s",
                                     "strong", "sub",  "sup", "time", "u",   "wbr"};
static const char *const WORDED[] = {"aria-label",     "aria-description", "aria-roledescription",
                                     "aria-valuetext", "aria-placeholder", "alt",
                                     "title",          "placeholder",      "label"};

#define LISTED(name, list) is_listed((name), (list), sizeof(list) / sizeof *(list))

static bool is_listed(const char *name, const char *const *list, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strcmp(name, list[i]) == 0)
            return true;
    return false;
}

__attribute__((format(printf, 2, 3))) static const char *problem(struct markup *m, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(m->problem, sizeof m->problem, format, args);
    va_end(args);
    return m->problem;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

static char lowered(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static const char *name_grow(struct markup *m, char *name, char c)
{
    size_t len = strlen(name);
    if (len + 1 == MARKUP_NAME_MAX)
        return problem(m, "the name %s... is longer than any HTML has", name);
    name[len] = lowered(c);
    name[len + 1] = '\0';
    return NULL;
}

/* The > of an opening tag. */
static const char *tag_close(struct markup *m)
{
    if (LISTED(m->tag, REFUSED))
        return problem(m, "<%s> has no place in a template", m->tag);
    if (strcmp(m->tag, "pre") == 0)
        m->kept_depth++;
    m->matched = 0;
    m->where = LISTED(m->tag, HELD) ? IN_HELD_TEXT : IN_TEXT;
    return NULL;
}

static const char *closing_tag_close(struct markup *m)
{
    if (strcmp(m->tag, "pre") == 0 && m->kept_depth > 0)
        m->kept_depth--;
    m->where = IN_TEXT;
    return NULL;
}

static const char *attribute_begin(struct markup *m, char c)
{
    m->where = IN_ATTRIBUTE_NAME;
    m->attribute[0] = '\0';
    return name_grow(m, m->attribute, c);
}

/* The name is whole; some names may not be used at all. */
static const char *attribute_named(struct markup *m)
{
    if (strncmp(m->attribute, "on", 2) == 0 || strcmp(m->attribute, "style") == 0)
        return problem(m, "the attribute %s is refused by the content security policy", m->attribute);
    if (strcmp(m->attribute, "srcdoc") == 0)
        return problem(m, "the attribute srcdoc holds a page inside a page and is refused");
    m->is_address = LISTED(m->attribute, ADDRESSES);
    m->begun = m->lone_slash = m->valued = false;
    m->matched = 0;
    return NULL;
}

static const char *bad_address(struct markup *m)
{
    return problem(m, "the address in %s must begin, word for word, with \"/\", \"#\", \"?\" or \"tel:\"",
                   m->attribute);
}

/* One more literal character of an attribute's value. */
static const char *address_step(struct markup *m, char c)
{
    if (!m->is_address)
        return NULL;
    if (m->begun) {
        if (m->lone_slash && !m->valued && (c == '/' || c == '\\'))
            return problem(m, "the address in %s leads to another host", m->attribute);
        m->lone_slash = false;
        return NULL;
    }
    if (m->matched == 0 && (c == '/' || c == '#' || c == '?')) {
        m->begun = true;
        m->lone_slash = c == '/';
        return NULL;
    }
    if (c != "tel:"[m->matched])
        return bad_address(m);
    m->matched++;
    m->begun = m->matched == 4;
    return NULL;
}

static const char *value_end(struct markup *m, enum where next)
{
    if (m->is_address && !m->begun)
        return bad_address(m);
    m->where = next;
    m->is_address = false;
    return NULL;
}

/* What may follow a tag's name, an attribute or a blank inside a tag. */
static const char *between_step(struct markup *m, char c)
{
    if (is_blank(c) || c == '/') {
        m->where = BETWEEN_ATTRIBUTES;
        return NULL;
    }
    if (c == '>')
        return tag_close(m);
    if (m->where == AFTER_ATTRIBUTE)
        return problem(m, "a blank is missing before the next attribute of <%s>", m->tag);
    if (!is_name(c))
        return problem(m, "an attribute of <%s> cannot begin with %c", m->tag, c);
    return attribute_begin(m, c);
}

static const char *attribute_name_step(struct markup *m, char c)
{
    if (m->where == IN_ATTRIBUTE_NAME && is_name(c))
        return name_grow(m, m->attribute, c);
    const char *wrong = m->where == IN_ATTRIBUTE_NAME ? attribute_named(m) : NULL;
    if (wrong)
        return wrong;
    if (c == '=') {
        m->where = BEFORE_ATTRIBUTE_VALUE;
        return NULL;
    }
    if (is_blank(c)) {
        m->where = AFTER_ATTRIBUTE_NAME;
        return NULL;
    }
    m->where = m->where == IN_ATTRIBUTE_NAME ? AFTER_ATTRIBUTE : BETWEEN_ATTRIBUTES;
    return between_step(m, c);
}

static const char *value_step(struct markup *m, char c)
{
    if (m->where == BEFORE_ATTRIBUTE_VALUE) {
        if (c == '>')
            return problem(m, "the attribute %s has a = and no value", m->attribute);
        if (c == '"' || c == '\'')
            m->where = c == '"' ? IN_DOUBLE_QUOTES : IN_SINGLE_QUOTES;
        else if (!is_blank(c))
            m->where = IN_NO_QUOTES;
        return m->where == IN_NO_QUOTES ? address_step(m, c) : NULL;
    }
    if (m->where == IN_DOUBLE_QUOTES && c == '"')
        return value_end(m, AFTER_ATTRIBUTE);
    if (m->where == IN_SINGLE_QUOTES && c == '\'')
        return value_end(m, AFTER_ATTRIBUTE);
    if (m->where == IN_NO_QUOTES && (is_blank(c) || c == '>')) {
        const char *wrong = value_end(m, BETWEEN_ATTRIBUTES);
        return wrong ? wrong : between_step(m, c);
    }
    return address_step(m, c);
}

static const char *less_than_step(struct markup *m, char c)
{
    m->matched = 0;
    if (c == '!')
        m->where = IN_DECLARATION;
    else if (c == '/')
        m->where = IN_CLOSING_NAME;
    else if (is_letter(c))
        m->where = IN_TAG_NAME;
    else
        return problem(m, "a < that begins no tag is written &lt;");
    m->tag[0] = '\0';
    return m->where == IN_TAG_NAME ? name_grow(m, m->tag, c) : NULL;
}

static const char *declaration_step(struct markup *m, char c)
{
    if (c == '-' && m->matched < 2) {
        m->matched++;
        if (m->matched == 2)
            m->where = IN_COMMENT;
        return NULL;
    }
    if (m->matched == 1)
        return problem(m, "a comment begins with <!--");
    m->matched = 3; /* a doctype: the time for a dash is over */
    if (c == '>')
        m->where = IN_TEXT;
    return NULL;
}

/* `matched` counts dashes; two are kept while a third or a ! stands between them and the >. */
static const char *comment_step(struct markup *m, char c)
{
    if (c == '>' && m->matched >= 2)
        m->where = IN_TEXT;
    else if (c == '-')
        m->matched++;
    else if (c != '!' || m->matched < 2)
        m->matched = 0;
    return NULL;
}

static const char *tag_name_step(struct markup *m, char c)
{
    if (is_name(c))
        return name_grow(m, m->tag, c);
    m->where = AFTER_ATTRIBUTE;
    return between_step(m, c);
}

static const char *closing_name_step(struct markup *m, char c)
{
    if (m->where == IN_CLOSING_NAME && is_name(c))
        return name_grow(m, m->tag, c);
    if (m->tag[0] == '\0')
        return problem(m, "a closing tag needs a name");
    if (c == '>')
        return closing_tag_close(m);
    if (!is_blank(c))
        return problem(m, "nothing but a name belongs in the closing tag of %s", m->tag);
    m->where = AFTER_CLOSING_NAME;
    return NULL;
}

static const char *held_step(struct markup *m, char c)
{
    if (c == '<') {
        m->where = IN_HELD_CLOSE;
        m->matched = 0;
    } else if (LISTED(m->tag, HELD_RAW) && !is_blank(c)) {
        return problem(m, "<%s> must be empty: the content security policy refuses what is written inside", m->tag);
    }
    return NULL;
}

static const char *held_close_step(struct markup *m, char c)
{
    size_t len = strlen(m->tag);
    bool goes_on = m->matched == 0 ? c == '/' : m->matched <= len && lowered(c) == m->tag[m->matched - 1];
    if (goes_on) {
        m->matched++;
        return NULL;
    }
    if (m->matched == len + 1 && (is_blank(c) || c == '/' || c == '>')) {
        m->where = AFTER_CLOSING_NAME;
        return closing_name_step(m, c);
    }
    m->where = IN_HELD_TEXT;
    if (LISTED(m->tag, HELD_RAW))
        return problem(m, "<%s> must be empty: the content security policy refuses what is written inside", m->tag);
    return held_step(m, c);
}

const char *markup_step(struct markup *m, char c)
{
    switch (m->where) {
    case IN_TEXT:
        if (c == '<')
            m->where = AFTER_LESS_THAN;
        return NULL;
    case AFTER_LESS_THAN:
        return less_than_step(m, c);
    case IN_DECLARATION:
        return declaration_step(m, c);
    case IN_COMMENT:
        return comment_step(m, c);
    case IN_TAG_NAME:
        return tag_name_step(m, c);
    case IN_CLOSING_NAME:
    case AFTER_CLOSING_NAME:
        return closing_name_step(m, c);
    case BETWEEN_ATTRIBUTES:
    case AFTER_ATTRIBUTE:
        return between_step(m, c);
    case IN_ATTRIBUTE_NAME:
    case AFTER_ATTRIBUTE_NAME:
        return attribute_name_step(m, c);
    case BEFORE_ATTRIBUTE_VALUE:
    case IN_DOUBLE_QUOTES:
    case IN_SINGLE_QUOTES:
    case IN_NO_QUOTES:
        return value_step(m, c);
    case IN_HELD_TEXT:
        return held_step(m, c);
    case IN_HELD_CLOSE:
        return held_close_step(m, c);
    }
    return problem(m, "the compiler has lost its place");
}

static const char *value_in_quotes(struct markup *m, enum putting *how)
{
    if (m->is_address && !m->begun)
        return bad_address(m);
    *how = m->lone_slash ? PUT_AFTER_SLASH : PUT_IN_QUOTES;
    m->valued = true; /* it may be empty, so a lone slash may still be one */
    return NULL;
}

const char *markup_value(struct markup *m, enum putting *how)
{
    *how = PUT_IN_TEXT;
    switch (m->where) {
    case IN_TEXT:
        return NULL;
    case IN_HELD_TEXT:
        return LISTED(m->tag, HELD_RAW) ? problem(m, "a value may not stand inside <%s>", m->tag) : NULL;
    case IN_DOUBLE_QUOTES:
        return value_in_quotes(m, how);
    case IN_SINGLE_QUOTES:
    case IN_NO_QUOTES:
    case BEFORE_ATTRIBUTE_VALUE:
        return problem(m, "a value in the attribute %s needs double quotes around it", m->attribute);
    case IN_COMMENT:
    case IN_DECLARATION:
        return problem(m, "a value may not stand inside a comment or declaration");
    case IN_HELD_CLOSE:
    case AFTER_LESS_THAN:
    case IN_TAG_NAME:
    case IN_CLOSING_NAME:
    case AFTER_CLOSING_NAME:
        return problem(m, "a value may not stand in the name of a tag");
    case BETWEEN_ATTRIBUTES:
    case AFTER_ATTRIBUTE:
    case IN_ATTRIBUTE_NAME:
    case AFTER_ATTRIBUTE_NAME:
        return problem(m, "a value may not stand in the name of an attribute");
    }
    return problem(m, "the compiler has lost its place");
}

const char *markup_block(struct markup *m)
{
    const char *wrong = NULL;
    switch (m->where) {
    case IN_TEXT:
    case BETWEEN_ATTRIBUTES:
    case AFTER_ATTRIBUTE:
        return NULL;
    case IN_DOUBLE_QUOTES:
        /* Half of "tel:" on one way only would be hard to follow, for people too. */
        return m->is_address && !m->begun && m->matched > 0 ? bad_address(m) : NULL;
    case IN_HELD_TEXT:
        return LISTED(m->tag, HELD_RAW) ? problem(m, "a block may not stand inside <%s>", m->tag) : NULL;
    case IN_TAG_NAME:
        m->where = AFTER_ATTRIBUTE;
        return NULL;
    case IN_ATTRIBUTE_NAME:
        wrong = attribute_named(m);
        m->where = AFTER_ATTRIBUTE;
        return wrong;
    case AFTER_ATTRIBUTE_NAME:
        m->where = BETWEEN_ATTRIBUTES;
        return NULL;
    case BEFORE_ATTRIBUTE_VALUE:
    case IN_SINGLE_QUOTES:
    case IN_NO_QUOTES:
        return problem(m, "a block in the attribute %s needs double quotes around it", m->attribute);
    case IN_COMMENT:
    case IN_DECLARATION:
        return problem(m, "a block may not stand inside a comment or declaration");
    case IN_HELD_CLOSE:
    case AFTER_LESS_THAN:
    case IN_CLOSING_NAME:
    case AFTER_CLOSING_NAME:
        return problem(m, "a block may not stand in the name of a tag");
    }
    return problem(m, "the compiler has lost its place");
}

static bool is_between(enum where where)
{
    return where == BETWEEN_ATTRIBUTES || where == AFTER_ATTRIBUTE;
}

bool markup_join(struct markup *m, const struct markup *other)
{
    bool between = is_between(m->where) && is_between(other->where);
    if (!between && m->where != other->where)
        return false;
    if (m->kept_depth != other->kept_depth)
        return false;
    if (m->where != IN_TEXT && strcmp(m->tag, other->tag) != 0)
        return false;
    if (m->where == IN_DOUBLE_QUOTES && strcmp(m->attribute, other->attribute) != 0)
        return false;
    if (between && other->where == AFTER_ATTRIBUTE)
        m->where = AFTER_ATTRIBUTE;
    m->begun = m->begun && other->begun;
    m->lone_slash = m->lone_slash || other->lone_slash;
    m->valued = m->valued && other->valued;
    return true;
}

bool markup_same(const struct markup *a, const struct markup *b)
{
    return a->where == b->where && strcmp(a->tag, b->tag) == 0 && strcmp(a->attribute, b->attribute) == 0 &&
           a->matched == b->matched && a->kept_depth == b->kept_depth && a->is_address == b->is_address &&
           a->begun == b->begun && a->lone_slash == b->lone_slash && a->valued == b->valued;
}

const char *markup_end(struct markup *m)
{
    if (m->where == IN_HELD_TEXT || m->where == IN_HELD_CLOSE)
        return problem(m, "the template ends inside <%s>", m->tag);
    if (m->where == IN_COMMENT)
        return problem(m, "the template ends inside a comment");
    if (m->where != IN_TEXT)
        return problem(m, "the template ends inside a tag");
    return NULL;
}

bool markup_keeps_blanks(const struct markup *m)
{
    return m->kept_depth > 0 ||
           ((m->where == IN_HELD_TEXT || m->where == IN_HELD_CLOSE) && strcmp(m->tag, "textarea") == 0);
}

bool where_is_text(enum where where)
{
    return where == IN_TEXT || where == IN_HELD_TEXT;
}

bool where_is_quoted(enum where where)
{
    return where == IN_DOUBLE_QUOTES || where == IN_SINGLE_QUOTES;
}

bool markup_is_inline(const char *tag)
{
    return LISTED(tag, INLINE);
}

bool markup_is_worded(const char *attribute)
{
    return LISTED(attribute, WORDED);
}
