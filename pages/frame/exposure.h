/*
 * pages/frame/exposure.h - what is kept away from, at the door of a page
 *
 * Lists leave out, mark or fold away; the page of an item waits to be asked for.  Both go by
 * core/course/exposure.h, so every surface keeps away the same things.
 */
#ifndef PAGES_FRAME_EXPOSURE_H
#define PAGES_FRAME_EXPOSURE_H

#include "core/course/exposure.h"
#include "pages/frame/page.h"

/* Words of content as core/course/exposure.h reads them. */
struct str exposed_html(struct html words);

/* Where the waiting page leads back to, without its first slash; `also` is a sentence for it, or empty. */
struct way_back {
    struct str place, path, words, also;
};

/*
 * Asked at the start of an item's page.  True: the page that waits was given, and nothing else is to be
 * written.  False: go on; where it is to be marked, the frame says so.
 */
bool exposure_waits(struct visit *visit, const struct exposed *item, struct way_back back);

#endif
