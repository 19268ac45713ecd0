/*
 * pages/offers/reason.h - why something is offered, in words of content/reasons
 *
 * Each piece of a reason has several turns of phrase; which one is said follows from the activity and the day,
 * never from chance, so a page that is asked for twice says the same.
 */
#ifndef PAGES_OFFERS_REASON_H
#define PAGES_OFFERS_REASON_H

#include "core/offers/reason.h"
#include "pages/frame/words.h"

/*
 * One turn of phrase for a key of content/reasons, with the name put in for {what}; `of` and `day` choose it.
 * An unknown key is our own mistake and traps; the empty key gives the empty text.
 */
struct str reason_words(const struct words *words, struct arena *arena, struct str key, struct str what, struct str of, int64_t day);

/* How an effect is called inside a sentence: "textures", "the hands", “cold on the skin”. */
struct str effect_name(const struct words *words, struct arena *arena, unsigned effect);

/* The one or two sentences of a reason, and the one about what is less sure.  Names as effect_name gives them. */
struct reason_names {
    struct str moved, unsure;
};
struct reason_names names_of_why(const struct words *words, struct arena *arena, const struct why *why);
struct str why_words(const struct words *words, struct arena *arena, const struct why *why, struct reason_names names, struct str of, int64_t day);
struct str unsure_words(const struct words *words, struct arena *arena, const struct why *why, struct reason_names names, struct str of,
                        int64_t day);

#endif
