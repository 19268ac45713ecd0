/*
 * core/log/export.h - what of the log a readable export holds
 *
 * An export lies open for whoever demands it or finds it.  Left out of it are
 *   the check-ins and steps of a practice, so that it can never be shown as a record of consent (design, section 2,
 * rule 3); the answer that closes the ladder, also while it is only typed, so that nobody learns of it (rule 6); when a
 * way into the vault was changed, for the same reason.
 */
#ifndef CORE_LOG_EXPORT_H
#define CORE_LOG_EXPORT_H

#include "core/log/event.h"

bool event_is_exported(const struct event *event);

#endif
