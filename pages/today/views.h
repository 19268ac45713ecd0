/* pages/today/views.h - views of today, the check-in, the course, and how offers are made */
#ifndef PAGES_TODAY_VIEWS_H
#define PAGES_TODAY_VIEWS_H

#include "pages/frame/page.h"
#include "pages/frame/parts.h"

struct reminders_view {
    struct frame frame;
    struct html lead, calendar;
    struct str problem, at, quiet_from, quiet_to;
    bool saved, on;
    struct choices rhythms;
};

struct today_view {
    struct frame frame;
    struct str greeting, date, saved;
    bool after_practice; /* a wind-down or a day after was just said */
    bool older_way;      /* the way in that opened this is not the newest one */
    bool checked_in;     /* today */
    struct sky sky;      /* today's */
    struct str body_words, checkin_link, words;
    struct str offer_id, offer_name, offer_why;
    bool offers_rest;                         /* rest is the suggestion */
    struct str practice_link, practice_words; /* one that is not closed */
    bool practice_over;                       /* it was stopped or ended: only its wind-down is left */
    struct str next_day_link, next_day_name;
    bool no_limits;  /* none was written yet: they come before exercises */
    bool review_due; /* they asked to be asked */
    bool limits_due, intake_open, sheet_due;
    uint64_t unopened;        /* entries that could not be read */
    uint64_t held;            /* things deleted elsewhere whose words wait here */
    bool held_one, strays; /* strays: own words about such things wait to be answered */
    bool is_copy, has_stranger; /* of what is kept: see struct visit */
    struct html clock_behind; /* where the wall clock is behind the newest entry: what that means */
    struct skies skies;
};

struct checkin_view {
    struct frame frame;
    struct html lead;
    struct str problem, words;
    struct str at; /* the form's address, without its first slash */
    struct skies skies;
    struct choices willingness, body, areas;
    struct scale distress, presence, sleep, stress;
    bool more; /* the optional part stands open */
};

struct course_view {
    struct frame frame;
    struct html lead;
    bool review_due;
    struct str measure_due; /* where it is, for someone who asked to be asked; else empty */
    struct parts parts;
};

#endif
