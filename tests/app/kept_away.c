/*
 * tests/app/kept_away.c - a safety rule: what is kept away, and what closes a practice, never gets narrower
 *
 * All words that come with attune are the texts, and the words of theirs are what somebody might want kept away.  Judge
 * is the matching that there was before the folding (tests/support/before.h).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/library.h"
#include "core/own_words.h"
#include "tests/support/english.h"
#include "tests/support/asking.h"
#include "tests/support/before.h"

enum { TEXTS_MAX = 2000, WORDS = 8000, TEXTS_FOR_A_WORD = 60 };

static struct text {
    struct str words;
    bool html;
} texts[TEXTS_MAX];
static size_t texts_len;

static void add(struct str words)
{
    assert_true(texts_len < TEXTS_MAX);
    if (words.len)
        texts[texts_len++] = (struct text){words, false};
}

static void add_html(struct html words)
{
    assert_true(texts_len < TEXTS_MAX);
    if (words.len)
        texts[texts_len++] = (struct text){{words.at, words.len}, true};
}

static void put_library(void)
{
    for (size_t i = 0; i < LIBRARY_LEN; i++) {
        const struct activity_words *words = &english()->activities.at[i];
        add(words->name);
        add(words->props);
        add_html(words->lead);
        add_html(words->steps);
        add_html(words->may_not_suit);
    }
    for (size_t i = 0; i < english()->lessons.len; i++)
        for (size_t k = 0; k < english()->lessons.at[i].screens.len; k++) {
            add(english()->lessons.at[i].screens.at[k].title);
            add_html(english()->lessons.at[i].screens.at[k].body);
        }
    for (size_t i = 0; i < english()->scripts.len; i++) {
        add(english()->scripts.at[i].long_form);
        add_html(english()->scripts.at[i].why);
    }
    for (size_t i = 0; i < english()->glossary.len; i++)
        add_html(english()->glossary.at[i].body);
}

static uint64_t dice = 3;

static size_t chance(size_t below)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(dice >> 33) % below;
}

/* A word somewhere in a text, at times two, at times with other letters at its end. */
static struct str a_word(struct arena *arena, const struct text *text)
{
    size_t from = chance(text->words.len), to;
    while (from > 0 && byte_is_of_word(text->words.at[from - 1]))
        from--;
    for (to = from + 1; to < text->words.len && byte_is_of_word(text->words.at[to]);)
        to++;
    for (size_t more = chance(8) == 0 ? 2 + chance(12) : 0; more && to < text->words.len; more--)
        to++;
    static const struct str ENDS[] = {S_INIT("s"),   S_INIT("es"), S_INIT("ed"),
                                      S_INIT("ing"), S_INIT("e"),  S_INIT("’s")};
    struct str word = str_trim(str_after(str_first(text->words, to), from));
    if (chance(4) == 0)
        word = str_first_whole(word, word.len - 1);
    return chance(4) ? word : STR_JOIN(arena, word, ENDS[chance(sizeof ENDS / sizeof *ENDS)]);
}

/* As somebody would write it: on its own between commas, which the list takes apart as it always did. */
static bool is_one_word(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] == ',' || word.at[i] == ';' || word.at[i] == '\n' || word.at[i] == '<')
            return false;
    return str_is_utf8(word) && word.len >= 3 && byte_is_of_word(word.at[0]) && byte_is_of_word(word.at[word.len - 1]);
}

static void holds_still(struct str word, const struct text *text, size_t *kept)
{
    static const unsigned WHAT[] = {OWN_ENGLISH, 0, OWN_COMPOUNDS, OWN_PARTS, OWN_PARTS | OWN_ENGLISH};
    unsigned html = text->html ? OWN_HTML : 0;
    struct own_word own = own_word(word);
    bool before = before_kept_away(word, text->words, text->html);
    for (size_t i = 0; i < sizeof WHAT / sizeof *WHAT; i++)
        if (before && !own_word_in(&own, text->words, WHAT[i] | html))
            fail_msg("%.*s was kept away in: %.*s", (int)word.len, word.at, (int)text->words.len, text->words.at);
    /* What is passed over for its letters alone (core/practice/open.c) would not have been found. */
    if (!text->html && own_word_in(&own, text->words, OWN_PARTS) && (own.letters & ~own_letters(text->words)))
        fail_msg("%.*s is passed over in: %.*s", (int)word.len, word.at, (int)text->words.len, text->words.at);
    if (!text->html && before_find(text->words, word) != SIZE_MAX &&
        !own_word_in(&own, text->words, OWN_PARTS | OWN_ENGLISH))
        fail_msg("%.*s closed: %.*s", (int)word.len, word.at, (int)text->words.len, text->words.at);
    *kept += before;
}

static void what_is_kept_away_never_gets_narrower(void **unused)
{
    (void)unused;
    static char room[1 << 20];
    size_t kept = 0;
    put_library();
    for (size_t i = 0; i < WORDS; i++) {
        struct arena arena = arena_on(room, sizeof room);
        const struct text *text = &texts[chance(texts_len)];
        struct str word = a_word(&arena, text);
        if (!is_one_word(word))
            continue;
        holds_still(word, text, &kept);
        for (size_t k = 0; k < TEXTS_FOR_A_WORD; k++)
            holds_still(word, &texts[chance(texts_len)], &kept);
    }
    assert_true(kept > WORDS);
}

/* Through the pages: own words, own activities, limits, in other languages than the library's. */
static void forms_of_own_words_close_and_hide_own_activities(void **state)
{
    struct memory_app *m = *state;
    static const char *const OWN[][2] = {
        {"name=Zwei+Seile&level=1&minutes=5&dimension=texture&company=alone", "Zwei Seile"},
        {"name=Las+manos+atadas&level=1&minutes=5&dimension=texture&company=alone", "Las manos atadas"},
        {"name=%D8%A8%D8%A7%D9%84%D8%AD%D8%A8%D9%84&level=1&minutes=5&dimension=texture&company=alone", "بالحبل"},
    };
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++) {
        post(m, "/practice/own", OWN[i][0]);
        assert_true(says(get(m, "/practice"), OWN[i][1]));
    }
    post(m, "/settings", "setting=exposure&choice=hide");
    assert_int_equal(
        post(m, "/intake/keep-away", "question=keep-away-own&words=Seil;+atado%0A%D8%AD%D8%A8%D9%84").status, 303);
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
        assert_false(says(get(m, "/practice"), OWN[i][1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_away_never_gets_narrower),
        WITH_APP(forms_of_own_words_close_and_hide_own_activities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
