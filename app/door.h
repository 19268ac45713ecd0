/*
 * app/door.h - the pages for anyone while nothing is open, without the rest of the app
 *
 * The browser app's first module has this and none of app_handle, so that Ground stands there long before the whole app
 * has come (host/wasm/door.c).  It keeps no state, opens nothing and keeps nothing.
 */
#ifndef APP_DOOR_H
#define APP_DOOR_H

#include "app/http.h"
#include "pages/frame/words.h"

struct reply;

/*
 * The reply is byte for byte app_handle's to the same request, locked, where that comes from this host and is not too
 * large: neither is looked at here, since no other program can reach the browser app's.  Or its `words` says that this
 * is not for the door to answer: a form, an address that is none of its own.  Nothing was done then, and the whole app
 * is to be asked.  `words` may be those of a door.  The reply is in the arena.
 */
struct reply door_handle(const struct words *words, bool has_vault, const struct request *request, struct arena *arena);

#endif
