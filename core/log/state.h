/*
 * core/log/state.h - what is so now: a fold over the events
 *
 * Folding one event after another gives the same state as folding all from the start; the
 * tests hold it to that.  Nothing in a state says how often or on which days attune was used:
 * what pages may show is counted from what a person did, where they asked to see it.
 *
 * Events come in the log's one order (core/log/log.h).  A state that is folded again is made in the same room as before.
 *
 * Memory: everything is in the arena given to state_begin, events included, and is gone when
 * the arena is cleared.
 */
#ifndef CORE_LOG_STATE_H
#define CORE_LOG_STATE_H

#include "core/consent/consent.h"
#include "base/region.h"
#include "core/library.h"
#include "core/log/log.h"

enum { ANSWERS_MAX = 128, CARD_PARTS_MAX = CARD_END };

/* One telling of an item; the newest first. */
struct version {
    const struct event *event;
    struct version     *before;
    bool                over; /* of a limit: a later telling knew of this one */
};

/* Something that stands in the diary: a check-in, a note, a practice, a limit, an activity. */
struct entry {
    struct stamp     id;
    enum event_kind  kind;
    struct version  *latest;   /* every event of the item, newest first */
    const struct event *shown; /* the event whose words count now; for a practice, the plan; of a limit's heads the tightest */
    struct practice *practice; /* where kind is PRACTICE_PLANNED */
    struct rung     *rung;     /* where kind is ACTIVITY_ADDED */
    struct version  *chunks;   /* where kind is MEDIA_BEGUN: every chunk that came, the newest first */
};

/* An activity as this person has it. */
struct rung {
    const struct activity *activity; /* from the library, or made from their own event */
    size_t              index;       /* in LIBRARY; SIZE_MAX for an own one */
    const struct event *own;         /* ACTIVITY_ADDED, newest; NULL for the library's */
    struct str          renamed;     /* what they call it since; empty: as the library, or they themselves, first did */
    bool                hidden;
    struct score        place;       /* where they moved it to */
    unsigned            times, comfortable, comfortable_days, stopped;
    int64_t             last_ms, last_stopped_ms, passed_ms, hidden_ms;
    unsigned            asked; /* enum asked_answer, once asked whether it may come back */
    unsigned            known; /* its place among the rungs, also in the belief */
    struct practice    *newest; /* of this activity; the earlier ones behind it */
};

struct practice {
    struct stamp        id;
    struct rung        *rung; /* NULL if the activity is gone */
    struct practice    *before; /* of the same rung */
    const struct event *planned, *gate, *winddown, *nextday;
    const struct event *heard; /* the newest in which something was said to it, not time alone */
    struct consent      consent;
    int64_t             stopped_ms; /* 0: not stopped */
    bool                counted, comfortable;
    bool                begun_apart; /* its device began it, but what was done or said elsewhere meanwhile refuses its plan */
};

/* A telling of how far the ladder goes, and for which of the two it still counts. */
struct ceiling_head {
    const struct event *event;
    bool alone, together;
};

/*
 * A stop, and until when by its own clock.  It holds for the device that was practising and for the one that said it;
 * any other goes by when it met the stop (met_level), for a clock that is a year ahead must close nothing for a year.
 */
struct rest {
    const struct event *of, *by; /* the plan, or the deletion that carried a rest on; how the stop became known */
    unsigned            level;
    int64_t             stopped_ms, until_ms;
};

struct learned;

/*
 * A draft as it is now.  Its texts lie in room of its own, which the next keeping of it fills again, so that typing
 * for hours takes no more of the arena than what is typed.
 */
struct draft_now {
    struct stamp item;
    struct event event; /* DRAFT_KEPT; its `at` and texts are those of the newest keeping */
    uint8_t     *room;
    size_t       room_len;
    LIST_OF(uint64_t) places; /* in the stored log, of every keeping that is not a husk yet */
};

struct answer_now {
    struct str          question;
    const struct event *given; /* newest ANSWER_GIVEN, or NULL */
    unsigned            aside; /* enum aside_how when set aside after the last answer, else 0 */
};

struct state {
    /* What is kept: it stays while everything else is made anew from it. */
    struct log     log;
    LIST_OF(struct draft_now *) drafts; /* apart from the events: they come and go; by the stamp of their first keeping */
    struct learned *learned; /* core/offers/learned.h; its contents follow from the rest */
    struct region   made;    /* where all that follows lies */
    bool            later_guard; /* a later version says something about limits that this one cannot read */
    /* While an event is folded: whose rests and practices it is judged by.  0: nothing is folded, a page asks. */
    uint64_t        judged_for;
    /* Of this device alone, given by the app: a stop elsewhere that was met here holds this level until then. */
    struct score    met_level;
    int64_t         met_until_ms;
    /* This device's number, and the last entry before it had it: what came later under another is from elsewhere.  0: nothing is. */
    uint64_t        own_device, own_since;

