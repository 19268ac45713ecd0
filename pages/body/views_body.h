/* pages/body/views_body.h - views of body maps, of what is taken along, of reminders, and of what did not do good */
#ifndef PAGES_BODY_VIEWS_BODY_H
#define PAGES_BODY_VIEWS_BODY_H

struct body_feeling {
    struct str key, words;
    bool       chosen;
};
struct body_feelings {
    const struct body_feeling *at;
    size_t                     len;
};
struct body_spot {
    struct str           key, words, own, side; /* side: where it is drawn: "front", "behind" or "apart" */
    bool                 apart, chosen;         /* chosen: its marks stand open */
    struct body_feelings feelings;
};
struct body_view {
    struct frame frame;
    struct str   title, problem, words;
    struct str   at, back, id; /* addresses without their first slash; id is empty for a new map */
    bool         list;         /* every spot is shown */
    bool         names_parts;  /* the person listed that as hard */
    struct { const struct body_spot *at; size_t len; } spots;
};

struct body_mark { /* one texture on one spot */
    struct str key, feeling;
};
struct body_marks {
    const struct body_mark *at;
    size_t                  len;
};
struct body_line {
    struct str label, words, own;
};
struct body_lines {
    const struct body_line *at;
    size_t                  len;
};
struct body_small {
    struct str        id, when, words;
    struct body_marks front, behind;
    struct body_lines lines;
};
struct body_offer {
    struct str key, words, once;
};
struct bodies_view {
    struct frame frame;
    struct html  lead;
    struct str   notice;
    bool         names_parts;
    struct { const struct body_offer *at; size_t len; } offers; /* no-go areas without a limit */
    struct { const struct body_offer *at; size_t len; } made;   /* those that became limits with the map */
    struct { const struct body_small *at; size_t len; } maps;   /* newest first */
    struct body_feelings keys;
    struct body_lines    shifts;
};

struct body_week {
    struct str title;
    struct { const struct str *at; size_t len; } lines;
};
struct body_weeks_view {
    struct frame frame;
    struct html  lead;
    bool         shown;
    struct { const struct body_week *at; size_t len; } weeks;
};

struct help_line_view {
    struct str   name, contact, call, hours, about, country, kinds, source, checked;
    struct takes take;
};
struct help_line_views {
    const struct help_line_view *at;
    size_t                       len;
};
struct help_view {
    struct frame frame;
    struct html  note, danger, none;
    struct str   country, kind, words;  /* what was asked */
    struct str   any_country, any_kind; /* queries that ask for less */
    bool         asked, choosing, many_countries, may_find;
    bool         kept;      /* what was written just before is kept */
    struct work_rows mine;  /* own entries */
    struct help_choices    countries, kinds;
    struct help_line_views lines;
    struct help_line_views instead; /* where nothing was found: the emergency number and the crisis lines there */
};
struct help_groups_view {
    struct frame frame;
    struct html  words;
    struct help_line_views lines;
};

struct care_note {
    struct str id, words, when;
};
struct care_notes {
    const struct care_note *at;
    size_t                  len;
};
struct care_kind {
    struct str key, words;
};
struct care_kinds {
    const struct care_kind *at;
    size_t                  len;
};
struct care_lines {
    const struct str *at;
    size_t            len;
};
struct effects_view {
    struct frame      frame;
    struct html       lead, help;
    struct str        problem, words;
    struct care_kinds kinds;
    struct care_notes saved; /* what was noted just now: one, or none */
    bool              rest;
};
struct effects_weeks_view {
    struct frame      frame;
    struct html       lead, help;
    struct care_lines lines;
    struct care_notes notes;
    bool              rest;
};
struct care_log {
    struct str when, sleep, stress;
};
struct care_logs {
    const struct care_log *at;
    size_t                 len;
};
struct care_class {
    struct str  title;
    struct html body;
};
struct care_classes {
    const struct care_class *at;
    size_t                   len;
};
struct medicines_view {
    struct frame        frame;
    struct html         first, sleep, pain;
    struct str          problem, words;
    bool                saved;
    struct care_notes   notes;
    struct care_logs    logs;
    struct care_classes classes;
};

struct reminders_view {
    struct frame   frame;
    struct html    lead, calendar;
    struct str     problem, at, quiet_from, quiet_to;
    bool           saved, on;
    struct choices rhythms;
};

struct toolkit_thing {
    struct str  title, words, path, contact, what, once;
    struct html lead, steps;
};
struct toolkit_things {
    const struct toolkit_thing *at;
    size_t                      len;
};
struct toolkit_view {
    struct frame frame;
    struct html  first;
    struct str   stop_word, signal, after, comforts;
    struct toolkit_things tools, activities, lessons, lines, words;
    bool         any;
};
struct toolkit_print_view {
    struct frame        frame;
    struct toolkit_view kit;
};

#endif
