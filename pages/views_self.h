/* pages/views_self.h - views of how someone is: today, check-in, intake, learning */
#ifndef PAGES_VIEWS_SELF_H
#define PAGES_VIEWS_SELF_H

struct today_view {
    struct frame frame;
    struct str   greeting, date, saved;
    bool         after_practice; /* a wind-down or a day after was just said */
    bool         checked_in; /* today */
    struct sky   sky;        /* today's */
    struct str   body_words, checkin_link, words;
    struct str   offer_id, offer_name, offer_why;
    bool         offers_rest; /* rest is the suggestion */
    struct str   practice_link, practice_words; /* one that is still open */
    struct str   next_day_link, next_day_name;
    bool         no_limits; /* none was written yet: they come before exercises */
    bool         review_due; /* they asked to be asked */
    bool         limits_due, intake_open, sheet_due;
    uint64_t     unopened; /* entries that could not be read */
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

struct lesson_row {
    struct str id, title;
    unsigned   minutes;
};
struct lesson_rows {
    const struct lesson_row *at;
    size_t                   len;
};
struct learn_view {
    struct frame       frame;
    struct lesson_rows lessons, kept_away;
    struct parts       parts;
};
struct course_view {
    struct frame frame;
    struct html  lead;
    bool         review_due;
    struct parts parts;
};
struct lesson_view {
    struct frame frame;
    struct str   title, next_id, next_title;
    unsigned     minutes;
    struct html  body;
    struct takes take;
};

#endif
