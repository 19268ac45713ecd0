/*
 * core/course/settings.h - how someone wants attune to look, lock and leave
 *
 * Each setting is a short list to choose from.  For colours and text size the key is what is kept;
 * for minutes the number; the title and the address of Leave may be the person's own.
 */
#ifndef CORE_COURSE_SETTINGS_H
#define CORE_COURSE_SETTINGS_H

#include "base/form.h"
#include "core/log/state.h"

enum { TITLE_BYTES_MAX = 80, LEAVE_BYTES_MAX = 200, LOCK_FIRST_MIN = 5 };

enum theme { THEME_AUTO = 1, THEME_LIGHT, THEME_DARK, THEME_CALM };
enum text_size { TEXT_SMALL = 1, TEXT_MIDDLE, TEXT_LARGE, TEXT_VERY_LARGE };
enum title_choice { TITLE_NEUTRAL = 1, TITLE_OWN, TITLE_PAGES };
enum leave_choice { LEAVE_BLANK = 1, LEAVE_OWN };
enum spelling_choice { SPELLING_OFF = 1, SPELLING_ON };
/* What is kept away from: enum exposure_how in core/course/exposure.h. */

/* What can be chosen for each: a number and a key.  Of LOCKS the numbers are minutes; of LINES distress, 0-100: at 40
 * a practice stops by itself. */
#define THEMES(X)           \
    X(THEME_AUTO, "auto")   \
    X(THEME_LIGHT, "light") \
    X(THEME_DARK, "dark")   \
    X(THEME_CALM, "calm")
#define TEXT_SIZES(X)        \
    X(TEXT_SMALL, "s")       \
    X(TEXT_MIDDLE, "m")      \
    X(TEXT_LARGE, "l")       \
    X(TEXT_VERY_LARGE, "xl")
#define LOCKS(X) \
    X(1, "1")    \
    X(2, "2")    \
    X(5, "5")    \
    X(10, "10")  \
    X(20, "20")  \
    X(30, "30")
#define TITLES(X)               \
    X(TITLE_NEUTRAL, "neutral") \
    X(TITLE_OWN, "own")         \
    X(TITLE_PAGES, "pages")
#define LINES(X) \
    X(20, "20")  \
    X(30, "30")  \
    X(40, "40")
#define PACES(X)               \
    X(PACE_GENTLE, "gentle")   \
    X(PACE_STEADY, "steady")   \
    X(PACE_CURIOUS, "curious")
#define LEARNINGS(X)       \
    X(LEARNING_ON, "on")   \
    X(LEARNING_OFF, "off")
#define LEAVES(X)           \
    X(LEAVE_BLANK, "blank") \
    X(LEAVE_OWN, "own")
#define SPELLINGS(X)       \
    X(SPELLING_OFF, "off") \
    X(SPELLING_ON, "on")
extern const struct key_list THEME_KEYS, TEXT_SIZE_KEYS, LOCK_KEYS, TITLE_KEYS, LINE_KEYS, PACE_KEYS, LEARNING_KEYS,
    LEAVE_KEYS, SPELLING_KEYS;

/* What can be chosen for a setting; empty for one that is not chosen here. */
struct key_list setting_choices(enum setting_name name);

/* The number of the row that is chosen now. */
unsigned setting_chosen(const struct state *state, enum setting_name name);
/* The person's own title or address; empty if they have none. */
struct str setting_own_words(const struct state *state, enum setting_name name);

/*
 * The name and port in a person's own address for Leave; empty if it is not one that settings_decide lets through.  A log may come
 * from a stranger, so whoever puts it into a header asks here first.
 */
struct str settings_leave_host(struct str address);

/* The setting a form is about, from its field "setting". */
enum setting_name settings_named(const struct form *form);

/*
 * Fields: setting, choice (a row's key), words (for an own title or address).
 * Returns what is wrong as a sentence to show; the empty text when nothing is.
 */
struct str settings_decide(const struct form *form, struct event *out);

#endif
