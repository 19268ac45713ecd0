/*
 * tests/fuzz/folding.c - whatever bytes a text and a list of words are: reading goes on and ends, a hit lies inside and
 * holds what was looked for, and knowing less of a text never shows more
 *
 * The list ends at the first NUL; the text is the rest.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/own_words.h"

enum { MAX_BYTES = 1 << 12, EXPANDS_MAX = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_whole(struct str s, bool html)
{
    struct folding f = {.rest = s, .html = html};
    size_t left = s.len, same = 0;
    while (fold_next(&f)) {
        ASSERT(f.left <= left && f.left >= f.rest.len);
        same = f.left == left ? same + 1 : 1;
        ASSERT(same <= EXPANDS_MAX);
        left = f.left;
    }
    ASSERT(f.rest.len == 0 && !fold_next(&f));
}

static void find(struct str text, struct str word)
{
    size_t len = 0, at = fold_find(text, word, &len);
    ASSERT(fold_find(text, word, NULL) == at);
    if (at == SIZE_MAX)
        return;
    ASSERT(at <= text.len && len <= text.len - at);
    ASSERT(fold_find(str_first(str_after(text, at), len), word, NULL) == 0);
}

static void hold(const struct own_word *word, struct str text, unsigned html)
{
    bool english = own_word_in(word, text, html | OWN_ENGLISH), any = own_word_in(word, text, html);
    ASSERT(any || !english);
    ASSERT(!any || html || (word->letters & ~own_letters(text)) == 0);
    ASSERT(!any || own_word_in(word, text, html | OWN_COMPOUNDS));
    ASSERT(!any || own_word_in(word, text, html | OWN_PARTS));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > MAX_BYTES)
        return 0;
    /* Each on bytes of its own, so that the sanitizer sees the end of them. */
    struct str list, text;
    str_cut((struct str){(const char *)data, size}, 0, &list, &text);
    char *a = malloc(list.len + 1), *b = malloc(text.len + 1);
    ASSERT(a && b);
    char *end_of_a = a + 1, *end_of_b = b + 1; /* not zero bytes long, and ending where the text does */
    mem_copy(end_of_a, list.at, list.len);
    mem_copy(end_of_b, text.at, text.len);
    list.at = end_of_a;
    text.at = end_of_b;
    read_whole(text, false);
    read_whole(text, true);
    find(text, list);
    struct own_word word;
    for (struct str rest = list; own_words_next(&rest, &word);) {
        find(text, word.word);
        hold(&word, text, 0);
        hold(&word, text, OWN_HTML);
    }
    free(a);
    free(b);
    return 0;
}
