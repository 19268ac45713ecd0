/*
 * pages/settings/stray.h - own words about something that was deleted on another device: kept as a note, or let go
 *
 * They stand on a page of their own, in Settings, and once after the backup came that brought the deletion.
 */
#ifndef PAGES_SETTINGS_STRAY_H
#define PAGES_SETTINGS_STRAY_H

#include "core/course/stray.h"
#include "pages/frame/page.h"

struct stray_rows;

/* The words, each with its form. */
struct stray_rows stray_rows(struct visit *visit, const struct strays *strays);

void stray_get(struct visit *visit);
void stray_post(struct visit *visit);

#endif
