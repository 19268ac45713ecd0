/*
 * pages/gate/gate.h - the pages around the lock: arriving, making a vault, opening it, the sheet
 *
 * app.c calls these directly where keys decide what is shown.  `problem` is a sentence to show
 * above the form, or empty.
 */
#ifndef PAGES_GATE_GATE_H
#define PAGES_GATE_GATE_H

#include "pages/frame/page.h"

enum { PASSPHRASE_MIN_CHARS = 12 };

void gate_make_page(struct visit *visit, struct str problem);
/* Why the passphrase form cannot be accepted, in words; empty if it can. */
struct str gate_make_check(const struct form *form, struct str passphrase, struct str again);
struct str gate_passphrase_check(struct str passphrase, struct str again);
/*
 * then, held: the address and raw form of something that was sent while locked.  wrong: a passphrase was tried and did
 * not fit, so what hands get wrong most often is said beside the field.
 */
void gate_unlock_page(struct visit *visit, struct str problem, bool wrong, struct str then, struct str held);
/* anew: everything was sealed anew a moment ago. */
void gate_sheet_page(struct visit *visit, struct str code, struct html picture, bool anew);
void gate_try_page(struct visit *visit, struct str problem);
/* A page that says one sentence and offers the way back. */
void gate_words_page(struct visit *visit, struct str words);

/* The get functions of their pages. */
void gate_home(struct visit *visit);
void gate_unlock_get(struct visit *visit);
void gate_make_get(struct visit *visit);
void gate_about(struct visit *visit);
void gate_watched(struct visit *visit);
void gate_sheet_get(struct visit *visit);
void gate_try_get(struct visit *visit);
void gate_done_get(struct visit *visit);
void gate_blank(struct visit *visit);

#endif
