/*
 * pages/frame/page.h - one visit: what a page is asked with and what it gives back
 *
 * A page's get function writes HTML.  Its post function decides: it leaves events to be kept
 * and a place to go on to, or writes the page again with what was typed and a word beside the
 * field.  Neither changes state; app.c does that once the events are durable.
 */
#ifndef PAGES_FRAME_PAGE_H
#define PAGES_FRAME_PAGE_H

#include "base/form.h"
#include "core/log/fields.h"
#include "core/log/state.h"
#include "pages/frame/words.h"

enum { VISIT_EVENTS_MAX = 128, PATH_PARTS_MAX = 4, SEARCH_MAX = 200 };

/* What stands around every page. */
struct frame {
    const struct words *words; /* of the language that is on */
    struct str lang;           /* its tag, and whether it is written from right to left */
    bool rtl;
    struct str title; /* of the window; neutral while locked */
    struct str theme, text_size;
    struct str place;  /* "today", "practice", "limits", "journal", "learn" or empty */
    struct str token;  /* proves that a form came from a page of this session */
    struct str once;   /* this form may be kept once */
    struct str notice; /* a sentence at the top: saved, not saved, please look again */
    struct str holds;  /* what this page holds that the person keeps away from and wants marked */
    struct str leave_to;
    struct str draft; /* the name of the open page whose draft this form goes on with; empty: none yet */
    struct str
        unkept;   /* where words are that were typed here before and not kept, without its first slash; empty: none */
    bool brought; /* the form holds such words, brought back */
    bool open;    /* the vault is open */
    bool has_vault;
    bool spelling;    /* the browser may check what is typed, and send it where it likes */
    bool in_practice; /* Stop and Pause stand at the foot instead of the places */
    bool paused;
    struct str practice; /* id of the open practice */
    bool at_today, at_practice, at_limits, at_journal, at_learn;
    uint64_t remind_ms; /* a reminder is due so long from now; 0: none while this page may stand open */
    uint64_t lock_ms;   /* a page without a touch for so long hides itself; 0: never */
};

struct visit {
    /* asked */
    struct str path;
    struct str parts[PATH_PARTS_MAX]; /* what stood at each * of the route */
    struct form query;
    struct form form;          /* of a POST, or of one that came too late; else empty */
    bool typed;                /* form holds what was typed: show it again */
    const struct state *state; /* NULL while locked */
    const struct words *words; /* of the language that is on; of the door alone while locked, at least */
    int64_t now_ms;            /* the time of the log (base/clock.h): what stamps get and all rules see */
    int64_t wall_ms;           /* the wall clock's: dates that are shown, and nothing else */
    int zone_min;
    bool has_sheet;    /* the vault has a recovery sheet */
    int64_t behind_ms; /* so far was the wall clock behind the newest entry at this opening; 0: not */
    uint64_t unopened; /* stored entries that could not be read at this opening */
    uint64_t incomplete; /* entries that are bound to one which has not come here yet */
    int64_t held_until_ms; /* words of what was deleted elsewhere (state->log.held) go by themselves then, by the wall clock */
    bool is_copy;      /* the vault was moved or copied here, and has a new number since this opening */
    bool has_stranger; /* it holds something written under its number that it does not remember */
    bool older_way;    /* the header is not the newest that the log knows of (core/course/ways.h) */
    struct str search; /* what is looked for in the diary; a page may change it, locking forgets it */
    struct arena *arena;
    struct frame frame;

    /* given */
    int status; /* 200 unless said */
    struct buf out;
    struct str type; /* text/html unless said */
    bool cacheable;  /* holds nothing of anyone: a browser may keep it for a while */
    struct str go_to;
    struct event events[VISIT_EVENTS_MAX];
    size_t events_len;
    bool go_to_made;  /* go_to ends with the name of the first event, which app.c gives */
    bool even_unkept; /* acts even if it cannot be kept: Stop */
};

/* Leave an event to be kept; stamps are given by app.c.  An ITEM_REMOVED also takes the item's stored words. */
void visit_keep(struct visit *visit, struct event event);
void visit_go(struct visit *visit, struct str path);
/*
 * How a post ends.  With a problem: false, and nothing is kept; the page is to be shown again.  Else the event is left
 * to be kept, if it is one (NULL: what was said is what stands already), and the visit goes on to `path`.
 */
