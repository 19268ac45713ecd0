/* pages/settings/views.h - views of settings, of changing the ways in, and of the export */
#ifndef PAGES_SETTINGS_VIEWS_H
#define PAGES_SETTINGS_VIEWS_H

#include "pages/frame/page.h"

struct setting_row {
    struct str key, legend, hint, once, problem;
    struct choices choices;
    bool kept, has_words;
    struct str words, words_label, words_hint; /* a line of their own */
};
struct setting_rows SPAN_OF(struct setting_row);
/* Own words about something that was deleted elsewhere. */
struct stray_text {
    struct str label, words;
};
struct stray_row {
    struct str id, over, eyebrow, once;
    struct SPAN_OF(struct stray_text) texts;
};
struct stray_rows SPAN_OF(struct stray_row);
struct settings_view {
    struct frame frame;
    struct setting_rows looks, offers, meeting, writing, leaving;
    struct html leave_limits, keep, deletion, held_not_you;
    bool sheet_proven, passphrase_changed, incomplete, held_one, let_go;
    uint64_t held; /* things that were deleted elsewhere, and whose words wait here */
    struct str held_until;
    struct stray_rows strays;
};
struct stray_view {
    struct frame frame;
    struct stray_rows strays;
    bool kept, let_go, answered; /* what has just become of some */
    struct str until;
};
struct merge_view {
    struct frame frame;
    struct str problem;
};
struct merged_row {
    struct str words;
    uint64_t count;
};
struct merged_view {
    struct frame frame;
    struct SPAN_OF(struct merged_row) rows;
    bool nothing, ahead, small; /* small: what came has no words of its own */
    uint64_t unopened, later, deleted, hidden;
    struct stray_rows strays;
};
struct export_view {
    struct frame frame;
    struct SPAN_OF(struct str) kinds; /* what stands in it, in words */
};

struct passphrase_view {
    struct frame frame;
    struct html guidance, old_copies;
    struct str problem;
};

struct anew_view {
    struct frame frame;
    struct html lead, limits;
    struct str problem;
    uint64_t unopened;
    bool leave;
};

#endif
