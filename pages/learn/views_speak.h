/* pages/learn/views_speak.h - views of speaking: rehearsals, scripts, saying it plainly, tested limits, kind words */
#ifndef PAGES_LEARN_VIEWS_SPEAK_H
#define PAGES_LEARN_VIEWS_SPEAK_H

struct held_row {
    struct str path, title, about;
    bool       marked; /* it holds something kept away, and is shown with a mark */
};
struct held_rows {
    const struct held_row *at;
    size_t                 len;
};
struct held_group {
    struct str       title;
    struct held_rows rows;
};
struct held_list {
    struct { const struct held_group *at; size_t len; } groups;
    struct held_rows   kept_away; /* waiting to be asked for */
    bool               left_out;  /* some are not shown at all, as asked */
    struct held_row   *rows, *kept_rows; /* room, and how much of it is taken */
    struct held_group *group_rows;
    size_t             len;
};

struct rehearsals_view {
    struct frame     frame;
    struct html      lead;
    struct held_list list;
};

/* A scene with its choices, or what one of them does. */
struct rehearsal_view {
    struct frame     frame;
    struct str       title, scene_title;
    struct html      lead, text;
    struct held_rows choices;
    struct str       chosen; /* then the rest is said of it */
    struct html      answer;
    struct str       again, next, next_title; /* next is empty where only trying again is left */
    bool             ends;
};

struct scripts_view {
    struct frame     frame;
    struct html      lead;
    struct str       notice;
    struct held_rows mine;
    struct held_list list;
};

struct script_form {
    struct str key, title, once, words, problem, entry;
    struct str rows;
    bool       kept, mine, filled; /* mine: said in own words, under `entry` */
};
struct script_view {
    struct frame frame;
    struct str   id, title, group, open;
    struct html  lead, why;
    struct { const struct script_form *at; size_t len; } forms;
};

struct script_part {
    struct str title, form, words;
};
struct script_print_view {
    struct frame frame;
    struct str   back;
    struct { const struct script_part *at; size_t len; } parts;
};

struct own_script_view {
    struct frame     frame;
    struct str       words, problem;
};

/* A request or a refusal, without sorry. */
struct plain_box {
    struct str key, title, hint, once, once_other, words, problem, said, entry, apology, without;
    bool       kept;
};
struct plain_view {
    struct frame frame;
    struct html  lead;
    struct { const struct plain_box *at; size_t len; } boxes;
};

/* A path of parts, each of which may stay empty. */
struct path_view {
    struct frame     frame;
    struct str       title, notice;
    struct html      first, parts_lead;
    struct held_rows parts;
};
struct path_entry {
    struct str id, when, words;
};
struct path_part_view {
    struct frame     frame;
    struct str       path, path_title, title, at, words, problem, label;
    struct html      body;
    struct held_rows links;
    struct { const struct path_entry *at; size_t len; } earlier;
    bool             takes_words;
};

struct kind_row {
    struct str id, words;
};
struct kind_group {
    struct str title;
    struct { const struct kind_row *at; size_t len; } rows;
};
struct kind_view {
    struct frame frame;
    struct html  lead;
    struct str   words, problem, from;
    bool         kept, left_out, taking;
    struct { const struct path_entry *at; size_t len; } own;
    struct { const struct kind_group *at; size_t len; } starters;
};

/* Questions that are answered on the screen only. */
struct alone_questions {
    struct html *at;
    size_t       len;
};
struct alone_view {
    struct frame frame;
    struct html  lead, note;
    struct alone_questions questions;
};
struct alone_after_view {
    struct frame frame;
    struct html  body, danger;
    struct help_choices countries;
};

#endif
