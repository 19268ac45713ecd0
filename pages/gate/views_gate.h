/* pages/gate/views_gate.h - views around the lock: arriving, the vault, ground, help, settings */
#ifndef PAGES_GATE_VIEWS_GATE_H
#define PAGES_GATE_VIEWS_GATE_H

struct blank_view {
    struct frame frame;
};

struct words_view {
    struct frame frame;
    struct str   words;
};

struct text_view {
    struct frame frame;
    struct str   title;
    struct html  body;
    struct str   back, back_words;
};

struct home_view {
    struct frame frame;
    struct html  arrive;
    struct str   problem;
};

struct make_view {
    struct frame frame;
    struct html  guidance;
    struct str   problem;
    bool         adult;
};

struct unlock_view {
    struct frame frame;
    bool         wrong;
    struct str   problem, then, held;
};

struct sheet_view {
    struct frame frame;
    struct html  about, old_copies;
    bool         has_sheet;
};

struct sheet_made_view {
    struct frame frame;
    struct html  picture;
    bool         anew; /* everything was sealed anew with it */
    struct str   code, made;
    struct { const struct str *at; size_t len; } groups;
};

struct sheet_try_view {
    struct frame frame;
    struct str   problem, code; /* as it was typed, so that one group can be mended */
};

struct passphrase_view {
    struct frame frame;
    struct html  guidance, old_copies;
    struct str   problem;
};

struct anew_view {
    struct frame frame;
    struct html  lead, limits;
    struct str   problem;
    uint64_t     unopened;
    bool         leave;
};

struct ground_row {
    struct str  id, name, channel;
    struct html lead;
    bool        marked; /* it holds something kept away, and is shown with a mark */
};
struct ground_rows {
    const struct ground_row *at;
    size_t                   len;
};
struct ground_view {
    struct frame       frame;
    struct html        first, stopped_words;
    struct ground_rows tools;
    struct str         after;  /* where a stopped practice goes on: its wind-down, without the first slash */
    unsigned           next_turn;
    bool               second; /* two sets were seen: a person or rest may be kinder than a third */
    struct kit_items comfort_items;  /* kept for hard moments */
    struct str comforts, kind_after; /* after a stop: what the person said helps, and what they planned */
};

struct ground_all_view {
    struct frame       frame;
    struct ground_rows outward, careful, breath, kept_away;
    bool               left_out; /* some are not shown at all, as asked */
};

struct pace_row {
    struct str key, words;
    bool       chosen;
};
struct ground_tool_view {
    struct frame frame;
    struct str   id, name, channel;
    struct html  lead, steps, care;
    bool         breath;      /* a breath tool: paces stand on the page, and a way out of it */
    struct str   pace;        /* class of the drawing; empty for none */
    struct { const struct pace_row *at; size_t len; } paces;
    struct str   outward_id, outward_name;
    struct takes take;
};

struct setting_row {
    struct str     key, legend, hint, once, problem;
    struct choices choices;
    bool           kept, has_words;
    struct str     words, words_label, words_hint; /* a line of their own */
};
struct setting_rows {
    const struct setting_row *at;
    size_t                    len;
};
struct settings_view {
    struct frame        frame;
    struct setting_rows looks, offers, meeting, writing, leaving;
    struct html         leave_limits, keep, deletion;
    bool                sheet_proven, passphrase_changed;
};
struct export_view {
    struct frame frame;
    struct { const struct str *at; size_t len; } kinds; /* what stands in it, in words */
};

#endif
