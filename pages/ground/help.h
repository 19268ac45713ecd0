/*
 * pages/ground/help.h - the directory of help lines and groups: by country, by kind, and by a word
 *
 * Everything is on this device, and nothing is looked up.  Country and kind are fixed choices and may stand in
 * an address, so the page works while locked.  A word never does: it comes in a form, is answered at once, and
 * is kept nowhere.
 */
#ifndef PAGES_GROUND_HELP_H
#define PAGES_GROUND_HELP_H

#include "pages/frame/page.h"
#include "pages/frame/words.h"
#include "pages/ground/views.h"

/* What is asked of the directory; empty and zero ask for nothing in particular. */
struct help_ask {
    struct str code, words;
    unsigned kind;
};

/* True if a line answers: of that country, of that kind, and holding each word somewhere, without case. */
bool help_matches(const struct words *words, const struct help_line *line, const struct help_ask *ask,
                  struct arena scratch);

/* The id of a line of the directory. */
struct str help_line_id(struct arena *arena, const struct help_line *line);

/* The countries in the order of the directory, each once; choosing one keeps the kind. */
struct help_choices help_countries(struct visit *visit, const struct help_ask *ask);

/* GET /help?c=CODE&kind=KEY; POST /help (open only): words, c, kind */
void help_get(struct visit *visit);
void help_post(struct visit *visit);
/* GET /help/groups: what to look for in a group, and the groups of the directory */
void help_groups_get(struct visit *visit);

#endif
