/*
 * pages/learn/rehearse.h - situations to try out, a scene and a choice at a time
 *
 * Where someone is stands in the address and nowhere else: nothing is kept, counted or called correct.
 * SCENE shows a scene; SCENE-N what its Nth choice does.
 */
#ifndef PAGES_LEARN_REHEARSE_H
#define PAGES_LEARN_REHEARSE_H

#include "pages/frame/page.h"

void rehearse_get(struct visit *visit);       /* GET /learn/rehearse */
void rehearse_scene_get(struct visit *visit); /* GET /learn/rehearse/ID and /learn/rehearse/ID/SCENE */

#endif
