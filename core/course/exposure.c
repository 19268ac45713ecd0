/* core/course/exposure.c - two lists of what is hard, and one place where they are held against what would be shown */
#include "core/course/exposure.h"

#include "base/direction.h"
#include "core/course/intake.h"
#include "core/own_words.h"

struct exposure exposure_of(const struct state *state, struct str lang)
{
    if (!state)
        return (struct exposure){.how = EXPOSURE_ASK};
    const struct event *own = state_answer(state, INTAKE_TRIGGERS_OWN);
    uint32_t how = state_setting(state, SETTING_EXPOSURE, EXPOSURE_ASK);
    return (struct exposure){
        .how = how == EXPOSURE_HIDE || how == EXPOSURE_MARK ? (enum exposure_how)how : EXPOSURE_ASK,
        .tags = intake_kept_away(state),
        .own = own ? own->answer.words : S(""),
        .language = own_language(lang),
    };
}

static bool item_has_word(const struct exposure *exposure, const struct exposed *item, const struct own_word *word)
{
    for (size_t i = 0; i < EXPOSED_TEXTS; i++)
        if (own_word_in(word, item->plain[i], exposure->language) ||
            own_word_in(word, item->html[i], exposure->language | OWN_HTML))
            return true;
    for (size_t i = 0; i < EXPOSED_OWN_TEXTS; i++)
        if (own_word_in(word, item->own[i], 0))
            return true;
    return false;
}

enum shown exposure_shown(const struct exposure *exposure, const struct exposed *item)
{
    static const enum shown SHOWN[] = {
        [EXPOSURE_HIDE] = SHOWN_NOT, [EXPOSURE_MARK] = SHOWN_MARKED, [EXPOSURE_ASK] = SHOWN_WHEN_ASKED};
    struct str rest = exposure->own;
    struct own_word word;
    bool holds = (item->tags & exposure->tags) != 0;
    while (!holds && own_words_next(&rest, &word))
        holds = item_has_word(exposure, item, &word);
    return holds ? SHOWN[exposure->how] : SHOWN_PLAINLY;
}

struct held_words exposure_holds(const struct exposure *exposure, const struct exposed *item, struct arena *arena)
{
    struct buf b = buf_on(arena);
    struct str rest = exposure->own;
    struct own_word word;
    while (own_words_next(&rest, &word))
        if (item_has_word(exposure, item, &word)) {
            buf_put(&b, b.len ? S(", ") : S(""));
            buf_put(&b, str_isolated(arena, word.word));
        }
    return (struct held_words){.tags = item->tags & exposure->tags, .own = buf_str(&b)};
}
