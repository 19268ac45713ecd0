/* pages/health/views.h - views of questionnaires, and of medicines and what did not do good */
#ifndef PAGES_HEALTH_VIEWS_H
#define PAGES_HEALTH_VIEWS_H

#include "pages/frame/page.h"
#include "pages/frame/views.h"

struct own_note {
    struct str id, words, when;
};
struct own_notes {
    const struct own_note *at;
    size_t len;
};
struct effect_kind {
    struct str key, words;
};
struct effect_kinds {
    const struct effect_kind *at;
    size_t len;
};
struct harm_lines {
    const struct str *at;
    size_t len;
};
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
struct sleep_logs {
    const struct sleep_log *at;
    size_t len;
};
struct medicine_class {
    struct str title;
    struct html body;
};
struct medicine_classes {
    const struct medicine_class *at;
    size_t len;
};
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
struct ask_rows {
    const struct ask_row *at;
    size_t len;
};

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
    struct {
        const struct measure_card *at;
        size_t len;
    } measures;
    struct {
        const struct measured_card *at;
        size_t len;
    } measured;
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
    struct {
        const struct own_area *at;
        size_t len;
    } areas;
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
    struct {
        const struct measure_page *at;
        size_t len;
    } pages;
};

struct support_land {
    struct str code, name;
};
struct measure_support_view {
    struct frame frame;
    struct str title, back, back_words;
    struct html body, steps;
    struct {
        const struct support_land *at;
        size_t len;
    } countries;
};

#endif
