/*
 * pages/frame/take.h - the small form, on the page of a thing, that takes it along or puts it back
 *
 * What a thing is called stands in pages/ground/toolkit.h, which shows what was taken along.
 */
#ifndef PAGES_FRAME_TAKE_H
#define PAGES_FRAME_TAKE_H

#include "pages/frame/page.h"

enum { TAKE_WHAT_MAX = 96 }; /* bytes of a thing's name */

/* The small form that takes a thing along or puts it back: one, or none while locked or for an empty id. */
struct take {
    struct str what, once;
    bool on;
};
struct takes SPAN_OF(struct take);
/* `n` tells the forms of one page apart (form_once). */
struct takes take_form(struct visit *visit, struct str what, unsigned n);

/* Puts back: every telling goes, so that nothing says it was once taken. */
void take_back(struct visit *visit, struct str what);
/* What is deleted is not taken along any more: nothing is left that names it. */
void take_forget(struct visit *visit, struct str id);

#endif
