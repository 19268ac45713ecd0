/* pages/body/views.h - views of body maps */
#ifndef PAGES_BODY_VIEWS_H
#define PAGES_BODY_VIEWS_H

#include "pages/frame/page.h"

struct body_feeling {
    struct str key, words;
    bool chosen;
};
struct body_feelings {
    const struct body_feeling *at;
    size_t len;
};
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
    struct {
        const struct body_spot *at;
        size_t len;
    } spots;
};

struct body_mark { /* one texture on one spot */
    struct str key, feeling;
};
struct body_marks {
    const struct body_mark *at;
    size_t len;
};
struct body_line {
    struct str label, words, own;
};
struct body_lines {
    const struct body_line *at;
    size_t len;
};
struct body_small {
    struct str id, when, words;
    struct body_marks front, behind;
    struct body_lines lines;
};
struct body_offer {
    struct str key, words, once;
};
struct bodies_view {
    struct frame frame;
    struct html lead;
    struct str notice;
    bool names_parts;
    struct {
        const struct body_offer *at;
        size_t len;
    } offers; /* no-go areas without a limit */
    struct {
        const struct body_offer *at;
        size_t len;
    } made; /* those that became limits with the map */
    struct {
        const struct body_small *at;
        size_t len;
    } maps; /* newest first */
    struct body_feelings keys;
    struct body_lines shifts;
};

struct body_week {
    struct str title;
    struct {
        const struct str *at;
        size_t len;
    } lines;
};
struct body_weeks_view {
    struct frame frame;
    struct html lead;
    bool shown;
    struct {
        const struct body_week *at;
        size_t len;
    } weeks;
};

#endif
