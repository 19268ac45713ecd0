/*
 * host/native/demo.h - a made-up person's vault, filled from a story and gone afterwards
 *
 * The story is content/demo.story.  A line is `+DAY HH:MM KIND name=value...`: a day from the story's
 * first, a time of day, and an event as core/log/event.h reads it.  `@name` at the end names the item that the
 * line makes; `of=@name`, `practice=@name` and `item=@name` mean it later.  `#` begins a comment line.
 * The story's last day is today.
 */
#ifndef HOST_NATIVE_DEMO_H
#define HOST_NATIVE_DEMO_H

#include "host/native/command.h"

enum { DEMO_PASSPHRASE_MAX = 32 };

struct demo {
    char dir[4096];                       /* empty: none was made */
    char passphrase[DEMO_PASSPHRASE_MAX]; /* by chance: nobody else who knows attune may open it, and end its session */
    struct keeper keeper;
};

/*
 * Make the vault in a new directory of its own and fill it; it is left locked.  What went wrong has been
 * said.  Either way demo_end takes everything back, the directory too.
 */
bool demo_begin(struct demo *demo);
void demo_end(struct demo *demo);
/* Remove a demo's directory; for one whose process could not do so itself. */
void demo_remove(const char *dir);

int command_demo(const struct options *options);

#endif
