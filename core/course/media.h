/*
 * core/course/media.h - recordings and pictures: what may be kept, and their bytes in order
 *
 * One of them is a MEDIA_BEGUN and its chunks, each durable before the next is sent.  So a recording that was cut
 * short keeps what was acknowledged, and plays.  Chunks are numbered from 1; of two with one number the first
 * counts, and the bytes end where a number is missing.  Whatever came is deleted with its recording.
 *
 * Memory: chunks borrow from the state, which holds their bytes once; events borrow from the form or the arena.
 */
#ifndef CORE_COURSE_MEDIA_H
#define CORE_COURSE_MEDIA_H

#include "base/form.h"
#include "core/log/state.h"

/* About five minutes of sound; a page stops by itself a little before. */
enum { MEDIA_MAX_BYTES = 2 << 20 };

bool media_is_sound(enum media_sort sort);
/* One of the few types that pages can play or show, and that fits the sort. */
bool media_type_fits(enum media_sort sort, struct str type);

/* What of a recording is there. */
struct media_whole {
    const struct event **at; /* chunks 1, 2, ..., in order */
    size_t len, bytes;
    bool   ended;  /* the last chunk is among them */
    bool   broken; /* others came, but one before them is missing */
};
void media_whole(const struct entry *entry, struct arena *arena, struct media_whole *out);
/* The bytes one after another. */
struct bytes media_bytes(const struct media_whole *whole, struct arena *arena);

/*
 * Decisions give a sentence on what is wrong, or the empty text and the event.
 * media_begin: fields sort, type, name, words, hard.  media_change: name, words, hard, seconds; the rest as in `before`.
 */
struct str media_begin(const struct form *form, struct event *out);
struct str media_change(const struct form *form, const struct entry *before, struct event *out);
/*
 * The next chunk: fields number, last, data (base64 of URLs).  One that is there already gives the empty text and
 * an event of kind EVENT_NONE, so that sending again is safe.
 */
struct str media_add(const struct form *form, const struct entry *entry, struct arena *arena, struct event *out);

/* The comfort kit: what is kept for hard moments has its own `about`. */
bool       comfort_is_hard(const struct note *note);
struct str comfort_decide(const struct form *form, struct stamp of, struct event *out);

#endif
