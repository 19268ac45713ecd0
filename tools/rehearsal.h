/*
 * tools/rehearsal.h - the scenes of a rehearsal, read and checked
 *
 *     Who the people are.
 *
 *     # scene: Its title
 *     What happens.
 *
 *     > What one might say or do -> next-scene
 *     What that does, as a principle.
 *
 * A choice leads to a scene, to its own scene once more, or to `end`.  Refused: a choice that leads nowhere, a
 * scene that nothing leads to, a scene from which no way leads to the end, and other numbers than two to four.
 */
#ifndef TOOLS_REHEARSAL_H
#define TOOLS_REHEARSAL_H

#include "tools/article.h"

enum { REHEARSE_MIN = 2, REHEARSE_MAX = 4, REHEARSE_END = 255 };

struct told_choice {
    struct str words, answer; /* the answer is HTML */
    struct str target;
    unsigned to, line;
};
struct told_scene {
    struct str id, title, text; /* the text is HTML */
    struct told_choice choices[REHEARSE_MAX];
    size_t choices_len;
    unsigned line;
};
struct told_rehearsal {
    struct str lead; /* HTML */
    struct told_scene scenes[REHEARSE_MAX];
    size_t scenes_len;
};

/* The body of an article whose rules say BODY_IS_LINES. */
struct told_rehearsal rehearsal_read(struct arena *arena, const struct article *article);

#endif
