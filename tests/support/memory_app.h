/*
 * tests/support/memory_app.h - an app with everything in memory, for fuzzing and measuring
 *
 * Speaks to app.c as a host does, with a log that is an array, a clock that is a number and
 * entropy that is a counter.  Nothing touches a disk, and nothing draws on chance.
 */
#ifndef TESTS_MEMORY_APP_H
#define TESTS_MEMORY_APP_H

#include "app/app.h"

struct memory_app;

/* A new vault, open, with the session's cookie held; `state_bytes` of room for its state. */
struct memory_app *memory_app_make(size_t state_bytes);
/* The same before a vault is made, in these words; what needs more than a door gets all English ones and asks again. */
struct memory_app *memory_app_new(size_t state_bytes, const struct words *words);
/* How often that was. */
unsigned           memory_app_words_asked(const struct memory_app *m);
/* From now on pages are asked of app/door.h first, as the browser app does while nothing is open. */
void               memory_app_by_the_door(struct memory_app *m);
void               memory_app_speak(struct memory_app *m, const struct words *words);
void               memory_app_free(struct memory_app *m);
/* Another device that holds what `from` holds now, as after restoring a backup; open. */
struct memory_app *memory_app_restore(const struct memory_app *from);
/* The same with everything that stands beside the log, as after copying the folder to this place. */
struct memory_app *memory_app_copy(const struct memory_app *from, struct hash place);
/* The place that the next start is told, and what is stored of the local row: *len bytes, which may be changed. */
void     memory_app_set_place(struct memory_app *m, struct hash place);
uint8_t *memory_app_here(struct memory_app *m, size_t **len);
/* What is stored as a backup file of version 2, to be freed; and one brought in through its page. */
struct bytes memory_app_backup(const struct memory_app *m);
struct reply memory_app_merge(struct memory_app *m, struct bytes file);
/* The same where no file could be handed over, and why. */
struct reply memory_app_merge_without(struct memory_app *m, enum err how);
/* The stored log loses its newest entries. */
void memory_app_cut(struct memory_app *m, size_t len);
/* Ended and started again: what was only in memory is gone; then opened. */
void memory_app_restart(struct memory_app *m);
/* One more entry at the end of the stored log, which is copied; the next opening loads it. */
void memory_app_put(struct memory_app *m, const struct log_entry *entry);
/* A stored entry, to be changed by a test; the next opening sees it. */
struct log_entry *memory_app_stored(struct memory_app *m, size_t index);

/* One request in this session.  `form` and `path` as sent; the reply lives until the next call. */
struct reply memory_app_ask(struct memory_app *m, const char *method, struct str target, struct str form);
/* The same by someone with this Cookie header instead, "" for none; what it answers changes nothing in this session. */
struct reply memory_app_ask_as(struct memory_app *m, const char *cookie, const char *method, struct str target,
                               struct str form);
/* A POST from a page of another origin, and one with a body over what a host reads. */
struct reply memory_app_ask_from(struct memory_app *m, struct str target, struct str form, struct str origin);
struct reply memory_app_ask_too_large(struct memory_app *m, struct str target);
/* The same as memory_app_ask, with the page's own token added to the form. */
struct reply memory_app_post(struct memory_app *m, struct str target, struct str form);

struct app *memory_app(struct memory_app *m);
const char *memory_app_cookie(const struct memory_app *m); /* NAME=VALUE of this session */
/* The next thing to be kept is refused, as by a full disk. */
void memory_app_refuse_next(struct memory_app *m);
/* True if these bytes stand anywhere in the stored log or in the memory of the open state. */
bool memory_app_holds(const struct memory_app *m, struct bytes needle, bool in_state);
struct log_entry memory_app_entry(const struct memory_app *m, size_t index);
/* Time as it is, in milliseconds: what steady time counts, and what a wall clock says that is right. */
int64_t    *memory_app_clock(struct memory_app *m);
/* How far the wall clock is ahead of it; 0 at first. */
int64_t    *memory_app_wall_off(struct memory_app *m);
/* Lock, then open again with the passphrase of the test; the log is loaded.  Milliseconds of loading alone. */
double memory_app_reopen(struct memory_app *m);
/* The same log in a host that has only so much room; then as above. */
void   memory_app_move(struct memory_app *m, size_t state_bytes);
size_t memory_app_log_len(const struct memory_app *m);

#endif
