/*
 * core/course/measure.h - the questionnaires that attune can read: what fits, what counts, and which words belong to it
 *
 * The rules are those of the clinical reference, section 12; every number stands in doc/clinical-review.md.
 * What follows from answers is the id of a text in content/texts, never a grade, and nothing is compared with
 * an earlier time.  A questionnaire for clinicians gets no text about its answers at all.
 *
 * Answers are one character a question, in the order of asking: a digit, or '-' where nothing was said.
 *
 * What a choice counts comes from the file (core/course/choice.h), from LOINC's code for the answer, or from the words of the
 * questionnaire's own scale (core/course/scale.h).  Where two of them speak they must agree; where none does, the file is
 * refused.  The place in the list is never asked.  Numbers that are only labels, codes of one digit or "1." before the
 * words, give no value; but if those of a question are exactly 0 to the largest, they look like values, and must fit.
 *
 * What was kept before this rule may have been counted by place.  So `values` is kept with a questionnaire and
 * with its answers, and says that the rule held.  Where it is missing, the kept words are asked: if each of them is a
 * known word with its own number, all is as it should be.  Else nothing is added up any more, the answers are
 * told in words, and the person is asked to bring the file again.
 *
 * Memory: events borrow from the form, the questionnaire and the arena.
 */
#ifndef CORE_COURSE_MEASURE_H
#define CORE_COURSE_MEASURE_H

#include "base/form.h"
#include "core/course/questionnaire.h"
#include "core/log/state.h"

enum { MEASURE_RHYTHM_DAYS = 28, OWN_NAMES_MAX = 3, OWN_NAME_BYTES_MAX = 100 };

/* What a questionnaire is made of. */
struct measure_row {
    enum measure_name which;
    unsigned          items, max;    /* those that count, each from 0 to max */
    unsigned          before, after; /* further questions it may have, which do not count */
    unsigned          times;         /* what the sum is multiplied with */
    bool              for_clinician;
    struct str        keys[3];       /* found in a title, it is this one */
    struct str        what;          /* id of the text that says what it asks and what it cannot say */
};
/* The row; NULL for MEASURE_NONE, MEASURE_OWN and what a later version made. */
const struct measure_row *measure_row(uint32_t which);

/* The short check of attune's own: questions, and the words that answer them, both from 0 on. */
#define OWN_QUESTIONS(X)        \
    X(OWN_ASK_REST, "rest")     \
    X(OWN_ASK_WITH, "someone")  \
    X(OWN_ASK_BODY, "body")     \
    X(OWN_ASK_WANTED, "wanted") \
    X(OWN_ASK_KIND, "kind")
#define OWN_ANSWERS(X)                  \
    X(OWN_HARDLY, "hardly")             \
    X(OWN_NOW_AND_THEN, "now-and-then") \
    X(OWN_FAIRLY_OFTEN, "fairly-often") \
    X(OWN_MOSTLY, "mostly")
enum own_question { OWN_QUESTIONS(ROW_NAME) OWN_ASKS };
enum own_answer { OWN_ANSWERS(ROW_NAME) OWN_ANSWERS_LEN };
extern const struct key_list OWN_QUESTION_KEYS, OWN_ANSWER_KEYS;

/* What follows from answers. */
struct measure_result {
    bool       fits;    /* the answers are as many as the questionnaire has */
    bool       unsure;  /* it is not known what its choices count: nothing below is said */
    unsigned   open;    /* how many of those that count were not answered; then nothing is added up */
    bool       apart;   /* the question before the five of the PC-PTSD-5 was a no: nothing is added up */
    unsigned   sum, of; /* the sum, multiplied; and the largest it could be */
    unsigned   high;    /* how many were answered with 2 or more (PCL-5, ITQ) */
    struct str text;    /* id of the text about the answers; empty: for a clinician, or not all was answered */
};
/* From answers whose digits are what they count. */
void measure_score(uint32_t which, struct str answers, struct measure_result *out);
/* From kept answers: the same, or `unsure`. */
void measure_result(const struct state *state, const struct measured *said, struct arena scratch,
                    struct measure_result *out);
/*
 * True if an answer asks for support at once: the ninth of the PHQ-9, with anything but "not at all", whatever else
 * was or was not answered (clinical reference, section 10.4).  Where it is not known what the answer counts, every
 * answer does whose words do not say "not at all".
 */
bool measure_opens_support(const struct state *state, const struct measured *said, struct arena scratch);
/* Where in the answers the first one that counts stands. */
size_t measure_lead(const struct measure_row *row, size_t answers);
/* True if what this question's answer counts has a say in what follows. */
bool measure_counts(const struct measure_row *row, size_t answers, size_t n);

/* Which one it is by its title, name or address; MEASURE_NONE if they do not say. */
enum measure_name measure_guess(const struct questionnaire *questionnaire);
/*
 * What keeps a questionnaire from being read as this one, as a sentence; empty if nothing does.  Then each choice of a
 * question that counts has its number in *out, which may be the same questionnaire.
 */
struct str measure_check(const struct measure_row *row, const struct questionnaire *questionnaire, struct arena *arena,
                         struct questionnaire *out);
/* True if it is known what the choices of a kept questionnaire count. */
bool measure_is_sure(const struct measure *measure, struct arena scratch);

/*
 * Decisions: what is wrong as a sentence to show, or the empty text and an event in *out.
 * import: fields json, which (a key; empty: by its title), name (empty: its title; where it has none that fits in a
 * line, the event has no name, and the page puts what this questionnaire is called).
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
#define RHYTHMS(X)          \
    X(RHYTHM_NONE, "none")  \
    X(RHYTHM_WHO5, "who-5") \
    X(RHYTHM_OWN, "own")
enum measure_rhythm { RHYTHMS(ROW_NAME) };
extern const struct key_list RHYTHM_KEYS;
struct str          measure_rhythm_decide(const struct form *form, struct event *out);
enum measure_rhythm measure_due(const struct state *state, int64_t now_ms, struct arena scratch);
/* The newest questionnaire of a sort that was brought here and can be added up, or NULL. */
const struct entry *measure_imported(const struct state *state, enum measure_name which, struct arena scratch);

#endif
