/* pages/settings/settings.h - how attune looks, locks and leaves; keeping, moving and taking out */
#ifndef PAGES_SETTINGS_SETTINGS_H
#define PAGES_SETTINGS_SETTINGS_H

#include "pages/frame/page.h"

/* GET and POST /settings. */
void settings_get(struct visit *visit);
void settings_post(struct visit *visit);
/* GET /settings/keep: what an export is, before there is one. */
void settings_export_get(struct visit *visit);

#endif
