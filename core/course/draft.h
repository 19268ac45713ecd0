/*
 * core/course/draft.h - forms that were typed in and not sent: what of them is kept, and how they come back
 *
 * A draft is a whole form, so that bringing it back gives the page as it stood.  It belongs to an address (`about`, the
 * form's own, without its first slash) and to one open page (`page`, a name the page gives itself), so that two pages
 * open at once keep their words apart.  Its fields are encoded as forms are, but readably: only %, &, = and + are
 * escaped.  It is over when the words are kept, or when it is thrown away: then a keeping without words says so, and
 * what was stored of it becomes husks.
 *
 * Fields of the request that are not the form's: token, once, draft (the page's name), draft-at (the address),
 * draft-once (the form's own `once`) and draft-from (the name of a draft that this one goes on with, and which is over).
 *
 * Memory: events and texts borrow from the form, the state or the arena.
 */
#ifndef CORE_COURSE_DRAFT_H
#define CORE_COURSE_DRAFT_H

#include "base/form.h"
#include "core/log/state.h"

enum { DRAFT_ABOUT_MAX = 160, DRAFT_PAGE_MAX = 64 };

/*
 * The draft that a page asks to be kept; out->kind is EVENT_NONE if nothing is new.  What a sheet keeps nowhere
 * (worksheet_field.leads) is left out, and so is anything named as a passphrase.  ERR_MALFORMED: no address or no
 * name of a page.  ERR_TOO_LONG: over DRAFT_MAX.
 */
enum err draft_decide(const struct form *form, const struct state *state, struct arena *arena, struct event *out);
/* Whether the draft of a form at this address takes the field of this name; see draft_decide. */
bool draft_takes(struct str about, struct str name);
/* The event that ends it. */
struct event draft_end(const struct event *draft);

/* The form as it was typed.  ERR_TOO_LONG as form_decode. */
enum err draft_form(const struct event *draft, struct arena *arena, struct form *out);
/* The longest text in it, to know it by. */
struct str draft_words(const struct event *draft, struct arena *arena);
/* True if it belongs to the page at this path (as asked for, with its slash) or to one below it. */
bool draft_is_below(const struct event *draft, struct str path);

#endif
