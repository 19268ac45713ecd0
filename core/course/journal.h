/*
 * core/course/journal.h - the diary: what may be written, found and deleted in it
 *
 * Everything a person made stands in the diary in the order of making: check-ins, notes, noticed
 * moments, limits, activities of their own, and practices with their wind-down and day after.
 * Searching looks only at what is here and now in their own words; it remembers nothing.
 *
 * A decision gives a sentence on what is missing, or the empty text and an event in *out.
 * Memory: events and texts borrow from the form or the state.
 */
#ifndef CORE_COURSE_JOURNAL_H
#define CORE_COURSE_JOURNAL_H

#include "base/form.h"
#include "core/log/state.h"

enum { JOURNAL_PAGE_MAX = 30, JOURNAL_TEXTS_MAX = 32 };

/* A note or a moment, new where `of` is the zero stamp.  Empty words are not kept; long ones are not cut. */
struct str note_decide(const struct form *form, enum note_sort sort, struct stamp of, struct event *out);

/* The one note of its sort about something, said anew where it stands already (`before`, else NULL). */
struct str note_decide_about(const struct form *form, enum note_sort sort, const struct entry *before, struct str about,
                             struct event *out);
/* The event, or NULL where its words are those that stand already. */
const struct event *note_is_new(const struct entry *before, const struct event *event);

/* The words of a wind-down as a form has them; everything else in it is zero. */
struct winddown wind_down_words_read(const struct form *form);
/* What is too long among them, as a sentence; empty if nothing is. */
struct str wind_down_words_check(const struct winddown *said);
/* The wind-down of a practice said again with other words; its numbers stay as they were said. */
struct str wind_down_words_decide(const struct form *form, const struct winddown *before, struct event *out);

/* What one text is to its entry. */
enum text_part { TEXT_TITLE, TEXT_SAID, TEXT_DETAIL };
/* The parts of an entry that have a label. */
#define JOURNAL_LABELS(X)           \
    X(LABEL_WHERE, "where")         \
    X(LABEL_SIGNAL, "signal")       \
    X(LABEL_AFTER, "afterwards")    \
    X(LABEL_EXPECTED, "expected")   \
    X(LABEL_HAPPENED, "happened")   \
    X(LABEL_REMEMBER, "remember")   \
    X(LABEL_COMFORT, "comfort")     \
    X(LABEL_NEEDS, "needs")         \
    X(LABEL_NAMED, "named")         \
    X(LABEL_DAY_AFTER, "day-after")
enum journal_label { JOURNAL_LABELS(ROW_NAME) };
extern const struct key_list JOURNAL_LABEL_KEYS;
struct worksheet;
struct worksheet_field;
struct journal_text {
    enum text_part part;
    struct str label, words; /* as the person wrote them; label may be empty */
    /* What has yet to be named in the language that is on.  Of a sheet that is known: without a field the words are
     * its id; with one, the label is the question of that field.  Of a list: the words of this number
     * are the label, or are what the text says, which is the key until then. */
    const struct worksheet *sheet;
    const struct worksheet_field *field;
    struct word_at label_is, words_are;
};

/* Names texts in place, from `with`: the rules have no words of their own (pages/frame/named.h).  Of no `name`, texts
 * stay as they are. */
struct namer {
    void (*name)(const void *with, struct journal_text *texts, size_t len);
    const void *with;
};
void namer_name(const struct namer *namer, struct journal_text *texts, size_t len);

/* The texts of one event, not named.  Returns how many. */
size_t journal_texts_of(const struct event *event, struct journal_text out[JOURNAL_TEXTS_MAX]);
/* The texts of an entry as they count now; for a practice with its wind-down and day after. */
size_t journal_texts(const struct entry *entry, struct journal_text out[JOURNAL_TEXTS_MAX]);

/* A page of the diary, newest first. */
struct journal_ask {
    struct str needle; /* only entries with these words; empty for all */
    struct namer namer; /* what it names is looked through as well */
    bool only_moments;
    struct stamp before; /* only entries made before this one; zero for the newest */
};
struct journal_page {
    const struct entry *at[JOURNAL_PAGE_MAX];
    size_t len;
    bool has_newer, has_earlier;
    struct stamp newer, earlier; /* `before` of those pages; zero is the newest page */
};
/* True if the needle stands in a text of the entry, as base/folding.h compares; the empty one always does. */
bool journal_matches(const struct entry *entry, const struct journal_ask *ask);
/* Walks back from `before` and stops when the page is full, however long the diary is. */
void journal_page(const struct state *state, const struct journal_ask *ask, struct journal_page *out);

/*
 * Whether an entry may be deleted now.  REMOVAL_STILL_OPEN: a practice, here or with this activity, is not
 * over.  REMOVAL_HOLDS_A_STOP: this limit stopped a practice in its middle; without it that stop would never have
 * been, so the practice has to go first.  *of is the practice in question, else NULL.
 */
enum removal { REMOVAL_MAY, REMOVAL_STILL_OPEN, REMOVAL_HOLDS_A_STOP };
enum removal removal_check(const struct state *state, const struct entry *entry, struct arena scratch,
                           const struct practice **of);

/*
 * The practice that what was said at `telling`, a limit or an answer, stopped in its middle; NULL if none.  Folded
 * again without it that practice would be under way, so neither may be deleted before the practice is.
 */
const struct practice *practice_stopped_by(const struct state *state, struct stamp telling);

/*
 * The event beside a deletion.  It carries on a rest that the entry may have brought, so that deleting never opens a
 * rung that rests.  `over`: the tellings that stood on the page that asked (over_read); none: all that are here.
 */
struct event removal_event(const struct state *state, const struct entry *entry, struct bytes over, int64_t now_ms,
                           struct arena *arena);
/* True if a telling of this limit was not on the page, and stands when the others are gone. */
bool removal_leaves_some(const struct entry *limit, const struct remove *remove);

#endif