bool visit_keep_unless(struct visit *visit, struct str problem, const struct event *event, struct str path);
/* What was typed into this field of a form that comes back; empty where none does. */
struct str visit_typed(const struct visit *visit, struct str name);
/* What a page says at its top once something was saved on it: ?saved or ?kept stands in its address. */
struct str visit_saved_words(const struct visit *visit);
/* A page that says one thing. */
struct words_view {
    struct frame frame;
    struct str words;
};
/* The entry of a name in an address, or NULL where there is none of this kind; EVENT_NONE stands for any kind. */
const struct entry *visit_entry_named(const struct visit *visit, struct str name, enum event_kind kind);
/* The route names no entry: something new is being written. */
bool visit_is_new(const struct visit *visit);
/* The page goes on as the one at `path`, where something new is written. */
void visit_as_new(struct visit *visit, struct str path);
/* Set the title and place, ready to render. */
void visit_frame(struct visit *visit, struct str title, struct str place);

/*
 * The id under which the nth form of a page may be kept once.  Several forms with one id would make the
 * second look like the first sent twice, on a page that the browser brings back.
 */
struct str form_once(struct visit *visit, unsigned n);

/* Dates in words where the person is. */
struct str visit_date(struct visit *visit, int64_t ms, int zone_min); /* 23 November 2026 */
struct str visit_when(struct visit *visit, int64_t ms, int zone_min); /* Monday evening, 23 November */
/* As visit_when, of the moment an event was kept, where it was kept. */
struct str visit_when_kept(struct visit *visit, const struct event *event);
struct str visit_date_kept(struct visit *visit, const struct event *event);
struct str visit_stamp(struct visit *visit, struct stamp stamp); /* for addresses */

struct str number_words(struct arena *arena, uint64_t n);        /* in digits */
struct str minutes_words(struct arena *arena, unsigned minutes); /* "1 minute" */

/* One choice on a page: a chip of a radio or checkbox group. */
struct choice {
    struct str name, value, words, hint;
    bool chosen;
};
struct choices SPAN_OF(struct choice);
/* A vocabulary as radio buttons, the chosen number checked. */
struct choices choices_one(struct arena *arena, struct word_list list, struct str name, unsigned chosen);
/* A vocabulary as checkboxes named name + "-" + key. */
struct choices choices_many(struct arena *arena, struct word_list list, struct str name, set64 chosen);
/* Numbers as radio buttons, each with its words, the chosen one checked. */
struct choices choices_numbers(struct arena *arena, struct str name, const unsigned *numbers, const struct str *words,
                               size_t len, unsigned chosen);
/* 0 to max in steps as radio buttons; `said` checked. */
struct choices choices_scale(struct arena *arena, struct str name, unsigned max, unsigned step, struct score said);

/* A scale drawn as rows: each word stands for the few steps beside it. */
struct scale_row {
    struct str id, words;
    struct choices steps;
};
struct scale SPAN_OF(struct scale_row);
struct scale scale_distress(struct arena *arena, struct str name, struct score said); /* 0-100 by tens */
struct scale scale_presence(struct arena *arena, struct str name, struct score said); /* 0-10 */
/* 0-100 by tens with other words. */
struct scale scale_hundred(struct arena *arena, struct str name, struct str low, struct str middle, struct str high,
                           struct score said);
struct scale scale_ten(struct arena *arena, struct str name, struct str low, struct str middle, struct str high,
                       struct score said); /* 0-10 with other words */

/* One of the nine skies: templates draw the one whose name is true. */
struct sky {
    struct str key, words;
    bool chosen;
    bool clear, breezy, patchy, overcast, fog, rain, wind, storm, still;
};
struct skies SPAN_OF(struct sky);
struct sky sky_of(const struct words *words, unsigned weather);
struct skies skies_all(const struct words *words, struct arena *arena, unsigned chosen);

/* The words a set stands for, parted by commas. */
struct str set_in_words(struct arena *arena, struct word_list list, set64 set);

#endif
