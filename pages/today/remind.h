/* pages/today/remind.h - choosing reminders, and the calendar file for those who would rather have one */
#ifndef PAGES_TODAY_REMIND_H
#define PAGES_TODAY_REMIND_H

#include "pages/frame/page.h"

/* GET and POST /reminders; GET /reminders/notes.ics */
void reminders_get(struct visit *visit);
void reminders_post(struct visit *visit);
void reminders_calendar_get(struct visit *visit);

#endif
