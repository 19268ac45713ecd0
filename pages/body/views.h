/* pages/body/views.h - views of body maps */
#ifndef PAGES_BODY_VIEWS_H
#define PAGES_BODY_VIEWS_H

#include "pages/frame/page.h"

struct body_feeling {
    struct str key, words;
    bool chosen;
};
struct body_feelings SPAN_OF(struct body_feeling);
struct body_spot {
    struct str key, words, own, side; /* side: where it is drawn: "front", "behind" or "apart" */
    bool apart, chosen;               /* chosen: its marks stand open */
    struct body_feelings feelings;
};
struct body_view {
    struct frame frame;
    struct str title, problem, words;
    struct str at, back, id; /* addresses without their first slash; id is empty for a new map */
    bool list;               /* every spot is shown */
    bool names_parts;        /* the person listed that as hard */
    struct SPAN_OF(struct body_spot) spots;
};

struct body_mark { /* one texture on one spot */
    struct str key, feeling;
};
struct body_marks SPAN_OF(struct body_mark);
struct body_line {
    struct str label, words, own;
};
struct body_lines SPAN_OF(struct body_line);
struct body_small {
    struct str id, when, words;
    struct body_marks front, behind;
    struct body_lines lines;
};
struct body_offer {
    struct str key, words, once;
    struct str tellings; /* of the limit, as the page shows it */
};
struct bodies_view {
    struct frame frame;
    struct html lead;
    struct str notice;
    bool names_parts;
    struct SPAN_OF(struct body_offer) offers; /* no-go areas without a limit */
    struct SPAN_OF(struct body_offer) made; /* those that became limits with the map */
    struct SPAN_OF(struct body_small) maps; /* newest first */
    struct body_feelings keys;
    struct body_lines shifts;
};

struct body_week {
    struct str title;
    struct SPAN_OF(struct str) lines;
};
struct body_weeks_view {
    struct frame frame;
    struct html lead;
    bool shown;
    struct SPAN_OF(struct body_week) weeks;
};

#endif
