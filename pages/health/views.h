/* pages/health/views.h - views of questionnaires, and of medicines and what did not do good */
#ifndef PAGES_HEALTH_VIEWS_H
#define PAGES_HEALTH_VIEWS_H

#include "pages/frame/page.h"
#include "pages/frame/views.h"

struct own_note {
    struct str id, words, when;
};
struct own_notes SPAN_OF(struct own_note);
struct effect_kind {
    struct str key, words;
};
struct effect_kinds SPAN_OF(struct effect_kind);
struct harm_lines SPAN_OF(struct str);
struct effects_view {
    struct frame frame;
    struct html lead, help;
    struct str problem, words;
    struct effect_kinds kinds;
    struct own_notes saved; /* what was noted just now: one, or none */
    bool rest;
};
struct effects_weeks_view {
    struct frame frame;
    struct html lead, help;
    struct harm_lines lines;
    struct own_notes notes;
    bool rest;
};
struct sleep_log {
    struct str when, sleep, stress;
};
struct sleep_logs SPAN_OF(struct sleep_log);
struct medicine_class {
    struct str title;
    struct html body;
};
struct medicine_classes SPAN_OF(struct medicine_class);
struct medicines_view {
    struct frame frame;
    struct html first, sleep, pain;
    struct str problem, words;
    bool saved;
    struct own_notes notes;
    struct sleep_logs logs;
    struct medicine_classes classes;
};

/* A question with its choices; without any, a line that is said between the questions. */
struct ask_row {
    struct str words;
    bool is_line;
    struct choices choices;
};
struct ask_rows SPAN_OF(struct ask_row);

/* One that was brought here. */
struct measure_card {
    struct str id, name, sort;
    bool unsure; /* it is not known what its choices count */
};

/* Answers once given, in words. */
struct measured_card {
    struct str id, name, when;
    struct html says; /* what they say; for the short check the answers themselves stand in facts */
    bool support;
    struct entry_rows facts;
};
struct measures_view {
    struct frame frame;
    struct html lead, again; /* again: why a file is asked for once more; else empty */
    struct str notice, problem;
    struct SPAN_OF(struct measure_card) measures;
    struct SPAN_OF(struct measured_card) measured;
    bool more; /* earlier ones are in the journal */
    bool due_who5, due_own;
    struct str due_id;
    struct choices rhythms;
    bool rhythm_kept;
};

struct measure_import_view {
    struct frame frame;
    struct html lead;
    struct str problem, json, name, max_bytes;
    struct choices which;
};

struct measure_name_view {
    struct frame frame;
    struct str problem, at, name;
};

struct measure_fill_view {
    struct frame frame;
    struct str title, problem, at, back, notice, words;
    struct html what, again;
    bool support;          /* what is chosen here asks for it, and it is not kept yet */
    bool asks_for_support; /* a question of it may */
    struct ask_rows asks;
};

struct own_area {
    struct str n, title, name;
    struct choices choices;
};
struct measure_own_view {
    struct frame frame;
    struct html lead;
    struct str problem, at, back, words;
    struct ask_rows asks;
    struct SPAN_OF(struct own_area) areas;
};

struct measure_said_view {
    struct frame frame;
    struct str id, title, when, words, notice;
    struct html says, what;
    bool support, own;
    struct entry_rows facts, numbers, answers;
};

struct measure_page {
    struct str title, when;
    struct entry_rows numbers, answers;
};
struct measure_print_view {
    struct frame frame;
    struct html lead;
    bool choosing, any, answers;
    struct choices said;
    struct SPAN_OF(struct measure_page) pages;
};

struct support_land {
    struct str code, name;
};
struct measure_support_view {
    struct frame frame;
    struct str title, back, back_words;
    struct html body, steps;
    struct SPAN_OF(struct support_land) countries;
};

#endif
