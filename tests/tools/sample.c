/* tests/tools/sample.c - the sample pack, as the build made it */
#include "tests/tools/sample.h"

#include "pages/frame/words_open.h"

#include <stddef.h>
#include <stdlib.h>

extern const struct str SAMPLE_PACK; /* made by embedc */

const struct words *sample_words(void)
{
    static struct words opened;
    static max_align_t room[1 << 14];
    struct arena arena = arena_on(room, sizeof room);
    if (words_open(bytes_of_str(SAMPLE_PACK), &arena, &opened) != ERR_OK)
        abort();
    return &opened;
}
