/*
 * tests/bench/folding.c - what it costs to compare letters as one: beside the comparing of bytes that there was before
 *
 * Prints a table in Markdown: nanoseconds of the processor for each text, best of several rounds, both in one run.
 */
#define _POSIX_C_SOURCE 200809L
#include "core/library.h"
#include "core/own_words.h"
#include "pages/frame/words.h"
#include "tests/bench/timing.h"
#include "tests/support/before.h"
#include "tests/support/english.h"

#include <stdio.h>

enum { ROUNDS = 9, NOTES = 100000, TEXTS_MAX = 2000 };

struct text {
    struct str words;
    bool html;
};

struct measured {
    double before, now;
    size_t found_before, found_now;
};

typedef bool (*finder)(struct str word, const struct text *text);

static bool find_before(struct str word, const struct text *text)
{
    return before_find(text->words, word) != SIZE_MAX;
}

static bool find_now(struct str word, const struct text *text)
{
    return fold_find(text->words, word, NULL) != SIZE_MAX;
}

static bool kept_before(struct str word, const struct text *text)
{
    return before_kept_away(word, text->words, text->html);
}

static bool kept_english(struct str word, const struct text *text)
{
    struct own_word own = own_word(word);
    return own_word_in(&own, text->words, OWN_ENGLISH | (text->html ? OWN_HTML : 0));
}

static bool kept_by_stem(struct str word, const struct text *text)
{
    struct own_word own = own_word(word);
    return own_word_in(&own, text->words, text->html ? OWN_HTML : 0);
}

static double round_of(finder find, struct str word, const struct text *texts, size_t len, size_t *found)
{
    double begun = now_us();
    *found = 0;
    for (size_t i = 0; i < len; i++)
        *found += find(word, &texts[i]);
    return (now_us() - begun) * 1e3 / (double)len;
}

static void compare_finders(const char *what, const char *word, finder before, finder now, const struct text *texts,
                            size_t len)
{
    struct measured m = {1e9, 1e9, 0, 0};
    for (int i = 0; i < ROUNDS; i++) {
        double was = round_of(before, str_from_c(word), texts, len, &m.found_before);
        double is = round_of(now, str_from_c(word), texts, len, &m.found_now);
        m.before = was < m.before ? was : m.before;
        m.now = is < m.now ? is : m.now;
    }
    printf("| %s | %s | %.1f ns, in %zu | %.1f ns, in %zu | %.2f |\n", what, word, m.before, m.found_before, m.now,
           m.found_now, m.now / m.before);
}

static struct text texts[TEXTS_MAX];
static size_t texts_len;

static void add(struct str words, bool html)
{
    if (words.len && texts_len < TEXTS_MAX)
        texts[texts_len++] = (struct text){words, html};
}

static void add_library(void)
{
    for (size_t i = 0; i < english()->lessons.len; i++)
        for (size_t k = 0; k < english()->lessons.at[i].screens.len; k++)
            add((struct str){english()->lessons.at[i].screens.at[k].body.at,
                             english()->lessons.at[i].screens.at[k].body.len},
                true);
    for (size_t i = 0; i < LIBRARY_LEN; i++) {
        add(LIBRARY[i].called, false);
        add((struct str){english()->activities.at[i].steps.at, english()->activities.at[i].steps.len}, true);
    }
}

int main(void)
{
    static const struct str WRITTEN[] = {
        S_INIT("The kettle was loud and I stayed."),
        S_INIT("I walked to the corner and back. The dog from number nine looked at me for a while."),
        S_INIT("I said not today and the tea was still warm."),
        S_INIT("Vor der Übung war mir kalt, später schlief ich ein. Über Nacht blieb es ruhig."),
    };
    static struct text notes[NOTES], foreign[NOTES];
    for (size_t i = 0; i < NOTES; i++) {
        notes[i].words = WRITTEN[i % 3];
        foreign[i].words = WRITTEN[3];
    }
    add_library();
    puts("| what | word | before | now | ratio |\n| --- | --- | --- | --- | --- |");
    compare_finders("the diary, a note", "nowhere to be found", find_before, find_now, notes, NOTES);
    compare_finders("the diary, a note", "warm", find_before, find_now, notes, NOTES);
    compare_finders("the diary, a note", "übung", find_before, find_now, notes, NOTES);
    compare_finders("the diary, in German", "nirgends zu finden", find_before, find_now, foreign, NOTES);
    compare_finders("the diary, in German", "über", find_before, find_now, foreign, NOTES);
    compare_finders("kept away, a text of the library", "leather", kept_before, kept_english, texts, texts_len);
    compare_finders("kept away, a text of the library", "stress ball", kept_before, kept_english, texts, texts_len);
    compare_finders("kept away, a text of the library", "a warm cup", kept_before, kept_english, texts, texts_len);
    compare_finders("kept away, a text of the library", "Übung", kept_before, kept_english, texts, texts_len);
    compare_finders("the same by stems", "leather", kept_before, kept_by_stem, texts, texts_len);
    compare_finders("the same by stems", "Übung", kept_before, kept_by_stem, texts, texts_len);
    compare_finders("the same by stems", "حبل", kept_before, kept_by_stem, texts, texts_len);
    return 0;
}
