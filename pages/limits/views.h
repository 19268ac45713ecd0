/* pages/limits/views.h - views of limits and preferences, the card made from them, the map, and the paths of those
 * tested */
#ifndef PAGES_LIMITS_VIEWS_H
#define PAGES_LIMITS_VIEWS_H

#include "pages/frame/held.h"
#include "pages/frame/page.h"
#include "pages/frame/parts.h"
#include "pages/ground/views.h"

struct map_pool {
    struct str name;
    unsigned number; /* of the dimension: its colour */
    bool bare;       /* nothing comfortable here yet */
    int x, y, text_y;
    unsigned wide, middle, core, high, high_middle, high_core; /* radii of the three washes */
};
struct map_name {
    struct str id, name;
};
struct map_names SPAN_OF(struct map_name);
struct map_fact {
    struct str name;
    struct map_names names;
};
struct map_view {
    struct frame frame;
    struct str as_of; /* the map is a picture of one day */
    bool any;
    struct SPAN_OF(struct map_pool) pools;
    struct SPAN_OF(struct map_fact) facts;
    struct map_names likes;
};

/* A path of parts, each of which may stay empty. */
struct path_view {
    struct frame frame;
    struct str title, notice;
    struct html first, parts_lead;
    struct held_rows parts;
};
struct path_entry {
    struct str id, when, words;
};
struct path_part_view {
    struct frame frame;
    struct str path, path_title, title, at, words, problem, label;
    struct html body;
    struct held_rows links;
    struct SPAN_OF(struct path_entry) earlier;
    bool takes_words;
};

/* Questions that are answered on the screen only. */
struct alone_questions {
    struct html *at;
    size_t len;
};
struct alone_view {
    struct frame frame;
    struct html lead, note;
    struct alone_questions questions;
};
struct alone_after_view {
    struct frame frame;
    struct html body, danger;
    struct help_choices countries;
};

/* Short words beside a limit: where, what kind of thing, in whose company. */
struct limit_bits SPAN_OF(struct str);
/* What was told of the same limit elsewhere, without knowing of the other. */
struct limit_telling {
    struct str stance, title, conditions;
};
struct limit_tellings SPAN_OF(struct limit_telling);
struct limit_row {
    struct str id, title, conditions;
    struct limit_bits bits;
    struct limit_tellings beside;
};
struct limit_rows SPAN_OF(struct limit_row);
struct limit_group {
    struct str key, title;
    bool never, not_now, maybe, like; /* which of the four */
    struct limit_rows limits;
};
struct limits_view {
    struct frame frame;
    struct html about, reask;
    struct str saved, problem;
    bool due; /* it is time to ask whether they are still right */
    struct choices rhythm;
    struct SPAN_OF(struct limit_group) groups;
    struct parts parts;
};

struct limit_view {
    struct frame frame;
    struct str problem, what, conditions;
    struct str at; /* the form's address, without its first slash */
    struct str id; /* empty for a new one */
    struct str over, tellings; /* what the page shows, for what is said or deleted on it */
    struct limit_tellings beside;
    struct html deletion;
    bool more; /* the optional part stands open */
    struct choices stances, tags, companies, areas;
};

struct limit_version {
    struct str when, stance, title, conditions;
    struct limit_bits bits;
    bool holds; /* the newest: the one that counts */
};
struct limit_history_view {
    struct frame frame;
    struct str id, title;
    struct SPAN_OF(struct limit_version) versions;
};

struct card_line {
    struct str key, title, words, problem;
    bool writing; /* its form is shown */
    bool saved;
    bool likes, pace, place, light, clothing, stop_word, signal, after, anything; /* which part */
};
struct card_view {
    struct frame frame;
    struct html lead;
    struct str problem;
    struct SPAN_OF(struct card_line) lines;
};

struct card_section {
    struct str key, title, words;
    struct limit_rows limits;
};
struct card_print_view {
    struct frame frame;
    bool choosing;        /* else only the card itself: what was left off is not for who looks on */
    struct choices parts; /* what there is to put on it */
    struct SPAN_OF(struct card_section) sections;
};

#endif
