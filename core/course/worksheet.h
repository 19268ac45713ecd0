/*
 * core/course/worksheet.h - guided writing: sheets with questions, and what was said on them
 *
 * A sheet is one file of content/worksheets/.  Its rows are made during the build, sorted by order;
 * their words stand in pages/frame/words.h under the same index.  Beginning a sheet makes an entry of the
 * diary; each line on it is kept by itself, so the newest line of a field counts and the earlier ones
 * stay behind it as versions.  A question whose answer only shows the way (`leads`) is never kept.
 *
 * Memory: what is found borrows from the state; what is decided borrows from the form.
 */
#ifndef CORE_COURSE_WORKSHEET_H
#define CORE_COURSE_WORKSHEET_H

#include "base/form.h"
#include "core/log/state.h"

enum { SHEET_FIELDS_MAX = 24 };

enum field_kind {
    FIELD_WORDS = 1, /* as many as one likes */
    FIELD_LINE,
    FIELD_ONE,     /* of the choices at most one */
    FIELD_MANY,    /* as many of them as fit */
    FIELD_TEN,     /* 0-10 */
    FIELD_HUNDRED, /* 0-100 by tens */
    FIELD_NOTHING, /* a screen of words; nothing is asked */
};

struct worksheet_field {
    struct str      key;
    enum field_kind kind;
    unsigned        choices;           /* how many, numbered from 1 */
    struct str      only_with;         /* asked only where the field of this key holds words; empty: always */
    const set64    *carries;           /* for each choice, tags that a person may keep away from; NULL: none carries any */
    set64           leads;             /* choices that lead to help; an answer here is never kept */
    unsigned        lines_max;         /* more lines than this are gently refused; 0: as many as one likes */
    bool            numbers;           /* a number of times is mentioned, not refused */
};

struct worksheet {
    struct str  id, place;
    struct str  path; /* "work/" and the id */
    struct str  part_of; /* id of the sheet whose page lists this one; empty: it stands at its place */
    unsigned    order, minutes;
    set64       tags;
    bool        keep_one; /* one living sheet with versions, not a new one each time */
    bool        prints, dated, ground_before, ground_after;
    const struct worksheet_field *fields;
    size_t      fields_len;
};

extern const struct worksheet WORKSHEETS[];
extern const size_t           WORKSHEETS_LEN;

/* NULL if there is none. */
const struct worksheet       *worksheet_find(struct str id);
const struct worksheet_field *worksheet_field(const struct worksheet *sheet, struct str key);
/* The choices of a field as a list of numbers; their words are empty. */
struct key_list worksheet_numbers(const struct worksheet_field *field, struct arena *arena);
/* True for the question why a living sheet changed: asked anew each time, never filled in. */
bool worksheet_is_why(const struct worksheet_field *field);

/* The newest line of a field on a begun sheet, or NULL. */
const struct event *sheet_said(const struct entry *entry, struct str field);
/*
 * The begun sheets with this id, newest first: start with i = state->sheets.len and go on while this gives one.
 */
const struct entry *sheet_before(const struct state *state, struct str id, size_t *i);
/* The newest of them, or NULL. */
const struct entry *sheet_newest(const struct state *state, struct str id);
/* What a field of the newest sheet with this id says; empty if nothing. */
struct str sheet_words(const struct state *state, struct str id, struct str field);

/* The field of a form as a line, so that what was typed can be shown again. */
struct said sheet_read(const struct form *form, const struct worksheet_field *field, struct arena *arena);

/*
 * What a form changes on a sheet (`before`; NULL for a new one).  A new sheet is begun by the first event, and the
 * lines after it name it once it has its stamp (app/handle.c).  Returns what is wrong as a sentence, with *where the
 * field it belongs to or NULL; the empty text when nothing is.
 */
struct sheet_events {
    struct event at[SHEET_FIELDS_MAX + 1];
    size_t       len;
};
struct str sheet_decide(const struct form *form, const struct worksheet *sheet, const struct entry *before,
                        struct arena *arena, struct sheet_events *out, const struct worksheet_field **where);

/* True if an answer in the form leads to help. */
bool sheet_leads(const struct form *form, const struct worksheet *sheet, struct arena *arena);
/* True if words that should not count times do: "twice a week", "every day". */
bool sheet_counts_times(struct str words);

/* Looking back in a rhythm: days between, 0 for never. */
enum { REVIEW_RHYTHMS = 5 };
extern const unsigned REVIEW_DAYS[REVIEW_RHYTHMS];
struct str review_rhythm_decide(const struct form *form, struct event *out);
bool       review_is_due(const struct state *state, int64_t now_ms);

#endif
