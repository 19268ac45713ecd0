/* pages/today/today.h - today: how it is, one suggestion, what is due for a look */
#ifndef PAGES_TODAY_TODAY_H
#define PAGES_TODAY_TODAY_H

#include "pages/frame/page.h"

void today_get(struct visit *visit); /* / when the vault is open */
void home_get(struct visit *visit);  /* / : today, or the first page while locked */
void here_get(struct visit *visit);  /* /here: somebody is still typing */

#endif
