/* pages/frame/html.c - putting values on a page, each as its type allows */
#include "pages/frame/html.h"

#include "base/direction.h"

struct html html_of_content(struct str built)
{
    return (struct html){.at = built.at, .len = built.len};
}

struct html html_of_template(const struct buf *b)
{
    return html_of_content(buf_str(b));
}

void put_literal(struct buf *out, const struct literal *literals, unsigned n)
{
    buf_put(out, (struct str){literals[n].html.at, literals[n].html.len});
}

void put_str(struct buf *out, struct str s)
{
    buf_put_isolating(out, s);
}

void put_quoted(struct buf *out, struct str s)
{
    buf_put_escaped(out, s);
}

void put_html(struct buf *out, struct html h)
{
    buf_put(out, (struct str){.at = h.at, .len = h.len});
}

void put_contact(struct buf *out, struct contact c)
{
    buf_put_dialled(out, c.words);
}

void put_u64(struct buf *out, uint64_t n)
{
    buf_put_u64(out, n);
}

void put_i64(struct buf *out, int64_t n)
{
    buf_put_i64(out, n);
}

/* Browsers read \ as / in addresses and skip tabs and line ends, so these go too. */
void put_after_slash(struct buf *out, struct str s)
{
    while (s.len > 0 && (s.at[0] == '/' || s.at[0] == '\\' || (unsigned char)s.at[0] <= ' '))
        s = str_after(s, 1);
    put_quoted(out, s);
}

bool true_bool(bool b)
{
    return b;
}

bool true_str(struct str s)
{
    return s.len > 0;
}

bool true_html(struct html h)
{
    return h.len > 0;
}

bool true_u64(uint64_t n)
{
    return n != 0;
}

bool true_i64(int64_t n)
{
    return n != 0;
}
