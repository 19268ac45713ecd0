/* wire/entry.c - what the order of a log of version 1 says */
#include "wire/entry.h"

struct hash entry_previous(struct entry_order *order, const struct log_entry *entry)
{
    struct hash previous = {0};
    bool follows = entry->n == order->last_n + 1;
    order->last_n = entry->n;

    size_t i = 0;
    while (i < order->len && order->newest[i].device != entry->device)
        i++;
    if (i == ENTRY_DEVICES_MAX)
        return previous;
    if (i < order->len && follows)
        previous = order->newest[i].hash;
    if (i == order->len)
        order->newest[order->len++].device = entry->device;
    order->newest[i].hash = entry->hash;
    return previous;
}