    /* What is made. */
    LIST_OF(struct entry *) entries; /* in order of making */
    LIST_OF(struct entry *) limits;  /* those of them that are limits or preferences */
    LIST_OF(struct entry *) abouts;  /* notes that belong to something: note.about is not empty */
    LIST_OF(struct entry *) media;   /* those of them that are recordings or pictures */
    LIST_OF(struct entry *) sheets;  /* those of them that are guided writing */
    LIST_OF(struct entry *) maps;    /* those of them that are body maps */
    LIST_OF(const struct event *) taken; /* FAVOURITE_SET, the newest of each thing, in order of choosing */
    LIST_OF(struct entry *) measures; /* questionnaires that were brought here */
    LIST_OF(struct entry *) measured; /* answers to them, and own short checks */
    LIST_OF(struct rung *) rungs;
    LIST_OF(struct practice *) practices;
    LIST_OF(struct practice *) agreed; /* those of them whose plan was not refused, for that never was one: it hides nothing */
    LIST_OF(const struct event *) ways; /* WAYS_CHANGED, in their order (core/course/ways.h) */
    LIST_OF(const struct event *) corrections; /* of what attune gathered, in their order */
    struct answer_now   answers[ANSWERS_MAX];
    size_t              answers_len;
    struct version     *card[CARD_END]; /* newest first */
    const struct event *settings[SETTING_END];
    const struct event *checkin; /* the newest check-in, or NULL */
    LIST_OF(struct ceiling_head) ceilings; /* tellings that no later one knew of: the lowest acts */
    struct score        ceiling_alone, ceiling_together; /* the lowest that one of them says */
    int64_t             limits_looked_ms; /* when limits were last made, changed or looked at */
    int64_t             reask_later_ms;
    LIST_OF(struct rest) rests; /* that may still hold, in their order */
    bool                sheet_proven;
};

/*
 * Where the time of the log stands when it is opened at wall time wall_ms: never before the newest entry.  How long
 * ago that one was is told by how far the wall clock is from where it was; but it may have been set meanwhile, and
 * it may have been wrong when the newest was kept.  So each entry of the log's last day is asked, and the log's
 * own time too, and the shortest answer counts, for a rest may end late but not early.  If all of them lie ahead
 * of the wall clock, nobody can say, and no time is counted.
 */
int64_t state_log_time(const struct state *state, int64_t wall_ms);
/* The same where only what was kept up to this clock counts. */
int64_t state_time_after(const struct state *state, uint64_t clock, int64_t wall_ms);

/*
 * The clocks of other devices are followed five minutes beyond the wall clock, and no further (people.md 6, rule 5): one
 * that is a year ahead spoils its own order and takes nobody along.  own: this device's number; the entry up to which all
 * counts as its own past; and the newest clock that it gave itself.
 */
#define CLOCK_FOLLOWS_MS ((int64_t)5 * 60 * 1000)
struct own_log { uint64_t device, since, clock; };
struct newest { uint64_t clock; int64_t wall_ms; }; /* of the newest stamp that counts, and the wall clock beside it */
struct newest state_newest(const struct state *state, struct own_log own, int64_t wall_ms);
/*
 * The newest clock among what `event`, not taken yet, tells anew: the same item, answer, setting, ceiling and so on.  What
 * replaces something is stamped after it, however far ahead that is.  0: it tells nothing anew.
 */
uint64_t state_clock_of_told(const struct state *state, const struct event *event);

/* A check-in around a practice as the kernel takes it; one from before `able` was asked is judged by `far`. */
struct consent_checkin checkin_of_gate(const struct gate *gate);

/* Harder in two of the four, or in memories that came back. */
bool day_was_harder(const struct nextday *day);
/* Nothing was too much, and they were there: section 3.5 of the clinical reference, "moving on".  It has a wind-down. */
enum { COMFORTABLE_PEAK = 25, COMFORTABLE_PRESENCE = 6 };
bool practice_was_comfortable(const struct practice *practice);

/*
 * Tellings as `over` names them, into the arena: a limit's heads, which stand beside each other until one telling
 * knows of all of them, and those of the ceiling; or, of any entry, the newest of each device, which stands for all
 * that this device told of it.
 */
