/* pages/ground/views.h - views of grounding, of help lines and groups, and of what is taken along */
#ifndef PAGES_GROUND_VIEWS_H
#define PAGES_GROUND_VIEWS_H

#include "pages/frame/page.h"
#include "pages/frame/take.h"
#include "pages/frame/views.h"
#include "pages/media/views.h"

/* One country or one kind of help, to choose. */
struct help_choice {
    struct str words, value, query;
    bool chosen;
};
struct help_choices SPAN_OF(struct help_choice);

struct help_line_view {
    struct str name, call, hours, about, country, kinds, source, checked;
    struct contact contact;
    struct takes take;
};
struct help_line_views SPAN_OF(struct help_line_view);
struct help_view {
    struct frame frame;
    struct html note, danger, none;
    struct str country, kind, words;  /* what was asked */
    struct str any_country, any_kind; /* queries that ask for less */
    bool asked, choosing, many_countries, may_find;
    bool kept;                  /* what was written just before is kept */
    struct worksheet_rows mine; /* own entries */
    struct help_choices countries, kinds;
    struct help_line_views lines;
    struct help_line_views instead; /* where nothing was found: the emergency number and the crisis lines there */
};
struct help_groups_view {
    struct frame frame;
    struct html words;
    struct help_line_views lines;
};

struct toolkit_thing {
    struct str title, words, path, what, once;
    struct contact contact;
    struct html lead, steps;
};
struct toolkit_things SPAN_OF(struct toolkit_thing);
struct toolkit_view {
    struct frame frame;
    struct html first;
    struct str stop_word, signal, after, comforts;
    struct toolkit_things tools, activities, lessons, lines, words;
    bool any;
};
struct toolkit_print_view {
    struct frame frame;
    struct toolkit_view kit;
};

struct ground_row {
    struct str id, name, channel;
    struct html lead;
    bool marked; /* it holds something kept away, and is shown with a mark */
};
struct ground_rows SPAN_OF(struct ground_row);
struct ground_view {
    struct frame frame;
    struct html first, stopped_words;
    struct ground_rows tools;
    struct str after; /* where a stopped practice goes on: its wind-down, without the first slash */
    unsigned next_turn;
    bool second;                     /* two sets were seen: a person or rest may be kinder than a third */
    struct kit_items comfort_items;  /* kept for hard moments */
    struct str comforts, kind_after; /* after a stop: what the person said helps, and what they planned */
};

struct ground_all_view {
    struct frame frame;
    struct ground_rows outward, careful, breath, kept_away;
    bool left_out; /* some are not shown at all, as asked */
};

struct pace_row {
    struct str key, words;
    bool chosen;
};
struct ground_tool_view {
    struct frame frame;
    struct str id, name, channel;
    struct html lead, steps, care;
    bool breath;     /* a breath tool: paces stand on the page, and a way out of it */
    struct str pace; /* class of the drawing; empty for none */
    struct SPAN_OF(struct pace_row) paces;
    struct str outward_id, outward_name;
    struct takes take;
};

#endif
