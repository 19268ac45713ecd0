/* core/course/ways.c - the header that was found against the changes that the log tells */
#include "core/course/ways.h"

enum ways_found ways_find(const struct state *state, uint64_t device, uint64_t since, struct bytes header)
{
    enum ways_found found = WAYS_SAID_NOTHING;
    /* Told in their order, so the last one decides: a header comes back under no other hash. */
    for (size_t i = 0; i < state->ways.len; i++) {
        const struct ways *ways = &state->ways.at[i]->ways;
        if (state->ways.at[i]->n > since && state->ways.at[i]->at.device != device)
            continue;
        if (bytes_eq(ways->now, header))
            found = WAYS_FIT;
        else if (bytes_eq(ways->before, header) || found == WAYS_FIT || found == WAYS_OLDER)
            found = WAYS_OLDER;
        else
            found = WAYS_STRANGE;
    }
    return found;
}