struct bytes entry_heads(const struct entry *entry, struct arena *arena);
struct bytes entry_tellings(const struct entry *entry, struct arena *arena);
struct bytes ceiling_heads(const struct state *state, struct arena *arena);
/*
 * The same in the field `over` of a form, so that what is said in it is over what its page showed, and over nothing
 * that came since: the names in an address, one after the other.  Read back, only tellings of this item count (of the
 * ceiling where it is zeros).  Anything that cannot be read names nothing: what may not have been on the screen stays.
 */
struct str   over_text(struct bytes over, struct arena *arena);
struct bytes over_read(const struct state *state, struct stamp item, struct str text, struct arena *arena);
/* How a telling says that it is over nothing: without any name it would be one of version 1. */
extern const struct bytes OVER_NOTHING;

/* The event that made an entry: its date is the entry's. */
const struct event *entry_made(const struct entry *entry);
/* The lowest level that a stop keeps closed until tomorrow, with all above it; not said: nothing rests. */
struct score state_rest(const struct state *state, int64_t now_ms);
bool         state_rests(const struct state *state, int64_t now_ms);

/* True for what this device said, and what was there when it got its number. */
bool state_is_own(const struct state *state, const struct event *event);

/* How many entries were made before the one of this name: there it stands in `entries`, or would stand. */
size_t           state_made_before(const struct state *state, struct stamp id);
struct entry    *state_entry(const struct state *state, struct stamp id);
struct practice *state_practice(const struct state *state, struct stamp id);
/*
 * The practice that is not over yet (offered, active, paused, stopped or winding down), or NULL.  One that was begun here
 * comes first: one from elsewhere may be stamped by a clock far ahead, and must not stand before it.
 */
struct practice *state_open_practice(const struct state *state);
/* The same, but NULL for one that was stopped before it began: nothing is left to do with it. */
const struct practice *state_unfinished_practice(const struct state *state);
struct rung     *state_rung(const struct state *state, struct str id);
/* The newest answer to an intake question, or NULL if none was given. */
const struct event      *state_answer(const struct state *state, struct str question);
const struct answer_now *state_answer_now(const struct state *state, struct str question);
/* A part of the card in the person's words; empty if not said. */
struct str state_card(const struct state *state, enum card_part part);
/*
 * The notes of a sort that belong to something, newest first: start with i = state->abouts.len and go on while
 * this gives one.  `about` empty: any of that sort.
 */
const struct entry *state_note_before(const struct state *state, enum note_sort sort, struct str about, size_t *i);
/* The newest of them, or NULL. */
const struct entry *state_note(const struct state *state, enum note_sort sort, struct str about);
/* The draft that an open page keeps, or NULL. */
const struct event *state_draft(const struct state *state, struct str page);
/* What was stored of a draft has become husks; its words stay until another keeping or its end. */
void state_draft_husked(struct state *state, struct stamp draft);
/* How many drafts were begun before this one: there it stands in `drafts`, or would stand. */
size_t state_drafts_before(const struct state *state, struct stamp item);
/* The draft that a keeping belongs to, and whether something was deleted. */
struct draft_now *state_draft_of(const struct state *state, struct stamp item);
bool state_is_removed(const struct state *state, struct stamp item);
/* True if something was chosen to take along: "ground/G01", "lesson/L01" (pages/ground/toolkit.h). */
bool state_is_taken(const struct state *state, struct str what);
/* A setting's number, or `otherwise` if it was never chosen. */
uint32_t state_setting(const struct state *state, enum setting_name name, uint32_t otherwise);
/* What the person set: learning on or off, the pace, the line on their own scale. */
bool      learning_is_on(const struct state *state);
enum pace pace_of(const struct state *state);
unsigned  line_of(const struct state *state);
enum { OWN_LINE = 40 }; /* there a practice stops itself (clinical reference, 3.5); a person may only lower it */

/*
 * Every telling of what `like` would tell anew: of an answer its question, of a line of the card its part, of something
 * to take along its name.  Oldest first, at most `max`; so that deleting one deletes what it said before.  Returns how many.
 */
size_t state_tellings(const struct state *state, const struct event *like, struct stamp *out, size_t max);

/*
 * The places in the stored log of everything that belongs to an item, into the arena.  Returns how many;
 * 0: no such item.  A practice that is still going on cannot be removed: also 0.
 */
size_t state_places(const struct state *state, struct stamp id, struct arena *arena, uint64_t **out);
/* The same of what a removal takes: of a limit only the tellings that it knew of, and of what is gone already the same. */
size_t state_places_taken(const struct state *state, const struct remove *by, struct arena *arena, uint64_t **out);

#endif
