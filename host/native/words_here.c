/* host/native/words_here.c - opens the pack that was embedded */
#include "host/native/words_here.h"

#include "app/packs.h"

#include <stdlib.h>

extern const struct str PACK_EN; /* made by embedc */

enum err words_here(const struct words **out)
{
    static struct words words;
    static void *room;
    enum err e = ERR_OK;
    if (!room) {
        void *taken = malloc(words_room());
        e = taken ? pack_open(bytes_of_str(PACK_EN), taken, &words) : ERR_NO_ROOM;
        if (e)
            free(taken);
        else
            room = taken;
    }
    if (!e)
        *out = &words;
    return e;
}
