/*
 * pages/ground/ground.h - grounding now; open to anyone, locked or not
 *
 * Outward comes first.  Breath is never among the first two sets of three, for it can be far
 * from neutral (clinical reference, 2.2).
 */
#ifndef PAGES_GROUND_GROUND_H
#define PAGES_GROUND_GROUND_H

#include "core/course/exposure.h"
#include "pages/frame/page.h"
#include "pages/frame/words.h"

enum { GROUND_SET = 3, GROUND_BREATH_FROM_TURN = 2 };

/* GET /ground?turn=N&stopped=1, /ground/all (before the next in the routes), /ground/ID?pace=KEY */
void ground_get(struct visit *visit);
void ground_all_get(struct visit *visit);
void ground_tool_get(struct visit *visit);

bool ground_is_breath(const struct ground_tool *tool);

/*
 * The tools of one turn, without those that hold what is kept away, however it is met elsewhere: what fits
 * when far away first, then what fits with care, breath last.  Round and round.  Never none, while there is
 * any tool but breath.
 */
size_t ground_pick(const struct words *words, const struct exposure *exposure, unsigned turn, const struct ground_tool *out[GROUND_SET]);

#endif
