/*
 * core/course/ways.h - which ways in the log knows of, so that an older one that was put back is noticed
 *
 * Every change of a way in (a passphrase, a sheet, a device's lock) keeps a WAYS_CHANGED in the same transaction as
 * the changed header: the hash of the header before it and after it.  The log is bound into a chain and the header is
 * not, so whoever puts an older header into a newer file contradicts the log.  A backup carries both of one day, and
 * agrees with itself.  A log without such a record says nothing: no way in was changed since there are records of it.
 */
#ifndef CORE_COURSE_WAYS_H
#define CORE_COURSE_WAYS_H

#include "core/log/state.h"

enum ways_found {
    WAYS_SAID_NOTHING, /* no record of a change */
    WAYS_FIT,          /* the header is the one of the newest change */
    WAYS_OLDER,        /* it is one that was changed later on */
    WAYS_STRANGE,      /* no record names it: older than the first, or the newest record cannot be read */
};

/*
 * header: the hash of the header that the vault was opened with.  Each device has a header of its own: what another
 * changed says nothing of it, so records count that this device wrote, or that were in its store when it got its number
 * (up to entry `since`).
 */
enum ways_found ways_find(const struct state *state, uint64_t device, uint64_t since, struct bytes header);

#endif
