/* pages/journal/views.h - views of the diary, of one entry and what can be done with it, and of what is put together to
 * be printed */
#ifndef PAGES_JOURNAL_VIEWS_H
#define PAGES_JOURNAL_VIEWS_H

#include "pages/frame/page.h"
#include "pages/frame/parts.h"
#include "pages/frame/take.h"
#include "pages/frame/views.h"
#include "pages/limits/views.h"
#include "pages/media/views.h"

/* A piece of someone's words; while searching, the line that was found with the hit in its middle. */
struct diary_line {
    struct str label, before, hit, after;
    bool goes_on; /* there is more on the entry's own page */
};
struct diary_item {
    struct str id, title, how; /* how a practice ended, or where someone stands on a limit */
    struct str name;           /* what kind of entry, and the part of the day: the link's words */
    struct skies skies;        /* one, or none */
    struct kit_items media;    /* one, or none: a recording to play */
    struct SPAN_OF(struct diary_line) lines;
};
struct diary_day {
    struct str title;
    struct SPAN_OF(struct diary_item) items;
};
struct diary {
    struct SPAN_OF(struct diary_day) days;
    bool has_newer, has_earlier;
    struct str newer, earlier; /* queries of the pages beside this one */
};

struct journal_view {
    struct frame frame;
    struct str needle, notice;
    struct diary diary;
    bool any, searching, first_page;
    struct parts parts;
};

struct moments_view {
    struct frame frame;
    struct html lead;
    struct str words, problem, notice;
    struct diary diary;
    bool any;
};

/* Writing or rewording: a note, a moment, or the words of a wind-down. */
struct note_view {
    struct frame frame;
    struct html lead;
    struct str title, eyebrow, problem;
    struct str at, back; /* addresses, without their first slash */
    bool is_winddown;
    struct str words;
    struct winddown winddown;
};

/* Something typed and not kept. */
struct draft_row {
    struct str id, when, path, words;
    bool goes_on; /* there is more of it */
};
struct drafts_view {
    struct frame frame;
    struct SPAN_OF(struct draft_row) rows;
};

/* One telling: words, then what was chosen or counted. */
struct entry_told {
    struct str when, what;
    struct entry_rows said, facts;
};
struct entry_tellings SPAN_OF(struct entry_told);
struct entry_view {
    struct frame frame;
    struct str id, title, eyebrow, how, notice;
    struct skies skies;             /* one, or none */
    struct kit_items media;         /* one, or none */
    struct entry_tellings whole;    /* one: all of it as it counts now */
    struct entry_tellings versions; /* how it was worded before, or, for a practice, step by step */
    struct str versions_words;
    struct str edit;             /* where it is changed, without the first slash; empty if nowhere */
    struct str also, also_words; /* one more place that belongs to it */
    struct takes take;           /* of a note */
};

struct delete_view {
    struct frame frame;
    struct html deletion;
    struct str id, title, eyebrow;
    struct str tellings; /* those that the page is about, for the form */
    bool may, rests, under_way, holds_a_stop;
    bool unsaved;      /* something about it was typed and not kept */
    bool over;         /* only its wind-down is still open */
    bool never_opened; /* a plan that was refused */
    bool other;        /* it is another entry that stands in the way */
    struct str other_id, other_title;
};

struct kindness_row {
    struct str id, words;
};
struct kindness_group {
    struct str title;
    struct SPAN_OF(struct kindness_row) rows;
};
struct kind_view {
    struct frame frame;
    struct html lead;
    struct str words, problem, from;
    bool kept, left_out, taking;
    struct SPAN_OF(struct path_entry) own;
    struct SPAN_OF(struct kindness_group) starters;
};

struct choose_line {
    struct str name, words;
};
struct choose_entry {
    struct str when, name;
    struct SPAN_OF(struct choose_line) lines;
};
struct choose_view {
    struct frame frame;
    struct html lead;
    struct str words, problem, before, earlier;
    bool has_newer, has_earlier;
    struct SPAN_OF(struct choose_entry) entries;
};
struct choose_print_view {
    struct frame frame;
    struct str id, words;
};

#endif
