/* pages/frame/parts.c - the table of parts */
#include "pages/frame/parts.h"

#include "core/course/worksheet.h"

#define ROW(place, group, path, title, about)                                                                          \
    {                                                                                                                  \
        S_INIT(place), S_INIT(group), S_INIT(path), S_INIT(title), S_INIT(about)                                       \
    }

/* clang-format off */
static const struct part PARTS[] = {
/*      place       group                    path              title                 in one line                        */
    ROW("practice", "About the offers",      "offers",         "How offers are made", "What is weighed, and what never is."),
    ROW("practice", "About the offers",      "offers/gathered", "What attune has gathered", "What seems to feel good, what seems hard. Set it right."),

    ROW("journal",  "Aloud, and kindly",     "voice",          "Voice journal",      "Say it instead. Sealed as you speak."),
    ROW("journal",  "Aloud, and kindly",     "kind",           "Kind words",         "Sentences of your own, and a few to start from."),
    ROW("journal",  "Aloud, and kindly",     "kind/spoken",    "Kind sentences, spoken", "One kind sentence, in your own voice."),
    ROW("journal",  "Looking back",          "body",           "Body map",           "What is where, front and back, in marks and words."),
    ROW("journal",  "Looking back",          "map",            "Safety map",         "What is comfortable, drawn sideways."),
    ROW("journal",  "Looking back",          "moments",        "Noticed moments",    "Small good things you saw."),
    ROW("journal",  "Looking back",          "effects",        "When something made things worse", "One tap notes it. When to speak with someone."),
    ROW("journal",  "Looking back",          "journal/choose", "Choose sentences",   "Single sentences from many entries, on one card."),

    ROW("limits",   "When it was hard",      "limits/tested",  "When a limit was tested", "Safety first. Then only what you want."),
    ROW("limits",   "When it was hard",      "limits/repair",  "Trust after a limit was crossed", "For looking at it. You do not have to do anything."),
    ROW("limits",   "When it was hard",      "limits/alone",   "Questions to answer alone", "About safety with someone. Nothing is saved."),

    ROW("learn",    "Speaking",              "learn/scripts",  "Words to say",       "For asking, refusing, pausing. Change them, save them, print them."),
    ROW("learn",    "Speaking",              "learn/rehearse", "Rehearsal",          "Small situations to try out. Nothing is right or wrong."),
    ROW("learn",    "Speaking",              "learn/plain",    "Without sorry",      "One wish and one no, in your own words."),
    ROW("learn",    "The body",              "medicines",      "Medicines, sleep, stress", "What is known, and a simple log of your own."),

    ROW("course",   "Who I am here",         "intake",         "About me",           "Questions at your pace. Each can wait."),
    ROW("course",   "Good to have near",     "kit",            "Comfort kit",        "Words, pictures, sounds. Some set aside for hard moments."),
    ROW("course",   "Good to have near",     "toolkit",        "My toolkit",      "All you need at once, on one page, and a card to fold."),
    ROW("course",   "Good to have near",     "help",           "Help lines",         "By country and kind of help, stored here."),
    ROW("course",   "Good to have near",     "help/groups",    "Groups and peers",   "What to look for in one, and consent there."),
    ROW("course",   "Good to have near",     "reminders",      "Reminders",          "Off by default. One neutral word, or a calendar file."),
    ROW("course",   "Health",                "measures",       "What I measured",    "Short questionnaires, told in words. None is needed."),
};
/* clang-format on */
enum { PARTS_LEN = sizeof PARTS / sizeof *PARTS };

static void add_part(struct part *rows, size_t *len, struct str place, struct part part)
{
    if (str_eq(part.place, place))
        rows[(*len)++] = part;
}

/* What stands at a place: the sheets of guided writing, which bring their own rows, then the table's. */
static size_t rows_at(const struct words *words, struct str place, struct part *rows)
{
    size_t len = 0;
    for (size_t i = 0; i < WORKSHEETS_LEN; i++) {
        const struct worksheet *sheet = &WORKSHEETS[i];
        const struct worksheet_words *said = &words->worksheets.at[i];
        if (!sheet->part_of.len)
            add_part(rows, &len, place,
                     (struct part){sheet->place, said->group, sheet->path, said->title, said->about});
    }
    for (size_t i = 0; i < PARTS_LEN; i++)
        add_part(rows, &len, place, PARTS[i]);
    return len;
}

static bool has_group(const struct part_group *groups, size_t len, struct str title)
{
    for (size_t i = 0; i < len; i++)
        if (str_eq(groups[i].title, title))
            return true;
    return false;
}

struct parts parts_of(const struct words *words, struct arena *arena, struct str place)
{
    size_t max = PARTS_LEN + WORKSHEETS_LEN, len = 0;
    struct part *all = ARENA_MANY(arena, struct part, max), *sorted = ARENA_MANY(arena, struct part, max);
    struct part_group *groups = ARENA_MANY(arena, struct part_group, max);
    size_t rows = rows_at(words, place, all);
    for (size_t i = 0; i < rows; i++) {
        if (has_group(groups, len, all[i].group))
            continue;
        struct part_group *group = &groups[len++];
        *group = (struct part_group){.title = all[i].group, .rows = {sorted, 0}};
        for (size_t k = i; k < rows; k++)
            if (str_eq(all[k].group, group->title))
                sorted[group->rows.len++] = all[k];
        sorted += group->rows.len;
    }
    return (struct parts){groups, len};
}
