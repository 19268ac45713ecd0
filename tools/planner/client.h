/*
 * tools/planner/client.h - one simulated person: a library, the lines that were drawn, and what is believed
 *
 * Memory: a client is one run of memory of its own, with the texts of its library; client_free gives it back.
 * Failure: false, with what is wrong in `problem`, a sentence for the answer.
 */
#ifndef TOOLS_PLANNER_CLIENT_H
#define TOOLS_PLANNER_CLIENT_H

#include "core/offers/pick.h"
#include "tools/planner/value.h"

enum { TAGS_HERE_MAX = 32 };

/* What was wrong with a line; the line then changes nothing. */
struct problem {
    struct str words;
};
/* Returns false, so that it can be said and given back at once. */
bool wrong(struct problem *problem, struct str words);

struct line_of_library {
    struct str id, name;
    struct traits traits;
    bool open;                        /* inside every line that was drawn */
    double offered_day, declined_day; /* BELIEF_NEVER: not yet */
};

struct client {
    struct arena arena;
    struct beliefs beliefs;
    struct line_of_library *at;
    size_t len;
    struct str tags[TAGS_HERE_MAX];
    size_t tags_len;
    enum pace pace;
    double day; /* of the last line that was served */
};

/* A client from an `init` line.  NULL: wrong, and `problem` says what. */
struct client *client_new(struct str init, struct arena scratch, struct problem *problem);
void client_free(struct client *client); /* NULL is none */

struct line_of_library *client_find(const struct client *client, struct str id); /* NULL: no such activity */

/* Whether `boundaries` are such, or absent; then to draw them: what was drawn before counts no more. */
bool bounds_check(struct str bounds, struct arena scratch, struct problem *problem);
void client_draw_bounds(struct client *client, struct str bounds, struct arena scratch);

#endif
