/* pages/offers/reason.c - keys of reasons into sentences */
#include "pages/offers/reason.h"

static const struct reason_words *row_of(const struct words *words, struct str key)
{
    for (size_t i = 0; i < words->reasons.len; i++)
        if (str_eq(words->reasons.at[i].id, key))
            return &words->reasons.at[i];
    return NULL;
}

/* The same activity and day give the same turn; other keys turn otherwise. */
static size_t turn_of(struct str key, struct str of, int64_t day, size_t turns)
{
    uint64_t h = (uint64_t)day * 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (uint8_t)key.at[i]) * 0x100000001B3u;
    for (size_t i = 0; i < of.len; i++)
        h = (h ^ (uint8_t)of.at[i]) * 0x100000001B3u;
    return (size_t)((h ^ h >> 31) % turns);
}

static void put_name(struct buf *out, struct str what)
{
    buf_put(out, out->len == 0 ? str_upper_first(out->arena, what) : what);
}

struct str reason_words(const struct words *words, struct arena *arena, struct str key, struct str what, struct str of,
                        int64_t day)
{
    const struct str slot = S("{what}");
    if (key.len == 0)
        return S("");
    const struct reason_words *row = row_of(words, key);
    ASSERT(row);
    struct str turn = row->turns.at[turn_of(key, of, day, row->turns.len)].words;
    size_t at = str_find(turn, slot);
    if (at == SIZE_MAX)
        return turn;
    struct buf out = buf_on(arena);
    buf_put(&out, str_first(turn, at));
    put_name(&out, what);
    buf_put(&out, str_after(turn, at + slot.len));
    return buf_str(&out);
}

static const struct str DIMENSION_NAMES[DIMENSION_END] = {
    [DIMENSION_TOUCH] = S_INIT("touch"),
    [DIMENSION_PRESSURE] = S_INIT("pressure"),
    [DIMENSION_TEMPERATURE] = S_INIT("warm and cool"),
    [DIMENSION_TEXTURE] = S_INIT("textures"),
    [DIMENSION_CLOSENESS] = S_INIT("closeness"),
    [DIMENSION_SOUND] = S_INIT("sounds"),
    [DIMENSION_BREATH] = S_INIT("breath"),
    [DIMENSION_SCENT] = S_INIT("scents"),
    [DIMENSION_OWN] = S_INIT("your own ideas"),
};

/* The person's list says it as a label, so in a sentence it stands in quotes. */
static struct str quoted(struct arena *arena, struct str label)
{
    return STR_JOIN(arena, S("“"), str_lower_first(arena, label), S("”"));
}

struct str effect_name(const struct words *words, struct arena *arena, unsigned effect)
{
    if (effect == COEF_TOGETHER)
        return S("company");
    if (effect == COEF_MINUTES)
        return S("length");
    if (effect >= COEF_DIMENSION && effect < COEF_DIMENSION + DIMENSION_END - 1)
        return DIMENSION_NAMES[effect - COEF_DIMENSION + 1];
    if (effect >= COEF_ZONE && effect < COEF_TAG)
        return words_of(words, ZONE_KEYS, effect - COEF_ZONE + 1);
    if (effect >= COEF_TAG && effect < COEF_WEEK)
        return quoted(arena, words_of(words, TAG_KEYS, effect - COEF_TAG + 1));
    return S("");
}

struct reason_names names_of_why(const struct words *words, struct arena *arena, const struct why *why)
{
    return (struct reason_names){effect_name(words, arena, why->moved_about),
                                 effect_name(words, arena, why->unsure_about)};
}

struct str why_words(const struct words *words, struct arena *arena, const struct why *why, struct reason_names names,
                     struct str of, int64_t day)
{
    struct str lead = reason_words(words, arena, reason_key(why->lead), S(""), of, day);
    struct str moved = reason_words(words, arena, reason_key(why->moved), names.moved, of, day);
    return STR_JOIN(arena, lead, lead.len && moved.len ? S(" ") : S(""), moved);
}

struct str unsure_words(const struct words *words, struct arena *arena, const struct why *why,
                        struct reason_names names, struct str of, int64_t day)
{
    return reason_words(words, arena, reason_key(why->unsure), names.unsure, of, day);
}
