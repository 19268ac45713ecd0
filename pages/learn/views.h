/* pages/learn/views.h - views of lessons, the glossary, rehearsals, scripts, and what is held */
#ifndef PAGES_LEARN_VIEWS_H
#define PAGES_LEARN_VIEWS_H

#include "pages/frame/held.h"
#include "pages/frame/page.h"
#include "pages/frame/parts.h"
#include "pages/frame/take.h"

struct rehearsals_view {
    struct frame frame;
    struct html lead;
    struct held_list list;
};

/* A scene with its choices, or what one of them does. */
struct rehearsal_view {
    struct frame frame;
    struct str title, scene_title;
    struct html lead, text;
    struct held_rows choices;
    struct str chosen; /* then the rest is said of it */
    struct html answer;
    struct str again, next, next_title; /* next is empty where only trying again is left */
    bool ends;
};

struct scripts_view {
    struct frame frame;
    struct html lead;
    struct str notice;
    struct held_rows mine;
    struct held_list list;
};

struct script_form {
    struct str key, title, once, words, problem, entry;
    struct str rows;
    bool kept, mine, filled; /* mine: said in own words, under `entry` */
};
struct script_view {
    struct frame frame;
    struct str id, title, group, open;
    struct html lead, why;
    struct SPAN_OF(struct script_form) forms;
};

struct script_part {
    struct str title, form, words;
};
struct script_print_view {
    struct frame frame;
    struct str back;
    struct SPAN_OF(struct script_part) parts;
};

struct own_script_view {
    struct frame frame;
    struct str words, problem;
};

/* A request or a refusal, without sorry. */
struct plain_box {
    struct str key, title, hint, once, once_other, words, problem, said, entry, apology, without;
    bool kept;
};
struct plain_view {
    struct frame frame;
    struct html lead;
    struct SPAN_OF(struct plain_box) boxes;
};

struct lesson_row {
    struct str id, title, taken; /* taken: the line that this person keeps of it */
    bool marked;                 /* it holds something kept away, and is shown with a mark */
    unsigned minutes;
};
struct lesson_rows SPAN_OF(struct lesson_row);
struct lesson_group {
    struct str title;
    struct lesson_rows rows;
};
struct learn_view {
    struct frame frame;
    struct SPAN_OF(struct lesson_group) groups;
    struct lesson_rows kept_away;
    bool left_out; /* some are not shown at all, as asked */
    struct parts parts;
};

/* One screen of a lesson, or each of them on one page.  Addresses stand without their first slash. */
struct lesson_screen {
    struct str id, title; /* id: within the page */
    struct html body;
    bool is_window, is_brakes, is_three, is_signals, is_pause, is_ladder;
};
struct source_row {
    struct str strength, words, title;
};
struct lesson_view {
    struct frame frame;
    struct str title, note, position, notice;
    unsigned minutes;
    bool first, last, whole; /* whole: all screens on one page */
    struct html lead;
    struct SPAN_OF(struct lesson_screen) screens;
    struct SPAN_OF(struct source_row) sources;
    struct str review; /* who looked at it, in words */
    struct str back, next, whole_path, screens_path, next_lesson, next_title;
    struct str taken, taken_id;    /* what was kept of it before */
    struct str at, words, problem; /* the form for it */
    struct takes take;             /* whether it is in the toolkit */
};
struct glossary_row {
    struct str id, term, own; /* own: in the person's words; they stand first */
    struct html body;
    bool marked; /* it holds something kept away */
};
struct glossary_view {
    struct frame frame;
    struct html lead;
    struct str notice;
    struct SPAN_OF(struct glossary_row) terms, kept_away;
    bool left_out; /* some are not shown, as asked */
};
struct glossary_term_view {
    struct frame frame;
    struct str id, term, words, problem, own_id;
    struct html body;
};

#endif
