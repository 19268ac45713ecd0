/* pages/gate/views.h - views around the lock: arriving, making, unlocking, the recovery sheet */
#ifndef PAGES_GATE_VIEWS_H
#define PAGES_GATE_VIEWS_H

#include "pages/frame/page.h"

struct blank_view {
    struct frame frame;
};

struct text_view {
    struct frame frame;
    struct str title;
    struct html body;
    struct str back, back_words;
};

struct home_view {
    struct frame frame;
    struct html arrive;
    struct str problem;
};

struct make_view {
    struct frame frame;
    struct html guidance;
    struct str problem;
    bool adult;
};

struct unlock_view {
    struct frame frame;
    bool wrong;
    struct str problem, then, held;
};

struct sheet_view {
    struct frame frame;
    struct html about, old_copies;
    bool has_sheet;
    bool made, anew; /* the form that made one came twice, and whoever sent it sees this instead of the sheet */
};

struct sheet_made_view {
    struct frame frame;
    struct html picture;
    bool anew; /* everything was sealed anew with it */
    struct str code, made;
    struct SPAN_OF(struct str) groups;
};

struct sheet_try_view {
    struct frame frame;
    struct str problem, code; /* as it was typed, so that one group can be mended */
};

#endif
