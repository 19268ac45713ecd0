/*
 * pages/route.h - one row per page: which method and path, who may see it, and what answers
 */
#ifndef PAGES_ROUTE_H
#define PAGES_ROUTE_H

#include "pages/frame/page.h"

/* What app.c itself must do, because it needs keys, the session or the host. */
enum action {
    ACTION_PAGE,       /* nothing more: the page's own function answers */
    ACTION_MAKE,       /* make a vault */
    ACTION_UNLOCK,
    ACTION_LOCK,
    ACTION_LEAVE,
    ACTION_SHEET,      /* a new recovery sheet, shown once */
    ACTION_SHEET_TRY,  /* the drill: does the sheet open the vault? */
    ACTION_PASSPHRASE, /* change it */
    ACTION_ANEW,       /* seal everything under a new root, with a new passphrase and a new sheet */
    ACTION_MERGE,      /* bring in a backup, whose file the host hands over */
    ACTION_LET_GO,     /* words that were deleted elsewhere, and wait here, go now */
    ACTION_DEVICE,     /* let a device's own lock open the vault, or no longer */
    ACTION_EXPORT,     /* everything as readable JSON */
    ACTION_BACKUP,     /* the sealed vault as a file */
};

enum access {
    ACCESS_ANYONE, /* also locked, and before any set-up */
    ACCESS_OPEN,   /* only in the session that opened the vault */
};

typedef void page_function(struct visit *visit);

struct route {
    bool           post;
    struct str     pattern; /* "*" stands for one piece of the path */
    enum access    access;
    enum action    action;
    page_function *page;
    bool           unguarded; /* a form token is not asked for: Stop, Leave, Lock */
};

extern const struct route ROUTES[];
extern const size_t       ROUTES_LEN;

/* Of them the pages that anyone may look at while nothing is open, as a table that names nothing else. */
extern const struct route DOOR_ROUTES[];
extern const size_t       DOOR_ROUTES_LEN;

/* The row for a path, its pieces in `parts`; NULL if there is none. */
const struct route *route_find(bool post, struct str path, struct str parts[PATH_PARTS_MAX]);
/* The same among DOOR_ROUTES. */
const struct route *route_find_at_the_door(struct str path, struct str parts[PATH_PARTS_MAX]);

#endif
