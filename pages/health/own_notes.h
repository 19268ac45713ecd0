/* pages/health/own_notes.h - a person's own notes, as a list under the page they belong to */
#ifndef PAGES_HEALTH_OWN_NOTES_H
#define PAGES_HEALTH_OWN_NOTES_H

#include "core/log/event.h"
#include "pages/health/views.h"

/* At most `max` notes of a sort that are about `about` (empty: about nothing), newest first; in the visit's arena. */
struct own_notes notes_shown(struct visit *visit, enum note_sort sort, struct str about, size_t max);

#endif
