/*
 * host/wasm/door.c - the pages for anyone as a module of their own: what has to come before Ground stands there
 *
 * It has the functions of main.c that the shell needs until a vault is opened, with the same bytes.  What it does not
 * answer itself it says so of, with REPLY_WORDS: the shell then begins the whole module and asks that.
 */
#include "app/door.h"
#include "host/wasm/edge.h"

static bool has_vault;

int EXPORT(attune_words)(size_t len);
int attune_words(size_t len)
{
    return edge_words(len);
}

/* As in main.c; of the vault nothing is read but whether there is one, and nothing opens, so that no room is needed for
 * it. */
int EXPORT(attune_start)(size_t len, size_t state_bytes, size_t work_bytes);
int attune_start(size_t len, size_t state_bytes, size_t work_bytes)
{
    (void)state_bytes;
    ASSERT(edge.pack && !edge.work);
    has_vault = len > 0;
    return edge_start(work_bytes) ? 0 : -1;
}

const uint8_t *EXPORT(attune_handle)(size_t len);
const uint8_t *attune_handle(size_t len)
{
    edge_request(len);
    return answer(door_handle(&edge.words, has_vault, &edge.request, &edge.arena), false);
}
