/*
 * pages/settings/ways.h - changing what opens the vault: a new passphrase, and everything sealed anew
 *
 * app/ calls these directly where keys decide what is shown.  `problem` is a sentence to show above the form, or empty.
 */
#ifndef PAGES_SETTINGS_WAYS_H
#define PAGES_SETTINGS_WAYS_H

#include "pages/frame/page.h"

void settings_passphrase_page(struct visit *visit, struct str problem);
void settings_anew_page(struct visit *visit, struct str problem);

/* GET /settings/passphrase and /settings/anew. */
void settings_passphrase_get(struct visit *visit);
void settings_anew_get(struct visit *visit);

#endif
