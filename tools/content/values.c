/* tools/content/values.c - numbers, words, sets, ids and choices out of front matter */
#include "tools/content/values.h"

#include <stdlib.h>

enum { ORDER_MAX = 10000 };

uint64_t number_of(const struct article *article, size_t key, uint64_t max)
{
    struct str value = article->values[key];
    uint64_t n = 0;
    if (!str_to_u64(value, max, &n))
        complain(article_place(article, key), "\"%.*s\" is not a number from 0 to %u", (int)value.len, value.at,
                 (unsigned)max);
    return n;
}

unsigned word_of(const struct article *article, size_t key, struct key_list list, struct str word)
{
    const struct key_row *row = row_by_key(list, word);
    if (!row)
        complain(article_place(article, key), "\"%.*s\" is not in the vocabulary", (int)word.len, word.at);
    return row->number;
}

set64 set_of(const struct article *article, size_t key, struct key_list list)
{
    set64 set = 0;
    struct str rest = article->values[key], word = {0};
    bool more = rest.len > 0;
    while (more) {
        more = str_cut(rest, ',', &word, &rest);
        set |= SET_OF(word_of(article, key, list, str_trim(word)));
    }
    return set;
}

unsigned choice_of(const struct article *article, size_t key, const char *const *words, unsigned len)
{
    struct str value = article->values[key];
    for (unsigned i = 0; i < len; i++)
        if (str_eq(value, str_from_c(words[i])))
            return i;
    complain(article_place(article, key), "\"%.*s\" is none of the words that may stand here", (int)value.len,
             value.at);
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_id_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

static void ids_check(struct articles all)
{
    for (size_t i = 0; i < all.len; i++) {
        struct str id = all.at[i].values[KEY_ID];
        for (size_t n = 0; n < id.len; n++)
            if (!is_id_char(id.at[n]))
                complain(article_place(&all.at[i], KEY_ID), "an id is letters, digits and -");
        for (size_t j = 0; j < i; j++)
            if (str_eq(all.at[j].values[KEY_ID], id))
                complain(article_place(&all.at[i], KEY_ID), "the id %.*s is already that of %s", (int)id.len, id.at,
                         all.at[j].path);
    }
}

int by_rank(const void *a, const void *b)
{
    const struct article *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return str_cmp(x->values[KEY_ID], y->values[KEY_ID]);
}

struct articles sorted(struct arena *arena, const char *dir, const struct article_rules *rules, size_t order_key)
{
    struct articles all = articles_read(arena, dir, rules);
    ids_check(all);
    for (size_t i = 0; i < all.len; i++)
        all.at[i].order = order_key == KEY_ID ? 0 : number_of(&all.at[i], order_key, ORDER_MAX);
    qsort(all.at, all.len, sizeof *all.at, by_rank);
    return all;
}

struct html markup(struct str built)
{
    return (struct html){built.at, built.len};
}

struct str tidy_choices(struct arena *arena, struct str choices)
{
    struct buf tidy = buf_on(arena);
    struct str choice = {0};
    for (bool more = choices.len > 0; more;) {
        more = str_cut(choices, '|', &choice, &choices);
        buf_put(&tidy, str_trim(choice));
        if (more)
            buf_put_byte(&tidy, '|');
    }
    return buf_str(&tidy);
}
