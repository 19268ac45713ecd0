/* pages/today/views_self.h - views of how someone is: today, check-in, intake, learning */
#ifndef PAGES_TODAY_VIEWS_SELF_H
#define PAGES_TODAY_VIEWS_SELF_H

struct today_view {
    struct frame frame;
    struct str   greeting, date, saved;
    bool         after_practice; /* a wind-down or a day after was just said */
    bool         older_way;  /* the way in that opened this is not the newest one */
    bool         checked_in; /* today */
    struct sky   sky;        /* today's */
    struct str   body_words, checkin_link, words;
    struct str   offer_id, offer_name, offer_why;
    bool         offers_rest; /* rest is the suggestion */
    struct str   practice_link, practice_words; /* one that is not closed */
    bool         practice_over; /* it was stopped or ended: only its wind-down is left */
    struct str   next_day_link, next_day_name;
    bool         no_limits; /* none was written yet: they come before exercises */
    bool         review_due; /* they asked to be asked */
    bool         limits_due, intake_open, sheet_due;
    uint64_t     unopened; /* entries that could not be read */
    struct html  clock_behind; /* where the wall clock is behind the newest entry: what that means */
    struct skies skies;
};

struct checkin_view {
    struct frame   frame;
    struct html    lead;
    struct str     problem, words;
    struct str     at; /* the form's address, without its first slash */
    struct skies   skies;
    struct choices willingness, body, areas;
    struct scale   distress, presence, sleep, stress;
    bool           more; /* the optional part stands open */
};

struct chapter_row {
    struct str id, title, state;
};
struct intake_view {
    struct frame frame;
    struct html  lead;
    struct { const struct chapter_row *at; size_t len; } chapters;
};

struct question_row {
    struct str     id, chapter, ask, why, sees;
    struct html    help;
    struct str     problem;
    struct str     once;       /* each form may be kept once, so each has its own */
    bool           is_words, is_one, is_many, long_words;
    bool           folded;     /* reading the whole list is a choice of its own */
    struct str     words;      /* in the box */
    struct choices choices;
    bool           answered, veiled; /* veiled: that there is an answer, but not which */
    struct str     said;
    bool           later, never;
    bool           open;       /* the form stands open although there is an answer */
    struct html    afterwards; /* what follows from the answer */
};
struct chapter_view {
    struct frame frame;
    struct str   title, next_id, next_title;
    struct html  lead;
    struct { const struct question_row *at; size_t len; } questions;
};

/* What waits before an item that is kept away. */
struct exposure_view {
    struct frame frame;
    struct str   holds, also, at, back, back_words;
};

struct lesson_row {
    struct str id, title, taken; /* taken: the line that this person keeps of it */
    bool       marked; /* it holds something kept away, and is shown with a mark */
    unsigned   minutes;
};
struct lesson_rows {
    const struct lesson_row *at;
    size_t                   len;
};
struct lesson_group {
    struct str         title;
    struct lesson_rows rows;
};
struct learn_view {
    struct frame       frame;
    struct { const struct lesson_group *at; size_t len; } groups;
    struct lesson_rows kept_away;
    bool               left_out; /* some are not shown at all, as asked */
    struct parts       parts;
};
struct course_view {
    struct frame frame;
    struct html  lead;
    bool         review_due;
    struct str   measure_due; /* where it is, for someone who asked to be asked; else empty */
    struct parts parts;
};

/* One screen of a lesson, or each of them on one page.  Addresses stand without their first slash. */
struct lesson_screen {
    struct str  id, title; /* id: within the page */
    struct html body;
    bool        is_window, is_brakes, is_three, is_signals, is_pause, is_ladder;
};
struct source_row {
    struct str strength, words, title;
};
struct lesson_view {
    struct frame frame;
    struct str   title, note, position, notice;
    unsigned     minutes;
    bool         first, last, whole; /* whole: all screens on one page */
    struct html  lead;
    struct { const struct lesson_screen *at; size_t len; } screens;
    struct { const struct source_row *at; size_t len; } sources;
    struct str   review;             /* who looked at it, in words */
    struct str   back, next, whole_path, screens_path, next_lesson, next_title;
    struct str   taken, taken_id;    /* what was kept of it before */
    struct str   at, words, problem; /* the form for it */
    struct takes take;               /* whether it is in the toolkit */
};
struct glossary_row {
    struct str  id, term, own; /* own: in the person's words; they stand first */
    struct html body;
    bool        marked; /* it holds something kept away */
};
struct glossary_view {
    struct frame frame;
    struct html  lead;
    struct str   notice;
    struct { const struct glossary_row *at; size_t len; } terms, kept_away;
    bool         left_out; /* some are not shown, as asked */
};
struct glossary_term_view {
    struct frame frame;
    struct str   id, term, words, problem, own_id;
    struct html  body;
};

#endif
