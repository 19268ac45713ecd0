/*
 * core/measure.h - the questionnaires that attune can read: what fits, what counts, and which words belong to it
 *
 * The rules are those of the clinical reference, section 12; every number stands in doc/clinical-review.md.
 * What follows from answers is the id of a text in content/texts, never a grade, and nothing is compared with
 * an earlier time.  A questionnaire for clinicians gets no text about its answers at all.
 *
 * Answers are one character a question, in the order of asking: a digit, or '-' where nothing was said.
 *
 * Memory: events borrow from the form, the questionnaire and the arena.
 */
#ifndef CORE_MEASURE_H
#define CORE_MEASURE_H

#include "base/form.h"
#include "core/questionnaire.h"
#include "core/state.h"

enum { MEASURE_RHYTHM_DAYS = 28, OWN_ASKS = 5, OWN_NAMES_MAX = 3, OWN_NAME_BYTES_MAX = 100 };

/* What a questionnaire is made of. */
struct measure_row {
    enum measure_name which;
    unsigned          items, max;    /* those that count, each from 0 to max */
    unsigned          before, after; /* further questions it may have, which do not count */
    unsigned          times;         /* what the sum is multiplied with */
    bool              for_clinician;
    bool              says_values;   /* editions list its choices in different orders: the file must say what they count */
    struct str        keys[3];       /* found in a title, it is this one */
    struct str        what;          /* id of the text that says what it asks and what it cannot say */
};
/* The row; NULL for MEASURE_NONE, MEASURE_OWN and what a later version made. */
const struct measure_row *measure_row(uint32_t which);

/* The short check of attune's own: questions, and the words that answer them (0 to OWN_WORDS_LEN - 1). */
extern const struct str OWN_QUESTIONS[OWN_ASKS];
enum { OWN_WORDS_LEN = 4 };
extern const struct str OWN_WORDS[OWN_WORDS_LEN];

/* What follows from answers. */
struct measure_result {
    bool       fits;    /* the answers are as many as the questionnaire has */
    unsigned   open;    /* how many of those that count were not answered; then nothing is added up */
    unsigned   sum, of; /* the sum, multiplied; and the largest it could be */
    unsigned   high;    /* how many were answered with 2 or more (PCL-5, ITQ) */
    struct str text;    /* id of the text about the answers; empty: for a clinician, or not all was answered */
};
void measure_score(uint32_t which, struct str answers, struct measure_result *out);
/*
 * True if an answer asks for support at once: the ninth of the PHQ-9, with anything above zero, whatever else
 * was or was not answered (clinical reference, section 10.4).
 */
bool measure_opens_support(uint32_t which, struct str answers);
/* Where in the answers the first one that counts stands. */
size_t measure_lead(const struct measure_row *row, size_t answers);

/* Which one it is by its title, name or address; MEASURE_NONE if they do not say. */
enum measure_name measure_guess(const struct questionnaire *questionnaire);
/* What keeps a questionnaire from being read as this one, as a sentence; empty if nothing does. */
struct str measure_check(const struct measure_row *row, const struct questionnaire *questionnaire, struct arena *arena);

/*
 * Decisions: what is wrong as a sentence to show, or the empty text and an event in *out.
 * import: fields json, which (a key; empty: by its title), name (empty: its title).
 * name: fields name; the questionnaire goes on with another name.
 * said: fields a-0, a-1, ...: a digit each; words.
 * own: fields a-0 ... a-4, name-0 ... name-2, o-0 ... o-2, words.
 */
struct str measure_import_decide(const struct form *form, struct arena *arena, struct event *out);
struct str measure_name_decide(const struct form *form, const struct entry *entry, struct event *out);
struct str measure_said_decide(const struct form *form, const struct entry *measure, struct stamp of,
                               struct arena *arena, struct event *out);
struct str measure_own_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out);

/* The form as answers, so that what was chosen can be shown again: `asks` characters. */
struct str measure_answers_read(const struct form *form, size_t asks, struct arena *arena);

/* What is asked for now and then, only by someone who chose it: RHYTHM_NONE unless it is time. */
enum measure_rhythm { RHYTHM_NONE, RHYTHM_WHO5, RHYTHM_OWN };
extern const struct word_list RHYTHM_WORDS;
struct str          measure_rhythm_decide(const struct form *form, struct event *out);
enum measure_rhythm measure_due(const struct state *state, int64_t now_ms);
/* The newest questionnaire of a sort that was brought here, or NULL. */
const struct entry *measure_imported(const struct state *state, enum measure_name which);

#endif
