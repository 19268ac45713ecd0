/*
 * pages/learn/scripts.h - words to say, in three lengths, made one's own; and saying it without sorry
 *
 * A script of one's own is a note: it stands in the diary, with its versions, and is deleted there.
 */
#ifndef PAGES_LEARN_SCRIPTS_H
#define PAGES_LEARN_SCRIPTS_H

#include "pages/frame/page.h"

void scripts_get(struct visit *visit);       /* GET /learn/scripts */
void scripts_print_get(struct visit *visit); /* GET /learn/scripts/print: all that were made one's own */
void own_script_get(struct visit *visit);    /* GET and POST /learn/scripts/own */
void own_script_post(struct visit *visit);
void script_get(struct visit *visit);       /* GET /learn/scripts/ID?fresh=LENGTH, /learn/scripts/ID/LENGTH */
void script_post(struct visit *visit);      /* POST /learn/scripts/ID/LENGTH */
void script_print_get(struct visit *visit); /* GET /learn/scripts/ID/print?form=LENGTH */
void plain_get(struct visit *visit);        /* GET and POST /learn/plain */
void plain_post(struct visit *visit);

#endif
