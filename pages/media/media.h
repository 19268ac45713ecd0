/*
 * pages/media/media.h - voice notes, kind sentences, the comfort kit, and the bytes they are made of
 *
 * Recording and shrinking a picture happen in the browser (pages/frame/record.js), which sends chunk after chunk:
 *   POST /media/new          a MEDIA_BEGUN           goes on to /media/at/ID
 *   POST /media/chunk/ID     one MEDIA_CHUNK         goes on to /media/at/ID
 *   GET  /media/at/ID        "ID NEXT" as plain text: the number of the chunk that comes next
 *   GET  /media/ID           the bytes with their type
 */
#ifndef PAGES_MEDIA_MEDIA_H
#define PAGES_MEDIA_MEDIA_H

#include "pages/frame/page.h"
#include "pages/media/views.h"

/* GET /voice, /kind/spoken, /kit; POST /kit: a comfort in words */
void voice_get(struct visit *visit);
void spoken_get(struct visit *visit);
void kit_get(struct visit *visit);
void kit_post(struct visit *visit);
/* GET and POST /kit/ID, /media/ID/edit */
void kit_edit_get(struct visit *visit);
void kit_edit_post(struct visit *visit);
void media_edit_get(struct visit *visit);
void media_edit_post(struct visit *visit);

void media_get(struct visit *visit);
void media_at_get(struct visit *visit);
void media_new_post(struct visit *visit);
void media_chunk_post(struct visit *visit);

/* What is kept for hard moments, and kind sentences in one's own voice; none while locked. */
struct kit_items kit_for_now(struct visit *visit);
/* One recording or picture as pages show it. */
struct kit_item kit_item_of(struct visit *visit, const struct entry *entry);

#endif
